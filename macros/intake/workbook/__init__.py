"""A place's ledgers ↔ the workbook that a department fills in: bytes of an .xlsx, and the rows that came back in it.

The workbook knows itself what was in it when it was written (a hidden sheet), so that an untouched row is never
written again and a touched one is never taken for a new one. Pure: reads and writes no file.
"""

from macros.intake.workbook.opening import FileRefused
from macros.intake.workbook.placing import addressed, files_of, other_errors
from macros.intake.workbook.reading import Filled, NewRow, Refusal, filled
from macros.intake.workbook.sheets import SHEETS, Column, LedgerSheet
from macros.intake.workbook.writing import ExportRefused, workbook_to_fill

__all__ = [
    "SHEETS",
    "Column",
    "ExportRefused",
    "FileRefused",
    "Filled",
    "LedgerSheet",
    "NewRow",
    "Refusal",
    "addressed",
    "files_of",
    "filled",
    "other_errors",
    "workbook_to_fill",
]
