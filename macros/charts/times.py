"""Charts on a time axis: the roadmap with its milestones, and programmes side by side with their money."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from macros.charts import look, marks
from macros.charts.level import Line, put_line, value_scale
from macros.charts.look import SAID, SECURED, SOLID, Amount, Datum, Scale, Spec
from macros.language import NO_DATA, date_text

_TRACK: Final = 18
_ROOM_FOR_RING: Final = 8
_OVER: Final = {"colour": look.COMPUTED, "dash": [4, 3]}
_DONE: Final = {True: "완료", False: "완료하지 않음", None: f"완료 여부 {NO_DATA}"}


class RoadmapBar(NamedTuple):
    """A task of the roadmap from its first to its last day; `text` tells the period in words."""

    task: str
    start: date
    end: date
    text: str


class Milestone(NamedTuple):
    """A dated step: solid once done, else a ring. `done` None: whether it was done is not known."""

    title: str
    due: date
    text: str
    done: bool | None = None


class Period(NamedTuple):
    """The stated period of a commitment; `end_text` tells its end in words."""

    start: date | None
    end: date | None
    end_text: str = ""


class Programme(NamedTuple):
    """One place in a programme: when, and the money in million won. Rows of one programme stand together."""

    programme: str
    place: str
    start: date | None
    end: date | None
    period: str
    planned: Amount
    secured: Amount
    executed: Amount


def _axis(days: Iterable[date], left: float, right: float = look.RIGHT) -> Scale:
    """Whole years from the first to the last day."""
    known = list(days)
    first, last = date(min(known).year, 1, 1), date(max(known).year + 1, 1, 1)
    return Scale(first.toordinal(), last.toordinal(), left, right)


def _years(scale: Scale) -> list[tuple[date, str]]:
    """Year starts with labels; every year, or as many as have room."""
    first, last = date.fromordinal(int(scale.low)).year, date.fromordinal(int(scale.high)).year
    wide = (scale.end - scale.start) / (last - first)
    full = look.width("2000년") + 4
    short = look.width("’00") + 4
    step = 1 if wide >= short else -(-int(short) // max(int(wide), 1))
    return [
        (date(year, 1, 1), f"{year}년" if wide >= full else f"’{year % 100:02}")
        for year in range(first, last, step)
    ]


@cache
def _roadmap_spec() -> Spec:
    titles = {"name": "일", "text": "때"}
    return marks.sheet(
        "roadmap",
        marks.lines_layer("time"),
        marks.bars_layer("time", titles),
        marks.points_layer("dots", "time", {**titles, "state": "상태"}),
        marks.notes_layer("time"),
        marks.words_layer(),
        zoom=True,
    )


def roadmap_chart(
    bars: Sequence[RoadmapBar], milestones: Sequence[Milestone], period: Period, today: date
) -> Spec:
    """Tasks and milestones on one time axis, with the end of the period and today; past the end is dashed orange.

    All milestones share one track: what each of them is stands in the list beside the chart.
    """
    days = [day for each in bars for day in (each.start, each.end)] + [each.due for each in milestones]
    days += [day for day in (period.start, period.end, today) if day]
    scale = _axis(days, _ROOM_FOR_RING, look.WIDTH - _ROOM_FOR_RING)
    data: dict[str, list[Datum]] = {"lines": [], "bars": [], "dots": [], "notes": [], "words": []}
    for day, text in _years(scale):
        place = marks.word(scale.at(day.toordinal()) + 3, look.SIZE, text)
        data["notes"].append(marks.note(scale, place))
    y = look.LINE + 6.0
    for task in bars:
        y = marks.titled(data["words"], task.task, task.text, y)
        _lines(data, scale, y, period, today)
        _bar(data, task, scale, y, period)
        y += _TRACK + look.SMALL_GAP
    if milestones:
        y = marks.titled(data["words"], "날짜가 정해진 일", f"{len(milestones)}건", y)
        _lines(data, scale, y, period, today)
        for step in milestones:
            told = {"name": look.clean(step.title), "text": look.clean(step.text), "state": _DONE[step.done]}
            shape = look.HAPPENED if step.done else look.PLANNED
            data["dots"].append(marks.point(step.due.toordinal(), y + _TRACK / 2, shape, **told))
        y += _TRACK + look.SMALL_GAP
    y = _feet(data, scale, y - 4, period, today)
    return marks.filled(_roadmap_spec(), y, data, time=scale)


def _after(day: date) -> int:
    """The end of a day, where a bar that lasts to it ends."""
    return day.toordinal() + 1


def _lines(data: Mapping[str, list[Datum]], scale: Scale, y: float, period: Period, today: date) -> None:
    """Years, the end of the period and today, along one track only so that no line runs through words."""
    for day, _ in _years(scale):
        at = day.toordinal()
        data["lines"].append(marks.line(at, y, at, y + _TRACK, opacity=0.18))
    if period.end:
        at = _after(period.end)
        data["lines"].append(marks.line(at, y, at, y + _TRACK, thick=2))
    at = today.toordinal()
    data["lines"].append(marks.line(at, y, at, y + _TRACK, look.COMPUTED, 2))


def _bar(data: Mapping[str, list[Datum]], task: RoadmapBar, scale: Scale, y: float, period: Period) -> None:
    start, end = task.start.toordinal(), _after(task.end)
    turn = min(max(_after(period.end), start), end) if period.end else end
    told = {"name": look.clean(task.task), "text": look.clean(task.text)}
    near, far = y + 2, y + _TRACK - 2
    if turn > start:
        data["bars"].append(marks.bar(start, turn, near, far, SAID, **told))
    if end > turn:
        data["bars"].append({**marks.bar(turn, end, near, far, SAID, **told), **_OVER})


def _feet(data: Mapping[str, list[Datum]], scale: Scale, y: float, period: Period, today: date) -> float:
    """What the two heavy lines are, one under the other."""
    feet = [(today.toordinal(), f"오늘 {date_text(today.isoformat())}", look.CALC)]
    if period.end:
        feet.insert(0, (_after(period.end), f"사업기간 끝 {period.end_text}".strip(), look.STRONG))
    for at, text, tone in feet:
        x = scale.at(at)
        right = x > look.width(text, tone)
        place = marks.word(
            min(x, look.RIGHT) if right else x, y + look.SIZE, text, tone, "right" if right else "left"
        )
        data["notes"].append(marks.note(scale, place))
        y += look.LINE
    return y + 4


@cache
def _programmes_spec() -> Spec:
    titles = {"group": "곳", "name": "구분", "text": "값"}
    return marks.sheet(
        "programmes",
        marks.lines_layer("time"),
        marks.bars_layer("time", titles, data="spans"),
        marks.rules_layer(),
        marks.bars_layer("value", titles),
        marks.gaps_layer(),
        marks.notes_layer("time"),
        marks.words_layer(),
        scales="independent",
    )


def programmes_chart(rows: Sequence[Programme]) -> Spec:
    """Each place of a programme: its period on one time axis, its money on one scale.

    Secured and executed money have a line only where some row has them; the table beside tells the rest.
    """
    measures: tuple[tuple[str, float, list[Amount]], ...] = (
        ("계획", SAID, [row.planned for row in rows]),
        ("확보", SECURED, [row.secured for row in rows]),
        ("집행", SOLID, [row.executed for row in rows]),
    )
    told = [each for each in measures if each[0] == "계획" or any(a.value is not None for a in each[2])]
    left = look.width("계획") + 8
    lines = [[Line(name, amounts[i], ink) for name, ink, amounts in told] for i in range(len(rows))]
    under, money = value_scale([line for each in lines for line in each], left)
    days = [day for row in rows for day in (row.start, row.end) if day]
    time = _axis(days, left) if days else None
    names = ("lines", "spans", "rules", "bars", "gaps", "notes", "words")
    data: dict[str, list[Datum]] = {name: [] for name in names}
    y = 0.0
    for programme, members in groupby(zip(rows, lines, strict=True), key=lambda each: each[0].programme):
        y = _programme(data, programme, time, y)
        for row, group in members:
            y = marks.titled(data["words"], row.place, row.period if row.start and row.end else "", y) + 2
            top = y
            y = _span(data, row, y, time, left)
            for line in group:
                y = put_line(data, row.place, line, y, money, under)
            data["rules"].append(marks.rule(left, top, left, y - 8, heavy=True))
            y += 6
        y += look.GAP - 4
    scale = time or Scale(0, 1, left, look.RIGHT)
    return marks.filled(_programmes_spec(), y - look.GAP, data, time=scale, value=money)


def _programme(data: Mapping[str, list[Datum]], name: str, time: Scale | None, y: float) -> float:
    """The heading of a programme over the years; gives the top of its first row."""
    heads = look.wrap(name, look.WIDTH, look.STRONG)
    data["words"] += marks.words(0, y + look.SIZE, heads, look.STRONG)
    y += len(heads) * look.LINE + 4
    if time:
        for day, text in _years(time):
            label = marks.word(time.at(day.toordinal()) + 3, y + look.SIZE, text)
            data["notes"].append(marks.note(time, label))
        y += look.LINE
    data["rules"].append(marks.rule(0, y, look.WIDTH, y, heavy=True))
    return y + 8


def _span(
    data: Mapping[str, list[Datum]], row: Programme, y: float, time: Scale | None, left: float
) -> float:
    """The period of a row on its track; gives the top of the next line."""
    base = y + 13
    data["words"].append(marks.word(left - 7, base, "기간", align="right"))
    if not (row.start and row.end and time):
        data["gaps"].append(marks.gap(left + 4, y))
        data["words"].append(marks.word(left + 34, base, row.period or NO_DATA))
        return y + look.STEP
    for day, _ in _years(time):
        data["lines"].append(
            marks.line(day.toordinal(), y - 3, day.toordinal(), y + look.BAR + 3, opacity=0.18)
        )
    told = {"group": look.clean(row.place), "name": "기간", "text": look.clean(row.period)}
    span = marks.bar(row.start.toordinal(), _after(row.end), y, y + look.BAR, SAID, **told)
    data["spans"].append(span)
    return y + look.STEP
