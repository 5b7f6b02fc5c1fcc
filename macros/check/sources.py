"""What is known of the sources: licence, address, date, kind. One finding a source, not a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from macros.check.rule import Found, all_sources, cell, cited
from macros.language import SOURCE_KINDS, percent_printed
from macros.model import Book, Source

_IF_KNOWN = "출처에서 확인되면 적으세요. 없으면 비워 두세요."


def check_licences(book: Book, as_of: date) -> Iterator[Found]:
    """Sources whose licence is not known."""
    for source in all_sources(book):
        if source.licence is None:
            message = f"이용조건이 확인되지 않은 출처입니다: {source.publisher}, {source.title}."
            yield Found(cell(source, "licence"), message, _IF_KNOWN)


def check_sources_are_dated(book: Book, as_of: date) -> Iterator[Found]:
    """Sources whose day of publication is not known."""
    for source in all_sources(book):
        if source.published is None:
            message = f"펴낸 날을 알 수 없는 출처입니다: {source.publisher}, {source.title}."
            yield Found(cell(source, "published"), message, _IF_KNOWN)


def check_sources_have_an_address(book: Book, as_of: date) -> Iterator[Found]:
    """Sources without an address."""
    for source in all_sources(book):
        if source.url is None:
            message = f"주소가 없는 출처입니다: {source.publisher}, {source.title}."
            yield Found(cell(source, "url"), message, _IF_KNOWN)


def check_sources_are_first_hand(book: Book, as_of: date) -> Iterator[Found]:
    """Sources that retell another text."""
    for source in all_sources(book):
        if source.kind == "secondary":
            message = f"다른 글을 옮긴 2차 출처입니다: {source.publisher}, {source.title}."
            yield Found(cell(source, "kind"), message, "원문을 찾으면 그것을 출처로 적으세요.")


_OFFICIAL = "기관이 직접 낸 문서를 찾으면 sources.csv에 더하고 그것을 출처로 적으세요."


def _only(sources: Iterable[Source | None]) -> str:
    """`언론 보도` or `언론 보도, 2차 출처` where no source is official, else nothing."""
    kinds = [source.kind for source in sources if source]
    if not kinds or "official" in kinds:
        return ""
    return ", ".join(SOURCE_KINDS[kind] for kind in sorted(set(kinds)))


def check_something_official(book: Book, as_of: date) -> Iterator[Found]:
    """Commitments, published rates and terms of office that rest on no official source."""
    terms = _only(book.sources.get(term.source) for term in book.site.terms)
    if terms:
        where = book.where(book.site, "terms")
        yield Found(where, f"임기 날짜의 출처에 기관 자료가 없습니다 ({terms}).", _OFFICIAL)
    for place in book.places.values():
        for commitment in place.commitments:
            found = _only(place.sources.get(id) for id in sorted(cited(commitment)))
            if found:
                message = f"이 {'공약' if commitment.kind == 'pledge' else '사업'}의 출처에 기관 자료가 없습니다 ({found})."
                yield Found(book.where(commitment.sheet, "source"), message, _OFFICIAL)
        for row in place.published_rates:
            found = _only([place.sources.get(row.source)])
            if found:
                rate = f"{place.name} 발표 이행률 ‘{row.label}’ {percent_printed(row.published_pct)}"
                message = f"{rate}의 출처가 기관 자료가 아닙니다 ({found})."
                yield Found(cell(row, "source"), message, _OFFICIAL)


def check_phones_have_an_area_code(book: Book, as_of: date) -> Iterator[Found]:
    """Phone numbers without an area code; one finding a commitment."""
    for commitment in book.commitments.values():
        bare = [each for each in commitment.sheet.contacts if each.phone and each.phone[0] not in "01"]
        if bare:
            phones = ", ".join(each.phone or "" for each in bare)
            message = f"지역번호가 없는 전화번호입니다: {phones}."
            yield Found(bare[0].where, message, "출처에 지역번호가 있으면 붙이세요. 없으면 그대로 두세요.")
