"""What names a row of each table, and which rows name a row of another: for SQLite and the data package alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from macros.downloads.columns import TABLES

_OF_COMMITMENT: Final = ("place", "commitment")
_OF_SOURCE: Final = ("place", "source")
_TYPED: Final = ("row",)  # a line of a CSV file holds one row

# tables without an entry have rows that nothing names apart
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "commitments": _OF_COMMITMENT,
    "spending": _TYPED,
    "indicators": (*_OF_COMMITMENT, "indicator"),
    "targets": _TYPED,
    "outcomes": _TYPED,
    "statuses": _TYPED,
    "changes": _TYPED,
    "corrections": _TYPED,
    "milestones": (*_OF_COMMITMENT, "milestone"),
    "published_rates": _TYPED,
    "sources": _TYPED,
}
# also unique; the site's own sources have no place, so it is not the key
UNIQUE: Final[Mapping[str, tuple[str, ...]]] = {"sources": _OF_SOURCE}
_NAMED: Final = {"commitments": _OF_COMMITMENT, "sources": _OF_SOURCE}


def references(name: str) -> Mapping[str, tuple[str, ...]]:
    """The tables that each row of a table leads to → the columns that lead there, called alike in both."""
    filled = {column.name for column in TABLES[name].columns if column.filled}
    return {to: columns for to, columns in _NAMED.items() if to != name and filled.issuperset(columns)}
