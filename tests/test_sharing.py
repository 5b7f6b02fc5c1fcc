"""Sharing: the words and pictures of a link, with and without a known address, and the cards that other sites embed."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pylopdf_fonts_ko
import pytest
from PIL import Image

from macros.charts import card, look
from macros.load import commit_of
from macros.model import Book, Commitment, Place, Status
from macros.pages import cards, sharing
from macros.pages.frame import View, render
from tests.changed import RECORDS, committed, copied_records

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)
ADDRESS = "https://example.org/pledges/"
REPOSITORY = "https://example.org/org/pledges"
FONT = pylopdf_fonts_ko.sans_path().read_bytes()
KNOWN = card.letters(FONT)
TEXT = "{http://www.w3.org/2000/svg}text"
LONG = "강원특별자치도 ①Ⅲ「긴이름」 🏛️ 아주기다란행정구역이름 <통합> 특별자치시 & 남동북서구"


@pytest.fixture(scope="module")
def with_address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, of a public body, that knows its repository."""
    folder = tmp_path_factory.mktemp("addressed")
    data = copied_records(folder)
    about = (data / "site.yml").read_text("utf-8")
    assert "official_banner: false\n" in about
    about = about.replace("official_banner: false\n", f"official_banner: true\nrepository: {REPOSITORY}\n")
    (data / "site.yml").write_text(about, "utf-8")
    committed(data, "2026-11-22")
    return _built(folder / "site", SITE_URL=ADDRESS.rstrip("/"), PLEDGE_DATA=str(data))


@pytest.fixture(scope="module")
def without_address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not {"SITE_URL", "GITHUB_REPOSITORY"} & set(os.environ):
        return site
    return _built(tmp_path_factory.mktemp("homeless") / "site", PLEDGE_DATA=str(RECORDS))


def _built(target: Path, **more: str) -> Path:
    env = {key: value for key, value in os.environ.items() if key not in ("SITE_URL", "GITHUB_REPOSITORY")}
    command = [sys.executable, "scripts/build.py", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=ROOT, env={**env, **more}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """`drawn(svg)` is the PNG, in the packaged typeface."""
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "card.otf").write_bytes(card.renamed(FONT))
    card.use_fonts(str(folder))
    return card.card_png


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    return View(book, AS_OF)


def _many(book: Book) -> tuple[View, Place]:
    """A place of a thousand pledges, every status among them, with a name longer than any and signs of all kinds."""
    gaon = book.places["gaon"]
    base, codes = gaon.pledges[0], [code for code in look.STATUSES if code != "unknown"]
    row = next(row for pledge in gaon.pledges for row in pledge.statuses)
    many = tuple(
        Commitment(
            "gaon",
            f"p-{number}",
            "pledge",
            base.sheet,
            base.spending,
            statuses=_reported(row, f"p-{number}", codes[number % 8]) if number % 8 < 7 else (),
        )
        for number in range(1000)
    )
    place = replace(gaon, about=gaon.about.model_copy(update={"name": LONG}), commitments=many)
    return View(replace(book, places={"gaon": place}), AS_OF), place


def _reported(row: Status, id: str, code: str) -> tuple[Status, ...]:
    return (row.model_copy(update={"commitment": id, "status": code}),)


# ── the head of a page ──────────────────────────────────────────────────────────────────────

PICTURE = [
    '<meta property="og:image" content="https://example.org/pledges/{picture}">',
    '<meta property="og:image:type" content="image/png">',
    '<meta property="og:image:width" content="1200">',
    '<meta property="og:image:height" content="630">',
    '<meta property="og:image:alt" content="{alt}">',
    '<meta name="twitter:card" content="summary_large_image">',
]
FLOOD = "대전 중구 공약 ‘도시재난 방지를 위한 침수예방사업’. 상태 자료 없음. 계획 454억 8,500만 원, 확보 454억 8,500만 원, 집행 206억 900만 원."
HOME = "공약이 어디까지 왔는지, 돈을 얼마나 계획하고 확보하고 썼는지, 무엇을 이루었는지 나란히 봅니다."
JUNGGU_ALT = "공약 이행 공개: 대전광역시 중구. 공약 8건 · 목록 일부. 계획 563억 5,800만 원 (8건 합계), 확보 512억 1,400만 원 (7건 합계, 1건 자료 없음), 집행 229억 4,300만 원 (3건 합계, 5건 자료 없음). 2026년 11월 22일 기준"
SITE_ALT = "공약 이행 공개: 약속한 것, 확보한 것, 쓴 것, 이룬 것. 지방정부 16곳 · 공약 26건 · 지원사업 7건 · 목록 일부. 2026년 11월 22일 기준"
PAGES = [
    ("", "공약 이행 공개", "공약 이행 공개", HOME, "assets/card.png", SITE_ALT),
    (
        "daejeon-junggu/",
        "대전광역시 중구 - 공약 이행 공개",
        "대전광역시 중구",
        None,
        "daejeon-junggu/card.png",
        JUNGGU_ALT,
    ),
    (
        "daejeon-junggu/flood-prevention/",
        "도시재난 방지를 위한 침수예방사업, 대전광역시 중구 - 공약 이행 공개",
        "도시재난 방지를 위한 침수예방사업, 대전광역시 중구",
        FLOOD,
        "daejeon-junggu/card.png",
        JUNGGU_ALT,
    ),
]  # fmt: skip


def _head(site: Path, path: str) -> list[str]:
    head = (site / path / "index.html").read_text("utf-8").split("</head>")[0]
    return re.findall(
        r'<title>.*?</title>|<link rel="canonical".*?>|<meta (?:property="og:|name="(?:description|twitter|robots)).*?>',
        head,
    )


def _told(site: Path, path: str) -> str:
    found = re.search(r'<meta name="description" content="(.*?)">', "\n".join(_head(site, path)))
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("path", "full", "title", "words", "picture", "alt"), PAGES)
def test_with_an_address_a_link_shows_title_words_and_picture(
    with_address: Path, path: str, full: str, title: str, words: str | None, picture: str, alt: str
) -> None:
    words = words or _told(with_address, path)
    assert _head(with_address, path) == [
        f"<title>{full}</title>",
        f'<meta name="description" content="{words}">',
        f'<link rel="canonical" href="{ADDRESS}{path}">',
        f'<meta property="og:url" content="{ADDRESS}{path}">',
        '<meta property="og:type" content="website">',
        '<meta property="og:locale" content="ko_KR">',
        '<meta property="og:site_name" content="공약 이행 공개">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{words}">',
        *(line.format(picture=picture, alt=alt) for line in PICTURE),
    ]


@pytest.mark.parametrize(("path", "full", "title", "words", "picture", "alt"), PAGES)
def test_without_an_address_no_page_claims_one(
    without_address: Path, path: str, full: str, title: str, words: str | None, picture: str, alt: str
) -> None:
    words = words or _told(without_address, path)
    assert _head(without_address, path) == [
        f"<title>{full}</title>",
        f'<meta name="description" content="{words}">',
        '<meta property="og:type" content="website">',
        '<meta property="og:locale" content="ko_KR">',
        '<meta property="og:site_name" content="공약 이행 공개">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{words}">',
    ]


def test_every_page_is_told_in_words_of_its_own_that_a_preview_has_room_for(without_address: Path) -> None:
    told: dict[str, str] = {}
    for page in sorted(without_address.rglob("index.html")):
        path = page.parent.relative_to(without_address).as_posix()
        if not path.startswith("embed/"):
            told[path] = _told(without_address, path)
    assert len(set(told.values())) == len(told)
    assert {path: words for path, words in told.items() if len(words) > 95} == {}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "ansan/higher-vocational-hub",
            "안산시 공약 ‘고등 직업교육 거점지구 조성’. 상태 자료 없음. 계획한 금액은 45억 원입니다.",
        ),
        ("daejeon-junggu/flood-prevention", FLOOD),
        (
            "songpa/asia-park-night",
            "서울 송파구 공약 ‘아시아공원 야간 환경 개선사업 추진’. 기관이 밝힌 상태: 완료. 금액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "suwon/jobs-170k",
            "수원시 공약 ‘민선 6기 일자리 17만 개 창출’. 상태 자료 없음. 실적은 2014~2017년 합계 158,235개입니다.",
        ),
        (
            "anyang/higher-vocational-hub",
            "안양시 지원사업 ‘고등직업교육거점지구(HiVE)’. 상태 자료 없음. 지표 4가지의 실적이 적혀 있습니다.",
        ),
    ],
)
def test_a_link_to_a_commitment_says_its_status_and_its_money_or_what_was_reached(
    view: View, key: str, words: str
) -> None:
    assert sharing.description(view, view.book.commitments[key]) == words


def test_the_sitemap_names_the_pages_and_no_card(
    with_address: Path, without_address: Path, book: Book
) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (with_address / "sitemap.xml").read_text("utf-8"))
    assert {ADDRESS, *(f"{ADDRESS}{key}/" for key in book.commitments)} <= set(listed)
    assert [each for each in listed if "/embed/" in each] == []
    assert "example" not in (without_address / "sitemap.xml").read_text("utf-8")


def test_the_official_banner_is_off_and_stands_first_when_a_public_body_turns_it_on(
    with_address: Path, without_address: Path
) -> None:
    told = "이 누리집은 대한민국 공식 전자정부 누리집입니다."
    for page in ("index.html", "404.html", "suwon/jobs-170k/index.html"):
        assert told not in (without_address / page).read_text("utf-8")
        html = (with_address / page).read_text("utf-8")
        assert 0 < html.index(f'<p class="official">{told}</p>') < html.index("<header")


def test_the_foot_says_who_publishes_the_terms_the_day_and_the_commit(with_address: Path) -> None:
    html = (with_address / "suwon" / "jobs-170k" / "index.html").read_text("utf-8")
    foot = html.split('<footer class="site-foot">')[1]
    facts = re.sub(r"<[^>]+>", " ", foot.split("</dl>")[0].split("<dl")[1].split(">", 1)[1])
    sha = commit_of(with_address.parent / "data")
    assert re.fullmatch("[0-9a-f]{40}", sha)
    assert re.sub(r"\s+", " ", facts).strip() == (
        "운영 공개된 자료를 모아 정리하는 비공식 프로젝트 (공공기관이 운영하지 않습니다) 계산 기준일 2026년 11월 22일 "
        f"이용조건 CC BY 4.0 · 출처의 이용조건은 출처마다 다릅니다 버전 {sha[:7]}"
    )
    assert f'<a href="{REPOSITORY}/commit/{sha}">' in foot


# ── link pictures ───────────────────────────────────────────────────────────────────────────


def test_the_site_and_every_place_have_a_picture_of_the_size_that_is_claimed(site: Path, book: Book) -> None:
    for path in (cards.SITE_CARD, *map(cards.place_card_path, book.places)):
        png = (site / path).read_bytes()
        assert struct.unpack(">II", png[16:24]) == (1200, 630), path
        assert len(png) <= 60_000, path
        with Image.open(io.BytesIO(png)) as picture:
            assert picture.mode == "RGB"
            assert picture.getpixel((2, 2)) == (0x0B, 0x2A, 0x55)
            assert picture.getpixel((2, 628)) == (255, 255, 255)


def _words(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(TEXT)]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "daejeon-junggu",
            [
                "공약 이행 공개", "2026년 11월 22일 기준", "대전광역시 중구", "공약 8건 · 목록 일부",
                "계획", "563억 5,800만 원", "8건 합계", "확보", "512억 1,400만 원", "7건 합계, 1건 자료 없음",
                "집행", "229억 4,300만 원", "3건 합계, 5건 자료 없음",
            ],
        ),
        (
            "songpa",
            [
                "공약 이행 공개", "2026년 11월 22일 기준", "서울특별시 송파구", "공약 9건 · 목록 일부",
                "완", *"계계계계계계", "정", "정",
                "완료 1건", "이행 후 계속추진 6건", "정상추진 2건", "기관이 밝힌 상태입니다.",
            ],
        ),
        (
            "geoje",
            [
                "공약 이행 공개", "2026년 11월 22일 기준", "거제시", "지원사업 1건",
                "계획", "45억 원", "지원사업 1건", "확보", "자료 없음", "", "집행", "자료 없음", "",
            ],
        ),
        (
            "gwanak",
            [
                "공약 이행 공개", "2026년 11월 22일 기준", "서울특별시 관악구", "발표 이행률 2개",
                "공약사업 이행률", "94.2%", "2025년 9월 30일 기준", "공약사업 이행률", "81.2%", "기준일 자료 없음",
                "기관이 밝힌 값입니다.",
            ],
        ),
        (
            "suwon",
            [
                "공약 이행 공개", "2026년 11월 22일 기준", "수원시", "공약 1건 · 목록 일부",
                "수원시에 관한 언론 보도에서 공약 1건을", "옮겼습니다.",
            ],
        ),
    ],
)  # fmt: skip
def test_a_picture_shows_what_is_known_of_its_place(view: View, place: str, words: list[str]) -> None:
    assert _words(cards.place_card(view, view.book.places[place], KNOWN).svg) == words


def test_a_sign_that_the_typeface_lacks_becomes_a_box_and_is_never_drawn_by_another() -> None:
    assert card.drawable("가①Ⅲ「」·…→㎡漢 🏛\n나", KNOWN) == "가①Ⅲ「」·…→㎡漢 □ 나"


def test_every_letter_of_every_picture_is_in_the_one_typeface_of_its_own_name(
    view: View, small: Book
) -> None:
    many, _ = _many(small)
    every = [
        each for seen in (view, View(small, AS_OF), many) for each in cards.link_cards(seen, KNOWN).values()
    ]
    assert len(every) == 17 + 3 + 2
    for each in every:
        assert set("".join(_words(each.svg))) <= KNOWN | {"\n"}
        assert re.findall(r'font-family="(.*?)"', each.svg) == [card.FAMILY]
    published = "Noto Sans KR".encode("utf-16-be")
    assert FONT.count(published) == 1
    assert card.renamed(FONT).count(published) == 0
    assert card.renamed(FONT).count(card.FAMILY.encode("utf-16-be")) == 1


def test_a_long_name_a_thousand_pledges_and_every_status_fit(
    small: Book, drawn: Callable[[str], bytes]
) -> None:
    seen, place = _many(small)
    made = cards.place_card(seen, place, KNOWN)
    assert "공약 1,000건 · 발표 이행률 1개 · 목록 일부" in _words(made.svg)
    assert "자료 없음 125건" in _words(made.svg)
    with Image.open(io.BytesIO(drawn(made.svg))) as picture:
        assert picture.crop((1150, 100, 1200, 630)).getcolors() == [(50 * 530, (255, 255, 255))]
        assert picture.crop((0, 612, 1200, 630)).getcolors() == [(1200 * 18, (255, 255, 255))]


def test_a_picture_is_the_same_bytes_twice_and_loses_nothing_when_packed(
    view: View, drawn: Callable[[str], bytes]
) -> None:
    import vl_convert

    svg = cards.place_card(view, view.book.places["daejeon-junggu"], KNOWN).svg
    assert drawn(svg) == drawn(svg)
    with (
        Image.open(io.BytesIO(drawn(svg))) as packed,
        Image.open(io.BytesIO(vl_convert.svg_to_png(svg))) as loose,
    ):
        assert packed.tobytes() == loose.convert("RGB").tobytes()


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def test_pictures_and_cards_have_no_colour_of_their_own() -> None:
    css = (ROOT / "docs" / "assets" / "site.css").read_text("utf-8")
    light = _tokens(css.split("/* dark:")[0])
    dark = _tokens(css.split("/* dark:")[1].split("/* bridge:")[0])
    folder = ROOT / "macros" / "pages" / "templates"
    drawing = set(re.findall(r"#[0-9a-f]{6}", (folder / "link_card.svg").read_text("utf-8")))
    assert drawing <= {*light.values(), look.MARK}
    style = (folder / "embed.html").read_text("utf-8").split("<style>")[1].split("</style>")[0]
    first, second = style.split("@media screen")[:2]
    assert {name: light.get(name) for name in _tokens(first)} == _tokens(first)
    assert {name: dark.get(name) for name in _tokens(second)} == _tokens(second)
    assert len(re.findall(r"#[0-9a-f]{3,6}", style)) == len(_tokens(first)) + len(_tokens(second))


# ── cards to embed ──────────────────────────────────────────────────────────────────────────


def _card_words(html: str) -> str:
    body = re.sub(r"<[^>]+>", " ", html.split("<main>")[1].split("</main>")[0])
    return re.sub(r"\s+", " ", body).strip()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "daejeon-junggu/flood-prevention",
            "대전광역시 중구 · 공약 4 도시재난 방지를 위한 침수예방사업 기관이 밝힌 상태 자료 없음 확인한 출처에 없음 "
            "이 사이트가 계산한 신호 기한 지남 사업기간이 2025년에 끝났고, 확인한 출처에 완료 기록이 없습니다. "
            "확인한 자료는 2025년 9월 30일 기준입니다. 실적 자료 없음 확인한 출처에 지표와 실적이 없습니다. "
            "계획 454 억 8,500 만 원 확보 454 억 8,500 만 원 집행 206 억 900 만 원 실적 자료 없음 "
            "출처: 대전광역시 중구, 민선8기 공약가계부 (2025년 9월 말 기준) · 기준일 2025년 9월 30일 "
            "공약 이행 공개 · 계산 기준일 2026년 11월 22일. ‘자료 없음’은 0이 아니라 확인한 출처에 없다는 뜻이고, 신호는 잘잘못을 뜻하지 않습니다.",
        ),
        (
            "songpa/asia-park-night",
            "서울특별시 송파구 · 공약 III-①-7 아시아공원 야간 환경 개선사업 추진 기관이 밝힌 상태 완료 "
            "서울특별시 송파구 · 기준일 자료 없음 이 사이트가 계산한 신호 실적 자료 없음 확인한 출처에 지표와 실적이 없습니다. "
            "계획 자료 없음 확보 자료 없음 집행 자료 없음 실적 자료 없음 "
            "출처: 서울특별시 송파구, 공약사업 이행현황: 안전한 도시 · 기준일 자료 없음 "
            "공약 이행 공개 · 계산 기준일 2026년 11월 22일. ‘자료 없음’은 0이 아니라 확인한 출처에 없다는 뜻이고, 신호는 잘잘못을 뜻하지 않습니다.",
        ),
    ],
)
def test_a_card_says_status_signals_four_figures_source_and_day(view: View, key: str, words: str) -> None:
    assert _card_words(sharing.embed_card(view, view.book.commitments[key])) == words


def test_a_card_says_by_whom_and_as_of_when_a_status_is_reported(small: Book) -> None:
    told = _card_words(sharing.embed_card(View(small, AS_OF), small.commitments["gaon/night-bus"]))
    assert "기관이 밝힌 상태 완료 가온시 · 기준일 2025년 9월 30일 이 사이트가 계산한 신호" in told


def test_an_amount_without_a_year_is_shown_on_a_card_as_what_it_is(view: View) -> None:
    told = _card_words(sharing.embed_card(view, view.book.commitments["anyang/higher-vocational-hub"]))
    assert "계획 자료 없음 확보 19 억 5,800 만 원 국비만, 연도 없이 적힘 집행 자료 없음" in told


def test_every_card_is_light_whole_and_hidden_from_search_engines(view: View, book: Book) -> None:
    known = replace(view, address=ADDRESS)
    made = dict(sharing.embed_files(known))
    assert list(made) == [f"embed/{key}/index.html" for key in book.commitments]
    for path, data in made.items():
        html = data.decode("utf-8")
        key = path.removeprefix("embed/").removesuffix("/index.html")
        assert len(data) <= 10_000, path
        assert '<html lang="ko">' in html
        assert '<meta name="robots" content="noindex">' in html
        assert f'<link rel="canonical" href="{ADDRESS}{key}/">' in html
        assert f'<h1><a href="../../../{key}/" target="_blank" rel="noopener">' in html
        assert re.findall(r"<(?:script|img|iframe|object)|\ssrc=|@import|url\(", html) == []
        assert html.count("<a ") == html.count('target="_blank" rel="noopener"')
    assert 'rel="canonical"' not in sharing.embed_card(view, next(iter(book.commitments.values())))


def _share(view: View, key: str) -> str:
    c = view.book.commitments[key]
    return str(render("share.html", view, c=c, sheet=c.sheet, place=view.place(c)))


def test_the_code_to_embed_stands_on_the_page_to_be_selected(view: View) -> None:
    html = _share(replace(view, address=ADDRESS), "busan/children-culture-space")
    code = (
        '<iframe src="https://example.org/pledges/embed/busan/children-culture-space/" '
        'title="어린이복합 문화공간 ‘들락날락’ 조성, 부산광역시: 공약 이행 공개" '
        'width="480" height="500" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    escaped = code.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert f"<code>{escaped}</code>" in html
    assert f'data-copy="{escaped}" hidden>' in html
    assert '<a href="~/embed/busan/children-culture-space/">카드 보기</a>' in html


def test_without_an_address_the_page_says_why_there_is_no_code(view: View) -> None:
    html = _share(view, "busan/children-culture-space")
    assert "이 사이트는 공개 주소를 정하지 않고 만들어 코드를 적지 않았습니다." in html
    assert "iframe" not in html
    assert "data-copy" not in html


# ── in a browser ────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=["light", "dark"])
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(color_scheme=request.param, locale="ko-KR")
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_a_card_is_accessible_and_fits_from_320_to_640_without_any_request(
    tab: Any, address: str, book: Book
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    keys = ("daejeon-junggu/flood-prevention", "songpa/asia-park-night", "anyang/higher-vocational-hub")
    for key in keys:
        tab.set_viewport_size({"width": 320, "height": 500})
        tab.goto(f"{address}embed/{key}/")
        assert Axe().run(tab).response["violations"] == []
        for width in (320, 480, 640):
            tab.set_viewport_size({"width": width, "height": 500})
            assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert asked == [f"{address}embed/{key}/" for key in keys]
    tab.set_viewport_size({"width": 480, "height": 500})
    for key in book.commitments:
        tab.goto(f"{address}embed/{key}/")
        assert tab.evaluate("document.documentElement.scrollHeight") == 500, key


@pytest.mark.browser
def test_a_card_of_every_status_is_accessible_in_both_schemes(tab: Any, address: str, small: Book) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen, place = _many(small)
    tab.goto(f"{address}embed/songpa/asia-park-night/")
    tab.set_viewport_size({"width": 480, "height": 500})
    for commitment in place.commitments[:8]:
        tab.set_content(sharing.embed_card(seen, commitment))
        assert tab.locator(".status").count() == 1
        assert Axe().run(tab).response["violations"] == []


@pytest.mark.browser
def test_copying_works_by_keyboard_and_says_so(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}songpa/asia-park-night/")
    page.locator("[data-copy-address]").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="복사했습니다").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}songpa/asia-park-night/"
    assert page.evaluate("document.activeElement.matches('[data-copy-address]')")
    context.close()


@pytest.mark.browser
def test_no_button_to_copy_is_left_when_the_script_does_not_come(browser: Any, address: str) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.route("**/copy.js", lambda route: route.abort())
        page.goto(f"{address}songpa/asia-park-night/")
        buttons = page.locator("[data-copy], [data-copy-address]")
        assert buttons.count() >= 2
        assert [buttons.nth(at).is_visible() for at in range(buttons.count())] == [False] * buttons.count()
        context.close()
