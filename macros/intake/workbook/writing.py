"""A place's ledgers → the workbook to be filled in. The same data and day always give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from macros.intake.ledger import rows_of
from macros.intake.refused import Refused
from macros.intake.workbook.guide import guide_rows
from macros.intake.workbook.sheets import (
    CODE_MARK,
    CODE_ROW,
    EXAMPLE,
    EXAMPLE_ROW,
    FIRST,
    FIRST_ROW,
    FORM,
    GUIDE,
    HEAD_ROW,
    KEY_HEAD,
    LISTS,
    MARK,
    MEMORY,
    ROOM,
    SHEETS,
    Column,
    LedgerSheet,
    letters,
)
from macros.intake.workbook.words import Words, label, words_of
from macros.load import Files, load_files
from macros.model import Place
from macros.problem import as_line

_FONT: Final = {"font_name": "맑은 고딕", "font_size": 10, "font_scheme": "none"}
_TEXT: Final = 49  # the built-in number format of text
_HEAD, _INK, _PALE, _FILL, _LINE = "#1F3A5F", "#5B6470", "#F0F2F5", "#FFF9DB", "#C9CFD8"
_NEEDED: Final = "#FFEFA8"
_LONGEST: Final = 32_767  # UTF-16 units in a cell
_TEXT_FORMAT_HOLDS: Final = 255  # letters; older Excel shows ##### for a longer one
_EXACT: Final = 15  # significant digits that a double keeps
_LAST: Final = 5_000  # row to which lists and formats reach
_POINTS: Final = 15  # of a line of text
_MOST_LINES: Final = 5
_GUIDE_WIDTH: Final = 100

Style = Callable[..., Format]
Records = Mapping[int, Mapping[str, str]]


class UnknownPlace(Refused):
    """The place asked for is none."""


def workbook_to_fill(files: Files, place: str, as_of: date, commit: str = "", *, room: int = ROOM) -> bytes:
    """The .xlsx of a place, with `room` rows made ready on each sheet.

    Raises UnknownPlace, and Refused for ledgers that cannot be read.
    """
    loaded = load_files(files)
    own = [
        each
        for each in loaded.problems
        if each.level == "error" and (each.path.count("/") < 2 or each.path.startswith(f"data/{place}/"))
    ]
    if loaded.book is None or own:
        told = [as_line(each) for each in own or loaded.problems]
        raise Refused("\n".join([*told, "자료에 오류가 있어 엑셀 파일을 만들지 않았습니다. 먼저 고치세요."]))
    if place not in loaded.book.places:
        raise UnknownPlace(f"없는 지역입니다: ‘{place}’. 있는 지역: {', '.join(loaded.book.places)}")
    about = loaded.book.places[place]
    words = words_of(loaded.book, about)
    rows = {sheet.file: rows_of(files.get(f"data/{place}/{sheet.file}"), sheet.row) for sheet in SHEETS}
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(_FONT),  # xlsxwriter writes into it
    }
    book = Workbook(out, options)

    @cache
    def style(**properties: Any) -> Format:
        return book.add_format({"valign": "top", **properties})

    guide = book.add_worksheet(GUIDE)
    made = {sheet.file: book.add_worksheet(sheet.title) for sheet in SHEETS}
    spans = _lists_sheet(book.add_worksheet(LISTS), words, len(rows["sources.csv"]), room)
    for sheet in SHEETS:
        _ledger_sheet(made[sheet.file], sheet, about, rows[sheet.file], room, words, spans, style)
    _memory_sheet(book.add_worksheet(MEMORY), place, as_of, commit, words, rows)
    counts = {file: len(each) for file, each in rows.items()}
    _guide_sheet(guide, guide_rows(loaded.book, about, counts, as_of, commit), style)
    title = f"{about.name} 자료 적는 파일"
    book.set_properties({"title": title, "created": datetime(as_of.year, as_of.month, as_of.day)})
    book.close()
    return out.getvalue()


# ── a ledger ────────────────────────────────────────────────────────────────────────────────


def _ledger_sheet(
    paper: Worksheet,
    sheet: LedgerSheet,
    place: Place,
    rows: Records,
    room: int,
    words: Words,
    spans: Mapping[str, str],
    style: Style,
) -> None:
    last = FIRST + len(sheet.columns) - 1  # the last column, counted from 1
    _heads(paper, sheet, place, style)
    shown = dict(zip((c.name for c in sheet.columns), sheet.example, strict=True))
    _filled_row(paper, EXAMPLE_ROW, EXAMPLE, shown, sheet.columns, style, italic=True)
    for number, (line, cells) in enumerate(rows.items()):
        at = FIRST_ROW + number
        outer = {column.name: cells[column.name] for column in sheet.columns}
        said = {
            column.name: label(words, column, cells[column.name], outer.get(column.within, ""))
            if column.kind == "word" and cells[column.name]
            else cells[column.name]
            for column in sheet.columns
        }
        _filled_row(paper, at, f"{line}행", said, sheet.columns, style)
        if sheet.shows_keys:
            paper.write_string(at - 1, last, _fitting(sheet.key(cells)), style(font_color=_INK, font_size=8))
    first = FIRST_ROW + len(rows)
    _room(paper, sheet, range(first, first + room), style)
    for number, column in enumerate(sheet.columns, FIRST - 1):
        _help(paper, column, number, first, spans, sheet)
    paper.freeze_panes(CODE_ROW, FIRST, max(CODE_ROW, first - 6), FIRST)
    paper.set_selection(first - 1, FIRST - 1, first - 1, FIRST - 1)
    paper.ignore_errors({"number_stored_as_text": f"A1:{letters(last)}{_LAST}"})
    paper.protect("", {"format_columns": True, "format_rows": True})
    _printed(paper)
    paper.repeat_rows(HEAD_ROW - 1)


def _heads(paper: Worksheet, sheet: LedgerSheet, place: Place, style: Style) -> None:
    """The title, what a row is, the Korean heads with their notes, and the names by which the rows are read back."""
    note = f"{sheet.what} 노란 칸에 적으세요. * 는 꼭 적는 칸이고, 회색 행은 이미 실려 잠겨 있습니다."
    paper.set_column(0, 0, 7)
    paper.write_string(0, 0, f"{place.name} · {sheet.title}", style(bold=True, font_size=14))
    paper.write_string(1, 0, note, style(font_color=_INK))
    paper.set_row(0, 24)
    head = {"bold": True, "bg_color": _HEAD, "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
    head |= {"border_color": _LINE, "valign": "vcenter", "align": "center"}
    paper.set_row(HEAD_ROW - 1, 2 * _POINTS + 4)
    paper.set_row(CODE_ROW - 1, 11)
    code = style(font_size=7, font_color=_INK, bg_color=_PALE, align="center")
    paper.write_string(HEAD_ROW - 1, 0, MARK, style(**head))
    paper.write_string(CODE_ROW - 1, 0, CODE_MARK, code)
    box = {"x_scale": 2.2, "y_scale": 1.3, "font_size": 9, "author": "", "color": _FILL}
    for at, column in enumerate(sheet.columns, FIRST - 1):
        open_ = style(
            locked=False, valign="top", **({} if column.kind == "number" else {"num_format": _TEXT})
        )
        paper.set_column(at, at, column.width, open_)  # rows pasted below the yellow ones keep their form
        paper.write_string(HEAD_ROW - 1, at, column.head, style(**head))
        paper.write_string(CODE_ROW - 1, at, column.name, code)
        paper.write_comment(HEAD_ROW - 1, at, f"{column.head}\n{column.note}", box)
    if sheet.shows_keys:
        at = FIRST - 1 + len(sheet.columns)
        paper.set_column(at, at, 34)
        paper.write_string(HEAD_ROW - 1, at, KEY_HEAD, style(**{**head, "bg_color": _INK}))


def _filled_row(
    paper: Worksheet,
    at: int,
    mark: str,
    said: Mapping[str, str],
    columns: Sequence[Column],
    style: Style,
    italic: bool = False,
) -> None:
    """A locked row: one that stands in data/ already, or the example."""
    look: dict[str, Any] = {"bg_color": _PALE, "border": 1, "border_color": _LINE}
    if italic:
        look |= {"italic": True, "font_color": "#8A929C"}
    paper.write_string(at - 1, 0, mark, style(**look, align="center", font_size=8))
    most = 1
    for number, column in enumerate(columns, FIRST - 1):
        text = said[column.name]
        if not text:
            paper.write_blank(at - 1, number, None, style(**look))
        elif column.kind == "number" and (form := _number_format(text)):
            paper.write_number(
                at - 1, number, float(text), style(**look, num_format=form, align="right", indent=1)
            )
        else:
            held = _fitting(text)
            written = dict(look)
            if len(held) <= _TEXT_FORMAT_HOLDS:
                written["num_format"] = _TEXT
            if held[0] in "=+-@'":
                written["quote_prefix"] = True
            if column.kind == "date":
                written["align"] = "center"
            lines = _lines(held, column.width)
            if 1 < lines <= _MOST_LINES:
                most = max(most, lines)
                written["text_wrap"] = True
            paper.write_string(at - 1, number, held, style(**written))
    if most > 1:
        paper.set_row(at - 1, most * _POINTS)  # LibreOffice fits no row by itself


def _room(paper: Worksheet, sheet: LedgerSheet, rows: range, style: Style) -> None:
    """Rows to be filled in, yellow, and deeper where something must stand."""
    look: dict[str, Any] = {"locked": False, "border": 1, "border_color": _LINE}
    for at in rows:
        paper.write_blank(at - 1, 0, None, style(border=1, border_color=_LINE))
        for number, column in enumerate(sheet.columns, FIRST - 1):
            own = {**look, "bg_color": _NEEDED if column.required else _FILL}
            own |= {} if column.kind == "number" else {"num_format": _TEXT}
            own |= {"text_wrap": True} if column.kind == "text" else {}
            own |= {"align": "center"} if column.kind == "date" else {}
            paper.write_blank(at - 1, number, None, style(**own))


def _help(
    paper: Worksheet, column: Column, at: int, first: int, spans: Mapping[str, str], sheet: LedgerSheet
) -> None:
    """What a spreadsheet offers and refuses in the cells of a column."""
    if column.kind == "word":
        outer = next((n for n, each in enumerate(sheet.columns) if each.name == column.within), None)
        cell = f"${letters(FIRST - 1 + outer)}{first}" if outer is not None else ""
        rule: dict[str, Any] = {
            "validate": "list",
            "source": spans[column.words].replace("{cell}", cell),
            "error_type": "warning" if column.free else "stop",
            "error_title": "목록에서 고르세요",
            "error_message": f"‘{column.head.removesuffix(' *')}’ 칸에는 목록에 있는 말만 적을 수 있습니다.",
        }
    elif column.kind == "number":
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -(10**12),
            "maximum": 10**12,
            "error_title": "숫자만 적으세요",
            "error_message": "쉼표, 원, % 없이 숫자만 적으세요. 모르면 비워 두세요.",
        }
    else:
        return
    paper.data_validation(first - 1, at, _LAST - 1, at, {**rule, "ignore_blank": True})


def _number_format(text: str) -> str:
    """The format in which a spreadsheet shows a number as it is written; "" for what it cannot hold digit by digit."""
    found = re.fullmatch(r"-?([0-9]+)(?:\.([0-9]+))?", text)
    if not found or len((found[1] + (found[2] or "")).strip("0")) > _EXACT:
        return ""
    return "#,##0" + ("." + "0" * len(found[2]) if found[2] else "")


def _fitting(text: str) -> str:
    if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) > 2 * _LONGEST:
        raise Refused(f"한 칸의 글이 너무 길어 엑셀 파일에 담을 수 없습니다: ‘{text[:40]}…’")
    return text


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column as wide as so many digits: a Hangul syllable is 1.7 of them."""
    return sum(
        max(1, ceil((len(part) + 0.35 * (len(part.encode()) - len(part))) / (width - 1)))
        for part in text.split("\n")
    )


def _printed(paper: Worksheet) -> None:
    paper.set_landscape()
    paper.set_paper(9)  # A4
    paper.fit_to_pages(1, 0)
    paper.set_footer("&L&A&R&P / &N")


# ── the sheets that nobody looks at ─────────────────────────────────────────────────────────


def _lists_sheet(paper: Worksheet, words: Words, sources: int, room: int) -> dict[str, str]:
    """The lists of the drop-downs; list → what a spreadsheet is told to offer, `{cell}` for that on which it depends."""
    spans: dict[str, str] = {}
    inner = {column.words: column.within for sheet in SHEETS for column in sheet.columns if column.within}
    outer_list = {"commitment": "commitments", "file": "files"}
    at = 0
    for name, labels in words.items():
        paper.write_string(0, at, name)
        col = letters(at)
        for row, text in enumerate(labels.values(), 1):
            paper.write_string(row, at, text)
        last = max(len(labels), 1) + 1
        spans[name] = f"='{LISTS}'!${col}$2:${col}${last}"
        if name == "sources":
            # a source that somebody adds on its sheet is offered on the others at once
            for number in range(room):
                row, own = FIRST_ROW + sources + number, "'출처'!"
                text = f'{own}C{row}&", "&{own}D{row}&" ("&{own}B{row}&")"'
                paper.write_formula(len(labels) + 1 + number, at, f'=IF({own}B{row}="","",{text})', None, "")
            area = f"'{LISTS}'!${col}$2:${col}${len(labels) + 1 + room}"
            spans[name] = f"=OFFSET('{LISTS}'!${col}$2,0,0,MAX(1,COUNTIF({area},\"?*\")),1)"
        if name in inner:
            spans[name] = _depending(paper, at, labels, words[outer_list[inner[name]]])
            at += 3
        at += 1
    paper.hide()
    paper.protect()
    return spans


def _depending(paper: Worksheet, at: int, labels: Mapping[str, str], outer: Mapping[str, str]) -> str:
    """Beside a list: each outer label, where its part begins and how long it is; the formula that offers that part."""
    codes = [code.rpartition("/")[0] for code in labels]
    parts = [(text, codes.index(code), codes.count(code)) for code, text in outer.items() if code in codes]
    for row, (text, start, number) in enumerate(parts, 1):
        paper.write_string(row, at + 1, text)
        paper.write_number(row, at + 2, start)
        paper.write_number(row, at + 3, number)
    area = f"'{LISTS}'!${letters(at + 1)}$2:${letters(at + 3)}${max(len(parts), 1) + 1}"
    found = f"VLOOKUP({{cell}},{area},{{}},FALSE)"
    begin, size = found.replace("{}", "2"), found.replace("{}", "3")
    return f"=OFFSET('{LISTS}'!${letters(at)}$2,{begin},0,{size},1)"


def _memory_sheet(
    paper: Worksheet,
    place: str,
    as_of: date,
    commit: str,
    words: Words,
    rows: Mapping[str, Records],
) -> None:
    """What the workbook was made of, every text as it is written in data/."""
    lines: Iterator[Sequence[str]] = _memory(place, as_of, commit, words, rows)
    for number, line in enumerate(lines):
        for at, text in enumerate(line):
            if text:
                paper.write_string(number, at, text)
    paper.hide()
    paper.protect()


def _memory(
    place: str, as_of: date, commit: str, words: Words, rows: Mapping[str, Records]
) -> Iterator[Sequence[str]]:
    yield "workbook", FORM
    yield "place", place
    yield "made", as_of.isoformat(), commit
    for name, labels in words.items():
        for code, text in labels.items():
            yield "word", name, code, text
    for sheet in SHEETS:
        yield "example", sheet.file, *sheet.example
        for line, cells in rows[sheet.file].items():
            yield "row", sheet.file, str(line), *cells.values()


# ── the first sheet ─────────────────────────────────────────────────────────────────────────


def _guide_sheet(paper: Worksheet, rows: Iterator[tuple[str, str]], style: Style) -> None:
    paper.set_column(0, 0, 18)
    paper.set_column(1, 1, _GUIDE_WIDTH)
    for at, (word, said) in enumerate(rows):
        if at == 0:
            paper.set_row(at, 28)
            paper.write_string(at, 0, word, style(bold=True, font_size=16))
            continue
        heading = bool(word) and not said
        head = {"bold": True, "bg_color": _HEAD, "font_color": "#FFFFFF"} if heading else {"bold": True}
        if word:
            paper.write_string(at, 0, word, style(**head))
        if heading:
            paper.write_blank(at, 1, None, style(**head))
        elif said:
            look: dict[str, Any] = {"text_wrap": True, "num_format": _TEXT}
            look |= {"bg_color": _NEEDED} if word == "꼭 적는 칸" else {}
            look |= {"bg_color": _FILL} if word == "적어도 되는 칸" else {}
            look |= {"bg_color": _PALE} if word == "잠긴 칸" else {}
            paper.write_string(at, 1, said, style(**look))
        if (lines := _lines(said, _GUIDE_WIDTH)) > 1:
            paper.set_row(at, lines * _POINTS + 2)
    paper.hide_gridlines(2)
    paper.activate()
    paper.protect("", {"format_columns": True, "format_rows": True})
    _printed(paper)
    paper.set_portrait()
    paper.fit_to_pages(1, 1)
