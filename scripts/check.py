"""Checks a data folder and tells every problem: for a person, for a program (--json), for GitHub (--github)."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from comparing import Refused, data_options, guarded, set_up

if TYPE_CHECKING:
    from macros.language import Lang, Said
    from macros.problem import Level, Problem

SHOWN_BY_GITHUB = 10  # annotations of one level in one step
LONGEST_SUMMARY = 900_000  # bytes; GitHub takes a mebibyte a step


def print_problems(problems: Iterable[Problem], stream: TextIO, lang: Lang = "ko") -> None:
    """One line a problem, the files apart, and the counts in the last line."""
    from macros.problem import as_line, counted

    listed = tuple(problems)
    for _, group in groupby(listed, key=lambda problem: problem.path):
        for each in group:
            print(as_line(each, lang), file=stream)
        print(file=stream)
    print(counted(listed, lang), file=stream)


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────


def print_annotations(problems: Sequence[Problem], stream: TextIO, lang: Lang = "ko") -> None:
    """GitHub's workflow commands. It shows ten a level, so from the eleventh on the tenth says how many are left."""
    from macros.check import TITLES
    from macros.language import Said
    from macros.problem import LEVELS, level_word, what_is_wrong

    for level in LEVELS:
        found = [each for each in problems if each.level == level]
        shown = found if len(found) <= SHOWN_BY_GITHUB else found[: SHOWN_BY_GITHUB - 1]
        for each in shown:
            column = f",col={each.column}" if each.column else ""
            title = _property(TITLES[each.rule].told(lang))
            place = f"file={_property(each.path)},line={max(each.line, 1)}{column},title={title}"
            print(f"::{level} {place}::{_message(what_is_wrong(each, lang))}", file=stream)
        if len(found) > len(shown):
            many, few, word = len(found), len(shown), level_word(level, lang)
            left = Said(
                f"{word} {many}건 가운데 {few}건만 여기에 보입니다. 전체는 요약(Summary)에 있습니다.",
                f"{word}: only {few} of {many} are shown here. All of them are in the summary.",
            )
            print(f"::{level}::{_message(left.told(lang))}", file=stream)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def write_summary(problems: Sequence[Problem], path: Path, lang: Lang = "ko", blob: str = "") -> None:
    """Append the whole list to the step summary, errors first, as far as GitHub takes it.

    `blob`: the address of the files at this commit, without the last slash; "" leaves the places without links.
    """
    lines: list[str] = []
    size = told = 0
    for line, problem_told in _summary(problems, lang, blob):
        size += len(line.encode()) + 1
        if size > LONGEST_SUMMARY:
            left = len(problems) - told
            lines += ["", f"나머지 {left}건은 이 단계의 기록(log)에 있습니다."]
            if lang == "en":
                lines[-1] = f"The other {left} are in the log of this step."
            break
        lines.append(line)
        told += problem_told
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n\n")


def _summary(problems: Sequence[Problem], lang: Lang, blob: str) -> Iterator[tuple[str, bool]]:
    """Each line with whether it tells a problem. Warnings and notices of a long list come after the errors."""
    from macros.language import Said
    from macros.problem import LEVELS, address, counted, counts, level_word, value_unsaid

    head = Said("자료 검사", "Check of the data").told(lang)
    yield f"### {head}: {counted(problems, lang)}", False
    yield "", False
    yield _advice(counts(problems)).told(lang), False
    columns = Said(
        "| 위치 | 무엇이 문제인가 | 적힌 값 | 고치는 법 |", "| Where | What is wrong | Written | What to do |"
    )
    for level in LEVELS:
        found = [each for each in problems if each.level == level]
        if found:
            word = level_word(level, lang)
            head = Said(f"{word} {len(found)}건", f"{word}: {len(found)}").told(lang)
            yield from ((line, False) for line in ("", f"#### {head}", ""))
            yield from ((line, False) for line in (columns.told(lang), "| --- | --- | --- | --- |"))
        for each in found:
            place = in_table(address(each, lang))
            if blob:
                line = f"?plain=1#L{each.line}" if each.line else ""
                place = f"[{place}]({blob}/{quote(each.path)}{line})"
            message, tip = each.told(lang)
            cells = (place, *map(in_table, (message, value_unsaid(each, lang), tip)))
            yield f"| {' | '.join(cells)} |", True


def _advice(found: Mapping[Level, int]) -> Said:
    from macros.language import Said

    if found["error"]:
        return Said(
            "**오류부터 고치세요.** 오류가 하나라도 있으면 사이트를 새로 펴내지 않고 앞서 펴낸 것이 그대로 남습니다. "
            "경고와 참고는 펴내는 것을 막지 않습니다.",
            "**Mend the errors first.** While there is one, nothing is published and the last site stays. "
            "Warnings and notices do not stop publication.",
        )
    if any(found.values()):
        return Said(
            "오류가 없어 펴낼 수 있습니다. 경고와 참고 가운데 옮겨 적다 틀린 것이 있으면 고치세요.",
            "There is no error, so this can be published. Mend those of the warnings and notices that were copied wrong.",
        )
    return Said("고칠 것이 없습니다.", "There is nothing to mend.")


def in_table(text: str) -> str:
    """Text that neither ends a cell nor becomes Markdown, HTML or the call of a person."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    escaped = "".join(f"\\{sign}" if sign in "\\|`*_[]~#$" else sign for sign in plain)
    return escaped.replace("@", "@<!-- -->")  # GitHub would call a person of that name


def blob_address(variables: Mapping[str, str]) -> str:
    """Where GitHub shows the files of the commit that a workflow runs on; "" outside of one."""
    server, repository, commit = (
        variables.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")
    )
    sound = (
        re.fullmatch(r"https://[\w.-]+(:[0-9]+)?", server)
        and re.fullmatch(r"[\w.-]+/[\w.-]+", repository)
        and re.fullmatch(r"[0-9a-f]{40,64}", commit)
    )
    return f"{server}/{repository}/blob/{commit}" if sound else ""


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
        print_annotations(problems, sys.stdout, options.lang)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            write_summary(problems, Path(summary), options.lang, blob_address(os.environ))
    return 1 if any(each.level == "error" for each in problems) else 0


if __name__ == "__main__":
    sys.exit(main())
