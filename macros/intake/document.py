"""A document as its readers see it, whatever its format: lines and tables in reading order, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Line:
    """One line outside tables, in NFC, blanks at its ends taken off, marks such as `-` or `□` kept.

    `at` tells a person where it stands: `12행`, `2쪽 14행`, `5번째 문단`. `depth` is how far it is indented or how
    deep in lists it stands, 0 where the format does not say.
    """

    at: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed. `spanned`: covered by a merged cell that starts to the left or above; `text` is that one's."""

    text: str
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as many cells as it has."""

    at: str
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells as printed, spanned ones too."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `exact`: the format itself places every cell (DOCX, HWPX, HTML); else rows may be ragged or shifted."""

    rows: tuple[Row, ...]
    exact: bool


Block: TypeAlias = Line | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its file name."""

    name: str
    blocks: tuple[Block, ...]
