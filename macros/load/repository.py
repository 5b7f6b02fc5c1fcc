"""The git repository that a data folder lies in: the bytes of data/ at a commit, as they were committed.

Nothing is checked out, no filter or line end is applied, nothing is asked of the network.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from macros.load.stored import Files

_OWN = Path(__file__).resolve().parents[2]
# what a git hook sets would lead git to another repository
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")


class RepositoryError(Exception):
    """Why there is no repository to read: a Korean sentence, and `tip` what to do."""

    def __init__(self, message: str, tip: str) -> None:
        super().__init__(message)
        self.tip = tip


@dataclass(frozen=True)
class Repository:
    """A repository on this machine. `folders`: where the data may lie in it, the likeliest first.

    `shallow`: it was cloned without its whole history. `outside`: the data folder does not lie in it; it is the
    repository of this program, whose site a copy of the data may come from.
    """

    top: Path
    folders: tuple[str, ...]
    shallow: bool
    outside: bool = False

    def commit(self, name: str) -> str | None:
        """The whole id of a commit by any name it has: HEAD, a branch, a tag, the beginning of its id."""
        found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return found.decode().strip() if found else None

    def files(self, commit: str) -> Files | None:
        """Path from `data/` on → bytes at a commit that is here; None where it has no data folder.

        A symbolic link is the text of where it leads; a submodule is left out. Raises RepositoryError where git
        no longer has a file.
        """
        for folder in self.folders:
            listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/")
            entries = [entry.split(b"\t", 1) for entry in (listed or b"").split(b"\0") if entry]
            blobs = {path: about.split()[2] for about, path in entries if about.split()[1] == b"blob"}
            if blobs:
                before = len(f"{folder}/".encode())
                named = {path[before:].decode("utf-8", "backslashreplace"): id for path, id in blobs.items()}
                held = self._held(list(blobs.values()))
                return {f"data/{path}": held[id] for path, id in sorted(named.items())}
        return None

    def _held(self, ids: list[bytes]) -> dict[bytes, bytes]:
        """What the objects of these ids hold."""
        asked = b"".join(id + b"\n" for id in ids)
        out = BytesIO(_git(self.top, "cat-file", "--batch", given=asked) or b"")
        found = {}
        for id in ids:
            about = out.readline().split()
            if len(about) != 3:
                message = "저장소에서 판의 파일을 읽을 수 없습니다."
                raise RepositoryError(message, "저장소를 다시 복사해(clone) 그 안에서 실행하세요.")
            found[id] = out.read(int(about[2]))
            out.read(1)
        return found


def repository_of(data: Path) -> Repository:
    """The repository that a data folder lies in, else that of this program. Raises RepositoryError for none."""
    for folder, outside in ((data, False), (_OWN, True)):
        asked = ("--show-toplevel", "--show-prefix", "--is-shallow-repository")
        found = _git(folder, "rev-parse", *asked)
        if found is not None:
            top, prefix, shallow = found.decode("utf-8", "surrogateescape").split("\n")[:3]
            own = prefix.rstrip("/")
            folders = ("data",) if outside or not own else tuple(dict.fromkeys((own, "data")))
            return Repository(Path(top), folders, shallow == "true", outside)
    message = "자료 폴더가 git 저장소 안에 있지 않아 판을 확인할 수 없습니다."
    tip = "git clone으로 받은 폴더에서 실행하세요. 판이 필요 없는 자료라면 editions.yml에서 판을 지우세요."
    raise RepositoryError(message, tip)


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
        message = "git을 찾을 수 없어 판을 확인할 수 없습니다."
        raise RepositoryError(message, "git을 설치한 뒤 다시 실행하세요.") from None
    distrusted = re.search(r"git config .*safe\.directory .+", os.fsdecode(done.stderr))
    if distrusted:
        message = "저장소의 주인이 다른 사용자여서 git이 읽지 않습니다."
        raise RepositoryError(message, f"믿는 저장소라면 이 명령을 먼저 실행하세요: {distrusted[0].strip()}")
    return done.stdout if done.returncode == 0 else None
