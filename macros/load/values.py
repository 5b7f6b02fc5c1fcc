"""What the files have at the line and column of each problem, looked up in the files themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import yaml

from macros.load.reader import Reader
from macros.load.sheet import composed, found_at
from macros.load.stored import Folder
from macros.load.table import records
from macros.load.text import load_text
from macros.problem import Problem, in_order

_LONGEST = 1000
# rules about a line that could not be read: the value is the line
_OF_LINES = frozenset({"yaml-syntax", "yaml-tab", "yaml-alias", "csv-quote"})
# what these found is never repeated
_SECRET = frozenset({"personal-data", "person-name", "phone-form"})

_At = tuple[int, int]


@dataclass
class _Written:
    """One file: its lines, and what stands at a line and column.

    `names` are those of mappings in YAML, `mappings` begin there, `entries` are those of them that a list holds.
    """

    lines: list[str] = field(default_factory=list)
    values: dict[_At, str] = field(default_factory=dict)
    names: dict[_At, str] = field(default_factory=dict)
    mappings: dict[_At, Any] = field(default_factory=dict)
    entries: set[_At] = field(default_factory=set)


def with_values(problems: Iterable[Problem], folder: Folder) -> tuple[Problem, ...]:
    """The problems in order, each at the line of the very value it is about, and with that value as written.

    `folder` is the data folder they were found in; a file of it is read only if something was found there.
    """
    found: list[Problem] = []
    for path, group in groupby(sorted(problems, key=lambda each: each.path), key=lambda each: each.path):
        listed = list(group)
        if any(each.line for each in listed):
            written = _written(folder, path)
            listed = [_placed(each, written) for each in listed]
            secret = {(each.line, each.column) for each in listed if each.rule in _SECRET}
            listed = [
                each if (each.line, each.column) in secret else replace(each, value=_value(each, written))
                for each in listed
            ]
        found += listed
    return in_order(found)


def _written(folder: Folder, path: str) -> _Written:
    """Nothing of a file that cannot be read."""
    here, silent = folder, Reader(folder)
    for name in path.split("/")[1:]:
        here = here / name
    text = load_text(silent, here)
    if text is None:
        return _Written()
    written = _Written(text.split("\n"))
    if path.endswith(".csv"):
        for line, cells in records(silent, path, text):
            written.values.update({(line, number): cell for number, cell in enumerate(cells, 1)})
    elif path.endswith(".yml") and (root := composed(silent, path, text)) is not None:
        _walk(written, root)
    return written


def _walk(written: _Written, root: Any) -> None:
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, yaml.ScalarNode):
            written.values.setdefault(_mark(node), node.value)
        elif isinstance(node, yaml.SequenceNode):
            ahead += node.value
            written.entries.update(_mark(part) for part in node.value if isinstance(part, yaml.MappingNode))
        else:
            written.mappings[_mark(node)] = node
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    written.names[_mark(key)] = key.value
                    written.values[_mark(key)] = value.value if isinstance(value, yaml.ScalarNode) else ""
                ahead.append(value)


def _mark(node: Any) -> _At:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _placed(each: Problem, written: _Written) -> Problem:
    """A problem at the end of its steps; where they lead nowhere, where they begin."""
    if not each.steps:
        return each
    mapping = written.mappings.get((each.line, each.column))
    if mapping is None:
        return replace(each, steps=())
    where, _ = found_at(each.path, mapping, each.steps)
    return replace(each, line=where.line, column=where.column, steps=())


def _value(each: Problem, written: _Written) -> str:
    at = (each.line, each.column)
    if each.rule in _OF_LINES and 0 < each.line <= len(written.lines):
        return _shortened(written.lines[each.line - 1])
    if each.rule == "missing" or (each.rule == "yaml-shape" and at in written.entries):
        return ""
    name, value = written.names.get(at, ""), written.values.get(at, "")
    # a message about a name quotes the name and not what stands behind it
    of_name = f"‘{name}’" in each.message and f"‘{value}’" not in each.message
    return _shortened(name if name and (of_name or each.rule == "unknown-key") else value)


def _shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
