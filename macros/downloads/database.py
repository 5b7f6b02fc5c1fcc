"""Tables → one SQLite file for people who query: typed columns, keys, and the dictionary of the columns in it.

Text stands as it is written in the data, without the apostrophes of the CSV: nothing runs it here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from macros.downloads.columns import TABLES, About, Column, Type
from macros.downloads.csv_file import Value
from macros.downloads.flat import Tables
from macros.downloads.keys import KEYS, UNIQUE, references

Stored = str | int | float | None

_TYPES: Final[Mapping[Type, str]] = {"number": "NUMERIC", "integer": "INTEGER", "boolean": "INTEGER"}
_PAGE: Final = 4096
_LARGEST: Final = 2**63 - 1  # integer of SQLite


def sqlite_bytes(tables: Tables, *, commit: str = "", address: str | None = None) -> bytes:
    """All tables as a SQLite file: blank is NULL, booleans are 0 and 1, dates are text as the CSV has them.

    A number is an integer where it is whole, else the double of `nearest`; `columns` says what each column means,
    `about` what the file is. The same tables give the same bytes with the same SQLite.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE}")
        database.execute("BEGIN")
        for about in TABLES.values():
            names = [column.name for column in about.columns]
            _create(database, about.name, _columns(about), _constraints(about))
            rows = ([stored(record[name]) for name in names] for record in tables.records(about.name))
            _insert(database, about.name, len(names), rows)
            if {"place", "commitment"} <= set(names) and about.name != "commitments":
                database.execute(f'CREATE INDEX "{about.name}_of" ON "{about.name}" (place, commitment)')
        _dictionary(database)
        _about(database, tables, commit, address)
        database.execute("COMMIT")
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def nearest(number: Decimal) -> float:
    """The double nearest to a number. Its shortest decimal is the number itself up to 15 digits, and no typed number has
    more; a sum of the site that has more stands in the CSV with all of them.
    """
    return float(number)


def stored(value: Value) -> Stored:
    """A value as SQLite holds it.

    >>> stored(Decimal("80.50")), stored(Decimal("45485")), stored(True), stored(None)
    (80.5, 45485, 1, None)
    """
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) <= _LARGEST
        return int(value) if whole else nearest(value)
    return int(value) if isinstance(value, bool) else value


def _columns(about: About) -> Sequence[str]:
    return [_column(column) for column in about.columns]


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.filled else ""
    two = f' CHECK ("{column.name}" IN (0, 1))' if column.type == "boolean" else ""
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{needed}{two}'


def _constraints(about: About) -> Sequence[str]:
    found = []
    if key := KEYS.get(about.name):
        found.append(f"PRIMARY KEY ({_quoted(key)})")
    if unique := UNIQUE.get(about.name):
        found.append(f"UNIQUE ({_quoted(unique)})")
    for table, columns in references(about.name).items():
        named = _quoted(columns)
        found.append(f'FOREIGN KEY ({named}) REFERENCES "{table}" ({named})')
    return found


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _create(
    database: sqlite3.Connection, name: str, columns: Sequence[str], constraints: Sequence[str] = ()
) -> None:
    lines = ",\n  ".join((*columns, *constraints))
    database.execute(f'CREATE TABLE "{name}" (\n  {lines}\n)')


def _insert(database: sqlite3.Connection, name: str, width: int, rows: Iterable[Sequence[Stored]]) -> None:
    database.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * width)})', rows)


def _dictionary(database: sqlite3.Connection) -> None:
    """`columns`: a row for each column of each table, with what it means."""
    told = ("table", "table_title", "position", "column", "title", "type", "unit", "meaning", "filled")
    whole = ("position", "filled")
    columns = [f'"{name}" {"INTEGER" if name in whole else "TEXT"} NOT NULL' for name in told]
    _create(database, "columns", columns, ('PRIMARY KEY ("table", "column")',))
    rows = (
        (
            about.name,
            about.title,
            number,
            column.name,
            column.ko,
            column.type,
            column.unit,
            column.meaning,
            int(column.filled),
        )
        for about in TABLES.values()
        for number, column in enumerate(about.columns, 1)
    )
    _insert(database, "columns", len(told), rows)


def _about(database: sqlite3.Connection, tables: Tables, commit: str, address: str | None) -> None:
    """`about`: what the file is, when it was read, where it comes from."""
    _create(database, "about", ('"name" TEXT PRIMARY KEY NOT NULL', '"value" TEXT'))
    site = tables.book.site
    told = {
        "title": site.title,
        "as_of": tables.as_of.isoformat(),
        "commit": commit or None,
        "address": address,
        "licence": site.licence,
    }
    _insert(database, "about", 2, list(told.items()))
