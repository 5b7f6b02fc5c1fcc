"""The issue forms, and what a filled one makes: a row, a corrected cell, a summary, or a message that names the field."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import form
from macros.intake.form import Filled, FormRefused, made_of, read_form
from macros.intake.form.page import commitment_at
from macros.intake.ledger import records, with_cell
from macros.intake.yaml_text import scalar_at, with_scalar
from macros.load import Files, load_files, load_present
from macros.model import Book
from tests.changed import SMALL, copied
from tests.conftest import AS_OF

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
FORMS = {each.name: each for each in form.load_forms()}
NOTHING = "_No response_"
PARKS = "https://example.github.io/pledges/gaon/small-parks/"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder to be changed."""
    return copied(tmp_path)


def text_of(name: str, **values: str) -> str:
    """The text that GitHub makes of a form with these values."""
    agreed = "- [X] 사람의 이름과 개인 연락처를 적지 않았습니다."
    given = {"agreed": agreed, "source_kind": "기관이 낸 것 (official)"} | values
    return "\n\n".join(f"### {each.label}\n\n{given.get(each.id) or NOTHING}" for each in FORMS[name].fields)


OUTCOME = {
    "page": PARKS,
    "period": "2025",
    "value": "9",
    "as_of": "2025-12-31",
    "source_url": "https://gaon.example.org/report",
}
CORRECTION = {
    "page": PARKS,
    "file": "outcomes.csv",
    "row": "small-parks/parks/2023",
    "column": "value",
    "before": "4",
    "after": "5",
    "reason": "한 줄 밀려 읽었음",
}


def run(data: Path, text: str, *options: str) -> tuple[int, str]:
    """The exit code of the command, run here, and all that it said."""
    path = data.parent / "issue.md"
    path.write_text(text, "utf-8", newline="")
    out = io.StringIO()
    kept = sys.argv
    sys.argv = ["form.py", str(path), "--data", str(data), *options]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = form.main()
    finally:
        sys.argv = kept
    return code, out.getvalue()


@cache
def small_files() -> tuple[Files, Book]:
    """The small data folder as the command reads it."""
    files = load_present(SMALL)
    book = load_files(files).book
    assert book is not None
    return files, book


def refused(text: str) -> list[str]:
    """What is said of a form that no row can be made of."""
    files, book = small_files()
    with pytest.raises(FormRefused) as why:
        made_of(read_form(text, tuple(FORMS.values())), book, files, AS_OF)
    return [str(each) for each in why.value.complaints]


# ── the forms themselves ────────────────────────────────────────────────────────────────────


def test_the_forms_are_what_github_takes() -> None:
    folder = GITHUB / "ISSUE_TEMPLATE"
    for kind, names in (("forms", ("outcome", "correction", "error")), ("config", ("config",))):
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            f"vendor.github-issue-{kind}",
        ]
        paths = [str(folder / f"{name}.yml") for name in names]
        done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert sorted(path.stem for path in folder.iterdir()) == ["config", "correction", "error", "outcome"]


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("outcome", ["page", "period", "source_url"]),
        ("correction", ["page", "file", "column", "reason"]),
        ("error", ["page", "what"]),
    ],
)
def test_a_form_asks_for_little_and_says_what_happens_next(name: str, needed: list[str]) -> None:
    read = yaml.safe_load((GITHUB / f"ISSUE_TEMPLATE/{name}.yml").read_text("utf-8"))
    said, *fields = read["body"]
    assert "보낸 뒤에는 이렇게 됩니다." in said["attributes"]["value"]
    assert "누구나 볼 수" in said["attributes"]["value"]
    assert [each["id"] for each in fields if each.get("validations", {}).get("required")] == needed
    labels = [each["attributes"]["label"] for each in fields]
    assert len(set(labels)) == len(labels) == len({each["id"] for each in fields})
    assert not {"labels", "assignees", "projects"} & read.keys()


def test_every_pattern_of_the_owners_means_files_and_none_is_owned_by_somebody_made_up() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    patterns = [found[1] for line in lines if (found := re.match(r"# (\*|/\S+) +@", line))]
    assert patterns == ["*", "/data/", "/data/schema/", "/data/README.md"]
    for pattern in patterns[1:]:
        path = ROOT / pattern.strip("/")
        assert path.is_dir() if pattern.endswith("/") else path.is_file(), pattern
    # a name that GitHub does not know is an error there, so nothing is owned until somebody is named
    assert [line for line in lines if line and not line.startswith("#")] == []


# ── a new outcome ───────────────────────────────────────────────────────────────────────────


def test_an_outcome_from_a_known_source_is_one_row(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    code, said = run(data, text_of("outcome", **OUTCOME, note="잠정치, 두 곳 포함"), "--write")
    assert code == 0, said
    assert said.splitlines()[:3] == [
        "양식: 실적 알리기",
        "가온시 ‘작은 공원 열 곳 만들기’의 지표 ‘새로 연 공원(누계)’에 실적 한 행을 더합니다.",
        "출처는 이미 실린 gaon-report입니다.",
    ]
    row = 'small-parks,parks,2025,9,,2025-12-31,gaon-report,"잠정치, 두 곳 포함"\n'
    changed = {path for path, old in before.items() if path.read_bytes() != old}
    assert changed == {data / "gaon/outcomes.csv"}
    assert (data / "gaon/outcomes.csv").read_bytes() == before[data / "gaon/outcomes.csv"] + row.encode()


READ = ("--read", "2026-11-20")


def test_a_new_source_that_nobody_has_opened_is_not_said_to_have_been_read(data: Path) -> None:
    new = {
        "source_url": "https://gaon.example.org/r2",
        "source_title": "현황",
        "source_publisher": "가온시",
    }
    code, said = run(data, text_of("outcome", **OUTCOME | new), "--write")
    assert (code, said.splitlines()) == (
        1,
        [
            "처음 쓰이는 출처라, 검토하는 사람이 열어 본 날을 함께 적어야 합니다. "
            "→ 출처를 열어 값과 맞추어 보고, 그 날을 --read 2026-01-31처럼 붙여 다시 실행하세요.",
            "고칠 것이 1가지 있어 아무것도 쓰지 않았습니다.",
        ],
    )


def test_an_outcome_from_a_new_source_brings_the_source_with_it(data: Path) -> None:
    new = {
        "source_url": "https://gaon.example.org/r2",
        "source_title": "현황, 하반기",
        "source_publisher": "가온시",
    }
    code, said = run(
        data, text_of("outcome", **OUTCOME | new | {"source_published": "2026-01-15"}), *READ, "--write"
    )
    assert code == 0, said
    assert "출처 gaon-2026-01-15를 새로 더합니다. 읽은 날은 알려 주신 2026-11-20입니다." in said
    assert (data / "gaon/sources.csv").read_text("utf-8").splitlines()[-1] == (
        'gaon-2026-01-15,가온시,"현황, 하반기",https://gaon.example.org/r2,2026-01-15,2026-11-20,official,,,'
    )
    assert (data / "gaon/outcomes.csv").read_text("utf-8").splitlines()[-1] == (
        "small-parks,parks,2025,9,,2025-12-31,gaon-2026-01-15,"
    )
    # what the checks say of the new rows is told by the field that they came from
    assert "‘출처의 주소’ 칸 [참고] 이용조건이 확인되지 않은 출처입니다: 가온시, 현황, 하반기." in said


def test_a_second_source_of_one_day_gets_a_name_of_its_own(data: Path) -> None:
    new = {"source_title": "가", "source_publisher": "나", "source_kind": "언론 보도 (press)"}
    for number, period in (("1", "2025"), ("2", "2022")):
        more = {"source_url": f"https://press.example.org/{number}", "period": period}
        assert run(data, text_of("outcome", **OUTCOME | new | more), *READ, "--write")[0] == 0
    ids = [line.split(",")[0] for line in (data / "gaon/sources.csv").read_text("utf-8").splitlines()]
    assert ids[-2:] == ["gaon-2026-11-20", "gaon-2026-11-20-2"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "1,234곳"}, ["‘실적’ 칸: 숫자만 적는 칸입니다: ‘1,234곳’. → 1234로 적으세요."]),
        (
            {"value": "", "period": ""},
            [
                "‘언제의 실적인가요’ 칸: 비어 있습니다. → 2024, 2024-Q1, 2024-03 가운데 한 꼴로 적으세요.",
                "‘실적’ 칸: 비어 있습니다. → 숫자이면 여기에, 아니면 ‘숫자가 아닌 실적’ 칸에 적으세요.",
            ],
        ),
        (
            {"indicator": "새로 연 공원"},
            [
                "‘지표’ 칸: 이 공약에 없는 지표입니다: ‘새로 연 공원’. 혹시 새로 연 공원(누계)인가요? "
                "→ 이 가운데 하나를 적으세요: 새로 연 공원(누계)(parks)"
            ],
        ),
        (
            {"source_url": "gaon-reprot"},
            [
                "‘출처의 주소’ 칸: 주소도 아니고 이미 실린 출처의 id도 아닙니다: ‘gaon-reprot’. 혹시 gaon-report인가요? "
                "→ https://로 시작하는 온전한 주소를 적으세요."
            ],
        ),
        (
            {"source_url": "https://gaon.example.org/new"},
            [
                f"‘{label}’ 칸: 처음 쓰이는 출처인데 비어 있습니다. → 값을 적으세요. 이미 실린 출처라면 그 주소나 id를 "
                "‘출처의 주소’ 칸에 적으세요."
                for label in ("출처의 제목", "펴낸 곳")
            ],
        ),
        (
            {"page": "https://example.org/gaon/smal-parks/"},
            [
                "‘공약 페이지의 주소’ 칸: 자료에 없는 공약의 주소입니다: ‘https://example.org/gaon/smal-parks/’. "
                "혹시 gaon/small-parks인가요? → 공약 페이지를 열고 주소를 그대로 붙여 넣으세요. 예: https://…/지역/공약/"
            ],
        ),
        (
            {"page": "https://example.org/gaon/"},
            [
                "‘공약 페이지의 주소’ 칸: 가온시 전체의 페이지라 어느 공약인지 알 수 없습니다. "
                "→ 공약 페이지를 열고 주소를 그대로 붙여 넣으세요. 예: https://…/지역/공약/"
            ],
        ),
        (
            {"agreed": "- [ ] 사람의 이름과 개인 연락처를 적지 않았습니다."},
            [
                "‘확인’ 칸: 확인하지 않은 것이 있습니다: ‘사람의 이름과 개인 연락처를 적지 않았습니다.’ "
                "→ 확인하고 표시하세요."
            ],
        ),
        (
            {"note": "첫 줄\n둘째 줄"},
            ["‘값에 붙일 설명’ 칸: 한 줄로 적는 칸에 여러 줄이 있습니다. → 한 줄로 줄여 적으세요."],
        ),
        (
            {"note": "가" * 10_000},
            ["‘값에 붙일 설명’ 칸: 글이 10,000자로 너무 깁니다. → 1,000자로 줄여 적으세요."],
        ),
    ],
)
def test_what_is_wrong_with_an_outcome_names_the_field(changed: dict[str, str], said: list[str]) -> None:
    assert refused(text_of("outcome", **OUTCOME | changed)) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"period": "2025년 12월"},
            "‘언제의 실적인가요’ 칸 [오류] 날짜로 읽을 수 없습니다: ‘2025년 12월’. → 2025-12로 적으세요.",
        ),
        ({"as_of": "Dec-24"}, "‘기준일’ 칸 [오류] 엑셀이 날짜로 바꾼 글자입니다: ‘Dec-24’."),
        ({"value": "1,234"}, "‘실적’ 칸 [오류] 수에 쉼표가 있습니다: ‘1,234’. → 쉼표 없이 1234로 적으세요."),
        ({"value": "아홉"}, "‘실적’ 칸 [오류] 수가 아닙니다: ‘아홉’."),
        (
            {"note": "=HYPERLINK(1)"},
            "‘값에 붙일 설명’ 칸 [오류] 엑셀이 계산식으로 여기는 글자(‘=’)로 시작합니다.",
        ),
        ({"note": "가\u202e나"}, "‘값에 붙일 설명’ 칸 [오류] 보이지 않는 제어 문자(U+202E)가 들어 있습니다."),
        (
            {"period": "2024", "as_of": "2025-09-30"},
            "‘공약 페이지의 주소’ 칸 [오류] 3행과 같은 행입니다",
        ),
    ],
)
def test_what_the_checks_say_of_the_made_row_names_the_field(
    data: Path, changed: dict[str, str], said: str
) -> None:
    before = (data / "gaon/outcomes.csv").read_bytes()
    code, text = run(data, text_of("outcome", **OUTCOME | changed), "--write")
    assert code == 1
    assert said in text
    assert (data / "gaon/outcomes.csv").read_bytes() == before


def test_text_that_means_something_to_a_program_stays_text(data: Path) -> None:
    note = '<img src=x onerror=alert(1)> {{ 7*7 }} **굵게** [가](javascript:1) "둘", ‘셋’'
    code, said = run(data, text_of("outcome", **OUTCOME, note=note), "--write")
    assert code == 0, said
    with (data / "gaon/outcomes.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[-1][-1] == note


def test_windows_line_ends_and_decomposed_hangul_are_read_alike() -> None:
    text = text_of("outcome", **OUTCOME, indicator="새로 연 공원(누계)")
    forms = tuple(FORMS.values())
    assert read_form(text.replace("\n", "\r\n"), forms) == read_form(text, forms)
    assert read_form(unicodedata.normalize("NFD", text), forms) == read_form(text, forms)


# ── fields that nobody can forge ────────────────────────────────────────────────────────────

ERROR = {"page": PARKS, "what": "2024년이 7곳으로 나옵니다."}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            text_of("error", **ERROR | {"what": "틀렸음\n\n### 맞는 값\n\n100"}),
            [
                "‘맞는 값’ 칸: ‘맞는 값’ 제목이 두 번 있습니다(17행). "
                "→ ###으로 시작하는 줄은 칸을 나누는 줄입니다. 되풀이된 줄에서 ###을 지우세요."
            ],
        ),
        (
            text_of("error", **ERROR | {"what": "틀렸음\n### 참고\n글"}),
            [
                "‘무엇이 틀렸나요’ 칸: 양식에 없는 제목이 있습니다(12행): ‘참고’. "
                "→ ###으로 시작하는 줄은 칸을 나누는 줄입니다. 글이라면 그 줄에서 ###을 지우세요."
            ],
        ),
        (
            text_of("error", **ERROR).replace("### 맞는 값\n\n_No response_\n\n", ""),
            ["‘맞는 값’ 칸이 없습니다. → 지워진 칸을 되살리거나 양식을 다시 쓰세요."],
        ),
        (
            "안녕하세요\n" + text_of("error", **ERROR),
            ["첫 칸의 앞에 다른 글이 1줄 있습니다. → 양식이 만든 글만 남기세요."],
        ),
        (
            text_of("error", **ERROR)
            .replace("### 맞는 값\n", "### x\n")
            .replace("### 페이지의 어느 곳인가요", "### 맞는 값")
            .replace("### x", "### 페이지의 어느 곳인가요"),
            [
                "칸의 순서가 다릅니다: ‘페이지의 어느 곳인가요’ 자리에 ‘맞는 값’. → 양식이 만든 순서대로 두세요."
            ],
        ),
        (
            "아무 글",
            [
                "양식으로 보낸 글이 아닙니다. → ‘실적 알리기’, ‘값 바로잡기’, ‘오류 알리기’ 양식으로 보낸 글을 처음부터 "
                "끝까지 그대로 넣으세요."
            ],
        ),
        ("", None),
    ],
    ids=["repeated", "unknown", "missing", "before", "order", "no form", "empty"],
)
def test_a_heading_within_a_value_makes_no_field(text: str, said: list[str] | None) -> None:
    found = refused(text)
    assert found == said if said is not None else found[0].startswith("양식으로 보낸 글이 아닙니다.")


# ── pages ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    [
        "https://example.github.io/pledges/gaon/small-parks/",
        "http://127.0.0.1:8000/gaon/small-parks/index.html?a=b#fig-years",
        "gaon/small-parks",
        "/gaon/small-parks/#money",
        "https://example.org/gaon/small%2Dparks",
        "<https://example.org/a/b/c/gaon/small-parks/years.csv>",
        "https://example.org/naru/field-school/../../gaon/small-parks/",
    ],
)
def test_a_page_is_known_by_its_address_wherever_the_site_lies(small: Book, address: str) -> None:
    found = commitment_at(address, small)
    assert found is not None
    assert found.key == "gaon/small-parks"


@pytest.mark.parametrize(
    "address", ["", "https://[", "https://example.org/", "gaon", "gaon/parks/small-parks", "://"]
)
def test_an_address_that_leads_to_no_commitment_gives_none(small: Book, address: str) -> None:
    assert commitment_at(address, small) is None


# ── a correction ────────────────────────────────────────────────────────────────────────────

LOG = "2026-11-22,outcomes.csv,small-parks/parks/2023,value,4,5,한 줄 밀려 읽었음\n"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"file": "실적", "column": "실적"},
        {"file": "data/gaon/outcomes.csv", "row": "small-parks,parks,2023,4,,2025-09-30,gaon-report,"},
        {"file": "outcomes", "row": ""},
    ],
    ids=["codes", "Korean words", "the row pasted", "the only row with the value"],
)
def test_a_correction_changes_one_cell_and_keeps_a_record(data: Path, changed: dict[str, str]) -> None:
    rows, log = (data / "gaon/outcomes.csv").read_bytes(), (data / "gaon/corrections.csv").read_bytes()
    code, said = run(data, text_of("correction", **CORRECTION | changed), "--write")
    assert code == 0, said
    old, new = b"small-parks,parks,2023,4,,", b"small-parks,parks,2023,5,,"
    assert (data / "gaon/outcomes.csv").read_bytes() == rows.replace(old, new)
    assert (data / "gaon/corrections.csv").read_bytes() == log + LOG.encode()


def test_a_corrected_code_is_kept_as_a_row_taken_out_and_says_what_it_became(data: Path) -> None:
    given = {"file": "지출", "row": "small-parks,planned,2024,total,300,2022-10-31,gaon-first-plan,"}
    changed = given | {"column": "연도", "before": "2024", "after": "2027"}
    code, said = run(data, text_of("correction", **CORRECTION | changed), "--write")
    assert code == 0, said
    assert (data / "gaon/spending.csv").read_text("utf-8").splitlines()[3] == (
        "small-parks,planned,2027,total,300,2022-10-31,gaon-first-plan,"
    )
    assert (data / "gaon/corrections.csv").read_text("utf-8").splitlines()[-1] == (
        "2026-11-22,spending.csv,small-parks/planned/2024/total,amount_million_krw,300,,한 줄 밀려 읽었음 (2024 → 2027)"
    )


def test_a_correction_of_a_sheet_changes_one_value_and_keeps_every_other_letter(data: Path) -> None:
    path = data / "gaon/pledges/small-parks.yml"
    before = path.read_text("utf-8")
    given = {"file": "pledges/small-parks.yml", "row": "", "column": "milestones[sites].done"}
    text = text_of("correction", **CORRECTION | given | {"before": "2023-08-20", "after": "2023-08-21"})
    code, said = run(data, text, "--write")
    assert code == 0, said
    assert path.read_text("utf-8") == before.replace("    done: 2023-08-20\n", "    done: 2023-08-21\n")
    assert (data / "gaon/corrections.csv").read_text("utf-8").splitlines()[-1] == (
        "2026-11-22,pledges/small-parks.yml,small-parks,milestones[sites].done,2023-08-20,2023-08-21,한 줄 밀려 읽었음"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"file": "outcome.csv", "column": ""},
            ["‘열’ 칸: 비어 있습니다. → 고칠 열의 이름을 적으세요. 예: value"],
        ),
        (
            {"file": "corrections.csv"},
            [
                "‘파일’ 칸: 이 지역에서 고칠 수 있는 파일이 아닙니다: ‘corrections.csv’. → 이 가운데 하나를 적으세요: "
                "changes.csv, outcomes.csv, pledges/small-parks.yml, published_rates.csv, sources.csv, spending.csv, "
                "statuses.csv, targets.csv"
            ],
        ),
        (
            {"file": "../../etc/passwd"},
            [
                "‘파일’ 칸: 이 지역에서 고칠 수 있는 파일이 아닙니다: ‘../../etc/passwd’. → 이 가운데 하나를 적으세요: "
                "changes.csv, outcomes.csv, pledges/small-parks.yml, published_rates.csv, sources.csv, spending.csv, "
                "statuses.csv, targets.csv"
            ],
        ),
        (
            {"column": "vlaue"},
            [
                "‘열’ 칸: 이 파일에 없는 열입니다: ‘vlaue’. 혹시 value인가요? → 이 가운데 하나를 적으세요: commitment(공약 이름), "
                "indicator(지표), period(실적 시점), value(실적), value_text(글로 적힌 실적), as_of(기준일), source(출처), "
                "note(설명)"
            ],
        ),
        (
            {"before": "7"},
            [
                "‘지금 적힌 값’ 칸: outcomes.csv 2행의 value 칸은 ‘4’입니다. 적은 값: ‘7’. "
                "→ 자료에 적힌 그대로 적고, 행이 맞는지 보세요."
            ],
        ),
        (
            {"row": "night-bus/riders/2023"},
            [
                "‘행’ 칸: 이 공약에 그런 행이 없습니다: ‘night-bus/riders/2023’. → 그 행을 CSV에서 통째로 복사해 붙이세요."
            ],
        ),
        (
            {"row": "", "column": "as_of", "before": "2025-09-30", "after": "2025-10-01"},
            [
                "‘행’ 칸: 여러 행이 맞아 하나로 정할 수 없습니다: 2행 small-parks,parks,2023,4,,2025-09-30,gaon-report,; "
                "3행 small-parks,parks,2024,6,,2025-09-30,gaon-report,. → 그 행을 CSV에서 통째로 복사해 붙이세요."
            ],
        ),
        ({"after": "4"}, ["‘맞는 값’ 칸: ‘지금 적힌 값’ 칸과 같습니다. → 바로잡은 값을 적으세요."]),
        (
            {"file": "pledges/small-parks.yml", "column": "period.ends", "row": ""},
            [
                "‘열’ 칸: pledges/small-parks.yml에서 값 하나를 찾을 수 없습니다: ‘period.ends’. → 있는 값의 이름을 점으로 이어 "
                "적으세요. 예: period.end, milestones[sites].due. 없던 값을 더하는 일은 파일에서 직접 하세요."
            ],
        ),
        (
            {"file": "pledges/small-parks.yml", "column": "period.end", "row": ""},
            [
                "‘지금 적힌 값’ 칸: pledges/small-parks.yml 36행의 period.end 값은 ‘2025’입니다. 적은 값: ‘4’. "
                "→ 자료에 적힌 그대로 적으세요."
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_correction_names_the_field(changed: dict[str, str], said: list[str]) -> None:
    assert refused(text_of("correction", **CORRECTION | changed)) == said


def test_a_wrong_corrected_value_is_told_by_its_field_and_not_written(data: Path) -> None:
    code, said = run(data, text_of("correction", **CORRECTION | {"after": "다섯"}), "--write")
    assert code == 1
    assert "‘맞는 값’ 칸 [오류] 수가 아닙니다: ‘다섯’." in said
    assert (data / "gaon/outcomes.csv").read_bytes() == (SMALL / "gaon/outcomes.csv").read_bytes()


# ── a report of an error ────────────────────────────────────────────────────────────────────


def test_a_report_is_summed_up_with_the_rows_that_hold_its_figures(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    what = "9000명이 아니라 9,500명입니다.\n<script>alert(1)</script>\x1b[31m"
    page = "https://example.org/gaon/night-bus/#goal"
    code, said = run(data, text_of("error", page=page, what=what, right="9500"), "--write")
    assert code == 0
    assert "\x1b" not in said
    lines = said.splitlines()
    assert lines[:6] == [
        "양식: 오류 알리기",
        f"페이지의 주소: {page}",
        "페이지의 어느 곳인가요: 적지 않음",
        "무엇이 틀렸나요: 9000명이 아니라 9,500명입니다.",
        "    <script>alert(1)</script>\N{REPLACEMENT CHARACTER}[31m",
        "맞는 값: 9500",
    ]
    assert "공약 파일: data/gaon/pledges/night-bus.yml (밤 버스 두 노선 늘리기)" in lines
    assert "data/gaon/outcomes.csv: 3행 (4~6행)" in lines
    at = lines.index("글에 나온 수가 있는 행:")
    assert lines[at + 1 : at + 3] == [
        "    data/gaon/outcomes.csv 4행: night-bus,riders,2023,9000,,2025-09-30,gaon-report,",
        "이 양식은 파일을 바꾸지 않습니다.",
    ]
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_report_about_another_page_is_still_summed_up(data: Path) -> None:
    code, said = run(data, text_of("error", page="https://example.org/glossary/", what="뜻이 이상합니다"))
    assert code == 0
    assert "공약 페이지가 아니어서 어느 행인지는 찾지 않았습니다." in said


# ── one value of a file ─────────────────────────────────────────────────────────────────────


def test_a_record_knows_where_each_cell_stands() -> None:
    text = 'a,b,c\n1,"x, ""y""\nz",3\n\n"",,\n4,5,'
    found = list(records(text))
    assert [each.line for each in found] == [1, 2, 4, 5, 6]
    assert [list(each.cells) for each in found] == list(csv.reader(io.StringIO(text)))
    assert with_cell(text, found[1], 1, "w") == text.replace('"x, ""y""\nz"', "w")
    assert with_cell(text, found[4], 2, 'p"q,') == text + '"p""q,"'
    with pytest.raises(csv.Error):
        list(records('a\n"b'))


@pytest.mark.parametrize(
    ("path", "was", "new", "line"),
    [
        ("a", "one", "둘: 셋", 'a: "둘: 셋" # note'),
        ("b", "8", "9", 'b: "9"'),
        ("c.d", "x", "y, z", '  d: "y, z"'),
        ("e", "q", "r", "e: [p, r]"),
        ("f[second].g", "2", "3", "    g: 3"),
        ("h", "long text\n", "short", "h: short"),
    ],
)
def test_a_value_of_yaml_is_exchanged_alone(path: str, was: str, new: str, line: str) -> None:
    text = (
        'a: one # note\nb: "8"\nc:\n  d: x\ne: [p, q]\nf:\n  - id: first\n    g: 1\n  - id: second\n    g: 2\n'
        "h: |\n  long text\ni: end\n"
    )
    made = with_scalar(text, scalar_at(text, path, was), new)
    assert line in made.splitlines()
    node: Any = scalar_at(made, path, new)
    assert node.value == new
    back = yaml.safe_load(made)
    assert list(back) == list("abcefhi")
    assert back["i"] == "end"


def test_filled_forms_compare_by_what_was_typed() -> None:
    filled = read_form(text_of("error", **ERROR), tuple(FORMS.values()))
    assert isinstance(filled, Filled)
    assert filled["what"] == "2024년이 7곳으로 나옵니다."
    assert filled["right"] == ""
