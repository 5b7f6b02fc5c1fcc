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

from macros.language import josa
from macros.model.shape import wrong

_DATE = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = re.compile(r"([0-9]{4})/([0-9]{4})")
_EXCEL_DATE = re.compile(
    r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}|\d{1,2}월 ?\d{1,2}일|\d{1,2}/\d{1,2}(/\d{2,4})?"
)
_WRITTEN_DATE = re.compile(r"([0-9]{4})[-./년] *([0-9]{1,2})(?:[-./월] *([0-9]{1,2})[.일]?|[./월])?")
_FORMS = "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요."
_UNREADABLE = "날짜로 읽을 수 없습니다: ‘{value}’"


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
            tip = "여러 해를 더한 값이면 2014/2017처럼 해 두 개를 적으세요."
            raise wrong("date-form", _UNREADABLE, tip, value=text)
        if years is None:
            return cls(text, *_days(text))
        first, last = _days(years[1])[0], _days(years[2])[1]
        if last < first:
            tip = "앞쪽에 시작, 뒤쪽에 끝을 적으세요. 예: 2014/2017"
            raise wrong("span-order", "끝이 시작보다 앞섭니다: ‘{value}’", tip, value=text)
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
        raise wrong("date-form", "날짜가 올 자리에 다른 것이 있습니다", _FORMS)
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
        tip = "해, 달, 날을 모두 적으세요. 예: 2026-11-22"
        raise wrong("date-form", "날까지 적힌 날짜가 아닙니다: ‘{value}’", tip, value=when.text)
    return when


# a date with its day
Day = Annotated[
    When, PlainValidator(_day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]


def _days(text: str) -> tuple[date, date]:
    """First and last day of one written date; says in Korean why it is none."""
    if _EXCEL_DATE.fullmatch(text):
        tip = "칸의 서식을 ‘텍스트’로 바꾸고 2024-12처럼 연-월(-일)로 다시 적으세요."
        raise wrong("excel-date", "엑셀이 날짜로 바꾼 글자입니다: ‘{value}’", tip, value=text)
    found = _DATE.fullmatch(text)
    if found is None:
        raise wrong("date-form", _UNREADABLE, _as_date(text), value=text)
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
        tip = "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요."
        raise wrong("date-unknown", "달력에 없는 날짜입니다: ‘{value}’", tip, value=text) from None


def _as_date(text: str) -> str:
    """How to write a date that was meant but written another way: 2024. 3. is 2024-03."""
    found = _WRITTEN_DATE.fullmatch(unicodedata.normalize("NFKC", text))
    parts = [f"{int(part):02d}" for part in found.groups() if part] if found else []
    return f"{josa('-'.join(parts), '으로/로')} 적으세요." if parts else _FORMS
