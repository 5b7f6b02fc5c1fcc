"""Amounts of money in words, as sentences and cells have them: 45억원, 1조 2,000억원. In million won."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_SUM = re.compile(
    r"(?:약\s*)?(?:(?P<jo>[0-9][0-9,]*(?:\.[0-9]+)?)\s*조\s*)?(?:(?P<eok>[0-9][0-9,]*(?:\.[0-9]+)?)\s*억\s*)?"
    r"(?:(?P<rest>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>십억|천만|백만|만|천)?\s*)?원"
)
_REST = {
    "십억": Decimal(1_000),
    "천만": Decimal(10),
    "백만": Decimal(1),
    "만": Decimal("0.01"),
    "천": Decimal("0.001"),
    None: Decimal("0.000001"),
}


class Sum(NamedTuple):
    """An amount inside a sentence in million won, and where it stands in the text."""

    million: Decimal
    start: int
    end: int


def sums_in(text: str) -> tuple[Sum, ...]:
    """Every amount of a sentence: 45억원, 1조 2,000억원, 3억 5천만원, 4,500백만원. `약 45억원` is no exact amount."""
    found = []
    for each in _SUM.finditer(text):
        parts = [
            Decimal(number.replace(",", "")) * factor
            for number, factor in (
                (each["jo"], Decimal(1_000_000)),
                (each["eok"], Decimal(100)),
                (each["rest"], _REST[each["unit"]]),
            )
            if number
        ]
        if parts and not each[0].startswith("약"):
            total = sum(parts, Decimal(0))
            found.append(Sum(plain_decimal(total), each.start(), each.end()))
    return tuple(found)


def plain_decimal(value: Decimal) -> Decimal:
    """The same value without noughts behind the point."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()
