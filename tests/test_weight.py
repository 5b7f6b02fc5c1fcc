"""Weight and stillness in a real Chromium: bytes and requests of a first view, and nothing that moves. No seconds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from tests.kinds import KINDS

pytestmark = pytest.mark.browser

# the first view of what people land on, and the heaviest commitments of the records
FIRST_VIEWS = (
    "",
    "pledges/",
    "songpa/",
    "busan/",
    "daejeon-junggu/",
    "ansan/higher-vocational-hub/",
    "daejeon-junggu/flood-prevention/",
    "suwon/jobs-170k/",
    "seoul/vocational-innovation-district/",
)
WIDTHS = (360, 1280)
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# every shift counts, also one right after a key or a tap
MOVED = """window.moved = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.moved += each.value; })
  .observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def fresh(browser: Any) -> Iterator[dict[int, Any]]:
    """A tab for each width that adds up what moves."""
    made = {}
    for width in WIDTHS:
        made[width] = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        made[width].add_init_script(MOVED)
    yield made
    for page in made.values():
        page.context.close()


@pytest.mark.parametrize("path", FIRST_VIEWS)
def test_a_first_view_is_light_and_asks_only_this_site(browser: Any, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address + path)
    asked = [each.url for each in answers if not each.url.startswith(("data:", "blob:"))]
    weight = sum(len(gzip.compress(each.body(), 6)) for each in answers if each.url in asked)
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert [url for url in asked if "vega" in url or url.endswith(".json")] == []
    assert len(asked) <= 10, asked
    assert weight <= 100_000, (weight, asked)


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_while_a_page_loads(fresh: dict[int, Any], address: str, path: str) -> None:
    for width, page in fresh.items():
        page.goto(address + path)
        page.evaluate(PAINTED)
        page.mouse.wheel(0, 600)
        page.evaluate(PAINTED)
        assert page.evaluate("window.moved") < 0.02, width


@pytest.mark.parametrize(
    "path", ["suwon/jobs-170k/", "daejeon-junggu/flood-prevention/", "anyang/jobs-plan/"]
)
def test_the_moving_chart_comes_from_this_site_when_asked_for_and_moves_nothing(
    fresh: dict[int, Any], address: str, path: str
) -> None:
    for width, page in fresh.items():
        asked: list[str] = []

        def listen(request: Any, asked: list[str] = asked) -> None:
            asked.append(request.url)

        page.on("request", listen)
        page.goto(address + path)
        assert [url for url in asked if "vega" in url] == []
        high = page.evaluate("document.documentElement.scrollHeight")
        figure = page.locator("figure[data-spec]", has=page.locator("svg.chart:visible")).first
        figure.get_by_role("button", name="움직이는 차트로 보기").click()
        figure.get_by_role("button", name="멈춘 차트로 보기").wait_for()
        page.remove_listener("request", listen)
        page.evaluate(PAINTED)
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert sum(url.endswith("/vega.js") for url in asked) == 1
        assert page.evaluate("document.documentElement.scrollHeight") == high, width
        assert page.evaluate("window.moved") < 0.02, width
