"""Lets tools of others judge what the site gives away: frictionless, sha256sum, a second build, LibreOffice;
and an eye on how every kind of page looks."""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import environment
import office
from programs import find_chromium, find_korean_font, find_office

LOCK = environment.ROOT / "requirements-judge.txt"
VENV = environment.ROOT / ".venv-judge"
STAMP = VENV / "set-up-finished.txt"
PACKAGE = Path("data", "package.zip")
DESCRIPTION = "datapackage.json"
# a column of numbers in every data folder that has a place: the damaged copy has a word there
NUMBERS = (Path("tables", "places.csv"), "pledges_listed_count")
Judge = Callable[[], list[str]]


class NotPossibleError(Exception):
    """Why a judge cannot be asked on this machine: a Korean and an English sentence."""


def judges(site: Path, unzipped: Path, again: Path, python: Path, chromium: str) -> dict[str, Judge]:
    """Name → what a judge finds wrong, in order. Uses `unzipped` and `again` as folders of its own.

    Without a `chromium` neither LibreOffice nor the pictures are asked.
    """
    found: dict[str, Judge] = {
        "묶음 풀기 · unzip": lambda: judge_zip(site, unzipped),
        "자료 묶음 · frictionless": lambda: judge_package(unzipped, python),
        "망가뜨린 묶음 · a damaged package": lambda: judge_damaged(unzipped, again / "damaged", python),
        "체크섬 · sha256sum": lambda: judge_sums(site, unzipped),
        "자료 폴더 · check.py": lambda: judge_ledger(unzipped),
        "한 번 더 만들기 · a second build": lambda: judge_again(site, again / "site"),
    }
    if chromium:
        found["엑셀 파일과 CSV · LibreOffice"] = lambda: judge_office(site)
        found["쪽의 모습 · appearance"] = lambda: judge_pictures(chromium)
    return found


def judge_zip(site: Path, unzipped: Path) -> list[str]:
    """The zip is whole, and each of its files is the one at the same path of the site."""
    with zipfile.ZipFile(site / PACKAGE) as archive:
        broken = archive.testzip()
        if broken:
            return [f"{broken}: 묶음 안에서 깨졌습니다 · broken in the zip"]
        archive.extractall(unzipped)
        names = archive.namelist()
    print(f"파일 {len(names)}개 · files")
    return [
        f"{name}: 사이트의 파일과 다릅니다 · not the file of the site"
        for name in names
        if not (site / name).is_file() or (site / name).read_bytes() != (unzipped / name).read_bytes()
    ]


def judge_package(folder: Path, python: Path) -> list[str]:
    """`frictionless validate` on the unzipped package, with how many resources and rows it read."""
    report = validated(folder, python)
    tasks = report["tasks"]
    tables = [task for task in tasks if task["type"] == "table"]
    rows = sum(task["stats"].get("rows", 0) for task in tables)
    print(f"자원 {len(tasks)}개 가운데 표 {len(tables)}개, {rows:,}행 · resources, tables, rows")
    wrong = [error["message"] for error in report["errors"]]
    wrong += [f"{task['name']}: {error['message']}" for task in tasks for error in task["errors"]]
    wrong += [f"{task['name']}: {warning}" for task in tasks for warning in task["warnings"]]
    if not wrong and not (report["valid"] and rows):
        wrong.append("아무것도 읽지 않았습니다 · nothing was read")
    return wrong


def judge_damaged(unzipped: Path, folder: Path, python: Path) -> list[str]:
    """A copy with a word in a column of numbers is refused, for that word and for its checksum."""
    shutil.copytree(unzipped, folder)
    path, column = NUMBERS
    text = (folder / path).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    rows[0][column] = "많음"
    with (folder / path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    report = validated(folder, python)
    refused = {(Path(task["place"]), error["type"]) for task in report["tasks"] for error in task["errors"]}
    wrong = []
    if report["valid"] or (path, "type-error") not in refused:
        wrong.append("frictionless가 숫자 자리의 글을 받아들였습니다 · a word passed as a number")
    if _sums(folder).returncode == 0:
        wrong.append("sha256sum이 바뀐 파일을 받아들였습니다 · a changed file passed")
    return wrong


def validated(folder: Path, python: Path) -> dict[str, Any]:
    """The report of frictionless on the datapackage.json of a folder."""
    command = [str(python), "-m", "frictionless", "validate", DESCRIPTION, "--json"]
    settings = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, text=True, encoding="utf-8", check=False
    )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise NotPossibleError(
            "frictionless가 답하지 않았습니다.", f"frictionless gave no report: {done.stderr or done.stdout}"
        ) from None
    return report


def judge_sums(site: Path, unzipped: Path) -> list[str]:
    """`sha256sum --check` in the unzipped package and in the site, which both hold every file it lists."""
    return [
        f"{folder.name}: {line}"
        for folder in (unzipped, site)
        if (done := _sums(folder)).returncode
        for line in (done.stdout + done.stderr).splitlines()
    ]


def _sums(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--strict", "--quiet", "--check", "SHA256SUMS"]
    if shutil.which(command[0]) is None:  # macOS has the same under another name
        command = ["shasum", "-a", "256", *command[2:]]
    if shutil.which(command[0]) is None:
        raise NotPossibleError("sha256sum이 없습니다.", "There is no sha256sum here.")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def judge_ledger(unzipped: Path) -> list[str]:
    """The published data folder goes back in: `check.py` accepts it in place of data/."""
    as_of = json.loads((unzipped / DESCRIPTION).read_text("utf-8"))["created"][:10]
    command = [
        sys.executable,
        "scripts/check.py",
        "--json",
        "--as-of",
        as_of,
        "--data",
        str(unzipped / "ledger"),
    ]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [line for line in (done.stdout + done.stderr).splitlines() if line]


def judge_again(site: Path, again: Path) -> list[str]:
    """A second build in another process, with other hashes of its words, gives the same package, byte for byte."""
    about = json.loads((site / DESCRIPTION).read_text("utf-8"))
    build(
        again, {"AS_OF": about["created"][:10], "SITE_URL": about.get("homepage", ""), "PYTHONHASHSEED": "1"}
    )
    first, second = (hashlib.sha256((each / PACKAGE).read_bytes()).hexdigest() for each in (site, again))
    print(f"{PACKAGE.as_posix()} {first}")
    if first == second:
        return []
    with zipfile.ZipFile(site / PACKAGE) as one, zipfile.ZipFile(again / PACKAGE) as other:
        names = sorted({*one.namelist(), *other.namelist()})
        crcs = [{each.filename: each.CRC for each in archive.infolist()} for archive in (one, other)]
    differing = [name for name in names if crcs[0].get(name) != crcs[1].get(name)]
    return [f"{name}: 두 번 만든 것이 다릅니다 · not the same twice" for name in differing or [PACKAGE.name]]


def judge_office(site: Path) -> list[str]:
    """What LibreOffice finds in the workbooks and the CSV files."""
    try:
        return office.judge_office(site)
    except office.OfficeError as why:
        return [str(why)]


def judge_pictures(chromium: str) -> list[str]:
    """Every kind of page looks as in its stored pictures; what differs is in .cache/appearance."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "picture", "tests/test_appearance.py"]
    done = subprocess.run(
        command, cwd=environment.ROOT, env={**os.environ, "CHROMIUM": chromium}, check=False
    )
    return ["모습이 다릅니다 · .cache/appearance를 보세요 · pages look different"] if done.returncode else []


def build(target: Path, variables: Mapping[str, str]) -> None:
    """Build the site. Raises NotPossibleError if that fails."""
    command = [sys.executable, "scripts/build.py", "--site-dir", str(target)]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    done = subprocess.run(command, cwd=environment.ROOT, env=settings, check=False)
    if done.returncode:
        raise NotPossibleError("사이트를 만들지 못했습니다.", "The site could not be built.")


def frictionless_python() -> Path:
    """The Python of .venv-judge, made from its lock when it is not as the lock says. Raises NotPossibleError."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = hashlib.sha256(f"{sys.version} {VENV}".encode() + LOCK.read_bytes()).hexdigest()
    if python.exists() and STAMP.is_file() and STAMP.read_text("utf-8") == wanted:
        return python
    print(f"{VENV.name} 준비 · setting up {VENV.name} …", flush=True)
    STAMP.unlink(missing_ok=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        [*pip, "--require-hashes", "--requirement", str(LOCK)],
    ):
        if subprocess.run(command, cwd=environment.ROOT, check=False).returncode:
            raise NotPossibleError(
                "frictionless를 설치하지 못했습니다. 네트워크를 확인하고 다시 실행하세요.",
                "frictionless could not be installed. Check the network and run this again.",
            )
    STAMP.write_text(wanted, "utf-8")
    return python


def run(asked: Mapping[str, Judge]) -> list[str]:
    """Ask every judge, whatever the others said; prints what they find and a summary. Names of those that refused."""
    results: dict[str, tuple[bool, float]] = {}
    for number, (name, judge) in enumerate(asked.items(), 1):
        print(f"\n── {number}/{len(asked)} {name}", flush=True)
        begin = time.monotonic()
        wrong = judge()
        for line in wrong:
            print(line, flush=True)
        results[name] = (not wrong, time.monotonic() - begin)
    print("\n── 결과 · summary")
    for name, (passed, seconds) in results.items():
        print(f"{'통과 · ok    ' if passed else '실패 · FAILED'} {seconds:6.1f} s  {name}")
    refused = [name for name, (passed, _) in results.items() if not passed]
    spent = sum(seconds for _, seconds in results.values())
    counts = (
        f"{len(refused)} failed, {len(asked) - len(refused)} passed" if refused else f"{len(asked)} passed"
    )
    print(f"{counts} in {spent:.1f}s")
    return refused


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="펴낸 자료를 다른 도구들로 확인합니다 · lets tools of others judge the published data."
    )
    parser.add_argument("--site", type=Path, help="만들어 둔 사이트 · a built site")
    parser.add_argument(
        "--fast", action="store_true", help="LibreOffice와 그림을 뺍니다 · without LibreOffice and pictures"
    )
    options = parser.parse_args(arguments)
    if options.site and not (options.site / PACKAGE).is_file():
        parser.error(f"{PACKAGE.as_posix()}이 없습니다 · not there: {options.site}")
    environment.ensure("test")
    try:
        python = frictionless_python()
        chromium = "" if options.fast else _find_programs()
        with tempfile.TemporaryDirectory(prefix="pledge-judge-") as folder:
            site = options.site.resolve() if options.site else Path(folder, "site")
            if not options.site:
                build(site, {})
            refused = run(judges(site, Path(folder, "package"), Path(folder), python, chromium))
    except NotPossibleError as why:
        print("\n".join(map(str, why.args)), file=sys.stderr)
        return 2
    return 1 if refused else 0


def _find_programs() -> str:
    """Path of a Chromium, with a LibreOffice and a Korean font beside it. Raises NotPossibleError."""
    if find_office() is None:
        raise NotPossibleError(
            "LibreOffice를 찾거나 설치하지 못했습니다. 데비안·우분투에서는 libreoffice-calc-nogui를 설치하세요."
            " LibreOffice와 그림 없이 확인하려면 --fast를 쓰세요.",
            "No LibreOffice was found or could be installed. On Debian or Ubuntu install libreoffice-calc-nogui;"
            " --fast judges without it and without the pictures.",
        )
    chromium = find_chromium()
    if chromium is None:
        raise NotPossibleError(
            "Chromium을 찾거나 설치하지 못했습니다. CHROMIUM=경로를 주거나 --fast를 쓰세요.",
            "No Chromium was found or could be installed. Set CHROMIUM=path, or use --fast.",
        )
    find_korean_font()
    return chromium


if __name__ == "__main__":
    sys.exit(main())
