"""The YAML file of one commitment: what was promised, how it is measured, what happened."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from macros.model.codes import Direction, Fund, IndicatorKind
from macros.model.dates import Span, When
from macros.model.files import Editions, PlaceFile, Site, Terms
from macros.model.scalars import Id, Key, Number, Phone, PrintedNumber, TermCode, Text
from macros.model.shape import FROZEN, At, Named


class Classification(BaseModel):
    """The header codes of a 실천계획서; `raw` keeps the printed words."""

    model_config = FROZEN
    where: At
    project_type: TermCode | None = Field(None, description="사업구분")
    budget_type: TermCode | None = Field(None, description="예산구분")
    completion_timing: TermCode | None = Field(None, description="완료시기")
    authority: tuple[TermCode, ...] = Field((), description="사업권한")
    horizon: TermCode | None = Field(None, description="사업시기")
    raw: Named[TermCode, Text] = Field(default_factory=dict, description="적힌 그대로의 말")


class Pledged(BaseModel):
    """What was promised, in the document's words. Changes only with a correction."""

    model_config = FROZEN
    where: At
    text: Text = Field(description="약속한 글")
    goals: tuple[Text, ...] = Field((), description="정책목표")
    source: Id = Field(description="출처")


class Stated(BaseModel):
    """What the document says of the project in its overview."""

    model_config = FROZEN
    where: At
    project: Text | None = Field(None, description="사업명")
    period_text: Text | None = Field(None, description="사업기간 (적힌 그대로)")
    cost_million_krw: Number | None = Field(None, description="사업비 (백만 원)")
    per_year_million_krw: Number | None = Field(None, description="해마다 쓰는 돈 (백만 원)")
    shares: Named[Fund, Number] = Field(default_factory=dict, description="재원 비율 (%)")
    content: Text | None = Field(None, description="주요내용")
    partners: Text | None = Field(None, description="참여기관")
    method: Text | None = Field(None, description="추진방법")
    source: Id = Field(description="출처")


class Period(BaseModel):
    """When the project runs, as its source says."""

    model_config = FROZEN
    where: At
    start: When | None = Field(None, description="시작")
    end: When | None = Field(None, description="끝")
    source: Id | None = Field(None, description="출처 (비우면 공약의 출처)")


class Participant(BaseModel):
    """Who takes part and in what role. Bodies, never persons."""

    model_config = FROZEN
    where: At
    name: Text = Field(description="참여 주체")
    role: Text | None = Field(None, description="역할")


class Action(BaseModel):
    """One line of what is to be done, with its sub-lines."""

    model_config = FROZEN
    where: At
    text: Text = Field(description="할 일")
    parts: tuple[Text, ...] = Field((), description="세부 내용")


class Indicator(BaseModel):
    """What is measured, in what unit, from where, and which way is better."""

    model_config = FROZEN
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
    where: At
    task: Text = Field(description="세부계획")
    start: When = Field(alias="from", description="시작")
    end: When = Field(alias="to", description="끝")
    note: Text | None = Field(None, description="비고")


class Milestone(BaseModel):
    """A dated step, `under` the document's own heading; `done` is when it was reported done."""

    model_config = FROZEN
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
    where: At
    role: Text = Field(description="역할")
    phone: Phone | None = Field(None, description="사무실 전화")


class Event(BaseModel):
    """A dated fact."""

    model_config = FROZEN
    where: At
    date: Span = Field(description="날짜")
    what: Text = Field(description="일어난 일")
    source: Id = Field(description="출처")


class Remark(BaseModel):
    """Where sources differ or need a word."""

    model_config = FROZEN
    where: At
    text: Text = Field(description="설명")
    source: Id | None = Field(None, description="출처")


class Sheet(BaseModel):
    """data/<place>/pledges/<id>.yml or programmes/<id>.yml: one commitment."""

    model_config = FROZEN
    where: At
    title: Text = Field(description="제목")
    title_en: Text | None = Field(None, description="영어 제목")
    no: PrintedNumber | None = Field(None, description="공약 번호 (적힌 그대로)")
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
    indicators: Named[Id, Indicator] = Field(default_factory=dict, description="지표")
    roadmap: tuple[Bar, ...] = Field((), description="로드맵")
    milestones: tuple[Milestone, ...] = Field((), description="날짜가 정해진 일")
    contacts: tuple[Contact, ...] = Field((), description="담당")
    events: tuple[Event, ...] = Field((), description="있었던 일")
    gaps: tuple[Text, ...] = Field((), description="확인하지 못한 것")
    remarks: tuple[Remark, ...] = Field((), description="출처 사이의 차이 등")
    related: tuple[Key, ...] = Field((), description="함께 볼 공약 (지역/이름)")


# name of a schema → the type of the YAML files it is for
SHEETS: Mapping[str, type[BaseModel]] = {
    "site": Site,
    "terms": Terms,
    "editions": Editions,
    "place": PlaceFile,
    "commitment": Sheet,
}
