"""Begins a commitment: a YAML file with what is needed filled in and everything else as a comment in Korean."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from proposing import looked_at_day, propose

if TYPE_CHECKING:
    from datetime import date

    from macros.load import Files
    from macros.model import Book, Place, Term

FOLDERS = {"pledge": "pledges", "programme": "programmes"}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Refused(Exception):
    """Nothing can be begun; each argument is a Korean sentence with what to do."""


def files_of(options: argparse.Namespace, book: Book, files: Files, day: date) -> dict[str, bytes]:
    """The new files, and sources.csv where a source is added. Raises Refused with everything that is wrong."""
    from macros.intake.start import sheet_text

    place = book.places.get(options.place)
    wrong = list(_wrong_id(options, book, files))
    field = _code(options.field, book.terms.fields, "--field", "분야", wrong)
    made: dict[str, bytes] = {}
    if place is None and f"data/{options.place}/place.yml" in files:
        wrong.append(
            f"PLACE: data/{options.place}/place.yml을 읽을 수 없습니다. 먼저 python3 scripts/check.py로 바로잡으세요."
        )
    elif place is None:
        made |= _new_place(options, book, wrong)
    made |= _source(options, place, files, day, wrong)
    if not options.title.strip():
        wrong.append("--title: 제목이 비어 있습니다. 기관이 쓰는 제목을 그대로 적으세요.")
    if wrong:
        raise Refused(*wrong)
    given = {"title": options.title.strip(), "field": field, "source": options.source}
    path = f"data/{options.place}/{FOLDERS[options.kind]}/{options.id}.yml"
    return {**made, path: sheet_text(book, options.place, given).encode()}


def _wrong_id(options: argparse.Namespace, book: Book, files: Files) -> Iterator[str]:
    for what, id in (("PLACE", options.place), ("ID", options.id)):
        if not ID.fullmatch(id) or (what == "PLACE" and id == "schema"):
            right = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")
            hint = f" 혹시 {right}인가요?" if right and right not in (id, "schema") else ""
            yield f"{what}: 이름으로 쓸 수 없습니다: ‘{id}’.{hint} 영문 소문자, 숫자, 붙임표로 지으세요. 예: small-parks"
    for folder in FOLDERS.values():
        path = f"data/{options.place}/{folder}/{options.id}.yml"
        if path in files:
            taken = book.commitments.get(f"{options.place}/{options.id}")
            yield (
                f"ID: 이미 있는 이름입니다: {path}{f' ‘{taken.sheet.title}’' if taken else ''}. "
                "그 파일을 고치거나 다른 이름을 지으세요. 한 지역에서는 공약과 지원사업이 이름을 함께 씁니다."
            )


def _code(said: str | None, known: Mapping[str, Term], option: str, what: str, wrong: list[str]) -> str:
    """A code by itself or by its Korean word; tells what is wrong and gives "" where it is neither."""
    from macros.language import did_you_mean, josa

    words = {term.ko: code for code, term in known.items()}
    if said in known:
        return str(said)
    if said in words:
        return words[str(said)]
    near = did_you_mean(said, [*known, *words]) if said else None
    hint = f" 혹시 {near}인가요?" if near else ""
    message = f"모르는 {what}입니다: ‘{said}’.{hint}" if said else f"{josa(what, '이/가')} 없습니다."
    listed = ", ".join(f"{code}({term.ko})" for code, term in known.items())
    wrong.append(f"{option}: {message} 이 가운데 하나를 적으세요: {listed}")
    return ""


def _new_place(options: argparse.Namespace, book: Book, wrong: list[str]) -> dict[str, bytes]:
    """place.yml of a place that is not there yet, where its name and level are given."""
    from macros.intake.start import place_text
    from macros.language import did_you_mean

    if not options.name:
        named = next(
            (id for id, place in book.places.items() if options.place in (place.name, place.short)), None
        )
        near = named or did_you_mean(options.place, book.places)
        hint = f" 혹시 {near}인가요?" if near else ""
        wrong.append(
            f"PLACE: 없는 지역입니다: ‘{options.place}’.{hint} 새 지역이면 --name과 --level을 함께 적으세요. "
            "예: --name 가온시 --level city"
        )
        return {}
    level = _code(options.level, book.terms.levels, "--level", "지역의 종류", wrong)
    given = {"name": options.name, "name_en": options.name_en, "level": level, "code": options.code}
    text = place_text(book, {name: value for name, value in given.items() if value})
    return {f"data/{options.place}/place.yml": text.encode()}


def _source(
    options: argparse.Namespace, place: Place | None, files: Files, day: date, wrong: list[str]
) -> dict[str, bytes]:
    """sources.csv with the source that is added, nothing where it is there already."""
    from macros.intake import RowsRefused, with_rows
    from macros.language import did_you_mean
    from macros.model import Source

    known = place.sources if place else {}
    listed = ", ".join(f"{id}({source.title})" for id, source in known.items()) or "없음"
    asked = [
        name for name in ("title", "publisher", "url", "published") if getattr(options, f"source_{name}")
    ]
    if not options.source:
        wrong.append(f"--source: 출처가 없습니다. 이 지역의 출처: {listed}. {_HOW}")
        return {}
    if options.source in known:
        if asked:
            wrong.append(
                f"--source: 이미 있는 출처입니다: {options.source}({known[options.source].title}). "
                "--source-… 옵션을 빼거나 다른 id를 적으세요."
            )
        return {}
    if not options.source_title or not options.source_publisher:
        near = did_you_mean(options.source, known)
        hint = f" 혹시 {near}인가요?" if near else ""
        wrong.append(f"--source: 없는 출처입니다: ‘{options.source}’.{hint} 이 지역의 출처: {listed}. {_HOW}")
        return {}
    row = {
        name: getattr(options, f"source_{name}") or "" for name in ("title", "publisher", "url", "published")
    }
    row |= {"id": options.source, "kind": options.source_kind, "read": day.isoformat()}
    path = f"data/{options.place}/sources.csv"
    try:
        return {path: with_rows(files.get(path), Source, [row])}
    except RowsRefused as why:
        wrong.append(f"{path}: {why}")
        return {}


_HOW = "새 출처이면 --source-title과 --source-publisher를 함께 적으세요(있으면 --source-url, --source-published도)."


def notes(options: argparse.Namespace, book: Book) -> Iterator[str]:
    """What may be a mistake but need not be: a commitment that could be the same one."""
    from macros.intake.start import near_ids

    place = book.places.get(options.place)
    known = {each.id: each.sheet.title for each in place.commitments} if place else {}
    for id in near_ids(options.id, known, options.title):
        yield f"비슷한 것이 이미 있습니다: {id} ‘{known[id]}’. 같은 공약이면 그 파일을 고치세요."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="새 공약의 파일을 우리말 설명과 함께 만듭니다 · begins the file of a commitment, commented in Korean."
    )
    parser.add_argument("place", metavar="PLACE", help="지역 폴더의 이름 · folder of the place")
    parser.add_argument(
        "id", metavar="ID", help="공약의 이름이자 주소 · name of the commitment, also its address"
    )
    parser.add_argument("--title", required=True, help="제목 · title")
    parser.add_argument("--field", help="분야의 코드나 우리말 · field, its code or Korean word")
    parser.add_argument("--source", metavar="ID", help="출처의 id · id of its source")
    parser.add_argument(
        "--kind", choices=FOLDERS, default="pledge", help="공약이나 지원사업 · pledge or programme (pledge)"
    )
    parser.add_argument("--source-title", metavar="TEXT", help="새 출처의 제목 · title of a new source")
    parser.add_argument("--source-publisher", metavar="TEXT", help="새 출처를 펴낸 곳 · its publisher")
    parser.add_argument("--source-url", metavar="URL", help="새 출처의 주소 · its address")
    parser.add_argument("--source-published", metavar="DATE", help="새 출처를 펴낸 날 · its date")
    parser.add_argument(
        "--source-kind",
        choices=("official", "press", "secondary"),
        default="official",
        help="새 출처의 종류 · its kind (official)",
    )
    parser.add_argument("--name", help="새 지역의 이름 · name of a new place")
    parser.add_argument("--name-en", help="새 지역의 영어 이름 · its English name")
    parser.add_argument("--level", help="새 지역의 종류 · its level")
    parser.add_argument("--code", help="새 지역의 법정동코드 앞자리 · its code")
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
    from macros.load import load_files, load_present

    files = load_present(options.data)
    book = load_files(files).book
    if book is None:
        print("자료를 읽을 수 없습니다. 먼저 python3 scripts/check.py로 확인하세요.", file=sys.stderr)
        return 1
    try:
        made = files_of(options, book, files, day)
    except Refused as why:
        for each in why.args:
            print(each, file=sys.stderr)
        return 2
    for note in notes(options, book):
        print(note)
    done = propose(options.data, made, day, write=options.write, stream=sys.stdout)
    if done == 0 and options.write:
        print("파일을 열어 아는 것을 적고, python3 scripts/check.py로 확인하세요.")
    return done


if __name__ == "__main__":
    sys.exit(main())
