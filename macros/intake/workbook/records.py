"""The rows of a ledger as they are typed, before anything is understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from macros.intake.workbook.sheets import LedgerSheet
from macros.load import Files, decoded


def records(files: Files, place: str, sheet: LedgerSheet) -> dict[int, Mapping[str, str]]:
    """Line on which a row begins → its cells by column, blanks at their ends taken off; {} where there is no file.

    A file that cannot be read gives the rows before the first mistake: the checks tell the rest.
    """
    return records_of(files.get(f"data/{place}/{sheet.file}"), sheet)


def records_of(data: bytes | None, sheet: LedgerSheet) -> dict[int, Mapping[str, str]]:
    """The same of the bytes of a ledger."""
    if data is None:
        return {}
    try:
        reader = csv.reader(io.StringIO(decoded(data)[0], newline=""), strict=True)
    except UnicodeDecodeError:
        return {}
    names = [column.name for column in sheet.columns]
    found: dict[int, Mapping[str, str]] = {}
    start = 1
    try:
        for number, cells in enumerate(reader):
            if number and any(cell.strip() for cell in cells):
                padded = [*(cell.strip() for cell in cells), *[""] * len(names)]
                found[start] = dict(zip(names, padded, strict=False))
            start = reader.line_num + 1
    except csv.Error:
        pass
    return found
