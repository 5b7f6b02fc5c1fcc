"""The table of money: rows by their labels, columns by their headers, every number confirmed by the printed sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from macros.intake.document import Cell, Row, Table
from macros.intake.plan.account import Account
from macros.intake.plan.grid import Column, Grid, grid_of, refuse_same_times
from macros.intake.plan.numbers import UNITS, Figure, figure, million
from macros.intake.plan.placing import Doubtful, Placed, Printed, placed
from macros.intake.plan.shape import Amount, Asked
from macros.intake.plan.times import Time, time_of
from macros.intake.plan.words import FUND_GROUPS, HEADS, NO_AMOUNTS, fund_of
from macros.language import josa, squash
from macros.model import plain_decimal

_AS_PRINTED = "원본과 견주어 문서의 숫자를 바로잡은 뒤 다시 실행하세요."


@dataclass(frozen=True)
class _Line:
    """A row of the table with its fund and the place of its label."""

    number: int
    row: Row
    label: int
    fund: str
    values: tuple[Figure, ...]


def money_grid(block: int, table: Table, asked: Asked) -> Grid | None:
    """The table as one of money: times for columns and funds for rows, or turned so; None where it is neither."""
    grid = grid_of(block, table)
    if grid and any(_label(row, grid, asked) is not None for _, row in grid.body()):
        return grid
    turned = _turned(table, asked)
    if turned is None:
        return None
    grid = grid_of(block, turned)
    return replace(grid, turned_at=len(table.rows) - len(turned.rows[0].cells)) if grid else None


def _label(row: Row, grid: Grid, asked: Asked) -> int | None:
    """The cell that names the fund: among the labels, or one further where a merged label pushed it."""
    return next(
        (
            c
            for c, cell in enumerate(row.cells[: grid.labels + 1])
            if not (cell.spanned and c) and fund_of(cell.text, asked)
        ),
        None,
    )


def _turned(table: Table, asked: Asked) -> Table | None:
    """A table with funds for columns and years for rows, turned."""
    head = next(
        (
            n
            for n, row in enumerate(table.rows)
            if sum(fund_of(text, asked) is not None for text in row.texts) > 1
        ),
        None,
    )
    if head is None:
        return None
    width = len(table.rows[head].cells)
    body = table.rows[head:]
    if any(len(row.cells) != width for row in body) or not any(time_of((row.texts[0],)) for row in body):
        return None
    rows = tuple(
        Row(table.rows[head].at, tuple(Cell(row.cells[c].text) for row in body)) for c in range(width)
    )
    return Table(rows, table.exact)


def read_money(
    grid: Grid, table: Table, unit: str, asked: Asked, account: Account, names: Sequence[str]
) -> tuple[Amount, ...]:
    """The amounts of a table in million won, in printed order; what speaks against them goes to the account.

    `names` are the title and the project of the sheet, which a table may repeat in a column of its own.
    """
    lines = list(_lines(grid, asked, account, names))
    columns = grid.columns[grid.labels :]
    grid.take_head(account, "투자계획표")
    refuse_same_times(grid, "투자계획표", account)
    if columns.count("subtotal") > 1:
        tip = "임기 안의 소계 칸 하나만 남긴 뒤 다시 실행하세요."
        account.refuse(table.rows[0].at, "투자계획표에 소계 칸이 여럿입니다", tip)
    unknown = [
        grid.name(grid.labels + n)
        for n, column in enumerate(columns)
        if column is None and any(squash(line.values[n].text) for line in lines if n < len(line.values))
    ]
    unknown += [
        grid.name(c)
        for c in range(grid.labels)
        if any(
            c < len(line.row.cells)
            and len(line.row.cells) == len(grid.columns)
            and c != line.label
            and figure(line.row.cells[c].text).kind == "number"
            for line in lines
        )
    ]
    if unknown:
        tip = "머리 칸을 2024년, 총계, 기투자, 임기후처럼 적은 뒤 다시 실행하세요."
        account.refuse(table.rows[0].at, f"투자계획표의 머리 칸을 알 수 없습니다: {', '.join(unknown)}", tip)
    if account.refusals or not lines:
        return ()
    printed = [
        Printed(line.fund == "total", _called(line), tuple(_in_unit(value, unit) for value in line.values))
        for line in lines
    ]
    headers = [grid.name(grid.labels + n) for n in range(len(columns))]
    found = placed(printed, columns, headers)
    if isinstance(found, Doubtful):
        _tell(found, lines, columns, headers, account)
        return ()
    for line, cells in zip(lines, found.rows, strict=True):
        held = {found.columns[c]: cell for c, cell in cells.items() if cell.value is not None}
        if "subtotal" in held and not any(isinstance(column, Time) for column in held):
            tip = "소계를 해마다 나누어 적거나, 소계를 지운 뒤 다시 실행하세요."
            message = f"소계만 있고 해마다의 금액이 없어 옮길 곳이 없습니다: {_row(line.row)}"
            account.refuse(line.row.at, message, tip)
    for one in found.sums:
        if one.difference:
            account.notices.append(f"합계가 인쇄된 자릿수의 반올림 안에서 다릅니다: {one}")
        else:
            account.sums.append(str(one))
    for cell in found.dotted:
        account.notices.append(
            f"합계에 맞추어 {josa(cell.text, '을/를')} {josa(f'{cell.value:,}', '으로/로')} 읽었습니다."
        )
    _tell_shifted(lines, len(columns), grid, account)
    return tuple(_amounts(lines, found, unit))


def _called(line: _Line) -> str:
    return " ".join(line.row.cells[line.label].text.split())


def _in_unit(cell: Figure, unit: str) -> Figure:
    """A cell with a unit of its own in the unit of the table."""
    if cell.value is None or cell.unit in ("", unit):
        return cell
    return cell._replace(value=plain_decimal(cell.value * UNITS[cell.unit] / UNITS[unit]))


def _lines(grid: Grid, asked: Asked, account: Account, names: Sequence[str]) -> Iterator[_Line]:
    """The rows of funds. A row of numbers without a known label is refused; other rows stay for the account."""
    known = {squash(name) for name in names if name}
    width = len(grid.columns)
    several: dict[int, set[str]] = {}
    seen: dict[str, str] = {}
    for number, row in grid.body():
        label = _label(row, grid, asked)
        if label is None:
            if any(figure(text).kind == "number" for text in row.texts[grid.labels :]):
                _refuse_label(row, grid, account)
            continue
        fund = fund_of(row.cells[label].text, asked)
        assert fund is not None
        cells = (
            row.cells[grid.labels :]
            if len(row.cells) == width and label < grid.labels
            else row.cells[label + 1 :]
        )
        start = len(row.cells) - len(cells)
        while start < grid.labels and cells and not squash(cells[0].text):
            cells, start = cells[1:], start + 1
        extra = len(cells) - (width - grid.labels)
        if extra > 0 and not any(squash(cell.text) for cell in cells[-extra:]):
            cells = cells[:-extra]
        for c in range(len(row.cells)):
            text = squash(row.cells[c].text)
            label_cell = c < start and c != label
            if label_cell and text and text not in FUND_GROUPS | HEADS and text not in known:
                several.setdefault(c, set()).add(text)
                continue
            account.take(grid.spot(number, c), "투자계획표")
        values = tuple(figure(cell.text) for cell in cells)
        merged = [
            value.text
            for n, (cell, value) in enumerate(zip(cells, values, strict=True))
            if cell.spanned and value.kind != "blank" and grid.columns[grid.labels :][n : n + 1] != ("note",)
        ]
        if merged:
            tip = "합쳐진 칸을 나누어 칸마다의 금액을 적은 뒤 다시 실행하세요."
            account.refuse(
                row.at, f"여러 칸에 걸친 금액이라 어느 칸의 것인지 정할 수 없습니다: {merged[0]}", tip
            )
            continue
        if len(values) > width - grid.labels:
            tip = "그 행의 칸 수를 머리 행과 맞춘 뒤 다시 실행하세요."
            account.refuse(row.at, f"칸이 머리 행보다 많습니다: {_row(row)}", tip)
            continue
        columns = grid.columns[grid.labels :]
        bad = [
            value.text
            for n, value in enumerate(values)
            if value.kind == "text"
            and not (squash(value.text) in NO_AMOUNTS and len(values) == len(columns))
            and (columns[n] != "note" if len(values) == len(columns) else "note" not in columns)
        ]
        if bad:
            account.refuse(row.at, f"금액으로 읽을 수 없는 칸이 있습니다: {', '.join(bad)}", _AS_PRINTED)
            continue
        if fund in seen:
            if fund == "total":
                tip = "합계 행 하나만 남기고 소계 행을 뺀 뒤 다시 실행하세요."
            elif seen[fund] == squash(row.cells[label].text):
                tip = "한 공약의 표만 남기거나, 세부사업의 행을 뺀 뒤 다시 실행하세요."
            else:
                tip = f"둘이 다른 재원이면 --fund ‘이름=코드’로 알려 주세요. 예: --fund ‘{squash(row.cells[label].text)}=private’"
            account.refuse(row.at, f"같은 재원의 행이 또 있습니다: {_row(row)}", tip)
            continue
        seen[fund] = squash(row.cells[label].text)
        yield _Line(number, row, label, fund, values)
    for texts in several.values():
        if len(texts) > 1:
            tip = "이 공약의 행만 남긴 뒤 다시 실행하세요."
            account.refuse(
                grid.table.rows[0].at, f"투자계획표에 여러 사업이 있습니다: {', '.join(sorted(texts))}", tip
            )


def _refuse_label(row: Row, grid: Grid, account: Account) -> None:
    words = [text for text in row.texts[: grid.labels + 1] if squash(text) and figure(text).kind == "text"]
    name = words[-1] if words else ""
    tip = (
        f"재원의 코드를 --fund ‘{squash(name) or '이름'}=코드’로 알려 주세요."
        " 코드: national, province_or_metro, own, lower, private, other"
    )
    account.refuse(row.at, f"어느 재원인지 알 수 없는 행입니다: {_row(row)}", tip)


def _row(row: Row) -> str:
    """A row as printed, for a person."""
    return " | ".join(" ".join(text.split()) for text in row.texts)


def _tell(
    found: Doubtful,
    lines: Sequence[_Line],
    columns: Sequence[Column],
    headers: Sequence[str],
    account: Account,
) -> None:
    short = [line for line in lines if len(line.values) < len(columns)]
    if found.wrong:
        for one in found.wrong:
            at = next(
                (line.row.at for line in lines if one.what == line.row.cells[line.label].text),
                lines[0].row.at,
            )
            account.refuse(at, f"합계가 맞지 않습니다: {one}", _AS_PRINTED)
    for line in short:
        n = lines.index(line)
        message = f"머리 칸은 {len(columns)}개인데 값이 {len(line.values)}개라 어느 칸의 값인지 정할 수 없습니다: {_row(line.row)}"
        ways = dict.fromkeys(_way(reading[n], headers) for reading in found.several)
        if len(ways) > 1:
            message += f". 합계에 맞는 자리가 여럿입니다: {' 또는 '.join(list(ways)[:4])}"
        elif not ways:
            message += ". 합계에 맞는 자리가 없습니다"
        tip = "빠진 칸을 채워 머리 행과 칸 수를 맞춘 뒤 다시 실행하세요."
        account.refuse(line.row.at, message, tip)
    if not account.refusals:
        account.refuse(lines[0].row.at, "투자계획표의 숫자를 합계로 확인할 수 없습니다", _AS_PRINTED)


def _way(cells: Mapping[int, Figure], headers: Sequence[str]) -> str:
    shown = ", ".join(f"{headers[c]} {cell.text}" for c, cell in cells.items() if cell.kind == "number")
    return f"‘{shown}’"


def _tell_shifted(lines: Sequence[_Line], width: int, grid: Grid, account: Account) -> None:
    moved = [line for line in lines if len(line.values) < width]
    if moved:
        names = ", ".join(" ".join(line.row.cells[line.label].text.split()) for line in moved)
        account.notices.append(
            f"투자계획표의 {names} 행은 머리 행보다 칸이 적어 재원 이름과 합계에 맞추어 읽었습니다."
        )


def _amounts(lines: Sequence[_Line], found: Placed, unit: str) -> Iterator[Amount]:
    for line, cells in zip(lines, found.rows, strict=True):
        said = (cell.text for c, cell in cells.items() if found.columns[c] == "note" and cell.text)
        remark = " ".join(dict.fromkeys(said))
        kept = [
            (_year(found.columns[c]), found.columns[c], cell)
            for c, cell in cells.items()
            if found.columns[c] not in ("note", "subtotal", None)
        ]
        first = True
        for year, group in groupby(kept, key=lambda each: each[0]):
            parts = list(group)
            note = remark if first and remark else ""
            first = False
            yield _amount(year, line.fund, parts, unit, note, found.dotted)


def _year(column: Column) -> str:
    return str(column.year) if isinstance(column, Time) else str(column)


def _amount(
    year: str,
    fund: str,
    parts: Sequence[tuple[str, Column, Figure]],
    unit: str,
    note: str,
    dotted: Sequence[Figure],
) -> Amount:
    """One cell, or the halves of a year added with a note of both."""
    values = [million(cell.value, unit) for _, _, cell in parts if cell.value is not None]
    told = []
    if len(parts) > 1:
        said = [f"{_half(column)} {cell.text or '빈칸'}" for _, column, cell in parts]
        told.append(" + ".join(said) + (f" ({unit})" if unit != "백만원" else ""))
    else:
        cell = parts[0][2]
        if cell.kind == "dash":
            told.append("-")
        elif cell.kind == "text":
            told.append(cell.text)
        elif cell.value is not None and (cell.unit or unit) != "백만원":
            told.append(cell.text if cell.unit else f"{cell.text}{unit}")
        elif cell in dotted:
            told.append(f"문서에는 {cell.text}")
    if len(parts) == 1 and (half := _half(parts[0][1])):
        told.append(half)  # 2026.상반기 alone is no whole year
    if note:
        told.append(note)
    return Amount(year, fund, sum(values[1:], values[0]) if values else None, "; ".join(told))


def _half(column: Column) -> str:
    if isinstance(column, Time) and column.half:
        return "상반기" if column.half == 1 else "하반기"
    return f"{column.quarter}분기" if isinstance(column, Time) and column.quarter else ""
