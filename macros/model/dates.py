"""Dates as precise as they were written, each with the first and last day it covers."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from macros.language import Said, date_text, josa
from macros.model.excel import counted_day, month_and_number, shown_as_day
from macros.model.shape import wrong

_DATE = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = re.compile(r"([0-9]{4})/([0-9]{4})")
_WRITTEN_DATE = re.compile(r"([0-9]{4})[-./년] *([0-9]{1,2})(?:[-./월] *([0-9]{1,2})[.일]?|[./월])?")
_FORMS = Said(
    "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요.",
    "Write it in one of these forms: 2024, 2024-Q1, 2024-03, 2024-03-07.",
)


def _unreadable(text: str) -> Said:
    return Said(f"날짜로 읽을 수 없습니다: ‘{text}’.", f"This cannot be read as a date: ‘{text}’.")


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it was written: `text`, and the first and last day it covers.

    As a start it means `first`, as an end `last` (YYYY as an end is 31 December).
    """

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str, span: bool = False) -> When:
        """YYYY, YYYY-Qn, YYYY-MM, YYYY-MM-DD and, if `span`, YYYY/YYYY."""
        years = _YEARS.fullmatch(text) if span else None
        if years is None and span and "/" in text:
            tip = Said(
                "여러 해를 더한 값이면 2014/2017처럼 해 두 개를 적으세요.",
                "For a value of several years write two years, as in 2014/2017.",
            )
            raise wrong("date-form", _unreadable(text), tip, text)
        if years is None:
            return cls(text, *_days(text))
        first, last = _days(years[1])[0], _days(years[2])[1]
        if last < first:
            tip = Said(
                "앞쪽에 시작, 뒤쪽에 끝을 적으세요. 예: 2014/2017",
                "Write the first year before the last, as in 2014/2017.",
            )
            message = Said(f"끝이 시작보다 앞섭니다: ‘{text}’.", f"The end is before the start: ‘{text}’.")
            raise wrong("span-order", message, tip, text)
        return cls(text, first, last)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _when, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _json_schema(_DATE.pattern)


def _json_schema(pattern: str) -> JsonSchemaValue:
    return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{pattern}$"}]}


def _when(value: Any, span: bool = False) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        message = Said("날짜가 올 자리에 다른 것이 있습니다.", "Something else stands where a date belongs.")
        raise wrong("date-form", message, _FORMS)
    return When.parse(value.strip(), span)


# a date, or the time from one year to another: 2014/2017
Span = Annotated[
    When,
    PlainValidator(lambda value: _when(value, span=True)),
    WithJsonSchema(_json_schema(f"(?:{_DATE.pattern}|{_YEARS.pattern})")),
]


def _day(value: Any) -> When:
    when = _when(value)
    if when.first != when.last:
        tip = Said(
            "해, 달, 날을 모두 적으세요. 예: 2026-11-22", "Write year, month and day, as in 2026-11-22."
        )
        message = Said(
            f"날까지 적힌 날짜가 아닙니다: ‘{when.text}’.", f"This date has no day: ‘{when.text}’."
        )
        raise wrong("date-form", message, tip, when.text)
    return when


# a date with its day
Day = Annotated[
    When, PlainValidator(_day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]


def _days(text: str) -> tuple[date, date]:
    """First and last day of one written date; says in Korean why it is none."""
    if shown_as_day(text):
        message = Said(
            f"엑셀이 날짜로 바꾼 글자입니다: ‘{text}’.", f"Excel turned this into a date: ‘{text}’."
        )
        raise wrong("excel-date", message, _AS_TEXT + (_one_of(text) or _YEAR_FIRST), text)
    found = _DATE.fullmatch(text)
    if found is None:
        raise wrong("date-form", _unreadable(text), _as_date(text), text)
    year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if not 1900 <= year < 2200:
            raise ValueError
        if found[4]:
            only = date(year, month, day)
            return only, only
        first, last = 1, 12
        if found[3]:
            first = last = month
        elif quarter:
            first, last = quarter * 3 - 2, quarter * 3
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        tip = Said(
            "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요.",
            "Write a year from 1900 to 2199, a month from 01 to 12 and a day that the month has.",
        )
        message = Said(f"달력에 없는 날짜입니다: ‘{text}’.", f"There is no such date: ‘{text}’.")
        raise wrong("date-unknown", message, tip, text) from None


_AS_TEXT = Said("칸의 서식을 ‘텍스트’로 바꾸고, ", "Set the cell’s format to Text. ")
_YEAR_FIRST = Said("2024-12처럼 연-월(-일)로 다시 적으세요.", "Write year-month(-day) again, as in 2024-12.")


def dates_meant(text: str) -> tuple[str, ...]:
    """What a date that a spreadsheet rewrote may have been, each as it is written here; nothing where the year is lost.

    >>> dates_meant("Dec-24"), dates_meant("45627"), dates_meant("2024.1"), dates_meant("24.3")
    (('2024-12',), ('2024-12-01', '2024-12'), ('2024-01', '2024-10'), ('2024-03',))
    """
    if (named := month_and_number(text)) and re.search("[0-9]{2}", text):
        month, year = named
        return (f"20{year:02d}-{month:02d}",)
    if counted := counted_day(text):
        return f"{counted}", f"{counted:%Y-%m}"
    # a number loses the nought at its end
    if found := re.fullmatch(r"([0-9]{4})\.1", text):
        return f"{found[1]}-01", f"{found[1]}-10"
    found = re.fullmatch(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])", text)
    short = re.fullmatch(r"'?([0-9]{2})\. ?([0-9]{1,2})(?:\. ?([0-9]{1,2}))?\.?", text)
    parts = [found[1], *found.groups()[1:]] if found else []
    parts = [f"20{short[1]}", *(part for part in short.groups()[1:] if part)] if short else parts
    meant = "-".join(part.zfill(2) for part in parts)
    return (meant,) if meant and _is_date(meant) else ()


def _is_date(text: str) -> bool:
    year, month, *day = map(int, text.split("-"))
    return 1 <= month <= 12 and (not day or 1 <= day[0] <= calendar.monthrange(year, month)[1])


def _one_of(text: str) -> Said | None:
    """To write one of the dates that were meant, the one that the source has."""
    meant = dates_meant(text)
    if not meant:
        return None
    ways = ", ".join(f"{date_text(each)}이면 {josa(each, '으로/로')}" for each in meant)
    return Said(f"출처에서 확인해 {ways} 적으세요.", f"Look at the source and write {' or '.join(meant)}.")


def _as_date(text: str) -> Said:
    """How to write a date that was meant but written another way: 2024. 3. is 2024-03."""
    if meant := _one_of(text):
        return meant
    found = _WRITTEN_DATE.fullmatch(unicodedata.normalize("NFKC", text))
    parts = [f"{int(part):02d}" for part in found.groups() if part] if found else []
    date_form = "-".join(parts)
    return Said(f"{josa(date_form, '으로/로')} 적으세요.", f"Write {date_form}.") if parts else _FORMS
