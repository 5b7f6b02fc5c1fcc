"""The flat table of rules: what each looks for, how grave it is, which function looks.

An error stops publication. Warnings and notices are published on /checks/; they blame nobody.
"""

from __future__ import annotations

from macros.check import amounts, codes, dates, once, plan, privacy, reports, slips, sources, sums
from macros.check.rule import Rule
from macros.language import Said

# one rule in two lines, what it looks for in both languages side by side
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("unknown-commitment", "error", codes.check_commitments_exist, whole=True, within=("pledges", "programmes"), title=Said(
        "장부의 행이 그 지역에 있는 공약을 가리키는지",
        "Rows of a ledger point to commitments that the place has",
    )),
    Rule("unknown-indicator", "error", codes.check_indicators_exist, title=Said(
        "목표와 실적의 지표가 공약 파일에 있는지",
        "Indicators of targets and outcomes are in the commitment’s file",
    )),
    Rule("unknown-source", "error", codes.check_sources_exist, whole=True, within=("sources.csv",), title=Said(
        "적힌 출처가 sources.csv에 있는지", "Sources named are in sources.csv",
    )),
    Rule("unknown-word", "error", codes.check_codes_have_words, title=Said(
        "분야, 종류, 지원사업, 사업구분의 코드가 terms.yml에 있는지",
        "Codes of fields, levels, programmes and classifications are in terms.yml",
    )),
    Rule("missing-word", "error", codes.check_words_are_complete, title=Said(
        "사이트가 쓰는 코드마다 terms.yml에 낱말이 있는지",
        "Every code that the site uses has its words in terms.yml",
    )),
    Rule("unknown-term", "error", codes.check_electoral_terms_exist, title=Said(
        "적힌 임기가 site.yml에 있는지", "Terms of office named are in site.yml",
    )),
    Rule("unknown-related", "error", codes.check_related_exist, whole=True, title=Said(
        "함께 볼 공약이 있는 공약인지", "Related commitments exist",
    )),
    Rule("same-id", "error", once.check_ids_are_unique, title=Said(
        "한 목록 안에서 이름(id)이 한 번씩만 쓰였는지", "An id is used once within a list",
    )),
    Rule("same-row", "error", once.check_rows_are_unique, title=Said(
        "같은 행이 두 번 적히지 않았는지", "No row is written twice",
    )),
    Rule("correction-target", "error", codes.check_corrections_point_somewhere, whole=True, title=Said(
        "정정이 가리키는 파일과 열이 있는지", "Corrections point to files and columns that exist",
    )),
    Rule("correction-nothing", "error", slips.check_corrections_change_something, title=Said(
        "정정의 고치기 전과 고친 뒤가 다른지", "Corrections have another value after than before",
    )),
    Rule("figure-source", "error", codes.check_figures_name_their_source, title=Said(
        "전체 공약 수와 출발값에 출처가 있는지", "Totals of lists and baselines have a source",
    )),
    Rule("date-order", "error", dates.check_ends_follow_starts, title=Said(
        "끝이 시작보다 앞서지 않는지", "Nothing ends before it starts",
    )),
    Rule("read-before-published", "error", dates.check_sources_were_read_after_they_appeared, title=Said(
        "출처를 펴낸 날보다 먼저 읽었다고 적지 않았는지", "No source was read before it was published",
    )),
    Rule("done-after-read", "error", dates.check_done_was_read, title=Said(
        "마친 날이 출처를 읽은 날보다 뒤가 아닌지", "Nothing was done after its source was read",
    )),
    Rule("outcome-ahead", "error", dates.check_outcomes_have_happened, title=Said(
        "실적 시점이 기준일보다 뒤가 아닌지", "No outcome is of a time after its as_of",
    )),
    Rule("sum-funds", "error", sums.check_funds_give_the_total, whole=True, title=Said(
        "재원별 금액의 합이 총계와 같은지", "Amounts by fund add up to the total",
    )),
    Rule("sum-years", "error", sums.check_years_give_the_total, whole=True, title=Said(
        "연도별 금액의 합이 총계와 같은지", "Amounts by year add up to the total",
    )),
    Rule("sum-outcomes", "error", sums.check_ranges_give_their_parts, whole=True, title=Said(
        "여러 해를 더한 실적이 해마다의 합과 같은지",
        "Outcomes of several years are the sum of the yearly ones",
    )),
    Rule("stated-shares", "error", sums.check_stated_shares, whole=True, title=Said(
        "적힌 재원 비율이 투자계획표로 셈한 비율과 같은지",
        "Shares stated are those that the investment plan gives",
    )),
    Rule("stated-cost", "error", sums.check_stated_cost, whole=True, title=Said(
        "적힌 사업비가 투자계획표의 총계와 같은지", "The cost stated is the total of the investment plan",
    )),
    Rule("stated-yearly-cost", "error", sums.check_stated_yearly_cost, whole=True, title=Said(
        "해마다 쓴다고 적힌 금액이 투자계획표와 같은지",
        "The yearly cost stated is that of the investment plan",
    )),
    Rule("negative-amount", "error", sums.check_amounts_are_not_negative, title=Said(
        "금액이 0보다 작지 않은지", "No amount is below 0",
    )),
    Rule("counts-over-total", "error", sums.check_counts_fit_their_total, title=Said(
        "상태별 건수의 합이 전체보다 많지 않은지", "Counts by status do not exceed the total",
    )),
    Rule("list-over-total", "error", sums.check_lists_fit_their_total, title=Said(
        "실은 공약이 전체 공약 수보다 많지 않은지", "No more pledges are listed than there are in all",
    )),
    Rule("edition-order", "error", dates.check_editions_in_order, title=Said(
        "판이 오래된 것부터 하루에 하나씩 적혔는지", "Editions stand oldest first, one a day",
    )),
    Rule("edition-ahead", "error", dates.check_editions_are_not_ahead, title=Said(
        "판의 날짜가 오늘보다 뒤가 아닌지", "No edition is dated after today",
    )),
    Rule("personal-data", "error", privacy.check_no_personal_data, title=Said(
        "주민등록번호, 휴대전화 번호, 띄어 쓴 사람 이름으로 보이는 글이 없는지",
        "No text looks like a resident number, a mobile number or a person’s name in spaced syllables",
    )),
    Rule("person-name", "warning", privacy.check_no_names_beside_posts, title=Said(
        "직함 곁에 사람 이름으로 보이는 글이 없는지", "No text has what may be a person’s name beside a post",
    )),
    Rule("dot-for-comma", "warning", sums.check_amounts_have_no_dot_for_a_comma, title=Said(
        "천 단위 쉼표를 점으로 적은 것으로 보이는 금액이 없는지",
        "No amount seems to have a point for the comma of thousands",
    )),
    Rule("amount-unit", "warning", amounts.check_amounts_are_in_million_won, title=Said(
        "금액이 백만 원 단위로 보이는지", "Amounts seem to be in million won",
    )),
    Rule("spending-order", "warning", amounts.check_spending_fits_the_plan, whole=True, title=Said(
        "집행한 금액이 확보한 금액보다, 둘이 계획한 금액보다 많지 않은지",
        "No more is executed than secured, and no more of either than planned",
    )),
    Rule("spending-falls", "warning", amounts.check_spending_does_not_fall, whole=True, title=Said(
        "확보하고 집행한 총액이 뒤에 줄지 않는지", "Secured and executed totals do not fall later",
    )),
    Rule("as-of-after-read", "warning", dates.check_as_of_was_read, title=Said(
        "기준일이 출처를 읽은 날보다 뒤가 아닌지", "No as_of is after the day on which the source was read",
    )),
    Rule("read-ahead", "warning", dates.check_reading_is_not_ahead, title=Said(
        "읽은 날이 오늘보다 뒤가 아닌지", "No day of reading is after today",
    )),
    Rule("year-far", "warning", slips.check_years_are_near, title=Said(
        "연도가 1995년부터 30년 뒤 사이에 있는지", "No year is before 1995 or more than 30 years ahead",
    )),
    Rule("same-entry", "warning", slips.check_entries_are_told_once, title=Said(
        "한 목록에 같은 항목이 두 번 적히지 않았는지", "No entry of a list is written twice",
    )),
    Rule("correction-row", "warning", slips.check_corrections_have_their_row, whole=True, title=Said(
        "정정이 가리키는 행이 장부에 있는지", "Corrections point to a row that is in the ledger",
    )),
    Rule("roadmap-beyond-period", "warning", plan.check_roadmap_within_period, title=Said(
        "로드맵이 사업기간 안에 있는지", "The roadmap lies within the period",
    )),
    Rule("roadmap-beyond-term", "warning", plan.check_roadmap_within_term, title=Said(
        "로드맵이 임기 안에 끝나는지", "The roadmap ends within the term of office",
    )),
    Rule("milestone-year", "warning", plan.check_milestones_under_their_year, title=Said(
        "날짜가 정해진 일이 제목의 해와 맞는지", "Dated steps fit the year of their heading",
    )),
    Rule("roadmap-milestones", "warning", plan.check_roadmap_and_milestones_agree, title=Said(
        "같은 일의 로드맵 표시와 날짜가 맞는지", "Roadmap and dated steps of one task agree",
    )),
    Rule("target-not-measurable", "warning", plan.check_targets_are_measurable, whole=True, title=Said(
        "목표에 잴 수 있는 수가 있는지", "Targets have a number that can be measured",
    )),
    Rule("target-weaker", "warning", plan.check_targets_reach_their_indicator, title=Said(
        "목표의 단계가 지표의 단계보다 낮지 않은지", "No target asks less than its indicator",
    )),
    Rule("year-without-aim", "warning", plan.check_years_have_an_aim, whole=True, title=Said(
        "로드맵에 표시된 해에 목표나 금액이 있는지", "Years marked in the roadmap have a target or an amount",
    )),
    Rule("completed-unbacked", "warning", reports.check_completion_has_evidence, whole=True, title=Said(
        "완료라는 상태를 뒷받침하는 실적이나 다른 곳의 문서가 있는지",
        "An outcome or another authority’s document backs the status completed",
    )),
    Rule("status-word", "warning", reports.check_status_words_match, title=Said(
        "상태 코드가 출처에 적힌 말과 맞는지", "The status code fits the word of the source",
    )),
    Rule("change-missing", "warning", reports.check_changed_figures_have_a_reason, whole=True, title=Said(
        "바뀐 금액과 목표에 변경 기록이 있는지", "Changed amounts and targets have a change on record",
    )),
    Rule("dropped-reported", "warning", reports.check_dropped_stays_dropped, title=Said(
        "폐기하거나 통합한 뒤에 다른 상태가 적히지 않았는지",
        "No other status follows a commitment that was dropped or merged",
    )),
    Rule("report-overdue", "warning", reports.check_reports_come_in_time, whole=True, title=Said(
        "밝히기로 한 간격에 맞추어 자료가 나오는지", "Data appears as often as was announced",
    )),
    Rule("sum-rounding", "notice", sums.check_sums_within_rounding, whole=True, title=Said(
        "합계의 차이가 반올림으로 설명되는 곳", "Where rounding explains the difference of a sum",
    )),
    Rule("target-incomplete", "notice", plan.check_targets_are_complete, title=Said(
        "지표에 단위, 출발값, 기한이 있는지", "Indicators have a unit, a baseline and a deadline",
    )),
    Rule("targets-apart", "notice", plan.check_yearly_and_term_targets, whole=True, title=Said(
        "해마다의 목표와 임기 전체 목표가 서로 다른 말인 곳",
        "Where yearly targets and the target of the term are two statements",
    )),
    Rule("fund-cells", "notice", plan.check_fund_lines_have_every_year, whole=True, title=Said(
        "재원별 행에 총계와 같은 해의 칸이 있는지", "Rows by fund have cells for the years of the total",
    )),
    Rule("total-only", "notice", plan.check_totals_are_split, whole=True, title=Said(
        "총계를 해나 재원으로 나눈 금액이 있는지", "Totals are divided by year or fund",
    )),
    Rule("amount-without-year", "notice", plan.check_amounts_have_a_year, title=Said(
        "금액에 연도가 있는지", "Amounts have a year",
    )),
    Rule("sheet-incomplete", "notice", plan.check_sheets_are_complete, title=Said(
        "공약 번호, 임기, 담당 부서, 사업기간이 있는지",
        "Pledge number, term, department and period are there",
    )),
    Rule("plan-only", "notice", reports.check_something_is_reported, whole=True, title=Said(
        "계획 뒤에 보고된 것이 있는지", "Something is reported after the plan",
    )),
    Rule("no-as-of", "notice", reports.check_figures_are_dated, title=Said(
        "금액, 목표, 실적, 상태에 기준일이 있는지", "Amounts, targets, outcomes and statuses have an as_of",
    )),
    Rule("change-without-figure", "notice", reports.check_changes_have_their_figure, whole=True, title=Said(
        "변경 기록에 바뀐 뒤의 값이 있는지", "Changes on record have the value after the change",
    )),
    Rule("change-undated", "notice", reports.check_changes_are_dated, title=Said(
        "변경한 날이 적혀 있는지", "The day of a change is written",
    )),
    Rule("sources-disagree", "notice", reports.check_sources_agree, title=Said(
        "같은 칸의 값이 출처마다 같은지", "Sources give the same value for the same cell",
    )),
    Rule("rate-unexplained", "notice", reports.check_rates_follow_from_counts, title=Said(
        "발표 이행률이 함께 발표된 건수에서 나오는지",
        "Published rates follow from the counts published beside them",
    )),
    Rule("no-licence", "notice", sources.check_licences, title=Said(
        "출처의 이용조건이 확인되었는지", "The licence of a source is known",
    )),
    Rule("source-undated", "notice", sources.check_sources_are_dated, title=Said(
        "출처를 펴낸 날을 아는지", "The day of publication of a source is known",
    )),
    Rule("source-address", "notice", sources.check_sources_have_an_address, title=Said(
        "출처에 주소가 있는지", "Sources have an address",
    )),
    Rule("secondary-source", "notice", sources.check_sources_are_first_hand, title=Said(
        "다른 글을 옮긴 2차 출처가 아닌지", "Sources are first-hand",
    )),
    Rule("no-official-source", "notice", sources.check_something_official, whole=True, title=Said(
        "기관이 직접 낸 문서가 있는지", "There is a document of the authority itself",
    )),
    Rule("area-code", "notice", sources.check_phones_have_an_area_code, title=Said(
        "전화번호에 지역번호가 있는지", "Phone numbers have an area code",
    )),
)
# fmt: on
