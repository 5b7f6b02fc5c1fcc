"""The search of the site in a real Chromium: which page a citizen's words find, the panel, the missing page.

queries.csv was written before the search was asked: a query, the pages that may come first (of kind `all`
every one of them must be listed) and what kind of query it is.
"""

from __future__ import annotations

import csv
import http.server
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from macros import compute
from macros.language import COMMITMENT_KINDS
from macros.model import Book
from tests.changed import RECORDS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "queries.csv"
FLOOD = "daejeon-junggu/flood-prevention"
NOWHERE = "어디에도없는말"
FIRST, FIRST_THREE = 0.90, 0.98  # shares that the search must reach
PHONE = {"width": 360, "height": 800}

# asks the open panel one query after another; its status line is empty until the answer is there
ASK = """async queries => {
  const panel = document.getElementById("site-search");
  const [field, count] = [panel.querySelector("input"), panel.querySelector("[role=status]")];
  const found = {};
  for (const query of queries) {
    for (const typed of ["", query]) {
      field.value = typed;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    while (!count.textContent) await new Promise(requestAnimationFrame);
    found[query] = [...panel.querySelectorAll(".hits a")].map(a => new URL(a.href).pathname.slice(1, -1));
  }
  return found;
}"""


class Query(NamedTuple):
    line: int
    typed: str
    pages: tuple[str, ...]
    why: str


def _queries() -> list[Query]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Query(rows.line_num, row["query"], tuple(row["pages"].split()), row["why"]) for row in rows]


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """`open_tab(java_script_enabled=False)`: a fresh tab; an exception in its scripts fails the test."""
    contexts: list[Any] = []
    broken: list[str] = []

    def opened(**options: Any) -> Any:
        contexts.append(browser.new_context(**{"locale": "ko-KR", **options}))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def panel(open_tab: Callable[..., Any], address: str) -> Any:
    """The first page with the search panel open."""
    return _with_panel(open_tab(), address)


def _with_panel(page: Any, address: str) -> Any:
    page.goto(address)
    page.get_by_role("button", name="검색", exact=True).click()
    expect(page.locator("#site-search-q")).to_be_focused()
    return page


def _found(page: Any, typed: str) -> list[str]:
    """Pages found, as place/id or folder, best first."""
    return list(page.evaluate(ASK, [typed])[typed])


@pytest.fixture(scope="module")
def answers(browser: Any, address: str) -> Iterator[dict[str, list[str]]]:
    """The pages that the header's panel lists for every query of the table."""
    context = browser.new_context()
    page = _with_panel(context.new_page(), address)
    page.keyboard.type("침수")
    expect(page.locator(".hits a").first).to_be_visible()
    yield page.evaluate(ASK, [each.typed for each in _queries()])
    context.close()


# ── the table ───────────────────────────────────────────────────────────────────────────────


def test_the_table_of_queries_names_pages_that_the_site_has(site: Path) -> None:
    queries = _queries()
    gone = [
        f"queries.csv line {each.line}: {each.typed} wants {page}/, which the site does not have (any more)"
        for each in queries
        for page in each.pages
        if not (site / page / "index.html").is_file()
    ]
    assert not gone, "\n".join([*gone, "Name the page that a citizen wants now, or take the line out."])
    assert len(queries) >= 60
    assert [typed for typed, times in Counter(each.typed for each in queries).items() if times > 1] == []


def _rank(query: Query, found: list[str]) -> int | None:
    return next((at for at, page in enumerate(found, 1) if page in query.pages), None)


def _table(queries: list[Query], ranks: dict[str, int | None], answers: dict[str, list[str]]) -> str:
    """Shares by kind, then every query whose page is not first, for the reader of a failure."""
    lines = ["", f"{'kind':12}queries  first  in three"]
    for why, number in [*Counter(each.why for each in queries).items(), ("together", len(queries))]:
        got = [ranks[each.typed] for each in queries if why in (each.why, "together")]
        first, three = sum(r == 1 for r in got), sum(r is not None and r <= 3 for r in got)
        lines.append(f"{why:12}{number:7}{first / number:7.1%}{three / number:10.1%}")
    for each in queries:
        if ranks[each.typed] != 1:
            got_first = " ".join(answers[each.typed][:3]) or "nothing"
            lines.append(
                f"line {each.line} ({each.why}) {each.typed}: wanted {' '.join(each.pages)}, got {got_first}"
            )
    return "\n".join(lines)


def test_the_right_page_comes_first_nine_times_of_ten_and_nearly_always_in_the_first_three(
    answers: dict[str, list[str]],
) -> None:
    queries = _queries()
    ranks = {each.typed: _rank(each, answers[each.typed]) for each in queries}
    table = _table(queries, ranks, answers)
    print(table)
    assert sum(rank == 1 for rank in ranks.values()) / len(queries) >= FIRST, table
    assert sum(rank is not None and rank <= 3 for rank in ranks.values()) / len(queries) >= FIRST_THREE, table


def test_a_word_that_many_pledges_share_lists_every_one_of_them(answers: dict[str, list[str]]) -> None:
    missing = {
        each.typed: sorted(set(each.pages) - set(answers[each.typed]))
        for each in _queries()
        if each.why == "all"
    }
    assert {typed: pages for typed, pages in missing.items() if pages} == {}


# ── the panel ───────────────────────────────────────────────────────────────────────────────


def test_the_index_is_fetched_once_and_only_when_the_panel_is_opened(
    open_tab: Callable[..., Any], address: str
) -> None:
    asked: list[str] = []
    page = open_tab()
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(address)
    assert not [path for path in asked if "search_index" in path]
    with page.expect_response("**/search_index.json"):
        page.get_by_role("button", name="검색", exact=True).click()
    page.keyboard.type("침수")
    expect(page.locator(".hits a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("일자리")
    expect(page.locator(".hits__title").first).to_contain_text("일자리")
    assert sum("search_index" in path for path in asked) == 1


def test_pledges_of_one_name_are_told_apart_by_place_kind_and_reported_status(panel: Any, book: Book) -> None:
    found = _found(panel, "고등직업교육 거점지구")
    hubs = [each for each in found if each.endswith("/higher-vocational-hub")]
    assert found[: len(hubs)] == hubs
    lines = panel.locator(".hits__where").all_inner_texts()[: len(hubs)]
    assert len(set(lines)) == len(hubs) > 1
    for key, line in zip(hubs, lines, strict=True):
        commitment = book.commitments[key]
        place = book.places[commitment.place]
        status = compute.status(commitment, place)
        told = book.terms.statuses[status.status].ko if status else "상태 자료 없음"
        kind = COMMITMENT_KINDS[commitment.kind]
        number = f" {commitment.sheet.no}" if commitment.sheet.no else ""
        assert line == f"{place.name} · {kind}{number} · {told}"


def test_a_result_shows_what_it_is_about_and_the_words_that_found_it(panel: Any, book: Book) -> None:
    _found(panel, "스쿨존")
    first = panel.locator(".hits li").first
    assert first.locator(".hits__text").inner_text().startswith("학교 주변 어린이보호구역의")
    assert first.locator(".hits__part").inner_text() == "관련 낱말: 스쿨존"
    assert first.locator("mark").all_inner_texts() == ["스쿨존"]
    _found(panel, "용어")
    assert panel.locator(".hits__where").first.inner_text() == "안내"
    _found(panel, "안산")
    assert panel.locator(".hits__where").first.inner_text() == "지역"


def test_a_word_with_one_wrong_letter_is_understood_and_that_is_said(panel: Any) -> None:
    assert _found(panel, "화쟝실") == ["songpa/toilets"]
    assert panel.locator(".site-search__count").inner_text() == "비슷한 말로 1페이지를 찾았습니다"


def test_who_finds_nothing_is_given_other_ways(panel: Any) -> None:
    ways = panel.locator(".site-search__ways")
    expect(ways).to_be_visible()
    _found(panel, "침수")
    expect(ways).to_be_hidden()
    assert _found(panel, NOWHERE) == []
    expect(ways).to_be_visible()
    links = ways.locator("a").evaluate_all("links => links.map(a => new URL(a.href).pathname)")
    assert links == ["/pledges/", "/places/", "/glossary/"]
    panel.locator("#site-search-q").press("ArrowDown")
    expect(ways.locator("a").first).to_be_focused()
    panel.keyboard.press("Enter")
    panel.wait_for_url("**/pledges/")


def test_keys_pressed_while_a_korean_letter_is_put_together_belong_to_the_letter(panel: Any) -> None:
    keyboard = panel.context.new_cdp_session(panel)
    keyboard.send("Input.imeSetComposition", {"text": "침수", "selectionStart": 2, "selectionEnd": 2})
    expect(panel.locator(".hits a").first).to_be_visible()
    for key in ("ArrowDown", "Escape"):
        event = {"key": key, "isComposing": True, "bubbles": True}
        panel.locator("#site-search-q").dispatch_event("keydown", event)
    expect(panel.locator("#site-search")).to_be_visible()
    expect(panel.locator("#site-search-q")).to_be_focused()
    keyboard.send("Input.insertText", {"text": "침수"})
    expect(panel.locator("#site-search-q")).to_have_value("침수")
    panel.keyboard.press("ArrowDown")
    expect(panel.locator(".hits a").first).to_be_focused()


def test_enter_before_the_index_has_come_waits_for_it(open_tab: Callable[..., Any], address: str) -> None:
    page = open_tab()
    held: list[Any] = []
    page.route("**/search_index.json", lambda route: held.append(route))
    with page.expect_request("**/search_index.json"):
        _with_panel(page, address)
    page.keyboard.type("침수")
    page.keyboard.press("Enter")
    assert urlsplit(page.url).path == "/"
    held[0].continue_()
    page.wait_for_url(f"{address}{FLOOD}/")


# ── boxes in pages ──────────────────────────────────────────────────────────────────────────


def test_the_box_on_the_first_page_opens_the_panel_with_what_was_typed(
    open_tab: Callable[..., Any], address: str
) -> None:
    page = open_tab(viewport=PHONE)
    page.goto(address)
    page.fill("#ask", "침수를")
    page.press("#ask", "Enter")
    expect(page.locator("#site-search-q")).to_be_focused()
    expect(page.locator("#site-search-q")).to_have_value("침수를")
    expect(page.locator(".hits__title").first).to_contain_text("침수예방사업")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{FLOOD}/")


def test_a_box_in_a_browser_without_popovers_leads_to_the_list(
    open_tab: Callable[..., Any], address: str
) -> None:
    page = open_tab()
    page.add_init_script("delete HTMLElement.prototype.showPopover")
    page.goto(address)
    page.fill("#ask", "침수")
    page.press("#ask", "Enter")
    page.wait_for_url(address + "pledges/?" + urlencode({"q": "침수"}))
    expect(page.locator("#q")).to_have_value("침수")


def test_without_scripts_the_first_page_promises_no_search(
    open_tab: Callable[..., Any], address: str
) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(address)
    expect(page.locator("form.ask")).to_be_hidden()
    page.get_by_role("link", name="공약과 지원사업 전체 목록 보기").click()
    page.wait_for_url(address + "pledges/")


# ── the missing page ────────────────────────────────────────────────────────────────────────


class _LikePages(http.server.SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: 404.html with status 404 for whatever is not there."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        text = Path(self.directory, "repo", "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site at an address below the root of its host, as Pages serves a repository."""
    folder = tmp_path_factory.mktemp("pages")
    command = [sys.executable, "scripts/build.py", "--data", str(RECORDS), "--site-dir", str(folder / "repo")]
    told = {**os.environ, "SITE_URL": "https://example.org/repo/"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=told)
    assert done.returncode == 0, done.stdout + done.stderr
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_LikePages, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


MISSING = ("gone", "gone/", "somewhere/gone/", "a/b/c/d/gone.html")


@pytest.mark.judged
@pytest.mark.parametrize("path", MISSING)
def test_a_missing_address_of_any_depth_searches_on_the_spot(
    open_tab: Callable[..., Any], below: str, book: Book, path: str
) -> None:
    page = open_tab()
    answers: dict[str, int] = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.status}))
    page.goto(below + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("찾는 페이지가 없습니다")
    wanted = book.commitments[FLOOD]
    page.fill("#ask", wanted.sheet.title)
    page.press("#ask", "Enter")
    expect(page.locator(".hits__title").first).to_have_text(wanted.sheet.title)
    page.locator(".hits a").first.click()
    page.wait_for_url(f"{below}{wanted.key}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(wanted.sheet.title)
    broken = {url.removeprefix(below) for url, status in answers.items() if status >= 400}
    assert broken == {path}


@pytest.mark.judged
@pytest.mark.parametrize("path", MISSING)
def test_a_missing_address_without_scripts_lists_ways_that_lead_somewhere(
    open_tab: Callable[..., Any], below: str, path: str
) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(below + path)
    expect(page.locator("form.ask")).to_be_hidden()
    links = page.locator("main a").evaluate_all("links => links.map(a => a.href)")
    assert [unquote(link.removeprefix(below)) for link in links] == ["", "pledges/", "places/", "contribute/"]
    assert [page.request.get(link).status for link in links] == [200] * len(links)
