"""Shows what a proposal would change in data/, and writes it if it is asked to and nothing is wrong."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from macros.intake import Proposal
    from macros.problem import Problem


def looked_at_day(parser: ArgumentParser) -> date:
    """The day on which the data is looked at: AS_OF, else today in Seoul. Ends the command where AS_OF is no day."""
    from macros.check import looked_at

    given = os.environ.get("AS_OF")
    try:
        return looked_at(given, datetime.now(UTC))
    except ValueError:
        parser.error(f"날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: {given}")


def propose(
    data: Path,
    files: Mapping[str, bytes],
    as_of: date,
    *,
    write: bool,
    stream: TextIO,
    said: Callable[[Problem], str] | None = None,
) -> int:
    """Show what `files` (path from `data/` on → new bytes) would change in the folder `data`; write all of it or nothing.

    Returns 0, or 1 where the data would have errors that it does not have now: then nothing is written. `said` is how a
    problem is told in one line, if not by its file, line and column.
    """
    from macros.intake import proposed
    from macros.load import load_present
    from macros.problem import as_line

    found = proposed(load_present(data), files, as_of)
    if not found.files:
        print("달라지는 것이 없습니다.", file=stream)
        return 0
    for line in found.lines():
        print(line, file=stream)
    print(file=stream)
    for each in found.problems:
        print((said or as_line)(each), file=stream)
    if found.errors:
        print(f"오류가 {len(found.errors)}건이라 쓰지 않았습니다. 고친 뒤 다시 실행하세요.", file=stream)
        return 1
    if write:
        write_files(data, found)
        print(f"파일 {len(found.files)}개를 썼습니다.", file=stream)
    else:
        print(
            f"아직 쓰지 않았습니다. 파일 {len(found.files)}개를 쓰려면 --write를 붙여 다시 실행하세요.",
            file=stream,
        )
    return 0


def write_files(data: Path, proposal: Proposal) -> None:
    """Write every file of a proposal, each first beside its place, so that a full disk leaves no half of one."""
    with ExitStack() as undo:
        ready = []
        for path, new in sorted(proposal.files.items()):
            target = data.joinpath(*path.split("/")[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part{os.getpid()}")
            undo.callback(part.unlink, missing_ok=True)
            part.write_bytes(new)
            if target.exists():
                shutil.copymode(target, part)
            ready.append((part, target))
        for part, target in ready:
            part.replace(target)
