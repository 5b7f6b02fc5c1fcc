"""What differs between two Books, field by field and row by row. Pure; says nothing of why and nothing of sums.

Rows are matched by the columns that name them, never by their line: a row that only moved is no difference.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel

from macros.compute.correcting import Corrections, added_rows
from macros.model import ROW_KEYS, TABLES, Book, Commitment, Correction, Place, Sheet, columns
from macros.problem import Where

DifferenceKind = Literal["added", "removed", "changed"]

# what a list of a YAML file tells its entries apart by, the first that an entry has
ENTRY_NAMES: Final = ("id", "code", "task", "name", "role", "date", "term", "text")
# the tables of a place, in the order in which they are told
_ORDER: Final = (
    "site", "terms", "editions", "place", "sources", "commitment", "sheet", "spending", "targets", "outcomes",
    "statuses", "changes", "published_rates", "corrections",
)  # fmt: skip
_WORD: Final = {name: name.removesuffix(".csv") for name in TABLES}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Difference:
    """One difference.

    `added` and `removed` are whole things: a row, a file (no `column`), an entry of a YAML file (`column` is its path,
    milestones[sites]). `changed` names the column, in a YAML file the path of the value (period.end). `what` is the table (spending, statuses, …), or commitment, sheet,
    place, site, terms, editions. `commitment` is place/id (after a rename the new one), "" where there is none. `key`
    holds the code columns of a row joined by “/”, as corrections.csv writes them. `before` and `after` are the text as
    the data writes it, a whole row as its CSV line, an entry as `name: text; name: text`, "" = a blank or nothing. `correction` is the row of
    corrections.csv that tells of this difference and that `before` did not have: an old one tells of nothing later.
    """

    kind: DifferenceKind
    what: str
    place: str = ""
    commitment: str = ""
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    before_row: Where | None = None
    after_row: Where | None = None
    correction: Correction | None = None


def differences(before: Book, after: Book) -> tuple[Difference, ...]:
    """Every difference, places in the order of their names, in a place first it, then commitment by commitment.

    A commitment whose file was renamed (same title, else same pledged text, in the same place) is one difference, and
    its rows are matched under the new name. Of rows with the same code columns those that are wholly alike belong
    together, then those with the same date and source, then those with one of them; what is left is added or removed.
    """
    found = list(_site(before, after))
    for id in sorted({*before.places, *after.places}):
        found += _place(before, after, before.places.get(id), after.places.get(id))
    return tuple(found)


def file_in_place(commitment: Commitment) -> str:
    """The file of a commitment as corrections.csv names it: pledges/flood-prevention.yml."""
    return commitment.path.split("/", 2)[2]


def renamed(before: Place | None, after: Place | None) -> dict[str, str]:
    """Old id → new id of the commitments of a place whose files were renamed."""
    old = {c.id: c for c in before.commitments} if before else {}
    new = {c.id: c for c in after.commitments} if after else {}
    gone = [c for c in old.values() if c.id not in new]
    come = [c for c in new.values() if c.id not in old]
    found: dict[str, str] = {}
    signs: tuple[Callable[[Sheet], str | None], ...] = (
        lambda sheet: sheet.title,
        lambda sheet: sheet.pledged.text if sheet.pledged else None,
    )
    for sign in signs:
        waiting: dict[str, list[Commitment]] = {}
        taken = set(found.values())
        for each in come:
            if each.id not in taken and (said := sign(each.sheet)):
                waiting.setdefault(said, []).append(each)
        for each in gone:
            said = sign(each.sheet)
            if each.id not in found and said and waiting.get(said):
                found[each.id] = waiting[said].pop(0).id
    return found


# ── matching ────────────────────────────────────────────────────────────────────────────────


def _matched(
    before: Sequence[_T], after: Sequence[_T], keys: Sequence[Callable[[_T], Hashable]]
) -> tuple[list[tuple[_T, _T]], list[_T], list[_T]]:
    """Pairs, and what is left on both sides: by the first key as far as it goes, then by the next; in order."""
    pairs: list[tuple[_T, _T]] = []
    old, new = list(before), list(after)
    for key in keys:
        waiting: dict[Hashable, list[_T]] = {}
        for each in reversed(new):
            waiting.setdefault(key(each), []).append(each)
        left: list[_T] = []
        for each in old:
            same = waiting.get(key(each))
            if same:
                pairs.append((each, same.pop()))
            else:
                left.append(each)
        taken = {id(other) for _, other in pairs}
        old, new = left, [each for each in new if id(each) not in taken]
    return pairs, old, new


def _cells(row: BaseModel, names: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row as text; the commitment under its new name."""
    found = {name: _text(getattr(row, name)) for name in columns(type(row))}
    if "commitment" in found:
        found["commitment"] = names.get(found["commitment"], found["commitment"])
    return found


def _alike(was: Any, now: Any) -> bool:
    """Whether two values say the same in the same digits, wherever they stand. Quick where they do."""
    if was is now:
        return True
    kind = type(was)
    if kind is not type(now):
        return False
    if kind is Decimal:
        return bool(was.as_tuple() == now.as_tuple())  # 6 is not 6.0
    if kind is tuple:
        return len(was) == len(now) and all(map(_alike, was, now))
    if kind is dict:
        return list(was) == list(now) and all(map(_alike, was.values(), now.values()))
    if isinstance(was, BaseModel):
        return all(name == "where" or _alike(said, now.__dict__[name]) for name, said in was.__dict__.items())
    return bool(was == now)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


@dataclass(frozen=True)
class _Row:
    """A row of a ledger on one side: its cells, and what they are compared by."""

    cells: Mapping[str, str]
    key: tuple[str, ...]
    where: Where

    def by(self, *names: str) -> tuple[str, ...]:
        return (*self.key, *(self.cells.get(name, "") for name in names))


def _rows(rows: Iterable[Any], names: Mapping[str, str]) -> list[_Row]:
    found = []
    for row in rows:
        cells = _cells(row, names)
        found.append(_Row(cells, tuple(cells[name] for name in ROW_KEYS[type(row)]), row.where))
    return found


def _table(
    what: str,
    place: str,
    old: Iterable[Any],
    new: Iterable[Any],
    names: Mapping[str, str],
    corrections: Corrections,
) -> Iterator[Difference]:
    """Rows of one table, in the order in which they stand now, with those that are gone where they stood."""
    if not names:  # what stands where it stood is the same row; most of a ledger does
        pairwise = list(zip_longest(old, new))
        moved = [(was, now) for was, now in pairwise if not _alike(was, now)]
        old = [was for was, _ in moved if was is not None]
        new = [now for _, now in moved if now is not None]
    before, after = _rows(old, names), _rows(new, {})
    pairs, gone, come = _matched(
        before,
        after,
        (
            lambda row: tuple(row.cells.values()),
            lambda row: row.by("as_of", "source"),
            lambda row: row.by("as_of"),
            lambda row: row.by("source"),
        ),
    )
    found: list[Difference] = []
    for was, now in pairs:
        for column, text in now.cells.items():
            if was.cells[column] != text:
                key = "/".join(now.key)
                told = corrections.telling(f"{what}.csv", key, column, was.cells[column], text)
                found.append(
                    Difference(
                        "changed",
                        what,
                        place,
                        _owner(place, now),
                        key,
                        column,
                        was.cells[column],
                        text,
                        was.where,
                        now.where,
                        told,
                    )
                )
    for row in gone:
        key = "/".join(row.key)
        cells = row.cells.items()
        each_cell = (corrections.telling(f"{what}.csv", key, c, text, "") for c, text in cells)
        told = next((each for each in each_cell if each), None)
        found.append(
            Difference(
                "removed",
                what,
                place,
                _owner(place, row),
                key,
                before=_line(row.cells.values()),
                before_row=row.where,
                correction=told,
            )
        )
    for row in come:
        found.append(
            Difference(
                "added",
                what,
                place,
                _owner(place, row),
                "/".join(row.key),
                after=_line(row.cells.values()),
                after_row=row.where,
            )
        )
    yield from sorted(found, key=lambda each: (each.after_row or each.before_row or Where("", 0)).line)


def _owner(place: str, row: _Row) -> str:
    return f"{place}/{row.cells['commitment']}" if "commitment" in row.cells else ""


# ── YAML, value by value ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Value:
    """A value of a YAML file as text, and the entry of a list or mapping that it stands in, "" for none."""

    text: str
    where: Where
    entry: str

    @property
    def at(self) -> Where:
        """Where the entry begins."""
        return self.where._replace(steps=())


def _values(value: Any, path: str, where: Where, entry: str = "") -> Iterator[tuple[str, _Value]]:
    """Every value under its path; a list of texts gives its path once a text."""
    if value is None:
        return
    if isinstance(value, BaseModel):
        here: Where = getattr(value, "where", where)
        for name, info in type(value).model_fields.items():
            if name != "where":
                said = info.alias or name
                at = f"{path}.{said}" if path else said
                yield from _values(getattr(value, name), at, here.to(said), entry)
    elif isinstance(value, dict):
        for name, each in value.items():
            at = f"{path}.{name}"
            yield from _values(each, at, where.to(name), entry or (at if isinstance(each, BaseModel) else ""))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            at = f"{path}[{_name(each)}]" if isinstance(each, BaseModel) else path
            here = where.to(number)
            yield from _values(each, at, here, entry or (at if isinstance(each, BaseModel) else ""))
    else:
        yield path, _Value(_text(value), where, entry)


def _name(entry: BaseModel) -> str:
    """What an entry of a list is told apart by: its id, else what stands first in it."""
    return next((_text(said) for name in ENTRY_NAMES if (said := getattr(entry, name, None))), "")


def place_in(sheet: Any, path: str) -> Where:
    """Where a path leads in a YAML file, as far as it goes: milestones[sites].due."""
    here, where = sheet, sheet.where
    for name, entry in re.findall(r"([^.\[\]]+)(?:\[(.*?)\](?=\.|$))?", path):
        where = where.to(name)
        if isinstance(here, BaseModel):
            here = {
                info.alias or field: getattr(here, field) for field, info in type(here).model_fields.items()
            }
        here = here.get(name) if isinstance(here, dict) else None
        if entry:
            listed = here if isinstance(here, tuple) else ()
            number = next((n for n, each in enumerate(listed) if _name(each) == entry), None)
            if number is None:
                return where  # type: ignore[no-any-return]
            where, here = where.to(number), listed[number]
    return where  # type: ignore[no-any-return]


def _read(sheet: BaseModel | None, book: Book) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {}
    for path, value in _values(sheet, "", Where("", 0)):
        if sheet is not None and "." not in path and "[" not in path:
            value = _Value(value.text, book.where(sheet, path), value.entry)
        found.setdefault(path, []).append(value)
    return found


def _sheet(
    what: str,
    place: str,
    commitment: str,
    before: BaseModel | None,
    after: BaseModel | None,
    books: tuple[Book, Book],
    corrections: Corrections | None = None,
) -> Iterator[Difference]:
    """What differs in one YAML file, in the order of the file; entries that moved are no difference."""
    if _alike(before, after):
        return
    old, new = _read(before, books[0]), _read(after, books[1])
    entries = [{value.entry for values in side.values() for value in values} for side in (old, new)]
    whole: dict[str, list[str]] = {}
    file = after.where.path.split("/", 2)[-1] if after is not None else ""  # type: ignore[attr-defined]
    found: list[Difference] = []
    for path in dict.fromkeys((*new, *old)):
        gone = _without(old.get(path, []), new.get(path, []))
        come = _without(new.get(path, []), old.get(path, []))
        for was, now in zip_longest(gone, come):
            alone = (now.entry if now else "") or (was.entry if was else "")
            if alone and not all(alone in side for side in entries):
                # an entry that stands on one side alone is one difference
                if alone not in whole:
                    where = (was.at if was else None, now.at if now else None)
                    kind: DifferenceKind = "added" if now else "removed"
                    told = corrections.removing(file, alone) if corrections and not now else None
                    found.append(
                        Difference(kind, what, place, commitment, "", alone, "", "", where[0], where[1], told)
                    )
                said = (now or was).text
                whole.setdefault(alone, []).append(f"{path[len(alone) + 1 :]}: {said}")
                continue
            texts = (was.text if was else "", now.text if now else "")
            told = corrections.telling(file, "", path, *texts) if corrections else None
            found.append(
                Difference(
                    "changed",
                    what,
                    place,
                    commitment,
                    "",
                    path,
                    *texts,
                    was.where if was else None,
                    now.where if now else None,
                    told,
                )
            )
    for each in found:
        said = "; ".join(whole.get(each.column, ()))
        if each.kind == "added":
            each = replace(each, after=said)
        elif each.kind == "removed":
            each = replace(each, before=said)
        yield each


def _without(values: Sequence[_Value], others: Sequence[_Value]) -> list[_Value]:
    """The values that do not stand on the other side as well, as often as they do."""
    spare = Counter(each.text for each in others)
    found = []
    for each in values:
        if spare[each.text]:
            spare[each.text] -= 1
        else:
            found.append(each)
    return found


# ── the parts of a Book ─────────────────────────────────────────────────────────────────────


def _site(before: Book, after: Book) -> Iterator[Difference]:
    books = (before, after)
    yield from _sheet("site", "", "", before.site, after.site, books)
    yield from _sheet("terms", "", "", before.terms, after.terms, books)
    old, new = ({each.date.text: each for each in book.editions} for book in books)
    for date in sorted({*old, *new}):
        if date not in new:
            yield Difference("removed", "editions", key=date, before=date, before_row=old[date].where)
        elif date not in old:
            yield Difference("added", "editions", key=date, after=date, after_row=new[date].where)
        else:
            for each in _sheet("editions", "", "", old[date], new[date], books):
                yield Difference(
                    "changed", "editions", key=date, column=each.column, before=each.before, after=each.after,
                    before_row=each.before_row, after_row=each.after_row,
                )  # fmt: skip
    yield from _table("sources", "", before.sources.values(), after.sources.values(), {}, Corrections())


def _place(before: Book, after: Book, old: Place | None, new: Place | None) -> list[Difference]:
    found: list[Difference] = []
    id = (new or old).id  # type: ignore[union-attr]
    books = (before, after)
    if old is None and new is not None:
        found.append(Difference("added", "place", id, after=new.name, after_row=new.about.where))
    elif new is None and old is not None:
        found.append(Difference("removed", "place", id, before=old.name, before_row=old.about.where))
    names = renamed(old, new)
    new_rows = added_rows(old.corrections if old else (), new.corrections if new else ())
    told = Corrections(new_rows, names)
    if old and new:
        found += _sheet("place", id, "", old.about, new.about, books, told)
    was = {names.get(c.id, c.id): c for c in (old.commitments if old else ())}
    now = {c.id: c for c in (new.commitments if new else ())}
    for key in dict.fromkeys((*now, *was)):
        found += _commitment(id, key, was.get(key), now.get(key), books, told)
    for name, word in _WORD.items():
        rows = [place.tables.get(name, ()) if place else () for place in (old, new)]
        found += _table(word, id, rows[0], rows[1], names, told)
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
                row = told.telling(file_in_place(new), "", column, was, now)
                yield Difference("changed", "commitment", place, key, id, column, was, now, *where, row)
        yield from _sheet("sheet", place, key, old.sheet, new.sheet, books, told)
