"""The one look of every chart: sizes, inks, and how words are measured and broken.

Everything is laid out in units with these, so that no font of a machine moves anything.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

from macros.language import NO_DATA

Spec: TypeAlias = dict[str, Any]
Datum: TypeAlias = dict[str, Any]

# Sizes, in units. 336 units shown 288 px wide (a phone of 320 px) leave letters of 14 units 12 px high.
WIDTH: Final = 336
EDGE: Final = 1
RIGHT: Final = WIDTH - EDGE
SIZE: Final = 14
LINE: Final = 19
BAR: Final = 17
STEP: Final = 25
GAP: Final = 16
SMALL_GAP: Final = 8

FONT: Final = (
    '"Pretendard GOV", "Pretendard Variable", Pretendard, "Apple SD Gothic Neo", "Malgun Gothic", '
    '"Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif'
)

# Inks. One pair of colours holds on light and dark paper (3.4:1 and more); words and rules take the text colour.
MARK: Final = "#3a74c8"
COMPUTED: Final = "#cb5d1b"
TEXT: Final = "currentColor"
SAID: Final = 0
SECURED: Final = 0.38
SOLID: Final = 1

# A status is told by its letter first; the colours are at least 3:1 on light and dark paper.
STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "completed": ("완", "#2f8f55"),
    "completed_ongoing": ("계", "#1f8a8c"),
    "on_track": ("정", "#3a74c8"),
    "partial": ("일", "#a8780f"),
    "on_hold": ("보", "#7d6fc4"),
    "dropped": ("폐", "#78828e"),
    "other": ("기", "#8a6f5c"),
    "unknown": ("", TEXT),
}

DIAMOND: Final = "M0,-1L1,0L0,1L-1,0Z"

CONFIG: Final[Mapping[str, Any]] = {
    "background": "transparent",
    "view": {"stroke": None},
    "aria": False,
    "font": FONT,
    "text": {"font": FONT, "fontSize": SIZE, "baseline": "alphabetic"},
}


class Amount(NamedTuple):
    """A value and how it is read: `Amount(Decimal("4500"), "45억 원")`. None is not known, and not 0."""

    value: Decimal | None = None
    text: str = NO_DATA


class Tone(NamedTuple):
    """How a word is set; the weight also tells the drawing which class the word gets."""

    fill: str
    weight: int


PLAIN: Final = Tone(TEXT, 400)
NAME: Final = Tone(TEXT, 500)
STRONG: Final = Tone(TEXT, 700)
CALC: Final = Tone(COMPUTED, 600)


class Scale(NamedTuple):
    """Values from `low` to `high` lie between the units `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, in units."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def value(self, place: float) -> float:
        """The value at a place, for words that must go with the scale."""
        return self.low + (place - self.start) / (self.end - self.start) * (self.high - self.low)


class Shape(NamedTuple):
    """A mark that stands for one value. `size` is its area, as in Vega."""

    shape: str
    size: int
    fill: str
    ink: float
    stroke: str
    thick: float


RING: Final = Shape("circle", 240, TEXT, 0, TEXT, 2)
DOT: Final = Shape("circle", 81, COMPUTED, 1, COMPUTED, 0)
RHOMB: Final = Shape(DIAMOND, 135, COMPUTED, 1, COMPUTED, 0)
PLANNED: Final = Shape("circle", 120, MARK, 0, MARK, 1.75)
HAPPENED: Final = Shape("circle", 120, MARK, 1, MARK, 1.75)
REACHED: Final = Shape(DIAMOND, 190, MARK, 1, MARK, 1)
OUTLINE_KEY: Final = Shape("square", 121, MARK, SAID, MARK, 1.5)
SOLID_KEY: Final = Shape("square", 121, MARK, SOLID, MARK, 1.5)


# Words

_ODD: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
# “454억 8,500만” and the “원” that follows are one word to the eye.
_TIED: Final = re.compile(r" (?=(?:원|개|건|명|곳|회|%)(?:$|[ ,.)]))")
_NARROW: Final[Mapping[str, float]] = {
    **dict.fromkeys(" ,.:;'|!ilj·", 0.32),
    **dict.fromkeys('()[]/-frt"', 0.42),
    **dict.fromkeys("mwMW%", 0.95),
}


def clean(text: str) -> str:
    """One line of text: control characters and line ends become a space."""
    return _ODD.sub(" ", text).strip()


def width(text: str, tone: Tone = PLAIN) -> float:
    """The room a line takes at 14 units, a little more than in the fonts of the site."""
    em = sum(_em(letter) for letter in text)
    return em * SIZE * (1.04 if tone.weight > 500 else 1)


@cache
def _em(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return 0.93 if "가" <= letter <= "힣" else 1.3 if letter >= "\U0001f000" else 1.03
    if unicodedata.combining(letter):
        return 0
    return 0.7 if letter.isupper() else 0.62 if letter.isalnum() else 0.75


def wrap(text: str, room: float, tone: Tone = PLAIN, lines: int = 3) -> tuple[str, ...]:
    """Break at spaces into at most `lines` lines of `room` units; what is left over ends in an ellipsis."""
    found: list[str] = []
    for token in _TIED.sub("\N{NO-BREAK SPACE}", clean(text)).split(" "):
        joined = f"{found[-1]} {token}" if found else token
        if found and width(joined, tone) <= room:
            found[-1] = joined
            continue
        found.extend(_cut(token, room, tone, lines))
        if len(found) > lines:
            return (*found[: lines - 1], _ellipsis(found[lines - 1], room, tone))
    return tuple(found)


def _cut(token: str, room: float, tone: Tone, lines: int) -> Iterator[str]:
    """A token too long for a line, cut between letters; no more than is needed to see that it is too long."""
    rest = token[: 200 * (lines + 1)]
    while True:
        end = len(rest)
        while end > 1 and width(rest[:end], tone) > room:
            end -= 1
        yield rest[:end]
        rest = rest[end:]
        if not rest:
            return


def _ellipsis(line: str, room: float, tone: Tone) -> str:
    while line and width(f"{line}…", tone) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def tied(text: str) -> str:
    """The text as one word, not to be broken unless it is longer than a line."""
    return clean(text).replace(" ", "\N{NO-BREAK SPACE}")
