"""Every printed figure leads to its note, the note to the line in data/ and to the source: read back from the files.

What a figure is is said here again, by itself: any number of the main text that is no date, ordinal or name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.check import check_data
from macros.model import Book
from macros.pages.commitment import commitment_page
from macros.pages.frame import View
from macros.pages.provenance import noted
from macros.tables import ref, ref_figures
from tests.conftest import AS_OF, CHROMIUM, ROOT, SMALL

REPOSITORY = "https://example.org/pledges"
THREE = ("ansan/higher-vocational-hub", "daejeon-junggu/flood-prevention", "suwon/jobs-170k")
APPEARANCE = ROOT / "tests" / "appearance" / "data"

# parts that are no main text: names, drawings (their twin table is read), the sources and notes themselves, contacts
SKIPPED = {"h1", "h2", "h3", "svg", "time", "pre", "code", "button"}
SKIPPED_CLASSES = {
    "where", "voice__who", "when", "timeline__under", "sources", "basis", "files", "tools", "cite", "share", "roadmap",
}  # fmt: skip
SKIPPED_IDS = {"contact", "related"}  # sections, from their heading to the next
BLOCKS = {"p", "li", "td", "th", "dd", "dt", "summary", "caption"}
VOID = {"br", "img", "input", "use", "rect", "line", "path", "meta", "link", "hr"}
NAMES = re.compile(
    r"\d+(?:-\d+)+|(?<![\d,.])(?:19|20)\d\d(?:\.\s?\d{1,2}){1,2}\.?|(?:\d{4}\s?[~∼–]\s?)?\d{4}년(?:도)?(?:\s*\d{1,2}월)?(?:\s*\d{1,2}일)?|\d{1,2}월(?:\s*\d{1,2}일)?|\d{1,2}일(?!자리)|\d분기"  # days
    r"|\d{4}\s*[~∼–]\s*\d{4}|(?<![\d,.])(?:19|20)\d\d\b(?!\s?[가-힣%]|,)"
    r"|(?<![\d,.])(?:19|20)\d\d(?=\.)|[’']\d\d|\d+~\d+월"
    r"|민선\s?\d기|\d+차(?:년도)?|\d+단계|제\s?\d+|\d+행|\d+호"  # ordinals
    r"|[A-Za-z][\w.-]*\d[\w.-]*|\b0이라"  # names, and the zero that is spoken of
)
NUMBER = re.compile(r"\d[\d,.]*")


@dataclass
class Piece:
    """A run of text with the block it stands in and the note it leads to."""

    text: str
    block: int
    note: str = ""
    mark: int = 0
    summary: int = 0
    finding: bool = False


@dataclass
class Read(HTMLParser):
    """The main text of a page in pieces, and its notes."""

    pieces: list[Piece] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    items: dict[int, list[str]] = field(default_factory=dict)  # of each fold the classes of its items

    def __post_init__(self) -> None:
        super().__init__()
        self._stack: list[tuple[str, bool, int, str, int]] = []
        self._blocks = self._marks = 0
        self._section = ""
        self._folds: list[int] = []
        self._note: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if found.get("id"):
            self.ids.add(found["id"])
        if tag == "h2":
            self._section = found.get("id", "")
        if tag in VOID:
            return
        if tag == "details":
            self._folds.append(len(self.items) + 1)
            self.items[self._folds[-1]] = []
        if tag == "li" and self._folds:
            self.items[self._folds[-1]].append(found.get("class", ""))
        _, skip, block, ref_to, mark = self._stack[-1] if self._stack else ("", False, 0, "", 0)
        classes = set(found.get("class", "").split())
        if tag == "li" and re.fullmatch(r"n\d+", found.get("id", "")):
            self._note = self.notes.setdefault(found["id"], {"text": [], "lines": [], "sources": []})
        if self._note is not None and tag == "a":
            kind = "sources" if found["href"].startswith("#") else "lines"
            self._note[kind].append(found["href"])
        if tag in BLOCKS:
            self._blocks += 1
            block = self._blocks
        if "ref" in classes:
            ref_to = found["href"].removeprefix("#")
            assert ref_to == f"n{found['data-n']}"
            self._marks += 1
            mark = self._marks
        elif tag == "a":
            skip = True  # the name of a document or a page
        skip = skip or tag in SKIPPED or bool(classes & SKIPPED_CLASSES)
        self._stack.append((tag, skip, block, ref_to, mark))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass
        if tag == "li" and self._note is not None:
            self._note = None
        if tag == "details":
            self._folds.pop()

    def handle_data(self, data: str) -> None:
        if self._note is not None:
            self._note["text"].append(data)
        if not self._stack or not data.strip():
            return
        _, skip, block, ref_to, mark = self._stack[-1]
        if mark and self.pieces and self.pieces[-1].mark == mark:
            self.pieces[-1].text += data
        elif not skip and self._section not in SKIPPED_IDS:
            inside = self._folds[-1] if any(tag == "summary" for tag, *_ in self._stack) else 0
            self.pieces.append(Piece(data, block, ref_to, mark, inside, self._section == "checks"))


def read(html: str) -> Read:
    made = Read()
    made.feed(html)
    return made


def said(note: Mapping[str, Any]) -> str:
    return " ".join(note["text"])


def numbers(text: str) -> list[str]:
    """The numbers of a text that are figures, without separators."""
    return [each.rstrip(".,").replace(",", "") for each in NUMBER.findall(NAMES.sub(" ", text))]


def astray(page: Read) -> list[str]:
    """Figures that lead nowhere: neither a mark themselves nor a part of a mark beside them."""
    told: dict[int, str] = {}
    found: set[int] = set()
    for piece in page.pieces:
        if piece.note:
            told[piece.block] = told.get(piece.block, "") + " " + said(page.notes[piece.note])
            found.add(piece.block)
    lost = []
    for piece in page.pieces:
        # a finding of the checks counts what stands at the line it leads to
        if piece.note or (piece.finding and piece.block in found and not piece.summary):
            continue
        if piece.summary:  # it counts what it folds: all items, the dated steps, the points that are there
            items = page.items[piece.summary]
            steps, there = sum("step" in each for each in items), sum(each != "no" for each in items)
            lost += [n for n in numbers(piece.text) if n not in {str(len(items)), str(steps), str(there)}]
            continue
        beside = {each.rstrip(".,").replace(",", "") for each in NUMBER.findall(told.get(piece.block, ""))}
        lost += [f"{each} in “{piece.text.strip()}”" for each in numbers(piece.text) if each not in beside]
    return lost


# ── the files themselves ────────────────────────────────────────────────────────────────────


@cache
def csv_lines(path: Path) -> dict[int, dict[str, str]]:
    """The rows of a CSV file by the line on which each begins."""
    reader = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    header, found, last = next(reader), {}, 1
    for row in reader:
        found[last + 1] = dict(zip(header, row, strict=False))
        last = reader.line_num
    return found


@cache
def yaml_nodes(path: Path) -> dict[int, Any]:
    """The mappings, and values of first names, of a YAML file by the line on which each begins."""
    found: dict[int, Any] = {}

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                for line in {key.start_mark.line, value.start_mark.line}:
                    found.setdefault(line + 1, []).append(plain(value))
                walk(value)
        if isinstance(node, yaml.SequenceNode):
            for each in node.value:
                found.setdefault(each.start_mark.line + 1, []).append(plain(each))
                walk(each)

    root = yaml.compose(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert root is not None
    found[root.start_mark.line + 1] = [plain(root)]
    walk(root)
    return found


def plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each) for each in node.value]
    return node.value


def words_of(data: Path, href: str) -> tuple[str, set[str]]:
    """Everything that a line of data/ says, and the ids of sources it names; the sheet's own where it names none."""
    found = re.fullmatch(rf"{REPOSITORY}/blob/c0ffee/data/(.+)#L(\d+)(?:-L(\d+))?", href)
    assert found, href
    path, lines = data / found[1], range(int(found[2]), int(found[3] or found[2]) + 1)
    if path.suffix == ".csv":
        rows = [csv_lines(path)[line] for line in lines]
        return " ; ".join(v for row in rows for v in row.values()), {row["source"] for row in rows}
    sheet = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    node = yaml_nodes(path)[lines[0]]
    named = {v for each in node if isinstance(each, dict) for k, v in each.items() if k.endswith("source")}
    pledged = sheet.get("pledged", {}).get("source", "")
    return str(node), named or {each for each in (pledged, sheet.get("source", "")) if each}


UNITS = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3, "백만": 10**6}


def value(text: str) -> set[Decimal]:
    """What a printed figure can mean: the number as it stands, and an amount in million won."""
    text = text.replace(",", "")
    whole = re.search(r"-?\d+(?:\.\d+)?", text)
    assert whole, text
    found = {abs(Decimal(whole[0]))}
    groups = re.findall(r"(\d+(?:\.\d+)?)\s*(백만|[조억만천])", text)
    if groups:
        whole_ = sum((Decimal(n) * UNITS[u] for n, u in groups), Decimal(0))
        rest = re.search(r"[조억만천백]\s(\d+)(?![\d조억만천])", text)
        found = {whole_ / 10**6, whole_ + Decimal(rest[1] if rest else 0)}
    return found


def result(formula: str) -> Decimal:
    """What a formula in digits gives, worked out here."""
    digits, _, told = formula.rpartition(" = ")
    sum_ = digits.rpartition(" = ")[2].replace(",", "")
    parts = [Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", sum_)]
    if "÷" in sum_:
        made = (parts[0] * 100 / parts[1]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    elif "−" in sum_:
        made = parts[0] - parts[1]
    else:
        made = sum(parts, Decimal(0))
    assert Decimal(told.rstrip("%").replace(",", "").replace("−", "-")) == made, formula
    return made


FORMULA = re.compile(r"[^=]+ = [\d,.]+(?: [÷+−] [\d,.]+)+ = [-−]?[\d,.]+%?")
COUNTED = re.compile(r"수 = (\d+)$")


def follow(page: Read, data: Path) -> Iterator[str]:
    """What does not hold of the marks of a page: figure, formula, line, source."""
    for piece in page.pieces:
        if not piece.note:
            continue
        note = page.notes[piece.note]
        rows = [words_of(data, href) for href in note["lines"]]
        text = " ; ".join(words for words, _ in rows)
        first = note["text"][0]
        formula = FORMULA.match(first)
        counted = COUNTED.search(first)
        digits = re.search(r"\d", piece.text)
        if formula:
            made = result(formula[0])
            parts = {n.replace(",", "") for n in NUMBER.findall(first)}
            if digits and set(numbers_all(piece.text)) <= parts:
                pass
            elif digits and abs(made) not in value(piece.text):
                yield f"{piece.text}: the formula gives {made}"
            # every operand stands in the rows, or is a sum of what stands there; 보고율 counts figures
            if not first.startswith("있는 수치"):
                there = sums([printed(data, href) for href in note["lines"]])
                operands = re.findall(r"[\d,.]+", first.split(" = ")[1])
                lacking = [n for n in operands if Decimal(n.replace(",", "")) not in there]
                if lacking:
                    yield f"{piece.text}: {lacking} stand in none of {note['lines']}"
        elif counted:
            if counted[1] not in piece.text:
                yield f"{piece.text}: counted {counted[1]}"
        elif digits:
            there = {abs(Decimal(n)) for n in numbers_all(text)} | amounts(text)
            if "행" not in piece.text and not value(piece.text) & there:
                yield f"{piece.text}: stands in none of {note['lines']}"
        for (_, sources), href in zip(rows, note["lines"], strict=True):
            place = re.search(r"/data/([^/]+)/", href)
            ids = {f"#source-{place[1]}-{each}" for each in sources} if place else set()
            if not ids & set(note["sources"]) and not href.partition("#")[0].endswith("place.yml"):
                yield f"{piece.text}: {href} is not from {note['sources']}"
        if not note["lines"] and not formula and not counted:
            yield f"{piece.text}: no row"
        for source in note["sources"]:
            if source[1:] not in page.ids:
                yield f"{piece.text}: {source} is not on the page"


def numbers_all(text: str) -> list[str]:
    return [each.rstrip(".,").replace(",", "") for each in NUMBER.findall(text)]


VALUES = ("amount_million_krw", "target", "value", "before", "after")


def printed(data: Path, href: str) -> list[Decimal]:
    """The numbers that a line holds as values: no years, no dates."""
    path, _, line = href.partition("/data/")[2].partition("#L")
    if path.endswith(".csv"):
        row = csv_lines(data / path)[int(line.partition("-")[0])]
        told = " ; ".join(row[name] for name in VALUES if row.get(name))
    else:
        told = words_of(data, href)[0]
    return [Decimal(each) for each in numbers_all(told) if each.count(".") < 2]


def sums(rows: list[list[Decimal]]) -> set[Decimal]:
    """What can be added from rows, at most one number of each."""
    found = {Decimal(0)}
    for row in rows:
        found |= {each + n for each in found for n in set(row)}
    return found - {Decimal(0)} | {n for row in rows for n in row}


def amounts(text: str) -> set[Decimal]:
    return {
        sum(
            (Decimal(n) * UNITS[u] for n, u in re.findall(r"(\d+(?:\.\d+)?)\s*(백만|[조억만천])", run)),
            Decimal(0),
        )
        / 10**6
        for run in re.findall(r"(?:\d[\d.]*\s?(?:백만|[조억만천])\s?)+", text.replace(",", ""))
    }


@cache
def pages(data: Path, keys: tuple[str, ...] = ()) -> Mapping[str, Read]:
    """The pages of these commitments, or of all, read."""
    loaded = check_data(data, AS_OF)
    assert loaded.book is not None
    view = View(loaded.book, AS_OF, loaded.problems, "c0ffee", REPOSITORY)
    found = loaded.book.commitments
    return {
        key: read(noted(view, str(commitment_page(view, found[key]).body.html)))
        for key in keys or tuple(found)
    }


# ── what must hold ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", THREE)
def test_every_figure_of_a_page_leads_to_its_line_and_source(key: str) -> None:
    page = pages(ROOT / "data", THREE)[key]
    assert sum(1 for piece in page.pieces if piece.note) >= 20
    assert astray(page) == []
    assert list(follow(page, ROOT / "data")) == []
    assert [said(note) for note in page.notes.values() if not note["lines"] and "=" not in said(note)] == []


@pytest.mark.parametrize("data", [SMALL, APPEARANCE])
def test_every_figure_of_every_page_leads_to_its_line_and_source(data: Path) -> None:
    found = {key: [*astray(page), *follow(page, data)] for key, page in pages(data).items()}
    assert {key: each for key, each in found.items() if each} == {}


def test_a_figure_without_a_way_back_is_found() -> None:
    html = '<p>지금까지 123억 원을 썼습니다.</p><p>2023년 4월 5일 민선 8기</p><p><a href="https://x.example/">9건</a></p>'
    assert astray(read(html)) == ["123 in “지금까지 123억 원을 썼습니다.”"]


def test_a_figure_that_leads_to_another_line_is_found() -> None:
    page = Read()
    page.pieces = [Piece("454억 8,500만 원", 1, "n1")]
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L19"
    source = "#source-daejeon-junggu-junggu-ledger"
    page.ids = {source[1:]}
    page.notes = {"n1": {"text": ["계획 총계"], "lines": [line], "sources": [source]}}
    assert list(follow(page, ROOT / "data")) == [f"454억 8,500만 원: stands in none of ['{line}']"]


def test_a_formula_that_its_rows_do_not_give_is_found() -> None:
    page = Read()
    page.pieces = [Piece("50.0%", 1, "n1")]
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L18"
    source = "#source-daejeon-junggu-junggu-ledger"
    page.ids = {source[1:]}
    page.notes = {
        "n1": {"text": ["집행 ÷ 계획 = 20,000 ÷ 40,000 = 50.0%"], "lines": [line], "sources": [source]}
    }
    assert list(follow(page, ROOT / "data")) == [f"50.0%: ['20,000', '40,000'] stand in none of ['{line}']"]


def test_equal_ways_share_one_note_and_without_a_repository_the_published_file_stands_in(small: Book) -> None:
    row = small.commitments["gaon/small-parks"].spending[0]
    html = noted(
        View(small, AS_OF),
        f"<p>{ref('1', [row])} {ref('하나', [row])} {ref('2', [row], 'a = 1 + 1 = 2')}</p>",
    )
    assert re.findall(r'href="(#n\d)" data-n="(\d)"', html) == [("#n1", "1"), ("#n1", "1"), ("#n2", "2")]
    assert html.count('<li id="n') == 2
    assert f'<a href="~/ledger/gaon/spending.csv">spending.csv {row.where.line}행</a>' in html
    assert f'<li id="source-gaon-{row.source}">' in html


def test_a_page_without_figures_has_no_list(small: Book) -> None:
    assert noted(View(small, AS_OF), "<p>글</p><!--notes-->") == "<p>글</p>"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2022년 6월 2일 15억 5,000만 원, 국비 90%", ["15억 5,000만 원", "90%"]),
        ("2023~2025년(3년간) 1개소", ["3", "1"]),
        ("민선 8기 2차년도 39개 과정, 481-3350", ["39"]),
        ("24,394, 6,787 → 1,958백만원", ["24,394", "6,787", "1,958백만원"]),
        ("A등급(2년 연속), HiVE2, 2022. 6. 2. 협약 3건", ["2", "3"]),
        ("<b>7</b>", ["7"]),
    ],
)
def test_figures_of_a_text_are_marked_and_dates_and_ordinals_are_not(text: str, figures: list[str]) -> None:
    html = ref_figures(text, [], "까닭")
    assert re.findall(r'data-ref="[^"]*">([^<]*)</a>', html) == figures
    assert "<b>" not in html


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_key_or_a_tap_opens_the_note_and_paper_has_them_all(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}{THREE[1]}/")
    way, figure = page.locator(".way"), page.locator(".four a.ref").first
    figure.focus()
    page.keyboard.press("Enter")
    assert "계획 총계 45,485백만 원" in way.inner_text()
    assert "2025년 9월 말 기준" in way.inner_text()
    assert way.evaluate("each => each === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("spending.csv")
    page.keyboard.press("Escape")
    assert not way.is_visible()
    assert figure.evaluate("each => each === document.activeElement")
    figure.tap()
    box = way.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    assert not way.is_visible()
    page.emulate_media(media="print")
    notes = page.locator(".basis__list > li")
    assert notes.count() > 20
    assert all(each.is_visible() for each in notes.all())
    number = page.locator(".four a.ref").nth(1).evaluate("each => getComputedStyle(each, '::after').content")
    assert number == '"3"'
    context.close()
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{address}{THREE[1]}/")
    bare.locator(".four a.ref").first.click()
    assert bare.url.endswith("#n1")
    assert bare.locator("#n1").is_visible()
    bare.context.close()
