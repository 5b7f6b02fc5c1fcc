"""How the pages look: every kind of page beside its pictures in tests/appearance/pictures.

The site is built from tests/appearance/data, so that no change of data/ moves a picture, and drawn with one font, so
that every machine draws the same letters. `pytest tests/test_appearance.py --bless` stores what looks different.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pylopdf_fonts_ko
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from macros.check import check_data
from macros.compute import SIGNALS, signals, status
from macros.model import STATUSES
from tests.changed import committed

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "appearance" / "data"
PICTURES = ROOT / "tests" / "appearance" / "pictures"
LEFT = ROOT / ".cache" / "appearance"  # what a failure leaves to look at
DAY = date(2026, 11, 22)


# ── what is looked at ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Screen:
    """What a page is looked at on, in CSS pixels; print has the width of A4 at 96 an inch."""

    width: int
    height: int
    schemes: tuple[str, ...] = ("light", "dark")
    media: str = "screen"
    scripts: bool = True


SCREENS = {
    "360": Screen(360, 740),
    "1280": Screen(1280, 800),
    "print": Screen(794, 1123, ("light",), media="print"),
    "no-scripts": Screen(360, 740, ("light",), scripts=False),
}
KINDS = {
    "home": "",
    "list": "pledges/",
    "places": "places/",
    "place": "dasol/",
    "place-rates-only": "maru/",
    "commitment-rich": "dasol/river-walk/",
    "commitment-unknown": "dasol/clinic/",
    "programme": "raon/college-hub/",
    "spending": "spending/",
    "outcomes": "outcomes/",
    "rates": "rates/",
    "programmes": "programmes/",
    "changes": "changes/",
    "checks": "checks/",
    "data": "data/",
    "about": "about/",
    "glossary": "glossary/",
    "contribute": "contribute/",
    "embed": "embed/dasol/river-walk/",
    "missing": "404.html",
}
BY_SCRIPT = {
    "list-filtered": "pledges/?status=partial&status=on_hold&status=dropped&status=other&sort=-planned"
}


def _search(page: Any) -> None:
    page.click(".site-head__search")
    page.fill("#site-search-q", "산책로")
    page.wait_for_selector(".hits > li")


def _menu(page: Any) -> None:
    page.click(".site-head__menu")


PANELS = {"search": _search, "menu": _menu}  # opened over the home page; pictured as far as the screen goes
CASES = [
    *((screen, kind) for screen in SCREENS for kind in KINDS),
    *((screen, kind) for screen in ("360", "1280") for kind in (*BY_SCRIPT, "search")),
    ("360", "menu"),  # a wide screen has no menu button
]
NAMES = {
    f"{kind}-{screen}-{scheme}.webp": (kind, screen)
    for screen, kind in CASES
    for scheme in SCREENS[screen].schemes
}


# ── pictures and what differs between them ──────────────────────────────────────────────────

STEP = 4  # CSS pixels in a pixel of a stored picture
GRAIN = 8  # steps of colour a stored picture keeps
SIDE = 4  # pixels of a stored picture in the side of a square that is compared
SQUARE = STEP * SIDE
# A square differs if its pixels do by more than this on average, of 255, wherever it is looked for up to 3 px around.
LIMIT = 18.0
AROUND = sorted(
    ((y, x) for y in range(-3, 4) for x in (-1, 0, 1)), key=lambda way: (abs(way[0]) + abs(way[1]), way)
)


def reduced(picture: Image.Image) -> Image.Image:
    """The picture as it is stored: a quarter of the width, colours in steps."""
    return picture.reduce(STEP).point(lambda v: min(255, (v + GRAIN // 2) // GRAIN * GRAIN))


def squares(now: Image.Image, then: Image.Image) -> NDArray[np.float32]:
    """How much each square of a page differs from the stored picture, 0 to 255, rows by columns, as far as both go."""
    small = reduced(now)
    width, height = min(small.width, then.width), min(small.height, then.height)
    fill = (
        (0, -height % SIDE),
        (0, -width % SIDE),
    )  # a square over the edge counts only what lies on the page
    old = np.asarray(then, np.int16)[:height, :width]
    high, wide = -(-height // SIDE), -(-width // SIDE)
    least = np.full((high, wide), 255, np.float32)
    for y, x in AROUND:
        moved = np.asarray(reduced(ImageChops.offset(now, x, y)), np.int16)[:height, :width]
        # one step of colour is what rounding alone may make
        apart = np.pad(np.maximum(np.abs(moved - old).max(axis=2) - GRAIN, 0), fill)
        least = np.minimum(least, apart.reshape(high, SIDE, wide, SIDE).mean(axis=(1, 3)))
        if least.max() <= LIMIT:
            break
    return least


def differences(now: Image.Image, then: Image.Image) -> list[str]:
    """What differs between a page and its stored picture, in words: the size first, then from top to bottom."""
    told = []
    for side, new, old in (("width", now.width, then.width), ("height", now.height, then.height)):
        if abs(new - old * STEP) > STEP:
            told.append(f"{side} {new} px, stored about {old * STEP} px")
    found = squares(now, then)
    rows = np.flatnonzero((found > LIMIT).any(axis=1))
    for stretch in np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1) if rows.size else ():
        part = found[stretch[0] : stretch[-1] + 1]
        columns = np.flatnonzero((part > LIMIT).any(axis=0))
        told.append(
            f"y {stretch[0] * SQUARE}–{(stretch[-1] + 1) * SQUARE} px, "
            f"x {columns[0] * SQUARE}–{(columns[-1] + 1) * SQUARE} px: "
            f"squares of {SQUARE} px that differ: {(part > LIMIT).sum()}, by up to {part.max():.0f} of 255"
        )
    return told


def beside(now: Image.Image, then: Image.Image) -> Image.Image:
    """The stored picture, enlarged, and beside it the page as it is, with a frame around what differs."""
    old = then.resize((then.width * STEP, then.height * STEP), Image.Resampling.NEAREST)
    both = Image.new("RGB", (old.width + now.width, max(old.height, now.height)), "grey")
    both.paste(old, (0, 0))
    both.paste(now, (old.width, 0))
    draw = ImageDraw.Draw(both)
    for row, column in np.argwhere(squares(now, then) > LIMIT):
        x, y = old.width + column * SQUARE, row * SQUARE
        draw.rectangle((x, y, x + SQUARE, y + SQUARE), outline="magenta")
    return both


# ── the site and its pages ──────────────────────────────────────────────────────────────────

# checksums and sizes of files, which depend on the versions of what wrote them
MADE = re.compile(r"\b([0-9a-f]{64})\b|\d[\d.,]*(?=[KMG]?B\b)")
# every letter from one file, nothing in motion, no caret
STYLE = """<link rel="preload" href="/appearance.otf" as="font" crossorigin><style>
@font-face { font-family: Appearance; src: url(/appearance.otf); font-display: block; }
*, ::before, ::after {
  font-family: Appearance !important; animation: none !important; transition: none !important;
  caret-color: transparent !important; -webkit-font-smoothing: antialiased !important;
}</style></head>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, served: Callable[[Path], str]) -> str:
    """The site of tests/appearance/data on 127.0.0.1, each page with STYLE in its head."""
    folder = tmp_path_factory.mktemp("appearance")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")} | {
        "AS_OF": str(DAY),
        "SITE_URL": "https://pledges.example.org/",
        "SOURCE_DATE_EPOCH": "0",
    }
    data = shutil.copytree(DATA, folder / "data", copy_function=shutil.copyfile)
    committed(data, str(DAY))  # the pages print the commit
    site = folder / "site"
    command = [sys.executable, "scripts/build.py", "--data", str(data), "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copy2(pylopdf_fonts_ko.sans_path(), site / "appearance.otf")
    for page in site.rglob("*.html"):
        text = MADE.sub(lambda m: "0" * 64 if m[1] else "12.3", page.read_text("utf-8"))
        page.write_text(text.replace("</head>", STYLE, 1), "utf-8")
    return served(site)


@pytest.fixture(scope="module")
def tabs(browser: Any) -> Iterator[dict[str, Any]]:
    """One open tab for each screen."""
    made = {}
    for name, screen in SCREENS.items():
        context = browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=1,
            java_script_enabled=screen.scripts,
            reduced_motion="reduce",
            locale="ko-KR",
            timezone_id="Asia/Seoul",
        )
        made[name] = context.new_page()
    yield made
    for page in made.values():
        page.context.close()


# ── the tests ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
@pytest.mark.judged
@pytest.mark.parametrize(("screen", "kind"), CASES)
def test_a_page_looks_as_in_its_pictures(
    tabs: dict[str, Any], address: str, bless: bool, screen: str, kind: str
) -> None:
    page, look = tabs[screen], SCREENS[screen]
    page.emulate_media(color_scheme="light", media=look.media)
    page.goto(address + (KINDS | BY_SCRIPT).get(kind, ""))
    if kind in PANELS:
        PANELS[kind](page)
    wrong = []
    for scheme in look.schemes:
        page.emulate_media(color_scheme=scheme, media=look.media)
        # a JPEG is made in half the time of a PNG, and what it loses is far below a step of colour
        shot = page.screenshot(
            full_page=kind not in PANELS, animations="disabled", caret="hide", type="jpeg", quality=98
        )
        wrong += judge(f"{kind}-{screen}-{scheme}", Image.open(io.BytesIO(shot)).convert("RGB"), bless)
    assert not wrong, "\n".join(
        ["", *wrong, "If it is meant, look at it and run: pytest tests/test_appearance.py --bless"]
    )


def judge(name: str, now: Image.Image, bless: bool) -> list[str]:
    """Lines of what is wrong with a picture. What fails is left in .cache/appearance, or with bless is stored."""
    path = PICTURES / f"{name}.webp"
    then = Image.open(path).convert("RGB") if path.exists() else None
    told = differences(now, then) if then else ["no picture is stored"]
    if not told:
        return []
    if bless:
        PICTURES.mkdir(exist_ok=True)
        reduced(now).save(path, lossless=True, method=6)
        return []
    LEFT.mkdir(parents=True, exist_ok=True)
    left = LEFT / f"{name}.png"
    (beside(now, then) if then else now).save(left)
    return [f"{name} ({left.relative_to(ROOT).as_posix()}):", *(f"  {line}" for line in told)]


def test_every_stored_picture_is_one_that_is_looked_at(bless: bool) -> None:
    stored = {path.name for path in PICTURES.iterdir()}
    if bless:
        for name in stored - NAMES.keys():
            (PICTURES / name).unlink()
        stored &= NAMES.keys()
    assert stored - NAMES.keys() == set()


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= 3_600_000


def test_the_data_of_the_pictures_is_sound_and_shows_every_status_and_signal() -> None:
    checked = check_data(DATA, DAY)
    assert [problem for problem in checked.problems if problem.level == "error"] == []
    book = checked.book
    assert book is not None
    each = [(commitment, place) for place in book.places.values() for commitment in place.commitments]
    said = {row.status for one in each if (row := status(*one))}
    seen = {signal.code for one in each for signal in signals(*one, book, DAY)}
    assert said == set(STATUSES)
    assert seen == set(SIGNALS)


# A page of two lines of writing, a pill and an icon, in CSS pixels.
def _page(pill: str = "#12672f", icon: bool = True, down: int = 0, more: int = 0) -> Image.Image:
    page = Image.new("RGB", (360, 480 + more), "white")
    draw = ImageDraw.Draw(page)
    for x in range(16, 300, 9):
        draw.rectangle((x, 40 + down, x + 5, 52 + down), fill="#1b2430")
        draw.rectangle((x, 72 + down, x + 5, 84 + down), fill="#1b2430")
    draw.rounded_rectangle((16, 200, 96, 224), 12, fill=pill)
    if icon:
        draw.rectangle((212, 212, 219, 219), fill="#a84300")
    return page


@pytest.mark.parametrize(
    "page", [_page(), _page(down=3), _page(more=4)], ids=["same", "3 px down", "4 px longer"]
)
def test_what_other_antialiasing_may_do_is_no_difference(page: Image.Image) -> None:
    assert differences(page, reduced(_page())) == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            _page(pill="#4c5866"),
            ["y 192–224 px, x 16–96 px: squares of 16 px that differ: 10, by up to 56 of 255"],
        ),
        (
            _page(icon=False),
            ["y 208–224 px, x 208–224 px: squares of 16 px that differ: 1, by up to 62 of 255"],
        ),
    ],
    ids=["colour", "icon"],
)
def test_a_lost_mark_or_another_colour_is_told_with_its_place(page: Image.Image, told: list[str]) -> None:
    assert differences(page, reduced(_page())) == told


def test_a_line_ten_pixels_lower_is_found() -> None:
    assert [line.split(":")[0] for line in differences(_page(down=10), reduced(_page()))] == [
        "y 32–96 px, x 16–304 px"
    ]


def test_another_height_is_told_first() -> None:
    assert differences(_page(more=40), reduced(_page())) == ["height 520 px, stored about 480 px"]
