"""The ledger sheets of an opened workbook: found by name, their heads compared, walked row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from macros.intake.workbook.cells import plain
from macros.intake.workbook.sheets import FIRST, GUIDE, LISTS, MEMORY, SHEETS, Column, LedgerSheet
from macros.language import did_you_mean, josa, nearest, squash

_MOST_ROWS: Final = 20_000
_HEADS_WITHIN: Final = 30  # rows
_WIDEST: Final = 40  # columns that are looked at for values beyond the last


@dataclass(frozen=True)
class Refusal:
    """What cannot be taken in: the sheet, the cell (or the row, or nothing), what is wrong, what to do."""

    sheet: str
    row: int
    column: str
    message: str
    tip: str

    @property
    def at(self) -> str:
        """`지출!D14`, `지출!14행`, `지출`."""
        if not self.row:
            return self.sheet
        return f"{self.sheet}!{self.column}{self.row}" if self.column else f"{self.sheet}!{self.row}행"

    def __str__(self) -> str:
        return f"{self.at}: {self.message} → {self.tip}"

    def order(self, titles: list[str]) -> tuple[int, int, int, str, str]:
        """Sheet by sheet, from the top left."""
        sheet = titles.index(self.sheet) if self.sheet in titles else len(titles)
        return (sheet, self.row, len(self.column), self.column, self.message)


@dataclass(frozen=True)
class Grid:
    """A ledger's sheet whose heads are right."""

    title: str
    paper: Any = field(repr=False)
    columns: tuple[Column, ...] = field(repr=False)
    first: int
    hidden_columns: frozenset[int]

    def rows(self) -> range:
        """The rows below the heads."""
        return range(self.first, self.paper.max_row + 1)

    def mark(self, at: int) -> Any:
        """The cell before the ledger's first."""
        return self.paper.cell(at, 1)

    def cells(self, at: int) -> Iterator[tuple[Column, Any]]:
        """Each column with its cell."""
        for number, column in enumerate(self.columns, FIRST):
            yield column, self.paper.cell(at, number)

    def beyond(self, at: int) -> Iterator[tuple[str, str]]:
        """Letter and text of what stands to the right of the last column."""
        start = FIRST + len(self.columns)
        for number in range(start, min(self.paper.max_column, start + _WIDEST) + 1):
            cell = self.paper.cell(at, number)
            if cell.value is not None and plain(str(cell.value)):
                yield cell.column_letter, plain(str(cell.value))[:40]

    def hidden(self, at: int) -> bool:
        """Whether nobody sees a row."""
        return bool(self.paper.row_dimensions[at].hidden)

    def address(self, at: int, column: str) -> str:
        """`지출!D14`."""
        return f"{self.title}!{column}{at}"

    def refusal(self, at: int, column: str, message: str, tip: str) -> Refusal:
        """What is wrong with a cell, with a row where `column` is "", with the sheet where `at` is 0."""
        return Refusal(self.title, at, column, message, tip)


def grids(book: Any, refusals: list[Refusal]) -> dict[str, Grid]:
    """File → its sheet, for every sheet that can be read; what is wrong with the others and with strange ones."""
    papers = {paper.title.strip(): paper for paper in book.worksheets}
    missing = [sheet.title for sheet in SHEETS if sheet.title not in papers]
    known = {GUIDE, LISTS, MEMORY, *(sheet.title for sheet in SHEETS)}
    for title, paper in papers.items():
        if title not in known and _has_values(paper):
            near = did_you_mean(title, missing or [sheet.title for sheet in SHEETS])
            perhaps = f" 혹시 ‘{near}’인가요?" if near else ""
            tip = "받은 파일의 시트에만 적고, 이 시트는 지우거나 이름을 되돌리세요."
            refusals.append(Refusal(title, 0, "", f"모르는 시트입니다.{perhaps}", tip))
    for title in missing:
        tip = "시트 이름을 되돌리거나, 새로 받은 파일에 옮겨 적으세요."
        refusals.append(Refusal(title, 0, "", "시트가 없습니다.", tip))
    found = {}
    for sheet in SHEETS:
        if sheet.title in papers and (grid := _grid(papers[sheet.title], sheet, refusals)):
            found[sheet.file] = grid
    return found


def _has_values(paper: Any) -> bool:
    return any(
        value is not None for row in paper.iter_rows(values_only=True, max_row=_MOST_ROWS) for value in row
    )


def _grid(paper: Any, sheet: LedgerSheet, refusals: list[Refusal]) -> Grid | None:
    def refuse(row: int, column: str, message: str, tip: str) -> None:
        refusals.append(Refusal(sheet.title, row, column, message, tip))

    if paper.max_row > _MOST_ROWS:
        refuse(0, "", f"행이 {_MOST_ROWS:,}개를 넘습니다.", "아래쪽 빈 행을 지우고 다시 저장하세요.")
        return None
    for merged in paper.merged_cells.ranges:
        corner = paper.cell(merged.min_row, merged.min_col)
        message = f"병합한 칸이 있습니다: {merged.coord}."
        refuse(merged.min_row, corner.column_letter, message, "병합을 풀고 칸마다 적으세요.")
    names = [column.name for column in sheet.columns]
    at, written = _code_row(paper, names)
    if not at:
        tip = "새로 받은 파일에 새 행만 옮겨 적으세요."
        refuse(0, "", "열 이름이 있는 행을 찾을 수 없습니다.", tip)
        return None
    if not _names_are_right(paper, sheet, at, written, refuse):
        return None
    sound = True
    for number, column in enumerate(sheet.columns, FIRST):
        head = paper.cell(at - 1, number) if at > 1 else None
        text = plain(str(head.value or "")) if head is not None else ""
        if squash(text) != squash(column.head):
            message = f"머리글이 바뀌었습니다: ‘{text}’."
            tip = f"{josa(f'‘{column.head}’', '으로/로')} 되돌리고, 그 열의 값이 이 뜻과 단위로 적혔는지 확인하세요."
            refuse(max(at - 1, 1), paper.cell(at, number).column_letter, message, tip)
            sound = False
    hidden = frozenset(
        number
        for dimension in paper.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
    return Grid(sheet.title, paper, sheet.columns, at + 1, hidden) if sound else None


def _code_row(paper: Any, names: list[str]) -> tuple[int, list[str]]:
    """The row that holds most of the columns' names, and its texts; (0, []) where none holds two."""
    best: tuple[int, int, list[str]] = (1, 0, [])
    for at in range(1, min(paper.max_row, _HEADS_WITHIN) + 1):
        texts = [
            plain(str(paper.cell(at, number).value or "")) for number in range(1, FIRST + len(names) + 5)
        ]
        held = len(set(names) & set(texts))
        if held > best[0]:
            best = (held, at, texts)
    return best[1], best[2]


def _names_are_right(paper: Any, sheet: LedgerSheet, at: int, written: list[str], refuse: Any) -> bool:
    """Whether every column's name stands over its own column."""
    wanted = [column.name for column in sheet.columns]
    actual = written[FIRST - 1 :]
    if actual[: len(wanted)] == wanted and not any(actual[len(wanted) :]):
        return True
    letter = [paper.cell(at, number).column_letter for number in range(1, FIRST + len(written))]
    told = False
    for number, name in enumerate(written[1:], 1):
        if name and name not in wanted:
            perhaps = nearest(name, [each for each in wanted if each not in written]).ko
            refuse(
                at,
                letter[number],
                f"모르는 열입니다: ‘{name}’.{perhaps}",
                "열을 끼우거나 이름을 바꾸지 마세요.",
            )
            told = True
    for name in wanted:
        if name not in written:
            head = next(column.head for column in sheet.columns if column.name == name)
            refuse(at, "", f"열이 없습니다: {name}({head.removesuffix(' *')}).", "지운 열을 되돌리세요.")
            told = True
    if not told:
        right = next(n for n, (have, want) in enumerate(zip(actual, wanted, strict=False)) if have != want)
        found = f"‘{actual[right]}’" if actual[right] else "빈칸"
        message = f"열이 밀렸거나 순서가 다릅니다: ‘{wanted[right]}’ 자리에 {found}."
        refuse(
            at,
            letter[FIRST - 1 + right],
            message,
            "열을 끼우거나 옮기지 마세요. 새로 받은 파일에 옮겨 적으세요.",
        )
    return False
