"""Which files and folders there are, and what they make together: a Book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from macros.language import Said, josa, nearest
from macros.load.reader import Reader
from macros.load.sheet import load_sheet
from macros.load.stored import Files, Folder, PastData, stored_folder
from macros.load.table import load_table
from macros.model import (
    ID,
    TABLES,
    Book,
    Commitment,
    Editions,
    Kind,
    Place,
    PlaceFile,
    Sheet,
    Site,
    Source,
    Terms,
)
from macros.problem import Problem, Where, in_order

_KINDS: Mapping[str, Kind] = {"pledges": "pledge", "programmes": "programme"}
_ROOT_FILES = frozenset({"site.yml", "terms.yml", "sources.csv", "editions.yml", "README.md", "LICENSE.md"})
# first names of the site's own pages and files, which no place may take (tests/test_site.py holds them against a site)
OF_THE_SITE = frozenset(
    {
        "about", "api", "assets", "changes", "checks", "contribute", "data", "editions", "embed", "glossary", "ledger",
        "macros", "method", "outcomes", "places", "pledges", "programmes", "rates", "search", "spending", "tables",
    }
)  # fmt: skip
_LEDGERS = ("spending", "targets", "outcomes", "statuses", "changes")


@dataclass(frozen=True)
class Loaded:
    """What was read. `book` holds everything that is sound, None if site.yml or terms.yml is not.

    `unread` are rows that were left out, with their cells as written, "" for those that were refused.
    `editions`: what the dated editions held, where the git history was looked at. `folder`: what was read.
    """

    book: Book | None
    problems: tuple[Problem, ...]
    editions: tuple[PastData, ...] = ()
    folder: Folder | None = field(default=None, compare=False, repr=False)
    unread: tuple[Any, ...] = ()


def load_book(root: Folder) -> Loaded:
    """Read every file under `root` (the data folder). Paths in the answer start at `data/`."""
    reader = Reader(root)
    if not root.is_dir():
        tip = Said(
            "data/ 폴더가 있는 곳에서 실행하거나 --data로 알려 주세요.",
            "Run it where the folder data/ is, or name the folder with --data.",
        )
        message = Said("자료 폴더가 없습니다.", "There is no data folder.")
        reader.say("file-missing", reader.whole(root), message, tip)
        return Loaded(None, tuple(reader.problems), folder=root)
    if root.is_symlink():
        _link(reader, root)
    site = load_sheet(reader, root / "site.yml", Site)
    terms = load_sheet(reader, root / "terms.yml", Terms)
    if terms is not None:
        groups = (terms.statuses, terms.funds, terms.measures)
        reader.called += tuple({code: each.ko for code, each in group.items()} for group in groups)
        behind = {"field": terms.fields, "level": terms.levels, "programme": terms.programmes}
        for name, group in {**behind, **terms.classifications}.items():
            reader.words[name] = {code: each.ko for code, each in group.items()}
    editions_file = root / "editions.yml"
    editions = load_sheet(reader, editions_file, Editions) if editions_file.exists() else None
    sources = load_table(reader, root / "sources.csv", Source, required=True)
    places: dict[str, Place] = {}
    for entry in _entries(reader, root):
        if entry.name in _ROOT_FILES:
            continue
        if not entry.is_dir():
            _unknown_file(reader, entry, _ROOT_FILES)
        elif entry.name != "schema":
            place = _place(reader, entry)
            if place is not None:
                places[place.id] = place
    book = None
    if site is not None and terms is not None:
        listed = editions.editions if editions else ()
        book = Book(site, terms, _by_id(reader, sources), listed, places, reader.lines)
    return Loaded(book, in_order(reader.problems), folder=root, unread=tuple(reader.unread))


def load_files(files: Files) -> Loaded:
    """What files at `data/…` make, read as a folder would be: data/ as it was at a commit."""
    return load_book(stored_folder(files))


def _entries(reader: Reader, folder: Folder) -> list[Folder]:
    """What people put there: hidden files and the lock files of an open office program do not count.

    A link is told and left out: git keeps only its text, so nothing behind it could be held against the past.
    """
    try:
        found = sorted(e for e in folder.iterdir() if not e.name.startswith((".", "~$")))
        links = [entry for entry in found if _leads_away(entry)]
        for entry in links:
            _link(reader, entry)
        return [entry for entry in found if entry not in links]
    except OSError:
        tip = Said("폴더의 읽기 권한을 확인하세요.", "Check that the folder may be read.")
        message = Said("폴더를 읽을 수 없습니다.", "The folder cannot be read.")
        reader.say("file-unread", reader.whole(folder), message, tip)
        return []


def _leads_away(entry: Folder) -> bool:
    """Whether what is in a file or folder is kept elsewhere: a symbolic link, or another git repository within."""
    return entry.is_symlink() or (entry / ".git").exists()


def _link(reader: Reader, entry: Folder) -> None:
    message = Said(
        f"{josa(entry.name, '은/는')} 다른 곳을 가리키는 링크이거나 다른 저장소입니다.",
        f"‘{entry.name}’ is a link to another place or another repository.",
    )
    tip = Said(
        "링크를 지우고 그 자리에 파일과 폴더 자체를 두세요.",
        "Delete the link and put the very files and folders in its place.",
    )
    reader.say("file-link", reader.whole(entry), message, tip)


def _unknown_file(reader: Reader, path: Folder, known: Iterable[str]) -> None:
    meant = nearest(path.name, known)
    message = Said(f"모르는 파일입니다: {path.name}.", f"This file is not known: ‘{path.name}’.")
    if path.suffix.lower() in (".xlsx", ".xls", ".hwp", ".hwpx", ".ods", ".pdf", ".docx"):
        tip = Said(
            "표는 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 저장해 올리고, 원본 파일은 data/ 밖에 두세요.",
            "Save a table in Excel as CSV UTF-8 (comma delimited), and keep the original outside data/.",
        )
    elif meant.ko:
        tip = Said(f"{meant.ko.strip()} 이름을 고치세요.", f"{meant.en.strip()} Rename it.")
    else:
        tip = Said(
            "자료가 아니면 data/ 밖으로 옮기거나 지우세요.",
            "If it is no data, move it out of data/ or delete it.",
        )
    reader.say("file-unknown", reader.whole(path), message, tip)


def _place(reader: Reader, folder: Folder) -> Place | None:
    if not re.fullmatch(ID, folder.name):
        where = reader.whole(folder)
        tip = Said(
            "폴더 이름은 영문 소문자, 숫자, 붙임표로 적으세요. 예: daejeon-junggu",
            "Name the folder with small letters a to z, digits and hyphens, such as daejeon-junggu",
        )
        message = Said(
            f"지역 폴더의 이름이 바르지 않습니다: {folder.name}.",
            f"The folder of a place has a wrong name: ‘{folder.name}’.",
        )
        reader.say("file-name", where, message, tip)
        return None
    if folder.name in OF_THE_SITE:
        message = Said(
            f"이 사이트의 다른 쪽이 쓰는 이름이라 지역 폴더에 쓸 수 없습니다: {folder.name}.",
            f"A page of the site has this name, so no folder of a place may have it: ‘{folder.name}’.",
        )
        tip = Said(
            "폴더의 이름을 그 지역의 이름으로 바꾸세요. 예: daejeon-junggu",
            "Name the folder after the place, such as daejeon-junggu",
        )
        reader.say("file-name", reader.whole(folder), message, tip)
        return None
    sources = load_table(reader, folder / "sources.csv", Source, required=True)
    reader.ids["source"] = {each.id: f"{each.publisher}, {each.title}" for each in sources}
    reader.words["source"] = reader.words["baseline_source"] = {each.id: each.publisher for each in sources}
    about = load_sheet(reader, folder / "place.yml", PlaceFile)
    sheets = tuple(_sheets(reader, folder))
    reader.ids["commitment"] = {id: sheet.title for _, id, sheet in sheets}
    reader.indicators = {
        id: {code: each.name for code, each in sheet.indicators.items()} for _, id, sheet in sheets
    }
    tables: dict[str, tuple[Any, ...]] = {
        name: sources if row is Source else load_table(reader, folder / name, row)
        for name, row in TABLES.items()
    }
    known = {"place.yml", *TABLES, *_KINDS}
    for entry in _entries(reader, folder):
        if entry.name not in known:
            _unknown_file(reader, entry, known)
        elif entry.name in _KINDS and not entry.is_dir():
            where = reader.whole(entry)
            tip = Said(
                f"파일을 지우고 {entry.name}/ 폴더에 공약마다 파일 하나를 두세요.",
                f"Delete the file and keep one file a pledge in the folder {entry.name}/.",
            )
            message = Said(
                f"{josa(entry.name, '은/는')} 파일이 아니라 폴더여야 합니다.",
                f"{entry.name} must be a folder, not a file.",
            )
            reader.say("file-name", where, message, tip)
    commitments = tuple(_commitments(folder.name, sheets, tables))
    if about is None:
        return None
    return Place(folder.name, about, _by_id(reader, sources), commitments, tables)


def _by_id(reader: Reader, sources: Sequence[Source]) -> dict[str, Source]:
    """The first row of an id wins, a second one is told."""
    found: dict[str, Source] = {}
    for source in sources:
        first = found.setdefault(source.id, source)
        if first is not source:
            where = Where(source.where.path, source.where.line, 1)
            message = Said(
                f"{first.where.line}행과 같은 id입니다: ‘{source.id}’.",
                f"Line {first.where.line} has the same id: ‘{source.id}’.",
            )
            tip = Said("둘 가운데 하나를 지우거나 id를 바꾸세요.", "Delete one of the two or change its id.")
            reader.say("same-source", where, message, tip)
    return found


def _commitments(
    place: str, sheets: Sequence[tuple[Kind, str, Sheet]], tables: Mapping[str, Sequence[Any]]
) -> Iterator[Commitment]:
    rows = {name: _grouped(tables[f"{name}.csv"]) for name in _LEDGERS}
    for kind, id, sheet in sorted(sheets, key=lambda f: (f[0], _natural(f[2].no or ""), f[1])):
        ledgers = {name: rows[name].get(id, ()) for name in _LEDGERS}
        yield Commitment(place, id, kind, sheet, **ledgers)


def _sheets(reader: Reader, folder: Folder) -> Iterator[tuple[Kind, str, Sheet]]:
    for sub, kind in _KINDS.items():
        if not (folder / sub).is_dir():
            continue
        for path in _entries(reader, folder / sub):
            if path.suffix != ".yml" or not re.fullmatch(ID, path.stem):
                where = reader.whole(path)
                tip = Said(
                    "영문 소문자, 숫자, 붙임표로 된 이름에 .yml을 붙이세요. 예: flood-prevention.yml",
                    "Add .yml to a name of small letters a to z, digits and hyphens, such as flood-prevention.yml",
                )
                message = Said(
                    f"파일 이름이 바르지 않습니다: {path.name}.", f"The file has a wrong name: ‘{path.name}’."
                )
                reader.say("file-name", where, message, tip)
                continue
            sheet = load_sheet(reader, path, Sheet)
            if sheet is not None:
                yield kind, path.stem, sheet


def _grouped(rows: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.commitment, []).append(row)
    return {id: tuple(group) for id, group in found.items()}


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """7-2 before 10-1, numbers as numbers."""
    return tuple((0, int(p)) if p.isdecimal() else (1, p) for p in re.findall(r"\d+|\D+", text))
