"""What a real LibreOffice makes of the CSV files and workbooks of a built site, compared cell by cell."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from programs import find_office

SECONDS = 300
AT_ONCE = 100  # files; it gives up at about 250
LARGEST = 20  # CSV files of each family that are read, beside the tables of all places
COLUMNS = 80  # more than any table has
# comma, quotes, UTF-8, from the first line on; then every column as text, or each cell as LibreOffice takes it
_AS_TEXT = "CSV:44,34,76,1," + "/".join(f"{n}/2" for n in range(1, COLUMNS + 1)) + ",0,true,false"
_AS_IT_LIKES = "CSV:44,34,76,1,,0,false,false"
_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false"
_EVERY_SHEET = ",-1"
_SHOWN = 20  # findings of one file

HOSTILE = (
    "=1+1", '=HYPERLINK("https://example.test/")', "+82-31", "-", "-12.5", "--1", "-1+1", "@SUM(1)", "\t=1+1", "\n=1+1",
    "＝1+1", " =1+1", ";=1+1", "'=1", "2024-12", "7-1", "<script>", "{{ x }}", '가,나"다\n라',
)  # fmt: skip

Lines = list[list[str]]


class OfficeError(Exception):
    """LibreOffice did not convert what it was given."""


def judge_office(site: Path) -> list[str]:
    """What is not the same, cell by cell, when LibreOffice reads the site's CSV files and workbooks.

    A CSV is read as text and written again, and read as LibreOffice likes; every sheet of every workbook is compared
    with the CSV beside it. No cell may be a formula. Needs `find_office`. Raises OfficeError.
    """
    office = find_office()
    if office is None:
        raise OfficeError("LibreOffice가 없습니다 · no LibreOffice here")
    with tempfile.TemporaryDirectory(prefix="pledge-office-") as folder:
        desk = Desk(office, Path(folder))
        return [*judge_csv(site, desk), *judge_workbooks(site, desk)]


class Desk:
    """A LibreOffice with a profile and folders of its own."""

    def __init__(self, office: str, folder: Path) -> None:
        self.office, self.folder = office, folder

    def converted(self, name: str, files: Sequence[Path], into: str, how: str = "") -> Path:
        """The folder `name`, made new, with every file converted. Raises OfficeError where one is missing."""
        target = self.folder / name
        target.mkdir()
        command = [*([f"--infilter={how}"] if how else []), "--convert-to", into, "--outdir", str(target)]
        said = ""
        for start in range(0, len(files), AT_ONCE):
            said += self.run(*command, *map(str, files[start : start + AT_ONCE]))
        made = {re.split(r"[-.]", each.name)[0] for each in target.iterdir()}
        missing = [file.name for file in files if file.stem not in made]
        if missing:
            raise OfficeError(f"LibreOffice: {', '.join(missing)}\n{said.strip()}")
        return target

    def run(self, *arguments: str) -> str:
        """What it says on the way. Raises OfficeError where it does not end."""
        profile = (self.folder / "profile").as_uri()
        command = [self.office, f"-env:UserInstallation={profile}", "--headless", "--norestore", *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise OfficeError(f"LibreOffice: {SECONDS}초가 넘게 걸렸습니다 · took too long") from None
        return done.stderr


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────


def judge_csv(site: Path, desk: Desk) -> list[str]:
    """The tables of all places, and the largest CSV files of places, ledgers and pages, through LibreOffice and back."""
    whole = sorted((site / "tables").glob("*.csv"))
    families: dict[str, list[Path]] = {"tables": [], "ledger": [], "": []}
    for path in sorted(site.rglob("*.csv")):
        first = path.relative_to(site).parts[0]
        if path not in whole and first != "editions":
            families[first if first in families else ""].append(path)
    chosen = [
        path
        for family in families.values()
        for path in sorted(family, key=lambda each: each.stat().st_size, reverse=True)[:LARGEST]
    ]
    named = {path.relative_to(site).as_posix(): path for path in (*whole, *chosen)}
    return compared_csv({**named, "셈하려는 글 · hostile text": _hostile(desk.folder)}, desk)


def _hostile(folder: Path) -> Path:
    """A CSV as the site writes it, of texts that a spreadsheet might run."""
    from macros import downloads

    path = folder / "hostile.csv"
    path.write_bytes(downloads.csv_bytes(["no", "text"], enumerate(HOSTILE)))
    return path


def compared_csv(named: Mapping[str, Path], desk: Desk) -> list[str]:
    """What is not the same in CSV files, by their names."""
    given = desk.folder / "csv"
    given.mkdir()
    copies = {name: given / f"{number:05}.csv" for number, name in enumerate(named)}
    for name, copy in copies.items():
        shutil.copyfile(named[name], copy)
    files = list(copies.values())
    text = desk.converted("text", files, "xlsx", _AS_TEXT)
    back = desk.converted("back", [text / f"{file.stem}.xlsx" for file in files], _TO_CSV)
    free = desk.converted("free", files, "xlsx", _AS_IT_LIKES)
    found, cells = [], 0
    for name, copy in copies.items():
        original = lines(copy)
        cells += sum(map(len, original))
        found += told(name, original, lines(back / copy.name), same_text)
        found += told(f"{name} (그냥 열기)", original, _typed(free / f"{copy.stem}.xlsx"), same_value)
        for book in (text, free):
            if formulas(book / f"{copy.stem}.xlsx"):
                found.append(f"{name}: 셈하는 칸이 생겼습니다 · a cell became a formula")
    print(f"CSV 파일 {len(files):,}개, 칸 {cells:,}개씩 두 번 · CSV files, cells, twice")
    return found


def lines(path: Path) -> Lines:
    """The cells of a CSV file."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def formulas(path: Path) -> int:
    """How many cells of a workbook are formulas."""
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        return sum(len(re.findall(rb"<f[ >/]", parts.read(name))) for name in sheets)


def _typed(path: Path) -> Lines:
    """The cells of a workbook's one sheet as text: dates as ISO text, numbers with every digit."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    sheet = load_workbook(path, read_only=True).worksheets[0]
    return [["" if v is None else _plain(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def _plain(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def same_text(given: str, found: str) -> bool:
    """Whether a cell that was read as text came back as it was."""
    return given == found


def same_value(given: str, found: str) -> bool:
    """Whether a cell that was read freely is the same text, number, day or true or false."""
    return given == found or given.lower() == found.lower() in ("true", "false") or _number(given, found)


def _number(given: str, found: str) -> bool:
    try:
        return Decimal(given.replace(",", "")) == Decimal(found)
    except InvalidOperation:
        return False


# ── workbooks ───────────────────────────────────────────────────────────────────────────────


def judge_workbooks(site: Path, desk: Desk) -> list[str]:
    """Every sheet of every workbook against the CSV file of the same table."""
    found, cells, sheets = [], 0, 0
    given = desk.folder / "workbooks"
    given.mkdir()
    books = {}
    for number, path in enumerate(sorted((site / "tables").rglob("all.xlsx"))):
        books[path.parent] = given / f"{number:05}.xlsx"
        shutil.copyfile(path, books[path.parent])
        if formulas(path):
            found.append(f"{path.relative_to(site)}: 셈하는 칸이 있습니다 · a cell is a formula")
    written = desk.converted("sheets", list(books.values()), _TO_CSV + _EVERY_SHEET)
    for folder, book in books.items():
        for name, expected, got in _sheets(folder, book, written):
            sheets += 1
            cells += sum(map(len, expected))
            found += told(f"{folder.relative_to(site).as_posix()}/all.xlsx {name}", expected, got, same_text)
    print(f"통합 문서 {len(books)}개, 시트 {sheets}장, 칸 {cells:,}개 · workbooks, sheets, cells")
    return found


def _sheets(folder: Path, book: Path, written: Path) -> Iterator[tuple[str, Lines, Lines]]:
    """Title, cells of the CSV and cells of the sheet, both with numbers by their value."""
    from macros import downloads

    for name, about in downloads.TABLES.items():
        table, sheet = folder / f"{name}.csv", written / f"{book.stem}-{about.title}.csv"
        if table.is_file():
            head = [downloads.workbook_header(column) for column in about.columns]
            types = [column.type for column in about.columns]
            expected = [
                [_value(text, type) for text, type in zip(row, types, strict=True)]
                for row in lines(table)[1:]
            ]
            found = lines(sheet) if sheet.is_file() else []
            got = [
                [_value(downloads.harmless(text), type) for text, type in zip(row, types, strict=True)]
                for row in found[1:]
            ]
            yield about.title, [head, *expected], [*found[:1], *got]


def _value(text: str, type: str) -> str:
    """A number without its form, true and false for 예 and 아니요, any other text as it is."""
    if type in ("number", "integer") and text:
        return f"{Decimal(text.replace(',', '')).normalize():f}"
    return {"예": "true", "아니요": "false"}.get(text, text) if type == "boolean" else text


def told(name: str, given: Lines, found: Lines, same: Callable[[str, str], bool]) -> list[str]:
    """Every cell that is not the same, with its place; rows of blanks at the end count as none."""
    while found and not any(found[-1]):
        found = found[:-1]
    if len(given) != len(found):
        return [f"{name}: {len(given)}행이 {len(found)}행이 되었습니다 · rows"]
    wrong = []
    for line, (one, other) in enumerate(zip(given, found, strict=True), 1):
        for column in range(max(len(one), len(other))):
            had, has = (row[column] if column < len(row) else "" for row in (one, other))
            if not same(had, has):
                wrong.append(f"{name} {line}행 {column + 1}열: {had!r} → {has!r}")
    rest = len(wrong) - _SHOWN
    return [*wrong[:_SHOWN], *([f"{name}: 그 밖에 {rest}칸 · more cells"] if rest > 0 else [])]


if __name__ == "__main__":
    for finding in (findings := judge_office(Path(sys.argv[1]))):
        print(finding)
    sys.exit(1 if findings else 0)
