"""What a chart is laid of: data for words, bars, dots and lines, and the Altair layers that draw them.

Layers take their data by name, so that a spec is built once and only data, height and scales change.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

import altair as alt

from macros.charts import look
from macros.charts.look import PLAIN, Datum, Scale, Shape, Spec, Tone

# Data


def number(value: Decimal) -> int | float:
    """A value as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def bar(start: float, end: float, near: float, far: float, ink: float, **told: str) -> Datum:
    """A bar of data ink; `told` is what its tooltip tells."""
    place = {"start": start, "end": end, "near": round(near, 2), "far": round(far, 2)}
    return {**place, "ink": ink, "colour": look.MARK, "dash": [], **told}


def gap(x: float, y: float, wide: float = 24, high: float = look.BAR) -> Datum:
    """A dashed box: not known."""
    return {"x": round(x, 2), "x2": round(x + wide, 2), "y": round(y, 2), "y2": round(y + high, 2)}


def rule(x: float, y: float, x2: float, y2: float, heavy: bool = False) -> Datum:
    """A base line if heavy, else a line of the grid."""
    place = {"x": round(x, 2), "y": round(y, 2), "x2": round(x2, 2), "y2": round(y2, 2)}
    return {**place, "opacity": 0.55 if heavy else 0.18}


def word(x: float, y: float, text: str, tone: Tone = PLAIN, align: str = "left") -> Datum:
    """One line of text at `x`; `y` is its base line."""
    fill, weight = tone
    return {
        "x": round(x, 2),
        "y": round(y, 2),
        "line": look.clean(text),
        "align": align,
        "fill": fill,
        "weight": weight,
    }


def words(x: float, y: float, lines: Sequence[str], tone: Tone = PLAIN, align: str = "left") -> list[Datum]:
    """Lines of text one under the other; `y` is the base line of the first."""
    return [word(x, y + i * look.LINE, line, tone, align) for i, line in enumerate(lines)]


def titled(
    found: list[Datum], title: str, side: str, y: float, tone: Tone = look.NAME, side_tone: Tone = PLAIN
) -> float:
    """Put a name and, at its right or under it, what goes with it; gives the y below."""
    lines = look.wrap(title, look.WIDTH, tone) if title else ()
    found += words(0, y + look.SIZE, lines, tone)
    y += len(lines) * look.LINE
    if side and lines and look.width(lines[-1], tone) + 12 + look.width(side, side_tone) <= look.WIDTH:
        found.append(word(look.RIGHT, y - look.LINE + look.SIZE, side, side_tone, "right"))
    elif side:
        lines = look.wrap(side, look.WIDTH, side_tone)
        found += words(0, y + look.SIZE, lines, side_tone)
        y += len(lines) * look.LINE
    return y + 3


def point(at: float, y: float, shape: Shape, **told: str) -> Datum:
    """A mark at a value, or in units if it is a key."""
    return {"at": round(at, 4), "y": round(y, 2), **shape._asdict(), **told}


def line(
    at: float, y: float, to: float, y2: float, colour: str = look.TEXT, thick: float = 1, opacity: float = 1
) -> Datum:
    """A line between values; `thick` in units."""
    place = {"at": round(at, 4), "y": round(y, 2), "to": round(to, 4), "y2": round(y2, 2)}
    return {**place, "colour": colour, "thick": thick, "opacity": opacity}


def note(scale: Scale, word: Datum) -> Datum:
    """A word that goes with the scale: its place in units becomes a value."""
    return {**word, "x": round(scale.value(word["x"]), 4)}


KeyEntry: TypeAlias = tuple[Shape | None, str, Tone]


def key(entries: Sequence[KeyEntry]) -> tuple[list[Datum], list[Datum], float]:
    """Marks and words of a key, wrapped, and its height with the space below."""
    marks: list[Datum] = []
    texts: list[Datum] = []
    x, y = 0.0, 0.0
    for shape, text, tone in entries:
        wide = (22 if shape else 0) + look.width(text, tone)
        if x and x + wide > look.WIDTH:
            x, y = 0.0, y + look.LINE
        if shape:
            marks.append(point(x + 9, y + 9, shape))
        texts.append(word(x + (22 if shape else 0), y + look.SIZE, text, tone))
        x += wide + 14
    return marks, texts, y + look.LINE + 8 if entries else 0


_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5))


def ticks(highest: Decimal, most: int) -> list[Decimal]:
    """Round steps of 1, 2 or 5 from 0 up to `highest`, at most `most` of them beside 0."""
    if highest <= 0:
        return [Decimal(0)]
    power = Decimal(10) ** highest.adjusted()
    tried = (step * power * shift for shift in (Decimal("0.1"), Decimal(1)) for step in _STEPS)
    step = next(step for step in tried if highest // step <= most)
    return [step * i for i in range(int(highest // step) + 1)]


# Layers. Each takes its data by name, so that a spec is built once and only the data change.


def _pixel(axis: type[alt.X] | type[alt.Y], field: str) -> Any:
    return axis(f"{field}:Q", scale=None, axis=None)


def _value(axis: type[alt.X] | type[alt.Y], field: str, name: str) -> Any:
    low, high = alt.ExprRef(f"{name}_low"), alt.ExprRef(f"{name}_high")
    start, end = alt.ExprRef(f"{name}_start"), alt.ExprRef(f"{name}_end")
    scale = alt.Scale(type="linear", domain=[low, high], range=[start, end], nice=False, zero=False)
    return axis(f"{field}:Q", scale=scale, axis=None)


def _encoded(mark: alt.Chart, **channels: Any) -> alt.Chart:
    chart: alt.Chart = mark.encode(**channels)
    return chart


def tooltips(titles: Mapping[str, str]) -> list[alt.Tooltip]:
    """What the live chart tells of a mark: field → Korean label."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def bars_layer(name: str, titles: Mapping[str, str], upright: bool = False, data: str = "bars") -> alt.Chart:
    """Bars from `start` to `end` on the scale `name`, between the units `near` and `far` on the other side."""
    along, across = (alt.Y, alt.X) if upright else (alt.X, alt.Y)
    first, second = ("y", "x") if upright else ("x", "y")
    places = {
        first: _value(along, "start", name),
        f"{first}2": "end",
        second: _pixel(across, "near"),
        f"{second}2": "far",
    }
    mark = alt.Chart(alt.NamedData(data)).mark_rect(
        fill=alt.ExprRef("datum.colour"),
        stroke=alt.ExprRef("datum.colour"),
        strokeWidth=1.5,
        strokeDash=alt.ExprRef("datum.dash"),
    )
    return _encoded(
        mark,
        **places,
        fillOpacity=alt.FillOpacity("ink:Q", scale=None),
        tooltip=tooltips(titles),
    )


def gaps_layer() -> alt.Chart:
    """Dashed boxes where a figure is not known."""
    mark = alt.Chart(alt.NamedData("gaps")).mark_rect(
        fill=None, stroke=look.TEXT, strokeOpacity=0.75, strokeWidth=1.3, strokeDash=[4, 3]
    )
    return _encoded(mark, x=_pixel(alt.X, "x"), x2="x2", y=_pixel(alt.Y, "y"), y2="y2")


def rules_layer() -> alt.Chart:
    """Lines in units: base lines (heavy) and grid (light)."""
    mark = alt.Chart(alt.NamedData("rules")).mark_rule(
        stroke=look.TEXT, strokeWidth=1, strokeOpacity=alt.ExprRef("datum.opacity")
    )
    return _encoded(mark, x=_pixel(alt.X, "x"), x2="x2", y=_pixel(alt.Y, "y"), y2="y2")


def words_layer(data: str = "words") -> alt.Chart:
    """Text in units."""
    return _encoded(_text(data), x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), text="line:N")


def _text(data: str) -> alt.Chart:
    mark: alt.Chart = alt.Chart(alt.NamedData(data)).mark_text(
        align=alt.ExprRef("datum.align"),
        fill=alt.ExprRef("datum.fill"),
        fontWeight=alt.ExprRef("datum.weight"),
    )
    return mark


def points_layer(data: str, name: str, titles: Mapping[str, str]) -> alt.Chart:
    """Rings, dots and diamonds at a value `at` of the scale `name`."""
    return _encoded(
        _points(data),
        x=_value(alt.X, "at", name),
        y=_pixel(alt.Y, "y"),
        size=alt.Size("size:Q", scale=None),
        tooltip=tooltips(titles),
    )


def keys_layer() -> alt.Chart:
    """The same marks in units, as a key."""
    return _encoded(
        _points("keys"), x=_pixel(alt.X, "at"), y=_pixel(alt.Y, "y"), size=alt.Size("size:Q", scale=None)
    )


def _points(data: str) -> alt.Chart:
    mark: alt.Chart = alt.Chart(alt.NamedData(data)).mark_point(
        opacity=1,
        shape=alt.ExprRef("datum.shape"),
        fill=alt.ExprRef("datum.fill"),
        fillOpacity=alt.ExprRef("datum.ink"),
        stroke=alt.ExprRef("datum.stroke"),
        strokeWidth=alt.ExprRef("datum.thick"),
    )
    return mark


def lines_layer(name: str) -> alt.Chart:
    """Lines whose x lies on the scale `name`: grid, end of the period, today, from mark to mark."""
    mark = alt.Chart(alt.NamedData("lines")).mark_rule(
        stroke=alt.ExprRef("datum.colour"),
        strokeWidth=alt.ExprRef("datum.thick"),
        strokeOpacity=alt.ExprRef("datum.opacity"),
    )
    return _encoded(mark, x=_value(alt.X, "at", name), x2="to", y=_pixel(alt.Y, "y"), y2="y2")


def notes_layer(name: str) -> alt.Chart:
    """Text that goes with a value of the scale `name`."""
    return _encoded(_text("notes"), x=_value(alt.X, "x", name), y=_pixel(alt.Y, "y"), text="line:N")


def sheet(
    kind: str, *layers: alt.Chart, zoom: bool = False, scales: Literal["shared", "independent"] = "shared"
) -> Spec:
    """The spec of a kind without data: layers under the common look. Costs 25 to 40 ms, so callers keep it."""
    chart = alt.layer(*layers).resolve_scale(x=scales)
    spec = chart.properties(width=look.WIDTH, autosize="none", padding=0).to_dict()
    return {**spec, "config": dict(look.CONFIG), "usermeta": {"kind": kind, "zoom": zoom}}


def filled(spec: Spec, height: float, data: Mapping[str, Sequence[Datum]], **scales: Scale) -> Spec:
    """A kind's spec with data, height and scales; the rest is shared with the spec that is kept."""
    parts = ("low", "high", "start", "end")
    params = [
        {"name": f"{name}_{part}", "value": value}
        for name, scale in scales.items()
        for part, value in zip(parts, scale, strict=True)
    ]
    datasets = {name: list(rows) for name, rows in data.items()}
    return {**spec, "height": round(height), "params": params, "datasets": datasets}
