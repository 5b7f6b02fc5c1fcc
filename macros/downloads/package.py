"""Book → the data package: everything to take away in one folder, with its description, its checksums, its readme.

Paths are those on the site, so that description and checksums hold there as well as in the unzipped package.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from macros import model
from macros.downloads.columns import TABLES
from macros.downloads.csv_file import ledger_bytes
from macros.downloads.database import sqlite_bytes
from macros.downloads.flat import Tables
from macros.downloads.json_file import json_bytes
from macros.downloads.parquet import parquet_bytes
from macros.downloads.readme import ENGLISH, KOREAN, Release, readme
from macros.downloads.table_schema import ledger_schema, table_schema
from macros.downloads.workbook import workbook_bytes
from macros.load import Files, zip_bytes

Json = dict[str, Any]

DESCRIPTION: Final = "datapackage.json"
SUMS: Final = "SHA256SUMS"
LICENCE: Final = "LICENSE.md"
_PROFILES: Final = "https://datapackage.org/profiles/2.0/"
_DIALECT: Final = {
    "$schema": f"{_PROFILES}tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "header": True,
}
# an empty line keeps the rows after it on the lines where they were typed; no word of the standard, frictionless knows it
_LEDGER_DIALECT: Final = {**_DIALECT, "skipBlankRows": True}
# licences as people write them: their SPDX names and their addresses
LICENCES: Final = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
_KEYWORDS: Final = (
    "공약", "공약 이행", "지방정부", "예산", "실적", "pledges", "local government", "budget", "Korea",
)  # fmt: skip
# A workbook and a Parquet file hold what the CSV files hold. Under their usual names frictionless would read the first
# as one table, and ask for another package to read the second.
_WORKBOOK: Final = ("excel-workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_PARQUET: Final = ("apache-parquet", "application/vnd.apache.parquet")
_SQLITE: Final = ("sqlite", "application/vnd.sqlite3")


def package_files(tables: Tables, typed: Files, release: Release) -> dict[str, bytes]:
    """Every file of the package: path → bytes. `typed`: the files of data/, path from `data/` on → bytes."""
    found: dict[str, bytes] = {}
    for name in TABLES:
        found[f"tables/{name}.csv"] = tables.csv(name)
        found[f"tables/{name}.parquet"] = parquet_bytes(tables, name, commit=release.commit)
    found["tables/all.xlsx"] = workbook_bytes(tables, commit=release.commit, address=release.address)
    found["tables/all.sqlite"] = sqlite_bytes(tables, commit=release.commit, address=release.address)
    found |= ledger_files(typed)
    if licence := typed.get(f"data/{LICENCE}"):
        found[LICENCE] = licence
    found[DESCRIPTION] = json_bytes(_description(tables, found, release))
    rows = {name: len(tables.records(name)) for name in TABLES}
    licensed = LICENCE in found
    found["README.md"] = readme(ENGLISH, tables, rows, release, licensed).encode()
    found["README.ko.md"] = readme(KOREAN, tables, rows, release, licensed).encode()
    found[SUMS] = sums(found)
    return found


def package_zip(files: Files) -> bytes:
    """The package as one zip; the same files give the same bytes with the same zlib."""
    return zip_bytes(files, compressed=True)


def ledger_files(typed: Files) -> dict[str, bytes]:
    """ledger/…: the files of data/ as they are published, each row on the line that `row` names."""
    return {
        f"ledger/{path.removeprefix('data/')}": ledger_bytes(path, data)
        for path, data in sorted(typed.items())
    }


def sums(files: Files) -> bytes:
    """A line for each file, as `sha256sum --check` reads it."""
    return "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())).encode()


def _description(tables: Tables, files: Files, release: Release) -> Json:
    """datapackage.json, Data Package v2; what is not known is left out."""
    site, day = tables.book.site, tables.as_of
    commit = f"+{release.commit[:7]}" if release.commit else ""
    told: Json = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "pledges",
        "title": site.title,
        "description": "지방정부의 공약과 지원사업: 무엇을 약속했고, 돈을 얼마나 계획·확보·집행했고, 무엇을 이루었는지. "
        "옮긴 값마다 출처가 있습니다. 계산한 값은 어떻게 계산했는지와 바탕이 된 행을 적습니다. 읽는 법은 README.ko.md에 있습니다. In English: README.md.",
        "homepage": release.address,
        "version": f"{day.year}.{day.month}.{day.day}{commit}",
        "commit": release.commit or None,
        "repository": release.repository,
        "created": f"{day.isoformat()}T00:00:00+09:00",
        "licenses": list(_licences(site.licence, LICENCE in files)),
        "contributors": [{"title": site.operator, "roles": ["publisher"]}] if site.operator else None,
        "keywords": list(_KEYWORDS),
        "sources": list(_sources(tables)),
        "resources": list(_resources(tables, files)),
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _licences(licence: str | None, told: bool) -> Iterator[Json]:
    """The terms of what was made here; LICENSE.md says whose terms the rest has."""
    spdx, _ = LICENCES.get(licence or "", (None, None))
    known = {"name": spdx, "path": LICENCE if told else None}
    if any(known.values()):
        title = f"새로 쓴 글과 자료의 엮음: {licence}. 옮긴 것: 각 출처의 조건" if licence else None
        yield {name: value for name, value in {**known, "title": title}.items() if value}


def _sources(tables: Tables) -> Iterator[Json]:
    """Every document that was read, each once."""
    seen = set()
    for row in tables.records("sources"):
        title = f"{row['publisher']}, {row['title']}"
        if (title, row["url"]) not in seen:
            seen.add((title, row["url"]))
            yield {"title": title, **({"path": row["url"]} if row["url"] else {})}


def _resources(tables: Tables, files: Files) -> Iterator[Json]:
    for name, about in TABLES.items():
        path = f"tables/{name}.csv"
        yield _table(name, path, f"{about.title} · {about.title_en}", about.what, files, table_schema(name))
    for path in files:
        folder, _, file = path.rpartition("/")
        if folder.startswith("ledger") and file in model.TABLES:
            name = path.removesuffix(".csv").replace("/", "-")
            place = tables.book.places.get(folder.removeprefix("ledger/"))
            title = f"{place.name if place else '사이트'} {file}"
            what = "자료 폴더의 파일. 행의 자리는 적은 그대로이고 칸 앞뒤의 공백만 뺌"
            table = _table(name, path, title, what, files, ledger_schema(model.TABLES[file]))
            yield {**table, "dialect": _LEDGER_DIALECT}
    yield _file(
        "workbook", "tables/all.xlsx", "모든 표를 담은 통합 문서 · All tables as a workbook", files, _WORKBOOK
    )
    yield _file(
        "database", "tables/all.sqlite", "모든 표를 담은 SQLite 파일 · All tables as SQLite", files, _SQLITE
    )
    for name, about in TABLES.items():
        title = f"{about.title} · {about.title_en} (Parquet)"
        yield _file(f"{name}-parquet", f"tables/{name}.parquet", title, files, _PARQUET)


def _table(name: str, path: str, title: str, what: str, files: Files, schema: Json) -> Json:
    told = _file(name, path, title, files, ("csv", "text/csv"))
    return {
        **told,
        "type": "table",
        "description": f"{what}.",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _file(name: str, path: str, title: str, files: Files, kind: tuple[str, str]) -> Json:
    data = files[path]
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": name,
        "title": title,
        "path": path,
        "format": kind[0],
        "mediatype": kind[1],
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
    }
