"""What a rule is, and how the rules look at a Book: a cell of a row, the rows of a place, the texts of anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel

from macros.language import NOTHING_SAID, Said, nearest
from macros.model import TABLES, Book, Commitment, Place, PublishedRate, Sheet, Source, columns, label_of
from macros.problem import Level, Where

LEDGERS = ("spending.csv", "targets.csv", "outcomes.csv", "statuses.csv", "changes.csv")


class Found(NamedTuple):
    """One thing a rule found: where, what is so (a sentence with the values in it), how to put it right."""

    where: Where
    message: Said
    tip: Said


@dataclass(frozen=True)
class Rule:
    """A line of the table of rules. `title` says what the rule looks for.

    `whole`: the rule concludes from what is *not* there, so it is not heard about a place that was not read whole, or
    of which the files whose names begin with one of `within` were not.
    """

    id: str
    level: Level
    check: Callable[[Book, date], Iterator[Found]]
    title: Said
    whole: bool = False
    within: tuple[str, ...] = ("",)


_MOST_HINTS = 20
_COLUMNS = {row: columns(row) for row in TABLES.values()}


def cell(row: Any, column: str) -> Where:
    """The place of one cell of a row of a CSV file."""
    return Where(row.where.path, row.where.line, _COLUMNS[type(row)].index(column) + 1)


def named(model: BaseModel | type[BaseModel], name: str) -> Said:
    """A column or key before what is said of it, in Korean with its label: `as_of(기준일): `."""
    kind = model if isinstance(model, type) else type(model)
    return Said(f"{name}({label_of(kind.model_fields[name].description)}): ", f"{name}: ")


def whole_sheet(book: Book, sheet: Sheet) -> Where:
    """The line of a commitment's title, for what is said of the commitment and not of one value."""
    return book.where(sheet, "title")._replace(column=0)


def few_hints() -> Callable[[str, Iterable[str]], Said]:
    """`nearest` for names looked up in one long list: for the first 20 wrong ones, so that a wrong file costs no minutes."""
    told: dict[str, Said] = {}

    def hint(wrong: str, known: Iterable[str]) -> Said:
        if wrong not in told:
            told[wrong] = nearest(wrong, known) if len(told) < _MOST_HINTS else NOTHING_SAID
        return told[wrong]

    return hint


def rows(place: Place, *names: str) -> Iterator[Any]:
    """Every row of the ledgers of a place, of the named CSV files or of all."""
    for name in names or TABLES:
        yield from place.tables.get(name, ())


def whose(place: Place, row: Any) -> Said:
    """Whose figure a row of no commitment is, before a message: `문경시 ‘공약사업 달성률’: `; nothing for other rows."""
    if not isinstance(row, PublishedRate):
        return NOTHING_SAID
    return Said(f"{place.name} ‘{row.label}’: ", f"‘{place.name}’, ‘{row.label}’: ")


def all_sources(book: Book) -> Iterator[Source]:
    """The sources of the site, then those of each place."""
    yield from book.sources.values()
    for place in book.places.values():
        yield from place.sources.values()


def cited(commitment: Commitment) -> set[str]:
    """The sources that a commitment's facts stand on; remarks are about sources, not facts."""
    sheet = commitment.sheet
    found = {sheet.source}
    ledgers = (
        commitment.spending,
        commitment.targets,
        commitment.outcomes,
        commitment.statuses,
        commitment.changes,
    )
    found |= {row.source for ledger in ledgers for row in ledger}
    found |= {event.source for event in sheet.events}
    found |= {step.source for step in sheet.milestones if step.source}
    found |= {part.source for part in (sheet.pledged, sheet.stated, sheet.period) if part and part.source}
    return found
