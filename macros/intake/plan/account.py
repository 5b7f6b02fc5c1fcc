"""Keeps account of a document: every line and cell is used for something, or told as not understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from macros.intake.document import Document, Line
from macros.language import squash


class Spot(NamedTuple):
    """Where a text stands in a document: its block, and in a table its row and cell, all from 0."""

    block: int
    row: int = -1
    cell: int = -1


class Unread(NamedTuple):
    """A text, or the rest of one, that was not understood."""

    at: str
    text: str


class Refusal(NamedTuple):
    """Why a sheet cannot be read safely: where, what is wrong, how to put it right."""

    at: str
    message: str
    tip: str

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        return f"{where}{self.message} → {self.tip}"


def texts_of(document: Document) -> dict[Spot, Unread]:
    """Every text of a document that is not blank and not the shadow of a merged cell, with its place."""
    found: dict[Spot, Unread] = {}
    for number, block in enumerate(document.blocks):
        if isinstance(block, Line):
            if squash(block.text):
                found[Spot(number)] = Unread(block.at, block.text)
            continue
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row.cells):
                if squash(cell.text) and not cell.spanned:
                    found[Spot(number, r, c)] = Unread(f"{row.at} {c + 1}번째 칸", cell.text)
    return found


class Account:
    """What became of each text of a document, what speaks against reading it, and what a person should know.

    `masked` are the spots where a name was taken out: they may be used for contacts only.
    """

    def __init__(self, document: Document, masked: Iterable[Spot] = ()) -> None:
        self.texts: Mapping[Spot, Unread] = texts_of(document)
        self.masked = frozenset(masked)
        self.used: dict[Spot, str] = {}
        self.refusals: list[Refusal] = []
        self.notices: list[str] = []
        self.sums: list[str] = []
        self._rests: dict[Spot, list[str]] = {}
        self._joined: dict[Spot, list[Spot]] = {}

    def take(self, spot: Spot, what: str) -> None:
        """Tick off a text as used for `what`. Blank cells hold nothing to tick off."""
        for each in (spot, *self._joined.get(spot, ())):
            if each in self.texts:
                self.used.setdefault(each, what)

    def join(self, spot: Spot, onto: Spot) -> None:
        """A line that goes on with the one before it: what becomes of that becomes of it."""
        self._joined.setdefault(onto, []).append(spot)

    def rest(self, spot: Spot, text: str) -> None:
        """A part of a used text that was not understood."""
        self._rests.setdefault(spot, []).append(text)

    def at(self, spot: Spot) -> str:
        """Where a text stands, for a person."""
        return self.texts[spot].at if spot in self.texts else ""

    def refuse(self, at: str, message: str, tip: str) -> None:
        """The sheet cannot be read safely; reading goes on, so that everything is told at once."""
        if (refusal := Refusal(at, message, tip)) not in self.refusals:
            self.refusals.append(refusal)

    def left(self) -> tuple[Unread, ...]:
        """What was not understood, in the order of the document."""
        found: list[Unread] = []
        for spot, text in self.texts.items():
            if spot not in self.used:
                found.append(text)
            found += [Unread(text.at, part) for part in self._rests.get(spot, ())]
        return tuple(found)

    def closed(self) -> bool:
        """Whether each text is either used or told whole, and nothing is used that is not in the document."""
        rests = sum(map(len, self._rests.values()))
        return set(self.used) <= set(self.texts) and len(self.used) + len(self.left()) - rests == len(
            self.texts
        )
