"""Rates over lists of pledges: what the data gives, and what bodies published beside what their own counts give.

A partial list has no rate. A published figure is never called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from macros.compute.figure import Rate, rate
from macros.compute.progress import status
from macros.language import NO_FORMULA, NOT_COUNTABLE, PARTIAL_LIST, half_up, join_and, josa
from macros.model import Kind, Place, PublishedRate, StatusCode

Formula = Literal["completion", "on_track"]
Verdict = Literal["match", "none", "not_countable"]

_COUNTED: Mapping[Formula, tuple[StatusCode, ...]] = {
    "completion": ("completed", "completed_ongoing"),
    "on_track": ("completed", "completed_ongoing", "on_track"),
}


@dataclass(frozen=True)
class Coverage:
    """How many pledges of a term are here, of how many. `complete` only if the whole number is known and equal."""

    listed: int
    total: int | None
    complete: bool
    term: str | None


@dataclass(frozen=True)
class ListRate:
    """A rate over a place's pledges of a term, or the reason why there is none (in Korean)."""

    rate: Rate | None
    why_not: str
    coverage: Coverage


def coverage(place: Place, term: str | None = None) -> Coverage:
    """How complete a place's list of a term is; term None: the pledges that name no term. Counted, never typed."""
    listed = sum(1 for pledge in place.pledges if pledge.sheet.term == term)
    stated = [row.pledges_total for row in place.about.coverage if row.term == term]
    total = next((int(each) for each in stated if each is not None), None)
    return Coverage(listed, total, total == listed, term)


def coverages(place: Place) -> tuple[Coverage, ...]:
    """The coverage of every term that the place file or a pledge names, in that order."""
    terms = [row.term for row in place.about.coverage] + [pledge.sheet.term for pledge in place.pledges]
    return tuple(coverage(place, term) for term in dict.fromkeys(terms))


def completion(place: Place, term: str | None = None) -> ListRate:
    """이행완료율: (completed + completed_ongoing) ÷ all pledges of the term × 100.

    Source: 한국매니페스토실천본부, which divides the pledges whose fulfilment is complete by all pledges. None, with the
    reason, for a partial list, and where a pledge has no known status: not known is not the same as not done.
    """
    return _list_rate(place, term, "completion", "이행완료율", "(완료 + 이행 후 계속추진) ÷ 전체 공약")


def on_track(place: Place, term: str | None = None) -> ListRate:
    """정상추진율: (completed + completed_ongoing + on_track) ÷ all pledges of the term × 100.

    Source: the share cities print as 정상추진율 or 추진율; Anyang's (114 + 43) ÷ 159 = 98.7 % follows it. None as in
    `completion`.
    """
    return _list_rate(
        place, term, "on_track", "정상추진율", "(완료 + 이행 후 계속추진 + 정상추진) ÷ 전체 공약"
    )


def _list_rate(place: Place, term: str | None, formula: Formula, name: str, words: str) -> ListRate:
    cover = coverage(place, term)
    if not cover.complete:
        return ListRate(None, PARTIAL_LIST, cover)
    rows = [status(pledge, place) for pledge in place.pledges if pledge.sheet.term == term]
    known = [row for row in rows if row and row.status != "unknown"]
    if len(known) < len(rows):
        return ListRate(None, f"상태를 모르는 공약 {len(rows) - len(known)}건", cover)
    counted = sum(1 for row in known if row.status in _COUNTED[formula])
    found = rate(name, counted, len(known), known, words, used=len(known))
    return ListRate(found, "" if found else "공약 0건", cover)


def status_counts(place: Place, kind: Kind = "pledge") -> dict[StatusCode | None, int]:
    """How many commitments of a kind have each newest status; None counts those without one."""
    found: dict[StatusCode | None, int] = {}
    for commitment in place.commitments:
        if commitment.kind == kind:
            row = status(commitment, place)
            code = row.status if row else None
            found[code] = found.get(code, 0) + 1
    return found


class Trial(NamedTuple):
    """One formula tried on a body's own counts."""

    code: Formula
    name: str
    rate: Rate


@dataclass(frozen=True)
class Reconciliation:
    """A published rate beside what its own counts give.

    `gives` are the formulas that reach it at the printed precision. `notes` say in Korean what a formula did without,
    or why it was not tried.
    """

    row: PublishedRate
    tried: tuple[Trial, ...]
    gives: tuple[Formula, ...]
    verdict: Verdict
    notes: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The verdict in Korean: 완료율과 같음, 맞는 산식 없음, 건수로 검산할 수 없음. Never “wrong”."""
        if self.verdict == "match":
            names = join_and([trial.name for trial in self.tried if trial.code in self.gives])
            return f"{josa(names, '과/와')} 같음"
        return NO_FORMULA if self.verdict == "none" else NOT_COUNTABLE

    def tried_by(self, formula: Formula) -> Trial | None:
        """The trial of a formula; None where its counts were not published."""
        return next((trial for trial in self.tried if trial.code == formula), None)


def reconcile(row: PublishedRate) -> Reconciliation:
    """Try every formula on the counts published beside a rate; compare half-up at the digits printed.

    completion = (completed + completed_ongoing) ÷ total, on_track = that + on_track. A blank completed_ongoing is not
    listed apart: completed alone counts, and `notes` say so. A blank on_track skips its formula. Where no 일부추진 is
    listed and the counts use up the total, everything unfinished is called 추진 중 whether it runs well or not: the
    formula is then named 완료+추진 중. `mean` and `money` cannot be recomputed from counts, nor can a rate without
    counts. Formulas: see `completion` and `on_track`.
    """
    if row.method in ("mean", "money"):
        return Reconciliation(row, (), (), "not_countable")
    tried = tuple(_trials(row))
    if not tried:
        return Reconciliation(
            row, (), (), "not_countable", ("셈할 수 있는 건수가 함께 발표되지 않았습니다.",)
        )
    digits = max(0, -int(row.published_pct.as_tuple().exponent))
    gives = tuple(trial.code for trial in tried if half_up(trial.rate.percent, digits) == row.published_pct)
    return Reconciliation(row, tried, gives, "match" if gives else "none", tuple(_notes(row)))


def _trials(row: PublishedRate) -> Iterator[Trial]:
    if row.total is None or row.completed is None:
        return
    ongoing = row.completed_ongoing is not None
    done = Decimal(row.completed) + Decimal(row.completed_ongoing or 0)
    words = "완료 + 이행 후 계속추진" if ongoing else "완료"
    formula = f"({words}) ÷ 전체" if ongoing else f"{words} ÷ 전체"
    found = rate("완료율", done, row.total, (row,), formula, used=int(row.total))
    if found:
        yield Trial("completion", "완료율", found)
    if row.on_track is None:
        return
    rest = (row.on_track, row.on_hold, row.dropped, row.other)
    apart = row.partial is not None or done + sum(each or 0 for each in rest) != row.total
    name, running = ("정상추진율", "정상추진") if apart else ("완료+추진 중", "추진 중")
    both = rate(
        name, done + row.on_track, row.total, (row,), f"({words} + {running}) ÷ 전체", used=int(row.total)
    )
    if both:
        yield Trial("on_track", name, both)


def _notes(row: PublishedRate) -> Iterator[str]:
    if row.completed_ongoing is None:
        yield "이행 후 계속추진이 따로 적혀 있지 않아 완료로 적힌 건수를 씁니다."
    if row.on_track is None:
        yield "추진 중인 건수가 함께 발표되지 않아 완료율만 셈했습니다."
