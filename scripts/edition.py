"""Says what to write into data/editions.yml for an edition: the data of a commit under a date. --write writes it."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from macros.load import Repository


class RefusedError(Exception):
    """No edition can be made of this; the message says why, in Korean and English."""


def entry(repository: Repository, day: date, name: str, note: str | None) -> str:
    """The lines of editions.yml for the data of a commit. Raises RefusedError, and RepositoryError of `load`."""
    from macros.load import zip_bytes

    commit = repository.commit(name)
    if commit is None:
        raise RefusedError(f"저장소에 없는 커밋입니다 · no such commit: {name}")
    files = repository.files(commit)
    if files is None:
        raise RefusedError(f"이 커밋에는 자료 폴더가 없습니다 · no data folder at this commit: {commit}")
    lines = [
        f"  - date: {day.isoformat()}",
        f'    commit: "{commit}"',
        f'    sha256: "{hashlib.sha256(zip_bytes(files)).hexdigest()}"',
    ]
    if note:
        lines.append(f"    note: {json.dumps(note, ensure_ascii=False)}")  # a string of JSON is one of YAML
    return "".join(f"{line}\n" for line in lines)


def written(text: str, new: str) -> str:
    """editions.yml with an entry more at its end; comments and everything else stay as they are."""
    if "\neditions: []" in f"\n{text}":
        return text.replace("editions: []", f"editions:\n{new.rstrip()}", 1)
    body = text if text.endswith("\n") or not text else f"{text}\n"
    return f"{body}{new}" if "\neditions:" in f"\n{text}" else f"{body}editions:\n{new}"


def refuse_unfit(data: Path, day: date, today: date) -> None:
    """Raises RefusedError for a date ahead, one not after the last edition, and data that is not committed."""
    from macros.language import date_text
    from macros.load import load_book
    from macros.problem import as_line

    if day > today:
        raise RefusedError(f"앞날의 판은 만들지 않습니다 · this date has not come: {day}")
    book, problems = (loaded := load_book(data)).book, loaded.problems
    unread = [
        p for p in problems if p.level == "error" and (book is None or p.path.endswith("/editions.yml"))
    ]
    if book is None or unread:
        raise RefusedError(
            "\n".join(["자료를 읽을 수 없습니다 · the data cannot be read:", *map(as_line, unread)])
        )
    for each in book.editions:
        if each.date.first == day:
            raise RefusedError(
                f"{date_text(each.date.text)} 판은 이미 있습니다 · already listed: {each.where.path} {each.where.line}행"
            )
    if book.editions and book.editions[-1].date.first > day:
        raise RefusedError(
            f"마지막 판보다 앞선 날짜입니다 · older than the last edition: {book.editions[-1].date}"
        )
    command = ["git", "-C", str(data), "status", "--porcelain", "--", "."]
    changed = subprocess.run(command, capture_output=True, text=True, check=False)
    if changed.stdout.strip():
        raise RefusedError(
            "자료에 커밋하지 않은 변경이 있습니다. 먼저 커밋하세요 · the data folder has uncommitted changes:\n"
            + changed.stdout.rstrip()
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="어느 커밋의 자료를 날짜를 붙인 판으로 적을 줄을 만듭니다 · makes the entry of a dated edition."
    )
    parser.add_argument("date", metavar="DATE", help="판의 날짜, YYYY-MM-DD · the date of the edition")
    parser.add_argument("--commit", default="HEAD", help="어느 커밋의 자료인지 · whose data (HEAD)")
    parser.add_argument("--note", help="한 줄 설명 · a note")
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    parser.add_argument(
        "--write", action="store_true", help="editions.yml 끝에 적습니다 · append it to editions.yml"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    environment.ensure("run")
    from macros.check import looked_at
    from macros.load import RepositoryError, repository_of

    try:
        day, today = (
            looked_at(given, datetime.now(UTC)) for given in (options.date, os.environ.get("AS_OF"))
        )
    except ValueError as wrong:
        parser.error(f"날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: {wrong}")
    try:
        refuse_unfit(options.data, day, today)
        new = entry(repository_of(options.data), day, options.commit, options.note)
    except RepositoryError as why:
        print(f"{why} → {why.tip}", file=sys.stderr)
        return 1
    except RefusedError as why:
        print(why, file=sys.stderr)
        return 1
    file = options.data / "editions.yml"
    if options.write:
        before = file.read_text("utf-8") if file.is_file() else ""
        part = file.with_name(f".{file.name}.part{os.getpid()}")
        part.write_text(written(before, new), "utf-8", newline="")
        part.replace(file)
        print(f"적었습니다 · written: {os.path.relpath(file)}", file=sys.stderr)
    print(new, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
