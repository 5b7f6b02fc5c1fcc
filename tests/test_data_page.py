"""/data/ and the pages of its tables: what they list is what there is, and the lines to copy do what they say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from macros.downloads import TABLES
from macros.language import bytes_text, date_text, exact
from macros.load.present import load_present
from macros.model import Book
from macros.pages import data
from macros.pages.data import data_lines_part, downloads_part, place_offers, table_pages
from macros.pages.files import site_files
from macros.pages.frame import ROOT, Page, View
from macros.pages.using import Recipe, recipes
from tests.conftest import AS_OF, SMALL

NOWHERE = "https://nowhere.example/"
# small-parks 1,200 (the 1,000 of the first plan no longer counts) + night-bus 80.5; the programme apart
PLANNED = [["gaon", "가온시", "공약", 1280.5, 2], ["naru", "나루군", "지원사업", 300.0, 1]]


class _Parts(HTMLParser):
    """Addresses with `download`, all addresses, the text of the elements with an id, the tables cell by cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.taken: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
            if "download" in values:
                self.taken.append(str(values["href"]).removeprefix(ROOT))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []
            self.tables[-1][-1].append("")
        elif tag in ("small", "span") and self.cell is not None:
            self.cell.append("|")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            parts = (part.strip() for part in "".join(self.cell).split("|"))
            self.tables[-1][-1][-1] = "|".join(part for part in parts if part)
            self.cell = None

    def handle_data(self, text: str) -> None:
        if self.cell is not None:
            self.cell.append(text)


@pytest.fixture(scope="module")
def published(small: Book, served: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> View:
    """The small Book as a site that knows its address, its files served there."""
    folder = tmp_path_factory.mktemp("published")
    view = View(small, AS_OF, address=served(folder), typed=load_present(SMALL))
    for path, written in site_files(view).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(written)
    return view


@pytest.fixture(scope="module")
def pages(published: View) -> Mapping[str, Page]:
    return {page.path.split("/")[1]: page for page in table_pages(published)}


# ── what is listed is what there is ─────────────────────────────────────────────────────────


def test_every_table_is_listed_with_its_rows_and_the_size_of_each_of_its_files(published: View) -> None:
    html = downloads_part(published, "data/").html
    files = site_files(published)
    listed = _Parts(html).tables[0]
    assert listed[0] == ["표", "행", "받기"]
    for about, (title, rows, taken) in zip(TABLES.values(), listed[1:], strict=True):
        assert title == f"{about.title}|{about.what}"
        written = list(csv.reader(io.StringIO(files[f"tables/{about.name}.csv"].decode("utf-8-sig"))))
        assert rows == exact(len(written) - 1)
        paths = {
            "CSV": f"tables/{about.name}.csv",
            "JSON": f"api/v1/tables/{about.name}.json",
            "Parquet": f"tables/{about.name}.parquet",
        }
        there = [(label, files[path]) for label, path in paths.items() if path in files]
        assert taken == "|".join(f"{label}|{about.title}|{bytes_text(len(own))}" for label, own in there)
        assert f'<tr role="row" id="{about.name}">' in html


def test_every_file_that_a_page_offers_is_written(published: View, pages: Mapping[str, Page]) -> None:
    files = site_files(published)
    made = [downloads_part(published, "data/").html, *(page.body.html for page in pages.values())]
    taken = {path for html in made for path in _Parts(html).taken}
    assert {f"tables/{name}.csv" for name in TABLES} < taken
    assert taken - set(files) == set()
    # a row leads into this site where no repository is known
    rows = {link for html in made for link in _Parts(html).links if link.startswith(str(published.address))}
    paths = {link.removeprefix(str(published.address)).partition("#")[0] for link in rows}
    assert rows
    assert paths - set(files) == set()


def test_the_whole_stands_first_with_its_sum(published: View) -> None:
    package = site_files(published)["data/package.zip"]
    html = downloads_part(published, "data/").html
    assert _Parts(html).taken[:5] == [
        "data/package.zip", "tables/all.xlsx", "tables/all.sqlite", "datapackage.json", "SHA256SUMS",
    ]  # fmt: skip
    assert f"ZIP, {bytes_text(len(package))}</small>" in html
    assert f"<code>{hashlib.sha256(package).hexdigest()}</code>" in html
    days = [row["read"] for row in published.tables.records("sources") if row["place"]]
    assert f"출처를 마지막으로 읽은 날은 {date_text(str(max(days, key=str)))}입니다." in html


def test_a_file_that_there_is_not_is_not_named(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"tables/places.csv": b"place\r\n", "tables/gaon/places.csv": b"place\r\n"}
    monkeypatch.setattr(data, "site_files", lambda view: files)
    view = View(small, AS_OF, address=NOWHERE)
    assert _Parts(downloads_part(view, "data/").html).taken == ["tables/places.csv"]
    for page in table_pages(view):
        assert _Parts(page.body.html).taken == (list(files) if page.path == "data/places/" else [])
    assert [each.path for each in place_offers(view, small.places["gaon"]).tables] == [
        "tables/gaon/places.csv"
    ]
    assert "use-curl" not in data_lines_part(view, "data/").html


def test_a_place_offers_its_own_files(published: View) -> None:
    files = site_files(published)
    offers = place_offers(published, published.book.places["naru"])
    assert [(each.label, each.rows) for each in offers.tables] == [
        (about.title, len(rows))
        for name, about in TABLES.items()
        if (rows := published.tables.records(name, "naru"))
    ]
    assert [each.path for each in (offers.workbook, offers.json, offers.feed) if each] == [
        "tables/naru/all.xlsx", "api/v1/places/naru.json", "naru/feed.xml",
    ]  # fmt: skip
    assert {"outcomes.csv", "published_rates.csv", "sources.csv", "spending.csv"} <= {
        each.label for each in offers.ledger
    }
    assert all(each.data == files[each.path] for each in (*offers.tables, *offers.ledger))


# ── a table's own page ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", TABLES)
def test_a_table_shows_its_first_ten_rows_as_its_csv_has_them(
    name: str, published: View, pages: Mapping[str, Page]
) -> None:
    text = site_files(published)[f"tables/{name}.csv"].decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    found = _Parts(pages[name].body.html).tables
    if not rows:
        assert len(found) == 1
        return
    heads = [f"{column.ko}|{column.name}" for column in TABLES[name].columns]
    assert [head.rpartition("|")[2] for head in heads] == header
    assert found[0] == [heads, *rows[:10]]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_explains_every_column(name: str, pages: Mapping[str, Page]) -> None:
    head, *rows = _Parts(pages[name].body.html).tables[-1]
    assert head == ["열", "뜻", "종류", "단위", "빈칸"]
    for column, (named, meaning, _, unit, blank) in zip(TABLES[name].columns, rows, strict=True):
        assert named == f"{column.ko}|{column.name}"
        assert meaning.partition("|")[0] == column.meaning
        assert all(code in meaning for code in column.codes)
        assert unit == ("‘단위’ 열에 있음" if column.unit == "unit 열" else column.unit)
        assert (blank == "없음") == column.filled
        assert (blank == "뜻에 적음") == ("빈칸" in column.meaning and not column.filled)


def test_the_sums_on_the_page_of_a_table_are_those_of_its_files(
    published: View, pages: Mapping[str, Page]
) -> None:
    files = site_files(published)
    html = pages["spending"].body.html
    assert re.findall(r"(\w+) <code>([0-9a-f]{64})</code>", html) == [
        (label, hashlib.sha256(files[path]).hexdigest())
        for label, path in (
            ("CSV", "tables/spending.csv"),
            ("JSON", "api/v1/tables/spending.json"),
            ("Parquet", "tables/spending.parquet"),
        )
    ]
    assert pages["spending"].description == (
        "한 행이 금액 하나: 계획·확보·집행, 연도와 재원별. 33행과 열 20개의 뜻, 내려받을 파일이 있습니다."
    )


def test_the_files_of_the_built_site_are_as_its_pages_say(site: Path) -> None:
    listed = (site / "data" / "index.html").read_text("utf-8")
    for name in TABLES:
        page = (site / "data" / name / "index.html").read_text("utf-8")
        for label, path in ((label, path.format(name)) for path, label in data.FORMATS):
            written = (site / path).read_bytes()
            assert f'href="../{path}" download>{label}' in listed
            assert f"{label} <code>{hashlib.sha256(written).hexdigest()}</code>" in page
            assert f"{bytes_text(len(written))}</small>" in page
    package = (site / "data" / "package.zip").read_bytes()
    assert f"<code>{hashlib.sha256(package).hexdigest()}</code>" in listed


# ── use it ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def lines(published: View) -> Mapping[str, Recipe]:
    return {each.id: each for each in recipes(published.address, site_files(published))}


def _run(code: str, folder: Path) -> Any:
    """What Python prints last, read as JSON."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_pandas_lines_give_the_planned_totals(lines: Mapping[str, Recipe], tmp_path: Path) -> None:
    told = '\nprint(planned.reset_index().to_json(orient="values", force_ascii=False))'
    assert _run(lines["pandas"].lines + told, tmp_path) == PLANNED


def test_the_duckdb_lines_give_the_planned_totals(lines: Mapping[str, Recipe], tmp_path: Path) -> None:
    told = "\nimport json\nprint(json.dumps(planned.fetchall(), default=float))"
    assert _run(lines["duckdb"].lines + told, tmp_path) == PLANNED


def test_the_curl_lines_fetch_the_whole_and_find_every_file_unharmed(
    lines: Mapping[str, Recipe], tmp_path: Path
) -> None:
    for tool in ("curl", "unzip", "sha256sum"):
        assert shutil.which(tool), f"this test needs {tool}: apt-get install curl unzip coreutils"
    done = subprocess.run(
        ["sh", "-e", "-c", lines["curl"].lines], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr, done.returncode) == ("OK\n", "", 0)
    (tmp_path / "pledges" / "tables" / "spending.csv").write_bytes(b"changed")
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    again = subprocess.run(check, cwd=tmp_path / "pledges", capture_output=True, text=True)
    assert again.stdout.startswith("tables/spending.csv:")


def test_without_an_address_the_lines_read_the_unzipped_package(published: View, tmp_path: Path) -> None:
    files = site_files(published)
    known = {each.id: each for each in recipes(None, files)}
    assert list(known) == ["excel", "sheets", "pandas", "r", "duckdb"]
    assert [each.id for each in known.values() if not each.lines] == ["excel", "sheets"]
    assert not any("http" in each.lines for each in known.values())
    for path in ("tables/commitments.csv", "tables/commitments.parquet"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(files[path])
    told = "\nimport json\nprint(json.dumps(planned.fetchall(), default=float))"
    assert _run(known["duckdb"].lines + told, tmp_path) == PLANNED


def test_the_lines_for_a_spreadsheet_name_the_columns_where_they_are(lines: Mapping[str, Recipe]) -> None:
    """Google Sheets counts columns from 1; no spreadsheet runs here, so its words are compared."""
    columns = [column.name for column in TABLES["commitments"].columns]
    at = {int(number) for number in re.findall(r"Col(\d+)", lines["sheets"].lines)}
    assert {columns[number - 1] for number in at} == {
        "place",
        "place_name",
        "kind_label",
        "planned_million_krw",
    }
    named = set(re.findall(r"\[(\w+)\] <>|\"(\w+_\w+|place)\"", lines["excel"].lines))
    assert {a or b for a, b in named} == {"place", "place_name", "kind_label", "planned_million_krw"}


# ── in a browser ────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
def test_a_button_copies_the_lines_and_a_preview_scrolls_in_its_own_box(browser: Any, address: str) -> None:
    page = browser.new_context(
        viewport={"width": 360, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    ).new_page()
    page.goto(f"{address}data/")
    recipe = page.locator("#use-pandas")
    recipe.locator("summary").click()
    recipe.get_by_role("button", name="복사 파이썬 (pandas)").click()
    page.get_by_text("복사했습니다").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == recipe.locator("code").text_content()
    page.goto(f"{address}data/commitments/")
    peek = page.get_by_role("region", name="미리 보기")
    peek.focus()
    page.keyboard.press("ArrowRight")
    peek.evaluate(
        "each => new Promise((done) => { const look = () => each.scrollLeft > 0 ? done() : requestAnimationFrame(look); look(); })"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
