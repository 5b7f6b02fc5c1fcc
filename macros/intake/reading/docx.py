"""DOCX: headers, body, notes and footers in this order, as Word shows them with every tracked change accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from lxml import etree

from macros.intake.document import Block
from macros.intake.reading.layout import Paragraph, Part, Piece, RawTable, as_blocks
from macros.intake.reading.refusal import damaged
from macros.intake.reading.wording import Depths, indentation

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# deleted and moved-away text, properties, field codes; a drawing is there twice, once for old programs
_LEFT_OUT = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "pPr",
    "rPr",
    "sdtPr",
    "sdtEndPr",
    "Fallback",
}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_POINT = 20  # twips
_BROKEN = (
    OpcError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
)

_ListLevel = Callable[[Any], int | None]


def docx_blocks(data: bytes) -> tuple[Block, ...]:
    """The blocks of a document. Raises Unreadable where it is damaged."""
    try:
        package = docx.Document(io.BytesIO(data))
        body = package.element.body
        stories = _stories(package.part)
        level = _list_levels(package.part._styles_part.element)
    except _BROKEN:
        raise damaged("DOCX") from None
    roots = [*stories("header"), body, *stories("footnotes"), *stories("endnotes"), *stories("footer")]
    if body is None or any(root.getroottree().docinfo.internalDTD is not None for root in roots):
        raise damaged("DOCX")
    return as_blocks(part for root in roots for part in _parts(root, level, Depths()))


def _stories(part: Any) -> Callable[[str], list[Any]]:
    """The roots of the parts beside the body, by kind."""
    found: dict[str, list[Any]] = {}
    for kind in ("header", "footer", "footnotes", "endnotes"):
        wanted = getattr(RELATIONSHIP_TYPE, kind.upper())
        targets = [
            each.target_part for each in part.rels.values() if each.reltype == wanted and not each.is_external
        ]
        found[kind] = [parse_xml(each.blob) for each in targets]
    return lambda kind: found[kind]


def _parts(holder: Any, level: _ListLevel, depths: Depths) -> Iterator[Part]:
    for each in holder:
        name = _name(each)
        if name == "p":
            yield from _paragraph(each, level, depths)
        elif name == "tbl":
            yield _table(each, level)
        elif name not in _LEFT_OUT:
            yield from _parts(each, level, depths)  # content controls, insertions, notes


def _paragraph(paragraph: Any, level: _ListLevel, depths: Depths) -> Iterator[Part]:
    """Its text, then what its text boxes hold."""
    boxes: list[Any] = []
    text = "".join(_text(paragraph, boxes))
    listed = level(paragraph)
    if listed is None:
        listed = depths.of(_left(paragraph) + indentation(text)) if text.strip() else 0
    yield Paragraph(text, listed)
    for box in boxes:
        yield from _parts(box, level, Depths())


def _text(element: Any, boxes: list[Any]) -> Iterator[str]:
    for each in element:
        name = _name(each)
        if name == "t":
            yield each.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "sym":
            yield _sign(each)
        elif name == "txbxContent":
            boxes.append(each)
        elif name not in _LEFT_OUT:
            yield from _text(each, boxes)


def _table(table: Any, level: _ListLevel) -> RawTable:
    pieces: list[Piece] = []
    above: dict[int, int] = {}  # column → the cell that may reach further down
    for number, row in enumerate(_inside(table, "tr")):
        column = _value(row, "trPr/gridBefore", 0)
        now: dict[int, int] = {}
        for cell in _inside(row, "tc"):
            across = _value(cell, "tcPr/gridSpan", 1) or 1
            content = tuple(_parts(cell, level, Depths()))
            blank = not any(isinstance(part, RawTable) or part.text.strip() for part in content)
            if _goes_on(cell, "vMerge") and blank and column in above:
                upper = pieces[above[column]]
                pieces[above[column]] = Piece(
                    upper.row, upper.column, upper.content, number - upper.row + 1, upper.across
                )
                now[column] = above[column]
            elif _goes_on(cell, "hMerge") and blank and pieces and pieces[-1].row == number:
                left = pieces[-1]
                pieces[-1] = Piece(number, left.column, left.content, left.down, left.across + across)
            else:
                now[column] = len(pieces)
                pieces.append(Piece(number, column, content, across=across))
            column += across
        above = now
    return RawTable(tuple(pieces))


def _inside(holder: Any, wanted: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls, without those whose deletion is tracked."""
    for each in holder:
        name = _name(each)
        if name == wanted:
            if each.find(f"{_W}trPr/{_W}del") is None and each.find(f"{_W}tcPr/{_W}cellDel") is None:
                yield each
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(each, wanted)


def _list_levels(styles: Any) -> _ListLevel:
    """Tells 1 for an item of the outermost list, None for a paragraph that is in no list, also through its style."""
    by_id = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
    named = {each.getparent(): each.get(f"{_W}val", "") for each in styles.iter(f"{_W}name")}

    def level(paragraph: Any) -> int | None:
        holder, seen = paragraph, set[str]()
        while holder is not None:
            numbering = holder.find(f"{_W}pPr/{_W}numPr")
            if numbering is not None:
                # Word's own styles of deeper lists say so in their names only
                own = re.fullmatch(r"List (?:Bullet|Number) ([2-5])", named.get(holder, ""))
                deep = int(own[1]) if own else 1
                return (
                    None
                    if _value(numbering, "numId", 1) == 0
                    else max(_value(numbering, "ilvl", 0) + 1, deep)
                )
            based = holder.find(f"{_W}pPr/{_W}pStyle" if holder is paragraph else f"{_W}basedOn")
            name = None if based is None else based.get(f"{_W}val")
            if name is None or name in seen:
                return None
            seen.add(name)
            holder = by_id.get(name)
        return None

    return level


def _left(paragraph: Any) -> float:
    """Where its first line starts, in blanks of 5 points."""
    indent = paragraph.find(f"{_W}pPr/{_W}ind")
    if indent is None:
        return 0
    left = _digits(indent.get(f"{_W}left") or indent.get(f"{_W}start"))
    first = _digits(indent.get(f"{_W}firstLine")) - _digits(indent.get(f"{_W}hanging"))
    return max(0, left + first) / (5 * _POINT)


def _goes_on(cell: Any, merge: str) -> bool:
    found = cell.find(f"{_W}tcPr/{_W}{merge}")
    return found is not None and found.get(f"{_W}val", "continue") == "continue"


def _value(element: Any, path: str, otherwise: int) -> int:
    found = element.find("/".join(f"{_W}{each}" for each in path.split("/")))
    text = None if found is None else found.get(f"{_W}val")
    return otherwise if text is None else _digits(text)


def _digits(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _sign(symbol: Any) -> str:
    try:
        return chr(int(symbol.get(f"{_W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
