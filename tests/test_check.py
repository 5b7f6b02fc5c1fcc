"""Rules across files: each says its whole sentence where it must and nothing where it must not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

import check
from macros.check import RULES, TITLES, check_data, check_loaded, looked_at
from macros.language import Said
from macros.load import Loaded, load_book
from macros.model import Book
from macros.problem import Problem, Where, as_line, counts, in_order, problem
from tests.changed import SMALL, Change, added, copied, exchange, removed, written
from tests.english import not_english

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "records" / "data"
AS_OF = date(2026, 11, 22)

SPENDING, TARGETS, OUTCOMES = "gaon/spending.csv", "gaon/targets.csv", "gaon/outcomes.csv"
STATUSES, CHANGES, CORRECTIONS = "gaon/statuses.csv", "gaon/changes.csv", "gaon/corrections.csv"
RATES, SOURCES = "gaon/published_rates.csv", "gaon/sources.csv"
PARKS, BUS = "gaon/pledges/small-parks.yml", "gaon/pledges/night-bus.yml"
SCHOOL, SCHOOL_MONEY = "naru/programmes/field-school.yml", "naru/spending.csv"
HEADER = "commitment,measure,year,fund,amount_million_krw,as_of,source,note\n"
SOURCE = (
    "gaon-new,가온시,새 문서,https://gaon.example.org/new,2025-10-20,2025-11-01,official,공공누리 제1유형,,"
)
NEWS = (
    "gaon-news,가온일보,다른 기사,https://news.example.org/1,2025-10-20,2025-11-01,press,공공누리 제1유형,,"
)

AS_READ = "출처와 같으면 그대로 두세요. 옮겨 적다 틀렸으면 고치세요."
YEAR_TIP = "해를 잘못 적지 않았는지 보세요. 출처와 같으면 그대로 두세요."
SAME_TIP = "두 번 적었으면 하나를 지우세요. 출처에 두 번 있으면 그대로 두세요."
IF_KNOWN = "출처에 있으면 적으세요. 없으면 그대로 두세요."
IF_FOUND = "출처에서 확인되면 적으세요. 없으면 비워 두세요."
SOURCE_TIP = "data/gaon/sources.csv에 있는 id를 적거나, 거기에 출처를 먼저 적으세요."
SUM_TIP = "한 칸씩 밀렸거나 빠진 행이 없는지 출처와 견주세요. 출처가 일부 금액만 밝혔으면 그 행의 year를 unstated로 적으세요."
ROUNDING_TIP = "출처가 반올림해 적었을 수 있습니다. 옮겨 적은 숫자가 맞으면 그대로 두세요."
STATED_TIP = (
    "옮겨 적은 숫자를 출처와 견주세요. 출처의 두 곳이 서로 다르면 stated의 값을 지우고 remarks에 적으세요."
)
TWICE_TIP = "둘 가운데 하나를 지우세요. 당초와 변경이면 as_of에 날짜를 적거나, note에 ‘당초’와 ‘변경(날짜)’을 적으세요."
BESIDE = "직함 곁에 사람 이름일 수 있는 세 글자가 있습니다."
BESIDE_TIP = "사람 이름이면 지우고 부서와 직함만 적으세요. 이름이 아니면 그대로 두세요."
NAME_TIP = "사람 이름이면 지우세요. 낱말이면 붙여 쓰세요."
RESIDENT_TIP = "그 숫자를 지우세요. 이미 올렸다면 저장소 관리자에게 바로 알리세요."
REASON_TIP = "changes.csv에 당초와 변경, 이유를 적으세요. 이유가 출처에 없으면 reason에 ‘출처에 이유 없음’이라고 적으세요."
OFFICIAL_TIP = "기관이 직접 낸 문서를 찾으면 sources.csv에 더하고 그것을 출처로 적으세요."
FIELDS_TIP = "data/terms.yml의 fields에 있는 코드: environment 환경, transport 교통, education 교육"
ENTRY_TIP = "둘 가운데 하나를 지우거나 이름을 바꾸세요."
ORDER_TIP = "시작과 끝이 바뀌지 않았는지 보세요."


def editions(*days: str) -> str:
    """editions.yml with an edition of each day."""
    commit, sha = "c" * 40, "5" * 64
    return "editions:\n" + "".join(
        f"  - date: {day}\n    commit: {commit}\n    sha256: {sha}\n" for day in days
    )


CASES: tuple[tuple[str, list[Change], list[tuple[str, str, str]]], ...] = (
    (
        "unknown-commitment",
        [added(STATUSES, "small-park,on_track,정상추진,2025-09-30,,,gaon-report,")],
        [
            (
                "data/gaon/statuses.csv:4:1",
                "commitment(공약 이름): 가온시 자료에 없는 공약입니다: ‘small-park’. 혹시 small-parks인가요?",
                "data/gaon/pledges/ 또는 programmes/에 있는 파일 이름(.yml 앞부분)을 적으세요.",
            )
        ],
    ),
    (
        "unknown-commitment",
        [added(CHANGES, "library,2023-01-20,other,,가,나,다,,,gaon-plan")],
        [
            (
                "data/gaon/changes.csv:3:1",
                "commitment(공약 이름): 가온시 자료에 없는 공약입니다: ‘library’.",
                "data/gaon/pledges/ 또는 programmes/에 있는 파일 이름(.yml 앞부분)을 적으세요.",
            )
        ],
    ),
    (
        "unknown-indicator",
        [added(TARGETS, "small-parks,park,2026,12,,2023-01-31,gaon-plan,")],
        [
            (
                "data/gaon/targets.csv:7:2",
                "indicator(지표): 공약 파일에 없는 지표입니다: ‘park’. 혹시 parks인가요?",
                "data/gaon/pledges/small-parks.yml의 indicators에 있는 이름을 적거나, 거기에 지표를 먼저 적으세요.",
            )
        ],
    ),
    (
        "unknown-indicator",
        [added(OUTCOMES, "night-bus,lines,2024,2,,2025-09-30,gaon-report,")],
        [
            (
                "data/gaon/outcomes.csv:7:2",
                "indicator(지표): 공약 파일에 없는 지표입니다: ‘lines’.",
                "data/gaon/pledges/night-bus.yml의 indicators에 있는 이름을 적거나, 거기에 지표를 먼저 적으세요.",
            )
        ],
    ),
    (
        "unknown-source",
        [added(STATUSES, "small-parks,on_track,정상추진,2025-10-31,,,gaon-reprot,")],
        [
            (
                "data/gaon/statuses.csv:4:7",
                "source(출처): 없는 출처입니다: ‘gaon-reprot’. 혹시 gaon-report인가요?",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [exchange(PARKS, "source: gaon-plan\nclassification", "source: plan\nclassification")],
        [
            (
                "data/gaon/pledges/small-parks.yml:10:1",
                "source(출처): 없는 출처입니다: ‘plan’. 혹시 gaon-plan인가요?",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [exchange(PARKS, "  source: gaon-plan\nperiod", "  source: plan\nperiod")],
        [
            (
                "data/gaon/pledges/small-parks.yml:33:3",
                "stated.source(출처): 없는 출처입니다: ‘plan’. 혹시 gaon-plan인가요?",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [
            exchange(
                PARKS, "2023-08-20\n    source: gaon-report\n  - id", "2023-08-20\n    source: report\n  - id"
            )
        ],
        [
            (
                "data/gaon/pledges/small-parks.yml:70:5",
                "milestones[1].source(출처): 없는 출처입니다: ‘report’. 혹시 gaon-report인가요?",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [exchange(PARKS, "baseline_source: gaon-plan", "baseline_source: naru-school")],
        [
            (
                "data/gaon/pledges/small-parks.yml:55:5",
                "indicators.parks.baseline_source(출발값의 출처): 없는 출처입니다: ‘naru-school’.",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [exchange("gaon/place.yml", "source: gaon-plan", "source: plan")],
        [
            (
                "data/gaon/place.yml:14:5",
                "coverage.source(전체 수의 출처): 없는 출처입니다: ‘plan’. 혹시 gaon-plan인가요?",
                SOURCE_TIP,
            )
        ],
    ),
    (
        "unknown-source",
        [exchange("site.yml", "source: term-8", "source: term-9")],
        [
            (
                "data/site.yml:12:5",
                "terms.8.source(출처): 없는 출처입니다: ‘term-9’. 혹시 term-8인가요?",
                "data/sources.csv에 있는 id를 적거나, 거기에 출처를 먼저 적으세요.",
            )
        ],
    ),
    (
        "unknown-source",
        [exchange("terms.yml", "source: term-8", "source: nowhere")],
        [
            (
                "data/terms.yml:86:5",
                "programmes.field-school.source(출처): 없는 출처입니다: ‘nowhere’.",
                "data/sources.csv에 있는 id를 적거나, 거기에 출처를 먼저 적으세요.",
            )
        ],
    ),
    (
        "unknown-word",
        [exchange(PARKS, "field: environment", "field: no")],
        [("data/gaon/pledges/small-parks.yml:6:1", "field(분야): 모르는 코드입니다: ‘no’.", FIELDS_TIP)],
    ),
    (
        "unknown-word",
        [exchange(PARKS, "field: environment", "field: enviroment")],
        [
            (
                "data/gaon/pledges/small-parks.yml:6:1",
                "field(분야): 모르는 코드입니다: ‘enviroment’. 혹시 environment인가요?",
                FIELDS_TIP,
            )
        ],
    ),
    (
        "unknown-word",
        [exchange("naru/place.yml", "level: county", "level: country")],
        [
            (
                "data/naru/place.yml:4:1",
                "level(종류): 모르는 코드입니다: ‘country’. 혹시 county인가요?",
                "data/terms.yml의 levels에 있는 코드: city 시, county 군",
            )
        ],
    ),
    (
        "unknown-word",
        [exchange(SCHOOL, "programme: field-school", "programme: school")],
        [
            (
                "data/naru/programmes/field-school.yml:7:1",
                "programme(지원사업): 모르는 코드입니다: ‘school’. 혹시 field-school인가요?",
                "data/terms.yml의 programmes에 있는 코드: field-school 들판 학교 지원사업",
            )
        ],
    ),
    (
        "unknown-word",
        [exchange(PARKS, "horizon: mid", "horizon: middle")],
        [
            (
                "data/gaon/pledges/small-parks.yml:16:3",
                "classification.horizon(사업시기): 모르는 코드입니다: ‘middle’. 혹시 mid인가요?",
                "data/terms.yml의 classifications.horizon에 있는 코드: short 단기, mid 중기, long 장기",
            )
        ],
    ),
    (
        "unknown-word",
        [exchange(PARKS, "authority: [own]", "authority: [own, province]")],
        [
            (
                "data/gaon/pledges/small-parks.yml:15:20",
                "classification.authority(사업권한): 모르는 코드입니다: ‘province’.",
                "data/terms.yml의 classifications.authority에 있는 코드: national 국가, own 자체",
            )
        ],
    ),
    (
        "unknown-word",
        [exchange(PARKS, "    project_type: 신규", "    projekt_type: 신규")],
        [
            (
                "data/gaon/pledges/small-parks.yml:18:5",
                "classification.raw: 모르는 이름입니다: ‘projekt_type’. 혹시 project_type인가요?",
                "쓸 수 있는 이름: project_type, budget_type, completion_timing, authority, horizon",
            )
        ],
    ),
    (
        "missing-word",
        [exchange("terms.yml", "  other:\n    ko: 기타\n    en: Other\n  unknown", "  unknown")],
        [
            (
                "data/terms.yml:13:1",
                "statuses에 낱말이 없는 코드가 있습니다: other.",
                "빠진 코드마다 ko와 en을 적으세요. 화면이 이 낱말을 씁니다.",
            )
        ],
    ),
    (
        "missing-word",
        [exchange("terms.yml", "  beyond-period:", "  beyond:")],
        [
            (
                "data/terms.yml:116:3",
                "signals에 낱말이 없는 코드가 있습니다: beyond-period. ‘beyond’: 혹시 beyond-period인가요?",
                "빠진 코드마다 ko와 en을 적으세요. 화면이 이 낱말을 씁니다.",
            )
        ],
    ),
    (
        "unknown-term",
        [exchange(BUS, 'term: "8"', 'term: "9"')],
        [
            (
                "data/gaon/pledges/night-bus.yml:4:1",
                "term(임기 번호): 없는 임기입니다: ‘9’.",
                "data/site.yml의 terms에 있는 임기: 8",
            )
        ],
    ),
    (
        "unknown-term",
        [exchange("gaon/place.yml", 'term: "8"', "term: 민선 8기")],
        [
            (
                "data/gaon/place.yml:12:5",
                "term(임기 번호): 없는 임기입니다: ‘민선 8기’. 혹시 8인가요?",
                "data/site.yml의 terms에 있는 임기: 8",
            )
        ],
    ),
    (
        "unknown-term",
        [added(RATES, "7,2025-09-30,이행률,50.0,mean,,,,,,,,,gaon-report,")],
        [
            (
                "data/gaon/published_rates.csv:3:1",
                "term(임기 번호): 없는 임기입니다: ‘7’.",
                "data/site.yml의 terms에 있는 임기: 8",
            )
        ],
    ),
    (
        "unknown-related",
        [exchange(PARKS, "[naru/field-school]", "[naru/field-scool]")],
        [
            (
                "data/gaon/pledges/small-parks.yml:95:11",
                "related(함께 볼 공약): 없는 공약입니다: ‘naru/field-scool’. 혹시 naru/field-school인가요?",
                "지역 폴더 이름과 파일 이름을 /로 이어 적으세요. 예: ansan/higher-vocational-hub",
            )
        ],
    ),
    (
        "unknown-related",
        [exchange(PARKS, "[naru/field-school]", "[nari/field-school, haneul/field-school]")],
        [
            (
                "data/gaon/pledges/small-parks.yml:95:11",
                "related(함께 볼 공약): 없는 공약입니다: ‘nari/field-school’. 혹시 naru/field-school인가요?",
                "지역 폴더 이름과 파일 이름을 /로 이어 적으세요. 예: ansan/higher-vocational-hub",
            ),
            (
                "data/gaon/pledges/small-parks.yml:95:30",
                "related(함께 볼 공약): 없는 공약입니다: ‘haneul/field-school’.",
                "지역 폴더 이름과 파일 이름을 /로 이어 적으세요. 예: ansan/higher-vocational-hub",
            ),
        ],
    ),
    (
        "unknown-related",
        [exchange(PARKS, "[naru/field-school]", "[gaon/small-parks]")],
        [
            (
                "data/gaon/pledges/small-parks.yml:95:11",
                "related(함께 볼 공약): 자기 자신을 가리킵니다: ‘gaon/small-parks’.",
                "이 줄을 지우세요.",
            )
        ],
    ),
    (
        "same-id",
        [written("gaon/programmes/night-bus.yml", "title: 밤 버스\nfield: transport\nsource: gaon-plan\n")],
        [
            (
                "data/gaon/programmes/night-bus.yml:1:0",
                "같은 이름(id)이 공약과 지원사업에 함께 쓰였습니다: data/gaon/pledges/night-bus.yml에도 있습니다.",
                "둘 가운데 하나의 파일 이름을 바꾸고, 장부의 commitment도 맞추세요.",
            )
        ],
    ),
    (
        "same-id",
        [exchange(PARKS, "id: all-ten", "id: sites")],
        [
            (
                "data/gaon/pledges/small-parks.yml:79:5",
                "milestones 안에 같은 이름이 두 번 있습니다: ‘sites’.",
                ENTRY_TIP,
            )
        ],
    ),
    (
        "same-id",
        [
            exchange(
                "site.yml",
                "    source: term-8\n",
                '    source: term-8\n  - id: "8"\n    label: 또\n    start: 2022\n    end: 2026\n    source: term-8\n',
            )
        ],
        [("data/site.yml:13:5", "terms(임기 목록) 안에 같은 이름이 두 번 있습니다: ‘8’.", ENTRY_TIP)],
    ),
    (
        "same-id",
        [exchange("gaon/place.yml", "coverage:\n", 'coverage:\n  - term: "8"\n')],
        [("data/gaon/place.yml:13:5", "coverage 안에 같은 이름이 두 번 있습니다: ‘8’.", ENTRY_TIP)],
    ),
    (
        "same-row",
        [added(SPENDING, "small-parks,secured,total,total,950,2025-09-30,gaon-report,")],
        [
            (
                "data/gaon/spending.csv:29:0",
                "18행과 같은 행입니다: small-parks, secured, total, total, 2025-09-30, gaon-report.",
                TWICE_TIP,
            )
        ],
    ),
    (
        "same-row",
        [added(CHANGES, "small-parks,2023-01-20,planned,사업비,10억 원,13억 원,다른 까닭,,,gaon-plan")],
        [
            (
                "data/gaon/changes.csv:3:0",
                "2행과 같은 행입니다: small-parks, 2023-01-20, planned, 사업비, gaon-plan.",
                TWICE_TIP,
            )
        ],
    ),
    ("same-row", [added(SPENDING, "small-parks,secured,total,total,950,2025-10-31,gaon-report,")], []),
    ("same-row", [added(SPENDING, "small-parks,secured,total,total,950,2025-09-30,gaon-plan,")], []),
    (
        "same-row",
        [
            added(
                SPENDING,
                "night-bus,planned,before,private,5,,gaon-plan,당초",
                "night-bus,planned,before,private,6,,gaon-plan,변경(2024-05-01)",
            )
        ],
        [],
    ),
    (
        "same-row",
        [
            added(
                SPENDING,
                "night-bus,planned,before,private,5,,gaon-plan,당초",
                "night-bus,planned,before,private,6,,gaon-plan,변경",
            )
        ],
        [
            (
                "data/gaon/spending.csv:30:0",
                "29행과 같은 행입니다: night-bus, planned, before, private, gaon-plan.",
                TWICE_TIP,
            )
        ],
    ),
    (
        "same-row",
        [
            added(
                SPENDING,
                "night-bus,planned,before,private,5,,gaon-plan,당초",
                "night-bus,planned,before,private,6,,gaon-plan,당초",
            )
        ],
        [
            (
                "data/gaon/spending.csv:30:0",
                "29행과 같은 행입니다: night-bus, planned, before, private, gaon-plan.",
                TWICE_TIP,
            )
        ],
    ),
    (
        "correction-target",
        [added(CORRECTIONS, "2025-10-21,outcome.csv,small-parks/parks/2024,value,7,6,잘못")],
        [
            (
                "data/gaon/corrections.csv:3:2",
                "file(파일): 없는 파일입니다: ‘outcome.csv’. 혹시 outcomes.csv인가요?",
                "지역 폴더 안의 파일 이름을 적으세요. 예: spending.csv, pledges/flood-prevention.yml",
            )
        ],
    ),
    (
        "correction-target",
        [added(CORRECTIONS, "2025-10-21,outcomes.csv,small-parks/parks/2024,values,7,6,잘못")],
        [
            (
                "data/gaon/corrections.csv:3:4",
                "column(열): outcomes.csv에 없는 이름입니다: ‘values’. 혹시 value인가요?",
                "outcomes.csv에 있는 이름: commitment, indicator, period, value, value_text, as_of, source, note",
            )
        ],
    ),
    (
        "correction-target",
        [added(CORRECTIONS, "2025-10-21,pledges/small-parks.yml,small-parks,milestone[1].due,7,6,잘못")],
        [
            (
                "data/gaon/corrections.csv:3:4",
                "column(열): pledges/small-parks.yml에 없는 이름입니다: ‘milestone[1].due’. 혹시 milestones인가요?",
                "pledges/small-parks.yml에 있는 이름: title, title_en, no, term, field, keywords, department, summary, source, programme, classification, pledged, stated, period, participants, actions, indicators, roadmap, milestones, contacts, events, gaps, remarks, related, id, kind",
            )
        ],
    ),
    (
        "correction-target",
        [
            added(
                CORRECTIONS,
                "2025-10-21,pledges/small-parks.yml,small-parks,milestones[1].due,2023-08,2023-09,잘못",
            )
        ],
        [],
    ),
    (
        "correction-target",
        [added(CORRECTIONS, "2025-10-21,place.yml,gaon,coverage[1].pledges_total,3,2,잘못")],
        [],
    ),
    (
        "figure-source",
        [exchange("gaon/place.yml", "    source: gaon-plan\n", "")],
        [
            (
                "data/gaon/place.yml:13:5",
                "가온시의 전체 공약 수 2건의 출처(source)가 없습니다.",
                "그 수를 읽은 출처의 id를 적으세요. 출처가 없는 수는 싣지 않습니다.",
            )
        ],
    ),
    (
        "figure-source",
        [exchange(PARKS, "    baseline_source: gaon-plan\n", "")],
        [
            (
                "data/gaon/pledges/small-parks.yml:53:5",
                "indicators.parks: 출발값 2 (2022년)의 출처(baseline_source)가 없습니다.",
                "그 수를 읽은 출처의 id를 적으세요. 출처가 없는 수는 싣지 않습니다.",
            )
        ],
    ),
    (
        "date-order",
        [exchange(BUS, "end: 2024-02", "end: 2023-02")],
        [
            (
                "data/gaon/pledges/night-bus.yml:11:3",
                "사업기간의 끝(2023년 2월)이 시작(2023년 3월)보다 앞섭니다.",
                ORDER_TIP,
            )
        ],
    ),
    (
        "date-order",
        [exchange(PARKS, "to: 2023-Q3", "to: 2022-Q4")],
        [
            (
                "data/gaon/pledges/small-parks.yml:59:5",
                "로드맵 ‘후보지 선정’의 끝(2022년 4분기)이 시작(2023년 1분기)보다 앞섭니다.",
                ORDER_TIP,
            )
        ],
    ),
    (
        "date-order",
        [exchange("site.yml", "end: 2026-06-30", "end: 2022-06-30")],
        [
            (
                "data/site.yml:11:5",
                "임기 ‘민선 8기’의 끝(2022년 6월 30일)이 시작(2022년 7월 1일)보다 앞섭니다.",
                ORDER_TIP,
            )
        ],
    ),
    ("date-order", [exchange(BUS, "end: 2024-02", "end: 2023-03")], []),
    (
        "read-before-published",
        [exchange(SOURCES, "2025-10-15,2025-11-01", "2025-11-02,2025-11-01")],
        [
            (
                "data/gaon/sources.csv:4:6",
                "읽은 날(2025년 11월 1일)이 펴낸 날(2025년 11월 2일)보다 앞섭니다.",
                "두 날짜가 바뀌지 않았는지 보세요.",
            )
        ],
    ),
    ("read-before-published", [exchange(SOURCES, "2025-10-15,2025-11-01", "2025-11,2025-11-01")], []),
    (
        "done-after-read",
        [exchange(PARKS, "done: 2023-12-15", "done: 2025-12-15")],
        [
            (
                "data/gaon/pledges/small-parks.yml:77:5",
                "마친 날(2025년 12월 15일)이 그 출처를 읽은 날(2025년 11월 1일)보다 뒤입니다: 공원 네 곳 열기.",
                "앞으로 마칠 날이면 due에 적고, done은 마쳤다고 적힌 날만 적으세요.",
            )
        ],
    ),
    (
        "done-after-read",
        [exchange(PARKS, "    due: 2025-12\n", "    due: 2025-12\n    done: 2026-01\n")],
        [
            (
                "data/gaon/pledges/small-parks.yml:83:5",
                "마친 날(2026년 1월)이 그 출처를 읽은 날(2025년 11월 1일)보다 뒤입니다: 공원 열 곳 열기.",
                "앞으로 마칠 날이면 due에 적고, done은 마쳤다고 적힌 날만 적으세요.",
            )
        ],
    ),
    ("done-after-read", [exchange(PARKS, "done: 2023-12-15", "done: 2025-11")], []),
    (
        "outcome-ahead",
        [added(OUTCOMES, "small-parks,parks,2026,12,,2025-09-30,gaon-report,")],
        [
            (
                "data/gaon/outcomes.csv:7:3",
                "실적 시점(2026년)이 기준일(2025년 9월 30일)보다 뒤입니다.",
                "앞날을 내다본 수는 실적이 아닙니다. 목표이면 targets.csv에 적으세요.",
            )
        ],
    ),
    (
        "outcome-ahead",
        [added(OUTCOMES, "small-parks,parks,2026,12,,,gaon-report,")],
        [
            (
                "data/gaon/outcomes.csv:7:3",
                "실적 시점(2026년)이 출처를 읽은 날(2025년 11월 1일)보다 뒤입니다.",
                "앞날을 내다본 수는 실적이 아닙니다. 목표이면 targets.csv에 적으세요.",
            )
        ],
    ),
    ("outcome-ahead", [added(OUTCOMES, "small-parks,parks,2025,9,,2025-09-30,gaon-report,")], []),
    (
        "sum-funds",
        [exchange(SPENDING, "total,own,400", "total,own,390")],
        [
            (
                "data/gaon/spending.csv:18:5",
                "확보 금액을 재원별로 더하면 500 + 390 = 890인데 총계는 900입니다 (단위: 백만 원).",
                SUM_TIP,
            )
        ],
    ),
    (
        "sum-funds",
        [exchange(SPENDING, "2023,own,200", "2023,own,210")],
        [
            (
                "data/gaon/spending.csv:7:5",
                "계획 2023년 금액을 재원별로 더하면 200 + 210 = 410인데 총계는 400입니다 (단위: 백만 원).",
                SUM_TIP,
            )
        ],
    ),
    (
        "sum-funds",
        [exchange(SPENDING, "total,own,400", "total,own,")],
        [
            (
                "data/gaon/spending.csv:18:5",
                "확보 금액을 재원별로 더하면 500인데 총계는 900입니다 (단위: 백만 원, 빈칸: 시비).",
                SUM_TIP,
            )
        ],
    ),
    ("sum-funds", [added(SPENDING, "small-parks,secured,unstated,private,9,2025-09-30,gaon-report,")], []),
    (
        "sum-years",
        [exchange(SPENDING, "2024,total,400,2023-01-31", "2024,total,4000,2023-01-31")],
        [
            (
                "data/gaon/spending.csv:6:5",
                "계획 금액을 해마다 더하면 400 + 4,000 + 400 = 4,800인데 총계는 1,200입니다 (단위: 백만 원).",
                SUM_TIP,
            )
        ],
    ),
    (
        "sum-years",
        [exchange(SPENDING, "2025,own,200", "2025,own,")],
        [
            (
                "data/gaon/spending.csv:14:5",
                "계획 시비 금액을 해마다 더하면 200 + 200 = 400인데 총계는 600입니다 (단위: 백만 원, 빈칸: 2025년).",
                SUM_TIP,
            )
        ],
    ),
    ("sum-years", [added(SPENDING, "small-parks,planned,unstated,private,77,2023-01-31,gaon-plan,")], []),
    (
        "sum-rounding",
        [exchange(SPENDING, "night-bus,planned,2023,total,40.2", "night-bus,planned,2023,total,40.3")],
        [
            (
                "data/gaon/spending.csv:24:5",
                "계획 금액을 해마다 더하면 40.3 + 40.3 = 80.6인데 총계는 80.5입니다 (단위: 백만 원).",
                ROUNDING_TIP,
            )
        ],
    ),
    (
        "sum-rounding",
        [exchange(SPENDING, "total,own,400", "total,own,401")],
        [
            (
                "data/gaon/spending.csv:18:5",
                "확보 금액을 재원별로 더하면 500 + 401 = 901인데 총계는 900입니다 (단위: 백만 원).",
                ROUNDING_TIP,
            )
        ],
    ),
    (
        "sum-rounding",
        [exchange(OUTCOMES, "night-bus,riders,2023/2024,21500", "night-bus,riders,2023/2024,21501")],
        [
            (
                "data/gaon/outcomes.csv:6:4",
                "2023~2024년 실적은 21,501명인데 해마다의 실적을 더하면 9,000 + 12,500 = 21,500입니다.",
                ROUNDING_TIP,
            )
        ],
    ),
    ("sum-rounding", [exchange(SPENDING, "total,own,400", "total,own,402")], []),
    (
        "sum-outcomes",
        [exchange(OUTCOMES, "2023/2024,21500", "2023/2024,21000")],
        [
            (
                "data/gaon/outcomes.csv:6:4",
                "2023~2024년 실적은 21,000명인데 해마다의 실적을 더하면 9,000 + 12,500 = 21,500입니다.",
                "해마다의 값과 합계를 출처와 견주세요.",
            )
        ],
    ),
    ("sum-outcomes", [exchange(OUTCOMES, "night-bus,riders,2023,9000,,2025-09-30,gaon-report,\n", "")], []),
    (
        "stated-shares",
        [exchange(PARKS, "    national: 50\n", "    national: 60\n")],
        [
            (
                "data/gaon/pledges/small-parks.yml:30:5",
                "stated.shares: 국비 비율은 60%로 적혀 있는데, 투자계획표로 셈하면 600 ÷ 1,200 = 50%입니다.",
                STATED_TIP,
            )
        ],
    ),
    (
        "stated-shares",
        [exchange(PARKS, "    national: 50\n", "    national: 50.4\n")],
        [
            (
                "data/gaon/pledges/small-parks.yml:30:5",
                "stated.shares: 국비 비율은 50.4%로 적혀 있는데, 투자계획표로 셈하면 600 ÷ 1,200 = 50.0%입니다.",
                STATED_TIP,
            )
        ],
    ),
    ("stated-shares", [exchange(PARKS, "    national: 50\n", "    national: 50.0\n")], []),
    ("stated-shares", [exchange(PARKS, "    national: 50\n", "    province_or_metro: 10\n")], []),
    (
        "stated-cost",
        [exchange(PARKS, "cost_million_krw: 1200", "cost_million_krw: 1000")],
        [
            (
                "data/gaon/pledges/small-parks.yml:27:3",
                "stated.cost_million_krw: 사업비는 1,000백만 원으로 적혀 있는데, 투자계획표의 총계는 1,200백만 원입니다.",
                STATED_TIP,
            )
        ],
    ),
    (
        "stated-yearly-cost",
        [exchange(PARKS, "per_year_million_krw: 400", "per_year_million_krw: 300")],
        [
            (
                "data/gaon/pledges/small-parks.yml:28:3",
                "stated.per_year_million_krw: 해마다 300백만 원으로 적혀 있는데, 투자계획표에는 다르게 적힌 해가 있습니다: 2023년 400, 2024년 400, 2025년 400.",
                STATED_TIP,
            )
        ],
    ),
    (
        "edition-order",
        [written("editions.yml", editions("2025-10-31", "2025-10-31", "2025-09-30"))],
        [
            (
                "data/editions.yml:5:5",
                "판의 날짜(2025년 10월 31일)가 바로 앞에 적힌 판의 날짜(2025년 10월 31일)보다 뒤가 아닙니다.",
                "오래된 판부터 차례로 적고, 하루에 한 판만 두세요.",
            ),
            (
                "data/editions.yml:8:5",
                "판의 날짜(2025년 9월 30일)가 바로 앞에 적힌 판의 날짜(2025년 10월 31일)보다 뒤가 아닙니다.",
                "오래된 판부터 차례로 적고, 하루에 한 판만 두세요.",
            ),
        ],
    ),
    (
        "edition-ahead",
        [written("editions.yml", editions("2026-11-22", "2026-11-23"))],
        [
            (
                "data/editions.yml:5:5",
                "판의 날짜(2026년 11월 23일)가 자료를 보는 날(2026년 11월 22일)보다 뒤입니다.",
                "판을 펴낸 날을 적으세요. 앞날의 판은 미리 적지 않습니다.",
            )
        ],
    ),
    (
        "negative-amount",
        [added(SPENDING, "night-bus,secured,2026,own,-3,2025-10-31,gaon-report,")],
        [
            (
                "data/gaon/spending.csv:29:5",
                "amount_million_krw(금액): 금액이 0보다 작습니다: -3.",
                "줄어든 금액은 바뀐 뒤의 금액을 새 행으로 적고, changes.csv에 이유를 적으세요.",
            )
        ],
    ),
    (
        "counts-over-total",
        [exchange(RATES, "count,2,1,0,1", "count,2,1,1,1")],
        [
            (
                "data/gaon/published_rates.csv:2:6",
                "가온시 ‘공약 이행완료율’: 상태별 건수를 더하면 1 + 1 + 1 = 3건으로, 전체 2건보다 많습니다.",
                "이행 후 계속추진이 완료에 들어 있으면 completed_ongoing을 비우고 note에 적으세요.",
            )
        ],
    ),
    (
        "list-over-total",
        [exchange("gaon/place.yml", "pledges_total: 2", "pledges_total: 1")],
        [
            (
                "data/gaon/place.yml:13:5",
                "가온시의 전체 공약은 1건이라고 적혀 있는데, 이 자료에 실은 공약이 2건입니다.",
                "pledges_total의 출처를 다시 보거나, 공약 파일의 term을 확인하세요.",
            )
        ],
    ),
    ("list-over-total", [exchange("gaon/place.yml", "pledges_total: 2", "pledges_total: 3")], []),
    (
        "personal-data",
        [exchange(PARKS, "role: 자리 고르기", "role: 자리 900101-1234567 고르기")],
        [
            (
                "data/gaon/pledges/small-parks.yml:40:5",
                "participants: 주민등록번호로 보이는 숫자가 있습니다.",
                RESIDENT_TIP,
            )
        ],
    ),
    (
        "personal-data",
        [exchange(SPENDING, "gaon-report,적힌 0", "gaon-report,9001011234567")],
        [("data/gaon/spending.csv:28:8", "note: 주민등록번호로 보이는 숫자가 있습니다.", RESIDENT_TIP)],
    ),
    (
        "personal-data",
        [exchange("site.yml", "title: 작은 자료", "title: 900101-1234567")],
        [("data/site.yml:2:1", "title: 주민등록번호로 보이는 숫자가 있습니다.", RESIDENT_TIP)],
    ),
    (
        "personal-data",
        [exchange(SOURCES, "https://gaon.example.org/report", "https://gaon.example.org/9001011234567")],
        [],
    ),
    ("personal-data", [exchange(PARKS, "role: 자리 고르기", "role: 991301-1234567")], []),
    ("personal-data", [exchange(PARKS, "role: 자리 고르기", "role: 문서 19001011234567호")], []),
    (
        "personal-data",
        [exchange(PARKS, "phone: 031-000-1234", "phone: 010-0000-1234")],
        [
            (
                "data/gaon/pledges/small-parks.yml:85:5",
                "contacts: 휴대전화 번호로 보이는 숫자가 있습니다.",
                "사무실 전화만 싣습니다. 그 번호를 지우세요.",
            )
        ],
    ),
    (
        "personal-data",
        [exchange(BUS, "department: 교통과", "department: 교통과 01000001234")],
        [
            (
                "data/gaon/pledges/night-bus.yml:6:1",
                "department: 휴대전화 번호로 보이는 숫자가 있습니다.",
                "사무실 전화만 싣습니다. 그 번호를 지우세요.",
            )
        ],
    ),
    (
        "personal-data",
        [exchange(SOURCES, "https://gaon.example.org/report", "https://gaon.example.org/01000001234")],
        [],
    ),
    (
        "personal-data",
        [exchange(PARKS, "role: 자리 고르기", "role: 담당 김 가 나")],
        [
            (
                "data/gaon/pledges/small-parks.yml:40:5",
                "participants: 한 글자씩 띄어 쓴 세 글자가 있습니다. 사람 이름일 수 있습니다.",
                NAME_TIP,
            )
        ],
    ),
    (
        "personal-data",
        [exchange(STATUSES, "2025-09-30,,,gaon-report,\nnight", "2025-09-30,김 가 나,,gaon-report,\nnight")],
        [
            (
                "data/gaon/statuses.csv:2:5",
                "reason: 한 글자씩 띄어 쓴 세 글자가 있습니다. 사람 이름일 수 있습니다.",
                NAME_TIP,
            )
        ],
    ),
    ("personal-data", [exchange(PARKS, "role: 자리 고르기", "role: 가 온 시")], []),
    ("personal-data", [exchange(PARKS, "role: 자리 고르기", "role: 이 세 곳 가운데 한 곳")], []),
    ("personal-data", [exchange(PARKS, "role: 자리 고르기", "role: 한 번 더, 이 네 명, 그 중 하 나 다")], []),
    (
        "dot-for-comma",
        [added(SPENDING, "small-parks,secured,before,own,24.394,2025-10-31,gaon-report,")],
        [
            (
                "data/gaon/spending.csv:29:5",
                "amount_million_krw(금액): 소수가 세 자리입니다: 24.394.",
                "쉼표를 점으로 적은 것이면 24394로 고치세요. 합계로 확인할 수 있습니다.",
            )
        ],
    ),
    ("dot-for-comma", [added(SPENDING, "night-bus,secured,before,own,24.394,2025-10-31,gaon-report,")], []),
    (
        "person-name",
        [
            exchange(PARKS, "department: 공원과", "department: 공원과 홍길동 과장"),
            exchange(SPENDING, ",적힌 0", ",담당자: 홍길동"),
            added(SOURCES, SOURCE.replace("새 문서", "공원 현황(홍길동 시장)")),
        ],
        [
            ("data/gaon/pledges/small-parks.yml:8:1", f"department: {BESIDE}", BESIDE_TIP),
            ("data/gaon/sources.csv:6:3", f"title: {BESIDE}", BESIDE_TIP),
            ("data/gaon/spending.csv:28:8", f"note: {BESIDE}", BESIDE_TIP),
        ],
    ),
    (
        "person-name",
        [
            exchange(PARKS, "department: 공원과", "department: 안전총괄과 담당자, 신성장 국장, 연구소 소장"),
            exchange(SPENDING, ",적힌 0", ",전통시장 지원금과 남대문 시장 이용객. 담당자 이메일"),
        ],
        [],
    ),
    (
        "amount-unit",
        [
            exchange(SPENDING, "executed,total,total,450,", "executed,total,total,450000000,"),
            exchange(SPENDING, "secured,total,total,80.5", "secured,total,total,80500"),
        ],
        [
            (
                "data/gaon/spending.csv:21:5",
                "amount_million_krw(금액): 한 공약의 금액이 100조 원이 넘습니다: 450조 원.",
                "혹시 원 단위의 수인가요? 그렇다면 백만 원 단위로 450을 적으세요. 출처와 같으면 그대로 두세요.",
            ),
            (
                "data/gaon/spending.csv:27:5",
                "amount_million_krw(금액): 805억 원이 이 공약의 계획 총액 8,050만 원의 100배가 넘습니다.",
                "혹시 천 원 단위의 수인가요? 그렇다면 백만 원 단위로 80.5를 적으세요. 출처와 같으면 그대로 두세요.",
            ),
        ],
    ),
    (
        "amount-unit",
        [added(SPENDING, "night-bus,planned,total,total,80500000,2024-01-31,gaon-plan,")],
        [
            (
                "data/gaon/spending.csv:29:5",
                "amount_million_krw(금액): 80조 5,000억 원이 이 공약의 계획 총액 8,050만 원의 100배가 넘습니다.",
                "혹시 원 단위의 수인가요? 그렇다면 백만 원 단위로 80.5를 적으세요. 출처와 같으면 그대로 두세요.",
            )
        ],
    ),
    ("amount-unit", [exchange(SPENDING, "secured,total,total,80.5", "secured,total,total,8049")], []),
    (
        "spending-order",
        [
            exchange(SPENDING, "executed,total,total,450,", "executed,total,total,901,"),
            exchange(SPENDING, "secured,total,total,80.5", "secured,total,total,80.6"),
        ],
        [
            (
                "data/gaon/spending.csv:21:5",
                "집행 총액 9억 100만 원이 확보 총액 9억 원보다 많습니다.",
                AS_READ,
            ),
            (
                "data/gaon/spending.csv:27:5",
                "확보 총액 8,060만 원이 계획 총액 8,050만 원보다 많습니다.",
                AS_READ,
            ),
        ],
    ),
    # of another day, so that more may have been secured by then
    ("spending-order", [added(SPENDING, "small-parks,executed,total,total,950,2025-12-31,gaon-report,")], []),
    (
        "spending-falls",
        [added(SPENDING, "small-parks,executed,total,total,449,2025-12-31,gaon-report,")],
        [
            (
                "data/gaon/spending.csv:29:5",
                "집행 총액이 2025년 9월 30일 기준 4억 5,000만 원에서 2025년 12월 31일 기준 4억 4,900만 원으로 줄었습니다.",
                "확보와 집행의 총액은 그날까지 모두 더한 값입니다. 한 해의 금액이면 year에 그해를 적으세요. 출처와 같으면 그대로 두세요.",
            )
        ],
    ),
    ("spending-falls", [added(SPENDING, "small-parks,executed,total,total,450,2025-12-31,gaon-report,")], []),
    (
        "as-of-after-read",
        [exchange(STATUSES, "정상추진,2025-09-30", "정상추진,2025-12-31")],
        [
            (
                "data/gaon/statuses.csv:2:4",
                "기준일(2025년 12월 31일)이 그 출처를 읽은 날(2025년 11월 1일)보다 뒤입니다.",
                "기준일이나 출처를 잘못 적지 않았는지 보세요.",
            )
        ],
    ),
    (
        "as-of-after-read",
        [exchange(RATES, "8,2025-09-30", "8,2025-12-31")],
        [
            (
                "data/gaon/published_rates.csv:2:2",
                "가온시 ‘공약 이행완료율’: 기준일(2025년 12월 31일)이 그 출처를 읽은 날(2025년 11월 1일)보다 뒤입니다.",
                "기준일이나 출처를 잘못 적지 않았는지 보세요.",
            )
        ],
    ),
    ("as-of-after-read", [exchange(STATUSES, "정상추진,2025-09-30", "정상추진,2025-11")], []),
    (
        "read-ahead",
        [added(SOURCES, SOURCE.replace("2025-11-01", "2062-11-01"))],
        [
            (
                "data/gaon/sources.csv:6:6",
                "읽은 날(2062년 11월 1일)이 이 자료를 보는 날(2026년 11월 22일)보다 뒤입니다.",
                "연도를 잘못 적지 않았는지 보세요.",
            )
        ],
    ),
    (
        "year-far",
        [exchange(PARKS, "baseline_period: 2022", "baseline_period: 1922")],
        [
            (
                "data/gaon/pledges/small-parks.yml:54:5",
                "baseline_period(출발값의 때): 지방자치단체장을 처음 함께 뽑은 1995년보다 앞섭니다: ‘1922’.",
                YEAR_TIP,
            )
        ],
    ),
    (
        "year-far",
        [
            exchange(PARKS, "    to: 2025-Q4", "    to: 2125-Q4"),
            added(TARGETS, "small-parks,parks,1924,1,,2023-01-31,gaon-plan,"),
        ],
        [
            ("data/gaon/pledges/small-parks.yml:62:5", "to(끝): 2056년보다 뒤입니다: ‘2125-Q4’.", YEAR_TIP),
            (
                "data/gaon/targets.csv:7:3",
                "year(연도): 지방자치단체장을 처음 함께 뽑은 1995년보다 앞섭니다: ‘1924’.",
                YEAR_TIP,
            ),
        ],
    ),
    (
        "year-without-aim",
        [exchange(PARKS, "    to: 2025-Q4", "    to: 2125-Q4")],
        [],
    ),
    (
        "same-entry",
        [exchange(PARKS, "  - 2025년의 실적\n", "  - 2025년의 실적\n  - 2025년의 실적\n")],
        [
            (
                "data/gaon/pledges/small-parks.yml:92:5",
                "gaps(확인하지 못한 것): 앞의 항목과 똑같은 항목입니다.",
                SAME_TIP,
            )
        ],
    ),
    (
        "same-entry",
        [
            exchange(
                PARKS,
                "    phone: 031-000-1234\n",
                "    phone: 031-000-1234\n  - role: 공원팀장\n    phone: 031-000-1234\n",
            )
        ],
        [
            (
                "data/gaon/pledges/small-parks.yml:86:5",
                "contacts(담당): 앞의 항목과 똑같은 항목입니다.",
                SAME_TIP,
            )
        ],
    ),
    (
        "correction-nothing",
        [
            added(
                CORRECTIONS,
                "2025-10-21,outcomes.csv,small-parks/parks/2024,value,6,6,까닭",
                "2025-10-21,outcomes.csv,small-parks/parks/2024,note,,,까닭",
            )
        ],
        [
            (
                "data/gaon/corrections.csv:3:6",
                "고치기 전(before)과 고친 뒤(after)가 같습니다: ‘6’.",
                "before에 고치기 전의 값을, after에 고친 뒤의 값을 적으세요. 고친 것이 없으면 이 줄을 지우세요.",
            ),
            (
                "data/gaon/corrections.csv:4:6",
                "고치기 전(before)과 고친 뒤(after)가 같습니다: 빈칸.",
                "before에 고치기 전의 값을, after에 고친 뒤의 값을 적으세요. 고친 것이 없으면 이 줄을 지우세요.",
            ),
        ],
    ),
    (
        "same-row",  # two rows of one key may be put right alike on one day: the reason tells which
        [
            added(
                CORRECTIONS,
                "2025-10-21,spending.csv,small-parks/planned/2023/total,amount_million_krw,401,400,2022년 표",
                "2025-10-21,spending.csv,small-parks/planned/2023/total,amount_million_krw,401,400,2023년 표",
            )
        ],
        [],
    ),
    (
        "correction-row",
        [exchange(CORRECTIONS, "small-parks/parks/2024", "small-parks/parks/2042")],
        [
            (
                "data/gaon/corrections.csv:2:3",
                "key(행의 코드 열을 /로 이은 것): outcomes.csv에 이런 행이 없습니다: ‘small-parks/parks/2042’.",
                "그 행의 값을 commitment/indicator/period 차례로 /로 이어 적으세요.",
            )
        ],
    ),
    (
        "correction-row",
        [
            exchange(CORRECTIONS, "small-parks/parks/2024", "small-parks/parks/2042"),
            added(
                CORRECTIONS, "2025-10-21,outcomes.csv,small-parks/parks/2042,value,6,,출처에 없는 행이었음"
            ),
        ],
        [],
    ),
    (
        "roadmap-beyond-period",
        [exchange(PARKS, "to: 2025-Q4", "to: 2026-Q1")],
        [
            (
                "data/gaon/pledges/small-parks.yml:62:5",
                "로드맵은 2026년 1분기까지이고, 사업기간은 2025년까지입니다.",
                AS_READ,
            )
        ],
    ),
    (
        "roadmap-beyond-period",
        [exchange(PARKS, "from: 2023-Q1", "from: 2022-Q4")],
        [
            (
                "data/gaon/pledges/small-parks.yml:58:5",
                "로드맵은 2022년 4분기부터이고, 사업기간은 2023년부터입니다.",
                AS_READ,
            )
        ],
    ),
    (
        "roadmap-beyond-term",
        [exchange(PARKS, "to: 2025-Q4", "to: 2026-Q3")],
        [
            (
                "data/gaon/pledges/small-parks.yml:62:5",
                "로드맵은 2026년 3분기까지이고, 민선 8기는 2026년 6월 30일에 끝납니다.",
                AS_READ,
            )
        ],
    ),
    ("roadmap-beyond-term", [exchange(PARKS, "to: 2025-Q4", "to: 2026-Q2")], []),
    (
        "milestone-year",
        [exchange(PARKS, "under: 2025년 마무리", "under: 2024년 마무리")],
        [
            (
                "data/gaon/pledges/small-parks.yml:82:5",
                "2024년 제목 아래에 2025년 12월의 일이 적혀 있습니다: 공원 열 곳 열기.",
                AS_READ,
            )
        ],
    ),
    (
        "milestone-year",
        [exchange(PARKS, "under: 2025년 마무리", "under: 2023~2024년 할 일")],
        [
            (
                "data/gaon/pledges/small-parks.yml:82:5",
                "2023년 ~ 2024년 제목 아래에 2025년 12월의 일이 적혀 있습니다: 공원 열 곳 열기.",
                AS_READ,
            )
        ],
    ),
    ("milestone-year", [exchange(PARKS, "under: 2025년 마무리", "under: 2024~2026년 할 일")], []),
    ("milestone-year", [exchange(PARKS, "under: 2025년 마무리", "under: 마무리")], []),
    (
        "roadmap-milestones",
        [exchange(PARKS, "    due: 2023-09\n", "    due: 2024-02\n")],
        [
            (
                "data/gaon/pledges/small-parks.yml:68:5",
                "‘2023년 후보지 선정’의 날짜가 정해진 일 2건 가운데 1건(2024년 2월)이 로드맵 ‘후보지 선정’의 표시(2023년 1분기 ~ 2023년 3분기) 밖에 있습니다.",
                AS_READ,
            )
        ],
    ),
    ("roadmap-milestones", [exchange(PARKS, "- task: 후보지 선정", "- task: 후보지 조사")], []),
    ("roadmap-milestones", [exchange(PARKS, "    due: 2023-09\n", "    due: 2023-Q3\n")], []),
    (
        "target-not-measurable",
        [
            exchange(
                TARGETS,
                "small-parks,parks,2023,4,,2023-01-31,gaon-plan,\nsmall-parks,parks,2024,7,,2023-01-31,gaon-plan,\nsmall-parks,parks,2025,10,",
                "small-parks,parks,2025,,공원 더 만들기",
            )
        ],
        [
            (
                "data/gaon/targets.csv:2:4",
                "지표 ‘새로 연 공원(누계)’에 수치 목표가 적혀 있지 않습니다. 이루었는지 수로 잴 수 없습니다.",
                "출처에 수가 있으면 target에 적으세요. 글만 있으면 그대로 두세요.",
            )
        ],
    ),
    (
        "target-incomplete",
        [exchange(PARKS, "    unit: 곳\n", "")],
        [
            (
                "data/gaon/pledges/small-parks.yml:48:5",
                "지표 ‘새로 연 공원(누계)’에 단위가 적혀 있지 않습니다.",
                "출처에 있으면 공약 파일의 indicators에 적으세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "target-incomplete",
        [exchange(BUS, "    baseline: 0\n    baseline_period: 2022\n    baseline_source: gaon-plan\n", "")],
        [
            (
                "data/gaon/pledges/night-bus.yml:14:5",
                "지표 ‘밤 버스 이용객’에 출발값이 적혀 있지 않습니다.",
                "출처에 있으면 공약 파일의 indicators에 적으세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "target-weaker",
        [
            exchange(PARKS, "name: 새로 연 공원(누계)", "name: 공원 준공"),
            exchange(TARGETS, "small-parks,parks,2023,4,", "small-parks,parks,2023,,공원 공모 신청"),
        ],
        [
            (
                "data/gaon/targets.csv:2:5",
                "2023년의 목표 ‘공원 공모 신청’의 단계(신청·참여)가 지표 ‘공원 준공’의 단계(완료)보다 낮습니다.",
                AS_READ,
            )
        ],
    ),
    (
        "target-weaker",
        [
            exchange(PARKS, "name: 새로 연 공원(누계)", "name: 공원 신청"),
            exchange(TARGETS, "small-parks,parks,2023,4,", "small-parks,parks,2023,,공원 준공"),
        ],
        [],
    ),
    (
        "target-weaker",
        [exchange(TARGETS, "small-parks,parks,2023,4,", "small-parks,parks,2023,,공원 공모 신청")],
        [],
    ),
    (
        "year-without-aim",
        [exchange(PARKS, "to: 2025-Q4", "to: 2026-Q1")],
        [
            (
                "data/gaon/pledges/small-parks.yml:60:5",
                "2026년은 로드맵에 표시가 있지만 목표와 금액이 없습니다 (목표 행 없음, 금액 행 없음).",
                AS_READ,
            )
        ],
    ),
    (
        "year-without-aim",
        [
            exchange(PARKS, "to: 2025-Q4", "to: 2026-Q1"),
            added(TARGETS, "small-parks,parks,2026,,-,2023-01-31,gaon-plan,"),
            added(SPENDING, "small-parks,planned,2026,total,,2023-01-31,gaon-plan,"),
        ],
        [
            (
                "data/gaon/pledges/small-parks.yml:60:5",
                "2026년은 로드맵에 표시가 있지만 목표와 금액이 없습니다 (목표 ‘-’, 금액 빈칸).",
                AS_READ,
            )
        ],
    ),
    (
        "year-without-aim",
        [
            exchange(PARKS, "to: 2025-Q4", "to: 2026-Q1"),
            added(TARGETS, "small-parks,parks,2026,,마무리,2023-01-31,gaon-plan,"),
        ],
        [],
    ),
    (
        "year-without-aim",
        [
            exchange(PARKS, "to: 2025-Q4", "to: 2026-Q1"),
            added(SPENDING, "small-parks,planned,2026,total,0,2023-01-31,gaon-plan,"),
        ],
        [],
    ),
    (
        "targets-apart",
        [added(TARGETS, "night-bus,riders,term,25000,,2023-01-31,gaon-plan,")],
        [
            (
                "data/gaon/targets.csv:7:4",
                "해마다의 목표를 더하면 20,000명이 되고 임기 전체 목표는 25,000명입니다. 서로 다른 두 말이라 견주지 않습니다.",
                AS_READ,
            )
        ],
    ),
    ("targets-apart", [added(TARGETS, "night-bus,riders,term,20000,,2023-01-31,gaon-plan,")], []),
    ("targets-apart", [added(TARGETS, "small-parks,parks,term,10,,2023-01-31,gaon-plan,")], []),
    (
        "fund-cells",
        [
            exchange(SPENDING, "small-parks,planned,2025,national,200,2023-01-31,gaon-plan,\n", ""),
            exchange(SPENDING, "small-parks,planned,2025,own,200,2023-01-31,gaon-plan,\n", ""),
        ],
        [
            (
                "data/gaon/spending.csv:9:3",
                "총계에는 2025년 칸이 있는데 국비, 시비에는 그 칸이 없습니다.",
                "출처에 빈칸으로 있으면 금액을 비운 행을 더하세요. 칸이 아예 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "total-only",
        [written(SCHOOL_MONEY, HEADER + "field-school,planned,total,total,300,2023-02-01,naru-school,\n")],
        [
            (
                "data/naru/spending.csv:2:5",
                "계획 총계 3억 원만 있고, 해마다의 금액과 재원별 금액이 없습니다.",
                "출처에 있으면 행을 더하세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "amount-without-year",
        [added(SCHOOL_MONEY, "field-school,secured,unstated,own,50,2024-01-31,naru-school,")],
        [
            (
                "data/naru/spending.csv:8:3",
                "연도가 적혀 있지 않은 금액입니다: 확보 군비 5,000만 원. 더하지 않습니다.",
                "출처에서 연도를 알 수 있으면 적으세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "amount-without-year",
        [added(SCHOOL_MONEY, "field-school,secured,unstated,own,,2024-01-31,naru-school,")],
        [],
    ),
    (
        "sheet-incomplete",
        [exchange(PARKS, "no: 1-1\n", ""), exchange(PARKS, "department: 공원과\n", "")],
        [
            (
                "data/gaon/pledges/small-parks.yml:2:0",
                "공약 번호, 담당 부서가 적혀 있지 않습니다.",
                "출처에 있으면 적으세요(no, department). 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "sheet-incomplete",
        [exchange(SCHOOL, "period:\n  start: 2023\n  end: 2025\n", "")],
        [
            (
                "data/naru/programmes/field-school.yml:2:0",
                "사업기간이 적혀 있지 않습니다.",
                "출처에 있으면 적으세요(period). 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "plan-only",
        [removed("naru/outcomes.csv")],
        [
            (
                "data/naru/programmes/field-school.yml:2:0",
                "계획만 있고, 확보한 금액과 집행한 금액, 이행 상태, 실적이 확인한 출처에 없습니다.",
                "이행현황이나 공약가계부를 찾으면 spending.csv, statuses.csv, outcomes.csv에 행을 더하세요.",
            )
        ],
    ),
    (
        "plan-only",
        [
            removed("naru/outcomes.csv"),
            written(SCHOOL_MONEY, HEADER),
            written(
                "naru/targets.csv",
                "commitment,indicator,year,target,target_text,as_of,source,note\nfield-school,pupils,2024,10,,,naru-school,\n",
            ),
        ],
        [
            (
                "data/naru/programmes/field-school.yml:2:0",
                "목표만 있고, 실적과 이행 상태가 확인한 출처에 없습니다.",
                "이행현황이나 공약가계부를 찾으면 spending.csv, statuses.csv, outcomes.csv에 행을 더하세요.",
            )
        ],
    ),
    (
        "completed-unbacked",
        [removed(OUTCOMES), exchange(BUS, "source: gaon-paper", "source: gaon-report")],
        [
            (
                "data/gaon/statuses.csv:3:2",
                "상태가 ‘완료’인데, 확인한 출처에 실적이나 마친 일의 기록이 없고, 가온시가 낸 것 말고는 출처가 없습니다.",
                "실적(outcomes.csv), 마친 일(milestones의 done), 다른 곳의 문서를 찾으면 더하세요.",
            )
        ],
    ),
    ("completed-unbacked", [removed(OUTCOMES)], []),
    ("completed-unbacked", [exchange(BUS, "source: gaon-paper", "source: gaon-report")], []),
    (
        "status-word",
        [exchange(STATUSES, "night-bus,completed,완료", "night-bus,partial,완료")],
        [
            (
                "data/gaon/statuses.csv:3:2",
                "출처의 말은 ‘완료’인데 코드는 partial(일부추진)입니다.",
                "completed가 아닌지 보세요.",
            )
        ],
    ),
    ("status-word", [exchange(STATUSES, "night-bus,completed,완료", "night-bus,completed,다 이루었음")], []),
    (
        "change-missing",
        [removed(CHANGES)],
        [
            (
                "data/gaon/spending.csv:6:5",
                "계획 총계가 10억 원에서 12억 원으로 바뀌었는데 변경 기록이 없습니다.",
                REASON_TIP,
            )
        ],
    ),
    (
        "change-missing",
        [added(TARGETS, "night-bus,riders,2024,15000,,2025-09-30,gaon-report,")],
        [
            (
                "data/gaon/targets.csv:7:4",
                "목표가 12,000에서 15,000으로 바뀌었는데 변경 기록이 없습니다.",
                REASON_TIP,
            )
        ],
    ),
    ("change-missing", [added(TARGETS, "night-bus,riders,2024,12000,,2025-09-30,gaon-report,")], []),
    (
        "change-missing",
        [
            added(TARGETS, "night-bus,riders,2024,15000,,2025-09-30,gaon-report,"),
            added(CHANGES, "night-bus,2025-09-01,target,,12000,15000,이용객 늘어남,,,gaon-report"),
        ],
        [],
    ),
    (
        "dropped-reported",
        [added(CHANGES, "night-bus,2025-06-01,dropped,,밤 버스,폐기,재원 부족,,approved,gaon-report")],
        [
            (
                "data/gaon/statuses.csv:3:2",
                "2025년 6월 1일에 폐기한 것으로 적혀 있는데, 그 뒤의 상태가 ‘완료’입니다.",
                "두 행의 날짜와 출처를 다시 보세요.",
            )
        ],
    ),
    (
        "dropped-reported",
        [added(CHANGES, "night-bus,2025-06-01,dropped,,밤 버스,폐기,재원 부족,,rejected,gaon-report")],
        [],
    ),
    (
        "dropped-reported",
        [added(CHANGES, "night-bus,2025-10-01,dropped,,밤 버스,폐기,재원 부족,,approved,gaon-report")],
        [],
    ),
    (
        "change-without-figure",
        [
            added(
                CHANGES,
                "small-parks,2025-03-01,planned,사업비,12억 원,13억 원,땅값이 오름,,approved,gaon-report",
            )
        ],
        [
            (
                "data/gaon/changes.csv:3:3",
                "2025년 3월 1일의 사업비 변경(12억 원 → 13억 원)이 적혀 있는데, 바뀐 뒤의 행이 spending.csv에 없습니다.",
                "바뀐 뒤의 값이 출처에 있으면 새 기준일의 행을 더하세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "change-without-figure",
        [added(CHANGES, "small-parks,2025-03-01,target,,열 곳,아홉 곳,빈 땅이 모자람,,,gaon-report")],
        [
            (
                "data/gaon/changes.csv:3:3",
                "2025년 3월 1일의 목표 변경(열 곳 → 아홉 곳)이 적혀 있는데, 바뀐 뒤의 행이 targets.csv에 없습니다.",
                "바뀐 뒤의 값이 출처에 있으면 새 기준일의 행을 더하세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    (
        "change-without-figure",
        [
            added(
                CHANGES,
                "small-parks,2025-03-01,planned,사업비,12억 원,13억 원,땅값이 오름,,rejected,gaon-report",
            )
        ],
        [],
    ),
    (
        "change-undated",
        [
            added(
                CHANGES,
                "small-parks,2024,other,,가,나,다,,,gaon-report",
                "night-bus,2024,other,,가,나,다,,,gaon-report",
                "small-parks,2025,other,,가,나,다,,,gaon-report",
            )
        ],
        [
            ("data/gaon/changes.csv:3:2", "변경한 날이 해까지만 적힌 행이 2건 있습니다.", IF_KNOWN),
            ("data/gaon/changes.csv:4:2", "변경한 날이 해까지만 적힌 행이 1건 있습니다.", IF_KNOWN),
        ],
    ),
    ("change-undated", [added(CHANGES, "small-parks,2024-05,other,,가,나,다,,,gaon-report")], []),
    (
        "no-as-of",
        [exchange(STATUSES, "정상추진,2025-09-30", "정상추진,")],
        [
            (
                "data/gaon/statuses.csv:2:4",
                "이행 상태 1개 행에 기준일이 없습니다 (출처: 가온시, 공약 이행현황 (2025년 9월 말)).",
                IF_KNOWN,
            )
        ],
    ),
    (
        "no-as-of",
        [
            written(
                SCHOOL_MONEY,
                HEADER
                + "field-school,planned,total,total,300,,naru-school,\nfield-school,planned,2023,total,300,,naru-school,\n",
            )
        ],
        [
            (
                "data/naru/spending.csv:2:6",
                "돈 2개 행에 기준일이 없습니다 (출처: 나루군, 들판 학교 지원사업 선정).",
                IF_KNOWN,
            )
        ],
    ),
    (
        "no-as-of",
        [exchange(RATES, "8,2025-09-30", "8,")],
        [
            (
                "data/gaon/published_rates.csv:2:2",
                "가온시 발표 이행률 ‘공약 이행완료율’ 50.0%에 기준일이 없습니다.",
                IF_KNOWN,
            )
        ],
    ),
    (
        "sources-disagree",
        [added(SOURCES, NEWS), added(OUTCOMES, "small-parks,parks,2024,7,,2025-09-30,gaon-news,")],
        [
            (
                "data/gaon/outcomes.csv:7:4",
                "같은 칸의 값이 출처마다 다릅니다: 6 (가온시), 7 (가온일보). 먼저 적힌 행을 씁니다.",
                "더 믿을 만한 출처의 행을 먼저 적고, 다른 점은 공약 파일의 remarks에 적으세요.",
            )
        ],
    ),
    (
        "sources-disagree",
        [added(SOURCES, NEWS), added(STATUSES, "night-bus,partial,일부추진,2025-09-30,,,gaon-news,")],
        [
            (
                "data/gaon/statuses.csv:4:2",
                "같은 칸의 값이 출처마다 다릅니다: 완료 (가온시), 일부추진 (가온일보). 먼저 적힌 행을 씁니다.",
                "더 믿을 만한 출처의 행을 먼저 적고, 다른 점은 공약 파일의 remarks에 적으세요.",
            )
        ],
    ),
    (
        "sources-disagree",
        [added(SOURCES, NEWS), added(OUTCOMES, "small-parks,parks,2024,6,,2025-09-30,gaon-news,")],
        [],
    ),
    (
        "sources-disagree",
        [added(SOURCES, NEWS), added(OUTCOMES, "small-parks,parks,2024,7,,2025-10-20,gaon-news,")],
        [],
    ),
    (
        "sources-disagree",
        [
            added(SOURCES, NEWS),
            added(RATES, "8,2025-09-30,공약 이행완료율,60,count,2,1,0,1,0,0,0,0,gaon-news,"),
        ],
        [
            (
                "data/gaon/published_rates.csv:3:4",
                "가온시 ‘공약 이행완료율’: 같은 칸의 값이 출처마다 다릅니다: 50.0 (가온시), 60 (가온일보). 먼저 적힌 행을 씁니다.",
                "더 믿을 만한 출처의 행을 먼저 적고, 다른 점은 공약 파일의 remarks에 적으세요.",
            )
        ],
    ),
    (
        "rate-unexplained",
        [exchange(RATES, "50.0,count", "70,count")],
        [
            (
                "data/gaon/published_rates.csv:2:4",
                "가온시 ‘공약 이행완료율’ 70%와 같은 값이 함께 발표된 건수로는 나오지 않습니다: 완료율 50.0%, 정상추진율 100.0%.",
                "건수와 발표값을 출처와 견주세요. 같으면 그대로 두세요.",
            )
        ],
    ),
    ("rate-unexplained", [exchange(RATES, "50.0,count", "70,mean")], []),
    ("rate-unexplained", [exchange(RATES, "50.0,count", "50,count")], []),
    (
        "report-overdue",
        [exchange("gaon/place.yml", "report_every: 3", "report_every: 6")],
        [
            (
                "data/gaon/place.yml:10:1",
                "가온시가 6개월마다 밝히기로 했는데 그보다 오래된 자료가 1건 있습니다: 작은 공원 열 곳 만들기.",
                "새 이행현황이 나왔으면 장부에 새 행을 더하세요.",
            )
        ],
    ),
    ("report-overdue", [exchange("gaon/place.yml", "report_every: 3\n", "")], []),
    ("report-overdue", [exchange("gaon/place.yml", "report_every: 3", "report_every: 12")], []),
    (
        "no-licence",
        [exchange(SOURCES, "press,공공누리 제1유형", "press,")],
        [
            (
                "data/gaon/sources.csv:5:8",
                "이용조건이 확인되지 않은 출처입니다: 가온신문, 밤 버스, 두 노선 더 달린다.",
                IF_FOUND,
            )
        ],
    ),
    (
        "source-undated",
        [exchange(SOURCES, "2024-03-02,2025-11-01", ",2025-11-01")],
        [
            (
                "data/gaon/sources.csv:5:5",
                "펴낸 날을 알 수 없는 출처입니다: 가온신문, 밤 버스, 두 노선 더 달린다.",
                IF_FOUND,
            )
        ],
    ),
    (
        "source-address",
        [exchange(SOURCES, "https://paper.example.org/night-bus", "")],
        [
            (
                "data/gaon/sources.csv:5:4",
                "주소가 없는 출처입니다: 가온신문, 밤 버스, 두 노선 더 달린다.",
                IF_FOUND,
            )
        ],
    ),
    (
        "secondary-source",
        [exchange(SOURCES, ",press,", ",secondary,")],
        [
            (
                "data/gaon/sources.csv:5:7",
                "다른 글을 옮긴 2차 출처입니다: 가온신문, 밤 버스, 두 노선 더 달린다.",
                "원문을 찾으면 그것을 출처로 적으세요.",
            )
        ],
    ),
    (
        "no-official-source",
        [exchange("naru/sources.csv", ",official,", ",press,")],
        [
            (
                "data/naru/programmes/field-school.yml:6:1",
                "이 사업의 출처에 기관 자료가 없습니다 (언론 보도).",
                OFFICIAL_TIP,
            )
        ],
    ),
    (
        "no-official-source",
        [exchange("sources.csv", ",official,", ",press,")],
        [("data/site.yml:7:1", "임기 날짜의 출처에 기관 자료가 없습니다 (언론 보도).", OFFICIAL_TIP)],
    ),
    ("no-official-source", [exchange("naru/sources.csv", ",press,", ",official,")], []),
    (
        "area-code",
        [exchange(PARKS, "031-000-1234", "481-1234")],
        [
            (
                "data/gaon/pledges/small-parks.yml:85:5",
                "지역번호가 없는 전화번호입니다: 481-1234.",
                "출처에 지역번호가 있으면 붙이세요. 없으면 그대로 두세요.",
            )
        ],
    ),
    ("area-code", [exchange(PARKS, "031-000-1234", "1588-0000")], []),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copied(tmp_path)


def told(data: Path) -> tuple[Problem, ...]:
    """What is said of a changed folder and not of the unchanged one."""
    before = set(check_data(SMALL, AS_OF).problems)
    return tuple(each for each in check_data(data, AS_OF).problems if each not in before)


@pytest.mark.parametrize(("rule", "changes", "expected"), CASES)
def test_a_rule_finds_what_it_looks_for_and_nothing_else(
    data: Path, rule: str, changes: list[Change], expected: list[tuple[str, str, str]]
) -> None:
    for change in changes:
        change(data)
    found = [each for each in told(data) if each.rule == rule]
    assert [(f"{p.path}:{p.line}:{p.column}", p.message, p.tip) for p in found] == expected
    level = next(each.level for each in RULES if each.id == rule)
    assert all(each.level == level for each in found)
    assert not_english(found) == []


def test_every_rule_is_tried_where_it_finds_something() -> None:
    tried = {rule for rule, _, expected in CASES if expected}
    assert tried == {rule.id for rule in RULES}


def test_no_message_leaves_the_reader_to_choose_a_particle() -> None:
    either = re.compile(r"[은이을과]\([는가를와]\)|\([으이]\)(로|라|나)")
    texts = [text for _, _, expected in CASES for _, message, tip in expected for text in (message, tip)]
    assert [text for text in texts if either.search(text)] == []


def test_the_sound_cells_of_a_row_are_checked_beside_a_wrong_one(data: Path) -> None:
    added(
        OUTCOMES,
        "small-parks,trees,Mar-25,9곳,,2025-09-30,gaon-reprot,담당자 홍길동 010-1234-5678",
        "small-park,parks,2025,9,,2025-09-30,gaon-report,",
    )(data)
    exchange(SPENDING, "night-bus,secured,total,total,80.5", "night-bus,secured,total,total,80억")(data)
    found = check_data(data, AS_OF).problems
    assert [(each.rule, each.line, each.column) for each in found if each.path == f"data/{OUTCOMES}"] == [
        ("unknown-indicator", 7, 2),
        ("excel-date", 7, 3),
        ("number-form", 7, 4),
        ("unknown-source", 7, 7),
        ("personal-data", 7, 8),
        ("person-name", 7, 8),
        ("unknown-commitment", 8, 1),
    ]
    assert [each.rule for each in found if each.path == f"data/{SPENDING}"] == ["number-form"]
    assert not_english(found) == []


def test_the_small_data_is_sound_and_says_four_things() -> None:
    found = [(each.level, each.rule, each.path, each.line) for each in check_data(SMALL, AS_OF).problems]
    assert found == [
        ("warning", "report-overdue", "data/gaon/place.yml", 10),
        ("notice", "rate-unexplained", "data/naru/published_rates.csv", 2),
        ("notice", "no-official-source", "data/naru/published_rates.csv", 2),
        ("notice", "no-licence", "data/naru/sources.csv", 3),
    ]


# ── the real data ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def real() -> tuple[Problem, ...]:
    return check_data(DATA, AS_OF).problems


def test_the_real_data_has_no_error(real: tuple[Problem, ...]) -> None:
    assert [as_line(each) for each in real if each.level == "error"] == []


ANSAN = "data/ansan/pledges/higher-vocational-hub.yml"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (ANSAN, "로드맵은 2026년 4분기까지이고, 사업기간은 2025년까지입니다."),
        (ANSAN, "2026년은 로드맵에 표시가 있지만 목표와 금액이 없습니다 (목표 ‘-’, 금액 빈칸)."),
        (ANSAN, "2023년 제목 아래에 2024년 3월의 일이 적혀 있습니다: 성과평가 실시 및 사업결과보고서 제출."),
        (
            ANSAN,
            "‘2023년 고등 직업교육 거점지구 공모 사업 참여’의 날짜가 정해진 일 4건 가운데 2건(2023년 3월·2024년 3월)이 "
            "로드맵 ‘교육부 공모사업 참여’의 표시(2023년 2분기 ~ 2023년 3분기) 밖에 있습니다.",
        ),
        (
            "data/ansan/targets.csv",
            "지표 ‘교육부 공모사업 선정 및 사업개시’에 단위, 출발값, 수치 목표가 적혀 있지 않습니다. 이루었는지 수로 잴 수 없습니다.",
        ),
        (
            "data/ansan/targets.csv",
            "2023년의 목표 ‘고등 직업교육 거점지구 조성 공모사업 참여’의 단계(신청·참여)가 "
            "지표 ‘교육부 공모사업 선정 및 사업개시’의 단계(착수·개시)보다 낮습니다.",
        ),
        (ANSAN, "공약 번호, 임기가 적혀 있지 않습니다."),
        (ANSAN, "지역번호가 없는 전화번호입니다: 481-3350, 481-3451, 481-3449."),
        (ANSAN, "계획만 있고, 확보한 금액과 집행한 금액, 이행 상태, 실적이 확인한 출처에 없습니다."),
        (
            "data/ansan/spending.csv",
            "돈 31개 행에 기준일이 없습니다 (출처: 안산시, 공약 실천계획서: 고등 직업교육 거점지구 조성).",
        ),
        (
            "data/ansan/spending.csv",
            "총계에는 임기 후 칸이 있는데 국비, 도비, 시비, 기타에는 그 칸이 없습니다.",
        ),
        (
            "data/ansan/sources.csv",
            "이용조건이 확인되지 않은 출처입니다: 안산시, 공약 실천계획서: 고등 직업교육 거점지구 조성.",
        ),
        (
            "data/ansan/sources.csv",
            "주소가 없는 출처입니다: 안산시, 공약 실천계획서: 고등 직업교육 거점지구 조성.",
        ),
        ("data/seoul/spending.csv", "계획 총계 10억 원만 있고, 해마다의 금액과 재원별 금액이 없습니다."),
        (
            "data/seoul/sources.csv",
            "펴낸 날을 알 수 없는 출처입니다: 뉴스다오, 올해 직업교육 혁신지구 ‘서울특별시’ 신규 선정.",
        ),
        (
            "data/seoul/sources.csv",
            "다른 글을 옮긴 2차 출처입니다: 뉴스다오, 올해 직업교육 혁신지구 ‘서울특별시’ 신규 선정.",
        ),
        (
            "data/mungyeong/published_rates.csv",
            "문경시 ‘공약사업 달성률’ 68%와 같은 값이 함께 발표된 건수로는 나오지 않습니다: 완료율 40.0%, 완료+추진 중 98.3%.",
        ),
        (
            "data/sunchang/published_rates.csv",
            "순창군 ‘달성률(전체 공약 대비 완료 공약)’ 67.1%와 같은 값이 함께 발표된 건수로는 나오지 않습니다: 완료율 68.4%, 완료+추진 중 100.0%.",
        ),
        (
            "data/gwanak/published_rates.csv",
            "서울특별시 관악구 ‘공약사업 이행률’ 94.2%와 같은 값이 함께 발표된 건수로는 나오지 않습니다: 완료율 28.3%.",
        ),
        (
            "data/suwon/targets.csv",
            "해마다의 목표를 더하면 134,000개가 되고 임기 전체 목표는 170,000개입니다. 서로 다른 두 말이라 견주지 않습니다.",
        ),
        (
            "data/anyang/spending.csv",
            "연도가 적혀 있지 않은 금액입니다: 확보 국비 19억 5,800만 원. 더하지 않습니다.",
        ),
        ("data/busan/changes.csv", "변경한 날이 해까지만 적힌 행이 3건 있습니다."),
        ("data/site.yml", "임기 날짜의 출처에 기관 자료가 없습니다 (언론 보도)."),
    ],
)
def test_what_the_notes_on_the_records_say_is_found_on_the_real_data(
    real: tuple[Problem, ...], path: str, message: str
) -> None:
    assert [each.level for each in real if (each.path, each.message) == (path, message)] in (
        ["warning"],
        ["notice"],
    )


def test_a_rate_that_follows_from_its_counts_or_has_none_is_left_alone(real: tuple[Problem, ...]) -> None:
    places = {each.path.split("/")[1] for each in real if each.rule == "rate-unexplained"}
    assert places == {"gongju", "gwanak", "mungyeong", "sunchang"}  # not anyang, gangdong, sacheon


def test_one_gap_is_told_once_a_source(real: tuple[Problem, ...]) -> None:
    told = [(each.path, each.line) for each in real if each.rule == "no-licence"]
    assert len(told) == len(set(told))
    assert all(path.endswith("sources.csv") for path, _ in told)


# ── the table of rules ──────────────────────────────────────────────────────────────────────


def test_ids_are_plain_and_titles_are_korean() -> None:
    for id, title in TITLES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", id), id
        assert re.search("[가-힣]", title.ko), id


def test_errors_stand_first_then_warnings_then_notices() -> None:
    levels = [rule.level for rule in RULES]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)


def named_in(room: str, call: str) -> set[str]:
    """The rules that the files of a room name as the first word of a call."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / "macros" / room).glob("*.py"))
    return set(re.findall(rf'\b{call}\(\s*"([a-z-]+)"', text))


def test_every_rule_that_reading_can_name_has_a_title() -> None:
    said, raised = named_in("load", r"reader\.say"), named_in("model", "wrong")
    assert said
    assert raised
    assert said | raised <= set(TITLES)


# ── reading and checking together ───────────────────────────────────────────────────────────


def test_problems_come_in_the_order_of_a_folder(data: Path) -> None:
    exchange(PARKS, "field: environment", "field: no")(data)
    added(STATUSES, "library,on_track,정상추진,2025-09-30,,,nowhere,")(data)
    found = check_data(data, AS_OF).problems
    assert list(found) == sorted(found, key=lambda each: (each.path, each.line, each.column))
    assert len(found) == len(set(found))


def test_what_could_not_be_read_is_not_taken_for_missing(data: Path) -> None:
    exchange(SPENDING, "planned,total,national,600", 'planned,total,national,"6,00"')(data)
    exchange(PARKS, "title: 작은", "\ttitle: 작은")(data)
    exchange(SOURCES, "2023-01-31,2025-11-01", "2023-01-32,2025-11-01")(data)
    assert {each.rule for each in told(data) if each.level == "error"} == {
        "number-form",
        "yaml-tab",
        "date-unknown",
    }


def test_a_place_that_was_read_whole_is_checked_although_another_was_not(data: Path) -> None:
    removed("naru/place.yml")(data)
    added(STATUSES, "library,on_track,정상추진,2025-09-30,,,gaon-report,")(data)
    assert [each.rule for each in told(data) if each.level == "error"] == [
        "unknown-commitment",
        "file-missing",
    ]


def test_only_the_first_twenty_wrong_names_of_a_list_get_a_hint(tmp_path: Path) -> None:
    wrong = [f"naru/field-schoo{number}" for number in range(22)]
    data = copied(tmp_path)
    exchange(PARKS, "[naru/field-school]", f"[{', '.join(wrong)}]")(data)
    found = [each.message for each in check_data(data, AS_OF).problems if each.rule == "unknown-related"]
    without = [message for message in found if not message.endswith(" 혹시 naru/field-school인가요?")]
    assert len(found) == 22
    assert without == [
        f"related(함께 볼 공약): 없는 공약입니다: ‘naru/field-schoo{number}’." for number in (20, 21)
    ]


def test_without_a_book_only_reading_speaks(data: Path) -> None:
    removed("terms.yml")(data)
    exchange(PARKS, "field: environment", "field: no")(data)
    loaded = check_data(data, AS_OF)
    assert loaded.book is None
    assert [each.rule for each in loaded.problems] == ["file-missing"]


def test_a_rule_that_needs_a_word_does_without_it(data: Path) -> None:
    exchange("terms.yml", "  secured:\n    ko: 확보\n    en: Secured\n", "")(data)
    exchange("terms.yml", "  own:\n    ko: 자체 재원\n    en: Own budget\n", "")(data)
    exchange(SPENDING, "total,own,400", "total,own,390")(data)
    found = [(each.rule, each.message) for each in told(data) if each.level == "error"]
    assert found == [
        (
            "sum-funds",
            "secured 금액을 재원별로 더하면 500 + 390 = 890인데 총계는 900입니다 (단위: 백만 원).",
        ),
        ("missing-word", "funds에 낱말이 없는 코드가 있습니다: own."),
        ("missing-word", "measures에 낱말이 없는 코드가 있습니다: secured."),
    ]


def test_a_message_is_one_line_and_never_endless(data: Path) -> None:
    exchange(SOURCES, "press,공공누리 제1유형", "press,")(data)
    exchange(SOURCES, '"밤 버스, 두 노선 더 달린다"', f'"밤\n버스{"가" * 10_000}"')(data)
    found = next(each for each in told(data) if each.rule == "no-licence")
    assert found.message.startswith("이용조건이 확인되지 않은 출처입니다: 가온신문, 밤 버스가가")
    assert len(found.message) == 400


@pytest.mark.judged
def test_three_hundred_commitments_are_checked_within_three_seconds(tmp_path: Path) -> None:
    for name in ("site.yml", "terms.yml", "sources.csv"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    ansan = DATA / "ansan"
    sheet = (ansan / "pledges" / "higher-vocational-hub.yml").read_text("utf-8").partition("related:")[0]
    for place in range(10):
        folder = tmp_path / f"place-{place}"
        (folder / "pledges").mkdir(parents=True)
        for name in ("place.yml", "sources.csv"):
            (folder / name).write_bytes((ansan / name).read_bytes())
        for name in ("spending.csv", "targets.csv"):
            header, *lines = (ansan / name).read_text("utf-8").splitlines()
            rows = [line.replace("higher-vocational-hub", f"hub-{n}") for n in range(30) for line in lines]
            kept = [row for row in rows if row.startswith("hub-")]
            (folder / name).write_text("\n".join([header, *kept]) + "\n", "utf-8")
        for number in range(30):
            own = f"{sheet}# {place} {number}\n"  # what was read once is remembered: no two are alike
            (folder / "pledges" / f"hub-{number}.yml").write_text(own, "utf-8")
    spent = []
    for _ in range(3):  # the best of three: other work on the machine only ever adds
        begin = time.process_time()
        loaded = check_data(tmp_path, AS_OF)
        spent.append(time.process_time() - begin)
    assert loaded.book is not None
    assert len(loaded.book.commitments) == 300
    assert counts(loaded.problems)["error"] == 0
    assert min(spent) < 3


def test_checking_needs_nothing_but_a_book() -> None:
    book = load_book(SMALL).book
    assert book is not None
    found = check_loaded(Loaded(book, ()), AS_OF).problems
    assert [each.message for each in found] == [each.message for each in check_data(SMALL, AS_OF).problems]
    assert check_loaded(Loaded(Book(book.site, book.terms, book.sources), ()), AS_OF).problems == ()


# ── problems ────────────────────────────────────────────────────────────────────────────────


MESSAGE, TIP = Said("메시지.", "A message."), Said("고치는 법.", "What to do.")


def test_a_problem_reads_as_one_line() -> None:
    found = problem("error", "same-row", Where("data/gaon/spending.csv", 12, 3), MESSAGE, TIP)
    assert as_line(found) == "data/gaon/spending.csv 12행 3열 [오류] 메시지. → 고치는 법."
    assert as_line(found, "en") == "data/gaon/spending.csv line 12 column 3 [Error] A message. → What to do."
    found = problem("notice", "file-unknown", Where("data/memo.txt", 0), MESSAGE, TIP)
    assert as_line(found) == "data/memo.txt [참고] 메시지. → 고치는 법."


def test_problems_are_sorted_and_said_once() -> None:
    one = problem("notice", "b", Where("data/b", 1), MESSAGE, TIP)
    two = problem("error", "a", Where("data/a", 2), MESSAGE, TIP)
    assert in_order([one, two, one]) == (two, one)


@pytest.mark.parametrize(
    ("given", "now", "day"),
    [
        ("2026-11-22", datetime(2020, 1, 1, tzinfo=UTC), date(2026, 11, 22)),
        (None, datetime(2026, 11, 22, 14, 59, tzinfo=UTC), date(2026, 11, 22)),
        (None, datetime(2026, 11, 22, 15, 0, tzinfo=UTC), date(2026, 11, 23)),
        ("", datetime(2026, 11, 22, 15, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_data_is_looked_at_on_the_day_given_or_today_in_seoul(
    given: str | None, now: datetime, day: date
) -> None:
    assert looked_at(given, now) == day


@pytest.mark.parametrize("given", ["20261122", "2026-13-01", "2026-W01-1", "내일", "２０２６-11-22"])
def test_another_form_of_a_day_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        looked_at(given, datetime(2026, 11, 22, tzinfo=UTC))


# ── scripts/check.py ────────────────────────────────────────────────────────────────────────


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/check.py", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONUTF8": "1", **variables},
        check=False,
    )


def test_a_person_reads_the_problems_file_by_file_and_the_counts_last(data: Path) -> None:
    exchange(PARKS, "field: environment", "field: no")(data)
    exchange(SPENDING, "gaon-report,적힌 0", "gaon-report,=1")(data)
    done = run("--data", str(data), "--as-of", "2025-12-31")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        f"data/gaon/pledges/small-parks.yml 6행 1열 [오류] field(분야): 모르는 코드입니다: ‘no’. → {FIELDS_TIP}",
        "",
        "data/gaon/spending.csv 28행 8열 [오류] note(설명): 엑셀이 계산식으로 여기는 글자(‘=’)로 시작합니다. "
        "(적힌 값: ‘=1’) → 앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요.",
        "",
    ]
    assert lines[-2:] == ["", "오류 2건, 경고 0건, 참고 3건"]


def test_sound_data_ends_with_zero_and_the_variable_gives_the_day() -> None:
    done = run("--data", str(SMALL), AS_OF="2025-10-31")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "오류 0건, 경고 7건, 참고 3건"  # seven sources were read later
    done = run("--data", str(SMALL), "--as-of", "2025-12-30", AS_OF="2025-10-31")
    assert done.stdout.splitlines()[-1] == "오류 0건, 경고 0건, 참고 3건"


def test_json_is_nothing_but_json() -> None:
    done = run("--data", str(SMALL), "--json", "--as-of", "2026-11-22")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["counts"] == {"error": 0, "warning": 1, "notice": 3}
    assert answer["problems"][0] == {
        "level": "warning",
        "rule": "report-overdue",
        "path": "data/gaon/place.yml",
        "line": 10,
        "column": 1,
        "value": "3",
        "message": "가온시가 3개월마다 밝히기로 했는데 그보다 오래된 자료가 1건 있습니다: 작은 공원 열 곳 만들기.",
        "tip": "새 이행현황이 나왔으면 장부에 새 행을 더하세요.",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--data", "no-such-folder"], "자료 폴더가 없습니다 · no such data folder: no-such-folder"),
        (["--as-of", "2026-13-01"], "날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: 2026-13-01"),
        (["--json", "--github"], "not allowed with argument"),
        (["--wrong"], "unrecognized arguments"),
    ],
)
def test_wrong_use_ends_with_two(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_wrong_day_in_the_variable_ends_with_two() -> None:
    done = run("--data", str(SMALL), AS_OF="내일")
    assert done.returncode == 2
    assert "날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: 내일" in done.stderr


def test_github_gets_annotations_and_a_summary(data: Path, tmp_path: Path) -> None:
    exchange(PARKS, "field: environment", "field: no")(data)
    summary = tmp_path / "summary.md"
    summary.write_text("앞의 글\n\n", "utf-8")
    done = run("--data", str(data), "--github", "--as-of", "2026-11-22", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1, done.stderr
    assert (
        "::error file=data/gaon/pledges/small-parks.yml,line=6,col=1,"
        "title=data/gaon/pledges/small-parks.yml 6행 1열 · 오류"
        "::field(분야): 모르는 코드입니다: ‘no’. → data/terms.yml의 fields에 있는 코드: environment 환경, transport 교통, education 교육"
    ) in done.stdout.splitlines()
    lines = summary.read_text("utf-8").splitlines()
    assert lines[2:] == [
        "### 자료 검사: 오류 1건, 경고 1건, 참고 3건",
        "",
        "**오류부터 고치세요.** 오류가 하나라도 있으면 사이트를 새로 펴내지 않고 앞서 펴낸 것이 그대로 남습니다. "
        "경고와 참고는 펴내는 것을 막지 않습니다.",
        "",
        "#### 오류 1건",
        "",
        "| 위치 | 무엇이 문제인가 | 적힌 값 | 고치는 법 |",
        "| --- | --- | --- | --- |",
        "| data/gaon/pledges/small-parks.yml 6행 1열 | field(분야): 모르는 코드입니다: ‘no’. |  | "
        "data/terms.yml의 fields에 있는 코드: environment 환경, transport 교통, education 교육 |",
        "",
        "#### 경고 1건",
        "",
        "| 위치 | 무엇이 문제인가 | 적힌 값 | 고치는 법 |",
        "| --- | --- | --- | --- |",
        "| data/gaon/place.yml 10행 1열 | 가온시가 3개월마다 밝히기로 했는데 그보다 오래된 자료가 1건 있습니다: "
        "작은 공원 열 곳 만들기. |  | 새 이행현황이 나왔으면 장부에 새 행을 더하세요. |",
        "",
        "#### 참고 3건",
        "",
        "| 위치 | 무엇이 문제인가 | 적힌 값 | 고치는 법 |",
        "| --- | --- | --- | --- |",
        "| data/naru/published\\_rates.csv 2행 4열 | 나루군 ‘공약 이행률’ 60%와 같은 값이 함께 발표된 건수로는 나오지 않습니다: "
        "완료율 25.0%, 정상추진율 75.0%. |  | 건수와 발표값을 출처와 견주세요. 같으면 그대로 두세요. |",
        *lines[-3:],
    ]
    assert lines[-1] == ""


def many(number: int, message: str = "메시지.") -> list[Problem]:
    said = Said(message, "A message.")
    return [problem("error", "same-row", Where("data/a.csv", n + 1), said, TIP) for n in range(number)]


@pytest.mark.parametrize(("number", "shown", "last"), [(10, 10, False), (11, 9, True), (300, 9, True)])
def test_github_is_told_how_many_it_does_not_show(number: int, shown: int, last: bool) -> None:
    out = StringIO()
    check.print_annotations(many(number), out)
    lines = out.getvalue().splitlines()
    assert len([line for line in lines if line.startswith("::error file=")]) == shown
    left = f"::error::오류 {number}건 가운데 9건만 여기에 보입니다. 전체는 요약(Summary)에 있습니다."
    assert (lines[-1] == left) is last


def test_annotations_and_summary_escape_what_has_a_meaning_there(tmp_path: Path) -> None:
    odd = Problem("error", "same-row", "data/a,b:c.csv", 0, 0, "100%\r\n| <b> `x` **y** \\", "[z](u)")
    out = StringIO()
    check.print_annotations([odd], out)
    assert out.getvalue() == (
        "::error file=data/a%2Cb%3Ac.csv,line=1,title=data/a%2Cb%3Ac.csv · 오류"
        "::100%25%0D%0A| <b> `x` **y** \\ → [z](u)\n"
    )
    check.write_summary([odd], tmp_path / "summary.md")
    assert (tmp_path / "summary.md").read_text("utf-8").splitlines()[8] == (
        "| data/a,b:c.csv | 100% \\| &lt;b> \\`x\\` \\*\\*y\\*\\* \\\\ |  | \\[z\\](u) |"
    )


def test_what_came_with_a_change_stands_first_and_the_rest_is_folded(tmp_path: Path) -> None:
    said, where = Said("메시지.", "A message."), Where("data/a.csv", 2)
    old = [problem(level, "same-row", where, said, TIP) for level in ("error", "warning", "notice")]  # type: ignore[arg-type]
    row = Said("고치세요.\nx,@y|\n아니면\nz", "Fix it.")
    new = problem("warning", "same-row", where._replace(line=9), said, row)
    out, path = StringIO(), tmp_path / "summary.md"
    check.print_annotations([*old, new], out, new={new})
    assert [line.split(",")[1] for line in out.getvalue().splitlines()] == [
        "line=2", "line=9", "line=2", "line=2",
    ]  # fmt: skip
    check.write_summary([*old, new], path, new={new})
    lines = path.read_text("utf-8").splitlines()
    heads = [line for line in lines if line.startswith(("#", "<", "| data"))]
    assert heads == [
        "### 자료 검사: 오류 1건, 경고 2건, 참고 1건",
        "### 이번에 새로 생긴 것: 오류 0건, 경고 1건, 참고 0건",
        "#### 경고 1건",
        "| data/a.csv 9행 | 메시지. |  | 고치세요.<br><code>x,@<!-- -->y\\|</code><br>아니면<br><code>z</code> |",
        "### 전부터 있던 것: 오류 1건, 경고 0건, 참고 0건",
        "#### 오류 1건",
        heads[6],
        "<details><summary>전부터 있던 것: 오류 0건, 경고 1건, 참고 1건</summary>",
        "#### 경고 1건",
        heads[9],
        "#### 참고 1건",
        heads[11],
        "</details>",
    ]


def test_a_summary_too_long_for_github_ends_with_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    check.write_summary(many(4000, "가" * 300), path)
    assert path.stat().st_size < 1024 * 1024
    assert re.fullmatch(
        r"나머지 \d+건은 이 단계의 기록\(log\)에 있습니다\.", path.read_text("utf-8").splitlines()[-2]
    )


def test_problems_can_be_printed_by_other_commands() -> None:
    out = StringIO()
    check.print_problems(check_data(SMALL, AS_OF).problems, out)
    assert out.getvalue().splitlines()[-1] == "오류 0건, 경고 1건, 참고 3건"
    out = StringIO()
    check.print_problems([], out)
    assert out.getvalue() == "오류 0건, 경고 0건, 참고 0건\n"
