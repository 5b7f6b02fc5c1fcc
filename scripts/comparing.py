"""The data at two states of a repository, and the options of the commands that look at data. Writes nothing."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from macros.language import Said
    from macros.load import Files, Loaded, Repository
    from macros.problem import Problem

WORK_TREE = "작업 폴더"
TRUNKS = ("origin/main", "main")
_UNSHALLOW = (
    "저장소를 최근 것만 받았습니다(shallow clone). git fetch --unshallow 뒤에 다시 실행하세요.",
    "This is a shallow clone. Run git fetch --unshallow, then this again.",
)
_LOG = ("git log --oneline으로 이름을 확인하세요.", "Look up its name with git log --oneline.")


class Refused(Exception):
    """Wrong use: what is wrong and what to do, in Korean; `en` in English."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(ko)
        self.en = en


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


# ── options ─────────────────────────────────────────────────────────────────────────────────


def data_options(parser: ArgumentParser) -> None:
    """Which data folder is looked at, and on which day."""
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    parser.add_argument(
        "--as-of", help="자료를 보는 날, YYYY-MM-DD · the day it is looked at (today in Seoul)"
    )


def set_up(parser: ArgumentParser, options: Namespace) -> date:
    """Come back inside a complete .venv with the day on which the data is looked at; ends the command for wrong use."""
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    with redirect_stdout(sys.stderr):  # what the set-up says must not stand in the answer
        environment.ensure("run")
    return looked_at_day(parser, options.as_of)


def looked_at_day(parser: ArgumentParser, asked: str | None = None) -> date:
    """The day on which the data is looked at: as asked, else AS_OF, else today in Seoul. Ends the command for no day."""
    from macros.check import looked_at

    given = asked or os.environ.get("AS_OF")
    try:
        return looked_at(given, datetime.now(UTC))
    except ValueError:
        parser.error(f"날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: {given}")


# ── commits ─────────────────────────────────────────────────────────────────────────────────


def open_repository(data: Path) -> Repository:
    """The repository that a data folder lies in. Raises Refused."""
    from macros.load import RepositoryError, repository_of

    try:
        return repository_of(data)
    except RepositoryError as why:
        raise Refused(f"{why} {why.tip.ko}", f"{why.said.en} {why.tip.en}") from None


def named_commit(repository: Repository, name: str) -> str:
    """The whole id of a commit. Raises Refused where there is none of that name here."""
    found = repository.commit(name)
    if found is None:
        tip = _UNSHALLOW if repository.shallow else _LOG
        raise Refused(f"없는 커밋입니다: {name}. {tip[0]}", f"There is no such commit: {name}. {tip[1]}")
    return found


def parted_at(repository: Repository, base: str, head: str = "HEAD") -> str:
    """Where the history of `head` left that of the commit `base`; without a common one `base` itself. Raises Refused.

    What others added to `base` since then is nothing that is missing here.
    """
    found = named_commit(repository, base)
    parted = repository.parted(found, head)
    if parted is None and repository.shallow:
        ko, en = f"{base}에서 갈라진 곳을 찾을 수 없습니다.", f"Where this left {base} cannot be found."
        raise Refused(f"{ko} {_UNSHALLOW[0]}", f"{en} {_UNSHALLOW[1]}")
    return parted or found


def base_commit(repository: Repository, given: str | None, head: str | None) -> str:
    """The commit to compare with: as given, else where this work left the main branch. Raises Refused."""
    if given is not None:
        return named_commit(repository, given)
    for trunk in TRUNKS:
        if repository.commit(trunk) is not None:
            return parted_at(repository, trunk, head or "HEAD")
    example = "python3 scripts/changes.py HEAD~1"
    raise Refused(
        f"견줄 커밋을 정할 수 없습니다. BASE를 적으세요. 예: {example}",
        f"Say with what to compare: {example}",
    )


# ── data ────────────────────────────────────────────────────────────────────────────────────


def load_commit(repository: Repository, commit: str, as_of: date) -> Side | None:
    """The data at a commit, None where it has no data folder. Raises Refused where git has lost a file."""
    from macros.check import check_loaded
    from macros.load import load_files

    files = files_at(repository, commit)
    return None if files is None else Side(commit[:7], commit, check_loaded(load_files(files), as_of))


def files_at(repository: Repository, commit: str) -> Files | None:
    """The files of data/ at a commit, None where it has none. Raises Refused where git has lost one."""
    from macros.load import RepositoryError

    try:
        return repository.files(commit)
    except RepositoryError as why:
        raise Refused(f"{why} {why.tip.ko}", f"{why.said.en} {why.tip.en}") from None


def load_sides(data: Path, base: str | None, head: str | None, as_of: date) -> tuple[Side, Side]:
    """Both states of the data. A base without data/ is an empty one. Raises Refused for wrong use."""
    from macros.check import check_loaded
    from macros.load import Loaded, load_book

    repository = open_repository(data)
    end = named_commit(repository, head) if head is not None else ""
    start = base_commit(repository, base, end or None)
    if end:
        after = load_commit(repository, end, as_of)
        if after is None:
            raise Refused(f"이 커밋에는 data/ 폴더가 없습니다: {head}.", f"No data/ at this commit: {head}.")
    else:
        after = Side(WORK_TREE, "", check_loaded(load_book(data), as_of))
    before = load_commit(repository, start, as_of)
    if before is None:
        book = after.loaded.book
        nothing = replace(book, places={}, sources={}, editions=()) if book else None
        before = Side(start[:7], start, Loaded(nothing, ()), empty=True)
    return before, after


def outside_data(data: Path, before: Side, after: Side) -> tuple[str, ...]:
    """The files of the repository that differ between two sides and are no data. Raises Refused."""
    repository = open_repository(data)
    folders = tuple(f"{folder}/" for folder in repository.folders)
    changed = repository.changed(before.commit, after.commit or None)
    return tuple(path for path in changed if not path.startswith(folders))


def _pasts(repository: Repository, commit: str) -> tuple[dict[str, Loaded], dict[str, str]]:
    """The data by commit: at `commit`, and where it cannot be read whole, at the last commits before where it can.

    Then which path that cannot be read is held against which of those, its name cut short. Raises Refused.
    """
    from macros.check import unread_in_base
    from macros.load import load_files

    read: dict[str, Loaded] = {}
    if (files := files_at(repository, commit)) is not None:
        read[commit] = load_files(files)
    pasts = dict(read)
    instead = {}
    unread = [each.path for each in unread_in_base(read[commit].problems, commit)] if read else ["data"]
    for path in unread:
        for older in repository.before(commit, path):
            if older not in read and (files := files_at(repository, older)) is not None:
                read[older] = load_files(files)
            if older in read and path not in {p.path for p in unread_in_base(read[older].problems, older)}:
                pasts[older], instead[path] = read[older], older[:7]
                break
        else:
            if repository.shallow:
                raise Refused(f"{path}: {_UNSHALLOW[0]}", f"{path}: {_UNSHALLOW[1]}")
    return pasts, instead


def guarded(data: Path, loaded: Loaded, base: str, as_of: date) -> tuple[tuple[Problem, ...], Said]:
    """All problems of the data, with what it lost or wrote over since it left the commit `base`; and what that was.

    A file with errors at that commit, or a data folder that is not there, is looked for in the commits before it.
    Raises Refused for wrong use, and where nothing could be compared: no repository, no such commit, a base in which
    not even site.yml and terms.yml can be read.
    """
    from macros.check import check_guard, unread_in_base
    from macros.language import Said
    from macros.load import with_values

    repository = open_repository(data)
    commit = parted_at(repository, base)
    name = base if commit.startswith(base) else f"{base}({commit[:7]})"
    pasts, instead = _pasts(repository, commit)
    if not pasts:
        nothing = Said(
            f"{name}에는 data/ 폴더가 없어 견줄 지난 자료가 없습니다.",
            f"No data/ at {name}: nothing to compare with.",
        )
        return loaded.problems, nothing
    books = [past.book for past in pasts.values() if past.book is not None]
    if not books:
        raise Refused(
            f"{name}의 site.yml이나 terms.yml에 오류가 있어 지난 자료와 견줄 수 없습니다. 오류가 없던 앞선 커밋을 --base에 적으세요.",
            f"site.yml or terms.yml has errors at {name}: nothing was compared. Give --base an earlier commit without errors.",
        )
    if loaded.book is None:
        first = Said(
            f"site.yml과 terms.yml을 고친 뒤에야 {name}의 자료와 견줄 수 있습니다.",
            f"Not compared with the data at {name}: fix site.yml and terms.yml first.",
        )
        return loaded.problems, first
    found = [each for book in books for each in check_guard(book, loaded.book, as_of, loaded.problems)]
    if commit in pasts:
        found += unread_in_base(pasts[commit].problems, commit[:7], instead)
    compared = Said(f"{name}의 자료와 견주었습니다.", f"Compared with the data at {name}.")
    return with_values((*loaded.problems, *found), data), compared


def new_since(data: Path, problems: Iterable[Problem], base: str, as_of: date) -> frozenset[Problem]:
    """Those of `problems` that the data had not when it left the commit `base`. Raises Refused.

    A problem counts as old where the same was said of the same file, at whatever line, as often as it was said.
    """
    from macros.check import check_loaded
    from macros.load import load_files

    repository = open_repository(data)
    files = files_at(repository, parted_at(repository, base))
    old = check_loaded(load_files(files), as_of).problems if files is not None else ()
    was = Counter((each.level, each.rule, each.path, each.message) for each in old)
    new = []
    for each in problems:
        was[each.level, each.rule, each.path, each.message] -= 1
        if was[each.level, each.rule, each.path, each.message] < 0:
            new.append(each)
    return frozenset(new)
