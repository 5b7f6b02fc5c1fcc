"""A filled workbook → its new rows, the locked cells that were changed, and every cell that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from macros.intake.ledger import rows_of
from macros.intake.refused import Refused
from macros.intake.workbook.cells import plain, read_cell, same
from macros.intake.workbook.grid import Grid, Refusal, grids
from macros.intake.workbook.memory import Cells, Memory, memory_of
from macros.intake.workbook.mending import Changed, Mended, mended
from macros.intake.workbook.opening import opened
from macros.intake.workbook.sheets import EXAMPLE, SHEETS, Column, LedgerSheet
from macros.intake.workbook.words import Words, code_of, known_in, label, words_of
from macros.language import josa
from macros.load import Files, Loaded, load_files

_FEW: Final = 3


@dataclass(frozen=True)
class NewRow:
    """A row that a person added: its file, its row in the sheet, its cells. `sound`: every cell of it could be read."""

    file: str
    at: int
    cells: Cells
    sound: bool


@dataclass(frozen=True)
class Returned:
    """What came back. `made`: the day of the data in the workbook, and its commit where that is known. `standing`: (file, line in data/ now) → row of the sheet, of rows that are there already."""

    place: str
    made: str
    rows: tuple[NewRow, ...]
    mended: tuple[Mended, ...]
    refusals: tuple[Refusal, ...]
    remarks: tuple[str, ...]
    standing: Mapping[tuple[str, int], int] = field(repr=False)


@dataclass
class _Found:
    """What was found so far."""

    rows: list[NewRow] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    # (file, line at export) → row of the sheet
    places: dict[tuple[str, int], int] = field(default_factory=dict)


def filled(data: bytes, files: Files, place: str | None = None, loaded: Loaded | None = None) -> Returned:
    """Read a workbook against the data as it is now. `place`: refuse the workbook of any other. `loaded`: as for `proposed`.

    Raises Refused where the file as a whole cannot be used.
    """
    book = opened(data)
    memory = memory_of(book)
    now = (loaded or load_files(files)).book
    if place is not None and place != memory.place:
        raise Refused(
            f"다른 지역의 파일입니다: ‘{memory.place}’.",
            f"--place {memory.place}로 실행하거나 ‘{place}’의 파일을 주세요.",
        )
    if now is None or memory.place not in now.places:
        raise Refused(
            f"자료에 없는 지역의 파일입니다: ‘{memory.place}’.",
            "--data로 준 폴더가 맞는지, 자료에 오류가 없는지 확인하세요(python3 scripts/check.py).",
        )
    words = _joined(words_of(now, now.places[memory.place]), memory.words)
    found = _Found()
    papers = grids(book, found.refusals)
    # sources first: what is added there may be named everywhere else
    order = sorted(SHEETS, key=lambda sheet: sheet.file != "sources.csv")
    for sheet in order:
        if sheet.file in papers:
            _read(papers[sheet.file], sheet, memory, words, found)
            if sheet.file == "sources.csv":
                words = _with_sources(words, found.rows)
    done, refused = mended(
        found.changed, [row for row in found.rows if row.file == "corrections.csv"], memory, words
    )
    folder = f"data/{memory.place}"
    present = {sheet.file: rows_of(files.get(f"{folder}/{sheet.file}"), sheet.row) for sheet in SHEETS}
    rows = tuple(_not_there_yet(found, memory, present))
    sheet_order = [sheet.title for sheet in SHEETS]
    refusals = sorted({*found.refusals, *refused}, key=lambda each: each.order(sheet_order))
    return Returned(
        memory.place,
        " ".join(filter(None, (memory.made, memory.commit[:12]))),
        rows,
        tuple(done),
        tuple(refusals),
        tuple(found.remarks),
        _standing(found, memory, present),
    )


def _joined(now: Words, then: Words) -> Words:
    """The words of today, under the labels that the workbook shows."""
    return {name: {**labels, **then.get(name, {})} for name, labels in now.items()}


def _with_sources(words: Words, rows: Sequence[NewRow]) -> Words:
    new = {
        row.cells["id"]: f"{row.cells['publisher']}, {row.cells['title']} ({row.cells['id']})"
        for row in rows
        if row.cells["id"]
    }
    return {**words, "sources": {**words["sources"], **new}}


# ── a sheet ─────────────────────────────────────────────────────────────────────────────────


def _read(grid: Grid, sheet: LedgerSheet, memory: Memory, words: Words, found: _Found) -> None:
    kept = memory.rows[sheet.file]
    seen: set[int] = set()
    for at in grid.rows():
        mark = plain(str(grid.mark(at).value or ""))
        blank = not any(_holds(cell.value) for _, cell in grid.cells(at))
        line = int(number[1]) if (number := re.fullmatch(r"([0-9]+)행", mark)) else 0
        if mark == EXAMPLE:
            _example(grid, at, memory.examples.get(sheet.file, {}), found)
        elif line in kept and line not in seen:
            seen.add(line)
            found.places[sheet.file, line] = at
            if blank:
                found.refusals.append(_gone(grid, sheet, [(line, kept[line])], at))
            else:
                _locked(grid, sheet, at, line, kept[line], words, found)
        elif not blank:
            if mark and line not in kept:
                found.refusals.append(
                    grid.refusal(
                        at, "A", f"‘구분’ 칸에 모르는 말이 있습니다: ‘{mark}’.", "새 행이면 이 칸을 비우세요."
                    )
                )
            found.rows.append(_new(grid, sheet, at, words, found))
    missing = [(line, cells) for line, cells in kept.items() if line not in seen]
    if len(missing) > _FEW:
        found.refusals.append(_gone(grid, sheet, missing, 0))
    else:
        found.refusals.extend(_gone(grid, sheet, [each], 0) for each in missing)


def _holds(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not plain(value))


def _gone(grid: Grid, sheet: LedgerSheet, rows: Sequence[tuple[int, Cells]], at: int) -> Refusal:
    tip = "실린 행은 지우지 않습니다. 되돌리거나, 새로 받은 파일에 새 행만 옮겨 적으세요."
    if len(rows) == 1:
        line, cells = rows[0]
        message = f"실린 행이 없어졌습니다: {line}행 ({sheet.key(cells)})."
    else:
        lines = ", ".join(f"{line}행" for line, _ in rows[:_FEW])
        message = f"실린 행 {len(rows)}개가 없어졌습니다: {lines} 등."
    return grid.refusal(at, "", message, tip)


def _example(grid: Grid, at: int, example: Cells, found: _Found) -> None:
    for column, cell in grid.cells(at):
        try:
            text = read_cell(cell, column).text
        except Refused:
            text = "?"
        if not same(text, example.get(column.name, ""), column):
            tip = "예시 행은 싣지 않습니다. 아래의 노란 칸에 적고 이 행은 되돌리세요."
            found.refusals.append(grid.refusal(at, cell.column_letter, "예시 행이 바뀌었습니다.", tip))
            return


def _locked(
    grid: Grid, sheet: LedgerSheet, at: int, line: int, kept: Cells, words: Words, found: _Found
) -> None:
    """Every cell of a row that stands in data/ already against what stands there."""
    for column, cell in grid.cells(at):
        raw = kept[column.name]
        outer = kept.get(column.within, "")
        shown = label(words, column, raw, outer) if column.kind == "word" and raw else raw
        try:
            text = read_cell(cell, column).text
        except Refused as why:
            found.refusals.append(
                grid.refusal(
                    at,
                    cell.column_letter,
                    f"실린 값이 바뀌었습니다: {why}",
                    f"원래대로 되돌리세요: ‘{shown}’",
                )
            )
            continue
        if same(text, shown, column) or same(text, raw, column):
            continue
        code = text
        if column.kind == "word" and text:
            try:
                code = _code(text, column, words, outer)
            except Refused as why:
                tip = f"원래대로 {josa(f'‘{shown}’', '으로/로')} 되돌리거나, {why.tip}"
                found.refusals.append(grid.refusal(at, cell.column_letter, str(why), tip))
                continue
        if not same(code, raw, column):
            where = grid.address(at, cell.column_letter)
            found.changed.append(
                Changed(sheet, line, column, raw, code, shown, text, sheet.key(kept), where, grid.title, at)
            )


def _new(grid: Grid, sheet: LedgerSheet, at: int, words: Words, found: _Found) -> NewRow:
    cells: dict[str, str] = {}
    refused: list[Refusal] = []
    for column, cell in grid.cells(at):
        cells[column.name] = ""
        try:
            read = read_cell(cell, column)
            cells[column.name] = read.text
            if column.kind == "word" and read.text:
                cells[column.name] = _code(read.text, column, words, cells.get(column.within, ""))
        except Refused as why:
            cells[column.name] = ""
            refused.append(grid.refusal(at, cell.column_letter, str(why), why.tip))
            continue
        if column.required and not read.text:
            tip = "값을 적으세요. 모르는 값이면 이 행을 싣지 마세요."
            message = f"꼭 적어야 하는 값이 없습니다: {column.head.removesuffix(' *')}."
            refused.append(grid.refusal(at, cell.column_letter, message, tip))
        if read.remark:
            found.remarks.append(f"{grid.address(at, cell.column_letter)}: {read.remark}")
        if read.text and cell.column in grid.hidden_columns:
            tip = "열의 숨기기를 풀고 값을 확인한 뒤 다시 저장하세요."
            refused.append(grid.refusal(at, cell.column_letter, "숨긴 열에 값이 있습니다.", tip))
    if grid.hidden(at):
        tip = "행의 숨기기나 필터를 풀고 값을 확인한 뒤 다시 저장하세요."
        refused.append(grid.refusal(at, "", "숨긴 행에 값이 있습니다.", tip))
    for letter, text in grid.beyond(at):
        tip = "칸이 밀렸는지 보고, 열 안으로 옮기거나 지우세요. 설명은 ‘설명’ 칸에 적습니다."
        refused.append(grid.refusal(at, letter, f"열 밖의 칸에 값이 있습니다: ‘{text}’.", tip))
    found.refusals += refused
    return NewRow(sheet.file, at, cells, not refused)


def _code(text: str, column: Column, words: Words, outer: str) -> str:
    known = known_in(words, column, outer)
    if column.name == "indicator" and outer and not known:
        tip = f"공약 파일({outer}.yml)의 indicators에 지표를 먼저 적고 엑셀 파일을 새로 받으세요. 이 행은 그때 적습니다."
        raise Refused("이 공약에는 아직 지표가 없습니다.", tip)
    if column.within and not outer:  # told of the other cell already: here any list will do
        known = {code.rpartition("/")[2]: shown for code, shown in words.get(column.words, {}).items()}
    return code_of(text, known, free=column.free, hint=column.hint)


# ── against the data as it is now ───────────────────────────────────────────────────────────


def _signs(rows: Mapping[int, Cells]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for line, cells in rows.items():
        found.setdefault(tuple(cells.values()), []).append(line)
    return found


def _not_there_yet(
    found: _Found, memory: Memory, present: Mapping[str, Mapping[int, Cells]]
) -> Iterator[NewRow]:
    """The new rows but for those that came into data/ since the workbook was made: it was brought in before."""
    later: dict[str, list[Cells]] = {}
    for sheet in SHEETS:
        then = _signs(memory.rows[sheet.file])
        later[sheet.file] = [
            cells for cells in present[sheet.file].values() if tuple(cells.values()) not in then
        ]
    columns = {sheet.file: sheet.columns for sheet in SHEETS}
    titles = {sheet.file: sheet.title for sheet in SHEETS}
    for row in found.rows:
        if any(
            all(same(row.cells[c.name], cells[c.name], c) for c in columns[row.file])
            for cells in later[row.file]
        ):
            found.remarks.append(f"{titles[row.file]}!{row.at}행: 이미 실린 행이라 뺐습니다.")
        else:
            yield row


def _standing(
    found: _Found, memory: Memory, present: Mapping[str, Mapping[int, Cells]]
) -> dict[tuple[str, int], int]:
    """Where the rows of data/ as it is now stand in the workbook."""
    standing = {}
    for sheet in SHEETS:
        then = _signs(memory.rows[sheet.file])
        for line, cells in present[sheet.file].items():
            lines = then.get(tuple(cells.values()), [])
            at = found.places.get((sheet.file, lines.pop(0))) if lines else None
            if at is not None:
                standing[sheet.file, line] = at
    return standing
