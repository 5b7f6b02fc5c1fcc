"""A table as a form: labels beside or above their values, headings beside what they say."""

from __future__ import annotations

from macros.intake.document import Line, Table
from macros.intake.plan.account import Account, Spot
from macros.intake.plan.lines import item, nested
from macros.intake.plan.overview import Given, kind_of, read_said
from macros.intake.plan.shape import Asked, Plan
from macros.intake.plan.words import (
    CLASSES,
    LABELS,
    NAME_HEADS,
    NOTES,
    NUMBERS,
    PHONE_HEADS,
    ROLE_HEADS,
    heading_of,
)
from macros.language import squash


def is_form(table: Table) -> bool:
    """Whether a table that names people also says other things: a whole sheet in one table."""
    kinds = {LABELS.get(squash(text)) for row in table.rows for text in row.texts}
    return len(kinds - {None, "department"}) > 1


def read_codes(number: int, table: Table, plan: Plan, asked: Asked, account: Account) -> None:
    """Labels in one row, such as 사업구분 or 공약명, and their values in the row below."""
    rows = table.rows
    for r, row in enumerate(rows):
        kinds = [LABELS.get(squash(text)) for text in row.texts]
        heads = all(_names_a_cell(text) for text in row.texts if squash(text))
        over = [c for c, kind in enumerate(kinds) if kind in CLASSES or (heads and kind)]
        if len(over) > 1 and (
            heads
            or not any(kinds[c + 1] is None and squash(row.texts[c + 1]) for c in over if c + 1 < len(kinds))
        ):
            for c in over:
                account.take(Spot(number, r, c), "사업구분 등")
                kind = kinds[c]
                if kind and r + 1 < len(rows) and c < len(rows[r + 1].cells) and squash(rows[r + 1].texts[c]):
                    value = rows[r + 1].texts[c]
                    read_said(Given(kind, value, (Spot(number, r + 1, c),)), plan, asked, account)


def read_pairs(number: int, table: Table, which: range, plan: Plan, asked: Asked, account: Account) -> None:
    """A table as a form: a label or a heading, and what it says in the next cell."""
    for r in which:
        row = table.rows[r]
        c = 0
        while c < len(row.cells):
            text = row.cells[c].text
            kind, spot = LABELS.get(squash(text)), Spot(number, r, c)
            nexts = [k for k in range(c + 1, len(row.cells)) if not row.cells[k].spanned]
            value = row.cells[nexts[0]].text if nexts else ""
            if kind and nexts and squash(value) and not _names_a_cell(value):
                cell = Spot(number, r, nexts[0])
                lines = [item(cell, Line(row.at, line)) for line in value.split("\n") if squash(line)]
                if len(lines) == 1 or kind in ("title", "period", "cost", "project", "department", "no"):
                    said = Given(kind, " ".join(line.text for line in lines), (spot, cell))
                else:
                    said = Given(kind, "", (spot, cell), nested(lines))
                if read_said(said, plan, asked, account):
                    account.take(cell, kind)
                    c = nexts[0]
            elif (part := heading_of(text)) in ("overview", "plan") and nexts and squash(value):
                _read_under(part, value, (spot, Spot(number, r, nexts[0])), row.at, plan, asked, account)
                c = nexts[0]
            elif part not in (None, "other") and not row.cells[c].spanned and len(nexts) > 0:
                account.take(spot, "제목")
            c += 1


def _read_under(
    part: str | None,
    value: str,
    spots: tuple[Spot, Spot],
    at: str,
    plan: Plan,
    asked: Asked,
    account: Account,
) -> None:
    """The lines of one cell beside a heading: labelled ones in 사업개요, what is done in 추진계획."""
    lines = [item(spots[1], Line(at, line)) for line in value.split("\n") if squash(line)]
    if part == "plan":
        read_said(Given("actions", "", spots, nested(lines)), plan, asked, account)
        return
    left = []
    for line in lines:
        kind = kind_of(line) if line.label else None
        if not (kind and read_said(Given(kind, line.value, spots), plan, asked, account)):
            left.append(line.text)
    if len(left) < len(lines):
        for text in left:
            account.rest(spots[1], text)


def _names_a_cell(text: str) -> bool:
    """Whether a cell is the header of another and no value."""
    plain = squash(text)
    return plain in LABELS or plain in NOTES | NUMBERS | NAME_HEADS | PHONE_HEADS | ROLE_HEADS
