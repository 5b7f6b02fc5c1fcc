"""The table of targets: an indicator a row, a year a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros.intake.plan.account import Account, Spot
from macros.intake.plan.grid import Grid, refuse_same_times
from macros.intake.plan.numbers import DASHES, figure
from macros.intake.plan.shape import Goal, Indicator
from macros.intake.plan.times import Time
from macros.intake.plan.words import HEADS, INDICATORS, TERM_TOTALS, UNIT_HEADS
from macros.language import squash

_WITH_UNIT = re.compile(r"((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([가-힣A-Za-z%㎡㎢㎞]{1,6})")


def has_indicators(grid: Grid) -> bool:
    """Whether a header names indicators."""
    return any(squash(part) in INDICATORS for path in grid.paths for part in path)


def read_goals(grid: Grid, title: str, unit: str, account: Account) -> tuple[Indicator, ...]:
    """The indicators with their targets. `unit` is the one stated above the table, for indicators without their own.

    A label that only repeats the title is no part of the indicator's name. Rows with fewer cells than the header
    are refused: no sum says where they stand.
    """
    grid.take_head(account, "추진목표")
    refuse_same_times(grid, "추진목표 표", account)
    found: list[Indicator] = []
    above = [""] * len(grid.columns)
    for number, row in grid.body():
        if len(row.cells) > 1 and all(cell.spanned for cell in row.cells[1:]):
            continue  # a note over the whole width
        if any(
            cell.spanned and _year(grid, c) and _counts(" ".join(cell.text.split()))
            for c, cell in enumerate(row.cells[: len(grid.columns)])
        ):
            tip = "합쳐진 칸을 나누어 해마다의 목표를 적은 뒤 다시 실행하세요."
            account.refuse(row.at, "여러 칸에 걸친 목표라 어느 해의 것인지 정할 수 없습니다", tip)
            continue
        if len(row.cells) != len(grid.columns):
            shown = " | ".join(text or " " for text in row.texts)
            message = (
                f"추진목표 표의 칸이 머리 행은 {len(grid.columns)}개인데 {len(row.cells)}개입니다: {shown}"
            )
            account.refuse(row.at, message, "빠진 칸을 채운 뒤 다시 실행하세요.")
            continue
        texts = [" ".join(text.split()) for text in row.texts]
        if any(text and _counts(text) and not grid.name(c) for c, text in enumerate(texts)):
            shown = " | ".join(text or " " for text in row.texts)
            tip = "칸마다 머리 칸에 해를 적고, 목표만 남긴 뒤 다시 실행하세요."
            account.refuse(row.at, f"머리 칸이 빈 칸에 숫자가 있습니다: {shown}", tip)
            continue
        labels = {
            c: text or ("" if grid.label(c) in INDICATORS | UNIT_HEADS else above[c])
            for c, text in enumerate(texts[: grid.labels])
        }
        for c, text in labels.items():
            above[c] = text
        name, own, used = _named(grid, labels, title)
        if not name:
            continue
        cells = {c: text for c, text in enumerate(texts) if (year := _year(grid, c)) and year}
        goals, shared = _goals(grid, cells, own)
        for c in {*used, *cells}:
            account.take(Spot(grid.block, number, c), "추진목표")
        found.append(Indicator(name, own or shared or unit, goals))
    return tuple(found)


def _named(grid: Grid, labels: dict[int, str], title: str) -> tuple[str, str, set[int]]:
    """The name of an indicator, its unit, and the columns that say so."""
    name = own = group = ""
    used: set[int] = set()
    for c, text in labels.items():
        head = grid.label(c)
        if head in INDICATORS and not name:
            name = text
        elif head in UNIT_HEADS:
            own = text
        elif not head or head in HEADS:
            if squash(text) == squash(title) or not text:
                used.add(c)
                continue
            if group:
                continue
            group = text
        else:
            continue
        used.add(c)
    if not name:
        return group, own, used
    return (f"{group}: {name}" if group else name), own, used


def _year(grid: Grid, c: int) -> str:
    column = grid.columns[c]
    if isinstance(column, Time) and not column.half and not column.quarter:
        return str(column.year)
    return "term" if column in ("total", "subtotal") or grid.label(c) in TERM_TOTALS else ""


def _goals(grid: Grid, cells: dict[int, str], own: str) -> tuple[tuple[Goal, ...], str]:
    """The targets of a row, and the unit printed behind all of its numbers; with another unit than `own` they are words."""
    units = {
        found[2] if (found := _WITH_UNIT.fullmatch(text)) else "" for text in cells.values() if _counts(text)
    }
    shared = units.pop() if len(units) == 1 else ""
    shared = shared if not own or squash(own) == shared else ""
    return tuple(_each(grid, cells, shared)), shared


def _counts(text: str) -> bool:
    return _WITH_UNIT.fullmatch(text) is not None or figure(text).kind == "number"


def _each(grid: Grid, cells: dict[int, str], shared: str) -> Iterator[Goal]:
    for c, text in cells.items():
        year = _year(grid, c)
        found = _WITH_UNIT.fullmatch(text)
        printed = figure(text)
        if found and shared == found[2]:
            yield Goal(year, Decimal(found[1].replace(",", "")), "")
        elif printed.kind == "number" and printed.value is not None and not printed.unit:
            yield Goal(year, printed.value, "")
        else:
            yield Goal(year, None, "-" if squash(text) in DASHES else text)
