"""A sheet beside the record of the same commitment: what is the same, what differs, what only the record has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from macros.model import Commitment, Sheet, Spending, Target

_FROM_SHEET = (
    "title",
    "no",
    "department",
    "classification",
    "pledged",
    "stated",
    "period",
    "participants",
    "actions",
    "indicators",
    "roadmap",
    "milestones",
    "contacts",
)
_CHOSEN = frozenset({"where", "source", "id", "name_en"})  # by people, not by the sheet


def differences(new: Commitment, old: Commitment) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many values are the same, a line for each that differs, and the keys that only the record has.

    Ids of indicators and milestones are chosen by people: these are compared in their order.
    """
    ours, theirs = dict(_flat(new.sheet)), dict(_flat(old.sheet))
    ours |= dict(_rows("spending.csv", new.spending)) | dict(_rows("targets.csv", new.targets))
    theirs |= dict(_rows("spending.csv", _same_kind(old.spending, new.spending)))
    theirs |= dict(_rows("targets.csv", old.targets))
    lines = [
        f"{key}: 계획서 {_shown(ours.get(key))}, 자료 {_shown(theirs.get(key))}"
        for key in (*ours, *(key for key in theirs if key not in ours))
        if ours.get(key) != theirs.get(key)
    ]
    same = sum(theirs.get(key) == value for key, value in ours.items())
    more = [
        name
        for name in Sheet.model_fields
        if name not in (*_FROM_SHEET, "where", "source", "field") and getattr(old.sheet, name)
    ]
    return same, tuple(lines), tuple(more)


def _shown(value: str | None) -> str:
    return "없음" if value is None else f"‘{value}’" if value else "빈칸"


def _flat(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for name in _FROM_SHEET:
        yield from _values(name, getattr(sheet, name))


def _values(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _CHOSEN:
                yield from _values(f"{path}.{name}", getattr(value, name))
    elif isinstance(value, Mapping):
        chosen = path == "indicators"
        for n, (key, each) in enumerate(value.items(), 1):
            yield from _values(f"{path}[{n}]" if chosen else f"{path}.{key}", each)
    elif isinstance(value, tuple):
        for n, each in enumerate(value, 1):
            yield from _values(f"{path}[{n}]", each)
    elif value is not None:
        yield path, str(value)


def _same_kind(old: Sequence[Spending], new: Sequence[Spending]) -> Sequence[Spending]:
    measures = {row.measure for row in new} or {"planned"}
    return [row for row in old if row.measure in measures]


def _rows(name: str, rows: Sequence[Spending] | Sequence[Target]) -> Iterator[tuple[str, str]]:
    for n, row in enumerate(rows, 1):
        if isinstance(row, Spending):
            amount = "" if row.amount_million_krw is None else f"{row.amount_million_krw:f}"
            yield f"{name}[{n}] {row.year}/{row.fund}", " ".join(filter(None, (amount, row.note)))
        elif isinstance(row, Target):
            target = "" if row.target is None else f"{row.target:f}"
            yield f"{name}[{n}] {row.year}", " ".join(filter(None, (target, row.target_text, row.note)))
