"""What a slip of the hand leaves though each value is well-formed: a year of another century, a line pasted twice."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from macros.check.rule import Found, all_sources, cell, named, rows
from macros.language import Said
from macros.model import ROW_KEYS, TABLES, Book, Commitment, When
from macros.problem import Where

# the year of the first elections of all heads of local government
_FIRST_YEAR = 1995
_YEARS_AHEAD = 30
_DATES = {
    row: tuple(name for name, info in row.model_fields.items() if info.annotation in (When, When | None))
    for row in TABLES.values()
}
# the columns of a correction of a name: of a file or a source, of an indicator
_RENAMED = re.compile(r"id|indicators\.[^.]+")
_LOOK = Said(
    "해를 잘못 적지 않았는지 보세요. 출처와 같으면 그대로 두세요.",
    "Look whether the year was mistyped. Leave it as it is if the source has it so.",
)


def check_years_are_near(book: Book, as_of: date) -> Iterator[Found]:
    """Dates and years before the first local elections or more than thirty years ahead."""
    last = as_of.year + _YEARS_AHEAD
    for where, name, text, first, end in _times(book):
        if first < _FIRST_YEAR:
            message = Said(
                f"지방자치단체장을 처음 함께 뽑은 {_FIRST_YEAR}년보다 앞섭니다: ‘{text}’.",
                f"It is before {_FIRST_YEAR}, when heads of local government were first elected: ‘{text}’.",
            )
            yield Found(where, name + message, _LOOK)
        elif end > last:
            message = Said(f"{last}년보다 뒤입니다: ‘{text}’.", f"It is after {last}: ‘{text}’.")
            yield Found(where, name + message, _LOOK)


def _times(book: Book) -> Iterator[tuple[Where, Said, str, int, int]]:
    """Each date: its place, its name, how it is written, its first and last year."""
    for where, name, when in _dates(book):
        yield where, name, when.text, when.first.year, when.last.year
    for place in book.places.values():
        for row in rows(place, "spending.csv", "targets.csv"):
            if row.year.isdecimal():
                yield cell(row, "year"), named(row, "year"), row.year, int(row.year), int(row.year)


def _dates(book: Book) -> Iterator[tuple[Where, Said, When]]:
    for term in book.site.terms:
        yield term.where.to("start"), named(term, "start"), term.start
        yield term.where.to("end"), named(term, "end"), term.end
    for source in all_sources(book):
        yield from _of_row(source)
    for place in book.places.values():
        for row in rows(place, *(name for name in TABLES if name != "sources.csv")):
            yield from _of_row(row)
        for commitment in place.commitments:
            yield from _of_sheet(commitment)


def _of_row(row: Any) -> Iterator[tuple[Where, Said, When]]:
    for name in _DATES[type(row)]:
        when = getattr(row, name)
        if when is not None:
            yield cell(row, name), named(row, name), when


def _of_sheet(commitment: Commitment) -> Iterator[tuple[Where, Said, When]]:
    sheet = commitment.sheet
    parts: list[tuple[Any, tuple[str, ...]]] = [(each, ("date",)) for each in sheet.events]
    parts += [(each, ("due", "done")) for each in sheet.milestones]
    parts += [(each, ("baseline_period",)) for each in sheet.indicators.values()]
    parts += [(sheet.period, ("start", "end"))] if sheet.period else []
    for part, names in parts:
        for name in names:
            when = getattr(part, name)
            if when is not None:
                yield part.where.to(name), named(part, name), when
    for bar in sheet.roadmap:
        yield bar.where.to("from"), Said("from(시작): ", "from: "), bar.start
        yield bar.where.to("to"), Said("to(끝): ", "to: "), bar.end


def check_entries_are_told_once(book: Book, as_of: date) -> Iterator[Found]:
    """Entries of a list of a YAML file that an earlier entry says word for word."""
    sheets: list[BaseModel] = [book.site, book.terms]
    for place in book.places.values():
        sheets += [place.about, *(commitment.sheet for commitment in place.commitments)]
    for sheet in sheets:
        yield from _repeated(sheet)


def _repeated(part: Any) -> Iterator[Found]:
    here: Where = part.where
    for name, value in part.__dict__.items():
        if isinstance(value, BaseModel):
            yield from _repeated(value)
        elif isinstance(value, dict):
            for each in value.values():
                if isinstance(each, BaseModel):
                    yield from _repeated(each)
        elif isinstance(value, tuple) and name != "where":
            seen: set[Hashable] = set()
            for number, entry in enumerate(value):
                said = _without_place(entry)
                if said in seen:
                    where = getattr(entry, "where", here.to(name, number))
                    message = Said("앞의 항목과 똑같은 항목입니다.", "It is the same as an earlier entry.")
                    tip = Said(
                        "두 번 적었으면 하나를 지우세요. 출처에 두 번 있으면 그대로 두세요.",
                        "Delete one if it was written twice. Leave both if the source has both.",
                    )
                    yield Found(where, named(part, name) + message, tip)
                seen.add(said)
                if isinstance(entry, BaseModel):
                    yield from _repeated(entry)


def _without_place(entry: Hashable) -> Hashable:
    if not isinstance(entry, BaseModel):
        return entry
    return tuple(value for name, value in entry.__dict__.items() if name != "where")


def check_corrections_have_their_row(book: Book, as_of: date) -> Iterator[Found]:
    """Corrections of a ledger whose key is that of no row, unless the row was corrected away or called otherwise."""
    for place in book.places.values():
        gone = {(row.file, row.key) for row in place.corrections if row.after is None}
        other = {row.before for row in place.corrections if _RENAMED.fullmatch(row.column)}
        for row in place.corrections:
            kind = TABLES.get(row.file)
            if kind is None or (row.file, row.key) in gone or other & {*row.key.split("/")}:
                continue
            names = ROW_KEYS[kind]
            keys = {"/".join(str(getattr(r, n) or "") for n in names) for r in rows(place, row.file)}
            if row.key not in keys:
                listed = "/".join(names)
                message = Said(
                    f"{row.file}에 이런 행이 없습니다: ‘{row.key}’.",
                    f"There is no such row in {row.file}: ‘{row.key}’.",
                )
                tip = Said(
                    f"그 행의 값을 {listed} 차례로 /로 이어 적으세요.",
                    f"Join the row’s values with / in this order: {listed}.",
                )
                yield Found(cell(row, "key"), named(row, "key") + message, tip)


def check_corrections_change_something(book: Book, as_of: date) -> Iterator[Found]:
    """Corrections with the same value before and after."""
    for place in book.places.values():
        for row in place.corrections:
            if row.before == row.after:
                both = Said(f"‘{row.after}’", f"‘{row.after}’") if row.after else Said("빈칸", "blank")
                message = Said(
                    f"고치기 전(before)과 고친 뒤(after)가 같습니다: {both.ko}.",
                    f"before and after are the same: {both.en}.",
                )
                tip = Said(
                    "before에 고치기 전의 값을, after에 고친 뒤의 값을 적으세요. 고친 것이 없으면 이 줄을 지우세요.",
                    "Write the value before in before and the value now in after. Delete the line if nothing was put right.",
                )
                yield Found(cell(row, "after"), message, tip)
