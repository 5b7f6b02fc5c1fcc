"""Standing bars: one column a year. Only where every word has its room; `fits` says so, else lying bars are used."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from macros.charts import look, marks
from macros.charts.look import Amount, Datum, Scale, Spec
from macros.language import NO_DATA

Tick: TypeAlias = Callable[[Decimal], str]

_HIGH: Final = 150
_WIDEST: Final = 62
_INSIDE: Final = 18
_GAP_HIGH: Final = look.BAR + 6
_ROOM_FOR_WORDS: Final = 70


class Column(NamedTuple):
    """What was said (outline, with its parts) and, where the chart tells it, what came of it (solid, inside)."""

    label: str
    said: Amount
    parts: tuple[tuple[str, Amount], ...] = ()
    done: Amount | None = None
    computed: str = ""

    @property
    def known(self) -> list[Decimal]:
        """The values that are known, the sum of the parts among them."""
        found = [each.value for each in (self.said, self.done) if each and each.value is not None]
        parts = [amount.value for _, amount in self.parts if amount.value is not None]
        return [*found, sum(parts, Decimal(0))] if parts else found

    @property
    def top(self) -> Decimal:
        """The highest value of the column, 0 without any."""
        return max(self.known, default=Decimal(0))


class _Frame(NamedTuple):
    left: float
    slot: float
    wide: float
    scale: Scale
    ticks: tuple[Decimal, ...]
    top: Decimal

    def middle(self, i: int, beside: bool) -> float:
        """The middle of a column's bar; names beside the bar push it to the left of its slot."""
        shift = self.wide / 2 + 4 if beside else self.slot / 2
        return self.left + i * self.slot + shift

    def high(self, value: Decimal) -> float:
        return self.scale.start - self.scale.at(float(value))


@cache
def upright_spec(kind: str, titles: tuple[tuple[str, str], ...]) -> Spec:
    """The spec of a kind of standing bars; `titles` label the tooltip's fields year, name and text."""
    bars = marks.bars_layer("value", dict(titles), upright=True)
    return marks.sheet(
        kind, marks.rules_layer(), bars, marks.gaps_layer(), marks.keys_layer(), marks.words_layer()
    )


def fits(columns: Sequence[Column], tick: Tick) -> bool:
    """Whether each column stands on the base line, has a total over its parts, and room for all its words."""
    if not columns or any(min(column.known, default=0) < 0 for column in columns):
        return False
    if any(column.known and column.parts and column.said.value is None for column in columns):
        return False
    frame = _frame(columns, tick)
    beside = any(column.parts for column in columns)
    room = frame.wide + 10 if beside else frame.slot - 4
    for column in columns:
        lines = [*_stack(column, room, frame.top), *_label(column, room), (column.computed, look.CALC)]
        if any(look.width(text, tone) > room for text, tone in lines) or len(_label(column, room)) > 2:
            return False
        if not _parts_fit(column, frame):
            return False
    return True


def upright(spec: Spec, columns: Sequence[Column], tick: Tick, key: Sequence[marks.KeyEntry] = ()) -> Spec:
    """Lay the columns out under their key and put them into the spec of their kind."""
    keys, texts, top = marks.key(key)
    frame = _frame(columns, tick, top)
    beside = any(column.parts for column in columns)
    room = frame.wide + 10 if beside else frame.slot - 4
    base = frame.scale.start
    data: dict[str, list[Datum]] = {"rules": [], "bars": [], "gaps": [], "keys": keys, "words": texts}
    for value in frame.ticks:
        y = frame.scale.at(float(value))
        data["rules"].append(marks.rule(frame.left, y, look.RIGHT, y, heavy=value == 0))
        data["words"].append(marks.word(frame.left - 7, y + 5, tick(value), align="right"))
    labels = max(len(_label(column, room)) for column in columns)
    for i, column in enumerate(columns):
        x = frame.middle(i, beside)
        _bars(data, column, x, frame)
        y = frame.scale.at(float(column.top)) - 7
        if not column.known or (column.done and column.done.value is None):
            y = min(y, base - _GAP_HIGH - 7)
        stack = _stack(column, room, frame.top)
        for j, (text, tone) in enumerate(stack):
            data["words"].append(marks.word(x, y - (len(stack) - 1 - j) * look.LINE, text, tone, "center"))
        for j, (text, tone) in enumerate(_label(column, room)):
            data["words"].append(marks.word(x, base + look.LINE * (j + 1), text, tone, "center"))
        if column.computed:
            y = base + look.LINE * (labels + 1)
            data["words"].append(marks.word(x, y, column.computed, look.CALC, "center"))
    lines = labels + any(column.computed for column in columns)
    return marks.filled(spec, base + look.LINE * lines + 6, data, value=frame.scale)


def _frame(columns: Sequence[Column], tick: Tick, top: float = 0) -> _Frame:
    highest = max(column.top for column in columns)
    steps = marks.ticks(highest, 4)
    left = max(look.width(tick(value)) for value in steps) + 8
    slot = (look.RIGHT - left) / len(columns)
    beside = any(column.parts for column in columns)
    wide = min(_WIDEST, slot * (0.56 if beside else 0.74))
    room = wide + 10 if beside else slot - 4
    above = top + max(len(_stack(column, room, highest)) for column in columns) * look.LINE + 2
    scale = Scale(0, float(highest) or 1, above + _HIGH, above)
    return _Frame(left, slot, wide, scale, tuple(steps), highest)


def _inside(column: Column, top: Decimal) -> bool:
    """Whether an outline is high enough to hold the words that its outcome is not known."""
    return bool(top) and float((column.said.value or 0) / top) * _HIGH > _ROOM_FOR_WORDS


def _stack(column: Column, room: float, top: Decimal) -> list[tuple[str, look.Tone]]:
    """The words over a column, from top to bottom."""
    if not column.known:
        return [(line, look.PLAIN) for line in look.wrap(NO_DATA, room)]
    if column.done is None:
        return [(line, look.NAME) for line in look.wrap(column.said.text, room)]
    text = f"목표 {NO_DATA}" if column.said.value is None else column.said.text
    said = [(line, look.PLAIN) for line in look.wrap(text, room)]
    if column.done.value is None:
        missing = () if _inside(column, top) else look.wrap(NO_DATA, room)
        return [*said, *((line, look.PLAIN) for line in missing)]
    return [*said, *((line, look.STRONG) for line in look.wrap(column.done.text, room))]


def _label(column: Column, room: float) -> list[tuple[str, look.Tone]]:
    return [(line, look.PLAIN) for line in look.wrap(column.label, room)]


def _parts_fit(column: Column, frame: _Frame) -> bool:
    last = float("inf")
    for _, name, middle, inside in _segments(column, frame):
        if look.width(name) > (frame.wide if inside else frame.slot - frame.wide - 4) - 6:
            return False
        if last - middle < _INSIDE:
            return False
        last = middle
    return True


def _segments(column: Column, frame: _Frame) -> list[tuple[tuple[Decimal, Decimal], str, float, bool]]:
    """Each part: from and to, its name, the middle of its height, and whether the name stands inside."""
    found = []
    at = Decimal(0)
    for name, amount in column.parts:
        if amount.value is None:
            continue
        middle = frame.scale.at(float(at + amount.value / 2))
        inside = frame.high(amount.value) >= _INSIDE + 2 and look.width(name) <= frame.wide - 6
        found.append(((at, at + amount.value), name, middle, inside))
        at += amount.value
    return found


def _bars(data: Mapping[str, list[Datum]], column: Column, x: float, frame: _Frame) -> None:
    base, half = frame.scale.start, frame.wide / 2
    year = look.clean(column.label)
    if not column.known:
        data["gaps"].append(marks.gap(x - half, base - _GAP_HIGH, frame.wide, _GAP_HIGH))
        return
    texts = {name: amount.text for name, amount in column.parts}
    end = Decimal(0)
    for (start, end), name, middle, inside in _segments(column, frame):
        told = {"year": year, "name": look.clean(name), "text": look.clean(texts[name])}
        data["bars"].append(_bar(start, end, x - half, x + half, look.SAID, told))
        place = (x, "center") if inside else (x + half + 5, "left")
        data["words"].append(marks.word(place[0], middle + 5, name, align=place[1]))
    said, done = column.said, column.done
    if said.value is not None and (end != said.value or said.value == 0):
        told = {"year": year, "name": "계획" if done is None else "목표", "text": look.clean(said.text)}
        data["bars"].append(_bar(Decimal(0), said.value, x - half, x + half, look.SAID, told))
    if done is None:
        return
    half *= 0.52
    if done.value is None:
        data["gaps"].append(marks.gap(x - half, base - _GAP_HIGH, half * 2, _GAP_HIGH))
        if _inside(column, frame.top):
            lines = look.wrap(NO_DATA, frame.wide - 4)
            y = base - _GAP_HIGH - 7 - (len(lines) - 1) * look.LINE
            data["words"] += marks.words(x, y, lines, align="center")
        return
    told = {"year": year, "name": "실적", "text": look.clean(done.text)}
    data["bars"].append(_bar(Decimal(0), done.value, x - half, x + half, look.SOLID, told))


def _bar(start: Decimal, end: Decimal, near: float, far: float, ink: float, told: Mapping[str, str]) -> Datum:
    return marks.bar(marks.number(start), marks.number(end), near, far, ink, **told)
