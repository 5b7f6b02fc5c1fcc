"""Text as printed → text as a Document holds it."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# soft hyphens, joiners, direction marks, BOM, control characters: nobody sees them
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


def tidy(text: str) -> str:
    """In NFC, blanks plain, unseen signs gone, no blanks at the ends of its lines and no empty line."""
    plain = _UNSEEN.sub("", _BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    return "\n".join(line for each in re.split(r"\r\n|\r|\n", plain) if (line := each.strip()))


def indentation(text: str) -> int:
    """Blanks before the first sign, a tab reaching to the next multiple of 4."""
    plain = _UNSEEN.sub("", text).expandtabs(4)
    return len(plain) - len(plain.lstrip())


class Depths:
    """How deep each line stands below the lines before it, told from how far each is indented."""

    def __init__(self, slack: float = 0) -> None:
        self._open: list[float] = [0]
        self._slack = slack

    def of(self, indent: float) -> int:
        """0 for a line at the margin. Indents that differ by no more than the slack count as equal."""
        while len(self._open) > 1 and self._open[-1] > indent + self._slack:
            self._open.pop()
        if self._open[-1] < indent - self._slack:
            self._open.append(indent)
        return len(self._open) - 1
