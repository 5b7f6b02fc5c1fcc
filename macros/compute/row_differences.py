"""What differs in one ledger, row by row. Rows are matched by the columns that name them, never by their line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from macros.compute.correcting import Corrections, value_cell
from macros.compute.difference import Difference, alike, as_text, matched
from macros.compute.renaming import Names
from macros.model import ROW_KEYS, columns, csv_line
from macros.problem import Where


@dataclass(frozen=True)
class _Row:
    """A row of a ledger on one side: its cells, and what they are compared by."""

    cells: Mapping[str, str]
    key: tuple[str, ...]
    row: Any

    @property
    def where(self) -> Where:
        return self.row.where  # type: ignore[no-any-return]

    @property
    def code(self) -> str:
        return "/".join(self.key)

    def by(self, *names: str) -> tuple[str, ...]:
        return (*self.key, *(self.cells.get(name, "") for name in names))

    def owner(self, place: str) -> str:
        return f"{place}/{self.cells['commitment']}" if "commitment" in self.cells else ""


def _rows(rows: Iterable[Any], names: Names) -> list[_Row]:
    found = []
    for row in rows:
        cells = {name: as_text(getattr(row, name)) for name in columns(type(row))}
        cells = names.cells(type(row), cells) if names else cells
        found.append(_Row(cells, tuple(cells[name] for name in ROW_KEYS[type(row)]), row))
    return found


def _paired(
    old: Iterable[Any], new: Iterable[Any], names: Names
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """The rows that belong together: those wholly alike, then with one date and source, then with one of them."""
    return matched(
        _rows(old, names),
        _rows(new, Names()),
        (
            lambda row: tuple(row.cells.values()),
            lambda row: row.by("as_of", "source"),
            lambda row: row.by("as_of"),
            lambda row: row.by("source"),
        ),
    )


def in_old_order(old: Sequence[Any], new: Sequence[Any], names: Names) -> tuple[Any, ...]:
    """The rows `new` as they stood: first those that are in `old`, in its order, then those that were added."""
    if not names and len(new) >= len(old) and all(map(alike, old, new)):
        return tuple(new)
    stood = {id(was.row): at for at, was in enumerate(_rows(old, names))}
    pairs, _, _ = _paired(old, new, names)
    order = {id(now.row): stood[id(was.row)] for was, now in pairs}
    return tuple(sorted(new, key=lambda row: order.get(id(row), len(stood))))


def row_differences(
    what: str, place: str, old: Iterable[Any], new: Iterable[Any], names: Names, corrections: Corrections
) -> list[Difference]:
    """Rows of one table, in the order in which they stand now, with those that are gone where they stood."""
    if not names:  # what stands where it stood is the same row; most of a ledger does
        pairwise = list(zip_longest(old, new))
        moved = [(was, now) for was, now in pairwise if not alike(was, now)]
        old = [was for was, _ in moved if was is not None]
        new = [now for _, now in moved if now is not None]
    pairs, gone, come = _paired(old, new, names)
    found = [each for was, now in pairs for each in _changed(what, place, was, now, corrections)]
    found += [_removed(what, place, row, corrections) for row in gone]
    found += [
        Difference(
            "added",
            what,
            place,
            row.owner(place),
            row.code,
            after=csv_line(row.cells.values()),
            after_row=row.where,
        )
        for row in come
    ]
    return sorted(found, key=lambda each: (each.after_row or each.before_row or Where("", 0)).line)


def _changed(what: str, place: str, was: _Row, now: _Row, corrections: Corrections) -> Iterator[Difference]:
    for column, text in now.cells.items():
        old = was.cells[column]
        if old != text:
            told = corrections.telling(f"{what}.csv", now.code, column, old, text)
            where = (was.where, now.where)
            yield Difference(
                "changed", what, place, now.owner(place), now.code, column, old, text, *where, told
            )


def _removed(what: str, place: str, row: _Row, corrections: Corrections) -> Difference:
    column, text = value_cell(what, row.cells)
    return Difference(
        "removed",
        what,
        place,
        row.owner(place),
        row.code,
        before=csv_line(row.cells.values()),
        before_row=row.where,
        told=corrections.telling(f"{what}.csv", row.code, column, text, ""),
    )
