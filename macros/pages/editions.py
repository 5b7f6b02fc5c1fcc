"""Dated editions: the list of them, and a page for each with what is in it and what came after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from macros.language import LEDGERS, bytes_text, date_text, sha_short
from macros.load import Loaded, PastData, load_past
from macros.model import Book, Edition
from macros.pages.changes import differences_part
from macros.pages.citing import Citation, cite_data
from macros.pages.frame import Fragment, Page, View, fragment
from macros.problem import Problem, as_line

_TOLD = 3  # of the reasons why an edition cannot be compared


@dataclass(frozen=True)
class Compared:
    """What is in an edition, why it cannot be compared (whose data, how many errors, the first of them), what differs."""

    counts: tuple[tuple[str, int, str], ...]
    unsound: tuple[tuple[str, int, tuple[str, ...]], ...]
    differences: Fragment | None


# live reload builds again and again: what two editions were found to differ in, and the pages that it could link to
_told: dict[tuple[Edition, Edition], tuple[frozenset[str], Compared]] = {}


def edition_name(past: PastData) -> str:
    """What an edition is called: 2026년 11월 22일 판."""
    return f"{date_text(past.edition.date.text)} 판"


def edition_path(past: PastData) -> str:
    """Where an edition is published, below the site's root."""
    return f"editions/{past.edition.date}/"


def _words(view: View, past: PastData) -> dict[str, object]:
    """An edition as the list and its own page tell it."""
    edition = past.edition
    return {
        "name": edition_name(past),
        "path": edition_path(past),
        "note": edition.note,
        "commit": edition.commit,
        "tree": f"{view.repository}/tree/{edition.commit}/data" if view.repository else None,
        "size": bytes_text(len(past.archive)),
        "sha256": edition.sha256,
    }


def editions_part(view: View, path: str) -> Fragment:
    """Every edition, the newest first."""
    listed = [_words(view, past) for past in reversed(view.editions)]
    return fragment("editions.html", view, path, editions=listed)


def edition_pages(view: View) -> Iterator[Page]:
    """A page for each edition, its zip with it. Never more than two editions are read at a time."""
    known = frozenset((*view.book.places, *view.book.commitments))
    newer: Loaded | None = None  # this edition, if the one before was compared with it just now
    for past, after in zip_longest(view.editions, view.editions[1:]):
        pair = (past.edition, after.edition) if after else None
        found = _told.get(pair) if pair else None
        if found is None or found[0] != known:
            read = newer or load_past(past)
            newer = load_past(after) if after else Loaded(view.book, ())
            found = (known, _compared(view, past, after, read, newer))
            if pair:
                _told[pair] = found
        else:
            newer = None
        yield edition_page(view, past, after, found[1])


def _compared(view: View, past: PastData, after: PastData | None, read: Loaded, newer: Loaded) -> Compared:
    """An edition held against the next one as both were on its day, which has passed; the newest against today."""
    of = ((edition_name(past), _errors(read)), (_other(after), _errors(newer)))
    unsound = tuple(
        (name, len(found), tuple(as_line(each) for each in found[:_TOLD])) for name, found in of if found
    )
    as_of = after.edition.date.first if after else view.as_of
    return Compared(
        _counts(read.book) if read.book and not of[0][1] else (),
        unsound,
        differences_part(view, read.book, newer.book, as_of)
        if read.book and newer.book and not unsound
        else None,
    )


def _other(after: PastData | None) -> str:
    return edition_name(after) if after else "지금 자료"


def edition_page(view: View, past: PastData, after: PastData | None, compared: Compared) -> Page:
    """One edition: how to take it, what is in it, what differs in the next one or, of the newest, in today's data."""
    path, told = edition_path(past), compared.differences
    body = fragment(
        "edition.html",
        view,
        path,
        edition=_words(view, past),
        files=len(past.files),
        counts=compared.counts,
        cite=_cited(view, past),
        other=_other(after),
        other_path=edition_path(after) if after else None,
        differences=told.html if told else None,
        unsound=compared.unsound,
    )
    lead = past.edition.note or f"{edition_name(past)}의 자료를 묶은 파일과 그 뒤에 달라진 것입니다."
    files = {**body.files, **(told.files if told else {}), f"{path}data.zip": past.archive}
    return Page(
        path,
        edition_name(past),
        lead,
        Fragment(body.html, files=files),
        "data/editions.yml",
        tags=("판", lead),
    )


def _cited(view: View, past: PastData) -> Citation:
    """The data as it was: its own day, version and address."""
    whole, edition = cite_data(view), past.edition
    version = sha_short(edition.commit)
    return replace(
        whole,
        computed=edition.date.first,
        edition=True,
        key=f"editions:{edition.date}:{version}",
        version=version,
        url=f"{view.address}{edition_path(past)}" if view.address else "",
    )


def _errors(loaded: Loaded) -> Sequence[Problem]:
    """What the contract of today does not take: a Book without those rows would be less than what was published."""
    return [each for each in loaded.problems if each.level == "error"]


def _counts(book: Book) -> tuple[tuple[str, int, str], ...]:
    """How much is in a Book: what, how many, of what."""
    places = book.places.values()
    found = (
        ("지역", len(places), "곳"),
        ("공약", sum(len(place.pledges) for place in places), "건"),
        ("지원사업", sum(len(place.programmes) for place in places), "건"),
        *(
            (word, sum(len(place.tables.get(name, ())) for place in places), "행")
            for name, word in LEDGERS.items()
        ),
    )
    return tuple(each for each in found if each[1])
