"""What an author may call in docs/: each macro's name, and the function behind it. Adds no rule of its own.

A block gets (view, path) before the author's own values; an inline word gets (view) only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from macros import compute, tables
from macros.model import Commitment
from macros.pages import (
    api,
    changes,
    contributing,
    data,
    editing,
    editions,
    glance,
    glossary,
    lists,
    overview,
    sentences,
)
from macros.pages.figures import goal_figures, money_figures, roadmap_figure
from macros.pages.frame import EXPLAINED, NO_DATA_BOX, Figure, Fragment, View, fragment, term, vocabulary
from macros.pages.tasks import TASKS

NOTHING = Fragment(NO_DATA_BOX)


def _figures(view: View, path: str, key: str, found: Iterable[Figure]) -> Fragment:
    """Figures of one commitment on a page of another: their ids carry its name."""
    figures = [replace(each, id=f"{key.replace('/', '-')}-{each.id}", of=key) for each in found]
    return fragment("figures.html", view, path, figures, groups=[("", "", [f.id for f in figures])], links={})


def _chosen(view: View, key: str | None, fits: Callable[[Commitment], bool]) -> Commitment | None:
    """The commitment an author names; without a name the first one that has something to show, None if none is listed."""
    if key is not None:
        return view.book.commitments[key]
    listed = view.book.commitments.values()
    return next((c for c in listed if fits(c)), None) or next(iter(listed), None)


def commitment_part(view: View, path: str, key: str | None = None) -> Fragment:
    """A card of one commitment: title, reported status, the one sentence. `key` is place/id."""
    c = _chosen(view, key, lambda c: bool(c.statuses))
    if c is None:
        return NOTHING
    place = view.place(c)
    row = compute.status(c, place)
    code = row.status if row else "unknown"
    lead = sentences.lead(c, place, compute.money(c, place), compute.attainments(c, place), row)
    pill = tables.status_pill(code, view.book.terms.statuses[code].ko)
    return fragment("card.html", view, path, c=c, place=place.name, status=pill, lead=lead)


def money_part(view: View, path: str, key: str | None = None) -> Fragment:
    """The money figures of one commitment: by fund and by year."""
    c = _chosen(view, key, lambda c: any(row.measure == "executed" for row in c.spending))
    if c is None:
        return NOTHING
    return _figures(view, path, c.key, money_figures(view, c, compute.money(c, view.place(c))))


def targets_part(view: View, path: str, key: str | None = None) -> Fragment:
    """Targets and outcomes of one commitment, a figure an indicator."""
    c = _chosen(view, key, lambda c: bool(c.targets and c.outcomes))
    if c is None:
        return NOTHING
    return _figures(view, path, c.key, goal_figures(view, c, compute.attainments(c, view.place(c))))


def roadmap_part(view: View, path: str, key: str | None = None) -> Fragment:
    """The roadmap and milestones of one commitment with the end of its period and today."""
    c = _chosen(view, key, lambda c: bool(c.sheet.roadmap))
    if c is None:
        return NOTHING
    figure = roadmap_figure(view, c)
    return _figures(view, path, c.key, [figure] if figure else [])


PARTS: Mapping[str, Callable[..., Fragment]] = {
    "commitment": commitment_part,
    "money": money_part,
    "targets": targets_part,
    "roadmap": roadmap_part,
    "glance": glance.glance_part,
    "statuses": overview.statuses_part,
    "place_totals": overview.place_totals_part,
    "attention": overview.attention_part,
    "changes": overview.changes_part,
    "news": changes.news_part,
    "legend": overview.legend_part,
    "search_box": overview.search_box_part,
    "glossary": glossary.glossary_part,
    "glossary_index": glossary.glossary_index_part,
    "report_to": contributing.report_to_part,
    "publisher": overview.publisher_part,
    "edit": editing.edit_part,
    "task": contributing.task_part,
    "sending": contributing.sending_part,
    "answer": contributing.answer_part,
    "workbook": contributing.workbook_part,
    "ways": contributing.ways_part,
    "ledgers": contributing.ledgers_part,
    "guides": contributing.guides_part,
    "places": lists.places_part,
    "pledges": lists.pledges_part,
    "spending": lists.spending_part,
    "outcomes": lists.outcomes_part,
    "rates": lists.rates_part,
    "programmes": lists.programmes_part,
    "checks": lists.checks_part,
    "downloads": data.downloads_part,
    "data_lines": data.data_lines_part,
    "editions": editions.editions_part,
    "api": api.api_part,
}
INLINE: Mapping[str, Callable[..., str]] = {"count": overview.count_text, "term": term}


def values(view: View) -> dict[str, dict[str, str]]:
    """What an author may give a macro, by the parameter's name: every value and what it is called."""
    terms = view.book.terms
    return {
        "key": {key: c.sheet.title for key, c in view.book.commitments.items()},
        "place": {id: place.name for id, place in view.book.places.items()},
        "codes": {code: term.ko for code, term in terms.programmes.items()},
        "section": dict(glossary.SECTIONS),
        "what": dict(overview.COUNTED),
        "word": {word: id for word, (id, _) in view.explained.items()},
        "only": {c: t.ko for s in EXPLAINED for c, t in vocabulary(terms, s).items()},
        "files": dict(editing.NAMES),
        "task": {id: each.title for id, each in TASKS.items()},
    }


@cache
def signatures() -> dict[str, inspect.Signature]:
    """How each macro is called by an author: without the values that the door gives."""
    found = {}
    for made, given in ((PARTS, 2), (INLINE, 1)):
        for name, function in made.items():
            whole = inspect.signature(function)
            found[name] = whole.replace(parameters=list(whole.parameters.values())[given:])
    return found
