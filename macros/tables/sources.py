"""Tables of where things come from and who answers: sources, contacts, and what the checks found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from macros.language import PROBLEM_LEVELS, SOURCE_KINDS
from macros.model import Book, Commitment, Place, Source
from macros.problem import Problem, Where
from macros.tables.table import NOTHING, Cell, Column, Row, Table, day, text

SOURCE_COLUMNS: Final = (Column("출처", wide=True), Column("출처 주소", only="file"))
_NO_AREA_CODE: Final = "전화 (지역번호는 원문에 없음)"


def source_cells(book: Book, place: str, id: str | None) -> tuple[Cell, Cell]:
    """The cells of SOURCE_COLUMNS: publisher and title that lead to the page, and its address for the file."""
    source = book.source(place, id)
    if source is None:
        return NOTHING, NOTHING
    return Cell(f"{source.publisher}, {source.title}", href=source.url or ""), text(source.url)


def sources_table(sources: Iterable[Source]) -> Table:
    """What was read: title, publisher, kind, dates, licence, copy kept elsewhere."""
    columns = (
        Column("제목"),
        Column("펴낸 곳", only="file"),
        Column("종류"),
        Column("펴낸 날"),
        Column("읽은 날"),
        Column("이용조건"),
        Column("보관된 사본"),
        Column("비고", wide=True),
        Column("주소", only="file"),
        Column("이름(id)", only="file"),
    )
    rows = tuple(
        Row(
            (
                Cell(source.title, note=source.publisher, href=source.url or "", where=source.where),
                text(source.publisher),
                text(SOURCE_KINDS[source.kind]),
                day(source.published),
                day(source.read),
                text(source.licence or "미확인"),
                Cell(source.archived_url, "links", pairs=((source.archived_url, "사본"),))
                if source.archived_url
                else NOTHING,
                text(source.note) if source.note else Cell(shape="blank"),
                text(source.url),
                text(source.id),
            )
        )
        for source in sources
    )
    return Table("sources", "출처", columns, rows, cards=True)


def contacts_table(commitment: Commitment, place: Place) -> Table:
    """Role and office phone of the department; never a name."""
    contacts = commitment.sheet.contacts
    local = any(each.phone and not each.phone.startswith("0") for each in contacts)
    department = f"{place.name} {commitment.sheet.department or ''}".strip()
    rows = tuple(Row((Cell(each.role, where=each.where), text(each.phone))) for each in contacts)
    columns = (Column("역할"), Column("전화", head=_NO_AREA_CODE if local else ""))
    return Table("contacts", department, columns, rows, lede="이름은 싣지 않습니다", classes="tbl--fit")


def problems_table(problems: Iterable[Problem]) -> Table:
    """What the checks found: what it is, what can be done, how grave, and in which row."""
    columns = (
        Column("찾은 것"),
        Column("할 수 있는 일", only="file"),
        Column("수준"),
        Column("자료의 자리", wide=True),
        Column("규칙", only="file"),
    )
    rows = tuple(
        Row(
            (
                Cell(each.message, note=each.tip),
                text(each.tip),
                text(PROBLEM_LEVELS[each.level]),
                Cell(
                    f"{each.path}:{each.line}" if each.line else each.path,
                    where=Where(each.path, each.line, each.column),
                ),
                text(each.rule),
            )
        )
        for each in problems
    )
    return Table("checks", "점검", columns, rows, cards=True)
