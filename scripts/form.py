"""Turns the text of a filled issue form into rows of data/: a new outcome, a correction; an error report is summed up."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from comparing import looked_at_day
from proposing import propose

if TYPE_CHECKING:
    from macros.intake.form import Form

TEMPLATES = environment.ROOT / ".github" / "ISSUE_TEMPLATE"
NAMES = ("outcome", "correction", "error")


def load_forms() -> tuple[Form, ...]:
    """The issue forms as GitHub shows them."""
    import yaml

    from macros.intake.form import form_of

    return tuple(
        form_of(name, yaml.safe_load((TEMPLATES / f"{name}.yml").read_text("utf-8"))) for name in NAMES
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="이슈 양식으로 온 글을 자료의 행으로 바꿉니다 · turns the text of a filled issue form into rows."
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="글이 든 파일, -는 표준 입력 · text of the issue (-)",
    )
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    parser.add_argument(
        "--read", metavar="DATE", help="처음 쓰이는 출처를 열어 본 날 · day on which you opened a new source"
    )
    parser.add_argument("--write", action="store_true", help="파일에 씁니다 · write the files")
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    if options.file == "-" and sys.stdin.isatty():
        print("이슈의 글을 붙여 넣고, 새 줄에서 Ctrl-D를 누르세요.", file=sys.stderr)
    try:
        raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError:
        parser.error(f"파일을 읽을 수 없습니다 · cannot read: {options.file}")
    environment.ensure("run")
    day = looked_at_day(parser)
    read = looked_at_day(parser, options.read) if options.read else None
    from macros.intake.form import FormRefused, made_of, read_form, told
    from macros.load import decoded, load_files, load_present

    files = load_present(options.data)
    loaded = load_files(files)
    book = loaded.book
    if book is None:
        print("자료를 읽을 수 없습니다. 먼저 python3 scripts/check.py로 확인하세요.", file=sys.stderr)
        return 1
    try:
        filled = read_form(decoded(raw)[0], load_forms())
        made = made_of(filled, book, files, day, read)
    except UnicodeDecodeError:
        print("글자 저장 방식을 알 수 없습니다. UTF-8로 저장하세요.", file=sys.stderr)
        return 1
    except FormRefused as why:
        for each in why.complaints:
            print(_shown(str(each)), file=sys.stderr)
        print(f"고칠 것이 {len(why.complaints)}가지 있어 아무것도 쓰지 않았습니다.", file=sys.stderr)
        return 1
    print(f"양식: {filled.form.title}")
    for line in made.summary:
        print(_shown(line))
    if not made.files:
        print("이 양식은 파일을 바꾸지 않습니다.")
        return 0
    print()
    return propose(
        options.data,
        made.files,
        day,
        write=options.write,
        stream=sys.stdout,
        said=lambda each: told(each, filled, made),
        loaded=loaded,
    )


def _shown(text: str) -> str:
    """What somebody typed as a terminal may show it: no control characters."""
    return re.sub(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]",
        "\N{REPLACEMENT CHARACTER}",
        text,
    )


if __name__ == "__main__":
    sys.exit(main())
