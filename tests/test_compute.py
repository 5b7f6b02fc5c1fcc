"""Numbers: every expected value below was worked out by hand from the rows above it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import compute
from macros.compute import (
    added,
    attainments,
    completion,
    coverage,
    coverages,
    dated_on,
    disclosure,
    in_statements,
    latest,
    line_sums,
    measurability,
    money,
    newest,
    on_track,
    original,
    place_money,
    range_sums,
    rate,
    reconcile,
    rounding,
    signals,
    statements,
    status,
    status_counts,
    sum_text,
)
from macros.model import (
    Book,
    Change,
    Commitment,
    Coverage,
    ElectoralTerm,
    Indicator,
    Milestone,
    Outcome,
    Place,
    PlaceFile,
    PublishedRate,
    Sheet,
    Site,
    Source,
    Spending,
    Status,
    Target,
    Terms,
)

TODAY = date(2026, 11, 21)


def source(id: str, published: str | None = None, read: str = "2026-11-21") -> Source:
    return Source(id=id, publisher="시", title="계획", published=published, read=read, kind="official")


SOURCES = {
    "plan": source("plan"),
    "page": source("page"),
    "early": source("early", "2023-01-04"),
    "late": source("late", "2024-07-18"),
}


def cell(
    year: str,
    fund: str,
    amount: str | None,
    measure: str = "planned",
    as_of: str | None = None,
    source: str = "plan",
) -> Spending:
    return Spending(
        commitment="c",
        measure=measure,
        year=year,
        fund=fund,
        amount_million_krw=amount,
        as_of=as_of,
        source=source,
    )


def goal(
    year: str, value: str | None, text: str | None = None, as_of: str | None = None, indicator: str = "i"
) -> Target:
    return Target(
        commitment="c",
        indicator=indicator,
        year=year,
        target=value,
        target_text=text,
        as_of=as_of,
        source="plan",
    )


def result(
    period: str, value: str | None, text: str | None = None, as_of: str | None = None, indicator: str = "i"
) -> Outcome:
    return Outcome(
        commitment="c",
        indicator=indicator,
        period=period,
        value=value,
        value_text=text,
        as_of=as_of,
        source="plan",
    )


def said(
    code: str, as_of: str | None = None, raw: str = "정상", source: str = "plan", commitment: str = "c"
) -> Status:
    return Status(commitment=commitment, status=code, raw=raw, as_of=as_of, source=source)


def commitment(
    id: str = "c", kind: str = "pledge", sheet: dict[str, Any] | None = None, **rows: Any
) -> Commitment:
    whole = Sheet(**{"title": "일", "field": "safety", "source": "plan", **(sheet or {})})
    return Commitment("town", id, kind, whole, **rows)  # type: ignore[arg-type]


def town(*commitments: Commitment, **about: Any) -> Place:
    return Place("town", PlaceFile(name="마을시", level="city", **about), SOURCES, commitments)


def book_of(*terms: ElectoralTerm) -> Book:
    names = ("fields", "statuses", "funds", "measures", "levels", "programmes", "signals", "classifications")
    empty: dict[str, Any] = {name: {} for name in names}
    return Book(Site(title="공약", terms=terms), Terms(**empty, ladder=()))


TERM_8 = ElectoralTerm(id="8", label="민선 8기", start="2022-07-01", end="2026-06-30", source="plan")


def plan(*rows: Spending) -> compute.Statement:
    (only,) = statements(commitment(spending=rows), rows[0].measure, town())
    return only


def codes(found: tuple[compute.Signal, ...]) -> list[str]:
    return [signal.code for signal in found]


def because(found: tuple[compute.Signal, ...], code: str) -> str:
    (only,) = [signal.because for signal in found if signal.code == code]
    return only


# ── figures and rates ───────────────────────────────────────────────────────────────────────


def test_a_rate_keeps_its_numbers_and_shows_one_decimal_half_up() -> None:
    share = rate("집행률", Decimal("22943"), Decimal("50514"), (), "집행 ÷ 확보", used=3, left_out=5)
    assert share is not None
    assert (share.numerator, share.denominator, share.used, share.left_out) == (22943, 50514, 3, 5)
    assert share.shown == Decimal("45.4")
    assert share.percent.quantize(Decimal("0.0001")) == Decimal("45.4191")


def test_a_half_is_rounded_up() -> None:
    share = rate("", 1, 16, (), "")
    assert share is not None
    assert share.percent == Decimal("6.25")
    assert share.shown == Decimal("6.3")


@pytest.mark.parametrize("denominator", ["0", "0.0", "-3"])
def test_nothing_and_less_than_nothing_have_no_share(denominator: str) -> None:
    assert rate("", Decimal(5), Decimal(denominator), (), "") is None


def test_zero_of_something_is_zero_per_cent() -> None:
    share = rate("", 0, 8, (), "")
    assert share is not None
    assert share.shown == Decimal("0.0")


def test_added_figures_keep_all_rows_and_say_the_sum() -> None:
    one, two = cell("2024", "total", "24394"), cell("2025", "total", "345179.4")
    total = added([compute.Figure(Decimal("24394"), (one,)), compute.Figure(Decimal("345179.4"), (two,))])
    assert total.value == Decimal("369573.4")
    assert total.rows == (one, two)
    assert total.computed
    assert total.formula == "24,394 + 345,179.4 = 369,573.4"


def test_one_figure_added_stays_printed_and_none_cannot_be_added() -> None:
    only = compute.Figure(Decimal(8), (cell("2024", "total", "8"),))
    assert added([only]) is only
    with pytest.raises(ValueError, match="nothing to add"):
        added([])


def test_rounding_is_half_a_last_digit_of_each_number() -> None:
    assert rounding([Decimal(10), Decimal(4), Decimal(6)]) == Decimal("1.5")
    assert rounding([Decimal("10.1"), Decimal("4.05")]) == Decimal("0.055")


def test_a_sum_in_words_shows_negative_amounts() -> None:
    assert sum_text([Decimal(1500), Decimal(-200)]) == "1,500 + −200 = 1,300"


# ── which row is the newest ─────────────────────────────────────────────────────────────────


def test_as_of_dates_a_row_then_its_source_then_nothing() -> None:
    place = town()
    assert dated_on(cell("2024", "total", "1", as_of="2023", source="late"), place) == date(2023, 12, 31)
    assert dated_on(cell("2024", "total", "1", source="late"), place) == date(2024, 7, 18)
    assert dated_on(cell("2024", "total", "1", source="plan"), place) == date.min
    assert dated_on(cell("2024", "total", "1", source="late"), None) == date.min


def test_statements_come_oldest_first_whatever_the_order_of_the_file() -> None:
    third = cell("total", "total", "3", as_of="2025-09-30")
    first = cell("total", "total", "1")
    second = cell("total", "total", "2", source="late")
    found = statements(commitment(spending=(third, first, second)), "planned", town())
    assert [each.rows for each in found] == [(first,), (second,), (third,)]
    assert [each.as_of and each.as_of.text for each in found] == [None, None, "2025-09-30"]


def test_statements_of_one_day_keep_the_order_of_the_file() -> None:
    year = cell("total", "total", "1", as_of="2023")
    day = cell("total", "total", "2", as_of="2023-12-31")
    assert [each.rows for each in statements(commitment(spending=(day, year)), "planned", town())] == [
        (day,),
        (year,),
    ]
    assert [each.rows for each in statements(commitment(spending=(year, day)), "planned", town())] == [
        (year,),
        (day,),
    ]


def test_one_date_from_two_sources_is_one_statement() -> None:
    rows = (
        cell("2025", "total", "350", as_of="2025-03-07", source="early"),
        cell("total", "total", "350", as_of="2025-03-07", source="late"),
    )
    assert in_statements(rows, town()) == (rows,)


def test_undated_rows_of_undated_sources_are_statements_of_their_own() -> None:
    rows = (cell("total", "total", "1", source="plan"), cell("total", "total", "2", source="page"))
    assert in_statements(rows, town()) == ((rows[0],), (rows[1],))


def test_of_one_date_the_first_row_counts_and_a_newer_date_replaces_it() -> None:
    first = goal("2024", "10", as_of="2023")
    twice = goal("2024", "11", as_of="2023")
    other = goal("2025", "20", as_of="2023")
    later = goal("2024", "12", as_of="2024")
    by_year = newest((later, first, twice, other), town(), lambda row: row.year)
    assert by_year == {"2024": later, "2025": other}
    assert newest((first, twice), town(), lambda row: row.year) == {"2024": first}


# ── statements ──────────────────────────────────────────────────────────────────────────────


def test_years_and_funds_stand_in_the_order_of_plans() -> None:
    found = plan(
        cell("after_term", "own", "1"),
        cell("2025", "own", "1"),
        cell("total", "other", "1"),
        cell("2024", "national", "1"),
        cell("before", "national", "1"),
        cell("unstated", "private", "1"),
        cell("total", "total", "9"),
    )
    assert found.years == ("before", "2024", "2025", "after_term")
    assert found.funds == ("national", "own", "private", "other")


def test_blank_zero_and_absent_are_three_things() -> None:
    found = plan(cell("2024", "national", None), cell("2024", "own", "0"))
    blank = found.cell("2024", "national")
    zero = found.cell("2024", "own")
    assert blank is not None
    assert blank.amount_million_krw is None
    assert zero is not None
    assert zero.amount_million_krw == 0
    assert found.cell("2024", "other") is None
    assert found.figure("2024", "national") is None
    assert found.figure("2024", "own") == compute.Figure(Decimal(0), (zero,))


def test_the_first_row_of_a_cell_counts() -> None:
    first = cell("total", "total", "100", as_of="2025", source="early")
    found = plan(first, cell("total", "total", "200", as_of="2025", source="late"))
    assert found.cell("total", "total") is first
    assert found.total() == compute.Figure(Decimal(100), (first,))


def test_a_printed_total_is_taken_as_it_is_even_beside_other_parts() -> None:
    printed = cell("total", "total", "10")
    total = plan(cell("2024", "total", "4"), cell("2025", "total", "5"), printed).total()
    assert total == compute.Figure(Decimal(10), (printed,), computed=False, formula="")


def test_parts_without_a_total_are_added_when_the_line_is_complete() -> None:
    rows = (cell("before", "total", "24394"), cell("2024", "total", "6548"), cell("2025", "total", "14543"))
    total = plan(*rows).total()
    assert total == compute.Figure(
        Decimal(45485), rows, computed=True, formula="24,394 + 6,548 + 14,543 = 45,485"
    )


def test_a_line_with_a_blank_part_gives_no_total() -> None:
    assert (
        plan(cell("2023", "total", None), cell("2024", "total", "5"), cell("2025", "total", "5")).total()
        is None
    )


def test_a_single_part_is_no_total() -> None:
    assert plan(cell("2024", "total", "5")).total() is None
    assert plan(cell("total", "national", "5")).total() is None


def test_a_fund_without_a_year_that_others_have_gives_no_total() -> None:
    found = plan(
        cell("2024", "national", "9"),
        cell("2025", "national", "9"),
        cell("2024", "own", "1"),
        cell("total", "own", "2"),
    )
    assert found.total("own") == compute.Figure(Decimal(2), (found.rows[3],))
    national = found.total("national")
    assert national is not None
    assert (national.value, national.computed) == (18, True)
    whole = found.total()
    assert whole is not None
    assert whole.formula == "18 + 2 = 20"
    assert found.figure("2025") is None
    assert plan(cell("2024", "national", "9"), cell("2025", "own", "1")).total() is None


def test_a_grid_without_any_total_is_added_by_years() -> None:
    found = plan(
        cell("2024", "national", "1350"),
        cell("2024", "own", "150"),
        cell("2025", "national", "900"),
        cell("2025", "own", "100"),
    )
    total = found.total()
    assert total is not None
    assert total.value == 2500
    assert total.formula == "1,500 + 1,000 = 2,500"
    assert total.rows == found.rows
    year = found.figure("2024")
    assert year is not None
    assert year.formula == "1,350 + 150 = 1,500"


def test_only_a_total_and_no_parts_is_a_total_without_lines() -> None:
    found = plan(cell("total", "total", "1000"))
    assert found.total() == compute.Figure(Decimal(1000), found.rows)
    assert (found.years, found.funds, list(line_sums(found))) == ((), (), [])


def test_an_amount_without_a_year_is_shown_and_never_summed() -> None:
    row = cell("unstated", "national", "1958", "secured", "2024-07-18")
    found = plan(row)
    assert found.unstated == (row,)
    assert found.total() is None
    assert found.total("national") is None
    assert list(line_sums(found)) == []
    beside = plan(
        row,
        cell("2023", "national", "1", "secured", "2024-07-18"),
        cell("2024", "national", "2", "secured", "2024-07-18"),
    )
    assert beside.total("national") is None


def test_a_blank_amount_without_a_year_is_not_among_the_unstated() -> None:
    assert plan(cell("unstated", "own", None), cell("2024", "own", "1")).unstated == ()


# ── sums of lines ───────────────────────────────────────────────────────────────────────────


def test_lines_are_summed_by_years_and_by_funds() -> None:
    found = plan(
        cell("total", "total", "3000"),
        cell("2022", "total", None),
        cell("2023", "total", "1500"),
        cell("2024", "total", "1500"),
        cell("total", "national", "2700"),
        cell("2023", "national", "1350"),
        cell("2024", "national", "1350"),
        cell("total", "own", "300"),
    )
    told = [(line.what, line.at, line.text, line.expected, line.difference) for line in line_sums(found)]
    assert told == [
        ("years", "total", "1,500 + 1,500 = 3,000", 3000, 0),
        ("years", "national", "1,350 + 1,350 = 2,700", 2700, 0),
        ("funds", "total", "2,700 + 300 = 3,000", 3000, 0),
        ("funds", "2023", "1,350 = 1,350", 1500, -150),
        ("funds", "2024", "1,350 = 1,350", 1500, -150),
    ]
    first = next(line_sums(found))
    assert first.printed is found.rows[0]
    assert first.parts == found.rows[2:4]
    assert first.blank == (found.rows[1],)


def test_a_difference_of_the_last_digits_is_within_rounding() -> None:
    (by_funds,) = line_sums(
        plan(
            cell("total", "total", "1842425"),
            cell("total", "national", "1000000"),
            cell("total", "own", "842424"),
        )
    )
    assert (by_funds.actual, by_funds.difference, by_funds.within_rounding) == (1842424, -1, True)
    (worse,) = line_sums(
        plan(cell("total", "total", "10"), cell("total", "national", "4"), cell("total", "own", "4"))
    )
    assert (worse.difference, worse.within_rounding) == (-2, False)
    (exact,) = line_sums(
        plan(cell("total", "total", "10.0"), cell("total", "national", "9"), cell("total", "own", "1.2"))
    )
    assert (exact.difference, exact.within_rounding) == (Decimal("0.2"), True)


# ── money of a commitment ───────────────────────────────────────────────────────────────────

FLOOD = (
    cell("total", "total", "45485", as_of="2025-09-30"),
    cell("before", "total", "24394", as_of="2025-09-30"),
    cell("2024", "total", "6548", as_of="2025-09-30"),
    cell("2025", "total", "14543", as_of="2025-09-30"),
    cell("total", "national", "13645", as_of="2025-09-30"),
    cell("total", "province_or_metro", "31840", as_of="2025-09-30"),
    cell("total", "total", "45485", "secured", "2025-09-30"),
    cell("total", "national", "13645", "secured", "2025-09-30"),
    cell("total", "province_or_metro", "31840", "secured", "2025-09-30"),
    cell("total", "total", "20609", "executed", "2025-09-30"),
    cell("total", "national", "13645", "executed", "2025-09-30"),
    cell("total", "province_or_metro", "6964", "executed", "2025-09-30"),
)


def test_the_three_rates_of_money_are_named_by_their_denominator() -> None:
    found = money(commitment(spending=FLOOD), town())
    rates = (found.secured_rate, found.executed_of_secured, found.executed_of_planned)
    assert [each and (each.name, each.formula, each.shown) for each in rates] == [
        ("확보율", "확보 ÷ 계획", Decimal("100.0")),
        ("집행률(확보 대비)", "집행 ÷ 확보", Decimal("45.3")),
        ("집행률(계획 대비)", "집행 ÷ 계획", Decimal("45.3")),
    ]
    assert found.executed_of_secured is not None
    assert found.executed_of_secured.rows == (FLOOD[9], FLOOD[6])
    assert (found.executed_of_secured.used, found.executed_of_secured.left_out) == (1, 0)


def test_money_stands_side_by_side_by_fund_and_by_year() -> None:
    found = money(commitment(spending=FLOOD), town())
    by_fund = [
        (
            line.code,
            line.planned and line.planned.value,
            line.executed_of_secured and line.executed_of_secured.shown,
        )
        for line in found.by_fund
    ]
    assert by_fund == [("national", 13645, Decimal("100.0")), ("province_or_metro", 31840, Decimal("21.9"))]
    by_year = [
        (line.code, line.planned and line.planned.value, line.secured, line.executed)
        for line in found.by_year
    ]
    assert by_year == [("before", 24394, None, None), ("2024", 6548, None, None), ("2025", 14543, None, None)]


def test_without_secured_money_there_is_no_rate_and_no_zero() -> None:
    found = money(commitment(spending=FLOOD[:6]), town())
    assert (found.secured, found.executed) == (None, None)
    assert (found.secured_rate, found.executed_of_secured, found.executed_of_planned) == (None, None, None)


def test_executed_zero_is_a_figure_and_planned_zero_divides_nothing() -> None:
    none_spent = money(
        commitment(spending=(cell("total", "total", "5"), cell("total", "total", "0", "executed"))), town()
    )
    assert none_spent.executed_of_planned is not None
    assert none_spent.executed_of_planned.shown == Decimal("0.0")
    no_plan = money(
        commitment(spending=(cell("total", "total", "0"), cell("total", "total", "5", "executed"))), town()
    )
    assert no_plan.executed_of_planned is None


def test_the_latest_statement_counts_whole_and_the_first_stays_visible() -> None:
    rows = (
        cell("total", "total", "328200"),
        cell("total", "national", "100000"),
        cell("total", "total", "352400", as_of="2023"),
    )
    pledge, place = commitment(spending=rows), town()
    found = money(pledge, place)
    assert found.planned == compute.Figure(Decimal(352400), (rows[2],))
    assert found.original == compute.Figure(Decimal(328200), (rows[0],))
    assert found.by_fund == ()
    assert latest(pledge, "planned", place) == found.statements["planned"][1] == found.latest("planned")
    assert original(pledge, "planned", place) == found.statements["planned"][0]
    assert (
        latest(pledge, "secured", place),
        original(pledge, "secured", place),
        found.latest("secured"),
    ) == (None,) * 3


def test_a_single_statement_has_no_original_beside_it() -> None:
    assert money(commitment(spending=(cell("total", "total", "1"),)), town()).original is None


def test_a_commitment_without_money_has_none() -> None:
    found = money(commitment(), town())
    assert (found.planned, found.secured, found.executed, found.by_fund, found.by_year) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_money_without_a_year_is_handed_on() -> None:
    row = cell("unstated", "national", "1958", "secured", "2024-07-18")
    found = money(commitment(spending=(row,)), town())
    assert (found.unstated, found.secured) == ((row,), None)


# ── money of a place ────────────────────────────────────────────────────────────────────────


def test_rates_of_a_place_use_only_commitments_with_both_figures() -> None:
    place = town(
        commitment(
            "a", spending=(cell("total", "total", "100", "secured"), cell("total", "total", "40", "executed"))
        ),
        commitment("b", spending=(cell("total", "total", "300", "secured"),)),
        commitment("d", spending=(cell("total", "total", "7"),)),
        commitment("e", "programme", spending=(cell("total", "total", "1000", "secured"),)),
    )
    found = place_money(place)
    assert found.executed_of_secured is not None
    assert found.executed_of_secured.shown == Decimal("40.0")
    assert (found.executed_of_secured.used, found.executed_of_secured.left_out) == (1, 2)
    assert found.secured.figure is not None
    assert (found.secured.figure.value, found.secured.used, found.secured.without) == (400, 2, 1)
    assert found.secured.figure.formula == "100 + 300 = 400"
    assert (found.secured_rate, found.executed_of_planned) == (None, None)
    programmes = place_money(place, "programme")
    assert programmes.secured.figure is not None
    assert programmes.secured.figure.value == 1000


def test_funds_of_a_place_are_summed_only_if_all_break_down() -> None:
    whole = commitment(
        "a",
        spending=(cell("total", "total", "10"), cell("total", "national", "9"), cell("total", "own", "1")),
    )
    bare = commitment("b", spending=(cell("total", "total", "5"),))
    by_fund = place_money(town(whole)).planned.by_fund
    assert [(fund, figure.value) for fund, figure in by_fund] == [("national", 9), ("own", 1)]
    assert place_money(town(whole, bare)).planned.by_fund == ()


def test_a_place_without_money_has_no_sum() -> None:
    found = place_money(town(commitment()))
    assert (found.planned.figure, found.planned.used, found.planned.without) == (None, 0, 1)


# ── targets and outcomes ────────────────────────────────────────────────────────────────────


def aimed(
    kind: str | None,
    targets: tuple[Target, ...],
    outcomes: tuple[Outcome, ...],
    direction: str | None = "up",
    period: dict[str, str] | None = None,
) -> tuple[compute.Attainment, ...]:
    indicator = Indicator(name="지표", unit="개", kind=kind, direction=direction)
    sheet = {"indicators": {"i": indicator}, "period": period}
    return attainments(commitment(sheet=sheet, targets=targets, outcomes=outcomes), town())


def told(found: tuple[compute.Attainment, ...]) -> list[tuple[Any, ...]]:
    return [(a.year, a.value and a.value.value, a.rate and a.rate.shown, a.met, a.why_not) for a in found]


JOBS = tuple(
    goal(year, aim)
    for year, aim in (("2014", "30000"), ("2015", "34000"), ("2016", "34000"), ("2017", "36000"))
)
CREATED = tuple(
    result(y, v) for y, v in (("2014", "33634"), ("2015", "39275"), ("2016", "43382"), ("2017", "41944"))
)
TERM = {"start": "2014", "end": "2018"}
NOT_OVER = "기간 전체의 실적이 확인한 출처에 없어 달성 여부를 말하지 않습니다."


def test_a_yearly_value_is_held_against_the_target_of_its_year() -> None:
    found = aimed("annual", JOBS, CREATED, period=TERM)
    assert told(found) == [
        ("2014", 33634, Decimal("112.1"), True, ""),
        ("2015", 39275, Decimal("115.5"), True, ""),
        ("2016", 43382, Decimal("127.6"), True, ""),
        ("2017", 41944, Decimal("116.5"), True, ""),
    ]
    assert found[0].difference == 3634
    assert (found[0].target, found[0].outcome) == (JOBS[0], CREATED[0])
    assert found[0].rate is not None
    assert (found[0].rate.formula, found[0].rate.rows) == ("실적 ÷ 목표", (JOBS[0], CREATED[0]))


def test_a_term_target_takes_the_sum_of_the_years_and_never_the_yearly_targets() -> None:
    whole = goal("term", "170000")
    (*_, term) = aimed("annual", (*JOBS, whole), CREATED, period=TERM)
    assert told((term,)) == [("term", 158235, Decimal("93.1"), None, NOT_OVER)]
    assert term.value is not None
    assert term.value.formula == "33,634 + 39,275 + 43,382 + 41,944 = 158,235"
    assert (term.outcome, term.difference) == (None, -11765)
    assert term.rate is not None
    assert (term.rate.denominator, term.rate.used) == (170000, 4)


def test_a_printed_range_counts_instead_of_its_parts() -> None:
    whole, total = goal("term", "170000"), result("2014/2017", "158235")
    (*_, term) = aimed("annual", (*JOBS, whole), (*CREATED, total), period=TERM)
    assert term.outcome is total
    assert term.value == compute.Figure(Decimal(158235), (total,))
    assert term.rate is not None
    assert term.rate.shown == Decimal("93.1")


def test_a_printed_range_that_is_not_its_parts_gives_no_figure() -> None:
    (*_, term) = aimed(
        "annual", (*JOBS, goal("term", "170000")), (*CREATED, result("2014/2017", "160000")), period=TERM
    )
    why = "적힌 합계(160,000)가 그 부분의 합(33,634 + 39,275 + 43,382 + 41,944 = 158,235)과 달라 셈하지 않습니다."
    assert (term.value, term.rate, term.met, term.why_not) == (None, None, None, why)


def test_a_range_and_a_later_year_are_added() -> None:
    found = aimed(
        "annual",
        (goal("term", "100"),),
        (result("2014/2016", "60"), result("2017", "30")),
        period={"start": "2014", "end": "2017"},
    )
    assert told(found) == [("term", 90, Decimal("90.0"), False, "")]


def test_values_of_overlapping_periods_are_not_added() -> None:
    found = aimed("annual", (goal("term", "100"),), (result("2014/2016", "60"), result("2016/2017", "30")))
    assert told(found)[-1] == ("term", None, None, None, "실적의 기간이 서로 겹쳐 더하지 않습니다.")
    assert [each.year for each in found] == ["2014/2016", "2016/2017", "term"]


def test_a_value_before_the_period_is_no_part_of_the_term() -> None:
    found = aimed(
        "annual",
        (goal("term", "100"),),
        (result("2013", "50"), result("2014", "60")),
        period={"start": "2014", "end": "2014"},
    )
    assert told(found) == [
        ("2013", 50, None, None, "이 기간의 목표가 확인한 출처에 없습니다."),
        ("term", 60, Decimal("60.0"), False, ""),
    ]


def test_a_term_sum_can_be_met_before_the_period_is_over() -> None:
    found = aimed("annual", (goal("term", "100"),), (result("2014", "120"),), period=TERM)
    assert told(found)[-1] == ("term", 120, Decimal("120.0"), True, "")


def test_without_a_stated_period_a_term_sum_is_never_missed() -> None:
    found = aimed("annual", (goal("term", "100"),), (result("2014", "60"),))
    assert told(found)[-1] == ("term", 60, Decimal("60.0"), None, NOT_OVER)


def test_quarters_that_fill_a_year_are_the_year_and_fewer_are_not() -> None:
    quarters = tuple(result(f"2024-Q{n}", "10") for n in (1, 2, 3, 4))
    whole = aimed("annual", (goal("2024", "50"),), quarters)
    assert told(whole) == [("2024", 40, Decimal("80.0"), False, "")]
    part = aimed("annual", (goal("2024", "50"),), quarters[:3])
    assert told(part)[-1] == ("2024", None, None, None, "그해 전체의 실적이 확인한 출처에 없습니다.")


def test_a_year_counted_before_it_was_over_is_not_missed() -> None:
    found = aimed("annual", (goal("2025", "100"),), (result("2025", "70", as_of="2025-09-30"),))
    assert told(found) == [("2025", 70, Decimal("70.0"), None, NOT_OVER)]


def test_a_revised_target_replaces_the_first_and_a_revised_value_too() -> None:
    targets = (goal("2024", "100", as_of="2022"), goal("2024", "80", as_of="2023"))
    outcomes = (result("2024", "70", as_of="2025-01"), result("2024", "72", as_of="2025-06"))
    assert told(aimed("annual", targets, outcomes)) == [("2024", 72, Decimal("90.0"), False, "")]


def test_running_totals_count_for_the_next_target_and_the_newest_wins() -> None:
    targets = (goal("2024", "100"), goal("2026", "200"), goal("term", "200"))
    outcomes = (result("2023", "40"), result("2024", "90"), result("2025", "150"))
    assert told(aimed("cumulative", targets, outcomes, period={"start": "2023", "end": "2026"})) == [
        ("2023", 40, None, None, "이 기간의 목표가 확인한 출처에 없습니다."),
        ("2024", 90, Decimal("90.0"), False, ""),
        ("2026", 150, Decimal("75.0"), None, NOT_OVER),
        ("term", 150, Decimal("75.0"), None, NOT_OVER),
    ]


def test_a_running_total_before_an_earlier_target_says_nothing_of_a_later_one() -> None:
    found = aimed("cumulative", (goal("2023", "50"), goal("2024", "100")), (result("2023", "40"),))
    assert told(found) == [
        ("2023", 40, Decimal("80.0"), False, ""),
        ("2024", None, None, None, "실적이 확인한 출처에 없습니다."),
    ]


def test_a_level_counts_in_or_after_its_year_and_never_before() -> None:
    too_early = "목표 연도나 그 뒤의 값이 확인한 출처에 없습니다."
    aim = (goal("2026", "67"),)
    assert told(aimed("level", aim, (result("2022-04", "66.4"),)))[-1] == (
        "2026",
        None,
        None,
        None,
        too_early,
    )
    within = aimed(
        "level", aim, (result("2026-04", "66.1"), result("2026-10", "67.3"), result("2027-04", "65"))
    )
    assert told(within[1:2])[0] == ("2026", Decimal("67.3"), Decimal("100.4"), True, "")
    after = aimed("level", aim, (result("2028", "60"), result("2027", "66")))
    assert told(after)[0] == ("2026", 66, Decimal("98.5"), False, "")


def test_a_level_of_a_later_target_year_belongs_to_that_target() -> None:
    found = aimed("level", (goal("2024", "65"), goal("2025", "66")), (result("2025", "66.5"),))
    assert [(each.year, each.value and each.value.value) for each in found] == [
        ("2024", None),
        ("2025", Decimal("66.5")),
    ]


def test_a_level_for_the_term_is_read_at_its_end() -> None:
    aim, values = (goal("term", "67"),), (result("2025", "68"), result("2026-04", "66.33"))
    (*_, term) = aimed("level", aim, values, period={"start": "2022", "end": "2026"})
    assert told((term,)) == [("term", Decimal("66.33"), Decimal("99.0"), False, "")]
    (*_, unknown) = aimed("level", aim, values)
    assert unknown.why_not == "기간이 끝나는 해가 적혀 있지 않아 견줄 값을 정할 수 없습니다."


def test_where_less_is_better_the_share_is_turned_over() -> None:
    (found,) = aimed("annual", (goal("2024", "80"),), (result("2024", "100"),), "down")
    assert told((found,)) == [("2024", 100, Decimal("80.0"), False, "")]
    assert found.rate is not None
    assert found.rate.formula == "목표 ÷ 실적"
    assert found.difference == 20
    assert told(aimed("annual", (goal("2024", "80"),), (result("2024", "64"),), "down")) == [
        ("2024", 64, Decimal("125.0"), True, "")
    ]
    assert told(aimed("annual", (goal("2024", "80"),), (result("2024", "80"),), "down"))[0][2:4] == (
        Decimal("100.0"),
        True,
    )


def test_where_less_is_better_an_outcome_of_zero_is_met_without_a_share() -> None:
    why = "목표가 0보다 작거나 실적이 0 이하라 비율을 셈하지 않습니다."
    assert told(aimed("annual", (goal("2024", "3"),), (result("2024", "0"),), "down")) == [
        ("2024", 0, None, True, why)
    ]


def test_where_less_is_better_an_unfinished_sum_can_be_missed_but_not_met() -> None:
    aim = (goal("term", "100"),)
    under = aimed("annual", aim, (result("2014", "60"),), "down", TERM)
    assert told(under)[-1] == ("term", 60, None, None, NOT_OVER)
    over = aimed("annual", aim, (result("2014", "160"),), "down", TERM)
    assert told(over)[-1] == (
        "term",
        160,
        None,
        False,
        "기간 전체의 실적이 확인한 출처에 없어 비율을 셈하지 않습니다.",
    )


def test_a_target_of_zero_has_no_share_but_can_be_met() -> None:
    why = "목표가 0 이하라 비율을 셈하지 않습니다."
    assert told(aimed("annual", (goal("2024", "0"),), (result("2024", "2"),))) == [
        ("2024", 2, None, True, why)
    ]


def test_a_milestone_is_reached_or_not_and_has_no_share() -> None:
    why = "이루었는지만 보는 지표라 비율을 셈하지 않습니다."
    aim = (goal("2024", "1"),)
    assert told(aimed("milestone", aim, (result("2023", "1"),))) == [("2024", 1, None, True, why)]
    assert told(aimed("milestone", aim, (result("2024", "0"),))) == [("2024", 0, None, False, why)]
    assert told(aimed("milestone", aim, (result("2023", "0"),))) == [("2024", 0, None, None, why)]


def test_without_a_kind_or_a_direction_nothing_is_compared() -> None:
    (no_kind,) = aimed(None, (goal("2024", "10"),), (result("2024", "12"),))
    assert (no_kind.value and no_kind.value.value, no_kind.rate, no_kind.met, no_kind.difference) == (
        12,
        None,
        None,
        None,
    )
    assert no_kind.why_not == "지표의 종류(연도별, 누계, 수준, 단계)가 적혀 있지 않아 견주지 않습니다."
    (no_way,) = aimed("annual", (goal("2024", "10"),), (result("2024", "12"),), None)
    assert (no_way.rate, no_way.met, no_way.difference) == (None, None, 2)
    assert no_way.why_not == "클수록 좋은지 작을수록 좋은지 적혀 있지 않아 비율을 셈하지 않습니다."


def test_targets_in_words_blanks_and_dashes_are_told_apart() -> None:
    found = aimed(
        "milestone", (goal("2023", None, "공모 참여"), goal("2024", None), goal("2025", None, "-")), ()
    )
    assert [each.why_not for each in found] == [
        "목표가 글로 적혀 있어 비율을 셈하지 않습니다.",
        "목표가 빈칸입니다.",
        "목표가 줄표로만 적혀 있습니다.",
    ]


def test_an_outcome_in_words_stands_beside_its_target() -> None:
    worded, blank = result("2024", None, "100여 명"), result("2023", None)
    found = aimed("annual", (goal("2023", "10"), goal("2024", "10")), (worded, blank))
    assert [(each.outcome, each.why_not) for each in found] == [
        (blank, "실적이 빈칸입니다."),
        (worded, "실적이 글로 적혀 있어 비율을 셈하지 않습니다."),
    ]


def test_outcomes_without_a_target_are_kept_in_order_of_time() -> None:
    found = aimed(
        "annual", (goal("2023", "10"),), (result("2024", "12"), result("2022", "9"), result("2023", "11"))
    )
    assert told(found) == [
        ("2022", 9, None, None, "이 기간의 목표가 확인한 출처에 없습니다."),
        ("2023", 11, Decimal("110.0"), True, ""),
        ("2024", 12, None, None, "이 기간의 목표가 확인한 출처에 없습니다."),
    ]


def test_ranges_are_checked_against_their_parts() -> None:
    sheet = {
        "indicators": {"i": Indicator(name="지표", kind="annual"), "n": Indicator(name="수준", kind="level")}
    }
    rows = (
        *CREATED,
        result("2014/2017", "158235"),
        result("2014/2015", "72910"),
        result("2014", "3", indicator="n"),
    )
    found = range_sums(commitment(sheet=sheet, outcomes=rows))
    assert [
        (each.printed.period.text, each.text, each.difference, each.within_rounding) for each in found
    ] == [
        ("2014/2017", "72,910 + 43,382 + 41,944 = 158,236", 1, True),
        ("2014/2015", "33,634 + 39,275 = 72,909", -1, True),
    ]


def test_a_range_with_a_missing_part_is_not_checked() -> None:
    sheet = {"indicators": {"i": Indicator(name="지표", kind="annual")}}
    assert range_sums(commitment(sheet=sheet, outcomes=(*CREATED[1:], result("2014/2017", "158235")))) == ()


# ── lists of pledges ────────────────────────────────────────────────────────────────────────


def listed(total: int | None, *given: str | None, term: str | None = "8") -> Place:
    pledges = tuple(
        commitment(f"p{n}", sheet={"term": term}, statuses=(said(code, commitment=f"p{n}"),) if code else ())
        for n, code in enumerate(given)
    )
    return town(
        *pledges, coverage=(Coverage(term=term, pledges_total=None if total is None else str(total)),)
    )


def test_a_complete_list_has_both_rates() -> None:
    place = listed(5, "completed", "completed_ongoing", "on_track", "partial", "dropped")
    done, going = completion(place, "8").rate, on_track(place, "8").rate
    assert done is not None
    assert (done.name, done.numerator, done.denominator, done.shown) == ("이행완료율", 2, 5, Decimal("40.0"))
    assert done.formula == "(완료 + 이행 후 계속추진) ÷ 전체 공약"
    assert (done.used, len(done.rows)) == (5, 5)
    assert going is not None
    assert (going.name, going.shown) == ("정상추진율", Decimal("60.0"))
    assert going.formula == "(완료 + 이행 후 계속추진 + 정상추진) ÷ 전체 공약"


@pytest.mark.parametrize("total", [None, 100])
def test_a_partial_list_has_no_rate(total: int | None) -> None:
    found = completion(listed(total, "completed", "on_track"), "8")
    assert (found.rate, found.why_not) == (None, "목록 일부만 수록")
    assert (found.coverage.listed, found.coverage.total, found.coverage.complete) == (2, total, False)


def test_a_pledge_without_a_known_status_leaves_no_rate() -> None:
    assert completion(listed(3, "completed", None, "unknown"), "8").why_not == "상태를 모르는 공약 2건"


def test_an_empty_list_that_is_complete_has_no_rate() -> None:
    found = on_track(listed(0), "8")
    assert (found.rate, found.why_not, found.coverage.complete) == (None, "공약 0건", True)


def test_coverage_counts_the_pledges_of_its_term_only() -> None:
    place = town(
        commitment("a", sheet={"term": "8"}),
        commitment("b", sheet={"term": "7"}),
        commitment("d"),
        commitment("e", "programme", sheet={"term": "8"}),
        coverage=(Coverage(term="8", pledges_total="1"),),
    )
    assert coverage(place, "8") == compute.Coverage(1, 1, True, "8")
    assert coverage(place) == compute.Coverage(1, None, False, None)
    assert [(each.term, each.listed) for each in coverages(place)] == [("8", 1), ("7", 1), (None, 1)]


def test_statuses_are_counted_with_those_that_have_none() -> None:
    assert status_counts(listed(None, "completed", "completed", None)) == {"completed": 2, None: 1}
    assert status_counts(town(), "programme") == {}


# ── published rates ─────────────────────────────────────────────────────────────────────────


def published(pct: str, method: str = "unstated", **counts: str) -> PublishedRate:
    return PublishedRate(label="이행률", published_pct=pct, method=method, source="plan", **counts)


@pytest.mark.parametrize(
    ("row", "tried", "gives", "says"),
    [
        pytest.param(
            published("98.7", total="159", completed="114", on_track="43"),
            [("completion", "완료율", "71.7"), ("on_track", "정상추진율", "98.7")],
            ("on_track",),
            "정상추진율과 같음",
            id="anyang",
        ),
        pytest.param(
            published("91.7", total="48", completed="44"),
            [("completion", "완료율", "91.7")],
            ("completion",),
            "완료율과 같음",
            id="gangdong",
        ),
        pytest.param(
            published("68", total="60", completed="24", on_track="35", dropped="1"),
            [("completion", "완료율", "40.0"), ("on_track", "완료+추진 중", "98.3")],
            (),
            "맞는 산식 없음",
            id="mungyeong",
        ),
        pytest.param(
            published("67.1", "count", total="79", completed="54", on_track="25"),
            [("completion", "완료율", "68.4"), ("on_track", "완료+추진 중", "100.0")],
            (),
            "맞는 산식 없음",
            id="sunchang",
        ),
        pytest.param(
            published("81.2", total="72", completed="15", on_track="55", other="2"),
            [("completion", "완료율", "20.8"), ("on_track", "완료+추진 중", "97.2")],
            (),
            "맞는 산식 없음",
            id="gwanak",
        ),
        pytest.param(
            published(
                "61.6", total="112", completed="12", completed_ongoing="57", on_track="40", partial="3"
            ),
            [("completion", "완료율", "61.6"), ("on_track", "정상추진율", "97.3")],
            ("completion",),
            "완료율과 같음",
            id="with-ongoing",
        ),
        pytest.param(
            published("100", total="4", completed="4", on_track="0"),
            [("completion", "완료율", "100.0"), ("on_track", "완료+추진 중", "100.0")],
            ("completion", "on_track"),
            "완료율과 완료+추진 중과 같음",
            id="both",
        ),
    ],
)
def test_every_formula_is_tried_on_the_counts_published(
    row: PublishedRate, tried: list[tuple[str, str, str]], gives: tuple[str, ...], says: str
) -> None:
    found = reconcile(row)
    assert [(trial.code, trial.name, str(trial.rate.shown)) for trial in found.tried] == tried
    assert (found.gives, found.says) == (gives, says)
    assert found.verdict == ("match" if gives else "none")
    assert all(trial.rate.rows == (row,) for trial in found.tried)


@pytest.mark.parametrize(
    ("pct", "verdict"),
    [
        ("68", "match"),
        ("68.4", "match"),
        ("68.35", "match"),
        ("68.36", "none"),
        ("68.3", "none"),
        ("68.0", "none"),
    ],
)
def test_a_published_rate_is_compared_at_the_digits_it_was_printed_with(pct: str, verdict: str) -> None:
    assert reconcile(published(pct, total="79", completed="54")).verdict == verdict


def test_a_truncated_rate_does_not_follow_half_up() -> None:
    assert reconcile(published("60.75", total="79", completed="48")).verdict == "none"
    assert reconcile(published("60.76", total="79", completed="48")).verdict == "match"


def test_the_formulas_say_what_was_counted() -> None:
    bare = reconcile(published("91.7", total="48", completed="44"))
    assert [trial.rate.formula for trial in bare.tried] == ["완료 ÷ 전체"]
    assert bare.notes == (
        "이행 후 계속추진이 따로 적혀 있지 않아 완료로 적힌 건수를 씁니다.",
        "추진 중인 건수가 함께 발표되지 않아 완료율만 셈했습니다.",
    )
    full = reconcile(
        published("50", total="10", completed="3", completed_ongoing="2", on_track="4", partial="1")
    )
    assert [trial.rate.formula for trial in full.tried] == [
        "(완료 + 이행 후 계속추진) ÷ 전체",
        "(완료 + 이행 후 계속추진 + 정상추진) ÷ 전체",
    ]
    assert full.notes == ()
    assert full.tried_by("on_track") is full.tried[1]
    assert bare.tried_by("on_track") is None


@pytest.mark.parametrize("method", ["mean", "money"])
def test_means_and_money_cannot_be_recomputed_from_counts(method: str) -> None:
    found = reconcile(published("89.1", method, total="79", completed="54"))
    assert (found.tried, found.verdict, found.says) == ((), "not_countable", "건수로 검산할 수 없음")


@pytest.mark.parametrize(
    "counts", [{}, {"total": "60"}, {"completed": "17"}, {"total": "0", "completed": "0"}]
)
def test_a_rate_without_counts_cannot_be_recomputed(counts: dict[str, str]) -> None:
    found = reconcile(published("94.2", **counts))
    assert (found.verdict, found.notes) == (
        "not_countable",
        ("셈할 수 있는 건수가 함께 발표되지 않았습니다.",),
    )


# ── status ──────────────────────────────────────────────────────────────────────────────────


def test_the_newest_status_counts() -> None:
    rows = (said("completed", "2025-06"), said("on_track", "2024-12"))
    assert status(commitment(statuses=rows), town()) is rows[0]
    assert status(commitment(), town()) is None


def test_of_undated_statuses_the_later_row_counts_and_of_one_date_the_first() -> None:
    undated = (said("on_track", source="plan"), said("completed", source="page"))
    assert status(commitment(statuses=undated), town()) is undated[1]
    same_day = (said("on_track", "2025", source="plan"), said("completed", "2025", source="page"))
    assert status(commitment(statuses=same_day), town()) is same_day[0]


# ── signals ─────────────────────────────────────────────────────────────────────────────────


def seen(
    sheet: dict[str, Any] | None = None, as_of: date = TODAY, about: dict[str, Any] | None = None, **rows: Any
) -> tuple[compute.Signal, ...]:
    return signals(commitment(sheet=sheet, **rows), town(**(about or {})), book_of(TERM_8), as_of)


ENDED = {"period": {"start": "2023", "end": "2025"}}


def test_overdue_says_the_end_and_what_was_read() -> None:
    found = seen(ENDED)
    assert because(found, "overdue") == "사업기간이 2025년에 끝났고, 확인한 출처에 완료 기록이 없습니다."


def test_the_last_day_of_a_period_is_not_overdue() -> None:
    assert "overdue" not in codes(seen(ENDED, date(2025, 12, 31)))
    assert "overdue" in codes(seen(ENDED, date(2026, 1, 1)))


def test_overdue_needs_a_stated_end() -> None:
    assert "overdue" not in codes(seen({"period": {"start": "2010"}}))
    assert "overdue" not in codes(seen())


@pytest.mark.parametrize("code", ["completed", "completed_ongoing", "dropped"])
def test_what_is_completed_or_dropped_is_not_overdue(code: str) -> None:
    assert "overdue" not in codes(seen(ENDED, statuses=(said(code, "2024"),)))


@pytest.mark.parametrize("code", ["on_track", "partial", "on_hold", "other", "unknown"])
def test_any_other_status_can_be_overdue(code: str) -> None:
    assert "overdue" in codes(seen(ENDED, statuses=(said(code, "2024"),)))


def change(field: str, decision: str | None, day: str = "2024", reason: str = "이유") -> Change:
    return Change(
        commitment="c",
        date=day,
        field=field,
        before="당초",
        after="변경",
        reason=reason,
        decision=decision,
        source="plan",
    )


def test_a_merger_ends_a_commitment_unless_it_was_rejected() -> None:
    assert "overdue" not in codes(seen(ENDED, changes=(change("merged", "approved"),)))
    assert "overdue" not in codes(seen(ENDED, changes=(change("dropped", None),)))
    assert "overdue" in codes(seen(ENDED, changes=(change("merged", "rejected"),)))


def test_stale_needs_the_places_own_rhythm() -> None:
    rows = (said("on_track", "2025-09-30"),)
    assert "stale" not in codes(seen(statuses=rows))
    found = seen(statuses=rows, about={"report_every": "6"})
    assert (
        because(found, "stale")
        == "가장 새로운 자료의 기준일은 2025년 9월 30일이고, 6개월마다 밝히기로 한 때가 지났습니다."
    )


def test_stale_begins_on_the_day_after_the_rhythm_and_ends_with_the_term() -> None:
    rows, about = (said("on_track", "2025-08-31"),), {"report_every": "6"}
    assert "stale" not in codes(seen(None, date(2026, 2, 28), about, statuses=rows))
    assert "stale" in codes(seen(None, date(2026, 3, 1), about, statuses=rows))
    at_the_end = (said("on_track", "2026-03-31"),)
    assert "stale" not in codes(seen({"term": "8"}, TODAY, about, statuses=at_the_end))
    assert "stale" in codes(seen(None, TODAY, about, statuses=at_the_end))


def test_an_undated_row_is_as_old_as_its_source_and_without_any_date_nothing_is_stale() -> None:
    about = {"report_every": "3"}
    found = seen(spending=(cell("total", "total", "1", source="late"),), about=about)
    assert (
        because(found, "stale")
        == "가장 새로운 자료의 출처가 나온 날은 2024년 7월 18일이고, 3개월마다 밝히기로 한 때가 지났습니다."
    )
    assert "stale" not in codes(seen(spending=(cell("total", "total", "1"),), about=about))
    assert "stale" not in codes(seen(about=about))


@pytest.mark.parametrize(
    ("code", "stale"), [("completed", False), ("dropped", False), ("completed_ongoing", True)]
)
def test_what_is_finished_needs_no_further_report(code: str, stale: bool) -> None:
    assert ("stale" in codes(seen(statuses=(said(code, "2020"),), about={"report_every": "6"}))) is stale


def test_no_status_means_none_read_or_unknown() -> None:
    assert because(seen(), "no-status") == "확인한 출처에 이행 상태가 적혀 있지 않습니다."
    assert "no-status" in codes(seen(statuses=(said("unknown"),)))
    assert "no-status" not in codes(seen(statuses=(said("other"),)))


INDICATOR = {"indicators": {"i": {"name": "일자리", "unit": "개", "kind": "annual", "direction": "up"}}}


def test_no_outcome_names_the_years_whose_targets_are_due() -> None:
    worded = [goal(year, None, "추진") for year in ("2023", "2024", "2025")]
    targets = (*worded, goal("2026", None, "-"))
    found = seen(INDICATOR, targets=targets)
    assert because(found, "no-outcome") == "목표가 적힌 2023~2025년의 실적이 확인한 출처에 없습니다."
    later = seen(INDICATOR, date(2027, 6, 1), targets=targets)
    assert because(later, "no-outcome") == "목표가 적힌 2023~2025년의 실적이 확인한 출처에 없습니다."


def test_no_outcome_leaves_out_years_that_were_reported() -> None:
    targets = tuple(goal(year, "10") for year in ("2021", "2023", "2024", "2025"))
    found = seen(INDICATOR, targets=targets, outcomes=(result("2024", "9"),))
    assert (
        because(found, "no-outcome") == "목표가 적힌 2021년, 2023년, 2025년의 실적이 확인한 출처에 없습니다."
    )
    partly = seen(INDICATOR, targets=targets[3:], outcomes=(result("2025-Q1", "3"),))
    assert "no-outcome" not in codes(partly)


def test_no_outcome_without_an_indicator_says_so() -> None:
    assert because(seen(), "no-outcome") == "확인한 출처에 지표와 실적이 없습니다."
    assert because(seen(INDICATOR), "no-outcome") == "확인한 출처에 실적이 없습니다."


def test_no_outcome_is_due_before_the_first_target_or_the_start() -> None:
    assert "no-outcome" not in codes(seen(INDICATOR, targets=(goal("2027", "10"),)))
    assert "no-outcome" not in codes(seen({"period": {"start": "2027"}}))


def test_a_term_target_is_due_after_the_period_or_the_term_of_office() -> None:
    rows = (goal("term", "10"),)
    ended = seen({**INDICATOR, **ENDED}, targets=rows)
    assert because(ended, "no-outcome") == "목표가 적힌 임기 전체의 실적이 확인한 출처에 없습니다."
    assert "no-outcome" in codes(seen({**INDICATOR, "term": "8"}, targets=rows))
    assert "no-outcome" not in codes(seen({**INDICATOR, "term": "8"}, date(2026, 6, 30), targets=rows))


def test_targets_met_and_missed_are_told_by_year() -> None:
    targets = tuple(goal(year, "10") for year in ("2021", "2022", "2023"))
    outcomes = (result("2021", "10"), result("2022", "9"), result("2023", "12"))
    found = seen(INDICATOR, targets=targets, outcomes=outcomes)
    assert because(found, "target-met") == "‘일자리’ 2021년, 2023년의 실적이 목표에 이르렀습니다."
    assert because(found, "target-missed") == "‘일자리’ 2022년의 실적이 목표에 이르지 못했습니다."
    (missed,) = [signal for signal in found if signal.code == "target-missed"]
    assert missed.rows == (targets[1], outcomes[1])


PLANS = (cell("total", "total", "344900"), cell("total", "total", "269400", as_of="2023"))


def test_a_reduced_plan_says_from_what_to_what() -> None:
    found = seen(spending=PLANS, changes=(change("planned", "approved", "2023"),))
    reduced = "사업비 계획이 당초 3,449억 원에서 2,694억 원으로 줄었습니다."
    assert because(found, "plan-reduced") == f"{reduced} 까닭: 이유."
    refused = (change("planned", "rejected", "2023"), change("planned", None, "2023", "국비 축소."))
    assert because(seen(spending=PLANS, changes=refused), "plan-reduced") == f"{reduced} 까닭: 국비 축소."
    untold = (change("planned", "approved", "2023", "출처에 이유 없음"),)
    assert because(seen(spending=PLANS, changes=untold), "plan-reduced") == reduced
    assert because(seen(spending=PLANS), "plan-reduced") == reduced


def test_a_larger_or_equal_plan_is_not_reduced() -> None:
    grown = (cell("total", "total", "328200"), cell("total", "total", "352400", as_of="2023"))
    assert "plan-reduced" not in codes(seen(spending=grown))
    same = (cell("total", "total", "328200"), cell("total", "total", "328200", as_of="2023"))
    assert "plan-reduced" not in codes(seen(spending=same))
    assert "plan-reduced" not in codes(seen(spending=PLANS[:1]))


def test_a_rejected_change_reduces_nothing() -> None:
    assert "plan-reduced" not in codes(
        seen(spending=PLANS, changes=(change("planned", "rejected", "2023-11"),))
    )
    assert "plan-reduced" not in codes(
        seen(spending=PLANS[:1], changes=(change("planned", "rejected", "2023-11"),))
    )
    both = (change("planned", "rejected", "2023-03"), change("planned", "approved", "2023-11"))
    assert "plan-reduced" in codes(seen(spending=PLANS, changes=both))
    assert "plan-reduced" in codes(seen(spending=PLANS, changes=(change("target", "rejected", "2023"),)))


def steps(done: int, of: int) -> dict[str, Any]:
    return {
        "milestones": tuple(
            Milestone(id=f"m{n}", title="일", done="2024" if n < done else None) for n in range(of)
        )
    }


def spent(amount: str) -> tuple[Spending, ...]:
    return cell("total", "total", "1000"), cell("total", "total", amount, "executed")


def test_money_spent_without_progress_needs_both_bounds() -> None:
    found = seen(steps(2, 7), spending=spent("800"))
    assert because(found, "spent-without-progress") == (
        "계획한 금액의 80.0%를 집행했고, 날짜가 정해진 일 7건 가운데 완료 기록이 있는 것은 2건입니다."
    )
    assert "spent-without-progress" not in codes(seen(steps(3, 10), spending=spent("1000")))
    assert "spent-without-progress" not in codes(seen(steps(2, 7), spending=spent("799.99")))
    assert "spent-without-progress" not in codes(seen(spending=spent("1000")))
    assert "spent-without-progress" not in codes(seen(steps(0, 2)))


def test_completed_with_an_open_milestone_is_contradicted() -> None:
    sheet = {
        "milestones": (
            {"id": "a", "title": "준공", "due": "2024"},
            {"id": "b", "title": "개관", "due": "2027"},
        )
    }
    found = seen(sheet, statuses=(said("completed", "2025", "완료"),))
    assert (
        because(found, "contradicted")
        == "기관은 ‘완료’로 밝혔지만, 기한이 지난 일 1건의 완료 기록이 확인한 출처에 없습니다."
    )
    done = {"milestones": ({"id": "a", "title": "준공", "due": "2024", "done": "2024-11"},)}
    assert "contradicted" not in codes(seen(done, statuses=(said("completed", "2025", "완료"),)))
    assert "contradicted" not in codes(seen(sheet, statuses=(said("partial", "2025"),)))


def test_completed_with_the_last_target_missed_is_contradicted() -> None:
    targets, rows = (goal("2022", "10"), goal("2023", "10")), (said("completed", "2025", "완료"),)
    missed = seen(
        INDICATOR, targets=targets, outcomes=(result("2022", "10"), result("2023", "8")), statuses=rows
    )
    assert (
        because(missed, "contradicted")
        == "기관은 ‘완료’로 밝혔지만, ‘일자리’ 2023년의 실적이 목표에 이르지 못했습니다."
    )
    made_up = seen(
        INDICATOR, targets=targets, outcomes=(result("2022", "8"), result("2023", "12")), statuses=rows
    )
    assert "contradicted" not in codes(made_up)


def test_on_track_after_the_end_is_contradicted_and_before_it_only_old() -> None:
    after = seen(ENDED, statuses=(said("on_track", "2026-06-30"),))
    assert because(after, "contradicted") == "기관은 ‘정상’으로 밝혔지만, 사업기간은 2025년에 끝났습니다."
    assert "overdue" in codes(after)
    before = seen(ENDED, statuses=(said("on_track", "2025-06-30"),))
    assert "contradicted" not in codes(before)
    read_after = seen(ENDED, statuses=(said("on_track"),))
    assert "contradicted" in codes(read_after)


def test_a_schedule_beyond_the_period_or_the_term_is_told() -> None:
    roadmap = ({"task": "조성", "from": "2023-Q3", "to": "2026-Q4"},)
    found = seen({**ENDED, "roadmap": roadmap})
    assert (
        because(found, "beyond-period")
        == "사업기간은 2025년에 끝나지만, 로드맵은 2026년 4분기까지 이어집니다."
    )
    by_term = seen({"term": "8", "roadmap": roadmap})
    assert (
        because(by_term, "beyond-period")
        == "임기는 2026년 6월 30일에 끝나지만, 로드맵은 2026년 4분기까지 이어집니다."
    )
    milestone = seen({**ENDED, "milestones": ({"id": "a", "title": "개관", "due": "2026-03"},)})
    assert (
        because(milestone, "beyond-period")
        == "사업기간은 2025년에 끝나지만, 날짜가 정해진 일은 2026년 3월까지 있습니다."
    )
    assert "beyond-period" not in codes(seen({"roadmap": roadmap}))
    assert "beyond-period" not in codes(
        seen({**ENDED, "roadmap": ({"task": "조성", "from": "2023", "to": "2025-Q4"},)})
    )


def test_signals_keep_their_order_and_every_code_is_known() -> None:
    found = codes(
        seen({**ENDED, "roadmap": ({"task": "조성", "from": "2023", "to": "2027"},)}, spending=PLANS)
    )
    assert found == ["overdue", "no-status", "no-outcome", "plan-reduced", "beyond-period"]
    assert found == [code for code in compute.SIGNALS if code in found]


# ── disclosure and measurability ────────────────────────────────────────────────────────────


def test_disclosure_counts_what_is_due_by_a_day() -> None:
    pledge = commitment(sheet=ENDED, spending=(cell("total", "total", "4500"),))
    found = disclosure(pledge, town(), TODAY)
    assert found.rate is not None
    assert (found.rate.name, found.rate.shown) == ("보고율", Decimal("33.3"))
    assert [each.name for each in found.present] == ["계획 금액"]
    assert [each.name for each in found.absent] == ["집행 금액", "이행 상태"]
    assert found.rate.rows == pledge.spending


def test_spending_is_due_after_the_start_or_where_only_the_end_is_known_after_it() -> None:
    def due(period: dict[str, str] | None, as_of: date) -> list[str]:
        found = disclosure(commitment(sheet={"period": period}), town(), as_of)
        return [each.code for each in found.due]

    assert due({"start": "2023-03"}, date(2023, 3, 1)) == ["planned", "status"]
    assert due({"start": "2023-03"}, date(2023, 3, 2)) == ["planned", "executed", "status"]
    assert due({"end": "2025"}, date(2025, 12, 31)) == ["planned", "status"]
    assert due({"end": "2025"}, date(2026, 1, 1)) == ["planned", "executed", "status"]
    assert due(None, TODAY) == ["planned", "status"]


def test_one_outcome_is_due_for_each_numeric_target_whose_year_is_over() -> None:
    targets = (
        goal("2024", "10"),
        goal("2025", "10"),
        goal("2026", "10"),
        goal("2023", None, "추진"),
        goal("term", "40"),
    )
    pledge = commitment(
        sheet={**INDICATOR, "period": {"end": "2025"}},
        targets=targets,
        outcomes=(result("2025", "9"),),
        statuses=(said("unknown"),),
        spending=(cell("2024", "own", "3", "executed"), cell("total", "total", None, "executed")),
    )
    found = disclosure(pledge, town(), TODAY)
    assert [(each.name, each.present) for each in found.due] == [
        ("계획 금액", False),
        ("집행 금액", True),
        ("‘일자리’ 2024년 실적", False),
        ("‘일자리’ 2025년 실적", True),
        ("‘일자리’ 임기 전체 실적", False),
        ("이행 상태", False),
    ]
    assert found.rate is not None
    assert found.rate.shown == Decimal("33.3")


@pytest.mark.parametrize(
    ("kind", "periods", "whole"),
    [
        ("annual", ["2023", "2024"], False),
        ("annual", ["2023", "2025"], False),
        ("annual", ["2023", "2024", "2025"], True),
        ("annual", ["2023/2025"], True),
        ("cumulative", ["2024"], False),
        ("cumulative", ["2025"], True),
        ("level", ["2024"], False),
        ("level", ["2025-Q1"], True),
        ("milestone", ["2023"], True),
    ],
)
def test_a_term_target_is_reported_by_what_covers_the_whole_period(
    kind: str, periods: list[str], whole: bool
) -> None:
    sheet = {
        "indicators": {"i": {"name": "일자리", "unit": "개", "kind": kind, "direction": "up"}},
        "period": {"start": "2023", "end": "2025"},
    }
    rows = {"targets": (goal("term", "40"),), "outcomes": tuple(result(each, "9") for each in periods)}
    found = disclosure(commitment(sheet=sheet, **rows), town(), TODAY)
    (term,) = [each for each in found.due if each.code == "outcome"]
    assert term.present is whole
    assert ("no-outcome" in codes(seen(sheet, **rows))) is not whole


def test_suwons_term_target_is_not_reported_by_four_of_five_years(book: Book) -> None:
    pledge, place = of(book, "suwon/jobs-170k")
    found = disclosure(pledge, place, TODAY)
    assert (len(found.present), len(found.due), shown(found.rate)) == (4, 8, "50.0")
    assert [each.name for each in found.absent] == [
        "계획 금액",
        "집행 금액",
        "‘일자리 창출’ 임기 전체 실적",
        "이행 상태",
    ]


def test_measurability_gives_a_point_for_each_of_five() -> None:
    worded = commitment(
        sheet={**ENDED, "indicators": {"selection": {"name": "선정 및 사업개시", "kind": "milestone"}}},
        targets=(goal("2023", None, "참여", indicator="selection"),),
    )
    found = measurability(worded)
    assert (found.score, found.indicator) == (2, "selection")
    assert [(item.name, item.there, item.text) for item in found.items] == [
        ("지표", True, "선정 및 사업개시"),
        ("단위", False, "적혀 있지 않음"),
        ("출발값", False, "적혀 있지 않음"),
        ("수치 목표", False, "적혀 있지 않음"),
        ("기한", True, "2023년 ~ 2025년"),
    ]


def test_measurability_is_that_of_the_best_indicator() -> None:
    rate_of_work = {
        "name": "고용률",
        "unit": "%",
        "kind": "level",
        "baseline": "66.4",
        "baseline_period": "2022-04",
    }
    pledge = commitment(
        sheet={"indicators": {"i": {"name": "일자리", "unit": "개"}, "rate": rate_of_work}},
        targets=(goal("2025", "66", indicator="rate"), goal("2026", "67", indicator="rate")),
    )
    found = measurability(pledge)
    assert (found.score, found.indicator) == (5, "rate")
    assert [item.text for item in found.items] == [
        "고용률",
        "%",
        "66.4% (2022년 4월)",
        "67% (2026년)",
        "2026년",
    ]


def test_without_an_indicator_nothing_can_be_measured() -> None:
    assert measurability(commitment(sheet=ENDED)) is None  # no plan was read: nothing to judge
    planned = {"pledged": {"text": "작은 공원 열 곳을 만든다", "source": "plan"}}
    found = measurability(commitment(sheet=ENDED | planned))
    assert found is not None
    assert (found.score, found.indicator) == (0, None)
    assert not any(item.there for item in found.items)


# ── the records ─────────────────────────────────────────────────────────────────────────────


def of(book: Book, key: str) -> tuple[Commitment, Place]:
    found = book.commitments[key]
    return found, book.places[found.place]


def shown(share: compute.Rate | None) -> str | None:
    return str(share.shown) if share else None


def test_ansans_plan_adds_up_and_is_all_that_is_known(book: Book) -> None:
    pledge, place = of(book, "ansan/higher-vocational-hub")
    statement = latest(pledge, "planned", place)
    assert statement is not None
    assert [(line.what, line.at, line.text) for line in line_sums(statement)] == [
        ("years", "total", "1,500 + 1,500 + 1,500 = 4,500"),
        ("years", "national", "1,350 + 1,350 + 1,350 = 4,050"),
        ("years", "own", "150 + 150 + 150 = 450"),
        ("funds", "total", "4,050 + 450 = 4,500"),
        ("funds", "2023", "1,350 + 150 = 1,500"),
        ("funds", "2024", "1,350 + 150 = 1,500"),
        ("funds", "2025", "1,350 + 150 = 1,500"),
    ]
    assert all(line.difference == 0 for line in line_sums(statement))
    assert shown(disclosure(pledge, place, TODAY).rate) == "33.3"
    assert measurability(pledge).score == 2
    assert codes(signals(pledge, place, book, TODAY)) == [
        "overdue",
        "no-status",
        "no-outcome",
        "beyond-period",
    ]


def test_the_flood_works_are_45_485_planned_and_secured_and_20_609_executed(book: Book) -> None:
    found = money(*of(book, "daejeon-junggu/flood-prevention"))
    figures = [each and each.value for each in (found.planned, found.secured, found.executed)]
    assert figures == [45485, 45485, 20609]
    assert [shown(found.secured_rate), shown(found.executed_of_secured)] == ["100.0", "45.3"]
    assert [(line.code, shown(line.executed_of_secured)) for line in found.by_fund] == [
        ("national", "100.0"),
        ("province_or_metro", "21.9"),
    ]


def test_jung_gu_executed_45_4_per_cent_over_three_of_eight(book: Book) -> None:
    found = place_money(book.places["daejeon-junggu"])
    sums = [
        (each.figure and each.figure.value, each.used, each.without)
        for each in (found.planned, found.secured, found.executed)
    ]
    assert sums == [(56358, 8, 0), (51214, 7, 1), (22943, 3, 5)]
    assert found.executed_of_secured is not None
    assert (found.executed_of_secured.denominator, found.executed_of_secured.left_out) == (50514, 5)
    assert shown(found.executed_of_secured) == "45.4"
    assert [(fund, figure.value) for fund, figure in found.executed.by_fund] == [
        ("national", 13645),
        ("province_or_metro", 6964),
        ("own", 2334),
    ]


def test_suwon_met_four_yearly_targets_and_stands_at_93_1_of_its_term(book: Book) -> None:
    pledge, place = of(book, "suwon/jobs-170k")
    found = attainments(pledge, place)
    assert [(each.year, shown(each.rate), each.met) for each in found] == [
        ("2014", "112.1", True),
        ("2015", "115.5", True),
        ("2016", "127.6", True),
        ("2017", "116.5", True),
        ("term", "93.1", None),
    ]
    assert measurability(pledge).score == 4
    told = signals(pledge, place, book, TODAY)
    assert because(told, "target-met") == "‘일자리 창출’ 2014~2017년의 실적이 목표에 이르렀습니다."
    assert "target-missed" not in codes(told)


def test_busans_plans_stand_before_and_after(book: Book) -> None:
    changed = {
        key: money(*of(book, f"busan/{key}"))
        for key in ("15-minute-city", "community-care", "disaster-safety")
    }
    assert {
        key: (found.original and found.original.value, found.planned and found.planned.value)
        for key, found in changed.items()
    } == {
        "15-minute-city": (328200, 352400),
        "community-care": (35700, 22800),
        "disaster-safety": (344900, 269400),
    }


def test_anyangs_national_money_is_shown_and_not_summed(book: Book) -> None:
    found = money(*of(book, "anyang/higher-vocational-hub"))
    assert [row.amount_million_krw for row in found.unstated] == [1958]
    assert found.secured is None


def test_six_ends_have_passed_and_two_plans_were_reduced(book: Book) -> None:
    found: dict[str, list[str]] = {}
    for key, pledge in book.commitments.items():
        for signal in signals(pledge, book.places[pledge.place], book, TODAY):
            found.setdefault(signal.code, []).append(key)
    assert found["overdue"] == [
        "ansan/higher-vocational-hub",
        "anyang/higher-vocational-hub",
        "daegu-dalseo/higher-vocational-hub",
        "daejeon-junggu/flood-prevention",
        "geoje/higher-vocational-hub",
        "suwon/jobs-170k",
    ]
    assert found["plan-reduced"] == ["busan/community-care", "busan/disaster-safety"]
    assert "stale" not in found
    assert set(found) <= set(compute.SIGNALS) == set(book.terms.signals)


def test_no_list_is_complete_so_no_place_has_a_rate(book: Book) -> None:
    for place in book.places.values():
        for cover in coverages(place):
            assert (
                completion(place, cover.term).why_not
                == on_track(place, cover.term).why_not
                == "목록 일부만 수록"
            )
    assert coverage(book.places["songpa"], "8") == compute.Coverage(9, 100, False, "8")


def test_the_published_rates_are_two_matches_six_without_a_formula_and_two_means(book: Book) -> None:
    found = {
        (place.id, str(row.published_pct)): (
            reconcile(row).says,
            [shown(trial.rate) for trial in reconcile(row).tried],
        )
        for place in book.places.values()
        for row in place.published_rates
    }
    assert found == {
        ("anyang", "98.7"): ("정상추진율과 같음", ["71.7", "98.7"]),
        ("gangdong", "91.7"): ("완료율과 같음", ["91.7"]),
        ("gongju", "82.7"): ("맞는 산식 없음", ["48.7", "100.0"]),
        ("gwanak", "94.2"): ("맞는 산식 없음", ["28.3"]),
        ("gwanak", "81.2"): ("맞는 산식 없음", ["20.8", "97.2"]),
        ("mungyeong", "68"): ("맞는 산식 없음", ["40.0", "98.3"]),
        ("sacheon", "81.94"): ("건수로 검산할 수 없음", []),
        ("sunchang", "67.1"): ("맞는 산식 없음", ["68.4", "100.0"]),
        ("sunchang", "89.1"): ("건수로 검산할 수 없음", []),
        ("sunchang", "83.5"): ("맞는 산식 없음", ["68.4", "100.0"]),
    }


# ── for any numbers ─────────────────────────────────────────────────────────────────────────

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=1)


@given(st.lists(AMOUNTS, min_size=2, max_size=12))
def test_a_computed_total_is_the_sum_of_its_rows(amounts: list[Decimal]) -> None:
    rows = tuple(cell(str(2014 + n), "total", str(amount)) for n, amount in enumerate(amounts))
    found = plan(*rows)
    total = found.total()
    assert total is not None
    assert total.rows == rows
    assert total.value == sum(amounts)
    (line,) = line_sums(plan(*rows, cell("total", "total", str(total.value))))
    assert line.difference == 0


@given(st.permutations([None, "2023", "2023-06", "2024-Q1", "2025-09-30"]))
def test_the_latest_statement_does_not_depend_on_the_order_of_the_file(order: list[str | None]) -> None:
    rows = tuple(cell("total", "total", "1", as_of=day) for day in order)
    found = statements(commitment(spending=rows), "planned", town())
    assert [each.as_of and each.as_of.text for each in found] == [
        None,
        "2023-06",
        "2023",
        "2024-Q1",
        "2025-09-30",
    ]


def test_what_is_given_out_cannot_be_changed() -> None:
    found = money(commitment(spending=FLOOD), town())
    assert isinstance(found.statements, MappingProxyType)
    with pytest.raises(AttributeError):
        found.planned = None  # type: ignore[misc]


# ── what was reached ────────────────────────────────────────────────────────────────────────


def gauge(
    kind: str = "annual", direction: str = "up", name: str = "일자리", unit: str = "개"
) -> dict[str, str]:
    return {"name": name, "unit": unit, "kind": kind, "direction": direction}


def in_words(found: compute.Reached | None) -> tuple[str, str, str, str, str]:
    assert found is not None
    return (found.value, found.unit, found.what, found.rate, found.text)


def test_what_is_reached_in_a_term_is_its_sum_beside_the_target_of_the_term(book: Book) -> None:
    found = compute.reached(book.commitments["suwon/jobs-170k"], book.places["suwon"])
    assert in_words(found) == ("158,235", "개", "2014~2017년 합계", "임기 목표의 93.1%", "158,235개")
    assert found is not None
    assert [row.where.line for row in found.rows] == [6]


def test_the_term_of_a_running_total_is_no_sum() -> None:
    made = commitment(
        sheet={"indicators": {"i": gauge("cumulative")}, "period": {"start": "2023", "end": "2024"}},
        targets=(goal("term", "20"),),
        outcomes=(result("2023", "6"), result("2024", "12")),
    )
    assert in_words(compute.reached(made, town(made))) == (
        "12",
        "개",
        "2024년 일자리",
        "임기 목표의 60.0%",
        "12개",
    )


def test_a_lone_indicator_tells_its_newest_value_and_the_share_of_that_year() -> None:
    made = commitment(
        sheet={"indicators": {"i": gauge(), "j": gauge(name="취업")}},
        targets=(goal("2023", "8"), goal("2024", "8")),
        outcomes=(result("2023", "9"), result("2023/2024", "15"), result("2024", "6")),
    )
    assert in_words(compute.reached(made, town(made))) == (
        "6",
        "개",
        "2024년 일자리",
        "그해 목표의 75.0%",
        "6개",
    )


def test_a_share_that_is_turned_over_is_no_share_of_the_target() -> None:
    made = commitment(
        sheet={"indicators": {"i": gauge(direction="down")}},
        targets=(goal("2023", "100"),),
        outcomes=(result("2023", "80"),),
    )
    assert in_words(compute.reached(made, town(made)))[3] == "그해 목표 달성률 125.0%"


def test_a_level_taken_after_its_year_names_the_year_of_the_target() -> None:
    made = commitment(
        sheet={"indicators": {"i": gauge("level", name="고용률", unit="%")}},
        targets=(goal("2023", "60"),),
        outcomes=(result("2024", "66"),),
    )
    assert in_words(compute.reached(made, town(made))) == (
        "66",
        "%",
        "2024년 고용률",
        "2023년 목표의 110.0%",
        "66%",
    )


def test_several_indicators_with_outcomes_are_counted_and_blank_ones_are_not() -> None:
    made = commitment(
        sheet={"indicators": {"i": gauge(), "j": gauge(name="취업"), "k": gauge(name="창업")}},
        outcomes=(
            result("2023", "0"),
            result("2023", None, "마침", indicator="j"),
            result("2023", None, indicator="k"),
        ),
    )
    assert in_words(compute.reached(made, town(made))) == ("2", "가지", "실적이 적힌 지표", "", "실적 2가지")


def test_an_outcome_in_words_stays_in_words_and_a_blank_one_is_none() -> None:
    worded = commitment(sheet={"indicators": {"i": gauge()}}, outcomes=(result("2023", None, "마침"),))
    assert in_words(compute.reached(worded, town(worded))) == ("마침", "", "2023년 일자리", "", "마침")
    blank = commitment(sheet={"indicators": {"i": gauge()}}, outcomes=(result("2023", None),))
    assert compute.reached(blank, town(blank)) is None
