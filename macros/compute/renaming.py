"""What a place called its commitments, sources and indicators, and what it calls them now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from macros.model import Commitment, Indicator, Place, Sheet, Source, columns

_T = TypeVar("_T")


@dataclass(frozen=True)
class Names:
    """Old id → new id. An indicator is named with its commitment, by the name that the commitment has now."""

    commitments: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.commitments or self.sources or self.indicators)

    def commitment(self, id: str) -> str:
        """The id that a commitment has now."""
        return self.commitments.get(id, id)

    def source(self, id: str) -> str:
        """The id that a source has now."""
        return self.sources.get(id, id)

    def indicator(self, commitment: str, id: str) -> str:
        """The id that an indicator has now, of a commitment by its name of now."""
        return self.indicators.get((commitment, id), id)

    def path(self, commitment: str, path: str) -> str:
        """A path of the file of a commitment: indicators.parks.baseline under the name that the indicator has now."""
        first, dot, rest = path.partition(".")
        if first != "indicators" or not dot:
            return path
        id, dot, rest = rest.partition(".")
        return f"{first}.{self.indicator(commitment, id)}{dot}{rest}"

    def cells(self, kind: type[BaseModel], cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row of a ledger under the names of now."""
        found = dict(cells)
        if "commitment" in found:
            found["commitment"] = self.commitment(found["commitment"])
        if "indicator" in found:
            found["indicator"] = self.indicator(found["commitment"], found["indicator"])
        held = "id" if kind is Source else "source"
        if held in found:
            found[held] = self.source(found[held])
        return found


def names_of(before: Place | None, after: Place | None) -> Names:
    """What a place calls by another name now: what it said of them is the same."""
    if before is None or after is None:
        return Names()
    commitments = renamed(before, after)
    sources = _same(
        {each.id: each for each in before.tables.get("sources.csv", ())},
        {each.id: each for each in after.tables.get("sources.csv", ())},
        (_but_id, lambda source: source.url),
    )
    now = {each.id: each for each in after.commitments}
    indicators: dict[tuple[str, str], str] = {}
    for each in before.commitments:
        id = commitments.get(each.id, each.id)
        if id in now:
            found = _same(each.sheet.indicators, now[id].sheet.indicators, (_content, _name))
            indicators |= {(id, old): new for old, new in found.items()}
    return Names(commitments, sources, indicators)


def renamed(before: Place | None, after: Place | None) -> dict[str, str]:
    """Old id → new id of the commitments of a place whose files were renamed."""
    old: dict[str, Commitment] = {c.id: c for c in before.commitments} if before else {}
    new: dict[str, Commitment] = {c.id: c for c in after.commitments} if after else {}
    pledged: Callable[[Sheet], str | None] = lambda sheet: sheet.pledged.text if sheet.pledged else None  # noqa: E731
    return _same(old, new, (lambda each: each.sheet.title, lambda each: pledged(each.sheet)))


def _same(
    old: Mapping[str, _T], new: Mapping[str, _T], signs: Iterable[Callable[[_T], Hashable]]
) -> dict[str, str]:
    """The names that are gone, each with the new one of what has the same sign; by the first sign, then the next."""
    gone = {id: each for id, each in old.items() if id not in new}
    come = {id: each for id, each in new.items() if id not in old}
    found: dict[str, str] = {}
    for sign in signs if gone and come else ():
        waiting: dict[Hashable, list[str]] = {}
        taken = set(found.values())
        for id, each in come.items():
            if id not in taken and (said := sign(each)):
                waiting.setdefault(said, []).append(id)
        for id, each in gone.items():
            said = sign(each)
            if id not in found and said and waiting.get(said):
                found[id] = waiting[said].pop(0)
    return found


def _but_id(source: Source) -> Hashable:
    return tuple(str(getattr(source, name)) for name in columns(Source) if name != "id")


def _content(part: Any) -> Hashable:
    return tuple(str(value) for name, value in part.__dict__.items() if name != "where")


def _name(part: Indicator) -> str:
    return part.name
