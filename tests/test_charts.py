"""The charts: whole drawings, what may not happen in them, and the chart that moves in a real browser."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pytest
import vl_convert

from macros import charts
from macros.charts import Amount, Spec, draw, look, marks
from macros.charts.goals import number_tick
from macros.charts.money import money_tick

ROOT = Path(__file__).resolve().parent.parent
SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 21)
HOSTILE = "<script>alert(1)</script> & \"인용\" '따옴표' {{ 7*7 }} {% raw %}"


def won(million: int, text: str) -> Amount:
    return Amount(Decimal(million), text)


def jobs(number: int) -> Amount:
    return Amount(Decimal(number), f"{number:,}개")


def rate(value: str) -> Amount:
    return Amount(Decimal(value), f"{value}%")


FLOOD = Amount(Decimal(13645), "136억 4,500만 원")
YEARS = (
    charts.YearMoney("기투자", won(24394, "243억 9,400만 원")),
    charts.YearMoney("2024년", won(6548, "65억 4,800만 원")),
    charts.YearMoney("2025년", won(14543, "145억 4,300만 원")),
)
FUNDS = (
    charts.FundMoney("국비", won(1350, "13억 5,000만 원")),
    charts.FundMoney("시비", won(150, "1억 5,000만 원")),
)
PLAN = tuple(charts.YearMoney(f"{year}년", won(1500, "15억 원"), FUNDS) for year in (2023, 2024, 2025))
BLANK = tuple(charts.YearMoney(label, Amount()) for label in ("2022년", "2026년", "임기 후"))
TARGETS = (
    charts.TargetYear("2016년", jobs(34000), jobs(43382), "127.6%"),
    charts.TargetYear("2017년", jobs(36000), Amount()),
    charts.TargetYear("2018년", Amount(), Amount()),
)
MANY_TARGETS = tuple(
    charts.TargetYear(f"{year}년", jobs(120000), jobs(99000), "82.5%") for year in range(2017, 2023)
)
ROADMAP = (
    charts.RoadmapBar(
        "교육부 공모사업 참여", date(2023, 4, 1), date(2023, 9, 30), "2023년 2분기 ~ 2023년 3분기"
    ),
    charts.RoadmapBar("거점지구 조성", date(2023, 7, 1), date(2026, 12, 31), "2023년 3분기 ~ 2026년 4분기"),
)
MILESTONES = (
    charts.Milestone("사업계획서 제출", date(2023, 5, 31), "2023년 5월"),
    charts.Milestone("선정결과 확정", date(2023, 6, 30), "2023년 6월", done=True),
)
KINDS: dict[str, Spec] = {
    "money-by-year": charts.money_by_year_chart(YEARS),
    "money-by-year-funds": charts.money_by_year_chart(PLAN),
    "money-by-year-lying": charts.money_by_year_chart((*PLAN, *BLANK)),
    "measures": charts.measures_chart(
        [
            charts.Measures("국비", FLOOD, FLOOD, FLOOD, computed="집행 ÷ 확보 100.0%"),
            charts.Measures("구비", won(0, "0원"), Amount(), Amount()),
        ]
    ),
    "places": charts.places_chart(
        [
            charts.Measures("안산시", won(4500, "45억 원"), Amount(), Amount(), "1건"),
            charts.Measures(
                "대전광역시 중구", FLOOD, FLOOD, won(6964, "69억 6,400만 원"), "목록 일부만 수록"
            ),
        ]
    ),
    "change": charts.change_chart(won(16000, "160억 원"), won(19600, "196억 원"), "+36억 원 (22.5%)"),
    "targets": charts.targets_chart(TARGETS),
    "targets-lying": charts.targets_chart(MANY_TARGETS),
    "term-target": charts.term_target_chart(
        [
            charts.TermPart("2016년", jobs(43382)),
            charts.TermPart("2017년", jobs(41944)),
            charts.TermPart("2018년", Amount()),
        ],
        jobs(170000),
        jobs(85326),
        "50.2%",
    ),
    "levels": charts.levels_chart(
        [
            charts.LevelPoint("2022년 4월", "baseline", rate("66.4")),
            charts.LevelPoint("2026년", "target", rate("67")),
            charts.LevelPoint("2026년", "outcome", Amount()),
        ]
    ),
    "roadmap": charts.roadmap_chart(
        ROADMAP, MILESTONES, charts.Period(date(2023, 1, 1), date(2025, 12, 31), "2025년"), TODAY
    ),
    "statuses": charts.statuses_chart(
        [
            charts.PlaceStatuses(
                "서울특별시 송파구",
                (
                    charts.StatusCount("completed", "완료", 1),
                    charts.StatusCount("completed_ongoing", "이행 후 계속추진", 6),
                    charts.StatusCount("on_track", "정상추진", 2),
                ),
                "전체 100건 가운데 9건",
            ),
            charts.PlaceStatuses("안산시", (charts.StatusCount("unknown", "자료 없음", 1),)),
        ]
    ),
    "rates": charts.rates_chart(
        [
            charts.Rate(
                "발표값이 건수에서 나옴", "안양시", "공약 추진율", rate("98.7"), rate("71.7"), rate("98.7")
            ),
            charts.Rate(
                "맞는 산식 없음", "문경시", "공약사업 달성률", rate("68"), rate("40.0"), rate("98.3")
            ),
            charts.Rate("검산할 수 없음", "사천시", "평균 이행률", rate("81.94"), Amount(), Amount()),
        ]
    ),
    "programmes": charts.programmes_chart(
        [
            charts.Programme(
                "고등직업교육거점지구",
                "안양시",
                date(2022, 6, 1),
                date(2025, 2, 28),
                "2022년 6월 ~ 2025년 2월",
                Amount(),
                won(1958, "19억 5,800만 원"),
                Amount(),
            ),
            charts.Programme("고등직업교육거점지구", "거창군", None, None, "", Amount(), Amount(), Amount()),
            charts.Programme(
                "직업교육 혁신지구",
                "서울특별시",
                date(2024, 3, 1),
                date(2027, 12, 31),
                "2024년 3월 ~ 2027년",
                won(1000, "10억 원"),
                Amount(),
                Amount(),
            ),
        ]
    ),
}
EACH_KIND = pytest.mark.parametrize("kind", KINDS)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter() if each.tag.endswith("text")]


# Whole drawings


@EACH_KIND
def test_each_kind_is_drawn_as_stored(kind: str, expected: Callable[[str, str], None]) -> None:
    file = charts.standalone_svg(charts.render(KINDS[kind]), "제목", "설명 문장", "출처 시험 자료")
    expected(f"charts/{kind}.svg", file.decode())


def test_a_drawing_for_a_page_is_as_stored(expected: Callable[[str, str], None]) -> None:
    expected(
        "charts/inline.html", charts.svg(KINDS["measures"], "재원별 금액", "국비는 모두 집행했습니다.") + "\n"
    )


@EACH_KIND
def test_a_chart_drawn_twice_has_the_same_bytes(kind: str) -> None:
    assert charts.render(KINDS[kind]) == charts.render(json.loads(json.dumps(KINDS[kind])))


@EACH_KIND
def test_swapping_data_into_the_compiled_kind_draws_what_compiling_it_whole_draws(kind: str) -> None:
    spec = KINDS[kind]
    config = {**spec["config"], "text": {**spec["config"]["text"], "fontSize": 0}}
    whole = vl_convert.vegalite_to_svg({**spec, "config": config}, vl_version="6.4")
    assert vl_convert.vega_to_svg(draw.vega(spec)) == whole


@EACH_KIND
def test_each_spec_is_valid_vega_lite(kind: str) -> None:
    alt.LayerChart.from_dict(KINDS[kind])
    alt.LayerChart.from_dict(charts.interactive(KINDS[kind]))


@EACH_KIND
def test_a_drawing_is_small_and_brings_no_style_script_id_or_other_file(kind: str) -> None:
    svg = charts.svg(KINDS[kind], "제목", "설명")
    assert len(svg.encode()) < 6000
    names = {each.tag for each in ET.fromstring(svg).iter()}
    assert names <= {"svg", "g", "path", "line", "text"}
    assert not re.search(r"\b(?:id|href|style|onload|xmlns)=|url\(|\n", svg)


@EACH_KIND
def test_a_computed_word_names_its_own_colour_and_class(kind: str) -> None:
    root = ET.fromstring(charts.render(KINDS[kind]))
    computed = [each.attrib for each in root.iter("text") if "%" in (each.text or "") and each.get("class")]
    marked = [each for each in computed if each["class"] == "computed"]
    assert all(each["fill"] == "#cb5d1b" for each in marked)
    assert not any(each.get("fill") for each in computed if each not in marked)


@EACH_KIND
def test_no_text_is_smaller_than_12_units(kind: str) -> None:
    file = charts.standalone_svg(charts.render(KINDS[kind]), "제목", "설명", "출처 시험 자료")
    sizes = [
        float(each.attrib["font-size"]) for each in ET.fromstring(file).iter() if "font-size" in each.attrib
    ]
    assert sizes[0] == 14
    assert min(sizes) == 12


@EACH_KIND
def test_every_mark_lies_inside_the_drawing(kind: str) -> None:
    root = ET.fromstring(charts.render(KINDS[kind]))
    width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
    assert width == 336
    for path in root.iter("path"):
        corner = re.fullmatch(r"M([\d.]+),([\d.]+)h([\d.]+)v(-?[\d.]+)h-[\d.]+Z", path.attrib["d"])
        if corner:
            x, y, wide, high = (float(each) for each in corner.groups())
            assert x >= 0
            assert x + wide <= width
            assert min(y, y + high) >= 0
            assert max(y, y + high) <= height
    for text in root.iter("text"):
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        assert 0 <= x <= width
        assert look.SIZE <= y <= height


def test_the_constructed_spec_of_a_kind_is_kept_and_only_data_change() -> None:
    first, second = (
        charts.measures_chart([charts.Measures(n, FLOOD, FLOOD, FLOOD)]) for n in ("국비", "시비")
    )
    assert first["layer"] is second["layer"]
    assert first["datasets"] != second["datasets"]
    lower, higher = (charts.money_by_year_chart(YEARS[:n]) for n in (1, 2))
    assert lower["layer"] is higher["layer"]


# Known, zero, not known


def paths(svg: str) -> list[dict[str, str]]:
    """Every path in drawing order, with what its group says of it."""

    def within(element: ET.Element, given: dict[str, str]) -> Iterator[dict[str, str]]:
        for each in element:
            known = {**given, **each.attrib}
            if each.tag == "path":
                yield known
            yield from within(each, known)

    return list(within(ET.fromstring(svg), {}))


def test_zero_is_a_solid_line_with_its_number_and_not_known_is_a_dashed_box_with_words() -> None:
    svg = charts.render(
        charts.measures_chart([charts.Measures("구비", won(0, "0원"), Amount(), won(5, "500만 원"))])
    )
    zero, spent, missing = paths(svg)
    assert re.fullmatch(r"M[\d.]+,24h0v17h0Z", zero["d"])
    assert "stroke-dasharray" not in zero
    assert spent["fill"] == look.MARK
    assert missing["stroke-dasharray"] == "4,3"
    assert missing["stroke"] == "currentColor"
    assert [each for each in texts(svg) if each in ("0원", "자료 없음")] == ["0원", "자료 없음"]


def test_an_outcome_of_zero_is_a_line_on_the_base_and_a_missing_one_a_dashed_box() -> None:
    year = charts.TargetYear("2024년", jobs(120), jobs(0), "0.0%")
    told = charts.render(charts.targets_chart([year]))
    assert "0개" in texts(told)
    assert any("h" in each["d"] and "v0" in each["d"] for each in paths(told))
    silent = charts.render(charts.targets_chart([charts.TargetYear("2024년", jobs(120), Amount())]))
    assert "자료 없음" in texts(silent)
    assert "0개" not in texts(silent)
    assert [each["stroke-dasharray"] for each in paths(silent) if "stroke-dasharray" in each] == ["4,3"]


def test_planned_is_an_outline_secured_a_tint_executed_solid() -> None:
    planned, secured, executed = paths(
        charts.render(charts.measures_chart([charts.Measures("국비", FLOOD, FLOOD, FLOOD)]))
    )
    assert "fill" not in planned
    assert (secured["fill"], secured["fill-opacity"]) == ("#3a74c8", "0.38")
    assert executed["fill"] == "#3a74c8"
    assert "fill-opacity" not in executed
    assert {each["stroke"] for each in (planned, secured, executed)} == {"#3a74c8"}


def test_parts_without_a_total_are_drawn_and_the_total_is_said_not_to_be_known() -> None:
    svg = charts.render(charts.money_by_year_chart([charts.YearMoney("2023년", Amount(), FUNDS)]))
    assert len(paths(svg)) == 3
    assert texts(svg) == [
        "2023년",
        "자료 없음",
        "국비\xa013억\xa05,000만\xa0원 +",
        "시비\xa01억\xa05,000만\xa0원",
    ]


def test_a_total_that_its_parts_do_not_reach_keeps_its_own_outline() -> None:
    spec = charts.money_by_year_chart([charts.YearMoney("2023년", won(2000, "20억 원"), FUNDS), *BLANK])
    bars = [(each["start"], each["end"]) for each in spec["datasets"]["bars"]]
    assert bars == [(0, 1350), (1350, 1500), (0, 2000)]


def test_a_negative_value_lies_left_of_the_base_line() -> None:
    years = [charts.TargetYear("2023년", jobs(10), jobs(-5)), charts.TargetYear("2024년", jobs(10), jobs(10))]
    spec = charts.targets_chart(years)
    assert spec["usermeta"]["kind"] == "targets-lying"
    low = next(each["value"] for each in spec["params"] if each["name"] == "value_low")
    assert low == -5


def test_what_of_a_roadmap_lies_past_the_end_of_the_period_is_dashed_in_the_computed_colour() -> None:
    bars = KINDS["roadmap"]["datasets"]["bars"]
    assert [(each["colour"], each["dash"]) for each in bars] == [
        ("#3a74c8", []),
        ("#3a74c8", []),
        ("#cb5d1b", [4, 3]),
    ]
    assert bars[1]["end"] == bars[2]["start"] == date(2026, 1, 1).toordinal()
    assert {"사업기간 끝 2025년", "오늘 2026년 11월 21일"} <= set(texts(charts.render(KINDS["roadmap"])))


def test_a_status_is_told_by_a_letter_and_a_word_beside_its_colour() -> None:
    found = texts(charts.render(KINDS["statuses"]))
    assert (found.count("완"), found.count("계"), found.count("정")) == (2, 7, 3)
    assert "완료\xa01 · 이행\xa0후\xa0계속추진\xa06 · 정상추진\xa02" in found


def test_a_status_without_a_letter_is_refused() -> None:
    with pytest.raises(KeyError, match="paused"):
        charts.statuses_chart([charts.PlaceStatuses("안산시", (charts.StatusCount("paused", "멈춤", 1),))])


def test_secured_and_executed_money_of_programmes_have_lines_only_where_some_row_has_them() -> None:
    found = texts(charts.render(KINDS["programmes"]))
    assert (found.count("기간"), found.count("계획"), found.count("확보"), found.count("집행")) == (
        3,
        3,
        3,
        0,
    )


def test_recomputed_rates_stand_apart_where_their_marks_are_close() -> None:
    row = charts.Rate("", "문경시", "이행률", rate("68"), rate("98.1"), rate("98.3"))
    notes = {each["line"]: each["x"] for each in charts.rates_chart([row])["datasets"]["notes"]}
    unit = 100 / (336 - 40)
    gap = (notes["98.3%"] - notes["98.1%"]) / unit
    assert gap >= look.width("98.3%", look.CALC)


@pytest.mark.parametrize(
    "spec",
    [
        charts.money_by_year_chart([]),
        charts.measures_chart([]),
        charts.targets_chart([]),
        charts.statuses_chart([]),
        charts.rates_chart([]),
        charts.programmes_chart([]),
        charts.levels_chart([]),
        charts.term_target_chart([], Amount(), Amount()),
        charts.roadmap_chart([], [], charts.Period(None, None), TODAY),
        charts.change_chart(Amount(), Amount()),
    ],
)
def test_no_rows_at_all_still_draw(spec: Spec) -> None:
    assert charts.render(spec).startswith('<svg class="chart" viewBox="0 0 336 ')


# Words


def hostile_specs() -> Iterator[Spec]:
    amount = Amount(Decimal(5), HOSTILE)
    yield charts.measures_chart(
        [charts.Measures(HOSTILE, amount, amount, Amount(None, HOSTILE), HOSTILE, HOSTILE)]
    )
    yield charts.money_by_year_chart(
        [charts.YearMoney(HOSTILE, amount, (charts.FundMoney(HOSTILE, amount),))]
    )
    yield charts.targets_chart([charts.TargetYear(HOSTILE, amount, amount, HOSTILE)])
    yield charts.term_target_chart([charts.TermPart(HOSTILE, amount)], amount, amount, HOSTILE)
    yield charts.levels_chart([charts.LevelPoint(HOSTILE, "target", amount)])
    bar = charts.RoadmapBar(HOSTILE, TODAY, TODAY, HOSTILE)
    step = charts.Milestone(HOSTILE, TODAY, HOSTILE)
    yield charts.roadmap_chart([bar], [step], charts.Period(TODAY, TODAY, HOSTILE), TODAY)
    yield charts.statuses_chart(
        [charts.PlaceStatuses(HOSTILE, (charts.StatusCount("other", HOSTILE, 1),), HOSTILE)]
    )
    yield charts.rates_chart([charts.Rate(HOSTILE, HOSTILE, HOSTILE, amount, amount, amount)])
    yield charts.programmes_chart(
        [charts.Programme(HOSTILE, HOSTILE, TODAY, TODAY, HOSTILE, amount, amount, amount)]
    )
    yield charts.change_chart(amount, amount, HOSTILE)


@pytest.mark.parametrize("spec", list(hostile_specs()))
def test_text_of_the_data_is_only_ever_text(spec: Spec) -> None:
    drawing = charts.render(spec)
    for svg in (
        charts.inline(drawing, HOSTILE, HOSTILE),
        charts.standalone_svg(drawing, HOSTILE, HOSTILE, HOSTILE).decode(),
    ):
        assert "<script" not in svg
        assert "{" not in svg
        assert "}" not in svg
        assert "&lt;script&gt;" in svg
        assert not any(each.tag.endswith("script") for each in ET.fromstring(svg).iter())


def test_the_label_of_a_drawing_is_its_title_and_sentence_escaped() -> None:
    root = ET.fromstring(charts.svg(KINDS["change"], HOSTILE, 'a "b"'))
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", f'{HOSTILE}: a "b"')


def test_control_characters_and_line_ends_become_a_space() -> None:
    row = charts.Measures("가\x00나\n다\ud800라\x85", FLOOD, FLOOD, FLOOD)
    assert texts(charts.render(charts.measures_chart([row])))[0] == "가 나 다 라"


def test_ten_thousand_letters_take_three_lines_and_an_ellipsis() -> None:
    svg = charts.render(charts.measures_chart([charts.Measures("가" * 10000, FLOOD, FLOOD, FLOOD)]))
    head = texts(svg)[:3]
    # 24 bold syllables take 325.0 of 336 units, the ellipsis 10.9
    assert head == ["가" * 24, "가" * 24, "가" * 24 + "…"]


def test_an_emoji_is_drawn() -> None:
    assert "🚲 자전거길" in texts(
        charts.render(charts.change_chart(won(1, "🚲 자전거길"), won(1, "100만 원")))
    )


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("가나 다라", 300, ("가나 다라",)),
        # two syllables 26.04, a space 4.48
        ("가나 다라", 57, ("가나 다라",)),
        ("가나 다라", 56, ("가나", "다라")),
        ("가나다라", 40, ("가나다", "라")),
        ("243억 9,400만 원", 90, ("243억", "9,400만\xa0원")),
        ("가 나 다 라", 14, ("가", "나", "…")),
        ("", 100, ("",)),
    ],
)
def test_lines_break_at_spaces_and_keep_an_amount_with_its_currency(
    text: str, room: float, lines: tuple[str, ...]
) -> None:
    assert look.wrap(text, room) == lines


@pytest.mark.parametrize(
    ("million", "text"),
    [
        ("0", "0"),
        ("50", "5,000만"),
        ("0.5", "50만"),
        ("100", "1억"),
        ("10000", "100억"),
        ("500000", "5,000억"),
        ("2000000", "2조"),
    ],
)
def test_ticks_of_money_are_short(million: str, text: str) -> None:
    assert money_tick(Decimal(million)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("0.5", "0.5"), ("500", "500"), ("5000", "5,000"), ("20000", "2만"), ("300000000", "3억")],
)
def test_ticks_of_numbers_are_short(value: str, text: str) -> None:
    assert number_tick(Decimal(value)) == text


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        ("24394", ["0", "5000", "10000", "15000", "20000"]),
        ("43382", ["0", "10000", "20000", "30000", "40000"]),
        ("67", ["0", "20", "40", "60"]),
        ("0.3", ["0", "0.1", "0.2", "0.3"]),
        ("0", ["0"]),
    ],
)
def test_ticks_go_in_round_steps(highest: str, steps: list[str]) -> None:
    assert marks.ticks(Decimal(highest), 4) == [Decimal(each) for each in steps]


# Files and the cache


def test_a_file_stands_alone_with_title_source_and_fixed_colours() -> None:
    file = charts.standalone_svg(
        charts.render(KINDS["rates"]), "발표값과 계산값", "설명", "출처 시험 자료"
    ).decode()
    root = ET.fromstring(file)
    assert root.tag == f"{SVG}svg"
    assert (root[0].tag, root[0].text) == (f"{SVG}title", "발표값과 계산값")
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", "설명")
    assert (root.attrib["width"], root.attrib["viewBox"].split()[2]) == ("720", "360")
    assert root[-1].text == "출처 시험 자료"
    assert "currentColor" not in file
    assert set(re.findall(r"#[0-9a-f]{6}", file)) == {"#ffffff", "#1b222c", "#434d5a", "#a8430c", "#cb5d1b"}


def test_the_same_spec_has_the_same_hash_and_another_another() -> None:
    one = charts.request(KINDS["measures"]).digest
    again = charts.request(json.loads(json.dumps(KINDS["measures"]))).digest
    assert one == again
    assert len(one) == 64
    assert one != charts.request(KINDS["places"]).digest


def test_what_is_known_is_not_drawn_again() -> None:
    first, second = charts.request(KINDS["change"]), charts.request(KINDS["levels"])
    drawn = charts.render_all([first, second, second], {first.digest: "known"})
    assert drawn == {second.digest: charts.render(KINDS["levels"])}


def test_workers_draw_what_this_process_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [charts.request(KINDS[kind]) for kind in ("change", "levels", "rates")]
    here = charts.render_all(requests)
    monkeypatch.setattr(draw, "_WORTH_WORKERS", 2)
    assert charts.render_all(requests) == here


# The chart that moves


@EACH_KIND
def test_the_live_chart_has_the_same_data_and_korean_tooltips(kind: str) -> None:
    live = charts.interactive(KINDS[kind])
    assert live["datasets"] == KINDS[kind]["datasets"]
    told = [tip["title"] for layer in live["layer"] for tip in layer["encoding"].get("tooltip", ())]
    assert told
    assert all(re.fullmatch("[가-힣]+", title) for title in told)
    assert json.loads(charts.interactive_json(KINDS[kind])) == json.loads(json.dumps(live))


def test_only_charts_with_a_long_scale_zoom_and_keep_their_marks_inside() -> None:
    zooming = [kind for kind, spec in KINDS.items() if "params" in charts.interactive(spec)["layer"][0]]
    assert zooming == ["roadmap", "rates"]
    clipped = [each["mark"].get("clip", False) for each in charts.interactive(KINDS["rates"])["layer"]]
    assert clipped == [True, True, True, False, False, False]
    assert "clip" not in json.dumps(KINDS["rates"])


class _Strict(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        # stricter than the site needs: no inline script or style, no code from text
        policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with a figure of each kind, on 127.0.0.1."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "assets").mkdir()
    for name in ("figure.js", "site.css"):
        (folder / "assets" / name).write_bytes((ROOT / "docs" / "assets" / name).read_bytes())
    (folder / "assets" / "vega.js").write_text(charts.vega_bundle(), "utf-8")
    shown = []
    for kind, spec in KINDS.items():
        drawing = charts.render(spec)
        (folder / f"{kind}.json").write_bytes(charts.interactive_json(spec))
        (folder / f"{kind}.svg").write_bytes(charts.standalone_svg(drawing, kind, "", "출처 시험 자료"))
        shown.append(
            f'<figure class="fig" id="{kind}" data-spec="{kind}.json"><h3>{kind}</h3>'
            f'{charts.inline(drawing, kind, "설명")}<p class="tools"><a href="{kind}.svg">SVG</a></p></figure>'
        )
    head = (
        '<meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="assets/site.css">'
    )
    script = '<script src="assets/figure.js" defer></script>'
    page = f'<!doctype html><html lang="ko">{head}{script}<body data-md-color-scheme="default">'
    (folder / "index.html").write_text(f'{page}<div class="md-typeset">{"".join(shown)}</div>', "utf-8")
    handler = partial(_Strict, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


OVERLAPS = """() => [...document.querySelectorAll("svg.chart")].flatMap((svg) => {
  const paper = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((text) => {
    const box = text.getBoundingClientRect();
    // letters do not fill the height of their line
    return { what: text.textContent, left: box.left, right: box.right,
             top: box.top + box.height * .17, bottom: box.bottom - box.height * .2 };
  });
  const bad = texts.filter((t) => t.left < paper.left - 1 || t.right > paper.right + 1
                               || t.top < paper.top - 1 || t.bottom > paper.bottom + 1).map((t) => t.what);
  texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > .5
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > .5) bad.push(`${a.what} × ${b.what}`);
  }));
  return bad;
})"""


PLACE = """(svg) => {
  // the live drawing answers in units when Vega asks it
  const box = Element.prototype.getBoundingClientRect.call(svg);
  return [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round);
}"""


@pytest.mark.browser
def test_no_words_overlap_or_leave_the_drawing_in_a_browser(browser: Any, figures: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(figures)
    assert page.evaluate(OVERLAPS) == []
    page.close()


@pytest.mark.browser
def test_every_chart_moves_under_a_strict_policy_without_a_shift_and_loads_the_player_once(
    browser: Any, figures: str
) -> None:
    page = browser.new_page(viewport={"width": 420, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(figures)
    assert not any("vega.js" in url for url in asked)
    for kind in KINDS:
        figure = page.locator(f"figure#{kind}")
        before = figure.locator("svg.chart").evaluate(PLACE)
        figure.get_by_role("button", name="움직이는 차트로 보기").click()
        figure.get_by_role("button", name="멈춘 차트로 보기").wait_for()
        assert figure.locator("svg.chart").evaluate(PLACE) == before
        assert figure.locator("svg.chart").get_attribute("aria-label") == f"{kind}: 설명"
    assert sum(url.endswith("vega.js") for url in asked) == 1
    assert all(url.startswith((figures, "data:")) for url in asked)
    assert said == []
    page.close()


@pytest.mark.browser
def test_a_mark_of_the_live_chart_tells_its_value_as_text(browser: Any, figures: str) -> None:
    page = browser.new_page(viewport={"width": 420, "height": 900})
    page.goto(figures)
    figure = page.locator("figure#measures")
    figure.get_by_role("button", name="움직이는").click()
    figure.get_by_role("button", name="멈춘").wait_for()
    figure.locator("svg.chart .mark-rect path").first.hover()
    tip = page.locator("body > div").last
    tip.wait_for(state="visible")
    assert tip.inner_text().split("\n") == ["재원 국비", "구분 계획", "금액 136억 4,500만 원"]
    page.close()


@pytest.mark.browser
def test_without_the_player_the_still_drawing_stays_and_a_second_try_works(
    browser: Any, figures: str
) -> None:
    page = browser.new_page()
    page.route("**/vega.js", lambda route: route.abort())
    page.goto(figures)
    figure = page.locator("figure#change")
    still = figure.locator("svg.chart").inner_html()
    figure.get_by_role("button", name="움직이는").click()
    again = figure.get_by_role("button", name="차트를 불러오지 못했습니다. 다시 하기")
    again.wait_for()
    assert figure.locator("svg.chart").inner_html() == still
    page.unroute("**/vega.js")
    again.click()
    figure.get_by_role("button", name="멈춘").click()
    assert figure.locator("svg.chart").inner_html() == still
    page.close()


@pytest.mark.browser
def test_resting_on_a_drawing_makes_it_move(browser: Any, figures: str) -> None:
    page = browser.new_page()
    page.goto(figures)
    figure = page.locator("figure#levels")
    figure.locator("svg.chart").hover()
    figure.get_by_role("button", name="멈춘 차트로 보기").wait_for()
    page.close()


@pytest.mark.browser
def test_a_drawing_is_taken_home_as_png_of_twice_its_size(browser: Any, figures: str) -> None:
    page = browser.new_page()
    page.goto(figures)
    with page.expect_download() as waiting:
        page.locator("figure#change").get_by_role("button", name="PNG").click()
    assert waiting.value.suggested_filename == "change.png"
    png = Path(waiting.value.path()).read_bytes()
    file = charts.standalone_svg(charts.render(KINDS["change"]), "change", "", "출처 시험 자료")
    root = ET.fromstring(file)
    size = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert size == [int(root.attrib["width"]), int(root.attrib["height"])]
    page.close()
