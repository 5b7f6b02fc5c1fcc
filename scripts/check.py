"""Checks a data folder and tells every problem: for a person, for a program (--json), for GitHub (--github)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import environment

if TYPE_CHECKING:
    from macros.model import Book
    from macros.problem import Problem

SHOWN_BY_GITHUB = 10  # annotations of one level in one step
LONGEST_SUMMARY = 900_000  # bytes; GitHub takes a mebibyte a step


def check_folder(path: Path, as_of: date) -> tuple[Book | None, tuple[Problem, ...]]:
    """Read and check a data folder. The Book is None where site.yml or terms.yml could not be read."""
    from macros.check import check_data

    loaded = check_data(path, as_of)
    return loaded.book, loaded.problems


def print_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """One line a problem, the files apart, and the counts in the last line."""
    from macros.problem import as_line

    listed = tuple(problems)
    for _, group in groupby(listed, key=lambda problem: problem.path):
        for each in group:
            print(as_line(each), file=stream)
        print(file=stream)
    print(_counted(listed), file=stream)


def _counted(problems: Sequence[Problem]) -> str:
    from macros.language import PROBLEM_LEVELS
    from macros.problem import counts

    return ", ".join(f"{PROBLEM_LEVELS[level]} {number}건" for level, number in counts(problems).items())


def print_annotations(problems: Sequence[Problem], stream: TextIO) -> None:
    """GitHub's workflow commands. It shows ten a level, so from the eleventh on the tenth says how many are left."""
    from macros.check import TITLES
    from macros.language import PROBLEM_LEVELS
    from macros.problem import LEVELS

    for level in LEVELS:
        found = [each for each in problems if each.level == level]
        shown = found if len(found) <= SHOWN_BY_GITHUB else found[: SHOWN_BY_GITHUB - 1]
        for each in shown:
            column = f",col={each.column}" if each.column else ""
            title = _property(TITLES[each.rule])
            place = f"file={_property(each.path)},line={max(each.line, 1)}{column},title={title}"
            print(f"::{level} {place}::{_message(f'{each.message} → {each.tip}')}", file=stream)
        if len(found) > len(shown):
            left = f"{PROBLEM_LEVELS[level]} {len(found)}건 가운데 {len(shown)}건만 여기에 보입니다. 전체는 요약(Summary)에 있습니다."
            print(f"::{level}::{_message(left)}", file=stream)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def write_summary(problems: Sequence[Problem], path: Path) -> None:
    """Append the whole table to the step summary, as far as GitHub takes it."""
    from macros.language import PROBLEM_LEVELS

    lines = [f"### 자료 검사: {_counted(problems)}", ""]
    if problems:
        lines += ["| 수준 | 위치 | 무엇 | 고치는 법 |", "| --- | --- | --- | --- |"]
    size = 0
    for number, each in enumerate(problems):
        where = f"{each.path} {each.line}행" if each.line else each.path
        where += f" {each.column}열" if each.column else ""
        cells = (PROBLEM_LEVELS[each.level], where, each.message, each.tip)
        line = f"| {' | '.join(map(in_table, cells))} |"
        size += len(line.encode())
        if size > LONGEST_SUMMARY:
            lines += ["", f"나머지 {len(problems) - number}건은 이 단계의 기록(log)에 있습니다."]
            break
        lines.append(line)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n\n")


def in_table(text: str) -> str:
    """Text that neither ends a cell nor becomes Markdown, HTML or the call of a person."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    escaped = "".join(f"\\{sign}" if sign in "\\|`*_[]~#$" else sign for sign in plain)
    return escaped.replace("@", "@<!-- -->")  # GitHub would call a person of that name


def main() -> int:
    parser = argparse.ArgumentParser(description="자료를 검사합니다 · checks the data.")
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="프로그램이 읽는 꼴 · for a program")
    form.add_argument(
        "--github", action="store_true", help="GitHub 주석과 요약 · annotations and step summary"
    )
    parser.add_argument(
        "--as-of", help="자료를 보는 날, YYYY-MM-DD · the day it is looked at (today in Seoul)"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    with redirect_stdout(sys.stderr):  # what the set-up says must not stand in the JSON
        environment.ensure("run")
    from macros.check import looked_at
    from macros.problem import as_json

    given = options.as_of or os.environ.get("AS_OF")
    try:
        as_of = looked_at(given, datetime.now(UTC))
    except ValueError:
        parser.error(f"날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: {given}")
    _, problems = check_folder(options.data, as_of)
    if options.json:
        print(json.dumps(as_json(problems), ensure_ascii=False, indent=1))
    else:
        print_problems(problems, sys.stdout)
    if options.github:
        print_annotations(problems, sys.stdout)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            write_summary(problems, Path(summary))
    return 1 if any(each.level == "error" for each in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
