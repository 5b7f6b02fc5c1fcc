"""The data folder as it lies on the disk now: every file that people typed, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from macros.load.stored import Files


def load_present(root: Path) -> Files:
    """Path from `data/` on → bytes of each file of the data folder, sorted: no hidden ones, not the schemas.

    A symbolic link is the text of where it leads, as git stores it: nothing outside the folder is read.
    """
    return {
        "/".join(("data", *path.relative_to(root).parts)): _bytes(path)
        for path in _files(root)
        if path.relative_to(root).parts[0] != "schema"
    }


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        else:
            yield entry


def _bytes(path: Path) -> bytes:
    return os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
