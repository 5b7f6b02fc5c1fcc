"""Tables of money in million won (백만 원): by year and fund, by measure, place beside place. Nothing is added here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from macros.compute import (
    Figure,
    Money,
    MoneyLine,
    MoneySum,
    Rate,
    Statement,
    difference_text,
    latest,
    money,
    place_money,
)
from macros.language import amount, exact
from macros.model import MEASURES, Book, Commitment, Fund, Kind, Measure, Place, Spending
from macros.tables.ref import wheres
from macros.tables.table import BLANK, NOTHING, Cell, Column, Link, Row, Table, day, number, text

UNIT: Final = "백만 원"
_EXECUTION: Final = "집행÷확보"


def figure_cell(figure: Figure | None) -> Cell:
    """A printed amount as it is; a sum in the colour of what is computed, with the sum in digits."""
    if figure is None:
        return NOTHING
    if figure.computed:
        return Cell(
            figure.value,
            "number",
            note=figure.formula,
            rows=wheres(figure.rows),
            formula=figure.told,
            computed=True,
        )
    return number(figure.value, figure.rows[0].where)


def rate_cell(rate: Rate | None, note: str = "") -> Cell:
    """A computed share, half-up to one decimal."""
    if rate is None:
        return NOTHING
    behind, formula = wheres(rate.rows), rate.told
    return Cell(rate.shown, "percent", note=note, rows=behind, formula=formula, computed=True)


def loose_text(rows: Iterable[Spending], place: Place, book: Book, measure: bool = True) -> str:
    """Amounts printed without a year, which no total holds: 연도 없이 적힌 국비 확보 19억 5,800만 원. Empty for none.

    `measure=False` where the column already says which measure it is.
    """
    told = (
        (
            "" if row.fund == "total" else book.fund_label(place.id, row.fund),
            book.terms.measures[row.measure].ko if measure else "",
            amount(row.amount_million_krw),
        )
        for row in rows
        if row.amount_million_krw is not None
    )
    words = ", ".join(" ".join(filter(None, each)) for each in told)
    return f"연도 없이 적힌 {words}" if words else ""


def with_loose(cell: Cell, rows: Iterable[Spending], place: Place, book: Book, measure: bool = True) -> Cell:
    """The cell with its amounts without a year as one more note, which leads to their rows."""
    rows = tuple(rows)
    return replace(cell, also=loose_text(rows, place, book, measure), also_rows=wheres(rows))


def years_table(commitment: Commitment, place: Place, book: Book, measure: Measure = "planned") -> Table:
    """Year × fund of the newest statement of a measure: 연차별 투자계획. A blank cell stays 자료 없음, never 0.

    No rows where there is no statement.
    """
    statement = latest(commitment, measure, place)
    label = book.terms.measures[measure].ko
    name, caption = f"{measure}-by-year-and-fund", f"연도와 재원별 {label}"
    if statement is None:
        return Table(name, caption, (Column("연도"), Column("계", number=True)), (), UNIT)
    funds: tuple[Fund, ...] = ("total", *statement.funds)
    labels = {fund: "계" if fund == "total" else book.fund_label(place.id, fund) for fund in funds}
    columns = (Column("연도"), *(Column(labels[fund], number=True) for fund in funds))
    rows = [
        Row((Cell(year, "year"), *(_cell(statement, year, fund) for fund in funds)))
        for year in statement.years
    ]
    total = tuple(_cell(statement, "total", fund) for fund in funds)
    if any(cell.value is not None for cell in total):
        rows.append(Row((Cell("total", "year"), *total), "total"))
    rows += [_unstated(row, funds) for row in statement.unstated]
    return Table(name, caption, columns, tuple(rows), UNIT)


def _cell(statement: Statement, year: str, fund: str) -> Cell:
    row = statement.cell(year, fund)
    if row and row.amount_million_krw is None:
        return Cell(shape="number", where=row.where)
    return figure_cell(statement.figure(year, fund))


def _unstated(row: Spending, funds: Sequence[str]) -> Row:
    """An amount printed without a year, under the total because it is in none."""
    cells = (number(row.amount_million_krw, row.where) if row.fund == fund else NOTHING for fund in funds)
    return Row((Cell("unstated", "year"), *cells))


def year_measures_table(commitment: Commitment, place: Place, book: Book) -> Table:
    """Year × planned, secured, executed of the newest statements."""
    found = money(commitment, place)
    labels = [book.terms.measures[measure].ko for measure in MEASURES]
    columns = (Column("연도"), *(Column(label, number=True) for label in labels))
    rows = [Row((Cell(line.code, "year"), *_three(line))) for line in found.by_year]
    totals = tuple(figure_cell(figure) for figure in (found.planned, found.secured, found.executed))
    if any(cell.value is not None for cell in totals):
        rows.append(Row((Cell("total", "year"), *totals), "total"))
    for row in found.unstated:
        cells = (number(row.amount_million_krw, row.where) if row.measure == m else NOTHING for m in MEASURES)
        note = "" if row.fund == "total" else book.fund_label(place.id, row.fund)
        rows.append(Row((Cell("unstated", "year", note=note), *cells)))
    return Table("money-by-year", "연도별 계획·확보·집행", columns, tuple(rows), UNIT)


def _three(line: MoneyLine) -> tuple[Cell, ...]:
    return tuple(figure_cell(figure) for figure in (line.planned, line.secured, line.executed))


def measures_table(commitment: Commitment, place: Place, book: Book) -> Table:
    """Fund × planned, secured, executed and executed ÷ secured of the newest statements."""
    found = money(commitment, place)
    labels = [book.terms.measures[measure].ko for measure in MEASURES]
    columns = (
        Column("재원"),
        *(Column(label, number=True) for label in labels),
        Column(_EXECUTION, "%", number=True),
    )
    rows = [
        Row((Cell(book.fund_label(place.id, line.code)), *_three(line), rate_cell(line.executed_of_secured)))
        for line in found.by_fund
    ]
    totals = tuple(figure_cell(figure) for figure in (found.planned, found.secured, found.executed))
    if any(cell.value is not None for cell in totals):
        rows.append(Row((Cell("총계"), *totals, rate_cell(found.executed_of_secured)), "total"))
    return Table("money-by-fund", "재원별 계획·확보·집행", columns, tuple(rows), UNIT)


def places_table(book: Book, link: Link, kind: Kind = "pledge") -> Table:
    """Sums of one kind in each place, how many have a figure, and the rates over those with both. Never added up.

    Amounts without a year are in no sum; they stand as notes under the measure they are of.
    """
    labels = [book.terms.measures[measure].ko for measure in MEASURES]
    counted = (Column(f"{label} 있는 건수", "건", number=True, only="file") for label in labels)
    columns = (
        Column("지역"),
        Column("수록한 건수", "건", number=True, only="file"),
        *(Column(label, number=True) for label in labels),
        Column("확보÷계획", "%", number=True),
        Column(_EXECUTION, "%", number=True),
        Column("집행÷계획", "%", number=True),
        *counted,
        Column("연도 없는 금액", only="file"),
    )
    places = [place for place in book.places.values() if any(each.kind == kind for each in place.commitments)]
    rows = tuple(_place_row(place, kind, book, link) for place in places)
    return Table(
        f"money-by-place-{kind}", "지역별 계획·확보·집행", columns, rows, UNIT, cards=True, classes="gaps"
    )


def _place_row(place: Place, kind: Kind, book: Book, link: Link) -> Row:
    found = place_money(place, kind)
    loose = [row for each in place.commitments if each.kind == kind for row in money(each, place).unstated]
    sums = (found.planned, found.secured, found.executed)
    listed = found.planned.used + found.planned.without
    cells = (
        Cell(place.name, href=link(f"{place.id}/")),
        number(listed),
        *(
            with_loose(
                _sum_cell(each),
                (row for row in loose if row.measure == each.measure),
                place,
                book,
                measure=False,
            )
            for each in sums
        ),
        *(
            rate_cell(rate, _over(rate))
            for rate in (found.secured_rate, found.executed_of_secured, found.executed_of_planned)
        ),
        *(number(each.used) for each in sums),
        text(loose_text(loose, place, book)),
    )
    return Row(cells)


def _sum_cell(found: MoneySum) -> Cell:
    if found.figure is None:
        return NOTHING
    note = f"{found.used + found.without}건 가운데 {found.used}건"
    behind, formula = wheres(found.figure.rows), found.told
    return Cell(found.figure.value, "number", note, rows=behind, formula=formula, computed=found.used > 1)


def _over(rate: Rate | None) -> str:
    """What a rate is made of and how many are left out of it."""
    if rate is None:
        return ""
    left = f", {rate.left_out}건은 금액이 없어 뺌" if rate.left_out else ""
    return f"{exact(rate.numerator)} ÷ {exact(rate.denominator)} ({rate.used}건{left})"


def pledges_money_table(place: Place, book: Book, link: Link) -> Table:
    """Planned, secured and executed of each pledge of one place, and executed ÷ secured. Not added up here."""
    labels = [book.terms.measures[measure].ko for measure in MEASURES]
    columns = (
        Column("공약"),
        Column("번호", only="file"),
        *(Column(label, number=True) for label in labels),
        Column(_EXECUTION, "%", number=True),
    )
    found = [(pledge, money(pledge, place)) for pledge in place.pledges]
    rows = tuple(
        Row(
            (
                Cell(pledge.sheet.title, note=_number_note(pledge), href=link(f"{pledge.key}/")),
                text(pledge.sheet.no),
                *(figure_cell(figure) for figure in (each.planned, each.secured, each.executed)),
                rate_cell(each.executed_of_secured),
            )
        )
        for pledge, each in found
    )
    return Table("money-by-pledge", "공약별 계획·확보·집행", columns, rows, UNIT, cards=True)


def _number_note(commitment: Commitment) -> str:
    return f"공약 {commitment.sheet.no}" if commitment.sheet.no else ""


def plan_change_table(found: Money) -> Table:
    """The planned total of every statement, oldest first: 당초, then each 변경 with its difference from 당초."""
    columns = (
        Column("구분"),
        Column("기준일"),
        Column("계획", number=True),
        Column("당초와의 차이", number=True),
    )
    rows: list[Row] = []
    first: Figure | None = None
    for statement in found.statements["planned"]:
        total = statement.total()
        if total is None:
            continue
        more = _more(first, total) if first else BLANK
        rows.append(Row((Cell("변경" if first else "당초"), day(statement.as_of), figure_cell(total), more)))
        first = first or total
    return Table("plan-change", "당초와 변경 뒤의 계획", columns, tuple(rows), UNIT)


def _more(first: Figure, now: Figure) -> Cell:
    formula = difference_text("변경 − 당초", now.value, first.value)
    behind = wheres((*now.rows, *first.rows))
    return Cell(now.value - first.value, "signed", rows=behind, formula=formula, computed=True)
