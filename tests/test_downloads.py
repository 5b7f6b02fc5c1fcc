"""Downloads: what comes down can be read, goes back in, and runs nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import downloads
from macros.load import load_book
from macros.model import Book
from macros.problem import Problem, Where
from tests.changed import copied

AS_OF = date(2026, 11, 22)
ATOM = "{http://www.w3.org/2005/Atom}"


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def loaded(data: Path) -> Book:
    book = load_book(data).book
    assert book is not None
    return book


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("-", "-"),
        ("-12", "-12"),
        ("-1,200.5", "-1,200.5"),
        ("+3", "'+3"),
        ("+1,200.5%", "'+1,200.5%"),
        ("-5%", "-5%"),
        ("=1+1", "'=1+1"),
        ("=", "'="),
        ("+82-31", "'+82-31"),
        ("-인재 양성", "'-인재 양성"),
        ("--", "'--"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("‘-’", "‘-’"),
        ("가 = 나", "가 = 나"),
        ("2024-12", "2024-12"),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str, safe: str) -> None:
    assert downloads.harmless(text) == safe


@given(st.text(alphabet="=+-@\t\r\n＝＋－＠0123456789.,% 가a'\"", max_size=8))
def test_no_text_starts_a_formula_and_none_loses_a_letter(text: str) -> None:
    safe = downloads.harmless(text)
    assert safe in (text, f"'{text}")
    if safe and safe[0] in "=+-@\t\r":
        assert safe == "-" or re.fullmatch(r"-[\d.,]+%?", safe)


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=2, max_size=2
        )
    )
)
def test_any_text_comes_back_from_a_csv_as_it_went_in(rows: list[list[str]]) -> None:
    data = downloads.csv_bytes(["가", "나"], rows, guard=False)
    assert lines(data) == [["가", "나"], *rows]


def test_blank_zero_dash_and_every_digit_survive() -> None:
    row = (None, Decimal("0"), "-", Decimal("345179.40"), Decimal("0.0000001"), True, False, 7)
    data = downloads.csv_bytes([str(n) for n in range(8)], [row])
    assert data == b"\xef\xbb\xbf0,1,2,3,4,5,6,7\r\n,0,-,345179.40,0.0000001,true,false,7\r\n"


def test_korean_excel_sees_its_mark_and_its_line_ends(small: Book) -> None:
    data = downloads.Tables(small, AS_OF).csv("spending")
    assert data.startswith(b"\xef\xbb\xbfplace,place_name,")
    assert data.count(b"\r\n") == data.count(b"\n")
    frame = pd.read_csv(io.BytesIO(data))
    assert frame.loc[0, "place_name"] == "가온시"
    assert frame["amount_million_krw"].sum() == 10641.5


# ── tables ──────────────────────────────────────────────────────────────────────────────────

PROBLEMS = (
    Problem(
        "warning",
        "roadmap-beyond",
        "data/gaon/pledges/small-parks.yml",
        40,
        3,
        "로드맵이 깁니다.",
        "기간을 보세요.",
    ),
    Problem("notice", "figure-undated", "data/gaon/spending.csv", 25, 6, "기준일이 없습니다.", "적으세요."),
    Problem("notice", "source-undated", "data/naru/sources.csv", 2, 5, "펴낸 날이 없습니다.", "적으세요."),
)


def address(where: Where) -> str:
    return f"https://example.org/blob/1/{where.path}#L{where.line}"


@pytest.fixture(scope="module")
def flat(small: Book) -> downloads.Tables:
    return downloads.Tables(small, AS_OF, PROBLEMS, address)


@pytest.mark.parametrize("name", downloads.TABLES)
def test_each_table_is_the_expected_csv(
    name: str, flat: downloads.Tables, expected: Callable[[str, str], None]
) -> None:
    frame = flat.frame(name)
    assert len(frame)
    assert tuple(frame.columns) == downloads.headers(name)
    expected(f"downloads/{name}.csv", flat.csv(name).decode("utf-8-sig").replace("\r\n", "\n"))


@pytest.mark.parametrize("name", downloads.TABLES)
def test_each_table_of_a_place_is_its_part_of_the_whole(
    name: str, small: Book, flat: downloads.Tables
) -> None:
    parts = [line for place in small.places for line in lines(flat.csv(name, place))[1:]]
    assert parts == [line for line in lines(flat.csv(name))[1:] if name != "sources" or line[0]]
    assert parts == [[downloads.plain(each) for each in row] for row in _guarded(flat, name, small)]


def _guarded(flat: downloads.Tables, name: str, small: Book) -> Iterator[list[downloads.Value]]:
    for place in small.places:
        for row in flat.frame(name, place).itertuples(index=False, name=None):
            yield [downloads.harmless(each) if isinstance(each, str) else each for each in row]


@pytest.mark.parametrize("name", downloads.TABLES)
def test_each_value_is_of_the_type_that_the_dictionary_says(name: str, flat: downloads.Tables) -> None:
    types = {"number": Decimal, "integer": (int, Decimal), "boolean": bool}
    for record in flat.records(name):
        for column in downloads.TABLES[name].columns:
            value = record[column.name]
            assert value is not None or not column.filled, (column.name, record)
            assert value is None or isinstance(value, types.get(column.type, str)), (column.name, value)
            if column.type == "integer" and value is not None:
                assert value == int(value)
            if column.type == "day" and value is not None:
                date.fromisoformat(str(value))


@pytest.mark.parametrize("name", downloads.TABLES)
def test_each_number_has_its_unit_in_the_header_or_in_a_column_of_its_own(name: str) -> None:
    about = downloads.TABLES[name]
    units = {"백만 원": "_million_krw", "%": "_pct", "점": "_points", "달": "_months"}
    for column in about.columns:
        if column.type in ("number", "integer"):
            told = units.get(column.unit, "_count")
            assert column.name.endswith(told) or (
                column.unit == "unit 열" and "unit" in downloads.headers(name)
            ), column


def test_the_dictionary_names_each_column_once_in_plain_korean() -> None:
    for about in downloads.TABLES.values():
        names, words = zip(*((column.name, column.ko) for column in about.columns), strict=True)
        assert len(set(names)) == len(names), about.name
        assert len(set(words)) == len(words), about.name
        for column in about.columns:
            assert re.search("[가-힣]", column.ko), column
            assert re.search("[가-힣]", column.meaning), column


def test_an_unknown_table_or_place_is_an_error(flat: downloads.Tables) -> None:
    for name, place in (("nothing", None), ("spending", "nowhere")):
        with pytest.raises(KeyError):
            flat.csv(name, place)


def test_every_rate_can_be_computed_again_from_its_row(book: Book) -> None:
    found = downloads.Tables(book, AS_OF).records("rates")
    assert {row["rate"] for row in found} == {
        "secured", "executed_of_secured", "executed_of_planned", "target", "disclosure", "completion", "on_track"
    }  # fmt: skip
    for row in found:
        assert (row["rate_pct"] is None) == bool(row["why_not"]), row
        if row["rate_pct"] is not None:
            share = Decimal(str(row["numerator"])) * 100 / Decimal(str(row["denominator"]))
            assert row["rate_pct"] == share.quantize(Decimal("0.1"), ROUND_HALF_UP), row
            assert row["formula"]


def test_the_rate_of_jung_gu_says_how_many_it_leaves_out(book: Book) -> None:
    (row,) = (
        row
        for row in downloads.Tables(book, AS_OF).records("rates", "daejeon-junggu")
        if row["rate"] == "executed_of_secured" and row["commitment"] is None
    )
    assert (row["numerator"], row["denominator"], row["rate_pct"]) == (22943, 50514, Decimal("45.4"))
    assert (row["used_count"], row["left_out_count"], row["unit"]) == (3, 5, "백만 원")


def test_a_notice_stands_with_its_place_and_one_of_the_site_only_with_all(small: Book) -> None:
    own = Problem("notice", "terms-unused", "data/terms.yml", 3, 1, "쓰이지 않는 코드입니다.", "지우세요.")
    flat = downloads.Tables(small, AS_OF, (*PROBLEMS, own))
    rules = {
        place: [row["rule"] for row in flat.records("notices", place)] for place in (None, *small.places)
    }
    assert rules == {
        None: ["roadmap-beyond", "figure-undated", "source-undated", "terms-unused"],
        "gaon": ["roadmap-beyond", "figure-undated"],
        "naru": ["source-undated"],
    }


def test_a_superseded_plan_is_kept_and_marked(small: Book) -> None:
    found = records(downloads.Tables(small, AS_OF).csv("spending"))
    totals = [
        row
        for row in found
        if (row["commitment"], row["measure"], row["year"], row["fund"])
        == ("small-parks", "planned", "total", "total")
    ]
    assert [(row["amount_million_krw"], row["latest"], row["note"]) for row in totals] == [
        ("1000", "false", "당초"),
        ("1200", "true", "변경"),
    ]


def test_every_row_says_where_it_was_typed(book: Book) -> None:
    flat = downloads.Tables(book, AS_OF, (), address)
    for name in downloads.TABLES:
        for record in flat.records(name):
            told = record.get("row", record.get("rows"))
            assert told is None or re.fullmatch(r"data/[\w./-]+(:\d+)?( data/[\w./-]+(:\d+)?)*", str(told))
            if "row" in record:
                path, _, line = str(told).partition(":")
                assert record["row_url"] == f"https://example.org/blob/1/{path}#L{line or 0}"
    assert {row["row_url"] for row in downloads.Tables(book, AS_OF).records("spending")} == {None}


def test_the_flood_works_keep_their_figures_in_the_flat_table(book: Book) -> None:
    found = records(downloads.Tables(book, AS_OF).csv("commitments"))
    row = next(each for each in found if each["commitment"] == "flood-prevention")
    assert row["planned_million_krw"] == row["secured_million_krw"] == "45485"
    assert row["executed_million_krw"] == "20609"
    assert row["signals"].split()[0] == "overdue"
    assert row["source_url"] == "https://djjunggu.go.kr/chief/sub03_05_04.do"
    assert (row["status"], row["status_label"]) == ("", "")


# ── one commitment ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["gaon/small-parks", "gaon/night-bus", "naru/field-school"])
def test_a_commitment_is_the_expected_csv(
    key: str, small: Book, expected: Callable[[str, str], None]
) -> None:
    name, found = key.replace("/", "-"), small.commitments[key]
    long = downloads.commitment_csv(small, found, AS_OF).decode("utf-8-sig").replace("\r\n", "\n")
    expected(f"downloads/{name}.csv", long)


def test_the_long_csv_holds_every_typed_row_and_signals_only_with_a_day(small: Book) -> None:
    found = small.commitments["gaon/small-parks"]
    told = records(downloads.commitment_csv(small, found))
    kinds = [row["kind"] for row in told]
    assert kinds.count("spending") == len(found.spending)
    assert kinds.count("target") == len(found.targets)
    assert kinds.count("outcome") == len(found.outcomes)
    assert kinds.count("milestone") == 3
    assert kinds.count("milestone_done") == 2
    assert "signal" not in kinds
    cost = next(row for row in told if row["item"] == "stated.cost_million_krw")
    assert (cost["value"], cost["unit"], cost["source"]) == ("1200", "백만 원", "gaon-plan")
    field = next(row for row in told if row["item"] == "field")
    assert (field["item_label"], field["text"], field["note"]) == (
        "분야",
        "환경",
        "이 사이트가 적음; 코드 environment",
    )
    goal = next(row for row in told if row["item"] == "pledged.goals[1]")
    assert (goal["text"], goal["source"]) == ("동네마다 쉬는 곳 마련", "gaon-first-plan")
    own = {row["item"].partition("[")[0] for row in told if not row["source_title"]}
    assert own == {"title_en", "field", "keywords", "summary", "gaps", "related"}
    assert all(bool(row["source_url"]) is ("이 사이트가 적음" not in row["note"]) for row in told)


def test_every_column_of_codes_is_named_so_and_its_words_have_the_plain_name() -> None:
    for about in (*downloads.TABLES.values(), downloads.NEWS):
        named = {column.name: column.ko for column in about.columns}
        assert len(set(named.values())) == len(named), about.name
        for column in about.columns:
            if column.type == "code":
                assert column.ko.endswith((" 코드", " id", "임기 번호", "법정동코드")), column
            if column.ko.endswith(" 코드"):
                assert named[f"{column.name}_label"] == column.ko.removesuffix(" 코드"), column
                listed = column.codes and all(code in column.meaning for code in column.codes)
                assert listed or "코드의 우리말은" in column.meaning, column
            assert "terms.yml" not in column.meaning, column


def test_counts_of_what_is_only_said_to_be_going_on_are_not_called_on_track(tmp_path: Path) -> None:
    data = copied(tmp_path)
    path = data / "naru/published_rates.csv"
    text = path.read_text("utf-8").replace(",20,5,,10,,,1,,", ",76,37,,39,,,,,")
    path.write_text(text, "utf-8", newline="")
    (row,) = downloads.Tables(loaded(data), AS_OF).records("published_rates", "naru")
    assert (row["on_track_count"], row["on_track_pct"], row["on_track_formula"]) == (
        39,
        Decimal("100.0"),
        "완료+추진 중",
    )
    named = {column.name: column for column in downloads.TABLES["published_rates"].columns}
    assert named["on_track_count"].meaning == "정상추진, 또는 출처가 ‘추진 중’이라고만 적은 것 (건)"


def test_a_baseline_is_told_with_its_own_date_and_source(book: Book) -> None:
    told = records(downloads.commitment_csv(book, book.commitments["anyang/jobs-plan"]))
    (row,) = (row for row in told if row["kind"] == "baseline")
    assert (row["item_label"], row["value"], row["unit"], row["period"]) == ("고용률", "66.4", "%", "2022-04")
    assert row["source"] == "wowtv-anyang"


def test_the_same_book_gives_the_same_bytes(small: Book, tmp_path: Path) -> None:
    again = loaded(copied(tmp_path))
    for key, commitment in again.commitments.items():
        assert downloads.commitment_csv(again, commitment) == downloads.commitment_csv(
            small, small.commitments[key]
        )
