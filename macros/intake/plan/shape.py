"""What a plan sheet says, in the words of the contract, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from macros.intake.plan.account import Unread
from macros.language import squash


class Amount(NamedTuple):
    """A cell of the money table in million won; None where it is printed blank or as a dash."""

    year: str
    fund: str
    million: Decimal | None
    note: str = ""


class Goal(NamedTuple):
    """A cell of the table of targets: a number, or words."""

    year: str
    number: Decimal | None
    words: str


@dataclass(frozen=True)
class Indicator:
    """A row of the table of targets."""

    name: str
    unit: str
    goals: tuple[Goal, ...]

    @property
    def kind(self) -> str:
        """`milestone` where every target is in words; of numbers the sheet does not say how they are counted."""
        return "" if any(goal.number is not None for goal in self.goals) else "milestone"


class Bar(NamedTuple):
    """Quarters of a task that are marked one after the other."""

    task: str
    start: str
    end: str
    note: str = ""


class Step(NamedTuple):
    """A dated line of the schedule, under the heading that the document gives it."""

    title: str
    under: str
    parts: tuple[str, ...]
    due: str


class Told(NamedTuple):
    """A line with those under it."""

    text: str
    parts: tuple[str, ...] = ()


class Partner(NamedTuple):
    """Who takes part, and how."""

    name: str
    role: str


class Contact(NamedTuple):
    """A role and its office phone."""

    role: str
    phone: str


@dataclass
class Plan:
    """Everything that was read. Texts are as printed; what the sheet does not say is empty."""

    title: str = ""
    no: str = ""
    department: str = ""
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    pledged: str = ""
    goals: list[str] = field(default_factory=list)
    project: str = ""
    period_text: str = ""
    start: str = ""
    end: str = ""
    cost_text: str = ""
    cost: Decimal | None = None
    per_year: Decimal | None = None
    cost_funds: dict[str, Decimal] = field(default_factory=dict)
    shares: dict[str, Decimal] = field(default_factory=dict)
    content: str = ""
    partners: str = ""
    method: str = ""
    participants: list[Partner] = field(default_factory=list)
    actions: list[Told] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    roadmap: list[Bar] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    amounts: tuple[Amount, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Reading:
    """A plan that was read safely: what is in it, what was not understood, what a person should know."""

    plan: Plan
    sums: tuple[str, ...]
    notices: tuple[str, ...]
    left: tuple[Unread, ...]
    names: int


@dataclass(frozen=True)
class Asked:
    """What the person who reads a sheet says of it, and what the data folder knows of its place.

    `funds` are labels without spaces and their codes, those of place.yml and those given by hand; `classes` are the
    Korean words of terms.yml by class and code; `field_words` those of the field.
    """

    place: str
    short: str
    level: str
    funds: Mapping[str, str]
    classes: Mapping[str, Mapping[str, str]]
    field_words: str = ""
    unit: str = ""
    no_names: tuple[str, ...] = ()

    @property
    def own(self) -> str:
        """The names of the place, each without spaces."""
        return " ".join(squash(name) for name in (self.place, self.short) if name)
