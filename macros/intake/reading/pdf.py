"""PDF: ruled tables as grids, every other line of text in reading order, page by page. Pictures are not read."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.table import merge_edges
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from macros.intake.document import Block, Cell, Line, Row, Table
from macros.intake.reading.refusal import Unreadable, damaged, locked, too_large
from macros.intake.reading.wording import Depths, tidy

# the library tells its log what it also raises
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfplumber").addHandler(logging.NullHandler())

MOST_PAGES = 40
MOST_SIGNS = 20_000
MOST_RULES = 4_000
LARGEST_INSIDE = 100_000_000
_NEAR = 3  # points
# what the library raises on broken files beside its own exceptions
_BROKEN = (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, NotImplementedError, ArithmeticError, RecursionError, struct.error, zlib.error, EOFError)  # fmt: skip

Rule: TypeAlias = dict[str, Any]  # one ruled line as pdfplumber gives it
Sign: TypeAlias = dict[str, Any]  # one letter as pdfplumber gives it, in points from the top left
Box: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class _Printed:
    """One line of text with its place."""

    text: str
    left: float
    top: float
    words: tuple[Sign, ...]


def pdf_blocks(data: bytes) -> tuple[Block, ...]:
    """Lines at `2쪽 14행`, rows at `2쪽 표 1의 3행`. Raises Unreadable, also for scanned pages."""
    _refuse_bomb(data)
    try:
        with PDF(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise too_large(f"PDF가 {MOST_PAGES}쪽보다 깁니다.")
            return tuple(block for page in pdf.pages for block in _page(page))
    except _BROKEN as error:
        if any(isinstance(each, PDFPasswordIncorrect) for each in (error, *error.args)):
            raise locked("PDF") from None
        raise damaged("PDF") from None


def _page(page: Any) -> Iterator[Block]:
    if len(page.chars) > MOST_SIGNS or len(page.edges) > MOST_RULES:
        raise too_large(f"PDF {page.page_number}쪽에 글자나 선이 너무 많습니다.")
    signs = page.dedupe_chars(extra_attrs=()).chars
    _refuse_scan(page, signs)
    sides = {"explicit_vertical_lines": list(_open_sides(page.edges))}
    tables = [each for each in page.find_tables(sides) if len(each.cells) > 1]
    grids: list[tuple[float, Table]] = []
    # a table in a cell takes its letters first
    for found in sorted(tables, key=lambda each: _area(each.bbox)):
        inside, signs = _shared(signs, found.bbox)
        grids.append((found.bbox[1], _grid(found.cells, inside)))
    lines = _lines(signs)
    yield from _in_order(page.page_number, sorted(grids, key=lambda each: each[0]), lines)


def _open_sides(edges: Sequence[Rule]) -> Iterator[Rule]:
    """Korean tables are often open at the left and right: the ends of two rules with columns between them close them."""
    joined = merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR)
    across = sorted(
        (each for each in joined if each["orientation"] == "h"), key=lambda each: float(each["top"])
    )
    down = [each for each in joined if each["orientation"] == "v"]
    for place, upper in enumerate(across):
        left, right, top = upper["x0"], upper["x1"], upper["top"]
        ends = (
            each
            for each in across[place + 1 :]
            if max(abs(each["x0"] - left), abs(each["x1"] - right)) < _NEAR
        )
        bottom = next((each["top"] for each in ends), None)
        if bottom is not None and any(
            left + _NEAR < each["x0"] < right - _NEAR
            and each["top"] < top + _NEAR
            and each["bottom"] > bottom - _NEAR
            for each in down
        ):
            for x in (left, right):
                line = {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom}
                yield {**line, "width": 0, "height": bottom - top}


def _in_order(page: int, grids: Sequence[tuple[float, Table]], lines: Sequence[_Printed]) -> Iterator[Block]:
    margin = min((line.left for line in lines), default=0)
    depths = Depths(slack=4)
    waiting = list(grids)
    numbers = {id(table): number for number, (_, table) in enumerate(grids, 1)}
    for number, line in enumerate(lines, 1):
        while waiting and waiting[0][0] <= line.top:
            yield _named(page, numbers, waiting.pop(0)[1])
        yield Line(f"{page}쪽 {number}행", line.text, depths.of(line.left - margin))
    for _, table in waiting:
        yield _named(page, numbers, table)


def _named(page: int, numbers: dict[int, int], table: Table) -> Table:
    at = f"{page}쪽 표 {numbers[id(table)]}의"
    return Table(tuple(Row(f"{at} {row.at}", row.cells) for row in table.rows), table.exact)


def _grid(cells: Sequence[Box], signs: Sequence[Sign]) -> Table:
    """Exact if the rules close every place of the grid and no text stands as if a rule were missing."""
    columns, rows = _edges(cells, 0), _edges(cells, 1)
    places: dict[tuple[int, int], Cell] = {}
    exact = True
    for x0, top, x1, bottom in cells:
        lines = _lines(
            each for each in signs if x0 <= _middle(each)[0] < x1 and top <= _middle(each)[1] < bottom
        )
        text = "\n".join(line.text for line in lines)
        left, right = bisect_right(columns, x0 + 1) - 1, bisect_right(columns, x1 - 1)
        upper, lower = bisect_right(rows, top + 1) - 1, bisect_right(rows, bottom - 1)
        exact = exact and not _looks_divided(lines, columns[left + 1 : right], rows[upper + 1 : lower])
        for row in range(upper, lower):
            for column in range(left, right):
                exact = exact and (row, column) not in places
                places[row, column] = Cell(text, spanned=(row, column) != (upper, left))
    width, height = len(columns) - 1, len(rows) - 1
    exact = exact and len(places) == width * height
    return Table(
        tuple(
            Row(f"{row + 1}행", tuple(places.get((row, column), Cell("")) for column in range(width)))
            for row in range(height)
        ),
        exact,
    )


def _edges(cells: Iterable[Box], axis: int) -> list[float]:
    """Where columns (0) or rows (1) start and end; rules that are 2 points apart are one."""
    found = sorted({each for cell in cells for each in (cell[axis], cell[axis + 2])})
    return [each for place, each in enumerate(found) if place == 0 or each - found[place - 1] > 2]


def _looks_divided(lines: Sequence[_Printed], columns: Sequence[float], rows: Sequence[float]) -> bool:
    """Whether a merged cell holds words on both sides of an inner edge with a gap between them."""
    for line in lines:
        for left, right in pairwise(line.words):
            wide = right["x0"] - left["x1"] > 1.5 * (left["bottom"] - left["top"])
            if wide and any(left["x1"] <= edge <= right["x0"] for edge in columns):
                return True
    for upper, lower in pairwise(lines):
        bottom = max(word["bottom"] for word in upper.words)
        height = bottom - upper.top
        if lower.top - bottom > height and any(bottom <= edge <= lower.top for edge in rows):
            return True
    return False


def _lines(signs: Iterable[Sign]) -> tuple[_Printed, ...]:
    """Letters → lines from the top down, each from left to right."""
    words = extract_words(list(signs), x_tolerance_ratio=0.25, y_tolerance=2, keep_blank_chars=True)
    rows: list[list[Sign]] = []
    for word in sorted(words, key=lambda each: (_middle(each)[1], each["x0"])):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(_middle(word)[1] - _middle(last)[1]) < 0.35 * _height(word, last):
            rows[-1].append(word)
        else:
            rows.append([word])
    found = []
    for row in rows:
        row.sort(key=lambda each: each["x0"])
        if text := tidy(" ".join(each["text"].strip() for each in row)).replace("\n", " "):
            top = min(each["top"] for each in row)
            found.append(_Printed(text, row[0]["x0"], top, tuple(row)))
    return tuple(found)


def _shared(signs: Sequence[Sign], box: Box) -> tuple[list[Sign], list[Sign]]:
    """Letters inside the box, letters outside it."""
    inside: list[Sign] = []
    outside: list[Sign] = []
    for sign in signs:
        x, y = _middle(sign)
        (inside if box[0] <= x < box[2] and box[1] <= y < box[3] else outside).append(sign)
    return inside, outside


def _middle(sign: Sign) -> tuple[float, float]:
    return (sign["x0"] + sign["x1"]) / 2, (sign["top"] + sign["bottom"]) / 2


def _height(*words: Sign) -> float:
    return float(min(word["bottom"] - word["top"] for word in words))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _refuse_scan(page: Any, signs: Sequence[Sign]) -> None:
    if any(sign["text"].strip() for sign in signs):
        return
    if any(
        2 * _area((each["x0"], each["top"], each["x1"], each["bottom"])) > page.width * page.height
        for each in page.images
    ):
        raise Unreadable(
            f"PDF {page.page_number}쪽은 스캔한 그림이라 글자가 없습니다(글자 인식을 하지 않습니다)."
            " 글자가 든 원본(HWPX, DOCX, PDF)을 쓰세요."
        )


def _refuse_bomb(data: bytes) -> None:
    """The library unpacks without a bound, so each packed stream is first unpacked within one."""
    left = LARGEST_INSIDE
    for found in re.finditer(rb"stream\r?\n(?=\x78)", data):
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else None]
        while packed.startswith(b"\x78") and left > 0:
            try:
                packed = zlib.decompressobj().decompress(packed, left)
            except zlib.error:
                break
            left -= len(packed)
    if left <= 0:
        raise too_large("압축을 풀면 파일이 지나치게 큽니다.")
