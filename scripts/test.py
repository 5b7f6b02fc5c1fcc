"""Everything CI runs, each step with its time: style, types, floors, schemas, data, a strict build, the tests."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import environment

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHERE_PLAYWRIGHT_PUTS_IT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


AS_OF = "2026-11-22"  # the day on which the tests look at the data


def steps(site: Path, *, fast: bool, pytest: Sequence[str]) -> dict[str, list[str]]:
    """Name → command, in order. The built site goes to `site`; `pytest` holds further arguments for pytest."""
    python = sys.executable
    chosen = ["-m", "not browser"] if fast else []
    return {
        "코드 규칙 · ruff check": [python, "-m", "ruff", "check", "."],
        "코드 모양 · ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "타입 · mypy": [python, "-m", "mypy"],
        "층 · lint-imports": [str(Path(python).with_name("lint-imports"))],
        "스키마 · schema.py --check": [python, "scripts/schema.py", "--check"],
        "자료 · check.py": [python, "scripts/check.py"],
        "사이트 · build.py": [python, "scripts/build.py", "--site-dir", str(site)],
        "시험 · pytest": [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", *chosen, *pytest],
    }


def find_chromium() -> str | None:
    """Path of a Chromium that starts: CHROMIUM, the system's, Playwright's, else Debian's package when root."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if path := _starting(name):
            return path
    print("Chromium이 없어 받습니다 · no Chromium here, getting one …", flush=True)
    if _ran([sys.executable, "-m", "playwright", "install", "chromium"]):
        asked = subprocess.run(
            [sys.executable, "-c", WHERE_PLAYWRIGHT_PUTS_IT], capture_output=True, text=True, check=False
        )
        if path := _starting(asked.stdout.strip()):
            return path
    return _starting("chromium") if _installed_by_apt("chromium") else None


def find_korean_font() -> None:
    """Get a Korean font where there is none and it can be had; say so where it cannot."""
    if not sys.platform.startswith("linux") or _has_korean_font():
        return
    print("한글 글꼴이 없어 받습니다 · no Korean font here, getting one …", flush=True)
    if not _installed_by_apt("fontconfig", "fonts-noto-cjk") or not _has_korean_font():
        print("한글 글꼴 없이 시험합니다 · testing without a Korean font (fonts-noto-cjk).", flush=True)


def run(commands: dict[str, list[str]], variables: dict[str, str]) -> list[str]:
    """Run every command, whatever the others gave; prints a summary with times. Names of those that failed."""
    results: dict[str, tuple[bool, float]] = {}
    for number, (name, command) in enumerate(commands.items(), 1):
        print(f"\n── {number}/{len(commands)} {name}", flush=True)
        begin = time.monotonic()
        done = subprocess.run(command, cwd=environment.ROOT, env=os.environ | variables, check=False)
        results[name] = (done.returncode == 0, time.monotonic() - begin)
    print("\n── 결과 · summary")
    for name, (passed, seconds) in results.items():
        print(f"{'통과 · ok    ' if passed else '실패 · FAILED'} {seconds:6.1f} s  {name}")
    return [name for name, (passed, _) in results.items() if not passed]


def main() -> int:
    parser = argparse.ArgumentParser(
        description="CI가 하는 모든 검사를 합니다 · runs everything CI runs. Other arguments go to pytest."
    )
    parser.add_argument(
        "--fast", action="store_true", help="브라우저 시험을 뺍니다 · without the browser tests"
    )
    options, pytest = parser.parse_known_args()
    environment.ensure("test")
    variables = {"NO_MKDOCS_2_WARNING": "1", "AS_OF": AS_OF}
    if not options.fast:
        chromium = find_chromium()
        if chromium is None:
            print(
                "\nChromium을 찾거나 설치하지 못했습니다. Chromium이나 Chrome을 설치하거나 CHROMIUM=경로를 주세요."
                " 브라우저 없이 시험하려면 --fast를 쓰세요.\n"
                "No Chromium was found or could be installed. Install Chromium or Chrome, or set CHROMIUM=path;"
                " --fast tests without a browser.",
                file=sys.stderr,
            )
            return 2
        variables["CHROMIUM"] = chromium
        find_korean_font()
    with tempfile.TemporaryDirectory(prefix="pledge-test-") as folder:
        site = Path(folder, "site")
        failed = run(steps(site, fast=options.fast, pytest=pytest), variables | {"PLEDGE_SITE": str(site)})
    return 1 if failed else 0


def _starting(name: str) -> str | None:
    """Full path of a browser that answers `--version`; a stub without its libraries does not."""
    path = shutil.which(name) if name else None
    return path if path and _ran([path, "--version"], quiet=True) else None


def _has_korean_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout.strip())


def _installed_by_apt(*packages: str) -> bool:
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    return _ran(["apt-get", "update", "--quiet"]) and _ran(install)


def _ran(command: Sequence[str], *, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, stdout=output, stderr=output, check=False, timeout=900).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
