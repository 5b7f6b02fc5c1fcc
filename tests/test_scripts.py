"""What the scripts add, in a real Chromium: finding, searching, copying, moving charts, light and dark.

What the list should show is worked out here from the Book, so that a new row of data breaks no test.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from macros import compute
from macros.language import date_text
from macros.model import MEASURES, STATUSES, Book, Commitment

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
FLOOD = "daejeon-junggu/flood-prevention"
HUBS = {
    f"{place}/higher-vocational-hub" for place in ("ansan", "anyang", "daegu-dalseo", "geochang", "geoje")
}
JOBS = {"suwon/jobs-170k", "anyang/jobs-plan"}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 800}

# how much of the page moved by itself or after a click
MOVED = """window.moved = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value; })
  .observe({type: "layout-shift", buffered: true});"""

Ask = dict[str, list[str]]


@pytest.fixture
def said() -> list[str]:
    """Errors in the console. Empty at the end, unless a test that breaks something on purpose clears it."""
    return []


def _opened(browser: Any, said: list[str], **options: Any) -> Any:
    settings = {"viewport": DESKTOP, "locale": "ko-KR", "color_scheme": "light", **options}
    context = browser.new_context(**settings, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


@pytest.fixture
def open_tab(browser: Any, said: list[str]) -> Iterator[Callable[..., Any]]:
    """`open_tab(viewport=PHONE)`: a fresh tab that may use the clipboard."""
    pages: list[Any] = []

    def opened(**options: Any) -> Any:
        pages.append(_opened(browser, said, **options))
        return pages[-1]

    yield opened
    for page in pages:
        page.context.close()
    assert said == []


@pytest.fixture
def tab(open_tab: Callable[..., Any]) -> Any:
    return open_tab()


@pytest.fixture(scope="module")
def lasting(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A tab for tests that leave nothing behind in it, and what its console said."""
    said: list[str] = []
    page = _opened(browser, said)
    page.add_init_script(MOVED)
    yield page, said
    page.context.close()


@pytest.fixture
def find(lasting: tuple[Any, list[str]], address: str) -> Iterator[Any]:
    """The list page."""
    page, said = lasting
    page.goto(address + "pledges/")
    yield page
    assert said == []


@pytest.fixture
def panel(lasting: tuple[Any, list[str]], address: str) -> Iterator[Any]:
    """The first page with the search panel open."""
    page, said = lasting
    page.goto(address)
    page.get_by_role("button", name="검색", exact=True).click()
    expect(page.locator("#site-search-q")).to_be_focused()
    yield page
    assert said == []


# ── the list: what it should show, from the Book ────────────────────────────────────────────


def _squash(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def _words(c: Commitment, book: Book) -> str:
    place, sheet = book.places[c.place], c.sheet
    told = (sheet.title, sheet.title_en, sheet.no, sheet.department, *sheet.keywords, place.name, place.short)
    return " ".join(_squash(each) for each in told if each)


def _values(c: Commitment, book: Book) -> dict[str, set[str]]:
    place = book.places[c.place]
    row = compute.status(c, place)
    told = {row.measure for row in c.spending if row.amount_million_krw is not None}
    as_of = date.fromisoformat(os.environ["AS_OF"])
    return {
        "place": {c.place},
        "field": {c.sheet.field},
        "kind": {c.kind},
        "status": {row.status if row else "unknown"},
        # that there is no status is said, and asked for, as a status
        "signal": {each.code for each in compute.signals(c, place, book, as_of)} - {"no-status"},
        "money": {next((m for m in reversed(MEASURES) if m in told), "none")},
        "programme": {c.sheet.programme or ""},
        "dept": {c.sheet.department or ""},
    }


def _fits(values: dict[str, set[str]], ask: Ask) -> bool:
    return all(values[name] & set(wanted) for name, wanted in ask.items())


def _expected(book: Book, ask: Ask) -> list[str]:
    return [key for key, c in book.commitments.items() if _fits(_values(c, book), ask)]


def _having(book: Book, *words: str) -> list[str]:
    return [key for key, c in book.commitments.items() if all(word in _words(c, book) for word in words)]


def _titled(book: Book, word: str) -> set[str]:
    return {key for key, c in book.commitments.items() if word in _squash(c.sheet.title)}


def _planned(book: Book) -> dict[str, Any]:
    found = {key: compute.money(c, book.places[c.place]).planned for key, c in book.commitments.items()}
    return {key: figure.value for key, figure in found.items() if figure}


def _told(book: Book, shown: int, order: str = "") -> str:
    every = len(book.commitments)
    if not shown:
        return f"{every}건 가운데 맞는 것이 없습니다. 조건을 줄여 보세요."
    number = f"{every}건 모두 보는 중" if shown == every else f"{every}건 가운데 {shown}건"
    return " · ".join(filter(None, (number, order)))


def _shown(page: Any) -> list[str]:
    links = page.locator("table.list tbody tr:not([hidden]) .title a")
    return links.evaluate_all("links => links.map(a => new URL(a.href).pathname.slice(1, -1))")


def _address(page: Any) -> str:
    """The address as the page has it; Playwright's copy may be a moment late."""
    return page.evaluate("location.href")


def _result(page: Any) -> str:
    return page.locator(".find__count").inner_text()


def _choose(page: Any, ask: Ask) -> None:
    for name, values in ask.items():
        if page.locator(f"select[name={name}]").count():
            page.select_option(f"select[name={name}]", values[0])
        else:
            for value in values:
                page.locator(f"label:has(input[name={name}][value={value}])").click()


def _counts(page: Any) -> dict[str, dict[str, int]]:
    return page.locator("form.find").evaluate(
        """form => {
          const found = {};
          for (const box of form.querySelectorAll("input[type=checkbox]")) {
            (found[box.name] ??= {})[box.value] = Number(box.closest("label").querySelector("em").textContent);
          }
          for (const option of form.querySelectorAll("select:not([name=sort]) option")) {
            (found[option.parentElement.name] ??= {})[option.value] = Number(option.text.match(/\\((\\d+)\\)$/)[1]);
          }
          return found;
        }"""
    )


# ── the list: filters ───────────────────────────────────────────────────────────────────────


def test_a_title_is_found_whatever_its_spacing(find: Any, book: Book) -> None:
    wanted = _titled(book, "고등직업교육")
    assert wanted >= HUBS
    for typed in (
        "고등직업교육",
        "고등 직업교육",
        " 고등  직업 교육 ",
        "고등직업교육 거점지구",
        "거점지구, 고등직업교육",
    ):
        find.fill("#q", typed)
        assert set(_shown(find)) == wanted, typed
        assert _result(find) == _told(book, len(wanted)), typed


def test_every_typed_word_must_be_in_the_row(find: Any, book: Book) -> None:
    for typed, words in (
        ("일자리", ["일자리"]),
        ("안산 교육", ["안산", "교육"]),
        ("ＨＩＶＥ", ["hive"]),
        (unicodedata.normalize("NFD", "침수"), ["침수"]),
        ("50+", ["50"]),
        ("침수를", ["침수"]),
        ("안산에서 교육을", ["안산", "교육"]),
        ("침수ㅇ", ["침수"]),
        ("안산 침수", ["안산", "침수"]),
    ):
        find.fill("#q", typed)
        assert _shown(find) == _having(book, *words), typed
        assert _result(find) == _told(book, len(_having(book, *words))), typed


def test_known_words_find_known_rows(find: Any) -> None:
    find.fill("#q", "일자리")
    assert set(_shown(find)) >= JOBS
    find.fill("#q", "침수")
    assert FLOOD in _shown(find)
    find.fill("#q", "어디에도없는말")
    assert _shown(find) == []


# in the order of the form, as the address keeps them
ASKS: list[Ask] = [
    {},
    {"status": ["on_track"]},
    {"status": ["unknown"]},
    {"signal": ["overdue"]},
    {"signal": ["target-met", "plan-reduced"]},
    {"money": ["executed"]},
    {"kind": ["programme"], "money": ["none"]},
    {"programme": ["hive"]},
    {"dept": ["도로관리과"]},
    {"field": ["education"], "kind": ["pledge"], "signal": ["overdue"]},
    {"place": ["suwon"], "status": ["completed"]},
    {"place": ["daejeon-junggu"], "money": ["secured"]},
    {"place": ["songpa"], "status": ["completed", "completed_ongoing"], "dept": ["도로관리과"]},
]


def _kept(address: str, ask: Ask) -> str:
    return "?".join(filter(None, (address + "pledges/", urlencode(ask, doseq=True))))


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: urlencode(ask, doseq=True) or "everything")
def test_filters_show_what_fits_and_counts_follow_every_other_filter(
    find: Any, book: Book, address: str, ask: Ask
) -> None:
    _choose(find, ask)
    assert _shown(find) == _expected(book, ask)
    assert _result(find) == _told(book, len(_expected(book, ask)))
    rows = [_values(c, book) for c in book.commitments.values()]
    for name, choices in _counts(find).items():
        others = {other: wanted for other, wanted in ask.items() if other != name}
        fitting = [row for row in rows if _fits(row, others)]
        assert set(choices) >= set().union(*(row[name] for row in rows)) - {""}
        for value, number in choices.items():
            assert number == sum(not value or value in row[name] for row in fitting), (name, value)
    assert _address(find) == _kept(address, ask)


def test_an_address_alone_gives_its_view(find: Any, book: Book, address: str) -> None:
    for ask in ASKS[-3:]:
        find.goto(_kept(address, ask))
        assert _shown(find) == _expected(book, ask)
        assert _address(find) == _kept(address, ask)
        assert _counts(find)["place"][ask["place"][0]] == len(_expected(book, ask))


def test_the_first_view_is_the_whole_list_in_its_order(find: Any, book: Book, address: str) -> None:
    assert _shown(find) == list(book.commitments)
    assert _result(find) == _told(book, len(book.commitments))
    assert _address(find) == address + "pledges/"
    expect(find.get_by_role("button", name="조건 지우기")).to_be_hidden()


def test_the_address_keeps_the_view_and_back_and_forward_restore_it(
    tab: Any, book: Book, address: str
) -> None:
    find, home = tab, address + "pledges/"
    find.goto(home)
    pledges, late = {"kind": ["pledge"]}, {"kind": ["pledge"], "signal": ["overdue"]}
    box = find.locator("input[name=signal][value=overdue]")
    _choose(find, pledges)
    assert _address(find) == home + "?kind=pledge"
    _choose(find, {"signal": ["overdue"]})
    assert _address(find) == home + "?kind=pledge&signal=overdue"
    find.go_back()
    expect(box).not_to_be_checked()
    assert (_address(find), find.locator("select[name=kind]").input_value()) == (
        home + "?kind=pledge",
        "pledge",
    )
    assert _shown(find) == _expected(book, pledges)
    find.go_back()
    expect(find.locator("select[name=kind]")).to_have_value("")
    assert (_address(find), _shown(find)) == (home, list(book.commitments))
    find.go_forward()
    find.go_forward()
    expect(box).to_be_checked()
    assert _shown(find) == _expected(book, late)
    find.reload()
    assert _shown(find) == _expected(book, late)


def test_back_from_a_row_finds_the_view_as_it_was_left(find: Any, book: Book) -> None:
    find.fill("#q", "침수")
    find.get_by_role("link", name=book.commitments[FLOOD].sheet.title).click()
    find.wait_for_url(f"**/{FLOOD}/")
    find.go_back()
    expect(find.locator("#q")).to_have_value("침수")
    assert _shown(find) == _having(book, "침수")


def test_typing_changes_the_address_without_a_step_to_go_back_to(tab: Any, address: str) -> None:
    tab.goto(address + "pledges/")
    steps = tab.evaluate("history.length")
    tab.locator("#q").press_sequentially("침수")
    assert _address(tab) == address + "pledges/?" + urlencode({"q": "침수"})
    assert tab.evaluate("history.length") == steps


def test_an_address_with_unknown_choices_shows_everything(find: Any, book: Book, address: str) -> None:
    find.goto(address + "pledges/?status=wonderful&place=atlantis&sort=beauty")
    assert _shown(find) == list(book.commitments)
    assert _address(find) == address + "pledges/"


def test_one_button_clears_every_condition_and_leaves_the_reader_at_the_field(
    find: Any, book: Book, address: str
) -> None:
    find.goto(address + "pledges/?q=songpa&status=completed&signal=no-outcome&kind=pledge&sort=-planned")
    find.get_by_role("button", name="조건 지우기").click()
    assert _shown(find) == list(book.commitments)
    assert _address(find) == address + "pledges/"
    expect(find.locator("#q")).to_be_focused()
    expect(find.locator("#q")).to_have_value("")


def test_every_link_to_a_view_of_the_list_asks_for_choices_that_exist(find: Any, site: Path) -> None:
    known = find.locator("form.find").evaluate(
        """form => [...form.querySelectorAll("option, input[type=checkbox]")]
          .map(e => `${e.name || e.parentElement.name}=${e.value}`)"""
    )
    asked = {
        (name, value)
        for page in site.rglob("*.html")
        for query in re.findall(r'href="[^"]*pledges/\?([^"#]+)', page.read_text("utf-8"))
        for name, value in parse_qsl(html.unescape(query))
    }
    assert [each for each in asked if each[0] != "q" and "=".join(each) not in known] == []


# ── the list: chips ─────────────────────────────────────────────────────────────────────────


def _chips(page: Any) -> list[str]:
    return [
        re.sub(r"\s+", " ", each).strip()
        for each in page.locator(".chip").evaluate_all("all => all.map(e => e.innerText)")
    ]


def test_on_a_phone_the_choices_are_folded_and_chips_tell_them(
    open_tab: Callable[..., Any], book: Book, address: str
) -> None:
    page = open_tab(viewport=PHONE)
    more = page.locator("form.find details")
    page.goto(address + "pledges/")
    assert more.get_attribute("open") is None
    expect(page.locator(".chips")).to_be_hidden()
    # the head of the table is out of sight there: no button of it may take the focus
    assert page.locator("th .sort:enabled").count() == 0
    ask = {"place": ["songpa"], "signal": ["no-outcome"], "status": ["completed"]}
    page.goto(_kept(address, ask))
    assert more.get_attribute("open") is None
    counts = _counts(page)
    place = book.places["songpa"].name
    number = counts["status"]["completed"]
    assert _chips(page) == [
        f"지역 {place} {counts['place']['songpa']} 건, 이 조건 빼기",
        f"상태 완료 {number} 건, 이 조건 빼기",
        f"실적 자료 없음 {counts['signal']['no-outcome']} 건, 이 조건 빼기",
    ]
    heights = page.locator(".chip").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 24
    page.locator(".chip", has_text="완료").click()
    del ask["status"]
    assert _shown(page) == _expected(book, ask)
    assert _address(page) == _kept(address, {"place": ["songpa"], "signal": ["no-outcome"]})
    expect(page.locator(".chip").nth(1)).to_be_focused()
    page.locator(".chip").nth(1).click()
    expect(page.locator(".find__count")).to_be_focused()
    page.locator(".chip").click()
    assert _shown(page) == list(book.commitments)
    expect(page.locator(".chips")).to_be_hidden()
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)
    assert _shown(page) == _expected(book, {"place": ["songpa"]})


# ── the list: suggestions ───────────────────────────────────────────────────────────────────


def _options(page: Any) -> list[dict[str, str]]:
    """What is suggested: its group, its words, what is marked in them."""
    return page.locator("#q-suggest [role=option]").evaluate_all(
        """all => all.map(e => ({
          group: document.getElementById(e.parentElement.getAttribute("aria-labelledby")).textContent,
          words: e.querySelector("span").textContent,
          marked: [...e.querySelectorAll("span:not(small span) mark")].map(m => m.textContent).join(" "),
        }))"""
    )


def test_suggestions_mark_the_letters_inside_words_and_across_spaces(find: Any, book: Book) -> None:
    wanted = _titled(book, "직업교육")
    kinds = {"pledge": "공약", "programme": "지원사업"}
    for typed in ("직업교육", "직업 교육", "직업교육을"):
        find.fill("#q", typed)
        options = _options(find)
        assert 0 < len(options) <= 8, typed
        named = [each for each in options if each["group"] in kinds.values()]
        assert {each["words"] for each in named} <= {book.commitments[key].sheet.title for key in wanted}
        for each in options:
            assert "직업교육" in _squash(each["marked"]), (typed, each)
            if each["group"] in kinds.values():
                groups = {kinds[book.commitments[key].kind] for key in wanted}
                assert each["group"] in groups
    assert {"고등 직업교육 거점지구 조성"} <= {each["words"] for each in options}


def test_a_suggestion_is_chosen_with_the_keyboard(tab: Any, book: Book, address: str) -> None:
    tab.goto(address + "pledges/")
    field, box = tab.get_by_role("combobox", name="찾는 말"), tab.get_by_role("listbox")
    top = tab.locator("table.list").bounding_box()
    field.press_sequentially("침수예방")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == box.get_attribute("id")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    chosen = box.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    number = box.get_by_role("option").count()
    for _ in range(number):
        field.press("ArrowDown")
    expect(chosen).to_have_count(0)  # behind the last one stands what was typed
    field.press("ArrowUp")
    expect(box.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(box).to_be_hidden()
    expect(field).to_have_value("침수예방")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Escape")
    expect(field).to_have_value("")
    assert _shown(tab) == list(book.commitments)
    assert tab.locator("table.list").bounding_box() == top
    field.press_sequentially("침수예방")
    field.press("ArrowDown")
    field.press("Enter")
    tab.wait_for_url(f"{address}{FLOOD}/")
    tab.go_back()
    expect(tab.locator("#q")).to_have_value("침수예방")
    expect(tab.locator("#q-suggest")).to_be_hidden()


def test_the_number_of_a_pledge_leads_to_it(find: Any, book: Book) -> None:
    numbered = next(c for c in book.commitments.values() if c.place == "busan" and c.sheet.no)
    find.fill("#q", str(numbered.sheet.no))
    assert _options(find)[0]["words"] == numbered.sheet.title


def test_a_tapped_department_or_word_becomes_a_condition(
    open_tab: Callable[..., Any], book: Book, address: str
) -> None:
    page = open_tab(viewport=PHONE, has_touch=True)
    page.goto(address + "pledges/")
    page.locator("#q").tap()
    page.locator("#q").press_sequentially("도로관리")
    option = page.get_by_role("group", name="부서").get_by_role("option", name="도로관리과")
    box = option.bounding_box()
    assert box
    assert box["height"] >= 44
    option.tap()
    ask = {"dept": ["도로관리과"]}
    assert _shown(page) == _expected(book, ask)
    assert _address(page) == _kept(address, ask)
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#q-suggest")).to_be_hidden()
    assert page.locator(".chip").count() == 1
    page.get_by_role("button", name="조건 지우기").tap()
    word = next(word for c in book.commitments.values() for word in c.sheet.keywords if len(word) > 3)
    page.fill("#q", word[:-1])
    page.get_by_role("group", name="낱말").get_by_role("option", name=word).first.tap()
    expect(page.locator("#q")).to_have_value(word)
    assert _shown(page) == _having(book, _squash(word))


def test_keys_of_a_letter_being_put_together_choose_nothing(find: Any, address: str) -> None:
    find.fill("#q", "침수")
    find.press("#q", "ArrowDown")
    for key in ("Enter", "ArrowDown", "Escape"):
        find.locator("#q").dispatch_event("keydown", {"key": key, "isComposing": True, "bubbles": True})
    chosen = find.locator("#q-suggest [aria-selected=true]")
    assert chosen.get_attribute("id") == "q-suggest-0"
    assert find.locator("#q").input_value() == "침수"
    assert _address(find) == address + "pledges/?" + urlencode({"q": "침수"})


def test_markup_typed_into_the_list_is_only_text(find: Any) -> None:
    find.fill("#q", "<b>안전</b>(*")
    assert find.locator("#q-suggest b b").count() == 0
    find.fill("#q", "안전(.*")
    assert _options(find)


def test_the_list_and_the_search_panel_leave_out_the_same_particles() -> None:
    rules = [
        re.search(r"const PARTICLE = (.*);", (ROOT / "docs" / "assets" / name).read_text("utf-8"))
        for name in ("find.js", "search.js")
    ]
    assert [rule and rule[1] for rule in rules] == [rules[0] and rules[0][1]] * 2


def test_a_long_list_comes_in_parts_and_its_csv_is_whole_at_once(tab: Any, book: Book, address: str) -> None:
    def longer(route: Any) -> None:
        answer = route.fetch()
        before, rows, after = re.split('(?<=<tbody role="rowgroup">)|(?=</tbody>)', answer.text())
        route.fulfill(response=answer, body=before + rows * 6 + after)

    tab.route("**/pledges/", longer)
    tab.goto(address + "pledges/")
    every = 6 * len(book.commitments)
    expect(tab.locator("table.list tbody tr:visible")).to_have_count(every)
    tab.fill("#q", "어디에도없는말")
    expect(tab.locator("table.list tbody tr:visible")).to_have_count(0)
    first, saved = tab.locator("#q").evaluate(
        """field => {
          field.value = "";
          field.dispatchEvent(new InputEvent("input", {bubbles: true}));
          return [document.querySelectorAll("table.list tbody tr:not([hidden])").length,
            document.querySelector(".find__count").textContent];
        }"""
    )
    assert (first, saved) == (40, f"{every}건 모두 보는 중")
    assert len(list(csv.reader(io.StringIO(_saved(tab), newline="")))) == every + 1
    expect(tab.locator("table.list tbody tr:visible")).to_have_count(every)


# ── the list: a script that does not come ───────────────────────────────────────────────────


@pytest.mark.parametrize("body", [None, "let broken = ;"], ids=["blocked", "not understood"])
def test_a_list_whose_script_failed_is_the_plain_list(
    tab: Any, said: list[str], book: Book, address: str, body: str | None
) -> None:
    tab.add_init_script(MOVED)
    tab.route(
        "**/find.js",
        lambda route: (
            route.abort() if body is None else route.fulfill(body=body, content_type="text/javascript")
        ),
    )
    tab.goto(address + "pledges/")
    assert _shown(tab) == list(book.commitments)
    expect(tab.locator("form.find")).to_be_hidden()
    assert tab.locator("form.find").bounding_box() is None
    expect(tab.get_by_role("button", name="보이는 것 CSV로 받기")).to_have_count(0)
    expect(tab.locator(".sort")).to_have_count(0)
    assert tab.evaluate("window.moved") < 0.02
    said.clear()


# ── the list: order ─────────────────────────────────────────────────────────────────────────


def _tags(c: Commitment, book: Book) -> int:
    """Signals that the row shows: not those that say what its own column says as not known."""
    said = set() if compute.reached(c, book.places[c.place]) else {"no-outcome"}
    return len(_values(c, book)["signal"] - said)


def _sortable(book: Book, key: str) -> dict[str, Any]:
    """What a column sorts by; a commitment that is not there is not known."""
    found: dict[str, Any] = {}
    for name, c in book.commitments.items():
        place = book.places[c.place]
        money, reach = compute.money(c, place), compute.reached(c, place)
        value: Any = None
        if key == "tags":
            value = _tags(c, book) or None
        elif key == "reached" and reach:
            value = float(reach.rate.split()[-1].rstrip("%")) if reach.rate else ""
        elif key in MEASURES and (figure := getattr(money, key)):
            value = figure.value
        if value is not None:
            found[name] = value
    return found


@pytest.mark.parametrize("key", ["planned", "secured", "executed", "reached", "tags"])
def test_every_column_of_numbers_sorts_both_ways_and_says_so(find: Any, book: Book, key: str) -> None:
    known = _sortable(book, key)
    assert known
    head = find.locator(f"th[data-sort={key}]")
    for sign in (-1, 1):
        head.get_by_role("button").click()
        # first what has a number, then what is told without one, then what is not known
        wanted = sorted(
            book.commitments,
            key=lambda name, sign=sign: (
                2 if name not in known else 1 if known[name] == "" else 0,
                sign * (known.get(name) or 0),
            ),
        )
        assert _shown(find) == wanted
        order = find.locator("select[name=sort] option:checked").inner_text()
        assert _result(find) == _told(book, len(book.commitments), order)
    assert find.locator(".find__count").get_attribute("role") == "status"


def test_every_column_with_a_head_can_be_sorted_from_the_select_too(find: Any, book: Book) -> None:
    heads = find.locator("th[data-sort]").evaluate_all("all => all.map(e => e.dataset.sort)")
    words = find.locator("table.list thead th").evaluate_all("all => all.map(e => e.innerText.trim())")
    assert len(heads) == len([word for word in words if word]) - 1  # all but the bar
    for key in heads:
        find.select_option("select[name=sort]", key)
        assert find.locator(f"th[data-sort={key}]").get_attribute("aria-sort"), key
    find.reload()
    assert find.locator("select[name=sort]").input_value() == heads[-1]


def test_a_column_sorts_from_the_top_then_from_the_bottom_then_not(find: Any, book: Book) -> None:
    head = find.locator("th[data-sort=planned]")
    known = _planned(book)
    silent = [key for key in book.commitments if key not in known]
    for direction, sign, sort in (("descending", -1, "planned"), ("ascending", 1, "-planned")):
        head.get_by_role("button").click()
        # equal amounts keep the order of the list; what is not known stays last
        wanted = sorted(known, key=lambda key, sign=sign: sign * known[key])
        assert _shown(find) == [*wanted, *silent]
        assert head.get_attribute("aria-sort") == direction
        assert find.locator("th[aria-sort]").count() == 1
        assert find.locator("select[name=sort]").input_value() == sort
        assert _address(find).endswith(f"?sort={sort}")
    head.get_by_role("button").click()
    assert _shown(find) == list(book.commitments)
    assert find.locator("th[aria-sort]").count() == 0
    assert find.locator("select[name=sort]").input_value() == ""


def test_reported_statuses_sort_as_the_form_lists_them_and_no_status_stays_last(
    find: Any, book: Book
) -> None:
    head = find.locator("th[data-sort=status]")
    codes = {key: next(iter(_values(c, book)["status"])) for key, c in book.commitments.items()}
    known = [key for key in codes if codes[key] != "unknown"]
    silent = [key for key in codes if codes[key] == "unknown"]
    for direction, sign in (("ascending", 1), ("descending", -1)):
        head.get_by_role("button").click()
        wanted = sorted(known, key=lambda key, sign=sign: sign * STATUSES.index(codes[key]))
        assert _shown(find) == [*wanted, *silent]
        assert head.get_attribute("aria-sort") == direction


def test_titles_sort_in_the_order_of_the_korean_alphabet(find: Any, book: Book) -> None:
    head = find.locator("th[data-sort=title]")
    head.get_by_role("button").click()
    titles = [_squash(book.commitments[key].sheet.title) for key in _shown(find)]
    hangul = [title for title in titles if "가" <= title[0] <= "힣"]
    assert len(hangul) >= 25
    # 가나다, then Latin letters
    assert hangul == sorted(hangul, key=lambda title: [(c < "가" and c.isalpha(), c) for c in title])
    assert head.get_attribute("aria-sort") == "ascending"


def test_the_select_sorts_by_the_newest_as_of_date(find: Any, book: Book) -> None:
    def newest(c: Commitment) -> str:
        rows = (*c.spending, *c.targets, *c.outcomes, *c.statuses)
        return max((row.as_of.last.isoformat() for row in rows if row.as_of), default="")

    dates = {key: newest(c) for key, c in book.commitments.items()}
    find.select_option("select[name=sort]", label="기준일 최근 순")
    assert _shown(find) == sorted(dates, key=lambda key: dates[key] or "0", reverse=True)
    assert find.locator("th[aria-sort]").count() == 0
    find.select_option("select[name=sort]", label="계획 금액 큰 순")
    assert find.locator("th[data-sort=planned]").get_attribute("aria-sort") == "descending"
    find.select_option("select[name=sort]", label="지역 순")
    assert _shown(find) == list(book.commitments)


# ── the list: what leaves it ────────────────────────────────────────────────────────────────


def _saved(page: Any) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="보이는 것 CSV로 받기").click()
    assert waiting.value.suggested_filename == "pledges-view.csv"
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    return text


def test_the_csv_holds_what_is_seen_in_the_order_it_is_seen(find: Any, book: Book, address: str) -> None:
    find.goto(address + "pledges/?place=daejeon-junggu&sort=planned")
    text = _saved(find)
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["주소"] for row in rows] == [f"{address}{key}/" for key in _shown(find)]
    assert len(rows) == len(book.places["daejeon-junggu"].commitments)
    flood = next(row for row in rows if row["주소"].endswith(f"/{FLOOD}/"))
    assert (flood["제목"], flood["구분"], flood["기관이 밝힌 상태"]) == (
        "도시재난 방지를 위한 침수예방사업",
        "대전광역시 중구 · 공약 4 · 안전",
        "",
    )
    assert [flood[f"{name} (백만 원)"] for name in ("계획", "확보", "집행")] == ["45485", "45485", "20609"]
    signals = _values(book.commitments[FLOOD], book)["signal"] | {"no-status"}
    assert set(flood["계산한 신호"].split("; ")) == {book.terms.signals[code].ko for code in signals}
    assert {row["확보 (백만 원)"] for row in rows if row["주소"].endswith("/dong-head-recommendation/")} == {
        ""
    }


def test_the_csv_of_a_phone_is_the_csv_of_a_desktop(open_tab: Callable[..., Any], address: str) -> None:
    texts = set()
    for viewport in (PHONE, DESKTOP):
        page = open_tab(viewport=viewport)
        page.goto(address + "pledges/")
        texts.add(_saved(page))
    assert len(texts) == 1


def test_no_cell_of_the_csv_is_run_as_a_formula(find: Any) -> None:
    cells = {
        "=1+1": "'=1+1",
        "@x": "'@x",
        "-가": "'-가",
        "+82-31": "'+82-31",
        "-": "-",
        "-5.5%": "-5.5%",
        "1,234": "1,234",
        '가, "나"': '가, "나"',
    }
    find.locator("table.list .title").evaluate_all(
        "(titles, texts) => texts.forEach((text, i) => { titles[i].textContent = text; })", list(cells)
    )
    text = _saved(find)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in rows[1 : len(cells) + 1]] == list(cells.values())
    assert '\r\n"가, ""나""",' in text


def test_the_address_of_a_view_is_copied(find: Any, address: str) -> None:
    _choose(find, {"place": ["suwon"]})
    find.get_by_role("button", name="이 화면 주소 복사").click()
    expect(find.locator(".said")).to_have_text("복사했습니다")
    assert find.evaluate("navigator.clipboard.readText()") == address + "pledges/?place=suwon"


# ── the search panel ────────────────────────────────────────────────────────────────────────


def _search(page: Any, typed: str) -> list[str]:
    """Pages found, as place/id or folder, best first."""
    page.fill("#site-search-q", "")
    page.fill("#site-search-q", typed)
    expect(page.locator(".site-search__count")).to_have_text(re.compile("."))
    links = page.locator(".hits a")
    return links.evaluate_all("links => links.map(a => new URL(a.href).pathname.slice(1, -1))")


def test_an_inner_word_is_found_whatever_its_spacing(panel: Any, book: Book) -> None:
    assert set(_search(panel, "직업교육")) >= HUBS
    hubs = _titled(book, "고등직업교육")
    assert hubs >= HUBS
    for typed in (
        "고등 직업교육",
        "고등직업교육",
        "고등직업 교육",
        "거점지구",
        "거점 지구를",
        "고등직업교육의",
    ):
        found = _search(panel, typed)
        assert set(found[: len(hubs)]) == hubs, typed


def test_jobs_are_found_in_suwon_and_anyang_first(panel: Any, book: Book) -> None:
    titled = _titled(book, "일자리")
    assert titled >= JOBS
    for typed in ("일자리", "일 자리", "일자리를", "일자리는"):
        assert set(_search(panel, typed)[: len(titled)]) == titled, typed


def test_floods_are_found_first_with_spaces_and_particles(panel: Any) -> None:
    decomposed = unicodedata.normalize("NFD", "침수")
    for typed in ("침수", "침수를", "침 수", "침수예방", "침수 예방을", decomposed):
        assert _search(panel, typed)[0] == FLOOD, typed
        first = panel.locator(".hits li").first
        assert first.locator(".hits__title").inner_text().startswith("도시재난 방지를 위한 침수예방사업")
        assert first.locator("mark").first.inner_text().startswith("침수"), typed


def test_the_panel_says_how_many_pages_it_found(panel: Any) -> None:
    count = panel.locator(".site-search__count")
    found = _search(panel, "침수")
    assert count.inner_text() == f"{len(found)}페이지를 찾았습니다"
    assert count.get_attribute("role") == "status"
    assert len(_search(panel, "공약")) == 20
    assert re.fullmatch(r"\d+페이지를 찾아 앞의 20페이지를 보입니다", count.inner_text())
    assert _search(panel, "어디에도없는말") == []
    assert count.inner_text() == "맞는 페이지가 없습니다. 낱말을 줄이거나 바꿔 보세요."
    panel.fill("#site-search-q", "")
    expect(count).to_have_text("")


def test_markup_in_a_query_is_only_text(panel: Any) -> None:
    for typed in ("<b>침수</b>", "침수.*", "((", "\\", "&lt;"):
        _search(panel, typed)
        assert panel.locator(".hits b, .hits script").count() == 0
    assert _search(panel, "<b>침수</b>") == _search(panel, "b침수b")


def test_escape_closes_the_panel_and_gives_the_focus_back(panel: Any) -> None:
    button = panel.get_by_role("button", name="검색", exact=True)
    _search(panel, "침수")
    panel.keyboard.press("Escape")
    expect(panel.locator("#site-search")).to_be_hidden()
    expect(button).to_be_focused()
    panel.keyboard.press("Control+k")
    expect(panel.locator("#site-search-q")).to_be_focused()
    panel.keyboard.press("ArrowDown")
    expect(panel.locator(".hits a").first).to_be_focused()
    panel.keyboard.press("ArrowUp")
    expect(panel.locator("#site-search-q")).to_be_focused()
    panel.keyboard.press("ArrowDown")
    panel.keyboard.press("Escape")
    expect(panel.locator("#site-search")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_result_on_the_same_page_closes_the_panel_over_it(tab: Any, address: str) -> None:
    tab.goto(address + "outcomes/")
    tab.get_by_role("button", name="검색", exact=True).click()
    _search(tab, "일자리")
    result = tab.locator('.hits a[href$="/outcomes/#anyang-jobs-plan"]')
    with tab.context.expect_page():
        result.click(modifiers=["ControlOrMeta"])
    expect(result).to_be_visible()  # it went to a tab of its own
    result.click()
    tab.wait_for_url("**/outcomes/#anyang-jobs-plan")
    expect(tab.locator("#site-search")).to_be_hidden()
    expect(tab.locator('[id="anyang-jobs-plan"]')).to_be_in_viewport()


def test_enter_opens_the_first_result_or_takes_a_fruitless_query_to_the_list(
    panel: Any, book: Book, address: str
) -> None:
    _search(panel, "침수를")
    panel.press("#site-search-q", "Enter")
    panel.wait_for_url(f"{address}{FLOOD}/")
    panel.keyboard.press("Control+k")
    _search(panel, "어디에도없는말")
    panel.press("#site-search-q", "Enter")
    panel.wait_for_url(address + "pledges/?" + urlencode({"q": "어디에도없는말"}))
    assert _result(panel) == _told(book, 0)


def test_an_index_that_did_not_come_is_said_and_asked_for_again(
    tab: Any, said: list[str], address: str
) -> None:
    tab.goto(address)
    tab.route("**/search_index.json", lambda route: route.abort())
    tab.get_by_role("button", name="검색", exact=True).click()
    assert _search(tab, "침수") == []
    told = tab.locator(".site-search__count")
    assert told.inner_text() == "찾아보기를 읽지 못했습니다. 잠시 뒤 다시 해 보세요."
    tab.unroute("**/search_index.json")
    assert _search(tab, "침수")[0] == FLOOD
    assert {line.split(":")[0] for line in said} == {"Failed to load resource"}
    said.clear()


# ── keyboard only ───────────────────────────────────────────────────────────────────────────


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"80 steps do not reach {selector}")


def test_with_the_keyboard_alone_a_reader_finds_a_pledge_its_rows_and_its_csv(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="본문으로 건너뛰기")).to_be_focused()
    expect(tab.get_by_role("link", name="본문으로 건너뛰기")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    tab.reload()
    _tab_to(tab, ".site-head__search")
    tab.keyboard.press("Enter")
    tab.keyboard.type("침수")
    expect(tab.locator(".hits a").first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{address}{FLOOD}/")
    _tab_to(tab, "#fig-funds table a.ref")
    tab.keyboard.press("Enter")
    way = tab.get_by_role("dialog", name="숫자의 근거")
    expect(way).to_contain_text(re.compile(r"spending\.csv \d+행.*민선8기 공약가계부"))
    tab.keyboard.press("Escape")
    expect(way).to_be_hidden()
    _tab_to(tab, '#fig-funds .tools a[href$="funds.csv"]')
    ring = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    with tab.expect_download() as waiting:
        tab.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "daejeon-junggu-flood-prevention-funds.csv"
    _tab_to(tab, ".tools button")
    _tab_to(tab, 'a.file[href$="data.csv"]')


# ── the set-up ──────────────────────────────────────────────────────────────────────────────


def test_a_set_up_through_a_link_leaves_the_environment_of_the_other_tree_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import environment

    other, own = tmp_path / "other", tmp_path / "own"
    other.mkdir()
    (other / "set-up-finished.json").write_text("{}", "utf-8")
    own.symlink_to(other)
    monkeypatch.setattr(environment, "VENV", own)
    monkeypatch.setattr(environment, "STAMP", own / "set-up-finished.json")
    monkeypatch.setattr(environment, "_step", lambda title, command: own.mkdir(exist_ok=True))
    environment._set_up("run")
    assert (other / "set-up-finished.json").read_text("utf-8") == "{}"
    assert not own.is_symlink()
    assert environment.STAMP.is_file()


# ── copying ─────────────────────────────────────────────────────────────────────────────────


def _open_cite(tab: Any) -> Any:
    """The citation of the page itself, opened."""
    cite = tab.locator("details.cite").last
    cite.locator("summary").click()
    return cite


def test_a_citation_is_copied_whole_and_the_reader_is_told(tab: Any, address: str) -> None:
    tab.goto(f"{address}{FLOOD}/")
    told = tab.locator(".said")
    assert told.get_attribute("role") == "status"
    cite = _open_cite(tab)
    cite.get_by_role("button", name="인용문 복사 (국문)").click()
    expect(told).to_have_text("복사했습니다")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == cite.locator("p").first.inner_text()
    assert copied.startswith(
        f"공약 이행 공개, 「도시재난 방지를 위한 침수예방사업」(대전광역시 중구), {date_text(os.environ['AS_OF'])}에 계산한 자료"
    )
    cite.get_by_role("button", name="BibTeX 복사").click()
    assert tab.evaluate("navigator.clipboard.readText()") == cite.locator("pre").inner_text()
    tab.get_by_role("button", name="주소 복사", exact=True).click()
    expect(told).to_have_text("복사했습니다")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}{FLOOD}/"


def test_a_page_without_a_clipboard_still_copies(tab: Any, address: str) -> None:
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.goto(f"{address}{FLOOD}/")
    cite = _open_cite(tab)
    button = cite.get_by_role("button", name="인용문 복사 (국문)")
    button.click()
    expect(tab.locator(".said")).to_have_text("복사했습니다")
    expect(button).to_be_focused()
    tab.keyboard.press("Control+k")
    tab.keyboard.press("Control+v")
    expect(tab.locator("#site-search-q")).to_have_value(cite.locator("p").first.inner_text())


def test_a_copy_that_fails_is_said(tab: Any, address: str) -> None:
    tab.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    tab.goto(f"{address}{FLOOD}/")
    _open_cite(tab).get_by_role("button", name="인용문 복사 (국문)").click()
    expect(tab.locator(".said")).to_have_text("복사하지 못했습니다. 글을 직접 골라 복사해 주세요.")


# ── charts ──────────────────────────────────────────────────────────────────────────────────

BOXES = """() => [...document.querySelectorAll("#fig-funds svg.chart, #fig-funds .foot, #fig-years")].map(e => {
  const box = Element.prototype.getBoundingClientRect.call(e); // a moving chart has its own for Vega
  return [box.left, box.top + scrollY, box.width, box.height].map(Math.round);
})"""


@pytest.fixture
def chart(lasting: tuple[Any, list[str]], address: str) -> Iterator[Any]:
    """The figure of funds on the flood page."""
    page, said = lasting
    page.mouse.move(0, 0)  # where an earlier test left it there may be a chart now, and a look makes it move
    page.goto(f"{address}{FLOOD}/")
    yield page.locator("#fig-funds")
    assert said == []


def _play(chart: Any) -> None:
    chart.get_by_role("button", name="움직이는 차트로 보기").click()
    expect(chart.get_by_role("button", name="멈춘 차트로 보기")).to_be_visible()


def _bar(chart: Any, index: int) -> Any:
    """A bar of the moving chart: three of 국비, then three of 시비."""
    return chart.locator("g.mark-rect path").nth(index)


def test_a_chart_moves_only_when_asked_without_eval_and_without_shifting_the_page(
    tab: Any, address: str
) -> None:
    tab.add_init_script(MOVED)
    answer = tab.goto(f"{address}{FLOOD}/")
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    chart, asked = tab.locator("#fig-funds"), []
    tab.on("request", lambda request: asked.append(request.url) if "favicon" not in request.url else None)
    loaded = tab.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert [name for name in loaded if name.endswith(("vega.js", ".json"))] == []
    still, before = chart.locator("svg.chart").inner_html(), tab.evaluate(BOXES)
    label = chart.locator("svg.chart").get_attribute("aria-label")
    tab.evaluate("window.moved = 0")
    _play(chart)
    assert sorted(asked) == [f"{address}assets/vega.js", f"{address}{FLOOD}/funds.json"]
    assert chart.locator("svg.chart").count() == 1
    assert chart.locator("svg.chart").inner_html() != still
    assert chart.locator("svg.chart").get_attribute("aria-label") == label
    assert tab.evaluate(BOXES) == before
    assert tab.evaluate("window.moved") == 0
    chart.get_by_role("button", name="멈춘 차트로 보기").click()
    assert chart.locator("svg.chart").inner_html() == still
    _play(chart)
    assert len(asked) == 2


def test_a_second_chart_takes_the_player_that_is_there(tab: Any, address: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    tab.goto(f"{address}{FLOOD}/")
    for figure in ("#fig-funds", "#fig-years"):
        _play(tab.locator(figure))
    assert sorted(name for name in asked if name.endswith(".json")) == ["funds.json", "years.json"]
    assert asked.count("vega.js") == 1


def test_a_bar_tells_its_fund_and_amount_in_korean_until_escape(chart: Any) -> None:
    tab = chart.page
    _play(chart)
    _bar(chart, 5).hover()
    tip = tab.locator("body > div[role=tooltip]")
    expect(tip).to_be_visible()
    assert re.sub(r"\s+", " ", tip.inner_text()) == "재원 시비 구분 집행 금액 69억 6,400만"
    tab.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_tapped_tooltip_goes_when_the_page_is_scrolled(open_tab: Callable[..., Any], address: str) -> None:
    page = open_tab(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{address}{FLOOD}/")
    chart = page.locator("#fig-funds")
    _play(chart)
    _bar(chart, 5).tap()
    tip = page.locator("body > div[role=tooltip]")
    expect(tip).to_be_visible()
    page.evaluate("scrollBy(0, 200)")
    expect(tip).to_be_hidden()


def test_a_look_at_a_chart_makes_it_move_too(chart: Any) -> None:
    chart.locator("svg.chart").hover()
    expect(chart.get_by_role("button", name="멈춘 차트로 보기")).to_be_visible()


def test_a_player_that_did_not_come_leaves_the_still_chart_and_can_be_asked_again(
    tab: Any, said: list[str], address: str
) -> None:
    tab.goto(f"{address}{FLOOD}/")
    chart = tab.locator("#fig-funds")
    tab.route("**/vega.js", lambda route: route.abort())
    chart.get_by_role("button", name="움직이는 차트로 보기").click()
    again = chart.get_by_role("button", name="차트를 불러오지 못했습니다. 다시 하기")
    expect(again).to_be_visible()
    expect(chart.locator("svg.chart")).to_be_visible()
    tab.unroute("**/vega.js")
    again.click()
    expect(chart.get_by_role("button", name="멈춘 차트로 보기")).to_be_visible()
    assert {line.split(":")[0] for line in said} == {"Failed to load resource"}
    said.clear()


def test_every_chart_of_a_page_gets_a_button_that_names_it(chart: Any) -> None:
    tab = chart.page
    names = tab.locator("figure[data-spec] .tools button").all_text_contents()
    titles = tab.locator("figure[data-spec] h3").all_inner_texts()
    assert names == [
        f"{name}: {title}" for title in titles for name in ("PNG 그림 받기", "움직이는 차트로 보기")
    ]


def test_the_png_is_a_picture_twice_the_size_of_the_drawing(chart: Any, site: Path) -> None:
    with chart.page.expect_download() as waiting:
        chart.get_by_role("button", name="PNG").click()
    assert waiting.value.suggested_filename == "daejeon-junggu-flood-prevention-funds.png"
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    drawing = ET.parse(site / FLOOD / "funds.svg").getroot()
    wide, high = int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24])
    assert wide > 600
    assert [wide, high] == [2 * int(each) for each in drawing.get("viewBox", "").split()[2:]]
    # all bars and words, not white paper
    inks = chart.page.evaluate(
        """async text => {
          const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
          const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
          const brush = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
          brush.drawImage(picture, 0, 0);
          const data = brush.getImageData(0, 0, picture.width, picture.height).data;
          const inks = new Set();
          for (let i = 0; i < data.length; i += 4) inks.add(data.slice(i, i + 4).join(" "));
          return [...inks];
        }""",
        base64.b64encode(raw).decode(),
    )
    assert {"255 255 255 255", "58 116 200 255", "27 34 44 255"} <= set(inks)


def test_a_downloaded_svg_stands_alone(tab: Any, site: Path, address: str) -> None:
    charts = [path for path in site.rglob("*.svg") if path.with_suffix(".json").is_file()]
    assert len(charts) >= 20
    for path in charts:
        root = ET.parse(path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg", path
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None, path
        assert title.text, path
        text = path.read_text("utf-8")
        # nothing of a page or another file is needed: no style sheet, no colour of the text around it
        assert not re.search(r"href=|url\(|currentColor| class=|<style|<script", text), path
    tab.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    tab.goto(f"{address}{FLOOD}/funds.svg")
    assert tab.title() == "재원별 계획·확보·집행"
    assert tab.get_by_text("시비", exact=True).is_visible()


# ── light and dark ──────────────────────────────────────────────────────────────────────────


def _paper(page: Any) -> tuple[str, str, str]:
    """Scheme, what the button says of it, colour of the paper."""
    root = page.locator("html").get_attribute("data-md-color-scheme")
    pressed = page.locator("#scheme").get_attribute("aria-pressed")
    return root, pressed, page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(
    ("system", "given", "chosen"), [("light", "default", "slate"), ("dark", "slate", "default")]
)
def test_the_chosen_scheme_is_remembered_until_the_reader_agrees_with_the_system(
    open_tab: Callable[..., Any], address: str, system: str, given: str, chosen: str
) -> None:
    page = open_tab(color_scheme=system)
    kept = "localStorage.getItem('pledges.scheme')"
    page.goto(address)
    first = _paper(page)
    assert first[:2] == (given, str(given == "slate").lower())
    page.locator("#scheme").click()
    second = _paper(page)
    assert second[:2] == (chosen, str(chosen == "slate").lower())
    assert second[2] != first[2]
    page.goto(f"{address}{FLOOD}/")
    assert _paper(page) == second
    assert page.evaluate(kept) == chosen
    page.locator("#scheme").click()
    assert _paper(page) == first
    assert page.evaluate(kept) is None


def test_without_a_choice_the_page_follows_the_system_and_with_one_it_stays(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    tab.locator("#scheme").click()
    tab.emulate_media(color_scheme="light")
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator("html")).to_have_attribute("data-md-color-scheme", "default")


def test_a_choice_in_one_tab_is_taken_by_the_other(tab: Any, address: str) -> None:
    other = tab.context.new_page()
    for page in (tab, other):
        page.goto(address)
    tab.locator("#scheme").click()
    expect(other.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    expect(other.locator("#scheme")).to_have_attribute("aria-pressed", "true")


# ── without scripts ─────────────────────────────────────────────────────────────────────────


def test_without_scripts_the_menu_opens_and_leads_on(open_tab: Callable[..., Any], address: str) -> None:
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}{FLOOD}/")
    link = page.locator("#site-nav").get_by_role("link", name="공약 찾기")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="메뉴", exact=True).click()
    link.click()
    page.wait_for_url(address + "pledges/")
    expect(page.get_by_role("heading", name="공약 찾기", level=1)).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_scripts_every_visible_control_works_by_itself(
    open_tab: Callable[..., Any], address: str, viewport: dict[str, int]
) -> None:
    page = open_tab(viewport=viewport, java_script_enabled=False)
    for path in ("", "pledges/", f"{FLOOD}/", "suwon/jobs-170k/", "data/", "changes/", "macros/"):
        page.goto(address + path)
        # opens something of the page
        dead = page.locator("button:visible, input:visible, select:visible").evaluate_all(
            """all => all.filter(e => !document.getElementById(e.getAttribute("popovertarget")))
              .map(e => e.outerHTML)"""
        )
        assert dead == [], path
