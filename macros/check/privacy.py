"""No person's name, number or resident number anywhere. A message never repeats what it found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel

from macros.check.rule import Found, cell, rows
from macros.language import Said, squash
from macros.model import Book, When
from macros.problem import Where

_ADDRESSES = frozenset({"url", "archived_url", "repository", "report"})
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
RESIDENT = re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH_DAY}[-–— ]?[1-8][0-9]{{6}}(?![0-9])")
_RESIDENT_HYPHEN = re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH_DAY}-[1-8][0-9]{{6}}(?![0-9])")
MOBILE = re.compile(r"(?<![0-9-])01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}(?![0-9])")
SPACED = re.compile(r"(?<![가-힣])[가-힣](?: [가-힣]){2,}(?![가-힣])")
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여"
    "추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피감음빈동온호범좌팽승간상시갈단견당화"
)
# syllables that stand alone in sentences and in nobody's given name, as in 한 번 더; and counted things, as in 이 세 명
_WORDS = frozenset("곳번것더및등뒤때년월몇데못큰또할될뿐씩째쯤줄듯밖곧잘왜꼭꿈땅집힘책밥물불개")
_COUNTED = re.compile(r"[가-힣][한두세네][명건분중해달날권대채동층칸점면편군시도]")


_NO_TEXT = (When, Decimal, int)


class _Text(NamedTuple):
    """A text, the name of its column or key, the names of its place, and its row or where it stands."""

    text: str
    name: str
    own: str
    at: BaseModel | Where

    def found(self, message: Said, tip: Said) -> Found:
        # a cell is looked up only where something was found: there are many texts
        where = self.at if isinstance(self.at, Where) else cell(self.at, self.name)
        return Found(where, Said(f"{self.name}: ", f"{self.name}: ") + message, tip)


def _texts(book: Book) -> Iterator[_Text]:
    """Every text of the book, place by place."""
    found: list[_Text] = []
    for root in (book.site, book.terms):
        _take_sheet(found, root, "")
    _take_rows(found, book.sources.values(), "")
    yield from found
    for place in book.places.values():
        found = []
        own = squash(f"{place.about.name} {place.about.short_name or ''}")
        _take_sheet(found, place.about, own)
        for commitment in place.commitments:
            _take_sheet(found, commitment.sheet, own)
        _take_rows(found, rows(place), own)
        yield from found


def _take_rows(found: list[_Text], table: Iterable[BaseModel], own: str) -> None:
    for row in table:
        found += [
            _Text(value, name, own, row) for name, value in row.__dict__.items() if isinstance(value, str)
        ]


def _take_sheet(found: list[_Text], sheet: BaseModel, own: str) -> None:
    start: Where = sheet.where  # type: ignore[attr-defined]
    for name, value in sheet.__dict__.items():
        if value and name != "where" and not isinstance(value, _NO_TEXT):
            _take(found, value, name, own, start.to(type(sheet).model_fields[name].alias or name))


def _take(found: list[_Text], value: object, name: str, own: str, where: Where) -> None:
    """The texts inside a value; a mapping within knows its own place."""
    if isinstance(value, str):
        found.append(_Text(value, name, own, where))
    elif isinstance(value, BaseModel):
        inner: Where = value.where  # type: ignore[attr-defined]
        for key, part in value.__dict__.items():
            if part and key != "where" and not isinstance(part, _NO_TEXT):
                _take(found, part, name, own, inner.to(type(value).model_fields[key].alias or key))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            _take(found, part, name, own, where.to(number))
    elif isinstance(value, dict):
        for key, part in value.items():
            _take(found, part, name, own, where.to(key))


def check_no_personal_data(book: Book, as_of: date) -> Iterator[Found]:
    """Texts with a resident registration number, a mobile phone number, or what may be a name spaced by letters."""
    for each in _texts(book):
        address = each.name in _ADDRESSES
        # a long number in an address is a page's own, unless it is written as a resident number is
        if (_RESIDENT_HYPHEN if address else RESIDENT).search(each.text):
            tip = Said(
                "그 숫자를 지우세요. 이미 올렸다면 저장소 관리자에게 바로 알리세요.",
                "Delete the number. If it was published already, tell the keeper of the repository at once.",
            )
            message = Said(
                "주민등록번호로 보이는 숫자가 있습니다.",
                "A number that looks like a resident registration number.",
            )
            yield each.found(message, tip)
        if not address and MOBILE.search(each.text):
            tip = Said(
                "사무실 전화만 싣습니다. 그 번호를 지우세요.",
                "Delete the number. Only phone numbers of offices are recorded.",
            )
            message = Said(
                "휴대전화 번호로 보이는 숫자가 있습니다.", "A number that looks like that of a mobile phone."
            )
            yield each.found(message, tip)
        if any(is_spaced_name(run.group(), each.own) for run in SPACED.finditer(each.text)):
            tip = Said(
                "사람 이름이면 지우세요. 낱말이면 붙여 쓰세요.",
                "Delete it if it is a person’s name. Write a word without spaces.",
            )
            message = Said(
                "한 글자씩 띄어 쓴 세 글자가 있습니다. 사람 이름일 수 있습니다.",
                "Three syllables with spaces between them. This may be a person’s name.",
            )
            yield each.found(message, tip)


def is_spaced_name(run: str, own: str) -> bool:
    """Three syllables apart that begin as a name does and are no words, and not the place's name (안 산 시)."""
    joined = run.replace(" ", "")
    return (
        len(joined) == 3
        and joined[0] in SURNAMES
        and not _WORDS.intersection(joined)
        and not _COUNTED.fullmatch(joined)
        and joined not in own
    )
