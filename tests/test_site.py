"""The built site: every address leads somewhere, every figure of the records stands on its page, nothing leaks."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from macros.load.folder import OF_THE_SITE
from macros.model import ID, Book

MOCK = "http://site.test/"
WRITTEN = (
    "", "pledges/", "places/", "spending/", "outcomes/", "programmes/", "rates/", "changes/", "checks/",
    "data/", "method/", "glossary/", "contribute/", "macros/", "about/",
)  # fmt: skip


class _Reader(HTMLParser):
    """Addresses, ids and visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [v for k in ("href", "src", "data-spec", "action") if (v := values.get(k))]
        if values.get("id"):
            self.ids.append(str(values["id"]))
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


@cache
def _read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


def _text(site: Path, page: str) -> str:
    return re.sub(r"\s+", " ", " ".join(_read(site / page / "index.html").text))


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_of_the_design_is_there(site: Path, book: Book) -> None:
    wanted = {*WRITTEN, *(f"{place}/" for place in book.places), *(f"{key}/" for key in book.commitments)}
    assert [page for page in sorted(wanted) if not (site / page / "index.html").is_file()] == []


def test_every_address_on_the_site_leads_somewhere(site: Path) -> None:
    broken = []
    for page in _pages(site):
        if page.name == "404.html":
            continue
        here = MOCK + page.relative_to(site).as_posix().removesuffix("index.html")
        for link in _read(page).links:
            target = urlsplit(urljoin(here, link))
            if f"{target.scheme}://{target.netloc}/" != MOCK:
                continue
            file = site / unquote(target.path).lstrip("/")
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file():
                broken.append((page.name, link))
            elif (
                target.fragment and file.suffix == ".html" and unquote(target.fragment) not in _read(file).ids
            ):
                broken.append((str(page), link))
    assert broken == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    twice = {}
    for page in _pages(site):
        ids = _read(page).ids
        doubles = {i for i in ids if ids.count(i) > 1}
        if doubles:
            twice[page.relative_to(site).as_posix()] = doubles
    assert twice == {}


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|link|img|iframe|source|object)\b[^>]*?(?:src|href)=\"(?:https?:)?//[^\"]+\"[^>]*>"
    )
    found = []
    for page in _pages(site):
        found += [
            (page.name, tag)
            for tag in loads.findall(page.read_text("utf-8"))
            if 'rel="canonical"' not in tag and 'rel="license"' not in tag
        ]
    assert found == []


def test_every_title_is_its_own_and_says_where_it_is(site: Path) -> None:
    titles: dict[str, str] = {}
    for page in _pages(site):
        title = re.search(r"<title>(.*?)</title>", page.read_text("utf-8"), re.S)
        assert title, page
        assert title.group(1) not in titles, (page, titles[title.group(1)])
        titles[title.group(1)] = str(page)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "ansan/higher-vocational-hub/",
            [
                "45 억 원", "4,500", "4,050", "450", "1,500", "1,350", "150", "국비 90%", "시비 10%",
                "교육부 공모사업 선정 및 사업개시", "고등 직업교육 거점지구 조성 공모사업 참여",
                "인재양성 및 고등 직업교육 연계 교육 확대 추진", "지속적인 인재양성 및 고등직업교육 심화과정 운영",
                "2023년 2분기", "2026년 4분기", "평생학습과", "481-3350", "481-3451", "481-3449",
                "사업 기본계획 확정·공고(교육부)", "성과평가 실시 및 사업결과보고서 제출", "신규", "국가, 자체", "중기",
                "33.3%", "청년 인재 지역 정주를 위한 특화 분야 인력 양성", "2022년 4월 28일", "2022년 6월 2일",
            ],
        ),
        (
            "daejeon-junggu/flood-prevention/",
            ["45,485", "20,609", "13,645", "31,840", "6,964", "24,394", "6,548", "14,543", "45.3%", "21.9%", "기투자"],
        ),
        (
            "suwon/jobs-170k/",
            [
                "30,000", "33,634", "34,000", "39,275", "43,382", "36,000", "41,944", "170,000", "158,235",
                "112.1%", "115.5%", "127.6%", "116.5%", "93.1%",
            ],
        ),
        ("rates/", ["68%", "40.0%", "98.3%", "67.1%", "68.4%", "98.7%", "71.7%", "94.2%", "28.3%", "81.94%", "맞는 산식 없음"]),
        ("busan/15-minute-city/", ["328,200", "352,400", "3,282억", "3,524억", "재원비율 조정(국비·민자 증액)", "승인"]),
        ("seoul/vocational-innovation-district/", ["10 억 원", "인공지능", "로봇", "철도", "콘텐츠", "매칭데이", "지원사업"]),
        ("daejeon-junggu/", ["45.4%", "3건", "5건", "563 억", "512 억", "229 억"]),
        ("anyang/jobs-plan/", ["29,021", "29,594", "29,915", "30,451", "66.4", "67"]),
        ("songpa/", ["전체 100건 가운데 9건", "이행 후 계속추진", "목록 일부만 수록"]),
    ],
)  # fmt: skip
def test_the_figures_of_the_records_stand_on_their_page(site: Path, page: str, words: list[str]) -> None:
    text = _text(site, page)
    assert [word for word in words if word not in text] == []


def test_a_partial_list_shows_no_completion_rate(site: Path, book: Book) -> None:
    for place in book.places:
        assert not re.search(r"이행완료율 ?[\d.]+%", _text(site, f"{place}/"))


def test_every_csv_opens_in_korean_excel(site: Path) -> None:
    files = sorted(site.rglob("*.csv"))
    assert len(files) > 40
    for file in files:
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), file
        assert b"\n" not in data.replace(b"\r\n", b""), file
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1, file


def test_every_json_file_is_json(site: Path) -> None:
    for file in site.rglob("*.json"):
        json.loads(file.read_text("utf-8"))


def test_a_commitment_page_is_light(site: Path, book: Book) -> None:
    for key in book.commitments:
        page = site / key / "index.html"
        wanted = {page}
        html = page.read_text("utf-8")
        for asset in re.findall(r'<(?:script[^>]*src|link[^>]*rel="stylesheet"[^>]*href)="([^"]+)"', html):
            wanted.add((page.parent / asset).resolve())
        assert len(wanted) <= 10, key
        weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in wanted)
        assert weight <= 100_000, (key, weight)


def test_no_place_can_take_the_name_of_a_page_of_the_site(site: Path, book: Book) -> None:
    folders = {entry.name for entry in site.iterdir() if entry.is_dir() and re.fullmatch(ID, entry.name)}
    assert folders - set(book.places) == OF_THE_SITE
