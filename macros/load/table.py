"""Text of a CSV file → its rows, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.load.text import load_text
from macros.load.words import explained, named, perhaps, rule_of
from macros.model import columns
from macros.problem import Where

_Model = TypeVar("_Model", bound=BaseModel)


def load_table(reader: Reader, path: Folder, row: type[_Model], required: bool = False) -> tuple[_Model, ...]:
    """The rows of one CSV file, each with its line; wrong rows are told and left out."""
    if not path.exists() and not required:
        return ()
    text = load_text(reader, path)
    if text is None:
        return ()
    shown = reader.shown(path)
    lines = _lines(reader, shown, text)
    header_line, header = next(lines, (0, []))
    if not header_line:
        return ()
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    names = [name.strip() for name in header[:width]]
    if not _header_is_right(reader, shown, header_line, names, columns(row)):
        return ()
    found: list[_Model] = []
    spare = len(header) > width
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            spare = spare or bool(cells)
            continue
        spare = spare or (len(cells) > width and not any(cell.strip() for cell in cells[width:]))
        made = _row(reader, Where(shown, line), row, names, cells)
        if made is not None:
            found.append(made)
    if spare:
        tip = f"다음 명령이 지웁니다: python3 scripts/normalize.py {shown}"
        message = "값이 없는 칸이나 줄이 더 있습니다. 읽을 때 뺐습니다."
        reader.say("file-form", Where(shown, 1), message, tip, "notice")
    return tuple(found)


def _lines(reader: Reader, shown: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on. A quote that never closes ends the reading."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as wrong:
            message = "따옴표의 짝이 맞지 않아 여기서부터 읽을 수 없습니다."
            tip = '따옴표로 시작한 칸은 따옴표로 닫고, 칸 안의 따옴표는 두 번("") 적으세요.'
            if "field larger" in str(wrong):
                message = "한 칸의 글이 13만 자를 넘습니다."
                tip = "따옴표가 닫히지 않았는지 보고, 긴 글은 나누어 적으세요."
            reader.say("csv-quote", Where(shown, start), message, tip)
            return
        yield start, cells
        start = records.line_num + 1


def _header_is_right(
    reader: Reader, shown: str, line: int, names: Sequence[str], wanted: Sequence[str]
) -> bool:
    if names == list(wanted):
        return True
    tip = f"첫 줄을 이렇게 적으세요: {','.join(wanted)}"
    if sorted(names) == sorted(wanted):
        at = next(n for n, (name, right) in enumerate(zip(names, wanted, strict=True), 1) if name != right)
        tip = f"다음 명령이 순서를 맞춥니다: python3 scripts/normalize.py {shown}"
        message = f"열의 순서가 다릅니다: ‘{wanted[at - 1]}’ 자리에 ‘{names[at - 1]}’."
        reader.say("csv-header", Where(shown, line, at), message, tip)
        return False
    if len(names) == 1 and re.search(r"[;\t]", names[0]):
        message = "칸이 쉼표로 나뉘어 있지 않습니다."
        reader.say("csv-header", Where(shown, line), message, f"칸은 쉼표로 나누세요. {tip}")
        return False
    for number, name in enumerate(names, 1):
        if name not in wanted:
            message = f"모르는 열입니다: ‘{name}’.{perhaps(name, (w for w in wanted if w not in names))}"
            reader.say("csv-header", Where(shown, line, number), message, tip)
        elif names.index(name) != number - 1:
            reader.say("csv-header", Where(shown, line, number), f"같은 열이 두 번 있습니다: ‘{name}’.", tip)
    missing = [name for name in wanted if name not in names]
    if missing:
        reader.say("csv-header", Where(shown, line), f"열이 없습니다: {', '.join(missing)}.", tip)
    return False


def _row(
    reader: Reader, where: Where, row: type[_Model], names: Sequence[str], cells: Sequence[str]
) -> _Model | None:
    extra = [number for number, cell in enumerate(cells[len(names) :], len(names) + 1) if cell.strip()]
    if extra:
        tip = '쉼표가 든 글은 따옴표(")로 묶고, 한 칸씩 밀린 값이 없는지 보세요.'
        message = f"칸이 {len(names)}개여야 하는데 {extra[-1]}개입니다."
        reader.say("csv-cells", Where(where.path, where.line, extra[0]), message, tip)
        return None
    if len(cells) < len(names):
        tip = f"빈칸도 쉼표로 자리를 지키세요. 열: {','.join(names)}"
        message = f"칸이 {len(names)}개여야 하는데 {len(cells)}개입니다."
        reader.say("csv-cells", Where(where.path, where.line, len(cells)), message, tip)
        return None
    values: dict[str, Any] = {}
    sound = True
    for number, (name, cell) in enumerate(zip(names, cells, strict=False), 1):
        value = cell.strip()
        if not value:
            continue
        if _runs_in_a_spreadsheet(value):
            tip = "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요."
            message = f"{named(row, name, [name])}: 엑셀이 계산식으로 여기는 글자(‘{value[0]}’)로 시작합니다."
            reader.say("formula-text", Where(where.path, where.line, number), message, tip)
            sound = False
        values[name] = value
    try:
        made = row.model_validate({"where": where, **values})
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            name = str(error["loc"][0])
            message, tip = explained(error, row)
            at = Where(where.path, where.line, names.index(name) + 1)
            reader.say(rule_of(error["type"]), at, f"{named(row, name, [name])}: {message}", tip)
        return None
    return made if sound else None


def _runs_in_a_spreadsheet(value: str) -> bool:
    """= + @ always; - only before something that is no number (a lone dash is a printed value)."""
    if value[0] in "=+@＝＋＠":
        return True
    return len(value) > 1 and value[0] in "-－" and not re.fullmatch(r"-[\d.,]+%?", value)
