"""Wording of values, against hand-written Korean."""

import decimal
import doctest
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros import language, model, problem
from macros.language import (
    amount,
    amount_parts,
    bytes_text,
    count,
    count_words,
    date_text,
    did_you_mean,
    exact,
    half_up,
    join_and,
    josa,
    particle,
    percent,
    percent_printed,
    period_text,
    sha_short,
    squash,
    year_text,
)

PAIRS = ("은/는", "이/가", "을/를", "과/와", "으로/로", "이라/라", "이나/나", "아/야")
MYRIADS = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

# Every amount with up to 18 digits of whole million won and 12 decimals.
millions = st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False, places=12)


def read_amount(text: str) -> Decimal:
    """Read an amount in words back to won, written apart from the code under test."""
    sign = -1 if text.startswith("−") else 1
    won = Decimal(0)
    with decimal.localcontext(prec=60):
        for digits, unit in re.findall(r"([0-9,.]+)(경|조|억|만|)", text.removeprefix("−")):
            won += Decimal(digits.replace(",", "")) * MYRIADS[unit]
        return sign * won


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(language)
    assert result.failed == 0
    assert result.attempted >= 20


# Amounts


@pytest.mark.parametrize(
    ("million", "text"),
    [
        ("45485", "454억 8,500만 원"),
        ("20609", "206억 900만 원"),
        ("24876", "248억 7,600만 원"),
        ("4500", "45억 원"),
        ("4050", "40억 5,000만 원"),
        ("1350", "13억 5,000만 원"),
        ("1050", "10억 5,000만 원"),
        ("24", "2,400만 원"),
        ("9", "900만 원"),
        ("1", "100만 원"),
        ("100", "1억 원"),
        ("99.99", "9,999만 원"),
        ("0", "0원"),
        ("0.00", "0원"),
        ("-0", "0원"),
        ("0.5", "50만 원"),
        ("0.1", "10만 원"),
        ("99.9999", "9,999만 9,900원"),
        ("-0.5", "−50만 원"),
        ("-1200000", "−1조 2,000억 원"),
        ("1958", "19억 5,800만 원"),
        ("345179.4", "3,451억 7,940만 원"),
        ("352400", "3,524억 원"),
        ("9999", "99억 9,900만 원"),
        ("10000", "100억 원"),
        ("1000000", "1조 원"),
        ("1200000", "1조 2,000억 원"),
        ("1000000.01", "1조 1만 원"),
        ("11658941", "11조 6,589억 4,100만 원"),
        ("10000000000", "1경 원"),
        ("1000000000000000", "100,000경 원"),
        ("30519.86384", "305억 1,986만 3,840원"),
        ("564653.140916", "5,646억 5,314만 916원"),
        ("0.012345", "1만 2,345원"),
        ("0.01", "1만 원"),
        ("0.009999", "9,999원"),
        ("0.000001", "1원"),
        ("0.0000005", "0.5원"),
        ("100.0000015", "1억 1.5원"),
        ("-45485", "−454억 8,500만 원"),
        ("-0.000001", "−1원"),
        ("4.5E+3", "45억 원"),
    ],
)
def test_an_amount_is_told_in_eok_and_man(million: str, text: str) -> None:
    assert amount(Decimal(million)) == text


@pytest.mark.parametrize(
    ("million", "text"),
    [
        ("45485", "454억 8,500만"),
        ("4500", "45억"),
        ("24", "2,400만"),
        ("0", "0"),
        ("0.012345", "1만 2,345"),
        ("-4500", "−45억"),
    ],
)
def test_an_amount_without_won_leaves_only_the_currency_out(million: str, text: str) -> None:
    assert amount(Decimal(million), won=False) == text


@pytest.mark.parametrize(
    ("million", "parts"),
    [
        ("45485", (("454", "억"), ("8,500", "만 원"))),
        ("4500", (("45", "억 원"),)),
        ("24", (("2,400", "만 원"),)),
        ("0", (("0", "원"),)),
        ("0.012345", (("1", "만"), ("2,345", "원"))),
        ("11658941", (("11", "조"), ("6,589", "억"), ("4,100", "만 원"))),
        ("-20609", (("−206", "억"), ("900", "만 원"))),
    ],
)
def test_an_amount_comes_apart_into_digits_and_units(
    million: str, parts: tuple[tuple[str, str], ...]
) -> None:
    assert amount_parts(Decimal(million)) == parts


@given(millions)
@example(Decimal("123456789012345678.123456789012"))
def test_an_amount_in_words_reads_back_to_the_same_number(million: Decimal) -> None:
    with decimal.localcontext(prec=60):
        won = million * 1_000_000
    assert read_amount(amount(million)) == won
    assert read_amount(amount(million, won=False)) == won


@given(millions)
def test_the_parts_of_an_amount_make_its_words(million: Decimal) -> None:
    assert " ".join(digits + unit for digits, unit in amount_parts(million)) == amount(million)


def test_an_amount_is_exact_beyond_the_precision_of_the_context() -> None:
    with decimal.localcontext(prec=3):
        assert amount(Decimal("11658941.123456")) == "11조 6,589억 4,112만 3,456원"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_finite_number_is_refused(value: str) -> None:
    for wording in (amount, amount_parts, exact, percent, half_up):
        with pytest.raises(ValueError, match=f"^not a finite number: {value}$"):
            wording(Decimal(value))


# Numbers and units


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("45485", "45,485"),
        ("345179.4", "345,179.4"),
        ("66.4", "66.4"),
        ("66.40", "66.40"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("-0.00", "0.00"),
        ("1E+3", "1,000"),
        ("-1234.5", "−1,234.5"),
        ("1234567890123456789012345678901234.50", "1,234,567,890,123,456,789,012,345,678,901,234.50"),
    ],
)
def test_exact_keeps_every_digit_and_adds_none(value: str, text: str) -> None:
    assert exact(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_exact_reads_back_to_the_same_number(value: Decimal) -> None:
    assert Decimal(exact(value).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("158235", "개", "158,235개"),
        ("725", "명", "725명"),
        ("9", "건", "9건"),
        ("15", "개교", "15개교"),
        ("67", "%", "67%"),
        ("66.4", "%", "66.4%"),
        ("0.5", "%p", "0.5%p"),
        ("45485", "백만 원", "45,485백만 원"),
        ("85", "㎡", "85㎡"),
        ("3.5", "km", "3.5 km"),
        ("1200", "kWh", "1,200 kWh"),
        ("12", "μg", "12 μg"),
        ("12", "µg", "12 µg"),
        ("5", "100㎡당 건", "5 100㎡당 건"),
        ("1234", "", "1,234"),
        ("-3", "건", "−3건"),
    ],
)
def test_a_count_stands_close_to_korean_units_and_apart_from_latin_ones(
    value: str, unit: str, text: str
) -> None:
    assert count(Decimal(value), unit) == text


def test_whole_python_numbers_are_counted_too() -> None:
    assert (count(33, "건"), count_words(41944, "개"), percent(50)) == ("33건", "4만 1,944개", "50.0%")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("158235", "개", "15만 8,235개"),
        ("170000", "개", "17만 개"),
        ("34000", "개", "3만 4,000개"),
        ("30000", "개", "3만 개"),
        ("11765", "개", "1만 1,765개"),
        ("10000", "명", "1만 명"),
        ("10001", "명", "1만 1명"),
        ("9999", "명", "9,999명"),
        ("725", "명", "725명"),
        ("0", "개", "0개"),
        ("51740000", "명", "5,174만 명"),
        ("100000000", "명", "1억 명"),
        ("123456789", "명", "1억 2,345만 6,789명"),
        ("170000", "", "17만"),
        ("158235", "", "15만 8,235"),
        ("12000", "%", "12,000%"),
        ("45485", "백만 원", "45,485백만 원"),
        ("45000", "천 명", "45,000천 명"),
        ("170000", "원", "17만 원"),
        ("170000", "만족 응답", "17만 만족 응답"),
        ("12345.60", "명", "1만 2,345.6명"),
        ("10000.0", "명", "1만 명"),
        ("66.40", "%", "66.40%"),
        ("12000", "km", "1만 2,000 km"),
        ("170000", "㎡", "17만 ㎡"),
        ("-11765", "개", "−1만 1,765개"),
        ("-170000", "개", "−17만 개"),
    ],
)
def test_a_count_in_words_uses_man_from_ten_thousand_on(value: str, unit: str, text: str) -> None:
    assert count_words(Decimal(value), unit) == text


@given(st.integers(min_value=-(10**19), max_value=10**19))
def test_a_count_in_words_reads_back_to_the_same_number(value: int) -> None:
    assert read_amount(count_words(value, "개")) == value


# Percent and rounding


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("45.25", 1, "45.3"),
        ("45.35", 1, "45.4"),
        ("45.249999", 1, "45.2"),
        ("-45.25", 1, "-45.3"),
        ("0.05", 1, "0.1"),
        ("2.5", 0, "3"),
        ("37.245", 2, "37.25"),
        ("7", 1, "7.0"),
    ],
)
def test_half_goes_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), digits)) == rounded


def test_one_decimal_is_the_custom() -> None:
    assert half_up(Decimal("98.75")) == Decimal("98.8")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6),
    st.integers(min_value=0, max_value=6),
)
def test_half_up_agrees_with_decimal(value: Decimal, digits: int) -> None:
    step = Decimal(1).scaleb(-digits)
    assert half_up(value, digits) == value.quantize(step, rounding=decimal.ROUND_HALF_UP)


def test_half_up_does_not_depend_on_the_context() -> None:
    with decimal.localcontext(prec=2):
        assert str(half_up(Decimal("12345.65"))) == "12345.7"
    long = "1234567890123456789012345678901234567890"
    assert str(half_up(Decimal(f"{long}.05"))) == f"{long}.1"


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (20609, 45485, "45.3%"),
        (24, 60, "40.0%"),
        (59, 60, "98.3%"),
        (54, 79, "68.4%"),
        (158235, 170000, "93.1%"),
        (43382, 34000, "127.6%"),
        (79, 79, "100.0%"),
        (0, 5, "0.0%"),
        (-1, 5000, "0.0%"),
        (-1, 8, "−12.5%"),
        (1234, 100, "1,234.0%"),
    ],
)
def test_a_percentage_is_told_half_up_to_one_decimal(numerator: int, denominator: int, text: str) -> None:
    assert percent(Decimal(numerator) / Decimal(denominator) * 100) == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (Decimal("68"), "68%"),
        (Decimal("81.94"), "81.94%"),
        (Decimal("68.0"), "68.0%"),
        (68, "68%"),
        ("68", "68%"),
        (" 81.940 ", "81.940%"),
        ("94.2%", "94.2%"),
    ],
)
def test_a_printed_percentage_stays_as_printed(printed: Decimal | int | str, text: str) -> None:
    assert percent_printed(printed) == text


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0B"),
        (99, "99B"),
        (100, "0.1KB"),
        (155, "0.2KB"),
        (1024, "1.0KB"),
        (5044, "4.9KB"),
        (7221, "7.1KB"),
        (1048524, "1,023.9KB"),
        (1048525, "1.0MB"),
        (1048576, "1.0MB"),
        (1363149, "1.3MB"),
        (2 * 1024**3, "2.0GB"),
        (5000 * 1024**3, "5,000.0GB"),
    ],
)
def test_a_file_size_has_one_decimal(n: int, text: str) -> None:
    assert bytes_text(n) == text


def test_a_checksum_is_cut_to_seven() -> None:
    assert sha_short("0123456789abcdef") == "0123456"


# Dates


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        ("2025", "2025년"),
        ("2023-Q2", "2023년 2분기"),
        ("2022-06", "2022년 6월"),
        ("2024-12", "2024년 12월"),
        ("2025-09-30", "2025년 9월 30일"),
        ("2018-01-05", "2018년 1월 5일"),
        ("2024-02-29", "2024년 2월 29일"),
        ("2014/2017", "2014~2017년"),
    ],
)
def test_a_date_is_told_in_korean(text: str, korean: str) -> None:
    assert date_text(text) == korean
    assert year_text(text) == korean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025년",
        "25",
        "2025-9-30",
        "2025-00",
        "2025-13",
        "2025-02-29",
        "2025-09-31",
        "2023-Q5",
        "2023-Q0",
        "2025-09-30 ",
        "2025-09-30\n",
        "２０２５",
        "2014/2017/2018",
        "Dec-24",
        "before",
    ],
)
def test_another_form_of_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(f'not a date: {text!r}')}$"):
        date_text(text)


@given(st.dates())
def test_every_day_of_the_calendar_has_its_words(day: object) -> None:
    numbers = [int(number) for number in re.findall(r"[0-9]+", date_text(str(day)))]
    assert "{:04}-{:02}-{:02}".format(*numbers) == str(day)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2023", "2025", "2023년 ~ 2025년"),
        ("2022-06", "2025-02", "2022년 6월 ~ 2025년 2월"),
        ("2023-Q2", "2026-Q4", "2023년 2분기 ~ 2026년 4분기"),
        ("2014-07-01", "2018-06-30", "2014년 7월 1일 ~ 2018년 6월 30일"),
        (None, "2025", "~ 2025년 (시작 자료 없음)"),
        ("2023", None, "2023년 ~ (끝 자료 없음)"),
        ("", "2025", "~ 2025년 (시작 자료 없음)"),
        ("2025", "2025", "2025년"),
        ("2014/2017", None, "2014~2017년"),
        ("2014/2017", "2014/2017", "2014~2017년"),
        (None, None, None),
    ],
)
def test_a_period_tells_what_is_missing(start: str | None, end: str | None, text: str | None) -> None:
    assert period_text(start, end) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2025", "2025년"),
        ("before", "기투자"),
        ("after_term", "임기 후"),
        ("total", "총계"),
        ("unstated", "연도 적혀 있지 않음"),
        ("term", "임기 전체"),
    ],
)
def test_a_year_code_is_told_in_korean(code: str, text: str) -> None:
    assert year_text(code) == text


def test_an_unknown_year_code_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^not a date: 'later'$"):
        year_text("later")


# Particles


@pytest.mark.parametrize(
    ("pair", "after_final", "after_rieul", "after_vowel", "not_known"),
    [
        ("은/는", "안산은", "서울은", "부산시는", "★은(는)"),
        ("이/가", "안산이", "서울이", "부산시가", "★이(가)"),
        ("을/를", "안산을", "서울을", "부산시를", "★을(를)"),
        ("과/와", "안산과", "서울과", "부산시와", "★과(와)"),
        ("으로/로", "안산으로", "서울로", "부산시로", "★(으)로"),
        ("이라/라", "안산이라", "서울이라", "부산시라", "★(이)라"),
        ("이나/나", "안산이나", "서울이나", "부산시나", "★(이)나"),
        ("아/야", "안산아", "서울아", "부산시야", "★아(야)"),
    ],
)
def test_every_pair_follows_its_rule(
    pair: str, after_final: str, after_rieul: str, after_vowel: str, not_known: str
) -> None:
    assert [josa(word, pair) for word in ("안산", "서울", "부산시", "★")] == [
        after_final,
        after_rieul,
        after_vowel,
        not_known,
    ]


# One list a kind of ending: each word with 은 or 는, then with 으로 or 로.
HANGUL = [
    ("공약", "은", "으로"),
    ("국비", "는", "로"),
    ("실적", "은", "으로"),
    ("45억 원", "은", "으로"),
    ("158,235개", "는", "로"),
    ("725명", "은", "으로"),
    ("17만", "은", "으로"),
    ("11조", "는", "로"),
    ("2025년", "은", "으로"),
    ("9월 30일", "은", "로"),
    ("확보율", "은", "로"),
    (unicodedata.normalize("NFD", "안산"), "은", "으로"),
    (unicodedata.normalize("NFD", "서울"), "은", "로"),
    ("ㄴ", "은", "으로"),
    ("ㄹ", "은", "로"),
    ("ㅏ", "는", "로"),
    ("㉮", "는", "로"),
]
DIGITS = [
    ("0", "은", "으로"),  # 영
    ("1", "은", "로"),  # 일
    ("2", "는", "로"),  # 이
    ("3", "은", "으로"),  # 삼
    ("4", "는", "로"),  # 사
    ("5", "는", "로"),  # 오
    ("6", "은", "으로"),  # 육
    ("7", "은", "로"),  # 칠
    ("8", "은", "로"),  # 팔
    ("9", "는", "로"),  # 구
    ("10", "은", "으로"),  # 십
    ("100", "은", "으로"),  # 백
    ("1,000", "은", "으로"),  # 천
    ("10000", "은", "으로"),  # 만
    ("100,000", "은", "으로"),  # 십만
    ("100000000", "은", "으로"),  # 일억
    ("1,000,000,000,000", "는", "로"),  # 일조
    ("10,000,000,000,000", "는", "로"),  # 십조
    ("10000000000000000", "은", "으로"),  # 일경
    ("20000", "은", "으로"),  # 이만
    ("17", "은", "로"),
    ("2,024", "는", "로"),
    ("45,485", "는", "로"),
    ("20,609", "는", "로"),
    ("00", "은", "으로"),  # 영
    ("45.3", "은", "으로"),  # 사십오 점 삼
    ("45.0", "은", "으로"),  # 사십오 점 영
    ("66.4", "는", "로"),
    ("1.10", "은", "으로"),  # 일 점 일 영
    ("−5", "는", "로"),
    ("Ⅲ", "은", "으로"),  # 삼
    ("Ⅱ", "는", "로"),  # 이
    ("ⅻ", "는", "로"),  # 십이
    ("III-①", "은", "로"),  # 일
    ("③", "은", "으로"),  # 삼
    ("１２３", "은", "으로"),  # 삼
    ("½", "은", "로"),  # 이분의 일
    ("⅔", "는", "로"),  # 삼분의 이
    ("2025-09-30", "은", "으로"),
    ("PM2.5", "는", "로"),  # 이 점 오
    ("PM10", "은", "으로"),  # 십
    ("GTX-3", "은", "으로"),  # 삼
    ("'23", "은", "으로"),
]
LATIN = [
    ("A", "는", "로"),  # 에이
    ("L", "은", "로"),  # 엘
    ("M", "은", "으로"),  # 엠
    ("N", "은", "으로"),  # 엔
    ("R", "은", "로"),  # 알
    ("F", "는", "로"),  # 에프
    ("H", "는", "로"),  # 에이치
    ("S", "는", "로"),  # 에스
    ("X", "는", "로"),  # 엑스
    ("n", "은", "으로"),  # 엔
    ("CCTV", "는", "로"),  # 시시티브이
    ("LED", "는", "로"),  # 엘이디
    ("KTX", "는", "로"),  # 케이티엑스
    ("UAM", "은", "으로"),  # 유에이엠
    ("QR", "은", "로"),  # 큐알
    ("IoT", "는", "로"),  # 아이오티
    ("Wi-Fi", "는", "로"),  # 와이파이
    ("YouTube", "는", "로"),  # 유튜브
    ("TikTok", "은", "으로"),  # 틱톡
    ("PDF", "는", "로"),  # 피디에프
    ("R&D", "는", "로"),  # 아르앤디
    ("URL", "은", "로"),  # 유아르엘
    ("VR", "은", "로"),  # 브이알
    ("JSON", "은", "으로"),  # 제이슨
    ("BTM", "은", "으로"),  # 비티엠
    ("K-POP", "은", "으로"),  # 케이팝
    ("ZIP", "은", "으로"),  # 집
    ("5G", "는", "로"),  # 오지
    ("ML", "은", "로"),  # 엠엘
    ("hwp", "는", "로"),  # 에이치더블유피
    ("csv", "는", "로"),  # 시에스브이
    ("html", "은", "로"),  # 에이치티엠엘
    ("HiVE", "는", "로"),  # 하이브
    ("GitHub", "는", "로"),  # 깃허브
    ("Excel", "은", "로"),  # 엑셀
    ("Google", "은", "로"),  # 구글
    ("file", "은", "로"),  # 파일
    ("Python", "은", "으로"),  # 파이선
    ("online", "은", "으로"),  # 온라인
    ("Chrome", "은", "으로"),  # 크롬
    ("system", "은", "으로"),  # 시스템
    ("matching", "은", "으로"),  # 매칭
    ("climb", "은", "으로"),  # 클라임
    ("film", "은", "으로"),  # 필름
    ("software", "는", "로"),  # 소프트웨어
    ("server", "는", "로"),  # 서버
    ("database", "는", "로"),  # 데이터베이스
    ("code", "는", "로"),  # 코드
    ("type", "은", "으로"),  # 타입
    ("recipe", "는", "로"),  # 레시피
    ("shock", "는", "로"),  # 쇼크
    ("data", "는", "로"),  # 데이터
    ("committee", "는", "로"),  # 커미티
    ("show", "는", "로"),  # 쇼
    ("test", "는", "로"),  # 테스트
    ("network", "는", "로"),  # 네트워크
    ("project", "는", "로"),  # 프로젝트
    ("sheet", "는", "로"),  # 시트
    ("root", "는", "로"),  # 루트
    ("campus", "는", "로"),  # 캠퍼스
    ("coach", "는", "로"),  # 코치
    ("bridge", "는", "로"),  # 브리지
    ("robot", "은", "으로"),  # 로봇
    ("internet", "은", "으로"),  # 인터넷
    ("app", "은", "으로"),  # 앱
    ("workshop", "은", "으로"),  # 워크숍
    ("block", "은", "으로"),  # 블록
    ("topic", "은", "으로"),  # 토픽
    ("quick", "은", "으로"),  # 퀵
    ("book", "은", "으로"),  # 북
    ("group", "은", "으로"),  # 그룹
    ("layout", "은", "으로"),  # 레이아웃
    ("web", "은", "으로"),  # 웹
    ("kit", "는", "로"),  # 키트
    ("check", "는", "로"),  # 체크
    ("Parquet", "는", "로"),  # 파케이
]
SIGNS_AND_UNITS = [
    ("67%", "는", "로"),  # 퍼센트
    ("0.5%p", "는", "로"),  # 퍼센트포인트
    ("50+", "는", "로"),  # 플러스
    ("A&", "는", "로"),  # 앤드
    ("36.5°", "는", "로"),  # 도
    ("36.5℃", "는", "로"),  # 섭씨도
    ("㎡", "는", "로"),  # 제곱미터
    ("85㎡", "는", "로"),
    ("85m²", "는", "로"),
    ("85 m2", "는", "로"),
    ("3㎥", "는", "로"),  # 세제곱미터
    ("3 m3", "는", "로"),
    ("12㎢", "는", "로"),  # 제곱킬로미터
    ("km", "는", "로"),  # 킬로미터
    ("3.5 km", "는", "로"),
    ("㎞", "는", "로"),
    ("5KM", "는", "로"),
    ("100 m", "는", "로"),  # 미터
    ("5kg", "은", "으로"),  # 킬로그램
    ("㎏", "은", "으로"),
    ("10 μg", "은", "으로"),  # 마이크로그램
    ("10g", "은", "으로"),  # 그램
    ("2.5t", "은", "으로"),  # 톤
    ("3L", "는", "로"),  # 리터
    ("500㎖", "는", "로"),  # 밀리리터
    ("60dB", "은", "로"),  # 데시벨
    ("12 kWh", "는", "로"),  # 킬로와트시
    ("4.9KB", "는", "로"),  # 킬로바이트
    ("3ha", "는", "로"),  # 헥타르
]
SKIPPED = [
    ("‘들락날락’", "은", "으로"),
    ("“국비”", "는", "로"),
    ("「고등 직업교육 거점지구 조성」", "은", "으로"),
    ("『중구 정비사업 신속지원 센터』", "는", "로"),
    ("<서울>", "은", "로"),
    ("고등직업교육거점지구(HiVE)", "는", "로"),
    ("집행률(%)", "은", "로"),
    ("대전광역시 중구(大田)", "는", "로"),
    ("공약（지원사업）", "은", "으로"),
    ("공약(국비(50%) 포함)", "은", "으로"),
    ("45.3%(20,609 ÷ 45,485)", "는", "로"),
    ("(국비)", "는", "로"),
    ("㈜", "는", "로"),
    ("1)", "은", "로"),
    ("공약)", "은", "으로"),
    ("국비(", "는", "로"),
    ("공약…", "은", "으로"),
    ("2025. 9. 30.", "은", "으로"),
    ("공약 ", "은", "으로"),
    ("공약\u200b", "은", "으로"),
    ("공약😀", "은", "으로"),
    ("공약²", "은", "으로"),
    ("국비¹", "는", "로"),
    ("Excel®", "은", "로"),
    ("안산™", "은", "으로"),
]
NOT_KNOWN = [
    ("", "은(는)", "(으)로"),
    ("-", "은(는)", "(으)로"),
    ("‘-’", "은(는)", "(으)로"),
    ("()", "은(는)", "(으)로"),
    ("😀", "은(는)", "(으)로"),
    ("大田", "은(는)", "(으)로"),
    ("é", "은(는)", "(으)로"),
    ("かな", "은(는)", "(으)로"),
    ("1" + "0" * 60, "은(는)", "(으)로"),
]


@pytest.mark.parametrize(
    ("word", "topic", "direction"), HANGUL + DIGITS + LATIN + SIGNS_AND_UNITS + SKIPPED + NOT_KNOWN
)
def test_a_particle_follows_what_is_spoken_last(word: str, topic: str, direction: str) -> None:
    assert josa(word, "은/는") == word + topic
    assert josa(word, "으로/로") == word + direction


NAMED_ZEROS = {1: "십", 2: "백", 3: "천"} | dict(
    zip(range(4, 52, 4), "만억조경해자양구간정재극", strict=True)
)


@pytest.mark.parametrize("zeros", range(1, 52))
def test_round_numbers_end_in_the_name_of_their_zeros(zeros: int) -> None:
    name = NAMED_ZEROS[zeros if zeros < 4 else zeros // 4 * 4]
    for pair in PAIRS:
        assert particle("3" + "0" * zeros, pair) == particle(name, pair)


@given(st.integers(min_value=0, max_value=10**51))
def test_commas_do_not_change_the_particle_of_a_number(number: int) -> None:
    assert particle(f"{number:,}", "으로/로") == particle(str(number), "으로/로")


@given(st.text(), st.sampled_from(PAIRS))
@example("(" * 10_000 + ")" * 10_000, "은/는")
@example("1a" * 5_000 + "1", "은/는")
@example("국" * 10_000, "은/는")
@example("\ud800", "은/는")
def test_no_text_is_too_odd_for_a_particle(word: str, pair: str) -> None:
    closed, open_ = pair.split("/")
    result = josa(word, pair)
    assert result == word + particle(word, pair)
    added = result[len(word) :]
    assert added in {closed, open_} or set("()") < set(added)


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_a_hangul_word_takes_the_first_particle_only_with_a_final_consonant(word: str) -> None:
    has_final = len(unicodedata.normalize("NFD", word[-1])) == 3
    assert particle(word, "이/가") == ("이" if has_final else "가")
    assert particle(f"‘{word}’", "이/가") == particle(word, "이/가")


def test_an_unknown_pair_is_refused_with_the_known_ones() -> None:
    message = "not a pair of particles: '는/은'; known: 은/는, 이/가, 을/를, 과/와, 으로/로, 이라/라, 이나/나, 아/야"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        josa("공약", "는/은")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["국비"], "국비"),
        (["국비", "시비"], "국비와 시비"),
        (["계획", "실적"], "계획과 실적"),
        (["1,350", "150"], "1,350과 150"),
        (["CSV", "XLSX"], "CSV와 XLSX"),
        (["A", "B", "C"], "A, B, C"),
        (["계획", "확보", "집행", "실적"], "계획, 확보, 집행, 실적"),
    ],
)
def test_a_list_is_joined_as_korean_does(words: list[str], text: str) -> None:
    assert join_and(words) == text


# Matching

STATUSES = ["completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other"]
FUNDS = ["national", "province_or_metro", "own", "lower", "private", "other", "total"]
LABELS = ["완료", "이행 후 계속추진", "정상추진", "일부추진", "보류", "폐기", "기타"]


@pytest.mark.parametrize(
    ("wrong", "known", "right"),
    [
        ("complete", STATUSES, "completed"),
        ("Completed", STATUSES, "completed"),
        ("compelted", STATUSES, "completed"),
        ("ontrack", STATUSES, "on_track"),
        ("on-track", STATUSES, "on_track"),
        ("ON TRACK", STATUSES, "on_track"),
        ("completed ongoing", STATUSES, "completed_ongoing"),
        ("droped", STATUSES, "dropped"),
        ("natoinal", FUNDS, "national"),
        ("onw", FUNDS, "own"),
        ("province", FUNDS, "province_or_metro"),
        ("ab", ["ba", "zz"], "ba"),
        ("완뇨", LABELS, "완료"),
        ("정상 추진", LABELS, "정상추진"),
        ("이행후계속추진", LABELS, "이행 후 계속추진"),
        ("정상추진중", LABELS, "정상추진"),
        ("류보", LABELS, "보류"),
        (unicodedata.normalize("NFD", "폐기"), LABELS, "폐기"),
        ("flood-prevension", ["jobs-170k", "flood-prevention"], "flood-prevention"),
        ("flood_prevention", ["jobs-170k", "flood-prevention"], "flood-prevention"),
        ("xyz", STATUSES, None),
        ("국비", LABELS, None),
        ("", STATUSES, None),
        (" -_ ", STATUSES, None),
        ("completed", [], None),
        ("completed" * 2_000, STATUSES, None),
    ],
)
def test_a_mistyped_code_or_label_finds_the_nearest_right_one(
    wrong: str, known: list[str], right: str | None
) -> None:
    assert did_you_mean(wrong, known) == right


def test_equally_near_codes_do_not_depend_on_their_order() -> None:
    assert did_you_mean("cat", ["car", "cab"]) == did_you_mean("cat", ["cab", "car"]) == "cab"


@given(st.text(), st.lists(st.text()))
def test_only_a_known_text_is_ever_proposed(wrong: str, known: list[str]) -> None:
    assert did_you_mean(wrong, known) in {None, *known}


@pytest.mark.parametrize(
    "text", ["고등 직업교육", "고등직업 교육", "고등\u00a0직업\u3000교육\n", "고등직업\u200b교육"]
)
def test_spacing_variants_are_the_same_when_squashed(text: str) -> None:
    assert squash(text) == "고등직업교육"
    assert squash(unicodedata.normalize("NFD", text)) == "고등직업교육"


@given(st.text())
@example("\u1100 \u1161")
def test_squashing_twice_changes_nothing(text: str) -> None:
    once = squash(text)
    assert squash(once) == once
    assert not any(mark.isspace() for mark in once)
    assert squash(" ".join(text)) == once


# Fixed words


def test_fixed_words_cannot_be_changed() -> None:
    public = [value for name, value in vars(language).items() if not name.startswith("_")]
    tables = [value for value in public if isinstance(value, Mapping)]
    assert len(tables) == 11
    for table in tables:
        with pytest.raises(TypeError):
            table["pledge"] = "약속"  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (language.COMMITMENT_KINDS, get_args(model.Kind)),
        (language.SOURCE_KINDS, get_args(model.SourceKind)),
        (language.CHANGE_FIELDS, get_args(model.ChangeField)),
        (language.DECISIONS, get_args(model.Decision)),
        (language.RATE_METHODS, get_args(model.RateMethod)),
        (language.INDICATOR_KINDS, get_args(model.IndicatorKind)),
        (language.DIRECTIONS, get_args(model.Direction)),
        (language.PROBLEM_LEVELS, problem.LEVELS),
        (language.PROBLEM_LEVELS_EN, problem.LEVELS),
    ],
)
def test_every_code_of_the_model_has_its_own_word(words: Mapping[str, str], codes: tuple[str, ...]) -> None:
    assert set(words) == set(codes)
    assert len(set(words.values())) == len(codes)


def test_fixed_words_are_worded_as_on_the_pages() -> None:
    assert (language.NO_DATA, language.PARTIAL_LIST) == ("자료 없음", "목록 일부만 수록")
    assert (language.NO_FORMULA, language.NOT_COUNTABLE) == ("맞는 산식 없음", "건수로 검산할 수 없음")
    assert language.LICENCE_UNKNOWN == "이용조건 미확인"
    assert dict(language.SOURCE_KINDS) == {
        "official": "기관 자료",
        "press": "언론 보도",
        "secondary": "2차 출처",
    }
    assert dict(language.COMMITMENT_KINDS) == {"pledge": "공약", "programme": "지원사업"}
    assert dict(language.DECISIONS) == {"approved": "승인", "rejected": "미승인"}
