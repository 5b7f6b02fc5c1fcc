"""What is new, for people: plan changes, corrections, new figures, new statuses; newest first. Pure.

One Book has no history, so figures and statuses are grouped: one piece of news for each commitment (published rates:
each place), source and as-of date. What a later statement replaced is told as such (당초 계획, 앞선 상태), never as new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, TypeVar, get_args

from macros.compute.dated import in_statements
from macros.compute.money import Statement
from macros.compute.telling import corrected
from macros.language import CHANGE_FIELDS, NO_DATA, amount, count, date_text, percent_printed, year_text
from macros.model import (
    MEASURES,
    TABLES,
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
    columns,
    word,
)
from macros.problem import Where

NewsKind = Literal["change", "correction", "figures", "status"]
NEWS_KINDS: tuple[NewsKind, ...] = get_args(NewsKind)
NEWS_WORDS: Final[Mapping[NewsKind, str]] = MappingProxyType(
    {"change": "계획 변경", "correction": "정정", "figures": "수치", "status": "이행 상태"}
)
_TOLD = 2  # targets and outcomes that are told one by one; of more only the number is told


@dataclass(frozen=True)
class News:
    """One piece of news.

    `day` is what it is ordered by, `when` that date as it is written and `dated` what date it is. Where neither the
    figures nor their source have a date, all three say so: `day` and `when` are None, `dated` is blank. `read` is the
    day on which the source was read, the first day on which the news can have stood here. `key` names it for good: it
    holds nothing of any other news. `text` is one Korean sentence or list, for a change and a correction their reason.
    """

    kind: NewsKind
    key: str
    day: date | None
    when: When | None
    dated: Literal["바뀐 날", "고친 날", "기준일", "펴낸 날", ""]
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
    as_of of their rows, else by the day their source was published. A date counts as its last day, one that reaches
    beyond the day `as_of` as its first, and nothing lies after `as_of`. What has no date stands last, what was read
    last before the others: the day of reading says nothing about the age of a figure.
    Raises KeyError for a place that is none.
    """
    places = tuple(book.places.values()) if place is None else (book.places[place],)
    found = [each for there in places for each in _of_place(book, there, as_of)]
    return tuple(sorted(found, key=lambda each: (each.day is not None, each.day or each.read), reverse=True))


def read_last(found: Iterable[News], most: int) -> tuple[News, ...]:
    """The pieces of news that came here last, at most `most`: by the day of reading, then by their own day."""
    order = sorted(found, key=lambda each: (each.read, each.day or date.min), reverse=True)
    return tuple(order[:most])


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
        earlier = _earlier(commitment, place)
        figures: tuple[_Told, ...] = (*commitment.spending, *commitment.targets, *commitment.outcomes)
        for groups in _pieces(figures, place, earlier):
            text = ", ".join(_figures(book, place, commitment, each, earlier) for each in groups)
            yield _dated("figures", place, commitment, _joined(groups), "수치", text, as_of)
        for groups in _pieces(commitment.statuses, place, earlier):
            text = ", ".join(_statuses(book, each, earlier) for each in groups)
            yield _dated("status", place, commitment, _joined(groups), "이행 상태", text, as_of)
    for rates in _groups(place.published_rates):
        yield _dated("figures", place, None, rates, "발표 이행률", _rates(book, rates), as_of)
    for correction in place.corrections:
        listed = corrected_commitment(book, place, correction)
        what, *values = corrected(book, place.id, listed.key if listed else "", correction)
        yield News(
            "correction",
            _correction_key(place, correction),
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
_Dated = TypeVar("_Dated", Spending, Target, Outcome, Status)


def _groups(rows: Iterable[_Told]) -> list[tuple[_Told, ...]]:
    """Rows of one source and one written as-of date, in file order."""
    found: dict[tuple[str, str], list[_Told]] = {}
    for row in rows:
        found.setdefault((row.source, row.as_of.text if row.as_of else ""), []).append(row)
    return [tuple(group) for group in found.values()]


def _joined(groups: Sequence[tuple[_Told, ...]]) -> tuple[_Told, ...]:
    return tuple(row for group in groups for row in group)


def _pieces(
    rows: Iterable[_Told], place: Place, earlier: Mapping[Where, str]
) -> Iterator[list[tuple[_Told, ...]]]:
    """The groups that make one piece of news each.

    A document that prints what it replaces (당초 beside 변경) dates the new figures alone: the replaced ones are told
    with the oldest that it dates, for they are older still.
    """
    groups = [[group] for group in _groups(rows)]
    first_dated: dict[str, list[tuple[_Told, ...]]] = {}
    for piece in sorted((each for each in groups if each[0][0].as_of), key=lambda each: _as_of(each[0][0])):
        first_dated.setdefault(piece[0][0].source, piece)
    for piece in groups:
        first = piece[0][0]
        newer = first_dated.get(first.source)
        if newer and newer is not piece and _undated(first, place):
            replaced = tuple(row for row in piece[0] if row.where in earlier)
            piece[0] = tuple(row for row in piece[0] if row.where not in earlier)
            if replaced:
                newer.append(replaced)
    yield from (piece for piece in groups if piece[0])


def _as_of(row: _Told) -> date:
    return row.as_of.last if row.as_of else date.min


def _undated(row: _Told, place: Place) -> bool:
    source = place.sources.get(row.source)
    return row.as_of is None and not (source and source.published)


def _earlier(commitment: Commitment, place: Place) -> Mapping[Where, str]:
    """Rows that a later statement replaced, each with how it is called: a first plan or target 당초, others 앞선.

    Replaced is the whole statement of a measure, the cell of a target or an outcome, the status.
    """
    return {
        **_replaced(commitment.spending, place, lambda row: row.measure),
        **_replaced(commitment.targets, place, lambda row: (row.indicator, row.year)),
        **_replaced(commitment.outcomes, place, lambda row: (row.indicator, row.period.text)),
        **_replaced(commitment.statuses, place, lambda row: row.commitment),
    }


def _replaced(rows: Sequence[_Dated], place: Place, key: Callable[[_Dated], Hashable]) -> dict[Where, str]:
    spans: dict[Hashable, list[int]] = {}
    numbered = [(at, row) for at, group in enumerate(in_statements(rows, place)) for row in group]
    for at, row in numbered:
        spans.setdefault(key(row), []).append(at)
    return {
        row.where: "당초" if at == spans[key(row)][0] and _is_plan(row) else "앞선"
        for at, row in numbered
        if at < spans[key(row)][-1]
    }


def _is_plan(row: _Told) -> bool:
    return isinstance(row, Target) or (isinstance(row, Spending) and row.measure == "planned")


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
    if when is None:
        when, dated = (source.published, "펴낸 날") if source and source.published else (None, "")
    owner = commitment.key if commitment else place.id
    return News(
        kind,
        _key(owner, what, first.source, first.as_of.text if first.as_of else ""),
        _day(when, as_of) if when else None,
        when,
        dated,  # type: ignore[arg-type]
        _read(source, when, as_of),
        place,
        commitment,
        what,
        text,
        tuple(rows),
        source,
    )


def _key(*parts: str) -> str:
    return "\n".join(parts)


def _correction_key(place: Place, row: Correction) -> str:
    """A cell that was corrected twice on a day is two pieces of news; the first keeps its name."""
    told = (place.id, row.date.text, row.file, row.key, row.column)
    same = [
        each
        for each in place.corrections
        if told == (place.id, each.date.text, each.file, each.key, each.column)
    ]
    return _key(*told) if same[0] is row else _key(*told, row.before or "", row.after or "")


def _day(when: When, as_of: date) -> date:
    return min(when.last if when.last <= as_of else when.first, as_of)


def _read(source: Source | None, when: When | None, as_of: date) -> date:
    """The day of reading, never after `as_of`; without a source the date of the news itself."""
    if source is not None:
        return min(source.read.first, as_of)
    return _day(when, as_of) if when else as_of


def corrected_commitment(book: Book, place: Place, row: Correction) -> Commitment | None:
    """The commitment whose row or file was corrected, also under an earlier name of its file.

    A source or a published rate is of none.
    """
    folder, _, file = row.file.rpartition("/")
    table = TABLES.get(row.file)
    if table and "commitment" in columns(table):
        id = row.key.split("/")[0]
    elif folder:
        id = file.removesuffix(".yml")
    else:
        return None
    for each in place.corrections:  # in the order in which they were made
        if (
            each.column == "id"
            and each.before == id
            and each.after
            and f"{place.id}/{id}" not in book.commitments
        ):
            id = each.after
    return book.commitments.get(f"{place.id}/{id}")


# ── what the rows say ───────────────────────────────────────────────────────────────────────


def _figures(
    book: Book, place: Place, commitment: Commitment, rows: Sequence[_Told], earlier: Mapping[Where, str]
) -> str:
    """The totals of money that the source gives, then targets and outcomes; blank cells are none."""
    said: list[str] = []
    money = [row for row in rows if isinstance(row, Spending)]
    for measure in MEASURES:
        cells = tuple(row for row in money if row.measure == measure)
        amounts = sum(1 for row in cells if row.amount_million_krw is not None)
        if not cells:
            continue
        name = _called(word(book.terms.measures, measure), earlier.get(cells[0].where))
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
        sorts: dict[str | None, list[_Told]] = {}
        for each in rows:
            if isinstance(each, kind):
                sorts.setdefault(earlier.get(each.where), []).append(each)
        for how, cells_of in sorted(sorts.items(), key=lambda pair: pair[0] or ""):
            called = _called(name, how)
            given = [text for row in cells_of if (text := _number(commitment, row, called))]
            if given:
                said.append(", ".join(given) if len(given) <= _TOLD else f"{called} {len(given)}개")
            else:
                said.append(f"{called} 빈칸 {len(cells_of)}칸")
    return ", ".join(said)


def _called(name: str, how: str | None) -> str:
    """당초 계획, 앞선 실적: what a later statement replaced is never told by its bare name."""
    return f"{how} {name}" if how else name


def _cell(book: Book, place: Place, row: Spending) -> str:
    fund = "" if row.fund == "total" else book.fund_label(place.id, row.fund)
    year = "" if row.year == "total" else year_text(row.year)
    said = f"{fund}, {year}" if fund and row.year == "unstated" else f"{year} {fund}".strip()
    return f"{amount(row.amount_million_krw or Decimal(0))}({said})"


def _number(commitment: Commitment, row: object, called: str) -> str:
    """A target or an outcome with its indicator, "" for a blank one."""
    if not isinstance(row, Target | Outcome):
        return ""
    about = commitment.sheet.indicators.get(row.indicator)
    if isinstance(row, Target):
        value, text, when = row.target, row.target_text, row.year
    else:
        value, text, when = row.value, row.value_text, row.period.text
    if value is None and not text:
        return ""
    said = count(value, (about.unit if about else None) or "") if value is not None else f"‘{text}’"
    return f"{about.name if about else row.indicator} {year_text(when)} {called} {said}"


def _statuses(book: Book, rows: Sequence[_Told], earlier: Mapping[Where, str]) -> str:
    return ", ".join(
        (f"{how} 상태 " if (how := earlier.get(row.where)) else "")
        + word(book.terms.statuses, row.status)
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
    """The date of a piece of news with what date it is: `기준일 2025년 9월 30일`; `기준일 자료 없음` for none."""
    if each.when is None:
        return f"기준일 {NO_DATA}"
    missing = f", 기준일 {NO_DATA}" if each.dated == "펴낸 날" else ""
    return f"{each.dated} {date_text(each.when.text)}{missing}"
