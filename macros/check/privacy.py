"""No person's name, number or resident number anywhere. A message never repeats what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

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


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# what people who work on a pledge are called
ROLES = _set(
    "과장 팀장 담당자 주무관 부서장 국장 실장 소장 계장 단장 본부장 사무관 서기관 센터장 책임자 작성자 기안자 검토자 확인자 "
    "책임관 정책관 보좌관 전문관 연구사 연구관 지도사 면장 읍장 관장 원장 처장 파트장 팀원 실무자 위원장 이사장 부시장 부군수 "
    "부구청장 구청장 군수 담당주무관 담당팀장 담당과장"
)
_HEADS = "시장|군수|구청장|도지사|교육감|부시장|부군수|부구청장"
# before a name stands who does the work, behind it a rank; 안전총괄 담당자 names nobody
_WORKING = "담당자?|작성자?|책임자|기안자|검토자|확인자|실무자"
_RANKS = "|".join(sorted((each for each in ROLES if not re.fullmatch(_WORKING, each)), key=len, reverse=True))
_ONE = "[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변]"
_NAME = rf"(?<![가-힣])((?:{_ONE}|남궁|황보|제갈|선우|독고)[가-힣]{{2}})"
# the last syllable of a part of an authority, of what people are called together, of a verb or with a particle
_NO_NAME = re.compile(
    r".*[실과팀국소단회관부처청시군구읍면교점장계반층들자를는의와로및등적별획책략업됨함집사금망객률비]|남궁.|선우."
    r"|공무원|문화원|진흥원|조합원|남대문|이메일|신재생|원도심|구도심|공동체|정보화|문화재|전기차|하수도|지하수|주거지|한부모"
)
_BESIDE = (
    re.compile(rf"{_NAME}[ (](?:{_HEADS}|{_RANKS})(?:님|이|가|은|는|을|를|의|과|와|께서)?(?![가-힣])"),
    re.compile(rf"(?<!전통)(?<!재래)(?:{_HEADS}|{_RANKS}|{_WORKING})[ :：(]{{1,2}}{_NAME}(?![가-힣])"),
)


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


_Look: TypeAlias = Callable[[str], object]
# what every text that something is found in has in it: one look lets nearly all texts pass
_NUMBER_OR_NAME: _Look = re.compile(
    r"[0-9]{6}[-–— ]?[0-9]{7}|01[016789][-. ]?[0-9]{3}|[가-힣] [가-힣] [가-힣](?![가-힣])"
).search
_POST: _Look = re.compile(f"{_HEADS}|{_RANKS}|{_WORKING}").search


def _texts(book: Book, look: _Look) -> Iterator[_Text]:
    """Every text of the book in which something may be found, place by place."""
    for root in (book.site, book.terms):
        yield from _of_sheet(root, "", look)
    yield from _of_rows(book.sources.values(), "", look)
    for place in book.places.values():
        own = squash(f"{place.about.name} {place.about.short_name or ''}")
        yield from _of_sheet(place.about, own, look)
        for commitment in place.commitments:
            yield from _of_sheet(commitment.sheet, own, look)
        yield from _of_rows(rows(place), own, look)


def _of_rows(table: Iterable[BaseModel], own: str, look: _Look) -> Iterator[_Text]:
    for row in table:
        for name, value in row.__dict__.items():
            if isinstance(value, str) and look(value):
                yield _Text(value, name, own, row)


def _of_sheet(sheet: BaseModel, own: str, look: _Look) -> Iterator[_Text]:
    start: Where = sheet.where  # type: ignore[attr-defined]
    for name, value in sheet.__dict__.items():
        if value and name != "where" and not isinstance(value, _NO_TEXT):
            steps = (type(sheet).model_fields[name].alias or name,)
            yield from _within(value, name, own, look, start, steps)


def _within(
    value: object, name: str, own: str, look: _Look, start: Where, steps: tuple[str | int, ...]
) -> Iterator[_Text]:
    """The texts inside the value that `steps` lead to; a mapping within knows its own place."""
    if isinstance(value, str):
        if look(value):
            yield _Text(value, name, own, start.to(*steps))
    elif isinstance(value, BaseModel):
        inner: Where = value.where  # type: ignore[attr-defined]
        for key, part in value.__dict__.items():
            if part and key != "where" and not isinstance(part, _NO_TEXT):
                step = type(value).model_fields[key].alias or key
                yield from _within(part, name, own, look, inner, (step,))
    elif isinstance(value, tuple | dict):
        for at, part in enumerate(value) if isinstance(value, tuple) else value.items():
            yield from _within(part, name, own, look, start, (*steps, at))


def check_no_personal_data(book: Book, as_of: date) -> Iterator[Found]:
    """Texts with a resident registration number, a mobile phone number, or what may be a name spaced by letters."""
    for each in _texts(book, _NUMBER_OR_NAME):
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


def check_no_names_beside_posts(book: Book, as_of: date) -> Iterator[Found]:
    """Texts in which a post stands beside what may be a name: surname and two syllables."""
    for each in _texts(book, _POST):
        names = (found[1] for pattern in _BESIDE for found in pattern.finditer(each.text))
        if each.name not in _ADDRESSES and any(
            not _NO_NAME.fullmatch(name) and name not in each.own for name in names
        ):
            tip = Said(
                "사람 이름이면 지우고 부서와 직함만 적으세요. 이름이 아니면 그대로 두세요.",
                "If it is a person’s name, delete it and write the department and the post only. Leave it if not.",
            )
            message = Said(
                "직함 곁에 사람 이름일 수 있는 세 글자가 있습니다.",
                "Three syllables beside a post. This may be a person’s name.",
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
