"""One message to a person: where it is, what is wrong, how to put it right. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from macros.language import PROBLEM_LEVELS, PROBLEM_LEVELS_EN, Lang, Said

Level = Literal["error", "warning", "notice"]
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


class Where(NamedTuple):
    """A place in a data file. `line` counts from 1; `column` from 1, 0 where it has none.

    In YAML a column is a character, in CSV a cell, as a spreadsheet counts them. `steps` lead on from a mapping
    that begins there to one of its values; what shows a problem has followed them.
    """

    path: str
    line: int
    column: int = 0
    steps: tuple[str | int, ...] = ()

    def to(self, *steps: str | int) -> Where:
        """The place of a value inside the mapping that begins here, by its names and places in lists (from 0)."""
        return self._replace(steps=(*self.steps, *steps))


NOWHERE = Where("", 0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `path` starts at `data/`; `rule` is the id under which /checks/ explains it.

    `message` and `tip` are Korean; their English and `value` follow from what is there, so they do not tell two
    problems apart. `value` is what the file has there, "" where the problem is about no single
    value. `steps` as in `Where`.
    """

    level: Level
    rule: str
    path: str
    line: int
    column: int
    message: str
    tip: str
    message_en: str = field(default="", compare=False)
    tip_en: str = field(default="", compare=False)
    value: str = field(default="", compare=False)
    steps: tuple[str | int, ...] = ()

    def told(self, lang: Lang) -> tuple[str, str]:
        """Message and tip in a language."""
        return (self.message, self.tip) if lang == "ko" else (self.message_en, self.tip_en)


LONGEST_MESSAGE = 400


def problem(level: Level, rule: str, where: Where, message: Said, tip: Said) -> Problem:
    """A problem at `where`. Its message is one line, and cut where a quoted value makes it endless.

    Names of files and quoted text can neither begin a line, which a terminal or a workflow would obey, nor hide one.
    """
    ko, en = (visible(cut(each, LONGEST_MESSAGE)) for each in (message.ko, message.en))
    tips = ("\n".join(map(visible, each.split("\n"))) for each in (tip.ko, tip.en))
    path, line, column, steps = where
    tip_ko, tip_en = tips
    return Problem(level, rule, visible(path), line, column, ko, tip_ko, en, tip_en, steps=steps)


def visible(text: str) -> str:
    """A text with its control characters by their numbers: ends of lines, escapes, what turns the direction of writing."""
    return _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def cut(text: str, longest: int) -> str:
    """A text as one line of at most so many characters."""
    line = " ".join(text.splitlines())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted as a person reads a folder: by file, line, column, then gravity; without repeats."""
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (p.path, p.line, p.column, LEVELS.index(p.level), p.rule, p.message),
        )
    )


_WORDS = {
    "ko": (" {}행", " {}열", " (적힌 값: ‘{}’)"),
    "en": (" line {}", " column {}", " (written: ‘{}’)"),
}
_QUOTED = 60


def address(each: Problem, lang: Lang = "ko") -> str:
    """File, line and column, those that it has: `data/x/y.csv 12행 3열`."""
    line, column, _ = _WORDS[lang]
    return (
        each.path
        + (line.format(each.line) if each.line else "")
        + (column.format(each.column) if each.column else "")
    )


def level_word(level: Level, lang: Lang = "ko") -> str:
    """오류, 경고, 참고."""
    return (PROBLEM_LEVELS if lang == "ko" else PROBLEM_LEVELS_EN)[level]


def value_unsaid(each: Problem, lang: Lang = "ko") -> str:
    """The value as written, cut to a line, where the message does not hold it already."""
    short = visible(cut(" ".join(each.value.split()), _QUOTED))
    message = each.told(lang)[0]
    # a message groups the digits of a number
    held = short in message or short in re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", message)
    return "" if held else short


def as_line(each: Problem, lang: Lang = "ko") -> str:
    """One line for a terminal: `data/x/y.csv 12행 3열 [오류] message → tip`, the value where it is not told yet."""
    return f"{address(each, lang)} [{level_word(each.level, lang)}] {what_is_wrong(each, lang)}"


def what_is_wrong(each: Problem, lang: Lang = "ko") -> str:
    """Message, value where it is not told yet, and tip: what `as_line` says behind the place and the level."""
    message, tip = each.told(lang)
    value = value_unsaid(each, lang)
    return f"{message}{_WORDS[lang][2].format(value) if value else ''} → {tip}"


def counts(problems: Iterable[Problem]) -> dict[Level, int]:
    """How many of each level, all three keys always there."""
    found: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for each in problems:
        found[each.level] += 1
    return found


def counted(problems: Iterable[Problem], lang: Lang = "ko") -> str:
    """How many of each level in words: `오류 1건, 경고 0건, 참고 2건`."""
    if lang == "ko":
        return ", ".join(f"{PROBLEM_LEVELS[level]} {number}건" for level, number in counts(problems).items())
    words = ((level, "" if number == 1 else "s", number) for level, number in counts(problems).items())
    return ", ".join(f"{number} {level}{plural}" for level, plural, number in words)


def as_json(problems: Iterable[Problem], lang: Lang = "ko") -> dict[str, object]:
    """The answer of `check.py --json`: {"problems": [...], "counts": {...}}; message and tip in the language."""
    listed = tuple(problems)
    found = []
    for each in listed:
        message, tip = each.told(lang)
        place = {"path": each.path, "line": each.line, "column": each.column, "value": each.value}
        found.append({"level": each.level, "rule": each.rule, **place, "message": message, "tip": tip})
    return {"problems": found, "counts": counts(listed)}
