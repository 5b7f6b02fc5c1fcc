"""Programs of the machine that tests and judges need: a Chromium, a Korean font, a LibreOffice. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
OFFICES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
WHERE_PLAYWRIGHT_PUTS_IT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


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


def find_office() -> str | None:
    """Path of a LibreOffice that starts: OFFICE, the system's, else Debian's package when root."""
    for name in (os.environ.get("OFFICE", ""), *OFFICES):
        if path := _starting(name):
            return path
    print("LibreOffice가 없어 받습니다 · no LibreOffice here, getting one …", flush=True)
    return _starting(OFFICES[0]) if _installed_by_apt("libreoffice-calc-nogui") else None


def _starting(name: str) -> str | None:
    """Full path of a program that answers `--version`; a stub without its libraries does not."""
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
