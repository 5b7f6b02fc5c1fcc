"""A place's ledgers ↔ the workbook that a department fills in: bytes of an .xlsx, and the rows that came back in it.

The workbook knows itself what was in it when it was written (a hidden sheet), so that an untouched row is never
written again and a touched one is never taken for a new one. Pure: reads and writes no file.
"""

from macros.intake.workbook.addressing import addressed, files_of, in_sheet_order, other_errors
from macros.intake.workbook.grid import Refusal
from macros.intake.workbook.returned import NewRow, Returned, filled
from macros.intake.workbook.sheets import SHEETS, Column, LedgerSheet
from macros.intake.workbook.writing import UnknownPlace, workbook_to_fill

__all__ = [
    "SHEETS",
    "Column",
    "LedgerSheet",
    "NewRow",
    "Refusal",
    "Returned",
    "UnknownPlace",
    "addressed",
    "files_of",
    "filled",
    "in_sheet_order",
    "other_errors",
    "workbook_to_fill",
]
