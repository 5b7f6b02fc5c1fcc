"""What is new, as an Atom feed for all and for each place. Every date is one of the data: no clock is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from macros.compute.news import NEWS_WORDS, News, date_words, read_last
from macros.language import DECISIONS
from macros.model import Book

MOST: Final = 200  # entries of a feed: some readers refuse files that grow without end
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# A tag URI (RFC 4151) names who gives the name and since when; a site without an address uses a reserved name.
_NOBODY: Final = "pledge-transparency.invalid"
_SINCE: Final = "2026"
_NOT_XML: Final = {0xFFFE: None, 0xFFFF: None}


def feed_path(place: str | None = None) -> str:
    """The site path of the feed of all, or of a place."""
    return f"{place}/feed.xml" if place else "feed.xml"


def news_feed(book: Book, found: tuple[News, ...], site_url: str | None, place: str | None = None) -> bytes:
    """Atom 1.0 of all news, or of those of a place, which `found` then holds alone: the MOST that were read last.

    `updated` is the day on which the source was read (of a correction its own day), so that what is new here stands
    first however old it is; a title ends with the day of the news itself. An entry keeps its id whatever else is added. Without `site_url` there are no links.
    The same data give the same bytes. Raises KeyError for a place that is none.
    """
    about = book.places[place] if place else None
    entries = read_last(found, MOST)
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    tag = f"tag:{(urlsplit(base).hostname if base else None) or _NOBODY},{_SINCE}:"
    tag += urlsplit(base).path.lstrip("/")  # sites of one host tell their news apart
    days = [each.read for each in entries[:1]] or [
        source.read.first
        for there in ([about] if about else book.places.values())
        for source in there.sources.values()
    ]
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANG: "ko"})
    _add(feed, "id", f"{tag}changes{f'/{place}' if place else ''}")
    _add(feed, "title", f"{book.site.title}: {f'{about.name} ' if about else ''}새 소식")
    _add(feed, "subtitle", f"계획 변경, 정정, 새 수치, 새 상태. 읽은 날이 늦은 것부터 {MOST}건까지")
    _add(feed, "updated", _moment(max(days, default=date(1970, 1, 1))))
    _add(ET.SubElement(feed, "author"), "name", book.site.operator or book.site.title)
    if base:
        page = f"{base}{place}/" if place else f"{base}changes/"
        ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
        ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=base + feed_path(place))
    for each in entries:
        _put(feed, each, tag, base)
    ET.indent(feed)
    text = ET.tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _put(feed: ET.Element, each: News, tag: str, base: str) -> None:
    entry = ET.SubElement(feed, "entry")
    # A hash, because a tag holds no Korean; it is made of what names the news, so that it keeps its id.
    _add(entry, "id", f"{tag}{each.kind}/{sha256(each.key.encode()).hexdigest()[:16]}")
    _add(entry, "title", f"{each.title}: {_headline(each)} ({date_words(each)})")
    _add(entry, "updated", _moment(each.read))
    if base:
        page = f"{each.commitment.key}/" if each.commitment else f"{each.place.id}/"
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{base}{page}")
    ET.SubElement(entry, "category", term=each.kind, label=NEWS_WORDS[each.kind])
    content = ET.SubElement(entry, "content", type="text")
    content.text = "\n".join(_lines(each)).translate(_NOT_XML)


def _headline(each: News) -> str:
    if each.change:
        return f"{each.what} 변경"
    return "자료 정정" if each.correction else each.text


def _lines(each: News) -> Iterator[str]:
    if each.change:
        row = each.change
        yield f"바뀐 것: {each.what}"
        yield f"당초: {each.before}"
        yield f"변경: {each.after}"
        yield f"이유: {each.text}"
        decided = [part for part in (row.decided_by, DECISIONS[row.decision] if row.decision else "") if part]
        if decided:
            yield f"정한 곳: {', '.join(decided)}"
    elif each.correction:
        yield f"정정한 곳: {each.what}"
        yield f"고치기 전: {each.before}"
        yield f"고친 뒤: {each.after}"
        yield f"이유: {each.text}"
    else:
        yield f"{each.what}: {each.text}"
    yield date_words(each)
    if each.source:
        yield f"출처: {each.source.publisher}, {each.source.title}{f' {each.source.url}' if each.source.url else ''}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text.translate(_NOT_XML)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+09:00"
