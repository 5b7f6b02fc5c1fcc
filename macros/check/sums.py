"""Do printed totals equal their parts, and does the plan's table say what its overview says?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from macros.check.rule import Found, cell, named, whose
from macros.compute import (
    LineSum,
    RangeSum,
    Statement,
    coverages,
    line_sums,
    original,
    range_sums,
    statements,
)
from macros.language import NOTHING_SAID, Said, count, date_text, exact, half_up, year_text
from macros.model import MEASURES, Book, Commitment, Place, Stated, word

_UNIT = "백만 원"
_TIP = Said(
    "한 칸씩 밀렸거나 빠진 행이 없는지 출처와 견주세요. 출처가 일부 금액만 밝혔으면 그 행의 year를 unstated로 적으세요.",
    "Compare with the source: are values shifted by a cell, is a row missing? If the source tells only some of"
    " the amounts, write unstated as their year.",
)
_ROUNDING = Said(
    "출처가 반올림해 적었을 수 있습니다. 옮겨 적은 숫자가 맞으면 그대로 두세요.",
    "The source may have rounded. Leave it if the digits were copied right.",
)


def _lines(book: Book) -> Iterator[tuple[Place, Statement, LineSum]]:
    for place in book.places.values():
        for commitment in place.commitments:
            if commitment.spending:
                for measure in MEASURES:
                    for statement in statements(commitment, measure, place):
                        for line in line_sums(statement):
                            yield place, statement, line


def _says(book: Book, place: Place, statement: Statement, line: LineSum) -> Said:
    measure = word(book.terms.measures, statement.measure)
    if line.what == "years":
        owner = "" if line.at == "total" else f" {book.fund_label(place.id, line.at)}"
        parts = Said(
            f"{measure}{owner} 금액을 해마다 더하면",
            f"The {statement.measure} amounts of fund {line.at}, added by year, give",
        )
        blank = [Said(year_text(row.year), row.year) for row in line.blank]
    else:
        when = "" if line.at == "total" else f" {year_text(line.at)}"
        parts = Said(
            f"{measure}{when} 금액을 재원별로 더하면",
            f"The {statement.measure} amounts of year {line.at}, added by fund, give",
        )
        blank = [Said(book.fund_label(place.id, row.fund), row.fund) for row in line.blank]
    added = line.text if len(line.parts) > 1 else exact(line.actual)
    total = exact(line.expected)
    note = Said(
        f", 빈칸: {', '.join(each.ko for each in blank)}", f"; blank: {', '.join(each.en for each in blank)}"
    )
    end = note if blank else NOTHING_SAID
    return parts + Said(
        f" {added}인데 총계는 {total}입니다 (단위: {_UNIT}{end.ko}).",
        f" {added}, but the total is {total} (million won{end.en}).",
    )


def check_funds_give_the_total(book: Book, as_of: date) -> Iterator[Found]:
    """Printed totals that their funds do not add up to, beyond rounding."""
    yield from _off(book, "funds")


def check_years_give_the_total(book: Book, as_of: date) -> Iterator[Found]:
    """Printed totals that their years do not add up to, beyond rounding."""
    yield from _off(book, "years")


def _off(book: Book, what: str) -> Iterator[Found]:
    for place, statement, line in _lines(book):
        if line.what == what and line.difference and not line.within_rounding:
            where = cell(line.printed, "amount_million_krw")
            yield Found(where, _says(book, place, statement, line), _TIP)


def check_sums_within_rounding(book: Book, as_of: date) -> Iterator[Found]:
    """Totals that differ from their parts by no more than the rounding of the printed digits."""
    for place, statement, line in _lines(book):
        if line.difference and line.within_rounding:
            where = cell(line.printed, "amount_million_krw")
            yield Found(where, _says(book, place, statement, line), _ROUNDING)
    for commitment, whole in _ranges(book):
        if whole.difference and whole.within_rounding:
            yield _range(commitment, whole, _ROUNDING)


def check_ranges_give_their_parts(book: Book, as_of: date) -> Iterator[Found]:
    """Printed outcomes of several years that the yearly ones do not add up to, beyond rounding."""
    for commitment, whole in _ranges(book):
        if whole.difference and not whole.within_rounding:
            tip = Said(
                "해마다의 값과 합계를 출처와 견주세요.",
                "Compare the yearly values and their sum with the source.",
            )
            yield _range(commitment, whole, tip)


def _ranges(book: Book) -> Iterator[tuple[Commitment, RangeSum]]:
    for place in book.places.values():
        for commitment in place.commitments:
            for whole in range_sums(commitment, place):
                yield commitment, whole


def _range(commitment: Commitment, whole: RangeSum, tip: Said) -> Found:
    unit = commitment.sheet.indicators[whole.indicator].unit or ""
    period = whole.printed.period.text
    message = Said(
        f"{date_text(period)} 실적은 {count(whole.expected, unit)}인데 해마다의 실적을 더하면 {whole.text}입니다.",
        f"The outcome of {period} is {exact(whole.expected)}, but the yearly outcomes give {whole.text}.",
    )
    return Found(cell(whole.printed, "value"), message, tip)


def check_stated_shares(book: Book, as_of: date) -> Iterator[Found]:
    """Shares of funds in the overview that the plan's table does not give at the printed precision."""
    for place, stated, plan in _overviews(book):
        whole = plan.total()
        if whole is None or whole.value <= 0:
            continue
        for fund, share in stated.shares.items():
            part = plan.total(fund)
            if part is None or fund == "total":
                continue
            digits = max(0, -int(share.as_tuple().exponent))
            computed = half_up(part.value * 100 / whole.value, digits)
            if computed != share:
                label = book.fund_label(place.id, fund)
                division = f"{exact(part.value)} ÷ {exact(whole.value)} = {exact(computed)}%"
                message = Said(
                    f"stated.shares: {label} 비율은 {exact(share)}%로 적혀 있는데, "
                    f"투자계획표로 셈하면 {division}입니다.",
                    f"stated.shares: The share of {fund} is stated as {exact(share)}%, "
                    f"but the investment plan gives {division}.",
                )
                yield Found(stated.where.to("shares", fund), message, _CONFLICT)


_CONFLICT = Said(
    "옮겨 적은 숫자를 출처와 견주세요. 출처의 두 곳이 서로 다르면 stated의 값을 지우고 remarks에 적으세요.",
    "Compare the digits with the source. If two places of the source differ, delete the value from stated and tell"
    " it in remarks.",
)


def _overviews(book: Book) -> Iterator[tuple[Place, Stated, Statement]]:
    """Each overview with the plan's table: that of the same source, else the first one read."""
    for place in book.places.values():
        for commitment in place.commitments:
            stated = commitment.sheet.stated
            plans = statements(commitment, "planned", place) if stated else ()
            same = [
                plan for plan in plans if any(stated and row.source == stated.source for row in plan.rows)
            ]
            plan = same[0] if same else original(commitment, "planned", place)
            if stated and plan:
                yield place, stated, plan


def check_stated_cost(book: Book, as_of: date) -> Iterator[Found]:
    """A cost in the overview that is not the total of the plan's table."""
    for _, stated, plan in _overviews(book):
        whole = plan.total()
        if stated.cost_million_krw is not None and whole and whole.value != stated.cost_million_krw:
            message = Said(
                f"stated.cost_million_krw: 사업비는 {exact(stated.cost_million_krw)}{_UNIT}으로 적혀 있는데, "
                f"투자계획표의 총계는 {exact(whole.value)}{_UNIT}입니다.",
                f"stated.cost_million_krw: The cost is stated as {exact(stated.cost_million_krw)} million won, "
                f"but the total of the investment plan is {exact(whole.value)} million won.",
            )
            yield Found(stated.where.to("cost_million_krw"), message, _CONFLICT)


def check_stated_yearly_cost(book: Book, as_of: date) -> Iterator[Found]:
    """A yearly cost in the overview that a year of the plan's table does not have."""
    for _, stated, plan in _overviews(book):
        per_year = stated.per_year_million_krw
        amounts = {year: plan.figure(year) for year in plan.years if year.isdigit()}
        other = [
            Said(f"{year_text(year)} {exact(amount.value)}", f"{year} {exact(amount.value)}")
            for year, amount in amounts.items()
            if per_year is not None and amount and amount.value != per_year
        ]
        if per_year is not None and other:
            message = Said(
                f"stated.per_year_million_krw: 해마다 {exact(per_year)}{_UNIT}으로 적혀 있는데, "
                f"투자계획표에는 다르게 적힌 해가 있습니다: {', '.join(each.ko for each in other)}.",
                f"stated.per_year_million_krw: {exact(per_year)} million won a year is stated, "
                f"but the investment plan has other years: {', '.join(each.en for each in other)}.",
            )
            yield Found(stated.where.to("per_year_million_krw"), message, _CONFLICT)


def check_amounts_are_not_negative(book: Book, as_of: date) -> Iterator[Found]:
    """Amounts below zero."""
    for place in book.places.values():
        for row in place.tables.get("spending.csv", ()):
            if row.amount_million_krw is not None and row.amount_million_krw < 0:
                message = named(row, "amount_million_krw") + Said(
                    f"금액이 0보다 작습니다: {row.amount_million_krw}.",
                    f"The amount is below 0: {row.amount_million_krw}.",
                )
                tip = Said(
                    "줄어든 금액은 바뀐 뒤의 금액을 새 행으로 적고, changes.csv에 이유를 적으세요.",
                    "Write a reduced amount as a new row with what it is now, and the reason in changes.csv.",
                )
                yield Found(cell(row, "amount_million_krw"), message, tip)


def check_amounts_have_no_dot_for_a_comma(book: Book, as_of: date) -> Iterator[Found]:
    """24.394 among whole numbers is 24,394 with a dot for the comma, as one city prints it."""
    for commitment in book.commitments.values():
        amounts = [row for row in commitment.spending if row.amount_million_krw is not None]
        dotted = [row for row in amounts if _decimals(row.amount_million_krw) == 3]
        whole = [row for row in amounts if _decimals(row.amount_million_krw) == 0]
        if dotted and len(dotted) + len(whole) == len(amounts) and whole:
            for row in dotted:
                meant = str(row.amount_million_krw).replace(".", "")
                message = named(row, "amount_million_krw") + Said(
                    f"소수가 세 자리입니다: {row.amount_million_krw}.",
                    f"Three digits after the point: {row.amount_million_krw}.",
                )
                tip = Said(
                    f"쉼표를 점으로 적은 것이면 {meant}로 고치세요. 합계로 확인할 수 있습니다.",
                    f"If the point stands for a comma, write {meant}. The totals tell.",
                )
                yield Found(cell(row, "amount_million_krw"), message, tip)


def _decimals(value: Decimal | None) -> int:
    return max(0, -int(value.as_tuple().exponent)) if value is not None else 0


_COUNTS = ("completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other")


def check_counts_fit_their_total(book: Book, as_of: date) -> Iterator[Found]:
    """Published counts by status that add up to more than the whole."""
    for place in book.places.values():
        for row in place.published_rates:
            counts = [value for name in _COUNTS if (value := getattr(row, name)) is not None]
            if row.total is not None and sum(counts) > row.total:
                added = " + ".join(str(value) for value in counts if value)
                message = whose(place, row) + Said(
                    f"상태별 건수를 더하면 {added} = {sum(counts)}건으로, 전체 {row.total}건보다 많습니다.",
                    f"The counts by status give {added} = {sum(counts)}, more than the total of {row.total}.",
                )
                tip = Said(
                    "이행 후 계속추진이 완료에 들어 있으면 completed_ongoing을 비우고 note에 적으세요.",
                    "If completed includes completed_ongoing, leave completed_ongoing empty and tell it in note.",
                )
                yield Found(cell(row, "total"), message, tip)


def check_lists_fit_their_total(book: Book, as_of: date) -> Iterator[Found]:
    """Lists that hold more pledges than the whole number stated for the term."""
    for place in book.places.values():
        lines = {each.term: each for each in place.about.coverage}
        for cover in coverages(place):
            if cover.total is not None and cover.listed > cover.total:
                message = Said(
                    f"{place.name}의 전체 공약은 {cover.total}건이라고 적혀 있는데, 이 자료에 실은 공약이 {cover.listed}건입니다.",
                    f"‘{place.name}’ has {cover.total} pledges in all, it says, but {cover.listed} are listed here.",
                )
                tip = Said(
                    "pledges_total의 출처를 다시 보거나, 공약 파일의 term을 확인하세요.",
                    "Look at the source of pledges_total again, or check term in the files of the pledges.",
                )
                yield Found(lines[cover.term].where.to("pledges_total"), message, tip)
