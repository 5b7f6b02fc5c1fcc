"""Which of several dated rows is the newest: one rule for money, targets, outcomes and statuses. Sums nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from macros.model import Outcome, Place, Source, Spending, Status, Target

_Row = TypeVar("_Row", Spending, Target, Outcome, Status)
_Key = TypeVar("_Key", bound=Hashable)


def _source(row: Spending | Target | Outcome | Status, place: Place | None) -> Source | None:
    return place.sources.get(row.source) if place else None


def dated_on(row: Spending | Target | Outcome | Status, place: Place | None) -> date:
    """The day a row speaks of: the last day of its as_of, else of its source's publication, else `date.min`.

    Order rule of the data contract. A date written as 2023 counts as 31 December 2023.
    """
    if row.as_of:
        return row.as_of.last
    source = _source(row, place)
    return source.published.last if source and source.published else date.min


def in_statements(rows: Iterable[_Row], place: Place | None) -> tuple[tuple[_Row, ...], ...]:
    """The rows grouped into statements, oldest first; rows keep file order, and so do statements of one day.

    Rows of one written as_of are one statement, whatever their source. Undated rows belong together when their
    sources were published on the same day; where that is not known either, each source speaks for itself.
    """
    groups: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        source = _source(row, place)
        if row.as_of:
            key = ("as_of", row.as_of.text)
        elif source and source.published:
            key = ("published", source.published.text)
        else:
            key = ("source", row.source)
        groups.setdefault(key, []).append(row)
    return tuple(
        tuple(group) for group in sorted(groups.values(), key=lambda group: dated_on(group[0], place))
    )


def newest(rows: Iterable[_Row], place: Place | None, key: Callable[[_Row], _Key]) -> dict[_Key, _Row]:
    """The row of each key that counts today: of the newest statement that has the key, its first row."""
    found: dict[_Key, _Row] = {}
    for statement in in_statements(rows, place):
        first: dict[_Key, _Row] = {}
        for row in statement:
            first.setdefault(key(row), row)
        found.update(first)
    return found
