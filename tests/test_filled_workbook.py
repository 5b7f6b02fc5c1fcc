"""The workbook that a department fills in: what it looks like, what comes back from it, what is refused and how."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import workbook
from macros.intake import Refused, proposed
from macros.intake.workbook import (
    SHEETS,
    addressed,
    files_of,
    filled,
    workbook_to_fill,
)
from macros.intake.workbook.cells import decimal_text
from macros.intake.workbook.words import code_of, words_of
from macros.load import Files, load_files, load_present
from macros.model import TABLES, columns
from tests.changed import RECORDS, SMALL, copied

DAY = date(2026, 11, 22)
PARKS, BUS = "1-1 작은 공원 열 곳 만들기 (small-parks)", "1-2 밤 버스 두 노선 늘리기 (night-bus)"
REPORT = "가온시, 공약 이행현황 (2025년 9월 말) (gaon-report)"
# the first row to be filled in of each sheet of gaon
MONEY, TARGET, OUTCOME, STATUS, CHANGE, RATE, CORRECTION, SOURCE = 33, 11, 11, 8, 7, 7, 7, 10


@cache
def files() -> Files:
    return load_present(SMALL)


@cache
def given(place: str = "gaon") -> bytes:
    return workbook_to_fill(files(), place, DAY, room=3)


def edited(*changes: Callable[[Any], object], place: str = "gaon") -> bytes:
    """A workbook after changes, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(given(place)))
    for change in changes:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(cells: Mapping[str, Any]) -> Callable[[Any], object]:
    """The change that writes values into cells: `실적!B11` → value."""

    def change(book: Any) -> None:
        for address, value in cells.items():
            sheet, _, cell = address.partition("!")
            book[sheet][cell] = value

    return change


def row(sheet: str, at: int, *values: Any) -> dict[str, Any]:
    """Cells of one row from B on; None leaves a cell blank."""
    letters = "BCDEFGHIJKLMNOP"
    return {f"{sheet}!{letters[n]}{at}": value for n, value in enumerate(values) if value is not None}


def refused(data: bytes) -> list[str]:
    return list(map(str, filled(data, files()).refusals))


def new(data: bytes, before: Files | None = None) -> dict[str, bytes]:
    read = filled(data, before or files())
    assert read.refusals == ()
    return files_of(before or files(), read)


def added(data: bytes, file: str) -> str:
    """What a workbook puts at the end of a ledger of gaon."""
    path = f"data/gaon/{file}"
    after = new(data)[path]
    assert after.startswith(files()[path])
    return after.removeprefix(files()[path]).decode()


def located(data: bytes) -> list[str]:
    """The new errors of a workbook's rows by their cells."""
    read = filled(data, files())
    changed = files_of(files(), read)
    address = addressed({**files(), **changed}, read)
    return [f"{address(each)}: {each.message}" for each in proposed(files(), changed, DAY).errors]


OUTCOME_ROW = row(
    "실적", OUTCOME, PARKS, "새로 연 공원(누계), 곳 (parks)", "2024-12", 7.25, None, "2024-12", REPORT
)


# ── out ─────────────────────────────────────────────────────────────────────────────────────


def test_the_sheets_have_every_ledger_and_every_column_of_the_contract_in_order() -> None:
    assert {sheet.file: tuple(column.name for column in sheet.columns) for sheet in SHEETS} == {
        file: columns(kind) for file, kind in TABLES.items()
    }
    assert [sheet.title for sheet in SHEETS] == [
        "지출", "목표", "실적", "이행 상태", "계획 변경", "발표 이행률", "정정", "출처",
    ]  # fmt: skip
    heads = {sheet.title: [column.head for column in sheet.columns] for sheet in SHEETS}
    assert heads["지출"] == [
        "공약 *", "금액의 종류 *", "연도 *", "재원 *", "금액 (백만 원)", "기준일", "출처 *", "설명",
    ]  # fmt: skip
    assert heads["발표 이행률"][3:7] == ["발표값 (%) *", "셈한 바탕 *", "전체 공약 수 (건)", "완료 (건)"]
    assert all(len(sheet.example) == len(sheet.columns) for sheet in SHEETS)


def test_two_exports_of_the_same_data_are_the_same_bytes() -> None:
    assert workbook_to_fill(files(), "gaon", DAY, "c0ffee") == workbook_to_fill(
        files(), "gaon", DAY, "c0ffee"
    )


def test_a_sheet_shows_words_and_leaves_room_that_keeps_dates_as_they_are_typed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(given()))
    assert book.sheetnames == ["안내", *(sheet.title for sheet in SHEETS), "_목록", "_이 파일"]
    assert [book[name].sheet_state for name in ("안내", "지출", "_목록", "_이 파일")] == [
        "visible", "visible", "hidden", "hidden",
    ]  # fmt: skip
    money = book["지출"]
    assert [cell.value for cell in money[8]][:9] == [
        "4행", PARKS, "계획", "2024", "총계", 300, "2022-10-31", "가온시, 공약 실천계획 (2022년) (gaon-first-plan)", None,
    ]  # fmt: skip
    assert money["J8"].value == "small-parks/planned/2024/total"
    assert money["F29"].number_format == "#,##0.0"  # 80.5 as it is written
    assert money["F3"].comment.text.startswith(
        "금액 (백만 원)\n금액 (백만 원). 빈칸은 문서의 빈칸, 0은 적힌 0. 쉼표와 ‘원’ 없이"
    )
    assert money.protection.sheet
    assert money.protection.password is None
    assert [money[f"D{at}"].protection.locked for at in (5, 8, MONEY, 400)] == [True, True, False, True]
    assert money.column_dimensions["C"].protection.locked is False  # rows pasted below the room
    assert {money[f"{letter}{MONEY}"].number_format for letter in "BCDEGHI"} == {"@"}
    assert money[f"F{MONEY}"].number_format == "General"
    assert (money.sheet_view.pane.xSplit, money.sheet_view.pane.ySplit) == (2, 4)
    offers = {str(each.sqref): each.formula1 for each in money.data_validations.dataValidation}
    assert offers[f"C{MONEY}:C5000"].startswith("'_목록'!$")
    assert offers[f"H{MONEY}:H5000"].startswith("OFFSET('_목록'!$")
    said = [str(value) for line in book["안내"].iter_rows(values_only=True) for value in line if value]
    assert "2026년 11월 22일의 자료" in said
    assert "https://example.org/pledges/issues" in said
    assert (
        "사람 이름, 주민등록번호, 휴대전화 번호는 어느 칸에도 적지 않습니다. 부서와 직책만 적습니다." in said
    )


def test_the_indicators_of_a_commitment_alone_are_offered_beside_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(given()))
    rule = next(
        each for each in book["실적"].data_validations.dataValidation if str(each.sqref).startswith("C")
    )
    lists = book["_목록"]
    at = next(cell.column for cell in lists[1] if cell.value == "indicators")
    assert [[lists.cell(line, at + n).value for n in range(4)] for line in (2, 3)] == [
        ["밤 버스 이용객, 명 (riders)" if line == 3 else "새로 연 공원(누계), 곳 (parks)", title, start, 1]
        for line, title, start in ((2, PARKS, 0), (3, BUS, 1))
    ]
    assert rule.formula1.count(f"VLOOKUP($B{OUTCOME},") == 2


def test_a_commitment_without_an_indicator_says_so_and_a_city_has_nobody_below_it(tmp_path: Path) -> None:
    data = copied(tmp_path)
    (data / "gaon/pledges/reading.yml").write_text(
        "title: 도서관\nfield: education\nsource: gaon-plan\n", "utf-8"
    )
    own = load_present(data)
    book = load_files(own).book
    assert book is not None
    city = book.places["gaon"]
    assert "lower" not in words_of(book, city)["funds"]
    above = replace(city, about=city.about.model_copy(update={"level": "metropolitan"}))
    assert "lower" in words_of(book, above)["funds"]
    sheet, out = openpyxl.load_workbook(io.BytesIO(workbook_to_fill(own, "gaon", DAY, room=3))), io.BytesIO()
    typed(row("실적", OUTCOME, "도서관 (reading)", "장서", "2024", 7, None, None, REPORT))(sheet)
    sheet.save(out)
    assert [str(each) for each in filled(out.getvalue(), own).refusals] == [
        "실적!C11: 이 공약에는 아직 지표가 없습니다. → 공약 파일(reading.yml)의 indicators에 지표를 먼저 적고 엑셀 파일을 새로 "
        "받으세요. 이 행은 그때 적습니다."
    ]


def test_what_would_be_a_formula_is_text(tmp_path: Path) -> None:
    data = copied(tmp_path)
    with (data / "gaon/targets.csv").open("a", encoding="utf-8") as file:
        file.write("small-parks,parks,2026,,-,2023-01-31,gaon-plan,\n")
    made = workbook_to_fill(load_present(data), "gaon", DAY)
    cell = openpyxl.load_workbook(io.BytesIO(made))["목표"]["F11"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("-", "s", True)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        shown = [parts.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, 10)]
    assert not any(b"<f>" in sheet for sheet in shown)


def test_a_place_that_is_none_and_data_that_cannot_be_read_give_no_workbook() -> None:
    with pytest.raises(Refused, match=r"^없는 지역입니다: ‘gaom’\. 있는 지역: gaon, naru$"):
        workbook_to_fill(files(), "gaom", DAY)
    broken = {**files(), "data/gaon/targets.csv": b"commitment\n"}
    with pytest.raises(Refused, match=r"자료에 오류가 있어 엑셀 파일을 만들지 않았습니다\. 먼저 고치세요\.$"):
        workbook_to_fill(broken, "gaon", DAY)


# ── out and back ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["gaon", "naru"])
def test_an_untouched_workbook_changes_nothing(place: str) -> None:
    read = filled(given(place), files(), place)
    assert (read.rows, read.mended, read.refusals, read.remarks) == ((), (), (), ())
    assert files_of(files(), read) == {}


def test_the_longest_ledger_of_the_real_data_changes_nothing() -> None:
    present = load_present(RECORDS)
    longest = max(
        (path for path in present if path.endswith("spending.csv")), key=lambda path: len(present[path])
    )
    _unchanged(present, longest.split("/")[1])


@pytest.mark.judged
def test_no_place_of_the_real_data_is_changed_by_its_untouched_workbook() -> None:
    present = load_present(RECORDS)
    loaded = load_files(present).book
    assert loaded is not None
    for place in loaded.places:
        _unchanged(present, place)


def _unchanged(present: Files, place: str) -> None:
    read = filled(workbook_to_fill(present, place, DAY, room=3), present, place)
    assert (read.rows, read.mended, read.refusals) == ((), (), ())


def test_numbers_and_texts_of_untouched_rows_stay_as_they_are_written(tmp_path: Path) -> None:
    data = copied(tmp_path)
    lines = 'small-parks,parks,2026,1500.0,,,gaon-plan,\nsmall-parks,parks,2027,0.10,,,gaon-plan,"둘째 줄,\n쉼표"\nnight-bus,riders,2026,123456789.012345,,,gaon-plan,x_x000D_y\n'
    path = data / "gaon/targets.csv"
    path.write_bytes(path.read_bytes() + lines.encode())
    before = load_present(data)
    book = openpyxl.load_workbook(io.BytesIO(workbook_to_fill(before, "gaon", DAY)))
    assert book["목표"]["E13"].value == 123456789.012345
    typed(row("목표", 14, BUS, "riders", "2027", 0.3, None, None, REPORT))(book)
    out = io.BytesIO()
    book.save(out)
    after = new(out.getvalue(), before)["data/gaon/targets.csv"]
    assert after == before["data/gaon/targets.csv"] + b"night-bus,riders,2027,0.3,,,gaon-report,\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1500, "1500"), (1500.0, "1500"), (40.2, "40.2"), (1e-6, "0.000001"), (0, "0"), (-0.5, "-0.5"),
     (123456789012.5, "123456789012.5"), (0.1 + 0.2, "0.3"), (1e15, "1000000000000000")],
)  # fmt: skip
def test_a_number_is_read_as_the_shortest_decimal(value: float, text: str) -> None:
    assert decimal_text(value)[0] == text


def test_digits_that_no_spreadsheet_shows_are_told() -> None:
    told = "담긴 값 0.30000000000000004에서 엑셀이 보이는 열다섯 자리만 읽었습니다."
    assert decimal_text(0.1 + 0.2) == ("0.3", told)


# ── what a person typed ─────────────────────────────────────────────────────────────────────


def test_rows_of_every_sheet_become_rows_of_their_ledgers() -> None:
    source = "가온시, 공약 이행현황 (2024년 12월) (gaon-december)"
    data = edited(
        typed(OUTCOME_ROW),
        typed({**row("지출", MONEY, BUS, "집행", "임기 후", "시비", 0, "2025", source, " 적힌 0 "), f"지출!D{MONEY}": "임기 후"}),
        typed(row("목표", TARGET, BUS, "밤 버스 이용객, 명 (riders)", 2025, "14000", None, "2023-01", REPORT)),
        typed(row("이행 상태", STATUS, PARKS, "완료", "완료", "2025-12-31", None, None, source)),
        typed(row("계획 변경", CHANGE, BUS, "2024-05", "그 밖", None, "두 노선", "세 노선", "이용객이 늘어", None, "미승인", source)),
        typed(row("발표 이행률", RATE, "민선 8기 (8)", "2025-12", "이행률", 97.5, "평균", None, None, None, None, None, None, None, None, source)),
        typed(row("출처", SOURCE, "gaon-december", "가온시", "공약 이행현황 (2024년 12월)", None, "2025-01", datetime(2026, 11, 22), "기관 자료")),
        lambda book: setattr(book["출처"][f"G{SOURCE}"], "number_format", "yyyy\\-mm\\-dd"),
    )  # fmt: skip
    after = new(data)
    assert {path: each.removeprefix(files()[path]).decode() for path, each in after.items()} == {
        "data/gaon/spending.csv": "night-bus,executed,after_term,own,0,2025,gaon-december,적힌 0\n",
        "data/gaon/targets.csv": "night-bus,riders,2025,14000,,2023-01,gaon-report,\n",
        "data/gaon/outcomes.csv": "small-parks,parks,2024-12,7.25,,2024-12,gaon-report,\n",
        "data/gaon/statuses.csv": "small-parks,completed,완료,2025-12-31,,,gaon-december,\n",
        "data/gaon/changes.csv": "night-bus,2024-05,other,,두 노선,세 노선,이용객이 늘어,,rejected,gaon-december\n",
        "data/gaon/published_rates.csv": "8,2025-12,이행률,97.5,mean,,,,,,,,,gaon-december,\n",
        "data/gaon/sources.csv": "gaon-december,가온시,공약 이행현황 (2024년 12월),,2025-01,2026-11-22,official,,,\n",
    }
    assert filled(data, files()).remarks == (f"출처!G{SOURCE}: 날짜 칸을 2026-11-22로 읽었습니다.",)
    assert located(data) == []


def test_the_first_row_of_a_ledger_makes_its_file() -> None:
    values = row(
        "이행 상태", 6, "들판 학교 (field-school)", "완료", "완료", "2026", None, None, "naru-school"
    )
    after = new(edited(typed(values), place="naru"))
    assert after == {
        "data/naru/statuses.csv": (
            "commitment,status,raw,as_of,reason,decided_by,source,note\n"
            "field-school,completed,완료,2026,,,naru-school,\n"
        ).encode()
    }


def test_two_codes_of_the_same_name_are_told_apart() -> None:
    place = (
        files()["data/gaon/place.yml"].decode().replace("province_or_metro: 도비", "province_or_metro: 시비")
    )
    book = load_files({**files(), "data/gaon/place.yml": place.encode()}).book
    assert book is not None
    funds = words_of(book, book.places["gaon"])["funds"]
    assert [funds[code] for code in ("national", "province_or_metro", "own")] == [
        "국비", "시비 (province_or_metro)", "시비 (own)",
    ]  # fmt: skip


def test_codes_and_bare_titles_are_understood_as_well_as_what_the_lists_offer() -> None:
    data = edited(
        typed(
            {
                **OUTCOME_ROW,
                f"실적!B{OUTCOME}": "작은공원 열곳 만들기 (small-parks)",
                f"실적!C{OUTCOME}": "parks",
            }
        )
    )
    assert added(data, "outcomes.csv") == "small-parks,parks,2024-12,7.25,,2024-12,gaon-report,\n"


def test_a_ledger_is_known_by_the_word_of_its_sheet_and_by_that_of_the_pages() -> None:
    shown = {"spending.csv": "지출 (spending.csv)", "corrections.csv": "정정 (corrections.csv)"}
    for text in ("지출", "돈", "금액", "spending.csv"):
        assert code_of(text, shown, free=False, hint="") == "spending.csv"
    assert code_of("자료 정정", shown, free=False, hint="") == "corrections.csv"


def test_blank_rows_between_and_rows_pasted_below_the_room_are_read() -> None:
    low = {key.replace(str(OUTCOME), "300"): value for key, value in OUTCOME_ROW.items()}
    data = edited(typed({**low, "실적!D300": "2025-06\xa0", "실적!I300": "\u3000끝 "}), typed(OUTCOME_ROW))
    assert added(data, "outcomes.csv") == (
        "small-parks,parks,2024-12,7.25,,2024-12,gaon-report,\n"
        "small-parks,parks,2025-06,7.25,,2024-12,gaon-report,끝\n"
    )


def test_the_same_workbook_brought_in_twice_adds_its_rows_once() -> None:
    data = edited(typed(OUTCOME_ROW))
    after = {**files(), **new(data)}
    read = filled(data, after)
    assert (read.rows, read.refusals) == ((), ())
    assert read.remarks == (f"실적!{OUTCOME}행: 이미 실린 행이라 뺐습니다.",)


def test_a_locked_row_copied_with_its_mark_is_a_new_row() -> None:
    data = edited(typed({**OUTCOME_ROW, f"실적!A{OUTCOME}": "2행"}))
    assert added(data, "outcomes.csv") == "small-parks,parks,2024-12,7.25,,2024-12,gaon-report,\n"


# ── what is refused, with the cell ──────────────────────────────────────────────────────────

_NEXT = f"{OUTCOME}"


def _formed(address: str, value: Any, form: str) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        sheet, _, cell = address.partition("!")
        book[sheet][cell] = value
        book[sheet][cell].number_format = form

    return change


def test_every_cell_that_cannot_be_read_is_told_at_once_with_what_to_do() -> None:
    line = {
        n: {key.replace(_NEXT, str(OUTCOME + n)): value for key, value in OUTCOME_ROW.items()}
        for n in range(12)
    }
    data = edited(
        *(typed(line[n]) for n in range(12)),
        typed({"실적!B11": "1-1 작은 공원 열 곳 만들기 (small-park)"}),
        typed({"실적!C12": "밤 버스 이용객, 명 (riders)"}),
        typed({"실적!E13": "=3+4"}),
        typed({"실적!E14": "#N/A"}),
        typed({"실적!E15": True}),
        _formed("실적!E16", 0.55, "0.0%"),
        _formed("실적!E17", 1500000, "#,##0,"),
        _formed("실적!E18", datetime(2024, 7, 1), "mm-dd-yy"),
        _formed("실적!D19", datetime(2024, 12, 1), "mmm-yy"),
        _formed("실적!D20", datetime(2026, 12, 1), 'm"월" d"일"'),
        _formed("실적!D21", 46348, "@"),
        _formed("실적!D22", time(7, 1), "h:mm"),
        typed(
            {"실적!H14": "가온시, 공약 이행현황 (2025년 10월 말)", "실적!K13": "밀린 칸", "실적!A12": "99행"}
        ),
        typed(row("지출", MONEY, PARKS, "집햅", "2025", "국비", 10, None, REPORT)),
        _formed(f"지출!D{MONEY}", datetime(2025, 1, 1), "yyyy\\-mm\\-dd"),
        typed(row("이행 상태", STATUS, None, "정상추진중", "정상", None, None, None, "없는 곳")),
    )
    assert refused(data) == [
        "지출!C33: 목록에 없는 말입니다: ‘집햅’. 혹시 ‘집행’인가요? → 이 가운데에서 고르세요: 계획, 확보, 집행",
        "지출!D33: 엑셀이 날짜로 바꾼 칸입니다: 2025-01-01. → 칸의 서식을 ‘텍스트’로 바꾸고 처음 적으려던 대로 다시 적으세요. 7-1 같은 글은 엑셀이 날짜로 바꿉니다.",
        "실적!B11: 목록에 없는 말입니다: ‘1-1 작은 공원 열 곳 만들기 (small-park)’. 혹시 ‘1-1 작은 공원 열 곳 만들기 (small-parks)’인가요? → 이 가운데에서 고르세요: 1-1 작은 공원 열 곳 만들기 (small-parks), 1-2 밤 버스 두 노선 늘리기 (night-bus)",
        "실적!A12: ‘구분’ 칸에 모르는 말이 있습니다: ‘99행’. → 새 행이면 이 칸을 비우세요.",
        "실적!C12: 목록에 없는 말입니다: ‘밤 버스 이용객, 명 (riders)’. → 이 가운데에서 고르세요: 새로 연 공원(누계), 곳 (parks)",
        "실적!E13: 계산식이 들어 있습니다: ‘=3+4’. → 셈한 값을 적으세요. 칸을 복사해 ‘값만 붙여넣기’를 하면 됩니다.",
        "실적!K13: 열 밖의 칸에 값이 있습니다: ‘밀린 칸’. → 칸이 밀렸는지 보고, 열 안으로 옮기거나 지우세요. 설명은 ‘설명’ 칸에 적습니다.",
        "실적!E14: 엑셀의 오류 값입니다: ‘#N/A’. → 출처에 적힌 값을 적거나 비워 두세요.",
        "실적!H14: 목록에 없는 말입니다: ‘가온시, 공약 이행현황 (2025년 10월 말)’. 혹시 ‘가온시, 공약 이행현황 (2025년 9월 말) (gaon-report)’인가요? → 목록에서 고르세요. 새 출처는 ‘출처’ 시트에 먼저 적으면 목록에 나타납니다.",
        "실적!E15: 참·거짓 값입니다: ‘TRUE’. → 글이나 수를 적으세요.",
        "실적!E16: % 서식의 칸이라 보이는 수(55%)와 담긴 수(0.55)가 다릅니다. → 칸의 서식을 ‘일반’으로 바꾸고 % 없이 수만 적으세요. 예: 55",
        "실적!E17: 천 단위로 줄여 보이는 서식이라 보이는 수와 담긴 수(1500000)가 다릅니다. → 칸의 서식을 ‘일반’으로 바꾸고 머리글의 단위로 다시 적으세요.",
        "실적!E18: 엑셀이 날짜로 바꾼 칸입니다: 2024-07-01. → 칸의 서식을 ‘일반’으로 바꾸고 수를 다시 적으세요.",
        "실적!D19: 엑셀이 날짜로 바꾼 칸이어서 어디까지 적혔는지 알 수 없습니다. → 칸의 서식을 ‘텍스트’로 바꾸고 2024-12인지 2024-12-01인지 출처에 적힌 대로 다시 적으세요.",
        "실적!D20: 엑셀이 날짜로 바꾼 칸이어서 어디까지 적혔는지 알 수 없습니다. → 칸의 서식을 ‘텍스트’로 바꾸고 2026-12인지 2026-12-01인지 출처에 적힌 대로 다시 적으세요.",
        "실적!D21: 날짜가 아니라 엑셀의 날짜 번호입니다: 46348(2026-11-22). → 칸의 서식을 ‘텍스트’로 바꾸고 2026-11-22처럼 출처에 적힌 대로 다시 적으세요.",
        "실적!D22: 시각이나 시간 값입니다: ‘07:01:00’. → 칸의 서식을 ‘텍스트’로 바꾸고 다시 적으세요. 출처에 적힌 만큼만. 예: 2025, 2025-Q3, 2025-09",
        "이행 상태!B8: 꼭 적어야 하는 값이 없습니다: 공약. → 값을 적으세요. 모르는 값이면 이 행을 싣지 마세요.",
        "이행 상태!C8: 목록에 없는 말입니다: ‘정상추진중’. 혹시 ‘정상추진’인가요? → 이 가운데에서 고르세요: 완료, 이행 후 계속추진, 정상추진, 일부추진, 보류, 폐기, 기타, 자료 없음",
        "이행 상태!H8: 목록에 없는 말입니다: ‘없는 곳’. → 목록에서 고르세요. 새 출처는 ‘출처’ 시트에 먼저 적으면 목록에 나타납니다.",
    ]


# ── the sheets themselves ───────────────────────────────────────────────────────────────────


def _anew(book: Any, sheet: str, *, without: int = 0, beside: int = 0) -> Worksheet:
    """A sheet with a column taken out, or one put in, as a person who lifted the protection would."""
    paper: Worksheet = book[sheet]
    paper.delete_cols(without) if without else paper.insert_cols(beside)
    return paper


def test_sheets_and_heads_that_are_not_as_they_were_are_told_at_once() -> None:
    def spoil(book: Any) -> None:
        book["지출"]["F3"] = "금액 (천 원)"
        book["목표"]["E4"] = "targets"
        _anew(book, "실적", beside=4)
        _anew(book, "이행 상태", without=4)
        book["계획 변경"].title = "계획변경(수정)"
        book["발표 이행률"].merge_cells("D7:E8")
        book["정정"].delete_rows(4)
        book["출처"]["C4"], book["출처"]["D4"] = "title", "publisher"
        book.create_sheet("메모")["A1"] = "전화할 것"
        book.create_sheet("Sheet1")

    assert refused(edited(spoil)) == [
        "지출!F3: 머리글이 바뀌었습니다: ‘금액 (천 원)’. → ‘금액 (백만 원)’으로 되돌리고, 그 열의 값이 이 뜻과 단위로 적혔는지 확인하세요.",
        "목표!4행: 열이 없습니다: target(목표 (지표의 단위)). → 지운 열을 되돌리세요.",
        "목표!E4: 모르는 열입니다: ‘targets’. 혹시 target인가요? → 열을 끼우거나 이름을 바꾸지 마세요.",
        "실적!D4: 열이 밀렸거나 순서가 다릅니다: ‘period’ 자리에 빈칸. → 열을 끼우거나 옮기지 마세요. 새로 받은 파일에 옮겨 적으세요.",
        "이행 상태!4행: 열이 없습니다: raw(출처에 적힌 말). → 지운 열을 되돌리세요.",
        "계획 변경: 시트가 없습니다. → 시트 이름을 되돌리거나, 새로 받은 파일에 옮겨 적으세요.",
        "발표 이행률!D7: 병합한 칸이 있습니다: D7:E8. → 병합을 풀고 칸마다 적으세요.",
        "정정: 열 이름이 있는 행을 찾을 수 없습니다. → 새로 받은 파일에 새 행만 옮겨 적으세요.",
        "출처!C4: 열이 밀렸거나 순서가 다릅니다: ‘publisher’ 자리에 ‘title’. → 열을 끼우거나 옮기지 마세요. 새로 받은 파일에 옮겨 적으세요.",
        "메모: 모르는 시트입니다. → 받은 파일의 시트에만 적고, 이 시트는 지우거나 이름을 되돌리세요.",
        "계획변경(수정): 모르는 시트입니다. 혹시 ‘계획 변경’인가요? → 받은 파일의 시트에만 적고, 이 시트는 지우거나 이름을 되돌리세요.",
    ]


def test_locked_rows_may_be_neither_changed_nor_taken_away_nor_the_example_used() -> None:
    def spoil(book: Any) -> None:
        money, outcome = book["지출"], book["실적"]
        money["F8"] = 310
        money["C9"] = "확보"
        money["H10"] = "=A1"
        for cell in money[12]:
            cell.value = None
        outcome["E5"] = 12
        outcome.delete_rows(7)
        book["목표"].delete_rows(6, 5)
        for cell in book["이행 상태"][7][1:]:
            cell.value = None

    assert refused(edited(spoil)) == [
        "지출: 실린 행이 없어졌습니다: 8행 (small-parks/planned/2024/total). → 실린 행은 지우지 않습니다. 되돌리거나, 새로 받은 파일에 새 행만 옮겨 적으세요.",
        "지출!F8: 실린 값이 바뀌었습니다: ‘300’ → ‘310’. → 되돌리세요. 계획이 바뀐 것이면 새 행을 더하고 ‘계획 변경’에 적으세요. 잘못 실린 값이면 ‘정정’ 시트에 이렇게 적으세요: 파일 지출, 행 이름 small-parks/planned/2024/total, 열 금액 (백만 원) (amount_million_krw), 고치기 전 300, 고친 뒤 310",
        "지출!C9: 실린 값이 바뀌었습니다: ‘계획’ → ‘확보’. → 되돌리세요. 계획이 바뀐 것이면 새 행을 더하고 ‘계획 변경’에 적으세요. 잘못 실린 값이면 ‘정정’ 시트에 이렇게 적으세요: 파일 지출, 행 이름 small-parks/planned/2025/total, 열 금액의 종류 (measure), 고치기 전 planned, 고친 뒤 secured",
        "지출!H10: 실린 값이 바뀌었습니다: 계산식이 들어 있습니다: ‘=A1’. → 원래대로 되돌리세요: ‘가온시, 공약 실천계획 (2023년 변경) (gaon-plan)’",
        "목표: 실린 행 5개가 없어졌습니다: 2행, 3행, 4행 등. → 실린 행은 지우지 않습니다. 되돌리거나, 새로 받은 파일에 새 행만 옮겨 적으세요.",
        "실적: 실린 행이 없어졌습니다: 3행 (small-parks/parks/2024). → 실린 행은 지우지 않습니다. 되돌리거나, 새로 받은 파일에 새 행만 옮겨 적으세요.",
        "실적!E5: 예시 행이 바뀌었습니다. → 예시 행은 싣지 않습니다. 아래의 노란 칸에 적고 이 행은 되돌리세요.",
        "이행 상태!7행: 실린 행이 없어졌습니다: 3행 (night-bus). → 실린 행은 지우지 않습니다. 되돌리거나, 새로 받은 파일에 새 행만 옮겨 적으세요.",
    ]


def test_a_locked_cell_may_change_with_a_correction_that_says_so() -> None:
    fix = row(
        "정정",
        CORRECTION,
        "2026-11-20",
        "실적 (outcomes.csv)",
        "night-bus/riders/2024",
        "실적 (지표의 단위) (value)",
        12500,
        "12600",
        "옮겨 적다 틀림",
    )
    data = edited(typed({**fix, "실적!E9": 12600}))
    after = new(data)
    assert after == {
        "data/gaon/outcomes.csv": files()["data/gaon/outcomes.csv"].replace(b",12500,", b",12600,"),
        "data/gaon/corrections.csv": files()["data/gaon/corrections.csv"]
        + "2026-11-20,outcomes.csv,night-bus/riders/2024,value,12500,12600,옮겨 적다 틀림\n".encode(),
    }
    assert new(data, {**files(), **after}) == {}
    moved = {
        **files(),
        "data/gaon/outcomes.csv": files()["data/gaon/outcomes.csv"].replace(b",12500,", b",1,"),
    }
    with pytest.raises(
        Refused, match=r"^실적!E9: 엑셀 파일을 만든 뒤에 이 행이 바뀌었습니다\. 새로 받은 파일에"
    ):
        new(data, moved)


def test_a_correction_of_nothing_is_refused() -> None:
    def line(n: int, key: str, before: str, after: str) -> dict[str, Any]:
        return row(
            "정정", CORRECTION + n, "2026-11-20", "실적 (outcomes.csv)", key, "value", before, after, "틀림"
        )

    data = edited(
        typed(line(0, "night-bus/riders/2024", "12500", "12600")),
        typed(line(1, "night-bus/riders/2025", "12500", "12600")),
        typed(line(2, "night-bus/riders/2023", "8000", "8500")),
    )
    assert refused(data) == [
        "정정!G7: 정정한다고 적었지만 ‘실적’ 시트의 값은 그대로입니다. → [검토] › [시트 보호 해제]를 누르고 그 칸을 ‘12600’으로 고치세요.",
        "정정!D8: 없는 행입니다: ‘night-bus/riders/2025’. → ‘실적’ 시트에서 그 행의 오른쪽 끝에 있는 ‘행 이름’을 옮겨 적으세요.",
        "정정!F9: 고치기 전의 값이 다릅니다. 실린 값: ‘9000’. → 실린 값을 그대로 옮겨 적으세요.",
    ]


def test_values_that_the_checks_refuse_are_told_by_their_cells() -> None:
    data = edited(
        typed({**OUTCOME_ROW, f"실적!E{OUTCOME}": "1,500", f"실적!G{OUTCOME}": "Dec-24"}),
        typed(
            row(
                "지출",
                MONEY,
                PARKS,
                "계획",
                "2025",
                "도비",
                "1500원",
                "2023-01-31",
                "gaon-plan",
                "=HYPERLINK(1)",
            )
        ),
        typed(row("지출", MONEY + 1, PARKS, "계획", "2025", "시비", "200", "2023-01-31", "gaon-plan")),
        typed(row("목표", TARGET, BUS, "riders", "25년", "15%", None, "2025. 3.", REPORT)),
        typed(
            row("이행 상태", STATUS, PARKS, "보류", "보류", "2025-12-31", "홍 길 동", "010-1234-5678", REPORT)
        ),
        typed(
            row(
                "출처",
                SOURCE,
                "가온 보고",
                "가온시",
                "보고",
                "www.gaon.example",
                None,
                "2025-11-01",
                "기관 자료",
                "010-1234-5678",
            )
        ),
        lambda book: setattr(book["지출"][f"I{MONEY}"], "data_type", "s"),
    )
    assert located(data) == [
        "실적!E11: value(실적): 수에 쉼표가 있습니다: ‘1,500’.",
        "실적!G11: as_of(기준일): 엑셀이 날짜로 바꾼 글자입니다: ‘Dec-24’.",
        "출처!B10: id(이름): 이름(id)으로 쓸 수 없는 글자가 있습니다: ‘가온 보고’.",
        "출처!E10: url(주소): 주소가 바르지 않습니다: ‘www.gaon.example’.",
        "출처!I10: licence: 휴대전화 번호로 보이는 숫자가 있습니다.",
        "지출!F33: amount_million_krw(금액): 수가 아닙니다: ‘1500원’.",
        "지출!I33: note(설명): 엑셀이 계산식으로 여기는 글자(‘=’)로 시작합니다.",
        "지출!34행: 17행과 같은 행입니다: small-parks, planned, 2025, own, 2023-01-31, gaon-plan.",
        "이행 상태!F8: reason: 한 글자씩 띄어 쓴 세 글자가 있습니다. 사람 이름일 수 있습니다.",
        "이행 상태!G8: decided_by: 휴대전화 번호로 보이는 숫자가 있습니다.",
        "목표!D11: year(연도): 연도가 아닙니다: ‘25년’.",
        "목표!E11: target(목표): 수에 % 표시가 있습니다: ‘15%’.",
        "목표!G11: as_of(기준일): 날짜로 읽을 수 없습니다: ‘2025. 3.’.",
    ]


def test_a_sum_that_no_longer_holds_is_told_at_the_row_where_its_total_stands() -> None:
    data = edited(typed(row("지출", MONEY, BUS, "계획", "2025", "총계", 9, "2023-01-31", "gaon-plan")))
    assert located(data) == [
        "지출!F28: 계획 금액을 해마다 더하면 40.2 + 40.3 + 9 = 89.5인데 총계는 80.5입니다 (단위: 백만 원).",
    ]


def test_a_hidden_row_or_column_with_new_values_is_refused() -> None:
    def hide(book: Any) -> None:
        book["실적"].row_dimensions[OUTCOME].hidden = True
        book["실적"].column_dimensions["F"].hidden = True

    data = edited(typed({**OUTCOME_ROW, f"실적!F{OUTCOME}": "글"}), hide)
    assert refused(data) == [
        "실적!11행: 숨긴 행에 값이 있습니다. → 행의 숨기기나 필터를 풀고 값을 확인한 뒤 다시 저장하세요.",
        "실적!F11: 숨긴 열에 값이 있습니다. → 열의 숨기기를 풀고 값을 확인한 뒤 다시 저장하세요.",
    ]


# ── the file itself ─────────────────────────────────────────────────────────────────────────


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "파일이 비어 있습니다."),
        (_OLD + b"Workbook", "옛 엑셀 형식(.xls)이거나 다른 오피스 파일입니다."),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "암호가 걸린 파일입니다."),
        ("공약,지표\n".encode("cp949"), "엑셀 파일이 아니라 CSV로 보입니다."),
        (b"<html><table>", "엑셀 파일이 아니라 웹 문서나 XML입니다."),
        (b"%PDF-1.7", "엑셀 파일(.xlsx)이 아닙니다."),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "LibreOffice 형식(.ods)입니다."),
        (_zip(xl__workbook=b""), "압축 파일이지만 엑셀 파일이 아닙니다."),
        (_zip(**{"xl__workbook.bin": b""}), "엑셀 바이너리 형식(.xlsb)입니다."),
        (_zip(**{"xl__workbook.xml": b"http://purl.oclc.org/ooxml/main"}), "‘Strict Open XML’ 형식입니다."),
        (_zip(**{"xl__workbook.xml": b"<"}), "파일이 깨져 읽을 수 없습니다."),
        (b"PK\x03\x04", "파일이 깨져 읽을 수 없습니다."),
    ],
)
def test_a_file_that_is_no_workbook_is_called_by_its_name(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        filled(data, files())
    assert (str(refusal.value), refusal.value.tip[-1]) == (message, ".")


def test_a_broken_and_a_strange_workbook_and_that_of_another_place_are_refused() -> None:
    strange = io.BytesIO()
    openpyxl.Workbook().save(strange)
    for data, place, message in (
        (given()[:-400], None, "파일이 깨져 읽을 수 없습니다."),
        (strange.getvalue(), None, "이 사이트가 만든 파일이 아닙니다."),
        (given("naru"), "gaon", "다른 지역의 파일입니다: ‘naru’."),
    ):
        with pytest.raises(Refused) as refusal:
            filled(data, files(), place)
        assert str(refusal.value) == message
    gone = {path: each for path, each in files().items() if not path.startswith("data/naru/")}
    with pytest.raises(Refused, match=r"^자료에 없는 지역의 파일입니다: ‘naru’\.$"):
        filled(given("naru"), gone)


# ── the command ─────────────────────────────────────────────────────────────────────────────


def test_the_command_shows_then_writes_what_was_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, sheet = copied(tmp_path), tmp_path / "적은 것.xlsx"
    sheet.write_bytes(edited(typed(OUTCOME_ROW)))
    before = load_present(data)
    assert workbook.main(["import", str(sheet), "--data", str(data)]) == 0
    assert load_present(data) == before
    assert workbook.main(["import", str(sheet), "--data", str(data), "--write"]) == 0
    shown, written = capsys.readouterr().out.split(
        "아직 쓰지 않았습니다. 파일 1개를 쓰려면 --write를 붙여 다시 실행하세요.\n"
    )
    assert written == shown + "파일 1개를 썼습니다.\n"
    assert shown.startswith(
        "적은 것.xlsx: gaon의 자료(2026-11-22)로 만든 파일입니다.\ndata/gaon/outcomes.csv\n     7 + small-parks,parks,2024-12,7.25,,2024-12,gaon-report,\n"
    )
    changed = {path: each for path, each in load_present(data).items() if each != before[path]}
    assert changed == new(sheet.read_bytes())


def test_the_command_tells_everything_at_once_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, sheet = copied(tmp_path), tmp_path / "filled.xlsx"
    wrong = {**OUTCOME_ROW, f"실적!E{OUTCOME}": "1,500", f"실적!C{OUTCOME}": "parcs"}
    sheet.write_bytes(
        edited(typed(wrong), typed(row("목표", TARGET, BUS, "riders", "2025", "1,2", None, None, REPORT)))
    )
    before = load_present(data)
    assert workbook.main(["import", str(sheet), "--data", str(data), "--write"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "filled.xlsx: gaon의 자료(2026-11-22)로 만든 파일입니다.",
        "목표!E11 · data/gaon/targets.csv 7행 4열 [오류] target(목표): 수가 아닙니다: ‘1,2’. → 숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요.",
        "실적!C11: 목록에 없는 말입니다: ‘parcs’. 혹시 ‘parks’인가요? → 이 가운데에서 고르세요: 새로 연 공원(누계), 곳 (parks)",
        "실적!E11 · data/gaon/outcomes.csv 7행 4열 [오류] value(실적): 수에 쉼표가 있습니다: ‘1,500’. → 쉼표 없이 1500으로 적으세요.",
        "고칠 곳이 3곳이라 아무것도 쓰지 않았습니다. 엑셀 파일에서 고친 뒤 다시 실행하세요.",
    ]
    assert load_present(data) == before


def test_the_command_exports_a_workbook_and_refuses_what_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "gaon.xlsx"
    assert workbook.main(["export", "--place", "gaon", "--data", str(SMALL), "--output", str(target)]) == 0
    assert filled(target.read_bytes(), files()).rows == ()
    assert workbook.main(["export", "--place", "gaom", "--data", str(SMALL), "--output", str(target)]) == 2
    assert "없는 지역입니다: ‘gaom’. 있는 지역: gaon, naru" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        workbook.main(["import", str(tmp_path / "nothing.xlsx")])
    assert ended.value.code == 2
