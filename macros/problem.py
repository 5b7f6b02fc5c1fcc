"""One message to a person: where it is, what is wrong, how to put it right. Knows no rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple

from macros.language import PROBLEM_LEVELS

Level = Literal["error", "warning", "notice"]
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


class Where(NamedTuple):
    """A place in a data file. `line` counts from 1; `column` from 1, 0 where it has none.

    In YAML a column is a character, in CSV a cell, as a spreadsheet counts them.
    """

    path: str
    line: int
    column: int = 0


NOWHERE = Where("", 0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `path` starts at `data/`; `rule` is the id under which /checks/ explains it."""

    level: Level
    rule: str
    path: str
    line: int
    column: int
    message: str
    tip: str


LONGEST_MESSAGE = 400


def problem(level: Level, rule: str, where: Where, message: str, tip: str) -> Problem:
    """A problem at `where`. Its message is one line, and cut where a quoted value makes it endless."""
    line = " ".join(message.splitlines())
    short = line if len(line) <= LONGEST_MESSAGE else f"{line[: LONGEST_MESSAGE - 1]}…"
    return Problem(level, rule, where.path, where.line, where.column, short, tip)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted as a person reads a folder: by file, line, column, then gravity; without repeats."""
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (p.path, p.line, p.column, LEVELS.index(p.level), p.rule, p.message),
        )
    )


def as_line(each: Problem) -> str:
    """One line for a terminal: `data/x/y.csv 12행 3열 [오류] message → tip`."""
    line = f" {each.line}행" if each.line else ""
    column = f" {each.column}열" if each.column else ""
    return f"{each.path}{line}{column} [{PROBLEM_LEVELS[each.level]}] {each.message} → {each.tip}"


def counts(problems: Iterable[Problem]) -> dict[Level, int]:
    """How many of each level, all three keys always there."""
    found: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for each in problems:
        found[each.level] += 1
    return found


def as_json(problems: Iterable[Problem]) -> dict[str, object]:
    """The answer of `check.py --json`: {"problems": [...], "counts": {...}}."""
    listed = tuple(problems)
    return {"problems": [asdict(p) for p in listed], "counts": counts(listed)}
