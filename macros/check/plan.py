"""What a plan says of itself: roadmap, milestones, indicators, targets, money by year. Nothing here is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from macros.check.rule import Found, cell, whole_sheet
from macros.compute import asks, latest, measurability, newest
from macros.language import (
    Said,
    amount,
    count,
    date_text,
    exact,
    josa,
    particle,
    period_text,
    squash,
    year_text,
)
from macros.model import Bar, Book, Commitment, Indicator, Milestone, Place, Rung, Target, word

_AS_READ = Said(
    "출처와 같으면 그대로 두세요. 옮겨 적다 틀렸으면 고치세요.",
    "Leave it if the source says so. Put it right if it was copied wrong.",
)

_LONGEST = 30


def _each(book: Book) -> Iterator[tuple[Place, Commitment]]:
    for place in book.places.values():
        for commitment in place.commitments:
            yield place, commitment


def _last(bars: Sequence[Bar]) -> Bar:
    return max(bars, key=lambda bar: bar.end.last)


def check_roadmap_within_period(book: Book, as_of: date) -> Iterator[Found]:
    """Roadmaps that start before or end after the period; one finding a side."""
    for _, commitment in _each(book):
        period, bars = commitment.sheet.period, commitment.sheet.roadmap
        if period and period.end and bars and _last(bars).end.last > period.end.last:
            bar = _last(bars)
            message = Said(
                f"로드맵은 {date_text(bar.end.text)}까지이고, 사업기간은 {date_text(period.end.text)}까지입니다.",
                f"The roadmap runs until {bar.end}, the period until {period.end}.",
            )
            yield Found(bar.where.to("to"), message, _AS_READ)
        first = min(bars, key=lambda bar: bar.start.first, default=None)
        if period and period.start and first and first.start.first < period.start.first:
            message = Said(
                f"로드맵은 {date_text(first.start.text)}부터이고, 사업기간은 {date_text(period.start.text)}부터입니다.",
                f"The roadmap starts in {first.start}, the period in {period.start}.",
            )
            yield Found(first.where.to("from"), message, _AS_READ)


def check_roadmap_within_term(book: Book, as_of: date) -> Iterator[Found]:
    """Roadmaps that end after the term of office."""
    for _, commitment in _each(book):
        term = book.electoral_terms.get(commitment.sheet.term or "")
        bars = commitment.sheet.roadmap
        if term and bars and _last(bars).end.last > term.end.last:
            bar = _last(bars)
            end = date_text(term.end.text)
            message = Said(
                f"로드맵은 {date_text(bar.end.text)}까지이고, {josa(term.label, '은/는')} {end}에 끝납니다.",
                f"The roadmap runs until {bar.end}; the term of office ‘{term.label}’ ends {term.end}.",
            )
            yield Found(bar.where.to("to"), message, _AS_READ)


def check_milestones_under_their_year(book: Book, as_of: date) -> Iterator[Found]:
    """Milestones under a heading that names other years."""
    for _, commitment in _each(book):
        for step in commitment.sheet.milestones:
            years = [
                int(year) for year in re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", step.under or "")
            ]
            if step.due and years and not min(years) <= step.due.last.year <= max(years):
                heading = period_text(str(min(years)), str(max(years)))
                due = date_text(step.due.text)
                named = str(years[0]) if min(years) == max(years) else f"{min(years)}–{max(years)}"
                message = Said(
                    f"{heading} 제목 아래에 {due}의 일이 적혀 있습니다: {step.title}.",
                    f"Under a heading of {named} stands a step due {step.due}: ‘{step.title}’.",
                )
                yield Found(step.where.to("due"), message, _AS_READ)


_DATE_TAIL = re.compile(r"[\s:：]*(?:19|20)[0-9]{2}[년.\s]*$")
_SAME_HEAD = 4


def _about_the_same(task: str, heading: str) -> bool:
    """Whether two Korean phrases end alike: the end of a phrase says what is done (…공모사업 참여)."""
    ends = [squash(_DATE_TAIL.sub("", text))[::-1] for text in (task, heading)]
    same = next((n for n, (a, b) in enumerate(zip(*ends, strict=False)) if a != b), min(map(len, ends)))
    return same >= min(_SAME_HEAD, *map(len, ends)) > 0


def check_roadmap_and_milestones_agree(book: Book, as_of: date) -> Iterator[Found]:
    """Milestones outside the roadmap line of the same task."""
    for _, commitment in _each(book):
        headings: dict[str, list[Milestone]] = {}
        for step in commitment.sheet.milestones:
            if step.under and step.due:
                headings.setdefault(step.under, []).append(step)
        for bar in commitment.sheet.roadmap:
            for heading, steps in headings.items():
                outside = [
                    step
                    for step in steps
                    if step.due and (step.due.last < bar.start.first or step.due.first > bar.end.last)
                ]
                if outside and _about_the_same(bar.task, heading):
                    dues = "·".join(date_text(step.due.text) for step in outside if step.due)
                    when = period_text(bar.start.text, bar.end.text)
                    dated = ", ".join(step.due.text for step in outside if step.due)
                    message = Said(
                        f"‘{heading}’의 날짜가 정해진 일 {len(steps)}건 가운데 {len(outside)}건({dues})이 "
                        f"로드맵 ‘{bar.task}’의 표시({when}) 밖에 있습니다.",
                        f"Of the {len(steps)} dated steps under ‘{heading}’, {len(outside)} ({dated}) lie outside "
                        f"the roadmap line ‘{bar.task}’ ({bar.start} to {bar.end}).",
                    )
                    yield Found(outside[0].where.to("due"), message, _AS_READ)


# ── targets ─────────────────────────────────────────────────────────────────────────────────


def _aims(commitment: Commitment, place: Place) -> dict[str, list[Target]]:
    """The newest targets of each indicator, in file order."""
    found: dict[str, list[Target]] = {}
    for row in newest(commitment.targets, place, lambda row: (row.indicator, row.year)).values():
        found.setdefault(row.indicator, []).append(row)
    return found


_ITEMS = {
    "indicator": "an indicator",
    "unit": "a unit",
    "baseline": "a baseline",
    "target": "a target in numbers",
    "deadline": "a deadline",
}


def _lacks(book: Book) -> Iterator[tuple[Target, Indicator, Said, bool]]:
    """Each indicator that has targets, with its first target, what it lacks, and whether that is a number."""
    for place, commitment in _each(book):
        for id, aims in _aims(commitment, place).items():
            indicator = commitment.sheet.indicators.get(id)
            if indicator:
                alone = commitment.sheet.model_copy(update={"indicators": {id: indicator}})
                measured = measurability(replace(commitment, sheet=alone))
                lacking = [item for item in measured.items if not item.there] if measured else []
                if lacking:
                    listed = ", ".join(item.name for item in lacking)
                    said = Said(
                        f"지표 ‘{indicator.name}’에 {josa(listed, '이/가')} 적혀 있지 않습니다.",
                        f"The indicator ‘{indicator.name}’ lacks {', '.join(_ITEMS[i.code] for i in lacking)}.",
                    )
                    yield aims[0], indicator, said, any(item.code == "target" for item in lacking)


def check_targets_are_measurable(book: Book, as_of: date) -> Iterator[Found]:
    """Indicators with targets but no number, and what else they lack."""
    for row, _, lacking, numberless in _lacks(book):
        if numberless:
            message = lacking + Said(
                " 이루었는지 수로 잴 수 없습니다.", " Whether it was reached cannot be measured by a number."
            )
            tip = Said(
                "출처에 수가 있으면 target에 적으세요. 글만 있으면 그대로 두세요.",
                "Write the number in target if the source has one. Leave it if there are only words.",
            )
            yield Found(cell(row, "target"), message, tip)


def check_targets_are_complete(book: Book, as_of: date) -> Iterator[Found]:
    """Indicators with numeric targets that lack a unit, a baseline or a deadline."""
    for _, indicator, lacking, numberless in _lacks(book):
        if not numberless:
            tip = Said(
                "출처에 있으면 공약 파일의 indicators에 적으세요. 없으면 그대로 두세요.",
                "Write it in indicators of the commitment’s file if the source has it. Leave it if not.",
            )
            yield Found(indicator.where.to("name"), lacking, tip)


def _rung(book: Book, text: str) -> tuple[int, Rung] | None:
    """The highest step of the ladder that a text names."""
    plain = squash(text)
    steps = [
        (height, rung)
        for height, rung in enumerate(book.terms.ladder)
        if any(squash(word) in plain for word in rung.words)
    ]
    return steps[-1] if steps else None


def check_targets_reach_their_indicator(book: Book, as_of: date) -> Iterator[Found]:
    """Targets in words of a lower step on the ladder of terms.yml than their indicator."""
    for place, commitment in _each(book):
        for id, aims in _aims(commitment, place).items():
            indicator = commitment.sheet.indicators.get(id)
            asked = _rung(book, indicator.name) if indicator else None
            for row in aims:
                aimed = _rung(book, row.target_text or "")
                if indicator and asked and aimed and aimed[0] < asked[0]:
                    message = Said(
                        f"{year_text(row.year)}의 목표 ‘{row.target_text}’의 단계({aimed[1].ko})가 "
                        f"지표 ‘{indicator.name}’의 단계({asked[1].ko})보다 낮습니다.",
                        f"The target of {row.year}, ‘{row.target_text}’, asks less ({aimed[1].code}) than "
                        f"the indicator ‘{indicator.name}’ ({asked[1].code}).",
                    )
                    yield Found(cell(row, "target_text"), message, _AS_READ)


_BLANK = Said("빈칸", "blank")
_NO_ROW = Said("행 없음", "no row")


def check_years_have_an_aim(book: Book, as_of: date) -> Iterator[Found]:
    """Years with roadmap marks but neither target nor money; a dash and a blank count as neither."""
    for place, commitment in _each(book):
        bars = commitment.sheet.roadmap
        plan = latest(commitment, "planned", place)
        aims = [row for rows in _aims(commitment, place).values() for row in rows]
        if not bars or not (aims or (plan and plan.years)):
            continue
        years = range(min(b.start.first.year for b in bars), _last(bars).end.last.year + 1)
        # a year of another century is told once, not in a hundred lines
        for year in years if len(years) <= _LONGEST else ():
            bar = next((b for b in bars if b.start.first.year <= year <= b.end.last.year), None)
            cells = [row for row in plan.rows if row.year == str(year)] if plan else []
            dated = [row for row in aims if row.year == str(year)]
            if bar is None or any(map(asks, dated)) or any(c.amount_million_krw is not None for c in cells):
                continue
            target = _BLANK if dated else _NO_ROW
            if dated and dated[0].target_text:
                target = Said(f"‘{dated[0].target_text}’", f"‘{dated[0].target_text}’")
            money = _BLANK if cells else _NO_ROW
            message = Said(
                f"{year}년은 로드맵에 표시가 있지만 목표와 금액이 없습니다 (목표 {target.ko}, 금액 {money.ko}).",
                f"The roadmap marks {year}, but there is no target and no amount "
                f"(target: {target.en}, amount: {money.en}).",
            )
            yield Found(bar.where.to("task"), message, _AS_READ)


def check_yearly_and_term_targets(book: Book, as_of: date) -> Iterator[Found]:
    """Yearly targets whose sum is not the target of the term: two statements, not a mistake."""
    for place, commitment in _each(book):
        for id, aims in _aims(commitment, place).items():
            indicator = commitment.sheet.indicators.get(id)
            whole = next((row for row in aims if row.year == "term" and row.target is not None), None)
            years = [row.target for row in aims if row.year != "term" and row.target is not None]
            if indicator and indicator.kind == "annual" and whole and whole.target and len(years) > 1:
                added, unit = sum(years), indicator.unit or ""
                if added != whole.target:
                    said = count(whole.target, unit)
                    message = Said(
                        f"해마다의 목표를 더하면 {count(added, unit)}{particle(unit or exact(added), '이/가')} 되고 "
                        f"임기 전체 목표는 {said}입니다. 서로 다른 두 말이라 견주지 않습니다.",
                        f"The yearly targets add up to ‘{count(added, unit)}’ and the target of the term is ‘{said}’. "
                        "They are two statements and are not compared.",
                    )
                    yield Found(cell(whole, "target"), message, _AS_READ)


# ── money ───────────────────────────────────────────────────────────────────────────────────


def check_fund_lines_have_every_year(book: Book, as_of: date) -> Iterator[Found]:
    """Fund lines of the newest plan without a cell for a year the total line has."""
    for place, commitment in _each(book):
        plan = latest(commitment, "planned", place)
        if plan is None:
            continue
        years = [year for year in plan.years if plan.cell(year, "total")]
        gaps: dict[tuple[str, ...], list[str]] = {}
        for fund in plan.funds:
            missing = tuple(year for year in years if plan.cell(year, fund) is None)
            if missing and len(missing) < len(years):
                gaps.setdefault(missing, []).append(fund)
        for missing, funds in gaps.items():
            labels = ", ".join(book.fund_label(place.id, fund) for fund in funds)
            named = ", ".join(year_text(year) for year in missing)
            row = plan.cell(missing[0], "total")
            if row:
                message = Said(
                    f"총계에는 {named} 칸이 있는데 {labels}에는 그 칸이 없습니다.",
                    f"total has cells for {', '.join(missing)}, but {', '.join(funds)} "
                    f"{'has' if len(funds) == 1 else 'have'} none.",
                )
                tip = Said(
                    "출처에 빈칸으로 있으면 금액을 비운 행을 더하세요. 칸이 아예 없으면 그대로 두세요.",
                    "Add rows without an amount if the source has blank cells. Leave it if there are no such cells.",
                )
                yield Found(cell(row, "year"), message, tip)


def check_totals_are_split(book: Book, as_of: date) -> Iterator[Found]:
    """Newest plans with a total alone, by no year and no fund."""
    for place, commitment in _each(book):
        plan = latest(commitment, "planned", place)
        whole = plan.cell("total", "total") if plan else None
        if plan and whole and whole.amount_million_krw is not None and not plan.years and not plan.funds:
            message = Said(
                f"계획 총계 {amount(whole.amount_million_krw)}만 있고, 해마다의 금액과 재원별 금액이 없습니다.",
                f"There is only the planned total of {exact(whole.amount_million_krw)} million won, "
                "divided neither by year nor by fund.",
            )
            tip = Said(
                "출처에 있으면 행을 더하세요. 없으면 그대로 두세요.",
                "Add rows if the source has them. Leave it if not.",
            )
            yield Found(cell(whole, "amount_million_krw"), message, tip)


def check_amounts_have_a_year(book: Book, as_of: date) -> Iterator[Found]:
    """Amounts printed without a year."""
    for place, commitment in _each(book):
        for row in commitment.spending:
            if row.year == "unstated" and row.amount_million_krw is not None:
                what = f"{word(book.terms.measures, row.measure)} {book.fund_label(place.id, row.fund)}"
                message = Said(
                    f"연도가 적혀 있지 않은 금액입니다: {what} {amount(row.amount_million_krw)}. 더하지 않습니다.",
                    f"An amount without a year: {row.measure}, {row.fund}, "
                    f"{exact(row.amount_million_krw)} million won. It is not added to others.",
                )
                tip = Said(
                    "출처에서 연도를 알 수 있으면 적으세요. 없으면 그대로 두세요.",
                    "Write the year if the source tells it. Leave it if not.",
                )
                yield Found(cell(row, "year"), message, tip)


def check_sheets_are_complete(book: Book, as_of: date) -> Iterator[Found]:
    """Pledges without number, term, department or period; programmes without period."""
    for _, commitment in _each(book):
        sheet = commitment.sheet
        wanted = {"no": "공약 번호", "term": "임기", "department": "담당 부서", "period": "사업기간"}
        if commitment.kind == "programme":
            wanted = {"period": "사업기간"}
        missing = [name for name in wanted if not getattr(sheet, name)]
        if missing:
            listed = ", ".join(wanted[name] for name in missing)
            tip = Said(
                f"출처에 있으면 적으세요({', '.join(missing)}). 없으면 그대로 두세요.",
                "Write it if the source has it. Leave it if not.",
            )
            quoted = ", ".join(f"‘{name}’" for name in missing)
            message = Said(f"{josa(listed, '이/가')} 적혀 있지 않습니다.", f"Not written: {quoted}.")
            yield Found(whole_sheet(book, sheet), message, tip)
