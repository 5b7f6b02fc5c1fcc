"""A table as a frozen value, the accessible HTML and the CSV made from it. Knows no subject.

A cell holds what a machine reads; what a person reads is made from it, so that HTML and CSV cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, Literal

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from macros.downloads.csv_file import Value, csv_bytes, plain
from macros.language import NO_DATA, amount, date_text, exact, year_text
from macros.problem import Where
from macros.tables.ref import ref, ref_figures

Link = Callable[[str], str]
"""Gives the address of a path below the site's root, e.g. `~/ansan/` for `ansan/`."""

Shape = Literal[
    "text", "number", "percent", "signed", "won", "date", "year", "status", "signals", "links", "bar", "blank"
]
NUMBERS: Final = frozenset({"number", "percent", "signed", "won"})
_DASHES: Final = frozenset("-–—−")


# ── values ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. None is 자료 없음: not in the sources read. `value` is what the CSV holds.

    `number` exact · `percent` already rounded, or as printed · `signed` a difference · `won` million won in 억 and
    만 · `date` and `year` as the data writes them · `status` a label with its `code` · `signals` and `links` pairs
    of (code or address, label) with `value` as their text · `bar` pairs of (mark, width in %) with `value` as its text · `blank` says nothing,
    which is not 자료 없음. `label` stands in for the column's on a card. `where` is the row it is printed in; a computed
    one has the `rows` it is made of and its `formula`. `also` is a further note, from `also_rows`; `pair_refs` are rows
    and formula of each pair.
    """

    value: Value = None
    shape: Shape = "text"
    note: str = ""
    href: str = ""
    where: Where | None = None
    rows: tuple[Where, ...] = ()
    formula: str = ""
    code: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    pair_refs: tuple[tuple[tuple[Where, ...], str], ...] = ()
    also: str = ""
    also_rows: tuple[Where, ...] = ()
    computed: bool = False
    strong: bool = False
    label: str = ""


NOTHING: Final = Cell()
BLANK: Final = Cell(shape="blank")


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` stands in the CSV header; a person reads it in the caption, or in `head`.

    `number` is right-aligned, `wide` takes a card's whole width, `card` is its label on a card (None: the label),
    `quiet` heads are for screen readers, `only` keeps the column to the page or to the file, `sort` is the data
    attribute of a row by which find.js sorts.
    """

    label: str
    unit: str = ""
    number: bool = False
    wide: bool = False
    head: str = ""
    note: str = ""
    card: str | None = None
    quiet: bool = False
    only: Literal["", "page", "file"] = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; the first one shown heads the row. `data` becomes data-* attributes."""

    cells: tuple[Cell, ...]
    kind: Literal["", "total"] = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quarter:
    """A cell of a roadmap: what is said there and the classes that draw it."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A roadmap as a person sees it: whole years in quarters.

    `lines` are (task, note, quarters); `marks` are (kind, label, how many quarters lie before the line).
    """

    years: tuple[int, ...]
    lines: tuple[tuple[str, str, tuple[Quarter, ...]], ...]
    marks: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `name` is its name in files. `unit` is that of every number column that has none of its own.

    With `cards` a row is a card on a narrow screen. With the class `gaps` what is 자료 없음 is a dash in every column,
    and on a card the last line names all of it; `list` is for find.js. A `quiet` caption is for screen readers. A `grid` is shown
    instead of the rows, which then only make the CSV.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    lede: str = ""
    cards: bool = False
    classes: str = ""
    quiet: bool = False
    grid: Grid | None = None


def text(value: str | None, note: str = "", where: Where | None = None) -> Cell:
    """Words; nothing is 자료 없음."""
    return Cell(value or None, note=note, where=where)


def number(value: Decimal | int | None, where: Where | None = None, shape: Shape = "number") -> Cell:
    """A printed number; None is 자료 없음, 0 is a zero."""
    return Cell(None if value is None else Decimal(value), shape, where=where)


def day(value: object | None, where: Where | None = None) -> Cell:
    """A date of the data, of any precision."""
    return Cell(None if value is None else str(value), "date", where=where)


# ── what is read ────────────────────────────────────────────────────────────────────────────


def value_of(cell: Cell) -> Value:
    """What the CSV holds: exact numbers and ISO dates; a year that is no number in words; None for 자료 없음."""
    if cell.shape == "year" and isinstance(cell.value, str) and not cell.value.isdecimal():
        return year_text(cell.value)
    return cell.value


def text_of(cell: Cell) -> str:
    """What a person reads, made from the value: a lone dash stands in quotes, so that it is no minus."""
    value = cell.value
    if value is None:
        return NO_DATA
    if isinstance(value, Decimal):
        return _number_text(value, cell.shape)
    if cell.shape == "date":
        return date_text(str(value))
    if cell.shape == "year":
        return year_text(str(value))
    return f"‘{value}’" if value in _DASHES else str(value)


def _number_text(value: Decimal, shape: Shape) -> str:
    if shape == "percent":
        return f"{exact(value)}%"
    if shape == "won":
        return amount(value, won=False)
    return f"+{exact(value)}" if shape == "signed" and value > 0 else exact(value)


def head_of(table: Table, column: Column) -> str:
    """A column's name in the CSV, with its unit."""
    unit = column.unit or (table.unit if column.number else "")
    return f"{column.label} ({unit})" if unit else column.label


def table_csv(table: Table) -> bytes:
    """The cells of a table for a machine: units in the header, blank = 자료 없음, text made harmless."""
    kept = [index for index, column in enumerate(table.columns) if column.only != "page"]
    header = [head_of(table, table.columns[index]) for index in kept]
    return csv_bytes(header, ([value_of(row.cells[index]) for index in kept] for row in table.rows))


# ── icons, status, signal ───────────────────────────────────────────────────────────────────

SPRITE: Final = "#i-"  # the symbols stand in the page itself; only this knows
STATUS_ICONS: Final[Mapping[str, str]] = {
    "completed": "done",
    "completed-ongoing": "ongoing",
    "on-track": "track",
    "partial": "half",
    "on-hold": "pause",
    "dropped": "stop",
    "other": "dots",
    "unknown": "unknown",
}
SIGNAL_ICONS: Final[Mapping[str, str]] = {
    "overdue": "clock",
    "stale": "stale",
    "no-status": "unknown",
    "no-outcome": "unknown",
    "target-missed": "target",
    "target-met": "target",
    "plan-reduced": "down",
    "spent-without-progress": "half",
    "contradicted": "differs",
    "beyond-period": "beyond",
    "differs": "differs",
}


@cache
def icon(name: str) -> Markup:
    """A symbol beside a word; it says nothing by itself."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}{}"/></svg>').format(SPRITE, name)


@cache
def status_pill(code: str, label: str) -> Markup:
    """The status a body reports, round: icon, word and colour. `code` as in the data."""
    dashed = code.replace("_", "-")
    drawn = icon(STATUS_ICONS.get(dashed, "dots"))
    return Markup('<span class="status status--{}">{}{}</span>').format(dashed, drawn, label)


@cache
def signal_tag(code: str, label: str, tag: bool = True) -> Markup:
    """A signal this site computed, square; `tag=False` leaves out the ground, for lists."""
    drawn = icon(SIGNAL_ICONS.get(code.replace("_", "-"), "equal"))
    shape = "signal signal--tag" if tag else "signal"
    return Markup('<span class="{}">{}{}</span>').format(shape, drawn, label)


# ── HTML ────────────────────────────────────────────────────────────────────────────────────


@cache
def _template() -> Template:
    """table.html without its own line breaks: between two cells there is nothing."""
    env = Environment(autoescape=True, undefined=StrictUndefined)
    env.globals.update(
        NUMBERS=NUMBERS,
        NO_DATA=NO_DATA,
        head_of=head_of,
        plain=plain,
        ref=_ref,
        ref_figures=ref_figures,
        signal_tag=signal_tag,
        status_pill=status_pill,
        text_of=text_of,
        value_of=value_of,
    )
    source = Path(__file__).with_name("table.html").read_text("utf-8")
    return env.from_string(re.sub(r"\n\s*", "", source))


def _ref(cell: Cell) -> Markup:
    if cell.shape == "text" and cell.rows:
        return ref_figures(text_of(cell), cell.rows, cell.formula)
    return ref(text_of(cell), cell.rows or ((cell.where,) if cell.where else ()), cell.formula)


def table_html(table: Table, refs: bool = False) -> Markup:
    """A table with caption, scope and, where it becomes cards, roles. Everything in it is escaped.

    With `refs` a value is marked with the rows it is from.
    """
    shown = [index for index, column in enumerate(table.columns) if column.only != "file"]
    classes = table.classes.split()
    listed, gaps = "list" in classes, "gaps" in classes
    return Markup(_template().render(table=table, shown=shown, listed=listed, gaps=gaps, refs=refs))
