"""What is generated from the model: JSON Schemas that fit the data, a data dictionary that leaves nothing out."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

import schema
from macros.check import RULES, TITLES
from macros.load import load_book
from macros.model import SHEETS, TABLES, columns
from tests.changed import SMALL, copied

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
README = (DATA / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(csv|yaml)\n(.*?)```", README, re.DOTALL)


def sheets_of(data: Path) -> dict[str, list[str]]:
    """Schema name → the YAML files it is for."""
    found = {name: [str(data / f"{name}.yml")] for name in ("site", "terms", "editions")}
    found["place"] = [str(path) for path in sorted(data.glob("*/place.yml"))]
    found["commitment"] = [
        str(path) for sub in ("pledges", "programmes") for path in sorted(data.glob(f"*/{sub}/*.yml"))
    ]
    return found


@pytest.mark.parametrize("data", [DATA, SMALL], ids=["real", "small"])
@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_passes_its_schema_as_an_editor_reads_it(data: Path, name: str) -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(DATA / "schema" / f"{name}.json"),
    ]
    done = subprocess.run([*command, *sheets_of(data)[name]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("commitment", "title: 공약\nfield: safety\nsource: a\ntitel: 공약\n"),
        ("commitment", "title: 공약\nfield: safety\n"),
        ("commitment", "title: 공약\nfield: Safety First\nsource: a\n"),
        ("commitment", "title: 공약\nfield: safety\nsource: a\nperiod:\n  end: 2024. 3.\n"),
        (
            "commitment",
            "title: 공약\nfield: safety\nsource: a\nindicators:\n  jobs:\n    name: 일자리\n    kind: 누계\n",
        ),
        (
            "commitment",
            "title: 공약\nfield: safety\nsource: a\ncontacts:\n  - role: 팀장\n    name: 아무개\n",
        ),
        ("place", "name: 가온시\nlevel: city\nfund_labels:\n  city: 시비\n"),
        ("site", "title: 사이트\nrepository: example\n"),
    ],
)
def test_a_wrong_sheet_fails_its_schema(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "wrong.yml").write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(DATA / "schema" / f"{name}.json"),
    ]
    done = subprocess.run(
        [*command, str(tmp_path / "wrong.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout


def test_keys_without_a_value_pass_the_schema(tmp_path: Path) -> None:
    sheet = tmp_path / "blank.yml"
    sheet.write_text("title: 공약\nfield: safety\nsource: a\nno:\nperiod:\nkeywords:\nindicators:\n", "utf-8")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(DATA / "schema" / "commitment.json"),
    ]
    done = subprocess.run([*command, str(sheet)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", TABLES)
def test_a_row_schema_has_the_columns_of_the_file(name: str) -> None:
    row = json.loads((DATA / "schema" / f"{name.removesuffix('.csv')}.row.json").read_text("utf-8"))
    assert tuple(row["properties"]) == columns(TABLES[name])
    assert row["additionalProperties"] is False
    assert all(part["description"] for part in row["properties"].values())


def test_schemas_are_described_in_korean() -> None:
    for text in schema.schemas().values():
        described = re.findall(r'"description": "([^"]*)"', text)
        assert described
        assert all(re.search("[가-힣]", each) for each in described)


def test_every_yaml_file_names_its_schema() -> None:
    for data in (DATA, SMALL):
        for name, paths in sheets_of(data).items():
            for path in map(Path, paths):
                first = path.read_text("utf-8").splitlines()[0]
                assert first.startswith("# yaml-language-server: $schema="), path
                target = (path.parent / first.partition("=")[2]).resolve()
                assert target == DATA / "schema" / f"{name}.json", path


# ── freshness ───────────────────────────────────────────────────────────────────────────────


def test_what_is_generated_is_fresh() -> None:
    assert schema.stale(DATA) == []


def test_stale_files_are_named(tmp_path: Path) -> None:
    data = copied(tmp_path)
    (data / "schema").mkdir()
    (data / "README.md").write_text("<!-- schema.py: rules -->\n옛 표\n<!-- /schema.py -->\n", "utf-8")
    for name, text in schema.schemas().items():
        (data / "schema" / name).write_text(text, "utf-8")
    (data / "schema" / "pledge.json").write_text("{}", "utf-8")
    (data / "schema" / "site.json").write_text("{}", "utf-8")
    (data / "schema" / "terms.json").unlink()
    found = [path.relative_to(data).as_posix() for path in schema.stale(data)]
    assert found == ["schema/site.json", "schema/terms.json", "schema/pledge.json", "README.md"]


def test_making_the_tables_again_changes_nothing() -> None:
    once = schema.readme(README)
    assert once == README
    assert schema.readme("<!-- schema.py: rules -->\n옛 표\n<!-- /schema.py -->\n글\n").endswith(
        "|\n<!-- /schema.py -->\n글\n"
    )


def test_an_unknown_mark_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        schema.readme("<!-- schema.py: nothing -->\n<!-- /schema.py -->")


@pytest.mark.parametrize(("option", "code"), [("--check", 0), ("--wrong", 2)])
def test_the_command_ends_with_the_right_code(option: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/schema.py", option], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == code, done.stderr


# ── the data dictionary ─────────────────────────────────────────────────────────────────────


def test_every_table_stands_in_the_dictionary_once() -> None:
    assert sorted(re.findall(r"<!-- schema\.py: ([\w.]+) -->", README)) == sorted(schema.tables())


def names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items() if name != "where"]


@pytest.mark.parametrize("mark", [*SHEETS, *TABLES])
def test_a_table_has_every_name_of_its_file_and_what_it_means(mark: str) -> None:
    model = SHEETS.get(mark) or TABLES[mark]
    told = dict(re.findall(r"^\| `([^`]+)` \|.*\| ([^|]*) \|$", schema.tables()[mark], re.MULTILINE))
    assert [name for name in told if "." not in name] == names(model)
    assert all(re.search("[가-힣]", meaning) for meaning in told.values())


def test_a_table_says_what_is_needed_in_what_form_and_unit() -> None:
    rows = schema.tables()["spending.csv"].splitlines()
    assert rows[2] == "| `commitment` | ● | 이름(id) |  | 공약 이름 (id) |"
    assert rows[6] == (
        "| `amount_million_krw` |  | 수 | 백만 원 | 금액 (백만 원). 빈칸은 문서의 빈칸, 0은 적힌 0 |"
    )
    assert "| `roadmap[].from` | ● | 날짜 |  | 시작 |" in schema.tables()["commitment"]
    assert "| `indicators.<이름>.unit` |  | 글 |  | 단위 |" in schema.tables()["commitment"]
    assert "| `stated.shares` |  | 수 모음 | % | 재원 비율 (%) |" in schema.tables()["commitment"]


def test_every_rule_stands_in_the_dictionary() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| (?:오류|경고|참고) \|", README, re.MULTILINE)
    assert told == list(TITLES)
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_the_examples_of_the_dictionary_are_right(tmp_path: Path) -> None:
    data = copied(tmp_path)
    place = data / "example"
    (place / "pledges").mkdir(parents=True)
    (place / "place.yml").write_text("name: 보기시\nlevel: city\n", "utf-8")
    (place / "sources.csv").write_text(",".join(columns(TABLES["sources.csv"])) + "\n", "utf-8")
    used = []
    for number, (kind, text) in enumerate(BLOCKS):
        if kind == "yaml":
            (place / "pledges" / f"example-{number}.yml").write_text(text, "utf-8")
            continue
        header = next(csv.reader(io.StringIO(text)))
        name = next(name for name, row in TABLES.items() if list(columns(row)) == header)
        (place / name).write_text(text, "utf-8")
        used.append(name)
    assert load_book(data).problems == ()
    assert sorted(used) == sorted(set(TABLES) - {"sources.csv", "published_rates.csv"})
    assert [kind for kind, _ in BLOCKS].count("yaml") == 1


def test_every_file_of_the_data_folder_is_in_the_list_of_files() -> None:
    listed = re.findall(r"^\| `([^`]+)` \| [^|]+ \|$", README.partition("## 행의 규칙")[0], re.MULTILINE)
    wanted = ["site.yml", "terms.yml", "sources.csv", "editions.yml", "<지역>/place.yml"]
    wanted += ["<지역>/pledges/<이름>.yml", "<지역>/programmes/<이름>.yml", "schema/*.json"]
    assert sorted(listed) == sorted([*wanted, *(f"<지역>/{name}" for name in TABLES)])
