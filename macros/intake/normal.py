"""A CSV or YAML file as Excel or Windows saved it → as it is kept here. Rewrites only what has one meaning.

What could mean two things is asked with its line and column, and stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias

from macros.intake.excel import asked, kind_of, plainer
from macros.intake.refused import Refused
from macros.language import josa
from macros.load import cut_number, decoded, untabbed
from macros.model import TABLES, columns, csv_line

Table: TypeAlias = list[list[str]]
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": None, "\u2060": None, "\ufeff": None})
_SEPARATORS = ";\t"


@dataclass(frozen=True)
class Cell:
    """A cell of the rewritten file: line and column from 1 on, the name of the column, and what is said of it."""

    line: int
    column: int
    name: str
    before: str
    after: str = ""
    question: str = ""


@dataclass(frozen=True)
class Normal:
    """The file as it should be saved, what was done to it as a whole, the cells rewritten, and those to ask about."""

    data: bytes = field(repr=False)
    done: tuple[str, ...] = ()
    changed: tuple[Cell, ...] = ()
    asked: tuple[Cell, ...] = ()


def normalized(name: str, data: bytes) -> Normal:
    """The file `name` as it should be saved. Raises Refused."""
    text, done = _text(data)
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    done += ["줄바꿈을 LF로"] if "\r" in text else []
    done += ["풀어 쓴 한글을 모아 씀(NFC)"] if not unicodedata.is_normalized("NFC", text) else []
    if not name.endswith(".csv"):
        return Normal(plain.encode(), tuple(done))
    return _normal_table(PurePosixPath(name).name, plain, done)


def _text(data: bytes) -> tuple[str, list[str]]:
    """The text, and how it was saved where that is not UTF-8 without a mark."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text, done = data.decode("utf-16"), ["UTF-16을 UTF-8로"]
        else:
            text, written = decoded(data)
            words = {"cp949": "CP949를 UTF-8로", "utf-8-sig": "BOM을 뺌"}
            done = [words[written]] if written in words else []
    except UnicodeDecodeError:
        raise Refused(
            "글자 저장 방식을 알 수 없습니다. 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장하세요."
        ) from None
    if "\0" in text:
        raise Refused("글자가 아닌 값이 들어 있습니다. 엑셀 파일이면 CSV로 저장하세요.")
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        done = [*done, "되풀이된 BOM을 뺌"]
    return text, done


def _normal_table(name: str, text: str, done: list[str]) -> Normal:
    wanted = columns(TABLES[name]) if name in TABLES else ()
    text, separator = _without_sep_line(text, done)
    table = _cells(text, separator or _separator(text, wanted, done))
    table = _without_tabs(table, done)
    kept = _without_blanks(table, done)
    kept = _with_names(kept, wanted, done)
    kept = _in_order(kept, wanted, done)
    if _values(kept[1:]) != _values(_without_blanks(table, [])[1:]):
        raise Refused("고쳐 적으면 값이 달라져 그대로 두었습니다.")
    changed: list[Cell] = []
    questions: list[Cell] = []
    if wanted and kept and kept[0] == list(wanted):
        kept = _plain_cells(name, kept, changed, questions)
    out = "".join(f"{csv_line(cells)}\n" for cells in kept)
    if _cells(out, ",") != kept:
        raise Refused("고쳐 적으면 값이 달라져 그대로 두었습니다.")
    if out != text and not done and not changed:
        done.append("따옴표와 줄 끝을 다듬음")
    return Normal(out.encode(), tuple(done), tuple(changed), tuple(questions))


def _cells(text: str, separator: str) -> Table:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise Refused("따옴표의 짝이 맞지 않습니다. python3 scripts/check.py로 줄을 확인하세요.") from None


def _values(table: Table) -> list[list[str]]:
    """What each row says, whatever the order of its columns."""
    return [row for row in (sorted(cell for cell in cells if cell.strip()) for cells in table) if row]


# ── the table as a whole ────────────────────────────────────────────────────────────────────


def _without_sep_line(text: str, done: list[str]) -> tuple[str, str]:
    """Without the line that tells Excel the separator, and that separator."""
    found = re.match(r'"?sep=([,;\t])"?,*\n', text)
    if found is None:
        return text, ""
    done.append("‘sep=’ 줄을 뺌")
    if found[1] != ",":
        done.append(_COMMAS[found[1]])
    return text[found.end() :], found[1]


_COMMAS: Mapping[str, str] = {";": "쌍반점(;)으로 나뉜 칸을 쉼표로", "\t": "탭으로 나뉜 칸을 쉼표로"}


def _separator(text: str, wanted: Sequence[str], done: list[str]) -> str:
    """What parts the cells: another sign than the comma only where it makes exactly the columns of the contract."""
    first = text.split("\n", 1)[0]
    for sign in _SEPARATORS:
        names = [_name(cell) for cell in first.replace('"', "").split(sign)]
        while names and not names[-1]:
            names.pop()
        if wanted and sorted(names) == sorted(wanted):
            done.append(_COMMAS[sign])
            return sign
    return ","


def _name(cell: str) -> str:
    """A name of a column without what a spreadsheet or a hand adds to it."""
    return re.sub(r"\s+", "_", cell.translate(_BLANKS).strip()).lower()


def _without_tabs(table: Table, done: list[str]) -> Table:
    """Rows pasted from a spreadsheet below others: their tabs part the cells, if that makes as many as there are names."""
    width = _width(table[0]) if table else 0
    parted = [untabbed(cells, width) for cells in table]
    if any(parted):
        done.append(f"탭으로 나뉜 행 {sum(map(bool, parted))}개의 칸을 쉼표로")
    return [new or cells for new, cells in zip(parted, table, strict=True)]


def _without_blanks(table: Table, done: list[str]) -> Table:
    """Without rows that hold nothing, and without columns at the end that hold nothing in any row."""
    rows = [cells for cells in table if any(cell.strip() for cell in cells)]
    width = max((_width(cells) for cells in rows), default=0)
    extra = max((len(cells) for cells in rows), default=0) - width
    if len(rows) < len(table):
        done.append(f"빈 줄 {len(table) - len(rows)}개를 뺌")
    if extra:
        done.append(f"빈 열 {extra}개를 뺌")
    return [cells[:width] for cells in rows]


def _width(cells: Sequence[str]) -> int:
    """How many cells a row has up to the last that holds something."""
    return max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _with_names(table: Table, wanted: Sequence[str], done: list[str]) -> Table:
    """The first row with the names of the contract, if it holds them but for blanks and capital letters."""
    names = [_name(cell) for cell in table[0]] if table else []
    if not table or table[0] == names or sorted(names) != sorted(wanted):
        return table
    before = [cell for cell, name in zip(table[0], names, strict=True) if cell != name]
    done.append(f"열 이름 {len(before)}개를 다듬음({', '.join(each.strip() for each in before)})")
    return [names, *table[1:]]


def _in_order(table: Table, wanted: Sequence[str], done: list[str]) -> Table:
    """The columns in the order of the contract, if they are exactly its columns."""
    names = [cell.strip() for cell in table[0]] if table else []
    whole = all(len(cells) == len(names) for cells in table)
    if names == list(wanted) or sorted(names) != sorted(wanted) or not whole:
        return table
    done.append("열의 순서를 맞춤")
    order = [names.index(column) for column in wanted]
    return [[cells[at] for at in order] for cells in table]


# ── its cells ───────────────────────────────────────────────────────────────────────────────


def _plain_cells(name: str, table: Table, changed: list[Cell], questions: list[Cell]) -> Table:
    """Every cell of the rows in plain writing, where that has one meaning; tells each change and each question."""
    kinds = {column: kind_of(TABLES[name], column) for column in table[0]}
    kept, line = [table[0]], 1 + _height(table[0])
    for cells in table[1:]:
        row = list(cells)
        for at, (column, cell) in enumerate(zip(table[0], cells, strict=False)):
            row[at] = plainer(kinds[column], cell.translate(_BLANKS))
            if row[at] != cell:
                changed.append(Cell(line, at + 1, column, cell, row[at]))
            if question := asked(kinds[column], row[at]):
                questions.append(Cell(line, at + 1, column, row[at], question=question))
        if cut := cut_number(TABLES[name], table[0], row):
            tip = f"한 수가 쉼표에서 나뉘었나요? {josa(cut.meant, '이라/라')}면 쉼표 없이 {josa(cut.plain, '으로/로')} 적으세요."
            questions.append(
                Cell(line, cut.number, table[0][cut.number - 1], row[cut.number - 1], question=tip)
            )
        questions += _round_quotes(line, cells, len(table[0]))
        kept.append(row)
        line += _height(row)
    return kept


def _height(cells: Sequence[str]) -> int:
    return 1 + sum(cell.count("\n") for cell in cells)


def _round_quotes(line: int, cells: Sequence[str], width: int) -> Iterator[Cell]:
    round_ones = [at for at, cell in enumerate(cells) if cell.startswith(("“", "”"))]
    if len(cells) > width and round_ones:
        at = round_ones[0]
        tip = '둥근 따옴표는 칸을 묶지 못합니다. 한 칸의 글이면 곧은 따옴표(")로 묶으세요.'
        yield Cell(line, at + 1, "", cells[at], question=tip)
