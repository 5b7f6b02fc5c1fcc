"""What GitHub shows of problems: annotations of the lines, and the whole list as the summary of a step."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

if TYPE_CHECKING:
    from macros.language import Lang, Said
    from macros.problem import Level, Problem

SHOWN_BY_GITHUB = 10  # annotations of one level in one step
LONGEST_SUMMARY = 900_000  # bytes; GitHub takes a mebibyte a step
_FOLD, _FOLD_END = "<details><summary>", "</details>"


def print_annotations(
    problems: Sequence[Problem], stream: TextIO, lang: Lang = "ko", new: Collection[Problem] = ()
) -> None:
    """GitHub's workflow commands, those in `new` first. It shows ten a level: the tenth says how many are left."""
    from macros.language import Said
    from macros.problem import LEVELS, address, level_word, what_is_wrong

    for level in LEVELS:
        found = sorted((each for each in problems if each.level == level), key=lambda each: each not in new)
        shown = found if len(found) <= SHOWN_BY_GITHUB else found[: SHOWN_BY_GITHUB - 1]
        word = level_word(level, lang)
        for each in shown:
            column = f",col={each.column}" if each.column else ""
            title = _property(f"{address(each, lang)} · {word}")
            place = f"file={_property(each.path)},line={max(each.line, 1)}{column},title={title}"
            print(f"::{level} {place}::{_message(what_is_wrong(each, lang))}", file=stream)
        if len(found) > len(shown):
            many, few = len(found), len(shown)
            left = Said(
                f"{word} {many}건 가운데 {few}건만 여기에 보입니다. 전체는 요약(Summary)에 있습니다.",
                f"{word}: only {few} of {many} are shown here. All of them are in the summary.",
            )
            print(f"::{level}::{_message(left.told(lang))}", file=stream)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def write_summary(
    problems: Sequence[Problem],
    path: Path,
    lang: Lang = "ko",
    blob: str = "",
    new: Collection[Problem] | None = None,
) -> None:
    """Append the whole list to the step summary, errors first, as far as GitHub takes it.

    `blob`: the address of the files at this commit, without the last slash; "" leaves the places without links. `new`:
    those that came with this change, which stand first; the warnings and notices of before are folded. None: not known.
    """
    lines: list[str] = []
    size = told = 0
    for line, problem_told in _summary(problems, lang, blob, new):
        size += len(line.encode()) + 1
        if size > LONGEST_SUMMARY:
            left = len(problems) - told
            lines += ["", *([_FOLD_END, ""] if _folded(lines) else [])]
            lines.append(f"나머지 {left}건은 이 단계의 기록(log)에 있습니다.")
            if lang == "en":
                lines[-1] = f"The other {left} are in the log of this step."
            break
        lines.append(line)
        told += problem_told
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n\n")


def _folded(lines: Sequence[str]) -> bool:
    return any(line.startswith(_FOLD) for line in lines) and _FOLD_END not in lines


def _summary(
    problems: Sequence[Problem], lang: Lang, blob: str, new: Collection[Problem] | None
) -> Iterator[tuple[str, bool]]:
    """Each line with whether it tells a problem. Warnings and notices of a long list come after the errors."""
    from macros.language import Said
    from macros.problem import counted, counts

    head = Said("자료 검사", "Check of the data").told(lang)
    yield f"### {head}: {counted(problems, lang)}", False
    yield "", False
    yield _advice(counts(problems)).told(lang), False
    if new is None:
        yield from _tables(problems, lang, blob)
        return
    came = [each for each in problems if each in new]
    first = Said("이번에 새로 생긴 것", "New with this change").told(lang)
    yield from ((line, False) for line in ("", f"### {first}: {counted(came, lang)}"))
    yield from _tables(came, lang, blob)
    old = [each for each in problems if each not in new]
    grave, rest = (
        [each for each in old if (each.level == "error") is is_error] for is_error in (True, False)
    )
    before = Said("전부터 있던 것", "From before").told(lang)
    if grave:
        yield from ((line, False) for line in ("", f"### {before}: {counted(grave, lang)}"))
        yield from _tables(grave, lang, blob)
    if rest:
        yield from ((line, False) for line in ("", f"{_FOLD}{before}: {counted(rest, lang)}</summary>"))
        yield from _tables(rest, lang, blob)
        yield from ((line, False) for line in ("", _FOLD_END))


def _tables(problems: Sequence[Problem], lang: Lang, blob: str) -> Iterator[tuple[str, bool]]:
    """A table a level."""
    from macros.language import Said
    from macros.problem import LEVELS, address, level_word, value_unsaid

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
            cells = (place, *map(in_table, (message, value_unsaid(each, lang))), _tip(tip))
            yield f"| {' | '.join(cells)} |", True


def _tip(text: str) -> str:
    """What to do; every second line of it is a row to type, which stands apart and can be copied."""
    lines = enumerate(text.split("\n"))
    return "<br>".join(f"<code>{in_table(line)}</code>" if at % 2 else in_table(line) for at, line in lines)


def _advice(found: Mapping[Level, int]) -> Said:
    from macros.language import Said

    if found["error"]:
        return Said(
            "**오류부터 고치세요.** 오류가 하나라도 있으면 사이트를 새로 펴내지 않고 앞서 펴낸 것이 그대로 남습니다. "
            "경고와 참고는 펴내는 것을 막지 않습니다.",
            "**Fix the errors first.** While there is one, nothing is published and the last site stays. "
            "Warnings and notices do not stop publication.",
        )
    if any(found.values()):
        return Said(
            "오류가 없어 펴낼 수 있습니다. 경고와 참고 가운데 옮겨 적다 틀린 것이 있으면 고치세요.",
            "There is no error, so this can be published. Fix those of the warnings and notices that were copied wrong.",
        )
    return Said("고칠 것이 없습니다.", "There is nothing to fix.")


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
