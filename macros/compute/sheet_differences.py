"""What differs in one YAML file, value by value. Entries that moved are no difference. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from pydantic import BaseModel

from macros.compute.correcting import Corrections
from macros.compute.difference import Difference, alike, as_text, matched
from macros.compute.renaming import Names
from macros.model import Book
from macros.problem import Where

# what a list of a YAML file tells its entries apart by, the first that an entry has
ENTRY_NAMES: Final = ("id", "code", "task", "name", "role", "date", "term", "text")
_NUMBER: Final = re.compile("\0[0-9]+")  # the second and later entries of one name, inside a path; never told


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


_Side = Mapping[str, Sequence[_Value]]


def sheet_differences(
    what: str,
    place: str,
    commitment: str,
    sheets: tuple[BaseModel, BaseModel],
    books: tuple[Book, Book],
    names: Names | None = None,
    corrections: Corrections | None = None,
) -> Iterator[Difference]:
    """What differs in one YAML file, in the order of the file. `commitment` is place/id, its entries' owner."""
    names, corrections = names or Names(), corrections or Corrections()
    if not names and alike(*sheets):
        return
    numbers = _numbers(*sheets)
    old = _renamed(_read(sheets[0], books[0], numbers), names, commitment.partition("/")[2])
    new = _read(sheets[1], books[1], numbers)
    file = sheets[1].where.path.split("/", 2)[-1]  # type: ignore[attr-defined]
    inside = [{value.entry for values in side.values() for value in values} for side in (old, new)]
    told: set[str] = set()
    for path in dict.fromkeys((*new, *old)):
        entry = (new.get(path) or old[path])[0].entry
        if not entry or all(entry in side for side in inside):
            for was, now in zip_longest(
                _without(old.get(path, ()), new.get(path, ())), _without(new.get(path, ()), old.get(path, ()))
            ):
                texts = (was.text if was else "", now.text if now else "")
                where = (was.where if was else None, now.where if now else None)
                column = _plain(path)
                rows = corrections.telling(file, "", column, *texts)
                yield Difference("changed", what, place, commitment, "", column, *texts, *where, rows)
        elif entry not in told:  # an entry that stands on one side alone is one difference
            told.add(entry)
            yield _whole(what, place, commitment, entry, old, new, file, corrections)


def _whole(
    what: str,
    place: str,
    commitment: str,
    entry: str,
    old: _Side,
    new: _Side,
    file: str,
    corrections: Corrections,
) -> Difference:
    """An entry that was added or removed, as `name: text; name: text`."""
    gone = any(value.entry == entry for values in old.values() for value in values)
    held = [
        (_plain(path)[len(_plain(entry)) + 1 :], value)
        for path, values in (old if gone else new).items()
        for value in values
        if value.entry == entry
    ]
    said = "; ".join(f"{name}: {value.text}" for name, value in held)
    column, where = _plain(entry), held[0][1].at
    if not gone:
        return Difference("added", what, place, commitment, "", column, "", said, None, where)
    quotes = (said, re.split(r"[.\[]", column)[-1].rstrip("]"), *(value.text for _, value in held))
    rows = corrections.removing(file, column, quotes)
    return Difference("removed", what, place, commitment, "", column, said, "", where, None, rows)


def values_at(sheet: BaseModel, path: str) -> tuple[str, ...]:
    """The texts under a path of a YAML file, none where nothing stands there."""
    return tuple(value.text for at, value in _values(sheet, "", Where("", 0), {}) if at == path)


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


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def _plain(path: str) -> str:
    return _NUMBER.sub("", path)


def _values(
    value: Any, path: str, where: Where, numbers: Mapping[int, int], entry: str = ""
) -> Iterator[tuple[str, _Value]]:
    """Every value under its path; a list of texts gives its path once a text."""
    if value is None:
        return
    if isinstance(value, BaseModel):
        here: Where = getattr(value, "where", where)
        for name, info in type(value).model_fields.items():
            if name != "where":
                said = info.alias or name
                at = f"{path}.{said}" if path else said
                yield from _values(getattr(value, name), at, here.to(said), numbers, entry)
    elif isinstance(value, dict):
        for name, each in value.items():
            at = f"{path}.{name}"
            own = entry or (at if isinstance(each, BaseModel) else "")
            yield from _values(each, at, where.to(name), numbers, own)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            at = path
            if isinstance(each, BaseModel):
                again = numbers.get(id(each), 0)
                at = f"{path}[{_name(each)}]" + (f"\0{again}" if again else "")
            own = entry or (at if isinstance(each, BaseModel) else "")
            yield from _values(each, at, where.to(number), numbers, own)
    else:
        yield path, _Value(as_text(value), where, entry)


def _name(entry: BaseModel) -> str:
    """What an entry of a list is told apart by: its id, else what stands first in it."""
    return next((as_text(said) for name in ENTRY_NAMES if (said := getattr(entry, name, None))), "")


def _numbers(before: BaseModel, after: BaseModel) -> Mapping[int, int]:
    """Of entries of one name in one list, which of the two sides belong together: alike ones first, then in order."""
    sides: tuple[dict[str, list[BaseModel]], dict[str, list[BaseModel]]] = ({}, {})
    for sheet, found in zip((before, after), sides, strict=True):
        for path, entry in _entries(sheet, ""):
            found.setdefault(path, []).append(entry)
    numbers: dict[int, int] = {}
    for path in {*sides[0], *sides[1]}:
        old, new = (side.get(path, []) for side in sides)
        if max(len(old), len(new)) > 1:
            pairs, gone, come = matched(old, new, (_content, lambda _: 0))
            for number, entries in enumerate((*pairs, *((each,) for each in (*gone, *come)))):
                numbers |= {id(each): number for each in entries}
    return numbers


def _entries(value: Any, path: str) -> Iterator[tuple[str, BaseModel]]:
    """Every entry of a list, by its path."""
    if isinstance(value, BaseModel):
        for name, held in value.__dict__.items():
            if name != "where":
                yield from _entries(held, f"{path}.{name}")
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from _entries(held, f"{path}.{name}")
    elif isinstance(value, tuple):
        for held in value:
            if isinstance(held, BaseModel):
                at = f"{path}[{_name(held)}]"
                yield at, held
                yield from _entries(held, at)


def _content(entry: BaseModel) -> Hashable:
    return tuple((path, value.text) for path, value in _values(entry, "", Where("", 0), {}))


def _read(sheet: BaseModel, book: Book, numbers: Mapping[int, int]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {}
    for path, value in _values(sheet, "", Where("", 0), numbers):
        if "." not in path and "[" not in path:
            value = _Value(value.text, book.where(sheet, path), value.entry)
        found.setdefault(path, []).append(value)
    return found


def _renamed(side: _Side, names: Names, commitment: str) -> _Side:
    """What stood there under the names of now: the ids of sources and indicators."""
    if not names:
        return side
    found: dict[str, list[_Value]] = {}
    for path, values in side.items():
        source = path.endswith("source")
        found[names.path(commitment, path)] = [
            _Value(
                names.source(value.text) if source else value.text,
                value.where,
                names.path(commitment, value.entry),
            )
            for value in values
        ]
    return found


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
