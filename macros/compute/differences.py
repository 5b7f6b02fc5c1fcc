"""What differs between two Books, field by field and row by row. Pure; says nothing of why and nothing of sums.

Rows are matched by the columns that name them, never by their line: a row that only moved is no difference here
(`ordering` tells where its place decides what is published).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from macros.compute.correcting import Corrections, added_rows
from macros.compute.difference import Difference, DifferenceKind
from macros.compute.renaming import Names, names_of, renamed
from macros.compute.row_differences import row_differences
from macros.compute.sheet_differences import ENTRY_NAMES, place_in, sheet_differences
from macros.model import TABLES, Book, Commitment, Place
from macros.problem import Where

__all__ = [
    "ENTRY_NAMES",
    "Difference",
    "DifferenceKind",
    "differences",
    "file_in_place",
    "place_in",
    "renamed",
]

# the tables of a place, in the order in which they are told
_ORDER: Final = (
    "site", "terms", "editions", "place", "sources", "commitment", "sheet", "spending", "targets", "outcomes",
    "statuses", "changes", "published_rates", "corrections",
)  # fmt: skip
_WORD: Final = {name: name.removesuffix(".csv") for name in TABLES}


def differences(before: Book, after: Book) -> tuple[Difference, ...]:
    """Every difference, places in the order of their names, in a place first it, then commitment by commitment.

    A commitment whose file was renamed (same title, else same pledged text, in the same place) is one difference, and
    its rows are matched under the new name; so are a source (same but for its id, else same address) and an indicator
    (same content, else same name). Of rows with the same code columns those that are wholly alike belong together,
    then those with the same date and source, then those with one of them; what is left is added or removed.
    """
    found = list(_site(before, after))
    for id in sorted({*before.places, *after.places}):
        found += _place(before, after, before.places.get(id), after.places.get(id))
    return tuple(found)


def file_in_place(commitment: Commitment) -> str:
    """The file of a commitment as corrections.csv names it: pledges/flood-prevention.yml."""
    return commitment.path.split("/", 2)[2]


# ── the parts of a Book ─────────────────────────────────────────────────────────────────────


def _site(before: Book, after: Book) -> Iterator[Difference]:
    books = (before, after)
    yield from sheet_differences("site", "", "", (before.site, after.site), books)
    yield from sheet_differences("terms", "", "", (before.terms, after.terms), books)
    old, new = ({each.date.text: each for each in book.editions} for book in books)
    for date in sorted({*old, *new}):
        if date not in new:
            yield Difference("removed", "editions", key=date, before=date, before_row=old[date].where)
        elif date not in old:
            yield Difference("added", "editions", key=date, after=date, after_row=new[date].where)
        else:
            for each in sheet_differences("editions", "", "", (old[date], new[date]), books):
                yield Difference(
                    "changed", "editions", key=date, column=each.column, before=each.before, after=each.after,
                    before_row=each.before_row, after_row=each.after_row,
                )  # fmt: skip
    sources = (before.sources.values(), after.sources.values())
    yield from row_differences("sources", "", *sources, Names(), Corrections())


def _place(before: Book, after: Book, old: Place | None, new: Place | None) -> list[Difference]:
    found: list[Difference] = []
    id = (new or old).id  # type: ignore[union-attr]
    books = (before, after)
    if old is None and new is not None:
        found.append(Difference("added", "place", id, after=new.name, after_row=new.about.where))
    elif new is None and old is not None:
        found.append(Difference("removed", "place", id, before=old.name, before_row=old.about.where))
    names = names_of(old, new)
    new_rows = added_rows(old.corrections if old else (), new.corrections if new else ())
    told = Corrections(new_rows, names)
    if old and new:
        found += sheet_differences("place", id, "", (old.about, new.about), books, names, told)
        found += _renamed_sources(id, old, new, names, told)
    was = {names.commitment(c.id): c for c in (old.commitments if old else ())}
    now = {c.id: c for c in (new.commitments if new else ())}
    for key in dict.fromkeys((*now, *was)):
        found += _commitment(id, key, was.get(key), now.get(key), books, names, told)
    for name, word in _WORD.items():
        rows = [place.tables.get(name, ()) if place else () for place in (old, new)]
        found += row_differences(word, id, rows[0], rows[1], names, told)
    order = {f"{id}/{key}": at for at, key in enumerate(dict.fromkeys((*now, *was)))}
    first = ("site", "terms", "editions", "place", "sources")
    last = ("published_rates", "corrections")
    found.sort(
        key=lambda each: (
            0 if each.what in first else 2 if each.what in last else 1,
            order.get(each.commitment, len(order)),
            _ORDER.index(each.what),
        )
    )
    return found


def _commitment(
    place: str,
    id: str,
    old: Commitment | None,
    new: Commitment | None,
    books: tuple[Book, Book],
    names: Names,
    told: Corrections,
) -> Iterator[Difference]:
    key = f"{place}/{id}"
    if new is None and old is not None:
        yield Difference("removed", "commitment", place, key, id, "", old.sheet.title, "", Where(old.path, 1))
    elif old is None and new is not None:
        yield Difference(
            "added", "commitment", place, key, id, "", "", new.sheet.title, None, Where(new.path, 1)
        )
    elif old is not None and new is not None:
        for column, was, now in (("id", old.id, new.id), ("kind", old.kind, new.kind)):
            if was != now:
                where = (Where(old.path, 1), Where(new.path, 1))
                rows = told.telling(file_in_place(new), "", column, was, now)
                yield Difference("changed", "commitment", place, key, id, column, was, now, *where, rows)
        for (owner, was), now in names.indicators.items():
            if owner == id:
                where = (old.sheet.where.to("indicators", was), new.sheet.where.to("indicators", now))
                column = f"indicators.{now}"
                rows = told.telling(file_in_place(new), "", column, was, now)
                yield Difference("changed", "sheet", place, key, "", column, was, now, *where, rows)
        yield from sheet_differences("sheet", place, key, (old.sheet, new.sheet), books, names, told)


def _renamed_sources(
    place: str, old: Place, new: Place, names: Names, told: Corrections
) -> Iterator[Difference]:
    for was, now in names.sources.items():
        where = (old.sources[was].where, new.sources[now].where)
        rows = told.telling("sources.csv", now, "id", was, now)
        yield Difference("changed", "sources", place, "", now, "id", was, now, *where, rows)
