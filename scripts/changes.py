"""What a change of the data does: differences of two commits and their effects, as Markdown in Korean or JSON."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import environment
from check import LONGEST_SUMMARY, in_table

if TYPE_CHECKING:
    from macros.compute.differences import Difference
    from macros.compute.effects import Effects, TargetMove
    from macros.compute.telling import Line, Telling
    from macros.load import Loaded, Repository
    from macros.model import Book
    from macros.problem import Problem, Where

WORK_TREE = "작업 폴더"
TRUNKS = ("origin/main", "main")


class Refused(Exception):
    """Wrong use: what is wrong and what to do, in Korean."""


@dataclass(frozen=True)
class Side:
    """One state of the data: its name, its commit ("" for the work tree), what was read and found in it."""

    name: str
    commit: str
    loaded: Loaded
    empty: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.loaded.problems if each.level == "error")


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def open_repository(data: Path) -> Repository:
    """The repository that a data folder lies in. Raises Refused."""
    from macros.load import RepositoryError, repository_of

    try:
        return repository_of(data)
    except RepositoryError as why:
        raise Refused(f"{why} {why.tip}") from None


def base_commit(repository: Repository, given: str | None, head: str | None) -> str:
    """The commit to compare with: as given, else where this work left the main branch. Raises Refused."""
    if given is not None:
        return _commit(repository, given)
    for trunk in TRUNKS:
        if repository.commit(trunk) is None:
            continue
        parted = repository.parted(trunk, head or "HEAD")
        if parted is not None:
            return parted
        if repository.shallow:
            raise Refused(f"{trunk}에서 갈라진 곳을 찾을 수 없습니다. {_UNSHALLOW}")
    raise Refused("견줄 커밋을 정할 수 없습니다. BASE를 적으세요. 예: python3 scripts/changes.py HEAD~1")


_UNSHALLOW = "저장소를 최근 것만 받았습니다(shallow clone). git fetch --unshallow 뒤에 다시 실행하세요."


def _commit(repository: Repository, name: str) -> str:
    found = repository.commit(name)
    if found is None:
        tip = _UNSHALLOW if repository.shallow else "git log --oneline으로 이름을 확인하세요."
        raise Refused(f"없는 커밋입니다: {name}. {tip}")
    return found


def load_commit(repository: Repository, commit: str, name: str, as_of: date) -> Side | None:
    """The data at a commit, None where it has no data folder. Raises Refused where git has lost a file."""
    from macros.check import check_loaded
    from macros.load import RepositoryError, load_files

    try:
        files = repository.files(commit)
    except RepositoryError as why:
        raise Refused(f"{why} {why.tip}") from None
    return Side(name, commit, check_loaded(load_files(files), as_of)) if files is not None else None


def load_sides(data: Path, base: str | None, head: str | None, as_of: date) -> tuple[Side, Side]:
    """Both states of the data. A base without data/ is an empty one. Raises Refused for wrong use."""
    from macros.check import check_loaded
    from macros.load import Loaded, load_book

    repository = open_repository(data)
    end = _commit(repository, head) if head is not None else ""
    start = base_commit(repository, base, end or None)
    if end:
        after = load_commit(repository, end, end[:7], as_of)
        if after is None:
            raise Refused(f"이 커밋에는 data/ 폴더가 없습니다: {head}.")
    else:
        after = Side(WORK_TREE, "", check_loaded(load_book(data), as_of))
    before = load_commit(repository, start, start[:7], as_of)
    if before is None:
        book = after.loaded.book
        nothing = replace(book, places={}, sources={}, editions=()) if book else None
        before = Side(start[:7], start, Loaded(nothing, ()), empty=True)
    return before, after


# ── Markdown ────────────────────────────────────────────────────────────────────────────────


def as_markdown(before: Side, after: Side, told: Telling | None) -> str:
    """The whole in Korean, as far as GitHub takes it for a step summary. Text of the data is text only."""
    lines = [f"### 자료가 달라진 것: {before.name} → {after.name}", ""]
    if before.empty:
        lines += [f"{before.name}에는 data/ 폴더가 없어 모두 새 자료로 봅니다.", ""]
    for side in (before, after):
        lines += _errors(side)
    if told is None:
        broken = " · ".join(side.name for side in (before, after) if side.loaded.book is None)
        lines += [f"{broken}의 site.yml이나 terms.yml을 읽을 수 없어 견주지 못했습니다."]
    else:
        lines.append(f"**{in_table(told.summary)}**" if told.sections else told.summary)
        for section in told.sections:
            lines += ["", f"#### {section.title} ({len(section.lines)}가지)", ""]
            lines += [_line(each) for each in section.lines]
    return _cut(lines)


def _errors(side: Side) -> list[str]:
    if not side.errors:
        return []
    from macros.problem import as_line

    head = f"{side.name}의 자료에 오류가 {len(side.errors)}건 있습니다. 오류가 있는 행과 파일은 빼고 견주었습니다."
    return [head, "", *(f"- {in_table(as_line(each))}" for each in side.errors), ""]


def _line(each: Line) -> str:
    from macros.compute.telling import SIGNS

    said = in_table(" · ".join(part for part in (each.of, each.what) if part))
    if each.before or each.after:
        said += f": {in_table(each.before)} → **{in_table(each.after)}**"
    notes = [SIGNS[each.sign]] if each.sign else []
    notes += [each.note] if each.note else []
    notes += [f"{each.row.path} {each.row.line}행" if each.row.line else each.row.path] if each.row else []
    return f"- {said}" + (f" ({in_table(' · '.join(notes))})" if notes else "")


def _cut(lines: Sequence[str]) -> str:
    size, kept = 0, []
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > LONGEST_SUMMARY:
            kept += ["", f"너무 길어 나머지 {len(lines) - number}줄은 뺐습니다. --json에는 모두 있습니다."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


# ── JSON ────────────────────────────────────────────────────────────────────────────────────


def as_json(
    before: Side, after: Side, found: Sequence[Difference], moved: Effects | None, summary: str
) -> dict[str, Any]:
    """The same for a program. Amounts in million won, rates in per cent; null is 자료 없음; without effects null."""
    return {
        "base": _side(before),
        "head": _side(after),
        "summary": summary,
        "differences": [_difference(each) for each in found],
        "effects": _effects(moved) if moved else None,
    }


def _side(side: Side) -> dict[str, Any]:
    errors = [asdict(each) for each in side.errors]
    return {"name": side.name, "commit": side.commit or None, "has_data": not side.empty, "errors": errors}


def _where(row: Where | None) -> dict[str, Any] | None:
    return {"path": row.path, "line": row.line} if row else None


def _difference(each: Difference) -> dict[str, Any]:
    rows = {"before_row": _where(each.before_row), "after_row": _where(each.after_row)}
    told = each.correction.reason if each.correction else None
    names = ("kind", "what", "place", "commitment", "key", "column", "before", "after")
    return {**{name: getattr(each, name) for name in names}, **rows, "correction": told}


def _effects(moved: Effects) -> dict[str, Any]:
    return {
        "money": [vars(each) for each in moved.money],
        "rates": [vars(each) for each in moved.rates],
        "targets": list(_targets(moved.targets)),
        "statuses": [
            {
                **vars(each),
                "before": each.before.status if each.before else None,
                "after": each.after.status if each.after else None,
            }
            for each in moved.statuses
        ],
        "signals": [
            {
                "place": each.place,
                "commitment": each.commitment,
                "signal": each.signal.code,
                "because": each.signal.because,
                "gone": each.gone,
            }
            for each in moved.signals
        ],
        "new_problems": [asdict(each) for each in moved.new],
        "gone_problems": [asdict(each) for each in moved.gone],
        "pages": list(moved.pages),
    }


def _targets(moved: Sequence[TargetMove]) -> Iterator[dict[str, Any]]:
    for each in moved:
        row: dict[str, Any] = {
            name: getattr(each, name) for name in ("place", "commitment", "indicator", "year")
        }
        for side, found in (("before", each.before), ("after", each.after)):
            target = found.target if found else None
            row[side] = found and {
                "target": target.target if target else None,
                "target_text": target.target_text if target else None,
                "value": found.value.value if found.value else None,
                "rate_pct": found.rate.shown if found.rate else None,
                "met": found.met,
            }
        yield row


# ── the command ─────────────────────────────────────────────────────────────────────────────


def compared(
    before: Book, after: Book, problems: Mapping[str, Sequence[Problem]], as_of: date
) -> tuple[tuple[Difference, ...], Effects, Telling]:
    """Differences, their effects, and both in Korean."""
    from macros.compute.differences import differences
    from macros.compute.effects import effects
    from macros.compute.telling import telling

    found = differences(before, after)
    moved = effects(before, after, as_of, problems["before"], problems["after"], found)
    return found, moved, telling(before, after, found, moved)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="두 커밋의 자료를 견줍니다 · compares the data of two commits."
    )
    parser.add_argument("base", nargs="?", metavar="BASE", help="앞의 커밋 · base (main에서 갈라진 곳)")
    parser.add_argument("head", nargs="?", metavar="HEAD", help="뒤의 커밋 · head (작업 폴더 · work tree)")
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    parser.add_argument("--json", action="store_true", help="프로그램이 읽는 꼴 · for a program")
    parser.add_argument(
        "--as-of", help="자료를 보는 날, YYYY-MM-DD · the day it is looked at (today in Seoul)"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    with redirect_stdout(sys.stderr):  # what the set-up says must not stand in the answer
        environment.ensure("run")
    from macros.check import looked_at

    given = options.as_of or os.environ.get("AS_OF")
    try:
        as_of = looked_at(given, datetime.now(UTC))
    except ValueError:
        parser.error(f"날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: {given}")
    try:
        before, after = load_sides(options.data, options.base, options.head, as_of)
    except Refused as why:
        print(why, file=sys.stderr)
        return 2
    print(answer(before, after, as_of, json=options.json), end="")
    broken = after.errors or before.loaded.book is None
    return 1 if broken else 0


def answer(before: Side, after: Side, as_of: date, json: bool) -> str:
    """What is printed. Where a side could not be read at all, what is wrong with it and nothing more."""
    found: tuple[Difference, ...] = ()
    moved = told = None
    if before.loaded.book is not None and after.loaded.book is not None:
        problems = {"before": before.loaded.problems, "after": after.loaded.problems}
        found, moved, told = compared(before.loaded.book, after.loaded.book, problems, as_of)
    if not json:
        return as_markdown(before, after, told)
    from macros.downloads import json_text

    return json_text(as_json(before, after, found, moved, told.summary if told else "")) + "\n"


if __name__ == "__main__":
    sys.exit(main())
