"""Rules across files: a flat table of small named checks over a Book that was read. Reads no file, changes nothing.

An error stops publication. Warnings and notices are published on /checks/; they blame nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from macros.check.guard import GUARD, check_guard, unread_in_base
from macros.check.rule import Found, Rule
from macros.check.rules import RULES
from macros.language import Said
from macros.load import READING, Loaded, load_book, load_editions, with_values
from macros.model import TABLES, Book, Outcome, Target
from macros.problem import Problem, in_order, problem

__all__ = [
    "GUARD",
    "RULES",
    "TITLES",
    "Found",
    "Rule",
    "check_data",
    "check_guard",
    "check_loaded",
    "looked_at",
    "unread_in_base",
]

# what every rule looks for, those of reading and of the guard included
TITLES: Mapping[str, Said] = {
    **READING,
    **{each.id: each.title for each in RULES},
    **{each.id: each.title for each in GUARD},
}


def looked_at(given: str | None, now: datetime) -> date:
    """The day on which data is looked at: `given` as YYYY-MM-DD, else the day in Seoul at the moment `now`.

    Raises ValueError for another form or a day that does not exist.
    """
    if not given:
        return now.astimezone(ZoneInfo("Asia/Seoul")).date()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError(given)
    return date.fromisoformat(given)


def check_data(root: Path, as_of: date) -> Loaded:
    """Read the data folder and check it, the editions in its git history too: the Book and every problem."""
    loaded = check_loaded(load_book(root), as_of)
    if loaded.book is None:
        return loaded
    editions, missing = load_editions(root, loaded.book.editions)
    problems = with_values((*loaded.problems, *missing), root) if missing else loaded.problems
    return Loaded(loaded.book, problems, editions, root)


def check_loaded(loaded: Loaded, as_of: date) -> Loaded:
    """What was read, with the problems of reading and checking together, each with its value as written.

    `as_of` is the day on which the data is looked at. Where a place could not be read whole, rules that conclude
    from what is not there say nothing of it.
    """
    found = (*loaded.problems, *_found(loaded, as_of))
    problems = with_values(found, loaded.folder) if loaded.folder else in_order(found)
    return Loaded(loaded.book, problems, folder=loaded.folder)


def _found(loaded: Loaded, as_of: date) -> Iterator[Problem]:
    if loaded.book is None:
        return
    errors = [each for each in loaded.problems if each.level == "error"]
    broken = {_in_place(each.path) for each in errors}

    def heard(rule: Rule, found: Found) -> bool:
        place, _ = _in_place(found.where.path)
        ill = any(at == place and name.startswith(rule.within) for at, name in broken)
        return not (broken and rule.whole and (ill or rule.id == "unknown-related"))

    for rule in RULES:
        for found in rule.check(loaded.book, as_of):
            if heard(rule, found):
                yield problem(rule.level, rule.id, *found)
    if not loaded.unread:
        return
    lines = {(row.where.path, row.where.line) for row in loaded.unread}
    told = {(each.path, each.line, each.column) for each in errors}
    left_out = _of_left_out(loaded.book, loaded.unread)
    for rule in (each for each in RULES if each.id in _OF_CELLS):
        for found in rule.check(left_out, as_of):
            at = found.where
            if (
                (at.path, at.line) in lines
                and (at.path, at.line, at.column) not in told
                and heard(rule, found)
            ):
                yield problem(rule.level, rule.id, *found)


# what can be told of a cell though another of its row was refused
_OF_CELLS = frozenset(
    {"unknown-commitment", "unknown-indicator", "unknown-source", "personal-data", "person-name"}
)


def _of_left_out(book: Book, unread: Sequence[Any]) -> Book:
    """The book with the rows that were left out and no others."""
    places = {}
    for place in book.places.values():
        rows = [row for row in unread if _in_place(row.where.path)[0] == place.id]
        commitments = tuple(
            replace(
                each,
                targets=tuple(row for row in rows if isinstance(row, Target) and row.commitment == each.id),
                outcomes=tuple(row for row in rows if isinstance(row, Outcome) and row.commitment == each.id),
            )
            for each in place.commitments
        )
        tables = {name: tuple(row for row in rows if type(row) is kind) for name, kind in TABLES.items()}
        places[place.id] = replace(place, commitments=commitments, tables=tables)
    return replace(book, places=places)


def _in_place(path: str) -> tuple[str, str]:
    """The folder of a place, nothing for a file of the site, and the file in it."""
    parts = path.split("/", 2)
    return (parts[1], parts[2]) if len(parts) > 2 else ("", parts[-1])
