"""One cell → the text that a CSV would hold, or why it has none. Nothing is rounded or guessed unsaid."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]

from macros.intake.refused import Refused
from macros.intake.workbook.sheets import Column
from macros.language import josa
from macros.model.excel import counted_day

_AS_TEXT: Final = "칸의 서식을 ‘텍스트’로 바꾸고"
_DIGITS: Final = 15  # what a spreadsheet shows of a number
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Read:
    """What a cell says. `remark`: how it was read, where that is not as it looks."""

    text: str
    remark: str = ""


def read_cell(cell: Any, column: Column) -> Read:
    """The text of a cell of openpyxl. Raises Refused."""
    value = cell.value
    if value is None:
        return Read("")
    if cell.data_type == "f":
        formula = str(getattr(value, "text", value))
        tip = "셈한 값을 적으세요. 칸을 복사해 ‘값만 붙여넣기’를 하면 됩니다."
        raise Refused(f"계산식이 들어 있습니다: ‘{_short(formula)}’.", tip)
    if cell.data_type == "e":
        raise Refused(f"엑셀의 오류 값입니다: ‘{value}’.", "출처에 적힌 값을 적거나 비워 두세요.")
    if isinstance(value, bool):
        shown = "TRUE" if value else "FALSE"
        raise Refused(f"참·거짓 값입니다: ‘{shown}’.", "글이나 수를 적으세요.")
    if isinstance(value, datetime | date):
        return _dated(value, cell.number_format, column)
    if isinstance(value, int | float):
        return _number(value, cell.number_format, column)
    if isinstance(value, str):
        return Read(plain(value))
    raise Refused(f"시각이나 시간 값입니다: ‘{value}’.", f"{_AS_TEXT} 다시 적으세요. {column.hint}".rstrip())


def plain(text: str) -> str:
    """Text as the CSV has it: NFC, LF, no blanks at its ends."""
    return unicodedata.normalize("NFC", unescape(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _dated(value: datetime | date, form: str, column: Column) -> Read:
    """A real date: clear only where the cell shows its year, month and day, and no time."""
    day = value.date() if isinstance(value, datetime) else value
    if column.kind != "date":
        tip = f"{_AS_TEXT} 처음 적으려던 대로 다시 적으세요. 7-1 같은 글은 엑셀이 날짜로 바꿉니다."
        if column.kind == "number":
            tip = "칸의 서식을 ‘일반’으로 바꾸고 수를 다시 적으세요."
        raise Refused(f"엑셀이 날짜로 바꾼 칸입니다: {day.isoformat()}.", tip)
    letters = _QUOTED.sub("", form).lower()
    whole = {"y", "m", "d"} <= set(letters)
    midnight = not isinstance(value, datetime) or (value.hour, value.minute, value.second) == (0, 0, 0)
    if whole and midnight:
        return Read(day.isoformat(), f"날짜 칸을 {josa(day.isoformat(), '으로/로')} 읽었습니다.")
    month = f"{day.year}-{day.month:02}"
    tip = f"{_AS_TEXT} {month}인지 {day.isoformat()}인지 출처에 적힌 대로 다시 적으세요."
    raise Refused("엑셀이 날짜로 바꾼 칸이어서 어디까지 적혔는지 알 수 없습니다.", tip)


def _number(value: int | float, form: str, column: Column) -> Read:
    text, told = decimal_text(value)
    bare = _QUOTED.sub("", form)
    if "%" in bare:
        meant, _ = decimal_text(float(f"{value * 100:.{_DIGITS}g}"))
        tip = f"칸의 서식을 ‘일반’으로 바꾸고 % 없이 수만 적으세요. 예: {meant}"
        raise Refused(f"% 서식의 칸이라 보이는 수({meant}%)와 담긴 수({text})가 다릅니다.", tip)
    if re.search(r"[0#?],+(?![0#?,])", bare):
        tip = "칸의 서식을 ‘일반’으로 바꾸고 머리글의 단위로 다시 적으세요."
        raise Refused(f"천 단위로 줄여 보이는 서식이라 보이는 수와 담긴 수({text})가 다릅니다.", tip)
    if column.kind == "date" and (day := counted_day(text)):
        tip = f"{_AS_TEXT} {day}처럼 출처에 적힌 대로 다시 적으세요."
        raise Refused(f"날짜가 아니라 엑셀의 날짜 번호입니다: {text}({day}).", tip)
    if column.kind == "number" or not told:
        return Read(text, told)
    raise Refused(f"글이 올 칸에 수가 있습니다: ‘{text}’.", f"{_AS_TEXT} 다시 적으세요.")


def decimal_text(value: int | float) -> tuple[str, str]:
    """The shortest decimal that a spreadsheet shows for a number; what is told where it holds more digits.

    >>> decimal_text(40.2), decimal_text(1500.0)
    (('40.2', ''), ('1500', ''))
    """
    if isinstance(value, int):
        return str(value), ""
    shortest = repr(value)
    shown = f"{value:.{_DIGITS}g}"
    told = ""
    if float(shown) != value:
        told = f"담긴 값 {shortest}에서 엑셀이 보이는 열다섯 자리만 읽었습니다."
    number = Decimal(shown if told else shortest)
    whole = number == number.to_integral_value()
    return (f"{number:.0f}" if whole else f"{number.normalize():f}"), told


def same(typed: str, stored: str, column: Column) -> bool:
    """Whether a cell still says what was written there: a number by its worth, anything else by its letters."""
    if typed == plain(stored):
        return True
    return column.kind == "number" and _worth(typed) == _worth(stored) is not None


def _worth(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None
