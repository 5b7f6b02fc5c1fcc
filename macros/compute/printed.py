"""Amounts and numbers inside the words of a source: 3,524억, 1조 2,000억 원, 8곳. Read only to be compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

# what one of each is in million won
_UNITS: Final = {
    "조": Decimal(1_000_000),
    "천억": Decimal(100_000),
    "백억": Decimal(10_000),
    "십억": Decimal(1_000),
    "억": Decimal(100),
    "천만": Decimal(10),
    "백만": Decimal(1),
    "만": Decimal("0.01"),
    "천": Decimal("0.001"),
}
_DIGITS: Final = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_PART: Final = re.compile(rf"({_DIGITS})\s*({'|'.join(_UNITS)})")
_AMOUNT: Final = re.compile(rf"(?:{_PART.pattern}\s*)+")
_NUMBER: Final = re.compile(rf"(?<![0-9.,])-?{_DIGITS}(?![0-9]*\s*(?:년|월|일))(?![0-9])")


def says_amount(text: str, amounts: Sequence[Decimal]) -> bool | None:
    """Whether the one amount of a text is one of these (million won), to the digits that it prints.

    None where it cannot be told: a text without an amount, with several of which none is one of these, or no
    `amounts`. A bare number counts in million won and in 억.
    """
    if not amounts:
        return None
    if re.fullmatch(_DIGITS, text.strip()):
        number = _decimal(text.strip())
        return _near(number, _last_digit(text), amounts) or _near(
            number * 100, _last_digit(text) * 100, amounts
        )
    said = list(_amounts(text))
    return _one_of([_near(value, digit, amounts) for value, digit in said])


def says_number(text: str, numbers: Sequence[Decimal]) -> bool | None:
    """Whether the one number of a text is one of these; None as for amounts. Years and dates are no numbers of it."""
    return _one_of([_decimal(found) in numbers for found in _NUMBER.findall(text)]) if numbers else None


def _one_of(found: Sequence[bool]) -> bool | None:
    if any(found):
        return True
    return False if len(found) == 1 else None


def _amounts(text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Each amount of a text, and what one of its last printed digit is, in million won."""
    for found in _AMOUNT.finditer(text):
        parts = _PART.findall(found[0])
        last = parts[-1]
        value = sum((_decimal(digits) * _UNITS[unit] for digits, unit in parts), Decimal(0))
        yield value, _last_digit(last[0]) * _UNITS[last[1]]


def _near(value: Decimal, digit: Decimal, amounts: Iterable[Decimal]) -> bool:
    return any(each == value or abs(each - value) < digit for each in amounts)


def _last_digit(digits: str) -> Decimal:
    return Decimal(1).scaleb(-len(digits.strip().partition(".")[2]))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip("."))
