"""Beginning a commitment, mending a file that Excel saved, and what an editor is told of the data."""

from __future__ import annotations

import contextlib
import fnmatch
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

import new_pledge
import normalize
import schema
from macros.check import check_data
from macros.intake.normal import Cell, normalized
from macros.intake.refused import Refused
from macros.intake.start import codes_of, near_ids
from macros.intake.yaml_text import as_yaml
from macros.load import load_book
from macros.model import (
    SHEETS,
    TABLES,
    Bar,
    Book,
    Classification,
    Indicator,
    Milestone,
    Stated,
    columns,
)
from tests.changed import SMALL, copied
from tests.conftest import AS_OF

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STATUSES, SPENDING, TARGETS = "gaon/statuses.csv", "gaon/spending.csv", "gaon/targets.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder to be changed."""
    return copied(tmp_path)


def run(name: str, *given: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"scripts/{name}.py", *map(str, given)]
    environment = {**os.environ, "AS_OF": AS_OF.isoformat()}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


# ── scripts/new_pledge.py ───────────────────────────────────────────────────────────────────


def begun(data: Path, *given: str) -> tuple[int, str]:
    """The exit code of the command, run here, and all that it said."""
    out = io.StringIO()
    kept = sys.argv
    sys.argv = ["new_pledge.py", *given, "--data", str(data)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = new_pledge.main()
    finally:
        sys.argv = kept
    return code, out.getvalue()


TITLE = "도서관: 저녁 #1 [늘리기], “둘”"
LIBRARY = ("gaon", "evening-library", "--title", TITLE, "--field", "교육", "--source", "gaon-plan")


def test_a_commitment_is_begun_with_what_it_needs_and_passes_the_check(data: Path) -> None:
    before = {each for each in check_data(data, AS_OF).problems if each.level == "error"}
    code, said = begun(data, *LIBRARY, "--write")
    assert code == 0, said
    assert said.splitlines()[-2:] == [
        "파일 1개를 썼습니다.",
        "파일을 열어 아는 것을 적고, python3 scripts/check.py로 확인하세요.",
    ]
    loaded = check_data(data, AS_OF)
    assert {each for each in loaded.problems if each.level == "error"} == before == set()
    assert loaded.book is not None
    sheet = loaded.book.commitments["gaon/evening-library"].sheet
    assert (sheet.title, sheet.field, sheet.source) == (TITLE, "education", "gaon-plan")


def test_nothing_is_written_before_it_is_asked_for(data: Path) -> None:
    code, said = begun(data, *LIBRARY)
    assert code == 0
    assert "아직 쓰지 않았습니다. 파일 1개를 쓰려면 --write를 붙여 다시 실행하세요." in said
    assert not (data / "gaon/pledges/evening-library.yml").exists()


def opened(text: str) -> Any:
    """A begun file with every comment made a line of its own, as a person would: `# ` taken away."""
    lines = [
        re.sub(r"^# ", "", line) if re.match(r"# +[\w-]+:|# +- ", line) else line
        for line in text.splitlines()
    ]
    return yaml.load("\n".join(lines[1:]), yaml.BaseLoader)


def names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items() if name != "where"]


def described(model: type[BaseModel]) -> set[str]:
    """Every Korean description of a schema, those within it too."""
    return set(re.findall(r'"description": "([^"]*)"', json.dumps(schema._schema(model), ensure_ascii=False)))


def test_a_begun_file_has_every_name_of_the_contract_with_its_meaning(data: Path) -> None:
    begun(data, *LIBRARY, "--write")
    text = (data / "gaon/pledges/evening-library.yml").read_text("utf-8")
    read = opened(text)
    assert list(read) == names(SHEETS["commitment"])
    assert list(read["stated"]) == names(Stated)
    assert list(read["classification"]) == names(Classification)
    assert list(read["roadmap"][0]) == names(Bar)
    assert list(read["milestones"][0]) == names(Milestone)
    assert list(read["indicators"]["name-of-mine"]) == names(Indicator)
    assert {
        each for each in described(SHEETS["commitment"]) if f"# {each}" not in text.replace("꼭. ", "")
    } == set()
    assert "#   project_type: # 사업구분: new 신규, continuing 계속\n" in text
    assert "#     own: # 시비\n" in text


def test_the_comments_may_be_opened_without_a_value(data: Path) -> None:
    begun(data, *LIBRARY, "--write")
    path = data / "gaon/pledges/evening-library.yml"
    flat = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#  ")]
    path.write_text("\n".join(re.sub(r"^# (?=\w+: #)", "", line) for line in flat) + "\n", "utf-8")
    problems = [each for each in check_data(data, AS_OF).problems if each.level == "error"]
    assert problems == []


def test_a_new_place_and_a_new_source_are_made_with_it(data: Path) -> None:
    place = ("dal", "small-library", "--title", "작은 도서관", "--field", "education", "--kind", "programme")
    source = ("--source", "dal-plan", "--source-title", "계획, 둘째", "--source-publisher", "달시")
    about = ("--name", "달시", "--level", "시", "--code", "99998")
    code, said = begun(
        data, *place, *source, "--source-url", "https://dal.example.org/plan", *about, "--write"
    )
    assert code == 0, said
    book = load_book(data).book
    assert book is not None
    made = book.places["dal"]
    assert (made.name, made.about.level, made.about.code) == ("달시", "city", "99998")
    assert (data / "dal/sources.csv").read_text("utf-8").splitlines()[1] == (
        'dal-plan,달시,"계획, 둘째",https://dal.example.org/plan,,2026-11-22,official,,,'
    )
    assert book.commitments["dal/small-library"].kind == "programme"


FIELDS = "이 가운데 하나를 적으세요: environment(환경), transport(교통), education(교육)"
SOURCES = (
    "이 지역의 출처: gaon-first-plan(공약 실천계획 (2022년)), gaon-plan(공약 실천계획 (2023년 변경)), "
    "gaon-report(공약 이행현황 (2025년 9월 말)), gaon-paper(밤 버스, 두 노선 더 달린다). "
)
NEW_SOURCE = "새 출처이면 --source-title과 --source-publisher를 함께 적으세요(있으면 --source-url, --source-published도)."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("gaon", "Night_Bus", "--title", "밤 버스", "--field", "transprot", "--source", "gaon-plann"),
            [
                "ID: 이름으로 쓸 수 없습니다: ‘Night_Bus’. 혹시 night-bus인가요? "
                "영문 소문자, 숫자, 붙임표로 지으세요. 예: small-parks",
                f"--field: 모르는 분야입니다: ‘transprot’. 혹시 transport인가요? {FIELDS}",
                f"--source: 없는 출처입니다: ‘gaon-plann’. 혹시 gaon-plan인가요? {SOURCES}{NEW_SOURCE}",
            ],
        ),
        (
            ("gaon", "night-bus", "--title", " "),
            [
                "ID: 이미 있는 이름입니다: data/gaon/pledges/night-bus.yml ‘밤 버스 두 노선 늘리기’. 그 파일을 고치거나 "
                "다른 이름을 지으세요. 한 지역에서는 공약과 지원사업이 이름을 함께 씁니다.",
                f"--field: 분야가 없습니다. {FIELDS}",
                f"--source: 출처가 없습니다. {SOURCES}{NEW_SOURCE}",
                "--title: 제목이 비어 있습니다. 기관이 쓰는 제목을 그대로 적으세요.",
            ],
        ),
        (
            ("가온시", "a", "--title", "가", "--field", "education", "--source", "a"),
            [
                "PLACE: 이름으로 쓸 수 없습니다: ‘가온시’. 영문 소문자, 숫자, 붙임표로 지으세요. 예: small-parks",
                "PLACE: 없는 지역입니다: ‘가온시’. 혹시 gaon인가요? 새 지역이면 --name과 --level을 함께 적으세요. "
                "예: --name 가온시 --level city",
                f"--source: 없는 출처입니다: ‘a’. 이 지역의 출처: 없음. {NEW_SOURCE}",
            ],
        ),
        (
            (*LIBRARY, "--source-title", "다른 제목"),
            [
                "--source: 이미 있는 출처입니다: gaon-plan(공약 실천계획 (2023년 변경)). "
                "--source-… 옵션을 빼거나 다른 id를 적으세요."
            ],
        ),
    ],
    ids=["mistyped", "taken", "no place", "source there"],
)
def test_everything_wrong_is_told_at_once_and_nothing_is_written(
    data: Path, given: tuple[str, ...], said: list[str]
) -> None:
    before = sorted(data.rglob("*"))
    assert begun(data, *given, "--write") == (2, "\n".join(said) + "\n")
    assert sorted(data.rglob("*")) == before


def test_a_wrong_value_of_a_new_source_stops_the_whole(data: Path) -> None:
    source = ("--source", "new", "--source-title", "새것", "--source-publisher", "가온시")
    url = ("--source-url", "https://https://gaon.example.org")
    code, said = begun(data, "gaon", "a-b", "--title", "가", "--field", "교육", *source, *url, "--write")
    assert code == 1
    assert "url(주소): 주소가 바르지 않습니다: ‘https://https://gaon.example.org’." in said
    assert not (data / "gaon/pledges/a-b.yml").exists()


@pytest.mark.parametrize("name", ["place.yml", "pledges/night-bus.yml"])
def test_a_file_that_cannot_be_read_is_not_written_over(data: Path, name: str) -> None:
    (data / "gaon" / name).write_text("title: [\n", "utf-8")
    about = ("--name", "가온시", "--level", "city", "--source-title", "가", "--source-publisher", "나")
    given = ("gaon", "night-bus", "--title", "가", "--field", "교육", "--source", "new", *about, "--write")
    code, said = begun(data, *given)
    assert code == 2
    assert f"data/gaon/{name}" in said
    assert (data / "gaon" / name).read_text("utf-8") == "title: [\n"


@pytest.mark.parametrize(
    ("id", "title", "near"),
    [
        ("small-park", "다른 것", ["small-parks"]),
        ("smal-parks", "다른 것", ["small-parks"]),
        ("samll-parks", "다른 것", ["small-parks"]),
        ("parks", "작은공원 열 곳", ["small-parks"]),
        ("night-bus-2", "다른 것", []),
        ("big-parks", "다른 것", []),
    ],
)
def test_a_commitment_that_could_be_the_same_is_pointed_at(id: str, title: str, near: list[str]) -> None:
    known = {"small-parks": "작은 공원 열 곳", "night-bus-1": "밤 버스"}
    assert list(near_ids(id, known, title)) == near


def test_a_near_name_is_told_and_may_still_be_used(data: Path) -> None:
    code, said = begun(
        data, "gaon", "small-park", "--title", "가", "--field", "교육", "--source", "gaon-plan"
    )
    assert code == 0
    assert said.startswith(
        "비슷한 것이 이미 있습니다: small-parks ‘작은 공원 열 곳 만들기’. 같은 공약이면 그 파일을 고치세요.\n"
    )


@pytest.mark.parametrize(
    "text",
    ["글", "8", "no", "1-1", "a: b", "a #b", "#", "- a", "[a", "*a", "&a", "", " a", "'", '"', "a\\b", "가, 나",
     "{{ x }}", "!b", "?", "|", ">", "%", "@", "`", "a:", "---", "null", "~", "2024-01-01", "yes", "“둘”", "a\tb"],
)  # fmt: skip
def test_any_text_is_written_so_that_yaml_reads_it_back(text: str) -> None:
    plain: Any = yaml.compose(f"k: {as_yaml(text)} # 뒤\n")
    listed: Any = yaml.compose(f"k: [{as_yaml(text)}]\n")
    only = plain.value[0][1]
    assert only.value == text
    assert not only.tag.endswith((":null", ":bool"))
    assert listed.value[0][1].value[0].value == text


# ── scripts/normalize.py ────────────────────────────────────────────────────────────────────

PLAIN = 'commitment,note\n나무,"하나, 둘"\n,"따옴표 "" 와\n줄"\n'


@pytest.mark.parametrize(
    ("name", "saved", "wanted", "done"),
    [
        ("a.csv", PLAIN.encode("cp949"), PLAIN, ["CP949를 UTF-8로"]),
        ("a.csv", b"\xef\xbb\xbf" + PLAIN.encode(), PLAIN, ["BOM을 뺌"]),
        ("a.csv", b"\xef\xbb\xbf" * 2 + PLAIN.encode(), PLAIN, ["BOM을 뺌", "되풀이된 BOM을 뺌"]),
        ("a.csv", PLAIN.encode("utf-16"), PLAIN, ["UTF-16을 UTF-8로"]),
        ("a.csv", b"\xfe\xff" + PLAIN.encode("utf-16-be"), PLAIN, ["UTF-16을 UTF-8로"]),
        ("a.csv", PLAIN.replace("\n", "\r\n").encode(), PLAIN, ["줄바꿈을 LF로"]),
        ("a.csv", PLAIN.replace("\n", "\r").encode(), PLAIN, ["줄바꿈을 LF로"]),
        (
            "a.csv",
            b"a,b,,\n1,2,,\n3,,,\n,,,\n\n",
            "a,b\n1,2\n3,\n",
            ["빈 줄 2개를 뺌", "빈 열 2개를 뺌"],
        ),
        ("a.csv", b'"a","b"\n"1","2"', "a,b\n1,2\n", ["따옴표와 줄 끝을 다듬음"]),
        ("a.csv", b"a\n\xe1\x84\x80\xe1\x85\xa1\n", "a\n가\n", ["풀어 쓴 한글을 모아 씀(NFC)"]),
        ("a.csv", b"sep=,\na,b\n1,2\n", "a,b\n1,2\n", ["‘sep=’ 줄을 뺌"]),
        (
            "a.csv",
            b"sep=;\na;b\n1,5;2\n",
            'a,b\n"1,5",2\n',
            ["‘sep=’ 줄을 뺌", "쌍반점(;)으로 나뉜 칸을 쉼표로"],
        ),
        # of a file that the contract does not know nobody can say what parts its cells
        ("a.csv", b"a;b\n1;2\n", "a;b\n1;2\n", []),
        ("a.csv", PLAIN.encode(), PLAIN, []),
        ("a.csv", b"", "", []),
        ("a.yml", "title: 가\r\n".encode("cp949"), "title: 가\n", ["CP949를 UTF-8로", "줄바꿈을 LF로"]),
        ("a.yml", b"title:  x   # y\n\n\n", "title:  x   # y\n\n\n", []),
    ],
)
def test_a_file_saved_another_way_is_rewritten(name: str, saved: bytes, wanted: str, done: list[str]) -> None:
    made = normalized(name, saved)
    assert (made.data.decode(), list(made.done), made.changed, made.asked) == (wanted, done, (), ())
    assert normalized(name, made.data).data == made.data
    assert normalized(name, made.data).done == ()


def test_columns_of_the_contract_are_put_in_their_order() -> None:
    whole = (SMALL / STATUSES).read_bytes()
    turned = [",".join(reversed(line.split(","))) for line in whole.decode().splitlines()]
    made = normalized("statuses.csv", "\n".join(turned).encode())
    assert (made.data, made.done) == (whole, ("열의 순서를 맞춤",))


@pytest.mark.parametrize(
    ("sign", "word"), [(";", "쌍반점(;)으로 나뉜 칸을 쉼표로"), ("\t", "탭으로 나뉜 칸을 쉼표로")]
)
def test_a_ledger_parted_by_another_sign_is_parted_by_commas(sign: str, word: str) -> None:
    whole = (SMALL / STATUSES).read_bytes()
    made = normalized("statuses.csv", whole.replace(b",", sign.encode()))
    assert (made.data, made.done) == (whole, (word,))


def test_names_of_columns_lose_blanks_and_capitals() -> None:
    whole = (SMALL / STATUSES).read_text("utf-8")
    made = normalized(
        "statuses.csv", whole.replace("status,", " Status\u00a0,", 1).replace("as_of", "As of", 1).encode()
    )
    assert (made.data.decode(), made.done) == (whole, ("열 이름 2개를 다듬음(Status, As of)",))


SPENT = "commitment,measure,year,fund,amount_million_krw,as_of,source,note\n"


def spent(**cells: str) -> bytes:
    row = {"commitment": "a", "measure": "planned", "year": "2024", "fund": "own", "source": "s"} | cells
    quoted = (
        f'"{value}"' if "," in (value := row.get(name, "")) else value
        for name in columns(TABLES["spending.csv"])
    )
    return f"{SPENT}{','.join(quoted)}\n".encode()


@pytest.mark.parametrize(
    ("column", "saved", "kept"),
    [
        ("amount_million_krw", "1,200", "1200"),
        ("amount_million_krw", "1,234,567.50", "1234567.50"),
        ("amount_million_krw", "-1,200", "-1200"),
        ("amount_million_krw", "１，２００", "1200"),
        ("amount_million_krw", "△30", "-30"),
        ("amount_million_krw", "−30", "-30"),
        ("amount_million_krw", "'30", "30"),
        ("year", "2024.0", "2024"),
        ("year", "２０２４", "2024"),
        ("year", "2024년", "2024"),
        ("as_of", "2024.0", "2024"),
        ("as_of", "2024-12-05 00:00:00", "2024-12-05"),
        ("as_of", "2024. 12. 5.", "2024-12-05"),
        ("as_of", "2024.12.5", "2024-12-05"),
        ("as_of", "2024/12/05", "2024-12-05"),
        ("as_of", "2024-3-7", "2024-03-07"),
        ("as_of", "2024년 3월", "2024-03"),
        ("as_of", "2024년 3월 7일", "2024-03-07"),
        ("as_of", "2024.10", "2024-10"),
        ("as_of", "2024. 1.", "2024-01"),
        ("as_of", "20240305", "2024-03-05"),
        ("note", "가\u00a0나", "가 나"),
        ("note", "가\u200b나\ufeff", "가나"),
        ("source", "\u200bs", "s"),
    ],
)
def test_a_cell_with_one_meaning_is_rewritten_and_shown(column: str, saved: str, kept: str) -> None:
    at = columns(TABLES["spending.csv"]).index(column) + 1
    made = normalized("spending.csv", spent(**{column: saved}))
    assert made.data == spent(**{column: kept})
    assert made.changed == (Cell(2, at, column, saved, kept),)
    assert made.asked == ()


RETYPE = " 출처에서 확인해, 칸의 서식을 ‘텍스트’로 바꾸고 적으세요."
NO_YEAR = f"해가 없는 날짜입니다. 엑셀이 바꾸었는지 알 수 없습니다.{RETYPE}"


@pytest.mark.parametrize(
    ("column", "saved", "question"),
    [
        ("as_of", "Dec-24", f"엑셀이 바꾼 날짜입니다. 2024-12인가요, 어느 해의 12월 24일인가요?{RETYPE}"),
        ("as_of", "24-Dec", f"엑셀이 바꾼 날짜입니다. 2024-12인가요, 어느 해의 12월 24일인가요?{RETYPE}"),
        ("as_of", "12월 24일", NO_YEAR),
        ("as_of", "12/24", NO_YEAR),
        (
            "as_of",
            "2024-12-01 00:00:00",
            f"2024-12인가요, 2024-12-01인가요? 엑셀은 달만 적은 것도 그달 1일로 바꿉니다.{RETYPE}",
        ),
        ("as_of", "2024.1", f"2024-01인가요, 2024-10인가요? 엑셀은 끝의 0을 뺍니다.{RETYPE}"),
        ("as_of", "45627", f"엑셀이 날짜를 센 수로 보입니다. 2024-12-01인가요, 2024-12인가요?{RETYPE}"),
        ("as_of", "24.3", f"2024-03인가요?{RETYPE}"),
        ("amount_million_krw", "15억원", "수만 적는 칸입니다. 이 열의 단위에 맞춘 수만 적으세요."),
        (
            "amount_million_krw",
            "1,5",
            "쉼표가 천 단위인지 소수점인지 알 수 없습니다. 출처에서 확인해 쉼표 없이 적으세요.",
        ),
        (
            "amount_million_krw",
            "1.2E+05",
            "엑셀이 줄여 적은 수라 끝자리를 알 수 없습니다. 출처의 수를 그대로 적으세요.",
        ),
        ("amount_million_krw", "####", "엑셀이 값 대신 보인 표시입니다. 출처의 값을 적으세요."),
        ("note", "#REF!", "엑셀이 값 대신 보인 표시입니다. 출처의 값을 적으세요."),
    ],
)
def test_a_cell_that_could_mean_two_things_is_asked_and_stays(column: str, saved: str, question: str) -> None:
    at = columns(TABLES["spending.csv"]).index(column) + 1
    made = normalized("spending.csv", spent(**{column: saved}))
    assert made.data == spent(**{column: saved})
    assert made.asked == (Cell(2, at, column, saved, question=question),)


@pytest.mark.parametrize(
    ("column", "saved"),
    [
        ("amount_million_krw", "0.5"),
        ("amount_million_krw", "1200.0"),
        ("amount_million_krw", "-"),
        ("amount_million_krw", "▲30"),
        ("year", "total"),
        ("as_of", "2024-Q1"),
        ("as_of", "2024-12-01"),
        ("note", "1,200명, 2024. 12. 5."),
        ("note", "“둥근 따옴표”"),
        ("note", "'작은따옴표'"),
    ],
)
def test_what_is_right_or_is_for_the_checks_to_tell_is_left_alone(column: str, saved: str) -> None:
    made = normalized("spending.csv", spent(**{column: saved}))
    assert (made.data, made.done, made.changed, made.asked) == (spent(**{column: saved}), (), (), ())


def test_rows_pasted_from_a_spreadsheet_are_parted_by_commas() -> None:
    row = 'a,planned,2024,own,1,2024,s,"둘, 셋"'
    pasted = "a\tplanned\t2024\town\t1\t2024\ts\t둘, 셋"
    made = normalized("spending.csv", f"{SPENT}{row}\n{pasted}\n".encode())
    assert made.data.decode() == f"{SPENT}{row}\n{row}\n"
    assert made.done == ("탭으로 나뉜 행 1개의 칸을 쉼표로",)
    short = f"{SPENT}a\tplanned\t2024\n".encode()
    assert normalized("spending.csv", short).data == short


def test_a_number_cut_at_its_comma_is_asked_about() -> None:
    saved = f"{SPENT}a,planned,2024,own,1,500,2024,s\n".encode()
    made = normalized("spending.csv", saved)
    assert made.data == saved
    assert [(each.line, each.column, each.before, each.question) for each in made.asked] == [
        (2, 5, "1", "한 수가 쉼표에서 나뉘었나요? 1,500이라면 쉼표 없이 1500으로 적으세요.")
    ]


def test_round_quotes_that_should_hold_a_cell_together_are_asked_about() -> None:
    saved = f"{SPENT}a,planned,2024,own,1,2024,s,“하나, 둘”\n".encode()
    made = normalized("spending.csv", saved)
    assert made.data == saved
    assert [(each.line, each.column, each.question) for each in made.asked] == [
        (2, 8, '둥근 따옴표는 칸을 묶지 못합니다. 한 칸의 글이면 곧은 따옴표(")로 묶으세요.')
    ]


def test_the_line_of_a_cell_counts_breaks_within_cells() -> None:
    saved = f'{SPENT}a,planned,2024,own,1,2024,s,"두\n줄"\na,planned,2025.0,own,1,2024,s,\n'.encode()
    assert [(each.line, each.name) for each in normalized("spending.csv", saved).changed] == [(4, "year")]


def test_a_short_row_keeps_its_cells_where_they_are() -> None:
    assert normalized("a.csv", b"a,b,c\n1,2\n").data == b"a,b,c\n1,2\n"


@pytest.mark.parametrize(
    ("saved", "why"),
    [
        (
            bytes(range(256)),
            "글자 저장 방식을 알 수 없습니다. 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장하세요.",
        ),
        (b"PK\x03\x04\x00", "글자가 아닌 값이 들어 있습니다. 엑셀 파일이면 CSV로 저장하세요."),
        (b'a,b\n1,"2\n', "따옴표의 짝이 맞지 않습니다. python3 scripts/check.py로 줄을 확인하세요."),
    ],
)
def test_what_cannot_be_rewritten_without_loss_is_refused(saved: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        normalized("a.csv", saved)
    assert str(refused.value) == why


@pytest.mark.parametrize("folder", [ROOT / "tests/records/data", SMALL], ids=["records", "small"])
def test_data_that_is_saved_as_it_should_be_stays_byte_for_byte(folder: Path) -> None:
    for path in sorted([*folder.rglob("*.csv"), *folder.rglob("*.yml")]):
        made = normalized(path.name, path.read_bytes())
        assert (made.data, made.done, made.changed, made.asked) == (path.read_bytes(), (), (), ()), path


def test_the_command_rewrites_says_what_it_did_and_loses_nothing(data: Path) -> None:
    before = load_book(data).book
    excel = data / SPENDING
    lines = excel.read_text("utf-8").splitlines()
    assert lines[1].startswith("small-parks,planned,total,total,1000,")
    lines[1] = lines[1].replace(",1000,", ',"1,000",', 1)
    excel.write_bytes("".join(f"{line},,\r\n" for line in [*lines, ","]).encode("cp949"))
    broken = data / TARGETS
    broken.write_bytes(b"\x81\xff")
    shown = run("normalize", "--dry-run", excel)
    head = f"{excel}: CP949를 UTF-8로, 줄바꿈을 LF로, 빈 줄 1개를 뺌, 빈 열 2개를 뺌, 칸 1개를 고쳐 적음"
    cell = "  2행 5열 amount_million_krw: ‘1,000’ → ‘1000’"
    last = "값이 맞는지는 python3 scripts/check.py로 확인하세요."
    assert shown.stdout.splitlines() == [f"{head} (쓰지 않음)", cell, last]
    assert excel.read_bytes().startswith(b"commitment")
    assert b"\r\n" in excel.read_bytes()
    done = run("normalize", excel, data / STATUSES, broken)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        head,
        cell,
        f"{data / STATUSES}: 고쳐 적을 것이 없습니다",
        last,
    ]
    assert done.stderr.startswith(f"{broken}: 글자 저장 방식을 알 수 없습니다.")
    broken.write_bytes((SMALL / TARGETS).read_bytes())
    loaded = load_book(data)
    assert loaded.problems == ()
    assert loaded.book == before


def test_what_nobody_would_see_is_shown_by_its_number() -> None:
    made = normalized("spending.csv", spent(note="가\u200b나", as_of="Dec-24"))
    assert list(normalize.lines(Path("spending.csv"), made, changed=True, write=True)) == [
        "spending.csv: 칸 1개를 고쳐 적음",
        "  2행 8열 note: ‘가[U+200B]나’ → ‘가나’",
        "spending.csv: 알 수 없어 그대로 둔 칸이 1개 있습니다. 직접 고치세요.",
        f"  2행 6열 as_of: ‘Dec-24’ 엑셀이 바꾼 날짜입니다. 2024-12인가요, 어느 해의 12월 24일인가요?{RETYPE}",
    ]


@pytest.mark.parametrize(
    ("name", "message"), [("none.csv", "파일이 없습니다"), ("README.md", "CSV나 YAML 파일이 아닙니다")]
)
def test_a_wrong_file_name_is_wrong_use(name: str, message: str) -> None:
    done = run("normalize", name)
    assert done.returncode == 2
    assert message in done.stderr


def test_every_ledger_of_the_contract_can_be_put_in_order() -> None:
    for name, row in TABLES.items():
        turned = ",".join(reversed(columns(row)))
        assert normalized(name, f"{turned}\n".encode()).data.decode() == ",".join(columns(row)) + "\n"


# ── what an editor is told ──────────────────────────────────────────────────────────────────

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))


def matched(pattern: str) -> set[str]:
    """The YAML files of data/ that a pattern of the settings means; * does not go past a folder."""
    files = (path.relative_to(ROOT).as_posix() for path in DATA.rglob("*.yml"))
    depth = pattern.count("/")
    return {file for file in files if file.count("/") == depth and fnmatch.fnmatchcase(file, pattern)}


def test_every_yaml_file_of_the_data_has_its_one_schema_in_the_editor() -> None:
    mapped: dict[str, set[str]] = {}
    for target, patterns in SETTINGS["yaml.schemas"].items():
        assert (ROOT / target).is_file(), target
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            for file in matched(pattern):
                mapped.setdefault(file, set()).add(Path(target).stem)
    every = {path.relative_to(ROOT).as_posix() for path in DATA.rglob("*.yml")}
    assert mapped.keys() == every
    for file, stems in mapped.items():
        path = Path(file)
        known = path.stem if path.stem in SHEETS else "commitment"
        assert stems == {known if path.parent.name not in ("pledges", "programmes") else "commitment"}, file


def test_the_editor_saves_as_the_repository_does() -> None:
    assert (SETTINGS["files.encoding"], SETTINGS["files.eol"]) == ("utf8", "\n")
    wanted = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in wanted


def offered(name: str, small: Book, *path: str) -> Mapping[str, str]:
    """What a schema made with the codes of the small Book offers at a name: code → Korean."""
    found = json.loads(schema.schemas(codes_of(small))[name])
    part: dict[str, Any] = found
    for step in path:
        inner, _ = schema._inside(part)
        if "$ref" in inner:
            part = found["$defs"][inner["$ref"].rpartition("/")[2]]
        part = part["properties"][step]
    lists = [each["items"] for each in part.get("anyOf", ()) if "items" in each]
    return {each["body"]: each["description"] for each in (lists[0] if lists else part)["defaultSnippets"]}


def test_the_schema_offers_the_codes_of_the_data_in_korean(small: Book) -> None:
    assert offered("commitment.json", small, "field") == {
        "environment": "환경",
        "transport": "교통",
        "education": "교육",
    }
    assert offered("commitment.json", small, "classification", "authority") == {
        "national": "국가",
        "own": "자체",
    }
    assert offered("commitment.json", small, "term") == {"8": "민선 8기"}
    assert offered("place.json", small, "level") == {"city": "시", "county": "군"}
    assert offered("place.json", small, "coverage", "term") == {"8": "민선 8기"}


def test_codes_of_the_model_have_their_korean_word_beside_them() -> None:
    found = json.loads((DATA / "schema/commitment.json").read_text("utf-8"))["$defs"]["Indicator"][
        "properties"
    ]
    for name in ("kind", "direction"):
        (listed,) = [each for each in found[name]["anyOf"] if "enum" in each]
        assert len(listed["enum"]) == len(listed["enumDescriptions"])
        assert all(re.search("[가-힣]", word) for word in listed["enumDescriptions"])


def test_a_new_code_in_the_data_makes_no_schema_stale(tmp_path: Path, small: Book) -> None:
    data = copied(tmp_path)
    (data / "README.md").write_text("<!-- schema.py: site -->\n<!-- /schema.py -->\n", "utf-8")
    (data / "README.md").write_text(schema.readme((data / "README.md").read_text("utf-8")), "utf-8")
    (data / "schema").mkdir()
    for name, text in schema.schemas(codes_of(small)).items():
        (data / "schema" / name).write_text(text, "utf-8")
    more = {**codes_of(small), "field": {"arts": "예술"}}
    assert schema.stale(data) == []
    assert [path.name for path in schema.stale(data, more)] == ["commitment.json"]
