"""Every way in which a file of data/ can go wrong in the hands of people, spreadsheets and editors, in memory.

A break is one change of one field or one file. What is said of it is judged in tests/corruption.py.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel

from macros.load import Files
from macros.model import SHEETS, TABLES, Count, Day, Number, Phone, Span, Text, Url, When, columns

Sort = Literal["number", "date", "code", "text", "address", "phone", "word"]

# fields of free letters that stand for something and are no prose
_CODES = {"id", "no", "term", "code", "file", "key", "column"}
# what a list tells its entries apart by: an entry whose name changed is another entry, and the old one is gone
_NAMING = {"id", "code", "task", "name", "role", "date", "term", "text"}
LONG = "가나다라 " * 28_000


@dataclass(frozen=True)
class Break:
    """One change: its way, the file and field, what the files are then (None: taken away), the lines it touches.

    `lines` empty: the file as a whole. `names`: what a message may name where the break has no line of its own.
    `written`: what the field must hold if it is prose.
    """

    way: str
    path: str
    kind: str
    field: str
    files: Mapping[str, bytes | None] = field(repr=False)
    lines: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()
    written: str | None = field(default=None, repr=False)


def kind_of(path: str) -> str:
    """The kind of a file: the name of a CSV file, the name of the schema of a YAML file."""
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".csv"):
        return name
    stem = name.removesuffix(".yml")
    return stem if stem in SHEETS and path.count("/") < 3 else "commitment"


# ── what a field holds ──────────────────────────────────────────────────────────────────────


def _bare(kind: Any) -> Any:
    """A type without its None."""
    if get_origin(kind) in (Union, UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def sort_of(model: type[BaseModel], name: str) -> Sort:
    """What a field of a model is written as."""
    return _sort(_hints(model).get(name), name)


def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items() if name != "where"}


def _sort(kind: Any, name: str) -> Sort:
    kind = _bare(kind)
    if kind in (Number, Count):
        return "number"
    if kind in (When, Span, Day):
        return "date"
    if kind == Url:
        return "address"
    if kind == Phone:
        return "phone"
    if kind == Text:
        return "word" if name in _CODES else "text"
    return "code"


def _below(kind: Any, step: str | int) -> tuple[Any, str]:
    """The type one step down a YAML file, and the name that the step has."""
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _hints(kind).get(str(step)), str(step)
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    inner = [each for each in get_args(kind) if each is not Ellipsis]
    return (inner[-1] if inner else None), str(step)


# ── ways of a value ─────────────────────────────────────────────────────────────────────────

Way = Callable[[str, Sort], str | None]


def _unless_text(make: Callable[[str], str | None]) -> Way:
    return lambda value, sort: None if sort == "text" else make(value)


def _for(*sorts: Sort) -> Callable[[Callable[[str], str | None]], Way]:
    return lambda make: lambda value, sort: make(value) if sort in sorts else None


def _similar(value: str) -> str:
    """A letter that looks like another, else the last one gone."""
    for old, new in (("l", "1"), ("o", "0"), ("i", "l"), ("1", "l"), ("0", "O")):
        if old in value:
            return value.replace(old, new, 1)
    return value[:-1]


def _mojibake(value: str) -> str | None:
    return None if value.isascii() else value.encode("utf-8").decode("cp949", "replace")


def _year(to: str) -> Callable[[str], str | None]:
    return lambda value: f"{to}{value[4:]}" if re.match(r"[0-9]{4}", value) else None


def _next_digit(value: str) -> str | None:
    return (
        f"{value[:-1]}{(int(value[-1]) + 1) % 10}" if value[-1:].isascii() and value[-1:].isdigit() else None
    )


_number, _date, _code = _for("number"), _for("date"), _for("code", "word")
VALUE_WAYS: Mapping[str, Way] = {
    "빈칸 · blank": lambda value, sort: "" if value else None,
    "다른 종류의 값 · wrong type": lambda value, sort: "12345" if sort in ("text", "word") else "많음",
    "없는 코드 · no such code": lambda value, sort: f"{value}x" if sort in ("code", "word") else None,
    "비슷한 글자 · similar letter": _code(_similar),
    "대문자 · capital": _code(lambda value: value.upper() if value.upper() != value else None),
    "코드 안의 빈칸 · space in a code": _code(lambda value: value.replace("-", " ", 1) if "-" in value else f"{value[:1]} {value[1:]}"),
    "달력에 없는 날 · 2024-02-30": _unless_text(lambda value: "2024-02-30"),
    "다섯 자리 해 · 20224": _unless_text(lambda value: "20224"),
    "점으로 적은 날 · 24.12.": _unless_text(lambda value: "24.12."),
    "백 년 전 · a century early": _date(_year("1924")),
    "먼 앞날 · far ahead": _date(_year("2124")),
    "엑셀의 달 · Dec-24": lambda value, sort: "Dec-24",
    "엑셀의 날 · 12월 24일": lambda value, sort: "12월 24일",
    "엑셀이 날로 바꾼 7-1 · 07월 01일": lambda value, sort: "07월 01일",
    "엑셀이 날로 바꾼 7-1 · 2024-07-01": lambda value, sort: "2024-07-01" if sort != "date" else None,
    "엑셀의 날짜 번호 · 45474": _unless_text(lambda value: "45474"),
    "빗금 날짜 · 7/1/2024": _unless_text(lambda value: "7/1/2024"),
    "소수가 된 해 · 2024.0": _unless_text(lambda value: f"{value}.0"),
    "앞의 0을 잃음 · leading zero lost": lambda value, sort: value.lstrip("0") if value[:1] == "0" and len(value) > 1 and sort != "text" else None,
    "앞에 0이 붙음 · leading zero": _unless_text(lambda value: f"0{value}"),
    "천 단위 쉼표 · thousands comma": lambda value, sort: "1,234",
    "단위가 붙은 수 · 9명": _unless_text(lambda value: f"{value}명"),
    "전각 숫자 · full-width digits": _unless_text(lambda value: "１２"),
    "백분율 · percent": _unless_text(lambda value: f"{value}%"),
    "음수 · negative": _unless_text(lambda value: f"-{value}"),
    "세모 음수 · △": _unless_text(lambda value: f"△{value}"),
    "0 대신 O · O for 0": _unless_text(lambda value: f"{value}O"),
    "NaN": _unless_text(lambda value: "NaN"),
    "inf": _unless_text(lambda value: "inf"),
    "1e5": _unless_text(lambda value: "1e5"),
    "스무 자리 수 · 20 digits": _unless_text(lambda value: "12345678901234567890"),
    "끝자리가 다름 · last digit": lambda value, sort: _next_digit(value) if sort != "text" else None,
    "계산식 · =1+1": lambda value, sort: "=1+1",
    "계산식 · @SUM": lambda value, sort: "@SUM(A1)",
    "계산식 · +82": lambda value, sort: "+82",
    "HTML": lambda value, sort: "<script>alert(1)</script>",
    "Jinja": lambda value, sort: "{{ 7 * 7 }}{% raw %}",
    "Markdown": lambda value, sort: "[글](javascript:alert(1)) **굵게**",
    "아주 긴 글 · very long": lambda value, sort: LONG,
    "제어 문자 · control": lambda value, sort: f"{value}\x0b",
    "NUL": lambda value, sort: f"{value}\x00",
    "가운데의 BOM · BOM inside": lambda value, sort: f"{value[:1]}\ufeff{value[1:]}",
    "너비 없는 빈칸 · zero width": lambda value, sort: f"{value}\u200b",
    "뒤의 빈칸 · trailing blanks": lambda value, sort: f"{value}  " if value else None,
    "줄바꿈 없는 빈칸 · no-break space": lambda value, sort: f"{value}\xa0" if value else None,
    "칸 안의 줄바꿈 · newline inside": lambda value, sort: f"{value}\n다음 줄",
    "깨진 한글 · mojibake": lambda value, sort: _mojibake(value),
    "풀어 쓴 한글 · NFD": lambda value, sort: _decomposed(value),
}  # fmt: skip


# what is left of a text is not what anybody wrote
_LOST = {"빈칸 · blank", "깨진 한글 · mojibake"}


def _decomposed(value: str) -> str | None:
    apart = unicodedata.normalize("NFD", value)
    return apart if apart != value else None


# ── ways of a whole file ────────────────────────────────────────────────────────────────────

FILE_WAYS: Mapping[str, Callable[[str], bytes | None]] = {
    "파일: CP949 · file in CP949": lambda text: text.encode("cp949", "ignore"),
    "파일: UTF-16 · file in UTF-16": lambda text: text.encode("utf-16"),
    "파일: BOM · file with BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "파일: CRLF · file with CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "파일: CR · file with CR": lambda text: text.replace("\n", "\r").encode(),
    "파일: 깨진 한글 · file in mojibake": lambda text: text.encode().decode("cp949", "replace").encode(),
    "파일: NUL · file with NUL": lambda text: text[:5].encode() + b"\x00" + text[5:].encode(),
    "파일: 빈 파일 · file empty": lambda text: b"",
    "파일: 없어짐 · file gone": lambda text: None,
    "파일: 반만 남음 · file cut in half": lambda text: text[: len(text) // 2].encode(),
    "파일: 엑셀 파일 · an .xlsx": lambda text: b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(256)),
    "파일: 웹 문서 · an HTML page": lambda text: b"<!doctype html>\n<html><body>404</body></html>\n",
    "파일: 합치다 만 표시 · merge marks": lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n".encode(),
}  # fmt: skip
TABLE_FILE_WAYS: Mapping[str, Callable[[str], bytes | None]] = {
    "파일: 쌍반점으로 나눔 · semicolons": lambda text: text.replace(",", ";").encode(),
    "파일: 탭으로 나눔 · tabs": lambda text: text.replace(",", "\t").encode(),
    "파일: sep= 줄 · a sep= line": lambda text: f"sep=,\n{text}".encode(),
    "파일: 첫 줄 없음 · no header": lambda text: text.split("\n", 1)[1].encode(),
    "파일: 행이 모두 없음 · header alone": lambda text: text.split("\n", 1)[0].encode() + b"\n",
}


def break_file(path: str, data: bytes) -> Iterator[Break]:
    """Each way of a whole file."""
    text, kind = data.decode(), kind_of(path)
    ways = {**FILE_WAYS, **(TABLE_FILE_WAYS if path.endswith(".csv") else {})}
    stem = path.rsplit("/", 1)[-1].removesuffix(".yml")
    for way, make in ways.items():
        made = make(text)
        if made != data:
            yield Break(way, path, kind, "", {path: made}, names=(stem,))


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────

Rows = list[list[str]]


def read_rows(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline="")))


def write_rows(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@dataclass(frozen=True)
class _Cell:
    """A cell of a CSV file that is about to be broken."""

    path: str
    rows: Rows = field(repr=False)
    row: int
    column: int

    @property
    def value(self) -> str:
        return self.rows[self.row][self.column]

    @property
    def name(self) -> str:
        return self.rows[0][self.column]

    def line(self, row: int) -> int:
        """The line on which a row starts."""
        return 1 + sum(1 + sum(cell.count("\n") for cell in each) for each in self.rows[:row])

    def lines(self, first: int, last: int) -> frozenset[int]:
        return frozenset(range(self.line(first), self.line(last + 1)))

    def broken(self, way: str, rows: Sequence[Sequence[str]], lines: frozenset[int], names: tuple[str, ...] = (), written: str | None = None) -> Break:  # fmt: skip
        made = write_rows(rows).encode()
        return Break(way, self.path, kind_of(self.path), self.name, {self.path: made}, lines, names, written)

    def raw(self, way: str, line_text: str) -> Break:
        """The row of the cell written as this very text."""
        head, tail = write_rows(self.rows[: self.row]), write_rows(self.rows[self.row + 1 :])
        made = f"{head}{line_text}\n{tail}".encode()
        lines = self.lines(self.row, self.row)
        return Break(way, self.path, kind_of(self.path), self.name, {self.path: made}, lines)

    def with_row(self, cells: Sequence[str]) -> Rows:
        return [*self.rows[: self.row], list(cells), *self.rows[self.row + 1 :]]

    def with_value(self, value: str) -> Rows:
        cells = self.rows[self.row]
        return self.with_row([*cells[: self.column], value, *cells[self.column + 1 :]])

    def others(self) -> list[str]:
        """Other values that the column holds."""
        return [each[self.column] for each in self.rows[1:] if each[self.column] not in ("", self.value)]


def break_table(path: str, data: bytes, rows_of: Callable[[Rows, int], Sequence[int]]) -> Iterator[Break]:
    """Each way of each column of a CSV file, in the rows that `rows_of` chooses for a column."""
    rows = read_rows(data.decode())
    model = TABLES[path.rsplit("/", 1)[-1]]
    for column, name in enumerate(columns(model)):
        yield from _break_header(_Cell(path, rows, 0, column))
        for row in rows_of(rows, column):
            cell = _Cell(path, rows, row, column)
            yield from _break_cell(cell, sort_of(model, name))
            yield from _shift_cell(cell)


def filled_row(rows: Rows, column: int) -> Sequence[int]:
    """The first row that has the cell filled, else the first row."""
    found = [n for n, each in enumerate(rows) if n and each[column]]
    return found[:1] or ([1] if len(rows) > 1 else [])


def _break_cell(cell: _Cell, sort: Sort) -> Iterator[Break]:
    here = cell.lines(cell.row, cell.row)
    names = (cell.value,) if cell.column == 0 and cell.path.endswith("sources.csv") else ()
    for way, make in VALUE_WAYS.items():
        value = make(cell.value, sort)
        if value is not None and value != cell.value:
            more = frozenset(range(max(here) + 1, max(here) + 1 + value.count("\n")))
            prose = value.strip() if sort == "text" and way not in _LOST else None
            yield cell.broken(way, cell.with_value(value), here | more, names, prose)
    for other in cell.others()[:1]:
        yield cell.broken("다른 행의 값 · another right value", cell.with_value(other), here, names)


def _shift_cell(cell: _Cell) -> Iterator[Break]:
    rows, row, at = cell.rows, cell.row, cell.column
    cells, here = rows[row], cell.lines(row, row)
    key = tuple(each for each in cells[:3] if each)
    short, pushed = [*cells[:at], *cells[at + 1 :]], [*cells[:at], "", *cells[at:]]
    yield cell.broken("칸이 빠짐 · cell missing", cell.with_row(short), here)
    yield cell.broken("왼쪽으로 밀림 · shifted left", cell.with_row([*short, ""]), here, key)
    yield cell.broken("칸이 끼어듦 · cell inserted", cell.with_row(pushed), here)
    if not cells[-1]:
        yield cell.broken("오른쪽으로 밀림 · shifted right", cell.with_row(pushed[:-1]), here, key)
    yield cell.broken("남는 칸 · trailing cell", cell.with_row([*cells, "더"]), here)
    yield cell.broken("빈 남는 칸 · blank trailing cell", cell.with_row([*cells, ""]), here)
    if at + 1 < len(cells) and cells[at] != cells[at + 1]:
        swapped = [*cells[:at], cells[at + 1], cells[at], *cells[at + 2 :]]
        yield cell.broken("옆 칸과 바뀜 · swapped cells", cell.with_row(swapped), here, key)
    if row + 1 < len(rows) and rows[row + 1][at] != cells[at]:
        below = rows[row + 1][at]
        yield cell.broken("아래 칸의 값 · value of the row below", cell.with_value(below), here, key)
        down = [list(each) for each in rows]
        for n in range(len(rows) - 1, row, -1):
            down[n][at] = rows[n - 1][at]
        down[row][at] = ""
        yield cell.broken("열이 한 칸 내려감 · column moved down", down, cell.lines(row, len(rows) - 1), key)
        paired = [list(each) for each in rows]
        paired[row][at], paired[row + 1][at] = below, cells[at]
        yield cell.broken("위아래가 바뀜 · swapped with the row below", paired, cell.lines(row, row + 1), key)
    twice = [*rows[: row + 1], list(cells), *rows[row + 1 :]]
    both = cell.lines(row, row) | frozenset(n + len(here) for n in here)
    yield cell.broken("행이 두 번 · row twice", twice, both, key)
    for other in cell.others()[:1]:
        twice = [*rows[: row + 1], [*cells[:at], other, *cells[at + 1 :]], *rows[row + 1 :]]
        yield cell.broken("한 칸만 다른 행이 더 있음 · row twice, one cell differs", twice, both, key)
    yield cell.broken("행이 없어짐 · row gone", [*rows[:row], *rows[row + 1 :]], frozenset(), key)
    yield cell.broken("행이 비워짐 · row blanked", cell.with_row([""] * len(cells)), here, key)
    text = write_rows([cells]).rstrip("\n")
    parts = [write_rows([[each]]).rstrip("\n") if each else "" for each in cells]
    yield cell.raw(
        "열린 따옴표 · quote left open", ",".join([*parts[:at], f'"{cells[at]}', *parts[at + 1 :]])
    )
    if at + 1 < len(cells):
        joined = ",".join(parts[: at + 1])
        yield cell.raw("쉼표 대신 탭 · tab for comma", f"{joined}\t{','.join(parts[at + 1 :])}")
        yield cell.raw("쉼표 대신 쌍반점 · semicolon for comma", f"{joined};{','.join(parts[at + 1 :])}")
    yield cell.raw("따옴표 없는 쉼표 · comma without quotes", ",".join([*parts[:at], f"{cells[at]},234", *parts[at + 1 :]]))  # fmt: skip
    yield cell.raw("행 앞의 빈 줄 · blank line before", f"\n{text}")


def _break_header(cell: _Cell) -> Iterator[Break]:
    rows, at, head = cell.rows, cell.column, cell.rows[0]
    first = frozenset({1})
    for way, name in (
        ("열 이름 오타 · header misspelt", f"{cell.name}s"),
        ("열 이름 없음 · header blank", ""),
        ("열 이름 겹침 · header twice", head[at - 1]),
        ("우리말 열 이름 · header in Korean", "금액"),
    ):
        yield cell.broken(way, cell.with_value(name), first)
    dropped = [[*each[:at], *each[at + 1 :]] for each in rows]
    yield cell.broken("열이 없어짐 · column gone", dropped, first)
    if at + 1 < len(head):
        swapped = [[*each[:at], each[at + 1], each[at], *each[at + 2 :]] for each in rows]
        yield cell.broken("열이 자리를 바꿈 · columns swapped", swapped, first)
        if any(each[at] != each[at + 1] for each in rows[1:]):
            lines = cell.lines(1, len(rows) - 1)
            yield cell.broken("열 이름만 그대로 · columns swapped, header kept", [head, *swapped[1:]], lines)


# ── YAML ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Entry:
    """A value of a YAML file: its path, its key (None in a list), what it is, and the entry beside it."""

    path: str
    text: str = field(repr=False)
    at: tuple[str | int, ...]
    key: Any
    node: Any
    kind: Any
    name: str
    next: tuple[Any, Any] | None

    @property
    def start(self) -> int:
        return int((self.key or self.node).start_mark.index)

    @property
    def end(self) -> int:
        """Where the value ends; a block collection without the blanks and comments that follow it."""
        raw = self.text[self.node.start_mark.index : self.node.end_mark.index]
        return int(self.node.start_mark.index) + len(re.sub(r"(\s*(#[^\n]*)?\n)*\s*\Z", "", raw))

    @property
    def shown(self) -> str:
        return ".".join("[]" if isinstance(step, int) else step for step in self.at)

    def broken(self, way: str, text: str, slack: int = 0, names: tuple[str, ...] = (), written: str | None = None) -> Break:  # fmt: skip
        """Broken to `text`. The lines: from its first to its last, and so many around it."""
        first = self.text.count("\n", 0, self.start) + 1
        last = self.text.count("\n", 0, self.end) + 1 + max(0, text.count("\n") - self.text.count("\n"))
        lines = frozenset(range(max(1, first - slack), last + slack + 1))
        made = {self.path: text.encode()}
        return Break(way, self.path, kind_of(self.path), self.shown, made, lines, names, written)

    def put(self, new: str) -> str:
        """The file with the value written as `new`."""
        return f"{self.text[: self.node.start_mark.index]}{new}{self.text[self.end :]}"

    def rekeyed(self, new: str) -> str:
        """The file with the key written as `new`."""
        return f"{self.text[: self.start]}{new}{self.text[self.key.end_mark.index :]}"


def entries(path: str, text: str) -> Iterator[_Entry]:
    """Every value of a YAML file, lists and mappings too."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    yield from _inside(path, text, root, (), SHEETS[kind_of(path)])


def _inside(path: str, text: str, node: Any, at: tuple[str | int, ...], kind: Any) -> Iterator[_Entry]:
    if isinstance(node, yaml.MappingNode):
        children = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(number, None, value) for number, value in enumerate(node.value)]
    else:
        return
    for number, (step, key, value) in enumerate(children):
        beside = children[number + 1][1:] if number + 1 < len(children) else None
        inner, name = _below(kind, step)
        if isinstance(step, int):
            name = str(next((each for each in reversed(at) if isinstance(each, str)), ""))
        yield _Entry(path, text, (*at, step), key, value, inner, name, beside)
        yield from _inside(path, text, value, (*at, step), inner)


def _quoted(value: str) -> str:
    """A YAML scalar that reads as this very text."""
    escaped = re.sub(r"[^ -~가-힣]", lambda found: _escaped(found[0]), re.sub(r'(["\\])', r"\\\1", value))
    return f'"{escaped}"'


def _escaped(letter: str) -> str:
    return letter if letter.isprintable() or letter == "\u200b" else f"\\u{ord(letter):04x}"


def break_sheet(path: str, data: bytes, chosen: Callable[[_Entry], bool] = lambda entry: True) -> Iterator[Break]:  # fmt: skip
    """Each way of each value of a YAML file that is `chosen`."""
    text = data.decode()
    for entry in entries(path, text):
        if chosen(entry):
            if entry.key is not None:
                yield from _break_key(entry)
            if isinstance(entry.node, yaml.ScalarNode):
                yield from _break_scalar(entry)
            else:
                yield from _break_collection(entry)
            yield from _break_place(entry)


def _break_scalar(entry: _Entry) -> Iterator[Break]:
    sort, value = _sort(entry.kind, entry.name), entry.node.value
    old = (value,) if entry.name in _NAMING else ()
    for way, make in VALUE_WAYS.items():
        made = make(value, sort)
        if made is None or made == value:
            continue
        prose = made.strip() if sort == "text" and way not in _LOST else None
        # what YAML takes for something else is written as an editor would leave it, and once in quotes
        plain = (
            made
            if way.startswith(("빈칸", "계산식", "Jinja", "Markdown", "뒤의", "NUL", "제어"))
            else _quoted(made)
        )
        yield entry.broken(way, entry.put(plain), 1 if plain == made else 0, old, prose)
    for way, new in (
        ("~", "~"), ("null", "null"), ("no", "no"), ("yes", "yes"),
        ("목록이 됨 · value as list", f"[{_quoted(value)}]"),
        ("모음이 됨 · value as mapping", f"{{a: {_quoted(value)}}}"),
        ("열린 따옴표 · quote left open", f'"{value}'),
        ("별표 · alias", f"*{value}"),
        ("앵커 · anchor", f"&a {_quoted(value)}"),
        ("꼬리표 · tag", "!!python/name:os.system"),
        ("콜론이 든 글 · unquoted colon", f"{value}: 1"),
        ("글을 자르는 # · comment in the text", f"{value[: len(value) // 2]} #{value[len(value) // 2 :].lstrip()}"),
        ("백분율로 시작 · starts with %", f"%{value}"),
    ):  # fmt: skip
        if new != value:
            prose = new if sort == "text" and new in ("no", "yes") else value if "anchor" in way else None
            yield entry.broken(way, entry.put(new), 1, old, prose)
    other = entry.next
    if other and isinstance(other[1], yaml.ScalarNode) and other[1].value != value:
        between = entry.text[entry.end : other[1].start_mark.index]
        tail = entry.text[other[1].end_mark.index :]
        mine = entry.text[entry.node.start_mark.index : entry.end]
        theirs = entry.text[other[1].start_mark.index : other[1].end_mark.index]
        head = entry.text[: entry.node.start_mark.index]
        yield entry.broken("다음 값과 바뀜 · swapped values", f"{head}{theirs}{between}{mine}{tail}", 1, old)


def _break_collection(entry: _Entry) -> Iterator[Break]:
    is_list = isinstance(entry.node, yaml.SequenceNode)
    for way, new in (
        ("빈칸 · blank", ""),
        ("글이 됨 · value as text", "글"),
        ("목록이 됨 · value as list", "[가, 나]"),
        ("모음이 됨 · value as mapping", "{가: 나}"),
        ("~", "~"),
        ("별표 · alias", "*a"),
    ):
        if not (is_list and "as list" in way and not _holds_models(entry)):
            lead = " " if new and entry.text[entry.node.start_mark.index - 1] == " " else ""
            yield entry.broken(way, entry.put(f"{lead}{new}"), 1, (entry.name,))
    if is_list and len(entry.node.value) > 1:
        first, second = entry.node.value[:2]
        one, two = (entry.text[n.start_mark.index : n.end_mark.index].rstrip() for n in (first, second))
        rest = entry.text[second.start_mark.index + len(two) :]
        between = entry.text[first.start_mark.index + len(one) : second.start_mark.index]
        head = entry.text[: first.start_mark.index]
        yield entry.broken("항목의 순서가 바뀜 · entries swapped", f"{head}{two}{between}{one}{rest}")


def _holds_models(entry: _Entry) -> bool:
    inner, _ = _below(entry.kind, 0)
    return isinstance(inner, type) and issubclass(inner, BaseModel)


def _break_key(entry: _Entry) -> Iterator[Break]:
    key = str(entry.key.value)
    yield entry.broken("이름 오타 · key misspelt", entry.rekeyed(f"{key}s"), 0, (key,))
    yield entry.broken("대문자 이름 · key in capitals", entry.rekeyed(key.upper()), 0, (key,))
    yield entry.broken("우리말 이름 · key in Korean", entry.rekeyed("제목"), 0, (key,))
    yield entry.broken("빈칸 없는 콜론 · no blank after the colon", _colon(entry, ":"), 1, (key,))
    yield entry.broken("전각 콜론 · full-width colon", _colon(entry, "："), 1, (key,))
    after = entry.text.find("\n", entry.end)
    whole = entry.text[entry.start : entry.end]
    if not _in_flow(entry):
        lead = " " * entry.key.start_mark.column
        again = f"{entry.text[:after]}\n{lead}{whole}{entry.text[after:]}"
        yield entry.broken("이름이 두 번 · key twice", again, 1 + whole.count("\n"))


def _colon(entry: _Entry, colon: str) -> str:
    head = entry.text[: entry.key.end_mark.index]
    rest = re.sub(r"\A\s*:[ ]*", "", entry.text[entry.key.end_mark.index :])
    return f"{head}{colon}{rest}"


def _in_flow(entry: _Entry) -> bool:
    """Whether it stands inside [ ] or { }."""
    line = entry.text[entry.text.rfind("\n", 0, entry.start) + 1 : entry.start]
    return bool(re.search(r"[\[{]", line))


def _break_place(entry: _Entry) -> Iterator[Break]:
    """What can happen to the lines of an entry: gone, indented otherwise, twice."""
    names = tuple(str(step) for step in entry.at if isinstance(step, str))[-1:]
    if isinstance(entry.node, yaml.ScalarNode):
        names = (*names, entry.node.value)
    if entry.next is not None:
        cut = (entry.next[0] or entry.next[1]).start_mark.index
        gone = f"{entry.text[: entry.start]}{entry.text[cut:]}"
    elif entry.key is None and not _in_flow(entry):
        start = entry.text.rfind("-", 0, entry.start)
        gone = f"{entry.text[:start]}{entry.text[entry.end :]}"
    else:
        gone = f"{entry.text[: entry.start]}{entry.text[entry.end :]}"
    yield entry.broken("값이 없어짐 · value gone", gone, 1, names)
    start = entry.text.rfind("\n", 0, entry.start) + 1
    if entry.text[start : entry.start].strip(" -") == "" and start:
        head, line = entry.text[:start], entry.text[start:]
        yield entry.broken("들여쓰기 하나 더 · indented more", f"{head} {line}", 1, names)
        if line.startswith(" "):
            yield entry.broken("들여쓰기 하나 덜 · indented less", f"{head}{line[1:]}", 1, names)
        yield entry.broken("탭 들여쓰기 · tab", f"{head}\t{line}", 1, names)
        yield entry.broken("문서 나눔 · document separator", f"{head}---\n{line}", 1, names)
        yield entry.broken("붙여 넣은 장식 · pasted bullet", f"{head}• {line.lstrip()}", 1, names)
    if entry.key is None and not _in_flow(entry):
        dash = entry.text.rfind("-", 0, entry.start)
        lead = entry.text[entry.text.rfind("\n", 0, dash) + 1 : dash]
        item = entry.text[dash : entry.end]
        twice = f"{entry.text[: entry.end]}\n{lead}{item}{entry.text[entry.end :]}"
        yield entry.broken("항목이 두 번 · entry twice", twice, 1 + item.count("\n"), names)
        bare = f"{entry.text[:dash]} {entry.text[dash + 1 :]}"
        yield entry.broken("줄표가 없음 · dash missing", bare, 1, names)


def break_between(files: Files, path: str) -> Iterator[Break]:
    """Values that two commitments of a place have taken from each other."""
    folder = path.rsplit("/", 1)[0]
    others = [
        each for each in files if each.rsplit("/", 1)[0] == folder and each.endswith(".yml") and each > path
    ]
    if kind_of(path) != "commitment" or not others:
        return
    mine, theirs = (
        {
            e.name: e
            for e in entries(p, files[p].decode())
            if len(e.at) == 1 and isinstance(e.node, yaml.ScalarNode)
        }
        for p in (path, others[0])
    )
    for name in (
        each for each in mine if each in theirs and mine[each].node.value != theirs[each].node.value
    ):
        one, two = mine[name], theirs[name]
        raw = [e.text[e.node.start_mark.index : e.end] for e in (one, two)]
        made = one.broken("두 공약의 값이 바뀜 · swapped between two files", one.put(raw[1]))
        files_now = {**made.files, others[0]: two.put(raw[0]).encode()}
        yield Break(made.way, path, made.kind, name, files_now, made.lines)


# ── all of a file ───────────────────────────────────────────────────────────────────────────


def every_break(files: Files, path: str) -> Iterator[Break]:
    """Each way of each field of a file, then of the file as a whole."""
    data = files[path]
    if path.endswith(".csv"):
        yield from break_table(path, data, filled_row)
    else:
        yield from break_sheet(path, data)
        yield from break_between(files, path)
    yield from break_file(path, data)


def thinned(breaks: Iterable[Break], most: int) -> Iterator[Break]:
    """At most `most` ways of each field, by turns, so that every way is tried on some field; whole files in all ways."""
    fields: dict[tuple[str, str], list[Break]] = {}
    for each in breaks:
        fields.setdefault((each.path, each.field), []).append(each)
    for number, ((_, name), found) in enumerate(fields.items()):
        step = len(found) / most if name and len(found) > most else 1
        turns = range(most if step > 1 else len(found))
        yield from (found[int(number + turn * step) % len(found)] for turn in turns)


def first_of_each(breaks: Iterable[Break]) -> Iterator[Break]:
    """The first of each way of each field of a kind of file; fields of terms.yml are alike in all its groups."""
    seen: set[tuple[str, str, str]] = set()
    for each in breaks:
        name = (
            each.field if each.kind != "terms" else f"{each.field.count('.')} {each.field.rsplit('.', 1)[-1]}"
        )
        name = "code" if each.kind == "terms" and name.split()[-1] not in _TERM_NAMES else name
        if (each.kind, name, each.way) not in seen:
            seen.add((each.kind, name, each.way))
            yield each


_TERM_NAMES = {"ko", "en", "definition", "source", "words", "[]"}


def with_prose(path: str, data: bytes, prose: str) -> bytes:
    """A file with this text in every field of free text that holds one, rows numbered; hand-written pages call words by their `ko`."""
    text = data.decode()
    if path.endswith(".csv"):
        model, rows = TABLES[path.rsplit("/", 1)[-1]], read_rows(text)
        free = [n for n, name in enumerate(columns(model)) if sort_of(model, name) == "text"]
        spoiled = [
            [f"{prose} {number}" if n in free and cell else cell for n, cell in enumerate(row)]
            for number, row in enumerate(rows[1:], 1)
        ]
        return write_rows([rows[0], *spoiled]).encode()
    for entry in reversed(list(entries(path, text))):
        free_text = isinstance(entry.node, yaml.ScalarNode) and _sort(entry.kind, entry.name) == "text"
        if free_text and entry.name != "ko":
            text = f"{text[: entry.node.start_mark.index]}{_quoted(prose)}{text[entry.end :]}"
    return text.encode()
