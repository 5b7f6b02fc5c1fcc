"""HTML pages: blocks of text and tables as a browser shows them, without running or fetching anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from macros.intake.document import Block
from macros.intake.reading.layout import DEEPEST, Paragraph, Part, Piece, RawTable, as_blocks, too_deep
from macros.intake.reading.refusal import damaged, too_large

_LEFT_OUT = {"script", "style", "template", "head", "iframe", "object", "svg", "canvas", "noframes"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "ul", "caption"}  # fmt: skip
_LISTS = {"ul", "ol", "menu", "dir"}
_GROUPS = {"thead", "tbody", "tfoot"}
_WIDEST, _TALLEST = 1000, 65_534  # what HTML allows


def html_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page. Raises Unreadable where its tags make no document."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        raise damaged("HTML") from None
    if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
        # what stands past a limit of the parser would be lost without a word
        raise too_large("표나 목록이 너무 깊이 겹쳐 있거나 글이 너무 깁니다.")
    if root is None:
        return ()
    return as_blocks(_Walk().parts(root))


class _Walk:
    """Collects running text until a block starts or ends."""

    def __init__(self, depth: int = 0, level: int = 0) -> None:
        self._running: list[str] = []
        self._depth = depth
        self._level = level

    def parts(self, element: Any) -> tuple[Part, ...]:
        found = tuple(self._element(element, kept=False))
        return (*found, *self._flush())

    def _flush(self) -> Iterator[Paragraph]:
        text = "".join(self._running)
        self._running.clear()
        if text.strip():
            yield Paragraph(text, self._depth)

    def _element(self, element: Any, *, kept: bool) -> Iterator[Part]:
        self._level += 1
        if self._level > DEEPEST:
            raise too_deep()
        kept = kept or element.tag == "pre"
        self._say(element.text, kept)
        for child in element:
            yield from self._child(child, kept)
            self._say(child.tail, kept)
        self._level -= 1

    def _child(self, child: Any, kept: bool) -> Iterator[Part]:
        tag = child.tag
        if tag in _LEFT_OUT:
            return
        if tag == "br":
            self._running.append("\n")
        elif tag == "table":
            yield from self._flush()
            yield from self._table(child)
        elif tag in _BLOCKS:
            yield from self._flush()
            self._depth += tag in _LISTS
            yield from self._element(child, kept=kept)
            yield from self._flush()
            self._depth -= tag in _LISTS
        else:
            yield from self._element(child, kept=kept)

    def _say(self, text: str | None, kept: bool) -> None:
        if text:
            self._running.append(text if kept else re.sub(r"[ \t\r\n\f]+", " ", text))

    def _table(self, table: Any) -> Iterator[Part]:
        """The caption and what stands between cells first, then the grid."""
        pieces: list[Piece] = []
        first = 0
        for group in _row_groups(table):
            rows = []
            for row in group:
                if row.tag in ("td", "th"):
                    rows.append([row])  # a cell without a row
                    continue
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                yield from _Walk(self._depth, self._level).stray(row)
                rows.append(cells)
            pieces += self._placed(rows, first)
            first += len(rows)
        for holder in (table, *(each for each in table if each.tag in _GROUPS)):
            yield from _Walk(self._depth, self._level).stray(holder)
        if pieces:
            yield RawTable(tuple(pieces))

    def stray(self, holder: Any) -> Iterator[Part]:
        """What stands in a table outside its cells."""
        self._say(holder.text, kept=False)
        for child in holder:
            if child.tag not in {*_GROUPS, "tr", "td", "th", "colgroup", "col"}:
                yield from self._child(child, kept=False)
            self._say(child.tail, kept=False)
        yield from self._flush()

    def _placed(self, rows: list[list[Any]], first: int) -> Iterator[Piece]:
        """Cells pushed to the right of those that reach down from above, as browsers do; no cell leaves its group."""
        until: dict[int, int] = {}
        for number, cells in enumerate(rows):
            column = 0
            for cell in cells:
                while until.get(column, 0) > number:
                    column += 1
                across = _number(cell.get("colspan"), _WIDEST) or 1
                reach = _number(cell.get("rowspan", "1"), _TALLEST)
                down = min(reach if reach else len(rows), len(rows) - number)
                for each in range(column, column + across):
                    until[each] = max(until.get(each, 0), number + down)
                content = _Walk(level=self._level).parts(cell)
                yield Piece(first + number, column, content, down, across)
                column += across


def _row_groups(table: Any) -> list[list[Any]]:
    """Rows and stray cells, group by group; a foot comes last wherever it is written."""
    groups: list[tuple[bool, list[Any]]] = []
    loose: list[Any] = []
    for child in table:
        if child.tag in _GROUPS:
            loose = []
            rows = [each for each in child if each.tag in ("tr", "td", "th")]
            groups.append((child.tag == "tfoot", rows))
        elif child.tag in ("tr", "td", "th"):
            if not loose:
                groups.append((False, loose))
            loose.append(child)
    return [rows for _, rows in sorted(groups, key=lambda each: each[0])]


def _number(text: str | None, most: int) -> int:
    """As browsers read a span: leading digits, 1 where there are none."""
    digits = re.match(r"\s*\+?(\d{1,9})", text or "")
    return min(int(digits[1]), most) if digits else 1
