"""The site at a glance: one square a pledge, money place by place, signals worth a look, what changed."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from markupsafe import Markup

from macros import compute, language, tables
from macros.compute import PlaceMoney
from macros.language import NO_DATA, amount, percent
from macros.model import Change, Commitment, Kind, Place
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


def statuses_part(view: View, path: str) -> Fragment:
    """One square a pledge, place by place, with the status that the body itself reports."""
    words = view.book.terms.statuses
    counts: Counter[str] = Counter()
    rows, said = [], []
    for place in view.book.places.values():
        units = []
        for pledge in place.pledges:
            row = compute.status(pledge, place)
            code = row.status if row else "unknown"
            counts[code] += 1
            if row is not None:
                said.append(row)
            units.append(
                {
                    "key": pledge.key,
                    "title": pledge.sheet.title,
                    "status": code,
                    "label": words[code].ko,
                    "icon": status_icon(code),
                }
            )
        if units:
            rows.append({"place": place, "units": units, "of": list_words(place)})
    total = sum(counts.values())
    shown = [(code, words[code].ko, counts[code]) for code in words if counts[code]]
    found = marks(view, said) if said else None
    return fragment(
        "statuses.html", view, path, rows=rows, total=total, known=total - counts["unknown"], counts=shown,
        partial=_partial_words(view), marks=found,
    )  # fmt: skip


def _partial_words(view: View) -> str:
    """Why no rate is computed, or nothing when every list is whole."""
    places = [place for place in view.book.places.values() if place.pledges]
    partial = [place for place in places if not all(c.complete for c in compute.coverages(place))]
    if not partial:
        return ""
    known = [place for place in partial if any(c.total is not None for c in compute.coverages(place))]
    if not known:
        return "전체 공약 수를 아는 곳이 없습니다. 그래서 이행률을 계산하지 않습니다."
    names = ", ".join(f"{place.short}({list_words(place)})" for place in known)
    return f"전체 공약 수를 아는 곳은 {names}입니다. 목록이 일부인 곳은 이행률을 계산하지 않습니다."


def place_totals_part(view: View, path: str) -> Fragment:
    """Planned, secured and executed of the places that say all three, each place by itself."""
    rows, others = [], []
    for place in view.book.places.values():
        sums = compute.place_money(place, "pledge")
        if sums.planned.figure and sums.secured.figure and sums.executed.figure:
            rows.append(place_row(view, place, sums))
        elif sums.planned.figure:
            others.append(place.short)
    words = f"계획만 밝힌 곳: {', '.join(others)}." if others else ""
    return fragment("place_totals.html", view, path, rows=rows, others=words, named=True)


def place_row(view: View, place: Place, sums: PlaceMoney) -> dict[str, object]:
    """One place's money in words, for the row of three."""
    cells = []
    for measure in ("planned", "secured", "executed"):
        each = getattr(sums, measure)
        missing = f", {each.without}건 {NO_DATA}" if each.without else ""
        cells.append(
            {
                "key": KEYS[measure],
                "name": MEASURE_WORDS[measure],
                "value": each.figure.value if each.figure else None,
                "note": f"{each.used}건 합계{missing}" if each.figure else "확인한 출처에 없음",
            }
        )
    rates = [
        {"name": rate.formula, "shown": percent(rate.percent), "words": rate_words(rate)}
        for rate in (sums.secured_rate, sums.executed_of_secured, sums.executed_of_planned)
        if rate is not None
    ]
    rows = [
        row for m in ("planned", "secured", "executed") if (f := getattr(sums, m).figure) for row in f.rows
    ]
    return {
        "place": place,
        "cells": cells,
        "rates": rates,
        "ledger": _ledger(sums),
        "marks": marks(view, rows),
    }


def rate_words(rate: compute.Rate) -> str:
    """What went into a rate of money and what was left out."""
    left = f", {rate.left_out}건은 뺌" if rate.left_out else ""
    return (
        f"두 금액이 모두 있는 {rate.used}건만 셈{left}: {amount(rate.numerator)} ÷ {amount(rate.denominator)}"
    )


def _ledger(sums: PlaceMoney) -> dict[str, str] | None:
    """The three sums as one bar; none where they are not of the same commitments: a gap is not a zero."""
    each = (sums.planned, sums.secured, sums.executed)
    figures = [one.figure for one in each]
    if any(one.without for one in each) or any(f is None for f in figures):
        return None
    known = [f.value for f in figures if f is not None]
    whole = max(known)
    if not whole:
        return None
    planned, secured, executed = (f"{value * 100 / whole:.2f}" for value in known)
    words = ", ".join(
        f"{name} {amount(value)}" for name, value in zip(MEASURE_WORDS.values(), known, strict=True)
    )
    return {"planned": planned, "secured": secured, "executed": executed, "words": words}


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
    """Signals and rates worth a look: how many, what they mean, two examples."""
    found: dict[str, list[Commitment]] = {code: [] for code in SHOWN}
    for commitment in view.book.commitments.values():
        for signal in compute.signals(commitment, view.place(commitment), view.book, view.as_of):
            if signal.code in found:
                found[signal.code].append(commitment)
    rows = []
    for code, listed in found.items():
        if listed:
            term = view.book.terms.signals[code]
            rows.append(
                {
                    "code": code,
                    "label": term.ko,
                    "number": f"{len(listed)}건",
                    "meaning": term.definition or "",
                    "examples": [
                        {"path": f"{c.key}/", "title": f"{view.place(c).short} {c.sheet.title}"}
                        for c in islice(listed, 2)
                    ],
                    "more": len(listed) > 2,
                }
            )
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
                "examples": [{"path": "rates/", "title": "발표 이행률 검산"}],
                "more": False,
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


def changes_part(view: View, path: str, place: str | None = None, limit: int | None = None) -> Fragment:
    """Plan changes: before, after, why, who decided; the newest `limit` of them, planned money first."""
    found = plan_changes(view, place)
    if limit is not None:
        found = sorted(found, key=lambda each: (-each[1].date.last.toordinal(), each[1].field != "planned"))[
            :limit
        ]
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
    return fragment("changes.html", view, path, rows=rows, marks=behind)


def corrections_part(view: View, path: str) -> Fragment:
    """Corrections of this site's own data, newest first."""
    rows = [row for place in view.book.places.values() for row in place.corrections]
    return fragment(
        "corrections.html", view, path, rows=sorted(rows, key=lambda r: r.date.last, reverse=True)
    )


def legend_part(view: View, path: str) -> Fragment:
    """How to read outline, tint, solid, dashes and the two voices."""
    return fragment("legend.html", view, path)


def search_box_part(view: View, path: str) -> Fragment:
    """The box that asks the list page."""
    return fragment("search_box.html", view, path)


SECTIONS = {
    "fields": "분야",
    "statuses": "이행 상태",
    "funds": "재원",
    "measures": "금액의 종류",
    "levels": "지방정부의 종류",
    "programmes": "지원사업",
    "signals": "신호",
    "glossary": "그 밖의 말",
}
COUNTED = {
    "places": "공약이나 지원사업이 있는 지역",
    "bodies": "자료가 있는 지역 모두",
    "pledges": "공약",
    "programmes": "지원사업",
    "sources": "출처",
}


def glossary_part(view: View, path: str, section: str) -> Fragment:
    """The words of one part of terms.yml with their meaning: statuses, funds, measures, signals, glossary …"""
    vocabulary = getattr(view.book.terms, section)
    return fragment(
        "glossary.html",
        view,
        path,
        section=section,
        terms=tuple(vocabulary.items()),
        english=path == "glossary/",
    )


def report_to_part(view: View, path: str) -> Fragment:
    """Where to tell of an error, as far as the publisher has said it."""
    site = view.book.site
    return fragment(
        "report_to.html", view, path, address=site.report, contact=site.contact, repository=view.repository
    )


def publisher_part(view: View, path: str) -> Fragment:
    """Who publishes the site, under what terms, which edition this is."""
    return fragment("publisher.html", view, path, site=view.book.site)


def count_text(view: View, what: str) -> str:
    """How many there are in the Book: places (with commitments), bodies, pledges, programmes, sources."""
    book = view.book
    counted = {
        "places": sum(1 for place in book.places.values() if place.commitments),
        "bodies": len(book.places),
        "pledges": len(by_kind(view, "pledge")),
        "programmes": len(by_kind(view, "programme")),
        "sources": len({id for place in book.places.values() for id in place.sources} | set(book.sources)),
    }
    return str(counted[what])
