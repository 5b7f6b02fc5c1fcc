"""Tables of time: the roadmap in quarters, dated steps, changes of plans, corrections of this data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from macros.language import CHANGE_FIELDS, DECISIONS, date_text, period_text
from macros.model import Bar, Book, Change, Commitment, Period, Place
from macros.tables.sources import SOURCE_COLUMNS, source_cells
from macros.tables.table import BLANK, NOTHING, Cell, Column, Grid, Link, Quarter, Row, Table, day, text

_MOST_YEARS: Final = 8  # more quarters than that are too thin to be read; the plain table stands in


def _quarter(when: date) -> int:
    """Quarters since year 0, so that they can be subtracted."""
    return when.year * 4 + (when.month - 1) // 3


def roadmap_table(commitment: Commitment, as_of: date) -> Table:
    """The roadmap by quarter, with the end of the period and today; the CSV has one line a task.

    No rows without a roadmap. More than eight years are a plain table.
    """
    bars = commitment.sheet.roadmap
    period = commitment.sheet.period
    end = period.end if period else None
    columns = (
        Column("세부계획"),
        Column("시작"),
        Column("끝"),
        Column("사업기간 끝"),
        Column("비고", wide=True),
    )
    rows = tuple(
        Row(
            (
                Cell(bar.task, where=bar.where),
                day(bar.start),
                day(bar.end),
                day(end),
                text(bar.note) if bar.note else BLANK,
            )
        )
        for bar in bars
    )
    grid = _grid(bars, period, as_of) if bars else None
    lede = _lede(bars, period, as_of, grid) if bars else ""
    return Table(
        "roadmap", "세부계획을 추진하기로 한 분기", columns, rows, lede=lede, cards=grid is None, grid=grid
    )


def _grid(bars: tuple[Bar, ...], period: Period | None, as_of: date) -> Grid | None:
    end = period.end.last if period and period.end else None
    days = [day for bar in bars for day in (bar.start.first, bar.end.last)] + ([end] if end else [])
    first, last = min(days).year, max(days).year
    if last - first >= _MOST_YEARS:
        return None
    quarters = range(first * 4, (last + 1) * 4)
    today = _quarter(as_of)
    ends = _quarter(end) if end else None
    lines = tuple(
        (bar.task, bar.note or "", tuple(_cell(bar, each, ends, today) for each in quarters)) for bar in bars
    )
    marks: list[tuple[str, str, float]] = []
    if end is not None and period and period.end:
        at = _passed(end + timedelta(days=1), first)
        marks.append(("end", f"사업기간 끝 {date_text(period.end.text)}", at))
    if today in quarters:
        marks.append(("today", f"오늘 {date_text(as_of.isoformat())}", _passed(as_of, first)))
    return Grid(tuple(range(first, last + 1)), lines, tuple(marks))


def _passed(day: date, year: int) -> float:
    """Quarters from the start of a year to the start of a day, so that its line stands where the chart draws it."""
    whole = _quarter(day)
    starts = [date(each // 4, each % 4 * 3 + 1, 1) for each in (whole, whole + 1)]
    share = (day - starts[0]).days / (starts[1] - starts[0]).days
    return round(whole - year * 4 + share, 3)


def _cell(bar: Bar, quarter: int, end: int | None, today: int) -> Quarter:
    first, last = _quarter(bar.start.first), _quarter(bar.end.last)
    on = first <= quarter <= last
    classes = (
        ("on", on),
        ("from", quarter == first),
        ("to", quarter == last),
        ("past-end", on and end is not None and quarter > end),
        ("end", quarter == end),
        ("today", quarter == today),
    )
    year, number = divmod(quarter, 4)
    said = f"{year}년 {number + 1}분기 추진 계획" if on else ""
    return Quarter(said, " ".join(name for name, there in classes if there))


def _lede(bars: tuple[Bar, ...], period: Period | None, as_of: date, grid: Grid | None) -> str:
    """From which quarter on the marks lie after the period, and where today is if it is outside the grid."""
    told: list[str] = []
    end = _quarter(period.end.last) if period and period.end else None
    late = [_quarter(bar.start.first) for bar in bars if end is not None and _quarter(bar.end.last) > end]
    if late and end is not None and period and period.end:
        year, number = divmod(max(end + 1, min(late)), 4)
        spoken = period_text(period.start.text if period.start else None, period.end.text)
        told.append(f"{year}년 {number + 1}분기부터의 칸은 사업기간({spoken})보다 뒤입니다")
    if grid and not grid.years[0] <= as_of.year <= grid.years[-1]:
        side = "뒤" if as_of.year > grid.years[-1] else "앞"
        told.append(f"오늘({date_text(as_of.isoformat())})은 이 표보다 {side}입니다")
    return " · ".join(told)


def milestones_table(commitment: Commitment, place: Place, book: Book) -> Table:
    """Dated steps with the document's own heading, when due and when reported done."""
    columns = (
        Column("할 일"),
        Column("세부 내용", only="file"),
        Column("기한"),
        Column("마친 날"),
        Column("계획서의 제목", wide=True),
        *SOURCE_COLUMNS,
    )
    rows = tuple(
        Row(
            (
                Cell(step.title, note=" · ".join(step.parts), where=step.where),
                text("; ".join(step.parts)) if step.parts else BLANK,
                day(step.due),
                day(step.done),
                text(step.under) if step.under else BLANK,
                *source_cells(book, place.id, step.source or commitment.sheet.source),
            )
        )
        for step in commitment.sheet.milestones
    )
    return Table("milestones", "날짜가 정해진 일", columns, rows, cards=True)


def changes_table(book: Book, commitments: Iterable[Commitment], link: Link | None = None) -> Table:
    """Changes of plans, newest first: what, 당초 → 변경, why, who decided.

    Without `link` it stands on the commitment's own page and does not name the commitment.
    """
    columns = (
        Column("공약", only="" if link else "file"),
        Column("바뀐 것"),
        Column("바뀐 날"),
        Column("당초", wide=True),
        Column("변경", wide=True),
        Column("이유", wide=True),
        Column("정한 곳", wide=True),
        Column("결정"),
        *SOURCE_COLUMNS,
    )
    found = [(change, each) for each in commitments for change in each.changes]
    found.sort(key=lambda pair: pair[0].date.last, reverse=True)
    rows = tuple(_change_row(change, each, book, link) for change, each in found)
    return Table("changes", "계획 변경", columns, rows, cards=True)


def _change_row(change: Change, commitment: Commitment, book: Book, link: Link | None) -> Row:
    place = book.places[commitment.place]
    kind = CHANGE_FIELDS[change.field]
    raw = change.field_raw if change.field_raw and change.field_raw != kind else ""
    return Row(
        (
            Cell(commitment.sheet.title, note=place.name, href=link(f"{commitment.key}/") if link else ""),
            Cell(kind, note=raw, where=change.where),
            day(change.date),
            text(change.before),
            text(change.after),
            text(change.reason),
            text(change.decided_by),
            text(DECISIONS[change.decision]) if change.decision else NOTHING,
            *source_cells(book, commitment.place, change.source),
        )
    )


def corrections_table(places: Iterable[Place]) -> Table:
    """Mistakes of this data put right, newest first: which row and column, before, after, why."""
    columns = (
        Column("정정한 곳"),
        Column("지역", only="file"),
        Column("파일", only="file"),
        Column("행", only="file"),
        Column("열"),
        Column("정정한 날"),
        Column("고치기 전", wide=True),
        Column("고친 뒤", wide=True),
        Column("이유", wide=True),
    )
    found = [(row, place) for place in places for row in place.corrections]
    found.sort(key=lambda pair: pair[0].date.last, reverse=True)
    rows = tuple(
        Row(
            (
                Cell(f"{row.file} {row.key}", note=place.name, where=row.where),
                text(place.name),
                text(row.file),
                text(row.key),
                text(row.column),
                day(row.date),
                text(row.before),
                text(row.after),
                text(row.reason),
            )
        )
        for row, place in found
    )
    return Table("corrections", "자료 정정", columns, rows, cards=True)
