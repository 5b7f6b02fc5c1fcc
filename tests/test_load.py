"""Reading data/: every wrong file gives positioned Korean problems and never a traceback; what is sound is kept."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.check import check_data
from macros.load import load_book, load_present
from macros.model import TABLES, Book
from macros.problem import Level, Problem, Where, as_line
from tests.changed import SMALL, Change, added, copied, exchange, exchanged, removed, written
from tests.english import not_english

SPENDING = "gaon/spending.csv"
SHEET = "gaon/pledges/small-parks.yml"
ROW = "small-parks,secured,total,total,900,2025-09-30,gaon-report,"
HEADER = "commitment,measure,year,fund,amount_million_krw,as_of,source,note"
SHEET_NAMES = (
    "쓸 수 있는 이름: title, title_en, no, term, field, keywords, department, summary, source, programme, "
    "classification, pledged, stated, period, participants, actions, indicators, roadmap, milestones, contacts, "
    "events, gaps, remarks, related"
)
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(25)
)


def told(level: Level) -> Callable[..., Problem]:
    return lambda rule, path, line, column, message, tip: Problem(
        level, rule, path, line, column, message, tip
    )


error, notice = told("error"), told("notice")


def row_as(old: str, new: str) -> Change:
    return exchange(SPENDING, ROW, ROW.replace(old, new))


def note(text: str) -> Change:
    return exchange(SPENDING, ROW, ROW + text)


def made_folder(name: str) -> Change:
    def change(data: Path) -> None:
        (data / name).unlink()
        (data / name).mkdir()

    return change


def made_file(name: str) -> Change:
    def change(data: Path) -> None:
        shutil.rmtree(data / name)
        (data / name).write_text("글")

    return change


def in_bytes(name: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda data: (data / name).write_bytes(change((data / name).read_bytes()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copied(tmp_path)


MISSING: tuple[tuple[Change, list[Problem]], ...] = (
    (
        removed("site.yml"),
        [
            error(
                "file-missing",
                "data/site.yml",
                0,
                0,
                "site.yml 파일이 없습니다.",
                "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다.",
            )
        ],
    ),
    (
        removed("naru/place.yml"),
        [
            error(
                "file-missing",
                "data/naru/place.yml",
                0,
                0,
                "place.yml 파일이 없습니다.",
                "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다.",
            )
        ],
    ),
    (
        removed("naru/sources.csv"),
        [
            error(
                "file-missing",
                "data/naru/sources.csv",
                0,
                0,
                "sources.csv 파일이 없습니다.",
                "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다.",
            )
        ],
    ),
    (
        written(SHEET, ""),
        [
            error(
                "file-empty",
                "data/gaon/pledges/small-parks.yml",
                0,
                0,
                "파일이 비어 있습니다.",
                "내용을 적거나, 지워졌다면 되살리세요.",
            )
        ],
    ),
    (
        written(SHEET, " \n\n"),
        [
            error(
                "file-empty",
                "data/gaon/pledges/small-parks.yml",
                0,
                0,
                "파일이 비어 있습니다.",
                "내용을 적거나, 지워졌다면 되살리세요.",
            )
        ],
    ),
    (
        written(SHEET, "# 설명만\n"),
        [
            error(
                "file-empty",
                "data/gaon/pledges/small-parks.yml",
                1,
                0,
                "내용이 없습니다.",
                "data/README.md의 꼴에 맞추어 적으세요.",
            )
        ],
    ),
    (
        written(SPENDING, ""),
        [
            error(
                "file-empty",
                "data/gaon/spending.csv",
                0,
                0,
                "파일이 비어 있습니다.",
                "적을 것이 없으면 파일째 지우세요.",
            )
        ],
    ),
    (
        written("gaon/sources.csv", "\n"),
        [
            error(
                "file-empty",
                "data/gaon/sources.csv",
                0,
                0,
                "파일이 비어 있습니다.",
                "내용을 적거나, 지워졌다면 되살리세요.",
            )
        ],
    ),
)

FOLDER: tuple[tuple[Change, list[Problem]], ...] = (
    (
        written("gaon/spending.xlsx", "PK"),
        [
            error(
                "file-unknown",
                "data/gaon/spending.xlsx",
                0,
                0,
                "모르는 파일입니다: spending.xlsx.",
                "표는 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 저장해 올리고, 원본 파일은 data/ 밖에 두세요.",
            )
        ],
    ),
    (
        written("gaon/계획서.hwp", "x"),
        [
            error(
                "file-unknown",
                "data/gaon/계획서.hwp",
                0,
                0,
                "모르는 파일입니다: 계획서.hwp.",
                "표는 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 저장해 올리고, 원본 파일은 data/ 밖에 두세요.",
            )
        ],
    ),
    (
        written("gaon/spendings.csv", "x"),
        [
            error(
                "file-unknown",
                "data/gaon/spendings.csv",
                0,
                0,
                "모르는 파일입니다: spendings.csv.",
                "혹시 spending.csv인가요? 이름을 고치세요.",
            )
        ],
    ),
    (
        written("memo.txt", "x"),
        [
            error(
                "file-unknown",
                "data/memo.txt",
                0,
                0,
                "모르는 파일입니다: memo.txt.",
                "자료가 아니면 data/ 밖으로 옮기거나 지우세요.",
            )
        ],
    ),
    (
        written("Gaon City/place.yml", "name: x"),
        [
            error(
                "file-name",
                "data/Gaon City",
                0,
                0,
                "지역 폴더의 이름이 바르지 않습니다: Gaon City.",
                "폴더 이름은 영문 소문자, 숫자, 붙임표로 적으세요. 예: daejeon-junggu",
            )
        ],
    ),
    (
        written("spending/place.yml", "name: x"),
        [
            error(
                "file-name",
                "data/spending",
                0,
                0,
                "이 사이트의 다른 쪽이 쓰는 이름이라 지역 폴더에 쓸 수 없습니다: spending.",
                "폴더의 이름을 그 지역의 이름으로 바꾸세요. 예: daejeon-junggu",
            )
        ],
    ),
    (
        written("gaon/pledges/New Park.yml", "x"),
        [
            error(
                "file-name",
                "data/gaon/pledges/New Park.yml",
                0,
                0,
                "파일 이름이 바르지 않습니다: New Park.yml.",
                "영문 소문자, 숫자, 붙임표로 된 이름에 .yml을 붙이세요. 예: flood-prevention.yml",
            )
        ],
    ),
    (
        written("gaon/pledges/new-park.yaml", "x"),
        [
            error(
                "file-name",
                "data/gaon/pledges/new-park.yaml",
                0,
                0,
                "파일 이름이 바르지 않습니다: new-park.yaml.",
                "영문 소문자, 숫자, 붙임표로 된 이름에 .yml을 붙이세요. 예: flood-prevention.yml",
            )
        ],
    ),
    (
        made_folder(SPENDING),
        [
            error(
                "file-unread",
                "data/gaon/spending.csv",
                0,
                0,
                "spending.csv를 읽을 수 없습니다.",
                "파일이 맞는지, 읽기 권한이 있는지 확인하세요.",
            )
        ],
    ),
    (
        made_folder(SHEET),
        [
            error(
                "file-unread",
                "data/gaon/pledges/small-parks.yml",
                0,
                0,
                "small-parks.yml을 읽을 수 없습니다.",
                "파일이 맞는지, 읽기 권한이 있는지 확인하세요.",
            )
        ],
    ),
    (
        made_folder("site.yml"),
        [
            error(
                "file-unread",
                "data/site.yml",
                0,
                0,
                "site.yml을 읽을 수 없습니다.",
                "파일이 맞는지, 읽기 권한이 있는지 확인하세요.",
            )
        ],
    ),
    (
        made_file("gaon/pledges"),
        [
            error(
                "file-name",
                "data/gaon/pledges",
                0,
                0,
                "pledges는 파일이 아니라 폴더여야 합니다.",
                "파일을 지우고 pledges/ 폴더에 공약마다 파일 하나를 두세요.",
            )
        ],
    ),
)

BYTES: tuple[tuple[Change, list[Problem]], ...] = (
    (
        written(SPENDING, bytes(range(256))),
        [
            error(
                "encoding",
                "data/gaon/spending.csv",
                0,
                0,
                "글자 저장 방식(인코딩)을 알 수 없습니다.",
                "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장하세요.",
            )
        ],
    ),
    (
        written(SHEET, b"title: \xff\xfe"),
        [
            error(
                "encoding",
                "data/gaon/pledges/small-parks.yml",
                0,
                0,
                "글자 저장 방식(인코딩)을 알 수 없습니다.",
                "UTF-8로 다시 저장하세요.",
            )
        ],
    ),
    (
        written(SPENDING, b"PK\x03\x04\x00\x00"),
        [
            error(
                "encoding",
                "data/gaon/spending.csv",
                1,
                0,
                "글자가 아닌 값이 들어 있습니다.",
                "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요.",
            )
        ],
    ),
    (
        note("글\x00자"),
        [
            error(
                "encoding",
                "data/gaon/spending.csv",
                18,
                0,
                "글자가 아닌 값이 들어 있습니다.",
                "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: a\x00b"),
        [
            error(
                "encoding",
                "data/gaon/pledges/small-parks.yml",
                1,
                0,
                "글자가 아닌 값이 들어 있습니다.",
                "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요.",
            )
        ],
    ),
    (
        note("글\x07자"),
        [
            error(
                "text-control",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 보이지 않는 제어 문자(U+0007)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        note("글\u202e자"),
        [
            error(
                "text-control",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 보이지 않는 제어 문자(U+202E)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        note("글\ufffd자"),
        [
            error(
                "text-control",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 보이지 않는 제어 문자(U+FFFD)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        note("글\uffff자"),
        [
            error(
                "text-control",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 보이지 않는 제어 문자(U+FFFF)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원", "title: 작\x07은 공원"),
        [
            error(
                "text-control",
                "data/gaon/pledges/small-parks.yml",
                2,
                9,
                "YAML에 쓸 수 없는 제어 문자가 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원", "title: 작\u200b은 공원"),
        [
            error(
                "text-control",
                "data/gaon/pledges/small-parks.yml",
                2,
                1,
                "title(제목): 보이지 않는 제어 문자(U+200B)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원 열 곳 만들기", 'title: "작은\\x07공원"'),
        [
            error(
                "text-control",
                "data/gaon/pledges/small-parks.yml",
                2,
                1,
                "title(제목): 보이지 않는 제어 문자(U+0007)가 들어 있습니다.",
                "그 글자를 지우고 다시 적으세요.",
            )
        ],
    ),
)

CSV: tuple[tuple[Change, list[Problem]], ...] = (
    (
        added("gaon/sources.csv", "gaon-plan,가온시,다른 계획,,,2025-11-01,official,,,"),
        [
            error(
                "same-source",
                "data/gaon/sources.csv",
                6,
                1,
                "3행과 같은 id입니다: ‘gaon-plan’.",
                "둘 가운데 하나를 지우거나 id를 바꾸세요.",
            )
        ],
    ),
    (
        added("sources.csv", "term-8,기관,다른 글,,,2025-11-01,official,,,"),
        [
            error(
                "same-source",
                "data/sources.csv",
                3,
                1,
                "2행과 같은 id입니다: ‘term-8’.",
                "둘 가운데 하나를 지우거나 id를 바꾸세요.",
            )
        ],
    ),
    (
        exchange(SPENDING, "commitment,measure", "commitment,mesure"),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "열이 없습니다: measure.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                2,
                "모르는 열입니다: ‘mesure’. 혹시 measure인가요?",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
        ],
    ),
    (
        exchange(SPENDING, ",note\n", "\n"),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "열이 없습니다: note.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            )
        ],
    ),
    (
        exchange(SPENDING, "commitment,measure", "commitment,commitment"),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "열이 없습니다: measure.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                2,
                "같은 열이 두 번 있습니다: ‘commitment’.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
        ],
    ),
    (
        written(SPENDING, ROW + "\n"),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "첫 줄에 열 이름이 없고 값이 있습니다.",
                f"이 줄 위에 다음 줄을 넣으세요: {HEADER}",
            )
        ],
    ),
    (
        exchange(SPENDING, "amount_million_krw", ""),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "열이 없습니다: amount_million_krw.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                5,
                "이름이 없는 열입니다.",
                f"첫 줄을 이렇게 적으세요: {HEADER}",
            ),
        ],
    ),
    (
        written(SPENDING, "commitment;measure;year\n"),
        [
            error(
                "csv-header",
                "data/gaon/spending.csv",
                1,
                0,
                "칸이 쉼표로 나뉘어 있지 않습니다.",
                f"칸은 쉼표로 나누세요. 첫 줄을 이렇게 적으세요: {HEADER}",
            )
        ],
    ),
    (
        row_as("900", '"1,234"'),
        [
            error(
                "number-comma",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수에 쉼표가 있습니다: ‘1,234’.",
                "쉼표 없이 1234로 적으세요.",
            )
        ],
    ),
    (
        row_as("900", '"△1,234.5"'),
        [
            error(
                "number-comma",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수에 쉼표가 있습니다: ‘△1,234.5’.",
                "쉼표 없이 -1234.5로 적으세요.",
            )
        ],
    ),
    (
        row_as("900", "９００"),
        [
            error(
                "number-wide",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 전각 숫자입니다: ‘９００’.",
                "반각 900으로 적으세요.",
            )
        ],
    ),
    (
        row_as("900", "9억"),
        [
            error(
                "number-form",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수가 아닙니다: ‘9억’.",
                "백만 원 단위로 900을 적으세요.",
            )
        ],
    ),
    (
        row_as(",900,", ",9999999999999,"),
        [
            error(
                "number-long",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수가 13자리로 너무 깁니다.",
                "소수점 앞 12자리, 뒤 6자리, 모두 15자리까지 적을 수 있습니다. 옮겨 적은 칸과 단위를 확인하세요.",
            )
        ],
    ),
    (
        row_as(",900,", ",-9999999999.123456,"),
        [
            error(
                "number-long",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수가 소수점 앞 10자리, 뒤 6자리로 너무 깁니다.",
                "소수점 앞 12자리, 뒤 6자리, 모두 15자리까지 적을 수 있습니다. 옮겨 적은 칸과 단위를 확인하세요.",
            )
        ],
    ),
    (
        row_as(",900,", ",0.1234567,"),
        [
            error(
                "number-long",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수가 소수점 앞 1자리, 뒤 7자리로 너무 깁니다.",
                "소수점 앞 12자리, 뒤 6자리, 모두 15자리까지 적을 수 있습니다. 옮겨 적은 칸과 단위를 확인하세요.",
            )
        ],
    ),
    (row_as(",900,", ",-999999999999.999,"), []),
    (row_as(",900,", ",999999999.999999,"), []),
    (
        exchange("gaon/published_rates.csv", "50.0", "55.5%"),
        [
            error(
                "number-percent",
                "data/gaon/published_rates.csv",
                2,
                4,
                "published_pct(발표값): 수에 % 표시가 있습니다: ‘55.5%’.",
                "% 없이 55.5로 적으세요.",
            )
        ],
    ),
    (
        exchange("gaon/published_rates.csv", "count,2,1", "count,2.5,-1"),
        [
            error(
                "count-form",
                "data/gaon/published_rates.csv",
                2,
                6,
                "total(전체 공약 수): 건수는 0 이상의 정수여야 합니다: ‘2.5’.",
                "소수점과 음수 없이 적으세요.",
            ),
            error(
                "count-form",
                "data/gaon/published_rates.csv",
                2,
                7,
                "completed(완료): 건수는 0 이상의 정수여야 합니다: ‘-1’.",
                "소수점과 음수 없이 적으세요.",
            ),
        ],
    ),
    (
        row_as("2025-09-30", "2025-02-30"),
        [
            error(
                "date-unknown",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 달력에 없는 날짜입니다: ‘2025-02-30’.",
                "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "2025-13"),
        [
            error(
                "date-unknown",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 달력에 없는 날짜입니다: ‘2025-13’.",
                "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "2025-09-00"),
        [
            error(
                "date-unknown",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 달력에 없는 날짜입니다: ‘2025-09-00’.",
                "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "0025-09"),
        [
            error(
                "date-unknown",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 달력에 없는 날짜입니다: ‘0025-09’.",
                "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "Dec-24"),
        [
            error(
                "excel-date",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 엑셀이 날짜로 바꾼 글자입니다: ‘Dec-24’.",
                "칸의 서식을 ‘텍스트’로 바꾸고, 출처에서 확인해 2024년 12월이면 2024-12로 적으세요.",
            )
        ],
    ),
    *(
        (
            row_as("2025-09-30", wrong),
            [
                error(
                    "date-form",
                    "data/gaon/spending.csv",
                    18,
                    6,
                    f"as_of(기준일): 날짜로 읽을 수 없습니다: ‘{wrong}’.",
                    f"출처에서 확인해 {ways} 적으세요.",
                )
            ],
        )
        for wrong, ways in (
            ("45992", "2025년 12월 1일이면 2025-12-01로, 2025년 12월이면 2025-12로"),
            ("20240305", "2024년 3월 5일이면 2024-03-05로"),
            ("24.3.", "2024년 3월이면 2024-03으로"),
            ("2024.1", "2024년 1월이면 2024-01로, 2024년 10월이면 2024-10으로"),
        )
    ),
    (
        row_as("2025-09-30", "12월 24일"),
        [
            error(
                "excel-date",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 엑셀이 날짜로 바꾼 글자입니다: ‘12월 24일’.",
                "칸의 서식을 ‘텍스트’로 바꾸고, 2024-12처럼 연-월(-일)로 다시 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "2025. 9."),
        [
            error(
                "date-form",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 날짜로 읽을 수 없습니다: ‘2025. 9.’.",
                "2025-09로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "2025/9/30"),
        [
            error(
                "date-form",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 날짜로 읽을 수 없습니다: ‘2025/9/30’.",
                "2025-09-30으로 적으세요.",
            )
        ],
    ),
    (
        row_as("2025-09-30", "작년"),
        [
            error(
                "date-form",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 날짜로 읽을 수 없습니다: ‘작년’.",
                "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요.",
            )
        ],
    ),
    (
        exchange("gaon/outcomes.csv", "2023/2024", "2024/2023"),
        [
            error(
                "span-order",
                "data/gaon/outcomes.csv",
                6,
                3,
                "period(실적 시점): 끝이 시작보다 앞섭니다: ‘2024/2023’.",
                "앞쪽에 시작, 뒤쪽에 끝을 적으세요. 예: 2014/2017",
            )
        ],
    ),
    (
        exchange("gaon/outcomes.csv", "2023/2024", "2023-06/2024-02"),
        [
            error(
                "date-form",
                "data/gaon/outcomes.csv",
                6,
                3,
                "period(실적 시점): 날짜로 읽을 수 없습니다: ‘2023-06/2024-02’.",
                "여러 해를 더한 값이면 2014/2017처럼 해 두 개를 적으세요.",
            )
        ],
    ),
    (
        row_as("secured,total", "secured,25"),
        [
            error(
                "year-form",
                "data/gaon/spending.csv",
                18,
                3,
                "year(연도): 연도가 아닙니다: ‘25’.",
                "2024처럼 네 자리로 적거나 before, after_term, total, unstated 가운데 하나를 적으세요.",
            )
        ],
    ),
    (
        row_as("secured,total", "secured,２０２５"),
        [
            error(
                "year-form",
                "data/gaon/spending.csv",
                18,
                3,
                "year(연도): 연도가 아닙니다: ‘２０２５’.",
                "2024처럼 네 자리로 적거나 before, after_term, total, unstated 가운데 하나를 적으세요.",
            )
        ],
    ),
    (
        row_as("secured", "secure"),
        [
            error(
                "unknown-code",
                "data/gaon/spending.csv",
                18,
                2,
                "measure(금액의 종류): 모르는 코드입니다: ‘secure’. 혹시 secured인가요?",
                "쓸 수 있는 코드: planned 계획, secured 확보, executed 집행",
            )
        ],
    ),
    (
        row_as("secured", "확보"),
        [
            error(
                "unknown-code",
                "data/gaon/spending.csv",
                18,
                2,
                "measure(금액의 종류): 모르는 코드입니다: ‘확보’. 혹시 secured인가요?",
                "쓸 수 있는 코드: planned 계획, secured 확보, executed 집행",
            )
        ],
    ),
    (
        row_as("total,total", "total,city"),
        [
            error(
                "unknown-code",
                "data/gaon/spending.csv",
                18,
                4,
                "fund(재원): 모르는 코드입니다: ‘city’.",
                "쓸 수 있는 코드: national 국비, province_or_metro 광역비, own 자체 재원, lower 구·군비, private 민자, other 기타, total 총계",
            )
        ],
    ),
    (
        row_as("gaon-report", ""),
        [
            error(
                "missing",
                "data/gaon/spending.csv",
                18,
                7,
                "source(출처): 꼭 적어야 하는 값이 없습니다.",
                "값을 적으세요. 모르는 값이면 이 줄을 싣지 마세요.",
            )
        ],
    ),
    (
        row_as("gaon-report", "Gaon Report"),
        [
            error(
                "code-form",
                "data/gaon/spending.csv",
                18,
                7,
                "source(출처): 이름(id)으로 쓸 수 없는 글자가 있습니다: ‘Gaon Report’. 혹시 gaon-report인가요?",
                "sources.csv에 있는 id를 적으세요: gaon-first-plan(가온시, 공약 실천계획 (2022년)), gaon-plan(가온시, 공약 실천계획 "
                "(2023년 변경)), gaon-report(가온시, 공약 이행현황 (2025년 9월 말)), gaon-paper(가온신문, 밤 버스, 두 노선 더 달린다). "
                "없는 출처면 sources.csv에 먼저 더하세요.",
            )
        ],
    ),
    (
        note("=SUM(A1)"),
        [
            error(
                "formula-text",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 엑셀이 계산식으로 여기는 글자(‘=’)로 시작합니다.",
                "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
            )
        ],
    ),
    (
        note("+더하기"),
        [
            error(
                "formula-text",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 엑셀이 계산식으로 여기는 글자(‘+’)로 시작합니다.",
                "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
            )
        ],
    ),
    (
        note("@부르기"),
        [
            error(
                "formula-text",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 엑셀이 계산식으로 여기는 글자(‘@’)로 시작합니다.",
                "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
            )
        ],
    ),
    (
        note("-빼기"),
        [
            error(
                "formula-text",
                "data/gaon/spending.csv",
                18,
                8,
                "note(설명): 엑셀이 계산식으로 여기는 글자(‘-’)로 시작합니다.",
                "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
            )
        ],
    ),
    (
        exchange(SPENDING, ROW, ROW[:-1]),
        [
            error(
                "csv-cells",
                "data/gaon/spending.csv",
                18,
                7,
                "칸이 8개여야 하는데 7개입니다.",
                f"빈칸도 쉼표로 자리를 지키세요. 열: {HEADER}",
            )
        ],
    ),
    *(
        (
            exchange(SPENDING, ROW, wrong),
            [
                error(
                    "number-comma",
                    "data/gaon/spending.csv",
                    18,
                    5,
                    f"amount_million_krw(금액): 한 수가 쉼표에서 나뉘어 {told}칸에 있습니다: {parts}. 혹시 {meant}인가요?",
                    f"쉼표 없이 {plain}으로 적고, 뒤의 칸이 제자리에 있는지 보세요.",
                )
            ],
        )
        for wrong, told, parts, meant, plain in (
            (ROW.replace(",900,", ",45,900,"), 2, "‘45’, ‘900’", "45,900", "45900"),
            (ROW.replace(",900,", ",1,234,500.0,"), 3, "‘1’, ‘234’, ‘500.0’", "1,234,500.0", "1234500.0"),
            (ROW[:-1].replace(",900,", ",45,900,"), 2, "‘45’, ‘900’", "45,900", "45900"),
        )
    ),
    (
        added("gaon/outcomes.csv", "small-parks,parks,2025,45,000,2025-09-30,gaon-report,"),
        [
            error(
                "number-comma",
                "data/gaon/outcomes.csv",
                7,
                4,
                "value(실적): 한 수가 쉼표에서 나뉘어 2칸에 있습니다: ‘45’, ‘000’. 혹시 45,000인가요?",
                "쉼표 없이 45000으로 적고, 뒤의 칸이 제자리에 있는지 보세요.",
            )
        ],
    ),
    (
        exchange(SPENDING, ROW, ROW.replace(",", "\t")),
        [
            error(
                "csv-cells",
                "data/gaon/spending.csv",
                18,
                1,
                "칸이 쉼표가 아니라 탭으로 나뉘어 있습니다.",
                "다음 명령이 쉼표로 바꿉니다: python3 scripts/normalize.py data/gaon/spending.csv",
            )
        ],
    ),
    (
        exchange(SPENDING, ROW, ROW.replace(",", "\t", 3).replace(",", "")),
        [
            error(
                "csv-cells",
                "data/gaon/spending.csv",
                18,
                1,
                "칸이 쉼표가 아니라 탭으로 나뉘어 있습니다.",
                f"탭을 쉼표로 바꾸어 이 차례로 적으세요: {HEADER}",
            )
        ],
    ),
    (
        added("gaon/outcomes.csv", "공원,parks,2025,9,,2025-09-30,gaon-report,"),
        [
            error(
                "code-form",
                "data/gaon/outcomes.csv",
                7,
                1,
                "commitment(공약 이름): 이름(id)으로 쓸 수 없는 글자가 있습니다: ‘공원’.",
                "공약 파일의 이름(.yml 앞부분)을 적으세요: night-bus(밤 버스 두 노선 늘리기), small-parks(작은 공원 열 곳 만들기). "
                "없는 공약이면 공약 파일을 먼저 만드세요.",
            ),
        ],
    ),
    (
        note(",,밀린 글"),
        [
            error(
                "csv-cells",
                "data/gaon/spending.csv",
                18,
                10,
                "칸이 8개여야 하는데 10개입니다.",
                '쉼표가 든 글은 따옴표(")로 묶고, 한 칸씩 밀린 값이 없는지 보세요.',
            )
        ],
    ),
    (
        row_as("secured,", "secured,,"),
        [
            error(
                "missing",
                "data/gaon/spending.csv",
                18,
                3,
                "year(연도): 꼭 적어야 하는 값이 없습니다.",
                "값을 적으세요. 모르는 값이면 이 줄을 싣지 마세요.",
            ),
            error(
                "number-form",
                "data/gaon/spending.csv",
                18,
                5,
                "amount_million_krw(금액): 수가 아닙니다: ‘total’.",
                "숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요.",
            ),
            error(
                "date-form",
                "data/gaon/spending.csv",
                18,
                6,
                "as_of(기준일): 날짜로 읽을 수 없습니다: ‘900’.",
                "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요.",
            ),
        ],
    ),
    (
        note('"열린 따옴표'),
        [
            error(
                "csv-quote",
                "data/gaon/spending.csv",
                18,
                0,
                "따옴표의 짝이 맞지 않아 여기서부터 읽을 수 없습니다.",
                '따옴표로 시작한 칸은 따옴표로 닫고, 칸 안의 따옴표는 두 번("") 적으세요.',
            )
        ],
    ),
    (
        note('"열린" 따옴표'),
        [
            error(
                "csv-quote",
                "data/gaon/spending.csv",
                18,
                0,
                "따옴표의 짝이 맞지 않아 여기서부터 읽을 수 없습니다.",
                '따옴표로 시작한 칸은 따옴표로 닫고, 칸 안의 따옴표는 두 번("") 적으세요.',
            )
        ],
    ),
    (
        note("가" * 140_000),
        [
            error(
                "csv-quote",
                "data/gaon/spending.csv",
                18,
                0,
                "한 칸의 글이 13만 자를 넘습니다.",
                "따옴표가 닫히지 않았는지 보고, 긴 글은 나누어 적으세요.",
            )
        ],
    ),
    (
        exchange("gaon/sources.csv", "https://gaon.example.org/plan,", "https://https://gaon.example.org,"),
        [
            error(
                "url-form",
                "data/gaon/sources.csv",
                3,
                4,
                "url(주소): 주소가 바르지 않습니다: ‘https://https://gaon.example.org’.",
                "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            )
        ],
    ),
    (
        exchange("gaon/sources.csv", "https://gaon.example.org/plan,", f"https://{'가' * 70},"),
        [
            error(
                "url-form",
                "data/gaon/sources.csv",
                3,
                4,
                "url(주소): 주소가 바르지 않습니다: ‘https://가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가…’.",
                "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            )
        ],
    ),
)

YAML: tuple[tuple[Change, list[Problem]], ...] = (
    (
        exchange(SHEET, "    - 동네마다", "• - 동네마다"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                22,
                1,
                "줄이 글머리표(‘•’)로 시작합니다.",
                "글머리표를 지우세요. 목록이면 ‘- ’로 시작하세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "no: 1-1", "no: 07월 01일"),
        [
            error(
                "excel-date",
                "data/gaon/pledges/small-parks.yml",
                4,
                1,
                "no(공약 번호): 엑셀이 날짜로 바꾼 번호로 보입니다: ‘07월 01일’.",
                "칸의 서식을 ‘텍스트’로 바꾸고, 7-1처럼 출처에 적힌 번호를 다시 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "no: 1-1", "no: 45474"),
        [
            error(
                "excel-date",
                "data/gaon/pledges/small-parks.yml",
                4,
                1,
                "no(공약 번호): 엑셀이 날짜로 바꾼 번호로 보입니다: ‘45474’.",
                "칸의 서식을 ‘텍스트’로 바꾸고, 7-1처럼 출처에 적힌 번호를 다시 적으세요.",
            )
        ],
    ),
    (
        exchange("gaon/place.yml", 'code: "99010"', 'code: "9901"'),
        [
            error(
                "code-form",
                "data/gaon/place.yml",
                5,
                1,
                "code(법정동코드 앞자리): 법정동코드가 아닙니다: ‘9901’.",
                "시·도는 두 자리, 시·군·구는 다섯 자리 숫자를 따옴표로 묶어 적으세요. 모르면 이 줄을 지우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원 열", "title: 작은 공원 #3 열"),
        [
            error(
                "yaml-comment",
                "data/gaon/pledges/small-parks.yml",
                2,
                14,
                "빈칸 뒤의 #부터는 값으로 읽지 않습니다: ‘#3 열 곳 만들기’.",
                "값의 일부이면 값을 따옴표로 묶으세요. 설명이면 # 뒤를 한 칸 띄우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은", 'title: "작은'),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                2,
                8,
                "따옴표로 시작한 값이 닫히지 않았습니다.",
                "값의 끝에도 따옴표를 적으세요.",
            )
        ],
    ),
    (
        exchange("gaon/place.yml", "name: 가온시\n", " name: 가온시\n"),
        [
            error(
                "yaml-syntax",
                "data/gaon/place.yml",
                2,
                1,
                "첫 이름이 들여 써져 있습니다.",
                "맨 위의 이름은 줄의 처음부터 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "[공원, 녹지]", "[공원 #, 녹지]"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                7,
                11,
                "YAML 문법에 맞지 않아 읽을 수 없습니다.",
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "[공원, 녹지]", '[공원, "녹지]'),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                7,
                16,
                "따옴표로 시작한 값이 닫히지 않았습니다.",
                "값의 끝에도 따옴표를 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "department: 공원과", "department:공원과"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                8,
                11,
                "이름 뒤의 콜론이 바르지 않습니다.",
                "‘이름: 값’처럼 반각 콜론(:)과 빈칸을 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "department: 공원과", "department：공원과"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                8,
                11,
                "이름 뒤의 콜론이 바르지 않습니다.",
                "‘이름: 값’처럼 반각 콜론(:)과 빈칸을 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "department: 공원과", "---\ndepartment: 공원과"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                8,
                1,
                "한 파일에 문서가 둘 이상입니다.",
                "--- 줄을 지우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "title_en: Ten small parks", "title: 다른 제목"),
        [
            error(
                "yaml-duplicate",
                "data/gaon/pledges/small-parks.yml",
                3,
                1,
                "같은 이름이 두 번 있습니다: ‘title’.",
                "2행과 이 줄 가운데 하나를 지우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "    - 동네마다", "\t- 동네마다"),
        [
            error(
                "yaml-tab",
                "data/gaon/pledges/small-parks.yml",
                22,
                1,
                "탭으로 들여 썼습니다.",
                "탭 대신 빈칸 두 개씩으로 들여 쓰세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "summary: 가온시가", "summary: 가온시: 가"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                9,
                13,
                "YAML 문법에 맞지 않아 읽을 수 없습니다.",
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "keywords: [공원, 녹지]", "keywords: [공원, 녹지"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                7,
                11,
                "YAML 문법에 맞지 않아 읽을 수 없습니다.",
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        written(SHEET, "- 목록\n"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                1,
                1,
                "맨 위는 ‘이름: 값’의 모음이어야 합니다.",
                "‘이름: 값’ 꼴의 줄로 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, "글 한 줄"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                1,
                1,
                "맨 위는 ‘이름: 값’의 모음이어야 합니다.",
                "‘이름: 값’ 꼴의 줄로 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: 하나\n---\ntitle: 둘\n"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                2,
                1,
                "한 파일에 문서가 둘 이상입니다.",
                "--- 줄을 지우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "department:", "departmant:"),
        [
            error(
                "unknown-key",
                "data/gaon/pledges/small-parks.yml",
                8,
                1,
                "departmant: 모르는 이름입니다. 혹시 department인가요?",
                SHEET_NAMES,
            )
        ],
    ),
    (
        exchange(SHEET, "  goals:", "  gaols:"),
        [
            error(
                "unknown-key",
                "data/gaon/pledges/small-parks.yml",
                21,
                3,
                "pledged.gaols: 모르는 이름입니다. 혹시 goals인가요?",
                "쓸 수 있는 이름: text, goals, source",
            )
        ],
    ),
    (
        exchange(SHEET, "- task: 후보지 선정", "- tsk: 후보지 선정"),
        [
            error(
                "missing",
                "data/gaon/pledges/small-parks.yml",
                57,
                5,
                "roadmap[1].task(세부계획): 꼭 적어야 하는 값이 없습니다.",
                "‘task: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다.",
            ),
            error(
                "unknown-key",
                "data/gaon/pledges/small-parks.yml",
                57,
                5,
                "roadmap[1].tsk: 모르는 이름입니다. 혹시 task인가요?",
                "쓸 수 있는 이름: task, from, to, note",
            ),
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원 열 곳 만들기\n", ""),
        [
            error(
                "missing",
                "data/gaon/pledges/small-parks.yml",
                2,
                1,
                "title(제목): 꼭 적어야 하는 값이 없습니다.",
                "‘title: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다.",
            )
        ],
    ),
    (
        exchange(SHEET, "title: 작은 공원 열 곳 만들기", "title:"),
        [
            error(
                "missing",
                "data/gaon/pledges/small-parks.yml",
                2,
                1,
                "title(제목): 꼭 적어야 하는 값이 없습니다.",
                "‘title: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다.",
            )
        ],
    ),
    (
        exchange(SHEET, "department: 공원과", 'department: ""'),
        [
            error(
                "missing",
                "data/gaon/pledges/small-parks.yml",
                8,
                1,
                "department(담당 부서): 빈 글입니다.",
                "값을 적거나, 적을 것이 없으면 이 줄을 지우세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "    - 동네마다 쉬는 곳 마련", "    -"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                22,
                6,
                "pledged.goals[1](정책목표): 글이 올 자리에 목록이나 모음 또는 빈 값이 있습니다.",
                "글 하나를 적으세요. 콜론이 든 글은 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "department: 공원과", "department: [공원과]"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                8,
                1,
                "department(담당 부서): 글이 올 자리에 목록이나 모음 또는 빈 값이 있습니다.",
                "글 하나를 적으세요. 콜론이 든 글은 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "keywords: [공원, 녹지]", "keywords: 공원"),
        [
            error(
                "yaml-shape",
                "data/gaon/pledges/small-parks.yml",
                7,
                1,
                "keywords(찾는 말): 목록이어야 합니다.",
                "줄마다 ‘- ’로 시작하는 목록으로 적으세요.",
            )
        ],
    ),
    (
        exchange("naru/programmes/field-school.yml", "  start: 2023\n  end: 2025", "  - 2023"),
        [
            error(
                "yaml-shape",
                "data/naru/programmes/field-school.yml",
                8,
                1,
                "period(사업기간): ‘이름: 값’의 모음이어야 합니다.",
                "data/README.md의 꼴에 맞추어 들여 쓰세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "cost_million_krw: 1200", "cost_million_krw: [1200]"),
        [
            error(
                "number-form",
                "data/gaon/pledges/small-parks.yml",
                27,
                3,
                "stated.cost_million_krw(사업비): 수가 올 자리에 다른 것이 있습니다.",
                "숫자 하나만 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "cost_million_krw: 1200", "cost_million_krw: 1,200"),
        [
            error(
                "number-comma",
                "data/gaon/pledges/small-parks.yml",
                27,
                3,
                "stated.cost_million_krw(사업비): 수에 쉼표가 있습니다: ‘1,200’.",
                "쉼표 없이 1200으로 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "due: 2025-12", "due: [2025]"),
        [
            error(
                "date-form",
                "data/gaon/pledges/small-parks.yml",
                82,
                5,
                "milestones[3].due(기한): 날짜가 올 자리에 다른 것이 있습니다.",
                "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "done: 2023-08-20", "done: 2023-02-30"),
        [
            error(
                "date-unknown",
                "data/gaon/pledges/small-parks.yml",
                69,
                5,
                "milestones[1].done(마친 날): 달력에 없는 날짜입니다: ‘2023-02-30’.",
                "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "kind: cumulative", "kind: 누계"),
        [
            error(
                "unknown-code",
                "data/gaon/pledges/small-parks.yml",
                51,
                5,
                "indicators.parks.kind(셈하는 법): 모르는 코드입니다: ‘누계’. 혹시 cumulative인가요?",
                "쓸 수 있는 코드: annual 연도별, cumulative 누계, level 수준, milestone 단계",
            )
        ],
    ),
    (
        exchange("gaon/place.yml", "  own: 시비", "  city: 시비"),
        [
            error(
                "unknown-code",
                "data/gaon/place.yml",
                9,
                3,
                "fund_labels.city(이 지역 문서의 재원 이름): 모르는 코드입니다: ‘city’.",
                "쓸 수 있는 코드: national 국비, province_or_metro 광역비, own 자체 재원, lower 구·군비, private 민자, other 기타, total 총계",
            )
        ],
    ),
    (
        exchange("terms.yml", "  environment:", "  Environ ment:"),
        [
            error(
                "code-form",
                "data/terms.yml",
                3,
                3,
                "fields.Environ ment: 코드로 쓸 수 없는 글자가 있습니다: ‘Environ ment’. 혹시 environ-ment인가요?",
                "영문 소문자, 숫자, 붙임표로 적으세요. 예: on_track",
            )
        ],
    ),
    (
        exchange("site.yml", "licence: CC BY 4.0", "official_banner: 아마도"),
        [
            error(
                "yaml-shape",
                "data/site.yml",
                5,
                1,
                "official_banner(공식 전자정부 누리집 띠를 보일지): true나 false여야 합니다: ‘아마도’.",
                "true 또는 false로 적으세요.",
            )
        ],
    ),
    (
        exchange("site.yml", "https://example.org/pledges\n", "example\n"),
        [
            error(
                "url-form",
                "data/site.yml",
                4,
                1,
                "repository(자료 저장소 주소): 주소가 바르지 않습니다: ‘example’.",
                "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            )
        ],
    ),
    (
        exchange(SHEET, "    phone: 031-000-1234", "    phone: 031-000-1234\n    name: 아무개"),
        [
            error(
                "unknown-key",
                "data/gaon/pledges/small-parks.yml",
                86,
                5,
                "contacts[1].name: 담당에는 역할(role)과 사무실 전화(phone)만 적습니다.",
                "이 줄을 지우세요. 사람 이름과 개인 연락처는 싣지 않습니다.",
            )
        ],
    ),
    (
        exchange(SHEET, "phone: 031-000-1234", "phone: 아무개 031-000-1234"),
        [
            error(
                "phone-form",
                "data/gaon/pledges/small-parks.yml",
                85,
                5,
                "contacts[1].phone(사무실 전화): 사무실 전화번호가 아닙니다.",
                "숫자와 붙임표만 적으세요. 사람 이름과 개인 번호는 적지 않습니다.",
            )
        ],
    ),
    (
        written(SHEET, "title: &a 하나\nfield: *a\nsource: b\n"),
        [
            error(
                "yaml-alias",
                "data/gaon/pledges/small-parks.yml",
                1,
                8,
                "다른 곳에서 이 값을 별표(*)로 가리킵니다.",
                "별표(*)로 가리키지 말고 값을 다시 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: *a\n"),
        [
            error(
                "yaml-alias",
                "data/gaon/pledges/small-parks.yml",
                1,
                8,
                "별표(*)로 시작하는 값은 쓸 수 없습니다.",
                "글이라면 따옴표로 묶으세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: &a [*a]\n"),
        [
            error(
                "yaml-alias",
                "data/gaon/pledges/small-parks.yml",
                1,
                8,
                "다른 곳에서 이 값을 별표(*)로 가리킵니다.",
                "별표(*)로 가리키지 말고 값을 다시 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, BOMB),
        [
            error(
                "yaml-alias",
                "data/gaon/pledges/small-parks.yml",
                1,
                4,
                "다른 곳에서 이 값을 별표(*)로 가리킵니다.",
                "별표(*)로 가리키지 말고 값을 다시 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, "a: &a {b: c}\n<<: *a\n"),
        [
            error(
                "yaml-alias",
                "data/gaon/pledges/small-parks.yml",
                1,
                4,
                "다른 곳에서 이 값을 별표(*)로 가리킵니다.",
                "별표(*)로 가리키지 말고 값을 다시 적으세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: " + "[" * 100_000),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                1,
                0,
                "겹이 너무 깊습니다.",
                "data/README.md의 꼴에 맞추세요.",
            )
        ],
    ),
    (
        written(SHEET, "- " * 5_000 + "x"),
        [
            error(
                "yaml-syntax",
                "data/gaon/pledges/small-parks.yml",
                1,
                0,
                "겹이 너무 깊습니다.",
                "data/README.md의 꼴에 맞추세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: 하나\nfield: a\nsource: b\n? [c, d]\n: e\n"),
        [
            error(
                "yaml-key",
                "data/gaon/pledges/small-parks.yml",
                4,
                3,
                "이름이 올 자리에 이름이 아닌 것이 있습니다.",
                "data/README.md에 있는 이름만 쓰세요.",
            )
        ],
    ),
    (
        written(SHEET, "title: 하나\nfield: a\nsource: b\nwhere: c\n"),
        [
            error(
                "yaml-key",
                "data/gaon/pledges/small-parks.yml",
                4,
                1,
                "쓸 수 없는 이름입니다: ‘where’.",
                "data/README.md에 있는 이름만 쓰세요.",
            )
        ],
    ),
)


@pytest.mark.parametrize(("change", "expected"), [*MISSING, *FOLDER, *BYTES, *CSV, *YAML])
def test_what_is_wrong_is_told_in_korean_with_its_place_and_a_tip(
    data: Path, change: Change, expected: list[Problem]
) -> None:
    change(data)
    found = load_book(data).problems
    assert list(found) == expected
    assert not_english(found) == []


def test_no_message_leaves_the_reader_to_choose_a_particle() -> None:
    either = re.compile(r"[은이을과]\([는가를와]\)|\([으이]\)(로|라|나)")
    for _, expected in [*MISSING, *FOLDER, *BYTES, *CSV, *YAML]:
        for each in expected:
            assert not either.search(each.message + each.tip), each


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    loaded = load_book(tmp_path / "none")
    assert loaded.book is None
    tip = "data/ 폴더가 있는 곳에서 실행하거나 --data로 알려 주세요."
    assert list(loaded.problems) == [error("file-missing", "data", 0, 0, "자료 폴더가 없습니다.", tip)]


def test_a_file_too_long_to_be_data_is_not_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.load.text.LONGEST_FILE", 1000)
    found = {p.path: p for p in load_book(data).problems}
    tip = "자료 파일이 맞는지 확인하세요."
    assert found["data/terms.yml"] == error(
        "file-long", "data/terms.yml", 0, 0, "파일이 20MB보다 큽니다.", tip
    )


def test_a_folder_that_may_not_be_read_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = Path.iterdir

    def refused(folder: Path) -> object:
        if folder.name == "pledges":
            raise PermissionError
        return allowed(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    tip = "폴더의 읽기 권한을 확인하세요."
    assert list(load_book(data).problems) == [
        error("file-unread", "data/gaon/pledges", 0, 0, "폴더를 읽을 수 없습니다.", tip)
    ]


# ── forgiving in form ───────────────────────────────────────────────────────────────────────

COMMAND = f"python3 scripts/normalize.py data/{SPENDING}"
SHEET_COMMAND = f"python3 scripts/normalize.py data/{SHEET}"


@pytest.mark.parametrize(
    ("change", "where", "form", "command"),
    [
        (
            in_bytes(SPENDING, lambda b: b.decode().encode("cp949")),
            SPENDING,
            "CP949로 저장됨",
            COMMAND,
        ),
        (in_bytes(SPENDING, lambda b: b"\xef\xbb\xbf" + b), SPENDING, "BOM이 붙음", COMMAND),
        (
            in_bytes(SPENDING, lambda b: b.replace(b"\n", b"\r\n")),
            SPENDING,
            "줄바꿈이 LF가 아님",
            COMMAND,
        ),
        (in_bytes(SPENDING, lambda b: b.replace(b"\n", b"\r")), SPENDING, "줄바꿈이 LF가 아님", COMMAND),
        (
            in_bytes(SHEET, lambda b: b.decode().replace("\n", "\r\n").encode("cp949")),
            SHEET,
            "CP949로 저장됨, 줄바꿈이 LF가 아님",
            SHEET_COMMAND,
        ),
    ],
)
def test_what_excel_and_windows_do_to_a_file_is_read_and_noticed(
    data: Path, change: Change, where: str, form: str, command: str
) -> None:
    before = load_book(data).book
    change(data)
    loaded = load_book(data)
    assert loaded.book == before
    message = f"저장 방식이 저장소와 다르지만 읽었습니다: {form}."
    tip = f"다음 명령이 고쳐 적습니다: {command}"
    assert list(loaded.problems) == [notice("file-form", f"data/{where}", 1, 0, message, tip)]


def test_empty_columns_and_lines_at_the_end_are_left_out_and_noticed(data: Path) -> None:
    before = load_book(data).book
    in_bytes(SPENDING, lambda b: b.replace(b"\n", b",,\n") + b",,,,,,,,,\n")(data)
    loaded = load_book(data)
    assert loaded.book == before
    message = "값이 없는 칸이나 줄이 더 있습니다. 읽을 때 뺐습니다."
    tip = f"다음 명령이 지웁니다: {COMMAND}"
    assert list(loaded.problems) == [notice("file-form", f"data/{SPENDING}", 1, 0, message, tip)]


def test_columns_in_another_order_are_told(data: Path) -> None:
    exchanged(data, SPENDING, "commitment,measure,", "measure,commitment,")
    message = "열의 순서가 다릅니다: ‘commitment’ 자리에 ‘measure’."
    tip = f"다음 명령이 순서를 맞춥니다: {COMMAND}"
    assert list(load_book(data).problems) == [error("csv-header", f"data/{SPENDING}", 1, 1, message, tip)]


LINK_TIP = "링크를 지우고 그 자리에 파일과 폴더 자체를 두세요."


@pytest.mark.parametrize("name", ["gaon", SPENDING, "site.yml", "gaon/pledges", SHEET])
def test_a_link_is_no_data_even_where_it_leads_to_the_same(data: Path, tmp_path: Path, name: str) -> None:
    (data / name).rename(tmp_path / "elsewhere")
    (data / name).symlink_to(tmp_path / "elsewhere")
    found = [each for each in load_book(data).problems if each.rule == "file-link"]
    link = name.rpartition("/")[2]
    message = f"{link}{'은' if link in ('gaon', 'site.yml', 'small-parks.yml') else '는'} 다른 곳을 가리키는 링크이거나 다른 저장소입니다."
    assert found == [error("file-link", f"data/{name}", 0, 0, message, LINK_TIP)]
    assert not_english(found) == []
    assert load_present(data)[f"data/{name}"] == str(tmp_path / "elsewhere").encode()


def test_a_data_folder_that_is_a_link_and_a_repository_within_it_are_told(data: Path, tmp_path: Path) -> None:
    (data / "naru" / ".git").write_text("gitdir: ../../.git/modules/naru\n")
    (tmp_path / "way").symlink_to(data)
    found = [each for each in load_book(tmp_path / "way").problems if each.rule == "file-link"]
    assert [each.path for each in found] == ["data", "data/naru"]


def test_the_name_of_a_file_cannot_write_lines_of_its_own(data: Path) -> None:
    (data / "gaon" / "x\n::stop-commands::z\x1b[2J\n.yml").write_text("x")
    (data / "gaon" / "\udcff.csv").write_text("x")
    problems = load_book(data).problems
    assert [as_line(each).split(" [")[0] for each in problems] == [
        "data/gaon/[U+DCFF].csv",
        "data/gaon/x[U+000A]::stop-commands::z[U+001B][2J[U+000A].yml",
    ]
    for each in problems:
        assert not re.search("[\n\x1b\udcff]", as_line(each) + as_line(each, "en"))


def test_hidden_files_and_the_locks_of_open_office_programs_do_not_count(data: Path) -> None:
    (data / ".DS_Store").write_bytes(b"\0")
    (data / "gaon" / "~$spending.xlsx").write_bytes(b"\0")
    assert load_book(data).problems == ()


# ── kept as it is ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        "**굵게** [링크](https://example.org) `코드`",
        "가" * 10_000,
        "공원과 👨‍👩‍👧‍👦🌳",
        "no",
        "0123",
        "2023-01-01",
        "100%",
        "C:\\새 폴더",
    ],
)
def test_any_text_is_kept_as_it_was_written(data: Path, text: str) -> None:
    exchanged(data, SHEET, "department: 공원과", "department: '" + text + "'")
    note(f'"{text}"')(data)
    loaded = load_book(data)
    assert loaded.problems == ()
    assert loaded.book is not None
    commitment = loaded.book.commitments["gaon/small-parks"]
    assert commitment.sheet.department == text
    assert commitment.spending[16].note == text


def test_no_is_a_word_and_not_false(data: Path) -> None:
    exchanged(data, SHEET, "field: environment", "field: no")
    exchanged(data, SHEET, "no: 1-1", "no: 010")
    book = read(data)
    assert book.commitments["gaon/small-parks"].sheet.field == "no"
    assert book.commitments["gaon/small-parks"].sheet.no == "010"


def read(data: Path) -> Book:
    loaded = load_book(data)
    assert loaded.problems == ()
    assert loaded.book is not None
    return loaded.book


def test_a_lone_dash_and_a_negative_number_are_values(data: Path) -> None:
    note("-")(data)
    exchanged(data, SPENDING, "total,80.5,2025", "total,-80.5,2025")
    spending = read(data).commitments
    assert spending["gaon/small-parks"].spending[16].note == "-"
    assert spending["gaon/night-bus"].spending[3].amount_million_krw == Decimal("-80.5")


def test_blank_zero_and_absent_stay_three_things(data: Path) -> None:
    exchanged(data, SPENDING, "night-bus,secured,total,total,80.5", "night-bus,secured,total,total,")
    rows = {row.measure: row.amount_million_krw for row in read(data).commitments["gaon/night-bus"].spending}
    assert rows == {"planned": Decimal("40.3"), "secured": None, "executed": Decimal(0)}
    assert read(data).commitments["naru/field-school"].statuses == ()


def test_printed_digits_are_kept() -> None:
    book = read(SMALL)
    assert str(book.places["gaon"].published_rates[0].published_pct) == "50.0"
    assert str(book.places["naru"].published_rates[0].published_pct) == "60"


def test_blank_keys_count_as_absent(data: Path) -> None:
    exchanged(data, SHEET, "    due: 2025-12", "    due:")
    exchanged(data, SHEET, "department: 공원과", "department: ~")
    exchanged(data, SHEET, "keywords: [공원, 녹지]", "keywords: null")
    sheet = read(data).commitments["gaon/small-parks"].sheet
    assert (sheet.milestones[2].due, sheet.department, sheet.keywords) == (None, None, ())


def test_every_row_and_every_part_of_a_sheet_knows_its_line() -> None:
    book = read(SMALL)
    gaon = book.places["gaon"]
    assert {name: [row.where.line for row in gaon.tables[name]] for name in TABLES} == {
        "sources.csv": [2, 3, 4, 5],
        "spending.csv": list(range(2, 29)),
        "targets.csv": [2, 3, 4, 5, 6],
        "outcomes.csv": [2, 3, 4, 5, 6],
        "statuses.csv": [2, 3],
        "changes.csv": [2],
        "corrections.csv": [2],
        "published_rates.csv": [2],
    }
    sheet = book.commitments["gaon/small-parks"].sheet
    assert sheet.where == Where(f"data/{SHEET}", 2, 1)
    assert sheet.milestones[1].where == Where(f"data/{SHEET}", 71, 5)
    assert sheet.indicators["parks"].where.line == 48


def test_the_first_names_of_a_sheet_are_found_again() -> None:
    book = read(SMALL)
    sheet = book.commitments["gaon/small-parks"].sheet
    assert book.where(sheet, "department") == Where(f"data/{SHEET}", 8, 1)
    assert book.where(sheet, "programme") == Where(f"data/{SHEET}", 2, 1)


def test_a_cell_of_two_lines_does_not_shift_the_lines_after_it(data: Path) -> None:
    note('"두\n줄"')(data)
    assert [row.where.line for row in read(data).places["gaon"].tables["spending.csv"][16:18]] == [18, 20]


def test_commitments_stand_in_the_order_of_their_numbers(data: Path) -> None:
    for number, name in (("10-1", "b"), ("7-2", "a"), ("7-10", "c")):
        (data / "gaon" / "pledges" / f"{name}.yml").write_text(
            f"title: 공약\nno: {number}\nfield: transport\nsource: gaon-plan\n", "utf-8"
        )
    found = [c.sheet.no for c in read(data).places["gaon"].pledges]
    assert found == ["1-1", "1-2", "7-2", "7-10", "10-1"]


def test_what_is_sound_is_read_although_something_else_is_not(data: Path) -> None:
    note("=1")(data)
    removed("naru/place.yml")(data)
    loaded = load_book(data)
    assert [(p.path, p.rule) for p in loaded.problems] == [
        ("data/gaon/spending.csv", "formula-text"),
        ("data/naru/place.yml", "file-missing"),
    ]
    assert loaded.book is not None
    assert len(loaded.book.commitments["gaon/small-parks"].spending) == 21
    assert list(loaded.book.places) == ["gaon"]


# ── anything at all ─────────────────────────────────────────────────────────────────────────

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.*") if path.is_file())


def read_spoiled(folder: Path, name: str, content: bytes) -> None:
    """Read and check the small data with one file spoiled, then put it back. Only ordinary problems may come out."""
    path = folder / "data" / name
    if not path.exists():
        copied(folder)
    try:
        path.write_bytes(content)
        for each in check_data(folder / "data", date(2026, 11, 22)).problems:
            assert each.message.endswith((".", "?")), each
            assert each.tip, each
            assert each.path.startswith("data"), each
    finally:
        path.write_bytes((SMALL / name).read_bytes())


SLOW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)


@SLOW
@given(name=st.sampled_from(FILES), content=st.binary(max_size=400))
def test_random_bytes_never_raise(tmp_path: Path, name: str, content: bytes) -> None:
    read_spoiled(tmp_path, name, content)


@SLOW
@given(name=st.sampled_from(FILES), content=st.text(max_size=200))
def test_random_text_never_raises(tmp_path: Path, name: str, content: str) -> None:
    read_spoiled(tmp_path, name, content.encode("utf-8", "surrogatepass"))


@SLOW
@given(name=st.sampled_from(FILES), cut=st.floats(0, 1))
def test_a_truncated_file_never_raises(tmp_path: Path, name: str, cut: float) -> None:
    content = (SMALL / name).read_bytes()
    read_spoiled(tmp_path, name, content[: int(len(content) * cut)])


MUTATIONS = "\t\r\n\0\ufeff,;:\"'[]{}&*!|>%@#-=?.·가"


@SLOW
@given(name=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_a_mutated_file_never_raises(tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    text = list((SMALL / name).read_text("utf-8"))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text))
        match chance.randrange(3):
            case 0:
                text[at] = chance.choice(MUTATIONS)
            case 1:
                text.insert(at, chance.choice(MUTATIONS))
            case _:
                del text[at : at + chance.randint(1, 20)]
                text.append("\n")
    read_spoiled(tmp_path, name, "".join(text).encode())
