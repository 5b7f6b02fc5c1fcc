"""Numbers, texts, names and addresses: what one cell or one value may hold, and what is said where it does not."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from macros.language import josa
from macros.model.codes import YEAR_WORDS
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
        raise wrong("number-form", "수가 올 자리에 다른 것이 있습니다", "숫자 하나만 적으세요.")
    text = value.strip()
    plain = unicodedata.normalize("NFKC", text)
    if plain != text and re.fullmatch(r"-?[0-9][0-9,]*(\.[0-9]+)?%?", plain):
        tip = f"반각 {josa(plain.replace(',', '').rstrip('%'), '으로/로')} 적으세요."
        raise wrong("number-wide", "전각 숫자입니다: ‘{value}’", tip, value=text)
    if re.fullmatch(r"[-+−△]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        plain = text.replace(",", "").replace("△", "-").replace("−", "-").lstrip("+")
        tip = f"쉼표 없이 {josa(plain, '으로/로')} 적으세요."
        raise wrong("number-comma", "수에 쉼표가 있습니다: ‘{value}’", tip, value=text)
    if re.fullmatch(r"-?[0-9.,]+ ?[%％]", text):
        tip = f"% 없이 {josa(text[:-1].strip(), '으로/로')} 적으세요."
        raise wrong("number-percent", "수에 % 표시가 있습니다: ‘{value}’", tip, value=text)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        tip = "숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요."
        raise wrong("number-form", "수가 아닙니다: ‘{value}’", tip, value=text)
    if not re.fullmatch(_NUMBER_FORM, text):
        whole, _, decimals = text.lstrip("-").partition(".")
        count = f"소수점 앞 {len(whole)}자리, 뒤 {len(decimals)}자리" if decimals else f"{len(whole)}자리"
        tip = (
            f"소수점 앞 {_WHOLE_DIGITS}자리, 뒤 {_DECIMALS}자리, 모두 {_DIGITS}자리까지 적을 수 있습니다."
            " 옮겨 적은 칸과 단위를 확인하세요."
        )
        raise wrong("number-long", "수가 {count}로 너무 깁니다", tip, count=count)
    return Decimal(text)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or value < 0:
        tip = "소수점과 음수 없이 적으세요."
        raise wrong("count-form", "건수는 0 이상의 정수여야 합니다: ‘{value}’", tip, value=str(value))
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
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


def _visible(value: str) -> str:
    found = _CONTROL.search(value)
    if found:
        message = "보이지 않는 제어 문자(U+{code})가 들어 있습니다"
        raise wrong("text-control", message, "그 글자를 지우고 다시 적으세요.", code=f"{ord(found[0]):04X}")
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
        tip = "https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요."
        raise wrong("url-form", "주소가 바르지 않습니다: ‘{value}’", tip, value=value)
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(_PHONE, value):
        tip = "숫자와 붙임표만 적으세요. 사람 이름과 개인 번호는 적지 않습니다."
        raise wrong("phone-form", "사무실 전화번호가 아닙니다", tip)
    return value


def _code(what: str, pattern: str, example: str) -> AfterValidator:
    message = f"{josa(what, '으로/로')} 쓸 수 없는 글자가 있습니다: ‘{{value}}’"
    tip = f"영문 소문자, 숫자, 붙임표로 적으세요. 예: {example}"

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise wrong("code-form", message, tip, value=value)
        return value

    return AfterValidator(check)


def _hex(rule: str, what: str, length: int, tip: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(f"[0-9a-f]{{{length}}}", value):
            message = f"{what}은 0~9와 a~f로 된 {length}자여야 합니다: ‘{{value}}’"
            raise wrong(rule, message, tip, value=value)
        return value

    return AfterValidator(check)


def _year_or(*words: str) -> AfterValidator:
    tip = f"2024처럼 네 자리로 적거나 {', '.join(words)} 가운데 하나를 적으세요."

    def check(value: str) -> str:
        if value not in words and not re.fullmatch(_YEAR, value):
            raise wrong("year-form", "연도가 아닙니다: ‘{value}’", tip, value=value)
        return value

    return AfterValidator(check)


def _pattern(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_CODE = r"[a-z0-9]+([_-][a-z0-9]+)*"
_KEY = r"[a-z0-9-]+/[a-z0-9-]+"
_YEAR = r"(?:19|20|21)[0-9]{2}"
_PHONE = r"[0-9-]{4,20}"

Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_visible)]
Id = Annotated[Text, _code("이름(id)", _ID, "flood-prevention"), _pattern(_ID)]
TermCode = Annotated[Text, _code("코드", _CODE, "on_track"), _pattern(_CODE)]
Key = Annotated[Text, _code("지역/공약 이름", _KEY, "ansan/higher-vocational-hub"), _pattern(_KEY)]
Url = Annotated[Text, AfterValidator(_http), _pattern(r"https?://[^\s<>]+")]
Phone = Annotated[Text, AfterValidator(_phone), _pattern(_PHONE)]
CommitId = Annotated[
    Text,
    _hex("commit-form", "커밋 이름", 40, "git rev-parse가 알려 주는 온전한 이름을 소문자로 적으세요."),
    _pattern("[0-9a-f]{40}"),
]
Sha256 = Annotated[
    Text,
    _hex("sha-form", "SHA-256 값", 64, "scripts/edition.py가 알려 주는 값을 그대로 적으세요."),
    _pattern("[0-9a-f]{64}"),
]
MoneyYear = Annotated[Text, _year_or(*YEAR_WORDS), _pattern("|".join((_YEAR, *YEAR_WORDS)))]
TargetYear = Annotated[Text, _year_or("term"), _pattern(f"{_YEAR}|term")]
