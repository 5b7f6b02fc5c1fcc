"""What HTML, DOCX and HWPX have in common: paragraphs, and tables whose cells hold paragraphs and tables again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from macros.intake.document import Block, Cell, Line, Row, Table
from macros.intake.reading.refusal import Unreadable, too_large
from macros.intake.reading.wording import tidy

MOST_CELLS = 20_000
DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables or inside a cell; each of its lines becomes a Line."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell where it starts, with the rows and columns that it covers."""

    row: int
    column: int
    content: tuple[Part, ...]
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table; rows are counted from 0, also those without a cell of their own."""

    pieces: tuple[Piece, ...]


Part: TypeAlias = Paragraph | RawTable


def too_deep() -> Unreadable:
    """For tables in tables in tables."""
    return too_large("표나 목록이 너무 깊이 겹쳐 있습니다.")


def as_blocks(parts: Iterable[Part]) -> tuple[Block, ...]:
    """Lines at `3번째 문단`, rows at `표 2의 1행`; both count what is there to see. Raises Unreadable where it is too much."""
    return tuple(_Numbered().blocks(parts))


class _Numbered:
    def __init__(self) -> None:
        self._lines = self._tables = self._cells = 0

    def blocks(self, parts: Iterable[Part]) -> Iterable[Block]:
        for part in parts:
            if isinstance(part, RawTable):
                yield from self._table(part)
            else:
                for text in tidy(part.text).split("\n"):
                    if text:
                        self._lines += 1
                        yield Line(f"{self._lines}번째 문단", text, part.depth)

    def _table(self, table: RawTable) -> Iterable[Block]:
        if len(table.pieces) == 1:
            yield from self.blocks(table.pieces[0].content)
            return
        inner = [part for piece in table.pieces for part in piece.content if isinstance(part, RawTable)]
        if any(_text(piece) for piece in table.pieces) or not inner:
            self._tables += 1
            at = f"표 {self._tables}의"
            rows = tuple(Row(f"{at} {row + 1}행", cells) for row, cells in self._rows(table.pieces) if cells)
            if rows:
                yield Table(rows, exact=len({len(row.cells) for row in rows}) == 1)
        yield from self.blocks(inner)

    def _rows(self, pieces: Sequence[Piece]) -> Iterable[tuple[int, tuple[Cell, ...]]]:
        self._cells += sum(piece.down * piece.across for piece in pieces)
        if self._cells > MOST_CELLS:
            raise too_large(f"표의 칸이 {MOST_CELLS:,}개보다 많습니다.")
        places: dict[tuple[int, int], Cell] = {}
        for piece in pieces:
            text = _text(piece)
            for row in range(piece.row, piece.row + piece.down):
                for column in range(piece.column, piece.column + piece.across):
                    first = (row, column) == (piece.row, piece.column)
                    if first and (row, column) in places and not places[row, column].spanned:
                        raise _crossed()
                    # where two cells claim one place, the one that starts there is seen
                    if first or (row, column) not in places:
                        places[row, column] = Cell(text, spanned=not first)
        widths: dict[int, int] = {}
        for row, column in places:
            widths[row] = max(widths.get(row, 0), column + 1)
        if sum(widths.values()) > MOST_CELLS:
            raise too_large("표의 칸 번호가 너무 큽니다.")
        for row in sorted(widths):
            yield row, tuple(places.get((row, column), Cell("")) for column in range(widths[row]))


def _crossed() -> Unreadable:
    return Unreadable(
        "표의 두 칸이 같은 자리를 차지해 읽을 수 없습니다. 원래 프로그램에서 표를 확인하고 다시 저장하세요."
    )


def _text(piece: Piece) -> str:
    lines = (tidy(part.text) for part in piece.content if isinstance(part, Paragraph))
    return "\n".join(line for line in lines if line)
