"""What bodies report: statuses, changes, dates of figures, published rates. Nothing here is an error."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from macros.check.rule import Found, cell, cited, rows, whole_sheet, whose
from macros.compute import dated_on, reconcile, signals, statements, status
from macros.language import (
    CHANGE_FIELDS,
    LEDGERS,
    Said,
    amount,
    date_text,
    exact,
    join_and,
    josa,
    percent,
    percent_printed,
    squash,
)
from macros.model import ROW_KEYS, Book, Change, Commitment, Place, Status, Target, word

_IF_KNOWN = Said(
    "출처에 있으면 적으세요. 없으면 그대로 두세요.", "Write it if the source has it. Leave it if not."
)


def check_completion_has_evidence(book: Book, as_of: date) -> Iterator[Found]:
    """Completed by the body's own word alone: no outcome, no milestone done, no other publisher."""
    for place in book.places.values():
        for commitment in place.commitments:
            row = status(commitment, place)
            if (
                row
                and row.status in ("completed", "completed_ongoing")
                and not _is_backed(commitment, place, row)
            ):
                said = place.sources.get(row.source)
                body = said.publisher if said else place.name
                message = Said(
                    f"상태가 ‘{row.raw}’인데, 확인한 출처에 실적이나 마친 일의 기록이 없고, "
                    f"{josa(body, '이/가')} 낸 것 말고는 출처가 없습니다.",
                    f"The status is ‘{row.raw}’, but the sources read hold no outcome and no step done, "
                    f"and no source other than those of ‘{body}’.",
                )
                tip = Said(
                    "실적(outcomes.csv), 마친 일(milestones의 done), 다른 곳의 문서를 찾으면 더하세요.",
                    "Add an outcome (outcomes.csv), a step done (done in milestones) or another authority’s document.",
                )
                yield Found(cell(row, "status"), message, tip)


def _is_backed(commitment: Commitment, place: Place, row: Any) -> bool:
    """An outcome, a milestone done, or a source by another publisher than the one that reports the status."""
    if any(each.value is not None or each.value_text for each in commitment.outcomes):
        return True
    if any(step.done for step in commitment.sheet.milestones):
        return True
    said = place.sources.get(row.source)
    others = [place.sources.get(id) for id in cited(commitment)]
    return any(source and said and source.publisher != said.publisher for source in others)


def check_status_words_match(book: Book, as_of: date) -> Iterator[Found]:
    """Statuses whose printed word is the word of another code."""
    words = {squash(word.ko): code for code, word in book.terms.statuses.items()}
    for commitment in book.commitments.values():
        for row in commitment.statuses:
            code = words.get(squash(row.raw))
            if code and code != row.status:
                message = Said(
                    f"출처의 말은 ‘{row.raw}’인데 코드는 {row.status}({word(book.terms.statuses, row.status)})입니다.",
                    f"The source says ‘{row.raw}’, but the code is {row.status}.",
                )
                tip = Said(f"{josa(code, '이/가')} 아닌지 보세요.", f"Look whether it should be {code}.")
                yield Found(cell(row, "status"), message, tip)


def check_figures_are_dated(book: Book, as_of: date) -> Iterator[Found]:
    """Undated rows: one finding for a commitment's rows of one ledger from one source."""
    for place in book.places.values():
        undated: dict[tuple[str, str, str], list[Any]] = {}
        for name in ("spending.csv", "targets.csv", "outcomes.csv", "statuses.csv"):
            for row in rows(place, name):
                if row.as_of is None:
                    undated.setdefault((row.commitment, name, row.source), []).append(row)
        for (_, name, id), group in undated.items():
            source = place.sources.get(id)
            title = f"{source.publisher}, {source.title}" if source else ""
            many = len(group)
            message = Said(
                f"{LEDGERS[name]} {many}개 행에 기준일이 없습니다" + (f" (출처: {title})." if title else "."),
                f"{many} row{'s' if many > 1 else ''} of {name} without as_of"
                + (f" (source: ‘{title}’)." if title else "."),
            )
            yield Found(cell(group[0], "as_of"), message, _IF_KNOWN)
        for row in place.published_rates:
            if row.as_of is None:
                rate = percent_printed(row.published_pct)
                message = Said(
                    f"{place.name} 발표 이행률 ‘{row.label}’ {rate}에 기준일이 없습니다.",
                    f"The published rate ‘{row.label}’ of ‘{place.name}’, {rate}, has no as_of.",
                )
                yield Found(cell(row, "as_of"), message, _IF_KNOWN)


def check_something_is_reported(book: Book, as_of: date) -> Iterator[Found]:
    """Commitments with a plan and nothing else: no money secured or spent, no status, no outcome."""
    for commitment in book.commitments.values():
        sheet = commitment.sheet
        planned = any(row.measure == "planned" for row in commitment.spending)
        spent = any(row.measure != "planned" for row in commitment.spending)
        if (planned or commitment.targets or sheet.roadmap) and not (
            spent or commitment.statuses or commitment.outcomes
        ):
            tip = Said(
                "이행현황이나 공약가계부를 찾으면 spending.csv, statuses.csv, outcomes.csv에 행을 더하세요.",
                "Add rows to spending.csv, statuses.csv and outcomes.csv when a progress report is found.",
            )
            yield Found(whole_sheet(book, sheet), _plan_alone(commitment), tip)


def _plan_alone(commitment: Commitment) -> Said:
    """What is there and what is not: money is missed only where money was planned."""
    if any(row.measure == "planned" and row.amount_million_krw is not None for row in commitment.spending):
        return Said(
            "계획만 있고, 확보한 금액과 집행한 금액, 이행 상태, 실적이 확인한 출처에 없습니다.",
            "There is only a plan: the sources read tell no secured or executed money, no status and no outcome.",
        )
    told = (
        (Said("목표", "a target"), commitment.targets),
        (Said("일정", "a schedule"), commitment.sheet.roadmap),
    )
    there = [name for name, rows in told if rows] or [Said("계획", "a plan")]
    return Said(
        f"{join_and([name.ko for name in there])}만 있고, 실적과 이행 상태가 확인한 출처에 없습니다.",
        f"There is only {' and '.join(name.en for name in there)}: the sources read tell no outcome and no status.",
    )


def check_reports_come_in_time(book: Book, as_of: date) -> Iterator[Found]:
    """Places that say how often they report and have older data; one finding a place."""
    for place in book.places.values():
        every = place.about.report_every
        if every is None:
            continue
        late = [
            commitment
            for commitment in place.commitments
            if any(signal.code == "stale" for signal in signals(commitment, place, book, as_of))
        ]
        if late:
            named = ", ".join(commitment.sheet.title for commitment in late)
            message = Said(
                f"{josa(place.name, '이/가')} {every}개월마다 밝히기로 했는데 그보다 오래된 자료가 {len(late)}건 있습니다: {named}.",
                f"‘{place.name}’ is to report every {every} months, but {len(late)} "
                f"{'commitments have' if len(late) > 1 else 'commitment has'} older data: ‘{named}’.",
            )
            tip = Said(
                "새 이행현황이 나왔으면 장부에 새 행을 더하세요.",
                "Add new rows to the ledgers if a new progress report has appeared.",
            )
            yield Found(book.where(place.about, "report_every"), message, tip)


# ── changes ─────────────────────────────────────────────────────────────────────────────────


def check_changes_have_their_figure(book: Book, as_of: date) -> Iterator[Found]:
    """Changes of money or targets without a row dated after them."""
    for commitment in book.commitments.values():
        for change in commitment.changes:
            if change.decision == "rejected" or change.field not in ("planned", "target"):
                continue
            if change.field == "planned":
                dates = [row.as_of for row in commitment.spending if row.measure == "planned"]
            else:
                dates = [row.as_of for row in commitment.targets]
            if not any(when and when.last >= change.date.first for when in dates):
                file = "spending.csv" if change.field == "planned" else "targets.csv"
                what = f"{CHANGE_FIELDS[change.field]} 변경({change.before} → {change.after})"
                message = Said(
                    f"{date_text(change.date.text)}의 {what}이 적혀 있는데, 바뀐 뒤의 행이 {file}에 없습니다.",
                    f"A change of {change.field} in {change.date} (‘{change.before}’ → ‘{change.after}’) is on record, "
                    f"but {file} has no row after it.",
                )
                tip = Said(
                    "바뀐 뒤의 값이 출처에 있으면 새 기준일의 행을 더하세요. 없으면 그대로 두세요.",
                    "Add a row with the new as_of if the source has the new value. Leave it if not.",
                )
                yield Found(cell(change, "field"), message, tip)


def check_changed_figures_have_a_reason(book: Book, as_of: date) -> Iterator[Found]:
    """Planned totals and targets that changed without a change row."""
    for place in book.places.values():
        for commitment in place.commitments:
            told = {change.field for change in commitment.changes}
            if "planned" not in told:
                yield from _silent_plan(commitment, place)
            if "target" not in told:
                yield from _silent_targets(commitment)


_REASON = Said(
    "changes.csv에 당초와 변경, 이유를 적으세요. 이유가 출처에 없으면 reason에 ‘출처에 이유 없음’이라고 적으세요.",
    "Write before, after and the reason in changes.csv. If the source gives no reason, write"
    " ‘출처에 이유 없음’ as reason.",
)


def _silent_plan(commitment: Commitment, place: Place) -> Iterator[Found]:
    plans = statements(commitment, "planned", place)
    for before, after in pairwise(plans):
        old, new = before.total(), after.total()
        if old and new and old.value != new.value:
            message = Said(
                f"계획 총계가 {amount(old.value)}에서 {josa(amount(new.value), '으로/로')} 바뀌었는데 변경 기록이 없습니다.",
                f"The planned total went from {exact(old.value)} to {exact(new.value)} million won, "
                "but no change is on record.",
            )
            yield Found(cell(new.rows[0], "amount_million_krw"), message, _REASON)


def _silent_targets(commitment: Commitment) -> Iterator[Found]:
    first: dict[tuple[str, str], Any] = {}
    for row in commitment.targets:
        old = first.setdefault((row.indicator, row.year), row)
        dates = (str(old.as_of or ""), str(row.as_of or ""))
        if dates[0] != dates[1] and (old.target, old.target_text) != (row.target, row.target_text):
            was, now = _aim(old), _aim(row)
            message = Said(
                f"목표가 {was.ko}에서 {josa(now.ko, '으로/로')} 바뀌었는데 변경 기록이 없습니다.",
                f"The target went from {was.en} to {now.en}, but no change is on record.",
            )
            yield Found(cell(row, "target"), message, _REASON)


def _aim(row: Target) -> Said:
    if row.target is not None:
        return Said(exact(row.target), exact(row.target))
    return Said(row.target_text, f"‘{row.target_text}’") if row.target_text else _BLANK


def check_changes_are_dated(book: Book, as_of: date) -> Iterator[Found]:
    """Changes dated by the year alone; one finding for a commitment's rows from one source."""
    for place in book.places.values():
        vague: dict[tuple[str, str], list[Change]] = {}
        for row in rows(place, "changes.csv"):
            if len(row.date.text) == 4:
                vague.setdefault((row.commitment, row.source), []).append(row)
        for group in vague.values():
            many = len(group)
            message = Said(
                f"변경한 날이 해까지만 적힌 행이 {many}건 있습니다.",
                f"{many} row{'s' if many > 1 else ''} with nothing but a year for the day of the change.",
            )
            yield Found(cell(group[0], "date"), message, _IF_KNOWN)


def check_dropped_stays_dropped(book: Book, as_of: date) -> Iterator[Found]:
    """Statuses other than dropped, reported after a commitment was dropped or merged."""
    for place in book.places.values():
        for commitment in place.commitments:
            row = status(commitment, place)
            for change in commitment.changes:
                if change.field not in ("dropped", "merged") or change.decision == "rejected":
                    continue
                if row and row.status != "dropped" and dated_on(row, place) > change.date.last:
                    message = Said(
                        f"{date_text(change.date.text)}에 {CHANGE_FIELDS[change.field]}한 것으로 적혀 있는데, "
                        f"그 뒤의 상태가 ‘{row.raw}’입니다.",
                        f"It is on record as {change.field} in {change.date}, but a later status is ‘{row.raw}’.",
                    )
                    tip = Said(
                        "두 행의 날짜와 출처를 다시 보세요.",
                        "Look at the dates and sources of the two rows again.",
                    )
                    yield Found(cell(row, "status"), message, tip)


# ── one thing said twice ────────────────────────────────────────────────────────────────────

_VALUES = {
    "spending.csv": ("amount_million_krw",),
    "targets.csv": ("target", "target_text"),
    "outcomes.csv": ("value", "value_text"),
    "statuses.csv": ("status",),
    "published_rates.csv": ("published_pct",),
}


def check_sources_agree(book: Book, as_of: date) -> Iterator[Found]:
    """Cells with different values from different sources as of one day."""
    for place in book.places.values():
        for name, values in _VALUES.items():
            cells: dict[tuple[str, ...], list[Any]] = {}
            for row in rows(place, name):
                key = (*(str(getattr(row, part) or "") for part in ROW_KEYS[type(row)]), str(row.as_of or ""))
                cells.setdefault(key, []).append(row)
            for group in cells.values():
                yield from _disagreeing(place, group, values)


def _disagreeing(place: Place, group: list[Any], values: tuple[str, ...]) -> Iterator[Found]:
    said: dict[Hashable, Said] = {}
    for row in group:
        value = next((v for v in (getattr(row, name) for name in values) if v is not None), None)
        source = place.sources.get(row.source)
        by = source.publisher if source else row.source
        said.setdefault(value, _shown(row, value) + Said(f" ({by})", f" (‘{by}’)"))
    if len(said) > 1 and len({row.source for row in group}) > 1:
        message = whose(place, group[1]) + Said(
            f"같은 칸의 값이 출처마다 다릅니다: {', '.join(each.ko for each in said.values())}. 먼저 적힌 행을 씁니다.",
            f"Sources give different values for one cell: {', '.join(each.en for each in said.values())}. "
            "The row written first is used.",
        )
        tip = Said(
            "더 믿을 만한 출처의 행을 먼저 적고, 다른 점은 공약 파일의 remarks에 적으세요.",
            "Put the row of the more reliable source first, and tell the difference in remarks of the commitment.",
        )
        yield Found(cell(group[1], values[0]), message, tip)


_BLANK = Said("빈칸", "blank")


def _shown(row: Any, value: Any) -> Said:
    if isinstance(row, Status):
        return Said(row.raw, f"‘{row.raw}’")
    if value is None:
        return _BLANK
    return Said(value, f"‘{value}’") if isinstance(value, str) else Said(exact(value), exact(value))


def check_rates_follow_from_counts(book: Book, as_of: date) -> Iterator[Found]:
    """Published rates that no formula gives from the counts published beside them."""
    for place in book.places.values():
        for row in place.published_rates:
            found = reconcile(row)
            if found.verdict == "none":
                tried = ", ".join(f"{trial.name} {percent(trial.rate.percent)}" for trial in found.tried)
                published = percent_printed(row.published_pct)
                by_code = ", ".join(f"{trial.code} {percent(trial.rate.percent)}" for trial in found.tried)
                message = Said(
                    f"{place.name} ‘{row.label}’ {josa(published, '과/와')} 같은 값이 함께 발표된 건수로는 나오지 않습니다: {tried}.",
                    f"‘{place.name}’, ‘{row.label}’: The counts published beside it do not give {published}: {by_code}.",
                )
                tip = Said(
                    "건수와 발표값을 출처와 견주세요. 같으면 그대로 두세요.",
                    "Compare the counts and the rate with the source. Leave them if they are the same.",
                )
                yield Found(cell(row, "published_pct"), message, tip)
