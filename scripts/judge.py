"""Lets tools of others judge what the site gives away: frictionless, sha256sum, DuckDB, SQLite, a second build,
LibreOffice; and an eye on how every kind of page looks."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import environment
import filling
import office
from programs import find_chromium, find_korean_font, find_office

LOCK = environment.ROOT / "requirements-judge.txt"
VENV = environment.ROOT / ".venv-judge"
STAMP = VENV / "set-up-finished.txt"
PACKAGE = Path("data", "package.zip")
DESCRIPTION = "datapackage.json"
# a column of dates in the one table that has rows in every data folder: the damaged copy has a word there
DATES = (Path("tables", "sources.csv"), "read")
# what a spreadsheet would run: the CSV has an apostrophe before it, the other formats have not
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
# what reading a damaged file may raise
UNREADABLE = (
    OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, RuntimeError,
    csv.Error, sqlite3.Error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
Judge = Callable[[], list[str]]
Rows = Sequence[Sequence[Any]]


class NotPossibleError(Exception):
    """Why a judge cannot be asked on this machine: a Korean and an English sentence."""


def judges(site: Path, unzipped: Path, again: Path, python: Path, chromium: str) -> dict[str, Judge]:
    """Name → what a judge finds wrong, in order. Uses `unzipped` and `again` as folders of its own.

    Without a `chromium` neither LibreOffice nor axe-core nor the pictures are asked.
    """
    found: dict[str, Judge] = {
        "묶음 풀기 · unzip": lambda: judge_zip(site, unzipped),
        "자료 묶음 · frictionless": lambda: judge_package(unzipped, python),
        "망가뜨린 묶음 · a damaged package": lambda: judge_damaged(unzipped, again / "damaged", python),
        "체크섬 · sha256sum": lambda: judge_sums(site, unzipped),
        "SQLite·Parquet·JSON과 CSV · other formats": lambda: judge_formats(site),
        "표와 장부 · tables and ledger": lambda: judge_figures(site),
        "자료 폴더 · check.py": lambda: judge_ledger(unzipped),
        "한 번 더 만들기 · a second build": lambda: judge_again(site, again / "site"),
    }
    if chromium:
        found["엑셀 파일과 CSV · LibreOffice"] = lambda: judge_office(site)
        found["적어 온 엑셀 파일 · a workbook filled in by LibreOffice"] = judge_filled
        found["긴 시험 · long tests: appearance, axe, broken data"] = lambda: judge_long(
            again / "records", chromium
        )
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
    """A copy with a word in a column of dates is refused, by frictionless for that word alone, and by its checksum."""
    shutil.copytree(unzipped, folder)
    path, column = DATES
    header, *rows = table(folder / path)
    if not rows:
        return [f"{path.as_posix()}: 망가뜨려 볼 행이 없습니다 · no row to damage"]
    rows[0][header.index(column)] = "언젠가"
    with (folder / path).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    about = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    told = next(each for each in about["resources"] if each["path"] == path.as_posix())
    data = (folder / path).read_bytes()
    told |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (folder / DESCRIPTION).write_text(json.dumps(about), "utf-8")
    wrong = []
    if validated(folder, python)["valid"]:
        wrong.append("frictionless가 날짜 자리의 글을 받아들였습니다 · a word passed as a date")
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


def judge_formats(site: Path) -> list[str]:
    """all.sqlite, every Parquet file and every table of the API say what the CSV says, cell by cell."""
    import duckdb

    wrong, cells = [], 0
    about = json.loads((site / DESCRIPTION).read_text("utf-8"))
    tables = [each for each in about["resources"] if each["path"].startswith("tables/") and "schema" in each]
    with (
        closing(sqlite3.connect(f"{(site / 'tables' / 'all.sqlite').as_uri()}?mode=ro", uri=True)) as sqlite,
        duckdb.connect() as duck,
    ):
        readers: dict[str, Callable[[str], tuple[Sequence[str], Rows]]] = {
            "tables/all.sqlite {}": lambda name: _selected(sqlite.execute(f'SELECT * FROM "{name}"')),
            "tables/{}.parquet": lambda name: _selected(
                duck.execute("SELECT * FROM read_parquet(?)", [str(site / "tables" / f"{name}.parquet")])
            ),
            "api/v1/tables/{}.json": lambda name: _objects(site / "api" / "v1" / "tables" / f"{name}.json"),
        }
        for each in tables:
            types = [field["type"] for field in each["schema"]["fields"]]
            header, *rows = table(site / each["path"])
            for form, read in readers.items():
                path = form.format(each["name"])
                try:
                    names, found = read(each["name"])
                except (*UNREADABLE, duckdb.Error) as why:
                    wrong.append(unreadable(path, why))
                    continue
                cells += len(header) * len(rows)
                if list(names) != header or len(found) != len(rows):
                    wrong.append(
                        f"{path}: CSV와 열이나 행의 수가 다릅니다 · not the columns or rows of the CSV"
                    )
                    continue
                wrong += _unlike(path, header, types, rows, found)
    print(f"칸 {cells:,}개 · cells")
    return wrong if cells or wrong else ["아무것도 읽지 않았습니다 · nothing was read"]


def _selected(cursor: Any) -> tuple[Sequence[str], Rows]:
    return [column[0] for column in cursor.description], cursor.fetchall()


def _objects(path: Path) -> tuple[Sequence[str], Rows]:
    """Columns and rows of a table of the API, numbers with every digit."""
    told = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    names = [column["name"] for column in told["columns"]]
    return names, [[row[name] for name in names] if len(row) == len(names) else [] for row in told["rows"]]


def _unlike(path: str, header: Sequence[str], types: Sequence[str], rows: Rows, found: Rows) -> Iterator[str]:
    """The first cell that does not say what the CSV says, and how many there are."""
    unlike = [
        f"{number}행 {name}: CSV ‘{cell}’, 여기 ‘{value}’"
        for number, (row, values) in enumerate(zip(rows, found, strict=True), 1)
        for name, type, cell, value in zip(header, types, row, values, strict=True)
        if not says(cell, value, type)
    ]
    if unlike:
        yield f"{path} {unlike[0]} · not as the CSV; {len(unlike)}"


def says(cell: str, value: Any, type: str) -> bool:
    """Whether a cell of a CSV and a value of another format are the same: a blank is no value, never 0 or a text."""
    if value is None or not cell:
        return value is None and not cell
    match type:
        case "boolean":
            return value in (0, 1) and cell == ("true" if value else "false")
        case "number" | "integer":
            return isinstance(value, int | float | Decimal) and _equal(cell, value)
        case "date":
            return cell == str(value)
        case _:
            return isinstance(value, str) and cell in (value, _harmless(value))


def _equal(cell: str, value: float | Decimal) -> bool:
    try:
        return (float(cell) if isinstance(value, float) else Decimal(cell)) == value
    except (ValueError, InvalidOperation):
        return False


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] and text[0] in FORMULA_STARTS else text


def judge_figures(site: Path) -> list[str]:
    """What was typed in a row of the published ledger stands in the row of the table that names it; none is missing."""
    wrong, cells = [], 0
    ledgers: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted((site / "ledger").rglob("*.csv")):
        ledgers.setdefault(path.name, {}).update(
            _typed_rows(path, f"data/{path.relative_to(site / 'ledger').as_posix()}")
        )
    for name, typed in ledgers.items():
        header, *rows = table(site / "tables" / name)
        named = [dict(zip(header, row, strict=True)) for row in rows]
        if sorted(row["row"] for row in named) != sorted(typed):
            wrong.append(f"tables/{name}: 장부의 행과 다릅니다 · not the rows of the ledger")
            continue
        for row in named:
            for column, value in typed[row["row"]].items():
                if column in row:
                    cells += 1
                    if row[column] not in (value, _harmless(value)) and not _equal_numbers(
                        row[column], value
                    ):
                        wrong.append(
                            f"tables/{name} {column}: ‘{row[column]}’, {row['row']} ‘{value}’ · not as typed"
                        )
    print(f"칸 {cells:,}개 · cells")
    return wrong if cells or wrong else ["아무것도 읽지 않았습니다 · nothing was read"]


def _typed_rows(path: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a ledger: data/…:line → column → what was typed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = csv.reader(file)
        header, line = next(records), records.line_num
        for record in records:
            if record:
                yield f"{name}:{line + 1}", dict(zip(header, record, strict=True))
            line = records.line_num


def _equal_numbers(cell: str, typed: str) -> bool:
    try:
        return Decimal(cell) == Decimal(typed)
    except InvalidOperation:
        return False


def table(path: Path) -> list[list[str]]:
    """Every row of a CSV, its header first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def judge_ledger(unzipped: Path) -> list[str]:
    """The published data folder goes back in: `check.py` accepts it in place of data/ of the same repository."""
    as_of = json.loads((unzipped / DESCRIPTION).read_text("utf-8"))["created"][:10]
    asked = ["git", "rev-parse", "--absolute-git-dir"]
    with tempfile.TemporaryDirectory(prefix="pledge-judge-ledger-") as folder:
        data = shutil.copytree(unzipped / "ledger", Path(folder, "data"))
        if shutil.which(asked[0]):  # its editions are found in the history of this repository alone
            history = subprocess.run(asked, cwd=environment.ROOT, capture_output=True, text=True, check=False)
            if history.returncode == 0:
                Path(folder, ".git").write_text(f"gitdir: {history.stdout}", "utf-8")
        command = [sys.executable, "scripts/check.py", "--json", "--as-of", as_of, "--data", str(data)]
        done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [line for line in (done.stdout + done.stderr).splitlines() if line]


def judge_again(site: Path, again: Path) -> list[str]:
    """A second build in another process, with other hashes of its words, gives the same site, byte for byte."""
    about = json.loads((site / DESCRIPTION).read_text("utf-8"))
    build(
        again, {"AS_OF": about["created"][:10], "SITE_URL": about.get("homepage", ""), "PYTHONHASHSEED": "1"}
    )
    first, second = (_hashes(each) for each in (site, again))
    print(f"파일 {len(second)}개 · files; {PACKAGE.as_posix()} {second[PACKAGE.as_posix()]}")
    return [
        f"{name}: 두 번 만든 것이 다릅니다 · not the same twice"
        for name in sorted({*first, *second})
        if first.get(name) != second.get(name)
    ]


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def judge_office(site: Path) -> list[str]:
    """What LibreOffice finds in the workbooks and the CSV files."""
    try:
        return office.judge_office(site)
    except office.OfficeError as why:
        return [str(why)]


def judge_filled() -> list[str]:
    """What comes back wrong from a workbook that LibreOffice saved and filled in."""
    try:
        return filling.judge_filling()
    except office.OfficeError as why:
        return [str(why)]


def judge_long(site: Path, chromium: str) -> list[str]:
    """What the long tests find: axe-core on every kind of page, stored pictures, every slip in the data. Of the records."""
    build(site, {"PLEDGE_DATA": str(environment.ROOT / "tests" / "records" / "data")})
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", "judged"]
    settings = {**os.environ, "CHROMIUM": chromium, "PLEDGE_SITE": str(site)}
    done = subprocess.run(command, cwd=environment.ROOT, env=settings, check=False)
    wrong = "긴 시험이 실패했습니다. 모습이 다르면 그림이 .cache/appearance에 있습니다 · a long test failed"
    return [wrong] if done.returncode else []


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


def unreadable(path: str, why: BaseException) -> str:
    """What is said of a file that raised an error instead of being read."""
    shown = f"{path}: " if path else ""
    told = str(why).partition("\n")[0] or type(why).__name__
    return f"{shown}읽을 수 없습니다: {told} · cannot be read"


def run(asked: Mapping[str, Judge]) -> list[str]:
    """Ask every judge, whatever the others said; prints what they find and a summary. Names of those that refused."""
    results: dict[str, tuple[bool, float]] = {}
    for number, (name, judge) in enumerate(asked.items(), 1):
        print(f"\n── {number}/{len(asked)} {name}", flush=True)
        begin = time.monotonic()
        try:
            wrong = judge()
        except NotPossibleError as why:
            wrong = list(map(str, why.args))
        except UNREADABLE as why:
            wrong = [unreadable("", why)]
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
        "--fast",
        action="store_true",
        help="LibreOffice와 브라우저를 뺍니다 · without LibreOffice and browser",
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
            " LibreOffice와 브라우저 없이 확인하려면 --fast를 쓰세요.",
            "No LibreOffice was found or could be installed. On Debian or Ubuntu install libreoffice-calc-nogui;"
            " --fast judges without it and without a browser.",
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
