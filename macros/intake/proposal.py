"""What somebody wants to change in data/: whole new files beside what they replace, ready to be checked."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff

from pydantic import BaseModel

from macros.check import check_loaded
from macros.load import Files, decoded, load_files
from macros.model import columns
from macros.problem import Problem


class RowsRefused(Exception):
    """A ledger to which no row can be added; the message says why, in Korean."""


@dataclass(frozen=True)
class Proposal:
    """`files`: path from `data/` on → new bytes. `before`: the data folder as it is, `problems` what is new wrong with it."""

    files: Files = field(repr=False)
    before: Files = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be put right before the files may be written."""
        return tuple(each for each in self.problems if each.level == "error")

    def lines(self) -> Iterator[str]:
        """What is taken away and what comes, file by file: the path, then `- …` and `+ …` with their line numbers."""
        for path, new in sorted(self.files.items()):
            old = self.before.get(path)
            yield f"{path}: 새 파일" if old is None else path
            yield from _changed("" if old is None else _plain(old), _plain(new))


def proposed(before: Files, files: Mapping[str, bytes], as_of: date) -> Proposal:
    """The files that differ from what is there, with the problems that only come with them.

    A problem counts as old where the same is said of the same file, at whatever line.
    """
    changed = {path: new for path, new in files.items() if before.get(path) != new}
    was = {_sign(each) for each in check_loaded(load_files(before), as_of).problems}
    found = check_loaded(load_files({**before, **changed}), as_of).problems
    return Proposal(changed, before, tuple(each for each in found if _sign(each) not in was))


def with_rows(old: bytes | None, row: type[BaseModel], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A ledger with rows after its last one; None: a new file. Keys that are no column raise KeyError.

    What is there stays byte for byte, but for CP949, BOM and CRLF, which become UTF-8 and LF. Raises RowsRefused
    where the header is not that of the contract or a quote is left open.
    """
    names = columns(row)
    text = ",".join(names) + "\n" if old is None or not old.strip() else _plain(old)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        raise RowsRefused("파일을 읽을 수 없습니다. python3 scripts/check.py로 확인하세요.") from None
    if not table or [name.strip() for name in table[0]] != list(names):
        raise RowsRefused(f"첫 줄이 다릅니다. 이렇게 적으세요: {','.join(names)}")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for each in rows:
        if unknown := set(each) - set(names):
            raise KeyError(*sorted(unknown))
        writer.writerow([unicodedata.normalize("NFC", each.get(name, "")) for name in names])
    return (text + ("" if text.endswith("\n") else "\n") + out.getvalue()).encode()


def _plain(data: bytes) -> str:
    text, _ = decoded(data)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _sign(each: Problem) -> tuple[str, str, str, str]:
    return each.level, each.rule, each.path, each.message


def _changed(old: str, new: str) -> Iterator[str]:
    """Lines of a diff without its headers, each with the number that it has on its side."""
    before = after = 0
    for line in unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""):
        if line.startswith(("---", "+++")) and not before and not after:
            continue
        if line.startswith("@@"):
            first, second = line.split()[1:3]
            before, after = (int(part[1:].split(",")[0]) for part in (first, second))
            continue
        if line.startswith("-"):
            yield f"  {before:>4} - {line[1:]}"
            before += 1
        elif line.startswith("+"):
            yield f"  {after:>4} + {line[1:]}"
            after += 1
