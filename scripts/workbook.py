"""A place's ledgers as an Excel workbook: `export` writes one to be filled in, `import` reads it back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import environment
from comparing import looked_at_day
from proposing import propose

if TYPE_CHECKING:
    from macros.problem import Problem


def export(data: Path, place: str, output: Path, as_of: date) -> int:
    """Write the workbook of a place. Returns 0, 1 where the data does not allow it, 2 for no place."""
    from macros.intake import Refused
    from macros.intake.workbook import UnknownPlace, workbook_to_fill
    from macros.load import commit_of, load_present

    try:
        made = workbook_to_fill(load_present(data), place, as_of, commit_of(data))
    except Refused as why:
        print(why, file=sys.stderr)
        return 2 if isinstance(why, UnknownPlace) else 1
    try:
        output.write_bytes(made)
    except OSError as why:
        print(f"쓸 수 없습니다 · cannot be written: {output} ({why.strerror})", file=sys.stderr)
        return 2
    print(f"{output}: 안내 시트를 먼저 읽고 노란 칸에 적으세요.")
    print(f"가져오기: python3 scripts/workbook.py import {output}")
    return 0


def bring_in(data: Path, file: Path, place: str | None, as_of: date, *, write: bool, stream: TextIO) -> int:
    """Show what a filled workbook would change in the folder `data`, and write it if asked; 1 where it is refused."""
    from macros.intake import Refused
    from macros.intake.workbook import addressed, files_of, filled, in_sheet_order, other_errors
    from macros.load import load_files, load_present
    from macros.problem import as_line

    files = load_present(data)
    loaded = load_files(files)
    try:
        read = filled(file.read_bytes(), files, place, loaded)
        new = files_of(files, read)
    except Refused as why:
        print(f"{file.name}: {' → '.join(filter(None, (str(why), why.tip)))}", file=stream)
        return 1
    print(f"{file.name}: {read.place}의 자료({read.made})로 만든 파일입니다.", file=stream)
    for remark in read.remarks:
        print(remark, file=stream)
    if read.refusals:
        found = [(each.at, str(each)) for each in read.refusals]
        found += [(at, f"{at} · {as_line(each)}") for at, each in other_errors(files, read, as_of, loaded)]
        for _, line in sorted(found, key=lambda each: in_sheet_order(each[0])):
            print(line, file=stream)
        number = len(found)
        print(
            f"고칠 곳이 {number}곳이라 아무것도 쓰지 않았습니다. 엑셀 파일에서 고친 뒤 다시 실행하세요.",
            file=stream,
        )
        return 1
    address = addressed({**files, **new}, read)

    def said(each: Problem) -> str:
        return " · ".join(filter(None, (address(each), as_line(each))))

    return propose(
        data,
        new,
        as_of,
        write=write,
        stream=stream,
        said=said,
        order=lambda each: in_sheet_order(address(each)),
        loaded=loaded,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="지역의 장부를 엑셀 파일로 내보내고, 적어 온 파일을 들여옵니다"
        " · a place's ledgers as an Excel workbook, out and back in."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="export|import")
    out = commands.add_parser("export", help="적을 파일을 만듭니다 · write a workbook to be filled in")
    out.add_argument("--place", required=True, help="지역 폴더의 이름 · folder of the place")
    out.add_argument("--output", type=Path, metavar="FILE", help="만들 파일 · file to write (PLACE.xlsx)")
    back = commands.add_parser("import", help="적어 온 파일을 읽습니다 · read a filled workbook")
    back.add_argument("file", type=Path, metavar="FILE", help="적어 온 .xlsx · the filled .xlsx")
    back.add_argument("--place", help="이 지역의 파일인지 확인 · refuse another place's workbook")
    back.add_argument("--write", action="store_true", help="data/에 씁니다 · write to data/")
    for each in (out, back):
        each.add_argument(
            "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
        )
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    if options.command == "import" and not options.file.is_file():
        parser.error(f"파일이 없습니다 · no such file: {options.file}")
    with redirect_stdout(sys.stderr):
        environment.ensure("intake")
    as_of = looked_at_day(parser)
    if options.command == "export":
        return export(options.data, options.place, options.output or Path(f"{options.place}.xlsx"), as_of)
    return bring_in(options.data, options.file, options.place, as_of, write=options.write, stream=sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
