"""The site at a glance: one square a pledge, money place by place, signals worth a look, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from macros import compute, language, tables
from macros.compute import Money
from macros.language import NO_DATA, amount, percent
from macros.model import MEASURES, Change, Commitment, Kind, Measure, Place
from macros.pages import sentences
from macros.pages.frame import Fragment, View, fragment, marks
from macros.pages.sentences import MEASURE_WORDS

KEYS = {"planned": "said", "secured": "secured", "executed": "spent"}


def status_icon(code: str) -> Markup:
    """The symbol of a status; none for one that is not known, whose square is dashed."""
    return Markup() if code == "unknown" else tables.icon(tables.STATUS_ICONS[code.replace("_", "-")])


def by_kind(view: View, kind: Kind) -> tuple[Commitment, ...]:
    """Every pledge or every programme of the Book."""
    return tuple(c for c in view.book.commitments.values() if c.kind == kind)


def list_words(place: Place) -> str:
    """How much of a place's list is here: “전체 100건 가운데 9건” or “8건 · 전체 수 자료 없음”."""
    covers = [c for c in compute.coverages(place) if c.listed or c.total is not None]
    known = next((c for c in covers if c.total is not None), None)
    return sentences.listed(len(place.pledges), known.total if known else None)


UNITS = 22  # squares of one place on a phone: two rows; from there on a square stands for a status
OPEN = 8  # places shown at once, a line each; the others are folded
OPEN_MONEY = 4


def statuses_part(view: View, path: str) -> Fragment:
    """One square a pledge, place by place, with the status that the body itself reports."""
    words = view.book.terms.statuses
    rows, said, total = [], [], 0
    used: set[str] = set()
    for place in view.book.places.values():
        units = []
        for pledge in place.pledges:
            row = compute.status(pledge, place)
            code = row.status if row else "unknown"
            if row is not None:
                said.append(row)
            units.append(
                {"key": pledge.key, "title": pledge.sheet.title, "status": code, "label": words[code].ko}
            )
        if units:
            total += len(units)
            counts = Counter(unit["status"] for unit in units)
            used |= set(counts)
            groups = [(code, words[code].ko, counts[code]) for code in words if counts[code]]
            rows.append(
                {
                    "place": place,
                    "units": units if len(units) <= UNITS else (),
                    "groups": groups,
                    "number": len(units),
                }
            )
    return fragment(
        "statuses.html",
        view,
        path,
        rows=rows,
        open=OPEN,
        total=total,
        known=len([row for row in said if row.status != "unknown"]),
        legend=[(code, words[code].ko) for code in words if code in used],
        icons={code: status_icon(code) for code in words},
        grouped=any(not row["units"] for row in rows),
        partial=_partial_words(view),
        marks=marks(view, said) if said else None,
    )


def whole_list(place: Place) -> bool:
    """Whether every list of pledges of a place is known to be whole."""
    return all(c.complete for c in compute.coverages(place))


def partial_list(place: Place) -> bool:
    """Whether pledges of a place are missing here, or may be."""
    return bool(place.pledges) and not whole_list(place)


def _partial_words(view: View) -> str:
    """Why no rate is computed, or nothing when every list is whole."""
    places = [place for place in view.book.places.values() if place.pledges]
    partial = [place for place in places if not whole_list(place)]
    if not partial:
        return ""
    known = [place for place in partial if any(c.total is not None for c in compute.coverages(place))]
    if not known:
        return "전체 공약 수를 아는 곳이 없어 이행률을 계산하지 않습니다."
    return "목록이 일부인 곳은 이행률을 계산하지 않습니다."


def money_rows(view: View) -> list[dict[str, object]]:
    """The places that say anything of the money of their pledges; those that say most come first."""
    rows = [place_row(view, place) for place in view.book.places.values() if place.pledges]
    return sorted((row for row in rows if row["said"]), key=lambda row: -int(str(row["said"])))


def place_totals_part(view: View, path: str) -> Fragment:
    """Planned, secured and executed place by place, each by itself and never added."""
    rows = money_rows(view)
    return fragment("place_totals.html", view, path, rows=rows, open=OPEN_MONEY)


def place_row(view: View, place: Place, kind: Kind = "pledge") -> dict[str, object]:
    """One place's money of one kind in words, with its bar and its rates."""
    sums = compute.place_money(place, kind)
    cells, told = [], []
    for measure in MEASURES:
        each = getattr(sums, measure)
        missing = f", {each.without}건 {NO_DATA}" if each.without else ""
        if each.figure:
            told += each.figure.rows
        cells.append(
            {
                "key": KEYS[measure],
                "name": MEASURE_WORDS[measure],
                "value": each.figure.value if each.figure else None,
                "rows": each.figure.rows if each.figure else (),
                "formula": each.told,
                "note": f"{each.used}건 합계{missing}" if each.figure else "확인한 출처에 없음",
            }
        )
    rates = [
        {
            "name": rate.formula,
            "shown": percent(rate.percent),
            "words": rate_words(rate),
            "rows": rate.rows,
            "formula": rate.told,
        }
        for rate in (sums.secured_rate, sums.executed_of_secured, sums.executed_of_planned)
        if rate is not None
    ]
    return {
        "place": place,
        "cells": cells,
        "said": sum(1 for cell in cells if cell["value"] is not None),
        "rates": rates,
        "ledger": ledger([compute.money(c, place) for c in place.commitments if c.kind == kind]),
        "partial": kind == "pledge" and not whole_list(place),
        "rows": told,
        "marks": marks(view, told),
    }


def rate_words(rate: compute.Rate) -> str:
    """What went into a rate of money and what was left out."""
    left = f", 나머지 {rate.left_out}건은 뺌" if rate.left_out else ""
    return f"{amount(rate.numerator)} ÷ {amount(rate.denominator)}. 두 금액이 있는 {rate.used}건만 셈{left}"


def ledger(found: Sequence[Money]) -> dict[str, str] | None:
    """A place's plan as one bar: filled as far as every figure is known, dashes over the rest.

    Only commitments that have every figure their place gives lie in the filled part: a gap is not a zero.
    """
    planned = [each for each in found if each.planned]
    said = [m for m in MEASURES if any(getattr(each, m) for each in found)]
    known = [each for each in planned if all(getattr(each, m) for m in said)]
    plan = _sum(planned, "planned")
    filled = {m: _sum(known, m) for m in said}
    whole = max(plan, *filled.values(), Decimal(0))
    if plan <= 0 or min(filled.values()) < 0:
        return None
    silent = Decimal(0) if len(said) < len(MEASURES) else max(filled.values())
    words = f"계획 {amount(plan)}"
    if len(said) > 1 and known:
        told = ", ".join(f"{MEASURE_WORDS[m]} {amount(filled[m])}" for m in said)
        words += f". {len(known)}건은 {told}"
    if silent < plan:
        words += f". 점선이 지나는 곳은 {NO_DATA}"
    drawn = {"planned": plan, "secured": Decimal(0), "executed": Decimal(0), "silent": min(silent, plan)}
    drawn |= {m: value for m, value in filled.items() if m != "planned"}
    return {name: f"{value * 100 / whole:.2f}" for name, value in drawn.items()} | {"words": words}


def _sum(found: Iterable[Money], measure: Measure) -> Decimal:
    return sum((f.value for each in found if (f := getattr(each, measure))), Decimal(0))


SHOWN = (
    "overdue",
    "contradicted",
    "spent-without-progress",
    "plan-reduced",
    "target-missed",
    "target-met",
    "beyond-period",
)


def attention_part(view: View, path: str) -> Fragment:
    """Signals and rates worth a look: how many, what they mean, and the way to the list of them."""
    found: Counter[str] = Counter()
    for commitment in view.book.commitments.values():
        place = view.place(commitment)
        found.update(each.code for each in compute.signals(commitment, place, view.book, view.as_of))
    words = view.book.terms.signals
    rows = [
        {
            "code": code,
            "label": words[code].ko,
            "number": f"{found[code]}건",
            "meaning": words[code].definition or "",
            "path": f"pledges/?signal={code}",
        }
        for code in SHOWN
        if found[code]
    ]
    none = [
        r
        for place in view.book.places.values()
        for row in place.published_rates
        if (r := compute.reconcile(row)).verdict == "none"
    ]
    if none:
        rows.insert(
            1,
            {
                "code": "differs",
                "label": language.NO_FORMULA,
                "number": f"{len(none)}개",
                "meaning": "함께 발표된 건수로는 발표 이행률이 나오지 않습니다.",
                "path": "rates/",
            },
        )
    return fragment("attention.html", view, path, rows=rows)


def plan_changes(view: View, place: str | None = None) -> list[tuple[Commitment, Change]]:
    """Every plan change, newest first; of one day in the order of the file."""
    found = [
        (commitment, row)
        for commitment in view.book.commitments.values()
        if place is None or commitment.place == place
        for row in commitment.changes
    ]
    return sorted(found, key=lambda each: each[1].date.last, reverse=True)


def newest_first(found: Iterable[tuple[Commitment, Change]]) -> list[tuple[Commitment, Change]]:
    """The newest first; of one day planned money first, then in the order of the file."""
    return sorted(found, key=lambda each: (-each[1].date.last.toordinal(), each[1].field != "planned"))


def changes_part(
    view: View, path: str, place: str | None = None, limit: int | None = None, shown: int | None = None
) -> Fragment:
    """Plan changes: before, after, why, who decided; the newest `limit`, those after `shown` folded."""
    found = plan_changes(view, place)
    if limit is not None:
        found = newest_first(found)[:limit]
    rows = [
        {
            "key": commitment.key,
            "title": commitment.sheet.title,
            "place": view.place(commitment).short,
            "what": row.field_raw or language.CHANGE_FIELDS[row.field],
            "row": row,
        }
        for commitment, row in found
    ]
    behind = marks(view, [row for _, row in found]) if found else None
    return fragment(
        "changes.html", view, path, rows=rows, marks=behind, place=place, shown=shown or len(rows)
    )


def legend_part(view: View, path: str) -> Fragment:
    """How to read outline, tint, solid, dashes and the two voices."""
    return fragment("legend.html", view, path)


def search_box_part(view: View, path: str) -> Fragment:
    """The box that opens the search with what was typed; without scripts a link to the whole list."""
    return fragment("search_box.html", view, path)


COUNTED = {
    "places": "공약이나 지원사업이 있는 지역",
    "bodies": "자료가 있는 지역 모두",
    "pledges": "공약",
    "programmes": "지원사업",
    "sources": "출처",
}


def publisher_part(view: View, path: str) -> Fragment:
    """Who publishes the site, under what terms, which edition this is."""
    return fragment("publisher.html", view, path, site=view.book.site)


def count_text(view: View, what: str) -> str:
    """How many there are in the Book: places (with commitments), bodies, pledges, programmes, sources."""
    book = view.book
    # one document may stand in several lists, and two places may give two documents the same id
    sources = [*book.sources.values(), *(s for place in book.places.values() for s in place.sources.values())]
    counted = {
        "places": sum(1 for place in book.places.values() if place.commitments),
        "bodies": len(book.places),
        "pledges": len(by_kind(view, "pledge")),
        "programmes": len(by_kind(view, "programme")),
        "sources": len({(s.publisher, s.title, s.url) for s in sources}),
    }
    return str(counted[what])
