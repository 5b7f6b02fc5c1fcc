"""What is known of the sources: licence, address, date, kind. One finding a source, not a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from macros.check.rule import Found, all_sources, cell, cited
from macros.language import SOURCE_KINDS, Said, percent_printed
from macros.model import Book, Source

_IF_KNOWN = Said(
    "출처에서 확인되면 적으세요. 없으면 비워 두세요.",
    "Write it if the source tells it. Leave it empty if not.",
)


def _told(ko: str, en: str, source: Source) -> Said:
    name = f"{source.publisher}, {source.title}"
    return Said(f"{ko}: {name}.", f"{en}: ‘{name}’.")


def check_licences(book: Book, as_of: date) -> Iterator[Found]:
    """Sources whose licence is not known."""
    for source in all_sources(book):
        if source.licence is None:
            message = _told(
                "이용조건이 확인되지 않은 출처입니다", "The licence of this source is not known", source
            )
            yield Found(cell(source, "licence"), message, _IF_KNOWN)


def check_sources_are_dated(book: Book, as_of: date) -> Iterator[Found]:
    """Sources whose day of publication is not known."""
    for source in all_sources(book):
        if source.published is None:
            message = _told(
                "펴낸 날을 알 수 없는 출처입니다", "When this source was published is not known", source
            )
            yield Found(cell(source, "published"), message, _IF_KNOWN)


def check_sources_have_an_address(book: Book, as_of: date) -> Iterator[Found]:
    """Sources without an address."""
    for source in all_sources(book):
        if source.url is None:
            message = _told("주소가 없는 출처입니다", "This source has no address", source)
            yield Found(cell(source, "url"), message, _IF_KNOWN)


def check_sources_are_first_hand(book: Book, as_of: date) -> Iterator[Found]:
    """Sources that retell another text."""
    for source in all_sources(book):
        if source.kind == "secondary":
            message = _told(
                "다른 글을 옮긴 2차 출처입니다",
                "This is a secondary source that retells another text",
                source,
            )
            tip = Said(
                "원문을 찾으면 그것을 출처로 적으세요.", "If the original is found, name that as the source."
            )
            yield Found(cell(source, "kind"), message, tip)


_OFFICIAL = Said(
    "기관이 직접 낸 문서를 찾으면 sources.csv에 더하고 그것을 출처로 적으세요.",
    "If a document of the authority itself is found, add it to sources.csv and name it as the source.",
)


def _only(sources: Iterable[Source | None]) -> Said | None:
    """` (언론 보도)` or ` (언론 보도, 2차 출처)` where no source is official, else nothing."""
    kinds = sorted({source.kind for source in sources if source})
    if not kinds or "official" in kinds:
        return None
    return Said(f" ({', '.join(SOURCE_KINDS[kind] for kind in kinds)}).", f" ({', '.join(kinds)}).")


def check_something_official(book: Book, as_of: date) -> Iterator[Found]:
    """Commitments, published rates and terms of office that rest on no official source."""
    terms = _only(book.sources.get(term.source) for term in book.site.terms)
    if terms:
        where = book.where(book.site, "terms")
        message = Said(
            "임기 날짜의 출처에 기관 자료가 없습니다",
            "No official source gives the dates of the terms of office",
        )
        yield Found(where, message + terms, _OFFICIAL)
    for place in book.places.values():
        for commitment in place.commitments:
            found = _only(place.sources.get(id) for id in sorted(cited(commitment)))
            if found:
                message = Said(
                    f"이 {'공약' if commitment.kind == 'pledge' else '사업'}의 출처에 기관 자료가 없습니다",
                    f"No source of this {commitment.kind} is official",
                )
                yield Found(book.where(commitment.sheet, "source"), message + found, _OFFICIAL)
        for row in place.published_rates:
            found = _only([place.sources.get(row.source)])
            if found:
                rate = percent_printed(row.published_pct)
                message = Said(
                    f"{place.name} 발표 이행률 ‘{row.label}’ {rate}의 출처가 기관 자료가 아닙니다",
                    f"The source of the published rate ‘{row.label}’ of ‘{place.name}’, {rate}, is not official",
                )
                yield Found(cell(row, "source"), message + found, _OFFICIAL)


def check_phones_have_an_area_code(book: Book, as_of: date) -> Iterator[Found]:
    """Phone numbers without an area code; one finding a commitment."""
    for commitment in book.commitments.values():
        bare = [each for each in commitment.sheet.contacts if each.phone and each.phone[0] not in "01"]
        if bare:
            phones = ", ".join(each.phone or "" for each in bare)
            message = Said(
                f"지역번호가 없는 전화번호입니다: {phones}.",
                f"A phone number without an area code: {phones}.",
            )
            tip = Said(
                "출처에 지역번호가 있으면 붙이세요. 없으면 그대로 두세요.",
                "Add the area code if the source has it. Leave it if not.",
            )
            yield Found(bare[0].where.to("phone"), message, tip)
