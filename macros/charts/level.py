"""Lying bars: groups of lines, each a name, a bar and its value. The shape of most charts of money."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from macros.charts import look, marks
from macros.charts.look import Amount, Datum, Scale, Spec

_NAME_ROOM: Final = 96
_LEAST_BAR: Final = 84
_GAP_ROOM: Final = 28


class Line(NamedTuple):
    """One bar; `parts` are its segments with their names."""

    name: str
    amount: Amount
    ink: float
    parts: tuple[tuple[str, Amount], ...] = ()

    @property
    def known(self) -> list[Decimal]:
        """The values that are known: the amount, the sum of the parts."""
        found = [] if self.amount.value is None else [self.amount.value]
        parts = [amount.value for _, amount in self.parts if amount.value is not None]
        return [*found, sum(parts, Decimal(0))] if parts else found


class Group(NamedTuple):
    """Bars under one heading; a note or a computed value stands at the right of it, `foot` under the bars."""

    head: str
    lines: tuple[Line, ...]
    note: str = ""
    computed: str = ""
    foot: str = ""


@cache
def level_spec(kind: str, titles: tuple[tuple[str, str], ...]) -> Spec:
    """The spec of a kind of lying bars; `titles` label the tooltip's fields group, name and text."""
    layers = (
        marks.rules_layer(),
        marks.bars_layer("value", dict(titles)),
        marks.gaps_layer(),
        marks.words_layer(),
    )
    return marks.sheet(kind, *layers)


def level(spec: Spec, groups: Sequence[Group]) -> Spec:
    """Lay the groups out and put them into the spec of their kind."""
    bars = [line for group in groups for line in group.lines]
    left = min(max((look.width(line.name) for line in bars), default=0), _NAME_ROOM) + 8
    under, scale = value_scale(bars, left)
    data: dict[str, list[Datum]] = {"rules": [], "bars": [], "gaps": [], "words": []}
    y = 0.0
    for i, group in enumerate(groups):
        side, tone = (group.computed, look.CALC) if group.computed else (group.note, look.PLAIN)
        y = marks.titled(data["words"], group.head, side, y + (look.GAP if i else 0), look.STRONG, tone) + 2
        top = y
        for line in group.lines:
            y = put_line(data, group.head, line, y, scale, under)
        zero = scale.at(0)
        data["rules"].append(marks.rule(zero, top - 2, zero, y - 6, heavy=True))
        if group.foot:
            lines = look.wrap(group.foot, look.RIGHT - left - 6, look.CALC)
            data["words"] += marks.words(left + 6, y + 13, lines, look.CALC)
            y += len(lines) * look.LINE + 4
    return marks.filled(spec, y, data, value=scale)


def value_scale(lines: Iterable[Line], left: float) -> tuple[bool, Scale]:
    """Whether the values stand under their bars, and the scale that leaves each value its room."""
    known = [(float(value), _text_room(line)) for line in lines for value in line.known]
    room = look.RIGHT - left
    low = min([0.0, *(value for value, _ in known)])
    under = room - 6 - max((wide for _, wide in known), default=0) < _LEAST_BAR
    taken = [(max(value, 0) - low, 0 if under else wide + 6) for value, wide in known]
    span = max((value / (room - wide) for value, wide in taken), default=0) * room
    return under, Scale(low, low + (span or 1), round(left, 2), look.RIGHT)


def _text_room(line: Line) -> float:
    missing = _GAP_ROOM if line.amount.value is None else 0
    return look.width(line.amount.text, look.NAME) + missing


def put_line(
    data: Mapping[str, list[Datum]], head: str, line: Line, y: float, scale: Scale, under: bool
) -> float:
    """One bar with its words; gives the top of the next."""
    base, left = y + 13, scale.start
    name = look.wrap(line.name, left - 7, lines=1)[0]
    data["words"].append(marks.word(left - 7, base, name, align="right"))
    told = {"group": look.clean(head), "name": look.clean(line.name)}
    at = Decimal(0)
    for part, amount in line.parts:
        if amount.value is not None:
            text = look.clean(f"{part} {amount.text}")
            data["bars"].append(_bar(at, at + amount.value, y, line.ink, {**told, "text": text}))
            at += amount.value
    value = line.amount.value
    if value is not None and (value != at or value == 0):
        text = look.clean(line.amount.text)
        data["bars"].append(_bar(Decimal(0), value, y, line.ink, {**told, "text": text}))
    x = (left if under else scale.at(float(max([Decimal(0), *line.known])))) + 6
    if under and line.known:
        y += look.LINE
        base = y + 13
    if value is None:
        data["gaps"].append(marks.gap(x - 2, base - 13))
        x += _GAP_ROOM
    data["words"].append(marks.word(x, base, line.amount.text, look.PLAIN if value is None else look.NAME))
    named = " + ".join(look.tied(f"{part} {amount.text}") for part, amount in line.parts)
    if named:
        lines = look.wrap(named, look.RIGHT - left - 6)
        data["words"] += marks.words(left + 6, base + look.LINE, lines)
        y += len(lines) * look.LINE
    return y + look.STEP


def _bar(start: Decimal, end: Decimal, y: float, ink: float, told: Mapping[str, str]) -> Datum:
    return marks.bar(marks.number(start), marks.number(end), y, y + look.BAR, ink, **told)
