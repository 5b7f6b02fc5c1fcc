"""Rewrites files that Excel or Windows saved their own way: UTF-8, LF, minimal quoting. Loses nothing."""

from __future__ import annotations

import argparse
import csv
import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import environment

Table = list[list[str]]


class RefusedError(Exception):
    """The file cannot be rewritten without losing something; the message says why, in Korean."""


def normalized(name: str, data: bytes) -> tuple[bytes, list[str]]:
    """The file `name` as it should be saved, and what was done to it. Raises RefusedError."""
    from macros.load import decoded

    try:
        text, written = decoded(data)
    except UnicodeDecodeError:
        raise RefusedError(
            "글자 저장 방식을 알 수 없습니다. 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장하세요."
        ) from None
    if "\0" in text:
        raise RefusedError("글자가 아닌 값이 들어 있습니다. 엑셀 파일이면 CSV로 저장하세요.")
    done = [
        what
        for what, there in (
            ("CP949를 UTF-8로", written == "cp949"),
            ("BOM을 뺌", written == "utf-8-sig"),
            ("줄바꿈을 LF로", "\r" in text),
            ("풀어 쓴 한글을 모아 씀(NFC)", not unicodedata.is_normalized("NFC", text)),
        )
        if there
    ]
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if name.endswith(".csv"):
        plain, also = _table(name, plain)
        done += also
    return plain.encode("utf-8"), done


def _table(name: str, text: str) -> tuple[str, list[str]]:
    table = _cells(text)
    kept, done = _without_blanks(table)
    kept, turned = _in_order(name, kept)
    if turned:
        done.append("열의 순서를 맞춤")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(kept)
    if _cells(out.getvalue()) != kept or _values(kept) != _values(table):
        raise RefusedError("고쳐 적으면 값이 달라져 그대로 두었습니다.")
    if out.getvalue() != text and not done:
        done.append("따옴표와 줄 끝을 다듬음")
    return out.getvalue(), done


def _cells(text: str) -> Table:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise RefusedError(
            "따옴표의 짝이 맞지 않습니다. python3 scripts/check.py로 줄을 확인하세요."
        ) from None


def _values(table: Table) -> list[list[str]]:
    """What each row says, whatever the order of its columns."""
    return [row for row in (sorted(cell for cell in cells if cell.strip()) for cells in table) if row]


def _without_blanks(table: Table) -> tuple[Table, list[str]]:
    """Without rows that hold nothing, and without columns at the end that hold nothing in any row."""
    rows = [cells for cells in table if any(cell.strip() for cell in cells)]
    width = max((_width(cells) for cells in rows), default=0)
    extra = max((len(cells) for cells in rows), default=0) - width
    done = []
    if len(rows) < len(table):
        done.append(f"빈 줄 {len(table) - len(rows)}개를 뺌")
    if extra:
        done.append(f"빈 열 {extra}개를 뺌")
    return [cells[:width] for cells in rows], done


def _width(cells: Sequence[str]) -> int:
    """How many cells a row has up to the last that holds something."""
    return max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _in_order(name: str, table: Table) -> tuple[Table, bool]:
    """The columns in the order of the contract, if they are exactly its columns."""
    from macros.model import TABLES, columns

    wanted = columns(TABLES[Path(name).name]) if Path(name).name in TABLES else ()
    names = [cell.strip() for cell in table[0]] if table else []
    whole = all(len(cells) == len(names) for cells in table)
    if names == list(wanted) or sorted(names) != sorted(wanted) or not whole:
        return table, False
    order = [names.index(column) for column in wanted]
    return [[cells[at] for at in order] for cells in table], True


def main() -> int:
    parser = argparse.ArgumentParser(
        description="엑셀이나 윈도가 저장한 자료 파일을 저장소의 방식으로 고쳐 적습니다 · rewrites data files as UTF-8 and LF."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, YAML")
    options = parser.parse_args()
    for path in options.files:
        if not path.is_file():
            parser.error(f"파일이 없습니다 · no such file: {path}")
        if path.suffix not in (".csv", ".yml"):
            parser.error(f"CSV나 YAML 파일이 아닙니다 · neither CSV nor YAML: {path}")
    environment.ensure("run")
    refused = False
    for path in options.files:
        data = path.read_bytes()
        try:
            new, done = normalized(path.name, data)
        except RefusedError as why:
            print(f"{path}: {why}", file=sys.stderr)
            refused = True
            continue
        if new != data:
            part = path.with_name(f".{path.name}.part{os.getpid()}")
            part.write_bytes(new)
            shutil.copymode(path, part)
            part.replace(path)
        print(f"{path}: {', '.join(done) if new != data else '고칠 것이 없습니다'}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
