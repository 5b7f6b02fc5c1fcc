"""The first screen of the home page and of a place: hand-counted answers, and what is not known stays not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from macros import compute
from macros.model import Book
from macros.pages.frame import View
from macros.pages.glance import glance_part, late, place_glance
from macros.pages.overview import UNITS, changes_part, ledger, place_totals_part, statuses_part
from macros.pages.place import own_list, place_page

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    return View(book, AS_OF)


def _words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def _ledger(view: View, place: str) -> dict[str, str]:
    listed = view.book.places[place]
    found = ledger([compute.money(c, listed) for c in listed.pledges])
    assert found is not None
    return found


# ── the home page ───────────────────────────────────────────────────────────────────────────


def test_the_glance_counts_what_is_here_and_calls_the_lists_partial(view: View) -> None:
    said = _words(glance_part(view, "").html)
    assert "공약 26 건, 지원사업 7 건" in said
    assert "목록 일부만 수록 5곳 모두" in said
    assert "서울 송파구 전체 100건 가운데 9건. 나머지 4곳은 전체 공약 수가 확인한 출처에 없습니다." in said
    assert "공약 26건 가운데 9건의 상태가 확인한 출처에 있습니다." in said


def test_the_glance_says_what_changed_last_with_its_date(view: View) -> None:
    said = _words(glance_part(view, "").html)
    assert "2023년 · 부산광역시 11가지가 바뀌었습니다." in said
    assert "15분 도시 부산 조성사업 확산 사업비: 3282억 → 3524억" in said
    assert "가장 새로운 수치는 2026년 3월 6일 기준입니다(안양시)." in said


def test_a_rejected_change_is_not_told_as_one(view: View) -> None:
    busan = view.book.places["busan"]
    refused = [
        replace(c, changes=tuple(row.model_copy(update={"decision": "rejected"}) for row in c.changes))
        for c in busan.commitments
    ]
    book = replace(view.book, places={"busan": replace(busan, commitments=tuple(refused))})
    said = _words(glance_part(View(book, AS_OF), "").html)
    assert "최근 바뀐 계획 자료 없음 확인한 출처에 계획 변경 기록이 없습니다." in said


def test_what_is_late_leads_to_the_list_of_it(view: View) -> None:
    html = glance_part(view, "").html
    assert 'href="~/pledges/?signal=overdue"' in html
    assert "기한 지남 6건 (지원사업 3건 포함) 끝나는 날이 적힌 16건 가운데" in _words(html)


def test_what_cannot_be_compared_is_no_data_and_not_none(view: View) -> None:
    # nine statuses, none of them beside an end, a milestone or a target
    said = {each["code"]: each for each in late(view, view.book.commitments.values(), "")}
    assert (said["contradicted"]["number"], said["contradicted"]["could"]) == (0, 0)
    assert "서로 어긋남 자료 없음 상태와 견줄 기한이나 목표가 실린 것이 없습니다." in _words(
        glance_part(view, "").html
    )


def test_what_was_compared_and_not_found_is_none_in_words(small: Book) -> None:
    early = View(small, date(2023, 1, 1))
    place = small.places["gaon"]
    found = late(early, place.commitments, "place=gaon&")
    assert [(each["code"], each["number"], each["could"]) for each in found] == [
        ("overdue", 0, 2),
        ("contradicted", 0, 2),
    ]
    assert "기한 지남 없음 끝나는 날이 적힌 2건에서 찾지 못했습니다." in _words(
        place_glance(early, place).html
    )


def test_an_empty_book_has_a_glance_without_a_number_made_up(book: Book) -> None:
    empty = View(replace(book, places={}), AS_OF)
    said = _words(glance_part(empty, "").html)
    assert "공약 0 건, 지원사업 0 건" in said
    assert "확인한 출처에 계획 변경 기록이 없습니다." in said


# ── money ───────────────────────────────────────────────────────────────────────────────────


def test_the_bar_is_filled_only_as_far_as_every_figure_is_known(view: View) -> None:
    # plan 56,358; the three that say all: plan 55,248, secured 50,514, executed 22,943 (million won)
    found = _ledger(view, "daejeon-junggu")
    assert found == {
        "planned": "100.00",
        "silent": "98.03",
        "secured": "89.63",
        "executed": "40.71",
        "words": "계획 563억 5,800만 원. 3건은 계획 552억 4,800만 원, 확보 505억 1,400만 원, "
        "집행 229억 4,300만 원. 점선이 지나는 곳은 자료 없음",
    }


def test_a_plan_alone_is_an_outline_with_dashes_and_not_an_empty_purse(view: View) -> None:
    found = _ledger(view, "ansan")
    assert found == {
        "planned": "100.00",
        "silent": "0.00",
        "secured": "0.00",
        "executed": "0.00",
        "words": "계획 45억 원. 점선이 지나는 곳은 자료 없음",
    }


def test_a_place_without_a_planned_amount_has_no_bar(view: View) -> None:
    songpa = view.book.places["songpa"]
    assert ledger([compute.money(c, songpa) for c in songpa.pledges]) is None
    assert ledger([]) is None


def test_money_stands_place_by_place_and_every_sum_of_a_partial_list_says_so(view: View) -> None:
    said = _words(place_totals_part(view, "").html)
    heads = re.findall(r"(대전광역시 중구|안산시|부산광역시) 목록 일부만 수록", said)
    assert heads == ["대전광역시 중구", "안산시", "부산광역시"]
    rate = "집행 ÷ 확보 45.4% (229억 4,300만 원 ÷ 505억 1,400만 원. 두 금액이 있는 3건만 셈, 나머지 5건은 뺌)"
    assert rate in said
    assert "7,250억" not in said  # 4,500 + 664,200 + 56,358 are never added


# ── squares ─────────────────────────────────────────────────────────────────────────────────


def _with_pledges(view: View, number: int) -> View:
    songpa = view.book.places["songpa"]
    many = (songpa.pledges * number)[:number]
    return replace(view, book=replace(view.book, places={"songpa": replace(songpa, commitments=many)}))


def test_a_place_with_many_pledges_has_a_square_a_status_with_the_number_beside_it(view: View) -> None:
    few = statuses_part(_with_pledges(view, UNITS), "").html
    assert few.count('class="unit status--') == UNITS
    many = statuses_part(_with_pledges(view, 90), "").html
    assert many.count('class="unit status--') == 3
    assert 'href="~/pledges/?place=songpa&amp;kind=pledge&amp;status=completed_ongoing"' in many
    assert "이행 후 계속추진 60 건" in _words(many)


def test_places_beyond_the_eighth_are_folded(view: View) -> None:
    songpa = view.book.places["songpa"]
    places = {str(at): songpa for at in range(20)}
    html = statuses_part(replace(view, book=replace(view.book, places=places)), "").html
    assert "나머지 12곳 보기" in html
    assert html.index("<details><summary>나머지") > html.index('class="places"')


# ── a place ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("daejeon-junggu", ["공약 8 건", "목록 일부만 수록 전체 공약 수 자료 없음", "기한 지남 1건"]),
        ("songpa", ["공약 9 건", "전체 100건 가운데 9건", "완료 1건 이행 후 계속추진 6건 정상추진 2건"]),
        ("mungyeong", ["발표 이행률 1 개", "공약사업 달성률 68%", "맞는 산식 없음"]),
        ("geoje", ["지원사업 1 건", "확인한 출처에 계획 변경 기록이 없습니다."]),
        ("anyang", ["1건은 연도가 적히지 않은 금액이 있어 합계에 넣지 않았습니다."]),
        ("busan", ["2023년 11가지가 바뀌었습니다."]),
    ],
)
def test_a_place_answers_on_its_first_screen(view: View, place: str, words: list[str]) -> None:
    said = _words(place_glance(view, view.book.places[place]).html)
    assert [each for each in words if each not in said] == []


def test_a_place_with_published_rates_alone_is_not_asked_what_its_sources_do_not_touch(view: View) -> None:
    said = _words(place_glance(view, view.book.places["mungyeong"]).html)
    assert "돈은 얼마나" not in said
    assert "어디까지 왔나" not in said


def test_what_no_row_has_is_said_once_and_takes_no_column(view: View) -> None:
    place = view.book.places["daejeon-junggu"]
    table, told = own_list(view, place, place.pledges)
    assert told == "기관이 밝힌 상태와 실적은 모두 확인한 출처에 없어 칸을 줄였습니다."
    heads = [column.label for column in table.columns if column.only != "file"]
    assert "실적" not in heads
    assert heads[1:4] == ["계획", "확보", "집행"]
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_an_amount_without_a_year_is_not_said_to_be_missing(view: View) -> None:
    place = view.book.places["anyang"]
    assert own_list(view, place, place.programmes)[1] == (
        "기관이 밝힌 상태, 계획, 집행은 모두 확인한 출처에 없어 칸을 줄였습니다."
    )


def test_changes_beyond_the_third_are_folded_on_the_page_of_a_place(view: View) -> None:
    html = changes_part(view, "busan/", "busan", shown=3).html
    assert "나머지 8가지 보기" in html
    assert html.count('class="change"') == 11


def test_every_heading_of_a_place_stands_on_its_page(view: View) -> None:
    for place in view.book.places.values():
        body = place_page(view, place).body
        assert [id for id, _ in body.headings if f'id="{id}"' not in body.html] == []


# ── in a browser ────────────────────────────────────────────────────────────────────────────

MOVED = """window.moved = 0; new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value;
}).observe({type: "layout-shift", buffered: true});"""
BOTTOM = "document.querySelector('.glance').getBoundingClientRect().bottom + scrollY"


@pytest.fixture(params=[360, 1280])
def screen(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    page.add_init_script(MOVED)
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "daejeon-junggu/", "songpa/"])
def test_the_answers_fit_one_screen_of_a_desk_and_two_of_a_phone(
    screen: Any, address: str, path: str
) -> None:
    screen.goto(address + path)
    room = 800 if screen.viewport_size["width"] == 1280 else 1600
    assert screen.evaluate(BOTTOM) <= room
    screen.wait_for_load_state("networkidle")
    assert screen.evaluate("window.moved") < 0.01


@pytest.mark.browser
def test_the_home_page_is_short_on_a_phone_and_its_panels_open_by_a_link(screen: Any, address: str) -> None:
    screen.goto(address)
    money = screen.locator("#money")
    if screen.viewport_size["width"] == 1280:
        assert money.is_visible()
        return
    assert screen.evaluate("document.documentElement.scrollHeight") <= 2700
    assert not money.is_visible()
    screen.locator(".glance a[href$='#money']").click()
    money.wait_for(state="visible")
