"""What changed, as an Atom feed: changes of plans and corrections of this data. Dates are those of the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from macros.language import CHANGE_FIELDS, DECISIONS, date_text
from macros.model import Book, Change, Commitment, Correction, Place

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# A tag URI (RFC 4151) names who gives the name and since when; a site without an address uses a reserved name.
_NOBODY: Final = "pledge-transparency.invalid"
_SINCE: Final = "2026"
_NOT_XML: Final = {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True)
class _Entry:
    day: date
    key: str
    title: str
    page: str
    kind: tuple[str, str]
    lines: tuple[str, ...]


def changes_feed(book: Book, site_url: str | None, place: str | None = None) -> bytes:
    """Atom 1.0, newest first, of all places or of one. Without `site_url` there are no links, but ids stay valid.

    A date without a day counts as its first day, so that no entry lies in the future. The same data give the same
    bytes. Raises KeyError for a place that is none.
    """
    places = tuple(book.places.values()) if place is None else (book.places[place],)
    entries = sorted(_entries(book, places), key=lambda each: each.key)
    entries.sort(key=lambda each: each.day, reverse=True)
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    host = (urlsplit(base).hostname if base else None) or _NOBODY
    days = [each.day for each in entries] or [
        source.read.first for there in places for source in there.sources.values()
    ]
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANG: "ko"})
    name = f"{book.site.title}: {f'{places[0].name} ' if place else ''}계획 변경과 자료 정정"
    _add(feed, "id", f"tag:{host},{_SINCE}:changes{f'/{place}' if place else ''}")
    _add(feed, "title", name)
    _add(feed, "updated", _moment(max(days, default=date(1970, 1, 1))))
    _add(ET.SubElement(feed, "author"), "name", book.site.operator or book.site.title)
    if base:
        ET.SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base}changes/")
        if not place:
            ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{base}feed.xml")
    for each in entries:
        _put(feed, each, host, base)
    ET.indent(feed)
    text = ET.tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _put(feed: ET.Element, each: _Entry, host: str, base: str) -> None:
    entry = ET.SubElement(feed, "entry")
    # A hash, because a tag holds no Korean; it is made of what names the row, so a row keeps its id.
    _add(entry, "id", f"tag:{host},{_SINCE}:{each.kind[0]}/{sha256(each.key.encode()).hexdigest()[:16]}")
    _add(entry, "title", each.title)
    _add(entry, "updated", _moment(each.day))
    if base:
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{base}{each.page}")
    ET.SubElement(entry, "category", term=each.kind[0], label=each.kind[1])
    content = ET.SubElement(entry, "content", type="text")
    content.text = "\n".join(each.lines).translate(_NOT_XML)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text.translate(_NOT_XML)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+09:00"


def _entries(book: Book, places: tuple[Place, ...]) -> Iterator[_Entry]:
    for place in places:
        for commitment in place.commitments:
            for change in commitment.changes:
                yield _change(book, place, commitment, change)
        for correction in place.corrections:
            yield _correction(place, correction)


def _change(book: Book, place: Place, commitment: Commitment, row: Change) -> _Entry:
    kind, source = CHANGE_FIELDS[row.field], book.source(place.id, row.source)
    decided = [part for part in (row.decided_by, DECISIONS[row.decision] if row.decision else None) if part]
    lines = (
        f"바뀐 것: {kind}{f'({row.field_raw})' if row.field_raw and row.field_raw != kind else ''}",
        f"당초: {row.before}",
        f"변경: {row.after}",
        f"이유: {row.reason}",
        *((f"정한 곳: {', '.join(decided)}",) if decided else ()),
        f"바뀐 날: {date_text(row.date.text)}",
        *(
            (f"출처: {source.publisher}, {source.title}{f' {source.url}' if source.url else ''}",)
            if source
            else ()
        ),
    )
    key = "/".join((commitment.key, row.date.text, row.field, row.field_raw or "", row.source))
    title = f"{place.name}: {commitment.sheet.title} - {row.field_raw or kind} 변경"
    return _Entry(row.date.first, key, title, f"{commitment.key}/", ("change", "계획 변경"), lines)


def _correction(place: Place, row: Correction) -> _Entry:
    lines = (
        f"정정한 곳: {row.file} {row.key}, {row.column}",
        f"고치기 전: {row.before or '빈칸'}",
        f"고친 뒤: {row.after or '빈칸'}",
        f"이유: {row.reason}",
        f"정정한 날: {date_text(row.date.text)}",
    )
    key = "/".join((place.id, row.date.text, row.file, row.key, row.column))
    title = f"{place.name}: 자료 정정 - {row.file} {row.key}"
    return _Entry(row.date.first, key, title, "changes/", ("correction", "자료 정정"), lines)
