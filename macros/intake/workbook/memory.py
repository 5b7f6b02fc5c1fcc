"""What the hidden sheet of a workbook says it was made of, and how a person's words are read with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]

from macros.intake.refused import Refused
from macros.intake.workbook.sheets import FORM, MEMORY, SHEETS
from macros.intake.workbook.words import Words

Cells = Mapping[str, str]  # column → text as the CSV has it


@dataclass(frozen=True)
class Memory:
    """The place and day of a workbook, its lists, and each ledger's rows by their lines, as written in data/."""

    place: str
    made: str
    commit: str
    words: Words = field(repr=False)
    rows: Mapping[str, Mapping[int, Cells]] = field(repr=False)
    examples: Mapping[str, Cells] = field(repr=False)


def memory_of(book: Any) -> Memory:
    """What a workbook of openpyxl remembers. Raises Refused for one that was not made here."""
    strange = Refused(
        "이 사이트가 만든 파일이 아닙니다.",
        "python3 scripts/workbook.py export --place 지역으로 만든 파일에 적으세요. 시트를 새 파일로 옮기면 읽을 수 없습니다.",
    )
    if MEMORY not in book.sheetnames:
        raise strange
    said: dict[str, list[str]] = {}
    words: dict[str, dict[str, str]] = {}
    rows: dict[str, dict[int, Cells]] = {sheet.file: {} for sheet in SHEETS}
    examples: dict[str, Cells] = {}
    names = {sheet.file: [column.name for column in sheet.columns] for sheet in SHEETS}
    for values in book[MEMORY].iter_rows(values_only=True):
        texts = ["" if value is None else unescape(str(value)) for value in values]
        kind, rest = texts[0], [*texts[1:], "", "", ""]
        if kind == "word":
            words.setdefault(rest[0], {})[rest[1]] = rest[2]
        elif kind == "row" and rest[0] in names and rest[1].isdecimal():
            rows[rest[0]][int(rest[1])] = _named(names[rest[0]], rest[2:])
        elif kind == "example" and rest[0] in names:
            examples[rest[0]] = _named(names[rest[0]], rest[1:])
        elif kind in ("workbook", "place", "made"):
            said[kind] = rest
    if said.get("workbook", [""])[0] != FORM or "place" not in said or "made" not in said:
        raise strange
    return Memory(said["place"][0], said["made"][0], said["made"][1], words, rows, examples)


def _named(names: list[str], cells: list[str]) -> Cells:
    return dict(zip(names, [*cells, *[""] * len(names)], strict=False))
