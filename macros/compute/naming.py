"""A path and a value of a YAML file in words: milestones[sites].due is 날짜가 정해진 일 ‘sites’ 기한. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from types import UnionType
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from macros.compute.difference import Difference
from macros.language import DIRECTIONS, INDICATOR_KINDS, amount, date_text
from macros.model import SHEETS, label_of

OF_A_FILE: Final = {
    "id": "파일 이름",
    "kind": "종류",
}  # no names in the file: what it is called and where it lies


def path_words(model: Any, path: str, last: bool = False) -> str:
    """A path in words: milestones[sites].due is 날짜가 정해진 일 ‘sites’ 기한, its `last` name alone is 기한."""
    if model is SHEETS["commitment"] and path in OF_A_FILE:
        return OF_A_FILE[path]
    said: list[str] = []
    here: Any = model
    for name, entry in re.findall(r"([^.\[\]]+)(?:\[(.*?)\](?=\.|$))?", path):
        info = _fields(here).get(name)
        said.append(label_of(info.description) if info else f"‘{name}’")
        if entry:
            said.append(f"‘{entry}’")
        here = _inner(info.annotation) if info else _inner(here)
    return said[-1] if last else " ".join(said)


def _fields(model: Any) -> dict[str, Any]:
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _inner(kind: Any) -> Any:
    """The type of the values of a list, a mapping or what may be left out."""
    while get_args(kind) and not isinstance(kind, type):
        args = [each for each in get_args(kind) if each not in (type(None), Ellipsis)]
        origin = get_origin(kind)
        if isinstance(kind, UnionType) or origin is tuple:
            kind = args[0]
        elif origin is dict:
            kind = args[-1]
        else:  # Annotated: the type stands first
            kind = args[0]
    return kind


# ── values ──────────────────────────────────────────────────────────────────────────────────


def old_words(each: Difference) -> str:
    """What was there, as a row of changes.csv should say it: a date and an amount in words, an entry by its title."""
    return value_words(each.column, each.before) if each.kind == "changed" else _entry_title(each)


def value_words(column: str, text: str) -> str:
    """A value of a sheet as a person writes it."""
    last = re.split(r"[.\]]", column)[-1]
    if last in ("kind", "direction"):
        return (INDICATOR_KINDS if last == "kind" else DIRECTIONS).get(text, text)
    if last.endswith("million_krw"):
        return amount(Decimal(text)) if text else text
    if re.fullmatch(r"[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4})?", text):
        return date_text(text) if last in _DATES else text
    return " ".join(text.split())


_DATES: Final = frozenset({"start", "end", "from", "to", "due", "done", "date", "baseline_period"})


def _entry_title(each: Difference) -> str:
    said = re.search(r"(?:^|; )(?:title|task|text|what|name): (.*?)(?=; [a-z_.]+: |$)", each.before, re.S)
    named = re.search(r"[\[.]([^\[\].]+)\]?$", each.column)
    return " ".join((said[1] if said else named[1] if named else each.column).split())
