"""Link pictures: SVG to PNG in one packaged typeface, so that they look the same on every machine.

What the typeface does not hold is never drawn: a font of the machine would step in.
"""

import inspect
import struct
import sys
import unicodedata
import zlib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.metadata import version
from typing import Final

import vl_convert

from macros.charts import look

WIDTH: Final = 1200
HEIGHT: Final = 630
# A name as long as the published one, which a font of the machine may bear too.
FAMILY: Final = "Pledge Cards"
_PUBLISHED: Final = "Noto Sans KR"
_UNKNOWN: Final = "□"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# of PNG: bytes of a point as vl-convert writes it, the filter it uses, and the colour type of what we write
_POINT: Final = 4
_DIFFERENCES: Final = 1
_OPAQUE: Final = 2
_LOW: Final = int.from_bytes(b"\x7f" * (_POINT * WIDTH), "little")
_HIGH: Final = int.from_bytes(b"\x80" * (_POINT * WIDTH), "little")
_SEGMENTED: Final = 12  # the format of a character table that names code points beyond 16 bits


def renamed(font: bytes) -> bytes:
    """The packaged font under the family name of the cards."""
    return font.replace(_PUBLISHED.encode("utf-16-be"), FAMILY.encode("utf-16-be"))


def drawn_by() -> str:
    """What draws cards, for the name of a kept drawing: a new vl-convert or a change of this room draws anew."""
    return version("vl-convert-python") + inspect.getsource(sys.modules[__name__])


@cache
def use_fonts(directory: str) -> None:
    """Let `card_png` know the fonts of a directory, from now on; the second time costs nothing."""
    vl_convert.register_font_directory(directory)


def letters(font: bytes) -> frozenset[str]:
    """Every character that an OpenType font can draw, read from its character table."""
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * each) for each in range(tables)]
    table = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for each in range(count):
        start = table + struct.unpack_from(">HHI", font, table + 4 + 8 * each)[2]
        if struct.unpack_from(">H", font, start)[0] == _SEGMENTED:
            (groups,) = struct.unpack_from(">I", font, start + 12)
            found = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups])
            return frozenset(chr(code) for first, last, _ in found for code in range(first, last + 1))
    raise ValueError("the font has no segmented character table")


def drawable(text: str, known: Collection[str]) -> str:
    """One line of text in the characters of a font; □ stands for each that it does not hold."""
    line = unicodedata.normalize("NFC", look.clean(text))
    return "".join(each if each in known else _UNKNOWN for each in line)


def room(text: str, size: float) -> float:
    """The room a line takes at a letter size, a little more than it needs."""
    return look.width(text) * size / look.SIZE


def fitted(text: str, wide: float, size: float, least: float) -> tuple[str, float]:
    """A line and the letter size, made smaller until it fits; at the least size it is cut and ends in an ellipsis."""
    found = max(least, min(size, size * wide / max(room(text, size), 1)))
    fits = room(text, found) <= wide + 1
    return text if fits else broken(text, wide, found, 1)[0], round(found, 1)


def broken(text: str, wide: float, size: float, lines: int) -> tuple[str, ...]:
    """At most so many lines of a letter size, broken at spaces; what is left over ends in an ellipsis."""
    return look.wrap(text, wide * look.SIZE / size, lines=lines) or ("",)


def card_png(svg: str) -> bytes:
    """A card as PNG. vl-convert packs loosely: packed again it takes half, and not a point of it changes.

    Its rows hold the difference of each point to the one before it; flat colours pack better as they are.
    """
    chunks = list(_chunks(vl_convert.svg_to_png(svg)))
    drawn = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    length = 1 + _POINT * WIDTH
    rows = [drawn[at : at + length] for at in range(0, len(drawn), length)]
    plain = {row: _plain(row) for row in set(rows)}
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, _OPAQUE, 0, 0, 0)
    packed = zlib.compress(b"".join(plain[row] for row in rows), 9)
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )


def _plain(row: bytes) -> bytes:
    """A row of a PNG without its differences and, as a card has a ground, without its transparency."""
    kind, points = row[0], row[1:]
    if kind == _DIFFERENCES:
        kind, points = 0, _sums(points)
    red_green_blue = bytearray(3 * WIDTH)
    for channel in range(3):
        red_green_blue[channel::3] = points[channel::_POINT]
    return bytes([kind]) + red_green_blue


def _sums(points: bytes) -> bytes:
    """Running sums of each channel modulo 256: all bytes of the row are added at once, by doubling distances."""
    value, distance = int.from_bytes(points, "little"), 8 * _POINT
    while distance < 8 * len(points):
        moved = value << distance & (_LOW | _HIGH)
        # the highest bit of a byte is added apart, so that nothing is carried into the next byte
        value = (value & _LOW) + (moved & _LOW) ^ (value ^ moved) & _HIGH
        distance *= 2
    return value.to_bytes(len(points), "little")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8 : at + 8 + size]
        at += 12 + size
