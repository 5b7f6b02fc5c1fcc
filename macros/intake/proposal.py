"""What somebody wants to change in data/: whole new files beside what they replace, ready to be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from io import StringIO

from macros.check import check_guard, check_loaded
from macros.intake.ledger import plain_text
from macros.load import Files, Loaded, load_files, with_values
from macros.problem import Problem, in_order


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
            yield from _changed("" if old is None else plain_text(old), plain_text(new))


def proposed(
    before: Files, files: Mapping[str, bytes], as_of: date, loaded: Loaded | None = None
) -> Proposal:
    """The files that differ from what is there, with the problems that only come with them, those of the guard too.

    `loaded` is what `before` makes, where that is known already. A problem counts as old where the same is said of the
    same file, at whatever line, once for each time that it was said before.
    """
    changed = {path: new for path, new in files.items() if before.get(path) != new}
    if not changed:
        return Proposal(changed, before)
    loaded = loaded or load_files(before)
    made = check_loaded(load_files({**before, **changed}), as_of)
    was = Counter(map(_sign, check_loaded(loaded, as_of).problems)) if made.problems else Counter()
    new = []
    for each in made.problems:
        if was[_sign(each)] > 0:
            was[_sign(each)] -= 1
        else:
            new.append(each)
    if loaded.book and made.book and made.folder:
        new += with_values(check_guard(loaded.book, made.book, as_of, made.problems), made.folder)
    return Proposal(changed, before, in_order(new))


def _sign(each: Problem) -> tuple[str, str, str, str]:
    return each.level, each.rule, each.path, each.message


def _changed(old: str, new: str) -> Iterator[str]:
    """Lines of a diff without its headers, each with the number that it has on its side."""
    before = after = 0
    was, now = ([line.rstrip("\n") for line in StringIO(text)] for text in (old, new))
    for line in unified_diff(was, now, n=0, lineterm=""):
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
