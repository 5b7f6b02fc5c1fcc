"""Rules across files: a flat table of small named checks over a Book that was read. Reads no file, changes nothing.

An error stops publication. Warnings and notices are published on /checks/; they blame nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from macros.check import codes, dates, plan, privacy, reports, sources, sums
from macros.check.rule import Found, Rule
from macros.load import READING, Loaded, load_book, load_editions
from macros.model import Book
from macros.problem import Problem, in_order, problem

__all__ = ["RULES", "TITLES", "Found", "Rule", "check_book", "check_data", "check_loaded", "looked_at"]

RULES: tuple[Rule, ...] = (
    Rule(
        "unknown-commitment",
        "error",
        "장부의 행이 그 지역에 있는 공약을 가리키는지",
        codes.check_commitments_exist,
        whole=True,
    ),
    Rule(
        "unknown-indicator", "error", "목표와 실적의 지표가 공약 파일에 있는지", codes.check_indicators_exist
    ),
    Rule(
        "unknown-source", "error", "적힌 출처가 sources.csv에 있는지", codes.check_sources_exist, whole=True
    ),
    Rule(
        "unknown-word",
        "error",
        "분야, 종류, 지원사업, 사업구분의 코드가 terms.yml에 있는지",
        codes.check_codes_have_words,
    ),
    Rule(
        "missing-word",
        "error",
        "사이트가 쓰는 코드마다 terms.yml에 낱말이 있는지",
        codes.check_words_are_complete,
    ),
    Rule("unknown-term", "error", "적힌 임기가 site.yml에 있는지", codes.check_electoral_terms_exist),
    Rule("unknown-related", "error", "함께 볼 공약이 있는 공약인지", codes.check_related_exist, whole=True),
    Rule("same-id", "error", "한 목록 안에서 이름(id)이 한 번씩만 쓰였는지", codes.check_ids_are_unique),
    Rule("same-row", "error", "같은 행이 두 번 적히지 않았는지", codes.check_rows_are_unique),
    Rule(
        "correction-target",
        "error",
        "정정이 가리키는 파일과 열이 있는지",
        codes.check_corrections_point_somewhere,
        whole=True,
    ),
    Rule(
        "figure-source",
        "error",
        "전체 공약 수와 출발값에 출처가 있는지",
        codes.check_figures_name_their_source,
    ),
    Rule("date-order", "error", "끝이 시작보다 앞서지 않는지", dates.check_ends_follow_starts),
    Rule(
        "read-before-published",
        "error",
        "출처를 펴낸 날보다 먼저 읽었다고 적지 않았는지",
        dates.check_sources_were_read_after_they_appeared,
    ),
    Rule("done-after-read", "error", "마친 날이 출처를 읽은 날보다 뒤가 아닌지", dates.check_done_was_read),
    Rule("outcome-ahead", "error", "실적의 때가 기준일보다 뒤가 아닌지", dates.check_outcomes_have_happened),
    Rule(
        "sum-funds", "error", "재원별 금액의 합이 총계와 같은지", sums.check_funds_give_the_total, whole=True
    ),
    Rule(
        "sum-years", "error", "연도별 금액의 합이 총계와 같은지", sums.check_years_give_the_total, whole=True
    ),
    Rule(
        "sum-outcomes",
        "error",
        "여러 해를 더한 실적이 해마다의 합과 같은지",
        sums.check_ranges_give_their_parts,
        whole=True,
    ),
    Rule(
        "stated-shares",
        "error",
        "적힌 재원 비율이 투자계획표로 셈한 비율과 같은지",
        sums.check_stated_shares,
        whole=True,
    ),
    Rule(
        "stated-cost", "error", "적힌 사업비가 투자계획표의 총계와 같은지", sums.check_stated_cost, whole=True
    ),
    Rule(
        "stated-yearly-cost",
        "error",
        "해마다 쓴다고 적힌 금액이 투자계획표와 같은지",
        sums.check_stated_yearly_cost,
        whole=True,
    ),
    Rule("negative-amount", "error", "금액이 0보다 작지 않은지", sums.check_amounts_are_not_negative),
    Rule(
        "counts-over-total",
        "error",
        "상태별 건수의 합이 전체보다 많지 않은지",
        sums.check_counts_fit_their_total,
    ),
    Rule(
        "list-over-total",
        "error",
        "실은 공약이 전체 공약 수보다 많지 않은지",
        sums.check_lists_fit_their_total,
    ),
    Rule(
        "edition-order", "error", "판이 오래된 것부터 하루에 하나씩 적혔는지", dates.check_editions_in_order
    ),
    Rule("edition-ahead", "error", "판의 날짜가 오늘보다 뒤가 아닌지", dates.check_editions_are_not_ahead),
    Rule(
        "personal-data",
        "error",
        "주민등록번호, 휴대전화 번호, 띄어 쓴 사람 이름으로 보이는 글이 없는지",
        privacy.check_no_personal_data,
    ),
    Rule(
        "dot-for-comma",
        "warning",
        "천 단위 쉼표를 점으로 적은 것으로 보이는 금액이 없는지",
        sums.check_amounts_have_no_dot_for_a_comma,
    ),
    Rule(
        "as-of-after-read", "warning", "기준일이 출처를 읽은 날보다 뒤가 아닌지", dates.check_as_of_was_read
    ),
    Rule("read-ahead", "warning", "읽은 날이 오늘보다 뒤가 아닌지", dates.check_reading_is_not_ahead),
    Rule(
        "roadmap-beyond-period", "warning", "로드맵이 사업기간 안에 있는지", plan.check_roadmap_within_period
    ),
    Rule("roadmap-beyond-term", "warning", "로드맵이 임기 안에 끝나는지", plan.check_roadmap_within_term),
    Rule(
        "milestone-year",
        "warning",
        "날짜가 정해진 일이 제목의 해와 맞는지",
        plan.check_milestones_under_their_year,
    ),
    Rule(
        "roadmap-milestones",
        "warning",
        "같은 일의 로드맵 표시와 날짜가 맞는지",
        plan.check_roadmap_and_milestones_agree,
    ),
    Rule(
        "target-not-measurable",
        "warning",
        "목표에 잴 수 있는 수가 있는지",
        plan.check_targets_are_measurable,
        whole=True,
    ),
    Rule(
        "target-weaker",
        "warning",
        "목표의 단계가 지표의 단계보다 낮지 않은지",
        plan.check_targets_reach_their_indicator,
    ),
    Rule(
        "year-without-aim",
        "warning",
        "로드맵에 표시된 해에 목표나 금액이 있는지",
        plan.check_years_have_an_aim,
        whole=True,
    ),
    Rule(
        "completed-unbacked",
        "warning",
        "완료라는 상태를 뒷받침하는 실적이나 다른 곳의 문서가 있는지",
        reports.check_completion_has_evidence,
        whole=True,
    ),
    Rule("status-word", "warning", "상태 코드가 출처에 적힌 말과 맞는지", reports.check_status_words_match),
    Rule(
        "change-missing",
        "warning",
        "바뀐 금액과 목표에 변경 기록이 있는지",
        reports.check_changed_figures_have_a_reason,
        whole=True,
    ),
    Rule(
        "dropped-reported",
        "warning",
        "폐기하거나 통합한 뒤에 다른 상태가 적히지 않았는지",
        reports.check_dropped_stays_dropped,
    ),
    Rule(
        "report-overdue",
        "warning",
        "밝히기로 한 간격에 맞추어 자료가 나오는지",
        reports.check_reports_come_in_time,
        whole=True,
    ),
    Rule(
        "sum-rounding",
        "notice",
        "합계의 차이가 반올림으로 설명되는 곳",
        sums.check_sums_within_rounding,
        whole=True,
    ),
    Rule(
        "target-incomplete", "notice", "지표에 단위, 출발값, 기한이 있는지", plan.check_targets_are_complete
    ),
    Rule(
        "targets-apart",
        "notice",
        "해마다의 목표와 임기 전체 목표가 서로 다른 말인 곳",
        plan.check_yearly_and_term_targets,
        whole=True,
    ),
    Rule(
        "fund-cells",
        "notice",
        "재원별 행에 총계와 같은 해의 칸이 있는지",
        plan.check_fund_lines_have_every_year,
        whole=True,
    ),
    Rule(
        "total-only",
        "notice",
        "총계를 해나 재원으로 나눈 금액이 있는지",
        plan.check_totals_are_split,
        whole=True,
    ),
    Rule("amount-without-year", "notice", "금액에 연도가 있는지", plan.check_amounts_have_a_year),
    Rule(
        "sheet-incomplete",
        "notice",
        "공약 번호, 임기, 담당 부서, 사업기간이 있는지",
        plan.check_sheets_are_complete,
    ),
    Rule(
        "plan-only", "notice", "계획 뒤에 보고된 것이 있는지", reports.check_something_is_reported, whole=True
    ),
    Rule("no-as-of", "notice", "금액, 목표, 실적, 상태에 기준일이 있는지", reports.check_figures_are_dated),
    Rule(
        "change-without-figure",
        "notice",
        "변경 기록에 바뀐 뒤의 값이 있는지",
        reports.check_changes_have_their_figure,
        whole=True,
    ),
    Rule("change-undated", "notice", "변경한 날이 적혀 있는지", reports.check_changes_are_dated),
    Rule("sources-disagree", "notice", "같은 칸의 값이 출처마다 같은지", reports.check_sources_agree),
    Rule(
        "rate-unexplained",
        "notice",
        "발표 이행률이 함께 발표된 건수에서 나오는지",
        reports.check_rates_follow_from_counts,
    ),
    Rule("no-licence", "notice", "출처의 이용조건이 확인되었는지", sources.check_licences),
    Rule("source-undated", "notice", "출처를 펴낸 날을 아는지", sources.check_sources_are_dated),
    Rule("source-address", "notice", "출처에 주소가 있는지", sources.check_sources_have_an_address),
    Rule(
        "secondary-source", "notice", "다른 글을 옮긴 2차 출처가 아닌지", sources.check_sources_are_first_hand
    ),
    Rule(
        "no-official-source",
        "notice",
        "기관이 직접 낸 문서가 있는지",
        sources.check_something_official,
        whole=True,
    ),
    Rule("area-code", "notice", "전화번호에 지역번호가 있는지", sources.check_phones_have_an_area_code),
)


# what every rule looks for, those of reading included
TITLES: Mapping[str, str] = {**READING, **{rule.id: rule.title for rule in RULES}}


def looked_at(given: str | None, now: datetime) -> date:
    """The day on which data is looked at: `given` as YYYY-MM-DD, else the day in Seoul at the moment `now`.

    Raises ValueError for another form or a day that does not exist.
    """
    if not given:
        return now.astimezone(ZoneInfo("Asia/Seoul")).date()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError(given)
    return date.fromisoformat(given)


def check_book(book: Book, as_of: date) -> tuple[Problem, ...]:
    """Every problem that the rules find, in file order. `as_of` is the day on which the data is looked at."""
    return in_order(_found(book, as_of))


def _found(book: Book, as_of: date) -> Iterable[Problem]:
    return (problem(rule.level, rule.id, *found) for rule in RULES for found in rule.check(book, as_of))


def check_data(root: Path, as_of: date) -> Loaded:
    """Read the data folder and check it, the editions in its git history too: the Book and every problem."""
    loaded = check_loaded(load_book(root), as_of)
    if loaded.book is None:
        return loaded
    editions, missing = load_editions(root, loaded.book.editions)
    return Loaded(loaded.book, in_order((*loaded.problems, *missing)), editions)


def check_loaded(loaded: Loaded, as_of: date) -> Loaded:
    """What was read, with the problems of reading and checking together.

    Where a place could not be read whole, rules that conclude from what is not there say nothing of it.
    """
    if loaded.book is None:
        return loaded
    broken = {_place_of(each) for each in loaded.problems if each.level == "error"}
    cautious = {rule.id for rule in RULES if rule.whole} if broken else set()
    found = (
        each
        for each in _found(loaded.book, as_of)
        if not (each.rule in cautious and (_place_of(each) in broken or each.rule == "unknown-related"))
    )
    return Loaded(loaded.book, in_order((*loaded.problems, *found)))


def _place_of(each: Problem) -> str:
    """The folder of a place, or nothing for a file of the site."""
    parts = each.path.split("/")
    return parts[1] if len(parts) > 2 else ""
