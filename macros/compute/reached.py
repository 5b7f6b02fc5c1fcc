"""What a commitment has reached, in one line: the sum of the term, the newest value, or how many things are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.compute.dated import newest
from macros.compute.figure import Figure, Rate
from macros.compute.targets import Attainment, attainments
from macros.language import count, date_text, exact, percent, year_text
from macros.model import Commitment, Indicator, Outcome, Place, Row


@dataclass(frozen=True)
class Reached:
    """The outcome that stands for a commitment, in Korean. `text` is value and unit as one word.

    `value` 158,235 with `unit` 개, `what` 2014~2017년 합계 and `rate` 임기 목표의 93.1%, which is empty where there is none.
    Where several indicators have outcomes, `value` counts them and `text` is 실적 4가지. `rows` are what it is made of, `figure` and
    `share` the numbers behind `value` and `rate` where it is one value.
    """

    value: str
    unit: str
    what: str
    rate: str
    rows: tuple[Row, ...]
    text: str
    figure: Figure | None = None
    share: Rate | None = None


def reached(commitment: Commitment, place: Place) -> Reached | None:
    """The value beside the one term target; else the newest of the only indicator with outcomes; else their number.

    None without outcomes. A blank outcome is none, and neither is a baseline.
    """
    found = attainments(commitment, place)
    terms = [each for each in found if each.year == "term" and each.value]
    if len(terms) == 1:
        return _term(terms[0], commitment.sheet.indicators[terms[0].indicator])
    told: dict[str, list[Outcome]] = {}
    for row in newest(commitment.outcomes, place, lambda row: (row.indicator, row.period.text)).values():
        if row.value is not None or row.value_text:
            told.setdefault(row.indicator, []).append(row)
    if len(told) > 1:
        rows = tuple(row for own in told.values() for row in own)
        return Reached(str(len(told)), "가지", "실적이 적힌 지표", "", rows, f"실적 {len(told)}가지")
    return next((_newest(own, commitment.sheet.indicators[id], found) for id, own in told.items()), None)


def _term(each: Attainment, about: Indicator) -> Reached | None:
    if each.value is None:
        return None
    spoken = [row.period for row in each.value.rows if isinstance(row, Outcome)]
    first, last = min(when.first.year for when in spoken), max(when.last.year for when in spoken)
    if about.kind == "annual" and first < last:
        what = f"{first}~{last}년 합계"
    else:
        what = f"{date_text(spoken[0].text)} {about.name}" if len(spoken) == 1 else f"{last}년 {about.name}"
    value, unit = each.value.value, about.unit or ""
    rate = _share(each, about, "임기")
    return Reached(exact(value), unit, what, rate, each.value.rows, count(value, unit), each.value, each.rate)


def _newest(rows: Sequence[Outcome], about: Indicator, found: Sequence[Attainment]) -> Reached:
    """Of several that end on one day the shortest period; numbers before words."""
    row = max(rows, key=lambda row: (row.value is not None, row.period.last, row.period.first))
    what = f"{date_text(row.period.text)} {about.name}"
    if row.value is None:
        return Reached(row.value_text or "", "", what, "", (row,), row.value_text or "")
    own = next((each for each in found if each.outcome is row and each.rate and each.year != "term"), None)
    rate = ""
    if own:
        rate = _share(own, about, "그해" if own.year == str(row.period.last.year) else year_text(own.year))
    unit = about.unit or ""
    share = own.rate if own else None
    figure = Figure(row.value, (row,))
    return Reached(exact(row.value), unit, what, rate, (row,), count(row.value, unit), figure, share)


def _share(each: Attainment, about: Indicator, whose: str) -> str:
    """The attainment in words; turned over (target ÷ value) it is no share of the target."""
    if each.rate is None:
        return ""
    shown = percent(each.rate.percent)
    return f"{whose} 목표 달성률 {shown}" if about.direction == "down" else f"{whose} 목표의 {shown}"
