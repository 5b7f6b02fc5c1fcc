"""CSV that Korean Excel opens and no spreadsheet runs, and the ledgers as they were read."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from macros.load import decoded

Value = str | int | bool | Decimal | None

BOM: Final = "\ufeff"
_NUMBER: Final = re.compile(r"-?\d[\d,]*(\.\d+)?%?", re.ASCII)
# The full-width forms are formulas too in a spreadsheet with an East Asian keyboard.
FORMULA_STARTS: Final = "=+-@\t\r\n＝＋－＠"


def harmless(text: str) -> str:
    """Text that no spreadsheet runs or shows otherwise: `=` `+` `-` `@`, tab, CR get an apostrophe; a lone `-` and
    numbers stay, but not +1, which a spreadsheet shows as 1.

    >>> harmless("=1+1"), harmless("-"), harmless("-12.5"), harmless("+1"), harmless("- 인재 양성")
    ("'=1+1", '-', '-12.5', "'+1", "'- 인재 양성")
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
    """A file of data/ as it is published: a CSV as `load` reads it, in UTF-8 with BOM and CRLF; others as typed.

    Every row stays on its line. Cells lose the spaces around them, rows the empty cells after the last column; a row that
    holds nothing is an empty line. A CSV whose quotes do not match is as typed from there on. Raises UnicodeDecodeError
    for a CSV that `load` cannot read either.
    """
    if not path.endswith(".csv"):
        return data
    text, _ = decoded(data)
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (BOM + "".join(_records(lines)).replace("\n", "\r\n")).encode("utf-8")


def _records(text: str) -> Iterator[str]:
    """The lines of a CSV, record by record, each beginning on the line where it began."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    width, begin = 0, 0
    try:
        for typed in records:
            cells = [cell.strip() for cell in typed]
            while cells and not cells[-1] and len(cells) > width:
                cells.pop()
            width = width or len(cells)
            out.seek(0)
            out.truncate()
            if any(cells):
                writer.writerow(cells)
            made = out.getvalue()
            # a cell that lost empty lines leaves them after its record
            made += "\n" * (records.line_num - begin - made.count("\n"))
            begin = records.line_num
            yield made
    except csv.Error:
        yield "\n".join(text.split("\n")[begin:])
