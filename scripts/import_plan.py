"""Reads a 공약 실천계획서 into the YAML file and the ledger rows of one commitment; names of people are dropped."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from comparing import looked_at_day
from proposing import propose

if TYPE_CHECKING:
    from macros.intake.plan import Asked
    from macros.load import Files, Loaded
    from macros.model import Book, Place

FUNDS = ("national", "province_or_metro", "own", "lower", "private", "other")


def main() -> int:
    parser = argparse.ArgumentParser(
        description="공약 실천계획서(텍스트, Markdown, HTML, DOCX, HWPX, PDF)를 자료로 옮깁니다"
        " · reads a plan sheet into the data."
    )
    options = _options(parser)
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    funds = dict(_funds(parser, options))
    try:
        raw = Path(options.file).read_bytes()
    except OSError:
        parser.error(f"파일을 읽을 수 없습니다 · cannot read: {options.file}")
    environment.ensure("intake")
    day = looked_at_day(parser)
    from macros.intake.plan import UNITS
    from macros.load import load_files, load_present
    from macros.model import ID

    for id in (options.id, options.source, *options.indicator):
        if id is not None and not re.fullmatch(ID, id):
            parser.error(f"이름은 영문 소문자, 숫자, 붙임표로 적습니다 · a-z, 0-9 and - only: {id}")
    if options.unit and options.unit not in UNITS:
        parser.error(f"모르는 단위입니다 · unknown unit: {options.unit} ({', '.join(UNITS)})")
    files = load_present(options.data)
    loaded = load_files(files)
    book = loaded.book
    if book is None:
        print("자료를 읽을 수 없습니다. 먼저 python3 scripts/check.py로 확인하세요.", file=sys.stderr)
        return 1
    place = book.places.get(options.place)
    if place is None:
        parser.error(f"없는 지역입니다 · no such place: {options.place} ({', '.join(book.places)})")
    field = _field(parser, options, book)
    asked = _asked(options, book, place, field, funds)
    return _import(options, raw, asked, loaded, place, files, field, day)


def _options(parser: argparse.ArgumentParser) -> argparse.Namespace:
    from_data = "자료 폴더 · data folder (data)"
    parser.add_argument("file", metavar="FILE", help="계획서 파일 · the plan sheet")
    parser.add_argument("--place", required=True, metavar="P", help="지역 폴더의 이름 · folder of the place")
    parser.add_argument("--id", required=True, metavar="ID", help="공약 파일의 이름 · name of the commitment")
    parser.add_argument("--field", metavar="CODE", help="분야의 코드 · code of its field (terms.yml)")
    parser.add_argument(
        "--kind", choices=("pledge", "programme"), default="pledge", help="공약, 지원사업 (pledge)"
    )
    parser.add_argument("--source", metavar="ID", help="계획서의 출처 이름 · its source (ID-plan)")
    parser.add_argument("--title", default="", help="계획서에 제목이 없을 때 · where the sheet has no title")
    parser.add_argument(
        "--unit",
        default="",
        metavar="UNIT",
        help="금액의 단위가 적혀 있지 않을 때 · unit of money: 백만원, 천원, 원, 억원",
    )
    parser.add_argument(
        "--own-fund",
        action="append",
        default=[],
        metavar="NAME",
        help="자체 재원의 이름 · label of the place's own money: 시비",
    )
    parser.add_argument(
        "--fund",
        action="append",
        default=[],
        metavar="NAME=CODE",
        help=f"재원의 이름과 코드 · label and code: {', '.join(FUNDS)}",
    )
    parser.add_argument(
        "--indicator",
        action="append",
        default=[],
        metavar="ID",
        help="지표의 이름, 차례대로 · ids of the indicators in order",
    )
    parser.add_argument(
        "--not-a-name",
        action="append",
        default=[],
        metavar="WORD",
        help="사람 이름이 아닌 낱말 · a word that is no name",
    )
    parser.add_argument("--data", type=Path, default=environment.ROOT / "data", help=from_data)
    parser.add_argument("--write", action="store_true", help="파일에 씁니다 · write the files")
    return parser.parse_args()


def _funds(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Labels without spaces and their codes, as given by hand."""
    for label in options.own_fund:
        yield "".join(label.split()), "own"
    for each in options.fund:
        label, _, code = each.partition("=")
        if code not in FUNDS or not label.strip():
            parser.error(f"--fund 이름=코드로 적습니다 · label=code: {each} ({', '.join(FUNDS)})")
        yield "".join(label.split()), code


def _field(parser: argparse.ArgumentParser, options: argparse.Namespace, book: Book) -> str:
    """The code of the field; that of the record where there is one already."""
    there = book.commitments.get(f"{options.place}/{options.id}")
    field = options.field or (there.sheet.field if there else "")
    if field not in book.terms.fields:
        known = ", ".join(f"{code} {each.ko}" for code, each in book.terms.fields.items())
        wrong = (
            f"없는 분야입니다 · no such field: {field}"
            if field
            else "분야를 --field로 고르세요 · choose a field"
        )
        parser.error(f"{wrong} ({known})")
    return str(field)


def _asked(
    options: argparse.Namespace, book: Book, place: Place, field: str, funds: Mapping[str, str]
) -> Asked:
    from macros.intake.plan import Asked
    from macros.language import squash

    own = {squash(label): str(code) for code, label in place.about.fund_labels.items()}
    classes = {
        name: {code: each.ko for code, each in group.items()}
        for name, group in book.terms.classifications.items()
    }
    return Asked(
        place.about.name,
        place.about.short_name or "",
        place.about.level,
        {**own, **funds},
        classes,
        book.terms.fields[field].ko,
        options.unit,
        tuple(options.not_a_name),
    )


def _import(
    options: argparse.Namespace,
    raw: bytes,
    asked: Asked,
    loaded: Loaded,
    place: Place,
    files: Files,
    field: str,
    day: date,
) -> int:
    from macros.intake import Refused
    from macros.intake.plan import Identity, compared, plan_files, read_plan, reading_lines
    from macros.intake.reading import read_document

    try:
        document = read_document(options.file, raw)
        reading = read_plan(document, asked, options.title)
    except Refused as why:
        print(why, file=sys.stderr)
        return 1
    for line in reading_lines(reading):
        print(line)
    print()
    identity = Identity(options.id, field, options.source or f"{options.id}-plan", tuple(options.indicator))
    there = next((each for each in place.commitments if each.id == options.id), None)
    if there is not None:
        for line in compared(there, reading.plan, identity, place, files):
            print(line)
        if options.write:
            print(
                "이미 있는 공약은 덮어쓰지 않습니다. 다른 것은 원본을 확인해 손으로 고치고,"
                " 바뀐 계획이면 changes.csv에, 옮겨 적다 틀렸으면 corrections.csv에 적으세요.",
                file=sys.stderr,
            )
        return 2 if options.write else 0
    rows = [*place.tables.get("spending.csv", ()), *place.tables.get("targets.csv", ())]
    orphan = next((row for row in rows if row.commitment == options.id), None)
    if orphan:
        where = f"{orphan.where.path} {orphan.where.line}행"
        print(
            f"{where}: 공약 파일 없이 ‘{options.id}’의 행이 이미 있습니다. 다른 --id를 쓰세요.",
            file=sys.stderr,
        )
        return 1
    try:
        new = plan_files(reading.plan, identity, options.kind, place, files, day)
    except Refused as why:
        print(why, file=sys.stderr)
        return 1
    return propose(options.data, new, day, write=options.write, stream=sys.stdout, loaded=loaded)


if __name__ == "__main__":
    sys.exit(main())
