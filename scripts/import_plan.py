"""Reads a 공약 실천계획서 into the YAML file and the ledger rows of one commitment; names of people are dropped."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from proposing import looked_at_day, propose

if TYPE_CHECKING:
    from macros.intake.plan import Asked, Identity, Plan
    from macros.load import Files
    from macros.model import Book, Commitment, Place

FUNDS = ("national", "province_or_metro", "own", "lower", "private", "other")


def main() -> int:
    parser = argparse.ArgumentParser(
        description="공약 실천계획서(텍스트, Markdown, HTML, DOCX, HWPX, PDF)를 자료로 옮깁니다"
        " · reads a plan sheet into the data."
    )
    options = _options(parser)
    if not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    for id in (options.id, options.source, *options.indicator):
        if id is not None and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
            parser.error(f"이름은 영문 소문자, 숫자, 붙임표로 적습니다 · a-z, 0-9 and - only: {id}")
    funds = dict(_funds(parser, options))
    try:
        raw = Path(options.file).read_bytes()
    except OSError:
        parser.error(f"파일을 읽을 수 없습니다 · cannot read: {options.file}")
    environment.ensure("intake")
    day = looked_at_day(parser)
    from macros.intake.plan import UNITS
    from macros.load import load_files, load_present

    if options.unit and options.unit not in UNITS:
        parser.error(f"모르는 단위입니다 · unknown unit: {options.unit} ({', '.join(UNITS)})")
    files = load_present(options.data)
    book = load_files(files).book
    if book is None:
        print("자료를 읽을 수 없습니다. 먼저 python3 scripts/check.py로 확인하세요.", file=sys.stderr)
        return 1
    place = book.places.get(options.place)
    if place is None:
        parser.error(f"없는 지역입니다 · no such place: {options.place} ({', '.join(book.places)})")
    field = _field(parser, options, book)
    return _import(options, raw, book, place, files, field, funds, day)


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
    book: Book,
    place: Place,
    files: Files,
    field: str,
    funds: Mapping[str, str],
    day: date,
) -> int:
    from macros.intake import RowsRefused
    from macros.intake.plan import Identity, SheetRefused, read_plan, reading_lines
    from macros.intake.reading import Unreadable, read_document

    try:
        document = read_document(options.file, raw)
        reading = read_plan(document, _asked(options, book, place, field, funds), options.title)
    except Unreadable as why:
        print(why, file=sys.stderr)
        return 1
    except SheetRefused as why:
        for each in why.refusals:
            print(each, file=sys.stderr)
        print(
            f"안전하게 읽을 수 없는 곳이 {len(why.refusals)}곳이라 아무것도 쓰지 않았습니다.", file=sys.stderr
        )
        return 1
    for line in reading_lines(reading):
        print(line)
    print()
    identity = Identity(options.id, field, options.source or f"{options.id}-plan", tuple(options.indicator))
    key = f"{place.id}/{options.id}"
    if key in book.commitments:
        return _compare(book.commitments[key], reading.plan, identity, files, write=options.write)
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
        new = _files(reading.plan, identity, options.kind, place, files, day)
    except RowsRefused as why:
        print(why, file=sys.stderr)
        return 1
    return propose(options.data, new, day, write=options.write, stream=sys.stdout)


def _files(
    plan: Plan, identity: Identity, kind: str, place: Place, files: Files, day: date
) -> dict[str, bytes]:
    """The whole files that the sheet gives: the ledgers of `files` with its rows, a new source where its id is new."""
    from macros.intake import with_rows
    from macros.intake.plan import plan_yaml, source_row, spending_rows, target_rows
    from macros.model import TABLES

    rows = {"spending.csv": spending_rows(plan, identity), "targets.csv": target_rows(plan, identity)}
    if identity.source not in place.sources:
        rows["sources.csv"] = [source_row(plan, identity, place.about.name, day)]
    folder = "pledges" if kind == "pledge" else "programmes"
    base = f"data/{place.id}"
    new = {f"{base}/{folder}/{identity.id}.yml": plan_yaml(plan, identity).encode()}
    for name, more in rows.items():
        if more:
            new[f"{base}/{name}"] = with_rows(files.get(f"{base}/{name}"), TABLES[name], more)
    return new


def _compare(old: Commitment, plan: Plan, identity: Identity, files: Files, *, write: bool) -> int:
    """A commitment that exists is never written over: what differs is shown, for a person to decide."""
    from macros.intake.plan import differences
    from macros.load import load_files

    place = old.path.split("/")[1]
    ledgers = [f"data/{place}/{name}" for name in ("spending.csv", "targets.csv")]
    rest = {name: data for name, data in files.items() if name not in ledgers}
    book = load_files(files).book
    assert book is not None
    same_source = replace(identity, source=old.sheet.source)
    ours = _files(plan, same_source, old.kind, book.places[place], {}, date.min)
    read = load_files({**rest, **ours}).book
    assert read is not None
    same, differing, more = differences(read.commitments[old.key], old)
    print(f"이미 있는 공약입니다: {old.path}")
    print(f"계획서에서 온 값 가운데 같은 것 {same}개, 다른 것 {len(differing)}개")
    for line in differing:
        print(f"  {line}")
    if more:
        print(f"자료에만 있는 항목: {', '.join(more)}")
    if write:
        print(
            "이미 있는 공약은 덮어쓰지 않습니다. 다른 것은 원본을 확인해 손으로 고치고,"
            " 바뀐 계획이면 changes.csv에, 옮겨 적다 틀렸으면 corrections.csv에 적으세요.",
            file=sys.stderr,
        )
    return 1 if write else 0


if __name__ == "__main__":
    sys.exit(main())
