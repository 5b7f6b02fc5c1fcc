"""Every printed figure leads to its note, the note to the line in data/ and to the source: read back from the files.

What a figure is is said here again, by itself: any number of the main text that is no date, ordinal or name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, reduce
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.check import check_data
from macros.model import Book
from macros.pages import glance, lists, overview
from macros.pages.commitment import commitment_page
from macros.pages.frame import View
from macros.pages.place import place_page
from macros.pages.provenance import noted
from macros.tables import ref, ref_figures
from tests.conftest import AS_OF, CHROMIUM, RECORDS, ROOT, SMALL

REPOSITORY = "https://example.org/pledges"
THREE = ("ansan/higher-vocational-hub", "daejeon-junggu/flood-prevention", "suwon/jobs-170k")
APPEARANCE = ROOT / "tests" / "appearance" / "data"

# parts that are no main text: names, drawings (their twin table is read), the sources and notes themselves, contacts
SKIPPED = {"h1", "svg", "time", "pre", "code", "button", "form"}
SKIPPED_CLASSES = {
    "where", "voice__who", "when", "sources", "basis", "files", "columns", "tools", "cite", "share", "roadmap",
}  # fmt: skip
HEADS = {"h2", "h3", "timeline__under"}  # may hold a name as the data writes it, and no other figure
SKIPPED_IDS = {"contact", "related"}  # sections, from their heading to the next
ROWS = {"tr", "p", "purse"}  # a link in one of these is the way back of its figures, on a page that lists
BLOCKS = {"p", "li", "td", "th", "dd", "dt", "summary", "caption"}
VOID = {"br", "img", "input", "use", "rect", "line", "path", "meta", "link", "hr"}
NAMES = re.compile(
    r"\d+(?:-\d+)+|(?<![\d,.])(?:19|20)\d\d(?:\.\s?\d{1,2}){1,2}\.?|(?:\d{4}\s?[~∼–]\s?)?\d{4}년(?:도)?(?:\s*\d{1,2}월)?(?:\s*\d{1,2}일)?|\d{1,2}월(?:\s*\d{1,2}일)?|\d{1,2}일(?!자리)|\d분기"  # days
    r"|\d{4}\s*[~∼–]\s*\d{4}|(?<![\d,.])(?:19|20)\d\d\b(?!\s?[가-힣%]|,)"
    r"|(?<![\d,.])(?:19|20)\d\d(?=\.)|[’']\d\d|\d+~\d+월"
    r"|민선\s?\d기|\d+차(?:년도)?|\d+단계|제\s?\d+|\d+행|\d+호"  # ordinals
    r"|[A-Za-z][\w.-]*\d[\w.-]*|\b0이(?:라|\s아님)"  # names, and the zero that is spoken of
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
    head: bool = False
    big: bool = False
    rows: tuple[int, ...] = ()  # the rows, cards and panels it stands in


@dataclass
class Read(HTMLParser):
    """The main text of a page in pieces, and its notes."""

    pieces: list[Piece] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    items: dict[int, list[str]] = field(default_factory=dict)  # of each fold the classes of its items
    leads: dict[int, set[str]] = field(default_factory=dict)  # of each row or card the pages it leads to

    def __post_init__(self) -> None:
        super().__init__()
        self._stack: list[tuple[str, bool, int, str, int, bool, tuple[int, ...]]] = []
        self._blocks = self._marks = 0
        self._words: list[str] = []
        self._big = False
        self._section = ""
        self._folds: list[int] = []
        self._note: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if found.get("id"):
            self.ids.add(found["id"])
        if tag == "h2":
            self._section = found.get("id", "")
        if tag == "br":
            self._words.append(" ")
        if tag in VOID:
            return
        if tag == "details":
            self._folds.append(len(self.items) + 1)
            self.items[self._folds[-1]] = []
        if tag in BLOCKS:
            self._big = "big" in (found.get("class") or "").split()
        if tag == "li" and self._folds:
            self.items[self._folds[-1]].append(found.get("class", ""))
        _, skip, block, ref_to, mark, head, rows = (
            self._stack[-1] if self._stack else ("", False, 0, "", 0, False, ())
        )
        classes = set(found.get("class", "").split())
        if tag == "li" and re.fullmatch(r"n\d+", found.get("id", "")):
            self._note = self.notes.setdefault(found["id"], note_of())
        if self._note is not None and tag == "p":
            self._words = []
            self._note["groups"].append([])
        if self._note is not None and tag == "a" and found["href"].startswith("#"):
            self._note["sources"].append(found["href"])
        elif self._note is not None and tag == "a":
            self._note["lines"].append(found["href"])
            self._note["groups"][-1].append(("".join(self._words).strip(" ·"), found["href"]))
            self._words = []
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
            for row in rows:
                self.leads[row].add(found.get("href", ""))
        if tag in ROWS or classes & ROWS:
            rows = (*rows, len(self.leads))
            self.leads[rows[-1]] = set()
        head = head or tag in HEADS or bool(classes & HEADS)
        skip = skip or tag in SKIPPED or bool(classes & SKIPPED_CLASSES)
        self._stack.append((tag, skip, block, ref_to, mark, head, rows))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._stack and self._stack.pop()[0] != tag:
            pass
        if tag == "p" and self._note is not None and not self._note["groups"][-1]:
            self._note["groups"].pop()
            if not self._note["sources"]:
                self._note["formula"] = "".join(self._words)
        if tag == "li" and self._note is not None:
            self._note = None
        if tag == "details":
            self._folds.pop()

    def handle_data(self, data: str) -> None:
        if self._note is not None:
            self._note["text"].append(data)
            if not any(tag == "a" for tag, *_ in self._stack):
                self._words.append(data)
        if not self._stack or not data.strip():
            return
        _, skip, block, ref_to, mark, head, rows = self._stack[-1]
        if mark and self.pieces and self.pieces[-1].mark == mark:
            self.pieces[-1].text += data
        elif not skip and self._section not in SKIPPED_IDS:
            inside = self._folds[-1] if any(tag == "summary" for tag, *_ in self._stack) else 0
            finding = self._section == "checks"
            self.pieces.append(Piece(data, block, ref_to, mark, inside, finding, head, self._big, rows))


def note_of(**values: Any) -> dict[str, Any]:
    """A note as read: its formula, its groups of (words, line) and all of these lines, its sources."""
    return {"text": [], "formula": "", "groups": [], "lines": [], "sources": [], **values}


def read(html: str) -> Read:
    made = Read()
    made.feed(html)
    return made


def said(note: Mapping[str, Any]) -> str:
    return " ".join(note["text"])


def numbers(text: str) -> list[str]:
    """The numbers of a text that are figures, without separators."""
    return [each.rstrip(".,").replace(",", "") for each in NUMBER.findall(NAMES.sub(" ", text))]


def astray(
    page: Read, titles: frozenset[str] = frozenset(), lists: frozenset[str] = frozenset()
) -> list[str]:
    """Figures that lead nowhere: neither a mark themselves nor a part of a mark beside them.

    A heading may hold a title as the data writes it. Where the pages of `lists` are listed, a figure may stand in a row
    with a link to one of them, and how many are listed is no figure of the data.
    """
    told: dict[int, str] = {}
    for piece in page.pieces:
        if piece.note:
            told[piece.block] = told.get(piece.block, "") + " " + said(page.notes[piece.note])
    lost = []
    for piece in page.pieces:
        # a finding of the checks counts what stands at the line it leads to
        if piece.note or (piece.finding and piece.block in told and not piece.summary):
            continue
        if {each.partition("#")[0] for row in piece.rows for each in page.leads[row]} & lists:
            continue
        if lists:
            piece = replace(piece, text=LISTED.sub("", "" if piece.big else piece.text))
        if piece.head:
            words = reduce(lambda text, title: text.replace(title, ""), titles, piece.text)
            lost += [f"{each} in the heading “{piece.text.strip()}”" for each in numbers(words)]
            continue
        if piece.summary:  # it counts what it folds: all items, the dated steps, the points that are there
            items = page.items[piece.summary]
            steps, there = sum("step" in each for each in items), sum(each != "no" for each in items)
            lost += [n for n in numbers(piece.text) if n not in {str(len(items)), str(steps), str(there)}]
            continue
        beside = {each.rstrip(".,").replace(",", "") for each in NUMBER.findall(told.get(piece.block, ""))}
        same = [each for each in AMOUNT.findall(piece.text) if printed_amounts(each) <= beside]
        text = reduce(lambda rest, each: rest.replace(each, ""), same, piece.text)
        lost += [f"{each} in “{piece.text.strip()}”" for each in numbers(text) if each not in beside]
    return lost


LISTED = re.compile(r"\d+(?=건|곳|가지|개(?: 가운데|에서|는|가|$))")
AMOUNT = re.compile(r"(?:\d[\d,.]*\s?(?:백만|[조억만천])\s?)+(?:\d[\d,]*)?\s?원")


def printed_amounts(text: str) -> set[str]:
    """An amount in 억 and 만 as million won in digits."""
    return {f"{each.normalize():f}" for each in amounts(text)}


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


@cache
def yaml_file(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def lines_of(href: str) -> tuple[str, range]:
    """The file in data/ and its lines that an address shows."""
    found = re.fullmatch(rf"{REPOSITORY}/blob/c0ffee/data/(.+)#L(\d+)(?:-L(\d+))?", href)
    assert found, href
    return found[1], range(int(found[2]), int(found[3] or found[2]) + 1)


def words_of(data: Path, href: str) -> tuple[str, set[str]]:
    """Everything that a line of data/ says, and the ids of sources it names; the sheet's own where it names none.

    A summary and what was not found are words of this site: no source says them.
    """
    file, lines = lines_of(href)
    path = data / file
    if path.suffix == ".csv":
        rows = [csv_lines(path)[line] for line in lines]
        return " ; ".join(v for row in rows for v in row.values()), {
            row["source"] for row in rows if "source" in row
        }  # a correction is our own word
    sheet, node = yaml_file(path), yaml_nodes(path)[lines[0]]
    above = path.read_text("utf-8").splitlines()[: lines[0]]
    if next(each for each in reversed(above) if each[:1].isalpha()).startswith(("summary:", "gaps:")):
        return str(node), set()
    named = {v for each in node if isinstance(each, dict) for k, v in each.items() if k.endswith("source")}
    pledged = sheet.get("pledged", {}).get("source", "")
    return str(node), named or {each for each in (pledged, sheet.get("source", "")) if each}


@cache
def titles(data: Path) -> frozenset[str]:
    """The names that the sheets of data/ give, as they may stand in a heading."""

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (
                v for k, v in node.items() if k in ("title", "name", "under", "task") and isinstance(v, str)
            )
        for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from walk(each)

    return frozenset(each for path in sorted(data.rglob("*/*.yml")) for each in walk(yaml_file(path)))


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


FORMULA = re.compile(r"[^=]+ = [\d,.]+(?: [÷+−] [\d,.]+)+ = [-−]?[\d,.]*\d%?$")
COUNTED = re.compile(r"([^=]*수) = (\d+)")
# counts of which every row is one; of the others a thing may have several rows
ROW_EACH = re.compile(r"인 공약의 수|실은 공약의 수|적지 않은 곳의 수|날짜가 정해진 일의 수")
MEASURES = {"계획": "planned", "확보": "secured", "집행": "executed"}
SPENT = {**MEASURES, "당초": "planned", "변경": "planned", "기투자": "planned"}
COUNTS = {
    "전체": "total", "완료": "completed", "이행 후 계속추진": "completed_ongoing", "정상추진": "on_track",
    "추진 중": "on_track",
}  # fmt: skip


def follow(page: Read, data: Path) -> Iterator[str]:
    """What does not hold of the marks of a page: figure, formula, line, source."""
    for id, note in page.notes.items():
        yield from (f"{id}: {each}" for each in unsound(note, data))
        for source in note["sources"]:
            if source[1:] not in page.ids:
                yield f"{id}: {source} is not on the page"
    for piece in page.pieces:
        digits = re.search(r"\d", piece.text)
        if not piece.note or not digits:
            continue
        note = page.notes[piece.note]
        text = " ; ".join(words_of(data, href)[0] for href in note["lines"])
        sentences = note["formula"].split(". ")
        counted = [found for each in sentences if (found := COUNTED.fullmatch(each))]
        if any(found[2] in numbers_all(piece.text) for found in counted):
            continue
        if FORMULA.match(sentences[0]):
            made, parts = result(sentences[0]), {n.replace(",", "") for n in NUMBER.findall(sentences[0])}
            if not set(numbers_all(piece.text)) <= parts and abs(made) not in value(piece.text):
                yield f"{piece.text}: the formula gives {made}"
        elif counted:
            yield f"{piece.text}: counted {' and '.join(found[2] for found in counted)}"
        elif rows := re.fullmatch(r"자료 (\d+)행", piece.text):
            if int(rows[1]) != sum(len(lines_of(href)[1]) for href in note["lines"]):
                yield f"{piece.text}: {len(note['lines'])} lines"
        elif line := re.fullmatch(r"[\w.-]+ (\d+)행", piece.text):
            if [f"L{line[1]}"] != [href.partition("#")[2] for href in note["lines"]]:
                yield f"{piece.text}: leads to {note['lines']}"
        else:
            there = {abs(Decimal(n)) for n in numbers_all(text)} | amounts(text)
            if not value(piece.text) & there:
                yield f"{piece.text}: stands in none of {note['lines']}"


def unsound(note: Mapping[str, Any], data: Path) -> Iterator[str]:
    """What does not hold of a note: its rows, what it says of them, its sources, its formula."""
    if not note["lines"]:
        yield "no row"
    known: set[str] = set()
    for href in note["lines"]:
        ids = {f"#source-{lines_of(href)[0].split('/')[0]}-{each}" for each in words_of(data, href)[1]}
        known |= ids
        if ids and not ids & set(note["sources"]):
            yield f"{href} is not from {note['sources']}"
    if strange := set(note["sources"]) - known:
        yield f"no line is from {sorted(strange)}"
    for group in note["groups"]:
        head = group[0][0]
        for number, (words, href) in enumerate(group):
            path, lines = lines_of(href)
            if path.endswith("/spending.csv"):
                row = csv_lines(data / path)[lines[0]]
                tail = money_words(row)
                about = head.removesuffix(money_words(csv_lines(data / path)[lines_of(group[0][1])[1][0]]))
                if (
                    not words.endswith(tail)
                    or (number and words != tail)
                    or not money_head(data, path, row, about)
                ):
                    yield f"“{about}… {words}” is not what {href} says"
            for kind in ("targets", "outcomes"):
                if (
                    path.endswith(f"/{kind}.csv")
                    and {"targets": "목표", "outcomes": "실적"}[kind] not in words
                ):
                    yield f"“{words}” is not what {href} says"
    yield from miscounted(note, data)


def money_words(row: Mapping[str, str]) -> str:
    """The year and the amount of a row of spending.csv."""
    years = {"total": "총계", "unstated": "연도 적혀 있지 않음", "before": "기투자", "after_term": "임기 후"}
    amount = f"{Decimal(row['amount_million_krw']):,f}백만 원" if row["amount_million_krw"] else "빈칸"
    return f"{years.get(row['year'], row['year'] + '년')} {amount}"


def money_head(data: Path, path: str, row: Mapping[str, str], head: str) -> bool:
    """Whether a head names measure and fund of a row, and its statement where the measure has several."""
    measure = next(ko for ko, code in MEASURES.items() if code == row["measure"])
    terms = yaml_file(data / "terms.yml")["funds"]
    own = yaml_file(data / path.split("/")[0] / "place.yml").get("fund_labels", {})
    fund = "" if row["fund"] == "total" else own.get(row["fund"]) or terms[row["fund"]]["ko"]
    found = re.fullmatch(r"(\w+)(?:\(([^)]*)\))? ?(.*?) ?", head)
    same = [
        each["as_of"]
        for each in csv_lines(data / path).values()
        if all(each[name] == row[name] for name in ("commitment", "measure"))
    ]
    named = {each["note"] for each in (row,)} & {"당초", "변경"}
    if found is None or (found[1], found[3]) != (measure, fund) or (len(set(same)) > 1) != bool(found[2]):
        return False
    day = f"{row['as_of'][:4]}년" if row["as_of"] else "기준일 자료 없음"
    return not found[2] or (day in found[2] and all(each in found[2] for each in named))


def miscounted(note: Mapping[str, Any], data: Path) -> Iterator[str]:
    """What of a formula its rows do not give: every number belongs to rows of the thing that is named."""
    rows = [(path, line) for href in note["lines"] for path, lines in [lines_of(href)] for line in lines]
    sums: dict[str, str] = {}
    sentences = note["formula"].split(". ")
    for each in reversed(sentences):
        if not FORMULA.match(each):
            continue
        result(each)
        left, digits, told = each.split(" = ")
        if left.startswith("있는 수치"):
            yield from undisclosed(sentences, rows, data)
            continue
        values = re.findall(r"[\d,.]*\d", digits)
        plus = " + " in digits
        names = [left] * len(values) if plus else re.split(" [÷−] ", left)
        if len(names) != len(values):
            yield f"“{each}” names {len(names)} parts of {len(values)}"
        for name, number in zip(names, values, strict=False):
            if number != sums.get(name) and Decimal(number.replace(",", "")) not in named_values(
                name, rows, data
            ):
                yield f"{name} {number} stands in none of {note['lines']}"
        if plus:
            sums[left] = told
    counted = COUNTED.fullmatch(note["formula"])
    if counted and ROW_EACH.search(counted[1]) and int(counted[2]) != len(rows):
        yield f"{counted[0]}, but {len(rows)} rows"
    if listed := re.search(
        r"수록한 (\d+)건 가운데 금액이 적힌 (\d+)건(?:, 적히지 않은 (\d+)건)?$", note["formula"]
    ):
        found = {csv_lines(data / path)[line]["commitment"] for path, line in rows}
        if len(found) != int(listed[2]) or int(listed[1]) != int(listed[2]) + int(listed[3] or 0):
            yield f"{listed[0]}, but rows of {len(found)}"


def undisclosed(sentences: list[str], rows: list[tuple[str, int]], data: Path) -> Iterator[str]:
    """What a 보고율 counts as there without a row, and one that does not say what is due."""
    told = {name: words for each in sentences for name, _, words in [each.partition(": ")]}
    if not told.get("있어야 할 것"):
        yield "nothing is due"
    files = {path.rpartition("/")[2] for path, _ in rows}
    measures = {csv_lines(data / p)[n]["measure"] for p, n in rows if p.endswith("spending.csv")}
    there = told.get("있는 것", "")
    for word, is_there in (
        ("계획 금액", "planned" in measures),
        ("집행 금액", "executed" in measures),
        ("이행 상태", "statuses.csv" in files),
        ("실적", "outcomes.csv" in files),
    ):
        if (word in there) != is_there:
            yield f"있는 것: {there}, but the rows are of {sorted(files)}"


def named_values(name: str, rows: list[tuple[str, int]], data: Path) -> set[Decimal]:
    """What the rows of a thing say: each number, and what can be added from those of one commitment."""
    own: dict[str, list[Decimal]] = {}
    for path, line in rows:
        if not path.endswith(".csv"):
            continue
        kind, row = path.rpartition("/")[2], csv_lines(data / path)[line]
        column = {"spending.csv": "amount_million_krw", "outcomes.csv": "value", "targets.csv": "target"}.get(
            kind
        )
        if kind == "published_rates.csv":
            parts = [COUNTS.get(each) for each in name.strip("()").split(" + ")]
            if None not in parts:
                return {sum((Decimal(row[each] or 0) for each in parts if each), Decimal(0))}
        fits = {
            "spending.csv": row.get("measure") == SPENT.get(name, row.get("measure"))
            and (name in SPENT or name.endswith("합")),
            "outcomes.csv": name in ("실적", "해마다의 실적의 합", "부분의 합"),
            "targets.csv": name == "목표",
        }
        if column and fits[kind] and row[column]:
            own.setdefault(row["commitment"], []).append(Decimal(row[column]))
    return {each for values in own.values() for each in sums(values)}


def numbers_all(text: str) -> list[str]:
    return [each.rstrip(".,").replace(",", "") for each in NUMBER.findall(text)]


def sums(values: list[Decimal]) -> set[Decimal]:
    """Each of these numbers, and what can be added from them."""
    found: set[Decimal] = set()
    for value_ in values:
        found |= {value_, *(each + value_ for each in found)}
    return found


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
def opened(data: Path) -> View:
    loaded = check_data(data, AS_OF)
    assert loaded.book is not None
    return View(loaded.book, AS_OF, loaded.problems, "c0ffee", REPOSITORY)


def listing_pages(view: View) -> dict[str, Read]:
    """The parts of the home page and of the pages that list, and every place's page, read."""
    made = {
        "glance": glance.glance_part(view, ""),
        "statuses": overview.statuses_part(view, ""),
        "totals": overview.place_totals_part(view, ""),
        "changes": overview.changes_part(view, ""),
        "pledges": lists.pledges_part(view, "pledges/"),
        "places": lists.places_part(view, "places/"),
        "spending": lists.spending_part(view, "spending/"),
        "outcomes": lists.outcomes_part(view, "outcomes/"),
        "rates": lists.rates_part(view, "rates/"),
        "programmes": lists.programmes_part(view, "programmes/", *view.book.terms.programmes),
        **{place.id: place_page(view, place).body for place in view.book.places.values()},
    }
    return {name: read(noted(view, str(each.html))) for name, each in made.items()}


@cache
def pages(data: Path, keys: tuple[str, ...] = ()) -> Mapping[str, Read]:
    """The pages of these commitments, or of all, read."""
    view = opened(data)
    found = view.book.commitments
    return {
        key: read(noted(view, str(commitment_page(view, found[key]).body.html)))
        for key in keys or tuple(found)
    }


# ── what must hold ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", THREE)
def test_every_figure_of_a_page_leads_to_its_line_and_source(key: str) -> None:
    page = pages(RECORDS, THREE)[key]
    assert sum(1 for piece in page.pieces if piece.note) >= 20
    assert astray(page, titles(RECORDS)) == []
    assert list(follow(page, RECORDS)) == []


@pytest.mark.parametrize("data", [SMALL, APPEARANCE])
def test_every_figure_of_every_commitment_leads_to_its_line_and_source(data: Path) -> None:
    found = {key: [*astray(page, titles(data)), *follow(page, data)] for key, page in pages(data).items()}
    assert {key: each for key, each in found.items() if each} == {}


@pytest.mark.parametrize("data", [SMALL, APPEARANCE])
def test_every_figure_of_a_list_leads_to_its_line_or_stands_in_a_row_that_leads_to_its_page(
    data: Path,
) -> None:
    view = opened(data)
    lists = frozenset(f"~/{key}/" for key in (*view.book.commitments, *view.book.places))
    found = {
        name: [*astray(page, titles(data), lists), *follow(page, data)]
        for name, page in listing_pages(view).items()
    }
    assert {name: each for name, each in found.items() if each} == {}


def test_an_amount_without_a_year_leads_to_its_row_from_the_table_of_places() -> None:
    data = RECORDS
    page = read(noted(opened(data), str(lists.spending_part(opened(data), "spending/").html)))
    assert [*astray(page), *follow(page, data)] == []
    loose = [piece for piece in page.pieces if piece.text == "19억 5,800만 원"]
    assert ["spending.csv 2행" in said(page.notes[piece.note]) for piece in loose] == [True]


def test_a_figure_without_a_way_back_is_found() -> None:
    html = '<p>지금까지 123억 원을 썼습니다.</p><p>2023년 4월 5일 민선 8기</p><p><a href="https://x.example/">9건</a></p>'
    assert astray(read(html)) == ["123 in “지금까지 123억 원을 썼습니다.”"]


def test_a_figure_that_leads_to_another_line_is_found() -> None:
    page = Read()
    page.pieces = [Piece("454억 8,500만 원", 1, "n1")]
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L19"
    source = "#source-daejeon-junggu-junggu-ledger"
    page.ids = {source[1:]}
    page.notes = {"n1": note_of(lines=[line], sources=[source])}
    assert list(follow(page, RECORDS)) == [f"454억 8,500만 원: stands in none of ['{line}']"]


def test_a_formula_without_a_row_and_a_source_that_is_no_line_s_are_found() -> None:
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L18"
    source, other = "#source-daejeon-junggu-junggu-ledger", "#source-ansan-plan"
    assert list(unsound(note_of(formula="부분의 합 = 1 + 1 = 2"), RECORDS)) == [
        "no row",
        "부분의 합 1 stands in none of []",
        "부분의 합 1 stands in none of []",
    ]
    assert list(unsound(note_of(lines=[line], sources=[source, other]), RECORDS)) == [
        f"no line is from ['{other}']"
    ]
    assert list(unsound(note_of(lines=[line], sources=[other]), RECORDS)) == [
        f"{line} is not from ['{other}']",
        f"no line is from ['{other}']",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "집행 총계 45,485백만 원",
        "계획 2024년 45,485백만 원",
        "계획 국비 총계 45,485백만 원",
        "계획(변경) 총계 45,485백만 원",
    ],
)
def test_a_line_that_says_another_measure_year_or_fund_is_found(words: str) -> None:
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L18"
    source = "#source-daejeon-junggu-junggu-ledger"
    note = note_of(lines=[line], groups=[[("계획 총계 45,485백만 원", line)]], sources=[source])
    assert list(unsound(note, RECORDS)) == []
    told = list(unsound({**note, "groups": [[(words, line)]]}, RECORDS))
    assert [each.endswith(f"is not what {line} says") for each in told] == [True]


def test_a_formula_that_names_another_measure_is_found() -> None:
    lines = [f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L{n}" for n in (24, 27)]
    note = note_of(lines=lines, sources=["#source-daejeon-junggu-junggu-ledger"])
    sound, named = "확보 − 집행 = 45,485 − 20,609 = 24,876", "집행 − 계획 = 45,485 − 20,609 = 24,876"
    assert list(unsound({**note, "formula": sound}, RECORDS)) == []
    assert list(unsound({**note, "formula": named}, RECORDS)) == [
        f"집행 45,485 stands in none of {lines}",
        f"계획 20,609 stands in none of {lines}",
    ]


def test_a_figure_in_a_heading_is_found_unless_the_data_gives_it_that_name() -> None:
    html = '<h2>1차 점검 45억 원</h2><p class="timeline__under">7단계 9건</p>'
    assert astray(read(html)) == ["45 in the heading “1차 점검 45억 원”", "9 in the heading “7단계 9건”"]
    assert astray(read(html), frozenset(["점검 45억 원", "9건"])) == []


def test_a_formula_that_its_rows_do_not_give_is_found() -> None:
    page = Read()
    page.pieces = [Piece("50.0%", 1, "n1")]
    line = f"{REPOSITORY}/blob/c0ffee/data/daejeon-junggu/spending.csv#L18"
    source = "#source-daejeon-junggu-junggu-ledger"
    page.ids = {source[1:]}
    page.notes = {
        "n1": note_of(formula="집행 ÷ 계획 = 20,000 ÷ 40,000 = 50.0%", lines=[line], sources=[source])
    }
    assert list(follow(page, RECORDS)) == [
        f"n1: 집행 20,000 stands in none of ['{line}']",
        f"n1: 계획 40,000 stands in none of ['{line}']",
    ]


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
    page.goto(f"{address}rates/")
    page.locator(".fig .src a.ref").first.evaluate(
        "each => { scrollTo(0, each.offsetTop - 400); each.click(); }"
    )
    assert way.inner_text().count("2026년 11월 21일에 읽음 · 이용조건 미확인") == 7
    assert way.evaluate(
        "each => each.scrollHeight > each.clientHeight && each.clientHeight <= 0.7 * innerHeight"
    )
    close = way.locator("button").bounding_box()
    assert close
    assert 0 <= close["y"] <= close["y"] + close["height"] <= 800
    page.goto(f"{address}{THREE[1]}/")
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
