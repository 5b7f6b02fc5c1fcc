"""When what is to be done: dated lines → milestones, the table of quarters and its runs of marks → bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from macros.intake.document import Row
from macros.intake.plan.account import Account, Spot
from macros.intake.plan.grid import Grid, refuse_same_times
from macros.intake.plan.lines import Item
from macros.intake.plan.names import HIDDEN
from macros.intake.plan.numbers import DASHES
from macros.intake.plan.shape import Bar, Step
from macros.intake.plan.times import Printed, Time, dated
from macros.intake.plan.words import GOES_ON, MARK_WORDS, NO_MARKS
from macros.language import squash


def read_steps(items: Sequence[Item], account: Account) -> Iterator[Step]:
    """Each line with its date; a line without one has that of its heading, if the heading ends in a date.

    `2023년 …` at the beginning of a heading is no date of what stands under it.
    """
    for top in items:
        for each in top.all():
            account.take(each.spot, "추진일정")
        _, when = dated(top.text)
        if not top.parts:
            yield _step(top, "", None)
        for part in top.parts:
            yield _step(part, top.text, when)


def _step(item: Item, under: str, inherited: Printed | None) -> Step:
    title, when = dated(item.text)
    if when is None:
        due = inherited.end if inherited else ""
        return Step(item.text, under, _under(item), due)
    return Step(title if when.exact else item.text, under, _under(item), when.end)


def _under(item: Item) -> tuple[str, ...]:
    return tuple(part.text for top in item.parts for part in top.all())


def mark_of(text: str) -> str:
    """The mark of a cell, or nothing: ■, ●, →, 추진."""
    plain = squash(text)
    if plain in MARK_WORDS:
        return plain
    if not plain or plain == HIDDEN or any(sign.isalnum() or sign in NO_MARKS | DASHES for sign in plain):
        return ""
    return plain[0]


def is_roadmap(grid: Grid) -> bool:
    """Whether the cells under the times hold marks."""
    return any(
        mark_of(row.texts[c])
        for _, row in grid.body()
        for c in range(grid.labels, min(len(row.cells), len(grid.columns)))
        if isinstance(grid.columns[c], Time)
    )


def read_roadmap(grid: Grid, account: Account) -> tuple[Bar, ...]:
    """A bar for each run of marks. Rows with fewer cells than the header are refused: no sum says where they stand."""
    bars: list[Bar] = []
    grid.take_head(account, "로드맵")
    refuse_same_times(grid, "로드맵", account)
    marks = {
        mark
        for _, row in grid.body()
        for text in row.texts[grid.labels :]
        if (mark := mark_of(text)) and mark not in GOES_ON
    }
    unknown = [
        c
        for c in range(grid.labels, len(grid.columns))
        if not isinstance(grid.columns[c], Time)
        and grid.columns[c] != "note"
        and any(c < len(row.cells) and mark_of(row.texts[c]) for _, row in grid.body())
    ]
    if unknown:
        names = ", ".join(grid.name(c) or f"{c + 1}번째 칸" for c in unknown)
        tip = "머리 칸을 2024년과 1~4(분기)처럼 적은 뒤 다시 실행하세요."
        account.refuse(
            grid.table.rows[grid.head.start].at, f"로드맵의 머리 칸을 알 수 없습니다: {names}", tip
        )
    for number, row in grid.body():
        if len(row.cells) != len(grid.columns):
            shown = " | ".join(text or " " for text in row.texts)
            message = f"로드맵의 칸이 머리 행은 {len(grid.columns)}개인데 {len(row.cells)}개입니다: {shown}"
            account.refuse(row.at, message, "빠진 칸을 채운 뒤 다시 실행하세요.")
            continue
        bars += _bars(number, row, grid, account, several=len(marks) > 1)
    return tuple(bars)


def _bars(number: int, row: Row, grid: Grid, account: Account, *, several: bool) -> Iterator[Bar]:
    labels = [" ".join(row.texts[c].split()) for c in range(grid.labels)]
    task = ": ".join(dict.fromkeys(label for label in labels if label))
    note = ""
    cells: list[tuple[Time, str]] = []
    spots = [Spot(grid.block, number, c) for c in range(grid.labels)]
    for c in range(grid.labels, len(row.cells)):
        column, text = grid.columns[c], row.texts[c]
        if column == "note":
            note = " ".join(text.split())
            spots.append(Spot(grid.block, number, c))
        elif isinstance(column, Time):
            cells.append((column, mark_of(text)))
            if mark_of(text):
                spots.append(Spot(grid.block, number, c))
    if not task or not any(mark for _, mark in cells):
        return
    for spot in spots:
        account.take(spot, "로드맵")
    for run, mark in _runs(cells):
        said = "; ".join(part for part in (f"표시: {mark}" if several else "", note) if part)
        yield Bar(task, run[0].first, run[-1].last, said)


def _runs(cells: Sequence[tuple[Time, str]]) -> Iterator[tuple[list[Time], str]]:
    """Times marked one after the other with one mark; an arrow goes on with the mark before it."""
    same: list[str] = []
    for time_mark, before in zip(cells, ["", *(mark for _, mark in cells)], strict=False):
        mark = time_mark[1]
        if mark in GOES_ON and mark and before:
            mark = same[-1]
        same.append(mark)
    starts = [0, *(n for n, (a, b) in enumerate(pairwise(same), 1) if a != b), len(same)]
    for begin, end in pairwise(starts):
        if same[begin]:
            yield [time for time, _ in cells[begin:end]], same[begin]
