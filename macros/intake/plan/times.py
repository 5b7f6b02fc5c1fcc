"""Years, dates and periods as plans print them: 2023년, '23, 2023. 3., 2023년 상반기, 2023년 ~ 2025년(3년)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from macros.language import squash

_APOSTROPHES = "'’‘`´＇"
_YEAR = re.compile(
    rf"(?:((?:19|20|21)[0-9]{{2}})|[{_APOSTROPHES}]([0-9]{{2}})|([0-9]{{2}})(?=년))(?:년도?|\.)?"
)
_HALVES = {"상반기": 1, "하반기": 2, "상": 1, "하": 2, "전반기": 1, "후반기": 2}
_QUARTER = re.compile(r"([1-4])(?:분기|/4분기|/4|q|Q)?|(?:1/4|[Qq])([1-4])|([ⅠⅡⅢⅣ])(?:분기|/4)?")


class Time(NamedTuple):
    """A column of a table: a year, and in it a half (1, 2) or a quarter (1–4), else 0."""

    year: int
    half: int = 0
    quarter: int = 0

    @property
    def first(self) -> str:
        """As a start in the contract's way of writing."""
        if self.quarter or self.half:
            return f"{self.year}-Q{self.quarter or self.half * 2 - 1}"
        return str(self.year)

    @property
    def last(self) -> str:
        """As an end."""
        if self.quarter or self.half:
            return f"{self.year}-Q{self.quarter or self.half * 2}"
        return str(self.year)


def year_of(text: str) -> int | None:
    """2023년, 2023, '23, 23년, 2023년도 as a year; None where there is anything else."""
    found = _YEAR.fullmatch(squash(text))
    return _full(found) if found else None


def _full(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else 2000 + int(found[2] or found[3])


def half_of(text: str) -> int | None:
    """상반기 is 1, 하반기 2."""
    return _HALVES.get(squash(text))


def quarter_of(text: str) -> int | None:
    """1, 1분기, 1/4, Ⅰ as a quarter; None where there is anything else."""
    found = _QUARTER.fullmatch(squash(text))
    if not found:
        return None
    return "ⅠⅡⅢⅣ".index(found[3]) + 1 if found[3] else int(found[1] or found[2])


def time_of(path: tuple[str, ...]) -> Time | None:
    """The time that the headers of a column give together: (2023년, 상반기), (2023년, 1), (2023년 1분기)."""
    words = [squash(part) for part in path if squash(part)]
    if not words:
        return None
    if len(words) == 1:
        found = _YEAR.match(words[0])
        if not found:
            return None
        words = [found[0], words[0][found.end() :].strip("()")]
    year = next((each for word in words if (each := year_of(word)) is not None), None)
    rest = [word for word in words if word and year_of(word) is None]
    if year is None or len(rest) > 1:
        return None
    if not rest:
        return Time(year)
    if half := half_of(rest[0]):
        return Time(year, half=half)
    if quarter := quarter_of(rest[0]):
        return Time(year, quarter=quarter)
    return None


class Printed(NamedTuple):
    """A printed date or span in the contract's way: `start` and `end` are the same for a date.

    `exact` is False where the contract cannot say the same as the print (상반기, a span).
    """

    start: str
    end: str
    exact: bool


_DAY = re.compile(
    rf"(?:((?:19|20|21)[0-9]{{2}})|[{_APOSTROPHES}]([0-9]{{2}})|([0-9]{{2}})(?=년))\s*(?:년도?|[.\-/])?\s*"
    r"(?:(상반기|하반기|[1-4]\s*/\s*4\s*분기|[1-4]\s*분기)|(1[0-2]|0?[1-9])\s*(?:월|[.\-/])?\s*"
    r"(?:(3[01]|[12][0-9]|0?[1-9])\s*(?:일|\.)?)?)?(?=[^0-9]|$)"
)


def _date(text: str) -> tuple[str, str, bool, int] | None:
    """A date at the beginning of a text: as start, as end, whether said exactly, and where it ends."""
    found = _DAY.match(text)
    if not found:
        return None
    year, word, month, day = _full(found), squash(found[4] or ""), found[5], found[6]
    if word.endswith("반기"):
        time = Time(year, half=_HALVES[word])
        return time.first, time.last, False, found.end()
    if word:
        return (quarter := f"{year}-Q{word[0]}"), quarter, True, found.end()
    written = "-".join([str(year), *(f"{int(part):02d}" for part in (month, day) if part)])
    return written, written, True, found.end()


def printed_time(text: str) -> Printed | None:
    """A date or a span that a whole text prints, a length in brackets behind it allowed; None for anything else.

    An end without a year (2023. 3. ~ 5.) is in the year of the start. `계속` leaves the end open.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    plain = re.sub(r"\s*\(\s*(?:약\s*)?[0-9]+\s*(?:년간?|개월|개년)\s*\)$", "", plain).strip()
    first = _date(plain)
    if first is None:
        return None
    start, end, exact, at = first
    rest = plain[at:].strip()
    if not rest:
        return Printed(start, end, exact)
    if not (found := re.match(r"(?:[~∼〜～\-–—]|부터)\s*", rest)):
        return None
    rest = rest[found.end() :].strip().removesuffix("까지").strip()
    if re.fullmatch(r"(?:계속|매년|연중|지속)?", rest):
        return Printed(start, "", False)
    second = _date(rest)
    if second is None or second[3] != len(rest):
        short = re.fullmatch(r"(1[0-2]|0?[1-9])\s*(?:월|\.)(?:\s*(3[01]|[12]?[0-9])\s*(?:일|\.))?", rest)
        if not short:
            return None
        parts = [start[:4], *(f"{int(part):02d}" for part in short.groups() if part)]
        return Printed(start, "-".join(parts), False)
    return Printed(start, second[1], False)


def dated(text: str) -> tuple[str, Printed | None]:
    """A line and its date: behind a colon at its end, in brackets at its end, or before a colon at its beginning."""
    for pattern in (r"(.+?)\s*[:：]\s*([^:：]+)", r"(.+?)\s*\(([^()]+)\)"):
        found = re.fullmatch(pattern, text)
        if found and (when := printed_time(found[2])):
            return found[1], when
    found = re.fullmatch(r"([^:：]+?)\s*[:：]\s*(.+)", text)
    if found and (when := printed_time(found[1])):
        return found[2], when
    return text, None
