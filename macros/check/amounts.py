"""Do the amounts of a commitment fit each other: their unit, planned beside secured and executed, one day beside the next?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from macros.check.rule import Found, cell, named
from macros.compute import Figure, Statement, latest, statements
from macros.language import Said, amount, date_text, exact, josa
from macros.model import MEASURES, Book, Commitment, Place, plain_decimal, word
from macros.problem import Where

_SPENT = ("secured", "executed")
_COLUMN = "amount_million_krw"
_AS_READ = Said(
    "출처와 같으면 그대로 두세요. 옮겨 적다 틀렸으면 고치세요.",
    "Leave it if the source says so. Put it right if it was copied wrong.",
)
# no figure of a pledge is a hundred times another of its own; none is 100 trillion won, which is 100 million in won
_FAR, _MOST = 100, 100_000_000
_THOUSANDS = 50_000


def _each(book: Book) -> Iterator[tuple[Place, Commitment]]:
    for place in book.places.values():
        for commitment in place.commitments:
            if commitment.spending:
                yield place, commitment


def _totals(commitment: Commitment, place: Place) -> dict[str, list[tuple[Statement, Figure]]]:
    """The totals of each measure with their statements, oldest first."""
    return {
        measure: [(each, whole) for each in statements(commitment, measure, place) if (whole := each.total())]
        for measure in MEASURES
    }


def check_amounts_are_in_million_won(book: Book, as_of: date) -> Iterator[Found]:
    """Amounts in won or thousand won, as far as their size tells: a hundred times another total of the commitment."""
    for place, commitment in _each(book):
        large: dict[Where, Found] = {}
        for row in commitment.spending:
            if row.amount_million_krw is not None and abs(row.amount_million_krw) >= _MOST:
                large[row.where] = _too_large(Figure(row.amount_million_krw, (row,)), None)
        totals = _totals(commitment, place)
        plans = [figure for _, figure in totals["planned"]]
        # what is spent may be a small part of the plan and grow fast, so it is only held against the plan
        pairs = [sorted(pair, key=lambda figure: figure.value) for pair in pairwise(plans)]
        pairs += [[plan, figure] for plan in plans[-1:] for each in _SPENT for _, figure in totals[each]]
        for less, more in pairs:
            if 0 < less.value * _FAR <= more.value:
                large.setdefault(more.rows[0].where, _too_large(more, less))
        yield from large.values()


def _too_large(figure: Figure, beside: Figure | None) -> Found:
    row, value = figure.rows[0], figure.value
    if beside is None:
        message = Said(
            f"한 공약의 금액이 100조 원이 넘습니다: {amount(value)}.",
            f"This is more than 100 trillion won for one commitment: {exact(value)} million won.",
        )
    else:
        message = Said(
            f"{josa(amount(value), '이/가')} 이 공약의 계획 총액 {amount(beside.value)}의 100배가 넘습니다.",
            f"{exact(value)} million won is more than 100 times the planned total of the commitment, "
            f"{exact(beside.value)} million won.",
        )
    in_won = beside is None or value >= beside.value * _THOUSANDS
    unit = Said("원", "won") if in_won else Said("천 원", "thousand won")
    plain = f"{plain_decimal(value / (1_000_000 if in_won else 1_000)):f}"
    tip = Said(
        f"혹시 {unit.ko} 단위의 수인가요? 그렇다면 백만 원 단위로 {josa(plain, '을/를')} 적으세요. 출처와 같으면 그대로 두세요.",
        f"Is this a number in {unit.en}? Then write it in million won: {plain}. Leave it if the source says so.",
    )
    return Found(cell(row, _COLUMN), named(row, _COLUMN) + message, tip)


def check_spending_fits_the_plan(book: Book, as_of: date) -> Iterator[Found]:
    """More executed than secured by the same day, more secured or executed than planned."""
    for place, commitment in _each(book):
        totals = _totals(commitment, place)
        secured = {each.as_of: figure for each, figure in totals["secured"]}
        plan = latest(commitment, "planned", place)
        planned = plan.total() if plan else None
        for measure in _SPENT:
            for statement, figure in totals[measure][-1:]:
                least = [("planned", planned)]
                if measure == "executed":
                    least.insert(0, ("secured", secured.get(statement.as_of)))
                for other, beside in least:
                    if beside and beside.value < figure.value < beside.value * _FAR:
                        of, than = (word(book.terms.measures, each) for each in (measure, other))
                        message = Said(
                            f"{of} 총액 {josa(amount(figure.value), '이/가')} {than} 총액 {amount(beside.value)}보다 많습니다.",
                            f"The {measure} total, {exact(figure.value)} million won, is more than the {other} "
                            f"total, {exact(beside.value)} million won.",
                        )
                        yield Found(cell(figure.rows[0], _COLUMN), message, _AS_READ)


def check_spending_does_not_fall(book: Book, as_of: date) -> Iterator[Found]:
    """Secured and executed totals, which count up to their day, that are lower than those of an earlier day."""
    for place, commitment in _each(book):
        totals = _totals(commitment, place)
        for measure in _SPENT:
            dated = [(each.as_of, figure) for each, figure in totals[measure] if each.as_of]
            for (first, before), (then, after) in pairwise(dated):
                if after.value < before.value:
                    of = word(book.terms.measures, measure)
                    message = Said(
                        f"{of} 총액이 {date_text(first.text)} 기준 {amount(before.value)}에서 {date_text(then.text)} 기준 "
                        f"{josa(amount(after.value), '으로/로')} 줄었습니다.",
                        f"The {measure} total went down from {exact(before.value)} million won as of {first} to "
                        f"{exact(after.value)} as of {then}.",
                    )
                    tip = Said(
                        "확보와 집행의 총액은 그날까지 모두 더한 값입니다. 한 해의 금액이면 year에 그해를 적으세요."
                        " 출처와 같으면 그대로 두세요.",
                        "Secured and executed totals count everything up to their day. Write the year as year if"
                        " this is the amount of one year. Leave it if the source says so.",
                    )
                    yield Found(cell(after.rows[0], _COLUMN), message, tip)
