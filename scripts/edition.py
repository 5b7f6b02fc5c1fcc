"""Says what to write into data/editions.yml for an edition: the data of a commit under a date. --write writes it."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from macros.load import Repository


class RefusedError(Exception):
    """No edition can be made of this; the message says why, in Korean and English."""


@dataclass(frozen=True)
class Entry:
    """An edition as editions.yml lists it."""

    day: date
    commit: str
    sha256: str
    note: str | None

    def lines(self, indent: str = "  ") -> str:
        """Its lines, the mark of the list after `indent`."""
        lines = [
            f"- date: {self.day.isoformat()}",
            f'  commit: "{self.commit}"',
            f'  sha256: "{self.sha256}"',
        ]
        if self.note:
            # a string of JSON is one of YAML
            lines.append(f"  note: {json.dumps(self.note, ensure_ascii=False)}")
        return "".join(f"{indent}{line}\n" for line in lines)


def entry(repository: Repository, day: date, name: str, note: str | None) -> Entry:
    """The edition of the data of a commit. Raises RefusedError, and RepositoryError of `load`."""
    from macros.language import date_text
    from macros.load import read_editions, zip_bytes
    from macros.problem import as_line

    commit = repository.commit(name)
    if commit is None:
        raise RefusedError(f"저장소에 없는 커밋입니다 · no such commit: {name}")
    # under another name data/ may be somebody else's: only this folder itself becomes an edition
    files = replace(repository, folders=repository.folders[:1]).files(commit)
    if files is None:
        raise RefusedError(f"이 커밋에는 자료 폴더가 없습니다 · no data folder at this commit: {commit}")
    made_on = repository.day(commit)
    if day < made_on:
        raise RefusedError(
            f"{date_text(day.isoformat())}은 커밋을 만든 날({date_text(made_on.isoformat())})보다 앞섭니다"
            f" · older than its commit, of {made_on}: {commit}"
        )
    made = Entry(day, commit, hashlib.sha256(zip_bytes(files)).hexdigest(), note)
    _, wrong = read_editions(f"editions:\n{made.lines()}".encode("utf-8", "surrogateescape"))
    if wrong:
        raise RefusedError(
            "\n".join(["이대로는 적을 수 없습니다 · this cannot be written:", *map(as_line, wrong)])
        )
    return made


def noted(given: str | None) -> str | None:
    """A note as the contract reads it again; None for nothing."""
    return unicodedata.normalize("NFC", given or "").strip() or None


_KEY = re.compile(r"^editions:[ \t]*(\[[ \t]*\]|null|Null|NULL|~)?[ \t]*(#.*)?$", re.MULTILINE)
_ITEM = re.compile(r"^([ ]*)- ", re.MULTILINE)


def written(text: str, new: Entry) -> str:
    """editions.yml with an entry more at its end; comments and everything else stay as they are.

    Raises RefusedError with the lines where its form is another one: a file is never replaced by a broken one.
    """
    from macros.load import read_editions

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    body = plain if plain.endswith("\n") or not plain else f"{plain}\n"
    key = _KEY.search(body)
    item = _ITEM.search(body, key.end()) if key else None
    if key and (key[1] or not item):  # an empty list
        comment = f"  {key[2]}" if key[2] else ""
        after = body[key.end() :].removeprefix("\n")
        made = f"{body[: key.start()]}editions:{comment}\n{new.lines()}{after}"
    else:
        made = f"{body}{new.lines(item[1])}" if item else f"{body}editions:\n{new.lines()}"
    made = mark + made.replace("\n", end)
    before, listed = (
        [(each.date.text, each.commit, each.sha256, each.note) for each in read_editions(part.encode())[0]]
        for part in (text, made)
    )
    if listed != [*before, (new.day.isoformat(), new.commit, new.sha256, new.note)]:
        raise RefusedError(
            "editions.yml을 고치지 않았습니다. 다른 꼴로 적혀 있으니 이 줄을 판 목록 끝에 손으로 적으세요"
            f" · not written; add these lines yourself:\n{new.lines().rstrip()}"
        )
    return made


def refuse_unfit(data: Path, day: date, today: date) -> None:
    """Raises RefusedError for a date ahead, one not after the last edition, and data that is not committed.

    Raises RepositoryError of `load` where git cannot be asked.
    """
    from macros.language import date_text
    from macros.load import changed_files, load_book
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
    if changed := changed_files(data):
        told = (
            "자료에 커밋하지 않은 변경이 있습니다. 먼저 커밋하세요 · the data folder has uncommitted changes:"
        )
        raise RefusedError("\n".join([told, *changed]))


def write(file: Path, new: Entry) -> None:
    """Put an entry at the end of editions.yml: the whole file or nothing. Raises RefusedError of `written`."""
    try:
        made = written(file.read_bytes().decode("utf-8") if file.is_file() else "", new)
    except UnicodeDecodeError:
        raise RefusedError(
            f"editions.yml이 UTF-8이 아닙니다. 먼저 고쳐 적으세요: python3 scripts/normalize.py {file}"
            " · not in UTF-8; normalize it first"
        ) from None
    part = file.with_name(f".{file.name}.part{os.getpid()}")
    part.write_bytes(made.encode())
    part.replace(file)
    print(f"적었습니다 · written: {os.path.relpath(file)}", file=sys.stderr)


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
        repository = repository_of(options.data)
        refuse_unfit(options.data, day, today)
        new = entry(repository, day, options.commit, noted(options.note))
        if options.write:
            write(options.data / "editions.yml", new)
    except RepositoryError as why:
        print(f"{why} → {why.tip.ko}", file=sys.stderr)
        return 1
    except RefusedError as why:
        print(why, file=sys.stderr)
        return 1
    print(new.lines(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
