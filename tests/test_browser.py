"""What a person sees, in a real Chromium: every page, phone and desktop, light and dark, scripts on and off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from macros.model import Book
from tests.kinds import KINDS

pytestmark = pytest.mark.browser

# the colours move nothing: one scheme is enough to see whether a page fits
SCREENS = ((320, "light"),)


@pytest.fixture(scope="module")
def views(browser: Any) -> Iterator[dict[tuple[int, str], Any]]:
    """One open tab for each screen a page is looked at on."""
    made = {}
    for width, scheme in SCREENS:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="ko-KR"
        )
        made[width, scheme] = context.new_page()
    yield made
    for page in made.values():
        page.context.close()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_its_screen_and_says_nothing_in_the_console(
    views: dict[tuple[int, str], Any], address: str, path: str
) -> None:
    for width, scheme in SCREENS:
        page = views[width, scheme]
        said: list[str] = []
        page.on(
            "console",
            lambda message, said=said: said.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + path)
        wide = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter(e => {
              const r = e.getBoundingClientRect();
              if (!r.width || r.right <= innerWidth + 1 || getComputedStyle(e).position === "fixed") return false;
              for (let p = e; p && p !== document.body; p = p.parentElement) {
                if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX)) return false;
              }
              return true;
            }).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme, wide)
        assert said == [], (width, scheme)
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert len(asked) <= 10, asked


def test_no_letter_of_a_chart_is_smaller_than_twelve_pixels_on_a_phone(
    views: dict[tuple[int, str], Any], address: str, book: Book
) -> None:
    page = views[320, "light"]
    for path in KINDS:
        page.goto(address + path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("svg.chart text")].filter(t => t.checkVisibility()).map(t => {
              const box = t.ownerSVGElement.getBoundingClientRect(), view = t.ownerSVGElement.viewBox.baseVal;
              return [t.textContent, parseFloat(getComputedStyle(t).fontSize) * box.width / view.width];
            }).filter(([, size]) => size < 11.95)"""
        )
        assert small == [], path


def test_without_scripts_the_pages_are_complete(browser: Any, address: str, book: Book) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "pledges/")
    for key in book.commitments:
        assert page.locator(f'a[href="../{key}/"]').first.is_visible(), key
    page.goto(address + "daejeon-junggu/flood-prevention/")
    assert page.locator("figure svg.chart").count() >= 2
    assert page.locator("figure table").count() >= 2
    context.close()
