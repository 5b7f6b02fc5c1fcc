"""/data/: everything that can be taken away, a page for each table, and what a place's own page offers.

Only files that there are get listed: their sizes and sums are those of the bytes that will be written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from macros import downloads, tables
from macros.downloads import TYPES, About, Column
from macros.downloads.package import SUMS
from macros.language import LEDGERS, NO_DATA, bytes_text
from macros.model import Place
from macros.pages.citing import DATA_PATH, cite_data, cite_table
from macros.pages.editing import file_groups
from macros.pages.files import site_files
from macros.pages.frame import Fragment, Page, View, fragment
from macros.pages.package import ZIP
from macros.pages.using import recipes

PREVIEW: Final = 10  # rows of a table that its page shows
FORMATS: Final = (
    ("tables/{}.csv", "CSV"),
    ("api/v1/tables/{}.json", "JSON"),
    ("tables/{}.parquet", "Parquet"),
)
# what stands beside the one package: path, name, for whom
WHOLE: Final = (
    ("tables/all.xlsx", "엑셀", "표마다 시트 하나, 우리말 머리글"),
    ("tables/all.sqlite", "SQLite", "질의해서 쓰는 데이터베이스 하나"),
    ("datapackage.json", "datapackage.json", "열과 파일의 설명"),
    (SUMS, SUMS, "묶음에 든 파일마다의 SHA-256"),
)
HEADINGS: Final = (
    ("preview", "미리 보기"),
    ("columns", "열의 뜻"),
    ("by-place", "지역마다"),
    ("cite", "인용하기"),
)
_LEDGER: Final = "ledger/"
_TYPED: Final = re.compile(r"(?<![A-Za-z])((?!id\b)[a-z][\w./:]*[\w/])", re.ASCII)  # codes, headers, paths


@dataclass(frozen=True)
class Offer:
    """A file to take: its site path, what it is called, its bytes, how many rows it has where it is a table."""

    path: str
    label: str
    data: bytes
    what: str = ""
    rows: int | None = None

    @property
    def size(self) -> str:
        """Its size for a reader."""
        return bytes_text(len(self.data))

    @property
    def sha256(self) -> str:
        """Its sum, as `sha256sum` writes it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class PlaceOffers:
    """What there is of one place: single files, None where there is none, its tables, its part of the data folder."""

    workbook: Offer | None
    json: Offer | None
    feed: Offer | None
    tables: tuple[Offer, ...]
    ledger: tuple[Offer, ...]


def _offer(view: View, path: str, label: str, what: str = "", rows: int | None = None) -> Offer | None:
    data = site_files(view).get(path)
    return None if data is None else Offer(path, label, data, what, rows)


def _table_offers(view: View, about: About) -> tuple[Offer, ...]:
    found = (_offer(view, path.format(about.name), label) for path, label in FORMATS)
    return tuple(each for each in found if each)


def downloads_part(view: View, path: str) -> Fragment:
    """The whole, every table, every place, and where a single commitment is taken from."""
    return fragment(
        "downloads.html",
        view,
        path,
        package=_offer(view, ZIP, "ZIP"),
        whole=[offer for each in WHOLE if (offer := _offer(view, *each))],
        tables=[
            (about, len(view.tables.records(about.name)), _table_offers(view, about))
            for about in downloads.TABLES.values()
        ],
        places=[(place, place_offers(view, place)) for place in view.book.places.values()],
        api=_offer(view, "api/v1/index.json", "자료 주소(API)"),
        feed=_offer(view, "feed.xml", "새 소식 받기(Atom 피드)"),
        last_read=_last_read(view),
        licence=view.book.site.licence,
        cite=cite_data(view),
    )


def _last_read(view: View) -> str:
    """The day on which a source was last read; "" where there is none."""
    days = [source.read for place in view.book.places.values() for source in place.sources.values()]
    return max(days, key=lambda day: day.last).text if days else ""


def data_lines_part(view: View, path: str) -> Fragment:
    """Lines to copy that read the tables of this site, tool by tool."""
    return fragment("data_lines.html", view, path, recipes=recipes(view.address, site_files(view)))


# ── a table's own page ──────────────────────────────────────────────────────────────────────


def table_pages(view: View) -> Iterator[Page]:
    """A page for each table: its files, its first rows, what its columns mean."""
    for about in downloads.TABLES.values():
        yield table_page(view, about)


def table_page(view: View, about: About) -> Page:
    """The page of one table, with an address that can be cited."""
    path = f"{DATA_PATH}{about.name}/"
    rows = len(view.tables.records(about.name))
    own = [
        (place, _offer(view, f"tables/{place.id}/{about.name}.csv", "CSV", rows=number))
        for place in view.book.places.values()
        if (number := len(view.tables.records(about.name, place.id)))
    ]
    places = [(place, offer) for place, offer in own if offer]
    body = fragment(
        "table.html",
        view,
        path,
        about=about,
        rows=rows,
        offers=_table_offers(view, about),
        preview=preview_table(view, about) if rows else None,
        dictionary=dictionary(about),
        places=places,
        licence=view.book.site.licence,
        cite=cite_table(view, about),
        edits=file_groups(view, [name] if (name := f"{about.name}.csv") in LEDGERS else []),
    )
    shown = {"preview": rows, "columns": True, "by-place": places, "cite": True}
    headings = tuple((id, title) for id, title in HEADINGS if shown[id])
    return Page(
        path,
        f"자료 받기: {about.title}",
        f"{about.what}. {rows:,}행과 열 {len(about.columns)}개의 뜻, 내려받을 파일이 있습니다.",
        Fragment(body.html, headings=headings),
        "data/README.md",
        tags=("자료", about.what, about.title_en, f"{about.name}.csv"),
        contents=True,
    )


def preview_table(view: View, about: About) -> tables.Table:
    """The first rows of a table as its CSV has them: codes, dates and numbers as written, a blank as a blank."""
    records = view.tables.records(about.name)[:PREVIEW]
    return tables.Table(
        f"{about.name}-preview",
        f"{about.title}의 처음 {len(records)}행",
        tuple(
            tables.Column(column.ko, number=_is_number(column), note=column.name) for column in about.columns
        ),
        tuple(
            tables.Row(tuple(_cell(column, record[column.name]) for column in about.columns))
            for record in records
        ),
        quiet=True,
    )


def _is_number(column: Column) -> bool:
    return column.type in ("number", "integer")


def _cell(column: Column, value: downloads.Value) -> tables.Cell:
    if value is None:
        return tables.BLANK
    text = downloads.harmless(value) if isinstance(value, str) else downloads.plain(value)
    return tables.Cell(
        text,
        "number" if _is_number(column) else "text",
        href=text if column.type == "url" and text.startswith("http") else "",
    )


@dataclass(frozen=True)
class Entry:
    """A column in the dictionary of its table; a text is in parts, every other one as it is typed in a file."""

    column: Column
    meaning: tuple[str, ...]
    type: tuple[str, ...]
    unit: str
    blank: str
    codes: tuple[str, ...]


def dictionary(about: About) -> tuple[Entry, ...]:
    """What each column of a table means, in its order."""
    return tuple(
        Entry(
            column,
            _parts(column.meaning),
            _parts(TYPES[column.type]),
            "‘단위’ 열에 있음" if column.unit == "unit 열" else column.unit,
            "없음" if column.filled else "뜻에 적음" if "빈칸" in column.meaning else NO_DATA,
            () if all(code in column.meaning for code in column.codes) else column.codes,
        )
        for column in about.columns
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_TYPED.split(text))


# ── a place's own files ─────────────────────────────────────────────────────────────────────


def place_offers(view: View, place: Place) -> PlaceOffers:
    """The files of one place, for its own page and for the list of all."""
    own = (
        _offer(view, f"tables/{place.id}/{name}.csv", about.title, rows=len(rows))
        for name, about in downloads.TABLES.items()
        if (rows := view.tables.records(name, place.id))
    )
    typed = (_offer(view, path, path.rpartition("/")[2]) for path in view.once(_ledgers).get(place.id, ()))
    return PlaceOffers(
        _offer(view, f"tables/{place.id}/all.xlsx", "엑셀"),
        _offer(view, f"api/v1/places/{place.id}.json", "JSON"),
        _offer(view, f"{place.id}/feed.xml", "바뀐 것 피드"),
        tuple(each for each in own if each),
        tuple(each for each in typed if each),
    )


def _ledgers(view: View) -> Mapping[str, Sequence[str]]:
    """Place id → its tables in ledger/, those of one commitment left out: they are very many."""
    found: dict[str, list[str]] = {}
    for path in sorted(site_files(view)):
        parts = path.split("/")
        if path.startswith(_LEDGER) and len(parts) == 3:
            found.setdefault(parts[1], []).append(path)
    return found
