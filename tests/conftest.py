"""What tests share: the real and the small Book, whole expected outputs, the built site, a browser."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from macros.check import check_data
from macros.model import Book

ROOT = Path(__file__).resolve().parent.parent
# Builds of the tests look at the data on one day, whatever day it is; scripts/test.py hands it on.
os.environ.setdefault("AS_OF", "2026-11-22")
SMALL = ROOT / "tests" / "small" / "data"
RECORDS = ROOT / "tests" / "records" / "data"
AS_OF = date.fromisoformat(os.environ["AS_OF"])
CHROMIUM = os.environ.get("CHROMIUM") or next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/google-chrome") if Path(path).exists()), None
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="store the whole outputs as the expected ones")


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--bless"))


@pytest.fixture
def expected(bless: bool) -> Callable[[str, str], None]:
    """`expected("tables/years.html", text)`: the text is the stored one, or with --bless becomes it."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "expected" / name
        if bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.read_text("utf-8") == text

    return compare


@pytest.fixture(scope="session")
def book() -> Book:
    """The real data of one day, which no correction of data/ changes."""
    loaded = check_data(RECORDS, AS_OF)
    assert loaded.book is not None
    return loaded.book


@pytest.fixture(scope="session")
def small() -> Book:
    """The small data folder with the layout of data/."""
    loaded = check_data(SMALL, AS_OF)
    assert loaded.book is not None
    return loaded.book


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built of those records: the one scripts/test.py built, else one built now."""
    given = os.environ.get("PLEDGE_SITE")
    if given:
        return Path(given)
    target = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "scripts/build.py", "--data", str(RECORDS), "--site-dir", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        # what the site promises to work under: no other host, no eval
        policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """`served(folder)` is the address of a folder on 127.0.0.1."""
    with ExitStack() as stack:
        known: dict[Path, str] = {}

        def serve(folder: Path) -> str:
            if folder not in known:
                server = stack.enter_context(
                    http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
                )
                threading.Thread(target=server.serve_forever, daemon=True).start()
                stack.callback(server.shutdown)
                known[folder] = f"http://127.0.0.1:{server.server_port}/"
            return known[folder]

        yield serve


@pytest.fixture(scope="session")
def address(site: Path, served: Callable[[Path], str]) -> str:
    """The built site on 127.0.0.1."""
    return served(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium: the system's as scripts/test.py found it, else Playwright's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                # for pictures: letters drawn alike, whatever the machine prefers
                "--font-render-hinting=none",
                "--disable-lcd-text",
                "--force-color-profile=srgb",
            ],
        )
        yield opened
        opened.close()
