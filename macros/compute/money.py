"""Money: statements and their lines, planned, secured and executed side by side. Unit: million won (백만 원).

A blank cell is no zero, an absent cell is no blank, and nothing is added across places or kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from macros.compute.dated import in_statements
from macros.compute.figure import Figure, Rate, added, rate, rounding, sum_text
from macros.model import FUND_PARTS, MEASURES, Commitment, Fund, Kind, Measure, Place, Spending, When


@dataclass(frozen=True)
class Statement:
    """What one document says of one measure of a commitment as of one day: its cells, in file order."""

    measure: Measure
    as_of: When | None
    rows: tuple[Spending, ...]

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], Spending]:
        cells: dict[tuple[str, str], Spending] = {}
        for row in self.rows:
            cells.setdefault((row.year, row.fund), row)
        return cells

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years that have a cell, blank or not: before, then YYYY, then after_term; no total, no unstated."""
        return _in_order({row.year for row in self.rows} - {"total", "unstated"})

    @cached_property
    def funds(self) -> tuple[Fund, ...]:
        """The funds that have a cell, blank or not, in the order in which plans print them; no total."""
        named = {row.fund for row in self.rows}
        return tuple(fund for fund in FUND_PARTS if fund in named)

    @cached_property
    def unstated(self) -> tuple[Spending, ...]:
        """The amounts printed without a year: shown, never summed."""
        return tuple(
            row
            for row in self._cells.values()
            if row.year == "unstated" and row.amount_million_krw is not None
        )

    def cell(self, year: str, fund: str) -> Spending | None:
        """The row of a cell; of two sources the first row. Its amount is None where the cell is printed blank."""
        return self._cells.get((year, fund))

    def figure(self, year: str = "total", fund: str = "total") -> Figure | None:
        """The printed amount of a cell; else the sum of a line that is complete as written; else None.

        A line is complete as written when it has two parts or more and each year (or fund) that the statement names
        anywhere has an amount in it. A blank part or an amount without a year leaves it incomplete.
        """
        row = self.cell(year, fund)
        if row and row.amount_million_krw is not None:
            return Figure(row.amount_million_krw, (row,))
        if year == "total" and not self.unstated:
            whole = self._whole([self.figure(each, fund) for each in self.years])
            if whole:
                return whole
        if fund == "total" and year != "unstated":
            return self._whole([self.figure(year, each) for each in self.funds])
        return None

    def total(self, fund: str = "total") -> Figure | None:
        """The total of a fund (default: of all): `figure` over all years. For secured and executed: up to as_of."""
        return self.figure("total", fund)

    @staticmethod
    def _whole(parts: Sequence[Figure | None]) -> Figure | None:
        there = [part for part in parts if part]
        return added(there) if len(there) == len(parts) >= 2 else None


def _in_order(years: set[str]) -> tuple[str, ...]:
    return tuple(sorted(years, key=lambda year: (year == "after_term", year != "before", year)))


def statements(commitment: Commitment, measure: Measure, place: Place) -> tuple[Statement, ...]:
    """The statements of a measure, oldest first. Order: as_of, else the source's date, else oldest; ties by file."""
    rows = [row for row in commitment.spending if row.measure == measure]
    return tuple(Statement(measure, group[0].as_of, group) for group in in_statements(rows, place))


def latest(commitment: Commitment, measure: Measure, place: Place) -> Statement | None:
    """The newest statement: it counts whole, no cell of an older one shines through."""
    found = statements(commitment, measure, place)
    return found[-1] if found else None


def original(commitment: Commitment, measure: Measure, place: Place) -> Statement | None:
    """The oldest statement (당초)."""
    found = statements(commitment, measure, place)
    return found[0] if found else None


@dataclass(frozen=True)
class LineSum:
    """A line of one statement that has parts and a printed total.

    `what` are the parts (years or funds); `at` is the fund of a line of years, the year of a line of funds, `total`
    included. `blank` are cells of the line printed empty. `difference` = actual − expected, in million won.
    """

    what: Literal["years", "funds"]
    at: str
    parts: tuple[Spending, ...]
    blank: tuple[Spending, ...]
    printed: Spending
    expected: Decimal
    actual: Decimal

    @property
    def difference(self) -> Decimal:
        return self.actual - self.expected

    @property
    def within_rounding(self) -> bool:
        """Whether rounding the printed digits can explain the difference (half a last digit for each number)."""
        return abs(self.difference) <= rounding([self.expected, *self._values])

    @property
    def text(self) -> str:
        """The parts and what they give: `24,394 + 6,548 + 14,543 = 45,485`."""
        return sum_text(self._values)

    @property
    def _values(self) -> list[Decimal]:
        return [row.amount_million_krw for row in self.parts if row.amount_million_krw is not None]


def line_sums(statement: Statement) -> Iterator[LineSum]:
    """Every line with at least one amount and a printed total: years of all money and of each fund, then funds.

    Amounts without a year (unstated) stand in no line.
    """
    funds: tuple[Fund, ...] = ("total", *statement.funds)
    for fund in funds:
        yield from _line(
            statement, "years", fund, [(year, fund) for year in statement.years], ("total", fund)
        )
    for year in ("total", *statement.years):
        yield from _line(
            statement, "funds", year, [(year, fund) for fund in statement.funds], (year, "total")
        )


def _line(
    statement: Statement,
    what: Literal["years", "funds"],
    at: str,
    parts: Sequence[tuple[str, str]],
    whole: tuple[str, str],
) -> Iterator[LineSum]:
    printed = statement.cell(*whole)
    if printed is None or printed.amount_million_krw is None:
        return
    cells = [row for row in (statement.cell(*each) for each in parts) if row]
    there = tuple(row for row in cells if row.amount_million_krw is not None)
    if there:
        blank = tuple(row for row in cells if row.amount_million_krw is None)
        actual = sum(
            (row.amount_million_krw for row in there if row.amount_million_krw is not None), Decimal(0)
        )
        yield LineSum(what, at, there, blank, printed, printed.amount_million_krw, actual)


_Figures = tuple[Figure | None, Figure | None, Figure | None]
_Rates = tuple[Rate | None, Rate | None, Rate | None]


@dataclass(frozen=True)
class MoneyLine:
    """One fund, or one year, of the newest statements side by side; None where there is no figure."""

    code: str
    planned: Figure | None
    secured: Figure | None
    executed: Figure | None
    secured_rate: Rate | None
    executed_of_secured: Rate | None
    executed_of_planned: Rate | None


@dataclass(frozen=True)
class Money:
    """The money of one commitment: totals of the newest statements, and what they are made of.

    `original` is the total first planned where a later statement followed, else None. `by_fund` and `by_year` hold
    every fund and year that any newest statement names. `unstated` are amounts without a year: shown, never summed.
    """

    planned: Figure | None
    secured: Figure | None
    executed: Figure | None
    secured_rate: Rate | None
    executed_of_secured: Rate | None
    executed_of_planned: Rate | None
    original: Figure | None
    by_fund: tuple[MoneyLine, ...]
    by_year: tuple[MoneyLine, ...]
    unstated: tuple[Spending, ...]
    statements: Mapping[Measure, tuple[Statement, ...]]

    def latest(self, measure: Measure) -> Statement | None:
        """The newest statement of a measure."""
        found = self.statements[measure]
        return found[-1] if found else None


# name, numerator, denominator, formula; figures by their place in MEASURES
_SHARES = (
    ("확보율", 1, 0, "확보 ÷ 계획"),
    ("집행률(확보 대비)", 2, 1, "집행 ÷ 확보"),
    ("집행률(계획 대비)", 2, 0, "집행 ÷ 계획"),
)


def _rates(members: Sequence[_Figures]) -> _Rates:
    """The three shares, each over the members that have both of its figures; the others are left out."""
    found: list[Rate | None] = []
    for name, top, bottom, formula in _SHARES:
        both = [(over, under) for each in members if (over := each[top]) and (under := each[bottom])]
        found.append(
            rate(
                name,
                sum((over.value for over, _ in both), Decimal(0)),
                sum((under.value for _, under in both), Decimal(0)),
                (row for pair in both for figure in pair for row in figure.rows),
                formula,
                used=len(both),
                left_out=len(members) - len(both),
                parts=(tuple(over.value for over, _ in both), tuple(under.value for _, under in both)),
            )
        )
    return found[0], found[1], found[2]


def money(commitment: Commitment, place: Place) -> Money:
    """Planned, secured and executed money of a commitment in million won, and three rates of total, fund and year.

    Only the newest statement of each measure counts. A rate needs both figures of the same fund and year:
    확보율 = 확보 ÷ 계획, 집행률 = 집행 ÷ 확보 and 집행 ÷ 계획, each × 100. Source: the fiscal items of the
    한국매니페스토실천본부's yearly check, secured and executed money against the plan; 집행 ÷ 확보 is this site's own.
    """
    dated = {measure: statements(commitment, measure, place) for measure in MEASURES}
    newest = [found[-1] for found in dated.values() if found]

    def line(code: str, year: str, fund: str) -> MoneyLine:
        figures = _figures(dated, year, fund)
        return MoneyLine(code, *figures, *_rates([figures]))

    whole = line("total", "total", "total")
    funds = [fund for fund in FUND_PARTS if any(fund in statement.funds for statement in newest)]
    years = _in_order({year for statement in newest for year in statement.years})
    return Money(
        whole.planned,
        whole.secured,
        whole.executed,
        whole.secured_rate,
        whole.executed_of_secured,
        whole.executed_of_planned,
        dated["planned"][0].total() if len(dated["planned"]) > 1 else None,
        tuple(line(fund, "total", fund) for fund in funds),
        tuple(line(year, year, "total") for year in years),
        tuple(row for statement in newest for row in statement.unstated),
        MappingProxyType(dated),
    )


def _figures(dated: Mapping[Measure, tuple[Statement, ...]], year: str, fund: str) -> _Figures:
    planned, secured, executed = (
        dated[measure][-1].figure(year, fund) if dated[measure] else None for measure in MEASURES
    )
    return planned, secured, executed


@dataclass(frozen=True)
class MoneySum:
    """One measure over the commitments of a place: the sum, how many have a figure and how many have none.

    `by_fund` is given only if the funds of every counted commitment add up to its total; else it is empty.
    """

    measure: Measure
    figure: Figure | None
    used: int
    without: int
    by_fund: tuple[tuple[Fund, Figure], ...]

    @property
    def told(self) -> str:
        """How it was added and over how many: 부분의 합 = 24 + 286 = 310. 수록한 8건 가운데 금액이 적힌 2건."""
        if self.figure is None:
            return ""
        rest = f", 적히지 않은 {self.without}건" if self.without else ""
        counted = f"수록한 {self.used + self.without}건 가운데 금액이 적힌 {self.used}건{rest}"
        return ". ".join(filter(None, (self.figure.told, counted)))


@dataclass(frozen=True)
class PlaceMoney:
    """The money of one kind of commitment in one place. Never added to another place's or kind's."""

    place: str
    kind: Kind
    planned: MoneySum
    secured: MoneySum
    executed: MoneySum
    secured_rate: Rate | None
    executed_of_secured: Rate | None
    executed_of_planned: Rate | None


def place_money(place: Place, kind: Kind = "pledge") -> PlaceMoney:
    """Sums of the totals of one kind in one place, in million won; rates over those with both figures only.

    Jung-gu: executed ÷ secured = 22,943 ÷ 50,514 = 45.4 % over three commitments, five left out; not ÷ 51,214.
    """
    found = [money(each, place) for each in place.commitments if each.kind == kind]
    planned, secured, executed = (_over(measure, found) for measure in MEASURES)
    rates = _rates([(each.planned, each.secured, each.executed) for each in found])
    return PlaceMoney(place.id, kind, planned, secured, executed, *rates)


def _over(measure: Measure, found: Sequence[Money]) -> MoneySum:
    totals: list[Figure] = []
    parts: dict[Fund, list[Figure]] = {}
    broken_down = True
    for each in found:
        statement = each.latest(measure)
        total = statement.total() if statement else None
        if statement is None or total is None:
            continue
        totals.append(total)
        funds = [(fund, part) for fund in statement.funds if (part := statement.total(fund))]
        broken_down = broken_down and sum((part.value for _, part in funds), Decimal(0)) == total.value
        for fund, part in funds:
            parts.setdefault(fund, []).append(part)
    by_fund = tuple((fund, added(parts[fund])) for fund in FUND_PARTS if fund in parts) if broken_down else ()
    whole = added(totals) if totals else None
    return MoneySum(measure, whole, len(totals), len(found) - len(totals), by_fund)
