"""오류 알리기 → nothing to write: which page, files and rows a report means, for whoever looks into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.intake.form.filled import Complaint, Filled, FormRefused
from macros.intake.form.page import commitment_at
from macros.model import TABLES, Book, Commitment, columns, csv_line

_MOST = 10
_FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?")


def meant(filled: Filled, book: Book) -> Iterator[str]:
    """The report in order, then the rows of the page's commitment that hold a figure named in it. Raises FormRefused."""
    missing = [
        Complaint(filled.label(id), "비어 있습니다.", tip)
        for id, tip in (("page", "그 페이지의 주소를 적으세요."), ("what", "무엇이 틀렸는지 적으세요."))
        if not filled[id]
    ]
    if missing:
        raise FormRefused(*missing)
    for field in filled.form.fields:
        said = filled[field.id] or "적지 않음"
        yield f"{field.label}: " + said.replace("\n", "\n    ")
    commitment = commitment_at(filled["page"], book)
    if commitment is None:
        yield "공약 페이지가 아니어서 어느 행인지는 찾지 않았습니다."
        return
    yield f"공약 파일: {commitment.path} ({commitment.sheet.title})"
    yield from _rows(filled, commitment)


def _rows(filled: Filled, commitment: Commitment) -> Iterator[str]:
    """Where the rows of the commitment stand, and those that hold a figure of the report."""
    text = " ".join(filled[id] for id in ("where", "what", "right"))
    figures = {each.replace(",", "") for each in _FIGURE.findall(text)}
    named = []
    for name, kind in TABLES.items():
        rows = getattr(commitment, name.removesuffix(".csv"), ())
        if not rows:
            continue
        lines = [row.where.line for row in rows]
        span = f"{min(lines)}~{max(lines)}행" if len(lines) > 1 else f"{lines[0]}행"
        yield f"{rows[0].where.path}: {len(rows)}행 ({span})"
        values = [column for column in columns(kind) if column not in ("commitment", "source", "note")]
        for row in rows:
            if figures & {str(getattr(row, column)) for column in values if getattr(row, column) is not None}:
                named.append((row, kind))
    if named:
        yield "글에 나온 수가 있는 행:"
    for row, kind in named[:_MOST]:
        cells = [str(value) if (value := getattr(row, name)) is not None else "" for name in columns(kind)]
        yield f"    {row.where.path} {row.where.line}행: {csv_line(cells)}"
    if len(named) > _MOST:
        yield f"    그 밖에 {len(named) - _MOST}행"
