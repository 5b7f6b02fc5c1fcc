"""What was to be reached beside what was reached: one attainment a target, by the kind of its indicator.

Yearly targets are never added; a value of one period is never read as another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from macros.compute.dated import newest
from macros.compute.figure import Figure, Rate, added, rate, rounding, sum_text
from macros.language import exact
from macros.model import Commitment, Indicator, Outcome, Period, Place, Target

NO_TARGET = "이 기간의 목표가 확인한 출처에 없습니다."
BLANK_TARGET = "목표가 빈칸입니다."
DASH_TARGET = "목표가 줄표로만 적혀 있습니다."
WORDED_TARGET = "목표가 글로 적혀 있어 비율을 셈하지 않습니다."
NO_KIND = "지표의 종류(연도별, 누계, 수준, 단계)가 적혀 있지 않아 견주지 않습니다."
NO_DIRECTION = "클수록 좋은지 작을수록 좋은지 적혀 있지 않아 비율을 셈하지 않습니다."
NO_OUTCOME = "실적이 확인한 출처에 없습니다."
BLANK_OUTCOME = "실적이 빈칸입니다."
WORDED_OUTCOME = "실적이 글로 적혀 있어 비율을 셈하지 않습니다."
NOT_WHOLE_YEAR = "그해 전체의 실적이 확인한 출처에 없습니다."
NO_LEVEL = "목표 연도나 그 뒤의 값이 확인한 출처에 없습니다."
NO_TERM_END = "기간이 끝나는 해가 적혀 있지 않아 견줄 값을 정할 수 없습니다."
OVERLAP = "실적의 기간이 서로 겹쳐 더하지 않습니다."
UNFINISHED = "기간 전체의 실적이 확인한 출처에 없어 달성 여부를 말하지 않습니다."
UNFINISHED_SHARE = "기간 전체의 실적이 확인한 출처에 없어 비율을 셈하지 않습니다."
MILESTONE = "이루었는지만 보는 지표라 비율을 셈하지 않습니다."
NO_SHARE_UP = "목표가 0 이하라 비율을 셈하지 않습니다."
NO_SHARE_DOWN = "목표가 0보다 작거나 실적이 0 이하라 비율을 셈하지 않습니다."


@dataclass(frozen=True)
class Attainment:
    """A target beside the value that counts for it, in the indicator's unit.

    `year` is the target's (YYYY or term), or the period of an outcome that has no target. `outcome` is the row that
    counts; it is None where several rows were added: `value` holds the number and its rows in both cases.
    `difference` = value − target. `met` is None where it cannot be said; `why_not` says why there is no rate or no
    answer, and is empty where there are both.
    """

    indicator: str
    year: str
    target: Target | None
    outcome: Outcome | None = None
    value: Figure | None = None
    rate: Rate | None = None
    difference: Decimal | None = None
    met: bool | None = None
    why_not: str = ""


@dataclass(frozen=True)
class RangeSum:
    """A printed outcome of a longer period beside the sum of its parts. `difference` = actual − expected."""

    indicator: str
    printed: Outcome
    parts: tuple[Outcome, ...]
    expected: Decimal
    actual: Decimal

    @property
    def difference(self) -> Decimal:
        return self.actual - self.expected

    @property
    def within_rounding(self) -> bool:
        """Whether rounding the printed digits can explain the difference (half a last digit for each number)."""
        return abs(self.difference) <= rounding([self.expected, *map(_number, self.parts)])

    @property
    def text(self) -> str:
        """The parts and what they give: `33,634 + 39,275 + 43,382 + 41,944 = 158,235`."""
        return sum_text([_number(row) for row in self.parts])


def attainments(commitment: Commitment, place: Place | None = None) -> tuple[Attainment, ...]:
    """Every target of a commitment with its value, and every outcome no target asked for; by indicator and time.

    By kind of indicator:
    annual: value ÷ target of the same year. A `term` target takes the sum of the values of the period; a printed
    range (2014/2017) counts instead of its parts, never beside them, and only if it equals them.
    cumulative: values are running totals as reported; a value counts for the first target at or after it, and of
    several the newest; for `term` the newest of all.
    level: the last value within the target's year, else the first one after it and before the next target; for
    `term` the year is the last one of the period.
    milestone: reached or not, no rate.

    direction up: rate = value ÷ target, met = value ≥ target. direction down: rate = target ÷ value, met = value ≤
    target. It is turned over because value ÷ target would show a failure (100 where 80 was the aim) as 125 %; this
    way 100 % is exactly “met” in both directions, more is better, and no figure is needed that nobody printed.
    A sum that does not cover its period yet can be met, but not missed.

    Source of the formula: the yearly check of the 한국매니페스토실천본부 holds a year's result against the target of the same
    year; the rest is DESIGN section 5, and the turned share is this site's own. `place` gives the dates of sources
    that order undated rows; without it they count as oldest.
    """
    targets: dict[str, list[Target]] = {}
    for target in newest(commitment.targets, place, lambda row: (row.indicator, row.year)).values():
        targets.setdefault(target.indicator, []).append(target)
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in newest(commitment.outcomes, place, lambda row: (row.indicator, row.period.text)).values():
        outcomes.setdefault(outcome.indicator, []).append(outcome)
    names = dict.fromkeys((*commitment.sheet.indicators, *targets, *outcomes))
    return tuple(
        each
        for name in names
        for each in _of_indicator(commitment, name, targets.get(name, []), outcomes.get(name, []))
    )


def range_sums(commitment: Commitment, place: Place | None = None) -> tuple[RangeSum, ...]:
    """Every printed outcome of an annual indicator whose parts are all there, with their sum."""
    annual = {name for name, indicator in commitment.sheet.indicators.items() if indicator.kind == "annual"}
    outcomes: dict[str, list[Outcome]] = {}
    for row in newest(commitment.outcomes, place, lambda row: (row.indicator, row.period.text)).values():
        if row.indicator in annual and row.value is not None:
            outcomes.setdefault(row.indicator, []).append(row)
    return tuple(found for rows in outcomes.values() for row in rows if (found := _range_sum(row, rows)))


def asks(target: Target) -> bool:
    """Whether a target row asks for anything: a number, or words that are more than a lone dash."""
    return target.target is not None or bool((target.target_text or "").strip("-–—− "))


def bounds(period: Period | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None for a side that is not stated."""
    start, end = (period.start, period.end) if period else (None, None)
    return start.first if start else None, end.last if end else None


def whole_term(
    kind: str | None, outcomes: Iterable[Outcome], start: date | None, end: date | None
) -> tuple[Outcome, ...]:
    """The outcomes that tell of a period from its first to its last day, or none. Rules: `attainments`.

    A milestone is reached once, so any of its outcomes tells of the whole period. `start` or `end` is None where it is
    not known: without an end nothing covers a period, without a start no sum of years does.
    """
    rows = [row for row in outcomes if _touches(row, start, end)]
    if kind == "milestone":
        return tuple(rows)
    if kind == "level":
        return tuple(row for row in outcomes if end and row.period.first.year >= end.year)
    if kind == "cumulative":
        last = max(rows, key=lambda row: row.period.last, default=None)
        return (last,) if last and end and last.period.last >= end and not _unfinished(last) else ()
    kept = _longest(rows)
    return tuple(kept) if _spans(kept, start, end) and not any(map(_unfinished, kept)) else ()


# ── which rows count ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Choice:
    """The rows that count for a target. `done`: nothing more can come, so the target can also be missed."""

    rows: tuple[Outcome, ...] = ()
    done: bool = True
    why_not: str = ""


def _choose(
    year: str,
    indicator: Indicator | None,
    rows: Sequence[Outcome],
    years: Sequence[int],
    period: Period | None,
) -> _Choice:
    kind = indicator.kind if indicator else None
    if kind in ("cumulative", "milestone"):
        return _running(rows, year, years if kind == "cumulative" else (), period)
    if kind == "level":
        return _level(rows, year, years, period)
    if year != "term":
        return _in_year(rows, int(year))
    return _in_term(rows, period) if kind == "annual" else _Choice(why_not=NO_KIND)


def _in_year(rows: Sequence[Outcome], year: int) -> _Choice:
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = _longest(row for row in rows if first <= row.period.first and row.period.last <= last)
    if _tile(inside, first, last):
        return _summed(inside, rows, done=True)
    return _Choice(why_not=NOT_WHOLE_YEAR if inside else NO_OUTCOME)


def _in_term(rows: Sequence[Outcome], period: Period | None) -> _Choice:
    start, end = bounds(period)
    kept = _longest(row for row in rows if _touches(row, start, end))
    if not kept:
        return _Choice(why_not=NO_OUTCOME)
    if any(after.period.first <= before.period.last for before, after in pairwise(kept)):
        return _Choice(why_not=OVERLAP)
    return _summed(kept, rows, done=_spans(kept, start, end))


def _summed(kept: Sequence[Outcome], rows: Sequence[Outcome], done: bool) -> _Choice:
    for row in kept:
        parts = _range_sum(row, rows)
        if parts and not parts.within_rounding:
            printed = exact(parts.expected)
            return _Choice(
                why_not=f"적힌 합계({printed})가 그 부분의 합({parts.text})과 달라 셈하지 않습니다."
            )
    return _Choice(tuple(kept), done and not any(_unfinished(row) for row in kept))


def _running(rows: Sequence[Outcome], year: str, years: Sequence[int], period: Period | None) -> _Choice:
    if year == "term":
        start, last = bounds(period)
        within = [row for row in rows if _touches(row, start, last)]
        end = last or date.max
    else:
        before = max((each for each in years if each < int(year)), default=0)
        within = [row for row in rows if before < row.period.last.year <= int(year)]
        end = date(int(year), 12, 31)
    if not within:
        return _Choice(why_not=NO_OUTCOME)
    row = max(within, key=lambda row: row.period.last)
    return _Choice((row,), row.period.last >= end and not _unfinished(row))


def _level(rows: Sequence[Outcome], year: str, years: Sequence[int], period: Period | None) -> _Choice:
    if year == "term":
        if period is None or period.end is None:
            return _Choice(why_not=NO_TERM_END)
        begin, following = period.end.last.year, date.max.year
    else:
        begin = int(year)
        following = min((each for each in years if each > begin), default=date.max.year)
    after = [row for row in rows if begin <= row.period.first.year < following]
    if not after:
        return _Choice(why_not=NO_LEVEL)
    within = [row for row in after if row.period.last.year == begin]
    row = (
        max(within, key=lambda row: row.period.last)
        if within
        else min(after, key=lambda row: row.period.first)
    )
    return _Choice((row,))


def _touches(row: Outcome, start: date | None, end: date | None) -> bool:
    """Whether an outcome lies in the period at least in part; a side that is not stated sets no bound."""
    if start and row.period.last < start:
        return False
    return not (end and row.period.first > end)


def _spans(kept: Sequence[Outcome], start: date | None, end: date | None) -> bool:
    """Whether outcomes in order of time cover a period whose two ends are known."""
    if not kept or start is None or end is None:
        return False
    first, last = kept[0].period.first, kept[-1].period.last
    return first <= start and last >= end and _tile(kept, first, last)


def _unfinished(row: Outcome) -> bool:
    """Whether the value was taken before its period was over."""
    return row.as_of is not None and row.as_of.last < row.period.last


def _number(row: Outcome) -> Decimal:
    return row.value if row.value is not None else Decimal(0)


def _longest(rows: Iterable[Outcome]) -> list[Outcome]:
    """In order of time, without those that lie within another."""
    kept: list[Outcome] = []
    for row in sorted(rows, key=lambda row: (row.period.first, -row.period.last.toordinal())):
        if not kept or row.period.last > kept[-1].period.last:
            kept.append(row)
    return kept


def _tile(rows: Sequence[Outcome], first: date, last: date) -> bool:
    """Whether the periods follow each other without gap or overlap from the first day to the last."""
    if not rows or rows[0].period.first != first or rows[-1].period.last != last:
        return False
    return all(
        after.period.first == before.period.last + timedelta(days=1) for before, after in pairwise(rows)
    )


def _range_sum(printed: Outcome, rows: Sequence[Outcome]) -> RangeSum | None:
    """The sum of the longest periods within a printed one, where they leave no gap; None otherwise."""
    first, last = printed.period.first, printed.period.last
    parts = _longest(
        row
        for row in rows
        if first <= row.period.first
        and row.period.last <= last
        and (row.period.first, row.period.last) != (first, last)
    )
    if not _tile(parts, first, last):
        return None
    actual = sum((_number(row) for row in parts), Decimal(0))
    return RangeSum(printed.indicator, printed, tuple(parts), _number(printed), actual)


# ── what they say ───────────────────────────────────────────────────────────────────────────


def _of_indicator(
    commitment: Commitment, name: str, targets: Sequence[Target], outcomes: Sequence[Outcome]
) -> list[Attainment]:
    indicator = commitment.sheet.indicators.get(name)
    years = [int(row.year) for row in targets if row.year != "term"]
    numbers = [row for row in outcomes if row.value is not None]
    # In order of their last day; a longer period stands after its parts.
    found: list[tuple[tuple[bool, date, int], Attainment]] = []
    for target in targets:
        choice = _choose(target.year, indicator, numbers, years, commitment.sheet.period)
        if choice.rows:
            judged = _judge(target, indicator, choice)
        else:
            judged = _without_number(target, choice.why_not, outcomes)
        year = date.max.year if target.year == "term" else int(target.year)
        found.append(((target.year == "term", date(year, 12, 31), -date(year, 1, 1).toordinal()), judged))
    used = {each.outcome.period.text for _, each in found if each.outcome}
    used |= {
        row.period.text
        for _, each in found
        if each.value
        for row in each.value.rows
        if isinstance(row, Outcome)
    }
    for row in outcomes:
        if row.period.text not in used:
            value = Figure(row.value, (row,)) if row.value is not None else None
            left = Attainment(name, row.period.text, None, row, value, why_not=NO_TARGET)
            found.append(((False, row.period.last, -row.period.first.toordinal()), left))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _without_number(target: Target, why_not: str, outcomes: Sequence[Outcome]) -> Attainment:
    """A target that has no number beside it: the outcome in words, or blank, is shown where there is one."""
    worded = [
        row
        for row in outcomes
        if row.value is None
        and (target.year == "term" or row.period.first.year <= int(target.year) <= row.period.last.year)
    ]
    row = max(worded, key=lambda row: (row.value_text is not None, row.period.last), default=None)
    if row:
        why_not = WORDED_OUTCOME if row.value_text else BLANK_OUTCOME
    return Attainment(target.indicator, target.year, target, row, why_not=_no_aim(target) or why_not)


def _no_aim(target: Target) -> str:
    """Why a target has no number; empty where it has one."""
    if target.target is not None:
        return ""
    if target.target_text is None:
        return BLANK_TARGET
    return WORDED_TARGET if asks(target) else DASH_TARGET


def _judge(target: Target, indicator: Indicator | None, choice: _Choice) -> Attainment:
    value = added([Figure(_number(row), (row,)) for row in choice.rows])
    outcome = choice.rows[0] if len(choice.rows) == 1 else None

    def answer(difference: Decimal | None, share: Rate | None, met: bool | None, why_not: str) -> Attainment:
        return Attainment(
            target.indicator, target.year, target, outcome, value, share, difference, met, why_not
        )

    if target.target is None:
        return answer(None, None, None, _no_aim(target))
    if indicator is None or indicator.kind is None:
        return answer(None, None, None, NO_KIND)
    aim, difference = target.target, value.value - target.target
    rows = (target, *value.rows)
    if indicator.kind == "milestone":
        reached = value.value >= aim
        return answer(difference, None, reached if reached or choice.done else None, MILESTONE)
    if indicator.direction is None:
        return answer(difference, None, None, NO_DIRECTION)
    if indicator.direction == "up":
        met = True if value.value >= aim else (False if choice.done else None)
        share = rate("목표 달성률", value.value, aim, rows, "실적 ÷ 목표", used=len(choice.rows))
        return answer(difference, share, met, UNFINISHED if met is None else "" if share else NO_SHARE_UP)
    met = False if value.value > aim else (True if choice.done else None)
    if not choice.done:
        return answer(difference, None, met, UNFINISHED if met is None else UNFINISHED_SHARE)
    share = (
        rate("목표 달성률", aim, value.value, rows, "목표 ÷ 실적", used=len(choice.rows))
        if aim >= 0
        else None
    )
    return answer(difference, share, met, "" if share else NO_SHARE_DOWN)
