"""Everything CI runs, each step with its time: style, types, floors, schemas, data, a strict build, the tests."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import environment
from programs import find_chromium, find_korean_font

AS_OF = "2026-11-22"  # the day on which the tests look at the data
RECORDS = "tests/records/data"
TESTED = "records"


def steps(folder: Path, *, fast: bool, pytest: Sequence[str]) -> dict[str, list[str]]:
    """Name → command, in order. Sites go below `folder`; `pytest` holds further arguments for pytest.

    The data is checked and built as it is; what tests say of figures they say of the records of one day.
    """
    python = sys.executable
    chosen = "not judged and not browser" if fast else "not judged"  # judge.py runs those
    return {
        "코드 규칙 · ruff check": [python, "-m", "ruff", "check", "."],
        "코드 모양 · ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "타입 · mypy": [python, "-m", "mypy"],
        "층 · lint-imports": [str(Path(python).with_name("lint-imports"))],
        "스키마 · schema.py --check": [python, "scripts/schema.py", "--check"],
        "자료 · check.py": [python, "scripts/check.py"],
        "사이트 · build.py": [python, "scripts/build.py", "--site-dir", str(folder / "site")],
        "시험할 사이트 · build.py --data": [
            *(python, "scripts/build.py", "--data", RECORDS, "--site-dir", str(folder / TESTED)),
        ],
        "시험 · pytest": [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", chosen, *pytest],
    }


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
        variables["PLEDGE_SITE"] = str(Path(folder, TESTED))
        failed = run(steps(Path(folder), fast=options.fast, pytest=pytest), variables)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
