"""Where a commitment stands: its reported status, computed signals, what is disclosed, how measurable it is.

Nobody is accused: a signal says what the sources read do not show, never why.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from macros.compute.dated import dated_on, newest
from macros.compute.figure import Rate, rate
from macros.compute.money import Money, money
from macros.compute.targets import Attainment, asks, attainments, bounds, whole_term
from macros.language import amount, count, date_text, josa, percent, period_text, year_text
from macros.model import (
    Bar,
    Book,
    Commitment,
    Indicator,
    Milestone,
    Outcome,
    Period,
    Place,
    PlaceFile,
    Row,
    Sheet,
    Spending,
    Status,
    Target,
    When,
)

SignalCode = Literal[
    "overdue",
    "stale",
    "no-status",
    "no-outcome",
    "target-missed",
    "target-met",
    "plan-reduced",
    "spent-without-progress",
    "contradicted",
    "beyond-period",
]
SIGNALS: tuple[SignalCode, ...] = get_args(SignalCode)
Evidence = Row | Period | Bar | Milestone | PlaceFile

DONE = frozenset({"completed", "completed_ongoing"})
SPENT, STEPS = Decimal("0.8"), Decimal("0.3")
NOT_WRITTEN = "적혀 있지 않음"
# what changes.csv holds where the source gives no reason
NO_REASON = "출처에 이유 없음"


def status(commitment: Commitment, place: Place) -> Status | None:
    """The newest status a body reported; None where none was read. Of one date the first row counts."""
    return newest(commitment.statuses, place, lambda row: row.commitment).get(commitment.id)


def reported(commitment: Commitment, place: Place) -> Status | None:
    """The newest status where it says one; a source that leaves it open (unknown) reports none."""
    row = status(commitment, place)
    return None if row is None or row.status == "unknown" else row


# ── signals ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Signal:
    """Something worth a look: its code (words in terms.yml), one Korean sentence why, and what it is read from.

    `formula` says how the figures in the sentence were computed or counted.
    """

    code: SignalCode
    because: str
    rows: tuple[Evidence, ...]
    formula: str = ""


@dataclass(frozen=True)
class _Seen:
    """All that the signals of one commitment look at."""

    commitment: Commitment
    place: Place
    as_of: date
    term_start: date | None
    term_end: date | None
    status: Status | None
    money: Money
    attainments: tuple[Attainment, ...]

    @property
    def period(self) -> Period | None:
        return self.commitment.sheet.period

    @property
    def given_up(self) -> bool:
        """Dropped or merged into another, by its status or by a change that was not rejected."""
        return (self.status is not None and self.status.status == "dropped") or any(
            change.field in ("dropped", "merged") and change.decision != "rejected"
            for change in self.commitment.changes
        )

    @property
    def done(self) -> bool:
        return self.status is not None and self.status.status in DONE


def signals(commitment: Commitment, place: Place, book: Book, as_of: date) -> tuple[Signal, ...]:
    """The signals of a commitment on the day `as_of`, in the order of SIGNALS. Rules: DESIGN section 5.

    overdue: the stated end has passed, no status says completed, nothing says dropped or merged.
    stale: the newest dated row is older than the place's own `report_every` (months), counted up to the end of the
    term; not for what is completed or given up, and never without report_every.
    no-status, no-outcome: not in the sources read. An outcome is missing for each target whose year is over (for a
    term target: where the outcomes do not cover the whole period), or altogether where there is no target.
    target-missed, target-met: see `attainments`; a target may be met in one year and missed in another.
    plan-reduced: the newest planned total is below the first, and no rejected change stands behind it.
    spent-without-progress: executed ÷ planned ≥ 80 % and less than 30 % of the milestones done.
    contradicted: completed, but a milestone that is due has no record, or the last target known is missed; or
    on_track on a day after the stated end (the status's date, its source's, or the day it was read).
    beyond-period: a roadmap line or milestone ends after the period; without a stated end, after the term.
    """
    term = book.electoral_terms.get(commitment.sheet.term) if commitment.sheet.term else None
    seen = _Seen(
        commitment,
        place,
        as_of,
        term.start.first if term else None,
        term.end.last if term else None,
        status(commitment, place),
        money(commitment, place),
        attainments(commitment, place),
    )
    return tuple(
        signal
        for rule in (
            _overdue,
            _stale,
            _no_status,
            _no_outcome,
            _target_missed,
            _target_met,
            _plan_reduced,
            _spent_without_progress,
            _contradicted,
            _beyond_period,
        )
        for signal in rule(seen)
    )


def _overdue(seen: _Seen) -> Iterator[Signal]:
    if seen.period is None or seen.period.end is None or seen.done or seen.given_up:
        return
    if seen.period.end.last < seen.as_of:
        end = date_text(seen.period.end.text)
        rows = (seen.period, seen.status) if seen.status else (seen.period,)
        read = _read_until(seen)
        until = (
            f" 확인한 자료는 {date_text(read.text)} 기준입니다."
            if read and read.last < seen.period.end.last
            else ""
        )
        yield Signal(
            "overdue", f"사업기간이 {end}에 끝났고, 확인한 출처에 완료 기록이 없습니다.{until}", rows
        )


def _read_until(seen: _Seen) -> When | None:
    """The newest as-of date of any row: what happened after it cannot stand in the sources."""
    c = seen.commitment
    dated = [row.as_of for ledger in (c.spending, c.outcomes, c.statuses) for row in ledger if row.as_of]
    return max(dated, key=lambda when: when.last, default=None)


def _stale(seen: _Seen) -> Iterator[Signal]:
    every = seen.place.about.report_every
    finished = seen.status is not None and seen.status.status == "completed"
    rows: tuple[Spending | Target | Outcome | Status, ...] = (
        *seen.commitment.spending,
        *seen.commitment.targets,
        *seen.commitment.outcomes,
        *seen.commitment.statuses,
    )
    if every is None or not rows or finished or seen.given_up:
        return
    row = max(rows, key=lambda row: dated_on(row, seen.place))
    last = dated_on(row, seen.place)
    if last == date.min or _months_after(last, int(every)) >= min(seen.as_of, seen.term_end or seen.as_of):
        return
    source = seen.place.sources.get(row.source)
    when = row.as_of or (source.published if source else None)
    if when:
        word = "기준일은" if row.as_of else "출처가 나온 날은"
        because = f"가장 새로운 자료의 {word} {date_text(when.text)}이고, {every}개월마다 밝히기로 한 때가 지났습니다."
        told = f"자료를 밝히기로 한 간격 = {every}개월"
        yield Signal("stale", because, (row, seen.place.about), told)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _no_status(seen: _Seen) -> Iterator[Signal]:
    if seen.status is None or seen.status.status == "unknown":
        rows = (seen.status,) if seen.status else ()
        yield Signal("no-status", "확인한 출처에 이행 상태가 적혀 있지 않습니다.", rows)


def _no_outcome(seen: _Seen) -> Iterator[Signal]:
    start = seen.period.start if seen.period else None
    if start and start.first > seen.as_of:
        return
    sheet = seen.commitment.sheet
    outcomes = [row for row in seen.commitment.outcomes if row.value is not None or row.value_text]
    first, last = bounds(seen.period)
    start_day, end = first or seen.term_start, last or seen.term_end
    aims = [each.target for each in seen.attainments if each.target and asks(each.target)]
    due = [row for row in aims if _ended(row, end, seen.as_of)]
    missing = [
        row
        for row in due
        if not _reported(row, sheet.indicators.get(row.indicator), outcomes, start_day, end)
    ]
    if missing:
        because = f"목표가 적힌 {_years(row.year for row in missing)}의 실적이 확인한 출처에 없습니다."
        yield Signal("no-outcome", because, tuple(missing))
    elif not outcomes and not aims:
        what = "실적이" if sheet.indicators else "지표와 실적이"
        yield Signal("no-outcome", f"확인한 출처에 {what} 없습니다.", ())


def _ended(target: Target, end: date | None, as_of: date) -> bool:
    """Whether the year of a target is over; a term target is over on the day after `end`."""
    if target.year != "term":
        end = date(int(target.year), 12, 31)
    return end is not None and end < as_of


def _reported(
    target: Target,
    indicator: Indicator | None,
    outcomes: Iterable[Outcome],
    start: date | None,
    end: date | None,
) -> tuple[Outcome, ...]:
    """The outcomes that tell something of a target's year, if only of a part; a term asks for the whole of it."""
    kind = indicator.kind if indicator else None
    rows = [row for row in outcomes if row.indicator == target.indicator]
    if target.year == "term":
        return whole_term(kind, rows, start, end)
    if kind == "milestone":
        return tuple(rows)
    year, open_end = int(target.year), kind in ("level", "cumulative")
    return tuple(
        row for row in rows if row.period.last.year >= year and (open_end or row.period.first.year <= year)
    )


def _years(codes: Iterable[str]) -> str:
    """2023~2025년, 2027년, 임기 전체: runs of years are drawn together."""
    named = set(codes)
    runs: list[list[int]] = []
    for year in sorted(int(code) for code in named if code != "term"):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = [date_text(f"{run[0]}/{run[-1]}" if len(run) > 1 else str(run[0])) for run in runs]
    return ", ".join(words + [year_text("term")] * ("term" in named))


def _target_missed(seen: _Seen) -> Iterator[Signal]:
    yield from _judged(seen, False, "target-missed", "실적이 목표에 이르지 못했습니다.")


def _target_met(seen: _Seen) -> Iterator[Signal]:
    yield from _judged(seen, True, "target-met", "실적이 목표에 이르렀습니다.")


def _judged(seen: _Seen, met: bool, code: SignalCode, words: str) -> Iterator[Signal]:
    by_name: dict[str, list[Attainment]] = {}
    for each in seen.attainments:
        if each.met is met:
            by_name.setdefault(each.indicator, []).append(each)
    if by_name:
        told = (
            f"‘{_name(seen.commitment, name)}’ {_years(x.year for x in found)}"
            for name, found in by_name.items()
        )
        rows = tuple(row for found in by_name.values() for each in found for row in _behind(each))
        yield Signal(code, f"{', '.join(told)}의 {words}", rows)


def _name(commitment: Commitment, indicator: str) -> str:
    found = commitment.sheet.indicators.get(indicator)
    return found.name if found else indicator


def _behind(each: Attainment) -> tuple[Evidence, ...]:
    rows: tuple[Evidence, ...] = (each.target,) if each.target else ()
    return rows + (each.value.rows if each.value else ())


def _plan_reduced(seen: _Seen) -> Iterator[Signal]:
    first, now = seen.money.original, seen.money.planned
    statement = seen.money.latest("planned")
    if first is None or now is None or statement is None or now.value >= first.value:
        return
    same_day = [
        change
        for change in seen.commitment.changes
        if change.field == "planned"
        and statement.as_of
        and change.date.first <= statement.as_of.last
        and statement.as_of.first <= change.date.last
    ]
    if same_day and all(change.decision == "rejected" for change in same_day):
        return
    because = f"사업비 계획이 당초 {amount(first.value)}에서 {josa(amount(now.value), '으로/로')} 줄었습니다."
    told = [change for change in same_day if change.decision != "rejected"]
    reasons = dict.fromkeys(change.reason.rstrip(".") for change in told if change.reason != NO_REASON)
    if reasons:
        because += f" 까닭: {'; '.join(reasons)}."
    yield Signal("plan-reduced", because, (*first.rows, *now.rows, *told))


def _spent_without_progress(seen: _Seen) -> Iterator[Signal]:
    share, steps = seen.money.executed_of_planned, seen.commitment.sheet.milestones
    if share is None or not steps:
        return
    done = [step for step in steps if step.done]
    if share.numerator >= SPENT * share.denominator and len(done) < STEPS * len(steps):
        because = (
            f"계획한 금액의 {josa(percent(share.percent), '을/를')} 집행했고, 날짜가 정해진 일 {len(steps)}건 가운데 "
            f"완료 기록이 있는 것은 {len(done)}건입니다."
        )
        counted = f"날짜가 정해진 일의 수 = {len(steps)}. 완료 기록이 있는 일의 수 = {len(done)}"
        yield Signal("spent-without-progress", because, (*share.rows, *steps), f"{share.told}. {counted}")


def _contradicted(seen: _Seen) -> Iterator[Signal]:
    if seen.status is None:
        return
    said = f"기관은 {josa(f'‘{seen.status.raw}’', '으로/로')} 밝혔지만"
    told: list[str] = []
    formula = ""
    rows: list[Evidence] = [seen.status]
    if seen.done:
        late = [
            step
            for step in seen.commitment.sheet.milestones
            if step.due and not step.done and step.due.last < seen.as_of
        ]
        if late:
            told.append(f"기한이 지난 일 {len(late)}건의 완료 기록이 확인한 출처에 없습니다.")
            formula = f"기한이 지났고 완료 기록이 없는 일의 수 = {len(late)}"
            rows += late
        missed = _last_missed(seen.attainments)
        if missed:
            names = ", ".join(
                f"‘{_name(seen.commitment, each.indicator)}’ {year_text(each.year)}" for each in missed
            )
            told.append(f"{names}의 실적이 목표에 이르지 못했습니다.")
            rows += [row for each in missed for row in _behind(each)]
    end = seen.period.end if seen.period else None
    if (
        seen.status.status == "on_track"
        and end
        and end.last < seen.as_of
        and _said_on(seen.status, seen) > end.last
    ):
        told.append(f"사업기간은 {date_text(end.text)}에 끝났습니다.")
        rows += [seen.period] if seen.period else []
    if told:
        yield Signal("contradicted", f"{said}, {' 또 '.join(told)}", tuple(rows), formula)


def _last_missed(found: Sequence[Attainment]) -> list[Attainment]:
    """Of each indicator the last target that is met or missed, if missed: a year's miss made up for is none."""
    last = {each.indicator: each for each in found if each.met is not None}
    return [each for each in last.values() if each.met is False]


def _said_on(row: Status, seen: _Seen) -> date:
    """The last day on which a status is known to have been said: an undated page says it when it is read."""
    day = dated_on(row, seen.place)
    source = seen.place.sources.get(row.source)
    return source.read.last if day == date.min and source else day


def _beyond_period(seen: _Seen) -> Iterator[Signal]:
    stated = seen.period.end if seen.period else None
    limit = stated.last if stated else seen.term_end
    if limit is None:
        return
    bars = [bar for bar in seen.commitment.sheet.roadmap if bar.end.last > limit]
    steps = [step for step in seen.commitment.sheet.milestones if step.due and step.due.last > limit]
    told = []
    if bars:
        told.append(f"로드맵은 {date_text(max(bars, key=lambda bar: bar.end.last).end.text)}까지 이어집니다.")
    due = [step.due for step in steps if step.due]
    if due:
        told.append(
            f"날짜가 정해진 일은 {date_text(max(due, key=lambda when: when.last).text)}까지 있습니다."
        )
    if told:
        end = (
            f"사업기간은 {date_text(stated.text)}에" if stated else f"임기는 {date_text(limit.isoformat())}에"
        )
        rows: list[Evidence] = [*bars, *steps]
        rows += [seen.period] if seen.period else []
        yield Signal("beyond-period", f"{end} 끝나지만, {' '.join(told)}", tuple(rows))


# ── disclosure and measurability ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Due:
    """A figure that should be public by now. `name` is Korean; `rows` hold it where it is present.

    `since` says what makes it due and `by` is where that stands: the sheet itself, its period, a target.
    """

    code: Literal["planned", "executed", "outcome", "status"]
    name: str
    present: bool
    rows: tuple[Row, ...]
    since: str
    by: Sheet | Period | Row


@dataclass(frozen=True)
class Disclosure:
    """보고율: how much of what is due by a day is in the sources read."""

    rate: Rate | None
    due: tuple[Due, ...]

    @property
    def present(self) -> tuple[Due, ...]:
        return tuple(each for each in self.due if each.present)

    @property
    def absent(self) -> tuple[Due, ...]:
        return tuple(each for each in self.due if not each.present)


def disclosure(commitment: Commitment, place: Place, as_of: date) -> Disclosure:
    """보고율 = figures present ÷ figures due on the day `as_of` × 100. Formula: this site's own, DESIGN section 5.

    Due: the planned total; executed money once the start has passed (where only an end is stated, once that has); one
    outcome for each numeric target whose year is over (a term target: once the stated end of the period has passed,
    and only outcomes that cover the whole period answer it); one status.
    """
    period = commitment.sheet.period
    total = money(commitment, place).planned
    each_one, sheet = "공약마다" if commitment.kind == "pledge" else "사업마다", commitment.sheet
    due = [Due("planned", "계획 금액", total is not None, total.rows if total else (), each_one, sheet)]
    if period and (
        (period.start and period.start.first < as_of)
        or (not period.start and period.end and period.end.last < as_of)
    ):
        spent = tuple(
            row
            for row in commitment.spending
            if row.measure == "executed" and row.amount_million_krw is not None
        )
        passed = "사업이 시작된 뒤" if period.start else "사업기간이 끝난 뒤"
        due.append(Due("executed", "집행 금액", bool(spent), spent, passed, period))
    numbers = [row for row in commitment.outcomes if row.value is not None]
    start, end = bounds(period)
    for each in attainments(commitment, place):
        target = each.target
        if target is None or target.target is None or not _ended(target, end, as_of):
            continue
        rows = _reported(target, commitment.sheet.indicators.get(target.indicator), numbers, start, end)
        name = f"‘{_name(commitment, target.indicator)}’ {year_text(target.year)} 실적"
        due.append(Due("outcome", name, bool(rows), rows, "목표의 기한이 지난 뒤", target))
    said = status(commitment, place)
    known = said is not None and said.status != "unknown"
    due.append(Due("status", "이행 상태", known, (said,) if said and known else (), each_one, sheet))
    there = [each for each in due if each.present]
    share = rate(
        "보고율",
        len(there),
        len(due),
        (row for each in there for row in each.rows),
        "있는 수치 ÷ 지금까지 있어야 할 수치",
        used=len(due),
    )
    return Disclosure(share, tuple(due))


ItemCode = Literal["indicator", "unit", "baseline", "target", "deadline"]


@dataclass(frozen=True)
class Item:
    """One of the five things that make an indicator measurable: `text` says it, or that it is not written.

    `rows` are what its figures are read from.
    """

    code: ItemCode
    name: str
    there: bool
    text: str
    rows: tuple[Evidence | Indicator, ...] = ()


@dataclass(frozen=True)
class Measurability:
    """측정 가능성, 0 to 5 points: whether it can later be told that something was reached. Says nothing of progress."""

    score: int
    items: tuple[Item, ...]
    indicator: str | None


def measurability(commitment: Commitment) -> Measurability | None:
    """The best indicator of a commitment, one point each: indicator, unit, baseline, numeric target, deadline.

    A plan without an indicator gives 0 points; where no plan was read either, there is nothing to judge: None. The deadline is the stated end of the period, else the last year that has a target.
    Of indicators with equal points the first in the file stands. Formula: this site's own, DESIGN section 5.
    """
    targets: dict[str, list[Target]] = {}
    for row in newest(commitment.targets, None, lambda row: (row.indicator, row.year)).values():
        targets.setdefault(row.indicator, []).append(row)
    best: Measurability | None = None
    for name, indicator in commitment.sheet.indicators.items():
        items = _items(indicator, targets.get(name, []), commitment.sheet.period)
        score = sum(item.there for item in items)
        if best is None or score > best.score:
            best = Measurability(score, items, name)
    if best is None and commitment.sheet.pledged is not None:
        return Measurability(0, _items(None, [], None), None)
    return best


def _items(indicator: Indicator | None, targets: Sequence[Target], period: Period | None) -> tuple[Item, ...]:
    unit = (indicator.unit if indicator else None) or ""
    baseline = ""
    if indicator and indicator.baseline is not None:
        when = indicator.baseline_period
        dated = f" ({date_text(when.text)})" if when else ""
        baseline = count(indicator.baseline, unit) + dated
    # A target of the whole term says more than any of its years.
    numeric = [row for row in targets if row.target is not None]
    last = max(numeric, key=lambda row: row.year, default=None)
    aim = f"{count(last.target, unit)} ({year_text(last.year)})" if last and last.target is not None else ""
    years = [row.year for row in targets if row.year != "term" and asks(row)]
    if period and period.end:
        deadline = period_text(period.start.text if period.start else None, period.end.text) or ""
    else:
        deadline = year_text(max(years)) if years else ""
    told: tuple[tuple[ItemCode, str, str], ...] = (
        ("indicator", "지표", indicator.name if indicator else ""),
        ("unit", "단위", unit),
        ("baseline", "출발값", baseline),
        ("target", "수치 목표", aim),
        ("deadline", "기한", deadline),
    )
    behind: dict[ItemCode, tuple[Evidence | Indicator, ...]] = {
        "baseline": (indicator,) if indicator else (),
        "target": (last,) if last else (),
        "deadline": (period,) if period else (),
    }
    return tuple(
        Item(code, name, bool(text), text or NOT_WRITTEN, behind.get(code, ()) if text else ())
        for code, name, text in told
    )
