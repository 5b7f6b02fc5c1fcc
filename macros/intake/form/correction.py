"""값 바로잡기 → the cell put right, and the row of corrections.csv that tells of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from macros.compute.correcting import as_cell, value_cell
from macros.intake.form.filled import Complaint, Filled, FormRefused
from macros.intake.form.made import Made
from macros.intake.form.page import commitment_of
from macros.intake.ledger import Record, plain_text, records, with_cell, with_rows
from macros.intake.refused import Refused
from macros.intake.yaml_text import scalar_at, with_scalar
from macros.language import josa, ledger_named, nearest, squash
from macros.load import Files
from macros.model import ROW_KEYS, TABLES, Book, Commitment, Correction, Source, columns, csv_line, label_of

_CORRECTIONS = "corrections.csv"


def correction(filled: Filled, book: Book, files: Files, day: date) -> Made:
    """The corrected file and corrections.csv with a row dated `day`. Raises FormRefused."""
    commitment = commitment_of(filled, book)
    complaints = [
        filled.complaint(id, "비어 있습니다.", tip)
        for id, tip in (
            ("file", "고칠 파일의 이름을 적으세요. 예: outcomes.csv"),
            ("column", "고칠 열의 이름을 적으세요. 예: value"),
            ("reason", "무엇이 틀렸는지 한 줄로 적으세요. 정정 기록에 실립니다."),
        )
        if not filled[id]
    ]
    if not complaints and filled["before"] == filled["after"]:
        message = f"‘{filled.label('before')}’ 칸과 같습니다."
        complaints.append(filled.complaint("after", message, "바로잡은 값을 적으세요."))
    if complaints:
        raise FormRefused(*complaints)
    name = _file(filled, commitment, files)
    path = f"data/{commitment.place}/{name}"
    change = _in_table if name in TABLES else _in_sheet
    new, row, cells = change(filled, commitment, name, plain_text(files[path]))
    log = f"data/{commitment.place}/{_CORRECTIONS}"
    row = {"date": day.isoformat(), "file": name, **{at: as_cell(cell) for at, cell in row.items()}}
    try:
        kept = with_rows(files.get(log), Correction, [row])
    except Refused as why:
        raise FormRefused(Complaint("", f"{log}에 행을 더할 수 없습니다.", str(why))) from None
    told_by = {"file": "file", "key": "row", "column": "column", "before": "before", "after": "after"}
    for at, column in enumerate(columns(Correction), 1):
        cells[log, kept.count(b"\n"), at] = told_by.get(column, "reason")
    summary = [
        f"{commitment.sheet.title}: {path}의 {filled['column']} ‘{filled['before']}’ → ‘{filled['after']}’",
        f"맞는 값이 적힌 곳: {filled['source_url'] or '적지 않았습니다. 출처를 열어 맞추어 보세요.'}",
    ]
    return Made({path: new.encode(), log: kept}, tuple(summary), cells)


def _file(filled: Filled, commitment: Commitment, files: Files) -> str:
    """The name of the file within the place's folder. Raises FormRefused."""
    said = filled["file"].removeprefix("/")
    own = commitment.path.split("/", 2)[2]
    folder = f"data/{commitment.place}/"
    known = {name for name in (*TABLES, own) if f"{folder}{name}" in files and name != _CORRECTIONS}
    name = said.removeprefix(folder)
    for candidate in (
        name,
        f"{name}.csv",
        ledger_named(name),
        own if name == own.split("/")[1] else "",
    ):
        if candidate in known:
            return candidate
    hint = nearest(name, known).ko if name not in TABLES else ""
    message = f"이 지역에서 고칠 수 있는 파일이 아닙니다: ‘{said}’.{hint}"
    tip = f"이 가운데 하나를 적으세요: {', '.join(sorted(known))}"
    raise FormRefused(filled.complaint("file", message, tip))


# ── a ledger ────────────────────────────────────────────────────────────────────────────────

_Changed = tuple[str, dict[str, str], dict[tuple[str, int, int], str]]


def _in_table(filled: Filled, commitment: Commitment, name: str, text: str) -> _Changed:
    kind = TABLES[name]
    try:
        header, *rows = (each for each in records(text) if any(cell.strip() for cell in each.cells))
    except (csv.Error, ValueError):
        header, rows = None, []
    names = columns(kind)
    if header is None or tuple(cell.strip() for cell in header.cells) != names:
        tip = "먼저 python3 scripts/check.py로 파일을 바로잡으세요."
        raise FormRefused(filled.complaint("file", f"{josa(name, '을/를')} 읽을 수 없습니다.", tip))
    column = _column(filled, kind)
    at = names.index(column)
    own = [each for each in rows if len(each.cells) == len(names)]
    if "commitment" in names:
        own = [each for each in own if each.cells[0].strip() == commitment.id]
    record = _record(filled, own, names, ROW_KEYS[kind], at)
    was = record.cells[at].strip()
    if was != filled["before"]:
        shown = f"‘{was}’입니다" if was else "빈칸입니다"
        message = f"{name} {record.line}행의 {column} 칸은 {shown}. 적은 값: ‘{filled['before']}’."
        raise FormRefused(filled.complaint("before", message, "자료에 적힌 그대로 적고, 행이 맞는지 보세요."))
    key = _key(record, names, ROW_KEYS[kind])
    path = f"data/{commitment.place}/{name}"
    cells = {(path, record.line, 0): "row", (path, record.line, at + 1): "after"}
    row = {"key": key, "column": column, "before": was, "after": filled["after"], "reason": filled["reason"]}
    if column in ROW_KEYS[kind] and kind is not Source:
        # under its new code it is another row: the old one counts as taken out
        column, was = value_cell(name.removesuffix(".csv"), dict(zip(names, record.cells, strict=True)))
        reason = f"{filled['reason']} ({filled['before']} → {filled['after']})"
        row |= {"column": column, "before": was, "after": "", "reason": reason}
    return with_cell(text, record, at, filled["after"]), row, cells


def _column(filled: Filled, kind: type[BaseModel]) -> str:
    labels = {name: label_of(kind.model_fields[name].description) for name in columns(kind)}
    said = filled["column"]
    found = [name for name, label in labels.items() if squash(said) in (squash(name), squash(label))]
    if len(found) == 1:
        return found[0]
    hint = nearest(said, [*labels, *labels.values()]).ko
    tip = "이 가운데 하나를 적으세요: " + ", ".join(f"{name}({label})" for name, label in labels.items())
    raise FormRefused(filled.complaint("column", f"이 파일에 없는 열입니다: ‘{said}’.{hint}", tip))


def _record(
    filled: Filled, rows: Sequence[Record], names: Sequence[str], key: Sequence[str], at: int
) -> Record:
    """The row that is meant: pasted whole, or by its code columns; of several the one that holds the value."""
    said = filled["row"]
    tip = "그 행을 CSV에서 통째로 복사해 붙이세요."
    if not said:
        found = list(rows)
    else:
        try:
            pasted = [cell.strip() for cell in next(csv.reader([said], strict=True))]
        except (csv.Error, StopIteration):
            pasted = []
        found = [each for each in rows if [cell.strip() for cell in each.cells] == pasted]
        if not found:
            wanted = "/".join(part.strip() for part in said.split("/"))
            found = [each for each in rows if _key(each, names, key) == wanted]
    if not found:
        where = f": ‘{said[:100]}’" if said else ""
        raise FormRefused(filled.complaint("row", f"이 공약에 그런 행이 없습니다{where}.", tip))
    if len(found) > 1:
        found = [each for each in found if each.cells[at].strip() == filled["before"]] or found
    if len(found) > 1:
        shown = "; ".join(f"{each.line}행 {csv_line(each.cells)}" for each in found[:5])
        more = f" 외 {len(found) - 5}행" if len(found) > 5 else ""
        message = f"여러 행이 맞아 하나로 정할 수 없습니다: {shown}{more}."
        raise FormRefused(filled.complaint("row", message, tip))
    return found[0]


def _key(record: Record, names: Sequence[str], key: Sequence[str]) -> str:
    """The code columns of a row joined by “/”, as corrections.csv names it."""
    return "/".join(record.cells[names.index(each)].strip() for each in key)


# ── a sheet ─────────────────────────────────────────────────────────────────────────────────


def _in_sheet(filled: Filled, commitment: Commitment, name: str, text: str) -> _Changed:
    path, before, after = filled["column"], filled["before"], filled["after"]
    node = scalar_at(text, path, before)
    if node is None:
        tip = (
            "있는 값의 이름을 점으로 이어 적으세요. 예: period.end, milestones[sites].due. "
            "없던 값을 더하는 일은 파일에서 직접 하세요."
        )
        message = f"{name}에서 값 하나를 찾을 수 없습니다: ‘{path}’."
        raise FormRefused(filled.complaint("column", message, tip))
    was = re.sub(r"\s+", " ", node.value).strip()
    if was != before:
        message = f"{name} {node.start_mark.line + 1}행의 {path} 값은 ‘{was}’입니다. 적은 값: ‘{before}’."
        raise FormRefused(filled.complaint("before", message, "자료에 적힌 그대로 적으세요."))
    if not after:
        tip = "값을 지우는 일은 파일에서 직접 하고 corrections.csv에 한 행을 더하세요."
        raise FormRefused(filled.complaint("after", "비어 있습니다.", tip))
    line = node.start_mark.line + 1
    file = f"data/{commitment.place}/{name}"
    text = with_scalar(text, node, after)
    cells = {(file, line, 0): "after"}
    row = {"key": commitment.id, "column": path, "before": was, "after": after, "reason": filled["reason"]}
    return text, row, cells
