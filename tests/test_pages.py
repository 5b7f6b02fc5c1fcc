"""Pages: sentences as whole texts, wrong macro calls by their message, nothing of the data read as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros import compute
from macros.check import check_data
from macros.model import Book
from macros.pages import generated_pages
from macros.pages.calls import check_calls
from macros.pages.frame import View, filled, templates
from macros.pages.parts import INLINE, PARTS, signatures, values
from macros.pages.sentences import lead, plain

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    return View(book, AS_OF)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "ansan/higher-vocational-hub",
            "45억 원을 계획했습니다. 확보한 금액, 쓴 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/flood-prevention",
            "454억 8,500만 원을 계획해 모두 확보했고, 2025년 9월 30일까지 206억 900만 원을 집행했습니다. "
            "실적은 확인한 출처에 없습니다.",
        ),
        (
            "daejeon-junggu/village-bookshops",
            "3억 3,400만 원을 계획해 1억 6,500만 원을 확보했습니다. 쓴 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "suwon/jobs-170k",
            "2014년부터 2017년까지 목표와 실적이 모두 있는 해마다 목표에 이르렀습니다. "
            "실적을 더한 15만 8,235개는 임기 목표 17만 개의 93.1%입니다. 금액은 확인한 출처에 없습니다.",
        ),
        (
            "busan/community-care",
            "사업비 계획을 당초 357억 원에서 228억 원으로 줄였습니다. 확보한 금액, 쓴 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "songpa/asia-park-night",
            "서울특별시 송파구는 이행 상태를 ‘완료’라고 밝혔습니다. 금액, 실적은 확인한 출처에 없습니다.",
        ),
        (
            "anyang/higher-vocational-hub",
            "19억 5,800만 원을 확보했다고 적혀 있으나, 어느 해의 돈인지는 적혀 있지 않습니다. "
            "지표 4가지의 실적이 적혀 있습니다. "
            "계획한 금액, 쓴 금액은 확인한 출처에 없습니다.",
        ),
    ],
)
def test_a_commitment_is_told_in_one_plain_sentence_or_two(book: Book, key: str, said: str) -> None:
    commitment = book.commitments[key]
    place = book.places[commitment.place]
    money = compute.money(commitment, place)
    found = compute.attainments(commitment, place)
    assert plain(lead(commitment, place, money, found, compute.status(commitment, place))) == said


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
    html = filled('<a href="~/ansan/">x</a><p>="~/x</p>', {}, str, "../")
    assert html.startswith('<a href="../ansan/">x</a>')


def test_a_place_and_a_commitment_each_have_one_page(view: View) -> None:
    paths = [page.path for page in generated_pages(view)]
    assert len(paths) == len(set(paths)) == len(view.book.places) + len(view.book.commitments)


# ── hostile data ────────────────────────────────────────────────────────────────────────────

HOSTILE = "</title></script><script>document.title='!'</script>{{ 7*7 }}{% raise %} **굵게** [x](javascript:1) 🙂 \"'&amp;"
LONG = "가나다 " * 3_400


def _hostile(folder: Path) -> Path:
    """The real data with hostile text wherever people write words."""
    data = shutil.copytree(ROOT / "data", folder / "data")
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
        assert page.evaluate("[...document.scripts].every(s => !s.text.includes('document.title'))"), path
    assert "{{ 7*7 }}" in page.goto(served(hostile_site) + "ansan/higher-vocational-hub/").text()
    assert said == []
    context.close()


# ── what is wrong is not published ──────────────────────────────────────────────────────────


def test_an_error_in_the_data_leaves_the_last_good_site_alone(tmp_path: Path) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
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


def test_two_builds_of_one_commit_and_day_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "scripts/build.py", "--site-dir", str(tmp_path / "again")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert sorted(again) == sorted(first)
    assert [str(name) for name in first if first[name] != again[name]] == []
