"""The CSV files: one type a ledger, one value a dated row. Rows are only ever added."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, Field

from macros.model.codes import ChangeField, Decision, Fund, Measure, RateMethod, SourceKind, StatusCode
from macros.model.dates import Span, When
from macros.model.scalars import Count, Id, MoneyYear, Number, TargetYear, Text, Url
from macros.model.shape import FROZEN, At


class Source(BaseModel):
    """sources.csv: a page or document that was read."""

    model_config = FROZEN
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
    where: At
    commitment: Id = Field(description="공약 이름 (id)")
    indicator: Id = Field(description="지표")
    period: Span = Field(description="실적 시점. 여러 해의 합은 2014/2017")
    value: Number | None = Field(None, description="실적 (지표의 단위)")
    value_text: Text | None = Field(None, description="글로 적힌 실적")
    as_of: When | None = Field(None, description="기준일")
    source: Id = Field(description="출처")
    note: Text | None = Field(None, description="설명")


class Status(BaseModel):
    """statuses.csv: the status as the body itself reports it."""

    model_config = FROZEN
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
    """changes.csv: 계획 변경, what it was before and after, why, and who decided."""

    model_config = FROZEN
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


def columns(row: type[BaseModel]) -> tuple[str, ...]:
    """The header of a CSV file, in order."""
    return tuple(name for name in row.model_fields if name != "where")


def csv_line(cells: Iterable[str]) -> str:
    """One row of a CSV file, without the end of its line."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # quotes a cell that holds either sign
    return out.getvalue()[:-2]
