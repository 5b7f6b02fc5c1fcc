"""Rewrites files that Excel or Windows saved their own way, shows what it did, and asks where it cannot know."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from proposing import written

if TYPE_CHECKING:
    from macros.intake.normal import Normal

MOST_SHOWN = 20


def lines(path: Path, made: Normal, *, changed: bool, write: bool) -> Iterator[str]:
    """What is told of one file: what was done to it as a whole, its cells before → after, then the questions."""
    said = [*made.done, *([f"칸 {len(made.changed)}개를 고쳐 적음"] if made.changed else [])]
    if not changed:
        if not made.asked:
            yield f"{path}: 고쳐 적을 것이 없습니다"
    else:
        yield f"{path}: {', '.join(said)}{'' if write else ' (쓰지 않음)'}"
    for each in made.changed[:MOST_SHOWN]:
        yield f"  {each.line}행 {each.column}열 {each.name}: ‘{_shown(each.before)}’ → ‘{_shown(each.after)}’"
    if len(made.changed) > MOST_SHOWN:
        yield f"  그 밖에 {len(made.changed) - MOST_SHOWN}칸"
    if made.asked:
        yield f"{path}: 알 수 없어 그대로 둔 칸이 {len(made.asked)}개 있습니다. 직접 고치세요."
    for each in made.asked:
        name = f" {each.name}" if each.name else ""
        yield f"  {each.line}행 {each.column}열{name}: ‘{_shown(each.before)}’ {each.question}"


def _shown(text: str) -> str:
    """A cell as a line of a terminal: what nobody would see by its number."""
    return re.sub(
        r"[^ -~\u00a1-\U0010ffff]|[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]", _number, text
    )


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def main() -> int:
    parser = argparse.ArgumentParser(
        description="엑셀이나 윈도가 저장한 자료 파일을 저장소의 방식으로 고쳐 적습니다 · rewrites data files as UTF-8 and LF."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, YAML")
    parser.add_argument(
        "--dry-run", action="store_true", help="쓰지 않고 보이기만 합니다 · show, write nothing"
    )
    options = parser.parse_args()
    for path in options.files:
        if not path.is_file():
            parser.error(f"파일이 없습니다 · no such file: {path}")
        if path.suffix not in (".csv", ".yml"):
            parser.error(f"CSV나 YAML 파일이 아닙니다 · neither CSV nor YAML: {path}")
    environment.ensure("run")
    from macros.intake import Refused
    from macros.intake.normal import normalized

    left = False
    for path in options.files:
        data = path.read_bytes()
        try:
            made = normalized(path.name, data)
        except Refused as why:
            print(f"{path}: {why}", file=sys.stderr)
            left = True
            continue
        if made.data != data and not options.dry_run and not written({path: made.data}):
            return 2
        for line in lines(path, made, changed=made.data != data, write=not options.dry_run):
            print(line)
        left = left or bool(made.asked)
    print("값이 맞는지는 python3 scripts/check.py로 확인하세요.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
