"""Pages: sentences as whole texts, wrong macro calls by their message, nothing of the data read as markup."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from macros import compute
from macros.check import check_data
from macros.downloads import TABLES
from macros.model import Book
from macros.pages import generated_pages
from macros.pages.calls import check_calls
from macros.pages.commitment import commitment_page
from macros.pages.frame import Page, View, filled, templates
from macros.pages.parts import INLINE, PARTS, signatures, values
from macros.pages.sentences import Clause, lead, one_sentence, plain
from tests.changed import copied_records

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)
STATES = ROOT / "tests" / "appearance" / "data"  # every status and signal, invented places


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    return View(book, AS_OF)


@pytest.fixture(scope="module")
def states() -> View:
    """Invented places that show every status and signal."""
    loaded = check_data(STATES, AS_OF)
    assert loaded.book is not None
    return View(loaded.book, AS_OF)


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, Page]:
    return {page.path: page for page in generated_pages(view)}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "ansan/higher-vocational-hub",
            "계획한 금액은 45억 원이고, 확보한 금액과 집행한 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/flood-prevention",
            "454억 8,500만 원을 계획해 모두 확보했고, 2025년 9월 30일까지 206억 900만 원을 집행했으며, "
            "실적은 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/village-bookshops",
            "3억 3,400만 원을 계획해 1억 6,500만 원을 확보했고, 집행한 금액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "suwon/jobs-170k",
            "2014~2017년에는 해마다 목표에 이르렀고, 실적을 더한 15만 8,235개는 임기 목표 17만 개의 93.1%이며, "
            "금액은 확인한 출처에 없습니다.",
        ),
        (
            "busan/community-care",
            "사업비 계획을 당초 357억 원에서 228억 원으로 줄였고, 확보한 금액과 집행한 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "busan/children-culture-space",
            "2023년에 공약명과 재원이 바뀌었고, 사업비 총액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "songpa/asia-park-night",
            "서울특별시 송파구는 이행 상태를 ‘완료’라고 밝혔고, 금액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "songpa/cctv",
            "서울특별시 송파구는 이행 상태를 ‘이행후 계속추진’이라고 밝혔고, 금액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "anyang/jobs-plan",
            "‘일자리 창출’과 ‘고용률’의 목표가 숫자로 적혀 있고, 금액과 실적은 확인한 출처에 없습니다.",
        ),
        (
            "anyang/higher-vocational-hub",
            "19억 5,800만 원을 확보했다고 적혀 있으나 어느 해의 돈인지는 적혀 있지 않고, "
            "지표 4가지의 실적이 적혀 있으며, 계획한 금액과 집행한 금액은 확인한 출처에 없습니다.",
        ),
    ],
)
def test_a_commitment_is_told_in_one_plain_sentence(book: Book, key: str, said: str) -> None:
    assert _lead(book, key) == said


def _lead(book: Book, key: str) -> str:
    commitment = book.commitments[key]
    place = book.places[commitment.place]
    money = compute.money(commitment, place)
    found = compute.attainments(commitment, place)
    return plain(lead(commitment, place, money, found, compute.status(commitment, place)))


def test_every_commitment_has_one_sentence_without_code_or_gap(book: Book) -> None:
    for key in book.commitments:
        said = _lead(book, key)
        assert re.fullmatch(r"[^.]*(?:\d\.\d[^.]*)*니다\.", said), (key, said)
        assert not re.search(r"None|nan|Decimal|[a-z]_[a-z]|\(은\)|\(이\)|  ", said), (key, said)


def test_clauses_join_as_they_are_spoken() -> None:
    sum_of, spent, gap = (
        Clause(Markup("계획은 5억 원"), noun=True),
        Clause(Markup("2억 원을 집행했")),
        Clause(Markup("실적은 없")),
    )
    assert one_sentence([]) == ""
    assert one_sentence([sum_of]) == "계획은 5억 원입니다."
    assert one_sentence([sum_of, gap]) == "계획은 5억 원이고, 실적은 없습니다."
    assert one_sentence([sum_of, spent, gap]) == "계획은 5억 원이고, 2억 원을 집행했으며, 실적은 없습니다."
    assert one_sentence([spent, sum_of, gap]) == "2억 원을 집행했고, 계획은 5억 원이며, 실적은 없습니다."


@pytest.mark.parametrize(
    ("key", "figure", "said"),
    [
        ("ansan/higher-vocational-hub", "years", "2023년부터 2025년까지 해마다 15억 원씩 계획했습니다."),
        (
            "ansan/higher-vocational-hub",
            "goal-selection",
            "목표는 글로만 적혀 있고, 숫자로 된 목표는 없습니다. 실적은 확인한 출처에 없습니다.",
        ),
        (
            "ansan/higher-vocational-hub",
            "roadmap",
            "2023년 2분기부터 2026년 4분기까지 추진하기로 했습니다. 막대는 계획이며, 실제로 추진했는지는 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/flood-prevention",
            "years",
            "계획 가운데 243억 9,400만 원(53.6%)은 표의 첫 연도보다 앞선 몫(기투자)으로 적혀 있습니다. 집행 금액과는 따로 적힌 값입니다.",
        ),
        (
            "daejeon-junggu/village-bookshops",
            "funds",
            "시비는 4,200만 원을 계획해 모두 확보했습니다. 구비는 2억 9,200만 원을 계획해 1억 2,300만 원을 확보했습니다. "
            "집행한 금액은 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/local-currency",
            "funds",
            "국비는 15억 2,000만 원을 계획해 모두 확보했고, 집행한 금액은 확인한 출처에 없습니다. "
            "구비는 79억 9,900만 원을 계획해 34억 9,900만 원을 확보하고 23억 2,500만 원을 집행했습니다.",
        ),
        (
            "daejeon-junggu/local-currency",
            "years",
            "계획한 돈이 가장 많은 때는 2025년으로, 47억 8,800만 원입니다.",
        ),
        (
            "suwon/jobs-170k",
            "goal-jobs",
            "목표에 견준 실적이 가장 높은 해는 2016년으로, 목표 3만 4,000개에 실적 4만 3,382개(127.6%)입니다.",
        ),
        (
            "daegu-dalseo/higher-vocational-hub",
            "outcomes",
            "실적은 2023년 학위과정 모집 인원 192명과 2022년 평생직업교육과정 5개입니다. 목표는 확인한 출처에 없습니다.",
        ),
    ],
)
def test_a_figure_is_told_in_plain_words(pages: Mapping[str, Page], key: str, figure: str, said: str) -> None:
    found = re.search(rf'id="fig-{figure}".*?<p class="says">(.*?)</p>', pages[f"{key}/"].body.html, re.S)
    assert found
    assert Markup(found.group(1)).striptags() == said


@pytest.mark.parametrize(
    ("markdown", "line", "message", "tip"),
    [
        ("글\n{{ mony() }}", 8, "‘mony’ 매크로는 없습니다.", "혹시 money인가요?"),
        (
            '{{ money("ansan/higher-vocational-hubb") }}',
            7,
            "money: 모르는 공약입니다: ‘ansan/higher-vocational-hubb’",
            "혹시 ansan/higher-vocational-hub(고등 직업교육 거점지구 조성)인가요?",
        ),
        (
            'a\n\nb {{ changes(place="busen") }}',
            9,
            "changes: 모르는 지역입니다: ‘busen’",
            "혹시 busan(부산광역시)인가요?",
        ),
        (
            '{{ programmes("hive", "hiv") }}',
            7,
            "programmes: 모르는 지원사업입니다: ‘hiv’",
            "혹시 hive(고등직업교육거점지구(HiVE))인가요?",
        ),
        ('{{ count("plegdes") }}', 7, "count: 모르는 셀 것입니다: ‘plegdes’", "혹시 pledges(공약)인가요?"),
        ("{{ changes(limits=3) }}", 7, "changes에 준 값의 수나 이름이 맞지 않습니다.", None),
        ("{{ statuses }}", 7, "statuses 뒤에 괄호가 없습니다.", "statuses()처럼 적으세요."),
        ("{{ money( }}", 7, "매크로 문법에 맞지 않습니다.", None),
    ],
)
def test_a_wrong_macro_call_names_page_line_and_the_nearest_right_name(
    view: View, markdown: str, line: int, message: str, tip: str | None
) -> None:
    found = list(check_calls("docs/x.md", markdown, 7, signatures(), values(view)))
    assert [(p.path, p.line, p.level, p.message) for p in found] == [("docs/x.md", line, "error", message)]
    assert tip is None or found[0].tip == tip


def test_right_macro_calls_are_left_alone(view: View) -> None:
    page = '{{ money("suwon/jobs-170k") }} {{ changes(limit=3) }} {{ rates() }} {% raw %}{{ no }}{% endraw %}'
    assert list(check_calls("docs/x.md", page, 1, signatures(), values(view))) == []


def test_every_macro_is_shown_on_the_page_about_macros() -> None:
    text = (ROOT / "docs" / "macros.md").read_text("utf-8")
    assert [name for name in (*PARTS, *INLINE) if f"{name}(" not in text] == []


def test_text_of_the_data_is_never_a_template_or_markup() -> None:
    shown = templates().from_string("<p>{{ x }}</p>").render(x='<script>{{ 7*7 }}</script> "~/a"')
    assert shown == "<p>&lt;script&gt;{{ 7*7 }}&lt;/script&gt; &#34;~/a&#34;</p>"


def test_an_address_from_the_data_is_not_taken_for_the_sites_own_root() -> None:
    html = filled('<a href="~/ansan/">x</a><p>="~/x</p>', {}, str, str, "../")
    assert html.startswith('<a href="../ansan/">x</a>')


def test_a_place_a_commitment_and_a_table_each_have_one_page(view: View) -> None:
    paths = [page.path for page in generated_pages(view)]
    assert len(paths) == len(set(paths)) == len({*view.book.places, *view.book.commitments, *TABLES})


# ── the page of a commitment ────────────────────────────────────────────────────────────────

ANSAN, CHILDREN = "ansan/higher-vocational-hub/", "busan/children-culture-space/"


def _words(html: str) -> str:
    return " ".join(Markup(html).striptags().split())


def test_the_sections_of_a_commitment_stand_in_the_order_of_the_design(pages: Mapping[str, Page]) -> None:
    page = pages[ANSAN]
    wanted = ["goal", "money", "time", "pledged", "history", "checks", "contact", "files", "related"]
    assert [id for id, _ in page.body.headings] == re.findall(r'<h2 id="(.*?)"', page.body.html) == wanted
    parts = ["<h1>", 'class="voice voice--said"', 'class="voice voice--calc"', 'class="lead"', 'class="four"']
    found = [page.body.html.index(part) for part in (*parts, 'class="missing"', '<h2 id="goal"')]
    assert found == sorted(found)


def test_what_is_reported_and_what_is_computed_stand_apart(pages: Mapping[str, Page]) -> None:
    for page in pages.values():
        for said, computed in re.findall(
            r'voice--said">(.*?)<div class="voice voice--calc">(.*?)<p class="lead">', page.body.html, re.S
        ):
            assert 'class="status' in said, page.path
            assert 'class="signal' not in said, page.path
            assert 'class="status' not in computed, page.path


def test_what_is_missing_is_explained_once_with_how_to_send_it(pages: Mapping[str, Page]) -> None:
    for path in (ANSAN, CHILDREN, "songpa/asia-park-night/"):
        html = pages[path].body.html
        assert html.count("자료를 알고 있다면 알려 주세요</a>") == 1
        assert html.count("0이라거나 일어나지 않았다는 뜻이 아닙니다.") == 1
    assert pages[ANSAN].body.html.count("완료 여부 자료 없음") == 1
    assert pages[ANSAN].body.html.count("컨소시엄 협약을 맺음") == 1


def test_parts_of_the_money_are_quoted_and_never_added(pages: Mapping[str, Page]) -> None:
    words = _words(pages[CHILDREN].body.html)
    assert (
        "2023년에 재원이 바뀌었다고 적혀 있습니다. 당초는 ‘시비 2484억, 구군비 1266억’, "
        "변경은 ‘국비 53억, 민자 745억 추가 발굴’입니다."
    ) in words
    assert "재원의 일부만 적혀 있어 더하지 않았습니다." in words
    assert (
        "지금까지 있어야 할 수치 2개 가운데 0개가 확인한 출처에 있습니다 (보고율 0.0%). 없는 것: 계획 금액, 이행 상태. "
        "변경 이력에 말로 적힌 금액은 총액이 아니어서 세지 않았습니다."
    ) in words


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("daegu-dalseo/higher-vocational-hub/", "목표 없이 적힌 실적은 세지 않았습니다."),
        ("anyang/higher-vocational-hub/", "어느 해의 것인지 적혀 있지 않은 금액은 세지 않았습니다."),
    ],
)
def test_a_low_disclosure_rate_tells_what_it_does_not_count(
    pages: Mapping[str, Page], path: str, said: str
) -> None:
    assert said in _words(pages[path].body.html)
    assert said not in _words(pages[ANSAN].body.html)


def test_a_change_shows_before_after_why_and_who_decided(pages: Mapping[str, Page]) -> None:
    html = re.sub(r'<a class="ref"[^>]*>(.*?)</a>', r"\1", pages[CHILDREN].body.html)
    words = _words(re.sub(r"(?=<)", " ", html))
    assert (
        "재원 2023년 시비 2484억, 구군비 1266억 → 국비 53억, 민자 745억 추가 발굴 이유 재원비율 조정(국비·민자 발굴) "
        "정한 곳 시민배심원단 3차 회의(2023-10-13, 10-27, 11-03) · 승인 · 부산광역시"
    ) in words


def test_every_status_a_body_gave_stays_in_the_history_with_its_reason(states: View) -> None:
    page = commitment_page(states, states.book.commitments["dasol/river-walk"]).body.html
    reason = "이유: 다리 아래 구간의 하천 점용 허가가 늦어져 세 구간 가운데 두 구간만 열었음. 정한 곳: 공약이행평가단."
    head, history = page.split('id="history"')
    assert f'<p class="voice__note">{reason}</p>' in head
    words = _words(re.sub(r"(?=<)", " ", history))
    first = words.index("2024년 12월 31일 기관이 밝힌 상태 정상추진")
    assert words.index(f"2026년 6월 30일 기관이 밝힌 상태 일부추진 {reason}") > first


def test_a_year_counts_once_however_many_indicators_it_has(states: View) -> None:
    # 2023: one target met; 2024: length and accidents missed; 2025: length missed, satisfaction and accidents met
    c = states.book.commitments["dasol/river-walk"]
    place = states.place(c)
    said = plain(
        lead(c, place, compute.money(c, place), compute.attainments(c, place), compute.status(c, place))
    )
    assert "목표와 실적이 모두 있는 3개 해 가운데 1개 해에 목표에 이르렀" in said


def test_where_no_plan_was_read_nothing_is_scored(pages: Mapping[str, Page]) -> None:
    said = _words(pages["songpa/asia-park-night/"].body.html)
    assert "측정 가능성 자료 없음 실천계획서를 읽지 못해 점수를 매기지 않았습니다." in said


def test_a_folder_without_any_commitment_still_has_its_written_pages(view: View) -> None:
    empty = View(replace(view.book, places={"mungyeong": view.book.places["mungyeong"]}), AS_OF)
    for name in ("commitment", "money", "targets", "roadmap"):
        assert "자료 없음" in PARTS[name](empty, "").html


def test_related_commitments_tell_why_they_are_there(pages: Mapping[str, Page]) -> None:
    words = _words(re.sub(r"(?=<)", " ", pages[ANSAN].body.html))
    assert "거제시 고등직업교육거점지구(HiVE) 같은 지원사업 · 2022년 ~ 2024년" in words
    assert "다른 지원사업 ‘직업교육 혁신지구’ · 2025년 ~ 2027년" in words
    assert "같은 지원사업을 지역별로 나란히 보기" in words


@pytest.mark.parametrize(
    ("commit", "address", "said"),
    [
        ("", None, "2026년 11월 22일에 계산한 자료"),
        ("5343ef6abc", None, "2026년 11월 22일에 계산한 자료(버전 5343ef6)"),
        (
            "5343ef6abc",
            "https://example.org/",
            f"2026년 11월 22일에 계산한 자료(버전 5343ef6), https://example.org/{ANSAN}",
        ),
    ],
)
def test_a_citation_ends_in_an_address_only_where_the_site_has_one(
    book: Book, commit: str, address: str | None, said: str
) -> None:
    page = commitment_page(
        View(book, AS_OF, commit=commit, address=address), book.commitments[ANSAN.strip("/")]
    )
    [cite] = re.findall(r"<summary>인용하기</summary><div>\n<p>(.*?)</p>", page.body.html)
    assert cite == f"{book.site.title}, 「고등 직업교육 거점지구 조성」(안산시), {said}"


def test_a_summary_stands_under_the_title_only_where_it_says_more(pages: Mapping[str, Page]) -> None:
    assert '<p class="what">안산시가 전문대학과 함께' in pages[ANSAN].body.html
    html = pages["daejeon-junggu/flood-prevention/"].body.html
    assert 'class="what"' not in html
    assert "도시 재난을 막기 위해 침수 예방 사업을 한다는 공약입니다." in html[html.index('id="pledged"') :]


# ── hostile data ────────────────────────────────────────────────────────────────────────────

HOSTILE = "</title></script><script>document.title='!'</script>{{ 7*7 }}{% raise %} **굵게** [x](javascript:1) 🙂 \"'&amp;"
LONG = "가나다 " * 3_400


def _hostile(folder: Path) -> Path:
    """The real data with hostile text wherever people write words."""
    data = copied_records(folder)
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    sheet = data / "ansan" / "pledges" / "higher-vocational-hub.yml"
    text = sheet.read_text("utf-8")
    for key in (
        "title",
        "title_en",
        "department",
        "summary",
        "text",
        "project",
        "content",
        "partners",
        "method",
        "what",
    ):
        text = re.sub(
            rf"^(\s*(?:- )?){key}: .*$", lambda m, key=key: f"{m.group(1)}{key}: {quoted}", text, flags=re.M
        )
    for key in ("task", "role", "name", "under"):
        text = re.sub(
            rf"^(\s*(?:- )?){key}: .*$", lambda m, key=key: f"{m.group(1)}{key}: {quoted}", text, flags=re.M
        )
    text = text.replace("gaps:\n", f"gaps:\n  - {quoted}\n  - {LONG}\n")
    sheet.write_text(text, "utf-8")
    place = data / "ansan" / "place.yml"
    place.write_text(re.sub(r"^name: .*$", f"name: {quoted}", place.read_text("utf-8"), flags=re.M), "utf-8")
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    sources = data / "ansan" / "sources.csv"
    sources.write_text(
        re.sub(r"(?m)^ansan-plan,[^,]*,[^,]*,", f"ansan-plan,{cell},{cell},", sources.read_text("utf-8")),
        "utf-8",
    )
    changes = data / "busan" / "changes.csv"
    changes.write_text(changes.read_text("utf-8").replace("물가상승률 반영", cell), "utf-8")
    return data


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    data = _hostile(folder)
    assert [p for p in check_data(data, AS_OF).problems if p.level == "error"] == []
    command = [sys.executable, "scripts/build.py", "--data", str(data), "--site-dir", str(folder / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_hostile_text_is_shown_as_it_is_written(hostile_site: Path) -> None:
    pages = [
        hostile_site / p for p in ("index.html", "ansan/index.html", "ansan/higher-vocational-hub/index.html")
    ]
    for page in (*pages, hostile_site / "pledges" / "index.html", hostile_site / "changes" / "index.html"):
        html = page.read_text("utf-8")
        assert "<script>document.title" not in html, page
        assert "{{ 7*7 }}" in html or "49" not in re.sub(r"\d[\d,.]+", "", html), page
        assert "<strong>굵게" not in html
    for svg in hostile_site.rglob("*.svg"):
        assert "<script" not in svg.read_text("utf-8")


@pytest.mark.browser
def test_hostile_text_runs_nowhere_in_a_browser(
    hostile_site: Path, served: Callable[[Path], str], browser: object
) -> None:
    context = browser.new_context()  # type: ignore[attr-defined]
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("", "ansan/", "ansan/higher-vocational-hub/", "pledges/", "checks/", "changes/"):
        page.goto(served(hostile_site) + path)
        assert page.title() != "!", path
        # the description for search engines quotes the data, and is data: it parses and never runs
        told = "s.type === 'application/ld+json' ? JSON.parse(s.text) : !s.text.includes('document.title')"
        assert page.evaluate(f"[...document.scripts].every(s => {told})"), path
    assert "{{ 7*7 }}" in page.goto(served(hostile_site) + "ansan/higher-vocational-hub/").text()
    assert said == []
    context.close()


# ── what is wrong is not published ──────────────────────────────────────────────────────────


def test_an_error_in_the_data_leaves_the_last_good_site_alone(tmp_path: Path) -> None:
    data = copied_records(tmp_path)
    (data / "songpa" / "statuses.csv").write_text("commitment,status\n", "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    for name in ("404.html", "sitemap.xml"):
        (site / name).write_text("good", "utf-8")
    command = [sys.executable, "scripts/build.py", "--data", str(data), "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "data/songpa/statuses.csv" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(p.name for p in site.iterdir()) == ["404.html", "sitemap.xml"]
