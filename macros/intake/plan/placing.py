"""Which cell of a money table stands in which column, where the text alone does not say: only printed sums decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from macros.compute.figure import rounding
from macros.intake.plan.grid import Column
from macros.intake.plan.numbers import Figure, added, grouped
from macros.intake.plan.times import Time

_MOST = 20_000  # readings that are tried
_MOST_DOTS = 8


class Printed(NamedTuple):
    """A row as printed: whether it is the total of the others, its label, and its values behind the label."""

    whole: bool
    label: str
    values: tuple[Figure, ...]


class Sum(NamedTuple):
    """A printed total and what its parts give. `what` says of which row or column: `국비`, `2023년`."""

    what: str
    expected: Decimal
    parts: tuple[Decimal, ...]

    @property
    def difference(self) -> Decimal:
        """Parts minus total."""
        return sum(self.parts, Decimal(0)) - self.expected

    @property
    def within_rounding(self) -> bool:
        """Whether rounding the printed digits can explain the difference."""
        return abs(self.difference) <= rounding([self.expected, *self.parts])

    def __str__(self) -> str:
        total = sum(self.parts, Decimal(0))
        parts = added(self.parts)
        if not self.difference:
            return f"{self.what} {grouped(self.expected)} = {parts}"
        return f"{self.what} {grouped(self.expected)} ≠ {parts} = {grouped(total)}"


@dataclass(frozen=True)
class Placed:
    """Each row with its cells by column, and the sums that confirm it."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[int, Figure], ...]
    sums: tuple[Sum, ...]
    dotted: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Doubtful:
    """No reading, or more than one: `wrong` are sums that do not hold, `several` the readings that all fit."""

    wrong: tuple[Sum, ...] = ()
    several: tuple[tuple[Mapping[int, Figure], ...], ...] = ()


def placed(rows: Sequence[Printed], columns: Sequence[Column], names: Sequence[str]) -> Placed | Doubtful:
    """The one reading that the printed sums allow.

    `columns` are those behind the labels. A row with a value for each column is read as it stands. A shorter row is
    placed only if the sums of years and funds allow a single way to place its numbers; a lone 소계 is the total if
    the sums say so; a dot stands for a comma only where nothing else fits.
    """
    first: Doubtful | None = None
    for kinds in _kinds(columns):
        for dots in (False, True):
            found = _search(rows, kinds, names, dots=dots)
            if isinstance(found, Placed):
                return found
            if found is not None and (first is None or (found.several and not first.several)):
                first = found
    return first or Doubtful()


def _kinds(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """A table without a total may print it as 소계."""
    if "total" not in columns and columns.count("subtotal") == 1:
        yield tuple("total" if column == "subtotal" else column for column in columns)
    yield tuple(columns)


def _search(
    rows: Sequence[Printed], columns: tuple[Column, ...], names: Sequence[str], *, dots: bool
) -> Placed | Doubtful | None:
    ragged = [len(row.values) < len(columns) for row in rows]
    ways = [list(_ways(row.values, columns)) for row in rows]
    doubtful: Doubtful | None = None
    for figures in _undotted(rows) if dots else ([row.values for row in rows],):
        each = [
            [dict(zip(way, values, strict=True)) for way in found]
            for found, values in zip(ways, figures, strict=True)
        ]
        each = [
            _distinct(way for way in found if not short or _row_holds(way, columns))
            for found, short in zip(each, ragged, strict=True)
        ]
        if not all(each) or prod(map(len, each)) > _MOST:
            continue
        readings = [tuple(reading) for reading in product(*each)]
        sums = [tuple(_sums(rows, reading, columns, names)) for reading in readings]
        for tolerant in (False, True):
            good = [
                n
                for n, reading in enumerate(readings)
                if all(not one.difference or (tolerant and one.within_rounding) for one in sums[n])
                and (not any(ragged) or _all_told(rows, reading, ragged, columns))
            ]
            if len(good) == 1:
                dotted = [
                    new
                    for row, values in zip(rows, figures, strict=True)
                    for old, new in zip(row.values, values, strict=True)
                    if old != new
                ]
                return Placed(columns, readings[good[0]], sums[good[0]], tuple(dotted))
            if good:
                doubtful = doubtful or Doubtful(several=tuple(readings[n] for n in good))
                break
        if not any(ragged) and not dots:
            wrong = tuple(one for one in sums[0] if one.difference and not one.within_rounding)
            doubtful = doubtful or Doubtful(wrong=wrong)
    return doubtful


def _ways(values: Sequence[Figure], columns: Sequence[Column]) -> Iterator[tuple[int, ...]]:
    """Every way to put the values into the columns in order: words only under 비고, numbers only elsewhere."""
    if len(values) > len(columns):
        return
    for way in combinations(range(len(columns)), len(values)):
        fits = all(
            value.kind == "blank" or (value.kind == "text") == (columns[c] == "note")
            for c, value in zip(way, values, strict=True)
        )
        if fits or len(values) == len(columns):
            yield way


def _distinct(ways: Iterator[dict[int, Figure]]) -> list[dict[int, Figure]]:
    """One way for each placing of what is printed: where only blanks differ, the cells at the end are the absent ones."""
    seen: dict[tuple[tuple[int, str], ...], dict[int, Figure]] = {}
    for way in ways:
        seen.setdefault(tuple((c, cell.text) for c, cell in way.items() if cell.kind != "blank"), way)
    return list(seen.values())


def _undotted(rows: Sequence[Printed]) -> Iterator[list[tuple[Figure, ...]]]:
    """The rows with some of their dots read as commas."""
    places = [
        (r, c)
        for r, row in enumerate(rows)
        for c, value in enumerate(row.values)
        if value.without_dot is not None
    ]
    if not places or len(places) > _MOST_DOTS:
        return
    for count in range(1, len(places) + 1):
        for chosen in combinations(places, count):
            new = [list(row.values) for row in rows]
            for r, c in chosen:
                new[r][c] = new[r][c]._replace(value=new[r][c].without_dot)
            yield [tuple(values) for values in new]


def _is_part(column: Column) -> bool:
    return isinstance(column, Time) or column in ("before", "after_term")


def _values(
    way: Mapping[int, Figure], columns: Sequence[Column], *, term: bool = False
) -> tuple[Decimal, ...]:
    return tuple(
        cell.value
        for c, cell in sorted(way.items())
        if cell.value is not None and (isinstance(columns[c], Time) if term else _is_part(columns[c]))
    )


def _at(way: Mapping[int, Figure], columns: Sequence[Column], kind: str) -> Decimal | None:
    return next((cell.value for c, cell in way.items() if columns[c] == kind), None)


def _row_holds(way: Mapping[int, Figure], columns: Sequence[Column]) -> bool:
    """Whether a shorter row may be so: its total, where it has one, is the sum of its years."""
    parts = _values(way, columns)
    total = _at(way, columns, "total")
    if total is not None and parts:
        return Sum("", total, parts).within_rounding
    return True


def _sums(
    rows: Sequence[Printed],
    reading: Sequence[Mapping[int, Figure]],
    columns: Sequence[Column],
    names: Sequence[str],
) -> Iterator[Sum]:
    """Every line that prints a total and has parts: the years of each row, then the funds of each column."""
    for row, way in zip(rows, reading, strict=True):
        total, parts = _at(way, columns, "total"), _values(way, columns)
        if total is not None and parts:
            yield Sum(row.label, total, parts)
        within, years = _at(way, columns, "subtotal"), _values(way, columns, term=True)
        if within is not None and years:
            yield Sum(f"{row.label} {names[columns.index('subtotal')]}", within, years)
    whole = next((n for n, row in enumerate(rows) if row.whole), None)
    if whole is None:
        return
    for c in range(len(columns)):
        expected = reading[whole].get(c)
        parts = tuple(
            cell.value
            for n, way in enumerate(reading)
            if n != whole and (cell := way.get(c)) and cell.value is not None
        )
        if expected and expected.value is not None and parts:
            yield Sum(names[c], expected.value, parts)


def _all_told(
    rows: Sequence[Printed],
    reading: Sequence[Mapping[int, Figure]],
    ragged: Sequence[bool],
    columns: Sequence[Column],
) -> bool:
    """Whether every number of the shorter rows stands in a sum that holds, in a column where the total has one too."""
    whole = next((n for n, row in enumerate(rows) if row.whole), None)
    funds = len(rows) > 1 and whole is not None
    for n, way in enumerate(reading):
        if not ragged[n] or not any(cell.value is not None for cell in way.values()):
            continue
        summed = _at(way, columns, "total") is not None and bool(_values(way, columns))
        if not summed and not funds:
            return False
    if not funds or whole is None:
        return True
    for c, column in enumerate(columns):
        if column == "note":
            continue
        above = (cell := reading[whole].get(c)) is not None and cell.value is not None
        below = any(
            (cell := way.get(c)) is not None and cell.value is not None
            for n, way in enumerate(reading)
            if n != whole
        )
        if above != below:
            return False
    return True
