"""Every word a person reads or hears on the built site: plain Korean, no machine's word, right particles, dates as
people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from macros.language import particle
from macros.model import Book
from macros.pages.frame import EXPLAINED, vocabulary

# these end a run of text; every other element is part of a sentence
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "head", "header", "hr", "html", "label", "legend", "li", "main", "nav", "ol", "option", "p",
        "section", "select", "small", "summary", "svg", "table", "tbody", "td", "text", "tfoot", "th",
        "thead", "title", "tr", "tspan", "ul",
    )
)  # fmt: skip
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))  # fmt: skip
_SILENT = frozenset(("script", "style", "template"))
_AS_WRITTEN = frozenset(("code", "kbd", "pre"))  # kbd: what is pressed on a screen of another program
# a citation has its own form; a tip names columns to who edits the data; a preview shows a file
_NOT_OURS = frozenset(("cite", "edit", "peek"))
_TOLD = ("alt", "title", "aria-label", "placeholder", "data-label", "data-term")
_META = ("description", "og:title", "og:description")
# stands for what is shown as it stands in a file or in a citation: it says nothing of our wording
_FILE = "□"


class _Reader(HTMLParser):
    """Runs of text as a person meets them: what is shown, what a screen reader says, how a page names itself."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.open: list[tuple[str, bool]] = []  # the elements around, and whether their text is as in a file
        self.text = ""

    def flush(self) -> None:
        self.runs.append(re.sub(r"[ \t\r\n]+", " ", self.text).strip())
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.flush()
        if tag not in _VOID:
            self.open.append(
                (tag, tag in _AS_WRITTEN or not _NOT_OURS.isdisjoint(values.get("class", "").split()))
            )
        self.runs += [values.get(name, "") for name in _TOLD]
        if tag == "meta" and (values.get("name") or values.get("property")) in _META:
            self.runs.append(values.get("content", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag in [name for name, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(tag in _SILENT for tag, _ in self.open):
            self.text += _FILE if any(written for _, written in self.open) else data


@cache
def _runs(page: Path) -> tuple[str, ...]:
    reader = _Reader()
    reader.feed(page.read_text("utf-8"))
    reader.flush()
    return tuple(run for run in dict.fromkeys(reader.runs) if run)


def _said(site: Path) -> Iterator[tuple[str, str]]:
    """(page, run of text) of every page but the one for authors, which shows how macros are written."""
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix().removesuffix("index.html")
        if name != "macros/":
            for run in _runs(page):
                yield name, run


def _found(site: Path, pattern: str) -> list[tuple[str, str]]:
    """Where a pattern stands on the site, each with the words around it."""
    wanted = re.compile(pattern)
    return [
        (page, run[max(0, hit.start() - 30) : hit.end() + 30])
        for page, run in _said(site)
        for hit in wanted.finditer(run)
    ]


def test_the_reader_tells_sentences_names_and_what_is_as_in_a_file() -> None:
    reader = _Reader()
    reader.feed(
        '<p title="이름">모두 <b>3건</b>은\n  <code>a_b</code>에.</p><script>null</script><svg><text>7</text><title>그림</title>'
        '</svg><blockquote class="cite"><p>2026-11-22</p></blockquote><meta name="description" content="설명">끝<br/>'
    )
    reader.flush()
    assert [run for run in reader.runs if run] == ["이름", "모두 3건은 □에.", "7", "그림", "□", "설명", "끝"]


def test_no_word_of_a_machine_is_said(site: Path) -> None:
    words = r"\b(None|nan|NaN|undefined|null|True|False|Decimal|Markup)\b|\{[{%]|[%}]\}|<!--|data-part|~/|\[object"
    assert _found(site, words) == []


def test_no_code_of_the_data_is_said(site: Path, book: Book) -> None:
    groups = [
        vocabulary(book.terms, name) for name in (*EXPLAINED, "fields", "levels", *book.terms.classifications)
    ]
    codes = {code for group in groups for code in group} | {
        "before",
        "after_term",
        "total",
        "unstated",
        "term",
    }
    assert _found(site, rf"(?<![\w-])({'|'.join(sorted(codes))})(?![\w-])") == []


# Latin letters that stay, and why
NAMES = {
    "CSV", "SVG", "PNG", "JSON", "XLSX", "PDF", "YAML", "UTF-8", "BOM", "Atom", "API",  # kinds of files have no Korean name
    "CC", "BY",  # the licence's own name
    "ZIP", "SQLite", "Parquet", "SHA-256",  # as those kinds
    "R", "pandas", "curl", "DuckDB",  # tools that read the data
    "Material", "for", "MkDocs", "Altair",  # what the site is made with
    "GitHub",  # where the data is kept and mended
    "HiVE", "HIVE", "AI", "CCTV", "TV", "NEW", "A", "III",  # as the sources write them: names, titles, numbers
    "B", "KB", "MB", "p",  # units; %p
    "id",  # stands after its Korean word in the title of a rule
}  # fmt: skip


def test_no_english_is_left_over(site: Path) -> None:
    address = re.compile(r"https?://\S+|\S+@\S+|[\w./-]+\.(?:csv|yml)")
    left = set()
    for page, run in _said(site):
        for word in re.findall(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|[A-Za-z]", address.sub("", run)):
            if word not in NAMES:
                left.add((word, page, run[:80]))
    assert sorted(left) == []


def test_no_particle_is_left_open(site: Path) -> None:
    assert _found(site, r"[은이을과와를가]\([는가를와과을이]\)|\([으이]\)[로라나가]|아\(야\)") == []


PAIRS = {p: pair for pair in ("은/는", "이/가", "을/를", "과/와", "으로/로") for p in pair.split("/")}
# a particle right after digits, a unit, a sign, Latin letters or a closing mark, and then nothing more of the word
_AFTER = re.compile(
    r"(?:[0-9A-Za-z%)’”」』]|[0-9](?:건|개|곳|명|점|년|월|일|원|억|만|조|가지|분기)|[억만] 원)"
    r"(으로|은|는|이|가|을|를|과|와|로)(?=[ .,]|$)"
)


def test_every_particle_after_a_number_a_unit_or_a_name_is_the_right_one(site: Path) -> None:
    wrong, seen = set(), 0
    for page, run in _said(site):
        for hit in _AFTER.finditer(run):
            seen += 1
            before, said = run[: hit.start(1)], hit.group(1)
            if particle(before, PAIRS[said]) != said:
                wrong.add((page, run[max(0, hit.start() - 30) : hit.end() + 10]))
    assert sorted(wrong) == []
    assert seen > 100


def test_dates_are_written_as_people_write_them(site: Path, book: Book) -> None:
    typed = {row.decided_by for c in book.commitments.values() for row in c.changes if row.decided_by}
    date = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:[01]\d|Q[1-4])(?!\d)")
    left = []
    for page, run in _said(site):
        for words in typed:  # a row of a ledger stays as it was typed
            run = run.replace(words, "")
        left += [(page, hit.group()) for hit in date.finditer(run)]
    assert left == []


def test_signs_and_spaces_stand_as_in_print(site: Path) -> None:
    assert (
        _found(site, r"[ \u00a0]{2,}|(?<=\S) [,.)](?!\w)|\( |\(\)|‘’|“”|「」|,,|,\.|\.\.|· ?·|· ?$|^[·,] ?")
        == []
    )
