"""A little YAML in the house style: plain scalars where they are safe, comments where a person must look."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import yaml


class Word(str):
    """A date or a code, written as it is."""

    __slots__ = ()


class Note(str):
    """A comment: `# 확인: …` on a line of its own, before what it speaks of."""

    __slots__ = ()


def lines(mapping: Mapping[str, object], depth: int = 0) -> Iterator[str]:
    """A mapping as YAML lines. Keys without a value are left out; a Note's line stands for its key."""
    pad = "  " * depth
    for key, value in mapping.items():
        if isinstance(value, Note):
            yield f"{pad}# 확인: {value}"
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
            yield f"{pad}{key}: {scalar(value)}"


def _entries(values: Sequence[object], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for value in values:
        if isinstance(value, Mapping):
            notes = [each for each in value.values() if isinstance(each, Note)]
            for note in notes:
                yield f"{pad}# 확인: {note}"
            rest = {key: each for key, each in value.items() if not isinstance(each, Note)}
            first, *others = lines(rest, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from others
        else:
            yield f"{pad}- {scalar(value)}"


def scalar(value: object) -> str:
    """A text, quoted only where YAML would read something else."""
    if isinstance(value, (Word, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = str(value)
    quoted = json.dumps(text, ensure_ascii=False)
    if re.search(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|\s$|[\n\t]", text) and not re.match(r"-[^\s]", text):
        return quoted
    try:
        return text if yaml.safe_load(text) == text else quoted
    except (yaml.YAMLError, ValueError):
        return quoted
