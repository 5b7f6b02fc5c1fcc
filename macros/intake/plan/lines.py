"""Lines of a document without their marks, and how they hang together. Knows no words of the domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from macros.intake.document import Line
from macros.intake.plan.account import Spot

_HASHES = re.compile(r"#{1,6}\s+")
_SIGN = re.compile(r"([-*+•·∙‧▪▸–—]|[□■◇◆○●◦❍◯▢▷▶◎※☐⚫⚪➢➤❏❑ㅇ∘])\s+|([□■◇◆○●◦❍◯▢◎※])(?=\S)")
# signs that Hangul documents draw with letters of their own
_BOXES = {"\U000f03da": "□ ", **{chr(0xF02B1 + n): f"{n + 1}. " for n in range(10)}}
_NUMBER = re.compile(r"(?:([IVXivx]{1,5}|[Ⅰ-Ⅻ])[.)]|([0-9]{1,2})[.)](?!\s*[0-9])|([가-하])[.)]|([①-⑳]))\s*")


@dataclass
class Item:
    """A line without its marks. `sign` is the kind of mark: `#`, a sign, `1` for a number, or nothing."""

    spot: Spot
    at: str
    text: str
    sign: str = ""
    depth: int = 0
    parts: list[Item] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What stands before the first colon, or nothing."""
        return self._halves[0]

    @property
    def value(self) -> str:
        """What stands behind the first colon; without a colon the whole text."""
        return self._halves[1]

    @property
    def _halves(self) -> tuple[str, str]:
        found = re.fullmatch(r"\s*([^:：]{1,30}?)\s*[:：]\s*(.*)", self.text)
        return (found[1], found[2]) if found else ("", self.text)

    def all(self) -> Iterator[Item]:
        """The line and everything under it."""
        yield self
        for part in self.parts:
            yield from part.all()


def item(spot: Spot, line: Line) -> Item:
    """A line without hashes, bullets and numbers; a date such as 2023. 3. at its beginning is no number."""
    text, sign = line.text, ""
    if text[:1] in _BOXES:
        text = _BOXES[text[0]] + text[1:].lstrip()
    if found := _HASHES.match(text):
        text, sign = text[found.end() :], "#"
    if found := _SIGN.match(text):
        text, sign = text[found.end() :], sign or (found[1] or found[2])
    if found := _NUMBER.match(text):
        kind = "I" if found[1] else "1" if found[2] else "가" if found[3] else "①"
        text, sign = text[found.end() :], sign if sign == "#" else kind
    return Item(spot, line.at, " ".join(text.split()), sign, line.depth)


def nested(items: Iterable[Item]) -> list[Item]:
    """Lines under the lines that they belong to, by how far they are indented, and by the order of their signs."""
    top: list[Item] = []
    open_: list[Item] = []
    for each in items:
        while open_ and not _under(each, open_):
            open_.pop()
        (open_[-1].parts if open_ else top).append(each)
        open_.append(each)
    return top


def _under(each: Item, open_: Sequence[Item]) -> bool:
    above = open_[-1]
    if each.depth != above.depth:
        return each.depth > above.depth
    return bool(each.sign) and all(each.sign != other.sign for other in open_ if other.depth == each.depth)
