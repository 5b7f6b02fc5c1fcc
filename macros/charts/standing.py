"""Where things stand: one square a pledge, and published rates beside the rates that their counts give."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from macros.charts import look, marks
from macros.charts.look import Amount, Datum, Scale, Spec

_SQUARE: Final = 20
_PITCH: Final = 24
_A_ROW: Final = (look.WIDTH + _PITCH - _SQUARE) // _PITCH


class StatusCount(NamedTuple):
    """How many pledges have a status; `status` is its code or `unknown`, `label` its Korean word."""

    status: str
    label: str
    pledges: int


class PlaceStatuses(NamedTuple):
    """The pledges of a place by status, in status order; the note tells how much of its list this is."""

    place: str
    statuses: tuple[StatusCount, ...]
    note: str = ""


class Rate(NamedTuple):
    """A published rate and the rates its counts give, in per cent; `group` is the result of the check, in words."""

    group: str
    place: str
    label: str
    published: Amount
    completion: Amount
    on_track: Amount


@cache
def _statuses_spec() -> Spec:
    titles = {"group": "곳", "name": "상태", "text": "건수"}
    return marks.sheet(
        "statuses",
        marks.bars_layer("unit", titles),
        marks.gaps_layer(),
        marks.words_layer("letters"),
        marks.words_layer(),
    )


def statuses_chart(rows: Sequence[PlaceStatuses]) -> Spec:
    """One square a pledge, place by place. Raises KeyError for a status without a letter in `look.STATUSES`."""
    data: dict[str, list[Datum]] = {"bars": [], "gaps": [], "letters": [], "words": []}
    y = _status_key(data, rows)
    for row in rows:
        y = _place(data, row, y)
    units = Scale(0, look.WIDTH, 0, look.WIDTH)
    return marks.filled(_statuses_spec(), y - look.GAP + 4, data, unit=units)


def _status_key(data: Mapping[str, list[Datum]], rows: Sequence[PlaceStatuses]) -> float:
    """The letters and their words, of the statuses that occur; gives the top of the first place."""
    labels = {each.status: each.label for row in rows for each in row.statuses if each.pledges}
    x, y = 0.0, 0.0
    for status in look.STATUSES:
        if status not in labels:
            continue
        wide = _PITCH + 2 + look.width(labels[status])
        if x and x + wide > look.WIDTH:
            x, y = 0.0, y + _PITCH
        _square(data, x, y, status, {"group": "", "name": look.clean(labels[status]), "text": ""})
        data["words"].append(marks.word(x + _PITCH + 2, y + 15, labels[status]))
        x += wide + 12
    return y + _PITCH + look.GAP if labels else 0


def _place(data: Mapping[str, list[Datum]], row: PlaceStatuses, y: float) -> float:
    y = marks.titled(data["words"], row.place, row.note, y, look.STRONG) + 3
    squares = [each for each in row.statuses for _ in range(each.pledges)]
    for i, each in enumerate(squares):
        told = {"group": look.clean(row.place), "name": look.clean(each.label), "text": f"{each.pledges}건"}
        _square(data, i % _A_ROW * _PITCH, y + i // _A_ROW * _PITCH, each.status, told)
    y += -(-len(squares) // _A_ROW) * _PITCH
    counts = " · ".join(look.tied(f"{each.label} {each.pledges}") for each in row.statuses if each.pledges)
    lines = look.wrap(counts, look.WIDTH)
    data["words"] += marks.words(0, y + look.SIZE, lines)
    return y + len(lines) * look.LINE + look.GAP


def _square(
    data: Mapping[str, list[Datum]], x: float, y: float, status: str, told: Mapping[str, str]
) -> None:
    letter, colour = look.STATUSES[status]
    if not letter:
        data["gaps"].append(marks.gap(x + 1, y + 1, _SQUARE - 2, _SQUARE - 2))
        return
    box = marks.bar(x + 1, x + _SQUARE - 1, y + 1, y + _SQUARE - 1, 0.16, **told)
    data["bars"].append({**box, "colour": colour})
    data["letters"].append(marks.word(x + _SQUARE / 2, y + 15, letter, align="center"))


_RATES_KEY: Final = (
    (look.RING, "발표값", look.PLAIN),
    (look.DOT, "완료율: 완료 ÷ 전체", look.PLAIN),
    (look.RHOMB, "정상추진율: (완료 + 추진 중) ÷ 전체", look.PLAIN),
)
_TITLES: Final = {"group": "곳", "name": "무엇", "text": "값"}


@cache
def _rates_spec() -> Spec:
    return marks.sheet(
        "rates",
        marks.lines_layer("rate"),
        marks.points_layer("dots", "rate", _TITLES),
        marks.notes_layer("rate"),
        marks.rules_layer(),
        marks.keys_layer(),
        marks.words_layer(),
        zoom=True,
    )


def rates_chart(rows: Sequence[Rate]) -> Spec:
    """Published rates (rings) beside recomputed completion (dots) and on-track rates (diamonds), by result."""
    known = [each.value for row in rows for each in (row.published, row.completion, row.on_track)]
    highest = max((float(value) for value in known if value is not None), default=0)
    scale = Scale(0, max(100.0, highest), 20, look.WIDTH - 20)
    keys, texts, y = marks.key(_RATES_KEY)
    data: dict[str, list[Datum]] = {
        "lines": [],
        "dots": [],
        "notes": [],
        "rules": [],
        "keys": keys,
        "words": texts,
    }
    y += 4
    for group, members in groupby(rows, key=lambda row: row.group):
        lines = look.wrap(group, look.WIDTH, look.STRONG)
        data["words"] += marks.words(0, y + look.SIZE, lines, look.STRONG)
        y += len(lines) * look.LINE + 3
        data["rules"].append(marks.rule(0, y, look.WIDTH, y, heavy=True))
        y += 6
        for row in members:
            y = _rate(data, row, y, scale)
        y += look.GAP - 4
    for value, text in ((0, "0%"), (50, "50%"), (100, "100%")):
        data["notes"].append(marks.note(scale, marks.word(scale.at(value), y, text, align="center")))
    return marks.filled(_rates_spec(), y + 6, data, rate=scale)


def _rate(data: Mapping[str, list[Datum]], row: Rate, y: float, scale: Scale) -> float:
    """Its name and published value, its marks, the computed values under theirs; gives the top of the next."""
    side = look.width(row.published.text, look.STRONG) + 10
    data["words"].append(marks.word(look.RIGHT, y + look.SIZE, row.published.text, look.STRONG, "right"))
    place, room = look.width(row.place, look.NAME) + 6, look.WIDTH - side
    if place + look.width(row.label) <= room:
        data["words"].append(marks.word(0, y + look.SIZE, row.place, look.NAME))
        data["words"].append(marks.word(place, y + look.SIZE, row.label))
        y += look.LINE
    else:
        for text, tone in ((row.place, look.NAME), (row.label, look.PLAIN)):
            lines = look.wrap(text, room, tone)
            data["words"] += marks.words(0, y + look.SIZE, lines, tone)
            y += len(lines) * look.LINE
    middle = y + 13
    for value in (0, 50, 100):
        data["lines"].append(marks.line(value, y + 2, value, y + 24, opacity=0.18))
    computed = ((row.completion, look.DOT, "완료율"), (row.on_track, look.RHOMB, "정상추진율"))
    known = [each for each in (*computed, (row.published, look.RING, "발표값")) if each[0].value is not None]
    places = [float(amount.value) for amount, _, _ in known if amount.value is not None]
    if len(places) > 1:
        data["lines"].append(marks.line(min(places), middle, max(places), middle, opacity=0.35))
    for (amount, shape, name), at in zip(known, places, strict=True):
        told = {
            "group": look.clean(f"{row.place} {row.label}"),
            "name": name,
            "text": look.clean(amount.text),
        }
        data["dots"].append(marks.point(at, middle, shape, **told))
    texts = [amount for amount, _, _ in computed if amount.value is not None]
    for amount, x in zip(texts, _apart(texts, scale), strict=True):
        data["notes"].append(marks.note(scale, marks.word(x, y + 39, amount.text, look.CALC, "center")))
    return y + (50 if texts else 34)


def _apart(texts: Sequence[Amount], scale: Scale) -> list[float]:
    """The middles of one or two words under their marks, inside the chart; the first gives way to the second."""
    half = [look.width(each.text, look.CALC) / 2 for each in texts]
    wanted = [scale.at(float(each.value or 0)) for each in texts]
    found = [min(max(x, h), look.RIGHT - h) for x, h in zip(wanted, half, strict=True)]
    if len(found) == 2:
        between = sum(half) + 8
        found[0] = max(min(found[0], found[1] - between), half[0])
        found[1] = max(found[1], found[0] + between)
    return found
