"""Everyone can use it (WCAG 2.2 AA, KWCAG 2.2): axe, keyboard, screen reader, large text, paper, colours.

What is measured on the built site holds for any data; what a screen reader says is asserted as a whole, on tests/small.
"""

from __future__ import annotations

import csv
import dataclasses
import importlib.resources
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from macros import charts, tables
from macros.model import Book
from macros.pages import generated_pages
from macros.pages.frame import Fragment, View, filled
from macros.pages.parts import PARTS
from macros.pages.provenance import noted
from tests.conftest import AS_OF, CHROMIUM, ROOT
from tests.kinds import KINDS

in_chromium = pytest.mark.browser
PHONE, DESK = 360, 1280
WIDTHS = (PHONE, DESK)
COMMITMENT = "suwon/jobs-170k/"  # has charts, tables and source rows to open
OPEN = "for (const each of document.querySelectorAll('main details')) each.open = true"
CSS = (ROOT / "docs" / "assets" / "site.css").read_text("utf-8")


def _tab(browser: Any, width: int, **options: Any) -> Any:
    return browser.new_context(viewport={"width": width, "height": 800}, locale="ko-KR", **options).new_page()


# ── axe ─────────────────────────────────────────────────────────────────────────────────────

SEEN = ((PHONE, "light"), (DESK, "dark"))
# what another width or scheme may change; the rest is judged once
SEEN_ONLY = [
    "color-contrast",
    "link-in-text-block",
    "target-size",
    "scrollable-region-focusable",
    "aria-hidden-focus",
]


@pytest.fixture(scope="module")
def judged(browser: Any) -> Iterator[list[Any]]:
    """A tab for each width and its scheme that brings axe along."""
    axe = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    pages = [_tab(browser, width, color_scheme=scheme) for width, scheme in SEEN]
    for page in pages:
        page.add_init_script(axe)
    yield pages
    for page in pages:
        page.context.close()


def _violations(page: Any, scheme: str) -> list[tuple[str, str, int]]:
    rules: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
    if scheme == "dark":
        rules = {"runOnly": {"type": "rule", "values": SEEN_ONLY}}
    found = page.evaluate("o => axe.run(document, o)", rules | {"resultTypes": ["violations"]})["violations"]
    return [(each["id"], each["nodes"][0]["html"][:160], len(each["nodes"])) for each in found]


@in_chromium
@pytest.mark.judged
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_on_a_page_with_all_of_it_open(judged: list[Any], address: str, path: str) -> None:
    for seen, page in zip(SEEN, judged, strict=True):
        page.goto(address + path)
        page.evaluate(OPEN)
        assert _violations(page, seen[1]) == [], seen


def _search(page: Any, address: str) -> None:
    page.goto(address)
    page.locator("[popovertarget=site-search]").first.click()
    page.locator("#site-search-q").fill("일자리")
    page.locator("#site-search .hits a").first.wait_for()


def _menu(page: Any, address: str) -> None:
    page.goto(address)
    menu = page.locator(".site-head [popovertarget=site-nav]")
    if menu.is_visible():
        menu.click()


def _narrowed(page: Any, address: str) -> None:
    page.goto(address + "pledges/")
    page.locator("form.find").wait_for()
    page.evaluate(OPEN)
    page.locator("form.find input[type=checkbox]").first.check(force=True)
    page.locator("form.find select").first.select_option(index=1)


def _moving(page: Any, address: str) -> None:
    page.goto(address + COMMITMENT)
    page.evaluate(OPEN)
    page.get_by_role("button", name="움직이는 차트로 보기").first.click()
    page.get_by_role("button", name="멈춘 차트로 보기").first.wait_for()


@in_chromium
@pytest.mark.judged
@pytest.mark.parametrize("reach", [_search, _menu, _narrowed, _moving])
def test_axe_finds_nothing_in_what_opens(
    judged: list[Any], address: str, reach: Callable[[Any, str], None]
) -> None:
    for seen, page in zip(SEEN, judged, strict=True):
        reach(page, address)
        assert _violations(page, seen[1]) == [], seen


# ── keyboard ────────────────────────────────────────────────────────────────────────────────

# where the focus is: its ring, the ground of the ring, and whether the thing is seen and not covered
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.stops ??= new Map();
  const again = window.stops.has(at);
  window.stops.set(at, true);
  const ringed = at.matches(".toggle input") ? at.nextElementSibling : at;
  const ring = getComputedStyle(ringed);
  const layers = []; // from the ring's own ground down to the paper
  for (let each = parseFloat(ring.outlineOffset) < 0 ? ringed : ringed.parentElement; each; each = each.parentElement) {
    layers.push(getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number));
  }
  const ground = layers.reverse().reduce((under, [r, g, b, a = 1]) =>
    [r, g, b].map((part, index) => part * a + under[index] * (1 - a)), [255, 255, 255]);
  const first = at.getClientRects()[0], box = ringed.getBoundingClientRect();
  const on = document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
  return {
    again, what: at.outerHTML.slice(0, 120),
    line: ring.outlineStyle === "none" ? 0 : parseFloat(ring.outlineWidth),
    colour: ring.outlineColor, ground: `rgb(${ground.join(", ")})`,
    seen: at.contains(on) || [...(at.labels ?? [])].some((label) => label.contains(on)),
    part: at.closest("header, nav, main, footer")?.className ?? "",
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
  };
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})
    && !window.stops.has(each))
  .map((each) => each.outerHTML.slice(0, 120))"""


def _stops(page: Any, key: str) -> list[dict[str, Any]]:
    """Every stop of the focus until it comes round or leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            return found
        found.append(stop)
    raise AssertionError("the focus never comes round")


def _to(page: Any, target: Any) -> None:
    """Press Tab until the focus is on `target`."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"the focus never reaches {target}")


@pytest.mark.judged
@in_chromium
@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("", PHONE),
        ("pledges/", PHONE),
        ("pledges/", DESK),
        (COMMITMENT, PHONE),
        ("songpa/", DESK),
        ("404.html", DESK),
    ],
)
def test_the_focus_is_seen_at_every_stop_and_goes_as_the_eye_does(
    browser: Any, address: str, path: str, width: int
) -> None:
    page = _tab(browser, width)
    page.goto(address + path)
    stops = _stops(page, "Tab")
    assert len(stops) > 10
    assert "본문으로 건너뛰기" in stops[0]["what"]
    assert page.evaluate(MISSED) == []
    assert [each["what"] for each in stops if not each["seen"]] == []
    pale = [
        (each["what"], each["line"], each["colour"], each["ground"])
        for each in stops
        if each["line"] < 2 or _contrast(_rgb(each["colour"]), _rgb(each["ground"])) < 3
    ]
    assert pale == []
    back = [
        (a["what"], b["what"])
        for a, b in pairwise(stops)
        if a["part"] == b["part"] and b["bottom"] <= a["top"] + 2 and b["left"] < a["right"]
    ]
    assert back == []
    # the way back: what comes into view from above does not end under the header
    page.evaluate("window.stops = undefined")
    assert [each["what"] for each in _stops(page, "Shift+Tab") if not each["seen"]] == []
    page.context.close()


@in_chromium
def test_who_has_only_a_keyboard_skips_searches_and_reads(browser: Any, address: str) -> None:
    page = _tab(browser, DESK)
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(address)
    _to(page, page.locator(".site-head__search"))
    page.keyboard.press("Enter")
    field = page.locator("#site-search-q")
    assert field.evaluate("each => each === document.activeElement")
    page.keyboard.type("일자리")
    page.locator("#site-search .hits a").first.wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#site-search").is_visible()
    assert page.locator(".site-head__search").evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    page.locator("#site-search .hits a").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.href")
    assert chosen.startswith(address)
    page.keyboard.press("Enter")
    page.wait_for_url(chosen)
    assert page.locator("h1").is_visible()
    page.context.close()


@in_chromium
@pytest.mark.parametrize("width", WIDTHS)
def test_who_has_only_a_keyboard_narrows_the_list_opens_a_pledge_and_comes_back(
    browser: Any, address: str, width: int
) -> None:
    page = _tab(browser, width)
    page.goto(address + "pledges/")
    rows = page.locator("table.list tbody tr")
    everything = rows.count()
    word = rows.last.locator(".title").inner_text().split()[0]
    _to(page, page.locator("form.find [name=q]"))
    page.keyboard.type(word)
    page.wait_for_url("**/pledges/?q=*")
    shown = page.locator("table.list tbody tr:visible").count()
    assert 0 < shown < everything
    assert f"{shown}건" in page.locator(".find__count").inner_text()
    summary = page.locator("form.find summary")
    if summary.is_visible() and not page.locator("form.find details").evaluate("each => each.open"):
        _to(page, summary)
        page.keyboard.press("Enter")
    kind = page.locator("form.find [name=kind]")
    _to(page, kind)
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/pledges/?*kind=*")
    kept = page.url
    link = page.locator("table.list tbody tr:visible .title a").first
    if not link.count():  # no pledge of this kind has the word
        page.keyboard.press("ArrowDown")
        kept = page.url
    _to(page, link)
    page.keyboard.press("Enter")
    page.locator(".voices").wait_for()
    page.go_back()
    assert page.url == kept
    assert page.locator("form.find [name=q]").input_value() == word
    page.context.close()


@in_chromium
def test_who_has_only_a_keyboard_gets_the_data_of_a_chart_and_moves_it(
    browser: Any, address: str, site: Path
) -> None:
    page = _tab(browser, DESK)
    page.goto(address + COMMITMENT)
    figure = page.locator("figure[data-spec]").first
    _to(page, figure.locator(".says a.ref").first)
    page.keyboard.press("Enter")
    assert page.locator(".way").get_by_role("link").first.is_visible()
    page.keyboard.press("Escape")
    link = figure.locator('a[href$=".csv"]')
    _to(page, link)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    got = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == link.get_attribute("download")
    assert got == (site / COMMITMENT / Path(str(link.get_attribute("href"))).name).read_bytes()
    read = list(csv.reader(io.StringIO(got.decode("utf-8-sig"), newline="")))
    years = figure.locator("tbody th").all_inner_texts()
    assert [row[0] for row in read[1:]] == [re.sub(r"년$", "", each.split("\n")[0]) for each in years]
    button = figure.get_by_role("button", name=re.compile("차트로 보기"))
    _to(page, button)
    page.keyboard.press("Enter")
    figure.get_by_role("button", name="멈춘 차트로 보기").wait_for()
    assert button.evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    assert figure.get_by_role("button", name="움직이는 차트로 보기").is_visible()
    page.context.close()


@in_chromium
def test_who_has_only_a_keyboard_changes_light_and_dark(browser: Any, address: str) -> None:
    page = _tab(browser, PHONE, color_scheme="light")
    page.goto(address)
    button = page.locator("#scheme")
    assert button.get_attribute("aria-pressed") == "false"
    _to(page, button)
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.goto(address + "about/")
    assert page.locator("#scheme").get_attribute("aria-pressed") == "true"
    page.context.close()


# ── what is on a page ───────────────────────────────────────────────────────────────────────

BONES = """() => {
  const shown = (query) => [...document.querySelectorAll(query)].filter((each) => each.checkVisibility());
  const start = (each) => each.outerHTML.slice(0, 140);
  const sole = (each) => { // not a word of a sentence
    const round = each.closest("p, li, td, th, dd, dt, figcaption, h2, h3") ?? each.parentElement;
    return getComputedStyle(each).display !== "inline" || round.textContent.trim() === each.textContent.trim();
  };
  const small = (each) => {
    const box = each.getBoundingClientRect();
    return box.right > 0 && box.width > 1 && (box.width < 23.9 || box.height < 23.9);
  };
  return {
    language: document.documentElement.lang,
    levels: shown("h1, h2, h3, h4, h5, h6").map((each) => Number(each.tagName[1])),
    landmarks: ["header", "main", "footer"].map((each) => document.querySelectorAll(`body > ${each}, .page > ${each}`).length),
    tables: shown("table").filter((each) => !each.caption?.textContent.trim()
      || [...each.querySelectorAll("th")].some((head) => !head.scope)).map(start),
    cards: shown("table").filter((each) => getComputedStyle(each.tBodies[0]).display !== "table-row-group")
      .filter((each) => each.getAttribute("role") !== "table"
        || [...each.querySelectorAll("tr")].some((row) => row.getAttribute("role") !== "row")
        || [...each.querySelectorAll("td")].some((cell) => cell.getAttribute("role") !== "cell")
        || [...each.querySelectorAll("th")].some((head) => !/^(row|column)header$/.test(head.getAttribute("role")))).map(start),
    only_titled: shown("[title]").filter((each) => !each.getAttribute("aria-label")
      && !each.textContent.includes(each.title)).map(start),
    small: shown("button, select, summary, input:not([type=checkbox]), .site-nav a, .site-foot a, .tools a, .contents a, td > a, .title > a")
      .filter((each) => !each.disabled && sole(each) && small(each)).map(start),
    drawn: shown("svg").filter((each) => each.getAttribute("aria-hidden") !== "true" && !each.getAttribute("aria-label")).map(start),
    statuses: shown(".status").filter((each) => !each.querySelector("svg use") || !each.textContent.trim()).map(start),
    help: shown(".site-foot a").filter((each) => each.textContent.trim() === "오류 알리기").length,
  };
}"""


@in_chromium
@pytest.mark.parametrize("path", KINDS)
def test_a_page_says_what_it_is_made_of(plain_tabs: dict[int, Any], address: str, path: str) -> None:
    for width, page in plain_tabs.items():
        page.goto(address + path)
        page.evaluate(OPEN)
        found = page.evaluate(BONES)
        assert found.pop("language") == "ko"
        levels = found.pop("levels")
        assert levels[0] == 1, width
        assert levels.count(1) == 1, width
        assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == [], width
        assert found.pop("landmarks") == [1, 1, 1]
        assert found.pop("help") == 1
        assert found == {
            "tables": [], "cards": [], "only_titled": [], "small": [], "drawn": [], "statuses": [],
        }, width  # fmt: skip


@pytest.fixture(scope="module")
def plain_tabs(browser: Any) -> Iterator[dict[int, Any]]:
    pages = {width: _tab(browser, width) for width in WIDTHS}
    yield pages
    for page in pages.values():
        page.context.close()


# ── what a screen reader says ───────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def told(browser: Any, small: Book, book: Book) -> Iterator[Callable[[str], Any]]:
    """`told(path)`: a tab with a page of tests/small, as the site would show it, in the words of data/terms.yml."""
    own = {name: getattr(small.terms, name) for name in ("fields", "levels", "programmes", "classifications")}
    view = View(dataclasses.replace(small, terms=book.terms.model_copy(update=own)), AS_OF)
    bodies = {page.path: page.body for page in generated_pages(view)}
    bodies["pledges/"] = PARTS["pledges"](view, "pledges/")
    page = _tab(browser, DESK)

    def drawing(body: Fragment) -> Callable[[str], str]:
        return lambda key: charts.inline(charts.render(body.charts[key].spec), body.charts[key].title, "")

    def show(path: str) -> Any:
        html = filled(str(bodies[path].html), {}, partial(noted, view), drawing(bodies[path]), "../../")
        page.set_content(
            f'<!doctype html><html lang="ko" dir="ltr" class="js"><style>{CSS}</style>'
            f'<main class="md-typeset">{html}</main></html>'
        )
        return page

    yield show
    page.context.close()


@in_chromium
def test_the_top_of_a_commitment_is_told_in_order(
    told: Callable[[str], Any], expected: Callable[[str, str], None]
) -> None:
    page = told("gaon/small-parks/")
    page.evaluate(
        """() => { const end = document.querySelector("main h2");
        for (const each of [...document.querySelector("main").children]) {
          if (each === end || end.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) each.remove();
        } }"""
    )
    expected("access/commitment.txt", page.locator("main").aria_snapshot() + "\n")


@in_chromium
def test_a_figure_is_told_once_and_its_table_cell_by_cell(
    told: Callable[[str], Any], expected: Callable[[str, str], None]
) -> None:
    page = told("gaon/small-parks/")
    expected("access/figure.txt", page.locator("figure:has(.tbl)").first.aria_snapshot() + "\n")


@in_chromium
def test_the_roadmap_is_told_in_quarters(
    told: Callable[[str], Any], expected: Callable[[str, str], None]
) -> None:
    table = told("gaon/small-parks/").locator("table.roadmap")
    expected("access/roadmap.txt", table.aria_snapshot() + "\n")
    assert "2023년 2분기 추진" in table.inner_text()


@in_chromium
def test_the_first_rows_of_the_list_are_told_as_a_table(
    told: Callable[[str], Any], expected: Callable[[str, str], None]
) -> None:
    expected("access/list.txt", told("pledges/").locator("table.list").aria_snapshot() + "\n")


# ── large text, close reading, quiet screens ────────────────────────────────────────────────

CUT = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  return each.checkVisibility() && each.clientWidth > 1 && !each.matches(".vh, .vh *") && style.clipPath === "none"
    && /hidden|clip/.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.outerHTML.slice(0, 120))"""
SPACED = """*, ::before, ::after { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.fixture(scope="module")
def large(browser: Any) -> Iterator[dict[int, Any]]:
    """Tabs of a browser whose reader has set letters twice as large."""
    opened = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-background-networking", "--blink-settings=defaultFontSize=32"],
    )
    yield {width: _tab(opened, width) for width in (PHONE, DESK)}
    opened.close()


@in_chromium
@pytest.mark.parametrize("path", KINDS)
def test_letters_twice_as_large_fit_and_nothing_is_cut(
    large: dict[int, Any], plain_tabs: dict[int, Any], address: str, path: str
) -> None:
    for width, page in large.items():
        page.goto(address + path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == [], width
    page = plain_tabs[PHONE]
    page.goto(address + path)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.evaluate(CUT) == []


@in_chromium
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_on_a_page_is_animated(plain_tabs: dict[int, Any], address: str, motion: str) -> None:
    page = plain_tabs[DESK]
    page.emulate_media(reduced_motion=motion)
    for path in ("", "pledges/", COMMITMENT, "contribute/"):
        page.goto(address + path)
        moving = page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll("body *")].flatMap((each) =>
              [null, "::before", "::after", "::backdrop"].filter((part) => {
                const style = getComputedStyle(each, part);
                return style.animationName !== "none" || style.scrollBehavior !== "auto"
                  || (style.transitionProperty !== "none" && style.transitionDuration.split(",").some((time) => parseFloat(time) > .01));
              }).map((part) => each.outerHTML.slice(0, 80) + part)).slice(0, 5)"""
        )
        assert moving == [], path
    page.emulate_media(reduced_motion="null")


@in_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_reads_no_grey(browser: Any, address: str, scheme: str) -> None:
    page = _tab(browser, DESK, color_scheme=scheme, contrast="more")
    page.goto(address + COMMITMENT)
    ink, *others = page.evaluate(
        """() => ["ink", "ink-2", "ink-3", "line", "edge"].map((name) => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = `var(--${name})`;
          return getComputedStyle(probe).color;
        })"""
    )
    assert _contrast(_rgb(ink), _rgb(page.evaluate("getComputedStyle(document.body).backgroundColor"))) > 14
    assert set(others) == {ink}
    page.context.close()


# ── forced colours ──────────────────────────────────────────────────────────────────────────

FORCED = """() => {
  const all = (query) => [...document.querySelectorAll(query)].filter((each) => each.checkVisibility());
  const style = (each, part) => getComputedStyle(each, part);
  const frame = (each, part) => ({line: style(each, part).borderTopStyle, colour: style(each, part).borderTopColor});
  return {
    canvas: style(document.body).backgroundColor,
    pills: all(".status").map((each) => ({...frame(each), unknown: each.matches(".status--unknown")})),
    squares: all(".unit, .signal--tag").map((each) => frame(each)),
    keys: all(".key").map((each) => ({...frame(each), fill: style(each).backgroundColor, spent: each.matches(".key--spent, .key--reached")})),
    steps: all(".roadmap .on").map((each) => frame(each, "::before")),
    said: all(".m-said").map((each) => style(each).stroke),
    secured: all(".m-secured").map((each) => style(each).fillOpacity),
    spent: all(".m-spent").map((each) => [style(each).fill, style(each).fillOpacity]),
    words: all(".chart text").map((each) => style(each).fill),
    controls: all(".ask button, .field input, .field select, .toggle span, .find").map((each) => frame(each)),
  };
}"""


@in_chromium
@pytest.mark.parametrize(
    ("canvas", "chosen"), [("light", "default"), ("light", "slate"), ("dark", "default")]
)
def test_forced_colours_keep_pills_squares_bars_and_charts_apart(
    browser: Any, address: str, canvas: str, chosen: str
) -> None:
    page = _tab(browser, 700, forced_colors="active", color_scheme=canvas)
    page.add_init_script(f"localStorage.setItem('pledges.scheme', '{chosen}')")
    kinds: set[str] = set()
    for path in ("", "pledges/", "ansan/higher-vocational-hub/", "daejeon-junggu/flood-prevention/"):
        page.goto(address + path)
        page.evaluate(OPEN)
        found = page.evaluate(FORCED)
        ground = _rgb(found.pop("canvas"))
        kinds |= {kind for kind, seen in found.items() if seen}
        for each in found["pills"]:
            assert each["line"] == ("dashed" if each["unknown"] else "solid")
        for each in (*found["pills"], *found["squares"], *found["keys"], *found["steps"], *found["controls"]):
            assert each["line"] in ("solid", "dashed"), (path, each)
            assert _contrast(_rgb(each["colour"]), ground) >= 3, (path, each)
        for each in found["keys"]:
            assert not each["spent"] or _contrast(_rgb(each["fill"]), ground) >= 3
        for colour in (*found["said"], *(fill for fill, _ in found["spent"])):
            assert _contrast(_rgb(colour), ground) >= 3
        assert set(found["secured"]) <= {"0.38"}
        assert {solid for _, solid in found["spent"]} <= {"1"}
        for colour in found["words"]:
            assert _contrast(_rgb(colour), ground) >= 4.5, path
    assert kinds == {"pills", "squares", "keys", "steps", "said", "secured", "spent", "words", "controls"}
    page.context.close()


# ── paper ───────────────────────────────────────────────────────────────────────────────────

PRINTED = """() => {
  const all = (query) => [...document.querySelectorAll(query)];
  const start = (each) => each.outerHTML.slice(0, 120);
  return {
    frame: all(".site-head, .site-nav, .site-search, .contents, .find, .tools, .skip").filter((each) => each.checkVisibility()).map(start),
    folded: all("main details > :not(summary)").filter((each) => !each.closest(".find, .share, .edits, .foot .cite") && !each.checkVisibility()).map(start),
    nameless: all('div.src > a[href^="http"], .sources > li > a[href^="http"]')
      .filter((each) => each.checkVisibility() && !getComputedStyle(each, "::after").content.includes("<")).map(start),
    pale: all("main svg.chart").filter((each) => each.checkVisibility()).map((each) => getComputedStyle(each).color),
    ground: getComputedStyle(document.body).backgroundColor,
  };
}"""


@in_chromium
@pytest.mark.parametrize(
    "path", ["", "pledges/", "ansan/higher-vocational-hub/", COMMITMENT, "songpa/", "rates/"]
)
def test_paper_is_light_complete_and_tells_its_addresses(browser: Any, address: str, path: str) -> None:
    """182 mm between the margins of A4 are 688 px; who prints had chosen the dark screen."""
    page = _tab(browser, 688, color_scheme="dark")
    page.goto(address + path)
    page.emulate_media(media="print")
    found = page.evaluate(PRINTED)
    ground = _rgb(found.pop("ground"))
    assert ground == (255, 255, 255)
    assert [each for each in found.pop("pale") if _contrast(_rgb(each), ground) < 4.5] == []
    assert found == {"frame": [], "folded": [], "nameless": []}
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    assert page.evaluate(CUT) == []
    page.context.close()


# ── colours, from the stylesheet itself ─────────────────────────────────────────────────────

Colour = tuple[float, float, float]


def _rgb(text: str) -> Colour:
    """`#rrggbb`, `rgb(r, g, b)` or `rgba(r, g, b, a)` as 0 to 255."""
    if text.startswith("#"):
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
    red, green, blue = (float(each) for each in re.findall(r"[\d.]+", text)[:3])
    return red, green, blue


def _linear(colour: Colour) -> Colour:
    def one(part: float) -> float:
        part /= 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return one(colour[0]), one(colour[1]), one(colour[2])


def _contrast(a: Colour, b: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b_ for r, g, b_ in (_linear(a), _linear(b)))
    return (high + 0.05) / (low + 0.05)


def _block(selector: str) -> dict[str, str]:
    body = re.search(rf"^\s*{re.escape(selector)} \{{([^}}]*--paper:[^}}]*)\}}", CSS, re.M)
    assert body
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", body.group(1)))


LIGHT = _block(":root")
SCHEMES = {"light": LIGHT, "dark": LIGHT | _block('[data-md-color-scheme="slate"]')}
STATES = ("done", "ongoing", "track", "partly", "hold", "dropped")
GROUNDS = ("paper", "wash")
WORDS = (
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "navy", "link", "calc") for ground in GROUNDS),
    *((state, f"{state}-wash") for state in STATES),
    *((state, "paper") for state in STATES),
    ("calc", "calc-wash"), ("ink", "mark-wash"), ("on-bar", "bar"), ("paper", "navy"), ("paper", "ink"),
)  # fmt: skip
MARKS = tuple((mark, ground) for mark in ("mark", "mark-calc", "edge", "link") for ground in GROUNDS)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_of_tokens_has_its_contrast(scheme: str) -> None:
    token = SCHEMES[scheme]
    pale = {
        pair: round(found, 2)
        for pairs, least in ((WORDS, 4.5), (MARKS, 3.0))
        for pair in pairs
        if (found := _contrast(_rgb(token[pair[0]]), _rgb(token[pair[1]]))) < least
    }
    assert pale == {}


def test_no_colour_of_the_stylesheet_is_left_out_of_the_contrast_test() -> None:
    tried = {name for pair in (*WORDS, *MARKS) for name in pair}
    assert set(LIGHT) - tried == {"line"}  # rules between rows carry no meaning


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
EYES = {
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def _seen(colour: Colour, eye: str) -> Colour:
    """Linear RGB as such an eye sees it."""
    linear = _linear(colour)
    parts = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eye]]
    return tuple(min(1.0, max(0.0, each)) for each in parts)  # type: ignore[return-value]


def _lab(linear: Colour) -> Colour:
    """CIE L*a*b* (D65) of linear RGB."""
    r, g, b = linear
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _apart(a: Colour, b: Colour, eye: str) -> float:
    """CIE76 difference for such an eye: 2.3 is just seen, 20 is plain."""
    one, other = _lab(_seen(a, eye)), _lab(_seen(b, eye))
    return sum((x - y) ** 2 for x, y in zip(one, other, strict=True)) ** 0.5


def _mixed(over: Colour, share: float, ground: Colour) -> Colour:
    return tuple(share * a + (1 - share) * b for a, b in zip(over, ground, strict=True))  # type: ignore[return-value]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_stay_apart_for_every_eye(scheme: str, eye: str) -> None:
    token = {name: _rgb(value) for name, value in SCHEMES[scheme].items()}
    paper, spent = token["paper"], token["mark"]
    secured = _mixed(spent, 0.38, paper)
    for a, b in combinations((paper, secured, spent), 2):
        assert _apart(a, b, eye) > 20
    assert _apart(spent, token["mark-calc"], eye) > 20
    assert _apart(token["track"], token["calc"], eye) > 20


def test_every_status_has_a_shape_of_its_own_beside_its_colour() -> None:
    drawn = (ROOT / "macros" / "theme" / "partials" / "sprite.html").read_text("utf-8")
    shapes = [re.findall(rf'"{name}": \'(.*?)\'', drawn)[0] for name in tables.STATUS_ICONS.values()]
    assert len(set(shapes)) == len(tables.STATUS_ICONS)
