"""Tables: whole expected HTML, the CSV of the same cells, and that nothing in them can be mistaken."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import escape

from macros import compute, tables
from macros.load import load_book
from macros.model import STATUSES, Book, Commitment, Place, Sheet
from macros.problem import Problem, Where
from macros.tables import Cell, Column, Row, Table, table_csv, table_html
from tests.changed import added, copied, exchanged

AS_OF = date(2026, 11, 22)
PROBLEMS = (
    Problem(
        "warning",
        "roadmap-beyond",
        "data/gaon/pledges/small-parks.yml",
        40,
        3,
        "로드맵이 깁니다.",
        "기간을 보세요.",
    ),
    Problem(
        "notice",
        "source-undated",
        "data/gaon/sources.csv",
        0,
        0,
        "펴낸 날이 없습니다.",
        "아는 대로 적으세요.",
    ),
)


def link(path: str) -> str:
    return f"../{path}"


def at(book: Book, key: str) -> tuple[Commitment, Place]:
    found = book.commitments[key]
    return found, book.places[found.place]


def rows_of(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"))))


def loaded(data: Path) -> Book:
    book = load_book(data).book
    assert book is not None
    return book


MADE: dict[str, Callable[[Book], Table]] = {
    "years": lambda book: tables.years_table(*at(book, "gaon/small-parks"), book),
    "year-measures": lambda book: tables.year_measures_table(*at(book, "gaon/small-parks"), book),
    "measures": lambda book: tables.measures_table(*at(book, "gaon/small-parks"), book),
    "plan-change": lambda book: tables.plan_change_table(compute.money(*at(book, "gaon/small-parks"))),
    "pledges-money": lambda book: tables.pledges_money_table(book.places["gaon"], book, link),
    "places": lambda book: tables.places_table(book, link),
    "targets": lambda book: tables.targets_table(*at(book, "gaon/small-parks"), "parks"),
    "outcomes": lambda book: tables.outcomes_table(*at(book, "gaon/night-bus"), book),
    "roadmap": lambda book: tables.roadmap_table(at(book, "gaon/small-parks")[0], date(2025, 11, 22)),
    "milestones": lambda book: tables.milestones_table(*at(book, "gaon/small-parks"), book),
    "changes": lambda book: tables.changes_table(book, book.commitments.values(), link),
    "changes-of-one": lambda book: tables.changes_table(book, [at(book, "gaon/small-parks")[0]]),
    "corrections": lambda book: tables.corrections_table(book.places.values()),
    "contacts": lambda book: tables.contacts_table(*at(book, "gaon/small-parks")),
    "sources": lambda book: tables.sources_table(book.places["gaon"].sources.values()),
    "problems": lambda book: tables.problems_table(PROBLEMS),
    "statuses": lambda book: tables.statuses_table(book, link),
    "rates": lambda book: tables.rates_table(book, link),
    "differences": lambda book: tables.differences_table(book, ["field-school"]),
    "programmes": lambda book: tables.programmes_table(book, ["field-school"], link),
    "pledges": lambda book: tables.pledges_table(book, AS_OF, link),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_each_table_is_the_expected_html(
    name: str, small: Book, expected: Callable[[str, str], None]
) -> None:
    expected(f"tables/{name}.html", f"{table_html(MADE[name](small))}\n")


@pytest.mark.parametrize("name", MADE)
def test_each_table_holds_a_cell_for_every_column(name: str, small: Book) -> None:
    table = MADE[name](small)
    assert table.rows
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    assert all(len(line) == len(rows_of(table)[0]) for line in rows_of(table))


class _Parts(HTMLParser):
    """Opening tags, and the words of each cell; hidden words count, notes do not."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._note = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self._note += tag == "small"

    def handle_endtag(self, tag: str) -> None:
        self._note -= tag == "small"

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and not self._note:
            self.rows[-1][-1] += data.strip("\n")


@pytest.mark.parametrize("name", MADE)
def test_a_screen_reader_finds_caption_scopes_and_roles(name: str, small: Book) -> None:
    table = MADE[name](small)
    parts = _Parts(table_html(table))
    names = [tag for tag, _ in parts.tags]
    assert names[0] == "table"
    assert names.count("caption") == 1
    assert all("scope" in attrs for tag, attrs in parts.tags if tag == "th")
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    if table.cards or table.grid:
        for tag, attrs in parts.tags:
            if tag in roles:
                assert attrs.get("role") == roles[tag]
            elif tag == "th":
                assert attrs["role"] == ("rowheader" if attrs["scope"] == "row" else "columnheader")
    else:
        assert not any("role" in attrs for tag, attrs in parts.tags if tag != "svg")


@pytest.mark.parametrize("name", [name for name in MADE if name != "roadmap"])
def test_the_page_and_the_file_hold_the_same_numbers(name: str, small: Book) -> None:
    table = MADE[name](small)
    shown = [column for column in table.columns if column.only != "file"]
    stored = [column for column in table.columns if column.only != "page"]
    page, file = _Parts(table_html(table)).rows[1:], rows_of(table)[1:]
    for index, column in enumerate(table.columns):
        if not column.number or column.only:
            continue
        for row, read, written in zip(table.rows, page, file, strict=True):
            cell, words, digits = row.cells[index], read[shown.index(column)], written[stored.index(column)]
            if not digits:
                assert words in ("자료 없음", ""), words
            elif cell.shape == "won":
                assert words == tables.text_of(Cell(Decimal(digits), "won"))
            else:
                assert words.replace(",", "").replace("−", "-").strip("+%") == digits


# ── numbers checked by hand ─────────────────────────────────────────────────────────────────


def test_the_flood_works_have_45485_planned_and_secured_and_20609_executed(book: Book) -> None:
    assert rows_of(tables.measures_table(*at(book, "daejeon-junggu/flood-prevention"), book)) == [
        ["재원", "계획 (백만 원)", "확보 (백만 원)", "집행 (백만 원)", "집행÷확보 (%)"],
        ["국비", "13645", "13645", "13645", "100.0"],
        ["시비", "31840", "31840", "6964", "21.9"],
        ["총계", "45485", "45485", "20609", "45.3"],
    ]


def test_the_plan_of_ansan_keeps_its_blanks(book: Book) -> None:
    table = tables.years_table(*at(book, "ansan/higher-vocational-hub"), book)
    assert rows_of(table) == [
        ["연도", *(f"{name} (백만 원)" for name in ("계", "국비", "도비", "시비", "기타"))],
        ["2022", "", "", "", "", ""],
        ["2023", "1500", "1350", "", "150", ""],
        ["2024", "1500", "1350", "", "150", ""],
        ["2025", "1500", "1350", "", "150", ""],
        ["2026", "", "", "", "", ""],
        ["임기 후", "", "", "", "", ""],
        ["총계", "4500", "4050", "", "450", ""],
    ]
    html = table_html(table)
    assert (
        '<th scope="row">2022년</th><td class="n"><span class="nil"></span><span class="vh">자료 없음</span></td>'
        in html
    )
    assert '<tr class="total"><th scope="row">총계</th><td class="n">4,500</td>' in html
    assert "<caption><b>연도와 재원별 계획</b> · 단위 백만 원</caption>" in html


def test_suwon_is_set_year_against_year_and_the_term_against_the_term(book: Book) -> None:
    suwon = at(book, "suwon/jobs-170k")
    assert [line[:5] for line in rows_of(tables.targets_table(*suwon, "jobs"))] == [
        ["연도", "목표 (개)", "실적 (개)", "차이 (개)", "달성률 (%)"],
        ["2014", "30000", "33634", "3634", "112.1"],
        ["2015", "34000", "39275", "5275", "115.5"],
        ["2016", "34000", "43382", "9382", "127.6"],
        ["2017", "36000", "41944", "5944", "116.5"],
        ["2018", "", "", "", ""],
    ]
    term = rows_of(tables.term_table(*suwon, "jobs"))[1]
    assert term[:6] == ["임기 전체", "2014/2017", "170000", "158235", "-11765", "93.1"]


def test_mungyeong_says_68_percent_beside_40_and_98_point_3(book: Book) -> None:
    head, *lines = rows_of(tables.rates_table(book, link))
    found = next(dict(zip(head, line, strict=True)) for line in lines if line[0] == "문경시")
    assert (found["발표값 (%)"], found["완료율 (%)"], found["정상추진율 (%)"]) == ("68", "40.0", "98.3")
    assert found["결과"] == "맞는 산식 없음"
    html = table_html(tables.rates_table(book, link))
    assert "<b>68%</b>" in html
    assert "98.3%<small>완료+추진 중 59 ÷ 60</small>" in html


def test_every_published_count_is_told_even_where_nothing_can_be_recomputed(book: Book) -> None:
    html = table_html(tables.rates_table(book, link))
    told = re.findall(r'data-label="함께 발표된 건수">([^<]*)(?:<small>([^<]*)</small>)?', html)
    assert ("전체 79 · 완료 54 · 정상추진/추진 중 25", "완료 54에 이행 후 계속추진 포함") in told
    assert ("전체 79 · 완료 54 · 정상추진/추진 중 25", "") in told
    assert ("전체 60 · 완료 24 · 정상추진/추진 중 35 · 보류 1", "") in told
    assert (
        "전체 106 · 완료 49 · 정상추진/추진 중 45 · 기타 12",
        "제외 10, 통폐합 2, 추진 중 45 (합 106)",
    ) in told
    head, *lines = rows_of(tables.rates_table(book, link))
    gwanak = [dict(zip(head, line, strict=True)) for line in lines if line[0] == "서울특별시 관악구"]
    assert [(each["임기"], each["비고"]) for each in gwanak] == [
        ("민선 8기", "17개 조기 완료; 나머지 상태별 수는 없음"),
        ("민선 7기", "2개는 추진이 어려움"),
    ]
    assert '<small class="meta">공약사업 이행률 · 민선 7기 · 기준일 자료 없음</small>' in html
    assert '<small class="meta">공약사업 이행률 · 2025년 9월 30일</small>' in html


def test_the_note_of_an_outcome_stands_under_its_value_and_in_the_file(book: Book) -> None:
    anyang = tables.outcomes_table(*at(book, "anyang/higher-vocational-hub"), book)
    assert ">725<small>1차년도, 39개 과정</small></td>" in table_html(anyang)
    assert rows_of(anyang)[1][-1] == "1차년도, 39개 과정"
    suwon = tables.term_table(*at(book, "suwon/jobs-170k"), "jobs")
    note = "2014~2017년 합계; 기사는 목표의 93.1%로 적음"
    assert f">158,235<small>{note}</small></td>" in table_html(suwon)
    assert ">170,000<small>민선 6기 전체 목표</small></td>" in table_html(suwon)
    remark = dict(zip(*rows_of(suwon), strict=True))["비고"]
    assert remark.startswith(f"민선 6기 전체 목표; {note}")


def test_a_programme_names_the_sources_of_its_figures(book: Book) -> None:
    table = tables.programmes_table(book, ["hive"], link)
    head, *lines = rows_of(table)
    found = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    anyang, geoje = found["안양시"], found["거제시"]
    sources = book.places["anyang"].sources
    assert anyang["출처 주소"] == f"{sources['kgnews-anyang'].url}; {sources['kyeonggi-anyang'].url}"
    assert anyang["연도 없는 금액"] == "연도 없이 적힌 국비 확보 19억 5,800만 원"
    assert geoje["출처 주소"] == book.places["geoje"].sources["busan-geoje"].url
    html = table_html(table)
    assert "<small>연도 없이 적힌 국비 확보 19억 5,800만 원</small>" in html
    assert 'data-label="계획 총액 (백만 원)"' in html


def test_a_place_tells_amounts_without_a_year_under_their_measure(book: Book) -> None:
    table = tables.places_table(book, link, "programme")
    head, *lines = rows_of(table)
    anyang = next(dict(zip(head, line, strict=True)) for line in lines if line[0] == "안양시")
    assert (anyang["확보 (백만 원)"], anyang["연도 없는 금액"]) == (
        "",
        "연도 없이 적힌 국비 확보 19억 5,800만 원",
    )
    assert "자료 없음</span><small>연도 없이 적힌 국비 19억 5,800만 원</small></td>" in table_html(table)
    junggu = next(line for line in rows_of(tables.places_table(book, link)) if line[0] == "대전광역시 중구")
    assert dict(zip(head, junggu, strict=True))["집행÷계획 (%)"] == "41.5"  # 22,943 ÷ (45,485 + 9,519 + 244)


def test_places_stand_side_by_side_and_are_never_added(book: Book) -> None:
    table = tables.places_table(book, link)
    assert not any(row.kind == "total" for row in table.rows)
    html = table_html(table)
    assert "22,943<small>8건 가운데 3건</small>" in html
    assert "45.4%<small>22,943 ÷ 50,514 (3건, 5건은 금액이 없어 뺌)</small>" in html


def test_money_without_a_year_is_shown_and_is_no_total(book: Book) -> None:
    anyang = at(book, "anyang/higher-vocational-hub")
    assert rows_of(tables.year_measures_table(*anyang, book))[1:] == [["연도 적혀 있지 않음", "", "1958", ""]]
    html = table_html(tables.pledges_table(book, AS_OF, link, [anyang[0]]))
    assert "안양시 · 지원사업 · 교육 · 연도 없이 적힌 국비 확보 19억 5,800만 원" in html
    assert 'data-money="secured"' in html
    head, line = rows_of(tables.pledges_table(book, AS_OF, link, [anyang[0]]))
    assert dict(zip(head, line, strict=True))["확보 (백만 원)"] == ""


# ── blank, zero, dash ───────────────────────────────────────────────────────────────────────


def test_blank_zero_and_dash_are_three_things(tmp_path: Path) -> None:
    data = copied(tmp_path)
    exchanged(data, "gaon/targets.csv", "riders,2024,12000,,", "riders,2024,,-,")
    exchanged(data, "gaon/targets.csv", "riders,2023,8000,,", "riders,2023,,,")
    exchanged(data, "gaon/outcomes.csv", "riders,2024,12500,,", "riders,2024,0,,")
    exchanged(data, "gaon/outcomes.csv", "riders,2023/2024,21500", "riders,2023/2024,9000")
    table = tables.targets_table(*at(loaded(data), "gaon/night-bus"), "riders")
    assert [line[:3] for line in rows_of(table)[1:]] == [
        ["출발값(2022년)", "", "0"],
        ["2023", "", "9000"],
        ["2023/2024", "", "9000"],
        ["2024", "-", "0"],
    ]
    html = table_html(table)
    assert '2023년</th><td class="n"><span class="nil"></span><span class="vh">자료 없음</span></td>' in html
    assert '2024년</th><td>‘-’<small>출처에 줄표만 적혀 있음</small></td><td class="n">0</td>' in html


def test_targets_in_words_stay_words_and_a_dash_says_what_it_is(book: Book) -> None:
    table = tables.targets_table(*at(book, "ansan/higher-vocational-hub"), "selection")
    assert rows_of(table)[1] == [
        "2023",
        "고등 직업교육 거점지구 조성 공모사업 참여",
        "",
        "목표가 글로 적혀 있어 비율을 셈하지 않습니다.",
    ]
    assert rows_of(table)[4] == ["2026", "-", "", "목표가 줄표로만 적혀 있습니다."]
    html = table_html(table)
    assert 'data-label="목표">‘-’<small>출처에 줄표만 적혀 있음</small></td>' in html
    # no year has an outcome: the sentence above says so once
    assert "실적" not in html


@pytest.mark.parametrize(
    ("cell", "read", "written"),
    [
        (Cell(), "자료 없음", None),
        (Cell(Decimal("0"), "number"), "0", Decimal(0)),
        (Cell("-"), "‘-’", "-"),
        (Cell(Decimal("345179.40"), "number"), "345,179.40", Decimal("345179.40")),
        (Cell(Decimal("-1200"), "number"), "−1,200", Decimal(-1200)),
        (Cell(Decimal("3634"), "signed"), "+3,634", Decimal(3634)),
        (Cell(Decimal("0"), "signed"), "0", Decimal(0)),
        (Cell(Decimal("81.94"), "percent"), "81.94%", Decimal("81.94")),
        (Cell(Decimal("45485"), "won"), "454억 8,500만", Decimal(45485)),
        (Cell("2023-Q2", "date"), "2023년 2분기", "2023-Q2"),
        (Cell("2024", "year"), "2024년", "2024"),
        (Cell("before", "year"), "기투자", "기투자"),
        (Cell("term", "year"), "임기 전체", "임기 전체"),
    ],
)
def test_what_is_read_is_made_from_what_is_written(cell: Cell, read: str, written: object) -> None:
    assert tables.text_of(cell) == read
    assert tables.value_of(cell) == written


def test_a_table_without_money_or_roadmap_has_no_rows(small: Book) -> None:
    bus = at(small, "gaon/night-bus")
    assert tables.roadmap_table(bus[0], AS_OF).rows == ()
    assert tables.milestones_table(*bus, small).rows == ()
    assert tables.term_table(*bus, "riders").rows == ()
    assert tables.years_table(*at(small, "naru/field-school"), small, "executed").rows == ()
    with pytest.raises(KeyError):
        tables.targets_table(*bus, "nothing")


# ── safe and plain ──────────────────────────────────────────────────────────────────────────

HOSTILE = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"


def test_everything_from_data_is_escaped() -> None:
    cell = Cell(HOSTILE, note=HOSTILE, href=HOSTILE, code=HOSTILE, pairs=((HOSTILE, HOSTILE),), label=HOSTILE)
    shapes = ("text", "status", "signals", "links", "bar")
    rows = tuple(Row((cell, replace(cell, shape=shape)), data=(("text", HOSTILE),)) for shape in shapes)
    columns = (Column(HOSTILE, note=HOSTILE), Column(HOSTILE, unit=HOSTILE, wide=True, sort=HOSTILE))
    for classes in ("", "list"):
        html = table_html(Table("x", HOSTILE, columns, rows, HOSTILE, HOSTILE, True, classes))
        assert "<script" not in html
        assert "{{ 7 * 7 }}" in html
        assert "49" not in html
        attributes = [value for _, attrs in _Parts(html).tags for value in attrs.values()]
        assert HOSTILE in attributes


def test_the_csv_holds_no_formula_but_keeps_dash_and_numbers() -> None:
    cells = ("=1+1", "+82", "@name", "-", "-12", "- 인재 양성", "\tx", "가나", "+3,634")
    table = Table("x", "x", (Column("값"),), tuple(Row((Cell(each),)) for each in cells))
    assert [line[0] for line in rows_of(table)[1:]] == [
        "'=1+1", "'+82", "'@name", "-", "-12", "'- 인재 양성", "'\tx", "가나", "'+3,634",
    ]  # fmt: skip


def test_the_csv_opens_in_korean_excel(small: Book) -> None:
    data = table_csv(MADE["years"](small))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 5


def test_addresses_come_from_the_page_and_from_the_data(small: Book) -> None:
    html = table_html(MADE["pledges"](small))
    assert '<a href="../gaon/small-parks/">작은 공원 열 곳 만들기</a>' in html
    assert re.findall(r'href="(?!\.\./|#i-)[^"]*"', html) == []


def test_a_printed_value_is_marked_with_its_row_and_a_computed_one_with_its_formula(small: Book) -> None:
    table = MADE["measures"](small)
    html = table_html(table, True)
    printed = small.commitments["gaon/small-parks"].spending[4]
    behind = f'[[["data/gaon/spending.csv", {printed.where.line}]], ""]'
    assert f'<a class="ref" data-ref="{escape(behind)}">1,200</a>' in html
    assert "집행 ÷ 확보 = 450 ÷ 900 = 50.0%" in html
    assert 'class="ref"' not in table_html(table)


def test_every_status_and_signal_has_its_own_icon_and_words(small: Book) -> None:
    assert set(tables.STATUS_ICONS) == {code.replace("_", "-") for code in STATUSES}
    assert set(compute.SIGNALS) <= set(tables.SIGNAL_ICONS)
    assert tables.status_pill("on_track", "정상추진") == (
        '<span class="status status--on-track"><svg class="icon" aria-hidden="true"><use href="#i-track"/></svg>'
        "정상추진</span>"
    )
    assert tables.signal_tag("overdue", "기한 지남", tag=False) == (
        '<span class="signal"><svg class="icon" aria-hidden="true"><use href="#i-clock"/></svg>기한 지남</span>'
    )


# ── the list ────────────────────────────────────────────────────────────────────────────────


def test_a_row_of_the_list_carries_what_it_is_found_by(small: Book) -> None:
    row = tables.pledges_table(small, AS_OF, link).rows[0]
    # no-status stands in no row: the status itself says it
    shown = [each.code for each in compute.signals(*at(small, "gaon/small-parks"), small, AS_OF)]
    assert dict(row.data) == {
        "place": "gaon",
        "field": "environment",
        "kind": "pledge",
        "status": "on_track",
        "signals": " ".join(shown),
        "money": "executed",
        "dept": "공원과",
        "no": "1-1",
        "keywords": "공원|녹지",
        "planned": "1200",
        "secured": "900",
        "executed": "450",
        "reached": "85.7",
        "tags": str(len(shown)),
        "asof": "2025-09-30",
        "text": "작은공원열곳만들기tensmallparks1-1공원과공원녹지가온시",
    }


@pytest.mark.parametrize(
    ("key", "order"),
    [("suwon/jobs-170k", "93.1"), ("anyang/higher-vocational-hub", "told"), ("anyang/jobs-plan", None)],
)
def test_the_list_sorts_outcomes_by_attainment_and_tells_those_without_one_apart(
    key: str, order: str | None, book: Book
) -> None:
    row = tables.pledges_table(book, AS_OF, link, [book.commitments[key]]).rows[0]
    assert dict(row.data).get("reached") == order


@pytest.mark.parametrize(
    ("key", "told", "under"),
    [
        ("suwon/jobs-170k", "158,235개 · 임기 목표의 93.1%", "2014~2017년 합계"),
        ("anyang/higher-vocational-hub", "실적 4가지", ""),
        ("anyang/jobs-plan", "", ""),
    ],
)
def test_the_list_tells_what_was_reached_beside_the_money(
    key: str, told: str, under: str, book: Book
) -> None:
    table = tables.pledges_table(book, AS_OF, link, [book.commitments[key]])
    head, line = rows_of(table)
    assert dict(zip(head, line, strict=True))["실적"] == told
    words = f'data-value="{told}">{told}<small>{under}</small>' if under else f'data-value="{told}">'
    assert words in table_html(table)


@pytest.mark.parametrize(
    ("keys", "caption"),
    [
        (("gaon/small-parks", "gaon/night-bus"), "공약 2건"),
        (("naru/field-school",), "지원사업 1건"),
        (("gaon/night-bus", "naru/field-school"), "공약과 지원사업 2건"),
        ((), "공약과 지원사업 0건"),
    ],
)
def test_the_caption_of_the_list_names_only_what_is_listed(
    keys: tuple[str, ...], caption: str, small: Book
) -> None:
    table = tables.pledges_table(small, AS_OF, link, [small.commitments[key] for key in keys])
    assert table.caption == f"{caption}의 상태, 계획, 확보, 집행, 실적, 신호"


def test_a_row_names_each_thing_that_is_not_known_in_its_own_cell(book: Book) -> None:
    html = table_html(tables.pledges_table(book, AS_OF, link, [book.commitments["busan/youth-space"]]))
    for label in ("상태", "계획", "확보", "집행"):
        assert re.search(
            f'<td role="cell" class="[^"]*gap" data-label="{label}" data-value=""><span class="nil"></span>'
            '<span class="vh">자료 없음</span></td>',
            html,
        ), label
    # the last of them also shows the words on a card
    assert '<td role="cell" class="gap gap--last" data-label="실적"' in html
    assert html.count("gap--last") == 1
    assert "status--unknown" not in html
    assert 'class="none"' not in html
    assert '<svg class="ledger' not in html


def test_a_plan_alone_draws_no_bar(book: Book) -> None:
    def bars(key: str) -> int:
        html = table_html(tables.pledges_table(book, AS_OF, link, [book.commitments[key]]))
        return html.count('<svg class="ledger')

    assert (bars("ansan/higher-vocational-hub"), bars("daejeon-junggu/flood-prevention")) == (0, 1)


def test_what_a_column_says_as_not_known_is_no_tag_beside_it(book: Book) -> None:
    table = tables.pledges_table(book, AS_OF, link, [book.commitments["busan/youth-space"]])
    html = table_html(table)
    assert "상태 자료 없음</span>" not in html
    assert "실적 자료 없음</span>" not in html
    data = dict(table.rows[0].data)
    assert (data["status"], data["signals"].split(), "tags" in data) == ("unknown", ["no-outcome"], False)
    head, line = rows_of(table)
    found = dict(zip(head, line, strict=True))
    assert found["계산한 신호"] == "상태 자료 없음; 실적 자료 없음"
    assert (found["기관이 밝힌 상태"], found["실적"]) == ("", "")


def test_an_outcome_that_tells_only_a_part_keeps_its_tag(book: Book) -> None:
    html = table_html(tables.pledges_table(book, AS_OF, link, [book.commitments["suwon/jobs-170k"]]))
    assert "실적 자료 없음</span>" in html


def test_an_amount_without_a_year_is_not_shown_as_missing(book: Book) -> None:
    table = tables.pledges_table(book, AS_OF, link, [book.commitments["anyang/higher-vocational-hub"]])
    html = table_html(table)
    assert '<td role="cell" class="n" data-label="확보" data-value=""><small>연도 없음</small></td>' in html
    head, line = rows_of(table)
    found = dict(zip(head, line, strict=True))
    assert (found["확보 (백만 원)"], found["연도 없는 금액"]) == (
        "",
        "연도 없이 적힌 국비 확보 19억 5,800만 원",
    )


def test_two_programmes_stand_side_by_side_place_by_place(book: Book) -> None:
    head, *lines = rows_of(tables.differences_table(book, ["hive", "innovation-district"]))
    assert head == ["견줄 것", "고등직업교육거점지구(HiVE)", "직업교육 혁신지구"]
    told = {line[0]: line[1:] for line in lines}
    assert told["실은 곳"] == [
        "안산시 (공약), 안양시, 대구광역시 달서구, 거창군, 거제시",
        "안산시, 서울특별시",
    ]
    assert told["계획 총액"] == [
        "안산시 (공약): 45억 원; 거제시: 45억 원; 나머지 3곳: 자료 없음",
        "안산시: 10억 5,000만 원; 서울특별시: 10억 원",
    ]
    assert told["실적이 적힌 지표"][1] == ""


def test_statuses_are_counted_with_how_complete_the_list_is(book: Book) -> None:
    head, *lines = rows_of(tables.statuses_table(book, link))
    songpa = next(dict(zip(head, line, strict=True)) for line in lines if line[0] == "서울특별시 송파구")
    assert songpa["완료 (건)"] == "1"
    assert songpa["이행 후 계속추진 (건)"] == "6"
    assert songpa["정상추진 (건)"] == "2"
    assert (songpa["실은 공약 (건)"], songpa["전체 공약 (건)"], songpa["목록"]) == (
        "9",
        "100",
        "목록 일부만 수록",
    )


# ── the roadmap ─────────────────────────────────────────────────────────────────────────────


def with_roadmap(small: Book, start: str, end: str, period: dict[str, str] | None = None) -> Commitment:
    sheet = {
        "title": "길", "field": "environment", "source": "gaon-plan",
        "roadmap": [{"task": "일", "from": start, "to": end}],
        **({"period": period} if period else {}),
    }  # fmt: skip
    return replace(small.commitments["gaon/small-parks"], sheet=Sheet.model_validate(sheet))


@pytest.mark.parametrize("years", range(1, 9))
def test_a_roadmap_has_four_quarters_for_each_of_its_years(years: int, small: Book) -> None:
    table = tables.roadmap_table(with_roadmap(small, "2023-Q2", f"{2022 + years}-Q3"), date(2023, 5, 1))
    html = table_html(table)
    # 1 May 2023 is 30 of 91 days into its quarter
    assert f'style="--quarters:{years * 4};--today:0.33"' in html
    assert html.count('class="quarter"') == years * 4
    assert html.count("분기 추진 계획</span>") == (years - 1) * 4 + 2
    assert '<td role="cell" class="on from today"><span class="vh">2023년 2분기 추진 계획</span></td>' in html


def test_a_roadmap_tells_what_lies_after_the_period_and_where_today_is(book: Book) -> None:
    table = tables.roadmap_table(book.commitments["ansan/higher-vocational-hub"], AS_OF)
    html = table_html(table)
    assert "2026년 1분기부터의 칸은 사업기간(2023년 ~ 2025년)보다 뒤입니다</caption>" in html
    assert (
        '<td role="cell" class="on to past-end today"><span class="vh">2026년 4분기 추진 계획</span></td>'
        in html
    )
    # 22 November is 52 of 92 days into the last quarter of four years; 2025 ends with the third year
    assert (
        '<tr role="row" style="--at:15.565"><td class="at at--today at--left" role="cell" colspan="17">오늘 2026년 11월 22일</td></tr>'
        in html
    )
    assert (
        '<tr role="row" style="--at:12.0"><td class="at at--end at--left" role="cell" colspan="17">사업기간 끝 2025년</td></tr>'
        in html
    )
    assert 'style="--quarters:16;--end:1.0;--today:0.565"' in html
    assert rows_of(table) == [
        ["세부계획", "시작", "끝", "사업기간 끝", "비고"],
        ["교육부 공모사업 참여", "2023-Q2", "2023-Q3", "2025", ""],
        ["고등 직업교육 거점지구 조성", "2023-Q3", "2026-Q4", "2025", ""],
    ]


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2020, 1, 5), "오늘(2020년 1월 5일)은 이 표보다 앞입니다"),
        (date(2026, 11, 22), "오늘(2026년 11월 22일)은 이 표보다 뒤입니다"),
    ],
)
def test_a_today_outside_the_roadmap_is_told_in_its_caption(as_of: date, told: str, small: Book) -> None:
    html = table_html(tables.roadmap_table(with_roadmap(small, "2023", "2023"), as_of))
    assert f"<b>세부계획을 추진하기로 한 분기</b> · {told}</caption>" in html
    assert "<tfoot" not in html


def test_a_roadmap_of_more_than_eight_years_is_a_plain_table(small: Book) -> None:
    table = tables.roadmap_table(with_roadmap(small, "2020", "2028", {"end": "2027"}), AS_OF)
    assert table.grid is None
    html = table_html(table)
    assert '<table class="tbl tbl--cards" role="table">' in html
    assert "2028년 1분기부터의 칸은 사업기간(~ 2027년 (시작 자료 없음))보다 뒤입니다" in html


# ── people ──────────────────────────────────────────────────────────────────────────────────


def test_phones_without_an_area_code_say_so(book: Book, small: Book) -> None:
    ansan = tables.contacts_table(*at(book, "ansan/higher-vocational-hub"))
    assert '<th scope="col">전화 (지역번호는 원문에 없음)</th>' in table_html(ansan)
    assert '<th scope="col">전화</th>' in table_html(MADE["contacts"](small))
    assert rows_of(ansan)[0] == ["역할", "전화"]


def test_a_problem_leads_to_its_row(small: Book) -> None:
    html = table_html(MADE["problems"](small), True)
    behind = escape('[[["data/gaon/pledges/small-parks.yml", 40]], ""]')
    assert f'<a class="ref" data-ref="{behind}">data/gaon/pledges/small-parks.yml:40</a>' in html
    assert rows_of(MADE["problems"](small))[2][3] == "data/gaon/sources.csv"


def test_a_second_plan_shows_its_difference_from_the_first(tmp_path: Path) -> None:
    data = copied(tmp_path)
    added("gaon/spending.csv", "small-parks,planned,total,total,900,2024-01-31,gaon-plan,")(data)
    table = tables.plan_change_table(compute.money(*at(loaded(data), "gaon/small-parks")))
    assert rows_of(table)[1:] == [
        ["당초", "2022-10-31", "1000", ""],
        ["변경", "2023-01-31", "1200", "200"],
        ["변경", "2024-01-31", "900", "-100"],
    ]


def test_a_level_stands_beside_its_baseline(book: Book) -> None:
    table = tables.targets_table(*at(book, "anyang/jobs-plan"), "employment-rate")
    assert [line[:4] for line in rows_of(table)] == [
        ["연도", "목표 (%)", "실적 (%)", "차이 (%p)"],
        ["출발값(2022년 4월)", "", "66.4", ""],
        ["2026", "67", "", ""],
    ]
    assert Where("data/anyang/targets.csv", 6) == table.rows[1].cells[1].where
