"""Book → pages: every generated page, and every file that is not a page. HTML only through templates/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros.pages import sharing
from macros.pages.commitment import commitment_page
from macros.pages.data import table_pages
from macros.pages.editions import edition_pages
from macros.pages.files import site_files
from macros.pages.frame import Page, View
from macros.pages.place import place_page

__all__ = ["generated_pages", "site_files"]


def generated_pages(view: View) -> Iterator[Page]:
    """A page for each place and each commitment, in the order of the Book; then one for each edition and each table."""
    for place in view.book.places.values():
        yield place_page(view, place)
        for commitment in place.commitments:
            page = commitment_page(view, commitment)
            yield replace(page, description=sharing.description(view, commitment))
    yield from edition_pages(view)
    yield from table_pages(view)
