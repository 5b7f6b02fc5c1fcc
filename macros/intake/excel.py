"""What Excel makes of a number, a year or a date: put back where it can have been only one thing, else a question."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from macros.model import When, dates_meant
from macros.model.excel import counted_day, month_and_number

_WIDE = re.compile(r"[０-９．，－]")
_WRITTEN = re.compile(
    r"([0-9]{4})(?:\. ?([0-9]{1,2})\.(?: ?([0-9]{1,2})\.?)?|/([0-9]{1,2})/([0-9]{1,2})|-([0-9]{1,2})-([0-9]{1,2})"
    r"|년 ?(?:([0-9]{1,2})월 ?(?:([0-9]{1,2})일)?)?)"
)


def kind_of(row: type[BaseModel], column: str) -> str:
    """What a column holds: "number", "year", "date", or "text" (codes too)."""
    kind: Any = row.model_fields[column].annotation
    while get_origin(kind) is Annotated or type(None) in get_args(kind):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if column == "year":
        return "year"
    if kind is When:
        return "date"
    return "number" if kind in (Decimal, int) else "text"


def plainer(kind: str, cell: str) -> str:
    """A cell as it is written here, where it has one meaning; else as it is."""
    if kind == "text" or not cell.strip():
        return cell
    text = cell.strip().removeprefix("'")
    if _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)
    if kind == "number":
        new = _number(text)
    elif kind == "year":
        new = re.sub(r"^([0-9]{4})(?:\.0+|년)$", r"\1", text)
    else:
        new = _date(text)
    return new if new != cell.strip() else cell


def _number(text: str) -> str:
    """△ and the long minus are a minus in a table of amounts; a comma before each three digits parts thousands."""
    signed = re.sub(r"^[△−](?=[0-9])", "-", text)
    if re.fullmatch(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", signed):
        return signed.replace(",", "")
    return signed if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", signed) else text


def _date(text: str) -> str:
    if found := re.fullmatch(r"([0-9]{4})\.0+", text):
        return found[1]
    # a day that is not the first of its month cannot have been typed as a month
    if (found := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(:00)?(\.0+)?", text)) and found[1][
        -2:
    ] != "01":
        return found[1]
    if (found := re.fullmatch(r"([0-9]{4})\.([0-9]{1,2})", text)) and found[2] != "1":
        return f"{found[1]}-{int(found[2]):02d}"
    if re.fullmatch("[0-9]{8}", text) and (meant := dates_meant(text)):
        return meant[0]
    if found := _WRITTEN.fullmatch(text):
        year, *rest = (part for part in found.groups() if part)
        return "-".join([year, *(f"{int(part):02d}" for part in rest)])
    return text


def asked(kind: str, cell: str) -> str:
    """What to ask about a cell that Excel may have changed and that could mean two things; "" where nothing is."""
    text = cell.strip()
    if kind == "date":
        return _asked_date(text)
    if kind == "number" and re.fullmatch(r"-?[0-9]+,[0-9]+|-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", text):
        return "쉼표가 천 단위인지 소수점인지 알 수 없습니다. 출처에서 확인해 쉼표 없이 적으세요."
    if kind == "number" and re.fullmatch(r"-?[0-9][0-9,.]* ?[가-힣].*", text):
        return "수만 적는 칸입니다. 이 열의 단위에 맞춘 수만 적으세요."
    if kind == "number" and re.fullmatch(r"-?[0-9.]+[eE][+-]?[0-9]+", text):
        return "엑셀이 줄여 적은 수라 끝자리를 알 수 없습니다. 출처의 수를 그대로 적으세요."
    if re.fullmatch(r"#+|#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?", text):
        return "엑셀이 값 대신 보인 표시입니다. 출처의 값을 적으세요."
    return ""


def _asked_date(text: str) -> str:
    retype = "출처에서 확인해, 칸의 서식을 ‘텍스트’로 바꾸고 적으세요."
    if named := month_and_number(text):
        month, number = named
        day = f", 어느 해의 {month}월 {number}일인가요?" if 1 <= number <= 31 else "?"
        return f"엑셀이 바꾼 날짜입니다. 20{number:02d}-{month:02d}인가요{day} {retype}"
    if re.fullmatch(r"[0-9]{1,2}월 ?[0-9]{1,2}일|[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}", text):
        return f"해가 없는 날짜입니다. 엑셀이 바꾸었는지 알 수 없습니다. {retype}"
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{2})-01[ T]00:00(:00)?(\.0+)?", text):
        return f"{found[1]}인가요, {found[1]}-01인가요? 엑셀은 달만 적은 것도 그달 1일로 바꿉니다. {retype}"
    if found := re.fullmatch(r"([0-9]{4})\.1", text):
        return f"{found[1]}-01인가요, {found[1]}-10인가요? 엑셀은 끝의 0을 뺍니다. {retype}"
    if counted := counted_day(text):
        return f"엑셀이 날짜를 센 수로 보입니다. {counted}인가요, {counted:%Y-%m}인가요? {retype}"
    if meant := dates_meant(text):
        return f"{meant[0]}인가요? {retype}"
    return ""
