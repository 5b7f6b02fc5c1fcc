"""The data package: databases hold what the tables say, the ledger goes back in, description and checksums are true."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import judge
from macros import downloads
from macros.check import check_data
from macros.downloads import TABLES, Release, Tables
from macros.downloads.csv_file import ledger_bytes
from macros.downloads.database import nearest, sqlite_bytes, stored
from macros.downloads.keys import KEYS, UNIQUE, references
from macros.downloads.parquet import parquet_bytes
from macros.load import load_book, load_present
from macros.model import Book
from tests.changed import SMALL, copied, exchanged

AS_OF = date(2026, 11, 22)
RELEASE = Release(
    "0123456789abcdef0123456789abcdef01234567",
    "https://example.org/repository",
    "https://example.org/pledges/",
    "작은 자료, 「공약과 지원사업 자료」",
    "Small data, “Data on pledges and programmes”",
)
TYPED = {**load_present(SMALL), "data/LICENSE.md": "# 자료 이용조건\n".encode()}
each_table = pytest.mark.parametrize("name", TABLES)


@pytest.fixture(scope="module")
def tables(small: Book) -> Tables:
    return Tables(small, AS_OF, check_data(SMALL, AS_OF).problems)


@pytest.fixture(scope="module")
def files(tables: Tables) -> Mapping[str, bytes]:
    return downloads.package_files(tables, TYPED, RELEASE)


@pytest.fixture(scope="module")
def database(files: Mapping[str, bytes]) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(files["tables/all.sqlite"])
    yield opened
    opened.close()


def described(files: Mapping[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def changed(small: Book, note: str | None = None, amount: str | None = None) -> Tables:
    """The small Book with another note or amount in its first row of money."""
    parks = small.commitments["gaon/small-parks"]
    update = {"note": note, **({"amount_million_krw": Decimal(amount)} if amount else {})}
    first = parks.spending[0].model_copy(update=update)
    gaon = replace(small.places["gaon"], commitments=(replace(parks, spending=(first, *parks.spending[1:])),))
    return Tables(replace(small, places={"gaon": gaon}), AS_OF)


# ── SQLite ──────────────────────────────────────────────────────────────────────────────────


@each_table
def test_sqlite_holds_every_value_of_a_table(name: str, tables: Tables, database: sqlite3.Connection) -> None:
    columns = TABLES[name].columns
    numbers = {column.name for column in columns if column.type == "number"}
    found = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
    assert [each[0] for each in found.description] == [column.name for column in columns]
    rows = [dict(zip(downloads.headers(name), row, strict=True)) for row in found]
    told = [
        {key: Decimal(str(v)) if key in numbers and v is not None else v for key, v in row.items()}
        for row in rows
    ]
    assert told == list(tables.records(name))


def test_sqlite_has_typed_columns_keys_and_an_index(database: sqlite3.Connection) -> None:
    about = {row[1]: (row[2], row[3], row[5]) for row in database.execute("PRAGMA table_info(spending)")}
    assert about["amount_million_krw"] == ("NUMERIC", 0, 0)
    assert about["latest"] == ("INTEGER", 1, 0)
    assert about["row"] == ("TEXT", 1, 1)
    assert about["note"] == ("TEXT", 0, 0)
    leads = {(row[2], row[3]) for row in database.execute("PRAGMA foreign_key_list(spending)")}
    assert leads == {
        ("commitments", "place"), ("commitments", "commitment"), ("sources", "place"), ("sources", "source"),
    }  # fmt: skip
    asked = "EXPLAIN QUERY PLAN SELECT * FROM spending WHERE place = 'gaon' AND commitment = 'small-parks'"
    assert "USING INDEX spending_of" in database.execute(asked).fetchone()[3]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA page_size").fetchone() == (4096,)


def test_sqlite_tells_what_its_columns_are_and_where_it_is_from(database: sqlite3.Connection) -> None:
    asked = 'SELECT * FROM columns WHERE "table" = ? AND "column" = ?'
    assert database.execute(asked, ("spending", "amount_million_krw")).fetchone() == (
        "spending", "돈", 11, "amount_million_krw", "금액", "number", "백만 원",
        "금액 (백만 원). 빈칸은 문서의 빈칸, 0은 적힌 0", 0,
    )  # fmt: skip
    (counted,) = database.execute("SELECT count(*) FROM columns").fetchone()
    assert counted == sum(len(about.columns) for about in TABLES.values())
    assert dict(database.execute("SELECT * FROM about")) == {
        "title": "작은 자료",
        "as_of": "2026-11-22",
        "commit": RELEASE.commit,
        "address": "https://example.org/pledges/",
        "licence": "CC BY 4.0",
    }


@pytest.mark.parametrize(
    "longest", ["999999999999.999", "-999999999.999999", "0.000001", "123456789012", "345179.40"]
)
def test_a_number_as_long_as_one_may_be_keeps_every_digit(longest: str) -> None:
    assert Decimal(repr(nearest(Decimal(longest)))) == Decimal(longest)
    assert Decimal(str(stored(Decimal(longest)))) == Decimal(longest)


def test_a_sum_longer_than_a_double_is_whole_in_the_csv_and_the_nearest_double_elsewhere(small: Book) -> None:
    parks = small.commitments["gaon/small-parks"]
    rows = [
        row.model_copy(update={"amount_million_krw": Decimal("999999999999.999")})
        if (row.year, row.fund) == ("total", "total")
        else row
        for row in parks.spending
    ]
    gaon = small.places["gaon"]
    others = (each for each in gaon.commitments if each is not parks)
    wide = replace(gaon, commitments=(replace(parks, spending=tuple(rows)), *others))
    tables = Tables(replace(small, places={"gaon": wide}), AS_OF)
    # the parks' 999,999,999,999.999 and the 80.5 of the night bus
    assert b",1000000000080.499,1000000000080.499," in tables.csv("rates")
    asked = "SELECT DISTINCT numerator, rate_pct FROM rates WHERE commitment IS NULL AND rate = 'secured'"
    opened = sqlite3.connect(":memory:")
    opened.deserialize(sqlite_bytes(tables))
    assert opened.execute(asked).fetchone() == (float("1000000000080.499"), 100)
    opened.close()
    found = pq.read_table(io.BytesIO(parquet_bytes(tables, "rates")))
    assert float("1000000000080.499") in found["numerator"].to_pylist()
    assert downloads.workbook_bytes(tables)


def test_what_a_thousand_of_the_longest_add_up_to_is_stored() -> None:
    thousand = 999 * Decimal("999999999999.999") + Decimal("0.000001")
    assert stored(thousand) == nearest(thousand) == 998999999999999.0
    assert stored(1000 * Decimal("999999999999")) == 999999999999000
    share = thousand / Decimal("0.000001") * 100  # no integer of SQLite
    assert stored(share.to_integral_value()) == nearest(share)


def test_every_number_of_the_real_data_is_told_by_a_double(book: Book) -> None:
    tables = Tables(book, AS_OF)
    seen = 0
    for name in TABLES:
        for record in tables.records(name):
            for value in record.values():
                if isinstance(value, Decimal):
                    assert Decimal(str(nearest(value))) == value
                    seen += 1
    assert seen > 300


def test_text_stands_in_the_databases_as_it_was_written(small: Book) -> None:
    text = "=1+1'); DROP TABLE spending;-- ‘\"\n🎈\t@"
    tables = changed(small, note=text)
    opened = sqlite3.connect(":memory:")
    opened.deserialize(sqlite_bytes(tables))
    assert opened.execute("SELECT note FROM spending").fetchone() == (text,)
    opened.close()
    found = pq.read_table(io.BytesIO(parquet_bytes(tables, "spending")))
    assert found["note"][0].as_py() == text
    assert lines(tables.csv("spending"))[1][downloads.headers("spending").index("note")] == f"'{text}"


# ── Parquet ─────────────────────────────────────────────────────────────────────────────────


@each_table
def test_parquet_holds_every_value_of_a_table(name: str, tables: Tables, files: Mapping[str, bytes]) -> None:
    found = pq.read_table(io.BytesIO(files[f"tables/{name}.parquet"]))
    columns = {column.name: column for column in TABLES[name].columns}
    assert found.column_names == list(columns)
    kinds = {"number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_(), "day": pa.date32()}
    assert found.schema.types == [kinds.get(column.type, pa.string()) for column in columns.values()]

    def plain(key: str, value: Any) -> Any:
        if value is None:
            return None
        match columns[key].type:
            case "number":
                return Decimal(str(value))
            case "day":
                return value.isoformat()
            case _:
                return value

    told = [{key: plain(key, value) for key, value in row.items()} for row in found.to_pylist()]
    assert told == list(tables.records(name))


def test_parquet_tells_what_its_columns_are(files: Mapping[str, bytes]) -> None:
    metadata = pq.read_schema(io.BytesIO(files["tables/rates.parquet"])).metadata
    told = {key.decode(): value.decode() for key, value in metadata.items()}
    assert {key: told[key] for key in ("title", "title_en", "as_of", "commit")} == {
        "title": "계산한 비율",
        "title_en": "Computed rates",
        "as_of": "2026-11-22",
        "commit": RELEASE.commit,
    }
    columns = {each["name"]: each for each in json.loads(told["columns"])}
    assert list(columns) == list(downloads.headers("rates"))
    assert columns["rate_pct"] == {
        "name": "rate_pct",
        "ko": "비율",
        "type": "number",
        "unit": "%",
        "meaning": "분자 ÷ 분모 × 100을 소수 첫째 자리로 반올림. 빈칸은 셈하지 않음",
    }


def test_duckdb_reads_parquet_and_sums_it(files: Mapping[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "spending.parquet").write_bytes(files["tables/spending.parquet"])
    with duckdb.connect() as database:
        asked = (
            "SELECT latest, typeof(amount_million_krw), amount_million_krw FROM read_parquet(?) WHERE place = 'gaon'"
            " AND commitment = 'small-parks' AND measure = 'planned' AND year = 'total' AND fund = 'total'"
        )
        found = database.execute(asked, [str(tmp_path / "spending.parquet")]).fetchall()
    assert found == [(False, "DOUBLE", 1000.0), (True, "DOUBLE", 1200.0)]


# ── the ledger ──────────────────────────────────────────────────────────────────────────────


def test_the_published_ledger_goes_back_in_as_the_same_book(
    files: Mapping[str, bytes], small: Book, tmp_path: Path
) -> None:
    for path, data in files.items():
        if path.startswith("ledger/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
    loaded = check_data(tmp_path / "ledger", AS_OF)
    assert loaded.book == small
    assert [each for each in loaded.problems if each.level == "error"] == []
    before = {each for each in check_data(SMALL, AS_OF).problems if each.rule != "file-form"}
    assert {each for each in loaded.problems if each.rule != "file-form"} == before


def test_the_ledger_is_the_data_folder_file_by_file(files: Mapping[str, bytes]) -> None:
    published = {path for path in files if path.startswith("ledger/")}
    typed = {str(path.relative_to(SMALL)) for path in SMALL.rglob("*") if path.is_file()}
    assert published == {f"ledger/{path}" for path in (*typed, "LICENSE.md")}
    for path in published - {"ledger/LICENSE.md"}:
        data = (SMALL / path.removeprefix("ledger/")).read_bytes()
        if path.endswith(".csv"):
            data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        assert files[path] == data, path


def test_hidden_files_and_schemas_are_not_published(tmp_path: Path) -> None:
    data = copied(tmp_path)
    for name in (".git/config", "schema/site.json", "~$spending.csv", "gaon/.spending.csv.swp"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("x")
    assert load_present(data) == load_present(SMALL)


AWKWARD = '\n\n"small-parks",planned,2023,total,1,2023-01-31,gaon-plan,"첫 줄\n둘째 줄"\n\n,,,,,,,,\nsmall-parks,planned,2024,total,2,2023-01-31,gaon-plan,-'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_row_stands_on_the_line_that_is_published_for_it(end: str, encoding: str, tmp_path: Path) -> None:
    data = copied(tmp_path)
    path = data / "gaon" / "spending.csv"
    header = path.read_text("utf-8").split("\n")[0]
    path.write_bytes((header + AWKWARD).replace("\n", end).encode(encoding))
    typed = load_book(data).book
    assert typed is not None
    path.write_bytes(ledger_bytes("data/gaon/spending.csv", path.read_bytes()))
    published = load_book(data).book
    assert published == typed
    rows = typed.places["gaon"].tables["spending.csv"]
    assert [row.where.line for row in rows] == [3, 7]
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffcommitment,")
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 7
    assert text.split("\r\n")[5:7] == ["", "small-parks,planned,2024,total,2,2023-01-31,gaon-plan,-"]


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("a,b,,\n1,2,,\n,,,\n3,,,\n", ["a,b", "1,2", "", "3,", ""]),
        (" a , b\n x ,\u3000planned \n  \n", ["a,b", "x,planned", "", ""]),
        ('a,b\n"\n\n1\n",2\n"3\n4",5\n', ["a,b", "1,2", "", "", "", '"3', '4",5', ""]),
        ('a,b\n1,"2"\n3,"4\n5', ["a,b", "1,2", '3,"4', "5"]),
        ("가,나\n", ["가,나", ""]),
        ("", [""]),
    ],
)
def test_a_ledger_is_published_as_it_is_read(typed: str, published: list[str]) -> None:
    data = ledger_bytes("data/gaon/spending.csv", typed.encode())
    assert data == ("\ufeff" + "\r\n".join(published)).encode()


def test_what_excel_leaves_fits_the_description_too(small: Book, tmp_path: Path) -> None:
    data = copied(tmp_path)
    path = data / "gaon" / "spending.csv"
    typed = path.read_text("utf-8").replace("planned", " planned ").replace("\n", ",,\n")
    path.write_text(f"{typed},,,,,,,,,\n", "utf-8")
    loaded = check_data(data, AS_OF)
    assert loaded.book == small
    files = downloads.package_files(Tables(small, AS_OF), load_present(data), Release())
    told = next(each for each in described(files)["resources"] if each["name"] == "ledger-gaon-spending")
    header, *rows = lines(files["ledger/gaon/spending.csv"])
    assert header == [field["name"] for field in told["schema"]["fields"]]
    assert rows[-1] == []
    assert told["dialect"]["skipBlankRows"] is True
    assert {row[1] for row in rows[:-1]} == {"planned", "secured", "executed"}
    assert {len(row) for row in rows[:-1]} == {len(header)}


# ── datapackage.json ────────────────────────────────────────────────────────────────────────


def test_the_description_names_every_file_with_its_size_and_hash(files: Mapping[str, bytes]) -> None:
    found = described(files)["resources"]
    data = {
        path
        for path in files
        if path.startswith(("tables/", "ledger/")) and not path.endswith((".yml", ".md"))
    }
    assert sorted(each["path"] for each in found) == sorted(data)
    assert len({each["name"] for each in found}) == len(found)
    for each in found:
        made = files[each["path"]]
        assert (each["bytes"], each["hash"]) == (len(made), f"sha256:{sha256(made).hexdigest()}")


def test_the_fields_of_every_csv_are_its_header_and_fit_its_values(files: Mapping[str, bytes]) -> None:
    parse: Mapping[str, Callable[[str], object]] = {
        "string": str, "number": Decimal, "integer": int, "date": date.fromisoformat,
        "boolean": {"true": True, "false": False}.__getitem__,
    }  # fmt: skip
    tested = 0
    for each in described(files)["resources"]:
        if each.get("type") != "table":
            assert "schema" not in each
            continue
        header, *rows = lines(files[each["path"]])
        fields = each["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert each["dialect"]["lineTerminator"] == "\r\n"
        for row in rows:
            for value, field in zip(row, fields, strict=True):
                rules = field.get("constraints", {})
                if not value:
                    assert not rules.get("required"), (each["path"], field["name"])
                    continue
                parse[field["type"]](value)
                assert value in rules.get("enum", [value])
                assert re.fullmatch(rules.get("pattern", ".*"), value, re.S), (field["name"], value)
                tested += 1
    assert tested > 1000


@each_table
def test_what_names_a_row_names_one_and_what_leads_to_a_row_finds_it(
    name: str, tables: Tables, files: Mapping[str, bytes]
) -> None:
    records = tables.records(name)
    schema = next(each["schema"] for each in described(files)["resources"] if each["name"] == name)
    assert schema.get("primaryKey", []) == list(KEYS.get(name, ()))
    for key in (KEYS.get(name), UNIQUE.get(name)):
        if key:
            named = [tuple(record[column] for column in key) for record in records]
            assert len(set(named)) == len(named) > 0
    led = {each["reference"]["resource"]: each["fields"] for each in schema.get("foreignKeys", [])}
    assert led == {table: list(columns) for table, columns in references(name).items()}
    for table, columns in led.items():
        there = {tuple(record[column] for column in columns) for record in tables.records(table)}
        assert {tuple(record[column] for column in columns) for record in records} <= there


def test_a_schema_tells_what_a_column_means(
    files: Mapping[str, bytes], expected: Callable[[str, str], None]
) -> None:
    shown = [
        each["schema"]
        for each in described(files)["resources"]
        if each["name"] in ("spending", "ledger-gaon-spending")
    ]
    expected("package/spending.json", json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


def test_the_description_tells_where_the_data_is_from(files: Mapping[str, bytes]) -> None:
    told = described(files)
    assert list(told) == [
        "$schema", "name", "title", "description", "homepage", "version", "commit", "repository", "created",
        "licenses", "contributors", "keywords", "sources", "resources",
    ]  # fmt: skip
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["title"] == "작은 자료"
    assert told["homepage"] == "https://example.org/pledges/"
    assert told["version"] == "2026.11.22+0123456"
    assert told["created"] == "2026-11-22T00:00:00+09:00"
    assert told["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "path": "LICENSE.md",
            "title": "새로 쓴 글과 자료의 엮음: CC BY 4.0. 옮긴 것: 각 출처의 조건",
        }
    ]
    assert len(told["sources"]) == 7


def test_what_is_not_known_is_left_out(small: Book, tmp_path: Path) -> None:
    bare = replace(small, site=small.site.model_copy(update={"licence": None, "operator": None}))
    found = downloads.package_files(Tables(bare, AS_OF), load_present(SMALL), Release())
    told = described(found)
    assert {"homepage", "commit", "repository", "licenses", "contributors"}.isdisjoint(told)
    assert told["version"] == "2026.11.22"
    assert "LICENSE.md" not in found
    for name in ("README.md", "README.ko.md"):
        text = found[name].decode()
        assert "None" not in text
        assert "LICENSE" not in text


# ── the whole ───────────────────────────────────────────────────────────────────────────────


def test_the_checksums_are_those_of_every_file_but_their_own(files: Mapping[str, bytes]) -> None:
    found = files["SHA256SUMS"].decode()
    assert found.endswith("\n")
    told = dict(reversed(line.split("  ", 1)) for line in found.splitlines())
    assert list(told) == sorted(set(files) - {"SHA256SUMS"})
    assert told == {path: sha256(files[path]).hexdigest() for path in told}


def test_the_zip_holds_the_package_and_nothing_else(files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(downloads.package_zip(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
    tables = [f"tables/{name}.{form}" for name in TABLES for form in ("csv", "parquet")]
    ledger = [path for path in files if path.startswith("ledger/")]
    assert sorted(files) == sorted(
        [
            "LICENSE.md", "README.ko.md", "README.md", "SHA256SUMS", "datapackage.json",
            "tables/all.sqlite", "tables/all.xlsx", *tables, *ledger,
        ]
    )  # fmt: skip


def test_the_package_is_the_same_twice(files: Mapping[str, bytes], tmp_path: Path) -> None:
    data = copied(tmp_path)
    loaded = check_data(data, AS_OF)
    assert loaded.book is not None
    typed = {**load_present(data), "data/LICENSE.md": TYPED["data/LICENSE.md"]}
    again = downloads.package_files(Tables(loaded.book, AS_OF, loaded.problems), typed, RELEASE)
    assert {path for path in files if again[path] != files[path]} == set()
    assert downloads.package_zip(again) == downloads.package_zip(files)


@pytest.mark.parametrize("name", ["README.ko.md", "README.md"])
def test_the_readme_tells_what_the_package_is(
    name: str, files: Mapping[str, bytes], expected: Callable[[str, str], None]
) -> None:
    expected(f"package/{name}", files[name].decode())


def test_no_text_of_the_data_becomes_markup_in_the_readme(tmp_path: Path) -> None:
    data = exchanged(copied(tmp_path), "site.yml", "title: 작은 자료", "title: '<b>|[작은](자료)*'")
    book = load_book(data).book
    assert book is not None
    found = downloads.package_files(Tables(book, AS_OF), {}, Release(cite=book.site.title))
    text = found["README.ko.md"].decode()
    assert text.startswith("# &lt;b>\\|\\[작은\\](자료)\\*: 자료 묶음\n")
    assert text.endswith("> &lt;b>\\|\\[작은\\](자료)\\*\n")


# ── scripts/judge.py ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def made(files: Mapping[str, bytes], tables: Tables) -> Mapping[str, bytes]:
    """What a site has of the package and of the tables of the API."""
    api = downloads.api_files(downloads.Api(tables))
    told = {path: data for path, data in api.items() if path.startswith("api/v1/tables/")}
    return {**files, **told, "data/package.zip": downloads.package_zip(files)}


@pytest.fixture
def site(made: Mapping[str, bytes], tmp_path: Path) -> Path:
    """A folder of those files, to be spoiled."""
    for path, data in made.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(data)
    return tmp_path / "site"


def test_the_judge_accepts_what_is_whole_and_names_what_is_not(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unzipped = tmp_path / "package"
    assert judge.judge_zip(site, unzipped) == []
    assert capsys.readouterr().out == f"파일 {len(list(judge_files(unzipped)))}개 · files\n"
    assert judge.judge_sums(site, unzipped) == []
    (site / "tables" / "places.csv").write_bytes(b"place\r\n")
    wrong = "tables/places.csv: 사이트의 파일과 다릅니다 · not the file of the site"
    assert judge.judge_zip(site, unzipped) == [wrong]
    assert judge.judge_sums(site, unzipped)[0] == "site: tables/places.csv: FAILED"


def judge_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def ten_times(site: Path) -> None:
    """Every amount of the CSV with a 0 at its end."""
    path = site / "tables" / "spending.csv"
    header, *rows = lines(path.read_bytes())
    at = header.index("amount_million_krw")
    for row in rows:
        row[at] = f"{Decimal(row[at]) * 10:f}" if row[at] else ""
    path.write_bytes(downloads.csv_bytes(header, rows, guard=False))


def cut(site: Path) -> None:
    path = site / "tables" / "spending.csv"
    path.write_bytes(b"\r\n".join(path.read_bytes().split(b"\r\n")[:10]) + b"\r\n")


def blanks_to_zero(site: Path) -> None:
    database = sqlite3.connect(site / "tables" / "all.sqlite")
    database.execute("UPDATE rates SET rate_pct = 0 WHERE rate_pct IS NULL")
    database.commit()
    database.close()


def rubbish(path: str) -> Callable[[Path], object]:
    return lambda site: (site / path).write_bytes(b"PAR1 rubbish")


def without_a_row(site: Path) -> None:
    path = site / "api" / "v1" / "tables" / "spending.json"
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**told, "rows": told["rows"][1:]}), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "judged", "wrong"),
    [
        (ten_times, judge.judge_formats, r"tables/all\.sqlite spending 1행 amount_million_krw: CSV ‘10000’, 여기 ‘1000’ · .*"),
        (ten_times, judge.judge_figures, r"tables/spending\.csv amount_million_krw: ‘10000’, data/gaon/spending\.csv:2 ‘1000’ · .*"),
        (cut, judge.judge_formats, r"tables/spending\.parquet: CSV와 열이나 행의 수가 다릅니다 · .*"),
        (cut, judge.judge_figures, r"tables/spending\.csv: 장부의 행과 다릅니다 · .*"),
        (blanks_to_zero, judge.judge_formats, r"tables/all\.sqlite rates \d+행 rate_pct: CSV ‘’, 여기 ‘0’ · .*"),
        (rubbish("tables/spending.parquet"), judge.judge_formats, r"tables/spending\.parquet: 읽을 수 없습니다: .*"),
        (rubbish("tables/all.sqlite"), judge.judge_formats, r"tables/all\.sqlite spending: 읽을 수 없습니다: .*"),
        (rubbish("api/v1/tables/rates.json"), judge.judge_formats, r"api/v1/tables/rates\.json: 읽을 수 없습니다: .*"),
        (without_a_row, judge.judge_formats, r"api/v1/tables/spending\.json: CSV와 열이나 행의 수가 다릅니다 · .*"),
    ],
    ids=[
        "tenfold", "tenfold-figures", "cut", "cut-figures", "zero-for-blank",
        "no-parquet", "no-sqlite", "no-json", "row-less-json",
    ],
)  # fmt: skip
def test_the_judge_sees_a_value_that_another_format_or_the_ledger_does_not_say(
    spoil: Callable[[Path], object], judged: Callable[[Path], list[str]], wrong: str, site: Path
) -> None:
    assert judged(site) == []
    spoil(site)
    assert any(re.fullmatch(wrong, each) for each in judged(site))


def test_a_blank_is_no_value_and_the_apostrophe_is_of_the_csv_alone() -> None:
    for cell, value, type in (
        ("", None, "number"), ("80.50", 80.5, "number"), ("1000", 1000, "number"), ("0.1", Decimal("0.10"), "number"),
        ("true", 1, "boolean"), ("false", False, "boolean"), ("2024-03-07", date(2024, 3, 7), "date"),
        ("'=1", "=1", "string"), ("-", "-", "string"), ("2024", "2024", "string"),
    ):  # fmt: skip
        assert judge.says(cell, value, type), cell
    for cell, value, type in (
        ("", 0, "number"), ("", "", "string"), ("0", None, "number"), ("80.5", 80.4, "number"), ("많음", 1, "number"),
        ("true", 0, "boolean"), ("'가", "가", "string"), ("2024", 2024, "string"), ("5", "5", "number"),
    ):  # fmt: skip
        assert not judge.says(cell, value, type), cell


def test_the_judge_names_every_file_that_a_second_build_makes_otherwise(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(target: Path, variables: Mapping[str, str]) -> None:
        assert (variables["AS_OF"], variables["SITE_URL"]) == ("2026-11-22", "https://example.org/pledges/")
        shutil.copytree(site, target)
        (target / "tables" / "all.sqlite").write_bytes(b"")
        (target / "index.html").write_text("")

    monkeypatch.setattr(judge, "build", build)
    wrong = "두 번 만든 것이 다릅니다 · not the same twice"
    assert judge.judge_again(site, tmp_path / "again") == [
        f"index.html: {wrong}",
        f"tables/all.sqlite: {wrong}",
    ]


def test_frictionless_is_blamed_only_if_it_accepts_a_word_as_a_date(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def validated(folder: Path, python: Path) -> dict[str, Any]:
        told = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
        data = (folder / "tables" / "sources.csv").read_bytes()
        assert "언젠가" in data.decode()
        assert f"sha256:{sha256(data).hexdigest()}" in {each["hash"] for each in told}
        return {"valid": folder.name == "taken"}

    monkeypatch.setattr(judge, "validated", validated)
    wrong = "frictionless가 날짜 자리의 글을 받아들였습니다 · a word passed as a date"
    assert judge.judge_damaged(site, tmp_path / "taken", Path("python")) == [wrong]
    assert judge.judge_damaged(site, tmp_path / "refused", Path("python")) == []


def test_a_judge_that_cannot_read_says_so_and_the_next_is_asked(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "data" / "package.zip").write_bytes(b"no zip")
    (site / "datapackage.json").write_text("[]")
    asked = judge.judges(site, tmp_path / "none", tmp_path / "again", Path("python"), "")
    figures, check = (next(name for name in asked if part in name) for part in ("ledger", "check.py"))
    assert judge.run({name: asked[name] for name in asked if name != check}) == [
        name for name in asked if name not in (figures, check)
    ]
    told = capsys.readouterr().out
    assert "읽을 수 없습니다: File is not a zip file · cannot be read" in told
    assert told.count("읽을 수 없습니다") >= 5


def test_the_judge_counts_who_accepted_and_goes_on_after_a_refusal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = {"하나": lambda: ["틀림"], "둘": list}
    assert judge.run(asked) == ["하나"]
    told = capsys.readouterr().out.splitlines()
    assert told[1:3] == ["── 1/2 하나", "틀림"]
    assert re.fullmatch(r"1 failed, 1 passed in \d+\.\ds", told[-1])
    assert judge.run({"둘": list}) == []
    assert re.fullmatch(r"1 passed in \d+\.\ds", capsys.readouterr().out.splitlines()[-1])


def test_the_judge_wants_a_site_that_has_the_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        judge.main(["--site", str(tmp_path)])
    assert left.value.code == 2
    assert "data/package.zip이 없습니다 · not there:" in capsys.readouterr().err
