"""A path of a YAML file in words: milestones[sites].due is 날짜가 정해진 일 ‘sites’ 기한. Pure."""

from __future__ import annotations

import re
from types import UnionType
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

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
