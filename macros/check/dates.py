"""Do dates follow each other as they must?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from macros.check.rule import Found, all_sources, cell, rows, whose
from macros.language import Said, date_text
from macros.model import Book, When
from macros.problem import Where

_DATED = ("spending.csv", "targets.csv", "outcomes.csv", "statuses.csv", "published_rates.csv")


def check_ends_follow_starts(book: Book, as_of: date) -> Iterator[Found]:
    """Terms, periods and roadmap lines that end before they start."""
    for where, what, start, end in _stretches(book):
        if end.last < start.first:
            message = Said(
                f"{what.ko}의 끝({date_text(end.text)})이 시작({date_text(start.text)})보다 앞섭니다.",
                f"{what.en} ends ({end}) before it starts ({start}).",
            )
            tip = Said("시작과 끝이 바뀌지 않았는지 보세요.", "Look whether start and end were exchanged.")
            yield Found(where, message, tip)


def _stretches(book: Book) -> Iterator[tuple[Where, Said, When, When]]:
    for term in book.site.terms:
        name = Said(f"임기 ‘{term.label}’", f"The term of office ‘{term.label}’")
        yield term.where.to("end"), name, term.start, term.end
    for commitment in book.commitments.values():
        period = commitment.sheet.period
        if period and period.start and period.end:
            yield period.where.to("end"), Said("사업기간", "The period"), period.start, period.end
        for bar in commitment.sheet.roadmap:
            name = Said(f"로드맵 ‘{bar.task}’", f"The roadmap line ‘{bar.task}’")
            yield bar.where.to("to"), name, bar.start, bar.end


def check_sources_were_read_after_they_appeared(book: Book, as_of: date) -> Iterator[Found]:
    """Sources read before the day they were published."""
    for source in all_sources(book):
        if source.published and source.read.last < source.published.first:
            read, published = date_text(source.read.text), date_text(source.published.text)
            message = Said(
                f"읽은 날({read})이 펴낸 날({published})보다 앞섭니다.",
                f"It was read ({source.read}) before it was published ({source.published}).",
            )
            tip = Said("두 날짜가 바뀌지 않았는지 보세요.", "Look whether the two dates were exchanged.")
            yield Found(cell(source, "read"), message, tip)


def check_reading_is_not_ahead(book: Book, as_of: date) -> Iterator[Found]:
    """Sources read later than the day the data is looked at."""
    for source in all_sources(book):
        if source.read.first > as_of:
            read, today = date_text(source.read.text), date_text(as_of.isoformat())
            message = Said(
                f"읽은 날({read})이 이 자료를 보는 날({today})보다 뒤입니다.",
                f"The day of reading ({source.read}) is after the day on which the data is looked at ({as_of}).",
            )
            tip = Said("연도를 잘못 적지 않았는지 보세요.", "Look whether the year was mistyped.")
            yield Found(cell(source, "read"), message, tip)


def check_done_was_read(book: Book, as_of: date) -> Iterator[Found]:
    """A step cannot have been reported done after the report of it was read."""
    for commitment in book.commitments.values():
        for step in commitment.sheet.milestones:
            source = book.source(commitment.place, step.source or commitment.sheet.source)
            if step.done and source and step.done.first > source.read.last:
                done, read = date_text(step.done.text), date_text(source.read.text)
                message = Said(
                    f"마친 날({done})이 그 출처를 읽은 날({read})보다 뒤입니다: {step.title}.",
                    f"It is said to be done ({step.done}) after its source was read ({source.read}): ‘{step.title}’.",
                )
                tip = Said(
                    "앞으로 마칠 날이면 due에 적고, done은 마쳤다고 적힌 날만 적으세요.",
                    "Write a day still to come as due; done is only for a day that the source tells as done.",
                )
                yield Found(step.where.to("done"), message, tip)


def check_as_of_was_read(book: Book, as_of: date) -> Iterator[Found]:
    """Rows whose as_of is later than the day their source was read."""
    for place in book.places.values():
        for row in rows(place, *_DATED):
            source = place.sources.get(row.source)
            if row.as_of and source and row.as_of.first > source.read.last:
                then, read = date_text(row.as_of.text), date_text(source.read.text)
                message = whose(place, row) + Said(
                    f"기준일({then})이 그 출처를 읽은 날({read})보다 뒤입니다.",
                    f"as_of ({row.as_of}) is after the day on which its source was read ({source.read}).",
                )
                tip = Said(
                    "기준일이나 출처를 잘못 적지 않았는지 보세요.",
                    "Look whether as_of or the source was mistyped.",
                )
                yield Found(cell(row, "as_of"), message, tip)


def check_outcomes_have_happened(book: Book, as_of: date) -> Iterator[Found]:
    """A value of a time that had not begun when it was told is a forecast."""
    for commitment in book.commitments.values():
        for row in commitment.outcomes:
            source = book.source(commitment.place, row.source)
            told = row.as_of or (source.read if source else None)
            if told and row.period.first > told.last:
                what = "기준일" if row.as_of else "출처를 읽은 날"
                of = "as_of" if row.as_of else "the day on which its source was read"
                message = Said(
                    f"실적 시점({date_text(row.period.text)})이 {what}({date_text(told.text)})보다 뒤입니다.",
                    f"The outcome’s period ({row.period}) is after {of} ({told}).",
                )
                tip = Said(
                    "앞날을 내다본 수는 실적이 아닙니다. 목표이면 targets.csv에 적으세요.",
                    "A forecast is no outcome. If it is a target, write it in targets.csv.",
                )
                yield Found(cell(row, "period"), message, tip)


def check_editions_in_order(book: Book, as_of: date) -> Iterator[Found]:
    """Editions of one day, or written before an older one."""
    for before, edition in pairwise(book.editions):
        if edition.date.first <= before.date.first:
            mine, other = date_text(edition.date.text), date_text(before.date.text)
            message = Said(
                f"판의 날짜({mine})가 바로 앞에 적힌 판의 날짜({other})보다 뒤가 아닙니다.",
                f"The edition’s date ({edition.date}) is not after that of the edition before it ({before.date}).",
            )
            tip = Said(
                "오래된 판부터 차례로 적고, 하루에 한 판만 두세요.",
                "Put the oldest edition first, and have one a day at most.",
            )
            yield Found(edition.where.to("date"), message, tip)


def check_editions_are_not_ahead(book: Book, as_of: date) -> Iterator[Found]:
    """Editions of a day that has not come."""
    for edition in book.editions:
        if edition.date.first > as_of:
            day, today = date_text(edition.date.text), date_text(as_of.isoformat())
            message = Said(
                f"판의 날짜({day})가 자료를 보는 날({today})보다 뒤입니다.",
                f"The edition’s date ({edition.date}) is after the day on which the data is looked at ({as_of}).",
            )
            tip = Said(
                "판을 펴낸 날을 적으세요. 앞날의 판은 미리 적지 않습니다.",
                "Write the day of publication. An edition is not listed ahead of its day.",
            )
            yield Found(edition.where.to("date"), message, tip)
