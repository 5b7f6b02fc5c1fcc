"""CSV that Korean Excel opens and no spreadsheet runs, and the ledgers as they were typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from macros import model
from macros.model import Book, When

Value = str | int | bool | Decimal | None

BOM: Final = "\ufeff"
_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?", re.ASCII)
# The full-width forms are formulas too in a spreadsheet with an East Asian keyboard.
_FORMULA: Final = "=+-@\t\r\n＝＋－＠"


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: a lone `-` and numbers stay, `=` `+` `-` `@`, tab, CR get an apostrophe.

    >>> harmless("=1+1"), harmless("-"), harmless("-12.5"), harmless("- 인재 양성")
    ("'=1+1", '-', '-12.5', "'- 인재 양성")
    """
    if text and text[0] in _FORMULA and text != "-" and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def plain(value: Value) -> str:
    """A value as a machine reads it: every digit as given, no separators, `true` and `false`, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]], guard: bool = True) -> bytes:
    """UTF-8 with BOM and CRLF, so that Korean Excel opens it. Text is made harmless unless `guard` is off."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(each) if guard and isinstance(each, str) else plain(each) for each in row])
    return (BOM + out.getvalue()).encode("utf-8")


def ledger_csv(book: Book, place: str | None, file: str) -> bytes:
    """One file of data/ with the contract's own columns and the values as they were read; place None: the site's.

    Raises KeyError for a place or file that is none; a file that a place does not have gives only the header.
    """
    row = model.TABLES[file]
    header = model.columns(row)
    rows: Iterable[Any] = book.sources.values() if place is None else book.places[place].tables.get(file, ())
    return csv_bytes(header, ([_typed(getattr(each, name)) for name in header] for each in rows), guard=False)


def _typed(value: Any) -> Value:
    return value.text if isinstance(value, When) else value
