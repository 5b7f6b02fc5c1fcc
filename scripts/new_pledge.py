"""Begins a commitment: a YAML file with what is needed filled in and everything else as a comment in Korean."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import environment
from comparing import looked_at_day
from proposing import propose


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="새 공약의 파일을 우리말 설명과 함께 만듭니다 · begins the file of a commitment, commented in Korean."
    )
    parser.add_argument("place", metavar="PLACE", help="지역 폴더의 이름 · folder of the place")
    parser.add_argument(
        "id", metavar="ID", help="공약의 이름이자 주소 · name of the commitment, also its address"
    )
    parser.add_argument("--title", required=True, help="제목 · title")
    parser.add_argument("--field", default="", help="분야의 코드나 우리말 · field, its code or Korean word")
    parser.add_argument("--source", default="", metavar="ID", help="출처의 id · id of its source")
    parser.add_argument(
        "--kind",
        choices=("pledge", "programme"),
        default="pledge",
        help="공약이나 지원사업 · pledge or programme (pledge)",
    )
    parser.add_argument(
        "--source-title", default="", metavar="TEXT", help="새 출처의 제목 · title of a new source"
    )
    parser.add_argument(
        "--source-publisher", default="", metavar="TEXT", help="새 출처를 펴낸 곳 · its publisher"
    )
    parser.add_argument("--source-url", default="", metavar="URL", help="새 출처의 주소 · its address")
    parser.add_argument("--source-published", default="", metavar="DATE", help="새 출처를 펴낸 날 · its date")
    parser.add_argument(
        "--source-kind",
        choices=("official", "press", "secondary"),
        default="official",
        help="새 출처의 종류 · its kind (official)",
    )
    parser.add_argument("--name", default="", help="새 지역의 이름 · name of a new place")
    parser.add_argument("--name-en", default="", help="새 지역의 영어 이름 · its English name")
    parser.add_argument("--level", default="", help="새 지역의 종류 · its level")
    parser.add_argument("--code", default="", help="새 지역의 법정동코드 앞자리 · its code")
    parser.add_argument(
        "--data", type=Path, default=environment.ROOT / "data", help="자료 폴더 · data folder (data)"
    )
    parser.add_argument("--write", action="store_true", help="파일에 씁니다 · write the files")
    return parser


def main() -> int:
    parser = _parser()
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    environment.ensure("run")
    day = looked_at_day(parser)
    from macros.intake import Refused
    from macros.intake.start import Begun, notes, started
    from macros.load import load_files, load_present

    files = load_present(options.data)
    loaded = load_files(files)
    book = loaded.book
    if book is None:
        print("자료를 읽을 수 없습니다. 먼저 python3 scripts/check.py로 확인하세요.", file=sys.stderr)
        return 1
    given = {name: value for name, value in vars(options).items() if name not in ("data", "write")}
    asked = Begun(**given, read=day)
    try:
        made = started(asked, book, files)
    except Refused as why:
        print(why, file=sys.stderr)
        return 2
    for note in notes(asked, book):
        print(note)
    done = propose(options.data, made, day, write=options.write, stream=sys.stdout, loaded=loaded)
    if done == 0 and options.write:
        print("파일을 열어 아는 것을 적고, python3 scripts/check.py로 확인하세요.")
    return done


if __name__ == "__main__":
    sys.exit(main())
