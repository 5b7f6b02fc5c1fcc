"""What is new, for people: plan changes, corrections, new figures, new statuses; newest first. Pure.

One Book has no history, so figures and statuses are grouped: one piece of news for each commitment (published rates:
each place), source and as-of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, get_args

from macros.compute.money import Statement
from macros.compute.telling import corrected
from macros.language import CHANGE_FIELDS, NO_DATA, amount, count, date_text, percent_printed, year_text
from macros.model import (
    MEASURES,
    Book,
    Change,
    Commitment,
    Correction,
    Outcome,
    Place,
    PublishedRate,
    Row,
    Source,
    Spending,
    Status,
    Target,
    When,
    word,
)

NewsKind = Literal["change", "correction", "figures", "status"]
NEWS_KINDS: tuple[NewsKind, ...] = get_args(NewsKind)
NEWS_WORDS: Final[Mapping[NewsKind, str]] = MappingProxyType(
    {"change": "계획 변경", "correction": "정정", "figures": "새 수치", "status": "새 상태"}
)
_TOLD = 2  # targets and outcomes that are told one by one; of more only the number is told


@dataclass(frozen=True)
class News:
    """One piece of news.

    `day` is what it is ordered by, `when` that date as it is written and `dated` what date it is; `when` is None only
    where nothing is dated, then `day` is the day of reading. `read` is the day on which the source was read, the first
    day on which the news can have stood here. `key` names it for good: it holds nothing of any other news.
    `text` is one Korean sentence or list, for a change and a correction their reason.
    """

    kind: NewsKind
    key: str
    day: date
    when: When | None
    dated: Literal["바뀐 날", "고친 날", "기준일", "펴낸 날", "읽은 날"]
    read: date
    place: Place
    commitment: Commitment | None
    what: str
    text: str
    rows: tuple[Row, ...]
    source: Source | None = None
    before: str = ""  # of a change and a correction, in words
    after: str = ""

    @property
    def title(self) -> str:
        """Whose news it is: the place and, where there is one, the commitment."""
        return f"{self.place.short} {self.commitment.sheet.title}" if self.commitment else self.place.name

    @property
    def change(self) -> Change | None:
        """The row of a plan change."""
        return self.rows[0] if isinstance(self.rows[0], Change) else None

    @property
    def correction(self) -> Correction | None:
        """The row of a correction."""
        return self.rows[0] if isinstance(self.rows[0], Correction) else None


def news(book: Book, as_of: date, place: str | None = None) -> tuple[News, ...]:
    """All news of the Book or of one place, newest first; of one day in the order of the Book.

    A plan change and a correction are dated by their own row. Figures, statuses and published rates are dated by the
    as_of of their rows, else by the day their source was published, else by the day it was read. A date counts as its
    last day, one that reaches beyond the day `as_of` as its first, and nothing lies after `as_of`.
    Raises KeyError for a place that is none.
    """
    places = tuple(book.places.values()) if place is None else (book.places[place],)
    found = [each for there in places for each in _of_place(book, there, as_of)]
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def _of_place(book: Book, place: Place, as_of: date) -> Iterator[News]:
    for commitment in place.commitments:
        for change in commitment.changes:
            source = place.sources.get(change.source)
            yield News(
                "change",
                _key(commitment.key, change.date.text, change.field, change.field_raw or "", change.source),
                _day(change.date, as_of),
                change.date,
                "바뀐 날",
                _read(source, change.date, as_of),
                place,
                commitment,
                change.field_raw or CHANGE_FIELDS[change.field],
                change.reason,
                (change,),
                source,
                change.before,
                change.after,
            )
        figures: tuple[_Told, ...] = (*commitment.spending, *commitment.targets, *commitment.outcomes)
        for group in _groups(figures):
            yield _dated(
                "figures", place, commitment, group, "수치", _figures(book, place, commitment, group), as_of
            )
        for told in _groups(commitment.statuses):
            yield _dated("status", place, commitment, told, "이행 상태", _statuses(book, told), as_of)
    for rates in _groups(place.published_rates):
        yield _dated("figures", place, None, rates, "발표 이행률", _rates(book, rates), as_of)
    for correction in place.corrections:
        listed = _corrected(book, place, correction)
        what, *values = corrected(book, place.id, listed.key if listed else "", correction)
        yield News(
            "correction",
            _key(place.id, correction.date.text, correction.file, correction.key, correction.column),
            _day(correction.date, as_of),
            correction.date,
            "고친 날",
            _day(correction.date, as_of),
            place,
            listed,
            what,
            correction.reason,
            (correction,),
            None,
            *values,
        )


_Told = Spending | Target | Outcome | Status | PublishedRate


def _groups(rows: Iterable[_Told]) -> list[tuple[_Told, ...]]:
    """Rows of one source and one written as-of date, in file order."""
    found: dict[tuple[str, str], list[_Told]] = {}
    for row in rows:
        found.setdefault((row.source, row.as_of.text if row.as_of else ""), []).append(row)
    return [tuple(group) for group in found.values()]


def _dated(
    kind: NewsKind,
    place: Place,
    commitment: Commitment | None,
    rows: Sequence[_Told],
    what: str,
    text: str,
    as_of: date,
) -> News:
    first = rows[0]
    source = place.sources.get(first.source)
    when, dated = first.as_of, "기준일"
    if when is None and source is not None:
        when, dated = (source.published, "펴낸 날") if source.published else (source.read, "읽은 날")
    read = _read(source, when, as_of)
    owner = commitment.key if commitment else place.id
    return News(
        kind,
        _key(owner, what, first.source, first.as_of.text if first.as_of else ""),
        _day(when, as_of) if when else read,
        when,
        dated,  # type: ignore[arg-type]
        read,
        place,
        commitment,
        what,
        text,
        tuple(rows),
        source,
    )


def _key(*parts: str) -> str:
    return "\n".join(parts)


def _day(when: When, as_of: date) -> date:
    return min(when.last if when.last <= as_of else when.first, as_of)


def _read(source: Source | None, when: When | None, as_of: date) -> date:
    """The day of reading, never after `as_of`; without a source the date of the news itself."""
    if source is not None:
        return min(source.read.first, as_of)
    return _day(when, as_of) if when else as_of


def _corrected(book: Book, place: Place, row: Correction) -> Commitment | None:
    """The commitment whose row or file was corrected."""
    name = (
        row.file.rsplit("/", 1)[-1].removesuffix(".yml")
        if row.file.endswith(".yml")
        else row.key.split("/")[0]
    )
    return book.commitments.get(f"{place.id}/{name}")


# ── what the rows say ───────────────────────────────────────────────────────────────────────


def _figures(book: Book, place: Place, commitment: Commitment, rows: Sequence[_Told]) -> str:
    """The totals of money that the source gives, then targets and outcomes; blank cells are none."""
    said: list[str] = []
    money = [row for row in rows if isinstance(row, Spending)]
    for measure in MEASURES:
        cells = tuple(row for row in money if row.measure == measure)
        amounts = sum(1 for row in cells if row.amount_million_krw is not None)
        if not cells:
            continue
        name = word(book.terms.measures, measure)
        total = Statement(measure, cells[0].as_of, cells).total()
        if total is not None:
            more = f"(금액 {amounts}개)" if amounts > 1 else ""
            said.append(f"{name} {amount(total.value)}{more}")
        elif amounts == 1:
            row = next(row for row in cells if row.amount_million_krw is not None)
            said.append(f"{name} {_cell(book, place, row)}")
        elif amounts:
            said.append(f"{name} 금액 {amounts}개")
        else:
            said.append(f"{name} 빈칸 {len(cells)}칸")
    for kind, name in ((Target, "목표"), (Outcome, "실적")):
        cells_of = [row for row in rows if isinstance(row, kind)]
        given = [text for row in cells_of if (text := _number(commitment, row))]
        if given:
            said.append(", ".join(given) if len(given) <= _TOLD else f"{name} {len(given)}개")
        elif cells_of:
            said.append(f"{name} 빈칸 {len(cells_of)}칸")
    return ", ".join(said)


def _cell(book: Book, place: Place, row: Spending) -> str:
    fund = "" if row.fund == "total" else book.fund_label(place.id, row.fund)
    year = "" if row.year == "total" else year_text(row.year)
    said = f"{fund}, {year}" if fund and row.year == "unstated" else f"{year} {fund}".strip()
    return f"{amount(row.amount_million_krw or Decimal(0))}({said})"


def _number(commitment: Commitment, row: object) -> str:
    """A target or an outcome with its indicator, "" for a blank one."""
    if not isinstance(row, Target | Outcome):
        return ""
    about = commitment.sheet.indicators.get(row.indicator)
    if isinstance(row, Target):
        value, text, when, name = row.target, row.target_text, row.year, "목표"
    else:
        value, text, when, name = row.value, row.value_text, row.period.text, "실적"
    if value is None and not text:
        return ""
    said = count(value, (about.unit if about else None) or "") if value is not None else f"‘{text}’"
    return f"{about.name if about else row.indicator} {year_text(when)} {name} {said}"


def _statuses(book: Book, rows: Sequence[_Told]) -> str:
    return ", ".join(
        f"{word(book.terms.statuses, row.status)}"
        + (f" (출처의 말 ‘{row.raw}’)" if row.raw != word(book.terms.statuses, row.status) else "")
        for row in rows
        if isinstance(row, Status)
    )


def _rates(book: Book, rows: Sequence[_Told]) -> str:
    said = []
    for row in rows:
        if isinstance(row, PublishedRate):
            term = book.electoral_terms.get(row.term or "")
            name = f"{term.label} {row.label}" if term else row.label
            said.append(f"{name} {percent_printed(row.published_pct)}")
    return ", ".join(said)


def date_words(each: News) -> str:
    """The date of a piece of news with what date it is: `기준일 2025년 9월 30일`."""
    missing = "" if each.dated in ("바뀐 날", "고친 날", "기준일") else f" (기준일 {NO_DATA})"
    return f"{each.dated} {date_text(each.when.text) if each.when else NO_DATA}{missing}"
