"""One value of a file exchanged for another; every other byte of the text stays."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from macros.compute.differences import ENTRY_NAMES
from macros.intake.yaml_text import as_yaml


@dataclass(frozen=True)
class Record:
    """A row of a CSV text: its line from 1 on, its cells as read, and where each stands in the text."""

    line: int
    cells: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def records(text: str) -> Iterator[Record]:
    """Every row of a CSV text with LF line ends, the header too. Raises csv.Error for a quote that is left open."""
    at, line = 0, 1
    while at < len(text):
        spans, start = [], at
        while True:
            end = _end_of_cell(text, at)
            spans.append((at, end))
            if end == len(text) or text[end] == "\n":
                break
            at = end + 1
        cells = next(csv.reader(io.StringIO(text[start:end], newline=""), strict=True), [])
        yield Record(line, tuple(cells), tuple(spans) if cells else ())
        line += text.count("\n", start, end + 1)
        at = end + 1


def _end_of_cell(text: str, at: int) -> int:
    quoted = at < len(text) and text[at] == '"'
    if quoted:
        at += 1
        while True:
            at = text.find('"', at)
            if at < 0:
                raise csv.Error
            if text[at + 1 : at + 2] != '"':
                break
            at += 2
    found = re.compile("[,\n]").search(text, at)
    return found.start() if found else len(text)


def with_cell(text: str, record: Record, at: int, value: str) -> str:
    """The text with one cell of a record written anew, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([value, ""])
    start, end = record.spans[at]
    return text[:start] + out.getvalue()[:-1] + text[end:]


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
    new = json.dumps(value, ensure_ascii=False) if node.style in ('"', "'") else as_yaml(value)
    block = "\n" if node.style in ("|", ">") else ""
    return text[: node.start_mark.index] + new + block + text[node.end_mark.index :]


def as_row(cells: Sequence[str]) -> str:
    """Cells as one line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
