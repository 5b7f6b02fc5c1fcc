"""Where the place of a row in its file decides what is published, and rows have changed places. Pure.

Of rows that speak of one day and one cell the order in the file decides (`dated`). So rows that were there keep their
order and new ones stand below them; where the order decides nothing, rows may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from macros.compute.dated import in_statements
from macros.compute.renaming import Names, names_of
from macros.compute.row_differences import in_old_order
from macros.model import MEASURES, Book, Commitment, Place, Row

_Key = tuple[str, ...]
_CELLS: Final[Mapping[str, Callable[[Any], _Key]]] = {
    "spending": lambda row: (row.year, row.fund),
    "targets": lambda row: (row.indicator, row.year),
    "outcomes": lambda row: (row.indicator, row.period.text),
    "statuses": lambda row: (row.commitment,),
}


@dataclass(frozen=True)
class Reordered:
    """A row that counts only because rows changed places or because it was put above older ones.

    `what` is the ledger, `commitment` place/id. `was` would count if the older rows stood first, in their order;
    None where the row only stands in another statement then.
    """

    what: str
    place: str
    commitment: str
    now: Row
    was: Row | None


def reordered(before: Book, after: Book) -> Iterator[Reordered]:
    """One for each commitment and ledger (of money: measure) in which the order of rows changed what is published."""
    for id, place in after.places.items():
        past = before.places.get(id)
        names = names_of(past, place)
        old = {names.commitment(each.id): each for each in past.commitments} if past else {}
        for commitment in place.commitments:
            if commitment.id in old:
                yield from _of_commitment(old[commitment.id], commitment, place, names)


def _of_commitment(was: Commitment, now: Commitment, place: Place, names: Names) -> Iterator[Reordered]:
    for what, by in _CELLS.items():
        rows: tuple[Any, ...] = getattr(now, what)
        ordered = in_old_order(getattr(was, what), rows, names)
        if ordered == rows:
            continue
        for measure in MEASURES if what == "spending" else ("",):
            sides = [
                [row for row in side if not measure or row.measure == measure] for side in (rows, ordered)
            ]
            if found := _decided(sides[0], sides[1], place, by):
                yield Reordered(what, place.id, now.key, *found)


def _decided(
    rows: Sequence[Any], ordered: Sequence[Any], place: Place, by: Callable[[Any], _Key]
) -> tuple[Any, Any] | None:
    """The first cell, of the newest statement that differs, that another row fills than would in the order of old."""
    here, there = ([_cells(group, by) for group in in_statements(side, place)] for side in (rows, ordered))
    for cells, others in zip(reversed(here), reversed(there), strict=True):
        for key, row in cells.items():
            if others.get(key) is not row:
                return row, others.get(key)
    return None


def _cells(group: Sequence[Any], by: Callable[[Any], _Key]) -> dict[_Key, Any]:
    found: dict[_Key, Any] = {}
    for row in group:
        found.setdefault(by(row), row)
    return found
