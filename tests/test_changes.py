"""What changed: differences and effects of two data folders, news, feeds, and the command that compares commits."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

import changes as command
from macros import downloads
from macros.check import check_loaded
from macros.compute.differences import Difference, differences
from macros.compute.effects import Effects, effects
from macros.compute.news import News, date_words, news, read_last
from macros.compute.telling import NOTHING_NEW, telling
from macros.downloads.feed import MOST
from macros.load import Loaded, load_book
from macros.model import Book
from macros.pages.changes import differences_part, feed_files, feed_of, news_part
from macros.pages.frame import View
from tests.changed import added, copied, exchange, written

AS_OF = date(2026, 11, 22)
ATOM = "{http://www.w3.org/2005/Atom}"
READING_ROOM = """\
title: 동네 책방 <b>열기</b> | `코드` @someone
term: "8"
field: education
source: gaon-plan
"""
STEPS = (
    # a mistake put right, with its row
    exchange("gaon/outcomes.csv", "parks,2024,6", "parks,2024,7"),
    added("gaon/corrections.csv", "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,7,출처에는 일곱 곳으로 적혀 있음"),
    # figures written over in silence
    exchange("gaon/spending.csv", "executed,total,total,450", "executed,total,total,500"),
    exchange("gaon/spending.csv", "executed,total,own,200", "executed,total,own,250"),
    # a row gone, another one moved to the end of its file
    exchange("gaon/targets.csv", "night-bus,riders,2023,8000,,2023-01-31,gaon-plan,\n", ""),
    exchange("gaon/spending.csv", "night-bus,planned,2023,total,40.2,2023-01-31,gaon-plan,\n", ""),
    added("gaon/spending.csv", "night-bus,planned,2023,total,40.2,2023-01-31,gaon-plan,"),
    # a plan reduced, with its reason; a status that goes back
    added("gaon/spending.csv", "small-parks,planned,total,total,800,2025-12-31,gaon-report,"),
    added("gaon/changes.csv", "small-parks,2025-12-31,planned,사업비,12억 원,8억 원,땅을 덜 삼,시의회,approved,gaon-report"),
    added("gaon/statuses.csv", "night-bus,on_track,다시 추진,2025-12-31,,,gaon-report,"),
    # a sheet: a value, an entry less and an entry more
    exchange("gaon/pledges/small-parks.yml", "    due: 2025-12\n", "    due: 2025-11\n"),
    exchange("gaon/pledges/small-parks.yml", "  - date: 2023-08-20\n    what: 후보지 열두 곳을 정함\n    source: gaon-report\n",
             "  - date: 2023-09-01\n    what: 후보지를 다시 정함\n    source: gaon-report\n"),
    # a new pledge, a longer list, a file with another name
    written("gaon/pledges/reading-room.yml", READING_ROOM),
    exchange("gaon/place.yml", "pledges_total: 2", "pledges_total: 3"),
    lambda data: (data / "naru/programmes/field-school.yml").rename(data / "naru/programmes/meadow-school.yml"),
    *(lambda data, name=name: _everywhere(data / f"naru/{name}.csv", "field-school,", "meadow-school,") for name in ("outcomes", "spending")),
    exchange("gaon/pledges/small-parks.yml", "naru/field-school", "naru/meadow-school"),
)  # fmt: skip


def _everywhere(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="")


def read(data: Path) -> Loaded:
    return check_loaded(load_book(data), AS_OF)


@pytest.fixture(scope="module")
def after_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data folder with one of every kind of change."""
    data = copied(tmp_path_factory.mktemp("after"))
    for step in STEPS:
        step(data)
    return data


@pytest.fixture(scope="module")
def before(small: Book) -> Loaded:
    return Loaded(small, read(Path(__file__).resolve().parent / "small" / "data").problems)


@pytest.fixture(scope="module")
def after(after_folder: Path) -> Loaded:
    loaded = read(after_folder)
    assert [each for each in loaded.problems if each.level == "error"] == []
    return loaded


def book_of(loaded: Loaded) -> Book:
    assert loaded.book is not None
    return loaded.book


@pytest.fixture(scope="module")
def found(before: Loaded, after: Loaded) -> tuple[Difference, ...]:
    return differences(book_of(before), book_of(after))


@pytest.fixture(scope="module")
def moved(before: Loaded, after: Loaded) -> Effects:
    return effects(book_of(before), book_of(after), AS_OF, before.problems, after.problems)


def with_rows(folder: Path, *steps: Callable[[Path], object]) -> Book:
    """The small data folder with these steps taken."""
    data = copied(folder)
    for step in steps:
        step(data)
    return book_of(read(data))


# ── differences ─────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_change_is_found_and_nothing_else(found: tuple[Difference, ...]) -> None:
    told = [(d.kind, d.what, d.commitment or d.place, d.key, d.column, d.before, d.after) for d in found]
    parks, bus, room, school = (
        f"{key}" for key in ("gaon/small-parks", "gaon/night-bus", "gaon/reading-room", "naru/meadow-school")
    )
    assert told == [
        ("changed", "place", "gaon", "", "coverage[8].pledges_total", "2", "3"),
        ("added", "commitment", room, "reading-room", "", "", "동네 책방 <b>열기</b> | `코드` @someone"),
        ("changed", "sheet", parks, "", "milestones[all-ten].due", "2025-12", "2025-11"),
        ("added", "sheet", parks, "", "events[2023-09-01]", "", "date: 2023-09-01; what: 후보지를 다시 정함; source: gaon-report"),
        ("changed", "sheet", parks, "", "related", "naru/field-school", "naru/meadow-school"),
        ("removed", "sheet", parks, "", "events[2023-08-20]", "date: 2023-08-20; what: 후보지 열두 곳을 정함; source: gaon-report", ""),
        ("changed", "spending", parks, "small-parks/executed/total/total", "amount_million_krw", "450", "500"),
        ("changed", "spending", parks, "small-parks/executed/total/own", "amount_million_krw", "200", "250"),
        ("added", "spending", parks, "small-parks/planned/total/total", "", "", "small-parks,planned,total,total,800,2025-12-31,gaon-report,"),
        ("changed", "outcomes", parks, "small-parks/parks/2024", "value", "6", "7"),
        ("added", "changes", parks, "small-parks/2025-12-31/planned/사업비", "", "",
         "small-parks,2025-12-31,planned,사업비,12억 원,8억 원,땅을 덜 삼,시의회,approved,gaon-report"),
        ("removed", "targets", bus, "night-bus/riders/2023", "", "night-bus,riders,2023,8000,,2023-01-31,gaon-plan,", ""),
        ("added", "statuses", bus, "night-bus", "", "", "night-bus,on_track,다시 추진,2025-12-31,,,gaon-report,"),
        ("added", "corrections", "gaon", "2025-12-01/outcomes.csv/small-parks/parks/2024/value", "", "",
         "2025-12-01,outcomes.csv,small-parks/parks/2024,value,6,7,출처에는 일곱 곳으로 적혀 있음"),
        ("changed", "commitment", school, "meadow-school", "id", "field-school", "meadow-school"),
    ]  # fmt: skip


def test_a_difference_knows_both_rows_and_the_correction_that_tells_of_it(
    found: tuple[Difference, ...],
) -> None:
    outcome = next(each for each in found if each.what == "outcomes")
    assert (outcome.before_row, outcome.after_row) == (
        ("data/gaon/outcomes.csv", 3, 0, ()),
        ("data/gaon/outcomes.csv", 3, 0, ()),
    )
    assert outcome.correction is not None
    assert outcome.correction.reason == "출처에는 일곱 곳으로 적혀 있음"
    assert [each.correction for each in found if each.what == "spending"] == [None, None, None]


CELL = "outcomes.csv,small-parks/parks/2024,value"
STEPWISE = (
    f"2025-12-02,{CELL},6,8,다시 셈",
    f'2025-12-03,{CELL},8.0,"1,009",더해 적음',
    f"2025-12-04,{CELL},1009,7,일곱 곳",
)


@pytest.mark.parametrize(
    ("now", "rows", "reason"),
    [
        ("7", STEPWISE, "일곱 곳"),
        ("7.0", STEPWISE, "일곱 곳"),
        ("7", STEPWISE[:2], None),
        ("7", STEPWISE[::2], None),
    ],
)
def test_a_cell_corrected_more_than_once_is_told_by_the_last_of_its_corrections(
    small: Book, tmp_path: Path, now: str, rows: tuple[str, ...], reason: str | None
) -> None:
    step = exchange("gaon/outcomes.csv", "parks,2024,6", f"parks,2024,{now}")
    other = with_rows(tmp_path, step, added("gaon/corrections.csv", *rows))
    [found] = [each for each in differences(small, other) if each.what == "outcomes"]
    assert (found.correction.reason if found.correction else None) == reason


def test_a_correction_is_found_under_the_name_that_a_commitment_had(small: Book, tmp_path: Path) -> None:
    head = "date,file,key,column,before,after,reason\n"
    row = "2026-01-02,outcomes.csv,field-school/pupils/2023,value,41,42,잘못 셈\n"
    steps = (written("naru/corrections.csv", head + row), exchange("naru/outcomes.csv", "2023,41", "2023,42"))
    other = with_rows(tmp_path, *steps, *STEPS[-4:])
    [found] = [each for each in differences(small, other) if each.what == "outcomes"]
    assert (found.commitment, found.correction and found.correction.reason) == (
        "naru/meadow-school", "잘못 셈",
    )  # fmt: skip


def test_a_book_does_not_differ_from_itself(before: Loaded, after: Loaded) -> None:
    book = book_of(after)
    assert differences(book, book) == ()
    assert effects(book, book, AS_OF, after.problems, after.problems) == Effects()
    told = telling(book, book, (), Effects())
    assert (told.summary, told.sections) == (NOTHING_NEW, ())


def test_the_way_back_takes_back_what_the_way_there_brought(before: Loaded, after: Loaded) -> None:
    there = differences(book_of(before), book_of(after))
    back = differences(book_of(after), book_of(before))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((turned[d.kind], d.what, d.column, d.after, d.before) for d in there) == sorted(
        (d.kind, d.what, d.column, d.before, d.after) for d in back
    )


def test_rows_with_the_same_key_are_told_apart_by_all_their_cells(small: Book, tmp_path: Path) -> None:
    twice = (
        "night-bus,planned,total,total,90,2023-01-31,gaon-plan,변경(2023-05)",
        "night-bus,planned,total,total,95,2023-01-31,gaon-plan,변경(2023-09)",
    )
    one = with_rows(tmp_path / "one", added("gaon/spending.csv", *twice))
    other = with_rows(tmp_path / "other", added("gaon/spending.csv", *reversed(twice)))
    assert differences(one, other) == ()
    assert [(d.kind, d.after) for d in differences(small, one)] == [("added", line) for line in twice]


def test_a_row_whose_date_or_source_alone_was_written_over_is_the_same_row(
    small: Book, tmp_path: Path
) -> None:
    other = with_rows(
        tmp_path,
        exchange("gaon/statuses.csv", "완료,2025-09-30,,,gaon-report", "완료,2025-10-31,,,gaon-report"),
    )
    assert [(d.kind, d.what, d.column, d.before, d.after) for d in differences(small, other)] == [
        ("changed", "statuses", "as_of", "2025-09-30", "2025-10-31")
    ]


def test_a_blank_is_not_zero_and_printed_digits_count(small: Book, tmp_path: Path) -> None:
    other = with_rows(
        tmp_path,
        exchange(
            "gaon/spending.csv", "night-bus,executed,total,total,0,", "night-bus,executed,total,total,,"
        ),
        exchange("naru/published_rates.csv", "이행률,60,", "이행률,60.0,"),
    )
    assert [(d.column, d.before, d.after) for d in differences(small, other)] == [
        ("amount_million_krw", "0", ""),
        ("published_pct", "60", "60.0"),
    ]
    (move,) = [each for each in effects(small, other, AS_OF).money if each.commitment]
    assert (move.before, move.after) == (Decimal(0), None)


def test_places_and_commitments_come_and_go(small: Book) -> None:
    gaon = small.places["gaon"]
    parks = replace(gaon, commitments=gaon.commitments[:1])
    fewer = replace(small, places={"gaon": parks})
    told = [
        (d.kind, d.what, d.place, d.key)
        for d in differences(small, fewer)
        if d.what in ("place", "commitment")
    ]
    assert told == [
        ("removed", "commitment", "gaon", "night-bus"),
        ("removed", "place", "naru", ""),
        ("removed", "commitment", "naru", "field-school"),
    ]
    assert [d.kind for d in differences(fewer, small) if d.what == "place"] == ["added"]


# ── effects ─────────────────────────────────────────────────────────────────────────────────


def test_amounts_move_by_place_fund_and_year(moved: Effects) -> None:
    told = [(m.commitment or m.place, m.measure, m.year, m.fund, m.before, m.after) for m in moved.money]
    assert told == [
        # 1,200 + 80.5 and 800 + 80.5; 450 + 0 and 500 + 0
        ("gaon", "planned", "total", "total", Decimal("1280.5"), Decimal("880.5")),
        ("gaon", "executed", "total", "total", Decimal("450"), Decimal("500")),
        ("gaon", "executed", "total", "own", Decimal("200"), Decimal("250")),
        ("gaon/small-parks", "planned", "total", "total", Decimal("1200"), Decimal("800")),
        ("gaon/small-parks", "planned", "total", "national", Decimal("600"), None),
        ("gaon/small-parks", "planned", "total", "own", Decimal("600"), None),
        ("gaon/small-parks", "planned", "2023", "total", Decimal("400"), None),
        ("gaon/small-parks", "planned", "2024", "total", Decimal("400"), None),
        ("gaon/small-parks", "planned", "2025", "total", Decimal("400"), None),
        ("gaon/small-parks", "executed", "total", "total", Decimal("450"), Decimal("500")),
        ("gaon/small-parks", "executed", "total", "own", Decimal("200"), Decimal("250")),
    ]


def test_rates_move_and_go_where_a_list_is_no_longer_known_whole(moved: Effects) -> None:
    told = [(m.commitment or m.place, m.name, str(m.before), str(m.after)) for m in moved.rates]
    assert told == [
        # 980.5 ÷ 1,280.5 and ÷ 880.5; 450 and 500 ÷ 980.5; 450 ÷ 1,280.5 and 500 ÷ 880.5
        ("gaon", "확보율", "76.6", "111.4"),
        ("gaon", "집행률(확보 대비)", "45.9", "51.0"),
        ("gaon", "집행률(계획 대비)", "35.1", "56.8"),
        # one of two; then three pledges, of which the new one has no status
        ("gaon", "이행완료율", "50.0", "None"),
        ("gaon", "정상추진율", "100.0", "None"),
        ("gaon/small-parks", "확보율", "75.0", "112.5"),
        ("gaon/small-parks", "집행률(확보 대비)", "50.0", "55.6"),
        ("gaon/small-parks", "집행률(계획 대비)", "37.5", "62.5"),
    ]


def test_targets_statuses_and_signals_move(moved: Effects) -> None:
    parks, bus = moved.targets
    assert (parks.commitment, parks.year) == ("gaon/small-parks", "2024")
    assert parks.before is not None
    assert parks.after is not None
    assert [str(each.rate.shown) for each in (parks.before, parks.after) if each.rate] == ["85.7", "100.0"]
    assert (parks.before.met, parks.after.met) == (False, True)
    assert (bus.commitment, bus.year, bus.after) == ("gaon/night-bus", "2023", None)
    (status,) = moved.statuses
    assert status.before is not None
    assert status.after is not None
    assert (status.before.status, status.after.status, status.backward) == ("completed", "on_track", True)
    assert {(s.commitment, s.signal.code, s.gone) for s in moved.signals} >= {
        ("gaon/small-parks", "plan-reduced", False),
        ("gaon/small-parks", "target-missed", True),
        ("gaon/night-bus", "overdue", False),
        ("gaon/reading-room", "no-status", False),
    }


def test_findings_count_by_what_they_say_not_by_their_line(moved: Effects, before: Loaded) -> None:
    assert all(each not in before.problems for each in moved.new)
    assert "sheet-incomplete" in {each.rule for each in moved.new}
    lower = [replace(each, line=each.line + 1) for each in before.problems]
    same = effects(book_of(before), book_of(before), AS_OF, before.problems, lower)
    assert same == Effects()


def test_a_finding_of_a_file_that_was_renamed_is_no_new_one(before: Loaded, after: Loaded) -> None:
    folder, any_one = "data/naru/programmes", before.problems[0]
    old, new = ([replace(any_one, path=f"{folder}/{name}-school.yml")] for name in ("field", "meadow"))
    found = effects(book_of(before), book_of(after), AS_OF, old, new)
    assert (found.new, found.gone) == ((), ())


def test_pages_are_named_lists_first(moved: Effects) -> None:
    assert moved.pages == (
        "", "changes/", "checks/", "data/", "outcomes/", "places/", "pledges/", "programmes/", "spending/",
        "gaon/", "gaon/reading-room/", "gaon/small-parks/", "gaon/night-bus/", "naru/", "naru/meadow-school/",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "backward"),
    [
        ("completed,완료", "on_track,정상추진", True),
        ("completed,완료", "completed_ongoing,계속", False),
        ("completed,완료", "other,기타", False),
    ],
)
def test_a_status_moves_backward_by_the_order_of_the_terms(
    small: Book, tmp_path: Path, was: str, now: str, backward: bool
) -> None:
    other = with_rows(tmp_path, exchange("gaon/statuses.csv", f"night-bus,{was}", f"night-bus,{now}"))
    assert [each.backward for each in effects(small, other, AS_OF).statuses] == [backward]
    assert [each.backward for each in effects(other, small, AS_OF).statuses] == [False]


def test_differences_as_a_piece_of_a_page_are_text_and_link_only_to_pages_that_are_there(
    before: Loaded, after: Loaded
) -> None:
    view = View(book_of(after), AS_OF)
    html = differences_part(view, book_of(before), book_of(after), AS_OF).html
    assert "<b>열기</b>" not in html
    assert "동네 책방 &lt;b&gt;열기&lt;/b&gt;" in html
    assert 'href="~/naru/meadow-school/"' in html
    older = differences_part(View(book_of(before), AS_OF), book_of(before), book_of(after), AS_OF).html
    assert 'href="~/naru/meadow-school/"' not in older


# ── news ────────────────────────────────────────────────────────────────────────────────────


def test_news_are_grouped_dated_and_newest_first(small: Book) -> None:
    assert [(str(n.day), n.kind, n.title, n.text) for n in news(small, AS_OF)] == [
        ("2025-10-20", "correction", "가온시 작은 공원 열 곳 만들기", "목표를 실적 칸에 옮겨 적었음"),
        ("2025-09-30", "figures", "가온시 작은 공원 열 곳 만들기",
         "확보 9억 원(금액 3개), 집행 4억 5,000만 원(금액 3개), 새로 연 공원(누계) 2023년 실적 4곳, 새로 연 공원(누계) 2024년 실적 6곳"),
        ("2025-09-30", "status", "가온시 작은 공원 열 곳 만들기", "정상추진"),
        ("2025-09-30", "figures", "가온시 밤 버스 두 노선 늘리기", "확보 8,050만 원, 집행 0원, 실적 3개"),
        ("2025-09-30", "status", "가온시 밤 버스 두 노선 늘리기", "완료"),
        ("2025-09-30", "figures", "가온시", "민선 8기 공약 이행완료율 50.0%"),
        ("2025-06-30", "figures", "나루군", "민선 8기 공약 이행률 60%"),
        ("2024-01-31", "figures", "나루군 들판 학교", "수료생 2023년 실적 41명"),
        ("2023-02-01", "figures", "나루군 들판 학교", "계획 3억 원(금액 6개)"),
        ("2023-01-31", "figures", "가온시 작은 공원 열 곳 만들기", "계획 12억 원(금액 12개), 목표 3개"),
        ("2023-01-31", "figures", "가온시 밤 버스 두 노선 늘리기",
         "계획 8,050만 원(금액 3개), 밤 버스 이용객 2023년 목표 8,000명, 밤 버스 이용객 2024년 목표 12,000명"),
        ("2023-01-20", "change", "가온시 작은 공원 열 곳 만들기", "땅값이 오름"),
        ("2022-10-31", "figures", "가온시 작은 공원 열 곳 만들기", "당초 계획 10억 원(금액 4개)"),
    ]  # fmt: skip
    assert [n.title for n in news(small, AS_OF, "naru")] == ["나루군", "나루군 들판 학교", "나루군 들판 학교"]


@pytest.mark.parametrize(
    ("as_of", "day", "dated"),
    [
        ("2025", "2025-12-31", "기준일"),
        ("2026", "2026-01-01", "기준일"),  # its last day is still to come
        ("2031-05", "2026-11-22", "기준일"),
        ("", "2025-10-15", "펴낸 날"),
    ],
)
def test_no_news_lies_in_the_future_and_the_undated_is_dated_by_its_source(
    tmp_path: Path, as_of: str, day: str, dated: str
) -> None:
    book = with_rows(
        tmp_path,
        exchange(
            "gaon/statuses.csv", "night-bus,completed,완료,2025-09-30", f"night-bus,completed,완료,{as_of}"
        ),
    )
    (told,) = [
        n for n in news(book, AS_OF) if n.kind == "status" and n.commitment and n.commitment.id == "night-bus"
    ]
    assert (str(told.day), told.dated) == (day, dated)


UNDATED = "gaon-page,가온시,공약 알림판,https://gaon.example.org/page,,2026-11-21,official,,,"


def test_what_a_source_prints_as_replaced_is_told_with_what_replaced_it_and_never_as_new(
    tmp_path: Path,
) -> None:
    book = with_rows(
        tmp_path,
        added("gaon/sources.csv", UNDATED),
        added("gaon/spending.csv", "night-bus,planned,total,total,90,,gaon-page,당초"),
        added("gaon/spending.csv", "night-bus,planned,total,total,120,2024,gaon-page,변경"),
        added("gaon/targets.csv", "night-bus,riders,2025,9000,,,gaon-page,"),
        added("gaon/targets.csv", "night-bus,riders,2025,9500,,2024,gaon-page,"),
    )
    found = [n for n in news(book, AS_OF) if n.source and n.source.id == "gaon-page"]
    assert [(str(n.day), n.dated, n.text) for n in found] == [
        ("2024-12-31", "기준일",
         "계획 1억 2,000만 원, 밤 버스 이용객 2025년 목표 9,500명, 당초 계획 9,000만 원, 밤 버스 이용객 2025년 당초 목표 9,000명"),
    ]  # fmt: skip
    assert len(found[0].rows) == 4
    # the plan of 2023 was the newest before: now it is one between the first and the last
    assert any(n.text.startswith("앞선 계획 8,050만 원(금액 3개)") for n in news(book, AS_OF))


def test_what_has_no_date_stands_last_however_lately_it_was_read(tmp_path: Path) -> None:
    book = with_rows(
        tmp_path,
        added("gaon/sources.csv", UNDATED),
        added("gaon/statuses.csv", "small-parks,on_hold,멈춤,,,,gaon-page,"),
        added("gaon/spending.csv", "night-bus,executed,total,total,70,,gaon-page,"),
    )
    found = news(book, AS_OF)
    assert [(n.when, n.day, n.dated, n.read.isoformat(), date_words(n), n.text) for n in found[-2:]] == [
        (None, None, "", "2026-11-21", "기준일 자료 없음", "앞선 상태 보류 (출처의 말 ‘멈춤’)"),
        (None, None, "", "2026-11-21", "기준일 자료 없음", "앞선 집행 7,000만 원"),
    ]
    assert all(n.day for n in found[:-2])
    assert {n.key for n in read_last(found, 2)} == {n.key for n in found[-2:]}
    part = news_part(View(book, AS_OF), "changes/")
    assert re.findall(r'<h2 id="(\w+)"', part.html) == ["y2025", "y2024", "y2023", "y2022", "undated"]
    last = list(csv.DictReader(io.StringIO(part.files["changes/changes.csv"].decode("utf-8-sig"))))[-1]
    assert (last["date"], last["date_of"], last["read"]) == ("", "", "2026-11-21")
    title = next(feed(book).iter(f"{ATOM}entry")).findtext(
        f"{ATOM}title"
    )  # the last read, in no case as of today
    assert title == "가온시 작은 공원 열 곳 만들기: 앞선 상태 보류 (출처의 말 ‘멈춤’) (기준일 자료 없음)"


def test_a_first_plan_of_another_data_folder_is_told_as_the_first_under_its_own_year() -> None:
    book = book_of(read(Path(__file__).resolve().parent / "appearance" / "data"))
    walk = [n for n in news(book, AS_OF, "dasol") if n.commitment and n.commitment.id == "river-walk"]
    plans = [(str(n.day), n.text.partition(",")[0]) for n in walk if "계획" in n.text]
    assert plans[-1][0] == "2022-12-31"
    assert plans[-1][1].startswith("당초 계획 52억 원")
    assert all("당초" not in text for _, text in plans[:-1])


def test_a_blank_amount_is_told_as_blank_not_as_zero(tmp_path: Path) -> None:
    book = with_rows(
        tmp_path,
        exchange(
            "gaon/spending.csv", "night-bus,executed,total,total,0,", "night-bus,executed,total,total,,"
        ),
    )
    assert any(n.text == "확보 8,050만 원, 집행 빈칸 1칸, 실적 3개" for n in news(book, AS_OF))


@pytest.mark.parametrize(
    ("row", "what", "before", "after"),
    [
        ("outcomes.csv,small-parks/parks/2024,value,7,6", "실적 ‘새로 연 공원(누계)’ 2024년", "7곳", "6곳"),
        ("spending.csv,small-parks/planned/2023/own,amount_million_krw,,200", "돈 계획 2023년 시비, 금액", "빈칸", "2억 원"),
        ("pledges/small-parks.yml,small-parks,milestones[sites].due,2023-08,2023-09",
         "공약 파일, 날짜가 정해진 일 ‘sites’ 기한", "2023-08", "2023-09"),
        ("spending.csv,아무 말이나,amount_million_krw,약 1억,1억쯤", "돈 아무 말이나 금액", "약 1억", "1억쯤"),
        ("outcomes.csv,small-parks/parks/언제,value,일곱,여섯", "실적 small-parks/parks/언제 실적", "일곱", "여섯"),
    ],
)  # fmt: skip
def test_a_correction_is_told_in_words_however_its_key_is_typed(
    tmp_path: Path, row: str, what: str, before: str, after: str
) -> None:
    book = with_rows(tmp_path, added("gaon/corrections.csv", f"2026-01-02,{row},까닭"))
    first = news(book, AS_OF)[0]
    assert (first.what, first.before, first.after) == (what, before, after)


def test_the_file_of_news_holds_every_line_of_the_page_with_source_and_rows(small: Book) -> None:
    data = downloads.news_csv(small, news(small, AS_OF), "https://example.org/")
    assert data.startswith(b"\xef\xbb\xbfkind,kind_label,")
    assert data.count(b"\r\n") == 14
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert list(rows[0]) == [column.name for column in downloads.NEWS.columns]
    assert (rows[0]["kind_label"], rows[0]["before"], rows[0]["after"]) == ("정정", "7", "6")
    assert rows[1]["rows"] == "data/gaon/spending.csv:18-23 data/gaon/outcomes.csv:2-3"
    assert rows[1]["source_url"] == "https://gaon.example.org/report"
    assert rows[-2]["page"] == "https://example.org/gaon/small-parks/"
    assert [rows[-2][name] for name in ("before", "after", "reason", "decision_label")] == [
        "10억 원",
        "12억 원",
        "땅값이 오름",
        "승인",
    ]


def test_the_page_of_news_is_whole_without_scripts(small: Book) -> None:
    part = news_part(View(small, AS_OF), "changes/")
    assert part.html.count('<li class="change"') == 13
    assert re.findall(r'id="y(\d+)"', part.html) == ["2025", "2024", "2023", "2022"]
    assert list(part.files) == ["changes/changes.csv"]
    none = news_part(View(replace(small, places={}), AS_OF), "changes/").html
    assert "지금까지 정정한 자료가 없습니다." in none
    assert "확인한 출처에 계획 변경 기록이 없습니다." in none


# ── feeds ───────────────────────────────────────────────────────────────────────────────────


def feed(book: Book, address: str | None = None, place: str | None = None) -> ET.Element:
    return ET.fromstring(downloads.news_feed(book, news(book, AS_OF, place), address, place).decode("utf-8"))


def ids(root: ET.Element) -> list[str]:
    return [each.findtext(f"{ATOM}id") or "" for each in root.iter(f"{ATOM}entry")]


def test_the_feed_is_the_expected_atom(small: Book, expected: Callable[[str, str], None]) -> None:
    made = downloads.news_feed(small, news(small, AS_OF), "https://example.org/pledges/")
    expected("downloads/feed.xml", made.decode())


def test_a_feed_has_what_atom_asks_for_and_nothing_of_the_future(book: Book) -> None:
    view = View(book, AS_OF, address="https://pledges.example.org/base/")
    files = feed_files(view)
    assert list(files) == ["feed.xml", *(f"{id}/feed.xml" for id in book.places)]
    for path, data in files.items():
        root = ET.fromstring(data.decode("utf-8"))
        assert root.tag == f"{ATOM}feed"
        for part in (root, *root.iter(f"{ATOM}entry")):
            assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        every = [each.text or "" for each in root.iter(f"{ATOM}id")]
        assert len(every) == len(set(every))
        assert all(re.fullmatch(r"tag:pledges\.example\.org,2026:[\w/-]+", each) for each in every)
        moments = [
            datetime.fromisoformat(e.findtext(f"{ATOM}updated") or "") for e in root.iter(f"{ATOM}entry")
        ]
        assert moments == sorted(moments, reverse=True)
        assert all(each.date() <= AS_OF for each in moments)
        assert datetime.fromisoformat(root.findtext(f"{ATOM}updated") or "").date() <= AS_OF
        links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
        assert links["self"] == f"https://pledges.example.org/base/{path}"


def test_two_sites_of_one_host_tell_their_news_apart(small: Book) -> None:
    one, other = (feed(small, f"https://city.example.org/{name}") for name in ("one", "other"))
    every = [{each.text for each in root.iter(f"{ATOM}id")} for root in (one, other)]
    assert every[0].isdisjoint(every[1])
    assert one.findtext(f"{ATOM}id") == "tag:city.example.org,2026:one/changes"


def test_a_correction_of_a_source_is_no_news_of_a_pledge_with_that_name(small: Book, tmp_path: Path) -> None:
    more = with_rows(
        tmp_path,
        added("gaon/sources.csv", "small-parks,가온시,공원 안내,,2024-02-01,2026-02-03,official,,,"),
        added(
            "gaon/corrections.csv", "2026-02-04,sources.csv,small-parks,title,공원,공원 안내,옮겨 적다 빠뜨림"
        ),
    )
    (told,) = (each for each in news(more, AS_OF) if each.correction and "small-parks" in each.what)
    assert told.commitment is None
    assert told.place.id == "gaon"


def test_an_entry_keeps_its_id_when_other_news_are_added_and_is_dated_by_reading(
    small: Book, tmp_path: Path
) -> None:
    more = with_rows(
        tmp_path,
        added("gaon/sources.csv", "gaon-later,가온시,이행현황 (2024년),,2024-02-01,2026-02-03,official,,,"),
        added("gaon/statuses.csv", "night-bus,on_track,정상추진,2024-01-31,,,gaon-later,"),
    )
    old, new = feed(small), feed(more)
    assert set(ids(old)) < set(ids(new))
    first = next(new.iter(f"{ATOM}entry"))  # old news, but the last to be read
    assert first.findtext(f"{ATOM}title") == (
        "가온시 밤 버스 두 노선 늘리기: 앞선 상태 정상추진 (기준일 2024년 1월 31일)"
    )
    assert first.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00+09:00"


def test_a_feed_without_an_address_has_no_links_and_one_without_news_has_a_date(small: Book) -> None:
    assert list(feed(small).iter(f"{ATOM}link")) == []
    quiet = replace(small.places["naru"], commitments=(), tables={})
    root = feed(replace(small, places={"naru": quiet}), None, "naru")
    assert ids(root) == []
    assert root.findtext(f"{ATOM}updated") == "2025-11-01T00:00:00+09:00"
    assert root.findtext(f"{ATOM}title") == "작은 자료: 나루군 새 소식"
    with pytest.raises(KeyError):
        downloads.news_feed(small, (), None, "nowhere")


def test_a_feed_does_not_grow_without_end(small: Book) -> None:
    one = news(small, AS_OF)[0]
    many: tuple[News, ...] = tuple(replace(one, key=f"{number}") for number in range(MOST + 50))
    root = ET.fromstring(downloads.news_feed(small, many, None).decode("utf-8"))
    assert len(set(ids(root))) == MOST
    assert str(MOST) in (root.findtext(f"{ATOM}subtitle") or "")
    page = (Path(__file__).resolve().parent.parent / "docs" / "changes.md").read_text("utf-8")
    assert f"{MOST}건까지" in page


def test_the_feed_holds_hostile_text_as_text(small: Book) -> None:
    parks = small.commitments["gaon/small-parks"]
    change = parks.changes[0].model_copy(update={"reason": "<b>&]]>\ufffe{{ 1 }}"})
    gaon = replace(small.places["gaon"], commitments=(replace(parks, changes=(change,)),))
    root = feed(replace(small, places={"gaon": gaon}))
    contents = [each.text or "" for each in root.iter(f"{ATOM}content")]
    assert any("이유: <b>&]]>{{ 1 }}" in each for each in contents)


def test_home_the_page_of_changes_and_places_announce_their_feed(small: Book) -> None:
    view = View(small, AS_OF)
    addresses = ("", "changes/", "gaon/", "gaon/small-parks/", "pledges/")
    assert [feed_of(view, address) for address in addresses] == [
        "feed.xml",
        "feed.xml",
        "gaon/feed.xml",
        "",
        "",
    ]


# ── the command ─────────────────────────────────────────────────────────────────────────────


def git(folder: Path, *words: str) -> str:
    who = (
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    )
    return subprocess.run(
        ["git", "-C", str(folder), *who, *words], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, after_folder: Path) -> Path:
    """Four commits: no data, the small data folder (tag first), the changed one, and a branch that left at the first."""
    top = tmp_path_factory.mktemp("repository")
    git(top, "init", "-q")
    (top / "README.md").write_text("nothing yet\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "no data")
    git(top, "tag", "empty")
    copied(top)
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "first")
    for path in after_folder.rglob("*"):
        if path.is_file():
            target = top / "data" / path.relative_to(after_folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (top / "data/naru/programmes/field-school.yml").unlink()
    git(top, "checkout", "-qb", "work")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "second")
    git(top, "tag", "second")
    return top


Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run(data, "BASE", "HEAD")`: exit code, what was printed, what was said on the error stream."""

    def call(data: Path, *words: str) -> Ran:
        monkeypatch.setattr(
            sys, "argv", ["changes.py", *words, "--data", str(data), "--as-of", AS_OF.isoformat()]
        )
        code = command.main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_two_commits_as_markdown_are_the_expected_text(
    repository: Path, run: Callable[..., Ran], expected: Callable[[str, str], None]
) -> None:
    code, out, said = run(repository / "data", "first", "second")
    assert (code, said) == (0, "")
    first, second = (git(repository, "rev-parse", "--short=7", name).strip() for name in ("first", "second"))
    assert out.startswith(f"### 자료가 달라진 것: {first} → {second}\n")
    expected("changes/changes.md", out.replace(first, "first").replace(second, "second"))


def test_text_of_the_data_stays_text_in_markdown(repository: Path, run: Callable[..., Ran]) -> None:
    _, out, _ = run(repository / "data", "first", "second")
    assert r"동네 책방 &lt;b>열기&lt;/b> \| \`코드\` @<!-- -->someone" in out
    assert "<b>" not in out
    assert "@someone" not in out


def test_two_commits_as_json_hold_the_same_numbers(repository: Path, run: Callable[..., Ran]) -> None:
    code, out, _ = run(repository / "data", "first", "second", "--json")
    found = json.loads(out, parse_float=Decimal)
    assert code == 0
    assert found["base"]["commit"] == git(repository, "rev-parse", "first").strip()
    assert len(found["differences"]) == 15
    assert found["effects"]["money"][0] == {
        "place": "gaon", "commitment": "", "kind": "pledge", "measure": "planned", "year": "total", "fund": "total",
        "before": Decimal("1280.5"), "after": Decimal("880.5"),
    }  # fmt: skip
    assert found["effects"]["statuses"][0]["backward"] is True
    assert found["effects"]["targets"][0]["after"]["rate_pct"] == 100
    assert found["effects"]["rates"][3]["after"] is None


def test_without_words_the_work_tree_is_held_against_where_it_left_main(
    repository: Path, run: Callable[..., Ran]
) -> None:
    code, out, _ = run(repository / "data")
    assert code == 0
    first = git(repository, "rev-parse", "--short=7", "main").strip()
    assert out.startswith(f"### 자료가 달라진 것: {first} → 작업 폴더\n\n**공약·지원사업 1건 더함,")
    code, out, _ = run(repository / "data", "second")
    assert (code, out.split("\n", 2)[2]) == (0, f"{NOTHING_NEW}\n")


def test_a_base_without_data_is_empty_and_a_head_without_data_is_refused(
    repository: Path, run: Callable[..., Ran]
) -> None:
    code, out, _ = run(repository / "data", "empty", "first")
    assert code == 0
    assert "에는 data/ 폴더가 없어 모두 새 자료로 봅니다." in out
    assert "**공약·지원사업 3건 더함" in out
    assert run(repository / "data", "first", "empty") == (
        2,
        "",
        "이 커밋에는 data/ 폴더가 없습니다: empty.\n",
    )


def test_wrong_use_is_told_in_korean(repository: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    code, out, said = run(repository / "data", "nowhere")
    assert (code, out) == (2, "")
    assert said == "없는 커밋입니다: nowhere. git log --oneline으로 이름을 확인하세요.\n"
    data = copied(tmp_path)
    code, out, said = run(data)
    assert (code, out) == (2, "")
    assert said == (
        "자료 폴더가 git 저장소 안에 있지 않습니다. git clone으로 받은 폴더에서 실행하세요. "
        "내려받은 ledger/라면 그 저장소의 data/ 자리에 넣고 실행하세요.\n"
    )


def test_a_shallow_clone_says_how_to_get_the_rest(
    repository: Path, run: Callable[..., Ran], tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", repository.as_uri(), str(shallow))
    git(shallow, "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    base = git(repository, "rev-parse", "empty").strip()
    tip = "저장소를 최근 것만 받았습니다(shallow clone). git fetch --unshallow 뒤에 다시 실행하세요.\n"
    assert run(shallow / "data", base) == (2, "", f"없는 커밋입니다: {base}. {tip}")
    assert run(shallow / "data") == (2, "", f"origin/main에서 갈라진 곳을 찾을 수 없습니다. {tip}")


def test_errors_on_one_side_are_listed_and_the_rest_is_compared(
    repository: Path, run: Callable[..., Ran]
) -> None:
    path = repository / "data/gaon/spending.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"executed,total,total,500", b'executed,total,total,"5,00"'))
    try:
        code, out, _ = run(repository / "data", "second")
        assert code == 1
        assert "작업 폴더의 자료에 오류가 1건 있습니다. 오류가 있는 행과 파일은 빼고 견주었습니다." in out
        assert "행·항목 1개 뺌" in out
    finally:
        path.write_bytes(good)
    site = repository / "data/site.yml"
    good = site.read_bytes()
    site.write_bytes(b"title: [")
    try:
        code, out, _ = run(repository / "data", "second")
        assert code == 1
        assert out.endswith("작업 폴더의 site.yml이나 terms.yml을 읽을 수 없어 견주지 못했습니다.\n")
    finally:
        site.write_bytes(good)


# ── in a browser ────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
def test_the_list_follows_the_form_and_the_address_keeps_the_view(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}changes/")
    whole = page.locator(".news li").count()
    page.get_by_label("지역", exact=True).select_option("busan")
    page.get_by_text("계획 변경", exact=False).locator("xpath=ancestor::label").first.click()
    shown = page.locator(".news li:visible")
    assert 0 < shown.count() < whole
    assert set(shown.evaluate_all("all => all.map(e => `${e.dataset.kind} ${e.dataset.place}`)")) == {
        "change busan"
    }
    assert parse_qs(urlsplit(page.url).query) == {"kind": ["change"], "place": ["busan"]}
    page.reload()
    assert page.locator(".news li:visible").count() == shown.count()
    page.get_by_role("button", name="조건 지우기").click()
    assert page.locator(".news li:visible").count() == whole
    page.goto(f"{address}changes/?since=2199-01-01")
    assert page.locator(".news li:visible").count() == 0
    assert "맞는 것이 없습니다" in page.locator(".find__count").inner_text()
    context.close()
