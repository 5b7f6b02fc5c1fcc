"""The words by which a 실천계획서 is understood. All are written without spaces; texts are compared the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping

from macros.check.privacy import ROLES
from macros.intake.plan.shape import Asked
from macros.language import squash


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# heading → the part of the sheet that begins with it
HEADINGS: Mapping[str, str] = {
    name: part
    for part, names in {
        "document": "공약실천계획서 공약사업실천계획서 실천계획서 공약이행계획서 공약사업이행계획서 세부실천계획서",
        "promise": "공약내용 공약설명",
        "pledge": "공약사항 공약명 공약사업명 공약사업 공약과제",
        "goals": "정책목표 사업목표 추진목표 목표 사업목적 추진목적",
        "overview": "사업개요 개요 공약개요 추진개요",
        "plan": "추진계획(일정) 추진계획 세부추진계획 추진내용 주요내용 세부내용 주요사업내용 추진방안",
        "steps": "추진일정 세부추진일정 추진절차 세부일정 연차별추진일정",
        "roadmap": "추진일정(로드맵) 로드맵 추진로드맵 이행로드맵 공약이행로드맵 연차별로드맵 추진일정표 세부추진일정표",
        "targets": "연차별추진목표(계획) 연차별추진목표 연도별추진목표 연차별목표 연도별목표 연차별이행목표"
        " 연도별이행목표 이행지표 성과지표 성과목표 연차별추진계획 연도별추진계획",
        "money": "연차별투자계획 연도별투자계획 투자계획 재정투자계획 소요예산 예산계획 연도별예산계획 연차별예산계획"
        " 재원조달계획 재원별투자계획 사업비투자계획 연차별재정투자계획 연도별재정투자계획 재원투자계획 공약가계부 연도별사업비 연차별사업비 연도별소요예산 연차별소요예산 연도별재정계획 연차별재정계획",
        # read by nobody: what stands under these is no plan, and is told as not understood
        "other": "추진근거 사업근거 법적근거 관련근거 근거법령 추진배경 사업배경 필요성 기대효과 파급효과 추진실적 추진현황 추진상황"
        " 추진경과 추진성과 주요성과 그간추진실적 그간추진상황 주요실적 이행현황 이행실적 현황 현황및문제점 문제점 문제점및대책 문제점및해결방안"
        " 문제점및개선방안 애로사항 건의사항 협조사항 향후계획 향후추진계획 향후일정 재원확보방안 재원조달방안 주민의견 참고사항 행정사항 유의사항",
        "people": "공약실명제 담당부서 추진부서 주관부서 담당자 담당부서및담당자 연락처 문의처 담당 담당부서연락처 추진부서연락처 담당자연락처 사업담당 공약담당부서 공약사업실명제",
    }.items()
    for name in names.split()
}
# label of a line or of a pair of cells → what its value is
LABELS: Mapping[str, str] = {
    name: part
    for part, names in {
        "title": "공약명 공약사업명 공약사항 공약과제명 과제명 공약제목",
        "no": "공약번호 관리번호 공약관리번호 과제번호 공약연번",
        "field": "분야 공약분야",
        "department": "추진부서 담당부서 주관부서 소관부서 부서명 추진부서명 소속 소속부서",
        "project": "사업명 세부사업명",
        "period": "사업기간 추진기간 사업시행기간 기간 총사업기간",
        "cost": "사업비 소요예산 사업예산 총사업비 소요사업비 총소요예산 총투자비",
        "content": "사업내용 공약내용",
        "actions": "주요내용 추진내용 세부내용 주요사업내용 세부추진내용",
        "partners": "참여기관 참여대학 참여단체 협력기관 추진주체 협조기관",
        "method": "추진방법 추진방식 사업방식",
        "roles": "참여주체별역할 역할분담 기관별역할 주체별역할",
        "goals": "정책목표 사업목표 사업목적 추진목표",
        "steps": "추진일정 세부추진일정 세부일정",
        "project_type": "사업구분",
        "budget_type": "예산구분",
        "completion_timing": "완료시기",
        "authority": "사업권한",
        "horizon": "사업시기",
    }.items()
    for name in names.split()
}
CLASSES = ("project_type", "budget_type", "completion_timing", "authority", "horizon")

# ── tables ──
HEADS = _set(
    "구분 세부계획 세부추진내용 세부사업 세부추진계획 추진내용 추진계획 추진사항 사업내용 재원 재원별 재원구분 분야 공약 공약명"
    " 공약사업 공약사업명 사업명 과제명 세부과제 과제 사업 항목 연도 연도별 내용 단위사업 추진과제 재원별구분 예산구분"
)
INDICATORS = _set(
    "공약달성확인지표 확인지표 성과지표 이행지표 측정지표 지표 지표명 목표지표 핵심지표 공약이행지표 달성지표"
)
UNIT_HEADS = frozenset({"단위"})
NOTES = frozenset({"비고", "참고", "비고란"})
NUMBERS = frozenset({"연번", "순번", "번호"})
TOTALS = _set("총계 합계 계 총사업비 사업비 소요예산 총액 사업비합계 총투자액")
SUBTOTALS = _set("소계 임기내 임기중 임기내소계 임기내계 임기내합계")
GROUPS = _set("임기내 임기중 연도별 연차별 연도별투자계획 연차별투자계획 투자계획 연도별사업비")
BEFORE = _set("기투자 기투자액 기투자분 기집행 기집행액 기투자금액 이전 임기전")
AFTER = _set("임기후 이후 향후 임기이후 향후투자 임기후투자 임기종료후")
TERM_TOTALS = _set("계 합계 총계 최종목표 임기목표 임기내목표 총목표 목표계 임기전체")
TOTAL_ROWS = _set("계 소계 합계 총계 총사업비 사업비 예산 예산액 사업비계 투자액 소요예산 금액 총액")
FUND_GROUPS = _set("재원별 재원 구분 재원구분 투자계획 사업비 예산 재원별사업비 소요예산")
NO_AMOUNTS = _set(
    "비예산 해당없음 해당사항없음 미정 미확정 추후확정 추후결정"
)  # words for a cell without an amount
MARK_WORDS = frozenset({"추진", "추진중", "실시", "시행"})
# signs that are no marks: crosses, ditto marks and the like; dashes are none either
NO_MARKS = frozenset("×✕✖✗✘※〃\"'.,·…/\\~?!()[]:;")
GOES_ON = frozenset("→=⇒➡←↔⇐⇔⇨➔➜⟶━─▬═")

NAME_HEADS = _set("성명 이름 담당자명 담당자성명 직원명 성함")
PHONE_HEADS = _set("연락처 전화 전화번호 사무실 사무실전화 행정전화 내선 내선번호 tel")
ROLE_HEADS = _set("직위 직급 직책 직위(직급) 구분")
# every word above that may be printed letter by letter (사 업 명), which is no name
KNOWN = frozenset({*HEADINGS, *LABELS, *HEADS, *INDICATORS, *ROLES, *NAME_HEADS, *PHONE_HEADS, *TOTAL_ROWS})


# the title of the whole sheet, with the number of the pledge behind it where there is one
DOCUMENT_TITLE = re.compile(r".*공약.*(?:실천|이행)계획서?([0-9]+(?:-[0-9]+)*)?")


def heading_of(text: str) -> str | None:
    """The part of the sheet that a heading begins; words in brackets behind it do not matter."""
    plain = squash(text).rstrip(":：").strip("【】[]<>〈〉《》『』「」")
    if DOCUMENT_TITLE.fullmatch(plain):
        return "document"
    return HEADINGS.get(plain) or HEADINGS.get(plain.split("(")[0])


# ── the labels of money. 시비 depends on the level of the place (DOMAIN §2) ──
_EVERYWHERE = {
    "국비": "national",
    "국고": "national",
    "국고보조금": "national",
    "국비보조": "national",
    "시도비": "province_or_metro",
    "도비": "province_or_metro",
    "광역시비": "province_or_metro",
    "특별시비": "province_or_metro",
    "광역비": "province_or_metro",
    "자체": "own",
    "자체재원": "own",
    "자체예산": "own",
    "민자": "private",
    "민간자본": "private",
    "민간투자": "private",
    "기타": "other",
    "기타(민자등)": "other",
}
_BY_LEVEL = {
    "metropolitan": {
        "시비": "own",
        "광역시비": "own",
        "특별시비": "own",
        "구비": "lower",
        "군비": "lower",
        "구군비": "lower",
    },
    "province": {"도비": "own", "시비": "lower", "군비": "lower", "시군비": "lower"},
    "city": {"시비": "own"},
    "county": {"군비": "own"},
    "district": {"구비": "own", "시비": "province_or_metro"},
}
_METRO = re.compile(r"(특별|광역|특별자치)시.+")


def fund_of(label: str, asked: Asked) -> str | None:
    """The fund that a label means in this place; `total` for 계 and the like; None where it is not known.

    What a person said or place.yml names comes first.
    """
    plain = squash(label).replace("·", "").replace("ㆍ", "").replace("/", "")
    if given := asked.funds.get(squash(label)) or asked.funds.get(plain):
        return given
    if plain in TOTAL_ROWS:
        return "total"
    if found := _BY_LEVEL.get(asked.level, {}).get(plain):
        return found
    if asked.level == "county" and plain == "시비" and _METRO.search(squash(asked.place)):
        return "province_or_metro"
    return _EVERYWHERE.get(plain)
