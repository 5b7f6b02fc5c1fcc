"""The first screen of the home page and of a place: each question with its answer and the way to the rest.

Only counts what the Book holds. What could not be compared is told apart from what was compared and not found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from macros import compute, language
from macros.language import COMMITMENT_KINDS, join_and, percent_printed
from macros.model import Commitment, Kind, Place, PublishedRate, StatusCode, When
from macros.pages.frame import Fragment, View, fragment, marks
from macros.pages.overview import (
    count_text,
    list_words,
    money_rows,
    newest_first,
    partial_list,
    place_row,
    plan_changes,
    whole_list,
)

LATE = ("overdue", "contradicted")
MONEY_SHOWN = 4
RATES_SHOWN = 3


def glance_part(view: View, path: str) -> Fragment:
    """The whole site in one screen: what is here, how far, the money, what is late, what changed, the lists."""
    places = tuple(view.book.places.values())
    listed = tuple(view.book.commitments.values())
    pledges = [c for c in listed if c.kind == "pledge"]
    money = money_rows(view)
    return fragment(
        "glance.html",
        view,
        path,
        sources=count_text(view, "sources"),
        pledges=len(pledges),
        programmes=len(listed) - len(pledges),
        places=sum(1 for place in places if place.commitments),
        rates_only=sum(1 for place in places if place.published_rates and not place.commitments),
        statuses=statuses(view, pledges),
        money=money[:MONEY_SHOWN],
        money_more=len(money) - MONEY_SHOWN,
        money_partial=any(row["partial"] for row in money),
        late=late(view, listed, ""),
        rates=_unmatched(places),
        no_formula=language.NO_FORMULA,
        change=_last_change(view, None),
        newest=_newest_figure(places),
        lists=_lists(places),
    )


def place_glance(view: View, place: Place, more_money: bool = False) -> Fragment:
    """The same questions for one place; those that its sources do not touch are left out.

    `more_money`: the page has more of it at #money.
    """
    kind: Kind = "pledge" if place.pledges else "programme"
    listed = [c for c in place.commitments if c.kind == kind]
    row = place_row(view, place, kind)
    said = [each for c in listed if (each := compute.status(c, place))]
    loose = sum(1 for c in listed if compute.money(c, place).unstated)
    return fragment(
        "place_glance.html",
        view,
        f"{place.id}/",
        place=place,
        noun=COMMITMENT_KINDS[kind],
        number=len(listed),
        of=list_words(place) if any(c.total is not None for c in compute.coverages(place)) else "",
        partial=partial_list(place),
        statuses=statuses(view, listed) if listed else None,
        money=row if row["said"] else None,
        marks=marks(view, [*said, *row["rows"]]) if said or row["said"] else None,  # type: ignore[misc]
        more_money=more_money,
        loose=loose,
        late=late(view, place.commitments, f"place={place.id}&"),
        change=_last_change(view, place.id),
        rates=[_rate(row) for row in place.published_rates[:RATES_SHOWN]],
        rates_more=max(0, len(place.published_rates) - RATES_SHOWN),
    )


def statuses(view: View, listed: Sequence[Commitment]) -> dict[str, object]:
    """How many commitments the bodies report in each status, and of how many nothing was read."""
    words = view.book.terms.statuses
    found: Counter[StatusCode] = Counter()
    for commitment in listed:
        row = compute.status(commitment, view.place(commitment))
        found[row.status if row else "unknown"] += 1
    shown = [(code, words[code].ko, found[code]) for code in words if found[code]]  # type: ignore[index]
    return {"counts": shown, "total": len(listed), "known": len(listed) - found["unknown"]}


def late(view: View, listed: Iterable[Commitment], query: str) -> list[dict[str, object]]:
    """What is late and what contradicts itself: how many, and of how many that could be told at all."""
    found: Counter[str] = Counter()
    could: Counter[str] = Counter()
    programmes: Counter[str] = Counter()
    for commitment in listed:
        place = view.place(commitment)
        codes = [each.code for each in compute.signals(commitment, place, view.book, view.as_of)]
        found.update(codes)
        if commitment.kind == "programme":
            programmes.update(codes)
        period = commitment.sheet.period
        ends = period is not None and period.end is not None
        could["overdue"] += ends
        other = ends or any(step.due for step in commitment.sheet.milestones) or bool(commitment.targets)
        could["contradicted"] += other and compute.reported(commitment, place) is not None
    words = {
        "overdue": ("끝나는 날이 적힌", "끝나는 날이 적힌 것이 없습니다."),
        "contradicted": ("상태와 견줄 자료가 있는", "상태와 견줄 기한이나 목표가 실린 것이 없습니다."),
    }
    return [
        {
            "code": code,
            "label": view.book.terms.signals[code].ko,
            "number": found[code],
            "programmes": programmes[code],
            "could": could[code],
            "among": words[code][0],
            "cannot": words[code][1],
            "path": f"pledges/?{query}signal={code}",
        }
        for code in LATE
    ]


def _unmatched(places: Iterable[Place]) -> dict[str, int]:
    """Published rates, and those that no formula reaches."""
    found = [compute.reconcile(row) for place in places for row in place.published_rates]
    return {"all": len(found), "none": sum(1 for each in found if each.verdict == "none")}


def _rate(row: PublishedRate) -> dict[str, object]:
    return {
        "row": row,
        "label": row.label,
        "value": percent_printed(row.published_pct),
        "as_of": row.as_of.text if row.as_of else "",
        "says": compute.reconcile(row).says,
    }


def _last_change(view: View, place: str | None) -> dict[str, object] | None:
    """The newest plan change, and how many have its date; None where none was read."""
    found = [each for each in newest_first(plan_changes(view, place)) if each[1] in each[0].changes_made]
    if not found:
        return None
    commitment, row = found[0]
    same = [c for c, each in found if each.date.text == row.date.text]
    return {
        "key": commitment.key,
        "title": commitment.sheet.title,
        "what": row.field_raw or language.CHANGE_FIELDS[row.field],
        "row": row,
        "places": join_and(list(dict.fromkeys(view.place(c).short for c in same))[:2]),
        "same": len(same),
        "all": len(found),
    }


def _newest_figure(places: Iterable[Place]) -> dict[str, str] | None:
    """The newest as-of date that any figure carries, and whose it is."""
    dated: list[tuple[When, str]] = []
    for place in places:
        rows = [
            row
            for c in place.commitments
            for ledger in (c.spending, c.targets, c.outcomes, c.statuses)
            for row in ledger
        ]
        dated += [(row.as_of, place.short) for row in (*rows, *place.published_rates) if row.as_of]
    if not dated:
        return None
    day, short = max(dated, key=lambda each: each[0].last)
    return {"day": day.text, "place": short}


def _lists(places: Iterable[Place]) -> dict[str, object]:
    """How many lists of pledges are whole, of how many the whole number is known."""
    listed = [place for place in places if place.pledges]
    known = [p for p in listed if any(c.total is not None for c in compute.coverages(p))]
    return {
        "all": len(listed),
        "whole": sum(1 for place in listed if whole_list(place)),
        "known": [(place, list_words(place)) for place in known[:2]],
        "known_more": max(0, len(known) - 2),
        "unknown": len(listed) - len(known),
    }
