"""New rows of corrections.csv that tell of nothing: what they say was put right was not, or not on that day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from macros.compute.correcting import added_rows, named_now, worth
from macros.compute.difference import Difference, as_text
from macros.compute.renaming import Names, names_of
from macros.compute.sheet_differences import values_at
from macros.model import ROW_KEYS, TABLES, Book, Correction, Place

_Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Claim:
    """A correction that tells of nothing.

    `why` nothing: no value went that way; `now` is what stands in the cell, "" for a blank or nothing. early: dated
    `row.date`, though the data still had the old value on the day `since`.
    """

    why: Literal["nothing", "early"]
    place: str
    row: Correction
    now: str = ""
    since: date | None = None


def untrue(before: Book, after: Book, listed: Iterable[Difference]) -> Iterator[Claim]:
    """The new corrections of places that `before` had which tell of no difference of the two, or are dated too early.

    Several may lead step by step from the old value to the new one, also through a value that it no longer has, and
    one may put right what was added since. The old value stood in the newest edition of `before`, and the source it
    was copied from had been read: a correction of it is no older than either.
    """
    told: dict[int, Difference] = {id(row): each for each in listed for row in each.told}
    last = max((each.date.last for each in before.editions), default=date.min)
    for id_, place in after.places.items():
        past = before.places.get(id_)
        if past is None:
            continue
        names = names_of(past, place)
        new = added_rows(past.corrections, place.corrections)
        cells: dict[_Cell, list[Correction]] = {}
        for row in new:
            cells.setdefault(named_now(row, names), []).append(row)
        for row in new:
            cell, each = named_now(row, names), told.get(id(row))
            if each is not None:
                since = max(last, _read(past, each))
                if row.date.last < since:
                    yield Claim("early", id_, row, since=since)
            elif not _leads(
                row, cells[cell], _values(past, cell, names), now := _values(place, cell, Names())
            ):
                yield Claim("nothing", id_, row, next(iter(now.values()), ""))


def _leads(
    row: Correction, steps: Sequence[Correction], was: Mapping[str, str], now: Mapping[str, str]
) -> bool:
    """Whether steps lead from a value that the cell had to `row`, and from it to one that it has, where it is there."""
    pairs = [(worth(each.before or ""), worth(each.after or "")) for each in steps]
    ahead = _reached(worth(row.after or ""), pairs)
    back = _reached(worth(row.before or ""), [(to, start) for start, to in pairs])
    return all(not cell or reached & cell.keys() for reached, cell in ((ahead, now), (back, was)))


def _reached(value: str, steps: Sequence[tuple[str, str]]) -> set[str]:
    found = {value}
    while more := {to for start, to in steps if start in found} - found:
        found |= more
    return found


def _values(place: Place, cell: _Cell, names: Names) -> Mapping[str, str]:
    """What stands in a cell by its worth; nothing where its row or its entry is not there.

    `names`: what the place calls by another name now; the cell is named as now.
    """
    file, key, column = cell
    if file in TABLES:
        texts = []
        for row in place.tables.get(file, ()):
            codes = {name: as_text(getattr(row, name)) for name in ROW_KEYS[type(row)]}
            if "/".join(names.cells(type(row), codes).values()) == key:
                texts.append(as_text(getattr(row, column, None)))
        return {worth(text): text for text in texts}
    sheet: Any = place.about if file == "place.yml" else None
    for each in place.commitments:
        if file.rpartition("/")[2] == f"{names.commitment(each.id)}.yml":
            if column in ("id", "kind"):
                return {str(getattr(each, column)): str(getattr(each, column))}
            sheet = each.sheet
    listed = "[" in column or column.startswith("indicators.")
    texts = list(values_at(sheet, column)) if sheet is not None else []
    return {worth(text): text for text in texts or ([] if listed or sheet is None else [""])}


def _read(past: Place, each: Difference) -> date:
    """The day on which the source of what was put right was read."""
    source = ""
    if each.before_row and f"{each.what}.csv" in TABLES:
        rows = past.tables.get(f"{each.what}.csv", ())
        source = next((getattr(row, "source", "") for row in rows if row.where == each.before_row), "")
    return past.sources[source].read.last if source in past.sources else date.min
