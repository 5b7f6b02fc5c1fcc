"""YAML as text: written in the house style, or one value of it exchanged and every other byte kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from macros.compute.differences import ENTRY_NAMES


class Word(str):
    """A date or a code, written as it is."""

    __slots__ = ()


class Note(str):
    """A comment: `# 확인: …` on a line of its own, before what it speaks of."""

    __slots__ = ()


# ── a value ─────────────────────────────────────────────────────────────────────────────────


def as_yaml(value: str, *, listed: bool = True, typed: bool = False) -> str:
    """Plain where YAML reads the same text back; else in double quotes, what nobody would see by its number.

    `listed`: within [ ] too. `typed`: not plain where YAML would make a number or a date of it.
    """
    if value.isprintable() and not (listed and re.search(r"[,\[\]{}]", value)):
        try:
            read: Any = yaml.compose(f"key: {value} # end\n", Loader=yaml.SafeLoader)
            (_, only), *more = read.value
            other = not only.tag.endswith(":str") if typed else only.tag.endswith((":null", ":bool"))
            if not more and only.value == value and not only.style and not other:
                return value
        except (yaml.YAMLError, AttributeError):
            pass
    return _quoted(value)


def _quoted(value: str) -> str:
    def seen(letter: str) -> str:
        code = ord(letter)
        return letter if letter.isprintable() else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return "".join(map(seen, json.dumps(value, ensure_ascii=False)))


# ── a mapping ───────────────────────────────────────────────────────────────────────────────


def lines(mapping: Mapping[str, object], depth: int = 0) -> Iterator[str]:
    """A mapping as YAML lines. Keys without a value are left out; a Note's line stands for its key."""
    pad = "  " * depth
    for key, value in mapping.items():
        if isinstance(value, Note):
            yield pad + _comment(value)
        elif isinstance(value, Mapping):
            inner = list(lines(value, depth + 1))
            if inner:
                yield f"{pad}{key}:"
                yield from inner
        elif isinstance(value, (list, tuple)):
            if value and all(isinstance(each, Word) for each in value):
                yield f"{pad}{key}: [{', '.join(value)}]"
            elif value:
                yield f"{pad}{key}:"
                yield from _entries(value, depth + 1)
        elif value is not None and value != "":
            yield f"{pad}{key}: {_scalar(value)}"


def _entries(values: Sequence[object], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for value in values:
        if isinstance(value, Mapping):
            yield from (pad + _comment(each) for each in value.values() if isinstance(each, Note))
            rest = {key: each for key, each in value.items() if not isinstance(each, Note)}
            first, *others = lines(rest, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from others
        else:
            yield f"{pad}- {_scalar(value)}"


def _comment(note: Note) -> str:
    line = " ".join(note.split())
    return "# 확인: " + "".join(letter for letter in line if letter.isprintable())


def _scalar(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, Word) else as_yaml(str(value), listed=False, typed=True)


# ── a value of a text ───────────────────────────────────────────────────────────────────────


def scalar_at(text: str, path: str, value: str) -> Any | None:
    """The scalar of a YAML text at a path such as `period.end`, `milestones[sites].due`; None where there is none.

    Of a list of texts (`pledged.goals`) the one that reads `value`.
    """
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in re.findall(r"[^.\[\]]+|\[[^\]]*\]", path):
        node = _entry(node, step[1:-1]) if step.startswith("[") else _below(node, step)
    if isinstance(node, yaml.SequenceNode):
        same = [each for each in node.value if isinstance(each, yaml.ScalarNode) and each.value == value]
        node = same[0] if len(same) == 1 else None
    return node if isinstance(node, yaml.ScalarNode) else None


def _below(node: Any, name: str) -> Any | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _entry(node: Any, name: str) -> Any | None:
    if not isinstance(node, yaml.SequenceNode):
        return None
    same = [each for each in node.value if _named(each) == name]
    return same[0] if len(same) == 1 else None


def _named(entry: Any) -> str:
    said: Mapping[str, str] = (
        {key.value: value.value for key, value in entry.value if isinstance(value, yaml.ScalarNode)}
        if isinstance(entry, yaml.MappingNode)
        else {}
    )
    return next((said[name] for name in ENTRY_NAMES if name in said), "")


def with_scalar(text: str, node: Any, value: str) -> str:
    """The text with a scalar written anew: plain where YAML reads it back as the same text, else in quotes."""
    new = _quoted(value) if node.style in ('"', "'") else as_yaml(value)
    block = "\n" if node.style in ("|", ">") else ""
    return text[: node.start_mark.index] + new + block + text[node.end_mark.index :]
