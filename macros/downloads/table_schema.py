"""Columns → Table Schema v2, as datapackage.json carries it: of the tables for readers, and of the ledgers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from macros import model
from macros.downloads.columns import BLANK, TABLES, Column, Type
from macros.downloads.keys import KEYS, UNIQUE, references

Schema = dict[str, Any]

PROFILE: Final = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES: Final[Mapping[Type, str]] = {
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "day": "date",
}
_WHEN: Final = "[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?"
# no format “uri” for addresses: Korean letters stand in some
_PATTERNS: Final[Mapping[Type, str]] = {"when": f"{_WHEN}(/{_WHEN})?", "url": r"https?://[^\s<>]+"}


def table_schema(name: str) -> Schema:
    """The schema of tables/<name>.csv. Raises KeyError for a table that is none."""
    row = model.TABLES.get(f"{name}.csv")
    typed = _typed(row) if row else {}
    keys: Schema = {}
    if key := KEYS.get(name):
        keys["primaryKey"] = list(key)
    if unique := UNIQUE.get(name):
        keys["uniqueKeys"] = [list(unique)]
    if found := references(name):
        keys["foreignKeys"] = [
            {"fields": list(columns), "reference": {"resource": table, "fields": list(columns)}}
            for table, columns in found.items()
        ]
    return _schema((_field(c, typed.get(c.name, {})) for c in TABLES[name].columns), keys)


def ledger_schema(row: type[BaseModel]) -> Schema:
    """The schema of a CSV file of data/, from the model of its rows."""
    typed = _typed(row)
    fields = (
        _named(name, model.label_of(info.description), info.description or "", typed[name])
        for name, info in row.model_fields.items()
        if name != "where"
    )
    return _schema(fields, {})


def _schema(fields: Iterable[Schema], keys: Schema) -> Schema:
    return {"$schema": PROFILE, "fields": list(fields), "missingValues": [""], **keys}


def _field(column: Column, typed: Schema) -> Schema:
    unit = f" 단위: {column.unit}." if column.unit else ""
    blank = "" if column.filled or "빈칸" in column.meaning else f" {BLANK}."
    two = " true는 예, false는 아니요." if column.type == "boolean" else ""
    meaning = f"{column.meaning}.{unit}{two}{blank}"
    rules = {key: rule for key, rule in typed.get("constraints", {}).items() if key != "required"}
    if column.type in _PATTERNS and not rules:
        rules = {"pattern": _PATTERNS[column.type]}
    if column.filled:
        rules = {"required": True, **rules}
    about: Schema = {"type": _TYPES.get(column.type, "string")}
    return _named(column.name, column.ko, meaning, about | ({"constraints": rules} if rules else {}))


def _named(name: str, title: str, description: str, about: Schema) -> Schema:
    return {"name": name, "title": title, "description": description, **about}


@cache
def _typed(row: type[BaseModel]) -> Mapping[str, Schema]:
    """Column → type and constraints, as the model has them."""
    schema = row.model_json_schema()
    return {name: _of_part(part, name in schema["required"]) for name, part in schema["properties"].items()}


def _of_part(part: Mapping[str, Any], required: bool) -> Schema:
    """One property of a JSON Schema: a date may be typed as a number in YAML, but is text in a CSV."""
    found = {each.get("type"): each for each in part.get("anyOf", [part])}
    text, whole = found.get("string", {}), found.get("integer", {})
    rules: Schema = {"required": True} if required else {}
    if "number" in found:
        type = "number"
    elif "minimum" in whole:
        type, rules["minimum"] = "integer", whole["minimum"]
    else:
        type = "string"
        if "enum" in text:
            rules["enum"] = list(text["enum"])
        if "pattern" in text:
            rules["pattern"] = _plain(text["pattern"])
    return {"type": type, **({"constraints": rules} if rules else {})}


def _plain(pattern: str) -> str:
    """A pattern as XML Schema writes it: it fits the whole text anyway, and every group is a plain one."""
    return re.sub(r"^\^|\$$", "", pattern).replace("(?:", "(")
