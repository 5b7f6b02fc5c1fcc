"""Shows what a proposal would change in data/, and writes it if it is asked to and nothing is wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from macros.load import Loaded
    from macros.problem import Problem


def propose(
    data: Path,
    files: Mapping[str, bytes],
    as_of: date,
    *,
    write: bool,
    stream: TextIO,
    said: Callable[[Problem], str] | None = None,
    order: Callable[[Problem], Any] | None = None,
    loaded: Loaded | None = None,
) -> int:
    """Show what `files` (path from `data/` on → new bytes) would change in the folder `data`; write all of it or nothing.

    Returns 0; 1 where the data would have errors that it does not have now, 2 where a file cannot be written: then
    nothing is. `said` is how a problem is told in one line, if not by its file, line and column; `order` sorts them. `loaded`
    is what the folder makes, where that is known already.
    """
    from macros.intake import proposed
    from macros.load import load_present
    from macros.problem import as_line

    found = proposed(load_present(data), files, as_of, loaded)
    if not found.files:
        print("달라지는 것이 없습니다.", file=stream)
        return 0
    for line in found.lines():
        print(line, file=stream)
    print(file=stream)
    for each in sorted(found.problems, key=order) if order else found.problems:
        print((said or as_line)(each), file=stream)
    targets = {data.joinpath(*path.split("/")[1:]): new for path, new in sorted(found.files.items())}
    outside = [path for path in targets if not path.resolve().is_relative_to(data.resolve())]
    for path in outside:
        print(f"{path}: 자료 폴더 밖을 가리키는 링크입니다. 링크를 지우고 파일을 두세요.", file=stream)
    if number := len(found.errors) + len(outside):
        print(f"오류가 {number}건이라 쓰지 않았습니다. 고친 뒤 다시 실행하세요.", file=stream)
        return 1
    if not write:
        print(
            f"아직 쓰지 않았습니다. 파일 {len(targets)}개를 쓰려면 --write를 붙여 다시 실행하세요.",
            file=stream,
        )
        return 0
    if not written(targets):
        return 2
    print(f"파일 {len(targets)}개를 썼습니다.", file=stream)
    return 0


def written(files: Mapping[Path, bytes]) -> bool:
    """Write all of the files, each first beside its place; if one cannot be written say so, and leave all as they were."""
    try:
        with ExitStack() as undo:
            ready = []
            for target, new in files.items():
                for folder in reversed([each for each in target.parents if not each.exists()]):
                    folder.mkdir()
                    undo.callback(folder.rmdir)
                part = target.with_name(f".{target.name}.part{os.getpid()}")
                undo.callback(part.unlink, missing_ok=True)
                part.write_bytes(new)
                if target.exists():
                    shutil.copymode(target, part)
                ready.append((part, target))
            for part, target in ready:
                old = target.read_bytes() if target.exists() else None
                part.replace(target)
                undo.callback(target.unlink) if old is None else undo.callback(target.write_bytes, old)
            undo.pop_all()
    except OSError as why:
        print(
            f"{why.filename2 or why.filename}: 쓸 수 없어 아무것도 바꾸지 않았습니다({why.strerror}). "
            "엑셀에서 열어 두었으면 파일을 닫고 다시 실행하세요.",
            file=sys.stderr,
        )
        return False
    return True
