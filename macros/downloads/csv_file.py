"""CSV that Korean Excel opens and no spreadsheet runs, and the ledgers as they were typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from macros.load import read_text as decoded

Value = str | int | bool | Decimal | None

BOM: Final = "\ufeff"
_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?", re.ASCII)
# The full-width forms are formulas too in a spreadsheet with an East Asian keyboard.
FORMULA_STARTS: Final = "=+-@\t\r\n＝＋－＠"


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: a lone `-` and numbers stay, `=` `+` `-` `@`, tab, CR get an apostrophe.

    >>> harmless("=1+1"), harmless("-"), harmless("-12.5"), harmless("- 인재 양성")
    ("'=1+1", '-', '-12.5', "'- 인재 양성")
    """
    if text and text[0] in FORMULA_STARTS and text != "-" and not _NUMBER.fullmatch(text):
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


def ledger_bytes(path: str, data: bytes) -> bytes:
    """A file of data/ as it is published: a CSV as UTF-8 with BOM and CRLF, every row on its own line; others as typed.

    Raises UnicodeDecodeError for a CSV that `load` cannot read either.
    """
    if not path.endswith(".csv"):
        return data
    text, _ = decoded(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (BOM + lines.replace("\n", "\r\n")).encode("utf-8")
