"""Every rate this site computes as a record: of commitments and of places, with its sum, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from macros import compute, language
from macros.compute import Attainment, ListRate, MoneyLine, PlaceMoney, Rate
from macros.downloads.columns import headers
from macros.downloads.records import Record, row_address
from macros.model import Book, Commitment, Kind, Place

_NAMES: Final[Mapping[str, str]] = {
    "secured": "확보율",
    "executed_of_secured": "집행률(확보 대비)",
    "executed_of_planned": "집행률(계획 대비)",
    "target": "목표 달성률",
    "disclosure": "보고율",
    "completion": "이행완료율",
    "on_track": "정상추진율",
}
_WON: Final = "백만 원"


def commitment_rates(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    """Money rates in all and by fund, target attainments, 보고율 of one commitment."""
    place = book.places[commitment.place]
    money = compute.money(commitment, place)
    of: Record = {
        **_place(place, commitment.kind),
        "commitment": commitment.id,
        "commitment_title": commitment.sheet.title,
        **_term(book, commitment.sheet.term),
        "computed_on": as_of.isoformat(),
    }
    funds: tuple[tuple[compute.Money | MoneyLine, str], ...] = (
        (money, "total"),
        *((line, line.code) for line in money.by_fund),
    )
    for rates, fund in funds:
        told: Record = {"fund": fund, "fund_label": book.fund_label(place.id, fund), "unit": _WON}
        for code, rate in _money_rates(rates):
            yield _record(code, rate, {**of, **told})
    for each in compute.attainments(commitment, place):
        if each.target is not None:
            yield _record("target", each.rate, {**of, **_aim(commitment, each)})
    yield _record("disclosure", compute.disclosure(commitment, place, as_of).rate, {**of, "unit": "개"})


def place_rates(book: Book, place: Place, as_of: date) -> Iterator[Record]:
    """Money rates of a place's pledges and programmes, and the rates over its list of pledges, term by term."""
    day: Record = {"computed_on": as_of.isoformat()}
    kinds: tuple[Kind, ...] = ("pledge", "programme")
    for kind in kinds:
        fund: Record = {"fund": "total", "fund_label": book.fund_label(place.id, "total"), "unit": _WON}
        for code, rate in _money_rates(compute.place_money(place, kind)):
            yield _record(code, rate, {**_place(place, kind), **fund, **day})
    for cover in compute.coverages(place):
        about = {**_place(place, "pledge"), **_term(book, cover.term), **day, "unit": "건"}
        lists: tuple[tuple[str, ListRate], ...] = (
            ("completion", compute.completion(place, cover.term)),
            ("on_track", compute.on_track(place, cover.term)),
        )
        for code, found in lists:
            yield _record(code, found.rate, {**about, "why_not": found.why_not or None})


def _money_rates(found: compute.Money | MoneyLine | PlaceMoney) -> Iterator[tuple[str, Rate]]:
    """The money rates there are: where a figure is missing there is none, and the money table says which."""
    rates = (found.secured_rate, found.executed_of_secured, found.executed_of_planned)
    codes = ("secured", "executed_of_secured", "executed_of_planned")
    yield from ((code, rate) for code, rate in zip(codes, rates, strict=True) if rate)


def _record(code: str, rate: Rate | None, told: Record) -> Record:
    blank: Record = dict.fromkeys(headers("rates"))
    found: Record = {"rate": code, "rate_label": _NAMES[code]}
    if rate is not None:
        places = dict.fromkeys(row_address(row.where) for row in rate.rows)
        found |= {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "rate_pct": rate.shown,
            "formula": rate.formula,
            "used_count": rate.used,
            "left_out_count": rate.left_out,
            "rows": " ".join(places) or None,
        }
    return {**blank, **told, **found}


def _aim(commitment: Commitment, each: Attainment) -> Record:
    indicator = commitment.sheet.indicators.get(each.indicator)
    value: Decimal | None = each.value.value if each.value else None
    asked = each.target.target if each.target else None
    rows = (*((each.target,) if each.target else ()), *(each.value.rows if each.value else ()))
    return {
        "indicator": each.indicator,
        "indicator_name": indicator.name if indicator else None,
        "year": each.year,
        "year_label": language.year_text(each.year),
        "numerator": value,
        "denominator": asked,
        "unit": indicator.unit if indicator else None,
        "why_not": each.why_not if each.rate is None else None,
        "rows": " ".join(row_address(row.where) for row in rows) or None,
    }


def _place(place: Place, kind: Kind) -> Record:
    return {
        "place": place.id,
        "place_name": place.name,
        "kind": kind,
        "kind_label": language.COMMITMENT_KINDS[kind],
    }


def _term(book: Book, term: str | None) -> Record:
    known = book.electoral_terms.get(term) if term else None
    return {"term": term, "term_label": known.label if known else None}
