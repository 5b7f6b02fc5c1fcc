"""Charts of targets and outcomes: year by year, towards the target of a term, and levels such as a rate."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

from macros.charts import look, marks
from macros.charts.level import Group, Line, level, level_spec
from macros.charts.look import SAID, SOLID, Amount, Datum, Scale, Spec
from macros.charts.upright import Column, fits, upright, upright_spec


class TargetYear(NamedTuple):
    """Target and outcome of a year; `attainment` is the computed percentage in words, blank without one."""

    year: str
    target: Amount
    outcome: Amount
    attainment: str = ""


def number_tick(value: Decimal) -> str:
    """A round number, short: 0, 500, 2만, 150만, 3억.

    >>> [number_tick(Decimal(n)) for n in (0, 500, 20000, 1500000, 300000000)]
    ['0', '500', '2만', '150만', '3억']
    """
    for size, unit in ((10**8, "억"), (10**4, "만")):
        if value >= size:
            return f"{(value / size).normalize():,f}{unit}"
    return f"{value.normalize():,f}"


_KEY: Final = (
    (look.OUTLINE_KEY, "목표", look.PLAIN),
    (look.SOLID_KEY, "실적", look.PLAIN),
    (None, "% 실적 ÷ 목표", look.CALC),
)


def targets_chart(rows: Sequence[TargetYear]) -> Spec:
    """Target (outline) and outcome (solid) by year, the attainment below; lying where columns lack room."""
    titles = (("year", "연도"), ("name", "구분"), ("text", "값"))
    columns = [Column(row.year, row.target, (), row.outcome, row.attainment) for row in rows]
    if fits(columns, number_tick):
        return upright(upright_spec("targets", titles), columns, number_tick, _KEY)
    titles = (("group", "연도"), ("name", "구분"), ("text", "값"))
    groups = [
        Group(
            row.year,
            (Line("목표", row.target, SAID), Line("실적", row.outcome, SOLID)),
            computed=row.attainment,
        )
        for row in rows
    ]
    return level(level_spec("targets-lying", titles), groups)


class TermPart(NamedTuple):
    """What one year or period adds to the outcome of a term."""

    label: str
    amount: Amount


class LevelPoint(NamedTuple):
    """One value of an indicator that is a level, such as a rate."""

    label: str
    role: Literal["baseline", "target", "outcome"]
    amount: Amount


_ROLES: Final = {
    "baseline": ("출발값", look.HAPPENED),
    "target": ("목표", look.PLANNED),
    "outcome": ("실적", look.REACHED),
}
_THICK: Final = 24


@cache
def _term_spec() -> Spec:
    bars = marks.bars_layer("value", {"name": "기간", "text": "값"})
    return marks.sheet("term-target", marks.rules_layer(), bars, marks.gaps_layer(), marks.words_layer())


def term_target_chart(parts: Sequence[TermPart], target: Amount, total: Amount, attainment: str = "") -> Spec:
    """Parts laid end to end (solid) inside the target of the whole term (outline).

    `total` is the sum of the parts as computed elsewhere, `attainment` its percentage of the target.
    """
    known = [each.amount.value for each in parts if each.amount.value is not None]
    highest = max(target.value or Decimal(0), sum(known, Decimal(0)))
    scale = Scale(0, float(highest) or 1, look.EDGE, look.RIGHT)
    y = look.LINE + 5.0
    data: dict[str, list[Datum]] = {"rules": [], "bars": [], "gaps": [], "words": []}
    at = Decimal(0)
    seam = scale.value(scale.start + 1.5)
    for each in parts:
        if each.amount.value is None:
            continue
        start, at = at, at + each.amount.value
        told = {"name": look.clean(each.label), "text": look.clean(each.amount.text)}
        end = max(float(at) - seam, float(start))
        data["bars"].append(marks.bar(float(start), end, y + 1, y + _THICK - 1, SOLID, **told))
    if target.value is not None:
        told = {"name": "목표", "text": look.clean(target.text)}
        data["bars"].append(marks.bar(0, marks.number(target.value), y, y + _THICK, SAID, **told))
    if not known:
        data["gaps"].append(marks.gap(look.EDGE + 4, y + 4, high=_THICK - 8))
    _term_words(data, total, attainment, scale.at(float(at)))
    y += _THICK
    text = f"목표 {target.text}"
    end = scale.at(float(target.value or 0))
    if target.value is not None:
        data["rules"].append(marks.rule(end, y, end, y + 6, heavy=True))
    right = end > look.width(text, look.NAME)
    x = end if right else look.EDGE
    data["words"].append(marks.word(x, y + look.LINE, text, look.NAME, "right" if right else "left"))
    y += look.LINE + 6
    told_parts = " + ".join(look.tied(f"{each.label} {each.amount.text}") for each in parts)
    lines = look.wrap(told_parts, look.WIDTH, lines=6)
    data["words"] += marks.words(0, y + look.SIZE, lines)
    return marks.filled(_term_spec(), y + len(lines) * look.LINE + 4, data, value=scale)


def _term_words(data: dict[str, list[Datum]], total: Amount, attainment: str, end: float) -> None:
    """The total and its percentage over the end of the parts."""
    first = look.width(total.text, look.STRONG)
    both = first + (8 + look.width(attainment, look.CALC) if attainment else 0)
    x = max(min(end, look.RIGHT) - both, 0)
    data["words"].append(marks.word(x, look.SIZE, total.text, look.STRONG))
    if attainment:
        data["words"].append(marks.word(x + first + 8, look.SIZE, attainment, look.CALC))


@cache
def _levels_spec() -> Spec:
    titles = {"name": "구분", "group": "때", "text": "값"}
    points = marks.points_layer("dots", "value", titles)
    layers = (marks.lines_layer("value"), points, marks.gaps_layer(), marks.words_layer())
    return marks.sheet("levels", *layers)


def levels_chart(points: Sequence[LevelPoint]) -> Spec:
    """Where a level started (dot), is meant to get (ring) and got (diamond), one line each, on one scale."""
    known = [float(each.amount.value) for each in points if each.amount.value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    pad = (high - low) * 0.12 or abs(high) * 0.05 or 1
    scale = Scale(low - pad, high + pad, look.EDGE, look.RIGHT)
    data: dict[str, list[Datum]] = {"lines": [], "dots": [], "gaps": [], "words": []}
    y = 0.0
    for each in points:
        name, shape = _ROLES[each.role]
        data["words"].append(marks.word(0, y + look.SIZE, name, look.NAME))
        data["words"].append(marks.word(look.width(name, look.NAME) + 7, y + look.SIZE, each.label))
        tone = look.PLAIN if each.amount.value is None else look.STRONG
        data["words"].append(marks.word(look.RIGHT, y + look.SIZE, each.amount.text, tone, "right"))
        middle = y + look.LINE + 12
        data["lines"].append(marks.line(scale.low, middle, scale.high, middle, opacity=0.18))
        if each.amount.value is None:
            data["gaps"].append(marks.gap(look.EDGE, middle - 7, high=14))
        else:
            told = {"name": name, "group": look.clean(each.label), "text": look.clean(each.amount.text)}
            data["dots"].append(marks.point(float(each.amount.value), middle, shape, **told))
        y = middle + 16
    return marks.filled(_levels_spec(), y, data, value=scale)
