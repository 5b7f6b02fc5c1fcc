"""Locked cells that were changed: taken in where the sheet of corrections says so, refused where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from macros.intake.workbook.cells import plain, same
from macros.intake.workbook.grid import Refusal
from macros.intake.workbook.memory import Cells, Memory
from macros.intake.workbook.sheets import FIRST, SHEETS, TITLES, Column, LedgerSheet, letters
from macros.intake.workbook.words import Words, label
from macros.language import josa


@dataclass(frozen=True)
class Changed:
    """A locked cell that no longer says what stands in data/: codes before and after, and both as a person sees them."""

    sheet: LedgerSheet
    line: int
    column: Column
    before: str
    after: str
    shown_before: str
    shown_after: str
    key: str
    at: str
    title: str
    row: int

    @property
    def letter(self) -> str:
        return self.at.removeprefix(f"{self.title}!").rstrip("0123456789")


@dataclass(frozen=True)
class Mended:
    """A cell of data/ to be written anew: its file, the row as it was, the column, what comes there."""

    file: str
    kept: Cells
    column: str
    after: str
    at: str


class Correction(Protocol):
    """A new row of the sheet of corrections."""

    @property
    def at(self) -> int: ...
    @property
    def cells(self) -> Cells: ...


def mended(
    changed: Sequence[Changed], corrections: Sequence[Correction], memory: Memory, words: Words
) -> tuple[list[Mended], list[Refusal]]:
    """The changed cells that a correction names, and a refusal for each other one and for corrections of nothing."""
    done, refused = [], []
    for each in changed:
        if any(_names(row.cells, each) for row in corrections):
            kept = memory.rows[each.sheet.file][each.line]
            done.append(Mended(each.sheet.file, kept, each.column.name, each.after, each.at))
        else:
            refused.append(_unexplained(each))
    for row in corrections:
        if not any(_names(row.cells, each) for each in changed):
            refused += _still_there(row, memory, words)
    return done, refused


def _names(correction: Cells, each: Changed) -> bool:
    """Whether a correction tells exactly this change, in codes or in the words of the workbook."""

    def says(text: str, code: str, shown: str) -> bool:
        return same(text, code, each.column) or plain(text) == plain(shown)

    return (
        (correction["file"], correction["key"], correction["column"])
        == (each.sheet.file, each.key, each.column.name)
        and says(correction["before"], each.before, each.shown_before)
        and says(correction["after"], each.after, each.shown_after)
    )


def _unexplained(each: Changed) -> Refusal:
    was, now = (text or "빈칸" for text in (each.shown_before, each.shown_after))
    tell = "비워 둠"
    said = (
        f"파일 {each.sheet.title}, 행 이름 {each.key}, 열 {each.column.head.removesuffix(' *')} ({each.column.name}),"
        f" 고치기 전 {each.before or tell}, 고친 뒤 {each.after or tell}"
    )
    tip = (
        f"되돌리세요. 계획이 바뀐 것이면 새 행을 더하고 ‘{TITLES['changes.csv']}’에 적으세요."
        f" 잘못 실린 값이면 ‘{TITLES['corrections.csv']}’ 시트에 이렇게 적으세요: {said}"
    )
    return Refusal(each.title, each.row, each.letter, f"실린 값이 바뀌었습니다: ‘{was}’ → ‘{now}’.", tip)


def _still_there(row: Correction, memory: Memory, words: Words) -> list[Refusal]:
    """A correction whose cell still says what it is said to have said before."""
    cells = row.cells
    sheet = next((each for each in SHEETS if each.file == cells["file"]), None)
    column = next((c for c in sheet.columns if c.name == cells["column"]), None) if sheet else None
    if sheet is None or column is None:
        return []
    values = [kept for kept in memory.rows[sheet.file].values() if sheet.key(kept) == cells["key"]]
    here = TITLES["corrections.csv"]
    places = {column.name: letters(n) for n, column in enumerate(_columns(), FIRST - 1)}
    if not values:
        tip = f"‘{sheet.title}’ 시트에서 그 행의 오른쪽 끝에 있는 ‘행 이름’을 옮겨 적으세요."
        return [Refusal(here, row.at, places["key"], f"없는 행입니다: ‘{cells['key']}’.", tip)]

    def stands(text: str) -> bool:
        return any(
            same(text, kept[column.name], column)
            or plain(text) == plain(label(words, column, kept[column.name], kept.get(column.within, "")))
            for kept in values
        )

    if stands(cells["after"]):
        return []  # mended already, before this workbook was made
    if stands(cells["before"]):
        message = f"정정한다고 적었지만 ‘{sheet.title}’ 시트의 값은 그대로입니다."
        to = josa(f"‘{cells['after']}’", "으로/로")
        tip = f"[검토] › [시트 보호 해제]를 누르고 그 칸을 {to} 고치세요."
        return [Refusal(here, row.at, places["after"], message, tip)]
    held = ", ".join(f"‘{kept[column.name]}’" for kept in values)
    message = f"고치기 전의 값이 다릅니다. 실린 값: {held}."
    return [Refusal(here, row.at, places["before"], message, "실린 값을 그대로 옮겨 적으세요.")]


def _columns() -> tuple[Column, ...]:
    return next(each.columns for each in SHEETS if each.file == "corrections.csv")
