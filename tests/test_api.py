"""The JSON API: every document is as its schema says, a wrong one is refused, and no promise of v1 is broken."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros import downloads
from macros.check import check_data
from macros.load import load_book
from macros.model import Book, Edition
from macros.problem import Problem
from tests.changed import copied, exchanged
from tests.conftest import AS_OF, ROOT, SMALL

ADDRESS = "https://pledges.example.org/base/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = (
    "tables/spending.csv",
    "tables/gaon/spending.csv",
    "ledger/gaon/place.yml",
    "feed.xml",
    "gaon/feed.xml",
)
PROMISE = ROOT / "tests" / "expected" / "api" / "v1.txt"
Files = Mapping[str, bytes]


def api_of(book: Book, problems: tuple[Problem, ...] = (), **told: Any) -> downloads.Api:
    return downloads.Api(downloads.Tables(book, AS_OF, problems), **told)


def files_of(api: downloads.Api) -> Files:
    return {**downloads.api_files(api), **dict(downloads.commitment_files(api))}


def loaded(data: Path) -> Book:
    book = load_book(data).book
    assert book is not None
    return book


@pytest.fixture(scope="module")
def plain() -> Files:
    """The API of the small data with its notices, by a site that knows neither its address nor its repository."""
    found = check_data(SMALL, AS_OF)
    assert found.book is not None
    return files_of(api_of(found.book, found.problems))


@pytest.fixture(scope="module")
def addressed(small: Book) -> Files:
    """The API of the small data by a site that knows where it stands."""
    told = {"commit": COMMIT, "repository": "https://github.com/example/pledges", "address": ADDRESS}
    return files_of(api_of(small, files=FILES, **told))


@pytest.fixture(scope="module")
def validators(plain: Files) -> Mapping[str, Draft202012Validator]:
    """Address of a schema → what judges by it."""
    found = {}
    for path, data in plain.items():
        if path.startswith("api/v1/schema/"):
            schema = json.loads(data)
            Draft202012Validator.check_schema(schema)
            found[path] = Draft202012Validator(schema)
    return found


def documents(files: Files) -> Iterator[tuple[str, Any]]:
    for path, data in files.items():
        if not path.startswith("api/v1/schema/"):
            yield path, json.loads(data)


def document(files: Files, path: str) -> Any:
    return json.loads(files[f"api/v1/{path}"], parse_float=Decimal)


def wrong(files: Files, validators: Mapping[str, Draft202012Validator]) -> list[str]:
    return [
        f"{path} {error.json_path}: {error.message}"
        for path, found in documents(files)
        for error in validators[found["schema"].removeprefix(ADDRESS)].iter_errors(found)
    ]


# ── documents and schemas ───────────────────────────────────────────────────────────────────


def test_every_document_is_as_its_schema_says(
    plain: Files, addressed: Files, book: Book, validators: Mapping[str, Draft202012Validator]
) -> None:
    assert wrong(plain, validators) == []
    assert wrong(addressed, validators) == []
    assert wrong(files_of(api_of(book)), validators) == []


def test_every_table_is_as_the_schema_of_any_table_says_too(
    plain: Files, validators: Mapping[str, Draft202012Validator]
) -> None:
    any_table = validators["api/v1/schema/table.json"]
    for name in downloads.TABLES:
        assert list(any_table.iter_errors(document(plain, f"tables/{name}.json"))) == []


def objects(schema: Any) -> Iterator[Any]:
    """Every schema of an object within a schema."""
    if isinstance(schema, dict):
        if schema.get("type") in ("object", ["object", "null"]):
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_no_schema_leaves_a_key_open_but_where_keys_are_ids(
    validators: Mapping[str, Draft202012Validator],
) -> None:
    for path, validator in validators.items():
        for each in objects(validator.schema):
            if path.endswith("/table.json") and "properties" not in each:
                continue  # the rows of any table
            if "properties" in each:
                assert each["additionalProperties"] is False
                assert each["required"] == list(each["properties"])
            else:
                assert each["propertyNames"]
                assert each["additionalProperties"]


def test_every_field_of_a_schema_says_what_it_means(validators: Mapping[str, Draft202012Validator]) -> None:
    silent = {
        name
        for validator in validators.values()
        for each in objects(validator.schema)
        for name, field in each.get("properties", {}).items()
        if "description" not in field and "$ref" not in field
    }
    assert silent == set()


def test_a_schema_names_itself_by_its_whole_address_where_the_site_knows_it(
    plain: Files, addressed: Files
) -> None:
    assert "$id" not in document(plain, "schema/index.json")
    assert (
        document(addressed, "schema/tables/spending.json")["$id"]
        == f"{ADDRESS}api/v1/schema/tables/spending.json"
    )
    assert document(plain, "index.json")["schema"] == "api/v1/schema/index.json"
    assert document(addressed, "index.json")["schema"] == f"{ADDRESS}api/v1/schema/index.json"


DAMAGES: Mapping[str, tuple[str, Callable[[Any], object], str]] = {
    "a key that nobody documented": (
        "commitments/gaon/small-parks",
        lambda d: d["computed"].update(mayor="?"),
        "$.computed",
    ),
    "a missing envelope": ("index", lambda d: d.pop("as_of"), "$"),
    "another version": ("index", lambda d: d.update(version="2"), "$.version"),
    "the version as a number": ("index", lambda d: d.update(version=1), "$.version"),
    "a day that is none": ("index", lambda d: d.update(as_of="2026-11"), "$.as_of"),
    "a short commit": ("index", lambda d: d.update(commit="0123456"), "$.commit"),
    "an amount as text": (
        "commitments/gaon/small-parks",
        lambda d: d["spending"][0].update(amount_million_krw="1000"),
        "$.spending[0].amount_million_krw",
    ),
    "an unknown measure": (
        "commitments/gaon/small-parks",
        lambda d: d["spending"][0].update(measure="promised"),
        "$.spending[0].measure",
    ),
    "an unknown status": (
        "commitments/gaon/small-parks",
        lambda d: d["computed"]["status"].update(code="done"),
        "$.computed.status.code",
    ),
    "a title that is null": (
        "commitments/gaon/small-parks",
        lambda d: d["sheet"].update(title=None),
        "$.sheet.title",
    ),
    "a list that is null": (
        "commitments/gaon/small-parks",
        lambda d: d["sheet"].update(keywords=None),
        "$.sheet.keywords",
    ),
    "a year as a number": (
        "commitments/gaon/small-parks",
        lambda d: d["targets"][0].update(year=2023),
        "$.targets[0].year",
    ),
    "a bare figure without its rows": (
        "commitments/gaon/small-parks",
        lambda d: d["computed"]["money"].update(planned=1200),
        "$.computed.money.planned",
    ),
    "a figure that forgot its rows": (
        "commitments/gaon/small-parks",
        lambda d: d["computed"]["money"]["planned"].pop("rows"),
        "$.computed.money.planned",
    ),
    "an indicator with a name that is no id": (
        "commitments/gaon/small-parks",
        lambda d: d["sheet"]["indicators"].update({"Neue Parks": d["sheet"]["indicators"]["parks"]}),
        "$.sheet.indicators",
    ),
    "a contact with a name": (
        "commitments/gaon/small-parks",
        lambda d: d["sheet"]["contacts"].append({"role": "x", "phone": None, "name": "y"}),
        "$.sheet.contacts[1]",
    ),
    "a count as text": (
        "places/gaon",
        lambda d: d["coverage"][0].update(pledges_listed_count="2"),
        "$.coverage[0].pledges_listed_count",
    ),
    "a count below zero": (
        "places/gaon",
        lambda d: d["statuses"][0].update(count=-1),
        "$.statuses[0].count",
    ),
    "a truth as text": (
        "places/gaon",
        lambda d: d["coverage"][0].update(list_complete="false"),
        "$.coverage[0].list_complete",
    ),
    "a sum over all kinds": ("places/gaon", lambda d: d["money"][0].update(kind="all"), "$.money[0].kind"),
    "a blank text instead of null": (
        "tables/spending",
        lambda d: d["rows"][0].update(note=""),
        "$.rows[0].note",
    ),
    "a column left out": ("tables/spending", lambda d: d["rows"][0].pop("source"), "$.rows[0]"),
    "a column too many": ("tables/spending", lambda d: d["rows"][0].update(sum=1), "$.rows[0]"),
    "a date in words": (
        "tables/events",
        lambda d: d["rows"][0].update(date="2023년 3월"),
        "$.rows[0].date",
    ),
    "an address without its scheme": (
        "tables/sources",
        lambda d: d["rows"][0].update(url="www.example.org"),
        "$.rows[0].url",
    ),
    "the name of another table": ("tables/spending", lambda d: d.update(name="targets"), "$.name"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_document_is_refused(
    damage: str, plain: Files, validators: Mapping[str, Draft202012Validator]
) -> None:
    path, spoil, at = DAMAGES[damage]
    found = document(plain, f"{path}.json")
    validator = validators[found["schema"]]
    assert validator.is_valid(found)
    spoil(found)
    assert {error.json_path for error in validator.iter_errors(found)} == {at}


# ── the promise of v1 ───────────────────────────────────────────────────────────────────────


def promised(files: Files) -> list[str]:
    """`schema /pointer type`, and `schema /pointer = code` for each code: all that v1 says, a line each."""
    return sorted(
        f"{path.removeprefix('api/v1/schema/').removesuffix('.json')} {line}"
        for path, data in files.items()
        if path.startswith("api/v1/schema/")
        for line in pointers(json.loads(data), "")
    )


def pointers(schema: Any, at: str, root: Any = None) -> Iterator[str]:
    root = root or schema
    blank = "anyOf" in schema
    core = schema["anyOf"][0] if blank else schema
    if "$ref" in core:
        core = root["$defs"][core["$ref"].rpartition("/")[2]]
    types = [core["type"]] if isinstance(core["type"], str) else core["type"]
    yield f"{at or '/'} {'|'.join(sorted({*types, *(('null',) if blank else ())}))}"
    for code in core.get("enum", [core["const"]] if "const" in core else []):
        if code is not None:
            yield f"{at or '/'} = {code}"
    for name, field in core.get("properties", {}).items():
        yield from pointers(field, f"{at}/{name}", root)
    if isinstance(core.get("additionalProperties"), dict):
        yield from pointers(core["additionalProperties"], f"{at}/*", root)
    if "items" in core:
        yield from pointers(core["items"], f"{at}[]", root)


def broken(before: list[str], now: list[str]) -> list[str]:
    """What v1 said and says no more: a name that is gone, a type or a code that changed."""
    return sorted(set(before) - set(now))


def test_nothing_that_v1_promised_is_gone_or_changed(plain: Files, bless: bool) -> None:
    now = promised(plain)
    before = PROMISE.read_text("utf-8").splitlines() if PROMISE.is_file() else []
    gone = broken(before, now)
    assert gone == [], f"docs/api.md promises that v1 removes and changes nothing: {gone}"
    if bless:
        PROMISE.parent.mkdir(parents=True, exist_ok=True)
        PROMISE.write_text("".join(f"{line}\n" for line in now), "utf-8", newline="\n")
    new = sorted(set(now) - set(PROMISE.read_text("utf-8").splitlines()))
    assert new == [], f"new in v1; once published it stays. Store it with --bless: {new}"


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (
            lambda s: s["properties"]["places"]["items"]["properties"].pop("name"),
            "index /places[]/name string",
        ),
        (
            lambda s: s["properties"]["places"]["items"]["properties"]["pledges_count"].update(type="string"),
            "index /places[]/pledges_count integer",
        ),
        (
            lambda s: s["properties"]["places"]["items"]["properties"]["id"].update(type=["string", "null"]),
            "index /places[]/id string",
        ),
        (
            lambda s: s["properties"]["commitments"]["items"]["properties"]["status"]["enum"].remove(
                "on_hold"
            ),
            "index /commitments[]/status = on_hold",
        ),
    ],
)
def test_a_broken_promise_is_found(change: Callable[[Any], object], gone: str, plain: Files) -> None:
    path = "api/v1/schema/index.json"
    schema = json.loads(plain[path])
    change(schema)
    changed = {**plain, path: json.dumps(schema).encode()}
    assert broken(promised(plain), promised(changed)) == [gone]


def test_what_is_added_breaks_no_promise(plain: Files) -> None:
    path = "api/v1/schema/index.json"
    schema = json.loads(plain[path])
    schema["properties"]["more"] = {"type": "string"}
    assert broken(promised(plain), promised({**plain, path: json.dumps(schema).encode()})) == []


# ── what the documents hold ─────────────────────────────────────────────────────────────────


def test_the_page_about_the_api_tells_what_stands_in_every_document(plain: Files) -> None:
    told = (ROOT / "docs" / "api.md").read_text("utf-8")
    kinds = ("index", "places/gaon", "commitments/gaon/night-bus", "tables/events")
    shared = set.intersection(*(set(document(plain, f"{kind}.json")) for kind in kinds))
    assert len(shared) == 7
    assert [name for name in shared if f"`{name}`" not in told] == []


@pytest.mark.parametrize("path", ["index", "places/gaon", "commitments/gaon/small-parks", "tables/events"])
def test_a_document_is_the_expected_one(
    path: str, addressed: Files, expected: Callable[[str, str], None]
) -> None:
    expected(f"api/{path.replace('/', '-')}.json", addressed[f"api/v1/{path}.json"].decode())


def test_numbers_keep_every_digit_and_unknown_is_null(tmp_path: Path) -> None:
    old, new = (f"night-bus,planned,total,total,{amount}," for amount in ("80.5", "80.50"))
    small = loaded(exchanged(copied(tmp_path), "gaon/spending.csv", old, new))
    files = files_of(api_of(small))
    assert b'"amount_million_krw": 80.50,' in files["api/v1/tables/spending.json"]
    assert b'"amount_million_krw": 80.50,' in files["api/v1/commitments/gaon/night-bus.json"]
    found = document(files, "commitments/gaon/night-bus.json")
    assert str(found["computed"]["money"]["planned"]["value_million_krw"]) == "80.50"
    assert found["computed"]["money"]["executed"]["value_million_krw"] == 0
    assert found["computed"]["money"]["original"] is None
    assert found["sheet"]["pledged"] is None
    assert found["sheet"]["period"] == {"start": "2023-03", "end": "2024-02", "source": None}
    assert found["computed"]["status"]["code"] == "completed"


def test_a_float_is_refused_because_it_has_lost_its_digits() -> None:
    with pytest.raises(TypeError, match=r"a float has lost its digits: 80\.5"):
        downloads.json_text({"won": 80.5})


def test_json_is_read_as_written_a_row_a_line() -> None:
    value = {
        "b": [{"won": Decimal("80.50"), "note": None}, {"rows": ["x:1", "x:2"], "there": True}],
        "a": {"empty": [], "none": {}, "count": 3},
        "deep": [{"in": [{"x": 1}]}],
    }
    assert downloads.json_text(value) == (
        "{\n"
        '  "b": [\n'
        '    {"won": 80.50, "note": null},\n'
        '    {"rows": ["x:1", "x:2"], "there": true}\n'
        "  ],\n"
        '  "a": {\n'
        '    "empty": [],\n'
        '    "none": {},\n'
        '    "count": 3\n'
        "  },\n"
        '  "deep": [\n'
        "    {\n"
        '      "in": [\n'
        '        {"x": 1}\n'
        "      ]\n"
        "    }\n"
        "  ]\n"
        "}"
    )


def test_a_commitment_holds_what_the_ledgers_hold(book: Book) -> None:
    ansan = book.commitments["ansan/higher-vocational-hub"]
    found = downloads.commitment_document(api_of(book), ansan)
    assert len(found["spending"]) == len(ansan.spending)
    assert (found["targets"][3]["target_text"], found["targets"][3]["target"]) == ("-", None)
    assert found["spending"][1]["amount_million_krw"] is None
    assert found["sheet"]["roadmap"][1] == {
        "task": "고등 직업교육 거점지구 조성", "from": "2023-Q3", "to": "2026-Q4", "note": None,
    }  # fmt: skip
    assert found["computed"]["money"]["secured"] is None


def test_the_page_gets_the_same_bytes_as_the_lasting_address(plain: Files, small: Book) -> None:
    for key in small.commitments:
        assert plain[f"{key}/data.json"] == plain[f"api/v1/commitments/{key}.json"]


def test_a_document_says_where_it_is_from(addressed: Files) -> None:
    found = document(addressed, "commitments/gaon/night-bus.json")
    path = "data/gaon/pledges/night-bus.yml"
    assert found["generated_from"] == {
        "path": path,
        "url": f"https://github.com/example/pledges/blob/{COMMIT}/{path}",
        "repository": "https://github.com/example/pledges",
    }
    assert (found["as_of"], found["commit"]) == ("2026-11-22", COMMIT)
    assert document(addressed, "index.json")["generated_from"]["url"].endswith(f"/tree/{COMMIT}/data")


def test_the_index_names_only_files_that_there_are(addressed: Files, plain: Files) -> None:
    found, bare = document(addressed, "index.json"), document(plain, "index.json")
    spending = next(each for each in found["tables"] if each["name"] == "spending")
    assert [each["path"] for each in spending["formats"]] == [
        "api/v1/tables/spending.json",
        "tables/spending.csv",
    ]
    assert [each["url"] for each in found["feeds"]] == [f"{ADDRESS}feed.xml", f"{ADDRESS}gaon/feed.xml"]
    assert (bare["feeds"], bare["files"]) == ([], [])
    gaon = document(addressed, "places/gaon.json")
    assert [(each["format"], each["path"]) for each in gaon["files"]] == [
        ("yaml", "ledger/gaon/place.yml"),
        ("csv", "tables/gaon/spending.csv"),
    ]


def test_an_edition_is_named_with_its_page_its_sum_and_its_file(
    small: Book, validators: Mapping[str, Draft202012Validator]
) -> None:
    said = {"date": "2026-11-22", "commit": COMMIT, "sha256": "ab" * 32, "note": "첫 판"}
    told = replace(small, editions=(Edition.model_validate(said),))
    files = files_of(api_of(told, files=("editions/2026-11-22/data.zip", "editions/2025-01-01/data.zip")))
    assert wrong(files, validators) == []
    assert document(files, "index.json")["editions"] == [
        {
            **said,
            "page": "editions/2026-11-22/",
            "files": [{"format": "zip", "path": "editions/2026-11-22/data.zip", "url": None}],
        }
    ]


def addresses(value: Any) -> Iterator[str]:
    """Every path and page that a document names, below the site's root."""
    if isinstance(value, dict):
        yield from (value[name] for name in ("path", "page") if name in value)
        value = [part for name, part in value.items() if name != "generated_from"]
    if isinstance(value, list):
        for part in value:
            yield from addresses(part)


def test_every_address_in_the_index_and_the_places_is_a_file_of_the_site(site: Path) -> None:
    folder = site / "api" / "v1"
    named: set[str] = set()
    for path in (folder / "index.json", *sorted((folder / "places").glob("*.json"))):
        named.update(addresses(json.loads(path.read_bytes())))
    missing = [
        each
        for each in sorted(named)
        if not (site / each / ("index.html" if each.endswith("/") else "")).is_file()
    ]
    assert missing == []
    own = {path.relative_to(site).as_posix() for path in folder.rglob("*.json")}
    assert own - named == {"api/v1/index.json"}


def test_figures_are_those_of_the_csv_tables_digit_by_digit(plain: Files, small: Book) -> None:
    problems = check_data(SMALL, AS_OF).problems
    tables = downloads.Tables(small, AS_OF, problems)
    for name, about in downloads.TABLES.items():
        found = json.loads(plain[f"api/v1/tables/{name}.json"], parse_float=str, parse_int=str)
        assert [each["name"] for each in found["columns"]] == [column.name for column in about.columns]
        told = [
            [
                "" if cell is None else str(cell).lower() if cell in (True, False) else cell
                for cell in row.values()
            ]
            for row in found["rows"]
        ]
        header, *rows = csv.reader(io.StringIO(tables.csv(name).decode("utf-8-sig"), newline=""))
        assert header == [column.name for column in about.columns]
        assert [[downloads.harmless(cell) for cell in row] for row in told] == rows


def test_the_whole_is_the_same_in_every_document(plain: Files, small: Book) -> None:
    rows = {
        f"{row['place']}/{row['commitment']}": row
        for row in document(plain, "tables/commitments.json")["rows"]
    }
    assert list(rows) == list(small.commitments)
    for key, row in rows.items():
        found = document(plain, f"commitments/{key}.json")["computed"]
        for measure in ("planned", "secured", "executed"):
            figure = found["money"][measure]
            assert (figure["value_million_krw"] if figure else None) == row[f"{measure}_million_krw"]
        assert (found["status"]["code"] if found["status"] else None) == row["status"]
        assert " ".join(each["code"] for each in found["signals"]) == (row["signals"] or "")
    gaon = document(plain, "places/gaon.json")
    assert sum(each["count"] for each in gaon["statuses"]) == len(small.places["gaon"].commitments)
    # 1,200 for the parks and 80.5 for the bus; nothing is added across places
    assert gaon["money"][0]["planned"]["value_million_krw"] == Decimal("1280.5")
    assert gaon["money"][0]["planned"]["used_count"] == 2


HOSTILE = '</script><b>&amp; "\\" \n{{ 7*7 }} =1+1 \u2028 \U0001f6b2'


def test_hostile_text_stays_text(small: Book, validators: Mapping[str, Draft202012Validator]) -> None:
    parks = small.commitments["gaon/small-parks"]
    sheet = parks.sheet.model_copy(update={"title": HOSTILE, "gaps": (HOSTILE,)})
    gaon = replace(small.places["gaon"], commitments=(replace(parks, sheet=sheet),))
    files = files_of(api_of(replace(small, places={"gaon": gaon})))
    assert wrong(files, validators) == []
    found = document(files, "commitments/gaon/small-parks.json")
    assert found["commitment"]["title"] == found["sheet"]["title"] == found["sheet"]["gaps"][0] == HOSTILE
    assert document(files, "index.json")["commitments"][0]["title"] == HOSTILE
    assert document(files, "tables/spending.json")["rows"][0]["commitment_title"] == HOSTILE


def test_the_same_data_give_the_same_bytes(plain: Files, tmp_path: Path) -> None:
    again = check_data(copied(tmp_path), AS_OF)
    assert again.book is not None
    assert files_of(api_of(again.book, again.problems)) == plain
