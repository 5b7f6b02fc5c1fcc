"""Problems in English, with their value as written: for a person, for a program, for GitHub."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import check
from macros.check import TITLES, check_data
from macros.language import Said
from macros.load import load_files, with_values
from macros.problem import Problem, Where, as_json, counted, problem
from tests.changed import added, copied, exchange, written
from tests.english import not_english, unquoted

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)
SPENDING, STATUSES, PARKS = "gaon/spending.csv", "gaon/statuses.csv", "gaon/pledges/small-parks.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """What is said of a folder with several things wrong."""
    data = copied(tmp_path_factory.mktemp("broken"))
    exchange(
        SPENDING, "small-parks,planned,2023,total,400,2022-10-31", "small-parks,planned,2023,total,400,Oct-22"
    )(data)
    exchange(
        SPENDING,
        "small-parks,planned,2024,total,300,2022-10-31",
        'small-parks,planned,2024,total,"1,300",2022-10-31',
    )(data)
    added(
        STATUSES,
        "small-park,on_track,정상추진,2025-09-30,,,gaon-report,",
        "night-bus,완료,완료,2025-09-30,,,gaon-report,",
    )(data)
    exchange(PARKS, "field: environment", "field: 환경")(data)
    exchange(PARKS, "no: 1-1", "번호: 1-1")(data)
    return check_data(data, AS_OF).problems


def values(problems: tuple[Problem, ...], rule: str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.value) for each in problems if each.rule == rule]


# ── English beside the Korean ───────────────────────────────────────────────────────────────


def pairs() -> Iterator[tuple[str, str, str]]:
    """Where, Korean and English of every pair whose words stand in the code."""
    for room in ("model", "load", "check", "pages"):
        for path in sorted((ROOT / "macros" / room).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                named = (
                    isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Said"
                )
                if named and len(node.args) == 2:
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    ko, en = ("".join(words(each)) for each in node.args)
                    yield where, ko, en


def words(node: ast.AST) -> Iterator[str]:
    """The words of a literal, {} for what is put in."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from words(part)
    else:
        yield "{}"


def test_every_pair_of_words_is_korean_and_english() -> None:
    found = list(pairs())
    assert len(found) > 250
    assert [where for where, ko, en in found if bool(ko.strip()) != bool(en.strip())] == []
    assert [(where, en) for where, _, en in found if re.search("[가-힣]", unquoted(en))] == []


def test_every_rule_has_an_english_title() -> None:
    titles = {id: title.en for id, title in TITLES.items()}
    assert [id for id, en in titles.items() if not re.fullmatch(r"[A-Z][^가-힣]+[^.]", en)] == []
    assert len(set(titles.values())) == len(titles)


def test_the_real_data_is_told_in_english_too() -> None:
    assert not_english(check_data(ROOT / "tests" / "records" / "data", AS_OF).problems) == []


NAMES = (
    "title, title_en, no, term, field, keywords, department, summary, source, programme, classification, pledged, "
    "stated, period, participants, actions, indicators, roadmap, milestones, contacts, events, gaps, remarks, related"
)
STATUSES_KNOWN = "completed, completed_ongoing, on_track, partial, on_hold, dropped, other, unknown"


def test_several_things_wrong_are_told_in_english_all_at_once(broken: tuple[Problem, ...]) -> None:
    out = StringIO()
    check.print_problems(broken, out, "en")
    assert out.getvalue().splitlines() == [
        "data/gaon/pledges/small-parks.yml line 4 column 1 [Error] ‘번호’: This name is not known. "
        f"→ Known names: {NAMES}",
        "data/gaon/pledges/small-parks.yml line 6 column 1 [Error] field: There are characters that a code may not "
        "have: ‘환경’. Did you mean environment? → Write small letters a to z, digits and hyphens, such as on_track",
        "",
        "data/gaon/spending.csv line 3 column 6 [Error] as_of: Excel turned this into a date: ‘Oct-22’. "
        "→ Set the cell’s format to Text. Look at the source and write 2022-10.",
        "data/gaon/spending.csv line 4 column 5 [Error] amount_million_krw: The number has commas in it: ‘1,300’. "
        "→ Write it without commas: 1300",
        "",
        "data/gaon/statuses.csv line 5 column 2 [Error] status: This code is not known: ‘완료’. "
        f"Did you mean completed? → Known codes: {STATUSES_KNOWN}",
        "",
        "data/naru/published_rates.csv line 2 column 4 [Notice] ‘나루군’, ‘공약 이행률’: The counts published beside "
        "it do not give 60%: completion 25.0%, on_track 75.0%. → Compare the counts and the rate with the source. "
        "Leave them if they are the same.",
        "data/naru/published_rates.csv line 2 column 14 [Notice] The source of the published rate ‘공약 이행률’ of "
        "‘나루군’, 60%, is not official (press). (written: ‘naru-rate’) → If a document of the authority itself is found, "
        "add it to sources.csv and name it as the source.",
        "",
        "data/naru/sources.csv line 3 column 8 [Notice] The licence of this source is not known: ‘나루신문, 나루군 공약 "
        "이행률 60%’. → Write it if the source tells it. Leave it empty if not.",
        "",
        "5 errors, 0 warnings, 3 notices",
    ]


def test_counts_are_told_in_the_language() -> None:
    one = problem("error", "same-row", Where("data/a.csv", 2), Said("가.", "A."), Said("나.", "B."))
    assert counted([one], "en") == "1 error, 0 warnings, 0 notices"
    assert counted([one]) == "오류 1건, 경고 0건, 참고 0건"


# ── the nearest right one ───────────────────────────────────────────────────────────────────

HINTS: tuple[tuple[Callable[[Path], object], str, str], ...] = (
    (exchange(SPENDING, "commitment,measure", "공약 이름,measure"), "csv-header", "commitment"),
    (exchange(STATUSES, "small-parks,on_track", "small-parks,정상 추진"), "unknown-code", "on_track"),
    (exchange(STATUSES, "small-parks,on_track", "Small Parks,on_track"), "code-form", "small-parks"),
    (exchange(PARKS, "source: gaon-plan\nclass", "source: gaon-pln\nclass"), "unknown-source", "gaon-plan"),
    (exchange(PARKS, 'term: "8"', "term: 민선8기"), "unknown-term", "8"),
    (exchange(PARKS, "authority: [own]", "authority: [owm]"), "unknown-word", "own"),
    (exchange("gaon/place.yml", "level:", "lebel:"), "unknown-key", "level"),
    (exchange("terms.yml", "  completed:\n", "  complete:\n"), "missing-word", "completed"),
    (written("gaon/spendings.csv", "a\n"), "file-unknown", "spending.csv"),
)


@pytest.mark.parametrize(("change", "rule", "meant"), HINTS)
def test_who_mistypes_is_told_the_nearest_right_one(
    data: Path, change: Callable[[Path], object], rule: str, meant: str
) -> None:
    change(data)
    found = [each for each in check_data(data, AS_OF).problems if each.rule == rule]
    assert any(f"혹시 {meant}인가요?" in each.message + each.tip for each in found)
    assert any(f"Did you mean {meant}?" in each.message_en + each.tip_en for each in found)


# ── the value as written ────────────────────────────────────────────────────────────────────


def test_a_problem_has_the_value_of_its_line_and_column(broken: tuple[Problem, ...]) -> None:
    assert values(broken, "excel-date") == [(3, 6, "Oct-22")]
    assert values(broken, "number-comma") == [(4, 5, "1,300")]
    assert values(broken, "unknown-key") == [(4, 1, "번호")]
    assert values(broken, "no-licence") == [(3, 8, "")]


def test_the_value_is_found_behind_cells_of_several_lines_and_in_an_encoding_of_excel(data: Path) -> None:
    path = data / SPENDING
    text = path.read_text("utf-8").replace(",gaon-first-plan,당초\n", ',gaon-first-plan,"당초,\n첫 계획"\n')
    text = text.replace(
        "small-parks,planned,2023,total,400,2022-10-31", "small-parks,planned,2023,totle,400,2022-10-31"
    )
    path.write_bytes(text.replace("\n", "\r\n").encode("cp949"))
    assert values(check_data(data, AS_OF).problems, "unknown-code") == [(4, 4, "totle")]


def test_a_value_of_a_mapping_within_is_found_at_its_own_line(data: Path) -> None:
    exchange(PARKS, "  cost_million_krw: 1200", "  cost_million_krw: 1250  # 백만 원")(data)
    exchange(PARKS, "    national: 50", "    national: '55'")(data)
    found = check_data(data, AS_OF).problems
    assert values(found, "stated-cost") == [(27, 3, "1250")]
    assert values(found, "stated-shares") == [(30, 5, "55")]


def test_what_is_missing_has_no_value_and_a_line_that_cannot_be_read_is_the_value(data: Path) -> None:
    exchange(PARKS, "field: environment\n", "")(data)
    exchange("gaon/place.yml", "level:", "\tlevel:")(data)
    found = check_data(data, AS_OF).problems
    assert [each[2] for each in values(found, "missing")] == [""]
    assert [each[2].split(":")[0] for each in values(found, "yaml-tab")] == ["level"]


def test_what_may_be_a_person_is_never_repeated(data: Path) -> None:
    exchange(PARKS, "department: 공원과", "department: 공원과 홍 길 동")(data)
    exchange(STATUSES, "gaon-report,\nnight", "gaon-report,010-1234-5678\nnight")(data)
    found = [each for each in check_data(data, AS_OF).problems if each.rule == "personal-data"]
    assert [(each.line, each.value) for each in found] == [(8, ""), (2, "")]
    assert "홍" not in json.dumps(as_json(found), ensure_ascii=False)


def test_values_are_looked_up_again_without_a_difference(broken: tuple[Problem, ...], data: Path) -> None:
    files = {f"data/{path.relative_to(data).as_posix()}": path.read_bytes() for path in data.rglob("*.*")}
    found = check_data(data, AS_OF).problems
    folder = load_files(files).folder
    assert folder is not None
    assert [each.value for each in with_values(found, folder)] == [each.value for each in found]


# ── for a program, for GitHub ───────────────────────────────────────────────────────────────


def test_json_has_the_value_and_the_words_of_one_language(broken: tuple[Problem, ...]) -> None:
    answer: Mapping[str, Any] = as_json(broken, "en")
    found = next(each for each in answer["problems"] if each["rule"] == "number-comma")
    assert found == {
        "level": "error",
        "rule": "number-comma",
        "path": "data/gaon/spending.csv",
        "line": 4,
        "column": 5,
        "value": "1,300",
        "message": "amount_million_krw: The number has commas in it: ‘1,300’.",
        "tip": "Write it without commas: 1300",
    }
    assert answer["counts"] == {"error": 5, "warning": 0, "notice": 3}


def test_the_command_answers_in_english(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ["--as-of", AS_OF.isoformat(), "--data", str(data)]
    monkeypatch.setattr("sys.argv", ["check.py", "--lang", "en", *day])
    assert check.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 errors, 1 warning, 3 notices"
    monkeypatch.setattr("sys.argv", ["check.py", "--lang", "en", "--json", *day])
    assert check.main() == 0
    first = json.loads(capsys.readouterr().out)["problems"][0]
    assert first["tip"] == "Add new rows to the ledgers if a new progress report has appeared."


def test_annotations_are_in_the_language(broken: tuple[Problem, ...]) -> None:
    out = StringIO()
    check.print_annotations(
        [each for each in broken if each.rule in ("excel-date", "no-official-source")], out, "en"
    )
    assert out.getvalue().splitlines() == [
        "::error file=data/gaon/spending.csv,line=3,col=6,title=data/gaon/spending.csv line 3 column 6 · Error::as_of: "
        "Excel turned this into a date: ‘Oct-22’. → Set the cell’s format to Text. Look at the source and write 2022-10.",
        "::notice file=data/naru/published_rates.csv,line=2,col=14,title=data/naru/published_rates.csv line 2 column 14 · "
        "Notice::The source of the published rate ‘공약 이행률’ of ‘나루군’, 60%25, is not official (press). (written: ‘naru-rate’) "
        "→ If a document of the authority itself is found, add it to sources.csv and name it as the source.",
    ]


def test_the_summary_leads_to_the_line_errors_first(broken: tuple[Problem, ...], tmp_path: Path) -> None:
    rules = ("no-official-source", "excel-date")
    variables = {
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "example/pledges",
        "GITHUB_SHA": "c0ffee00" * 5,
    }
    blob = check.blob_address(variables)
    assert blob == f"https://github.com/example/pledges/blob/{'c0ffee00' * 5}"
    found = [each for each in broken if each.rule in rules]
    check.write_summary(found, tmp_path / "summary.md", "en", blob)
    assert (tmp_path / "summary.md").read_text("utf-8").splitlines() == [
        "### Check of the data: 1 error, 0 warnings, 1 notice",
        "",
        "**Fix the errors first.** While there is one, nothing is published and the last site stays. "
        "Warnings and notices do not stop publication.",
        "",
        "#### Error: 1",
        "",
        "| Where | What is wrong | Written | What to do |",
        "| --- | --- | --- | --- |",
        f"| [data/gaon/spending.csv line 3 column 6]({blob}/data/gaon/spending.csv?plain=1#L3) | as\\_of: Excel turned "
        "this into a date: ‘Oct-22’. |  | Set the cell’s format to Text. Look at the source and write 2022-10. |",
        "",
        "#### Notice: 1",
        "",
        "| Where | What is wrong | Written | What to do |",
        "| --- | --- | --- | --- |",
        f"| [data/naru/published\\_rates.csv line 2 column 14]({blob}/data/naru/published_rates.csv?plain=1#L2) | The "
        "source of the published rate ‘공약 이행률’ of ‘나루군’, 60%, is not official (press). | naru-rate | If a document "
        "of the authority itself is found, add it to sources.csv and name it as the source. |",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_SERVER_URL", "javascript:alert(1)"),
        ("GITHUB_REPOSITORY", "a/b)](x"),
        ("GITHUB_SHA", "main"),
        ("GITHUB_SHA", ""),
    ],
)
def test_an_address_that_is_none_gives_no_links(name: str, value: str) -> None:
    sound = {
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "example/pledges",
        "GITHUB_SHA": "c0ffee00" * 5,
    }
    assert check.blob_address(sound)
    assert check.blob_address({**sound, name: value}) == ""


def test_a_summary_of_nothing_says_so(tmp_path: Path) -> None:
    check.write_summary([], tmp_path / "summary.md")
    assert (tmp_path / "summary.md").read_text("utf-8") == (
        "### 자료 검사: 오류 0건, 경고 0건, 참고 0건\n\n고칠 것이 없습니다.\n\n"
    )
