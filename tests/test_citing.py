"""Citing and being found: exact citations, BibTeX that is read back, schema.org against the rules relied on."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml

from macros import compute
from macros.model import Book, Commitment
from macros.pages.citing import FIGURES_EN, Citation, cite_commitment, cite_data, cite_figure
from macros.pages.dataset import LONGEST, dataset_script, page_dataset
from macros.pages.figures import goal_figures, roadmap_figure
from macros.pages.frame import Figure, Marks, View, render
from tests.conftest import AS_OF, ROOT

HOME = "https://example.test/"
COMMIT = "5343ef6abc0123456789"
ANSAN = "ansan/higher-vocational-hub"
PARKS = "gaon/small-parks"
HOSTILE = "</script><!-- \"'\\ {%#_$&^~} `"


def known(book: Book) -> View:
    """A site that knows its address and its commit."""
    return View(book, AS_OF, commit=COMMIT, address=HOME)


def parks(view: View) -> tuple[Commitment, Figure, Figure]:
    """The commitment of the small data, its chart of goals, and that figure as a table alone."""
    c = view.book.commitments[PARKS]
    drawn = next(iter(goal_figures(view, c, compute.attainments(c, view.place(c)))))
    return c, drawn, replace(drawn, spec=None)


def entry(text: str) -> tuple[str, dict[str, str]]:
    """A BibTeX entry as BibTeX reads it: its key, its fields without their outer braces.

    Braces are counted whether escaped or not, as BibTeX does.
    """
    found = re.fullmatch(r"@misc\{([a-z0-9:_-]+),\n(.*)\n\}", text, re.S)
    assert found, text
    fields: dict[str, str] = {}
    rest = found[2]
    while rest:
        name = re.match(r"\s*([a-z]+) = \{", rest)
        assert name, rest
        depth, at = 1, name.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            at += 1
        assert name[1] not in fields
        fields[name[1]] = rest[name.end() : at - 1]
        rest = rest[at:]
        assert not rest or rest.startswith(",\n"), rest
        rest = rest.removeprefix(",")
    return found[1], fields


# ── the three texts ─────────────────────────────────────────────────────────────────────────


def test_a_commitment_of_a_site_with_an_address_is_cited_with_version_and_address(book: Book) -> None:
    cite = cite_commitment(known(book), book.commitments[ANSAN])
    assert cite.korean == (
        "공약 이행 공개, 「고등 직업교육 거점지구 조성」(안산시), 2026년 11월 22일에 계산한 자료(버전 5343ef6), "
        "https://example.test/ansan/higher-vocational-hub/"
    )
    assert cite.english == (
        "공약 이행 공개 (in Korean). “Higher vocational education hub district (HiVE)” (고등 직업교육 거점지구 조성), "
        "Ansan. Computed 22 November 2026, version 5343ef6. https://example.test/ansan/higher-vocational-hub/"
    )
    assert cite.bibtex == (
        "@misc{ansan:higher-vocational-hub:2026-11-22:5343ef6,\n"
        "  author = {{공약 이행 공개}},\n"
        "  title = {{고등 직업교육 거점지구 조성 (안산시)}},\n"
        "  year = {2026},\n"
        "  date = {2026-11-22},\n"
        "  version = {5343ef6},\n"
        "  url = {https://example.test/ansan/higher-vocational-hub/},\n"
        "  urldate = {2026-11-22},\n"
        "  language = {Korean},\n"
        "  note = {Higher vocational education hub district (HiVE), Ansan. Computed 2026-11-22, version 5343ef6}\n"
        "}"
    )


def test_a_commitment_of_a_site_without_address_and_commit_says_what_is_known(small: Book) -> None:
    cite = cite_commitment(View(small, AS_OF), small.commitments["gaon/night-bus"])
    assert cite.korean == "작은 자료, 「밤 버스 두 노선 늘리기」(가온시), 2026년 11월 22일에 계산한 자료"
    assert cite.english == "작은 자료 (in Korean). “밤 버스 두 노선 늘리기”, Gaon. Computed 22 November 2026."
    assert cite.bibtex == (
        "@misc{gaon:night-bus:2026-11-22,\n"
        "  author = {{작은 자료}},\n"
        "  title = {{밤 버스 두 노선 늘리기 (가온시)}},\n"
        "  year = {2026},\n"
        "  date = {2026-11-22},\n"
        "  language = {Korean},\n"
        "  note = {Computed 2026-11-22}\n"
        "}"
    )


def test_a_chart_is_cited_as_a_figure_of_its_commitment_with_its_own_address(small: Book) -> None:
    view = known(small)
    _, drawn, _ = parks(view)
    cite = cite_figure(view, f"{PARKS}/", drawn)
    assert cite.korean == (
        "작은 자료, 「작은 공원 열 곳 만들기」(가온시), 그림 ‘새로 연 공원(누계)’, 2026년 11월 22일에 계산한 자료(버전 5343ef6), "
        "https://example.test/gaon/small-parks/#fig-goal-parks"
    )
    assert cite.english == (
        "작은 자료 (in Korean). “Ten small parks” (작은 공원 열 곳 만들기), Gaon. Figure “Parks opened, running total”. "
        "Computed 22 November 2026, version 5343ef6. https://example.test/gaon/small-parks/#fig-goal-parks"
    )
    assert cite.bibtex == (
        "@misc{gaon:small-parks:goal-parks:2026-11-22:5343ef6,\n"
        "  author = {{작은 자료}},\n"
        "  title = {{작은 공원 열 곳 만들기 (가온시), 그림: 새로 연 공원(누계)}},\n"
        "  year = {2026},\n"
        "  date = {2026-11-22},\n"
        "  version = {5343ef6},\n"
        "  url = {https://example.test/gaon/small-parks/#fig-goal-parks},\n"
        "  urldate = {2026-11-22},\n"
        "  language = {Korean},\n"
        "  note = {Ten small parks, Gaon. Parks opened, running total. Computed 2026-11-22, version 5343ef6}\n"
        "}"
    )


@pytest.mark.parametrize(
    ("said", "korean", "english"),
    [
        (
            (("2025-09-30",), ("2025-09-30",)),
            "수치 기준일 2025년 9월 30일, ",
            "Figures as of 30 September 2025. ",
        ),
        ((("2024-12",), ()), "수치 기준일 2024년 12월, ", "Figures as of December 2024. "),
        ((("2025-Q3",),), "수치 기준일 2025년 3분기, ", "Figures as of Q3 2025. "),
        ((("2023",),), "수치 기준일 2023년, ", "Figures as of 2023. "),
        ((("2025-09-30", "2024-12-31"),), "", ""),
        ((("2025-09-30",), ("",)), "", ""),
        ((), "", ""),
    ],
)
def test_a_figure_is_cited_with_the_date_of_its_figures_only_where_all_have_the_same(
    small: Book, said: tuple[tuple[str, ...], ...], korean: str, english: str
) -> None:
    view = known(small)
    _, drawn, _ = parks(view)
    source = next(iter(small.places["gaon"].sources.values()))
    cite = cite_figure(
        view, f"{PARKS}/", replace(drawn, marks=Marks(tuple((source, days) for days in said), ()))
    )
    assert f"‘새로 연 공원(누계)’, {korean}2026년 11월 22일에 계산한 자료(버전 5343ef6)" in cite.korean
    assert f"running total”. {english}Computed 22 November 2026, version 5343ef6." in cite.english
    day = next(iter(said), ("",))[0] if korean else ""
    dated = f"Figures as of {day}. " if day else ""
    assert entry(cite.bibtex)[1]["note"].endswith(
        f"running total. {dated}Computed 2026-11-22, version 5343ef6"
    )


def test_a_table_on_a_page_of_many_names_its_commitment_and_the_address_where_it_stands(small: Book) -> None:
    view = known(small)
    _, _, table = parks(view)
    moved = replace(table, id="gaon-small-parks-goal-parks", of=PARKS)
    cite = cite_figure(view, "outcomes/", moved)
    assert cite.korean == (
        "작은 자료, 「작은 공원 열 곳 만들기」(가온시), 표 ‘새로 연 공원(누계)’, 2026년 11월 22일에 계산한 자료(버전 5343ef6), "
        "https://example.test/outcomes/#fig-gaon-small-parks-goal-parks"
    )
    assert "(작은 공원 열 곳 만들기), Gaon. Table “Parks opened, running total”. Computed" in cite.english
    key, fields = entry(cite.bibtex)
    assert key == "outcomes:gaon-small-parks-goal-parks:2026-11-22:5343ef6"
    assert fields["title"] == "{작은 공원 열 곳 만들기 (가온시), 표: 새로 연 공원(누계)}"


def test_a_figure_of_a_place_and_one_across_places_are_cited_by_what_they_are_of(small: Book) -> None:
    view = known(small)
    roadmap = roadmap_figure(view, small.commitments[PARKS])
    assert roadmap
    assert "「가온시」, 그림 ‘로드맵’," in cite_figure(view, "gaon/", roadmap).korean
    across = cite_figure(view, "spending/", roadmap)
    assert across.korean.startswith("작은 자료, 그림 ‘로드맵’, 2026년")
    assert across.english.startswith("작은 자료 (in Korean). Figure “Roadmap”. Computed")
    assert entry(across.bibtex)[1]["title"] == "{그림: 로드맵}"


def test_the_whole_data_is_cited_by_its_page(small: Book) -> None:
    cite = cite_data(known(small))
    assert cite.korean == (
        "작은 자료, 「공약과 지원사업 자료」, 2026년 11월 22일에 계산한 자료(버전 5343ef6), https://example.test/data/"
    )
    assert cite.english.startswith(
        "작은 자료 (in Korean). “Data on pledges and programmes” (공약과 지원사업 자료)."
    )
    assert entry(cite.bibtex)[0] == "data:2026-11-22:5343ef6"


def test_no_name_breaks_a_bibtex_entry() -> None:
    key, fields = entry(
        Citation(
            HOSTILE, AS_OF, "a:b", title=f"줄\n바꿈 {HOSTILE}", part=HOSTILE, url=f"{HOME}~a_b%20{{}}\\"
        ).bibtex
    )
    assert key == "a:b"
    told = (
        r"</script><!-- \"'\textbackslash{} \textbraceleft{}\%\#\_\$\&\textasciicircum{}\textasciitilde{}\textbraceright{} `"
    ).replace(r"\"", '"')
    assert fields["author"] == f"{{{told}}}"
    assert fields["title"] == f"{{줄 바꿈 {told}, 표: {told}}}"
    assert fields["url"] == f"{HOME}~a_b%20%7B%7D%5C"


def test_no_name_breaks_the_page_it_is_cited_on(small: Book) -> None:
    shown = render("cite.html", known(small), cite=Citation(HOSTILE, AS_OF, "a:b", part=HOSTILE))
    assert "</script>" not in shown
    assert shown.count("<pre>") == shown.count("</pre>") == 1
    assert html.unescape(re.findall(r"<p>(.*?)</p>", shown)[0]) == (
        f"{HOSTILE}, 표 ‘{HOSTILE}’, 2026년 11월 22일에 계산한 자료"
    )


# ── schema.org ──────────────────────────────────────────────────────────────────────────────

TEXT, URL, DATE, BOOLEAN, SPAN = "Text", "URL", "Date", "Boolean", "interval"
# of schema.org: type → property → what its value may be
RULES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Dataset": {
        "name": (TEXT,),
        "alternateName": (TEXT,),
        "description": (TEXT,),
        "url": (URL,),
        "identifier": (TEXT, URL),
        "inLanguage": (TEXT,),
        "isAccessibleForFree": (BOOLEAN,),
        "license": (URL, "CreativeWork"),
        "creator": ("Organization",),
        "publisher": ("Organization",),
        "version": (TEXT,),
        "dateModified": (DATE,),
        "temporalCoverage": (SPAN,),
        "spatialCoverage": ("Place",),
        "keywords": (TEXT,),
        "variableMeasured": ("PropertyValue",),
        "includedInDataCatalog": ("DataCatalog",),
        "distribution": ("DataDownload",),
        "isBasedOn": ("CreativeWork",),
        "isPartOf": (URL,),
        "hasPart": (URL,),
    },
    "Organization": {"name": (TEXT,), "description": (TEXT,), "url": (URL,)},
    "Place": {"name": (TEXT,), "alternateName": (TEXT,)},
    "PropertyValue": {"name": (TEXT,), "unitText": (TEXT,)},
    "DataCatalog": {"name": (TEXT,), "url": (URL,)},
    "DataDownload": {"name": (TEXT,), "encodingFormat": (TEXT,), "contentUrl": (URL,)},
    "CreativeWork": {
        "name": (TEXT,),
        "publisher": ("Organization",),
        "url": (URL,),
        "datePublished": (DATE,),
        "archivedAt": (URL,),
    },
}
# of Google's Dataset guidelines, and what this site always knows of what they recommend
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Dataset": (
        "name", "description", "url", "license", "creator", "isAccessibleForFree", "keywords",
        "spatialCoverage", "includedInDataCatalog", "distribution", "dateModified", "inLanguage",
    ),
    "DataDownload": ("contentUrl", "encodingFormat"),
}  # fmt: skip
_ISO = r"\d{4}(-\d{2}(-\d{2})?)?"


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, dict):
        return value.get("@type") == kind
    if kind == BOOLEAN:
        return isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == URL:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and parts.netloc
        return bool(whole or value.startswith("../")) and not re.search(r"[\s<>\"{}\\]", value)
    if kind == DATE:
        return bool(re.fullmatch(_ISO, value))
    if kind == SPAN:
        first, _, last = value.partition("/")
        return bool(re.fullmatch(rf"{_ISO}/{_ISO}", value)) and first <= last
    return kind == TEXT


def wrong(node: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """What breaks the rules, by where it stands."""
    kind = node["@type"]
    here = f"{path}/{kind}"
    yield from (f"{here} without {name}" for name in REQUIRED.get(kind, ()) if name not in node)
    for name, given in node.items():
        if name == "@type" or (name == "@context" and not path and given == "https://schema.org"):
            continue
        if name not in RULES[kind]:
            yield f"{here}.{name} is no property"
            continue
        for value in given if isinstance(given, list) else [given]:
            if not any(_is(value, each) for each in RULES[kind][name]):
                yield f"{here}.{name}: {value!r}"
            if isinstance(value, dict):
                yield from wrong(value, here)


def described(page: Path) -> list[dict[str, Any]]:
    """The JSON-LD in the head of a built page."""
    head = page.read_text("utf-8").partition("</head>")[0]
    return [
        json.loads(text)
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.S)
    ]


def _paths(book: Book) -> list[str]:
    return ["data/", *(f"{id}/" for id in book.places), *(f"{key}/" for key in book.commitments)]


@pytest.mark.parametrize("address", [HOME, None])
def test_every_dataset_keeps_the_rules_of_schema_org_and_of_the_guidelines(
    book: Book, address: str | None
) -> None:
    view = View(book, AS_OF, commit=COMMIT, address=address)
    for path in _paths(book):
        node = page_dataset(view, path)
        assert node is not None, path
        assert list(wrong(node)) == [], path
        assert 50 <= len(node["description"]) <= LONGEST == 5000
    assert page_dataset(view, "about/") is None
    assert page_dataset(view, "") is None


def test_without_an_address_a_file_is_found_from_the_page(small: Book) -> None:
    for path in _paths(small):
        whole, bare = page_dataset(known(small), path), page_dataset(View(small, AS_OF), path)
        assert whole
        assert bare
        for name in ("distribution", "url", "isPartOf", "hasPart"):
            at = [_files(node, name) for node in (whole, bare)]
            assert at[0] == [urljoin(f"{HOME}{path}", each) for each in at[1]]


def _files(node: Mapping[str, Any], name: str) -> list[str]:
    given = node.get(name, [])
    return [
        each["contentUrl"] if isinstance(each, dict) else each
        for each in (given if isinstance(given, list) else [given])
    ]


def test_a_commitment_is_described_by_what_its_data_says(small: Book) -> None:
    node = page_dataset(known(small), f"{PARKS}/")
    assert node
    assert node["name"] == "작은 공원 열 곳 만들기 (가온시 공약)"
    assert node["alternateName"] == "Ten small parks"
    assert node["description"].startswith(
        "가온시 공약 ‘작은 공원 열 곳 만들기’의 자료입니다. 가온시가 2025년까지 빈 땅에 작은 공원 열 곳을 만들겠다는 "
        "공약입니다. 담긴 것: 금액 "
    )
    assert node["temporalCoverage"] == "2022-01-01/2025-12-31"
    assert node["spatialCoverage"] == {"@type": "Place", "name": "가온시", "alternateName": "Gaon"}
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert node["variableMeasured"][-1] == {
        "@type": "PropertyValue",
        "name": "새로 연 공원(누계)",
        "unitText": "곳",
    }
    assert node["version"] == "5343ef6"
    assert _files(node, "distribution") == [
        f"{HOME}gaon/small-parks/data.csv",
        f"{HOME}gaon/small-parks/data.json",
        f"{HOME}api/v1/commitments/gaon/small-parks.json",
    ]


def test_an_unknown_licence_is_named_and_none_is_left_out(small: Book) -> None:
    def licence(text: str | None) -> object:
        site = small.site.model_copy(update={"licence": text})
        node = page_dataset(View(replace(small, site=site), AS_OF), "data/")
        return node and node.get("license")

    assert licence("공공누리 제1유형") == {"@type": "CreativeWork", "name": "공공누리 제1유형"}
    assert licence(None) is None


def test_a_very_long_summary_is_cut_and_a_hostile_title_stays_inside_the_script(small: Book) -> None:
    c = small.commitments[PARKS]
    sheet = c.sheet.model_copy(update={"title": HOSTILE, "summary": "가" * 6000})
    place = small.places["gaon"]
    others = tuple(replace(each, sheet=sheet) if each is c else each for each in place.commitments)
    changed = replace(small, places={**small.places, "gaon": replace(place, commitments=others)})
    node = page_dataset(known(changed), f"{PARKS}/")
    assert node
    assert len(node["description"]) == LONGEST
    assert list(wrong(node)) == []
    text = dataset_script(node)
    assert not re.search("[<>&]", text)
    assert json.loads(text) == node
    assert node["name"] == f"{HOSTILE} (가온시 공약)"


# ── the built site ──────────────────────────────────────────────────────────────────────────


def test_the_heads_of_data_places_and_commitments_tell_of_files_that_are_there(
    site: Path, book: Book
) -> None:
    missing = set()
    for path in _paths(book):
        [node] = described(site / path / "index.html")
        assert list(wrong(node)) == [], path
        page = urljoin(HOME, path)
        own = urljoin(page, node["url"]).removesuffix(path)
        for address in _files(node, "distribution"):
            at = urljoin(page, address).removeprefix(own)
            if not (site / at).is_file():
                missing.add(at)
    assert missing == set()
    assert described(site / "about" / "index.html") == []


def test_every_citation_of_the_built_site_is_a_bibtex_entry_with_a_key_of_its_own(site: Path) -> None:
    keys: list[str] = []
    for page in sorted(site.rglob("index.html")):
        for text in re.findall(r"<pre>(@misc.*?)</pre>", page.read_text("utf-8"), re.S):
            key, fields = entry(html.unescape(text))
            keys.append(key)
            assert fields.keys() >= {"author", "title", "year", "date", "language", "note"}
    assert len(keys) == len(set(keys)) > 40


def test_every_title_this_site_gives_a_figure_has_its_english(site: Path, book: Book) -> None:
    named = {each.name for c in book.commitments.values() for each in c.sheet.indicators.values()}
    titles = {
        html.unescape(title)
        for page in site.rglob("index.html")
        for title in re.findall(r'<figure class="fig"[^>]*>\s*<h3>(.*?)</h3>', page.read_text("utf-8"), re.S)
    }
    own = {title for title in titles if title.removesuffix(": 임기 전체 목표까지") not in named}
    assert own
    assert own <= FIGURES_EN.keys()


# ── CITATION.cff ────────────────────────────────────────────────────────────────────────────


def test_citation_cff_keeps_the_rules_and_says_what_pyproject_says() -> None:
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    cff = yaml.safe_load(text)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cff["cff-version"] == "1.2.0"
    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    allowed = {"cff-version", "message", "title", "abstract", "type", "authors", "license", "keywords"}
    assert cff.keys() <= allowed  # no version, date or address that goes stale
    assert cff["type"] in ("software", "dataset")
    assert cff["authors"] == project["authors"]
    assert cff["license"] == project["license"]
    assert len(cff["keywords"]) == len(set(cff["keywords"]))
    assert cff["title"] == (ROOT / "README.md").read_text("utf-8").splitlines()[0].removeprefix("# ")
