"""No person's name, number or resident number anywhere. A message never repeats what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from macros.check.rule import Found, cell, rows
from macros.language import squash
from macros.model import Book
from macros.problem import Where

_ADDRESSES = frozenset({"url", "archived_url", "repository", "report"})
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_RESIDENT = re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH_DAY}[-–— ]?[1-8][0-9]{{6}}(?![0-9])")
_RESIDENT_HYPHEN = re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH_DAY}-[1-8][0-9]{{6}}(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9-])01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}(?![0-9])")
_SPACED = re.compile(r"(?<![가-힣])[가-힣](?: [가-힣]){2,}(?![가-힣])")
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여"
    "추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피감음빈동온호범좌팽승간상시갈단견당화"
)
# syllables that stand alone in sentences and in nobody's given name, as in 한 번 더; and counted things, as in 이 세 명
_WORDS = frozenset("곳번것더및등뒤때년월몇데못큰또할될뿐씩째쯤줄듯밖곧잘왜꼭꿈땅집힘책밥물불개")
_COUNTED = re.compile(r"[가-힣][한두세네][명건분중해달날권대채동층칸점면편군시도]")


def _texts(book: Book) -> Iterator[tuple[Where, str, str, str]]:
    """Every text with its place, the name and label of where it stands, and the place's own names."""
    for root in (book.site, book.terms):
        for where, name, text in _sheet_texts(book, root):
            yield where, name, text, ""
    for row in book.sources.values():
        for where, name, text in _row_texts(row):
            yield where, name, text, ""
    for place in book.places.values():
        own = squash(f"{place.about.name} {place.about.short_name or ''}")
        for sheet in (place.about, *(commitment.sheet for commitment in place.commitments)):
            for where, name, text in _sheet_texts(book, sheet):
                yield where, name, text, own
        for row in rows(place):
            for where, name, text in _row_texts(row):
                yield where, name, text, own


def _row_texts(row: BaseModel) -> Iterator[tuple[Where, str, str]]:
    for name, value in row.__dict__.items():
        if isinstance(value, str):
            yield cell(row, name), name, value


def _sheet_texts(book: Book, sheet: BaseModel) -> Iterator[tuple[Where, str, str]]:
    for name, value in sheet.__dict__.items():
        if name != "where":
            for where, text in _within(book.where(sheet, name), value):
                yield where, name, text


def _within(where: Where, value: object) -> Iterator[tuple[Where, str]]:
    """The texts inside a value; a mapping within knows its own place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, BaseModel):
        inner: Where = value.where  # type: ignore[attr-defined]
        for name, part in value.__dict__.items():
            if name != "where":
                yield from _within(inner, part)
    elif isinstance(value, tuple) and not isinstance(value, Where):
        for part in value:
            yield from _within(where, part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _within(where, part)


def check_no_resident_number(book: Book, as_of: date) -> Iterator[Found]:
    """Texts with a resident registration number."""
    for where, name, text, _ in _texts(book):
        # a long number in an address is a page's own, unless it is written as a resident number is
        pattern = _RESIDENT_HYPHEN if name in _ADDRESSES else _RESIDENT
        if pattern.search(text):
            message = f"{name}: 주민등록번호로 보이는 숫자가 있습니다."
            yield Found(where, message, "그 숫자를 지우세요. 이미 올렸다면 저장소 관리자에게 바로 알리세요.")


def check_no_mobile_number(book: Book, as_of: date) -> Iterator[Found]:
    """Texts with a mobile phone number."""
    for where, name, text, _ in _texts(book):
        if name not in _ADDRESSES and _MOBILE.search(text):
            message = f"{name}: 휴대전화 번호로 보이는 숫자가 있습니다."
            yield Found(where, message, "사무실 전화만 싣습니다. 그 번호를 지우세요.")


def check_no_spaced_name(book: Book, as_of: date) -> Iterator[Found]:
    """Texts with what may be a name, spaced letter by letter."""
    for where, name, text, own in _texts(book):
        if any(_is_name(found.group(), own) for found in _SPACED.finditer(text)):
            message = f"{name}: 한 글자씩 띄어 쓴 세 글자가 있습니다. 사람 이름일 수 있습니다."
            yield Found(where, message, "사람 이름이면 지우세요. 낱말이면 붙여 쓰세요.")


def _is_name(run: str, own: str) -> bool:
    """Three syllables apart that begin as a name does and are no words, and not the place's name (안 산 시)."""
    joined = run.replace(" ", "")
    return (
        len(joined) == 3
        and joined[0] in _SURNAMES
        and not _WORDS.intersection(joined)
        and not _COUNTED.fullmatch(joined)
        and joined not in own
    )
