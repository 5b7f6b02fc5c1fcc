"""Is each id and each row there only once?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from macros.check.rule import Found
from macros.language import Said
from macros.model import ROW_KEYS, TABLES, Book, Correction
from macros.problem import Where


def check_ids_are_unique(book: Book, as_of: date) -> Iterator[Found]:
    """An id used by a pledge and a programme of one place, or twice within one list."""
    for place in book.places.values():
        first: dict[str, str] = {}
        for commitment in place.commitments:
            other = first.setdefault(commitment.id, commitment.path)
            if other != commitment.path:
                tip = Said(
                    "둘 가운데 하나의 파일 이름을 바꾸고, 장부의 commitment도 맞추세요.",
                    "Rename one of the two files, and write the same in commitment of the ledgers.",
                )
                message = Said(
                    f"같은 이름(id)이 공약과 지원사업에 함께 쓰였습니다: {other}에도 있습니다.",
                    f"A pledge and a programme have the same id: {other} has it, too.",
                )
                yield Found(Where(commitment.path, 1), message, tip)
    for what, entries in _entries(book):
        seen: set[str] = set()
        for where, id in entries:
            if id in seen:
                tip = Said(
                    "둘 가운데 하나를 지우거나 이름을 바꾸세요.", "Delete one of the two or rename it."
                )
                message = Said(
                    f"{what.ko} 안에 같은 이름이 두 번 있습니다: ‘{id}’.",
                    f"{what.en} has the same name twice: ‘{id}’.",
                )
                yield Found(where, message, tip)
            seen.add(id)


def _entries(book: Book) -> Iterator[tuple[Said, list[tuple[Where, str]]]]:
    """Lists of a YAML file whose entries are told apart by a name."""
    yield Said("terms(임기 목록)", "terms"), [(each.where.to("id"), each.id) for each in book.site.terms]
    rungs = [(rung.where.to("code"), rung.code) for rung in book.terms.ladder]
    yield Said("ladder(목표의 세기)", "ladder"), rungs
    for place in book.places.values():
        covered = [(each.where.to("term"), each.term) for each in place.about.coverage]
        yield Said("coverage", "coverage"), [(where, term) for where, term in covered if term]
        for commitment in place.commitments:
            steps = [(step.where.to("id"), step.id) for step in commitment.sheet.milestones]
            yield Said("milestones", "milestones"), steps


def check_rows_are_unique(book: Book, as_of: date) -> Iterator[Found]:
    """Rows with the key, date and source of an earlier row, unless notes tell 당초 from 변경 by date."""
    for place in book.places.values():
        for name in TABLES:
            if name != "sources.csv":  # told when read: a Book holds each source once
                yield from _repeated(place.tables.get(name, ()))


def _repeated(table: Iterable[Any]) -> Iterator[Found]:
    """Rows with the key of an earlier row. Two rows may share one when their notes tell 당초 from 변경 by date."""
    seen: dict[tuple[str, ...], list[Any]] = {}
    for row in table:
        names = ROW_KEYS[type(row)]
        # one cell may be corrected twice on a day, and two rows of one key may be: the reason says which
        told = ("before", "after", "reason") if type(row) is Correction else ("as_of", "source")
        also = tuple(name for name in told if name in type(row).model_fields)
        key = tuple(str(getattr(row, name) or "") for name in (*names, *also))
        earlier = seen.setdefault(key, [])
        if earlier and not _told_apart([*earlier, row]):
            tip = Said(
                "둘 가운데 하나를 지우세요. 당초와 변경이면 as_of에 날짜를 적거나, note에 ‘당초’와 ‘변경(날짜)’을 적으세요.",
                "Delete one of the two. If they are the first plan and a changed one, write dates in as_of,"
                " or ‘당초’ and ‘변경(date)’ in note.",
            )
            shown = ", ".join(part for part in key if part)
            line = earlier[0].where.line
            message = Said(f"{line}행과 같은 행입니다: {shown}.", f"The same row as line {line}: ‘{shown}’.")
            yield Found(Where(row.where.path, row.where.line), message, tip)
        earlier.append(row)


def _told_apart(same: list[Any]) -> bool:
    notes = [getattr(row, "note", None) or "" for row in same]
    told = all("당초" in note or ("변경" in note and re.search(r"[0-9]{4}", note)) for note in notes)
    return bool(told) and len(set(notes)) == len(notes)
