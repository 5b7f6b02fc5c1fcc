"""What the differences between two Books do to totals, rates, statuses, signals and findings. Pure.

Looks only at what the differences touch. None is 자료 없음 and never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from macros.compute.differences import Difference, differences, renamed
from macros.compute.money import Money, MoneySum, PlaceMoney, money, place_money
from macros.compute.progress import DONE, Signal, signals, status
from macros.compute.rates import completion, on_track
from macros.compute.targets import Attainment, attainments
from macros.model import FUND_PARTS, MEASURES, Book, Commitment, Fund, Kind, Measure, Place, Status, Terms
from macros.problem import Problem

_KINDS: tuple[Kind, ...] = ("pledge", "programme")
# what a date of a source, a term of office or an interval of reports may change in every commitment beside it
_WIDE = frozenset({"place", "sources"})


@dataclass(frozen=True)
class MoneyMove:
    """An amount in million won that is another one now: of a commitment, or with "" the sum of a place's kind.

    Either `year` or `fund` is `total`, or both. None where there is no figure.
    """

    place: str
    commitment: str
    kind: Kind
    measure: Measure
    year: str
    fund: Fund
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class RateMove:
    """A rate that reads otherwise now, in per cent half-up to one decimal: of a commitment, or with "" of a place.

    `why_not` says in Korean why a rate over a list is None now.
    """

    place: str
    commitment: str
    kind: Kind
    term: str | None
    name: str
    before: Decimal | None
    after: Decimal | None
    why_not: str = ""


@dataclass(frozen=True)
class TargetMove:
    """A target whose attainment reads otherwise now; None where there was or is no such target or value."""

    place: str
    commitment: str
    indicator: str
    year: str
    before: Attainment | None
    after: Attainment | None


@dataclass(frozen=True)
class StatusMove:
    """The newest reported status before and after. `backward`: it stands later in terms.yml than it did."""

    place: str
    commitment: str
    before: Status | None
    after: Status | None
    backward: bool


@dataclass(frozen=True)
class SignalMove:
    """A signal that appears, or with `gone` one that is no longer there."""

    place: str
    commitment: str
    signal: Signal
    gone: bool


@dataclass(frozen=True)
class Effects:
    """Everything that moved, place by place. `new` and `gone` are findings; `pages` are site paths that read otherwise."""

    money: tuple[MoneyMove, ...] = ()
    rates: tuple[RateMove, ...] = ()
    targets: tuple[TargetMove, ...] = ()
    statuses: tuple[StatusMove, ...] = ()
    signals: tuple[SignalMove, ...] = ()
    new: tuple[Problem, ...] = ()
    gone: tuple[Problem, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Side:
    """A commitment on one side with all that is compared of it."""

    commitment: Commitment
    place: Place
    book: Book
    as_of: date

    @cached_property
    def money(self) -> Money:
        return money(self.commitment, self.place)

    @property
    def status(self) -> Status | None:
        return status(self.commitment, self.place)

    @property
    def attainments(self) -> dict[tuple[str, str], Attainment]:
        found = attainments(self.commitment, self.place)
        return {(each.indicator, each.year): each for each in found if each.target}

    @property
    def signals(self) -> tuple[Signal, ...]:
        return signals(self.commitment, self.place, self.book, self.as_of)


def effects(
    before: Book,
    after: Book,
    as_of: date,
    problems_before: Sequence[Problem] = (),
    problems_after: Sequence[Problem] = (),
    found: Sequence[Difference] | None = None,
) -> Effects:
    """What moved from `before` to `after`, both looked at on the day `as_of`. `found` spares finding the differences.

    Sums and rates follow `place_money`, `completion` and `on_track`; amounts of one commitment its newest statements.
    Of a commitment that is new or gone only the totals are told. A status has moved backward when it stands later in
    the order of terms.yml; completed and completed_ongoing stand together, other and unknown nowhere.
    """
    listed = differences(before, after) if found is None else found
    everywhere = any(each.what in ("site", "terms") for each in listed)
    touched: dict[str, dict[str, None]] = {}
    wide: set[str] = set()
    for each in listed:
        if each.place:
            touched.setdefault(each.place, {})[each.commitment] = None
            if each.what in _WIDE:
                wide.add(each.place)
    amounts: list[MoneyMove] = []
    rates: list[RateMove] = []
    targets: list[TargetMove] = []
    statuses: list[StatusMove] = []
    seen: list[SignalMove] = []
    moved: dict[str, str] = {}  # paths of files that were renamed
    for id in sorted({*before.places, *after.places} if everywhere else touched):
        old, new = before.places.get(id), after.places.get(id)
        names = renamed(old, new)
        was = {names.get(c.id, c.id): c for c in (old.commitments if old else ())}
        now = {c.id: c for c in (new.commitments if new else ())}
        moved |= {was[name].path: now[name].path for name in was if name in now}
        sums = {
            kind: [place_money(place, kind) if place else None for place in (old, new)] for kind in _KINDS
        }
        amounts += _place_money(id, sums)
        rates += _place_rates(id, old, new, sums)
        for name in dict.fromkeys((*now, *was)):
            key = f"{id}/{name}"
            if not (everywhere or id in wide or key in touched.get(id, {})):
                continue
            sides = (
                _Side(was[name], old, before, as_of) if name in was and old else None,
                _Side(now[name], new, after, as_of) if name in now and new else None,
            )
            amounts += _money(id, key, *sides)
            rates += _rates(id, key, *sides)
            targets += _targets(id, key, *sides)
            statuses += _status(id, key, after.terms, *sides)
            seen += _signals(id, key, *sides)
    new_ones, gone = _problems(problems_before, problems_after, moved)
    return Effects(
        tuple(amounts),
        tuple(rates),
        tuple(targets),
        tuple(statuses),
        tuple(seen),
        new_ones,
        gone,
        tuple(_pages(after, listed, bool(new_ones or gone))),
    )


# ── amounts and rates ───────────────────────────────────────────────────────────────────────


_Sums = Mapping[Kind, Sequence[PlaceMoney | None]]  # of a place, before and after


def _place_money(id: str, sums: _Sums) -> Iterator[MoneyMove]:
    for kind, (was, now) in sums.items():
        for measure in MEASURES:
            before, after = _sums(was, measure), _sums(now, measure)
            for fund in ("total", *FUND_PARTS):
                if before.get(fund) != after.get(fund):
                    yield MoneyMove(id, "", kind, measure, "total", fund, before.get(fund), after.get(fund))


def _sums(whole: PlaceMoney | None, measure: Measure) -> dict[Fund, Decimal]:
    if whole is None:
        return {}
    own: MoneySum = getattr(whole, measure)
    found: dict[Fund, Decimal] = {fund: figure.value for fund, figure in own.by_fund}
    return {"total": own.figure.value, **found} if own.figure else found


def _money(place: str, key: str, old: _Side | None, new: _Side | None) -> Iterator[MoneyMove]:
    was, now = old.money if old else None, new.money if new else None
    kind = (new or old).commitment.kind  # type: ignore[union-attr]
    whole = was is not None and now is not None
    for measure in MEASURES:
        before, after = _cells(was, measure, whole), _cells(now, measure, whole)
        for cell in dict.fromkeys((*after, *before)):
            if before.get(cell) != after.get(cell):
                yield MoneyMove(place, key, kind, measure, *cell, before.get(cell), after.get(cell))


def _cells(found: Money | None, measure: Measure, whole: bool) -> dict[tuple[str, Fund], Decimal]:
    """The total of the newest statement, then each fund's and each year's; without `whole` the total alone."""
    statement = found.latest(measure) if found else None
    if statement is None:
        return {}
    cells: list[tuple[str, Fund]] = [("total", "total")]
    if whole:
        cells += [("total", fund) for fund in statement.funds]
        cells += [(year, "total") for year in statement.years]
    return {cell: figure.value for cell in cells if (figure := statement.figure(*cell))}


def _place_rates(id: str, old: Place | None, new: Place | None, sums: _Sums) -> Iterator[RateMove]:
    for kind, (before, after) in sums.items():
        yield from _shares(id, "", kind, before, after)
    terms = dict.fromkeys(c.sheet.term for place in (new, old) if place for c in place.pledges)
    for term in terms:
        for rate in (completion, on_track):
            was, now = (rate(place, term) if place else None for place in (old, new))
            shown_before = was.rate.shown if was and was.rate else None
            shown = now.rate.shown if now and now.rate else None
            name = "이행완료율" if rate is completion else "정상추진율"
            if shown_before != shown:
                why = now.why_not if now and shown is None else ""
                yield RateMove(id, "", "pledge", term, name, shown_before, shown, why)


def _rates(place: str, key: str, old: _Side | None, new: _Side | None) -> Iterator[RateMove]:
    kind = (new or old).commitment.kind  # type: ignore[union-attr]
    yield from _shares(place, key, kind, old.money if old else None, new.money if new else None)


def _shares(
    place: str, key: str, kind: Kind, old: Money | PlaceMoney | None, new: Money | PlaceMoney | None
) -> Iterator[RateMove]:
    for code in ("secured_rate", "executed_of_secured", "executed_of_planned"):
        was, now = (getattr(each, code) if each else None for each in (old, new))
        before, after = (each.shown if each else None for each in (was, now))
        shown = now or was
        if shown is not None and before != after:
            yield RateMove(place, key, kind, None, shown.name, before, after)


# ── targets, statuses, signals, findings ────────────────────────────────────────────────────


def _targets(place: str, key: str, old: _Side | None, new: _Side | None) -> Iterator[TargetMove]:
    was, now = old.attainments if old else {}, new.attainments if new else {}
    for indicator, year in dict.fromkeys((*now, *was)):
        before, after = was.get((indicator, year)), now.get((indicator, year))
        if _said(before) != _said(after):
            yield TargetMove(place, key, indicator, year, before, after)


def _said(each: Attainment | None) -> tuple[object, ...] | None:
    """What is read off a target: its number or words, the value that counts, the rate, whether it is met."""
    if each is None or each.target is None:
        return None
    return (
        each.target.target,
        each.target.target_text,
        each.value.value if each.value else None,
        each.rate.shown if each.rate else None,
        each.met,
    )


def _status(place: str, key: str, terms: Terms, old: _Side | None, new: _Side | None) -> Iterator[StatusMove]:
    was, now = old.status if old else None, new.status if new else None
    if (was.status if was else None) != (now.status if now else None):
        ranks = _rank(terms, was), _rank(terms, now)
        backward = ranks[0] is not None and ranks[1] is not None and ranks[1] > ranks[0]
        yield StatusMove(place, key, was, now, backward)


def _rank(terms: Terms, row: Status | None) -> int | None:
    if row is None or row.status in ("other", "unknown"):
        return None
    codes = list(terms.statuses)
    return min(codes.index(code) for code in (DONE if row.status in DONE else (row.status,)))


def _signals(place: str, key: str, old: _Side | None, new: _Side | None) -> Iterator[SignalMove]:
    was = {each.code: each for each in (old.signals if old else ())}
    now = {each.code: each for each in (new.signals if new else ())}
    yield from (SignalMove(place, key, each, False) for code, each in now.items() if code not in was)
    yield from (SignalMove(place, key, each, True) for code, each in was.items() if code not in now)


def _problems(
    before: Iterable[Problem], after: Iterable[Problem], moved: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """New and gone findings. Their lines do not count: a row that moved brings no new one, nor does a file renamed."""
    old, new = list(before), list(after)

    def sign(each: Problem) -> tuple[str, str, str]:
        return each.rule, moved.get(each.path, each.path), each.message

    def without(those: list[Problem], others: list[Problem]) -> tuple[Problem, ...]:
        spare = Counter(map(sign, others))
        found = []
        for each in those:
            if spare[sign(each)]:
                spare[sign(each)] -= 1
            else:
                found.append(each)
        return tuple(found)

    return without(new, old), without(old, new)


# ── pages ───────────────────────────────────────────────────────────────────────────────────

# the pages that read of a table, beside those of the place and the commitment
_READ_ON = {
    "commitment": ("", "pledges/", "places/"),
    "sheet": ("pledges/",),
    "spending": ("", "pledges/", "spending/"),
    "targets": ("outcomes/",),
    "outcomes": ("pledges/", "outcomes/"),
    "statuses": ("", "pledges/"),
    "changes": ("",),
    "published_rates": ("", "rates/"),
    "place": ("places/",),
    "terms": ("glossary/",),
    "site": ("", "about/"),
    "editions": ("editions/",),
}


def _pages(after: Book, listed: Sequence[Difference], checks: bool) -> Iterator[str]:
    """Site paths whose content differs: lists first, then places and commitments in the order of the differences."""
    own: dict[str, None] = {}
    lists: dict[str, None] = {}
    for each in listed:
        lists.update(dict.fromkeys(_READ_ON.get(each.what, ())))
        if each.place:
            own[f"{each.place}/"] = None
        if each.commitment:
            own[f"{each.commitment}/"] = None
            commitment = after.commitments.get(each.commitment)
            if commitment is not None and commitment.sheet.programme:
                lists["programmes/"] = None
    if listed:
        lists.update({"changes/": None, "data/": None})
    if checks:
        lists["checks/"] = None
    yield from sorted(lists)
    yield from own
