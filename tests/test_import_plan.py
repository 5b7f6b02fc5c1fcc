"""Plan sheets in, data out: every fixture whole, sums by hand, and what must be refused."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import import_plan
from macros.check import check_data
from macros.intake import Cell, Document, Line, Row, Table
from macros.intake.plan import (
    Asked,
    Identity,
    SheetRefused,
    plan_yaml,
    read_plan,
    reading_lines,
    spending_rows,
    target_rows,
)
from macros.intake.reading import read_document
from tests.changed import copied, exchanged
from tests.conftest import AS_OF

PLANS = Path(__file__).resolve().parent / "plans"
NAMES = ("홍길동", "성춘향", "이몽룡", "임꺽정")
CLASSES = {
    "project_type": {"new": "신규", "continuing": "계속"},
    "budget_type": {"budgeted": "예산", "non_budget": "비예산"},
    "completion_timing": {"within_term": "임기 내", "after_term": "임기 후"},
    "authority": {"national": "국가", "province": "시·도", "own": "자체"},
    "horizon": {"short": "단기", "mid": "중기", "long": "장기"},
}
# invented places beside those of the small data: name, level
PLACES = {"dasol": ("데라광역시 다솔구", "district"), "maru": ("마루시", "city")}
# form → its place, what is said by hand, and by hand from the print: rows of money, total, the funds' totals
FORMS: dict[str, tuple[list[str], int, str, dict[str, str]]] = {
    # 1,800 = 600 × 3; 1,080 = 360 × 3; 720 = 240 × 3; 6 cells in 계, 5 in each of four funds
    "gaon-empty-houses.txt": ([], 26, "1800", {"national": "1080", "own": "720"}),
    # 4,100.5 + 2,017.4 + 8,400 + 8,000 + 6,500 + 3,500 + 2,000; 국비 has 7 cells, the other rows 8
    "dasol-flood.txt": (
        [],
        31,
        "34517.9",
        {"national": "15200", "province_or_metro": "12017.9", "own": "7300"},
    ),
    # in 천원: 150,500 + 300,000 + 309,500 + 200,000 = 960,000 = 288,000 + 672,000; 3 rows of 7 without 소계
    "gaon-night-school.md": ([], 21, "960", {"province_or_metro": "288", "own": "672"}),
    # in 억원: 6.5 + (4 + 8) + (10 + 12) + 12 = 52.5 = 36.75 + 15.75; 4 rows of 5 with the halves added
    "naru-reservoir.txt": ([], 20, "5250", {"national": "3675", "own": "1575"}),
    # in 원: 250,000,000 + 500,000,000; 200,000,000 + 450,500,000 + 99,500,000 + 0
    "gaon-library.md": (
        [],
        15,
        "750",
        {"province_or_metro": "200", "own": "450.5", "private": "99.5", "other": "0"},
    ),
    "dasol-alley-parking.docx": (
        [],
        40,
        "82187.9",
        {"national": "41250.5", "province_or_metro": "19616.4", "own": "21321.0"},
    ),
    "gaon-library-nights.html": (
        [],
        35,
        "896.5",
        {"province_or_metro": "165", "own": "691.5", "other": "40"},
    ),
    "maru-stream-path.pdf": (
        [],
        30,
        "8425",
        {"national": "3500", "province_or_metro": "1200", "own": "2725", "private": "1000"},
    ),
    # 7,000 + 9,325 + 2,100 = 18,425 beside a printed 18,424
    "naru-village-bus.hwpx": (
        ["--fund", "시비=province_or_metro"],
        35,
        "18424",
        {"province_or_metro": "7000", "own": "9325", "other": "2100"},
    ),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small data with two more invented places."""
    folder = copied(tmp_path)
    exchanged(
        folder,
        "terms.yml",
        "  county:\n    ko: 군\n",
        "  district:\n    ko: 자치구\n    en: District\n  county:\n    ko: 군\n",
    )
    exchanged(
        folder,
        "terms.yml",
        "  authority:\n",
        "  authority:\n    province:\n      ko: 시·도\n      en: Province\n",
    )
    for id, (name, level) in PLACES.items():
        (folder / id).mkdir()
        (folder / id / "place.yml").write_text(f"name: {name}\nlevel: {level}\n", "utf-8")
        (folder / id / "sources.csv").write_text(
            "id,publisher,title,url,published,read,kind,licence,archived_url,note\n", "utf-8"
        )
    return folder


@pytest.fixture
def run(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`run(file, place, *options)` is the exit code of the command and what it said."""
    monkeypatch.setenv("AS_OF", AS_OF.isoformat())

    def command(file: Path | str, place: str, *options: str) -> tuple[int, str, str]:
        given = ["--place", place, "--id", "from-sheet", "--field", "environment", "--data", str(data)]
        monkeypatch.setattr(sys, "argv", ["import_plan.py", str(file), *given, *options])
        try:
            code = import_plan.main()
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


Run = Callable[..., tuple[int, str, str]]


def _place(form: str) -> str:
    return form.split("-")[0]


def _taken(data: Path, place: str) -> str:
    """The YAML file and the rows that an import added, as one text."""
    parts = [(data / place / "pledges" / "from-sheet.yml").read_text("utf-8")]
    for name in ("sources.csv", "spending.csv", "targets.csv"):
        path = data / place / name
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        rows = [line for line in lines if line.startswith("from-sheet")]
        if rows:
            parts.append("\n".join([f"== {name}", lines[0], *rows]) + "\n")
    return "\n".join(parts)


WRITTEN = [form for form in FORMS if form != "maru-stream-path.pdf"]


@pytest.mark.parametrize("form", WRITTEN)
def test_a_sheet_becomes_the_whole_yaml_and_rows_of_its_commitment(
    form: str, data: Path, run: Run, expected: Callable[[str, str], None]
) -> None:
    code, out, err = run(PLANS / form, _place(form), "--write", *FORMS[form][0])
    assert (code, err) == (0, "")
    report = out.split("\ndata/")[0]
    expected(f"plans/{form}.txt", f"{report}\n{_taken(data, _place(form))}")
    everything = out + "".join(path.read_text("utf-8") for path in data.rglob("*.*"))
    assert not [name for name in NAMES if name in re.sub(r"\s", "", everything)]


def test_money_below_nought_is_read_and_refused_by_the_checks_of_the_data(data: Path, run: Run) -> None:
    code, out, _ = run(PLANS / "maru-stream-path.pdf", "maru", "--write")
    assert code == 1
    assert "  맞음: 국비 35.0 = 12.5 + 20.0 + △1.5 + 4.0\n" in out
    assert "from-sheet,planned,2025,national,-150,,from-sheet-plan,△1.5억원\n" in out
    assert "금액이 0보다 작습니다" in out
    assert not (data / "maru" / "pledges").exists()


def _asked(form: str) -> Asked:
    known = {**PLACES, "gaon": ("가온시", "city"), "naru": ("나루군", "county")}
    name, level = known[_place(form)]
    given = {"시비": "province_or_metro"} if form.startswith("naru") else {}
    return Asked(name, "", level, given, CLASSES)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {form: read_document(form, (PLANS / form).read_bytes()) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_the_sums_of_a_form_are_those_computed_by_hand(form: str, documents: dict[str, Document]) -> None:
    _, rows, total, funds = FORMS[form]
    plan = read_plan(documents[form], _asked(form)).plan
    assert len(plan.amounts) == rows
    cells = {(each.year, each.fund): each.million for each in plan.amounts}
    assert cells["total", "total"] == Decimal(total)
    for fund, value in funds.items():
        years = [million for (year, of), million in cells.items() if of == fund and year != "total"]
        assert cells["total", fund] == Decimal(value)
        assert sum((each for each in years if each is not None), Decimal(0)) == Decimal(value)


def test_every_form_of_the_folder_is_tried() -> None:
    assert {path.name for path in PLANS.iterdir() if path.name != "README.md"} == set(FORMS)


# ── what is refused, on one small sheet ─────────────────────────────────────────────────────

SHEET = """## 공약사항

### ◇ 우물 고치기

- 마을 우물 세 곳을 고친다

## 사업개요

- 사업기간 : 2023년 ~ 2024년

## 연차별 투자계획

(단위: 백만원)

{table}
"""
MONEY = [
    "구분\t총계\t2022년\t2023년\t2024년\t임기후",
    "계\t300\t\t100\t200\t",
    "국비\t200\t\t50\t150\t",
    "시비\t100\t\t50\t50\t",
]
CITY = Asked("가온시", "", "city", {}, CLASSES)


def _sheet(*rows: str, text: str = SHEET) -> Document:
    return read_document("sheet.txt", text.replace("{table}", "\n".join(rows)).encode())


def _refusals(document: Document, asked: Asked = CITY) -> list[str]:
    with pytest.raises(SheetRefused) as caught:
        read_plan(document, asked)
    return [str(each) for each in caught.value.refusals]


def _amounts(document: Document, asked: Asked = CITY) -> dict[tuple[str, str], tuple[Decimal | None, str]]:
    return {(each.year, each.fund): each[2:] for each in read_plan(document, asked).plan.amounts}


def test_a_short_row_that_fits_in_two_ways_is_asked_about_with_both() -> None:
    rows = [
        "구분\t총계\t2022년\t2023년\t2024년",
        "계\t300\t100\t100\t100",
        "국비\t200\t100\t100",
        "시비\t100\t\t\t100",
    ]
    rows[1] = "계\t300\t100\t100\t"
    rows[3] = "시비\t100\t100\t"
    assert _refusals(_sheet("구분\t총계\t2022년\t2023년\t2024년", "국비\t200\t100\t100")) == [
        "16행: 머리 칸은 4개인데 값이 3개라 어느 칸의 값인지 정할 수 없습니다: 국비 | 200 | 100 | 100."
        " 합계에 맞는 자리가 여럿입니다: ‘총계 200, 2022년 100, 2023년 100’ 또는 ‘총계 200, 2022년 100, 2024년 100’"
        " 또는 ‘총계 200, 2023년 100, 2024년 100’"
        " → 빠진 칸을 채워 머리 행과 칸 수를 맞춘 뒤 다시 실행하세요."
    ]


def test_a_short_row_that_fits_nowhere_is_asked_about() -> None:
    assert _refusals(_sheet(*MONEY[:2], "국비\t200\t60\t140", MONEY[3])) == [
        "17행: 머리 칸은 5개인데 값이 3개라 어느 칸의 값인지 정할 수 없습니다: 국비 | 200 | 60 | 140."
        " 합계에 맞는 자리가 없습니다 → 빠진 칸을 채워 머리 행과 칸 수를 맞춘 뒤 다시 실행하세요."
    ]


def test_a_short_row_is_placed_where_only_one_way_fits() -> None:
    found = _amounts(_sheet(*MONEY[:2], "국비\t200\t50\t150", MONEY[3]))
    assert found["2023", "national"] == (Decimal(50), "")
    assert found["2024", "national"] == (Decimal(150), "")
    assert ("2022", "national") not in found
    assert found["2022", "own"] == (None, "")


def test_money_without_a_unit_is_asked_about() -> None:
    text = SHEET.replace("(단위: 백만원)\n", "")
    assert _refusals(_sheet(*MONEY, text=text)) == [
        "14행: 금액의 단위가 적혀 있지 않습니다 → 원본에서 확인해 --unit으로 알려 주세요:"
        " 조원, 십억원, 억원, 천만원, 백만원, 만원, 천원, 원"
    ]
    assert _amounts(_sheet(*MONEY, text=text), replace(CITY, unit="천원"))["total", "own"] == (
        Decimal("0.1"),
        "100천원",
    )


def test_a_total_that_its_parts_do_not_give_is_refused() -> None:
    rows = [row.replace("계\t300\t\t100\t200", "계\t310\t\t110\t200") for row in MONEY]
    assert _refusals(_sheet(*rows)) == [
        "16행: 합계가 맞지 않습니다: 총계 310 ≠ 200 + 100 = 300 → 원본과 견주어 문서의 숫자를 바로잡은 뒤 다시 실행하세요.",
        "16행: 합계가 맞지 않습니다: 2023년 110 ≠ 50 × 2 = 100 → 원본과 견주어 문서의 숫자를 바로잡은 뒤 다시 실행하세요.",
    ]


def test_two_tables_of_money_are_refused() -> None:
    assert _refusals(_sheet(*MONEY, "", "□ 예산계획", "", *MONEY)) == [
        "22행: 금액 표가 2개입니다(15행, 22행) → 이 공약의 연차별 투자계획표 하나만 남긴 뒤 다시 실행하세요."
    ]


def test_an_unknown_fund_is_asked_about_and_taken_from_the_person() -> None:
    sheet = _sheet(*(row.replace("시비", "균형특별회계") for row in MONEY))
    assert _refusals(sheet) == [
        "18행: 어느 재원인지 알 수 없는 행입니다: 균형특별회계 | 100 |  | 50 | 50 |  → 재원의 코드를"
        " --fund ‘균형특별회계=코드’로 알려 주세요. 코드: national, province_or_metro, own, lower, private, other"
    ]
    assert _amounts(sheet, replace(CITY, funds={"균형특별회계": "other"}))["total", "other"] == (
        Decimal(100),
        "",
    )


def test_a_name_in_an_odd_place_is_refused_and_never_said() -> None:
    sheet = _sheet(*MONEY, text=SHEET.replace("마을 우물", "담당자 홍길동이 맡아 팀장 성 춘 향 마을 우물"))
    said = _refusals(replace(sheet, blocks=(*sheet.blocks, Line("끝", "책임자 홍길동"))))
    assert said == [
        "5행: 내용 안에 사람 이름이나 개인 번호로 보이는 글자가 있습니다(○○○):"
        " - 담당자 ○○○이 맡아 팀장 ○○○ 마을 우물 세 곳을 고친다"
        " → 이름이면 문서에서 지우고, 이름이 아니면 --not-a-name ‘낱말’로 알려 준 뒤 다시 실행하세요."
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("담당자 홍길동이 맡음", "담당자 ○○○이 맡음"),
        ("이몽룡 팀장과 함께", "○○○ 팀장과 함께"),
        ("물사랑모임(대표 홍길동)", "물사랑모임(대표 ○○○)"),
        ("가온시장 성춘향 결재", "가온시장 ○○○ 결재"),
        ("문의는 임 꺽 정 (02-000-1234)", "문의는 ○○○ (02-000-1234)"),
        ("문의는 010-0000-1234", "문의는 ○○○"),
        ("참여자: 홍길동, 성춘향", "참여자: ○○○, ○○○"),
        ("담당자: 홍길동, 이몽룡", "담당자: ○○○, ○○○"),
        ("작성: 임꺽정", "작성: ○○○"),
        ("문의는 hong.gd@example.org", "문의는 ○○○"),
    ],
)
def test_a_name_beside_a_role_or_a_telephone_is_never_said(said: str, told: str) -> None:
    for text in (SHEET.replace("마을 우물", said), f"{SHEET}\n## 기타 사항\n\n- {said}\n"):
        shown = _outcome(_sheet(*MONEY, text=text), CITY)
        assert told in shown
        assert not [name for name in NAMES if name in re.sub(r"\s", "", shown)]


@pytest.mark.parametrize(
    "said",
    [
        "전통시장 조성",
        "담당자 교육 실시",
        "도시과 과장 회의",
        "이 세 명이 맡음",
        "시장 현대화 사업",
        "안 되는 곳 없이",
        "참여자: 이용자, 주민들",
    ],
)
def test_words_beside_a_role_are_no_names(said: str) -> None:
    assert read_plan(_sheet(*MONEY, text=SHEET.replace("마을 우물", said)), CITY).names == 0


def test_a_word_that_is_no_name_can_be_said_to_be_none() -> None:
    sheet = _sheet(*MONEY, text=SHEET.replace("마을 우물", "담당자 홍보물 마을 우물"))
    assert len(_refusals(sheet)) == 1
    read = read_plan(sheet, replace(CITY, no_names=("홍보물",)))
    assert read.plan.pledged == "담당자 홍보물 마을 우물 세 곳을 고친다"


def test_an_empty_document_is_refused(run: Run, tmp_path: Path) -> None:
    assert _refusals(Document("sheet.txt", ())) == [
        "문서에 글자가 없습니다 → 공약 실천계획서를 담은 파일인지 확인하세요."
    ]
    empty = tmp_path / "empty.txt"
    empty.write_text("\n\n", "utf-8")
    assert run(empty, "gaon") == (1, "", "빈 파일입니다. 내용이 든 파일을 고르세요.\n")


def test_a_letter_that_is_no_plan_is_refused() -> None:
    letter = Document("letter.txt", (Line("1행", "안녕하십니까"), Line("2행", "회의에 와 주십시오")))
    assert _refusals(letter) == [
        "공약의 제목을 찾지 못했습니다 → 문서의 ‘공약사항’ 아래에 제목을 적거나 --title로 알려 주세요.",
        "공약 실천계획서로 읽을 수 있는 내용이 없습니다 → 공약 하나의 실천계획서인지 확인하세요."
        " 표와 제목(정책목표, 사업개요, 투자계획 …)이 글자로 있어야 합니다.",
    ]


# ── what cells mean ─────────────────────────────────────────────────────────────────────────


def test_blank_dash_nought_and_absent_cells_stay_apart() -> None:
    found = _amounts(_sheet(MONEY[0], "계\t300\t0\t100\t200\t-", "국비\t300\t0\t100\t200"))
    assert found["2022", "total"] == (Decimal(0), "")
    assert found["after_term", "total"] == (None, "-")
    assert ("after_term", "national") not in found
    assert _amounts(_sheet(*MONEY))["2022", "total"] == (None, "")


def test_a_dot_is_a_comma_only_where_the_sums_say_so() -> None:
    rows = [MONEY[0], "계\t26.394\t\t24.394\t2,000\t"]
    assert _amounts(_sheet(*rows))["total", "total"] == (Decimal(26394), "문서에는 26.394")
    whole = [MONEY[0], "계\t26.394\t\t24.394\t2.000\t"]
    assert _amounts(_sheet(*whole))["2023", "total"] == (Decimal("24.394"), "")


def test_a_unit_printed_in_a_cell_is_that_of_the_cell() -> None:
    found = _amounts(_sheet(MONEY[0], "계\t3억원\t\t100\t200\t"))
    assert found["total", "total"] == (Decimal(300), "3억원")


def test_a_header_over_years_is_understood_without_its_blank_cells() -> None:
    found = _amounts(_sheet("구분\t총계\t임기내\t임기후", "소계\t2022\t2023", "계\t300\t200\t80\t120\t100"))
    assert {key: value for key, (value, _) in found.items()} == {
        ("total", "total"): Decimal(300),
        ("2022", "total"): Decimal(80),
        ("2023", "total"): Decimal(120),
        ("after_term", "total"): Decimal(100),
    }


def test_a_table_of_money_that_is_not_understood_is_refused_and_not_passed_over() -> None:
    assert _refusals(_sheet("항목\t값", "우물\t300")) == [
        "15행: 투자계획표로 읽을 수 없는 표입니다 → 첫 줄에 구분과 2024년 같은 연도를,"
        " 첫 칸에 국비 같은 재원을 적은 표인지 확인하세요."
    ]


def test_several_projects_in_one_table_are_refused() -> None:
    head = "공약사업명\t재원\t소계\t2023년"
    assert _refusals(_sheet(head, "우물\t국비\t3\t3", "다리\t시비\t4\t4")) == [
        "15행: 투자계획표에 여러 사업이 있습니다: 다리, 우물 → 이 공약의 행만 남긴 뒤 다시 실행하세요."
    ]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("2023년 ~ 2025년(3년)", "2023", "2025"),
        ("’22. 7. ~ ’26. 6.", "2022-07", "2026-06"),
        ("2022.7.1.~2026.6.30.", "2022-07-01", "2026-06-30"),
        ("2023년 3월 ~ 12월", "2023-03", "2023-12"),
        ("2024년 상반기 ~ 2025년 하반기", "2024-Q1", "2025-Q4"),
        ("2024년 ~ 계속", "2024", ""),
        ("2023년 7월부터 2024년 6월까지", "2023-07", "2024-06"),
        ("2024년까지", "", ""),
        ("연중", "", ""),
    ],
)
def test_periods_are_read_as_they_are_printed(said: str, start: str, end: str) -> None:
    plan = read_plan(_sheet(*MONEY, text=SHEET.replace("2023년 ~ 2024년", said)), CITY).plan
    assert (plan.period_text, plan.start, plan.end) == (said, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "3",
        "2023",
        "1-2",
        "- 하나",
        "-",
        "가: 나",
        "가 #1",
        "#1",
        "‘가’",
        '"가"',
        "[가]",
        "*",
        "가:",
        "~",
        "!가",
        "가\n나",
    ],
)
def test_any_text_comes_back_from_the_yaml_as_it_was(text: str) -> None:
    plan = read_plan(_sheet(*MONEY), CITY).plan
    written = plan_yaml(replace(plan, project=text, goals=[text]), Identity("a", "b", "c"))
    read = yaml.safe_load(written)
    assert read["stated"]["project"] == text
    assert read["pledged"]["goals"] == [text]


@pytest.mark.parametrize("year", ["2023년", "2023", "'23", "’23", "23년", "2023년도"])
def test_years_are_known_as_they_are_printed(year: str) -> None:
    head = MONEY[0].replace("2023년", year)
    assert ("2023", "total") in _amounts(_sheet(head, *MONEY[1:]))


@pytest.mark.parametrize(
    ("place", "level", "label", "fund"),
    [
        ("가온시", "city", "시비", "own"),
        ("데라광역시 다솔구", "district", "시비", "province_or_metro"),
        ("데라광역시 다솔구", "district", "구비", "own"),
        ("데라광역시 나루군", "county", "시비", "province_or_metro"),
        ("나루군", "county", "군비", "own"),
        ("데라광역시", "metropolitan", "시비", "own"),
        ("데라광역시", "metropolitan", "구·군비", "lower"),
        ("누리도", "province", "도비", "own"),
        ("누리도", "province", "시·군비", "lower"),
        ("가온시", "city", "시·도비", "province_or_metro"),
        ("가온시", "city", "기타(민자 등)", "other"),
    ],
)
def test_the_money_of_a_label_depends_on_the_level_of_the_place(
    place: str, level: str, label: str, fund: str
) -> None:
    rows = [MONEY[0], MONEY[1], f"{label}\t300\t\t100\t200\t"]
    assert ("total", fund) in _amounts(_sheet(*rows), Asked(place, "", level, {}, CLASSES))


@pytest.mark.parametrize("mark", ["■", "●", "○", "√", "→", "추진"])
def test_marks_of_quarters_become_bars(mark: str) -> None:
    table = [
        "세부계획\t2023년\t\t\t\t2024년\t\t\t",
        "\t1\t2\t3\t4\t1\t2\t3\t4",
        f"우물 파기\t\t{mark}\t{mark}\t\t\t\t{mark}\t",
    ]
    bars = read_plan(_sheet(*table), CITY).plan.roadmap
    assert [tuple(bar) for bar in bars] == [
        ("우물 파기", "2023-Q2", "2023-Q3", ""),
        ("우물 파기", "2024-Q3", "2024-Q3", ""),
    ]


def test_arrows_to_the_left_and_lines_go_on_as_well() -> None:
    table = ["세부계획\t2023년\t\t\t", "\t1\t2\t3\t4", "우물 파기\t\t←\t━\t→"]
    bars = read_plan(_sheet(*table), CITY).plan.roadmap
    assert [tuple(bar) for bar in bars] == [("우물 파기", "2023-Q2", "2023-Q4", "")]


# ── forms of other places ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ("국비 2억원, 시비 1억원 (총 3억원)", "300"),
        ("금3억원(금삼억원)", "300"),
        ("2023년 1억원, 2024년 2억원", None),
        ("10~20억원", None),
        ("3억원 내외", None),
        ("3억원 × 4년", None),
        ("약 3억원(국비 2억원, 시비 1억원)", None),
    ],
)
def test_only_an_exact_whole_is_the_cost(said: str, cost: str | None) -> None:
    reading = read_plan(
        _sheet(*MONEY, text=SHEET.replace("사업기간 : 2023년 ~ 2024년", f"사업비 : {said}")), CITY
    )
    assert reading.plan.cost == (Decimal(cost) if cost else None)
    assert cost or [each.text for each in reading.left] == [f"- 사업비 : {said}"]


def test_what_was_done_and_what_hinders_is_no_plan() -> None:
    text = SHEET.replace(
        "## 연차별",
        "3. 추진계획\n ❍ 우물 파기\n4. 추진실적\n ❍ 한 곳 마침\n5. 남은 어려움\n ❍ 물이 마름\n\n## 연차별",
    )
    reading = read_plan(_sheet(*MONEY, text=text), CITY)
    assert [each.text for each in reading.plan.actions] == ["우물 파기"]
    assert [each.text for each in reading.left] == [
        "4. 추진실적",
        "❍ 한 곳 마침",
        "5. 남은 어려움",
        "❍ 물이 마름",
    ]


def _page(*rows: str) -> Document:
    table = f"<p>(단위: 백만원)</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    text = f"<h2>공약사항</h2><p>◇ 우물 고치기</p><p>우물을 고친다</p><h2>투자계획</h2>{table}"
    return read_document("sheet.html", text.encode())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ("<th>구분<th>2023<th>2024", "<td>국비<td colspan=2>1,000"),
            "표 1의 2행: 여러 칸에 걸친 금액이라 어느 칸의 것인지 정할 수 없습니다: 1,000"
            " → 합쳐진 칸을 나누어 칸마다의 금액을 적은 뒤 다시 실행하세요.",
        ),
        (
            ("<th>구분<th colspan=2>2023<th>2024", "<th><th>당초<th>변경<th>", "<td>국비<td>1<td>2<td>3"),
            "표 1의 1행: 투자계획표에서 같은 때의 칸이 여럿입니다: 2023"
            " → 머리 칸을 해마다 하나로, 또는 2024년 아래 1~4(분기)나 상·하반기로 적은 뒤 다시 실행하세요.",
        ),
        (
            ("<th>세부계획<th colspan=3>2023", "<th><th>5<th>6<th>7", "<td>우물 파기<td>■<td><td>"),
            "표 1의 1행: 로드맵에서 같은 때의 칸이 여럿입니다: 2023"
            " → 머리 칸을 해마다 하나로, 또는 2024년 아래 1~4(분기)나 상·하반기로 적은 뒤 다시 실행하세요.",
        ),
        (
            ("<th>지표<th>2023<th>2024", "<td>우물(곳)<td colspan=2>3"),
            "표 1의 2행: 여러 칸에 걸친 목표라 어느 해의 것인지 정할 수 없습니다"
            " → 합쳐진 칸을 나누어 해마다의 목표를 적은 뒤 다시 실행하세요.",
        ),
        (
            ("<th>구분<th>총계<th>소계<th>2023<th>2024<th>임기후", "<td>국비<td>9<td>4<td><td><td>9"),
            "표 1의 2행: 소계만 있고 해마다의 금액이 없어 옮길 곳이 없습니다: 국비 | 9 | 4 |  |  | 9"
            " → 소계를 해마다 나누어 적거나, 소계를 지운 뒤 다시 실행하세요.",
        ),
    ],
)
def test_a_cell_of_several_times_is_asked_about(rows: tuple[str, ...], message: str) -> None:
    assert _refusals(_page(*rows)) == [message]


def test_a_target_under_an_empty_header_is_asked_about() -> None:
    table = ["지표\t2023\t\t2024\t", "\t실적\t목표\t실적\t목표", "우물(곳)\t1\t2\t3\t4"]
    assert _refusals(_sheet(*table)) == [
        "17행: 머리 칸이 빈 칸에 숫자가 있습니다: 우물(곳) | 1 | 2 | 3 | 4"
        " → 칸마다 머리 칸에 해를 적고, 목표만 남긴 뒤 다시 실행하세요."
    ]


def test_a_target_with_another_unit_than_its_column_stays_as_printed() -> None:
    reading = read_plan(_sheet("지표\t단위\t2023\t2024", "만족도\t점\t80%\t85%"), CITY)
    assert [tuple(goal) for goal in reading.plan.indicators[0].goals] == [
        ("2023", None, "80%"),
        ("2024", None, "85%"),
    ]


def test_a_cell_that_says_there_is_no_money_is_a_blank_with_its_word() -> None:
    found = _amounts(_sheet(MONEY[0], "계\t비예산\t\t\t\t"))
    assert found["total", "total"] == (None, "비예산")
    assert found["2023", "total"] == (None, "")


def test_one_half_of_a_year_is_said_beside_its_amount() -> None:
    found = _amounts(_sheet("구분\t합계\t2025\t2026.상반기", "계\t300\t200\t100"))
    assert found["2026", "total"] == (Decimal(100), "상반기")


def test_a_whole_sheet_in_one_table_is_read() -> None:
    rows = (
        "<td>공약명<td colspan=4>우물 고치기",
        "<td>사업개요<td colspan=4>○ 사업기간 : 2023 ~ 2024<br>○ 위치 : 아랫말",
        "<td>추진계획<td colspan=4>○ 우물 파기",
        "<td rowspan=2>투자계획<br>(백만원)<td>구분<td>계<td>2023<td>2024",
        "<td>시비<td>300<td>100<td>200",
        "<td>담당<td>물관리과<td>팀장<td>홍길동<td>02-000-1234",
    )
    html = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    reading = read_plan(read_document("sheet.html", html.encode()), CITY)
    plan = reading.plan
    assert (plan.title, plan.start, plan.end) == ("우물 고치기", "2023", "2024")
    assert [each.text for each in plan.actions] == ["우물 파기"]
    assert [each.million for each in plan.amounts] == [Decimal(300), Decimal(100), Decimal(200)]
    left = [each.text for each in reading.left]
    assert left == ["위치 : 아랫말", "담당", "물관리과", "팀장", "○○○", "02-000-1234"]


def test_labels_above_their_values_are_read() -> None:
    table = "연번\t공약명\t담당부서\t비고\n1\t우물 고치기\t물관리과\t신규"
    plan = read_plan(_sheet(*MONEY, text=f"{table}\n\n{SHEET}"), CITY).plan
    assert (plan.title, plan.department) == ("우물 고치기", "물관리과")


# ── nothing is lost ─────────────────────────────────────────────────────────────────────────

STRANGE = "처음 보는 말"


def _outcome(document: Document, asked: Asked) -> str:
    """Everything that an import would write or say."""
    try:
        reading = read_plan(document, asked)
    except SheetRefused as why:
        return f"REFUSED {why}"
    identity = Identity("from-sheet", "environment", "from-sheet-plan")
    rows = [*spending_rows(reading.plan, identity), *target_rows(reading.plan, identity)]
    return "\n".join([plan_yaml(reading.plan, identity), *map(str, rows), *reading_lines(reading)])


def _with_line(document: Document, place: int, text: str) -> Document:
    blocks = (*document.blocks[:place], Line("끼움", text), *document.blocks[place:])
    return Document(document.name, blocks)


def _with_cell(document: Document, block: int, row: int, cell: int, text: str) -> Document:
    table = document.blocks[block]
    assert isinstance(table, Table)
    cells = list(table.rows[row].cells)
    cells[cell] = Cell(text)
    rows = (*table.rows[:row], Row(table.rows[row].at, tuple(cells)), *table.rows[row + 1 :])
    return Document(
        document.name, (*document.blocks[:block], Table(rows, table.exact), *document.blocks[block + 1 :])
    )


def _cells(document: Document) -> list[tuple[int, int, int, str]]:
    return [
        (b, r, c, cell.text)
        for b, block in enumerate(document.blocks)
        if isinstance(block, Table)
        for r, row in enumerate(block.rows)
        for c, cell in enumerate(row.cells)
        if not cell.spanned
    ]


def _assert_nothing_lost(document: Document, asked: Asked, step: int) -> None:
    for place in range(0, len(document.blocks) + 1, step):
        said = _outcome(_with_line(document, place, f"- {STRANGE}"), asked)
        assert said.startswith("REFUSED") or STRANGE in said, place
        said = re.sub(r"\s", "", _outcome(_with_line(document, place, f"담당자 {NAMES[0]}"), asked))
        assert NAMES[0] not in said
    for b, r, c, text in _cells(document)[::step]:
        if re.sub(r"\s", "", text) in NAMES:
            continue  # what stands where a name belongs is taken for one
        said = _outcome(_with_cell(document, b, r, c, STRANGE), asked)
        assert said.startswith("REFUSED") or re.sub(r"\s", "", STRANGE) in re.sub(r"\s", "", said), (
            r,
            c,
            text,
        )


def test_a_strange_line_or_cell_anywhere_is_told(documents: dict[str, Document]) -> None:
    for form in ("gaon-empty-houses.txt", "naru-village-bus.hwpx"):
        _assert_nothing_lost(documents[form], _asked(form), step=41)


@pytest.mark.judged
@pytest.mark.parametrize("form", FORMS)
def test_a_strange_line_or_cell_at_every_place_is_told(form: str, documents: dict[str, Document]) -> None:
    _assert_nothing_lost(documents[form], _asked(form), step=1)


# ── the command ─────────────────────────────────────────────────────────────────────────────


def test_an_existing_commitment_is_compared_and_never_written_over(data: Path, run: Run) -> None:
    sheet = PLANS / "gaon-empty-houses.txt"
    assert run(sheet, "gaon", "--write")[0] == 0
    assert not [each for each in check_data(data, AS_OF).problems if each.level == "error"]
    before = {path: path.read_bytes() for path in data.rglob("*.*")}
    code, out, err = run(sheet, "gaon")
    assert code == 0
    assert "다른 것 0개" in out
    exchanged(data, "gaon/pledges/from-sheet.yml", "department: 주택정비과", "department: 주택과")
    code, out, err = run(sheet, "gaon", "--write")
    assert code == 2
    assert "  department: 계획서 ‘주택정비과’, 자료 ‘주택과’\n" in out
    assert err.startswith("이미 있는 공약은 덮어쓰지 않습니다.")
    exchanged(data, "gaon/pledges/from-sheet.yml", "department: 주택과", "department: 주택정비과")
    assert before == {path: path.read_bytes() for path in data.rglob("*.*")}


def test_nothing_is_written_without_write(data: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*.*")}
    code, out, _ = run(PLANS / "gaon-empty-houses.txt", "gaon")
    assert code == 0
    assert out.endswith("아직 쓰지 않았습니다. 파일 4개를 쓰려면 --write를 붙여 다시 실행하세요.\n")
    assert before == {path: path.read_bytes() for path in data.rglob("*.*")}


def test_a_source_that_exists_is_named_and_not_added(data: Path, run: Run) -> None:
    before = (data / "gaon" / "sources.csv").read_bytes()
    assert run(PLANS / "gaon-empty-houses.txt", "gaon", "--source", "gaon-plan", "--write")[0] == 0
    assert (data / "gaon" / "sources.csv").read_bytes() == before
    assert "source: gaon-plan\n" in (data / "gaon" / "pledges" / "from-sheet.yml").read_text("utf-8")


def test_an_indicator_takes_the_name_given(data: Path, run: Run) -> None:
    assert run(PLANS / "gaon-empty-houses.txt", "gaon", "--indicator", "houses", "--write")[0] == 0
    assert "from-sheet,houses,2024,6,,,from-sheet-plan,\n" in (data / "gaon" / "targets.csv").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("place", "options", "message"),
    [
        ("nowhere", [], "없는 지역입니다 · no such place: nowhere (dasol, gaon, maru, naru)"),
        (
            "gaon",
            ["--field", "sea"],
            "없는 분야입니다 · no such field: sea (environment 환경, transport 교통, education 교육)",
        ),
        ("gaon", ["--field", ""], "분야를 --field로 고르세요 · choose a field: (environment 환경"),
        ("gaon", ["--id", "빈집"], "이름은 영문 소문자, 숫자, 붙임표로 적습니다 · a-z, 0-9 and - only: 빈집"),
        ("gaon", ["--fund", "시비=mine"], "--fund 이름=코드로 적습니다 · label=code: 시비=mine"),
        ("gaon", ["--unit", "냥"], "모르는 단위입니다 · unknown unit: 냥"),
    ],
)
def test_wrong_use_ends_with_two(run: Run, place: str, options: list[str], message: str) -> None:
    code, out, err = run(PLANS / "gaon-empty-houses.txt", place, *options)
    assert (code, out) == (2, "")
    assert message.replace("field: (", "field (") in err
