"""The words of the domain as frozen types: what each file of data/ may hold, and the Book of it all.

Every other rule text is made from here: messages, JSON Schema, data dictionary, CSV columns.
Reads nothing, computes nothing but the first and last day of a written date.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from macros.language import josa
from macros.problem import NOWHERE, Where

FROZEN = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

Kind = Literal["pledge", "programme"]
Measure = Literal["planned", "secured", "executed"]
Fund = Literal["national", "province_or_metro", "own", "lower", "private", "other", "total"]
StatusCode = Literal[
    "completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other", "unknown"
]
ChangeField = Literal["planned", "target", "indicator", "title", "period", "merged", "dropped", "other"]
Decision = Literal["approved", "rejected"]
RateMethod = Literal["count", "mean", "money", "unstated"]
SourceKind = Literal["official", "press", "secondary"]
IndicatorKind = Literal["annual", "cumulative", "level", "milestone"]
Direction = Literal["up", "down"]

MEASURES: tuple[Measure, ...] = get_args(Measure)
FUNDS: tuple[Fund, ...] = get_args(Fund)
FUND_PARTS: tuple[Fund, ...] = tuple(f for f in FUNDS if f != "total")
STATUSES: tuple[StatusCode, ...] = get_args(StatusCode)
YEAR_WORDS = ("before", "after_term", "total", "unstated")


# ── scalars ─────────────────────────────────────────────────────────────────────────────────


class Node(dict[str, Any]):
    """A mapping as it was read, with the place it was read from."""

    where: Where = NOWHERE


def take_where(data: Any) -> Any:
    """Hand the place of a read mapping on to the frozen value made from it."""
    return {"where": data.where, **data} if isinstance(data, Node) else data


At = Annotated[Where, SkipJsonSchema(), Field(default=NOWHERE, repr=False, exclude=True)]

_DATE = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = re.compile(r"([0-9]{4})/([0-9]{4})")
_EXCEL_DATE = re.compile(
    r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}|\d{1,2}월 ?\d{1,2}일|\d{1,2}/\d{1,2}(/\d{2,4})?"
)
_DATE_FORMS = "2024, 2024-Q1, 2024-03, 2024-03-07 가운데 한 꼴로 적으세요."
_WRITTEN_DATE = re.compile(r"([0-9]{4})[-./년] *([0-9]{1,2})(?:[-./월] *([0-9]{1,2})[.일]?|[./월])?")


def _as_date(text: str) -> str:
    """How to write a date that was meant but written another way: 2024. 3. is 2024-03."""
    found = _WRITTEN_DATE.fullmatch(unicodedata.normalize("NFKC", text))
    parts = [f"{int(part):02d}" for part in found.groups() if part] if found else []
    return f"{josa('-'.join(parts), '으로/로')} 적으세요." if parts else _DATE_FORMS


def _bounds(text: str) -> tuple[date, date]:
    """First and last day of one written date; says in Korean why it is none."""
    if _EXCEL_DATE.fullmatch(text):
        raise PydanticCustomError(
            "excel_date",
            "엑셀이 날짜로 바꾼 글자입니다: ‘{value}’",
            {"value": text, "tip": "칸의 서식을 ‘텍스트’로 바꾸고 2024-12처럼 연-월(-일)로 다시 적으세요."},
        )
    found = _DATE.fullmatch(text)
    if found is None:
        raise PydanticCustomError(
            "date_form",
            "날짜로 읽을 수 없습니다: ‘{value}’",
            {"value": text, "tip": _as_date(text)},
        )
    year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if not 1900 <= year < 2200:
            raise ValueError
        if quarter:
            first, last_month = date(year, quarter * 3 - 2, 1), quarter * 3
        elif found.group(4):
            only = date(year, month, day)
            return only, only
        elif found.group(3):
            first, last_month = date(year, month, 1), month
        else:
            first, last_month = date(year, 1, 1), 12
        return first, date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise PydanticCustomError(
            "date_unknown",
            "달력에 없는 날짜입니다: ‘{value}’",
            {"value": text, "tip": "해는 1900~2199, 달은 01~12, 날은 그 달에 있는 날로 적으세요."},
        ) from None


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
            raise PydanticCustomError(
                "date_form",
                "날짜로 읽을 수 없습니다: ‘{value}’",
                {"value": text, "tip": "여러 해를 더한 값이면 2014/2017처럼 해 두 개를 적으세요."},
            )
        if years is None:
            first, last = _bounds(text)
            return cls(text, first, last)
        first, last = _bounds(years[1])[0], _bounds(years[2])[1]
        if last < first:
            raise PydanticCustomError(
                "span_order",
                "끝이 시작보다 앞섭니다: ‘{value}’",
                {"value": text, "tip": "앞쪽에 시작, 뒤쪽에 끝을 적으세요. 예: 2014/2017"},
            )
        return cls(text, first, last)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _when_schema(span=False)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_DATE.pattern}$"}]}


def _when_schema(span: bool) -> core_schema.CoreSchema:
    def read(value: Any) -> When:
        if isinstance(value, When):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError(
                "date_form",
                "날짜가 올 자리에 다른 것이 있습니다",
                {"tip": _DATE_FORMS},
            )
        return When.parse(value.strip(), span)

    return core_schema.no_info_plain_validator_function(
        read, serialization=core_schema.plain_serializer_function_ser_schema(str)
    )


class _SpanSchema:
    """Lets a period also be written as two years joined by a slash."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return _when_schema(span=True)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        pattern = f"^(?:{_DATE.pattern}|{_YEARS.pattern})$"
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": pattern}]}


Span = Annotated[When, _SpanSchema()]


_LONGEST_NUMBER = 30


def _number(value: Any) -> Any:
    """A plain decimal text to Decimal, digits kept as printed; says what to do with 1,234 or 55.5%."""
    if isinstance(value, Decimal) or value is None:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError(
            "number_form", "수가 올 자리에 다른 것이 있습니다", {"tip": "숫자 하나만 적으세요."}
        )
    text = value.strip()
    plain = unicodedata.normalize("NFKC", text)
    if plain != text and re.fullmatch(r"-?[0-9][0-9,]*(\.[0-9]+)?%?", plain):
        raise PydanticCustomError(
            "number_wide",
            "전각 숫자입니다: ‘{value}’",
            {"value": text, "tip": f"반각 {josa(plain.replace(',', '').rstrip('%'), '으로/로')} 적으세요."},
        )
    if re.fullmatch(r"[-+−△]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        plain = text.replace(",", "").replace("△", "-").replace("−", "-").lstrip("+")
        raise PydanticCustomError(
            "number_comma",
            "수에 쉼표가 있습니다: ‘{value}’",
            {"value": text, "tip": f"쉼표 없이 {josa(plain, '으로/로')} 적으세요."},
        )
    if re.fullmatch(r"-?[0-9.,]+ ?[%％]", text):
        plain = text[:-1].strip()
        raise PydanticCustomError(
            "number_percent",
            "수에 % 표시가 있습니다: ‘{value}’",
            {"value": text, "tip": f"% 없이 {josa(plain, '으로/로')} 적으세요."},
        )
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise PydanticCustomError(
            "number_form",
            "수가 아닙니다: ‘{value}’",
            {
                "value": text,
                "tip": "숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요.",
            },
        )
    if len(text) > _LONGEST_NUMBER:
        raise PydanticCustomError(
            "number_long",
            "수가 {count}자로 너무 깁니다",
            {
                "count": len(text),
                "tip": f"{_LONGEST_NUMBER}자가 넘는 수는 없습니다. 옮겨 적은 칸을 확인하세요.",
            },
        )
    return Decimal(text)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or value < 0:
        raise PydanticCustomError(
            "count_form",
            "건수는 0 이상의 정수여야 합니다: ‘{value}’",
            {"value": str(value), "tip": "소수점과 음수 없이 적으세요."},
        )
    return int(value)


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]}),
]
Count = Annotated[
    Decimal,
    BeforeValidator(_number),
    AfterValidator(_whole),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+$"}]}
    ),
]

# Control and direction marks, breaks that no editor shows, zero-width signs other than the joiners of emoji, and
# the sign that stands for a character lost in conversion.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]"
)


def _plain_text(value: str) -> str:
    found = _CONTROL.search(value)
    if found:
        raise PydanticCustomError(
            "text_control",
            "보이지 않는 제어 문자(U+{code})가 들어 있습니다",
            {"code": f"{ord(found.group()):04X}", "tip": "그 글자를 지우고 다시 적으세요."},
        )
    return value


def _http(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        good = (
            parts.scheme in ("http", "https")
            and re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host) is not None
            and parts.port != 0
            and not re.search(r"\s|[<>\"]", value)
        )
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError(
            "url_form",
            "주소가 바르지 않습니다: ‘{value}’",
            {
                "value": value,
                "tip": "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            },
        )
    return value


def _code(what: str, pattern: str, example: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError(
                "code_form",
                f"{josa(what, '으로/로')} 쓸 수 없는 글자가 있습니다: ‘{{value}}’",
                {"value": value, "tip": f"영문 소문자, 숫자, 붙임표로 적으세요. 예: {example}"},
            )
        return value

    return AfterValidator(check)


def _year(value: str, words: tuple[str, ...]) -> str:
    if value in words or re.fullmatch(r"(19|20|21)[0-9]{2}", value):
        return value
    raise PydanticCustomError(
        "year_form",
        "연도가 아닙니다: ‘{value}’",
        {"value": value, "tip": f"2024처럼 네 자리로 적거나 {', '.join(words)} 가운데 하나를 적으세요."},
    )


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain_text)]
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_CODE = r"[a-z0-9]+([_-][a-z0-9]+)*"
_KEY = r"[a-z0-9-]+/[a-z0-9-]+"


def _as_text(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


Id = Annotated[Text, _code("이름(id)", _ID, "flood-prevention"), _as_text(_ID)]
TermCode = Annotated[Text, _code("코드", _CODE, "on_track"), _as_text(_CODE)]
Key = Annotated[Text, _code("지역/공약 이름", _KEY, "ansan/higher-vocational-hub"), _as_text(_KEY)]
Url = Annotated[Text, AfterValidator(_http), _as_text(r"https?://[^\s<>]+")]
MoneyYear = Annotated[
    Text,
    AfterValidator(lambda v: _year(v, YEAR_WORDS)),
    _as_text(r"(?:19|20|21)[0-9]{2}|" + "|".join(YEAR_WORDS)),
]
TargetYear = Annotated[
    Text, AfterValidator(lambda v: _year(v, ("term",))), _as_text(r"(?:19|20|21)[0-9]{2}|term")
]
_PHONE = r"[0-9-]{4,20}"
Phone = Annotated[
    Text,
    AfterValidator(lambda v: v if re.fullmatch(_PHONE, v) else _no_phone()),
    _as_text(_PHONE),
]


def _no_phone() -> str:
    raise PydanticCustomError(
        "phone_form",
        "사무실 전화번호가 아닙니다",
        {"tip": "숫자와 붙임표만 적으세요. 사람 이름과 개인 번호는 적지 않습니다."},
    )


# ── site, terms, editions ───────────────────────────────────────────────────────────────────


class ElectoralTerm(BaseModel):
    """A term of office, e.g. 민선 8기."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    id: Text = Field(description="임기 번호")
    label: Text = Field(description="임기 이름")
    start: When = Field(description="시작일")
    end: When = Field(description="끝나는 날")
    source: Id = Field(description="출처 (data/sources.csv)")


class Site(BaseModel):
    """data/site.yml: the site and who publishes it."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    title: Text = Field(description="사이트 이름")
    operator: Text | None = Field(None, description="펴내는 곳")
    repository: Url | None = Field(None, description="자료 저장소 주소")
    licence: Text | None = Field(None, description="이 사이트가 엮은 자료의 이용조건")
    contact: Text | None = Field(None, description="연락처")
    report: Url | None = Field(None, description="오류를 알리는 주소")
    official_banner: bool = Field(False, description="공식 전자정부 누리집 띠를 보일지 (공공기관만)")
    terms: tuple[ElectoralTerm, ...] = Field((), description="임기 목록")


class Term(BaseModel):
    """A code's words in both languages."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    ko: Text = Field(description="우리말 이름")
    en: Text = Field(description="영어 이름")
    definition: Text | None = Field(None, description="뜻풀이")
    source: Id | None = Field(None, description="출처 (data/sources.csv)")


class Rung(BaseModel):
    """A step on the ladder of how much a target asks, weakest first."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    code: TermCode = Field(description="코드")
    ko: Text = Field(description="우리말 이름")
    en: Text = Field(description="영어 이름")
    words: tuple[Text, ...] = Field(description="이 단계를 가리키는 낱말")


Vocabulary = dict[TermCode, Term]


def word(vocabulary: Mapping[str, Term], code: str) -> str:
    """The Korean word of a code, or the code where terms.yml has none yet."""
    return vocabulary[code].ko if code in vocabulary else code


class Terms(BaseModel):
    """data/terms.yml: every code the data may use, in words."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    fields: Vocabulary = Field(description="분야")
    statuses: Vocabulary = Field(description="이행 상태")
    funds: Vocabulary = Field(description="재원")
    measures: Vocabulary = Field(description="금액의 종류")
    levels: Vocabulary = Field(description="지방정부의 종류")
    programmes: Vocabulary = Field(description="지원사업의 종류")
    signals: Vocabulary = Field(description="이 사이트가 계산하는 신호")
    classifications: dict[TermCode, Vocabulary] = Field(description="실천계획서의 구분과 값")
    ladder: tuple[Rung, ...] = Field(description="목표의 세기, 약한 것부터")
    glossary: Vocabulary = Field(default_factory=dict, description="그 밖의 말 풀이")


class Edition(BaseModel):
    """A dated, citable state of the data."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    date: When = Field(description="펴낸 날")
    commit: Text = Field(description="커밋")
    sha256: Text = Field(description="묶음 파일의 SHA-256")
    note: Text | None = Field(None, description="설명")


class Editions(BaseModel):
    """data/editions.yml."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    editions: tuple[Edition, ...] = Field((), description="판 목록")


# ── a place ─────────────────────────────────────────────────────────────────────────────────


class Coverage(BaseModel):
    """How much of a place's list of a term is here."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    term: Text | None = Field(None, description="임기 번호 (site.yml)")
    pledges_total: Count | None = Field(None, description="그 임기의 전체 공약 수 (건)")
    source: Id | None = Field(None, description="전체 수의 출처. 전체 수를 적으면 꼭 적음")
    note: Text | None = Field(None, description="어디까지 읽었는지")


class PlaceFile(BaseModel):
    """data/<place>/place.yml."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    name: Text = Field(description="이름")
    short_name: Text | None = Field(None, description="짧은 이름")
    name_en: Text | None = Field(None, description="영어 이름")
    level: TermCode = Field(description="종류 (terms.yml levels)")
    code: Text | None = Field(None, description="법정동코드 앞자리")
    fund_labels: dict[Fund, Text] = Field(default_factory=dict, description="이 지역 문서의 재원 이름")
    report_every: Count | None = Field(None, description="이행 상황을 밝히는 간격 (달)")
    coverage: tuple[Coverage, ...] = Field((), description="목록을 어디까지 실었는지")


# ── a commitment's sheet ────────────────────────────────────────────────────────────────────


class Classification(BaseModel):
    """The header codes of a 실천계획서; `raw` keeps the printed words."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    project_type: TermCode | None = Field(None, description="사업구분")
    budget_type: TermCode | None = Field(None, description="예산구분")
    completion_timing: TermCode | None = Field(None, description="완료시기")
    authority: tuple[TermCode, ...] = Field((), description="사업권한")
    horizon: TermCode | None = Field(None, description="사업시기")
    raw: dict[TermCode, Text] = Field(default_factory=dict, description="적힌 그대로의 말")


class Pledged(BaseModel):
    """What was promised, in the document's words. Changes only with a correction."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    text: Text = Field(description="약속한 글")
    goals: tuple[Text, ...] = Field((), description="정책목표")
    source: Id = Field(description="출처")


class Stated(BaseModel):
    """What the document says of the project in its overview."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    project: Text | None = Field(None, description="사업명")
    period_text: Text | None = Field(None, description="사업기간 (적힌 그대로)")
    cost_million_krw: Number | None = Field(None, description="사업비 (백만 원)")
    per_year_million_krw: Number | None = Field(None, description="해마다 쓰는 돈 (백만 원)")
    shares: dict[Fund, Number] = Field(default_factory=dict, description="재원 비율 (%)")
    content: Text | None = Field(None, description="주요내용")
    partners: Text | None = Field(None, description="참여기관")
    method: Text | None = Field(None, description="추진방법")
    source: Id = Field(description="출처")


class Period(BaseModel):
    """When the project runs, as its source says."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    start: When | None = Field(None, description="시작")
    end: When | None = Field(None, description="끝")
    source: Id | None = Field(None, description="출처 (비우면 공약의 출처)")


class Participant(BaseModel):
    """Who takes part and in what role. Bodies, never persons."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    name: Text = Field(description="참여 주체")
    role: Text | None = Field(None, description="역할")


class Action(BaseModel):
    """One line of what is to be done, with its sub-lines."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    text: Text = Field(description="할 일")
    parts: tuple[Text, ...] = Field((), description="세부 내용")


class Indicator(BaseModel):
    """What is measured, in what unit, from where, and which way is better."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    name: Text = Field(description="지표 이름")
    name_en: Text | None = Field(None, description="영어 이름")
    unit: Text | None = Field(None, description="단위")
    kind: IndicatorKind | None = Field(
        None, description="셈하는 법: annual 해마다, cumulative 누계, level 수준, milestone 여부"
    )
    direction: Direction | None = Field(None, description="방향: up 클수록, down 작을수록 목표에 가까움")
    baseline: Number | None = Field(None, description="출발값 (지표의 단위)")
    baseline_period: Span | None = Field(None, description="출발값의 때")
    baseline_source: Id | None = Field(None, description="출발값의 출처. 출발값을 적으면 꼭 적음")


class Bar(BaseModel):
    """A line of the roadmap."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    task: Text = Field(description="세부계획")
    start: When = Field(alias="from", description="시작")
    end: When = Field(alias="to", description="끝")
    note: Text | None = Field(None, description="비고")


class Milestone(BaseModel):
    """A dated step, `under` the document's own heading; `done` is when it was reported done."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    id: Id = Field(description="이름 (id)")
    title: Text = Field(description="할 일")
    under: Text | None = Field(None, description="문서의 제목")
    parts: tuple[Text, ...] = Field((), description="세부 내용")
    due: When | None = Field(None, description="기한")
    done: When | None = Field(None, description="마친 날")
    source: Id | None = Field(None, description="출처 (비우면 공약의 출처)")


class Contact(BaseModel):
    """Who answers: role and office phone only."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    role: Text = Field(description="역할")
    phone: Phone | None = Field(None, description="사무실 전화")


class Event(BaseModel):
    """A dated fact."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    date: Span = Field(description="날짜")
    what: Text = Field(description="일어난 일")
    source: Id = Field(description="출처")


class Remark(BaseModel):
    """Where sources differ or need a word."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    text: Text = Field(description="설명")
    source: Id | None = Field(None, description="출처")


class Sheet(BaseModel):
    """data/<place>/pledges/<id>.yml or programmes/<id>.yml: one commitment."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    title: Text = Field(description="제목")
    title_en: Text | None = Field(None, description="영어 제목")
    no: Text | None = Field(None, description="공약 번호 (적힌 그대로)")
    term: Text | None = Field(None, description="임기 번호 (site.yml)")
    field: TermCode = Field(description="분야 (terms.yml fields)")
    keywords: tuple[Text, ...] = Field((), description="찾는 말")
    department: Text | None = Field(None, description="담당 부서")
    summary: Text | None = Field(None, description="쉬운 말 요약 (이 사이트가 씀)")
    source: Id = Field(description="출처")
    programme: TermCode | None = Field(None, description="지원사업 (terms.yml programmes)")
    classification: Classification | None = Field(None, description="사업구분 등")
    pledged: Pledged | None = Field(None, description="약속한 내용")
    stated: Stated | None = Field(None, description="사업개요에 적힌 것")
    period: Period | None = Field(None, description="사업기간")
    participants: tuple[Participant, ...] = Field((), description="참여 주체")
    actions: tuple[Action, ...] = Field((), description="주요내용")
    indicators: dict[Id, Indicator] = Field(default_factory=dict, description="지표")
    roadmap: tuple[Bar, ...] = Field((), description="로드맵")
    milestones: tuple[Milestone, ...] = Field((), description="날짜가 정해진 일")
    contacts: tuple[Contact, ...] = Field((), description="담당")
    events: tuple[Event, ...] = Field((), description="있었던 일")
    gaps: tuple[Text, ...] = Field((), description="확인하지 못한 것")
    remarks: tuple[Remark, ...] = Field((), description="출처 사이의 차이 등")
    related: tuple[Key, ...] = Field((), description="함께 볼 공약 (지역/이름)")


# ── ledgers: dated rows ─────────────────────────────────────────────────────────────────────


class Source(BaseModel):
    """sources.csv: a page or document that was read."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    id: Id = Field(description="이름 (id)")
    publisher: Text = Field(description="펴낸 곳")
    title: Text = Field(description="제목")
    url: Url | None = Field(None, description="주소")
    published: When | None = Field(None, description="펴낸 날")
    read: When = Field(description="읽은 날")
    kind: SourceKind = Field(description="출처의 종류: official 기관, press 언론, secondary 2차")
    licence: Text | None = Field(None, description="이용조건")
    archived_url: Url | None = Field(None, description="보관된 사본의 주소")
    note: Text | None = Field(None, description="설명")


class Spending(BaseModel):
    """spending.csv: one amount, planned, secured or executed, as of a date."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    measure: Measure = Field(description="금액의 종류: planned 계획, secured 확보, executed 집행")
    year: MoneyYear = Field(
        description="연도, 또는 before 기투자, after_term 임기 후, total 총계, unstated 연도 없음"
    )
    fund: Fund = Field(description="재원, 또는 total 총계")
    amount_million_krw: Number | None = Field(
        None, description="금액 (백만 원). 빈칸은 문서의 빈칸, 0은 적힌 0"
    )
    as_of: When | None = Field(None, description="기준일")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


class Target(BaseModel):
    """targets.csv: what was to be reached in a year or over the term."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    indicator: Id = Field(description="지표")
    year: TargetYear = Field(description="연도, 또는 term 임기 전체")
    target: Number | None = Field(None, description="목표 (지표의 단위)")
    target_text: Text | None = Field(None, description="글로 적힌 목표. 줄표 하나도 적힌 그대로")
    as_of: When | None = Field(None, description="기준일")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


class Outcome(BaseModel):
    """outcomes.csv: what was reached in a period."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    indicator: Id = Field(description="지표")
    period: Span = Field(description="실적의 때. 여러 해의 합은 2014/2017")
    value: Number | None = Field(None, description="실적 (지표의 단위)")
    value_text: Text | None = Field(None, description="글로 적힌 실적")
    as_of: When | None = Field(None, description="기준일")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


class Status(BaseModel):
    """statuses.csv: the status as the body itself reports it."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    status: StatusCode = Field(description="이행 상태 (terms.yml statuses)")
    raw: Text = Field(description="출처에 적힌 말")
    as_of: When | None = Field(None, description="기준일")
    reason: Text | None = Field(None, description="이유")
    decided_by: Text | None = Field(None, description="정한 곳")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


class Change(BaseModel):
    """changes.csv: 공약 변경, what it was before and after, why, and who decided."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    date: When = Field(description="바뀐 날")
    field: ChangeField = Field(
        description="바뀐 것: planned 사업비, target 목표, indicator 지표, title 제목, period 기간, merged 통합, dropped 폐기, other 그 밖"
    )
    field_raw: Text | None = Field(None, description="출처에 적힌 항목")
    before: Text = Field(description="당초")
    after: Text = Field(description="변경")
    reason: Text = Field(description="이유")
    decided_by: Text | None = Field(None, description="정한 곳")
    decision: Decision | None = Field(None, description="결정: approved 승인, rejected 미승인")
    source: Id = Field(description="출처")


class Correction(BaseModel):
    """corrections.csv: 자료 정정, a mistake of this data put right."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    date: When = Field(description="고친 날")
    file: Text = Field(
        description="파일. 지역 폴더 안의 이름. 예: spending.csv, pledges/flood-prevention.yml"
    )
    key: Text = Field(description="행의 코드 열을 /로 이은 것")
    column: Text = Field(description="열. YAML이면 이름. 예: period.end")
    before: Text | None = Field(None, description="고치기 전")
    after: Text | None = Field(None, description="고친 뒤")
    reason: Text = Field(description="이유")


class PublishedRate(BaseModel):
    """published_rates.csv: a rate a body published, with the counts it published beside it."""

    model_config = FROZEN
    _take_where = model_validator(mode="before")(take_where)
    where: At
    term: Text | None = Field(None, description="임기 번호 (site.yml)")
    as_of: When | None = Field(None, description="기준일")
    label: Text = Field(description="출처가 부르는 이름")
    published_pct: Number = Field(description="발표값 (%). 자릿수는 적힌 그대로")
    method: RateMethod = Field(
        description="셈한 바탕: count 건수, mean 평균, money 금액, unstated 밝히지 않음"
    )
    total: Count | None = Field(None, description="전체 공약 수 (건)")
    completed: Count | None = Field(None, description="완료 (건)")
    completed_ongoing: Count | None = Field(None, description="이행 후 계속추진 (건). 빈칸은 따로 적지 않음")
    on_track: Count | None = Field(None, description="정상추진 (건)")
    partial: Count | None = Field(None, description="일부추진 (건)")
    on_hold: Count | None = Field(None, description="보류 (건)")
    dropped: Count | None = Field(None, description="폐기 (건)")
    other: Count | None = Field(None, description="기타 (건)")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


Row = Source | Spending | Target | Outcome | Status | Change | Correction | PublishedRate

# file name → type of its rows; the first is required in a place, the others only where there is something
TABLES: Mapping[str, type[BaseModel]] = {
    "sources.csv": Source,
    "spending.csv": Spending,
    "targets.csv": Target,
    "outcomes.csv": Outcome,
    "statuses.csv": Status,
    "changes.csv": Change,
    "corrections.csv": Correction,
    "published_rates.csv": PublishedRate,
}
# the columns that name a row; with as_of and source they may occur only once
ROW_KEYS: Mapping[type[BaseModel], tuple[str, ...]] = {
    Source: ("id",),
    Spending: ("commitment", "measure", "year", "fund"),
    Target: ("commitment", "indicator", "year"),
    Outcome: ("commitment", "indicator", "period"),
    Status: ("commitment",),
    Change: ("commitment", "date", "field", "field_raw"),
    Correction: ("date", "file", "key", "column"),
    PublishedRate: ("term", "label"),
}
SHEETS: Mapping[str, type[BaseModel]] = {
    "site": Site,
    "terms": Terms,
    "editions": Editions,
    "place": PlaceFile,
    "commitment": Sheet,
}


def label_of(description: str | None) -> str:
    """The short Korean name that a description begins with: 금액 of “금액 (백만 원). 빈칸은 …”."""
    return re.split(r"[,.:]| \(", description or "", maxsplit=1)[0]


def columns(row: type[BaseModel]) -> tuple[str, ...]:
    """The header of a CSV file, in order."""
    return tuple(name for name in row.model_fields if name != "where")


# ── the Book ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Commitment:
    """One pledge or programme: its sheet, and its rows of every ledger in file order."""

    place: str
    id: str
    kind: Kind
    sheet: Sheet
    spending: tuple[Spending, ...] = ()
    targets: tuple[Target, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    statuses: tuple[Status, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> str:
        """`place/id`, unique in the Book and the address of its page."""
        return f"{self.place}/{self.id}"

    @property
    def path(self) -> str:
        """The file it was read from."""
        return self.sheet.where.path


@dataclass(frozen=True)
class Place:
    """One body: what is said of it, its sources by id, its commitments and every row of its ledgers."""

    id: str
    about: PlaceFile
    sources: Mapping[str, Source] = field(default_factory=dict)
    commitments: tuple[Commitment, ...] = ()
    tables: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def short(self) -> str:
        return self.about.short_name or self.about.name

    @property
    def pledges(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind == "pledge")

    @property
    def programmes(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind == "programme")

    @property
    def published_rates(self) -> tuple[PublishedRate, ...]:
        return self.tables.get("published_rates.csv", ())

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self.tables.get("corrections.csv", ())


@dataclass(frozen=True)
class Book:
    """Everything in data/, typed, each value with its file and line.

    `lines` says for each YAML file on which line each of its first names stands.
    """

    site: Site
    terms: Terms
    sources: Mapping[str, Source] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict, repr=False)

    @cached_property
    def commitments(self) -> Mapping[str, Commitment]:
        """Every commitment by `place/id`, places and files in their own order."""
        return {c.key: c for place in self.places.values() for c in place.commitments}

    @cached_property
    def electoral_terms(self) -> Mapping[str, ElectoralTerm]:
        return {term.id: term for term in self.site.terms}

    def where(self, sheet: BaseModel, name: str) -> Where:
        """The line of a name of the first level of a YAML file, else where the mapping begins."""
        here: Where = sheet.where  # type: ignore[attr-defined]
        line = self.lines.get(here.path, {}).get(name)
        return Where(here.path, line, 1) if line else here

    def source(self, place: str, id: str | None) -> Source | None:
        """A source by the id a place's file names; None where there is none."""
        if id is None:
            return None
        return self.places[place].sources.get(id) if place in self.places else self.sources.get(id)

    def fund_label(self, place: str, fund: str) -> str:
        """The place's own word for a fund, else the general one: 시비 differs by place."""
        own: Mapping[str, str] = self.places[place].about.fund_labels  # type: ignore[assignment]
        return own.get(fund) or word(self.terms.funds, fund)
