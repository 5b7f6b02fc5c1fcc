"""Numbers, texts, names and addresses: what one cell or one value may hold, and what is said where it does not."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from macros.language import Said, josa, nearest
from macros.model.codes import YEAR_WORDS
from macros.model.excel import counted_day, shown_as_day
from macros.model.shape import wrong

# ── numbers ─────────────────────────────────────────────────────────────────────────────────

# What a double, and so a spreadsheet, SQLite and Parquet, holds digit by digit. 12 digits of million won are far more
# than all the money there is; 6 after the point are single won.
_DIGITS, _WHOLE_DIGITS, _DECIMALS = 15, 12, 6
_NUMBER_FORM = rf"^(?=-?([0-9]\.?){{1,{_DIGITS}}}$)-?[0-9]{{1,{_WHOLE_DIGITS}}}(\.[0-9]{{1,{_DECIMALS}}})?$"
_TOO_MUCH = 10**_WHOLE_DIGITS


def _number(value: Any) -> Any:
    """A plain decimal text to Decimal, digits kept as printed; says what to do with 1,234 or 55.5%."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        message = Said("수가 올 자리에 다른 것이 있습니다.", "Something else stands where a number belongs.")
        raise wrong(
            "number-form", message, Said("숫자 하나만 적으세요.", "Write one number and nothing else.")
        )
    text = value.strip()
    plain = unicodedata.normalize("NFKC", text)
    if plain != text and re.fullmatch(r"-?[0-9][0-9,]*(\.[0-9]+)?%?", plain):
        narrow = plain.replace(",", "").rstrip("%")
        tip = Said(f"반각 {josa(narrow, '으로/로')} 적으세요.", f"Write it with ordinary digits: {narrow}")
        message = Said(f"전각 숫자입니다: ‘{text}’.", f"These are full-width digits: ‘{text}’.")
        raise wrong("number-wide", message, tip, text)
    if re.fullmatch(r"[-+−△]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        plain = text.replace(",", "").replace("△", "-").replace("−", "-").lstrip("+")
        tip = Said(f"쉼표 없이 {josa(plain, '으로/로')} 적으세요.", f"Write it without commas: {plain}")
        message = Said(f"수에 쉼표가 있습니다: ‘{text}’.", f"The number has commas in it: ‘{text}’.")
        raise wrong("number-comma", message, tip, text)
    if re.fullmatch(r"-?[0-9.,]+ ?[%％]", text):
        bare = text[:-1].strip()
        tip = Said(f"% 없이 {josa(bare, '으로/로')} 적으세요.", f"Write it without the sign: {bare}")
        message = Said(f"수에 % 표시가 있습니다: ‘{text}’.", f"The number has a percent sign: ‘{text}’.")
        raise wrong("number-percent", message, tip, text)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        tip = Said(
            "숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요.",
            "Write digits only. Leave the cell empty if it is not known; a value in words belongs in a _text column"
            " or in note.",
        )
        raise wrong(
            "number-form", Said(f"수가 아닙니다: ‘{text}’.", f"This is not a number: ‘{text}’."), tip, text
        )
    if not re.fullmatch(_NUMBER_FORM, text):
        whole, _, decimals = text.lstrip("-").partition(".")
        before, after = len(whole), len(decimals)
        count = Said(f"{before}자리", f"{before} digits")
        if decimals:
            count = Said(
                f"소수점 앞 {before}자리, 뒤 {after}자리",
                f"{before} digits before the point and {after} after it",
            )
        tip = Said(
            f"소수점 앞 {_WHOLE_DIGITS}자리, 뒤 {_DECIMALS}자리, 모두 {_DIGITS}자리까지 적을 수 있습니다."
            " 옮겨 적은 칸과 단위를 확인하세요.",
            f"At most {_WHOLE_DIGITS} digits before the point, {_DECIMALS} after it and {_DIGITS} in all."
            " Check which cell and which unit was copied.",
        )
        message = Said(f"수가 {count.ko}로 너무 깁니다.", f"The number is too long: {count.en}.")
        raise wrong("number-long", message, tip)
    return Decimal(text)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or value < 0:
        message = Said(
            f"건수는 0 이상의 정수여야 합니다: ‘{value}’.",
            f"A count is a whole number, 0 or more: ‘{value}’.",
        )
        tip = Said("소수점과 음수 없이 적으세요.", "Write it without a decimal point or a minus sign.")
        raise wrong("count-form", message, tip, str(value))
    return int(value)


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": -_TOO_MUCH, "exclusiveMaximum": _TOO_MUCH},
                {"type": "string", "pattern": _NUMBER_FORM},
            ]
        }
    ),
]
Count = Annotated[
    Decimal,
    BeforeValidator(_number),
    AfterValidator(_whole),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "exclusiveMaximum": _TOO_MUCH},
                {"type": "string", "pattern": rf"^[0-9]{{1,{_WHOLE_DIGITS}}}$"},
            ]
        }
    ),
]

# ── texts ───────────────────────────────────────────────────────────────────────────────────

# Control and direction marks, breaks that no editor shows, zero-width signs other than the joiners of emoji, the
# sign that stands for a character lost in conversion, and the two codes after it, which are no characters.
DELETE_SIGN = Said("그 글자를 지우고 다시 적으세요.", "Delete that character and type the text again.")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


def _visible(value: str) -> str:
    found = _CONTROL.search(value)
    if found:
        code = f"U+{ord(found[0]):04X}"
        message = Said(
            f"보이지 않는 제어 문자({code})가 들어 있습니다.", f"An invisible control character ({code})."
        )
        raise wrong("text-control", message, DELETE_SIGN)
    return value


def _http(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = (
            parts.scheme in ("http", "https")
            and re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", parts.hostname or "") is not None
            and parts.port != 0
            and not re.search(r"\s|[<>\"]", value)
        )
    except ValueError:
        good = False
    if not good:
        tip = Said(
            "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            "Write the whole address with one https:// at its beginning. Leave it empty if it is not known.",
        )
        message = Said(f"주소가 바르지 않습니다: ‘{value}’.", f"The address is not well formed: ‘{value}’.")
        raise wrong("url-form", message, tip, value)
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(_PHONE, value):
        tip = Said(
            "숫자와 붙임표만 적으세요. 사람 이름과 개인 번호는 적지 않습니다.",
            "Write digits and hyphens only. Names of people and private numbers are not recorded.",
        )
        raise wrong(
            "phone-form", Said("사무실 전화번호가 아닙니다.", "This is not an office phone number."), tip
        )
    return value


_ISO_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


def _printed_number(value: str) -> str:
    if shown_as_day(value) or counted_day(value) or _ISO_DAY.fullmatch(value):
        message = Said(
            f"엑셀이 날짜로 바꾼 번호로 보입니다: ‘{value}’.",
            f"Excel seems to have turned a number into a date: ‘{value}’.",
        )
        tip = Said(
            "칸의 서식을 ‘텍스트’로 바꾸고, 7-1처럼 출처에 적힌 번호를 다시 적으세요.",
            "Set the cell’s format to Text and write the number again as its source has it, as in 7-1.",
        )
        raise wrong("excel-date", message, tip, value)
    return value


def _area_code(value: str) -> str:
    if not re.fullmatch(_AREA_CODE, value):
        message = Said(f"법정동코드가 아닙니다: ‘{value}’.", f"This is not an area code: ‘{value}’.")
        tip = Said(
            "시·도는 두 자리, 시·군·구는 다섯 자리 숫자를 따옴표로 묶어 적으세요. 모르면 이 줄을 지우세요.",
            "Write two digits for a province or metropolitan city, five for others, in quotation marks. Delete the line if it is not known.",
        )
        raise wrong("code-form", message, tip, value)
    return value


_SPACE = re.compile(r"[\s_]+")


def _code(what: Said, pattern: str, example: str) -> AfterValidator:
    tip = Said(
        f"영문 소문자, 숫자, 붙임표로 적으세요. 예: {example}",
        f"Write small letters a to z, digits and hyphens, such as {example}",
    )

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            message = Said(
                f"{josa(what.ko, '으로/로')} 쓸 수 없는 글자가 있습니다: ‘{value}’.",
                f"There are characters that {what.en} may not have: ‘{value}’.",
            )
            low = value.lower()
            meant = next((each for each in (low, _SPACE.sub("-", low)) if re.fullmatch(pattern, each)), None)
            raise wrong("code-form", message + nearest(value, (meant,) if meant else ()), tip, value)
        return value

    return AfterValidator(check)


def _hex(rule: str, what: Said, length: int, tip: Said) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(f"[0-9a-f]{{{length}}}", value):
            message = Said(
                f"{what.ko}은 0~9와 a~f로 된 {length}자여야 합니다: ‘{value}’.",
                f"{what.en} is {length} characters from 0–9 and a–f: ‘{value}’.",
            )
            raise wrong(rule, message, tip, value)
        return value

    return AfterValidator(check)


def _year_or(*words: str) -> AfterValidator:
    listed = ", ".join(words)
    tip = Said(
        f"2024처럼 네 자리로 적거나 {listed} 가운데 하나를 적으세요."
        if len(words) > 1
        else f"2024처럼 네 자리로 적거나, {josa(listed, '이라/라')}고 적으세요.",
        f"Write four digits as in 2024, or {'one of ' if len(words) > 1 else ''}{listed}.",
    )

    def check(value: str) -> str:
        if value not in words and not re.fullmatch(_YEAR, value):
            message = Said(f"연도가 아닙니다: ‘{value}’.", f"This is not a year: ‘{value}’.")
            raise wrong("year-form", message + nearest(value, words), tip, value)
        return value

    return AfterValidator(check)


def _pattern(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_CODE = r"[a-z0-9]+([_-][a-z0-9]+)*"
_KEY = r"[a-z0-9-]+/[a-z0-9-]+"
_YEAR = r"(?:19|20|21)[0-9]{2}"
_PHONE = r"[0-9-]{4,20}"
_AREA_CODE = r"[0-9]{2}|[0-9]{5}"

Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_visible)]
Id = Annotated[Text, _code(Said("이름(id)", "an id"), ID, "flood-prevention"), _pattern(ID)]
TermCode = Annotated[Text, _code(Said("코드", "a code"), _CODE, "on_track"), _pattern(_CODE)]
Key = Annotated[
    Text,
    _code(Said("지역/공약 이름", "a place/commitment key"), _KEY, "ansan/higher-vocational-hub"),
    _pattern(_KEY),
]
Url = Annotated[Text, AfterValidator(_http), _pattern(r"https?://[^\s<>]+")]
Phone = Annotated[Text, AfterValidator(_phone), _pattern(_PHONE)]
PrintedNumber = Annotated[Text, AfterValidator(_printed_number)]
AreaCode = Annotated[Text, AfterValidator(_area_code), _pattern(_AREA_CODE)]
CommitId = Annotated[
    Text,
    _hex(
        "commit-form",
        Said("커밋 이름", "The id of a commit"),
        40,
        Said(
            "git rev-parse가 알려 주는 온전한 이름을 소문자로 적으세요.",
            "Write the whole id that git rev-parse tells, in small letters.",
        ),
    ),
    _pattern("[0-9a-f]{40}"),
]
Sha256 = Annotated[
    Text,
    _hex(
        "sha-form",
        Said("SHA-256 값", "A SHA-256 value"),
        64,
        Said(
            "scripts/edition.py가 알려 주는 값을 그대로 적으세요.",
            "Write the value that scripts/edition.py tells, unchanged.",
        ),
    ),
    _pattern("[0-9a-f]{64}"),
]
MoneyYear = Annotated[Text, _year_or(*YEAR_WORDS), _pattern("|".join((_YEAR, *YEAR_WORDS)))]
TargetYear = Annotated[Text, _year_or("term"), _pattern(f"{_YEAR}|term")]
