"""Everything in data/ together: the Book, its places, their commitments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from macros.model.codes import Kind
from macros.model.files import Edition, ElectoralTerm, PlaceFile, Site, Terms, word
from macros.model.rows import Change, Correction, Outcome, PublishedRate, Source, Spending, Status, Target
from macros.model.sheet import Sheet
from macros.problem import Where


@dataclass(frozen=True)
class Commitment:
    """One pledge or programme: its sheet, and its rows of every ledger in file order."""

    place: str
    id: str
    kind: Kind
    sheet: Sheet
    spending: tuple[Spending, ...] = ()
    targets: tuple[Target, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    statuses: tuple[Status, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> str:
        """`place/id`, unique in the Book and the address of its page."""
        return f"{self.place}/{self.id}"

    @property
    def path(self) -> str:
        """The file it was read from."""
        return self.sheet.where.path

    @property
    def changes_made(self) -> tuple[Change, ...]:
        """The changes of the plan without those that were rejected."""
        return tuple(row for row in self.changes if row.decision != "rejected")


@dataclass(frozen=True)
class Place:
    """One body: what is said of it, its sources by id, its commitments and every row of its ledgers."""

    id: str
    about: PlaceFile
    sources: Mapping[str, Source] = field(default_factory=dict)
    commitments: tuple[Commitment, ...] = ()
    tables: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def short(self) -> str:
        return self.about.short_name or self.about.name

    @property
    def known_as(self) -> tuple[str, ...]:
        """Other names that people type: 대전 중구, 대전시 중구."""
        everyday = re.sub(r"(?:특별자치|특별|광역)(?=[시도])", "", self.name)
        return tuple(dict.fromkeys((self.short, everyday)))

    @property
    def pledges(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind == "pledge")

    @property
    def programmes(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind == "programme")

    @property
    def published_rates(self) -> tuple[PublishedRate, ...]:
        return self.tables.get("published_rates.csv", ())

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self.tables.get("corrections.csv", ())


@dataclass(frozen=True)
class Book:
    """Everything in data/, typed, each value with its file and line.

    `lines` says for each YAML file on which line each of its first names stands.
    """

    site: Site
    terms: Terms
    sources: Mapping[str, Source] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict, repr=False)

    @cached_property
    def commitments(self) -> Mapping[str, Commitment]:
        """Every commitment by `place/id`, places and files in their own order."""
        return {c.key: c for place in self.places.values() for c in place.commitments}

    @cached_property
    def electoral_terms(self) -> Mapping[str, ElectoralTerm]:
        return {term.id: term for term in self.site.terms}

    def where(self, sheet: BaseModel, name: str) -> Where:
        """The line of a name of the first level of a YAML file, else where the mapping begins."""
        here: Where = sheet.where  # type: ignore[attr-defined]
        line = self.lines.get(here.path, {}).get(name)
        return Where(here.path, line, 1) if line else here

    def source(self, place: str, id: str | None) -> Source | None:
        """A source by the id a place's file names; None where there is none."""
        if id is None:
            return None
        return self.places[place].sources.get(id) if place in self.places else self.sources.get(id)

    def fund_label(self, place: str, fund: str) -> str:
        """The place's own word for a fund, else the general one: 시비 differs by place."""
        own: Mapping[str, str] = self.places[place].about.fund_labels  # type: ignore[assignment]
        return own.get(fund) or word(self.terms.funds, fund)
