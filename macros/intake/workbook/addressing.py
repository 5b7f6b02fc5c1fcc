"""What a filled workbook changes in data/, and where in the workbook a problem of data/ stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from macros.check import GUARD, RULES
from macros.intake.ledger import plain_text, records, rows_of, with_cell, with_rows
from macros.intake.proposal import proposed
from macros.intake.refused import Refused
from macros.intake.workbook.mending import Mended
from macros.intake.workbook.returned import NewRow, Returned
from macros.intake.workbook.sheets import SHEETS, TITLES, LedgerSheet, letters
from macros.load import READING, Files, Loaded
from macros.problem import Problem

_WHOLE = frozenset([*(rule.id for rule in RULES if rule.whole), *(rule.id for rule in GUARD)])


def files_of(files: Files, read: Returned, *, every: bool = False) -> dict[str, bytes]:
    """Path from `data/` on → new bytes of every ledger that the workbook changes. Raises Refused.

    `every`: rows with cells that could not be read too, those cells left blank.
    """
    new: dict[str, bytes] = {}
    for sheet in SHEETS:
        path = f"data/{read.place}/{sheet.file}"
        old = files.get(path)
        for each in read.mended:
            if each.file == sheet.file:
                old = _with_cell(old, sheet, each)
        rows = [row.cells for row in _added(read, sheet, every)]
        if rows:
            new[path] = with_rows(old, sheet.row, rows)
        elif old is not None and old != files.get(path):
            new[path] = old
    return new


def _with_cell(old: bytes | None, sheet: LedgerSheet, each: Mended) -> bytes:
    """A ledger with one cell written anew, every other one as it was."""
    text = plain_text(old or b"")
    found = rows_of(old, sheet.row)
    line = next((line for line, cells in found.items() if cells == each.kept), None)
    if line is None:
        if {**each.kept, each.column: each.after} in found.values():
            return old or b""  # brought in before
        raise Refused(
            f"{each.at}: 엑셀 파일을 만든 뒤에 이 행이 바뀌었습니다. 새로 받은 파일에 옮겨 적으세요."
        )
    record = next(record for record in records(text) if record.line == line)
    return with_cell(text, record, list(each.kept).index(each.column), each.after).encode()


def _added(read: Returned, sheet: LedgerSheet, every: bool) -> list[NewRow]:
    """The new rows of a sheet that are written; with `every` those of which anything could be read."""
    of = [row for row in read.rows if row.file == sheet.file]
    return [row for row in of if row.sound or (every and any(row.cells.values()))]


def addressed(files: Files, read: Returned, *, every: bool = False) -> Callable[[Problem], str]:
    """What finds the cell of a problem in `files`, the new rows among them: `지출!D14`; "" for what is no cell of it."""
    rows = {
        (f"data/{read.place}/{sheet.file}", line): (sheet, at)
        for sheet in SHEETS
        for line, at in _rows(files, read, sheet, every)
    }

    def address(each: Problem) -> str:
        sheet, at = rows.get((each.path, each.line), (None, 0))
        if sheet is None:
            return ""
        return f"{sheet.title}!{letters(each.column)}{at}" if each.column else f"{sheet.title}!{at}행"

    return address


def _rows(files: Files, read: Returned, sheet: LedgerSheet, every: bool) -> Iterator[tuple[int, int]]:
    """Line of a ledger with the new rows → row of the sheet."""
    lines = list(rows_of(files.get(f"data/{read.place}/{sheet.file}"), sheet.row))
    new = [row.at for row in _added(read, sheet, every)]
    yield from ((line, at) for (file, line), at in read.standing.items() if file == sheet.file)
    yield from zip(lines[len(lines) - len(new) :], new, strict=True)


def in_sheet_order(at: str) -> tuple[int, int, int, str]:
    """What sorts addresses as a person goes through the workbook: sheet by sheet, from the top left."""
    sheet, _, cell = at.partition("!")
    titles = [each.title for each in SHEETS]
    column = cell.rstrip("0123456789행")
    row = int(cell[len(column) :].rstrip("행") or 0)
    return (titles.index(sheet) if sheet in titles else len(titles), row, len(column), column)


def other_errors(
    files: Files, read: Returned, as_of: date, loaded: Loaded | None = None
) -> Iterator[tuple[str, Problem]]:
    """Beside the refusals of a workbook: address and error of every other cell; nothing that follows from a refusal."""
    new = files_of(files, read, every=True)
    address = addressed({**files, **new}, read, every=True)
    told = {refusal.at for refusal in read.refusals}
    unsound = {f"{TITLES[row.file]}!{row.at}" for row in read.rows if not row.sound}
    for each in proposed(files, new, as_of, loaded).errors:
        at = address(each)
        sheet, _, cell = at.partition("!")
        of = f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ').rstrip('행')}"
        follows = each.rule in _WHOLE or (of in unsound and each.rule not in READING)
        if at and at not in told and not follows:
            yield at, each
