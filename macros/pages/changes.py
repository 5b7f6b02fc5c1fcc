"""What changed: all news in one list, its files, and the differences between two Books as a piece of a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby

from macros.compute.differences import differences
from macros.compute.effects import effects
from macros.compute.news import NEWS_KINDS, NEWS_WORDS, News, date_words, news, read_last
from macros.compute.telling import SIGNS, telling
from macros.downloads import feed_path, news_csv, news_feed
from macros.model import Book
from macros.pages.frame import Fragment, View, fragment
from macros.problem import Where

SHOWN = 500  # pieces of news on the page; the others are in the CSV
OPEN = 20  # lines of a section that stand open; the others are folded
MOST = 500  # lines of a section that are told at all


def news_part(view: View, path: str) -> Fragment:
    """All news year by year, newest first, those without a date last; a script puts a form over it. With changes.csv.

    Of more than SHOWN those that were read last are kept, and the page says how many are left.
    """
    found = news(view.book, view.as_of)
    kept = {each.key for each in read_last(found, SHOWN)}
    shown = [each for each in found if each.key in kept]
    years = {
        year: [_entry(view, each) for each in group]
        for year, group in groupby(shown, key=lambda each: each.day.year if each.day else None)
    }
    kinds = Counter(each.kind for each in shown)
    places = Counter(each.place.id for each in shown)
    part = fragment(
        "news.html", view, path, years=years, shown=len(shown), left=len(found) - len(shown),
        kinds=[(code, NEWS_WORDS[code], kinds[code]) for code in NEWS_KINDS if kinds[code]],
        missing=[code for code in NEWS_KINDS if not kinds[code]],
        places=[(place.id, place.name, places[place.id]) for place in view.book.places.values() if places[place.id]],
        words=NEWS_WORDS,
    )  # fmt: skip
    return Fragment(part.html, files={f"{path}changes.csv": news_csv(view.book, found, view.address)})


def _entry(view: View, each: News) -> dict[str, object]:
    """What the template shows of a piece of news: rows of one file in a run are one link."""
    files: dict[str, list[Where]] = {}
    for row in each.rows:
        files.setdefault(row.where.path, []).append(row.where)
    return {
        "news": each,
        "page": f"{each.commitment.key}/" if each.commitment else f"{each.place.id}/",
        "date": date_words(each),
        "rows": [
            (
                view.row_address(rows[0]),
                f"{path} {rows[0].line}행{f' 등 {len(rows)}행' if len(rows) > 1 else ''}",
            )
            for path, rows in files.items()
        ],
    }


def differences_part(view: View, before: Book, after: Book, as_of: date) -> Fragment:
    """What differs from one Book to another and what that does, both looked at on the day `as_of`.

    Only pages that this site has are linked. A section longer than MOST lines says how many it leaves out. The list
    of editions is left out: that a state of the data was kept does not change the data.
    """
    old, new = replace(before, editions=()), replace(after, editions=())
    found = differences(old, new)
    told = telling(old, new, found, effects(old, new, as_of, found=found))
    known = {f"{key}/" for key in (*view.book.places, *view.book.commitments)}
    return fragment(
        "differences.html", view, "", told=told, signs=SIGNS, known=known, open=OPEN, most=MOST,
        here=after is view.book,
    )  # fmt: skip


def feed_files(view: View) -> dict[str, bytes]:
    """The feed of all news and that of each place: site path → bytes."""
    book = view.book
    found = news(book, view.as_of)
    own: dict[str, list[News]] = {id: [] for id in book.places}
    for each in found:
        own[each.place.id].append(each)
    feeds = {feed_path(): news_feed(book, found, view.address)}
    for id, those in own.items():
        feeds[feed_path(id)] = news_feed(book, tuple(those), view.address, id)
    return feeds


def feed_of(view: View, address: str) -> str:
    """The site path of the feed that a page announces in its head: of a place its own, "" for most pages."""
    if address in ("", "./", "changes/"):
        return feed_path()
    place = address.rstrip("/")
    return feed_path(place) if place in view.book.places else ""
