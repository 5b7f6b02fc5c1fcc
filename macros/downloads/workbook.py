"""Tables → one XLSX workbook: a guide, a sheet a table with Korean headers and typed cells, the dictionary.

Whatever the data says, no cell is a formula or a link. Pure: nothing is read or written here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from macros.downloads.columns import BLANK, TABLES, TYPES, About, Column
from macros.downloads.csv_file import FORMULA_STARTS, Value
from macros.downloads.flat import Tables
from macros.downloads.records import Record
from macros.language import LICENCE_UNKNOWN, NO_DATA
from macros.model.excel import DAY_ZERO

GUIDE: Final = "안내"
DICTIONARY: Final = "자료 사전"
YES, NO = "예", "아니요"

MOST_ROWS: Final = 1_048_576  # of a sheet, the header among them
LONGEST: Final = 32_767  # UTF-16 units in a cell
_EXACT: Final = 15  # significant digits that a double keeps
_FIRST_DAY: Final = date(1900, 3, 1)  # before it spreadsheets disagree about serial numbers

_FONT: Final = {"font_name": "맑은 고딕", "font_size": 10, "font_scheme": "none"}
_TEXT: Final = 49  # the built-in number format of text
_HEAD: Final = {"bold": True, "bg_color": "#E7EBF1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_WIDEST, _NARROWEST = 60, 8  # of a column, in digits
_MOST_LINES: Final = 6  # of a wrapped cell; a longer text stays on one line, so that its row can be read
_LINE: Final = 14  # points of a line of text
_SAMPLE: Final = 200  # rows that a column's width looks at
_PAGE: Final = 220  # digits that a printed page takes in width
_TEXT_FORMAT_HOLDS: Final = 255  # letters; older Excel shows ##### for a longer one

_BLANK_TOLD: Final = re.compile("빈칸(?!으로)|비어 있")  # a meaning that says what a blank is

Style = Callable[..., Format]


def workbook_bytes(
    tables: Tables, place: str | None = None, *, commit: str = "", address: str | None = None
) -> bytes:
    """The tables of all places or of one as XLSX; the same bytes for the same tables.

    A place's workbook leaves out the tables in which it has no row. Raises KeyError for a place that is none,
    UnicodeEncodeError for a text that is no Unicode.
    """
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

    rows = {name: tables.records(name, place) for name in TABLES}
    kept = [about for name, about in TABLES.items() if place is None or rows[name]]
    guide = book.add_worksheet(GUIDE)
    for about in kept:
        for title, part in _sheets(about, rows[about.name]):
            _table_sheet(book.add_worksheet(title), about, part, style)
    dictionary = book.add_worksheet(DICTIONARY)
    _plain_sheet(dictionary, _dictionary_rows(kept), (18, 24, 28, 18, 12, 60, 14), style)
    _guide_sheet(guide, _guide_rows(tables, place, rows, commit, address), style)
    book.set_properties(_properties(tables, place, address))
    book.close()
    return out.getvalue()


def workbook_header(column: Column) -> str:
    """A column's header in a sheet: its Korean name, with its unit where all its values have one."""
    return f"{column.ko} ({column.unit})" if column.unit and not _by_row(column) else column.ko


def _by_row(column: Column) -> bool:
    return column.unit.endswith(" 열")


def _sheets(about: About, rows: Sequence[Record]) -> Iterator[tuple[str, Sequence[Record]]]:
    """Name of the sheet and its rows; more than a sheet holds go on in the next."""
    step = MOST_ROWS - 1
    for number, start in enumerate(range(0, max(len(rows), 1), step), 1):
        yield about.title if number == 1 else f"{about.title} ({number})", rows[start : start + step]


# ── a table ─────────────────────────────────────────────────────────────────────────────────


def _table_sheet(sheet: Worksheet, about: About, rows: Sequence[Record], style: Style) -> None:
    heads = [workbook_header(column) for column in about.columns]
    widths = [
        _column_width(head, [row[column.name] for row in rows[:_SAMPLE]])
        for head, column in zip(heads, about.columns, strict=True)
    ]
    last = len(about.columns) - 1
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, style(**_HEAD))
    columns = [
        (at, c.name, c.type, width) for at, (c, width) in enumerate(zip(about.columns, widths, strict=True))
    ]
    file = f"{about.name}.csv"
    for line, row in enumerate(rows, 1):
        most = 1
        for at, name, type, width in columns:
            value = row[name]
            if value is not None:
                lines = _write(sheet, line, at, value, type in ("when", "day"), width, file, style)
                most = max(most, lines)
        if most > 1:
            sheet.set_row(line, most * _LINE)  # LibreOffice fits no row by itself
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(last)}{len(rows) + 1}"})
    sheet.set_selection(1, 0, 1, 0)
    _print_set_up(sheet, ceil(sum(widths) / _PAGE))
    sheet.repeat_rows(0)


def _write(
    sheet: Worksheet, line: int, at: int, value: Value, dated: bool, width: float, file: str, style: Style
) -> int:
    """One value, typed: number, day, or text; what a spreadsheet cannot hold exactly is text. Lines it takes."""
    if isinstance(value, bool):
        sheet.write_string(line, at, YES if value else NO, style())
    elif isinstance(value, int | Decimal):
        number = Decimal(value)
        if _is_exact(number):
            shown = "#,##0" + ("." + "0" * decimals if (decimals := _decimals(number)) else "")
            sheet.write_number(line, at, number, style(num_format=shown))
        else:
            sheet.write_string(line, at, f"{number:f}", style(num_format=_TEXT, align="right"))
    elif value and dated and (day := _day(str(value))):
        sheet.write_number(line, at, (day - DAY_ZERO).days, style(num_format="yyyy-mm-dd", align="left"))
    elif value:
        text = _fitting(str(value), file)
        lines = _lines(text, width)
        sheet.write_string(line, at, text, _text_style(text, lines, style))
        return lines
    return 1


def _text_style(text: str, lines: int, style: Style) -> Format:
    """The format that keeps text what it is, also when somebody edits the cell."""
    properties: dict[str, Any] = {}
    if len(text) <= _TEXT_FORMAT_HOLDS:
        properties["num_format"] = _TEXT  # else 2024-12 and 7-1 become dates
    if text[0] in FORMULA_STARTS or text[0] == "'":
        properties["quote_prefix"] = True
    if lines > 1:
        properties["text_wrap"] = True
    return style(**properties)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column; 1 for one that would take too many and is left on one line."""
    if "\n" not in text and (len(text) * 2 <= width or (text.isascii() and len(text) <= width - 2)):
        return 1
    found = sum(ceil(max(_width(each), 1) / (width - 2)) for each in text.split("\n"))
    return found if found <= _MOST_LINES else 1


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _is_exact(number: Decimal) -> bool:
    """Whether a spreadsheet holds and shows every digit of it."""
    return len("".join(map(str, number.as_tuple().digits)).strip("0")) <= _EXACT and _decimals(number) <= 30


def _day(text: str) -> date | None:
    """A full date that every spreadsheet takes for the same day; None for 2024, 2024-12 and two dates."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found and found >= _FIRST_DAY else None


def _fitting(text: str, file: str) -> str:
    """Text as long as a cell may be; what is cut says so and where the whole is."""
    if len(text) <= LONGEST // 2 or len(raw := text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    mark = f" … [한 칸에 다 담을 수 없어 줄였습니다. 전체는 {file}에 있습니다.]"
    return raw[: 2 * (LONGEST - len(mark))].decode("utf-16-le", "ignore") + mark


def _width(text: str) -> int:
    """Digits that a text takes in width: a Hangul syllable, three bytes in UTF-8, takes two."""
    return (len(text) + len(text.encode())) // 2


def _column_width(head: str, values: Sequence[Value]) -> float:
    longest = max(
        (_width(f"{v:,}" if isinstance(v, Decimal) else str(v)) for v in values if v is not None), default=0
    )
    return min(_WIDEST, max(_NARROWEST, longest + 2, _width(head) + 4))  # 4: the arrow of the filter


def _letters(column: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    head, tail = divmod(column, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + tail)


def _print_set_up(sheet: Worksheet, pages: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&A&R&P / &N")


# ── the guide and the dictionary ────────────────────────────────────────────────────────────


def _plain_sheet(
    sheet: Worksheet, rows: Sequence[Sequence[str]], widths: Sequence[int], style: Style
) -> None:
    """Text with a header, wrapped."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for line, row in enumerate(rows):
        for at, text in enumerate(row):
            if text:
                properties = _HEAD if line == 0 else {"text_wrap": True, "num_format": _TEXT}
                sheet.write_string(line, at, text, style(**properties))
        most = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        if most > 1:
            sheet.set_row(line, most * _LINE)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, len(widths) - 1)
    sheet.set_selection(1, 0, 1, 0)
    _print_set_up(sheet, 1)
    sheet.repeat_rows(0)


def _dictionary_rows(kept: Sequence[About]) -> list[tuple[str, ...]]:
    head = ("표", "열", "CSV의 열 이름", "종류", "단위", "뜻", "빈칸")
    return [
        head,
        *(
            (
                about.title,
                workbook_header(column),
                column.name,
                TYPES[column.type],
                "‘단위’ 열" if _by_row(column) else column.unit,
                column.meaning,
                "없음" if column.filled else "뜻에 적음" if _BLANK_TOLD.search(column.meaning) else NO_DATA,
            )
            for about in kept
            for column in about.columns
        ),
    ]


def _title(tables: Tables, place: str | None) -> str:
    about = "모든 지역" if place is None else tables.book.places[place].name
    return f"{tables.book.site.title}: {about}의 표"


def _guide_rows(
    tables: Tables,
    place: str | None,
    rows: dict[str, tuple[Record, ...]],
    commit: str,
    address: str | None,
) -> Iterator[tuple[str, str]]:
    """What the workbook is and how to read it: pairs of a word and what is said of it."""
    site = tables.book.site
    folder = f"tables/{place}/" if place else "tables/"
    yield (_title(tables, place), "")
    yield ("무엇인가", "공약과 지원사업을 출처에서 옮겨 적은 표와 이 사이트가 계산한 값입니다.")
    if site.operator:
        yield ("펴내는 곳", site.operator)
    yield ("계산한 날", tables.as_of.isoformat())
    yield ("버전(커밋)", commit or "알 수 없음")
    yield ("이용조건", site.licence or LICENCE_UNKNOWN)
    yield ("사이트", address or "알 수 없음")
    yield ("", "")
    yield ("읽는 법", "")
    yield (
        "빈칸",
        f"{BLANK}. 0은 출처에 0이라고 적힌 값입니다. 열마다 다른 뜻은 ‘{DICTIONARY}’ 시트에 있습니다.",
    )
    yield ("단위", "열 이름 뒤의 괄호 안에 있습니다. 없으면 같은 행의 ‘단위’ 열에 있습니다.")
    yield ("수", "출처에 적힌 자릿수 그대로입니다. 열다섯 자리를 넘는 수는 틀어지지 않게 글로 적었습니다.")
    yield ("날짜", "연·월·일이 다 있으면 날짜이고, 2024나 2024-12처럼 일부만 있으면 글입니다.")
    yield (f"{YES}·{NO}", "CSV 파일의 true와 false입니다.")
    yield ("글", "=, +, -, @로 시작하는 글도 글로만 적었으므로 셈하지 않습니다.")
    yield ("열 이름", f"CSV 파일의 영어 열 이름과 뜻은 ‘{DICTIONARY}’ 시트에 있습니다.")
    yield ("", "")
    yield ("시트", "무엇이 있는가")
    for name, about in TABLES.items():
        number = len(rows[name])
        if number or place is None:
            told = f"{number:,}행" if number else "행 없음"
            file = f"{folder}{name}.csv"
            yield (about.title, f"{about.what} — {told}. CSV: {file}")
    yield (DICTIONARY, "열마다 이름, 종류, 단위, 뜻")
    absent = [about.title for name, about in TABLES.items() if place and not rows[name]]
    if absent:
        yield ("뺀 표", f"이 지역에 행이 없습니다: {', '.join(absent)}")


def _guide_sheet(sheet: Worksheet, rows: Iterator[tuple[str, str]], style: Style) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, 24)
    for line, (word, said) in enumerate(rows):
        heading = word in ("읽는 법", "시트")
        big: dict[str, Any] = {"bold": True, "font_size": 14} if line == 0 else {"bold": True}
        if word:
            sheet.write_string(line, 0, word, style(**(_HEAD if heading else big)))
        if said or heading:
            text = style(**_HEAD) if heading else style(text_wrap=True, num_format=_TEXT)
            sheet.write_string(line, 1, said, text)
        if (lines := _lines(said, 100)) > 1:
            sheet.set_row(line, lines * _LINE)
    sheet.hide_gridlines(2)
    sheet.activate()
    _print_set_up(sheet, 1)


def _properties(tables: Tables, place: str | None, address: str | None) -> dict[str, Any]:
    """What the file says of itself; the moment is the day of the tables, so that the bytes stay the same."""
    site = tables.book.site
    day = tables.as_of
    return {
        "title": _title(tables, place),
        "subject": "공약과 지원사업의 돈, 목표, 실적, 상태, 변경, 출처",
        "keywords": "공약, 이행, 지방정부, 공개자료",
        "comments": ". ".join(filter(None, (f"이용조건: {site.licence or LICENCE_UNKNOWN}", address))),
        "created": datetime(day.year, day.month, day.day),
    }
