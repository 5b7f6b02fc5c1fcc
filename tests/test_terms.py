"""Words of the glossary: a link that never dangles, and its meaning under the pointer, at focus and at a tap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.language import NO_DEFINITION
from macros.model import Book
from macros.pages.calls import check_calls
from macros.pages.frame import View, term
from macros.pages.parts import signatures, values
from tests.conftest import AS_OF


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    return View(book, AS_OF)


def test_a_term_leads_to_its_entry_and_carries_its_meaning(view: View) -> None:
    assert term(view, "집행") == (
        '<a class="term" href="~/glossary/#measures-executed" '
        'data-term="실제로 쓴 돈입니다. 합계는 기준일까지 쓴 돈을 모두 더한 값입니다.">집행</a>'
    )
    assert term(view, "보류", "<보류>").endswith(f'data-term="{NO_DEFINITION}">&lt;보류&gt;</a>')


def test_of_two_words_alike_the_one_with_a_meaning_is_told(view: View) -> None:
    assert term(view, "기타").startswith('<a class="term" href="~/glossary/#funds-other"')
    own = term(view, "기타", section="statuses")
    assert own.startswith('<a class="term" href="~/glossary/#statuses-other"')


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "확보률",
            "용어 풀이에 없는 말입니다: ‘확보률’. 혹시 ‘확보율’인가요? data/terms.yml에 뜻을 적으세요.",
        ),
        ("xyz", "용어 풀이에 없는 말입니다: ‘xyz’. data/terms.yml에 뜻을 적으세요."),
    ],
)
def test_a_word_without_an_entry_stops_the_build(view: View, word: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        term(view, word)


def test_a_wrong_word_on_a_written_page_is_told_with_its_line(view: View) -> None:
    known = values(view)
    found = list(check_calls("docs/x.md", '글\n{{ term("확보률") }}', 1, signatures(), known))
    assert [(p.path, p.line, p.message) for p in found] == [
        ("docs/x.md", 2, "term: 모르는 말입니다: ‘확보률’")
    ]
    assert found[0].tip == "혹시 확보율(rates-secured-rate)인가요?"
    assert list(check_calls("docs/x.md", '{{ term("확보율") }}', 1, signatures(), known)) == []
    [wrong] = check_calls("docs/x.md", '{{ glossary("rates", "secured-rat") }}', 1, signatures(), known)
    assert wrong.message == "glossary: 모르는 말입니다: ‘secured-rat’"
    assert wrong.tip == "혹시 secured-rate(확보율)인가요?"


def test_every_word_explained_has_its_place_on_the_glossary_page(site: Path, view: View) -> None:
    html = (site / "glossary" / "index.html").read_text("utf-8")
    assert [word for word, (id, _) in view.explained.items() if html.count(f'id="{id}"') != 1] == []
    assert [
        word for word, (id, _) in view.explained.items() if f'<a href="#{id}">{word}</a>' not in html
    ] == []


def test_examples_of_the_glossary_come_from_the_data(site: Path) -> None:
    html = re.sub(r"<[^>]+>", " ", (site / "glossary" / "index.html").read_text("utf-8"))
    text = re.sub(r"\s+", " ", html)
    for words in (
        "집행 23억 2,500만 원 ÷ 확보 50억 1,900만 원 = 46.3%, 집행 23억 2,500만 원 ÷ 계획 95억 1,900만 원 = 24.4%",
        "44건 ÷ 48건 = 91.7%",
        "157건 ÷ 159건 = 98.7%",
        "2014년 실적 33,634개 ÷ 목표 30,000개 = 112.1%",
    ):
        assert words in text


def test_only_a_page_with_terms_loads_their_script(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert ('class="term"' in html) == ("assets/terms.js" in html), page


# ── in a browser ────────────────────────────────────────────────────────────────────────────

PAGE = "spending/"


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Any]:
    """`look(width=…)`: a page with terms."""
    made = []

    def open_page(width: int = 320, path: str = PAGE, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 700}, locale="ko-KR", **options)
        made.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in made:
        context.close()


def _apart(page: Any) -> dict[str, Any]:
    """Does the bubble fit the screen, and does it leave the word free?"""
    found: dict[str, Any] = page.evaluate(
        """() => {
          const b = document.querySelector(".bubble").getBoundingClientRect();
          const w = document.querySelector("a.term").getBoundingClientRect();
          return {fits: b.left >= 0 && b.right <= document.documentElement.clientWidth
                    && document.documentElement.scrollWidth <= innerWidth,
                  free: b.top >= w.bottom || b.bottom <= w.top};
        }"""
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_term_tells_its_meaning_under_the_pointer_and_can_be_pointed_at(
    look: Any, view: View, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = look(width, color_scheme=scheme)
    bubble, word = page.locator(".bubble"), page.locator("a.term").first
    assert not bubble.is_visible()
    word.hover()
    bubble.wait_for()
    assert bubble.locator("p").inner_text() == view.explained["계획"][1].definition
    assert _apart(page) == {"fits": True, "free": True}
    bubble.hover()
    page.wait_for_function("new Promise(done => setTimeout(() => done(true), 500))")
    assert bubble.is_visible()
    violations = Axe().run(page).response["violations"]
    assert [v["id"] for v in violations] == []
    page.keyboard.press("Escape")
    assert not bubble.is_visible()


@pytest.mark.browser
def test_a_term_tells_its_meaning_at_focus_and_leaves_with_escape_or_the_focus(look: Any) -> None:
    page = look()
    bubble, words = page.locator(".bubble"), page.locator("a.term")
    words.nth(0).focus()
    assert bubble.is_visible()
    page.keyboard.press("Escape")
    assert not bubble.is_visible()
    page.keyboard.press("Tab")
    assert bubble.is_visible()
    assert page.evaluate("document.activeElement === document.querySelectorAll('a.term')[1]")
    page.keyboard.press("Shift+Tab")
    page.evaluate("document.activeElement.blur()")
    bubble.wait_for(state="hidden")
    words.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#measures-planned")


@pytest.mark.browser
def test_a_tap_opens_the_meaning_first_and_the_way_to_the_glossary_is_in_it(look: Any) -> None:
    page = look(360, has_touch=True, is_mobile=True)
    bubble, word = page.locator(".bubble"), page.locator("a.term").first
    word.tap()
    assert page.url.endswith(PAGE)
    assert bubble.is_visible()
    assert _apart(page) == {"fits": True, "free": True}
    word.tap()
    assert not bubble.is_visible()
    word.tap()
    page.locator("h1").tap()
    assert not bubble.is_visible()
    word.tap()
    bubble.get_by_role("link", name="용어 풀이에서 보기").tap()
    page.wait_for_url("**/glossary/#measures-planned")


@pytest.mark.browser
def test_a_screen_reader_hears_the_meaning_after_the_word(look: Any, view: View) -> None:
    page = look()
    word = page.locator("a.term").first
    told = page.evaluate(
        "e => document.getElementById(e.getAttribute('aria-describedby')).textContent", word.element_handle()
    )
    assert told == view.explained["계획"][1].definition
    # the sentence itself stays as it is: the meaning is a description, not a part of it
    lead = page.locator("p.lead").aria_snapshot()
    assert '- link "계획"' in lead
    assert told not in lead


@pytest.mark.browser
def test_without_scripts_and_on_paper_a_term_is_a_word_and_no_more(look: Any) -> None:
    page = look(360, java_script_enabled=False)
    assert page.locator(".bubble").count() == 0
    page.locator("a.term").first.click()
    assert page.url.endswith("/glossary/#measures-planned")
    page = look(1280)
    page.locator("a.term").first.focus()
    page.emulate_media(media="print")
    assert not page.locator(".bubble").is_visible()
    page.emulate_media(media="screen", forced_colors="active")
    assert page.locator(".bubble").is_visible()
