"""Text of a CSV file → its rows, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from macros.language import Said, josa, nearest
from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.load.text import load_text
from macros.load.words import explained, kind_of, labels, named, rule_of
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
    lines = records(reader, shown, text)
    header_line, header = next(lines, (0, []))
    if not header_line:
        return ()
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    names = [name.strip() for name in header[:width]]
    if not _header_is_right(reader, shown, header_line, names, labels(row)):
        return ()
    found: list[_Model] = []
    spare = header_line if len(header) > width else 0
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            spare = spare or (line if cells else 0)
            continue
        made = _row(reader, Where(shown, line), row, names, cells)
        if made is not None:
            found.append(made)
            spare = spare or (line if len(cells) > width else 0)
    if spare:
        command = f"python3 scripts/normalize.py {shown}"
        tip = Said(f"다음 명령이 지웁니다: {command}", f"This command removes them: {command}")
        message = Said(
            "값이 없는 칸이나 줄이 더 있습니다. 읽을 때 뺐습니다.",
            "There are spare cells or lines without a value. They were left out.",
        )
        reader.say("file-form", Where(shown, spare), message, tip, "notice")
    return tuple(found)


def records(reader: Reader, shown: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on. A quote that never closes ends the reading."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as wrong:
            message = Said(
                "따옴표의 짝이 맞지 않아 여기서부터 읽을 수 없습니다.",
                "Quotation marks are not paired: nothing from here on can be read.",
            )
            tip = Said(
                '따옴표로 시작한 칸은 따옴표로 닫고, 칸 안의 따옴표는 두 번("") 적으세요.',
                'Close a cell that begins with a quotation mark with one, and double ("") those inside it.',
            )
            if "field larger" in str(wrong):
                message = Said(
                    "한 칸의 글이 13만 자를 넘습니다.", "A cell holds more than 130,000 characters."
                )
                tip = Said(
                    "따옴표가 닫히지 않았는지 보고, 긴 글은 나누어 적으세요.",
                    "Look for a quotation mark that is not closed, or divide the text.",
                )
            reader.say("csv-quote", Where(shown, start), message, tip)
            return
        yield start, cells
        start = records.line_num + 1


def _header_is_right(
    reader: Reader, shown: str, line: int, names: Sequence[str], called: Mapping[str, str]
) -> bool:
    wanted = list(called)
    if names == list(wanted):
        return True
    header = ",".join(wanted)
    tip = Said(f"첫 줄을 이렇게 적으세요: {header}", f"Write the first line like this: {header}")
    if sorted(names) == sorted(wanted):
        at = next(n for n, (name, right) in enumerate(zip(names, wanted, strict=True), 1) if name != right)
        command = f"python3 scripts/normalize.py {shown}"
        tip = Said(f"다음 명령이 순서를 맞춥니다: {command}", f"This command puts them in order: {command}")
        message = Said(
            f"열의 순서가 다릅니다: ‘{wanted[at - 1]}’ 자리에 ‘{names[at - 1]}’.",
            f"The columns are in another order: ‘{names[at - 1]}’ in the place of ‘{wanted[at - 1]}’.",
        )
        reader.say("csv-header", Where(shown, line, at), message, tip)
        return False
    if len(names) == 1 and re.search(r"[;\t]", names[0]):
        message = Said("칸이 쉼표로 나뉘어 있지 않습니다.", "The cells are not separated by commas.")
        first = Said("칸은 쉼표로 나누세요. ", "Separate the cells by commas. ")
        reader.say("csv-header", Where(shown, line), message, first + tip)
        return False
    if not set(names) & {*called, *called.values()} and any(re.search("[0-9]", name) for name in names):
        message = Said(
            "첫 줄에 열 이름이 없고 값이 있습니다.", "The first line has values and no names of columns."
        )
        tip = Said(f"이 줄 위에 다음 줄을 넣으세요: {header}", f"Insert this line above it: {header}")
        reader.say("csv-header", Where(shown, line), message, tip)
        return False
    for number, name in enumerate(names, 1):
        if name not in wanted:
            message = Said(f"모르는 열입니다: ‘{name}’.", f"This column is not known: ‘{name}’.")
            if not name:
                message = Said("이름이 없는 열입니다.", "This column has no name.")
            left = {each: label for each, label in called.items() if each not in names}
            message += nearest(name, (each for each in wanted if each not in names), left)
            reader.say("csv-header", Where(shown, line, number), message, tip)
        elif names.index(name) != number - 1:
            message = Said(
                f"같은 열이 두 번 있습니다: ‘{name}’.", f"The same column is there twice: ‘{name}’."
            )
            reader.say("csv-header", Where(shown, line, number), message, tip)
    missing = [name for name in wanted if name not in names]
    if missing:
        listed = ", ".join(missing)
        message = Said(f"열이 없습니다: {listed}.", f"Columns are missing: {listed}.")
        reader.say("csv-header", Where(shown, line), message, tip)
    return False


def _row(
    reader: Reader, where: Where, row: type[_Model], names: Sequence[str], cells: Sequence[str]
) -> _Model | None:
    if len(cells) != len(names) and "\t" in ",".join(cells).strip():
        whole = untabbed(cells, len(names))
        message = Said(
            "칸이 쉼표가 아니라 탭으로 나뉘어 있습니다.", "The cells are separated by tabs instead of commas."
        )
        command = f"python3 scripts/normalize.py {where.path}"
        header = ",".join(names)
        tip = Said(
            f"탭을 쉼표로 바꾸어 이 차례로 적으세요: {header}",
            f"Write commas for the tabs, in this order: {header}",
        )
        if whole:
            tip = Said(
                f"다음 명령이 쉼표로 바꿉니다: {command}", f"This command makes them commas: {command}"
            )
        reader.say("csv-cells", Where(where.path, where.line, 1), message, tip)
        return None
    cut = cut_number(row, names, cells)
    if cut:
        parts = ", ".join(f"‘{part}’" for part in cut.parts)
        message = Said(
            f"한 수가 쉼표에서 나뉘어 {len(cut.parts)}칸에 있습니다: {parts}. 혹시 {cut.meant}인가요?",
            f"One number is cut at its comma into {len(cut.parts)} cells: {parts}. Did you mean {cut.meant}?",
        )
        tip = Said(
            f"쉼표 없이 {josa(cut.plain, '으로/로')} 적고, 뒤의 칸이 제자리에 있는지 보세요.",
            f"Write it without commas, {cut.plain}, and look whether the cells after it are in their places.",
        )
        name = names[cut.number - 1]
        at = Where(where.path, where.line, cut.number)
        reader.say("number-comma", at, named(row, name, [name]) + message, tip)
        return None
    extra = [number for number, cell in enumerate(cells[len(names) :], len(names) + 1) if cell.strip()]
    if extra:
        tip = Said(
            '쉼표가 든 글은 따옴표(")로 묶고, 한 칸씩 밀린 값이 없는지 보세요.',
            'Put a text with a comma in quotation marks ("), and look for values shifted by a cell.',
        )
        message = _cells(len(names), extra[-1])
        reader.say("csv-cells", Where(where.path, where.line, extra[0]), message, tip)
        return None
    if len(cells) < len(names):
        header = ",".join(names)
        tip = Said(
            f"빈칸도 쉼표로 자리를 지키세요. 열: {header}",
            f"An empty cell keeps its place by a comma, too. Columns: {header}",
        )
        message = _cells(len(names), len(cells))
        reader.say("csv-cells", Where(where.path, where.line, len(cells)), message, tip)
        return None
    values: dict[str, Any] = {}
    sound = True
    for number, (name, cell) in enumerate(zip(names, cells, strict=False), 1):
        value = cell.strip()
        if not value:
            continue
        if _runs_in_a_spreadsheet(value):
            tip = Said(
                "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
                "Delete the sign at its beginning, or let a text begin with another character.",
            )
            message = Said(
                f"엑셀이 계산식으로 여기는 글자(‘{value[0]}’)로 시작합니다.",
                f"It begins with a sign (‘{value[0]}’) that Excel takes for a formula.",
            )
            at = Where(where.path, where.line, number)
            reader.say("formula-text", at, named(row, name, [name]) + message, tip)
            sound = False
        values[name] = value
    try:
        made = row.model_validate({"where": where, **values})
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            name = str(error["loc"][0])
            message, tip = explained(error, row, reader.called)
            if error["type"] == "code-form":
                message, tip = _with_those_there(reader, name, values, message, tip)
            at = Where(where.path, where.line, names.index(name) + 1)
            reader.say(rule_of(error["type"]), at, named(row, name, [name]) + message, tip)
        refused = {str(error["loc"][0]) for error in wrong.errors(include_url=False)}
        readable: dict[str, Any] = {name: "" if name in refused else values.get(name, "") for name in names}
        reader.unread.append(row.model_construct(where=where, **readable))
        return None
    if not sound:
        reader.unread.append(made)
        return None
    return made


_MOST_LISTED = 12
# what a row names in another file: write one of those, else add it there first
_THOSE_THERE = {
    "commitment": (
        Said(
            "공약 파일의 이름(.yml 앞부분)을 적으세요", "Write the name of a commitment’s file without .yml"
        ),
        Said(
            " 없는 공약이면 공약 파일을 먼저 만드세요.", " Make the file first if it is another commitment."
        ),
    ),
    "source": (
        Said("sources.csv에 있는 id를 적으세요", "Write an id from sources.csv"),
        Said(" 없는 출처면 sources.csv에 먼저 더하세요.", " Add it there first if it is another source."),
    ),
    "indicator": (
        Said(
            "공약 파일의 indicators에 있는 이름을 적으세요", "Write a name from the commitment’s indicators"
        ),
        Said(" 없는 지표면 거기에 먼저 더하세요.", " Add it there first if it is another indicator."),
    ),
}


def _with_those_there(
    reader: Reader, name: str, values: Mapping[str, str], message: Said, tip: Said
) -> tuple[Said, Said]:
    """A name in words instead of an id, as 뉴시스 for newsis-ansan: told with the ids that the place has."""
    if name not in _THOSE_THERE:
        return message, tip
    here = (
        reader.indicators.get(values.get("commitment", "")) if name == "indicator" else reader.ids.get(name)
    )
    meant = nearest(values[name], (), here or {})
    if not meant.ko:
        meant = nearest(values[name], (), reader.words.get(name, {}))
    if "혹시" not in message.ko:
        message += meant
    lead, otherwise = _THOSE_THERE[name]
    listed = list((here or {}).items())[:_MOST_LISTED]
    if not listed:
        return message, lead + Said(".", ".") + otherwise
    more = len(here or {}) - len(listed)
    rest = Said(f", 그 밖에 {more}개.", f" and {more} more.") if more else Said(".", ".")
    worded = ", ".join(f"{id}({title})" for id, title in listed)
    those = Said(f": {worded}", f": {', '.join(id for id, _ in listed)}")
    return message, lead + those + rest + otherwise


def untabbed(cells: Sequence[str], width: int) -> list[str] | None:
    """The cells of a row that was pasted from a spreadsheet into a CSV file, if its tabs make `width` of them."""
    parted = ",".join(cells).split("\t")
    return parted if len(cells) != width and len(parted) == width else None


class CutNumber(NamedTuple):
    """A number typed with a comma and no quotation marks: the first of its cells, counted from 1, and its parts."""

    number: int
    parts: tuple[str, ...]

    @property
    def meant(self) -> str:
        return ",".join(self.parts)

    @property
    def plain(self) -> str:
        return self.meant.replace(",", "")


_GROUPS = re.compile(r"[0-9]{3}(?:,[0-9]{3})*(?:\.[0-9]+)?")


def cut_number(row: type[BaseModel], names: Sequence[str], cells: Sequence[str]) -> CutNumber | None:
    """The number of a row whose thousands stand in the next cell, which is for a text or a date; None if there is none."""
    numbers = _number_columns(row)
    for at, (name, cell) in enumerate(zip(names, cells, strict=False)):
        beside = names[at + 1] if at + 1 < len(names) else name
        if name in numbers and beside not in numbers and re.fullmatch(r"-?[1-9][0-9]{0,2}", cell.strip()):
            end = at + 1
            while end < len(cells) and "." not in cells[end - 1] and _GROUPS.fullmatch(cells[end].strip()):
                end += 1
            if end > at + 1:
                return CutNumber(at + 1, tuple(each.strip() for each in cells[at:end]))
    return None


@cache
def _number_columns(row: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name in row.model_fields if kind_of(row, [name]) is Decimal)


def _cells(wanted: int, found: int) -> Said:
    return Said(
        f"칸이 {wanted}개여야 하는데 {found}개입니다.",
        f"There should be {wanted} cells, but there are {found}.",
    )


def _runs_in_a_spreadsheet(value: str) -> bool:
    """= + @ always; - only before something that is no number (a lone dash is a printed value)."""
    if value[0] in "=+@＝＋＠":
        return True
    return len(value) > 1 and value[0] in "-－" and not re.fullmatch(r"-[\d.,]+%?", value)
