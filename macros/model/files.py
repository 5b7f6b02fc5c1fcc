"""The YAML files that stand alone: the site, the words of the codes, the editions, and a place."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from macros.model.codes import Fund
from macros.model.dates import Day, When
from macros.model.scalars import AreaCode, CommitId, Count, Id, Sha256, TermCode, Text, Url
from macros.model.shape import FROZEN, At, Named


class ElectoralTerm(BaseModel):
    """A term of office, e.g. 민선 8기."""

    model_config = FROZEN
    where: At
    id: Text = Field(description="임기 번호")
    label: Text = Field(description="임기 이름")
    start: When = Field(description="시작일")
    end: When = Field(description="끝나는 날")
    source: Id = Field(description="출처 (data/sources.csv)")


class Site(BaseModel):
    """data/site.yml: the site and who publishes it."""

    model_config = FROZEN
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
    where: At
    ko: Text = Field(description="우리말 이름")
    en: Text = Field(description="영어 이름")
    definition: Text | None = Field(None, description="뜻풀이")
    source: Id | None = Field(None, description="출처 (data/sources.csv)")


class Rung(BaseModel):
    """A step on the ladder of how much a target asks, weakest first."""

    model_config = FROZEN
    where: At
    code: TermCode = Field(description="코드")
    ko: Text = Field(description="우리말 이름")
    en: Text = Field(description="영어 이름")
    words: tuple[Text, ...] = Field(description="이 단계를 가리키는 낱말")


Vocabulary = Named[TermCode, Term]


def word(vocabulary: Mapping[str, Term], code: str) -> str:
    """The Korean word of a code, or the code where terms.yml has none yet."""
    return vocabulary[code].ko if code in vocabulary else code


class Terms(BaseModel):
    """data/terms.yml: every code the data may use, in words."""

    model_config = FROZEN
    where: At
    fields: Vocabulary = Field(description="분야")
    statuses: Vocabulary = Field(description="이행 상태")
    funds: Vocabulary = Field(description="재원")
    measures: Vocabulary = Field(description="금액의 종류")
    levels: Vocabulary = Field(description="지방정부의 종류")
    programmes: Vocabulary = Field(description="지원사업의 종류")
    signals: Vocabulary = Field(description="이 사이트가 계산하는 신호")
    classifications: Named[TermCode, Vocabulary] = Field(description="실천계획서의 구분과 값")
    ladder: tuple[Rung, ...] = Field(description="목표의 세기, 약한 것부터")
    money: Vocabulary = Field(default_factory=dict, description="돈에 관한 말 풀이")
    goals: Vocabulary = Field(default_factory=dict, description="목표와 일정에 관한 말 풀이")
    rates: Vocabulary = Field(default_factory=dict, description="비율에 관한 말 풀이")
    glossary: Vocabulary = Field(default_factory=dict, description="그 밖의 말 풀이")


class Edition(BaseModel):
    """A dated, citable state of the data."""

    model_config = FROZEN
    where: At
    date: Day = Field(description="펴낸 날")
    commit: CommitId = Field(description="커밋: 이때의 data/가 이 판의 내용")
    sha256: Sha256 = Field(description="SHA-256: 판을 묶은 ZIP 파일의 값")
    note: Text | None = Field(None, description="설명")


class Editions(BaseModel):
    """data/editions.yml, the oldest edition first."""

    model_config = FROZEN
    where: At
    editions: tuple[Edition, ...] = Field((), description="판 목록, 오래된 것부터")


class Coverage(BaseModel):
    """How much of a place's list of a term is here."""

    model_config = FROZEN
    where: At
    term: Text | None = Field(None, description="임기 번호 (site.yml)")
    pledges_total: Count | None = Field(None, description="그 임기의 전체 공약 수 (건)")
    source: Id | None = Field(None, description="전체 수의 출처. 전체 수를 적으면 꼭 적음")
    note: Text | None = Field(None, description="어디까지 읽었는지")


class PlaceFile(BaseModel):
    """data/<place>/place.yml."""

    model_config = FROZEN
    where: At
    name: Text = Field(description="이름")
    short_name: Text | None = Field(None, description="짧은 이름")
    name_en: Text | None = Field(None, description="영어 이름")
    level: TermCode = Field(description="종류 (terms.yml levels)")
    code: AreaCode | None = Field(None, description="법정동코드 앞자리")
    fund_labels: Named[Fund, Text] = Field(default_factory=dict, description="이 지역 문서의 재원 이름")
    report_every: Count | None = Field(None, description="이행 상황을 밝히는 간격 (달)")
    coverage: tuple[Coverage, ...] = Field((), description="목록을 어디까지 실었는지")
