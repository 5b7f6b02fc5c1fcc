"""Wording of values: amounts, numbers, dates, particles, fixed words. Pure functions, Korean first.

It knows nothing of files, models or HTML. Labels of codes that people may edit live in data/terms.yml, not here.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final, Literal

Lang = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a piece of one, in both languages; pieces are joined with +."""

    ko: str
    en: str

    def __add__(self, other: "Said") -> "Said":
        return Said(self.ko + other.ko, self.en + other.en)

    def told(self, lang: Lang) -> str:
        """The one of the two that is in this language."""
        return self.ko if lang == "ko" else self.en


NOTHING_SAID: Final = Said("", "")


# U+2212 and not the hyphen: as wide as a digit, read aloud as “minus”, never mistaken for a lone “-” in a source.
MINUS: Final = "\N{MINUS SIGN}"

NO_DATA: Final = "자료 없음"
PARTIAL_LIST: Final = "목록 일부만 수록"
NO_FORMULA: Final = "맞는 산식 없음"
NOT_COUNTABLE: Final = "건수로 검산할 수 없음"
LICENCE_UNKNOWN: Final = "이용조건 미확인"
NO_DEFINITION: Final = "뜻풀이를 확인한 출처가 없어 적지 않았습니다."

YEAR_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "before": "기투자",
        "after_term": "임기 후",
        "total": "총계",
        "unstated": "연도 적혀 있지 않음",
        "term": "임기 전체",
    }
)
SOURCE_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"official": "기관 자료", "press": "언론 보도", "secondary": "2차 출처"}
)
# each file of rows as the pages call it, in the order of a page
LEDGERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "outcomes.csv": "실적",
        "spending.csv": "돈",
        "targets.csv": "목표",
        "statuses.csv": "이행 상태",
        "changes.csv": "계획 변경",
        "corrections.csv": "자료 정정",
        "sources.csv": "출처",
        "published_rates.csv": "발표 이행률",
    }
)
_ALSO_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "지출": "spending.csv",
        "금액": "spending.csv",
        "사업비": "spending.csv",
        "상태": "statuses.csv",
        "변경": "changes.csv",
        "정정": "corrections.csv",
    }
)
COMMITMENT_KINDS: Final[Mapping[str, str]] = MappingProxyType({"pledge": "공약", "programme": "지원사업"})
PROBLEM_LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {"error": "오류", "warning": "경고", "notice": "참고"}
)
PROBLEM_LEVELS_EN: Final[Mapping[str, str]] = MappingProxyType(
    {"error": "Error", "warning": "Warning", "notice": "Notice"}
)
CHANGE_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "planned": "사업비",
        "target": "목표",
        "indicator": "지표",
        "title": "제목",
        "period": "기간",
        "merged": "통합",
        "dropped": "폐기",
        "other": "그 밖",
    }
)
DECISIONS: Final[Mapping[str, str]] = MappingProxyType({"approved": "승인", "rejected": "미승인"})
RATE_METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {"count": "건수", "mean": "평균", "money": "금액", "unstated": "밝히지 않음"}
)
INDICATOR_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"annual": "연도별", "cumulative": "누계", "level": "수준", "milestone": "단계"}
)
DIRECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {"up": "클수록 목표에 가까움", "down": "작을수록 목표에 가까움"}
)


# Numbers


def _finite(value: Decimal | int) -> Decimal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return number


def _grouped(number: Decimal) -> tuple[tuple[str, str], ...]:
    """Split an exact number at 경, 조, 억, 만; the unit of the last part is "" below 만."""
    whole, _, fraction = f"{number.copy_abs():f}".partition(".")
    fraction = fraction.rstrip("0")
    rest = int(whole)
    parts: list[tuple[str, str]] = []
    for unit, zeros in (("경", 16), ("조", 12), ("억", 8), ("만", 4)):
        head, rest = divmod(rest, 10**zeros)
        if head:
            parts.append((f"{head:,}", unit))
    if rest or fraction or not parts:
        parts.append((f"{rest:,}.{fraction}" if fraction else f"{rest:,}", ""))
    if number < 0:
        parts[0] = (MINUS + parts[0][0], parts[0][1])
    return tuple(parts)


def _won(million: Decimal | int) -> tuple[tuple[str, str], ...]:
    sign, digits, exponent = _finite(million).as_tuple()
    # Moving the exponent is exact; a multiplication would round to the precision of the context.
    return _grouped(Decimal((sign, digits, int(exponent) + 6)))


def amount_parts(million: Decimal | int) -> tuple[tuple[str, str], ...]:
    """Digits and units of an amount in million won, for heavy digits and light units.

    Raises ValueError for NaN and infinity.

    >>> amount_parts(Decimal("45485"))
    (('454', '억'), ('8,500', '만 원'))
    >>> amount_parts(Decimal("0"))
    (('0', '원'),)
    """
    *head, (digits, unit) = _won(million)
    return (*head, (digits, f"{unit} 원" if unit else "원"))


def amount(million: Decimal | int, won: bool = True) -> str:
    """An amount in million won (백만 원) in words of 억 and 만, exact to the last digit, never rounded.

    `won=False` leaves the currency out. A negative amount begins with U+2212.
    Raises ValueError for NaN and infinity.

    >>> amount(Decimal("45485"))
    '454억 8,500만 원'
    >>> amount(Decimal("4500"), won=False)
    '45억'
    >>> amount(Decimal("0.012345"))
    '1만 2,345원'
    """
    parts = amount_parts(million) if won else _won(million)
    return " ".join(digits + unit for digits, unit in parts)


def exact(value: Decimal | int) -> str:
    """Every digit as given, with thousands separators; no zero is added or dropped.

    A negative number begins with U+2212. Raises ValueError for NaN and infinity.

    >>> exact(Decimal("345179.4")), exact(Decimal("66.40"))
    ('345,179.4', '66.40')
    """
    number = _finite(value)
    return (MINUS if number < 0 else "") + f"{number.copy_abs():,f}"


def _gap(unit: str) -> str:
    """The space between digits and a unit.

    Hangul counters and signs stand close (한글 맞춤법 제43항: 725명, 67%, 85㎡); Latin symbols as in SI (3.5 km),
    and a unit that begins with a digit stand apart.
    """
    return " " if re.match(r"[0-9A-Za-zµμ]", unit) else ""


def count(value: Decimal | int, unit: str) -> str:
    """A number with its unit, digits as given. The unit "" gives the bare number.

    No space before Hangul units and signs; one before Latin symbols.

    >>> count(Decimal("158235"), "개"), count(67, "%"), count(Decimal("3.5"), "km")
    ('158,235개', '67%', '3.5 km')
    """
    return exact(value) + _gap(unit) + unit


# “17만 백만 원” and “1만%” are not Korean: such units keep plain digits.
_PLAIN_UNIT: Final = re.compile(r"[%‰°℃℉]|[십백천만억조]+(?:\s|원|명|개|건|$)")


def count_words(value: Decimal | int, unit: str) -> str:
    """A number with its unit for a sentence: 만, 억, 조 from ten thousand on, exact; below that as `count`.

    The unit stands apart after 만, 억, 조 and close to digits. Units that are signs (%) or hold a number word of
    their own (백만 원, 천 명) keep plain digits. Zeros at the end of a decimal fraction are left out.

    >>> count_words(158235, "개"), count_words(170000, "개"), count_words(725, "명")
    ('15만 8,235개', '17만 개', '725명')
    """
    number = _finite(value)
    if number.copy_abs() < 10000 or _PLAIN_UNIT.match(unit):
        return count(number, unit)
    parts = _grouped(number)
    words = " ".join(digits + big for digits, big in parts)
    gap = " " if parts[-1][1] and unit else _gap(unit)
    return words + gap + unit


def half_up(value: Decimal | int, digits: int = 1) -> Decimal:
    """Round half away from zero to `digits` decimals, whatever the precision of the context.

    Raises ValueError for NaN and infinity.

    >>> half_up(Decimal("45.25")), half_up(Decimal("-0.125"), 2)
    (Decimal('45.3'), Decimal('-0.13'))
    """
    number = _finite(value)
    room = Context(prec=max(28, number.adjusted() + digits + 2))
    return number.quantize(Decimal((0, (1,), -digits)), rounding=ROUND_HALF_UP, context=room)


def percent(value: Decimal | int) -> str:
    """A computed percentage (45.3 means 45.3 %), half-up to one decimal.

    >>> percent(Decimal("45.25")), percent(100)
    ('45.3%', '100.0%')
    """
    return exact(half_up(value)) + "%"


def percent_printed(value: Decimal | int | str) -> str:
    """A percentage as its source prints it: no digit is added, dropped or rounded.

    >>> percent_printed("68"), percent_printed(Decimal("81.94")), percent_printed("95.2%")
    ('68%', '81.94%', '95.2%')
    """
    text = value.strip() if isinstance(value, str) else exact(value)
    return text if text.endswith("%") else text + "%"


def bytes_text(n: int) -> str:
    """The size of a file, half-up to one decimal; 1KB = 1,024 bytes. Under 100 bytes the bytes are told.

    >>> bytes_text(5044), bytes_text(155), bytes_text(3 * 1024 * 1024)
    ('4.9KB', '0.2KB', '3.0MB')
    """
    if n < 100:
        return f"{n}B"
    size, unit = Decimal(n) / 1024, "KB"
    for larger in ("MB", "GB"):
        if half_up(size) < 1024:
            break
        size, unit = size / 1024, larger
    return exact(half_up(size)) + unit


def sha_short(sha: str) -> str:
    """The first seven characters of a commit or checksum, the length GitHub shows.

    >>> sha_short("d6bb184e0c5a")
    'd6bb184'
    """
    return sha[:7]


# Dates

_YEARS: Final = re.compile(r"([0-9]{4})/([0-9]{4})")
_DATE: Final = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")


def date_text(text: str) -> str:
    """A date or period of the data (YYYY, YYYY-Qn, YYYY-MM, YYYY-MM-DD, YYYY/YYYY) in Korean.

    Raises ValueError for any other form and for a day that does not exist.

    >>> date_text("2023-Q2"), date_text("2025-09-30"), date_text("2014/2017")
    ('2023년 2분기', '2025년 9월 30일', '2014~2017년')
    """
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}~{years[2]}년"
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"not a date: {text!r}")
    year, quarter, month, day = found.groups()
    if quarter:
        return f"{year}년 {quarter}분기"
    if not month:
        return f"{year}년"
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        raise ValueError(f"not a date: {text!r}") from None
    return f"{year}년 {int(month)}월" + (f" {int(day)}일" if day else "")


def period_text(start: str | None, end: str | None) -> str | None:
    """From start to end, each in a form of `date_text`; a missing end is told, both missing give None.

    The same date twice, or a lone YYYY/YYYY as start, is told once. Raises ValueError as `date_text` does.

    >>> period_text("2023", "2025"), period_text(None, "2025")
    ('2023년 ~ 2025년', '~ 2025년 (시작 자료 없음)')
    >>> period_text("2023", None), period_text(None, None)
    ('2023년 ~ (끝 자료 없음)', None)
    """
    if start and (start == end or (not end and "/" in start)):
        return date_text(start)
    if start and end:
        return f"{date_text(start)} ~ {date_text(end)}"
    if start:
        return f"{date_text(start)} ~ (끝 {NO_DATA})"
    if end:
        return f"~ {date_text(end)} (시작 {NO_DATA})"
    return None


def year_text(code: str) -> str:
    """The year column of a ledger in Korean: a code of `YEAR_CODES` or a form of `date_text`.

    Raises ValueError for anything else.

    >>> year_text("2025"), year_text("before"), year_text("unstated")
    ('2025년', '기투자', '연도 적혀 있지 않음')
    """
    return YEAR_CODES.get(code) or date_text(code)


# Particles. Everything that can end a word is brought to the Hangul syllable that is spoken last.

# With a final consonant, without, and not known how it is read.
_PAIRS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "은/는": ("은", "는", "은(는)"),
        "이/가": ("이", "가", "이(가)"),
        "을/를": ("을", "를", "을(를)"),
        "과/와": ("과", "와", "과(와)"),
        "으로/로": ("으로", "로", "(으)로"),
        "이라/라": ("이라", "라", "(이)라"),
        "이나/나": ("이나", "나", "(이)나"),
        "아/야": ("아", "야", "아(야)"),
    }
)
_DIGITS: Final = "영일이삼사오육칠팔구"
_TENS: Final = "십백천"
_MYRIADS: Final = "만억조경해자양구간정재극"
_CLOSED, _L, _OPEN = "은", "을", "이"

_SIGNS: Final = str.maketrans(
    {"%": "퍼센트", "‰": "퍼밀", "+": "플러스", "&": "앤드", "°": "도", "₩": "원", "$": "달러", "€": "유로"}
)
# Ⅰ to Ⅻ and ⅰ to ⅻ are read as numbers; marks of trade and copyright are not read.
_ROMAN: Final = str.maketrans(
    {chr(first + n): str(n + 1) for first in (0x2160, 0x2170) for n in range(12)}
    | dict.fromkeys("\N{TRADE MARK SIGN}\N{REGISTERED SIGN}\N{COPYRIGHT SIGN}", "")
)
# A raised digit is a mark for a note, except in square and cubic metres.
_NOTE_MARK: Final = re.compile(r"(?<!m)[\u00b2\u00b3\u00b9\u2070-\u2079]+")
_NUMBER: Final = re.compile(r"([0-9][0-9,]*)(\.[0-9]+)?$")
_FRACTION_END: Final = re.compile(r"\N{FRACTION SLASH}[0-9]+$")
_SQUARE_METRE: Final = re.compile(r"(?<![A-Za-z])[kcm]?m[23]$")
_LATIN: Final = re.compile(r"[A-Za-zμ]+$")
_AFTER_DIGIT: Final = re.compile(r"[0-9]\s*$")

_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("km", "cm", "mm", "nm", "ml", "mL", "dl", "dL", "kl", "kL"), "터")
    | dict.fromkeys(("kg", "mg", "μg"), "램")
    | {"dB": "벨"}
)
_UNITS_AFTER_DIGIT: Final[Mapping[str, str]] = MappingProxyType(
    {"m": "터", "l": "터", "L": "터", "g": "램", "t": "톤", "KM": "터", "CM": "터", "MM": "터", "KG": "램"}
)
_LETTERS: Final[Mapping[str, str]] = MappingProxyType({"L": "엘", "M": "엠", "N": "엔", "R": "알"})
# Words often set in capitals that are read as words, where spelling them would end in another sound.
_CAPITAL_WORDS: Final = re.compile(
    "APP|BOOK|CENTER|CLUB|HOME|JOB|LAB|LINE|MAP|ONE|POP|POWER|SHOP|STAR|STYLE|TOP|TOUR|WEB|ZIP|ZONE"
)
# Words whose Korean spelling leaves the rule of `_english`: 그룹, 아웃, 웹, … and 세트, 비트, 체크, …
_CLOSED_WORDS: Final = re.compile(r".*(?:bag|big|book|club|group|job|lab|look|out|pub|type|web)")
_OPEN_WORDS: Final = re.compile(
    "ballet|bit|buffet|check|debut|deck|depot|dot|habitat|hit|jet|kit|knit|knock|mat|nut"
    "|parquet|pot|scout|set|shock"
)
# A short vowel and a voiceless stop make a final consonant (외래어 표기법 제3장 제1절 제1항: gap 갭, cat 캣, book 북).
_SHORT_STOP: Final = re.compile(r"(?:^|[^aeiou])[aeiouy](?:ck|pp|tt|[cpkt])$")


def _integer(digits: str) -> str:
    """The last syllable of an integer read in Sino-Korean: 20 십, 300 백, 100000 만 (십만), 7 칠."""
    core = digits.rstrip("0")
    zeros = len(digits) - len(core)
    if not core:
        return _DIGITS[0]
    if zeros == 0:
        return _DIGITS[int(core[-1])]
    if zeros < 4:
        return _TENS[zeros - 1]
    return _MYRIADS[zeros // 4 - 1 : zeros // 4]


def _english(word: str) -> str:
    """A syllable that ends as the Korean spelling of an English word does, by the rules of 외래어 표기법 and a guess."""
    low = word.lower()
    if _OPEN_WORDS.fullmatch(low):
        return _OPEN
    if _CLOSED_WORDS.fullmatch(low):
        return _CLOSED
    # A silent e: 파일(file), 존(zone), 타임(time), but 하이브(hive), 소프트웨어(software).
    end = low[-2] if len(low) > 2 and low[-1] == "e" and low[-2] in "lmn" else low[-1]
    if end == "l":
        return _L
    if end in "mn" or low.endswith(("ng", "mb")):
        return _CLOSED
    return _CLOSED if _SHORT_STOP.search(low.replace("qu", "q")) else _OPEN


def _latin(run: str, before: str) -> str:
    """The last syllable of a run of Latin letters: a unit, letters by name (CCTV 브이), or a word (HiVE 하이브)."""
    unit = _UNITS.get(run) or (_UNITS_AFTER_DIGIT.get(run) if _AFTER_DIGIT.search(before) else None)
    if unit:
        return unit
    spelled = len(run) == 1 or (run.isupper() and not _CAPITAL_WORDS.fullmatch(run))
    if spelled or not re.search(r"[aeiouy]", run.lower()):
        return _LETTERS.get(run[-1].upper(), _OPEN)
    return _english(run)


def _said(text: str) -> str:
    """The text up to the last character that is spoken.

    Closing quotes, punctuation and pictures are skipped, and so is a remark in brackets after a word, because a
    particle follows the word before the brackets: 거점지구(HiVE)는.
    """
    depth = inside = 0
    for end in range(len(text), 0, -1):
        mark = text[end - 1]
        if mark in ")]}〕":
            depth += 1
        elif mark in "([{〔":
            depth = max(0, depth - 1)
        elif unicodedata.category(mark)[0] in "LN":
            if depth == 0:
                return text[:end]
            inside = inside or end
    return text[:inside]


def _last_syllable(word: str) -> str:
    """The Hangul syllable spoken last, or one that ends alike; "" where the reading is not known."""
    plain = unicodedata.normalize("NFKC", _NOTE_MARK.sub("", word.translate(_ROMAN)))
    # 80 characters hold every number that has a name.
    text = _FRACTION_END.sub("", _said(plain.translate(_SIGNS))[-80:])
    last = text[-1:]
    if "가" <= last <= "힣":
        return last
    if _SQUARE_METRE.search(text):
        return "터"
    if number := _NUMBER.search(text):
        return _DIGITS[int(last)] if number[2] else _integer(number[1].replace(",", ""))
    if run := _LATIN.search(text):
        return _latin(run[0], text[: run.start()])
    # NFKC turns single jamo into these ranges: consonants have names (니은, 리을), vowels are read as they are.
    if "\u1100" <= last <= "\u1112":
        return _L if last == "\u1105" else _CLOSED
    return _OPEN if "\u1161" <= last <= "\u1175" else ""


def particle(word: str, pair: str) -> str:
    """The particle alone that follows `word`: with a final consonant the first of the pair, else the second.

    Pairs: 은/는, 이/가, 을/를, 과/와, 으로/로 (로 also after ㄹ), 이라/라, 이나/나, 아/야. Digits are read in Sino-Korean,
    capitals by letter, other Latin words by their usual spelling in Hangul; quotes and remarks in brackets are skipped.
    Where no reading is known both are given, 은(는). Raises ValueError for another pair, never for a word.

    >>> particle("안산", "은/는"), particle("서울", "으로/로"), particle("1,000", "이/가")
    ('은', '로', '이')
    """
    if pair not in _PAIRS:
        raise ValueError(f"not a pair of particles: {pair!r}; known: {', '.join(_PAIRS)}")
    closed, open_, unknown = _PAIRS[pair]
    last = _last_syllable(word)
    if not last:
        return unknown
    final = (ord(last) - ord("가")) % 28
    rieul = 8
    return open_ if final == 0 or (final == rieul and pair == "으로/로") else closed


def josa(word: str, pair: str) -> str:
    """The word and its particle, see `particle`.

    >>> josa("공약", "은/는"), josa("거점지구(HiVE)", "을/를"), josa("67%", "으로/로")
    ('공약은', '거점지구(HiVE)를', '67%로')
    """
    return word + particle(word, pair)


def join_and(words: Sequence[str]) -> str:
    """A list in a sentence: two words are joined by 과 or 와, three or more by commas.

    >>> join_and(["국비", "시비"]), join_and(["계획", "확보", "집행"])
    ('국비와 시비', '계획, 확보, 집행')
    """
    if len(words) == 2:
        return f"{josa(words[0], '과/와')} {words[1]}"
    return ", ".join(words)


# Matching what people typed


def squash(text: str) -> str:
    """The text for matching spacing variants: no white space, no invisible characters, NFC.

    >>> squash("고등 직업교육") == squash("고등직업 교육")
    True
    """
    # Removing comes first: what stood on both sides of a space may compose.
    seen = (mark for mark in text if not mark.isspace() and unicodedata.category(mark) != "Cf")
    return unicodedata.normalize("NFC", "".join(seen))


def ledger_named(said: str) -> str:
    """The file of rows that a Korean word stands for, whatever its spaces; "" where it is none.

    >>> ledger_named("지출"), ledger_named("이행상태")
    ('spending.csv', 'statuses.csv')
    """
    return {**_ALSO_CALLED, **{squash(word): file for file, word in LEDGERS.items()}}.get(squash(said), "")


def _loose(text: str) -> str:
    """Letters for comparing: no case, space, hyphen or underscore; Hangul by jamo, so that 완뇨 is near 완료."""
    return unicodedata.normalize("NFD", re.sub(r"[-_]", "", squash(text)).casefold())


def did_you_mean(wrong: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known code or label nearest to a mistyped one; None if nothing is near.

    Nearness is difflib's ratio of `least` or more; the same letters in another order count as 0.9. Case, spaces, hyphens
    and underscores do not matter. Equally near ones are decided by their order as text.

    >>> did_you_mean("Province or Metro", ["own", "national", "province_or_metro"])
    'province_or_metro'
    """
    target = _loose(wrong)
    if not target:
        return None
    best: tuple[float, str] | None = None
    for candidate in sorted(set(known)):
        loose = _loose(candidate)
        matcher = SequenceMatcher(None, target, loose, autojunk=False)
        # The quick bound keeps a text of ten thousand characters from costing anything.
        score = matcher.ratio() if matcher.real_quick_ratio() >= least else 0.0
        if sorted(target) == sorted(loose):
            score = max(score, 0.9)
        if score >= least and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None


def name_en(name: str) -> str:
    """A name that people typed, as an English sentence holds it: in quotation marks where it is Korean.

    >>> name_en("title"), name_en("제목")
    ('title', '‘제목’')
    """
    return name if name.isascii() else f"‘{name}’"


_LONG_PART: Final = 4


def _within(wrong: str, words: Iterable[str]) -> str | None:
    """The one word that a text holds (이행완료 holds 완료), or that holds most of its words as a long part."""
    text = squash(wrong)
    plain = {word: squash(word) for word in words}
    held = [word for word, each in plain.items() if len(each) > 1 and each in text]
    held = held or [word for word, each in plain.items() if len(text) >= _LONG_PART and text in each]
    return held[0] if len(held) == 1 else None


def nearest(wrong: str, known: Iterable[str], called: Mapping[str, str] = MappingProxyType({})) -> Said:
    """The known one that was probably meant, as a question to follow a sentence; nothing where none is near.

    `called` has Korean words of known ones: who types the word is told the code.

    >>> nearest("natonal", ["own", "national"]).en, nearest("국비", ["own", "national"], {"national": "국비"}).en
    (' Did you mean national?', ' Did you mean national?')
    """
    words = list(called.values())
    codes = {word: code for code, word in called.items() if words.count(word) == 1}
    # short words are alike too soon: 번호 is no mistake for 임기 번호
    word = did_you_mean(wrong, codes, least=0.8) or _within(wrong, codes)
    near = codes[word] if word else did_you_mean(wrong, known)
    return Said(f" 혹시 {near}인가요?", f" Did you mean {near}?") if near else NOTHING_SAID
