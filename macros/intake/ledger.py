"""A ledger as text: its rows and where each cell of them stands; a row added, a cell exchanged, every other byte kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from macros.intake.refused import Refused
from macros.load import decoded
from macros.model import columns, csv_line

_END_OF_CELL = re.compile("[,\n]")


@dataclass(frozen=True)
class Record:
    """A row of a CSV text: its line from 1 on, its cells as read, and where each stands in the text."""

    line: int
    cells: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def plain_text(data: bytes) -> str:
    """The text of a file as it is kept: CP949, BOM and CRLF become UTF-8 and LF. Raises UnicodeDecodeError."""
    text, _ = decoded(data)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def records(text: str) -> Iterator[Record]:
    """Every row of a CSV text with LF line ends, the header too. Raises csv.Error for a quote that is left open."""
    at, line = 0, 1
    while at < len(text):
        spans, start = [], at
        while True:
            end = _end_of_cell(text, at)
            spans.append((at, end))
            if end == len(text) or text[end] == "\n":
                break
            at = end + 1
        cells = next(csv.reader(io.StringIO(text[start:end], newline=""), strict=True), [])
        yield Record(line, tuple(cells), tuple(spans) if cells else ())
        line += text.count("\n", start, end + 1)
        at = end + 1


def _end_of_cell(text: str, at: int) -> int:
    quoted = at < len(text) and text[at] == '"'
    if quoted:
        at += 1
        while True:
            at = text.find('"', at)
            if at < 0:
                raise csv.Error
            if text[at + 1 : at + 2] != '"':
                break
            at += 2
    found = _END_OF_CELL.search(text, at)
    return found.start() if found else len(text)


def rows_of(data: bytes | None, row: type[BaseModel]) -> dict[int, Mapping[str, str]]:
    """Line of each row → its cells by column, without blanks at their ends; {} of no file.

    A row with too few cells is none. A file that cannot be read gives the rows before the first mistake: the checks
    tell the rest.
    """
    names = columns(row)
    found: dict[int, Mapping[str, str]] = {}
    try:
        for number, each in enumerate(records(plain_text(data or b""))):
            if number and len(each.cells) >= len(names) and any(cell.strip() for cell in each.cells):
                found[each.line] = dict(zip(names, map(str.strip, each.cells), strict=False))
    except (csv.Error, UnicodeDecodeError):
        pass
    return found


def with_rows(old: bytes | None, row: type[BaseModel], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A ledger with rows after its last one; None: a new file. Keys that are no column raise KeyError.

    What is there stays byte for byte, but for what `plain_text` does. Raises Refused where the header is not that of
    the contract or a quote is left open.
    """
    names = columns(row)
    try:
        text = plain_text(old) if old and old.strip() else csv_line(names) + "\n"
        table = [each.cells for each in records(text)]
    except (csv.Error, UnicodeDecodeError):
        raise Refused("파일을 읽을 수 없습니다. python3 scripts/check.py로 확인하세요.") from None
    if not table or tuple(name.strip() for name in table[0]) != names:
        raise Refused(f"첫 줄이 다릅니다. 이렇게 적으세요: {csv_line(names)}")
    text += "" if text.endswith("\n") else "\n"
    for each in rows:
        if unknown := set(each) - set(names):
            raise KeyError(*sorted(unknown))
        text += unicodedata.normalize("NFC", csv_line(each.get(name, "") for name in names)) + "\n"
    return text.encode()


def with_cell(text: str, record: Record, at: int, value: str) -> str:
    """The text with one cell of a record written anew, quoted where it must be."""
    start, end = record.spans[at]
    return text[:start] + csv_line([value, ""])[:-1] + text[end:]
