"""The git repository that a data folder lies in: the bytes of data/ at a commit, as they were committed.

Nothing is checked out, no filter or line end is applied, nothing is asked of the network.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from macros.language import Said
from macros.load.stored import Files

# what git sets for its hooks would lead it to another repository (git rev-parse --local-env-vars, but not settings)
_OF_A_HOOK = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "DIR", "GRAFT_FILE", "IMPLICIT_WORK_TREE", "INDEX_FILE",
        "INTERNAL_SUPER_PREFIX", "NAMESPACE", "NO_REPLACE_OBJECTS", "OBJECT_DIRECTORY", "PREFIX",
        "REPLACE_REF_BASE", "SHALLOW_FILE", "WORK_TREE",
    )
)  # fmt: skip


class RepositoryError(Exception):
    """Why there is no repository to read: `said`, in Korean as its text, and `tip`, what to do."""

    def __init__(self, said: Said, tip: Said) -> None:
        super().__init__(said.ko)
        self.said = said
        self.tip = tip


@dataclass(frozen=True)
class Repository:
    """A repository on this machine. `folders`: where the data may lie in it, the likeliest first.

    `shallow`: it was cloned without its whole history.
    """

    top: Path
    folders: tuple[str, ...]
    shallow: bool

    def commit(self, name: str) -> str | None:
        """The whole id of a commit by any name it has: HEAD, a branch, a tag, the beginning of its id."""
        found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return found.decode().strip() if found else None

    def parted(self, one: str, other: str) -> str | None:
        """The last commit that two commits have in common."""
        found = _git(self.top, "merge-base", one, other)
        return found.decode().strip() if found else None

    def day(self, commit: str) -> date:
        """The day in Seoul on which a commit that is here was made."""
        made = _git(self.top, "show", "--no-patch", "--no-show-signature", "--format=%ct", commit) or b"0"
        return datetime.fromtimestamp(int(made), UTC).astimezone(ZoneInfo("Asia/Seoul")).date()

    def before(self, commit: str, path: str) -> Iterator[str]:
        """The commits just before each change of a file or folder (its path from `data/` on), the last first.

        Only those of the main line that leads to `commit`: what was merged is one change.
        """
        wanted = [f":(literal){folder}{path.removeprefix('data')}" for folder in self.folders]
        listed = _git(self.top, "rev-list", "--first-parent", commit, "--", *wanted) or b""
        for line in listed.decode().split():
            parent = self.commit(f"{line}^1")
            if parent is not None:
                yield parent

    def changed(self, before: str, after: str | None) -> tuple[str, ...]:
        """Paths from the top of the repository that differ between two commits, or a commit and the work tree."""
        asked = ("diff", "--name-only", "--no-renames", "-z", before, *([after] if after else []), "--")
        listed = (_git(self.top, *asked) or b"").decode("utf-8", "backslashreplace")
        return tuple(path for path in listed.split("\0") if path)

    def files(self, commit: str) -> Files | None:
        """Path from `data/` on → bytes at a commit that is here; None where it has no data folder.

        A symbolic link is the text of where it leads, a submodule the line that git shows of it: neither can be read
        as data. Raises RepositoryError where git no longer has a file.
        """
        for folder in self.folders:
            start = f"{folder}/".encode()
            listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/")
            entries = [entry.split(b"\t", 1) for entry in (listed or b"").split(b"\0") if entry]
            about = {path: told.split() for told, path in entries if path.startswith(start)}
            if about:
                held = self._held([id for _, kind, id in about.values() if kind == b"blob"])
                found = {
                    path[len(start) :].decode("utf-8", "backslashreplace"): held.get(
                        id, b"Subproject commit " + id + b"\n"
                    )
                    for path, (_, _, id) in about.items()
                }
                return {f"data/{path}": content for path, content in sorted(found.items())}
        return None

    def _held(self, ids: list[bytes]) -> dict[bytes, bytes]:
        """What the objects of these ids hold."""
        asked = b"".join(id + b"\n" for id in ids)
        out = BytesIO(_git(self.top, "cat-file", "--batch", given=asked) or b"")
        found = {}
        for id in ids:
            about = out.readline().split()
            if len(about) != 3:
                message = Said(
                    "저장소에서 판의 파일을 읽을 수 없습니다.",
                    "The repository no longer has a file of that commit.",
                )
                tip = Said(
                    "저장소를 다시 복사해(clone) 그 안에서 실행하세요.",
                    "Clone the repository again and run it there.",
                )
                raise RepositoryError(message, tip)
            found[id] = out.read(int(about[2]))
            out.read(1)
        return found


def repository_of(data: Path) -> Repository:
    """The repository that a data folder lies in. Raises RepositoryError for none."""
    found = _git(data, "rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
    if found is None:
        tip = Said(
            "git clone으로 받은 폴더에서 실행하세요. 내려받은 ledger/라면 그 저장소의 data/ 자리에 넣고 실행하세요.",
            "Run it in a folder made by git clone. Put a downloaded ledger/ in the place of data/ in that repository.",
        )
        message = Said(
            "자료 폴더가 git 저장소 안에 있지 않습니다.", "The data folder is not inside a git repository."
        )
        raise RepositoryError(message, tip)
    top, prefix, shallow = found.decode("utf-8", "surrogateescape").split("\n")[:3]
    own = prefix.rstrip("/")
    folders = tuple(dict.fromkeys((own, "data"))) if own else ("data",)
    return Repository(Path(top), folders, shallow == "true")


def changed_files(data: Path) -> tuple[str, ...]:
    """Lines of `git status` on what under a data folder is not as at HEAD, what git ignores too.

    New files that `load_present` passes over do not count. Raises RepositoryError where there is no repository.
    """
    own = f"{repository_of(data).folders[0]}/"
    asked = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--", ".")
    listed = (_git(data, "--no-optional-locks", "status", *asked) or b"").decode("utf-8", "backslashreplace")
    return tuple(
        line
        for line in listed.split("\0")
        if line and not (line[:2] in ("??", "!!") and _passed_over(line[3:].removeprefix(own)))
    )


def _passed_over(path: str) -> bool:
    return any(name.startswith((".", "~$")) for name in path.split("/"))


def commit_of(data: Path) -> str:
    """The commit whose data folder is as the one that lies here; "" without git, and where files were changed since."""
    try:
        commit = repository_of(data).commit("HEAD")
        return commit if commit and not changed_files(data) else ""
    except RepositoryError:
        return ""


def _git(folder: Path, *command: str, given: bytes = b"") -> bytes | None:
    """What git answers, None if it refuses. Raises RepositoryError where it cannot be run or does not trust the folder."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "--no-replace-objects", *command],
            env={**kept, "LC_ALL": "C"},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        message = Said("git을 찾을 수 없습니다.", "git was not found.")
        tip = Said("git을 설치한 뒤 다시 실행하세요.", "Install git and run it again.")
        raise RepositoryError(message, tip) from None
    distrusted = re.search(r"git config .*safe\.directory .+", os.fsdecode(done.stderr))
    if distrusted:
        message = Said(
            "저장소의 주인이 다른 사용자여서 git이 읽지 않습니다.",
            "git does not read the repository, because another user owns it.",
        )
        trust = distrusted[0].strip()
        tip = Said(
            f"믿는 저장소라면 이 명령을 먼저 실행하세요: {trust}",
            f"If you trust the repository, run this first: {trust}",
        )
        raise RepositoryError(message, tip)
    return done.stdout if done.returncode == 0 else None
