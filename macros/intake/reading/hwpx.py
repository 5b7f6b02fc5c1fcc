"""HWPX: its sections in order, as 한글 shows them with every tracked change accepted."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from hwpx.opc.package import HwpxPackage, HwpxPackageError, RootFile, VersionInfo
from hwpx.opc.relationships import parse_container_rootfiles
from hwpx.opc.xml_utils import parse_xml
from lxml import etree

from macros.intake.document import Block
from macros.intake.reading.layout import Paragraph, Part, Piece, RawTable, as_blocks
from macros.intake.reading.refusal import damaged, locked
from macros.intake.reading.wording import Depths, indentation

# the library tells its log what it also raises
logging.getLogger("hwpx").addHandler(logging.NullHandler())

_BREAKS = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
# settings, field commands, comments that are not printed, page numbers
_LEFT_OUT = {"secPr", "linesegarray", "fieldBegin", "hiddenComment", "shapeComment", "pageNum", "case"}
_ALSO_TEXT = {"mainText", "subText", "script", "text"}
_BLANK = 500  # HWPUNIT: half of a letter of 10 points
_BROKEN = (HwpxPackageError, etree.XMLSyntaxError, ValueError, KeyError, IndexError)

_Levels = Mapping[str, tuple[int | None, float]]


def hwpx_blocks(parts: Mapping[str, bytes]) -> tuple[Block, ...]:
    """The blocks of a document, from its parts by name. Raises Unreadable where it is damaged or asks for a password."""
    try:
        roots = parse_container_rootfiles(parse_xml(parts[HwpxPackage.CONTAINER_PATH]))
        files = [RootFile(each.full_path, each.media_type) for each in roots]
        package = HwpxPackage(dict(parts), files, VersionInfo.default(), HwpxPackage.DEFAULT_MIMETYPE)
        if _is_locked(package):
            raise locked("HWPX")
        levels = _levels(package.get_xml(each) for each in package.header_paths())
        sections = [package.get_xml(each) for each in package.section_paths()]
    except _BROKEN:
        raise damaged("HWPX") from None
    if not sections:
        raise damaged("HWPX")
    return as_blocks(part for section in sections for part in _Reader(levels).parts(section))


def _is_locked(package: HwpxPackage) -> bool:
    manifest = "META-INF/manifest.xml"
    return package.has_part(manifest) and b"encryption-data" in package.get_part(manifest)


def _levels(headers: Iterator[Any]) -> _Levels:
    """Of each paragraph shape its level in a list, None outside lists, and how far it is indented."""
    found = {}
    for header in headers:
        for shape in header.iter("{*}paraPr"):
            heading = shape.find("{*}heading")
            listed = heading is not None and heading.get("type") in ("BULLET", "NUMBER")
            left, first = (_number(shape.find(f".//{{*}}margin/{{*}}{each}")) for each in ("left", "intent"))
            level = _digits(heading.get("level")) + 1 if listed and heading is not None else None
            found[shape.get("id", "")] = (level, max(0, left + max(0, first)) / _BLANK)
    return found


class _Reader:
    """Knows, while it walks, whether it stands between the marks of deleted text."""

    def __init__(self, levels: _Levels) -> None:
        self._levels = levels
        self._deleted = False

    def parts(self, holder: Any) -> Iterator[Part]:
        """What a section, a cell, a box or a note holds."""
        depths = Depths()
        for paragraph in holder.iterfind("{*}p"):
            yield from self._paragraph(paragraph, depths)

    def _paragraph(self, paragraph: Any, depths: Depths) -> Iterator[Part]:
        """Its text, broken where a table stands, then what its boxes and notes hold."""
        boxes: list[Any] = []
        text = ""
        for each in self._running(paragraph, boxes):
            if isinstance(each, str):
                text += each
                continue
            yield from self._line(paragraph, text, depths)
            text = ""
            yield from self._table(each)
        yield from self._line(paragraph, text, depths)
        for box in boxes:
            yield from self.parts(box)

    def _line(self, paragraph: Any, text: str, depths: Depths) -> Iterator[Paragraph]:
        if text.strip():
            level, left = self._levels.get(paragraph.get("paraPrIDRef", ""), (None, 0))
            yield Paragraph(text, depths.of(left + indentation(text)) if level is None else level)

    def _running(self, element: Any, boxes: list[Any]) -> Iterator[Any]:
        """Pieces of text, and tables as elements."""
        name = _name(element)
        if name in ("t", *_ALSO_TEXT):
            yield from self._said(element.text)
        for each in element:
            name = _name(each)
            if name in ("deleteBegin", "deleteEnd"):
                self._deleted = name == "deleteBegin"
            elif name in _BREAKS:
                yield from self._said(_BREAKS[name])
            elif name == "compose":
                yield from self._said(each.get("composeText"))
            elif name == "tbl":
                yield each
            elif name == "subList":
                boxes.append(each)
            elif name not in _LEFT_OUT:
                yield from self._running(each, boxes)
            if _name(element) == "t":
                yield from self._said(each.tail)

    def _said(self, text: str | None) -> Iterator[str]:
        if text and not self._deleted:
            yield text

    def _table(self, table: Any) -> Iterator[Part]:
        for caption in table.iterfind("{*}caption/{*}subList"):
            yield from self.parts(caption)
        pieces = []
        for number, row in enumerate(table.iterfind("{*}tr")):
            for place, cell in enumerate(row.iterfind("{*}tc")):
                address, span = cell.find("{*}cellAddr"), cell.find("{*}cellSpan")
                content = [part for each in cell.iterfind("{*}subList") for part in self.parts(each)]
                pieces.append(
                    Piece(
                        number if address is None else _digits(address.get("rowAddr")),
                        place if address is None else _digits(address.get("colAddr")),
                        tuple(content),
                        1 if span is None else _digits(span.get("rowSpan")) or 1,
                        1 if span is None else _digits(span.get("colSpan")) or 1,
                    )
                )
        if pieces:
            yield RawTable(tuple(pieces))


def _number(element: Any) -> int:
    text = "" if element is None else element.get("value", "")
    return -_digits(text[1:]) if text.startswith("-") else _digits(text)


def _digits(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
