"""Checks a data folder and tells every problem: for a person, for a program (--json), for GitHub (--github)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from comparing import Refused, data_options, guarded, new_since, set_up
from summary import blob_address, print_annotations, write_summary

if TYPE_CHECKING:
    from macros.language import Lang
    from macros.problem import Problem


def print_problems(problems: Iterable[Problem], stream: TextIO, lang: Lang = "ko") -> None:
    """One line a problem, the files apart, and the counts in the last line."""
    from macros.problem import as_line, counted

    listed = tuple(problems)
    for _, group in groupby(listed, key=lambda problem: problem.path):
        for each in group:
            print(as_line(each, lang), file=stream)
        print(file=stream)
    print(counted(listed, lang), file=stream)


def main() -> int:
    parser = argparse.ArgumentParser(description="자료를 검사합니다 · checks the data.")
    data_options(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="프로그램이 읽는 꼴 · for a program")
    form.add_argument(
        "--github", action="store_true", help="GitHub 주석과 요약 · annotations and step summary"
    )
    parser.add_argument(
        "--base",
        metavar="REF",
        help="이 커밋에서 갈라진 뒤 기록 없이 고치거나 지운 것도 · also what changed in silence since this commit",
    )
    parser.add_argument(
        "--lang", choices=("ko", "en"), default="ko", help="알림의 말 · language of the messages (ko)"
    )
    options = parser.parse_args()
    as_of = set_up(parser, options)
    from macros.check import check_data
    from macros.problem import as_json

    loaded, compared = check_data(options.data, as_of), None
    problems = loaded.problems
    if options.base:
        try:
            problems, compared = guarded(options.data, loaded, options.base, as_of)
        except Refused as why:
            print(why.en if options.lang == "en" else why, file=sys.stderr)
            return 2
    if compared:
        print(compared.told(options.lang), file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(json.dumps(as_json(problems, options.lang), ensure_ascii=False, indent=1))
    else:
        print_problems(problems, sys.stdout, options.lang)
    if options.github:
        new = new_since(options.data, problems, options.base, as_of) if options.base else None
        print_annotations(problems, sys.stdout, options.lang, new or ())
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            write_summary(problems, Path(summary), options.lang, blob_address(os.environ), new)
    return 1 if any(each.level == "error" for each in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
