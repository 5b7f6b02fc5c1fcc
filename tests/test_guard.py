"""The guard of the past: honest and dishonest edits of the small data folder, and the command in a repository."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

import check as command
from macros.check import GUARD, TITLES, check_guard, check_loaded, unread_in_base
from macros.compute.correcting import as_cell, worth
from macros.compute.differences import differences
from macros.compute.effects import Effects
from macros.compute.news import news
from macros.compute.printed import says_amount
from macros.compute.silent import new_aims, silent
from macros.compute.telling import NO_CHANGE, UNTOLD, telling
from macros.load import Loaded, load_files, load_present, with_values
from macros.model import TABLES, Book, columns, csv_line
from macros.pages.commitment import commitment_page
from macros.pages.frame import View
from macros.problem import Problem
from tests.changed import SMALL, copied
from tests.english import not_english
from tests.test_changes import git

AS_OF = date(2026, 11, 22)
Texts = dict[str, str]  # path below data/ → text
Edit = Callable[[Texts], object]

PARKS, BUS = "gaon/pledges/small-parks.yml", "gaon/pledges/night-bus.yml"
SPENDING, TARGETS, OUTCOMES = "gaon/spending.csv", "gaon/targets.csv", "gaon/outcomes.csv"
STATUSES, CHANGES, CORRECTIONS = "gaon/statuses.csv", "gaon/changes.csv", "gaon/corrections.csv"
RATES = "gaon/published_rates.csv"
SCHOOL = "naru/programmes/field-school.yml"


def put(name: str, old: str, new: str) -> Edit:
    """The one `old` in a file written as `new`."""

    def edit(files: Texts) -> None:
        assert files[name].count(old) == 1, f"{old!r} stands {files[name].count(old)} times in {name}"
        files[name] = files[name].replace(old, new)

    return edit


def add(name: str, *lines: str) -> Edit:
    """Lines at the end of a file, which is made where there is none."""

    def edit(files: Texts) -> None:
        header = ",".join(columns(TABLES[name.rpartition("/")[2]])) + "\n"
        files[name] = files.get(name, header) + "".join(f"{line}\n" for line in lines)

    return edit


def drop(name: str, start: str) -> Edit:
    """A file without its lines that start so."""
    return lambda files: files.update(
        {name: "".join(line for line in files[name].splitlines(True) if not line.startswith(start))}
    )


def move(old: str, new: str) -> Edit:
    """A commitment's file under another name, and its rows with it."""
    place, ids = old.split("/")[0], [Path(name).stem for name in (old, new)]

    def edit(files: Texts) -> None:
        files[new] = files.pop(old)
        for name in list(files):
            if name.startswith(f"{place}/") and name.endswith(".csv"):
                files[name] = re.sub(rf"^{ids[0]},", f"{ids[1]},", files[name], flags=re.M)
            files[name] = files[name].replace(f"{place}/{ids[0]}", f"{place}/{ids[1]}")

    return edit


def everywhere(prefix: str, old: str, new: str) -> Edit:
    """A pattern written as `new` in all files below `prefix`."""
    return lambda files: files.update(
        {name: re.sub(old, new, text, flags=re.M) for name, text in files.items() if name.startswith(prefix)}
    )


def gone(prefix: str) -> Edit:
    """No file below `prefix`."""
    return lambda files: [files.pop(name) for name in list(files) if name.startswith(prefix)]


@cache
def small_files() -> tuple[tuple[str, bytes], ...]:
    return tuple(load_present(SMALL).items())


def edited(*edits: Edit) -> Texts:
    files = {path.removeprefix("data/"): data.decode() for path, data in small_files()}
    for edit in edits:
        edit(files)
    return files


def loaded(files: Texts) -> Loaded:
    return load_files({f"data/{name}": text.encode() for name, text in files.items()})


def book_of(files: Texts) -> Book:
    book = loaded(files).book
    assert book is not None
    return book


@cache
def small_book() -> Book:
    return book_of(edited())


@pytest.fixture(scope="module")
def base() -> Book:
    return small_book()


def guarded(before: Book, files: Texts) -> tuple[Problem, ...]:
    """What the command would tell, but for what is only told to be looked at."""
    read = loaded(files)
    assert read.book is not None
    assert read.folder is not None
    found = with_values(check_guard(before, read.book, AS_OF, read.problems), read.folder)
    return tuple(each for each in found if each.level != "notice")


@dataclass(frozen=True)
class Case:
    """Edits that no row tells of, and what the guard says: path, line and message of each problem."""

    edits: tuple[Edit, ...]
    rule: str
    told: tuple[str, ...]


UNTOLD_ROW = "corrections.csv에 이 고침을 적은 행이 없습니다."
UNTOLD_BOTH = "changes.csv에도 corrections.csv에도 이것을 적은 행이 없습니다."
UNTOLD_PLAN = "changes.csv에 이 변경을 적은 행이 없습니다."
TWIN = "  - date: 2024-03-02\n    what: 개통식이 열림\n    source: gaon-report\n"
KEPT = "실은 것은 그만두었어도 지우지 않습니다."
OWN, NIGHT = "가온시 작은 공원 열 곳 만들기", "가온시 밤 버스 두 노선 늘리기"
SITES = (
    "  - id: sites\n    title: 후보지 확정\n    under: 2023년 후보지 선정\n"
    "    due: 2023-09\n    done: 2023-08-20\n    source: gaon-report\n"
)
EVENT = "events:\n  - date: 2024-03-02\n    what: 밤 버스 두 노선이 다니기 시작했다고 보도됨\n    source: gaon-paper\n"
INDICATOR = (
    "indicators:\n  riders:\n    name: 밤 버스 이용객\n    unit: 명\n    kind: annual\n    direction: up\n"
    "    baseline: 0\n    baseline_period: 2022\n    baseline_source: gaon-plan\n"
)

SILENT: dict[str, Case] = {
    "an amount": Case(
        (put(SPENDING, "night-bus,executed,total,total,0,", "night-bus,executed,total,total,70,"),),
        "ledger-changed",
        (f"{SPENDING} 28행 5열: {NIGHT}, 돈 집행 총계, 금액: ‘0원’ → ‘7,000만 원’. {UNTOLD_ROW}",),
    ),
    "an amount made blank": Case(
        (put(SPENDING, "night-bus,executed,total,total,0,", "night-bus,executed,total,total,,"),),
        "ledger-changed",
        (f"{SPENDING} 28행 5열: {NIGHT}, 돈 집행 총계, 금액: ‘0원’ → 빈칸. {UNTOLD_ROW}",),
    ),
    "planned money in place": Case(
        (put(SPENDING, "planned,total,total,80.5,", "planned,total,total,60.5,"), put(SPENDING, ",40.3,", ",20.3,")),
        "ledger-changed",
        (
            f"{SPENDING} 24행 5열: {NIGHT}, 돈 계획 총계, 금액: ‘8,050만 원’ → ‘6,050만 원’. {UNTOLD_ROW}",
            f"{SPENDING} 26행 5열: {NIGHT}, 돈 계획 2024년, 금액: ‘4,030만 원’ → ‘2,030만 원’. {UNTOLD_ROW}",
        ),
    ),
    "a row of money gone": Case(
        (drop(SPENDING, "night-bus,executed"),),
        "ledger-removed",
        (f"{SPENDING} 27행: {NIGHT}, 돈 집행 총계: 0원 (기준일 2025년 9월 30일) → 없음. {UNTOLD_ROW}",),
    ),
    "a fund exchanged": Case(
        (put(SPENDING, "secured,total,own,400", "secured,total,private,400"),),
        "ledger-removed",
        (f"{SPENDING} 20행: {OWN}, 돈 확보 총계 시비: 4억 원 (기준일 2025년 9월 30일) → 없음. {UNTOLD_ROW}",),
    ),
    "a target": Case(
        (put(TARGETS, "parks,2025,10,", "parks,2025,8,"),),
        "ledger-changed",
        (f"{TARGETS} 4행 4열: {OWN}, 목표 ‘새로 연 공원(누계)’ 2025년: ‘10곳’ → ‘8곳’. {UNTOLD_ROW}",),
    ),
    "a target gone": Case(
        (drop(TARGETS, "night-bus,riders,2024"),),
        "ledger-removed",
        (f"{TARGETS} 5행: {NIGHT}, 목표 ‘밤 버스 이용객’ 2024년: 12,000명 (기준일 2023년 1월 31일) → 없음. {UNTOLD_ROW}",),
    ),
    "an outcome": Case(
        (put(OUTCOMES, "parks,2023,4,", "parks,2023,5,"),),
        "ledger-changed",
        (f"{OUTCOMES} 2행 4열: {OWN}, 실적 ‘새로 연 공원(누계)’ 2023년: ‘4곳’ → ‘5곳’. {UNTOLD_ROW}",),
    ),
    "a date filled in": Case(
        (put(SPENDING, "450,2025-09-30", "450,2025-10-01"),),
        "ledger-changed",
        (f"{SPENDING} 21행 6열: {OWN}, 돈 집행 총계, 기준일: ‘2025년 9월 30일’ → ‘2025년 10월 1일’. {UNTOLD_ROW}",),
    ),
    "a status": Case(
        (put(STATUSES, "night-bus,completed,", "night-bus,on_track,"),),
        "ledger-changed",
        (f"{STATUSES} 3행 2열: {NIGHT}, 이행 상태: ‘완료’ → ‘정상추진’. {UNTOLD_ROW}",),
    ),
    "a status gone": Case(
        (drop(STATUSES, "night-bus"),),
        "ledger-removed",
        (f"{STATUSES} 2행: {NIGHT}, 이행 상태: 완료 (적힌 말 ‘완료’) (기준일 2025년 9월 30일) → 없음. {UNTOLD_ROW}",),
    ),
    "the reason of a change": Case(
        (put(CHANGES, "땅값이 오름", "사정이 있음"),),
        "ledger-changed",
        (f"{CHANGES} 2행 7열: {OWN}, 계획 변경 2023년 1월 20일 사업비, 이유: ‘땅값이 오름’ → ‘사정이 있음’. {UNTOLD_ROW}",),
    ),
    "a correction gone": Case(
        (drop(CORRECTIONS, "2025"),),
        "ledger-removed",
        (f"{CORRECTIONS} 1행: 가온시, 자료 정정 2025-10-20/outcomes.csv/small-parks/parks/2024/value: 7 → 6 → 없음. {UNTOLD_ROW}",),
    ),
    "a correction": Case(
        (put(CORRECTIONS, "value,7,6,", "value,5,6,"),),
        "ledger-changed",
        (
            f"{CORRECTIONS} 2행 5열: 가온시, 자료 정정 2025-10-20/outcomes.csv/small-parks/parks/2024/value, 고치기 전: "
            f"‘7’ → ‘5’. {UNTOLD_ROW}",
        ),
    ),
    "a published rate": Case(
        (put(RATES, "이행완료율,50.0,", "이행완료율,55.0,"),),
        "ledger-changed",
        (f"{RATES} 2행 4열: 가온시, 발표 이행률 공약 이행완료율, 발표값: ‘50.0%’ → ‘55.0%’. {UNTOLD_ROW}",),
    ),
    "the printed digits of a rate": Case(
        (put(RATES, "이행완료율,50.0,", "이행완료율,50,"),),
        "ledger-changed",
        (f"{RATES} 2행 4열: 가온시, 발표 이행률 공약 이행완료율, 발표값: ‘50.0%’ → ‘50%’. {UNTOLD_ROW}",),
    ),
    "the pledged text": Case(
        (put(PARKS, "공원 열 곳을 만들겠습니다", "공원을 만들겠습니다"),),
        "pledged-changed",
        (
            f"{PARKS} 20행 3열: {OWN}, 공약 파일, 약속한 내용 약속한 글: ‘걸어서 닿는 곳에 작은 공원 열 곳을 만들겠습니다.’ → "
            f"‘걸어서 닿는 곳에 작은 공원을 만들겠습니다.’. {UNTOLD_ROW}",
        ),
    ),
    "a goal more": Case(
        (put(PARKS, "    - 동네마다 쉬는 곳 마련\n", "    - 동네마다 쉬는 곳 마련\n    - 나무 심기\n"),),
        "pledged-changed",
        (f"{PARKS} 23행 7열: {OWN}, 공약 파일, 약속한 내용 정책목표: 자료 없음 → ‘나무 심기’. {UNTOLD_ROW}",),
    ),
    "a title": Case(
        (put(BUS, "title: 밤 버스 두 노선 늘리기", "title: 밤 버스 늘리기"),),
        "title-changed",
        (f"{BUS} 2행 1열: 가온시 밤 버스 늘리기, 공약 파일, 제목: ‘밤 버스 두 노선 늘리기’ → ‘밤 버스 늘리기’. {UNTOLD_BOTH}",),
    ),
    "the end of the period": Case(
        (put(BUS, "  end: 2024-02", "  end: 2024-12"),),
        "period-changed",
        (f"{BUS} 11행 3열: {NIGHT}, 공약 파일, 사업기간 끝: ‘2024-02’ → ‘2024-12’. {UNTOLD_BOTH}",),
    ),
    "the period gone": Case(
        (put(BUS, "period:\n  start: 2023-03\n  end: 2024-02\n", ""),),
        "period-changed",
        (
            f"{BUS} 2행 1열: {NIGHT}, 공약 파일, 사업기간 끝: ‘2024-02’ → 자료 없음. {UNTOLD_BOTH}",
            f"{BUS} 2행 1열: {NIGHT}, 공약 파일, 사업기간 시작: ‘2023-03’ → 자료 없음. {UNTOLD_BOTH}",
        ),
    ),
    "a baseline": Case(
        (put(PARKS, "baseline: 2\n", "baseline: 5\n"),),
        "indicator-changed",
        (f"{PARKS} 53행 5열: {OWN}, 공약 파일, 지표 ‘parks’ 출발값: ‘2’ → ‘5’. {UNTOLD_BOTH}",),
    ),
    "how an indicator counts": Case(
        (put(PARKS, "kind: cumulative", "kind: level"),),
        "indicator-changed",
        (f"{PARKS} 51행 5열: {OWN}, 공약 파일, 지표 ‘parks’ 셈하는 법: ‘cumulative’ → ‘level’. {UNTOLD_BOTH}",),
    ),
    "the stated cost": Case(
        (put(PARKS, "cost_million_krw: 1200", "cost_million_krw: 1000"),),
        "stated-changed",
        (f"{PARKS} 27행 3열: {OWN}, 공약 파일, 사업개요에 적힌 것 사업비: ‘1200’ → ‘1000’. {UNTOLD_BOTH}",),
    ),
    "a due date": Case(
        (put(PARKS, "    due: 2025-12\n", "    due: 2026-06\n"),),
        "stated-changed",
        (f"{PARKS} 82행 5열: {OWN}, 공약 파일, 날짜가 정해진 일 ‘all-ten’ 기한: ‘2025-12’ → ‘2026-06’. {UNTOLD_BOTH}",),
    ),
    "a milestone gone": Case(
        (put(PARKS, SITES, ""),),
        "stated-changed",
        (
            f"{PARKS} 64행 1열: {OWN}, 공약 파일, 날짜가 정해진 일 ‘sites’ (이름 sites; 할 일 후보지 확정; 문서의 제목 2023년 후보지 "
            f"선정; 기한 2023-09; 마친 날 202… → 없음. {UNTOLD_BOTH}",
        ),
    ),
    "a bar of the roadmap": Case(
        (put(PARKS, "    to: 2025-Q4", "    to: 2026-Q2"),),
        "stated-changed",
        (f"{PARKS} 62행 5열: {OWN}, 공약 파일, 로드맵 ‘공원 조성’ 끝: ‘2025-Q4’ → ‘2026-Q2’. {UNTOLD_BOTH}",),
    ),
    "an event gone": Case(
        (put(BUS, EVENT, ""),),
        "stated-changed",
        (
            f"{BUS} 2행 1열: {NIGHT}, 공약 파일, 있었던 일 ‘2024-03-02’ (날짜 2024-03-02; 일어난 일 밤 버스 두 노선이 다니기 시작했다고 "
            f"보도됨; 출처 gaon-paper) → 없음. {UNTOLD_BOTH}",
        ),
    ),
    "a file renamed": Case(
        (move(SCHOOL, "naru/programmes/meadow-school.yml"),),
        "commitment-moved",
        (
            "naru/programmes/meadow-school.yml: 나루군 들판 학교, 공약 파일의 이름: ‘field-school’ → ‘meadow-school’. "
            f"{UNTOLD_ROW}",
        ),
    ),
    "a source under another name": Case(
        (everywhere("gaon/", r"\bgaon-report\b", "gaon-report-2025"),),
        "name-changed",
        (f"gaon/sources.csv 4행 1열: 가온시, 출처 gaon-report-2025, 이름: ‘gaon-report’ → ‘gaon-report-2025’. {UNTOLD_ROW}",),
    ),
    "an indicator under another name": Case(
        (put(PARKS, "  parks:\n", "  gardens:\n"), *(everywhere(name, "^small-parks,parks,", "small-parks,gardens,") for name in (TARGETS, OUTCOMES))),
        "name-changed",
        (f"{PARKS} 47행 3열: {OWN}, 공약 파일, 지표 ‘gardens’: ‘parks’ → ‘gardens’. {UNTOLD_ROW}",),
    ),
    "a pledge made a programme": Case(
        (move(BUS, "gaon/programmes/night-bus.yml"),),
        "commitment-moved",
        (f"gaon/programmes/night-bus.yml: {NIGHT}, 공약 파일의 종류: ‘pledge’ → ‘programme’. {UNTOLD_ROW}",),
    ),
    "a smaller plan": Case(
        (add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,"),),
        "plan-unexplained",
        (f"{SPENDING} 29행 5열: {OWN}, 계획 총계: 12억 원 → 8억 원. {UNTOLD_PLAN}",),
    ),
    "a plan without its total": Case(
        (add(SPENDING, "small-parks,planned,2025,total,100,2025-09-30,gaon-report,"),),
        "plan-unexplained",
        (f"{SPENDING} 29행 5열: {OWN}, 계획 총계: 12억 원 → 자료 없음. {UNTOLD_PLAN}",),
    ),
    "a plan put off": Case(
        (
            add(
                SPENDING,
                "small-parks,planned,total,total,1200,2025-09-30,gaon-report,",
                "small-parks,planned,2024,total,200,2025-09-30,gaon-report,",
                "small-parks,planned,2025,total,600,2025-09-30,gaon-report,",
                "small-parks,planned,2023,total,400,2025-09-30,gaon-report,",
            ),
        ),
        "plan-shifted",
        (
            f"{SPENDING} 29행 5열: {OWN}, 계획 총계는 같은데 나눈 금액이 다름: 2024년 4억 원 → 2억 원, 2025년 4억 원 → 6억 원. "
            f"{UNTOLD_PLAN}",
        ),
    ),
    "smaller targets": Case(
        (
            add(
                TARGETS,
                "small-parks,parks,2024,6,,2025-09-30,gaon-report,",
                "small-parks,parks,2025,8,,2025-09-30,gaon-report,",
            ),
        ),
        "target-unexplained",
        (f"{TARGETS} 7행 4열: {OWN}, ‘새로 연 공원(누계)’ 목표: 2024년 7곳 → 6곳, 2025년 10곳 → 8곳. {UNTOLD_PLAN}",),
    ),
}  # fmt: skip
each_case = pytest.mark.parametrize("name", list(SILENT))


def told(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Path, line, column and message of each, as the cases write them."""
    found = []
    for each in problems:
        line = f" {each.line}행" if each.line else ""
        column = f" {each.column}열" if each.column else ""
        found.append(f"{each.path.removeprefix('data/')}{line}{column}: {each.message}")
    return tuple(found)


@cache
def spoiled(name: str) -> tuple[Texts, tuple[Problem, ...]]:
    """The files of a case, and what the guard says."""
    files = edited(*SILENT[name].edits)
    return files, guarded(small_book(), files)


@each_case
def test_a_silent_edit_is_told_with_both_values(name: str) -> None:
    case = SILENT[name]
    _, found = spoiled(name)
    assert told(found) == case.told
    assert {each.rule for each in found} == {case.rule}
    assert {each.level for each in found} == {"warning" if case.rule == "plan-shifted" else "error"}


def rows_in(tip: str) -> list[tuple[str, str]]:
    """The rows that a tip gives to be added: the ledger that its line names, and the row below."""
    lines = tip.split("\n")
    pairs = zip(lines[::2], lines[1::2], strict=False)
    return [
        (re.findall(r"data/([a-z-]+/[a-z]+\.csv)", line)[-1], row) for line, row in pairs if "맨 아래" in line
    ]


def completed(name: str, row: str, number: int) -> str:
    """A row that the guard gives, with what it leaves to a person: a reason; of a change its date and source too."""
    kind = TABLES[name.rpartition("/")[2]]
    cells = dict(zip(columns(kind), next(csv.reader([row])), strict=True))
    source = "gaon-report" if name.startswith("gaon/") else "naru-school"
    known = {"date": "2025-12", "reason": f"까닭 {number}", "source": source}
    return csv_line(text or known.get(column, "") for column, text in cells.items())


def pasted(files: Texts, problems: tuple[Problem, ...], which: int, *, whole: bool = True) -> Texts:
    """The files with the rows that the guard gives: of two ways the first or the last; made `whole`, or as they are."""
    found = dict(files)
    rows = [rows_in(each.tip)[which] for each in problems]
    for number, (name, row) in enumerate(rows):
        add(name, completed(name, row, number) if whole else row)(found)
    return found


@each_case
def test_the_rows_it_gives_make_it_pass_once_they_are_complete(base: Book, name: str) -> None:
    files, found = spoiled(name)
    ways = [pasted(files, found, 0), pasted(files, found, -1)]
    for after in ways if ways[0] != ways[1] else ways[:1]:
        assert guarded(base, after) == ()
        errors = {
            each.message for each in check_loaded(loaded(after), AS_OF).problems if each.level == "error"
        }
        raw = pasted(files, found, ways.index(after), whole=False)
        blank = {(Path(each.path).name, each.column) for each in loaded(raw).problems}
        assert blank in (
            {("corrections.csv", 7)},
            {("changes.csv", at) for at in (2, 7, 10)},
        )  # for a person to write
        if errors:  # the rows bring none of their own
            assert errors <= {each.message for each in check_loaded(loaded(files), AS_OF).problems}


@each_case
def test_the_pull_request_is_told_of_a_silent_edit_in_the_words_of_the_guard(base: Book, name: str) -> None:
    after = book_of(spoiled(name)[0])
    listed = differences(base, after)
    words = {UNTOLD[each.rule].ko for each in silent(base, after, listed)}
    words |= {NO_CHANGE.ko for _ in new_aims(base, after, listed)}
    shown = telling(base, after, listed, Effects())
    notes = {line.note for section in shown.sections for line in section.lines if line.note}
    assert notes == words
    assert all(any(word in each for word in words) for each in SILENT[name].told)
    assert "기록 없이 바뀐 것" in shown.summary


def test_what_was_put_right_stands_on_the_page_of_news_and_on_that_of_its_commitment(base: Book) -> None:
    clashing = ("an amount made blank", "a row of money gone", "a target", "a status gone", "a correction gone", "a plan put off",
                "the printed digits of a rate", "a plan without its total", "a source under another name", "an indicator under another name", "a milestone gone", "the end of the period", "a pledge made a programme")  # fmt: skip
    files = edited(*(edit for name, case in SILENT.items() if name not in clashing for edit in case.edits))
    found = guarded(base, files)
    assert {each.rule for each in found} == {each.id for each in GUARD} - {
        "place-gone", "commitment-gone", "base-unread", "plan-shifted", "value-rewritten", "fact-rewritten",
        "edition-gone", "name-changed", "order-changed", "correction-untrue",
    }  # fmt: skip
    for which in (0, -1):
        after = book_of(pasted(files, found, which))
        assert {each.level for each in check_guard(base, after, AS_OF)} <= {"notice"}
        new = [
            row
            for place in after.places.values()
            for table in ("changes.csv", "corrections.csv")
            for row in place.tables.get(table, ())
            if row.reason.startswith("까닭 ")
        ]
        assert len(new) == len(found)
        shown = {id(each.rows[0]): each for each in news(after, AS_OF)}
        view = View(after, AS_OF)
        pages = {key: str(commitment_page(view, each).body.html) for key, each in after.commitments.items()}
        own: Counter[str] = Counter()
        for row in new:
            listed = shown[id(row)]
            if listed.commitment is None:  # a published rate and a correction itself are of no commitment
                assert row.file in ("published_rates.csv", "corrections.csv")
                continue
            own[listed.commitment.key] += 1
            assert str(escape(listed.what)) in pages[listed.commitment.key]
        for key, number in own.items():
            before = {"gaon/small-parks": 2}.get(key, 0)  # a change and a correction stood there already
            assert pages[key].count('<div class="change">') == before + number


HONEST: dict[str, tuple[Edit, ...]] = {
    "nothing": (),
    "new rows": (
        add(SPENDING, "small-parks,executed,total,total,500,2025-12-31,gaon-report,"),
        add(OUTCOMES, "small-parks,parks,2025,9,,2025-12-31,gaon-report,"),
        add(STATUSES, "night-bus,dropped,폐기,2025-12-31,,,gaon-report,"),
        add(RATES, "8,2025-12-31,공약 이행완료율,100,count,2,2,,,,,,,gaon-report,"),
    ),
    "a row moved": (
        drop(SPENDING, "night-bus,planned,2023"),
        add(SPENDING, "night-bus,planned,2023,total,40.2,2023-01-31,gaon-plan,"),
    ),
    "a file in another order": (
        lambda files: files.update({name: "\n".join([files[name].split("\n")[0], *files[name].split("\n")[-2:0:-1], ""]) for name in (SPENDING, TARGETS, OUTCOMES, STATUSES)}),
    ),
    "a new row of another day at the top": (
        put(STATUSES, "night-bus,completed", "night-bus,dropped,폐기,2025-12-31,,,gaon-report,\nnight-bus,completed"),
    ),
    "a share with its name and its old value": (
        put(PARKS, "national: 50\n    own: 50", "national: 50\n    own: 60"),
        add(CHANGES, "small-parks,2025-09,other,사업개요에 적힌 것 재원 비율 ‘own’,시비 50%,시비 60%,까닭,,,gaon-report"),
    ),
    "quotes and other digits": (
        put(SPENDING, "small-parks,secured,total,total,900,", '"small-parks",secured,total,total,900.0,'),
        put(CHANGES, "땅값이 오름", '"땅값이 오름"'),
    ),
    "a text in other lines": (
        put(PARKS, "text: 걸어서 닿는 곳에 작은 공원 열 곳을", "text: >-\n    걸어서 닿는 곳에\n    작은 공원 열 곳을"),
    ),
    "a corrected value": (
        put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"),
        add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,7,출처에는 일곱 곳"),
    ),
    "a smaller plan with its reason": (
        add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,"),
        add(CHANGES, "small-parks,2025-09,planned,사업비,12억 원,8억 원,땅을 덜 삼,,approved,gaon-report"),
    ),
    "a first plan entered late": (
        add(SPENDING, "small-parks,planned,total,total,900,2022-07-01,gaon-first-plan,"),
    ),
    "a first target": (add(TARGETS, "small-parks,parks,term,10,,2025-09-30,gaon-report,"),),
    "the same target again": (add(TARGETS, "small-parks,parks,2025,10.0,,2025-09-30,gaon-report,"),),
    "a new end with the old one kept": (
        put(PARKS, "  end: 2025\n", "  end: 2026\n"),
        add(CHANGES, "small-parks,2025-09,period,사업기간,2023년~2025년,2023년~2026년,땅을 늦게 삼,,approved,gaon-report"),
    ),
    "a due date with the old one kept": (
        put(PARKS, "    due: 2025-12\n", "    due: 2026-06\n"),
        add(CHANGES, "small-parks,2025-09,other,추진일정,2025-12 공원 열 곳 열기,2026-06,땅을 늦게 삼,,,gaon-report"),
    ),
    "a pledge given up": (
        add(CHANGES, "night-bus,2025-09,dropped,,추진,폐기,기사 부족,시의회,approved,gaon-report"),
    ),
    "what only grows": (
        put(PARKS, "    due: 2025-12\n", "    due: 2025-12\n    done: 2025-12-20\n"),
        put(BUS, "term: ", "title_en: Night buses\nkeywords: [버스]\nterm: "),
        put(BUS, "events:\n", "events:\n  - date: 2025-01-02\n    what: 한 노선 더 다님\n    source: gaon-report\n"),
    ),
    "words of ours and who answers": (
        put(PARKS, "summary: 가온시가 ", "summary: "),
        put(PARKS, "department: 공원과", "department: 녹지과"),
        put(PARKS, "phone: 031-000-1234", "phone: 031-000-4321"),
        put(PARKS, "remarks:\n  - text: 2022년 계획의", "remarks:\n  - text: 처음 계획의"),
    ),
    "a new pledge and a new place": (
        lambda files: files.update({"gaon/pledges/reading-room.yml": "title: 책방\nfield: culture\nsource: gaon-plan\n"}),
        lambda files: files.update({"haneul/place.yml": "name: 하늘군\nlevel: county\n", "haneul/sources.csv": files["naru/sources.csv"]}),
    ),
    "a milestone where there was none": (
        put(BUS, "events:\n", "milestones:\n  - id: start\n    title: 첫차\n    due: 2023-12\nevents:\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(HONEST))
def test_an_honest_edit_passes(base: Book, name: str) -> None:
    assert guarded(base, edited(*HONEST[name])) == ()


NEARLY: dict[str, tuple[tuple[Edit, ...], str]] = {
    "an old correction tells of nothing new": (
        (put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"), add(CORRECTIONS, "2025-11-01,outcomes.csv,small-parks/parks/2024,value,5,7,까닭")),
        "ledger-changed",
    ),
    "a correction of another cell": (
        (put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"), add(CORRECTIONS, "2025-11-01,outcomes.csv,small-parks/parks/2023,value,6,7,까닭")),
        "ledger-changed",
    ),
    "a rejected change": (
        (
            add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,"),
            add(CHANGES, "small-parks,2025-09,planned,사업비,12억 원,8억 원,땅을 덜 삼,,rejected,gaon-report"),
        ),
        "plan-unexplained",
    ),
    "a change that does not hold the old title": (
        (
            put(BUS, "title: 밤 버스 두 노선 늘리기", "title: 밤 버스 늘리기"),
            add(CHANGES, "night-bus,2025-09,title,제목,밤 버스,밤 버스 늘리기,까닭,,,gaon-report"),
        ),
        "title-changed",
    ),
    "a change of pledged text": (
        (
            put(PARKS, "공원 열 곳을 만들겠습니다", "공원을 만들겠습니다"),
            add(CHANGES, "small-parks,2025-09,other,공약,걸어서 닿는 곳에 작은 공원 열 곳을 만들겠습니다.,줄임,까닭,,,gaon-report"),
        ),
        "pledged-changed",
    ),
    "a number that is a piece of another": (
        (
            put(PARKS, "baseline: 2\n", "baseline: 5\n"),
            add(CHANGES, "small-parks,2025-09,indicator,출발값,12곳,5곳,까닭,,,gaon-report"),
        ),
        "indicator-changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(NEARLY))
def test_a_row_that_does_not_tell_of_the_edit_does_not_help(base: Book, name: str) -> None:
    edits, rule = NEARLY[name]
    assert rules_of(base, *edits) == {rule}


# an edit that a row seems to tell of: what is true before, what is done then, and what the guard says
DISGUISED: dict[str, tuple[tuple[Edit, ...], tuple[Edit, ...], str]] = {
    "statuses of one day change places": (
        (add(STATUSES, "night-bus,dropped,폐기,2025-09-30,,,gaon-paper,"),),
        (drop(STATUSES, "night-bus,completed"), add(STATUSES, "night-bus,completed,완료,2025-09-30,,,gaon-report,")),
        "order-changed",
    ),
    "outcomes of one cell change places": (
        (add(OUTCOMES, "small-parks,parks,2024,3,,2025-09-30,gaon-paper,"),),
        (drop(OUTCOMES, "small-parks,parks,2024,6"), add(OUTCOMES, "small-parks,parks,2024,6,,2025-09-30,gaon-report,")),
        "order-changed",
    ),
    "a new status above that of its day": (
        (),
        (put(STATUSES, "night-bus,completed", "night-bus,dropped,폐기,2025-09-30,,,gaon-paper,\nnight-bus,completed"),),
        "order-changed",
    ),
    "plans of one day change places": (
        (add(SPENDING, "night-bus,planned,total,total,99,2023,gaon-plan,", "night-bus,planned,total,total,90,2023-12-31,gaon-paper,"),),
        (drop(SPENDING, "night-bus,planned,total,total,99"), add(SPENDING, "night-bus,planned,total,total,99,2023,gaon-plan,")),
        "order-changed",
    ),
    "a row goes with a correction of its blank note": (
        (),
        (drop(OUTCOMES, "small-parks,parks,2023"), add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2023,note,,,비고")),
        "ledger-removed",
    ),
    "a row goes with a correction of its source": (
        (),
        (drop(OUTCOMES, "small-parks,parks,2023"), add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2023,source,gaon-report,,까닭")),
        "ledger-removed",
    ),
    "a milestone goes with a correction that quotes nothing of it": (
        (),
        (put(PARKS, SITES, ""), add(CORRECTIONS, f"2025-12-01,{PARKS[5:]},small-parks,milestones[sites],다른 것,,까닭")),
        "stated-changed",
    ),
    "one correction for two rows": (
        (),
        (
            put(SPENDING, "2023,total,400,2022-10-31", "2023,total,401,2022-10-31"),
            put(SPENDING, "2023,total,400,2023-01-31", "2023,total,401,2023-01-31"),
            add(CORRECTIONS, "2025-12-01,spending.csv,small-parks/planned/2023/total,amount_million_krw,400,401,까닭"),
        ),
        "ledger-changed",
    ),
    "one correction for two rows that go": (
        (),
        (
            drop(SPENDING, "small-parks,planned,2023,total,400"),
            add(CORRECTIONS, "2025-12-01,spending.csv,small-parks/planned/2023/total,amount_million_krw,400,,까닭"),
        ),
        "ledger-removed",
    ),
    "a correction of what nobody changed": (
        (),
        (add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,99,까닭"),),
        "correction-untrue",
    ),
    "a correction of pledged text that stands": (
        (),
        (add(CORRECTIONS, f"2025-12-01,{PARKS[5:]},small-parks,period.end,2025,2030,까닭"),),
        "correction-untrue",
    ),
    "a correction from a value that was never there": (
        (),
        (add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2024,value,99,6,까닭"),),
        "correction-untrue",
    ),
    "a correction dated before its source was read": (
        (),
        (put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"), add(CORRECTIONS, "2020-01-01,outcomes.csv,small-parks/parks/2024,value,6,7,까닭")),
        "correction-untrue",
    ),
    "a change to another amount": (
        (),
        (
            add(SPENDING, "small-parks,planned,total,total,9999,2025-09-30,gaon-report,"),
            add(CHANGES, "small-parks,2025-09,planned,사업비,12억 원,13억 원,까닭,,,gaon-report"),
        ),
        "plan-unexplained",
    ),
    "a change to another target": (
        (),
        (
            add(TARGETS, "small-parks,parks,2025,4,,2025-09-30,gaon-report,"),
            add(CHANGES, "small-parks,2025-09,target,목표,10곳,9곳,까닭,,,gaon-report"),
        ),
        "target-unexplained",
    ),
    "an old change of some day of that year": (
        (add(CHANGES, "small-parks,2023,planned,사업비,열둘,덜 씀,까닭,,,gaon-plan"),),
        (add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,"),),
        "plan-unexplained",
    ),
    "an old change for the second time": (
        (
            add(CHANGES, "small-parks,2024-05,planned,사업비,12억 원,덜 씀,까닭,,,gaon-plan"),
            add(SPENDING, "small-parks,planned,total,total,1100,2024-04-30,gaon-report,"),
        ),
        (add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,"),),
        "plan-unexplained",
    ),
    "a number of something else": (
        (),
        (
            put(PARKS, "national: 50\n    own: 50", "national: 40\n    own: 60"),
            add(CHANGES, "small-parks,2025-09,other,담당,공원 50곳의 담당,그 밖,까닭,,,gaon-report"),
        ),
        "stated-changed",
    ),
    "a change of another kind": (
        (),
        (
            put(PARKS, "    due: 2025-12\n", "    due: 2026-06\n"),
            add(CHANGES, "small-parks,2025-09,planned,사업비,2025년 12월,2026년 6월,까닭,,,gaon-report"),
        ),
        "stated-changed",
    ),
    "sources of two events of one day exchanged": (
        (put(BUS, EVENT, EVENT + TWIN),),
        (put(BUS, EVENT + TWIN, EVENT.replace("gaon-paper", "gaon-report") + TWIN.replace("gaon-report", "gaon-paper")),),
        "stated-changed",
    ),
    "ends of two bars of one task exchanged": (
        (put(PARKS, "    to: 2023-Q3\n  - task: 공원 조성", "    to: 2023-Q3\n  - task: 후보지 선정"),),
        (put(PARKS, "    to: 2023-Q3", "    to: 2025-Q4?"), put(PARKS, "    to: 2025-Q4\n", "    to: 2023-Q3\n"), put(PARKS, "2025-Q4?", "2025-Q4")),
        "stated-changed",
    ),
}  # fmt: skip


def rules_of(before: Book, *edits: Edit) -> set[str]:
    """The rules that the guard names for edits; a row that tells of nothing is often told of beside them."""
    found = {each.rule for each in guarded(before, edited(*edits))}
    return found - {"correction-untrue"} or found


@pytest.mark.parametrize("name", list(DISGUISED))
def test_a_row_that_only_seems_to_tell_does_not_disguise_an_edit(name: str) -> None:
    first, edits, rule = DISGUISED[name]
    before = book_of(edited(*first))
    assert guarded(before, edited(*first)) == ()
    assert rules_of(before, *first, *edits) == {rule}


@pytest.mark.parametrize(
    "name",
    [name for name, case in DISGUISED.items() if case[2] not in ("order-changed", "correction-untrue")],
)
def test_a_disguised_edit_passes_with_the_rows_that_it_is_given(name: str) -> None:
    first, edits, _ = DISGUISED[name]
    before, files = book_of(edited(*first)), edited(*first, *edits)
    bad = [each for each in guarded(before, files) if each.rule == "correction-untrue"]
    for each in bad:  # the row of nothing goes
        path = each.path.removeprefix("data/")
        lines = files[path].split("\n")
        files[path] = "\n".join((*lines[: each.line - 1], *lines[each.line :]))
    after = pasted(files, guarded(before, files), -1)
    assert guarded(before, after) == ()
    assert "same-row" not in {each.rule for each in check_loaded(loaded(after), AS_OF).problems}


def test_corrections_may_go_step_by_step_and_come_back() -> None:
    steps = [f"2025-12-0{day},outcomes.csv,small-parks/parks/2024,value,{was},{now},까닭 {day}" for day, was, now in ((1, 6, 7), (2, 7, 6), (3, 6, 8))]  # fmt: skip
    values = (6, 7, 6, 8)

    def after(number: int) -> Texts:
        return edited(put(OUTCOMES, "parks,2024,6,", f"parks,2024,{values[number]},"), add(CORRECTIONS, *steps[:number]))  # fmt: skip

    for start in range(4):
        for end in range(start, 4):
            assert guarded(book_of(after(start)), after(end)) == (), (start, end)


def test_a_row_that_was_added_corrected_and_taken_back_passes_from_any_step(base: Book) -> None:
    row = "small-parks,parks,2025,9,,2025-12-31,gaon-report,"
    first = "2026-01-02,outcomes.csv,small-parks/parks/2025,value,9,8,까닭"
    second = "2026-01-03,outcomes.csv,small-parks/parks/2025,value,8,,까닭"
    states = [
        edited(),
        edited(add(OUTCOMES, row)),
        edited(add(OUTCOMES, row.replace(",9,", ",8,")), add(CORRECTIONS, first)),
        edited(add(CORRECTIONS, first, second)),
    ]
    for start, before in enumerate(states):
        for after in states[start:]:
            assert guarded(book_of(before), after) == ()


@pytest.mark.parametrize(
    ("text", "million", "says"),
    [
        ("3,524억", "352437", True),  # printed to 1억
        ("1조 2,000억 원", "1200000", True),
        ("8,050만 원", "80.5", True),
        ("1,200백만 원", "1200", True),
        ("12", "1200", True),
        ("13억 원", "1200", False),
        ("국비 53억, 민자 745억 추가 발굴", "454800", None),
        ("사업비를 줄임", "1200", None),
    ],
)
def test_an_amount_in_the_words_of_a_source_is_compared(text: str, million: str, says: bool | None) -> None:
    assert says_amount(text, [Decimal(million)]) is says


def test_an_old_change_explains_the_figures_that_come_after_it() -> None:
    before = edited(add(CHANGES, "small-parks,2023,planned,사업비,12억 원,8억 원,까닭,,,gaon-plan"))
    new = add(SPENDING, "small-parks,planned,total,total,800,2025-09-30,gaon-report,")
    after = dict(before)
    new(after)
    assert guarded(book_of(before), after) == ()


def test_a_correction_says_what_it_says_wrongly_and_what_to_do(base: Book) -> None:
    files = edited(add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,99,까닭"))
    [found] = guarded(base, files)
    assert told((found,)) == (
        f"{CORRECTIONS} 3행 6열: 이 정정이 말하는 고침이 자료에 없습니다: outcomes.csv small-parks/parks/2024 value ‘6’ → ‘99’. "
        "지금 자료의 값: ‘6’.",
    )
    early = edited(put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"), add(CORRECTIONS, "2020-01-01,outcomes.csv,small-parks/parks/2024,value,6,7,까닭"))  # fmt: skip
    [found] = guarded(base, early)
    assert told((found,)) == (
        f"{CORRECTIONS} 3행 1열: date(고친 날)가 이릅니다: ‘2020-01-01’. 2025년 11월 1일의 자료에는 고치기 전의 값이 있었습니다.",
    )
    assert not_english(found_in_all(base, files, early)) == []


def found_in_all(before: Book, *files: Texts) -> list[Problem]:
    return [each for one in files for each in guarded(before, one)]


def test_rows_of_one_day_that_changed_places_are_told_with_both(base: Book) -> None:
    above = put(
        STATUSES,
        "night-bus,completed",
        "night-bus,dropped,폐기,2025-09-30,,,gaon-paper,\nnight-bus,completed",
    )
    [found] = guarded(base, edited(above))
    assert told((found,)) == (
        f"{STATUSES} 3행: {NIGHT}: 같은 날을 말하는 행의 차례가 바뀌어 실리는 값이 달라집니다: "
        "‘이행 상태: 완료 (적힌 말 ‘완료’) (기준일 2025년 9월 30일)’ → ‘이행 상태: 폐기 (적힌 말 ‘폐기’) (기준일 2025년 9월 30일)’.",
    )
    assert not_english([found]) == []


def test_a_correction_of_the_base_does_not_cover_the_way_back() -> None:
    there = edited(put(OUTCOMES, "parks,2024,6,", "parks,2024,7,"), add(CORRECTIONS, "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,7,까닭"))  # fmt: skip
    back = {**there, OUTCOMES: there[OUTCOMES].replace("parks,2024,7,", "parks,2024,6,")}
    again = {**back, OUTCOMES: there[OUTCOMES]}
    assert [each.rule for each in guarded(book_of(there), back)] == ["ledger-changed"]
    found = guarded(book_of(back), again)  # the same correction as before, on another day
    assert [each.rule for each in found] == ["ledger-changed"]
    assert guarded(book_of(back), pasted(again, found, -1)) == ()


def test_a_commitment_never_leaves_but_may_be_given_up(base: Book) -> None:
    ledgers = (SPENDING, TARGETS, OUTCOMES, STATUSES)
    files = edited(gone(BUS), *(drop(name, "night-bus") for name in ledgers))
    [found] = guarded(base, files)
    assert told((found,)) == (f"{BUS}: 공약 파일: ‘밤 버스 두 노선 늘리기’ → 없음. {KEPT}",)
    row = "night-bus,,dropped,,밤 버스 두 노선 늘리기,폐기,,,,"
    assert found.tip == (
        f"data/{BUS} 파일을 되살리세요. 함께 지운 장부의 행 11개도 되살리세요. 폐기하거나 합친 공약이면 파일을 두고 data/{CHANGES} "
        f"맨 아래에 다음 줄을 더하세요. 합쳤으면 field는 merged입니다. 빈칸으로 둔 date, reason, source를 출처에서 옮겨 적으세요. "
        f"이유가 출처에 없으면 reason에 ‘출처에 이유 없음’이라고 적으세요.\n{row}"
    )
    row = completed(CHANGES, row, 1)
    assert guarded(base, edited(add(CHANGES, row))) == ()
    assert [each.rule for each in guarded(base, {**files, CHANGES: f"{files[CHANGES]}{row}\n"})] == ["commitment-gone"]  # fmt: skip


def test_a_place_never_leaves(base: Book) -> None:
    files = edited(gone("naru/"), put(PARKS, "related: [naru/field-school]\n", ""))
    assert told(guarded(base, files)) == (f"naru/place.yml: 지역: ‘나루군’ → 없음. {KEPT}",)


def test_the_rows_of_a_renamed_commitment_are_its_own(base: Book) -> None:
    moved = move(SCHOOL, "naru/programmes/meadow-school.yml")
    files = edited(moved, put("naru/outcomes.csv", "2023,41,", "2023,42,"))
    assert [each.rule for each in guarded(base, files)] == ["ledger-changed", "commitment-moved"]
    assert guarded(base, pasted(files, guarded(base, files), -1)) == ()


def test_a_correction_names_a_file_also_by_the_name_it_had(base: Book) -> None:
    first = "2026-01-02,programmes/field-school.yml,field-school,period.end,2024,2025,잘못 읽음"
    files = edited(add("naru/corrections.csv", first))
    before = book_of(files)
    move(SCHOOL, "naru/programmes/meadow-school.yml")(files)
    after = pasted(files, guarded(before, files), -1)
    assert guarded(before, after) == ()
    assert [e for e in check_loaded(loaded(after), AS_OF).problems if e.level == "error"] == []
    listed = [
        each.commitment for each in news(book_of(after), AS_OF) if each.correction and each.place.id == "naru"
    ]
    assert [each.key for each in listed if each] == ["naru/meadow-school"] * 2


def test_what_could_not_be_read_is_not_taken_for_gone(base: Book) -> None:
    broken = {
        SPENDING: put(SPENDING, "night-bus,executed,total,total,0,", 'night-bus,executed,total,total,"1,0",'),
        BUS: put(BUS, "title: ", "title: [") ,
        "naru/place.yml": put("naru/place.yml", "name: 나루군", "name: ["),
        CORRECTIONS: put(CORRECTIONS, "date,file", "day,file"),
    }  # fmt: skip
    for name, edit in broken.items():
        silently = put(OUTCOMES, "parks,2023,4,", "parks,2023,5,")
        rules = [each.rule for each in guarded(base, edited(edit, silently))]
        assert rules == ([] if name == CORRECTIONS else ["ledger-changed"]), name


def test_what_the_base_could_not_be_read_for_is_told() -> None:
    files = edited(put(SPENDING, "secured,total,total,900,", 'secured,total,total,"9,00",'), put("naru/place.yml", "name: 나루군", "name: ["))  # fmt: skip
    first, second = unread_in_base(loaded(files).problems, "abc1234")
    assert (first.level, first.path, first.line) == ("warning", f"data/{SPENDING}", 0)
    assert first.message.startswith(
        "견준 커밋 abc1234에서는 이 파일에 오류가 1건 있어 그 부분은 견주지 못했습니다: 18행 "
    )
    assert second.message.startswith(
        "견준 커밋 abc1234에서는 이 파일에 오류가 1건 있어 그 지역을 통째로 견주지 못했습니다: "
    )
    assert unread_in_base(loaded(edited()).problems, "abc1234") == ()


def test_every_rule_of_the_guard_has_its_line_in_the_table() -> None:
    tried = {case.rule for case in SILENT.values()} | {"place-gone", "commitment-gone", "base-unread"}
    assert tried <= {each.id for each in GUARD} <= set(TITLES)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=20))
def test_any_text_can_be_told_of_in_a_cell(text: str) -> None:
    cell = as_cell(text)
    assert worth(cell) == worth(text)
    assert cell == cell.strip()
    assert not cell.startswith(("=", "+", "@"))


# ── the command ─────────────────────────────────────────────────────────────────────────────

Ran = tuple[int, str, str]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A commit without data, the small folder (tag first), and on main one row more than the branch work knows of."""
    top = tmp_path_factory.mktemp("guarded")
    git(top, "init", "-q")
    (top / "README.md").write_text("nothing yet\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "no data")
    git(top, "tag", "empty")
    data = copied(top)
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "first")
    good = (data / OUTCOMES).read_text("utf-8")
    (data / OUTCOMES).write_text(f"{good}small-parks,parks,2025,9,,2025-12-31,gaon-report,\n", "utf-8")
    git(top, "commit", "-qam", "news")
    git(top, "checkout", "-qb", "work", "first")
    (data / OUTCOMES).write_text(good.replace("parks,2024,6,", "parks,2024,7,"), "utf-8")
    git(top, "commit", "-qam", "silent")
    return top


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run(data, "--base", "main")`: exit code, what was printed, what was said on the error stream."""

    def call(data: Path, *words: str) -> Ran:
        given = ["check.py", *words, "--data", str(data), "--as-of", AS_OF.isoformat()]
        monkeypatch.setattr(sys, "argv", given)
        code = command.main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


ROW = "2026-11-22,outcomes.csv,small-parks/parks/2024,value,6,7,"


def test_the_command_compares_with_where_the_work_left_the_base(
    repository: Path, run: Callable[..., Ran]
) -> None:
    first = git(repository, "rev-parse", "--short=7", "first").strip()
    code, out, said = run(repository / "data", "--base", "main")
    assert (code, said) == (1, "")
    assert out.startswith(f"main({first})의 자료와 견주었습니다.\n")
    assert f"\n{ROW}\n" in out
    assert out.splitlines()[-1].startswith("오류 1건, ")
    assert run(repository / "data", "--base", "HEAD")[0] == 0
    assert run(repository / "data")[0] == 0
    empty = git(repository, "rev-parse", "--short=7", "empty").strip()
    code, out, _ = run(repository / "data", "--base", empty)
    assert code == 0
    assert out.startswith(f"{empty}에는 data/ 폴더가 없어 견줄 지난 자료가 없습니다.\n")


def test_the_command_tells_programs_github_and_readers_of_english(
    repository: Path, run: Callable[..., Ran]
) -> None:
    code, out, _ = run(repository / "data", "--base", "main", "--json")
    [error] = [each for each in json.loads(out)["problems"] if each["level"] == "error"]
    assert (code, error["rule"], error["line"], error["column"]) == (1, "ledger-changed", 3, 4)
    code, out, _ = run(repository / "data", "--base", "main", "--github")
    assert code == 1
    title = "title=data/gaon/outcomes.csv 3행 4열 · 오류"
    assert f"::error file=data/gaon/outcomes.csv,line=3,col=4,{title}::" in out
    assert f"%0A{ROW}\n" in out
    code, out, _ = run(repository / "data", "--base", "main", "--lang", "en")
    assert code == 1
    assert "gaon/small-parks outcomes.csv ‘small-parks/parks/2024’ ‘value’: ‘6’ → ‘7’. No row of corrections.csv tells of this." in out  # fmt: skip


def test_the_row_it_prints_makes_the_command_pass(repository: Path, run: Callable[..., Ran]) -> None:
    path = repository / "data" / CORRECTIONS
    good = path.read_bytes()
    path.write_bytes(good + f"{completed(CORRECTIONS, ROW, 1)}\n".encode())
    try:
        assert run(repository / "data", "--base", "main")[0] == 0
    finally:
        path.write_bytes(good)


def test_wrong_use_is_told_and_ends_with_2(repository: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run(repository / "data", "--base", "nowhere") == (
        2, "", "없는 커밋입니다: nowhere. git log --oneline으로 이름을 확인하세요.\n",
    )  # fmt: skip
    code, out, said = run(copied(tmp_path), "--base", "main")
    assert (code, out) == (2, "")
    assert said.startswith("자료 폴더가 git 저장소 안에 있지 않습니다. ")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", repository.as_uri(), str(shallow))
    tip = "저장소를 최근 것만 받았습니다(shallow clone). git fetch --unshallow 뒤에 다시 실행하세요.\n"
    assert run(shallow / "data", "--base", "origin/main") == (2, "", f"없는 커밋입니다: origin/main. {tip}")
    git(shallow, "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    assert run(shallow / "data", "--base", "origin/main") == (
        2, "", f"origin/main에서 갈라진 곳을 찾을 수 없습니다. {tip}",
    )  # fmt: skip


def test_a_base_with_errors_is_compared_as_far_as_it_can_be_read(
    repository: Path, run: Callable[..., Ran]
) -> None:
    rates, site = repository / "data" / RATES, repository / "data/site.yml"
    good = {path: path.read_bytes() for path in (rates, site)}
    git(repository, "checkout", "-q", "--detach")
    try:
        rates.write_bytes(good[rates].replace(b",50.0,", b",50%,"))
        git(repository, "commit", "-qam", "a broken row")
        rates.write_bytes(good[rates])
        code, out, _ = run(repository / "data", "--base", "HEAD")
        assert code == 0
        assert "이 파일에 오류가 1건 있어 그 부분은 견주지 못했습니다: 2행 " in out
        site.write_bytes(b"title: [\n")
        git(repository, "commit", "-qam", "a broken site")
        site.write_bytes(good[site])
        code, out, said = run(repository / "data", "--base", "HEAD")
        assert (code, said) == (0, "")
        assert "data/site.yml [경고] 견준 커밋 " in out
        assert "대신 이 파일을 읽을 수 있던 앞선 커밋 " in out
    finally:
        for path, held in good.items():
            path.write_bytes(held)
        git(repository, "checkout", "-qf", "work")
