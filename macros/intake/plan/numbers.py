"""Amounts as plans print them, in cells and in sentences, and the units they are in. Exact: Decimal all the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from macros.language import squash

# unit → what one of it is in million won
UNITS = {
    "조원": Decimal(1_000_000),
    "십억원": Decimal(1_000),
    "억원": Decimal(100),
    "천만원": Decimal(10),
    "백만원": Decimal(1),
    "만원": Decimal("0.01"),
    "천원": Decimal("0.001"),
    "원": Decimal("0.000001"),
}
_UNIT = "|".join(UNITS)
DASHES = frozenset("-–—－―−‐ㅡ")
_NUMBER = re.compile(rf"([△▲\-−])?((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)({_UNIT})?")


class Figure(NamedTuple):
    """What one cell of a money table prints. `value` is in the unit of the table, or that printed in the cell."""

    kind: Literal["blank", "dash", "number", "text"]
    text: str
    value: Decimal | None = None
    unit: str = ""

    @property
    def without_dot(self) -> Decimal | None:
        """24.394 read as 24,394: what it would be if the dot stood for a comma; None where it cannot."""
        if self.value is None or not re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", self.text):
            return None
        return Decimal(self.text.replace(".", ""))


def figure(text: str) -> Figure:
    """A cell as blank, a lone dash, a number, or a text that is none of these."""
    plain = squash(unicodedata.normalize("NFKC", text))
    if not plain:
        return Figure("blank", "")
    if plain in DASHES:
        return Figure("dash", text.strip())
    if found := _NUMBER.fullmatch(plain):
        value = Decimal(found[2].replace(",", ""))
        return Figure("number", text.strip(), -value if found[1] else value, found[3] or "")
    return Figure("text", text.strip())


def units_in(text: str) -> tuple[str, ...]:
    """The units of money that a text states as its unit: (단위 : 백만원), 사업비(천원), [단위: 개소, 백만원]."""
    plain = squash(unicodedata.normalize("NFKC", text))
    stated = re.findall(r"단위[:：]?([^()\[\]【】<>〔〕]+)", plain) + re.findall(rf"\(((?:{_UNIT}))\)", plain)
    words = [word for part in stated for word in re.split(r"[,/·、:]", part)]
    return tuple(dict.fromkeys(word for word in words if word in UNITS))


def million(value: Decimal, unit: str) -> Decimal:
    """A value of a unit in million won, exactly, without the noughts that only the conversion brings."""
    if UNITS[unit] == 1:
        return value
    converted = value * UNITS[unit]
    whole = converted.to_integral_value()
    return whole if converted == whole else converted.normalize()


def grouped(value: Decimal) -> str:
    """1234.5 as 1,234.5, and below nought as plans print it: △30."""
    return f"△{-value:,f}" if value < 0 else f"{value:,f}"


def added(parts: Iterable[Decimal]) -> str:
    """`1,350 × 3` for equal parts, else `24,394 + 6,548`."""
    listed = tuple(parts)
    if len(listed) > 1 and len(set(listed)) == 1:
        return f"{grouped(listed[0])} × {len(listed)}"
    return " + ".join(grouped(part) for part in listed)
