"""What README, README.ko and CONTRIBUTING say is true: commands, links, dependencies, examples, the picture."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tomllib
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
from pydantic import BaseModel

import picture
from macros.check import check_data
from macros.load import load_book
from macros.model import TABLES, PlaceFile, Sheet, columns
from macros.problem import as_line

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, KOREAN, GUIDE = (ROOT / name for name in ("README.md", "README.ko.md", "CONTRIBUTING.md"))
ALL = (ENGLISH, KOREAN, GUIDE)
AS_OF = date(2026, 11, 22)
PICTURE = ROOT / ".github" / "picture.png"

EXAMPLE = re.compile(r"^`(data/[^`]+)`\n\n```(?:csv|yaml)\n(.*?)^```$", re.M | re.S)
SPENDING = "data/gaon/spending.csv"
OUTCOMES = "data/gaon/outcomes.csv"
SOURCES = "data/gaon/sources.csv"
CHANGES = "data/gaon/changes.csv"
PLEDGE = "data/gaon/pledges/workshop-renewal.yml"


def prose(path: Path) -> str:
    """A document without its code blocks."""
    return re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.M | re.S)


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ .+$", prose(path), re.M)


def anchor(heading: str) -> str:
    """The address GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower()).replace(" ", "-")


def table(path: Path, first: str) -> list[list[str]]:
    """The cells of the rows of the table whose first heading is `first`, without their code marks."""
    found = re.search(rf"^\| {re.escape(first)} \|.*\n\| ---.*\n((?:\|.*\n)+)", path.read_text("utf-8"), re.M)
    assert found is not None, f"{path.name}: {first}"
    return [[cell.strip().strip("`") for cell in row[1:-2].split("|")] for row in found[1].splitlines(True)]


# ── commands ────────────────────────────────────────────────────────────────────────────────


def commands(path: Path) -> Iterator[tuple[str, str]]:
    """Every (script, its arguments) of a command line, and of an option in its row of the table."""
    text = path.read_text("utf-8")
    for script, rest in re.findall(r"python3? scripts/(\w+\.py)([^`\n#]*)", text):
        yield script, rest
    for row in re.findall(r"^\| `python3 scripts/.*$", text, re.M):
        script = re.search(r"scripts/(\w+\.py)", row)
        assert script is not None
        for option in re.findall(r"`(--[^`]+)`", row):
            yield script[1], option


def program(script: str) -> str:
    """The text of a script, with that of the arguments that it shares."""
    text = (ROOT / "scripts" / script).read_text("utf-8")
    shared = (ROOT / "scripts" / "comparing.py").read_text("utf-8")
    return text + shared if "data_options(parser)" in text else text


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_command_and_option_that_is_named_exists(path: Path) -> None:
    named_commands = list(commands(path))
    assert named_commands
    for script, arguments in named_commands:
        assert (ROOT / "scripts" / script).is_file(), script
        for option in re.findall(r"--[a-z-]+", arguments):
            assert f'"{option}"' in program(script), f"{script} {option}"


@pytest.mark.parametrize(("path", "first"), [(ENGLISH, "command"), (KOREAN, "명령")])
def test_the_table_of_commands_names_every_script(path: Path, first: str) -> None:
    listed = {re.findall(r"\w+\.py", row[0])[0] for row in table(path, first)}
    scripts = (ROOT / "scripts").glob("*.py")
    assert listed == {script.name for script in scripts if "__main__" in script.read_text("utf-8")}


@pytest.mark.parametrize(("path", "first"), [(ENGLISH, "command"), (KOREAN, "명령")])
def test_the_table_of_commands_names_every_option(path: Path, first: str) -> None:
    for row in table(path, first):
        script = re.findall(r"\w+\.py", row[0])[0]
        options = set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', program(script)))
        assert options == set(re.findall(r"--[a-z-]+", row[1])), script


@pytest.mark.parametrize(("path", "first"), [(ENGLISH, "variable"), (KOREAN, "변수")])
def test_the_table_of_variables_names_every_one_that_the_program_reads(path: Path, first: str) -> None:
    listed = {name for row in table(path, first) for name in re.findall(r"[A-Z][A-Z_0-9]+", row[0])}
    ours = [
        *(ROOT / "scripts").glob("*.py"),
        *(ROOT / "macros").rglob("*.py"),
        ROOT / "tests" / "conftest.py",
    ]
    read = re.compile(r'environ(?:\.get\(|\.setdefault\(|\[)"(\w+)"|"(\w+)" (?:not )?in os\.environ')
    known = {a or b for script in ours for a, b in read.findall(script.read_text("utf-8"))}
    inner = {"DEBIAN_FRONTEND", "PYTEST_VERSION", "PYTHONDONTWRITEBYTECODE"}  # of other programs
    assert listed == known - inner


# ── links, headings, dependencies, picture ──────────────────────────────────────────────────


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_relative_link_leads_to_a_file_and_its_heading(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    assert links
    for link in links:
        if link.startswith("https://"):
            continue
        file, _, fragment = unquote(link).partition("#")
        target = ROOT / file if file else path
        assert target.is_file(), f"{path.name}: {link}"
        if fragment:
            assert fragment in map(anchor, headings(target)), f"{path.name}: {link}"


def test_both_readmes_have_the_same_headings_tables_and_code() -> None:
    def shape(path: Path) -> tuple[list[int], list[str], int]:
        text = path.read_text("utf-8")
        commands = re.findall(r"^python3 \S+", text, re.M)
        return [line.count("#") for line in headings(path)], commands, text.count("\n|")

    assert shape(ENGLISH) == shape(KOREAN)


@pytest.mark.parametrize(("path", "first"), [(ENGLISH, "package"), (KOREAN, "꾸러미")])
def test_the_table_of_dependencies_is_that_of_pyproject(path: Path, first: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [need for extra in project["optional-dependencies"].values() for need in extra]
    wanted = [re.split(r"[<>=]", need)[0] for need in [*project["dependencies"], *extras]]
    rows = table(path, first)
    assert [row[0] for row in rows] == wanted
    assert all(why and licence for _, why, licence in rows)


def test_the_licences_are_those_that_the_packages_state() -> None:
    english, korean = (
        {row[0]: row[2] for row in table(path, first)}
        for path, first in ((ENGLISH, "package"), (KOREAN, "꾸러미"))
    )
    assert english == korean
    stated = {each.name: each.metadata.get("License-Expression") for each in metadata.distributions()}
    said = {name: stated[name] for name in english if stated.get(name)}
    assert len(said) > 10
    assert {name: english[name] for name in said} == said


def test_no_picture_is_heavy_and_that_of_the_readme_has_its_size() -> None:
    listing = [
        "git",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "*.png",
        "*.jpg",
        "*.gif",
        "*.webp",
    ]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    heavy = [name for name in names if name and (ROOT / name).stat().st_size > 300_000]
    assert heavy == []
    data = PICTURE.read_bytes()
    assert len(data) < 150_000
    assert struct.unpack(">II", data[16:24]) == (picture.WIDTH, picture.HEIGHT)


def test_a_picture_keeps_its_pixels() -> None:
    red, white = b"\xff\0\0\xff", b"\xff\xff\xff\xff"
    png = picture.indexed(3, 2, white + red + white + white + white + red)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png[16:33] == struct.pack(">IIBBBBB", 3, 2, 8, 3, 0, 0, 0) + png[29:33]
    begin = png.index(b"PLTE") + 4
    assert png[begin : begin + 6] == b"\xff\xff\xff\xff\0\0"  # white is more frequent
    begin = png.index(b"IDAT") + 4
    assert zlib.decompress(png[begin : png.index(b"IEND") - 8]) == b"\0\0\1\0" + b"\0\0\0\1"


def test_a_picture_of_many_colours_takes_the_nearest_of_the_frequent_ones() -> None:
    greys = [bytes([i, i, i, 255]) for i in range(256)]
    png = picture.indexed(514, 1, b"".join([*greys, *greys, b"\x0a\x0a\x0b\xff", b"\xff\xff\xfe\xff"]))
    begin = png.index(b"IDAT") + 4
    row = zlib.decompress(png[begin : png.index(b"IEND") - 8])
    assert row[-2:] == bytes([10, 255])


def test_the_picture_is_of_the_day_the_data_was_last_read(small: Any) -> None:
    days = [s.read.last for s in small.sources.values()]
    days += [s.read.last for place in small.places.values() for s in place.sources.values()]
    assert picture.last_read(ROOT / "tests" / "small" / "data") == sorted(days)[-1]


# ── the examples of CONTRIBUTING ────────────────────────────────────────────────────────────


def examples() -> dict[str, str]:
    """Path → text of each example file; later blocks of a CSV file add rows under the same header."""
    found: dict[str, str] = {}
    for path, block in EXAMPLE.findall(GUIDE.read_text("utf-8")):
        header, _, rows = block.partition("\n")
        if path in found:
            assert found[path].startswith(f"{header}\n"), path
            found[path] += rows
        else:
            found[path] = block
    return found


Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes the examples as a data folder, `old` replaced by `new` once in the file at `path`."""

    def write(path: str = "", old: str = "", new: str = "") -> Path:
        data = tmp_path / "data"
        data.mkdir()
        for name in ("site.yml", "terms.yml", "sources.csv"):
            shutil.copy(ROOT / "data" / name, data / name)
        for name, text in examples().items():
            if name == path:
                assert old in text
                text = text.replace(old, new, 1)
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        return data

    return write


def keys(model: Any) -> Iterator[str]:
    """Every key of a YAML file, at any depth, as it is written there."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, info in model.model_fields.items():
            if name != "where":
                yield info.alias or name
                yield from keys(info.annotation)
    for inner in get_args(model):
        yield from keys(inner)


@pytest.mark.parametrize(("path", "model"), [(PLEDGE, Sheet), ("data/gaon/place.yml", PlaceFile)])
def test_the_yaml_examples_hold_every_key(path: str, model: type[BaseModel]) -> None:
    present = set(re.findall(r"^[ -]*([a-z_]+):", examples()[path], re.M))
    assert set(keys(model)) - present == set()


@pytest.mark.parametrize("name", TABLES)
def test_the_csv_examples_have_the_header_of_the_model(name: str) -> None:
    if name == "published_rates.csv":  # read from press and boards by the editors, not by departments
        assert f"data/gaon/{name}" not in examples()
        return
    assert examples()[f"data/gaon/{name}"].split("\n")[0] == ",".join(columns(TABLES[name]))


def test_the_examples_load_without_a_problem(written: Written) -> None:
    loaded = load_book(written())
    assert loaded.problems == ()
    assert loaded.book is not None
    assert list(loaded.book.commitments) == ["gaon/evening-library", "gaon/workshop-renewal"]


def test_the_examples_have_no_error(written: Written) -> None:
    problems = check_data(written(), AS_OF).problems
    assert [p for p in problems if p.level == "error"] == []


BROKEN = [
    (SPENDING, "total,total,1200", 'total,total,"1,200"', "amount_million_krw(금액): 수에 쉼표가 있습니다: ‘1,200’."),
    (OUTCOMES, "2024-12-31", "Dec-24", "as_of(기준일): 엑셀이 날짜로 바꾼 글자입니다: ‘Dec-24’."),
    (OUTCOMES, "2024-12-31", "2024-11-31", "as_of(기준일): 달력에 없는 날짜입니다: ‘2024-11-31’."),
    (OUTCOMES, "2024,9,", "2024,9명,", "value(실적): 수가 아닙니다: ‘9명’."),
    (SPENDING, "executed", "excuted", "measure(금액의 종류): 모르는 코드입니다: ‘excuted’. 혹시 executed인가요?"),
    (CHANGES, '"국비 지원이 줄어, 2025년 사업을 줄임"', "국비 지원이 줄어, 2025년 사업을 줄임", "칸이 10개여야 하는데 11개입니다."),
    (OUTCOMES, "value_text", "value_txt", "모르는 열입니다: ‘value_txt’. 혹시 value_text인가요?"),
    (PLEDGE, "department:", "담당부서:", "담당부서: 모르는 이름입니다. 혹시 department인가요?"),
    (PLEDGE, "  start: 2023", "\tstart: 2023", "탭으로 들여 썼습니다."),
    (PLEDGE, "summary: ", "summary: 요약: ", "YAML 문법에 맞지 않아 읽을 수 없습니다."),
    (PLEDGE, "phone: 031", "phone: 대표 031", "contacts[1].phone(사무실 전화): 사무실 전화번호가 아닙니다."),
    (SOURCES, "https://", "https://https://", "url(주소): 주소가 바르지 않습니다: ‘https://https://example.org/gaon/plan’."),
    (OUTCOMES, "gaon-status", "gaon-staus", "source(출처): 없는 출처입니다: ‘gaon-staus’. 혹시 gaon-status인가요?"),
    (OUTCOMES, "workshops,2024,9,,2024-12-31", "workshops,2023,4,,2023-12-31", "2행과 같은 행입니다: workshop-renewal, workshops, 2023, 2023-12-31, gaon-status."),
    (SPENDING, "own,600", "own,500", "계획 금액을 재원별로 더하면 600 + 500 = 1,100인데 총계는 1,200입니다 (단위: 백만 원)."),
    (PLEDGE, "- role: ", "- name: ", "contacts[1].name: 담당에는 역할(role)과 사무실 전화(phone)만 적습니다."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "message"), BROKEN)
def test_a_mistake_that_the_guide_shows_gives_that_message(
    written: Written, path: str, old: str, new: str, message: str
) -> None:
    problems = check_data(written(path, old, new), AS_OF).problems
    assert message in [p.message for p in problems if p.level == "error"]


def test_the_guide_shows_exactly_the_messages_that_are_tested() -> None:
    assert [row[1] for row in table(GUIDE, "적은 것")] == [message for *_, message in BROKEN]


def test_the_guide_shows_a_line_of_the_terminal_as_it_is(written: Written) -> None:
    path, old, new, _ = BROKEN[0]
    (found,) = (p for p in check_data(written(path, old, new), AS_OF).problems if p.level == "error")
    assert f"```text\n{as_line(found)}\n```" in GUIDE.read_text("utf-8")
