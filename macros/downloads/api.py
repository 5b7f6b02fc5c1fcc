"""The Book as plain JSON files under api/v1/: an index, places, commitments, tables, and the schemas of them all.

A contract: within v1 nothing is removed, renamed or changes its meaning (docs/api.md). Unknown is null and never 0,
numbers keep every digit, dates are text. Keys stand in the order in which a person reads them, rows in that of data/.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from macros import compute, language, model
from macros.compute import Attainment, Disclosure, Figure, Measurability, Money, MoneySum
from macros.downloads.api_schema import IN_COMMITMENT, IN_PLACE, VERSION, without
from macros.downloads.api_schema import ROOT as API
from macros.downloads.api_schema import schemas as _schemas
from macros.downloads.columns import TABLES, Column
from macros.downloads.flat import Tables
from macros.downloads.json_file import json_bytes
from macros.downloads.records import Record, row_address, sources_of
from macros.model import Book, Commitment, Kind, Place, Source, When
from macros.problem import Where

Json = dict[str, Any]

# what the index names beside tables and feeds, where the site has it
_WHOLE: Final[Mapping[str, tuple[str, str]]] = {
    "workbook": ("모든 표를 담은 엑셀 파일", "tables/all.xlsx"),
    "database": ("모든 표를 담은 SQLite 데이터베이스", "tables/all.sqlite"),
    "package": ("모든 자료를 묶은 파일", "data/package.zip"),
    "datapackage": ("묶음의 설명서", "datapackage.json"),
    "checksums": ("파일마다의 SHA-256", "SHA256SUMS"),
    "changes": ("바뀐 것의 목록", "changes/changes.csv"),
}
_FORMATS: Final[Mapping[str, str]] = {"xml": "atom", "yml": "yaml"}


@dataclass(frozen=True)
class Api:
    """What the files are made of: the tables with their Book, the commit and repository of data/, the site's address.

    `files` are the site paths of the other files that the site has: only what is there is named.
    """

    tables: Tables
    commit: str = ""
    repository: str | None = None
    address: str | None = None
    files: Collection[str] = ()

    @property
    def book(self) -> Book:
        return self.tables.book

    @cached_property
    def rates(self) -> Mapping[tuple[str, str | None], tuple[Record, ...]]:
        """(place, commitment or None) → its computed rates."""
        found: dict[tuple[str, str | None], list[Record]] = {}
        for record in self.tables.records("rates"):
            commitment = record["commitment"]
            key = (str(record["place"]), str(commitment) if commitment else None)
            found.setdefault(key, []).append(record)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def files_of(self) -> Mapping[str, tuple[str, ...]]:
        """Place → the files of tables/ and ledger/ that are its own; edition date → its files. Sorted by path."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.files):
            room, _, rest = path.partition("/")
            if room in ("tables", "ledger", "editions") and "/" in rest:
                found.setdefault(rest.partition("/")[0], []).append(path)
        return {place: tuple(paths) for place, paths in found.items()}


def api_files(api: Api) -> dict[str, bytes]:
    """The files of the API by site path, but for those of the commitments: index, schemas, tables, places."""
    documents = {
        f"{API}index.json": index_document(api),
        **_schemas(api.address),
        **{f"{API}tables/{name}.json": table_document(api, name) for name in TABLES},
        **{f"{API}places/{place.id}.json": place_document(api, place) for place in api.book.places.values()},
    }
    return {path: json_bytes(document) for path, document in documents.items()}


def commitment_files(api: Api) -> Iterator[tuple[str, bytes]]:
    """The document of every commitment by site path, one after the other: there may be very many.

    Each comes twice with the same bytes: under its lasting address, and as data.json beside its page.
    """
    for commitment in api.book.commitments.values():
        document = json_bytes(commitment_document(api, commitment))
        yield f"{API}commitments/{commitment.key}.json", document
        yield f"{commitment.key}/data.json", document


def _envelope(api: Api, schema: str, path: str) -> Json:
    """What every document begins with; `path` is the file or folder of data/ that it was made from."""
    kind = "blob" if path.endswith(".yml") else "tree"
    url = f"{api.repository}/{kind}/{api.commit}/{path}" if api.repository and api.commit else None
    site = api.book.site
    return {
        "schema": f"{api.address or ''}{API}schema/{schema}.json",
        "version": VERSION,
        "site": {"title": site.title, "operator": site.operator, "url": api.address},
        "as_of": api.tables.as_of.isoformat(),
        "commit": api.commit or None,
        "licence": site.licence,
        "generated_from": {"path": path, "url": url, "repository": api.repository},
    }


def _link(api: Api, path: str) -> Json:
    return {"path": path, "url": f"{api.address}{path}" if api.address else None}


def _file(api: Api, path: str) -> Json:
    ending = path.rpartition("/")[2].partition(".")[2]
    return {"format": _FORMATS.get(ending, ending or "text"), **_link(api, path)}


# ── index ───────────────────────────────────────────────────────────────────────────────────


def index_document(api: Api) -> Json:
    """Everything there is, with its address: places, commitments, tables, files, feeds, editions, schemas."""
    book = api.book
    return {
        **_envelope(api, "index", "data"),
        "places": [_listed_place(api, place) for place in book.places.values()],
        "commitments": [_listed(api, record) for record in api.tables.records("commitments")],
        "tables": [_listed_table(api, name) for name in TABLES],
        "files": [
            {"name": name, "title": title, **_file(api, path)}
            for name, (title, path) in _WHOLE.items()
            if path in api.files
        ],
        "feeds": list(_feeds(api, None, *book.places)),
        "editions": [
            {
                "date": edition.date.text,
                "commit": edition.commit,
                "sha256": edition.sha256,
                "note": edition.note,
                "page": f"editions/{edition.date}/",
                "files": [_file(api, path) for path in api.files_of.get(edition.date.text, ())],
            }
            for edition in book.editions
        ],
        "schemas": [
            {"name": path.removeprefix(f"{API}schema/").removesuffix(".json"), **_link(api, path)}
            for path in _schemas(api.address)
        ],
    }


def _listed_place(api: Api, place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "level": place.about.level,
        "level_label": api.book.terms.levels[place.about.level].ko,
        "pledges_count": len(place.pledges),
        "programmes_count": len(place.programmes),
        **_link(api, f"{API}places/{place.id}.json"),
        "page": f"{place.id}/",
    }


def _listed(api: Api, record: Record) -> Json:
    """A commitment in a list, from its row of the table `commitments`."""
    key = f"{record['place']}/{record['commitment']}"
    told = ("kind", "kind_label", "title", "field", "field_label", "status", "status_label")
    return {
        "key": key,
        "place": record["place"],
        "id": record["commitment"],
        **{name: record[name] for name in told},
        **_link(api, f"{API}commitments/{key}.json"),
        "page": f"{key}/",
    }


def _listed_table(api: Api, name: str) -> Json:
    about = TABLES[name]
    others = (f"tables/{name}.{ending}" for ending in ("csv", "parquet"))
    path = f"{API}tables/{name}.json"
    return {
        "name": name,
        "title": about.title,
        "title_en": about.title_en,
        "what": about.what,
        "rows_count": len(api.tables.records(name)),
        **_link(api, path),
        "formats": [_file(api, each) for each in (path, *others) if each == path or each in api.files],
    }


def _feeds(api: Api, *places: str | None) -> Iterator[Json]:
    for place in places:
        path = f"{place}/feed.xml" if place else "feed.xml"
        if path in api.files:
            yield {"place": place, **_file(api, path)}


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def table_document(api: Api, name: str) -> Json:
    """A whole table: what its columns mean, and its rows as objects with every column. KeyError for no table."""
    about = TABLES[name]
    return {
        **_envelope(api, f"tables/{name}", "data"),
        "name": name,
        "title": about.title,
        "title_en": about.title_en,
        "what": about.what,
        "columns": [_column(column) for column in about.columns],
        "rows": [{each.name: row[each.name] for each in about.columns} for row in api.tables.records(name)],
    }


def _column(column: Column) -> Json:
    return {
        "name": column.name,
        "ko": column.ko,
        "type": column.type,
        "unit": column.unit or None,
        "meaning": column.meaning,
        "filled": column.filled,
        "codes": column.codes,
    }


def _rows(rows: Collection[Record], table: str, left_out: Collection[str]) -> list[Json]:
    names = [column.name for column in without(table, left_out)]
    return [{name: row[name] for name in names} for row in rows]


# ── places ──────────────────────────────────────────────────────────────────────────────────


def place_document(api: Api, place: Place) -> Json:
    """A place: how much of its list is here, statuses counted, money of each kind, rates, commitments, sources."""
    about, book, records = place.about, api.book, api.tables.records
    kinds: tuple[Kind, ...] = ("pledge", "programme")
    return {
        **_envelope(api, "place", f"data/{place.id}"),
        "place": {
            "id": place.id,
            "name": about.name,
            "short_name": about.short_name,
            "name_en": about.name_en,
            "level": about.level,
            "level_label": book.terms.levels[about.level].ko,
            "code": about.code,
            "report_every_months": _whole(about.report_every),
            "fund_labels": about.fund_labels,
            "page": f"{place.id}/",
            "file": about.where.path,
        },
        "coverage": list(_coverage(book, place)),
        "statuses": [each for kind in kinds for each in _statuses(book, place, kind)],
        "money": [_place_money(book, place, kind) for kind in kinds if any(_of(place, kind))],
        "rates": _rows(api.rates.get((place.id, None), ()), "rates", IN_PLACE),
        "published_rates": _rows(records("published_rates", place.id), "published_rates", IN_PLACE),
        "commitments": [_listed(api, record) for record in records("commitments", place.id)],
        "sources": _rows(records("sources", place.id), "sources", IN_PLACE),
        "feeds": list(_feeds(api, place.id)),
        "files": [_file(api, path) for path in api.files_of.get(place.id, ())],
    }


def _of(place: Place, kind: Kind) -> tuple[Commitment, ...]:
    return place.pledges if kind == "pledge" else place.programmes


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _coverage(book: Book, place: Place) -> Iterator[Json]:
    stated = {row.term: row for row in place.about.coverage}
    for cover in compute.coverages(place):
        row, term = stated.get(cover.term), book.electoral_terms.get(cover.term or "")
        yield {
            "term": cover.term,
            "term_label": term.label if term else None,
            "pledges_listed_count": cover.listed,
            "pledges_total_count": cover.total,
            "list_complete": cover.complete,
            "source": row.source if row else None,
            "note": row.note if row else None,
        }


def _statuses(book: Book, place: Place, kind: Kind) -> Iterator[Json]:
    counted = compute.status_counts(place, kind)
    for code in (*model.STATUSES, None):
        if code in counted:
            yield {
                "kind": kind,
                "kind_label": language.COMMITMENT_KINDS[kind],
                "status": code,
                "status_label": book.terms.statuses[code].ko if code else language.NO_DATA,
                "count": counted[code],
            }


def _place_money(book: Book, place: Place, kind: Kind) -> Json:
    found = compute.place_money(place, kind)
    sums = (found.planned, found.secured, found.executed)
    return {
        "kind": kind,
        "kind_label": language.COMMITMENT_KINDS[kind],
        **{each.measure: _money_sum(book, place, each) for each in sums},
    }


def _money_sum(book: Book, place: Place, found: MoneySum) -> Json:
    return {
        "value_million_krw": found.figure.value if found.figure else None,
        "formula": (found.figure.formula or None) if found.figure else None,
        "used_count": found.used,
        "without_count": found.without,
        "by_fund": [
            {
                "fund": fund,
                "fund_label": book.fund_label(place.id, fund),
                "value_million_krw": part.value,
                "formula": part.formula or None,
            }
            for fund, part in found.by_fund
        ],
    }


# ── commitments ─────────────────────────────────────────────────────────────────────────────


def commitment_document(api: Api, commitment: Commitment) -> Json:
    """All that is known of a commitment, and what this site computes of it on the day `as_of`.

    `sheet` are its fields as in data/, the ledgers have the contract's own columns, each with its file and line in
    `row`, `sources` stand by id. Every computed amount names the rows it was made of.
    """
    book, place = api.book, api.book.places[commitment.place]
    ledgers = ("spending", "targets", "outcomes", "statuses", "changes")
    return {
        **_envelope(api, "commitment", commitment.path),
        "place": {
            "id": place.id,
            "name": place.name,
            "level": place.about.level,
            "level_label": book.terms.levels[place.about.level].ko,
        },
        "commitment": {
            "key": commitment.key,
            "place": commitment.place,
            "id": commitment.id,
            "kind": commitment.kind,
            "kind_label": language.COMMITMENT_KINDS[commitment.kind],
            "title": commitment.sheet.title,
            "page": f"{commitment.key}/",
            "file": commitment.path,
        },
        "sheet": commitment.sheet.model_dump(by_alias=True),
        "computed": _computed(api, commitment, place),
        **{name: [_row(row) for row in getattr(commitment, name)] for name in ledgers},
        "sources": {each.id: _row(each) for each in sources_of(book, commitment)},
    }


def _row(row: Any) -> Json:
    """A row of data/ with the contract's own columns, and where it stands."""
    cells = {name: getattr(row, name) for name in model.columns(type(row))}
    told = {name: cell.text if isinstance(cell, When) else cell for name, cell in cells.items()}
    if isinstance(row, Source):
        del told["id"]
    return {**told, "row": row_address(row.where)}


def _addresses(rows: Collection[Any]) -> list[str]:
    places: dict[Where, None] = dict.fromkeys(row.where for row in rows)
    return [row_address(where) for where in places]


def _computed(api: Api, commitment: Commitment, place: Place) -> Json:
    as_of, book = api.tables.as_of, api.book
    said = compute.status(commitment, place)
    signals = compute.signals(commitment, place, book, as_of)
    return {
        "status": {
            "code": said.status,
            "label": book.terms.statuses[said.status].ko,
            "raw": said.raw,
            "as_of": said.as_of.text if said.as_of else None,
            "source": said.source,
            "row": row_address(said.where),
        }
        if said
        else None,
        "money": _money(compute.money(commitment, place)),
        "rates": _rows(api.rates.get((commitment.place, commitment.id), ()), "rates", IN_COMMITMENT),
        "attainments": [_attainment(each) for each in compute.attainments(commitment, place)],
        "signals": [
            {
                "code": each.code,
                "label": book.terms.signals[each.code].ko,
                "because": each.because,
                "rows": _addresses(each.rows),
            }
            for each in signals
        ],
        "disclosure": _disclosure(compute.disclosure(commitment, place, as_of)),
        "measurability": _measurability(compute.measurability(commitment)),
    }


def _money(found: Money) -> Json:
    return {
        "planned": _figure(found.planned),
        "secured": _figure(found.secured),
        "executed": _figure(found.executed),
        "original": _figure(found.original),
    }


def _figure(figure: Figure | None) -> Json | None:
    if figure is None:
        return None
    return {
        "value_million_krw": figure.value,
        "formula": figure.formula or None,
        "rows": _addresses(figure.rows),
    }


def _attainment(each: Attainment) -> Json:
    rows = (*((each.target,) if each.target else ()), *(each.value.rows if each.value else ()))
    return {
        "indicator": each.indicator,
        "year": each.year,
        "target": each.target.target if each.target else None,
        "value": each.value.value if each.value else None,
        "rate_pct": each.rate.shown if each.rate else None,
        "difference": each.difference,
        "met": each.met,
        "why_not": each.why_not or None,
        "rows": _addresses(rows),
    }


def _disclosure(found: Disclosure) -> Json:
    return {
        "present": [each.name for each in found.present],
        "absent": [each.name for each in found.absent],
    }


def _measurability(found: Measurability | None) -> Json | None:
    if found is None:
        return None
    return {
        "points": found.score,
        "of": len(found.items),
        "indicator": found.indicator,
        "items": [{"code": each.code, "name": each.name, "there": each.there} for each in found.items],
    }
