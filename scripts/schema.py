"""Writes what is generated from the model: JSON Schemas for editors, the tables of data/README.md. --check compares."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import environment

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = dict[str, Any]
Codes = Mapping[str, Mapping[str, str]]
OFFERED = "defaultSnippets"  # the name under which VS Code and others take values to offer
TITLES = {
    "site": "data/site.yml: 사이트와 임기",
    "terms": "data/terms.yml: 코드와 낱말",
    "editions": "data/editions.yml: 자료의 판",
    "place": "data/<지역>/place.yml: 지역",
    "commitment": "data/<지역>/pledges/<이름>.yml, programmes/<이름>.yml: 공약과 지원사업",
}
MARKS = re.compile(r"(<!-- schema\.py: ([\w.]+) -->\n).*?(<!-- /schema\.py -->)", re.DOTALL)


def schemas(codes: Codes | None = None) -> dict[str, str]:
    """File name in data/schema/ → JSON Schema of a YAML file, or of one row of a CSV file.

    `codes`: path of a name → code → Korean, which an editor offers beside what the model knows by itself.
    """
    from macros.model import SHEETS, TABLES

    found = {f"{name}.json": _document(TITLES[name], model, codes or {}) for name, model in SHEETS.items()}
    for name, row in TABLES.items():
        title = f"data/<지역>/{name}의 한 행"
        found[f"{name.removesuffix('.csv')}.row.json"] = _document(title, row)
    return found


def _document(title: str, model: type[BaseModel], codes: Codes | None = None) -> str:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **_schema(model)}
    if codes is not None:
        schema = _explained(schema)
        _offer(schema, schema.get("$defs", {}), "", codes)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _explained(schema: Any) -> Any:
    """With the Korean word of each code of the model beside it, as editors show it."""
    from macros.language import DIRECTIONS, INDICATOR_KINDS

    if isinstance(schema, list):
        return [_explained(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _explained(value) for key, value in schema.items()}
    for words in (INDICATOR_KINDS, DIRECTIONS):
        if schema.get("enum") == list(words):
            found["enumDescriptions"] = list(words.values())
    return found


def _offer(schema: Schema, defs: Schema, before: str, codes: Codes) -> None:
    """Put the codes that the data itself defines where an editor offers them; what is allowed stays as it is."""
    for name, part in schema.get("properties", {}).items():
        path = f"{before}{name}"
        inner, mark = _inside(part)
        if "$ref" in inner:
            _offer(defs[inner["$ref"].rpartition("/")[2]], defs, f"{path}.", codes)
        if path in codes:
            snippets = [{"label": code, "description": ko, "body": code} for code, ko in codes[path].items()]
            lists = [each for each in (part, *part.get("anyOf", ())) if "items" in each]
            (lists[0]["items"] if mark and lists else part)[OFFERED] = snippets


def _without_offers(text: str) -> Any:
    """A schema but for the codes of the data: a new code in terms.yml makes no schema stale."""
    return json.loads(text, object_hook=lambda found: {k: v for k, v in found.items() if k != OFFERED})


def _schema(model: type[BaseModel]) -> Schema:
    return _tidy(model.model_json_schema(by_alias=True))


def _tidy(schema: Schema, widen: bool = True) -> Schema:
    """What editors need: no English docstrings, blanks allowed, and numbers where YAML makes a number of a text.

    `widen` is off beside an alternative that is a number: 2023 is a year, but 2023.5 is no date.
    """
    out: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "$defs"):
            out[key] = {name: _tidy(part) for name, part in value.items()}
        elif isinstance(value, dict):
            out[key] = _tidy(value)
        elif key == "anyOf":
            numeric = any(part.get("type") in ("number", "integer") for part in value)
            out[key] = [_tidy(part, widen=not numeric) for part in value]
        elif key not in ("title", "default"):
            out[key] = value
    if "properties" in out:
        out.pop("description", None)
        needed = out.get("required", [])
        out["properties"] = {
            name: part if name in needed else _or_blank(part) for name, part in out["properties"].items()
        }
    if widen and out.get("type") == "string" and "enum" not in out:
        out["type"] = ["string", "number"]
    if "patternProperties" in out:
        out["additionalProperties"] = False
    return out


def _or_blank(schema: Schema) -> Schema:
    """A key without a value counts as absent, so it may be null."""
    blank = {"type": "null"}
    if "anyOf" in schema:
        parts = schema["anyOf"] if blank in schema["anyOf"] else [*schema["anyOf"], blank]
        return {**schema, "anyOf": parts}
    described = {key: schema[key] for key in ("description",) if key in schema}
    return {
        **described,
        "anyOf": [{key: value for key, value in schema.items() if key not in described}, blank],
    }


# ── tables of data/README.md ────────────────────────────────────────────────────────────────


def readme(text: str) -> str:
    """data/README.md with its generated tables made anew. KeyError for a mark of an unknown table."""
    made = tables()
    return MARKS.sub(lambda found: f"{found[1]}{made[found[2]]}{found[3]}", text)


def tables() -> dict[str, str]:
    """Mark → Markdown table: each YAML file by the name of its schema, each CSV file, and the rules."""
    from macros.model import SHEETS, TABLES

    made = {name: _keys(model) for name, model in SHEETS.items()}
    made |= {name: _keys(row) for name, row in TABLES.items()}
    return {**made, "rules": _rules()}


def _keys(model: type[BaseModel]) -> str:
    schema = _schema(model)
    lines = ["| 이름 | 꼭 | 꼴 | 단위 | 뜻 |", "| --- | :-: | --- | --- | --- |"]
    for name, needed, part in _listed(schema, schema.get("$defs", {}), "", set()):
        described = part.get("description", "")
        unit = re.match(r"[^(.,:]+ \(([^)]+)\)", described) if _is_number(part) else None
        mark = "●" if needed else ""
        lines.append(
            f"| `{name}` | {mark} | {_form(part)} | {unit[1] if unit else ''} | {_cell(described)} |"
        )
    return "\n".join(lines) + "\n"


def _listed(schema: Schema, defs: Schema, before: str, seen: set[str]) -> Iterator[tuple[str, bool, Schema]]:
    """Every name of a file, those within a mapping or list after it, joined by dots. One shape is told once."""
    needed = schema.get("required", [])
    for name, part in schema["properties"].items():
        path = f"{before}{name}"
        yield path, name in needed, part
        inner, mark = _inside(part)
        if "$ref" in inner and inner["$ref"] not in seen:
            seen.add(inner["$ref"])
            yield from _listed(defs[inner["$ref"].rpartition("/")[2]], defs, f"{path}{mark}.", seen)


def _inside(schema: Schema) -> tuple[Schema, str]:
    """What a field is made of: `[]` for each entry of a list, `.<코드>` for each of a mapping of free names."""
    core = _core(schema)
    if "items" in core:
        inner, mark = _inside(core["items"])
        return inner, f"[]{mark}"
    if "patternProperties" in core:
        pattern, part = next(iter(core["patternProperties"].items()))
        inner, mark = _inside(part)
        return inner, f".<{'코드' if '_' in pattern else '이름'}>{mark}"
    return core, ""


def _core(schema: Schema) -> Schema:
    """A schema without its description and without the blank that may stand instead."""
    core = {key: value for key, value in schema.items() if key != "description"}
    parts = [part for part in core.get("anyOf", ()) if part != {"type": "null"}]
    if len(parts) == 1:
        return _core(parts[0])
    return {"anyOf": parts} if parts else core


def _is_number(schema: Schema) -> bool:
    core = _core(schema)
    of = core.get("additionalProperties")
    return _form(of if isinstance(of, dict) else core) in ("수", "0 이상의 정수")


def _form(schema: Schema) -> str:
    core = _core(schema)
    word = _words().get(json.dumps(core, sort_keys=True))
    if word:
        return word
    if "enum" in core:
        return ", ".join(f"`{code}`" for code in core["enum"])
    if "items" in core:
        inner = core["items"]
        return "목록" if "$ref" in inner else f"{_form(inner)} 목록"
    if core.get("type") == "boolean":
        return "`true`, `false`"
    of = core.get("additionalProperties")
    return f"{_form(of)} 모음" if isinstance(of, dict) else "모음"


@cache
def _words() -> dict[str, str]:
    from pydantic import TypeAdapter

    from macros import model

    words: dict[Any, str] = {
        model.Text: "글",
        model.Id: "이름(id)",
        model.TermCode: "코드",
        model.Key: "지역/이름",
        model.Url: "주소",
        model.Phone: "전화번호",
        model.MoneyYear: "연도, " + ", ".join(f"`{word}`" for word in model.YEAR_WORDS),
        model.TargetYear: "연도, `term`",
        model.Number: "수",
        model.Count: "0 이상의 정수",
        model.When: "날짜",
        model.Day: "날까지 적은 날짜",
        model.CommitId: "커밋",
        model.Sha256: "SHA-256",
        model.Span: "날짜, 기간",
    }
    return {
        json.dumps(_core(_tidy(TypeAdapter(kind).json_schema())), sort_keys=True): word
        for kind, word in words.items()
    }


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _rules() -> str:
    from macros.check import GUARD, RULES
    from macros.language import PROBLEM_LEVELS
    from macros.load import READING

    lines = ["| 규칙 | 수준 | 무엇을 보는지 |", "| --- | --- | --- |"]
    levels = {"file-form": "notice"}
    lines += [
        f"| `{rule}` | {PROBLEM_LEVELS[levels.get(rule, 'error')]} | {_cell(title.ko)} |"
        for rule, title in READING.items()
    ]
    named = [(rule.id, rule.level, rule.title.ko) for rule in RULES]
    named += [(rule.id, rule.level, rule.title.ko) for rule in GUARD]
    lines += [f"| `{id}` | {PROBLEM_LEVELS[level]} | {_cell(title)} |" for id, level, title in named]
    return "\n".join(lines) + "\n"


def stale(data: Path, codes: Codes | None = None) -> list[Path]:
    """The generated files under `data` that are not as they would be written now, those too many included.

    Without `codes` those that a schema offers do not count.
    """
    folder, made = data / "schema", schemas(codes)
    found = []
    for name, text in made.items():
        written = (folder / name).read_text("utf-8") if (folder / name).is_file() else "null"
        if written != text and (codes is not None or _without_offers(written) != _without_offers(text)):
            found.append(folder / name)
    found += [path for path in sorted(folder.glob("*")) if path.name not in made]
    readme_text = (data / "README.md").read_text("utf-8")
    return found + ([data / "README.md"] if readme(readme_text) != readme_text else [])


def load_codes(data: Path) -> Codes | None:
    """The codes that the data defines; None where it cannot be read."""
    from macros.intake.start import codes_of
    from macros.load import load_book

    book = load_book(data).book
    return codes_of(book) if book else None


def main() -> int:
    parser = argparse.ArgumentParser(
        description="data/schema/와 data/README.md의 표를 모델에서 만듭니다 · writes what is generated from the model."
    )
    parser.add_argument("--check", action="store_true", help="견주기만 합니다 · only compare")
    options = parser.parse_args()
    environment.ensure("run")
    data = environment.ROOT / "data"
    if options.check:
        old = stale(data)
        for path in old:
            shown = path.relative_to(environment.ROOT).as_posix()
            print(f"{shown}: 모델과 다릅니다. python3 scripts/schema.py로 다시 만드세요.", file=sys.stderr)
        return 1 if old else 0
    codes = load_codes(data)
    made = schemas(codes)
    (data / "schema").mkdir(exist_ok=True)
    for path in stale(data, codes):
        if path.name == "README.md":
            path.write_text(readme(path.read_text("utf-8")), "utf-8", newline="\n")
        elif path.name in made:
            path.write_text(made[path.name], "utf-8", newline="\n")
        else:
            path.unlink()
        print(path.relative_to(environment.ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
