"""A data folder that lies on no disk: files by path, looked at like a Path; and what an edition held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath
from typing import Any, Protocol, Self

from macros.model import Edition

Files = Mapping[str, bytes]  # path from `data/` on → bytes


@dataclass(frozen=True)
class PastData:
    """An edition, the files of data/ that it is made of, and the zip that it is published as."""

    edition: Edition
    files: Files = field(repr=False)
    archive: bytes = field(repr=False)


class Folder(Protocol):
    """A file or folder that can be read: a Path, or one of a stored tree."""

    @property
    def name(self) -> str: ...
    @property
    def stem(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    def __lt__(self, other: Any, /) -> bool: ...
    def __truediv__(self, name: str, /) -> Self: ...
    def relative_to(self, other: Any, /) -> PurePath:
        """The path below `other`."""

    def exists(self) -> bool:
        """Whether it is a file or a folder."""

    def is_dir(self) -> bool:
        """Whether it is a folder."""

    def is_symlink(self) -> bool:
        """Whether it only leads to another file or folder."""

    def iterdir(self) -> Iterable[Self]:
        """What a folder holds, in any order."""

    def read_bytes(self) -> bytes:
        """What a file holds. Raises OSError where it is none."""


@dataclass(frozen=True, order=True)
class Stored:
    """One path of a stored tree. `folders` holds the names in each folder."""

    path: PurePosixPath
    files: Files = field(repr=False, compare=False)
    folders: Mapping[str, frozenset[str]] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def suffix(self) -> str:
        return self.path.suffix

    def __truediv__(self, name: str, /) -> Stored:
        return Stored(self.path / name, self.files, self.folders)

    def relative_to(self, other: Stored, /) -> PurePosixPath:
        """The path below another of the same tree."""
        return self.path.relative_to(other.path)

    def exists(self) -> bool:
        """Whether it is a file or a folder."""
        return str(self.path) in self.files or self.is_dir()

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return str(self.path) in self.folders

    def is_symlink(self) -> bool:
        """Never: what git stores of a link is the text of where it leads."""
        return False

    def iterdir(self) -> Iterator[Stored]:
        """What the folder holds, in any order."""
        return (self / name for name in self.folders[str(self.path)])

    def read_bytes(self) -> bytes:
        """What the file holds. Raises OSError where it is none."""
        if self.is_dir():
            raise IsADirectoryError(str(self.path))
        try:
            return self.files[str(self.path)]
        except KeyError:
            raise FileNotFoundError(str(self.path)) from None


def stored_folder(files: Files, name: str = "data") -> Stored:
    """The folder `name` of a tree of files."""
    folders: dict[str, set[str]] = {}
    for path in map(PurePosixPath, files):
        for inner, outer in zip([path, *path.parents], path.parents, strict=False):
            folders.setdefault(str(outer), set()).add(inner.name)
    frozen = {path: frozenset(names) for path, names in folders.items()}
    return Stored(PurePosixPath(name), files, frozen)
