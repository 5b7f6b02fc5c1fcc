"""What every column of every table means, once: headers, data dictionary, data package, SQLite, JSON Schema.

Where a column is one of data/, its words are those of the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from macros import model
from macros.language import NO_DATA, josa

Type = Literal["text", "code", "number", "integer", "boolean", "when", "day", "url"]
TYPES: Final[Mapping[Type, str]] = {
    "text": "글",
    "code": "코드",
    "number": "수",
    "integer": "정수",
    "boolean": "예(true)·아니요(false)",
    "when": "날짜 (일부만 있을 수 있음)",
    "day": "날짜",
    "url": "주소",
}


@dataclass(frozen=True)
class Column:
    """One column: its header, its Korean name, its type, what it means, its unit in Korean.

    `when` is a date as precise as the source has it (YYYY, YYYY-Qn, YYYY-MM, YYYY-MM-DD, or two of them with “/”),
    `day` a full date, `code` a word of terms.yml or of this dictionary. A blank is 자료 없음 in every column that does
    not say otherwise; `filled` columns are never blank. `codes` are all that a code column may hold, where the program
    itself knows them.
    """

    name: str
    ko: str
    type: Type
    meaning: str
    unit: str = ""
    filled: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class About:
    """One table: its name in files, its Korean and English title, what a row is, its columns in order."""

    name: str
    title: str
    title_en: str
    what: str
    columns: tuple[Column, ...]


COUNTS: Final = (
    "total", "completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other",
)  # fmt: skip
CLASSIFIED: Final = ("project_type", "budget_type", "completion_timing", "authority", "horizon")


def _typed(row: type[BaseModel], name: str, type: Type, unit: str = "", header: str = "") -> Column:
    """A column of data/ with the model's own words."""
    field = row.model_fields[name]
    said = field.description or ""
    return Column(header or name, model.label_of(said), type, said, unit, field.is_required())


def _code(row: type[BaseModel], name: str) -> Column:
    """A column of data/ that holds codes; its words are in the column that `_label` makes of it.

    Where the model's own words do not tell every code, the meaning says where the words are.
    """
    typed = _typed(row, name, "code")
    codes = _literals(row.model_fields[name].annotation)
    told = typed.meaning.partition(" (terms.yml")[0]
    if not codes or not all(code in told for code in codes):
        told = f"{told}. 코드의 우리말은 ‘{typed.ko}’ 열에 있음"
    return replace(typed, ko=f"{typed.ko} 코드", meaning=told, codes=codes)


def _word(name: str, ko: str, what: str, *, filled: bool = False) -> Column:
    """A column of codes whose words are in terms.yml: the column with the name `ko` has them."""
    return Column(name, f"{ko} 코드", "code", f"{what}. 코드의 우리말은 ‘{ko}’ 열에 있음", filled=filled)


def _literals(annotation: Any) -> tuple[str, ...]:
    """The words of a Literal, of one that may be None too; () for any other type."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for part in get_args(annotation) for word in _literals(part))


def _label(column: Column) -> Column:
    """The words of a code column, under the plain name; as those of a date they are told apart from it."""
    ko = f"{column.ko} (글)" if column.type == "when" else column.ko.removesuffix(" 코드")
    return Column(
        f"{column.name}_label", ko, "text", f"‘{column.ko}’ 열을 우리말로 적은 것", filled=column.filled
    )


_PLACE = (
    Column("place", "지역 id", "code", "data/ 안의 폴더 이름. 주소에 쓰임", filled=True),
    Column("place_name", "지역", "text", "지방정부의 이름", filled=True),
)
_OF = (
    *_PLACE,
    Column(
        "commitment", "공약 id", "code", "공약이나 지원사업의 파일 이름. 한 지역 안에서 하나뿐임", filled=True
    ),
    Column("commitment_title", "공약", "text", "공약이나 지원사업의 제목", filled=True),
)
_SOURCE = (
    Column("source", "출처 id", "code", "출처의 이름. sources 표의 source와 이어짐", filled=True),
    Column("source_publisher", "펴낸 곳", "text", "출처를 펴낸 곳", filled=True),
    Column("source_title", "출처", "text", "출처의 제목", filled=True),
    Column("source_url", "출처 주소", "url", "출처의 주소"),
)
_TOTAL_SOURCE = (
    Column("source", "출처 id", "code", "전체 공약 수를 적은 출처의 이름. sources 표의 source와 이어짐. 빈칸은 전체 수를 모름"),
    *(replace(column, filled=False) for column in _SOURCE[1:]),
)  # fmt: skip
_ROW = (
    Column(
        "row", "자료의 자리", "text", "이 값을 적은 파일과 행. 예: data/ansan/spending.csv:12", filled=True
    ),
    Column(
        "row_url",
        "자료의 주소",
        "url",
        "그 행을 이 버전의 저장소에서 보는 주소. 저장소를 모르면 이 사이트에 실린 파일의 주소, 그것도 모르면 빈칸",
    ),
)
_INDICATOR = (
    Column("indicator", "지표 id", "code", "공약 파일 안의 지표 이름", filled=True),
    Column("indicator_name", "지표", "text", "지표의 이름", filled=True),
    Column("unit", "단위", "text", "값의 단위"),
)
_LATEST = Column(
    "latest",
    "지금 쓰이는 값",
    "boolean",
    "예이면 지금 쓰이는 값, 아니요이면 앞서 적힌 값(당초)",
    filled=True,
)
_NOTE = Column("note", "비고", "text", "행에 붙은 설명. 빈칸은 설명 없음")
_COMPUTED_ON = Column("computed_on", "계산한 날", "day", "이 사이트가 계산한 날", filled=True)
_TERM = (
    Column("term", "임기 번호", "code", "민선 몇 기인지. 예: 8"),
    Column("term_label", "임기", "text", "임기의 이름"),
)
_AS_OF = Column("as_of", "기준일", "when", "값이 언제의 것인지. 빈칸은 출처에 날짜가 없음")


def _million(name: str, ko: str, meaning: str) -> Column:
    return Column(f"{name}_million_krw", ko, "number", meaning, "백만 원")


_KIND = Column(
    "kind",
    "종류 코드",
    "code",
    "pledge 공약, programme 지원사업(공약이 아님)",
    filled=True,
    codes=get_args(model.Kind),
)
_MEASURE = _code(model.Spending, "measure")
_MONEY_YEAR = _code(model.Spending, "year")
_FUND = _code(model.Spending, "fund")
_TARGET_YEAR = _code(model.Target, "year")
_EVENT_DATE = Column("date", "날짜", "when", "일이 있었던 때", filled=True)
_PERIOD = _typed(model.Outcome, "period", "when")
_STATUS = _code(model.Status, "status")
_FIELD = _code(model.Change, "field")
_DECISION = _code(model.Change, "decision")
_METHOD = _code(model.PublishedRate, "method")
_SOURCE_KIND = _code(model.Source, "kind")
_INDICATOR_KIND = Column(
    "kind", "종류 코드", "code", "annual 연도별, cumulative 누계, level 수준, milestone 단계", codes=get_args(model.IndicatorKind)
)  # fmt: skip
_DIRECTION = Column(
    "direction",
    "방향 코드",
    "code",
    "up 클수록, down 작을수록 목표에 가까움",
    codes=get_args(model.Direction),
)
_TOPIC = _word("field", "분야", "이 사이트가 나눈 분야의 코드", filled=True)
_PROGRAMME = replace(
    _word("programme", "지원사업", "어느 지원사업인지의 코드"),
    meaning="어느 지원사업인지의 코드. 코드의 우리말은 ‘지원사업’ 열에 있음. 빈칸은 해당 없음",
)
_SIGNAL = _word("signal", "신호", "이 사이트가 계산한 신호의 코드", filled=True)
_LEVEL = Column(
    "level", "수준 코드", "code", "warning 경고, notice 참고", filled=True, codes=("warning", "notice")
)
_PLACE_LEVEL = _word("level", "종류", "지방정부의 종류를 나타내는 코드", filled=True)
_RATE_FUND = Column(
    "fund", "재원 코드", "code", "돈의 비율에서 어느 재원의 것인지. total은 총계. 코드의 우리말은 ‘재원’ 열에 있음. 빈칸은 돈의 비율이 아님"
)  # fmt: skip
_RATE_YEAR = Column(
    "year",
    "연도 코드",
    "code",
    "목표 달성률에서 어느 해의 것인지. term은 임기 전체. 코드의 우리말은 ‘연도’ 열에 있음. 빈칸은 목표 달성률이 아님",
)
_VERDICT = Column(
    "verdict", "검산 코드", "code", "match 같음, none 맞는 산식 없음, not_countable 건수로 검산할 수 없음", filled=True,
    codes=("match", "none", "not_countable"),
)  # fmt: skip
_NEWEST_STATUS = replace(_STATUS, filled=False)
_RATE_KIND = Column(
    "rate", "비율의 종류 코드", "code",
    "secured 확보 ÷ 계획, executed_of_secured 집행 ÷ 확보, executed_of_planned 집행 ÷ 계획, target 목표 달성률, "
    "disclosure 보고율, completion 이행완료율, on_track 정상추진율",
    filled=True,
    codes=("secured", "executed_of_secured", "executed_of_planned", "target", "disclosure", "completion", "on_track"),
)  # fmt: skip

_COUNTED = tuple(
    replace(column, ko="정상추진이나 추진 중", meaning="정상추진, 또는 출처가 ‘추진 중’이라고만 적은 것 (건)")
    if column.name == "on_track_count"
    else column
    for column in (_typed(model.PublishedRate, name, "integer", "건", f"{name}_count") for name in COUNTS)
)

_TABLES: Final[Sequence[About]] = (
    About(
        "commitments", "공약과 지원사업", "Commitments", "한 행이 공약 하나 또는 지원사업 하나",
        (
            *_PLACE,
            Column("commitment", "공약 id", "code", "파일 이름. 한 지역 안에서 하나뿐임", filled=True),
            _KIND, _label(_KIND),
            Column("no", "번호", "text", "그 지역이 붙인 공약 번호"),
            Column("title", "제목", "text", "출처에 적힌 이름", filled=True),
            Column("title_en", "영어 제목", "text", "이 사이트가 적은 영어 제목. 있을 때만"),
            *_TERM, _TOPIC, _label(_TOPIC),
            Column("keywords", "찾는 말", "text", "이 사이트가 붙인 말. 쌍반점(;)으로 나눔. 빈칸은 적지 않음"),
            Column("department", "부서", "text", "맡은 부서"),
            _PROGRAMME, _label(_PROGRAMME),
            *(
                column
                for code, ko in zip(CLASSIFIED, ("사업구분", "예산구분", "완료시기", "사업권한", "사업시기"), strict=True)
                for column in (
                    _word(code, ko, f"실천계획서의 {josa(ko, '을/를')} 나타내는 코드"),
                    Column(f"{code}_label", ko, "text", "출처에 적힌 말, 없으면 코드의 우리말"),
                )
            ),
            Column("period_start", "시작", "when", "사업기간이 시작되는 때"),
            Column("period_end", "끝", "when", "사업기간이 끝나는 때"),
            _NEWEST_STATUS, _label(_NEWEST_STATUS),
            Column("status_raw", "출처의 상태", "text", "상태를 출처에 적힌 말 그대로"),
            Column("status_as_of", "상태 기준일", "when", "상태의 기준일"),
            _million("planned", "계획", "가장 새로운 계획의 총액"),
            _million("secured", "확보", "가장 새로운 확보의 총액"),
            _million("executed", "집행", "가장 새로운 집행의 총액"),
            Column("signals", "신호 코드", "code", "이 사이트가 계산한 신호의 코드. 빈칸으로 나눔. 코드의 우리말은 ‘신호’ 열에 있음. 비어 있으면 신호 없음"),
            Column("signals_label", "신호", "text", "‘신호 코드’ 열을 우리말로 적은 것. 쌍반점(;)으로 나눔. 비어 있으면 신호 없음"),
            Column("measurability_points", "측정 가능성", "integer", "0–5점. 빈칸은 지표와 실천계획서를 모두 읽지 못해 매기지 않음", "점"),
            Column("disclosed_count", "있는 수치", "integer", "있어야 할 수치 가운데 출처에 있는 것", "개", filled=True),
            Column("disclosure_due_count", "있어야 할 수치", "integer", "계산한 날까지 있어야 할 수치", "개", filled=True),
            _COMPUTED_ON,
            Column("summary", "요약", "text", "이 사이트가 쉽게 풀어 쓴 글"),
            Column("pledged_text", "약속한 글", "text", "실천계획서에 적힌 그대로"),
            *_SOURCE, *_ROW,
        ),
    ),
    About(
        "spending", "돈", "Money: planned, secured, executed", "한 행이 금액 하나: 계획·확보·집행, 연도와 재원별",
        (
            *_OF, _MEASURE, _label(_MEASURE), _MONEY_YEAR, _label(_MONEY_YEAR), _FUND, _label(_FUND),
            _typed(model.Spending, "amount_million_krw", "number", "백만 원"), _AS_OF, _LATEST, *_SOURCE, _NOTE, *_ROW,
        ),
    ),
    About(
        "indicators", "지표", "Indicators", "한 행이 지표 하나: 단위, 종류, 출발값",
        (
            *_OF, *_INDICATOR,
            _INDICATOR_KIND, _label(_INDICATOR_KIND), _DIRECTION, _label(_DIRECTION),
            Column("baseline", "출발값", "number", "시작할 때의 값", "unit 열"),
            Column("baseline_period", "출발값의 때", "when", "출발값이 언제의 것인지"),
            *_SOURCE, *_ROW,
        ),
    ),
    About(
        "targets", "목표", "Targets", "한 행이 한 지표의 한 해 목표",
        (
            *_OF, *_INDICATOR, _TARGET_YEAR, _label(_TARGET_YEAR),
            _typed(model.Target, "target", "number", "unit 열"), _typed(model.Target, "target_text", "text"),
            _AS_OF, _LATEST, *_SOURCE, _NOTE, *_ROW,
        ),
    ),
    About(
        "outcomes", "실적", "Outcomes", "한 행이 한 지표의 한 때 실적",
        (
            *_OF, *_INDICATOR, _PERIOD, _label(_PERIOD),
            _typed(model.Outcome, "value", "number", "unit 열"), _typed(model.Outcome, "value_text", "text"),
            _AS_OF, _LATEST, *_SOURCE, _NOTE, *_ROW,
        ),
    ),
    About(
        "statuses", "상태", "Reported statuses", "한 행이 기관이 밝힌 이행 상태 하나",
        (
            *_OF, _STATUS, _label(_STATUS), _typed(model.Status, "raw", "text"), _AS_OF, _LATEST,
            _typed(model.Status, "reason", "text"), _typed(model.Status, "decided_by", "text"), *_SOURCE, _NOTE, *_ROW,
        ),
    ),
    About(
        "changes", "계획 변경", "Changes of plans", "한 행이 계획 변경 하나: 당초, 변경, 이유, 정한 곳",
        (
            *_OF, _typed(model.Change, "date", "when"), _FIELD, _label(_FIELD),
            *(_typed(model.Change, name, "text") for name in ("field_raw", "before", "after", "reason", "decided_by")),
            _DECISION, _label(_DECISION), *_SOURCE, *_ROW,
        ),
    ),
    About(
        "corrections", "자료 정정", "Corrections of this data", "한 행이 이 사이트가 잘못 옮긴 것 하나를 바로잡은 기록",
        (
            *_PLACE, _typed(model.Correction, "date", "when"),
            *(_typed(model.Correction, name, "text") for name in ("file", "key", "column", "before", "after", "reason")),
            *_ROW,
        ),
    ),
    About(
        "events", "있었던 일", "Events", "한 행이 날짜가 있는 일 하나",
        (
            *_OF, _EVENT_DATE, _label(_EVENT_DATE), Column("what", "일", "text", "있었던 일", filled=True),
            *_SOURCE, *_ROW,
        ),
    ),
    About(
        "milestones", "날짜가 정해진 일", "Milestones", "한 행이 기한이 있는 일 하나",
        (
            *_OF, Column("milestone", "일 id", "code", "공약 파일 안의 이름", filled=True),
            Column("title", "할 일", "text", "출처에 적힌 말", filled=True),
            Column("parts", "세부", "text", "쌍반점(;)으로 나눔. 빈칸은 없음"),
            Column("under", "묶음", "text", "출처가 이 일을 적은 제목. 예: 2023년"),
            Column("due", "기한", "when", "끝내기로 한 때"), Column("done", "마친 날", "when", "마쳤다고 출처에 적힌 때"),
            *_SOURCE, *_ROW,
        ),
    ),
    About(
        "roadmap", "로드맵", "Roadmap", "한 행이 세부계획 한 줄의 한 기간",
        (
            *_OF, Column("task", "세부계획", "text", "출처에 적힌 말", filled=True),
            Column("from", "부터", "when", "시작하는 분기", filled=True), Column("to", "까지", "when", "끝나는 분기", filled=True),
            _NOTE, *_SOURCE, *_ROW,
        ),
    ),
    About(
        "signals", "신호", "Computed signals", "한 행이 이 사이트가 계산한 신호 하나와 그 까닭",
        (
            *_OF, _SIGNAL, _label(_SIGNAL),
            Column("because", "까닭", "text", "왜 이 신호가 났는지", filled=True), _COMPUTED_ON,
            Column("rows", "바탕이 된 자리", "text", "바탕이 된 파일과 행. 빈칸으로 나눔"),
        ),
    ),
    About(
        "notices", "점검", "Notices of the checks", "한 행이 규칙이 찾은 것 하나",
        (
            _LEVEL, _label(_LEVEL),
            Column("rule", "규칙 id", "code", "이 행을 만든 점검 규칙의 이름", filled=True),
            Column("message", "찾은 것", "text", "무엇을 찾았는지", filled=True),
            Column("tip", "할 수 있는 일", "text", "어떻게 바로잡거나 확인하는지"), _COMPUTED_ON, *_ROW,
        ),
    ),
    About(
        "rates", "계산한 비율", "Computed rates", "한 행이 이 사이트가 계산한 비율 하나와 그 셈, 또는 셈하지 않은 까닭",
        (
            *_PLACE,
            Column("commitment", "공약 id", "code", "빈칸은 그 지역 전체의 비율"),
            Column("commitment_title", "공약", "text", "빈칸은 그 지역 전체의 비율"),
            _KIND, _label(_KIND), *_TERM, _RATE_KIND, _label(_RATE_KIND), _RATE_FUND, _label(_RATE_FUND),
            Column("indicator", "지표 id", "code", "목표 달성률에서 어느 지표의 것인지"),
            Column("indicator_name", "지표", "text", "지표의 이름"),
            _RATE_YEAR, _label(_RATE_YEAR),
            Column("numerator", "분자", "number", "나뉘는 수", "unit 열"),
            Column("denominator", "분모", "number", "나누는 수", "unit 열"),
            Column("unit", "단위", "text", "분자와 분모의 단위"),
            Column("rate_pct", "비율", "number", "분자 ÷ 분모 × 100을 소수 첫째 자리로 반올림. 빈칸은 셈하지 않음", "%"),
            Column("formula", "산식", "text", "무엇을 무엇으로 나누었는지"),
            Column("used_count", "셈에 든 것", "integer", "셈에 든 공약이나 값의 수", "개"),
            Column("left_out_count", "빠진 것", "integer", "한쪽 값이 없어 셈에서 빠진 공약의 수", "개"),
            Column("why_not", "셈하지 않은 까닭", "text", "비율을 셈하지 않은 까닭. 빈칸은 셈했음"),
            _COMPUTED_ON,
            Column("rows", "바탕이 된 자리", "text", "바탕이 된 파일과 행. 빈칸으로 나눔"),
        ),
    ),
    About(
        "published_rates", "발표 이행률", "Published rates", "한 행이 기관이 발표한 비율 하나와 함께 발표된 건수",
        (
            *_PLACE, *_TERM, _AS_OF, _typed(model.PublishedRate, "label", "text"),
            _typed(model.PublishedRate, "published_pct", "number", "%"), _METHOD, _label(_METHOD),
            *_COUNTED,
            Column("completion_pct", "다시 계산한 이행완료율", "number", "(완료 + 이행 후 계속추진) ÷ 전체. 소수 첫째 자리로 반올림", "%"),
            Column("on_track_pct", "다시 계산한 완료와 추진의 비율", "number", "(완료 + 이행 후 계속추진 + 정상추진이나 추진 중) ÷ 전체. 소수 첫째 자리로 반올림. 정상추진율인지는 ‘완료와 추진의 비율 이름’ 열에 있음", "%"),
            Column("on_track_formula", "완료와 추진의 비율 이름", "text", "‘정상추진율’, 또는 출처가 정상과 부진을 나누지 않았으면 ‘완료+추진 중’. 빈칸은 셈하지 않음"),
            _VERDICT, _label(_VERDICT), *_SOURCE, _NOTE, *_ROW,
        ),
    ),
    About(
        "sources", "출처", "Sources", "한 행이 읽은 문서나 기사 하나",
        (
            Column("place", "지역 id", "code", "빈칸은 사이트 전체의 출처"), Column("place_name", "지역", "text", "빈칸은 사이트 전체의 출처"),
            Column("source", "출처 id", "code", "출처의 이름. 다른 표의 source와 이어짐", filled=True), _typed(model.Source, "publisher", "text"),
            _typed(model.Source, "title", "text"), _typed(model.Source, "url", "url"),
            _typed(model.Source, "published", "when"), _typed(model.Source, "read", "when"),
            _SOURCE_KIND, _label(_SOURCE_KIND), _typed(model.Source, "licence", "text"),
            _typed(model.Source, "archived_url", "url"), _NOTE, *_ROW,
        ),
    ),
    About(
        "places", "지역", "Places", "한 행이 한 지방정부의 한 임기: 목록을 어디까지 실었는지",
        (
            *_PLACE, Column("short_name", "짧은 이름", "text", "빈칸은 이름과 같음"), Column("name_en", "영어 이름", "text", "있을 때만"),
            _PLACE_LEVEL, _label(_PLACE_LEVEL),
            Column("code", "법정동코드", "code", "법정동코드 앞자리"),
            Column("report_every_months", "밝히는 간격", "integer", "이행 상황을 밝히는 간격", "달"), *_TERM,
            Column("pledges_listed_count", "실은 공약", "integer", "이 자료에 실은 공약의 수", "건", filled=True),
            Column("pledges_total_count", "전체 공약", "integer", "그 임기의 전체 공약 수. ‘출처’ 열의 출처에 적힌 것", "건"),
            Column("list_complete", "목록 전부", "boolean", "전체 수를 알고 그만큼 실었으면 예", filled=True),
            Column("programmes_listed_count", "실은 지원사업", "integer", "이 자료에 실은 지원사업의 수", "건", filled=True),
            *_TOTAL_SOURCE, _NOTE, *_ROW,
        ),
    ),
)  # fmt: skip

TABLES: Final[Mapping[str, About]] = {about.name: about for about in _TABLES}
BLANK: Final = f"빈칸은 {NO_DATA}(확인한 출처에 없음)"


def headers(name: str) -> tuple[str, ...]:
    """The header of a table's CSV."""
    return tuple(column.name for column in TABLES[name].columns)
