"""The workbook: every cell is the one of the table, typed; nothing in it runs; the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

import office
from macros import downloads
from macros.downloads import workbook
from macros.model import Book
from macros.problem import Problem

AS_OF = date(2026, 11, 22)
PROBLEM = Problem("notice", "no-as-of", "data/gaon/spending.csv", 2, 1, "기준일이 없습니다.", "적으세요.")


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def made(small: Book) -> downloads.Tables:
    return downloads.Tables(small, AS_OF, (PROBLEM,))


class Given(downloads.Tables):
    """Tables of which only the money of 가온시 has rows, and these are chosen."""

    def records(self, name: str, place: str | None = None) -> tuple[downloads.Record, ...]:
        if name != "spending":
            return ()
        blank: downloads.Record = dict.fromkeys(downloads.headers(name))
        return tuple({**blank, **row} for row in ROWS)


ROWS: list[downloads.Record] = []


def given(small: Book, rows: Iterable[downloads.Record]) -> bytes:
    """A workbook of these rows alone."""
    ROWS[:] = rows
    return workbook.workbook_bytes(Given(small, AS_OF), "gaon")


def cells_of(small: Book, rows: Iterable[downloads.Record]) -> list[dict[str, Cell]]:
    """The cells of the money sheet made from these rows, by the names of their columns."""
    sheet = opened(given(small, rows))["돈"]
    names = downloads.headers("spending")
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def as_cell(value: downloads.Value, type: str) -> Any:
    """What a person at a spreadsheet should find for a value of a record."""
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, Decimal):
        return float(value)
    if type in ("when", "day") and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return datetime.fromisoformat(str(value))
    return value


@pytest.fixture(scope="module", params=[None, "gaon", "naru"])
def place(request: pytest.FixtureRequest) -> str | None:
    found: str | None = request.param
    return found


@pytest.fixture(scope="module")
def whole(small: Book, place: str | None) -> Workbook:
    data = downloads.workbook_bytes(made(small), place, commit="c" * 40, address="https://example.test/")
    return opened(data)


def test_every_cell_is_the_one_of_the_table(small: Book, whole: Workbook, place: str | None) -> None:
    tables = made(small)
    for name, about in downloads.TABLES.items():
        records = tables.records(name, place)
        if place and not records:
            assert about.title not in whole.sheetnames
            continue
        sheet = whole[about.title]
        head = [downloads.workbook_header(column) for column in about.columns]
        wanted = [[as_cell(row[c.name], c.type) for c in about.columns] for row in records]
        assert [list(row) for row in sheet.iter_rows(values_only=True)] == [head, *wanted]


def test_a_sheet_is_ready_to_filter_and_to_print(whole: Workbook) -> None:
    assert whole.active.title == "안내"
    for sheet in whole.worksheets[1:]:
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{last}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert len({cell.value for cell in sheet[1]}) == sheet.max_column


def test_nothing_is_a_formula_or_a_link(whole: Workbook) -> None:
    for sheet in whole.worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_headers_are_korean_with_their_unit() -> None:
    columns = {
        column.name: downloads.workbook_header(column) for column in downloads.TABLES["targets"].columns
    }
    assert (columns["target"], columns["unit"], columns["place_name"]) == ("목표", "단위", "지역")
    money = downloads.TABLES["spending"].columns
    assert "금액 (백만 원)" in [downloads.workbook_header(column) for column in money]


def test_the_guide_says_what_it_is_and_how_to_read_it(whole: Workbook, place: str | None) -> None:
    said = dict(whole["안내"].iter_rows(values_only=True))
    about = {None: "모든 지역", "gaon": "가온시", "naru": "나루군"}[place]
    assert said[f"작은 자료: {about}의 표"] is None
    assert said["계산한 날"] == "2026-11-22"
    assert said["버전(커밋)"] == "c" * 40
    assert said["이용조건"] == "CC BY 4.0"
    assert said["사이트"] == "https://example.test/"
    assert said["빈칸"].startswith("빈칸은 자료 없음(확인한 출처에 없음). 0은 출처에 0이라고 적힌 값입니다.")
    assert said["돈"].endswith(f"CSV: tables/{place}/spending.csv" if place else "CSV: tables/spending.csv")
    assert ("자료 정정" in said.get("뺀 표", "")) is (place == "naru")


def test_the_workbook_of_all_keeps_and_names_a_table_without_rows(small: Book) -> None:
    found = opened(downloads.workbook_bytes(downloads.Tables(small, AS_OF)))
    assert dict(found["안내"].iter_rows(values_only=True))["점검"].endswith(
        "행 없음. CSV: tables/notices.csv"
    )
    assert found["점검"].max_row == 1


def test_the_dictionary_leads_from_a_header_to_the_csv(whole: Workbook, place: str | None) -> None:
    rows = list(whole["자료 사전"].iter_rows(values_only=True))
    assert rows[0] == ("표", "열", "CSV의 열 이름", "종류", "단위", "뜻", "빈칸")
    named = {(row[0], row[2]): row for row in rows[1:]}
    shown = [about for about in downloads.TABLES.values() if about.title in whole.sheetnames]
    assert len(named) == sum(len(about.columns) for about in shown)
    amount = named["돈", "amount_million_krw"]
    assert (amount[1], amount[3], amount[4], amount[6]) == ("금액 (백만 원)", "수", "백만 원", "뜻에 적음")
    assert named["돈", "place"][6] == "없음"
    assert place == "naru" or named["목표", "target"][4] == "‘단위’ 열"


def test_a_number_shows_every_digit_given(small: Book) -> None:
    given = ["345179.40", "0", "-12.5", "123456789012345", "0.0000001", "1000000000000000000"]
    cells = [
        row["amount_million_krw"]
        for row in cells_of(small, [{"amount_million_krw": Decimal(text)} for text in given])
    ]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (345179.4, "#,##0.00"),
        (0, "#,##0"),
        (-12.5, "#,##0.0"),
        (123456789012345, "#,##0"),
        (1e-07, "#,##0.0000000"),
        (10**18, "#,##0"),
    ]


def test_a_number_that_a_spreadsheet_would_round_is_text(small: Book) -> None:
    given = ["1234567890123456", "0.1234567890123456", "-1.000000000000001"]
    rows = cells_of(small, [{"amount_million_krw": Decimal(text)} for text in given])
    cells = [row["amount_million_krw"] for row in rows]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in given]


def test_only_a_full_date_is_a_date(small: Book) -> None:
    texts = ["2024-12", "2024", "2024-Q1", "2023-01-01/2023-12-31", "1900-02-28"]
    first, *rest = [row["as_of"] for row in cells_of(small, [{"as_of": t} for t in ["2024-12-05", *texts]])]
    assert (first.value, first.number_format) == (datetime(2024, 12, 5), "yyyy-mm-dd")
    assert [(cell.value, cell.number_format) for cell in rest] == [(text, "@") for text in texts]


HOSTILE = (
    "=1+1", '=HYPERLINK("https://example.test/")', "+82", "-", "-12.5", "--1", "@x", "\tx", "＝1", "'=1",
    "<script>alert(1)</script>", "{{ x }}", "https://example.test/", "2024-12", "7-1", "001", "1e5", "가\n나", " 가 ", "&amp;",
)  # fmt: skip


def test_text_stays_text_also_when_somebody_edits_it(small: Book) -> None:
    for text, row in zip(HOSTILE, cells_of(small, [{"note": text} for text in HOSTILE]), strict=True):
        cell = row["note"]
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
        assert cell.quotePrefix is bool(text[0] in "=+-@\t＝'")


def test_signs_that_xml_forbids_neither_break_the_file_nor_vanish(small: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(given(small, [{"note": "가\x01나\r다\ufffe"}]))) as parts:
        assert "가_x0001_나_x000D_다_xFFFE_" in parts.read("xl/sharedStrings.xml").decode()
    with pytest.raises(UnicodeEncodeError):
        given(small, [{"note": "가\ud800나"}])


def test_a_text_too_long_for_a_cell_says_that_it_is_cut(small: Book) -> None:
    mark = " … [한 칸에 다 담을 수 없어 줄였습니다. 전체는 spending.csv에 있습니다.]"
    whole, long, wide = cells_of(
        small, [{"note": "가" * 32767}, {"note": "가" * 32768}, {"note": "😀" * 16384}]
    )
    assert whole["note"].value == "가" * 32767
    assert long["note"].value == "가" * (32767 - len(mark)) + mark
    assert wide["note"].value == "😀" * ((32767 - len(mark)) // 2) + mark


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    found = opened(given(small, [{"note": str(number)} for number in range(7)]))
    titles = found.sheetnames[1:-1]
    assert titles == ["돈", "돈 (2)", "돈 (3)"]
    at = downloads.headers("spending").index("note")
    notes = [row[at].value for title in titles for row in found[title].iter_rows(min_row=2)]
    assert notes == [str(number) for number in range(7)]


def test_the_file_names_its_licence_and_nobody(whole: Workbook) -> None:
    about = whole.properties
    assert about.description == "이용조건: CC BY 4.0. https://example.test/"
    assert about.created == about.modified == datetime(2026, 11, 22)
    assert not about.creator
    assert not about.lastModifiedBy


PRINT_DIGEST = """
import hashlib
from datetime import date
from pathlib import Path
from macros import downloads
from macros.load import load_book
tables = downloads.Tables(load_book(Path("tests/small/data")).book, date(2026, 11, 22))
print(hashlib.sha256(downloads.workbook_bytes(tables)).hexdigest())
"""


def test_the_same_tables_give_the_same_bytes_in_any_process(small: Book) -> None:
    first, second = (downloads.workbook_bytes(downloads.Tables(small, AS_OF)) for _ in range(2))
    assert first == second
    done = subprocess.run([sys.executable, "-c", PRINT_DIGEST], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_a_place_that_is_none_is_an_error(small: Book) -> None:
    with pytest.raises(KeyError):
        downloads.workbook_bytes(made(small), "nowhere")


def test_the_title_of_every_table_can_name_a_sheet() -> None:
    for about in downloads.TABLES.values():
        assert len(about.title) <= 26  # room for “ (12)”
        assert not set(about.title) & set("[]:*?/\\'")
        assert about.title not in (workbook.GUIDE, workbook.DICTIONARY)


def test_the_judge_sees_a_formula_and_a_cell_that_is_not_the_same(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=1+1", "글"])
    book.save(tmp_path / "a.xlsx")
    assert office.formulas(tmp_path / "a.xlsx") == 1
    given = [["가", "001"], ["나", "-"]]
    assert office.told("표", given, [["가", "001"], ["나", "-"], ["", ""]], office.same_text) == []
    assert office.told("표", given, [["가", "1"], ["나", "-"]], office.same_text) == [
        "표 1행 2열: '001' → '1'"
    ]
    assert office.told("표", given, [["가", "001"]], office.same_text) == [
        "표: 2행이 1행이 되었습니다 · rows"
    ]
    assert office.same_value("1,234.50", "1234.5")
    assert not office.same_value("7-1", "2026-07-01")
