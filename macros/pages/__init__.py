"""Book → pages: every generated page, and every file that is not a page. HTML only through templates/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros import downloads
from macros.pages import lists, sharing
from macros.pages.commitment import commitment_page
from macros.pages.frame import Page, View
from macros.pages.place import place_page


def generated_pages(view: View) -> Iterator[Page]:
    """A page for each place and each commitment, in the order of the Book."""
    for place in view.book.places.values():
        yield place_page(view, place)
        for commitment in place.commitments:
            page = commitment_page(view, commitment)
            yield replace(page, description=sharing.description(view, commitment))


def site_files(view: View) -> dict[str, bytes]:
    """Tables for readers, ledgers as typed, the feed of changes: site path → bytes."""
    return {
        **lists.table_files(view),
        **lists.ledger_files(view),
        "feed.xml": downloads.changes_feed(view.book, view.address),
    }
