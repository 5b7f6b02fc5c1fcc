"""Tables with times for columns: which rows are headers, and what the headers of each column say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.intake.document import Row, Table
from macros.intake.plan import words
from macros.intake.plan.account import Account, Spot
from macros.intake.plan.times import Time, half_of, quarter_of, time_of, year_of
from macros.language import squash

_AFTER = re.compile(r"(?:[0-9]{4}|['’‘][0-9]{2})년?(?:도)?(?:이후|~)|이후(?:년도)?")
_BEFORE = re.compile(r"(?:[0-9]{4}|['’‘][0-9]{2})년?(?:도)?(?:까지|이전)|~(?:[0-9]{4}|['’‘][0-9]{2})년?")
_DATED = re.compile(r"(?:(?:19|20)[0-9]{2}|['’‘][0-9]{2})(?:년|[.~])")
_BRACKET = re.compile(r"\([^()]*원\)$")

# what a column holds: a time, or total, subtotal, before, after_term, note; None for a label
Column = Time | str | None


@dataclass(frozen=True)
class Grid:
    """A table whose header rows are known. `columns` and `paths` have one entry a column; `labels` come first."""

    block: int
    table: Table
    head: range
    paths: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    turned_at: int = -1  # the first row of the original, where the table is turned

    def spot(self, row: int, column: int) -> Spot:
        """Where a cell stands in the document."""
        if self.turned_at >= 0:
            return Spot(self.block, self.turned_at + column, row)
        return Spot(self.block, row, column)

    @property
    def labels(self) -> int:
        """How many columns stand before the first time."""
        return next((n for n, column in enumerate(self.columns) if column is not None), len(self.columns))

    def body(self) -> Iterator[tuple[int, Row]]:
        """The rows under the header that hold anything, with their numbers."""
        for number in range(self.head.stop, len(self.table.rows)):
            if any(squash(text) for text in self.table.rows[number].texts):
                yield number, self.table.rows[number]

    def name(self, column: int) -> str:
        """What a column is called, for a person."""
        return " ".join(dict.fromkeys(part for part in self.paths[column] if squash(part)))

    def label(self, column: int) -> str:
        """The last header of a column, without spaces."""
        return next((squash(part) for part in reversed(self.paths[column]) if squash(part)), "")

    def take_head(self, account: Account, what: str) -> None:
        """Tick off the headers whose words are known; the others stay to be told."""
        for r in self.head:
            for c, text in enumerate(self.table.rows[r].texts):
                plain = _BRACKET.sub("", squash(text))
                if _is_head(plain) or _is_part(plain) or plain in words.GROUPS | words.TERM_TOTALS:
                    account.take(self.spot(r, c), f"{what}의 머리")


def column_of(path: Sequence[str]) -> Column:
    """What the headers of a column say it holds."""
    parts = [_BRACKET.sub("", squash(part)) for part in path]
    parts = [part for part in dict.fromkeys(parts) if part]
    if not parts:
        return None
    inner = [part for part in parts if part not in words.GROUPS]
    last = inner[-1] if inner else parts[-1]
    if time := time_of(tuple(inner)):
        return time
    if last in words.NOTES:
        return "note"
    grouped = len(inner) < len(parts) or any(part in words.SUBTOTALS for part in parts)
    if last in words.TOTALS and not grouped:
        return "total"
    if last in words.TOTALS | words.SUBTOTALS and (grouped or last in words.SUBTOTALS):
        return "subtotal"
    if last in words.BEFORE or _BEFORE.fullmatch(last):
        return "before"
    if last in words.AFTER or _AFTER.fullmatch(last):
        return "after_term"
    return None


def refuse_same_times(grid: Grid, what: str, account: Account) -> None:
    """Columns of one and the same time, such as 목표 and 실적 or twelve months of a year, cannot be told apart."""
    times = [column for column in grid.columns if isinstance(column, Time)]
    again = {time: grid.name(grid.columns.index(time)) for time in times if times.count(time) > 1}
    if again:
        tip = "머리 칸을 해마다 하나로, 또는 2024년 아래 1~4(분기)나 상·하반기로 적은 뒤 다시 실행하세요."
        message = f"{what}에서 같은 때의 칸이 여럿입니다: {', '.join(again.values())}"
        account.refuse(grid.table.rows[grid.head.start].at, message, tip)


def grid_of(block: int, table: Table) -> Grid | None:
    """The table with its headers found; None where no row names a time."""
    start = next((n for n, row in enumerate(table.rows) if _starts(row)), None)
    if start is None:
        return None
    stop = start + 1
    while stop < len(table.rows) and _continues(table.rows[start:stop], table.rows[stop]):
        stop += 1
    heads = _aligned([list(row.texts) for row in table.rows[start:stop]])
    paths = tuple(tuple(row[c] for row in heads) for c in range(len(heads[0])))
    columns = [column_of(path) for path in paths]
    first = next((n for n, column in enumerate(columns) if isinstance(column, Time)), None)
    if first is None:
        return None
    return Grid(block, table, range(start, stop), paths, tuple(columns))


def _starts(row: Row) -> bool:
    cells = [squash(text) for text in row.texts]
    filled = [cell for cell in cells if cell]
    named = not cells[0] or cells[0] in words.HEADS | words.INDICATORS or len(filled) == 1
    times = [cell for cell in filled if time_of((cell,)) or cell in words.GROUPS | words.BEFORE | words.AFTER]
    known = [cell for cell in filled if _is_head(cell) or cell in times]
    return bool(times) and len(filled) > 1 and (named or len(known) * 2 > len(filled))


def _is_head(cell: str) -> bool:
    return (
        cell
        in words.HEADS | words.INDICATORS | words.NOTES | words.TOTALS | words.SUBTOTALS | words.UNIT_HEADS
        or column_of((cell,)) is not None
    )


def _continues(above: Sequence[Row], row: Row) -> bool:
    """Whether a row is one more header: nothing but times and words of headers, none of them in a label's place."""
    cells = [squash(text) for text in row.texts]
    tops = [squash(text) for text in above[-1].texts]
    bare = [cell for c, cell in enumerate(cells) if cell and not (c < len(tops) and tops[c] == cell)]
    if not bare:
        return False
    grouped = any(top in words.GROUPS for top in tops) and cells[0] in words.SUBTOTALS | words.TOTALS
    labelled = cells[0] and cells[0] not in words.HEADS and not _is_part(cells[0]) and not grouped
    if labelled and not (tops and tops[0] == cells[0]):
        return False
    parts = sum(map(_is_part, bare))
    rest = [cell for cell in bare if not _is_part(cell) and cell not in words.TOTALS | words.SUBTOTALS]
    # 2026.6 and 2027년 이후 beside years are headers too, if only to be asked about
    if rest and not (parts > 1 and all(_DATED.match(cell) for cell in rest)):
        return False
    return parts > 0


def _is_part(cell: str) -> bool:
    return year_of(cell) is not None or half_of(cell) is not None or quarter_of(cell) is not None


def _aligned(heads: list[list[str]]) -> list[list[str]]:
    """Header rows of one width, a merged header standing over each of its columns."""
    if len(heads) > 1:
        heads[0] = _over(heads[0], heads[1]) or heads[0]
        group = _group(heads[0])
        if group is not None and len(heads) == 2 and squash(heads[1][0]):
            upper, lower = heads
            blank = [""] * group
            heads = [
                [*upper[: group + 1], *[upper[group]] * (len(lower) - 1), *upper[group + 1 :]],
                [*blank, *lower, *[""] * (len(upper) - group - 1)],
            ]
    width = max(len(row) for row in heads)
    rows = [[*row, *[""] * (width - len(row))] for row in heads]
    for number, row in enumerate(rows[:-1]):
        for c in range(1, width):
            under = any(squash(lower[c]) for lower in rows[number + 1 :])
            if not squash(row[c]) and under and squash(row[c - 1]):
                row[c] = row[c - 1]
    return rows


def _over(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Years over quarters where the text has one cell a year: 1 or 상반기 begins the next year."""
    starts = [c for c, cell in enumerate(lower) if quarter_of(cell) == 1 or half_of(cell) == 1]
    years = [c for c, cell in enumerate(upper) if year_of(cell) is not None]
    if not starts or len(starts) != len(years) or years == starts or any(not squash(c) for c in upper):
        return None
    if years != list(range(years[0], years[0] + len(years))) or years[0] != starts[0]:
        return None
    ends = [*starts[1:], max(c for c, cell in enumerate(lower) if _is_part(squash(cell))) + 1]
    wide = list(upper[: years[0]])
    for year, begin, end in zip(years, starts, ends, strict=True):
        wide += [upper[year]] * (end - begin)
    return [*wide, *upper[years[-1] + 1 :]]


def _group(upper: Sequence[str]) -> int | None:
    """The one cell over years where the text has no blank cells for a merged header."""
    if any(not squash(cell) for cell in upper):
        return None
    found = [c for c, cell in enumerate(upper) if squash(cell) in words.GROUPS]
    return found[0] if len(found) == 1 else None
