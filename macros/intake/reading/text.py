"""Plain text and Markdown: tables of tabs and of pipes, HTML tables inside; everything else is a line."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from macros.intake.document import Block, Cell, Line, Row, Table
from macros.intake.reading.layout import MOST_CELLS
from macros.intake.reading.refusal import too_large
from macros.intake.reading.wording import Depths, indentation, tidy

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_STRONG = re.compile(r"(?<![\\*])\*\*(?=[^\s*])(.{1,200}?)(?<=[^\s\\*])\*\*(?!\*)")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.I)
_ITEM = re.compile(
    r"(?:[-*+•·∙‧○●◦□■◇◆▪▫▶▷➤☞※ㅇㆍ\ue000-\uf8ff]|[①-⑳]"
    r"|\(?(?:\d{1,2}|[가나다라마바사아자차카타파하]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])[.)])[\t ]+"
)
_RULE = re.compile(r"\s*(?=.*--|.*==|.*:-|.*\|\s*-)[|+]?[\s:=-]*([|+][\s:=-]*)*$")
_HTML_TABLE = re.compile(r"<(/?)table\b", re.I)
LONGEST = 1_000_000


def text_blocks(text: str) -> tuple[Block, ...]:
    """Lines and tables at `12행`, the number that an editor shows. Tables are as typed: short rows stay short."""
    if len(text) > LONGEST or text.count("\t") + text.count("|") > MOST_CELLS:
        raise too_large("글이나 표가 너무 깁니다.")
    return tuple(_blocks(re.split(r"\r\n|\r|\n", text)))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    depths = Depths()
    starts = _html_tables(lines)
    place = 0
    while place < len(lines):
        line = lines[place]
        if place in starts:
            yield from _html_table(lines, place, starts[place])
            place = starts[place]
        elif past := _end_of_tabs(lines, place):
            yield _rows(lines, place, past, lambda each: each.split("\t"))
            place = past
        elif past := _end_of_pipes(lines, place):
            yield _rows(lines, place, past, _between_pipes)
            place = past
        else:
            if text := tidy(_meant(line)).replace("\n", " "):
                yield Line(f"{place + 1}행", text, depths.of(indentation(line)))
            place += 1


def _rows(lines: Sequence[str], start: int, past: int, cells: Callable[[str], Sequence[str]]) -> Table:
    rows = (
        Row(f"{number}행", tuple(_cell(each) for each in cells(line)))
        for number, line in enumerate(lines[start:past], start + 1)
        if "\t" in line or not _is_rule(line)
    )
    return Table(tuple(rows), exact=False)


def _end_of_tabs(lines: Sequence[str], start: int) -> int | None:
    """Past the last row of the table that starts with this line; None where no table starts.

    Tabs that only indent, or that stand between a bullet and its text, make no table.
    """
    if "\t" not in lines[start] or (lines[start].strip() and _is_text(lines[start])):
        return None
    past = start
    while (
        past < len(lines) and "\t" in lines[past] and not (lines[past][0] == "\t" and _is_item(lines[past]))
    ):
        past += 1
    filled = (line for line in lines[start:past] if line.strip())
    return past if any(not _is_text(line) for line in filled) else None


def _is_text(line: str) -> bool:
    return "\t" not in line.strip(" ").lstrip("\t ") or _is_item(line)


def _is_item(line: str) -> bool:
    text = line.strip()
    mark = _ITEM.match(text)
    rest = text[mark.end() :] if mark else ""
    return "\t" not in rest and any(each.isalnum() for each in rest)


def _end_of_pipes(lines: Sequence[str], start: int) -> int | None:
    """As for tabs: a line between pipes, or one with a pipe above a line of dashes, starts a table."""
    line = lines[start].strip()
    below = lines[start + 1] if start + 1 < len(lines) else ""
    closed = len(line) > 1 and line[0] == line[-1] == "|"
    if "|" not in line or not (closed or _is_rule(below)):
        return None
    past = start
    while past < len(lines) and ("|" in lines[past] or _is_rule(lines[past])):
        past += 1
    return past


def _between_pipes(line: str) -> Sequence[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return re.split(r"(?<!\\)\|", inner)


def _is_rule(line: str) -> bool:
    return bool(("|" in line or "+" in line) and _RULE.match(line))


def _html_tables(lines: Sequence[str]) -> dict[int, int]:
    """Line on which an HTML table starts → past the line on which it ends: so converters write merged cells."""
    found: dict[int, int] = {}
    start = depth = 0
    for number, line in enumerate(lines):
        if depth == 0:
            start = number
            if line.lstrip()[:6].lower() != "<table":
                continue
        depth += sum(-1 if each[1] else 1 for each in _HTML_TABLE.finditer(line))
        if depth <= 0:
            found[start] = number + 1
            depth = 0
    return found


def _html_table(lines: Sequence[str], start: int, past: int) -> Iterator[Block]:
    from macros.intake.reading.html import html_blocks

    for block in html_blocks("\n".join(lines[start:past])):
        if isinstance(block, Table):
            rows = (Row(f"{start + 1}행부터의 {row.at}", row.cells) for row in block.rows)
            yield Table(tuple(rows), block.exact)
        else:
            yield Line(f"{start + 1}행", block.text, block.depth)


def _cell(text: str) -> Cell:
    return Cell(tidy(_meant(_BREAK.sub("\n", text))))


def _meant(text: str) -> str:
    """Without the marks of Markdown that are no text: escapes, entities, strong."""
    return _ESCAPED.sub(lambda found: found[1] or html.unescape(found[0]), _STRONG.sub(r"\1", text))
