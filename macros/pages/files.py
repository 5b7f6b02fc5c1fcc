"""Every file that people take away and that belongs to no single page: site path → bytes, made once a build."""

from __future__ import annotations

from collections.abc import Mapping

from macros import downloads
from macros.pages import api, changes
from macros.pages.frame import View
from macros.pages.package import package_files


def site_files(view: View) -> Mapping[str, bytes]:
    """The data package, tables of each place, the feeds of news: site path → bytes. Made on the first call and kept."""
    return view.once(_site_files)


def _site_files(view: View) -> Mapping[str, bytes]:
    files = {
        **package_files(view),
        **place_files(view),
        **changes.feed_files(view),
    }
    return {**files, **api.api_files(view, files)}


def place_files(view: View) -> dict[str, bytes]:
    """Of each place a workbook, and tables/<place>/<name>.csv where it has rows."""
    found: dict[str, bytes] = {}
    for place in view.book.places:
        for name in downloads.TABLES:
            if view.tables.records(name, place):
                found[f"tables/{place}/{name}.csv"] = view.tables.csv(name, place)
        found[f"tables/{place}/all.xlsx"] = downloads.workbook_bytes(
            view.tables, place, commit=view.commit, address=view.address
        )
    return found
