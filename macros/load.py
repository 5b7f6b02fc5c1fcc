"""data/ → Book and problems. The only reader of data files; a wrong file gives problems, never a traceback."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from macros.language import did_you_mean, josa
from macros.model import (
    TABLES,
    Book,
    Commitment,
    Contact,
    Editions,
    Kind,
    Node,
    Place,
    PlaceFile,
    Sheet,
    Site,
    Source,
    Terms,
    columns,
    label_of,
)
from macros.problem import Level, Problem, Where, in_order, problem

KINDS: Mapping[str, Kind] = {"pledges": "pledge", "programmes": "programme"}
ROOT_FILES = frozenset({"site.yml", "terms.yml", "sources.csv", "editions.yml", "README.md", "LICENSE.md"})
FOLDER_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_FILE = 20_000_000
DEEPEST = 30

# what is looked at while reading, by rule: every message of this room carries one of these
READING: Mapping[str, str] = {
    "file-missing": "있어야 하는 파일과 폴더가 있는지",
    "file-unread": "파일과 폴더를 읽을 수 있는지",
    "file-long": "파일이 20MB보다 작은지",
    "file-empty": "파일에 내용이 있는지",
    "file-unknown": "모르는 파일이 섞이지 않았는지",
    "file-name": "파일과 폴더의 이름이 바른지",
    "file-form": "저장 방식이 저장소와 같은지",
    "encoding": "글자를 읽을 수 있는지",
    "text-control": "보이지 않는 제어 문자가 없는지",
    "csv-header": "첫 줄의 열 이름이 맞는지",
    "csv-cells": "행마다 칸의 수가 맞는지",
    "csv-quote": "따옴표의 짝이 맞는지",
    "same-source": "출처의 id가 한 번씩만 쓰였는지",
    "formula-text": "엑셀 계산식으로 시작하는 글이 없는지",
    "yaml-syntax": "YAML 문법에 맞는지",
    "yaml-tab": "탭으로 들여 쓰지 않았는지",
    "yaml-shape": "글, 목록, 모음이 제자리에 있는지",
    "yaml-key": "이름 자리에 쓸 수 있는 이름이 있는지",
    "yaml-duplicate": "같은 이름이 두 번 적히지 않았는지",
    "yaml-alias": "별표(*)로 다른 값을 가리키지 않는지",
    "unknown-key": "이름이 정해진 것 가운데 하나인지",
    "unknown-code": "코드가 정해진 것 가운데 하나인지",
    "missing": "꼭 적어야 하는 값이 있는지",
    "code-form": "이름(id)과 코드에 쓸 수 있는 글자만 있는지",
    "number-form": "수가 올 자리에 수가 있는지",
    "number-comma": "수에 쉼표가 없는지",
    "number-percent": "수에 % 표시가 없는지",
    "number-wide": "전각 숫자가 없는지",
    "number-long": "수의 길이가 알맞은지",
    "count-form": "건수가 0 이상의 정수인지",
    "year-form": "연도가 정해진 꼴인지",
    "date-form": "날짜가 정해진 꼴인지",
    "date-unknown": "달력에 있는 날짜인지",
    "excel-date": "엑셀이 날짜로 바꾼 글자가 없는지",
    "span-order": "기간의 끝이 시작보다 앞서지 않는지",
    "url-form": "주소가 온전한지",
    "phone-form": "사무실 전화번호인지",
}

# Every scalar is taken as text, so nothing is spent on finding out what YAML would make of it.
_Loader: Any = type(
    "_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {"yaml_implicit_resolvers": {}}
)
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Loaded:
    """What was read. `book` holds everything that is sound, None if site.yml or terms.yml is not."""

    book: Book | None
    problems: tuple[Problem, ...]


@dataclass
class _Reader:
    """The folder being read, and what was found wrong so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        return "/".join(("data", *path.relative_to(self.root).parts))

    def say(self, rule: str, where: Where, message: str, tip: str, level: Level = "error") -> None:
        self.problems.append(problem(level, rule, where, message, tip))


def load_book(root: Path) -> Loaded:
    """Read every file under `root` (the data folder). Paths in the answer start at `data/`."""
    reader = _Reader(root)
    if not root.is_dir():
        where = Where("data", 0)
        reader.say(
            "file-missing",
            where,
            "자료 폴더가 없습니다.",
            "data/ 폴더가 있는 곳에서 실행하거나 --data로 알려 주세요.",
        )
        return Loaded(None, tuple(reader.problems))
    site = _sheet(reader, root / "site.yml", Site)
    terms = _sheet(reader, root / "terms.yml", Terms)
    editions = _sheet(reader, root / "editions.yml", Editions) if (root / "editions.yml").exists() else None
    sources = _table(reader, root / "sources.csv", Source, required=True)
    places: dict[str, Place] = {}
    for entry in _entries(reader, root):
        if entry.name in ROOT_FILES:
            continue
        if not entry.is_dir():
            _unknown_file(reader, entry, ROOT_FILES)
        elif entry.name != "schema":
            place = _place(reader, entry)
            if place is not None:
                places[place.id] = place
    book = None
    if site is not None and terms is not None:
        book = Book(
            site, terms, _by_id(reader, sources), editions.editions if editions else (), places, reader.lines
        )
    return Loaded(book, in_order(reader.problems))


def read_text(data: bytes) -> tuple[str, str]:
    """Text and how it was written: "utf-8", "utf-8-sig" or "cp949". UnicodeDecodeError if none of them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8"), "utf-8-sig"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp949"), "cp949"


# ── folders ─────────────────────────────────────────────────────────────────────────────────


def _entries(reader: _Reader, folder: Path) -> list[Path]:
    """What people put there: hidden files and the lock files of an open office program do not count."""
    try:
        return sorted(e for e in folder.iterdir() if not e.name.startswith((".", "~$")))
    except OSError:
        tip = "폴더의 읽기 권한을 확인하세요."
        reader.say("file-unread", Where(reader.shown(folder), 0), "폴더를 읽을 수 없습니다.", tip)
        return []


def _unknown_file(reader: _Reader, path: Path, known: Iterable[str]) -> None:
    near = did_you_mean(path.name, known)
    if path.suffix.lower() in (".xlsx", ".xls", ".hwp", ".hwpx", ".ods", ".pdf", ".docx"):
        tip = "표는 엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 저장해 올리고, 원본 파일은 data/ 밖에 두세요."
    else:
        tip = (
            f"혹시 {near}인가요? 이름을 고치세요."
            if near
            else "자료가 아니면 data/ 밖으로 옮기거나 지우세요."
        )
    reader.say("file-unknown", Where(reader.shown(path), 0), f"모르는 파일입니다: {path.name}.", tip)


def _place(reader: _Reader, folder: Path) -> Place | None:
    if not FOLDER_NAME.fullmatch(folder.name):
        where = Where(reader.shown(folder), 0)
        tip = "폴더 이름은 영문 소문자, 숫자, 붙임표로 적으세요. 예: daejeon-junggu"
        reader.say("file-name", where, f"지역 폴더의 이름이 바르지 않습니다: {folder.name}.", tip)
        return None
    about = _sheet(reader, folder / "place.yml", PlaceFile)
    tables: dict[str, tuple[Any, ...]] = {
        name: _table(reader, folder / name, row, required=name == "sources.csv")
        for name, row in TABLES.items()
    }
    known = {"place.yml", *TABLES, *KINDS}
    for entry in _entries(reader, folder):
        if entry.name not in known:
            _unknown_file(reader, entry, known)
        elif entry.name in KINDS and not entry.is_dir():
            where = Where(reader.shown(entry), 0)
            tip = f"파일을 지우고 {entry.name}/ 폴더에 공약마다 파일 하나를 두세요."
            reader.say("file-name", where, f"{josa(entry.name, '은/는')} 파일이 아니라 폴더여야 합니다.", tip)
    commitments = tuple(_commitments(reader, folder, tables))
    if about is None:
        return None
    return Place(folder.name, about, _by_id(reader, tables["sources.csv"]), commitments, tables)


def _by_id(reader: _Reader, sources: Sequence[Source]) -> dict[str, Source]:
    """The first row of an id wins, a second one is told."""
    found: dict[str, Source] = {}
    for source in sources:
        first = found.setdefault(source.id, source)
        if first is not source:
            where = Where(source.where.path, source.where.line, 1)
            message = f"{first.where.line}행과 같은 id입니다: ‘{source.id}’."
            reader.say("same-source", where, message, "둘 가운데 하나를 지우거나 id를 바꾸세요.")
    return found


def _commitments(reader: _Reader, folder: Path, tables: Mapping[str, Sequence[Any]]) -> Iterator[Commitment]:
    rows = {name: _grouped(tables[f"{name}.csv"]) for name in _LEDGERS}
    found: list[tuple[Kind, str, Sheet]] = []
    for sub, kind in KINDS.items():
        if not (folder / sub).is_dir():
            continue
        for path in _entries(reader, folder / sub):
            if path.suffix != ".yml" or not FOLDER_NAME.fullmatch(path.stem):
                where = Where(reader.shown(path), 0)
                tip = "영문 소문자, 숫자, 붙임표로 된 이름에 .yml을 붙이세요. 예: flood-prevention.yml"
                reader.say("file-name", where, f"파일 이름이 바르지 않습니다: {path.name}.", tip)
                continue
            sheet = _sheet(reader, path, Sheet)
            if sheet is not None:
                found.append((kind, path.stem, sheet))
    for kind, id, sheet in sorted(found, key=lambda f: (f[0], _natural(f[2].no or ""), f[1])):
        ledgers = {name: rows[name].get(id, ()) for name in _LEDGERS}
        yield Commitment(folder.name, id, kind, sheet, **ledgers)


_LEDGERS = ("spending", "targets", "outcomes", "statuses", "changes")


def _grouped(rows: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.commitment, []).append(row)
    return {id: tuple(group) for id, group in found.items()}


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """7-2 before 10-1, numbers as numbers."""
    return tuple((0, int(p)) if p.isdecimal() else (1, p) for p in re.findall(r"\d+|\D+", text))


# ── bytes ───────────────────────────────────────────────────────────────────────────────────


def _text(reader: _Reader, path: Path) -> str | None:
    """The text of a file in NFC; tells what is wrong and gives None where there is none to read."""
    where = Where(reader.shown(path), 0)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        tip = "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다."
        reader.say("file-missing", where, f"{path.name} 파일이 없습니다.", tip)
        return None
    except OSError:
        reader.say(
            "file-unread",
            where,
            f"{josa(path.name, '을/를')} 읽을 수 없습니다.",
            "파일이 맞는지, 읽기 권한이 있는지 확인하세요.",
        )
        return None
    if len(data) > LONGEST_FILE:
        reader.say("file-long", where, "파일이 20MB보다 큽니다.", "자료 파일이 맞는지 확인하세요.")
        return None
    command = f"python3 scripts/normalize.py {where.path}"
    try:
        text, written = read_text(data)
    except UnicodeDecodeError:
        how = "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로" if path.suffix == ".csv" else "UTF-8로"
        tip = f"{how} 다시 저장하세요."
        reader.say("encoding", where, "글자 저장 방식(인코딩)을 알 수 없습니다.", tip)
        return None
    if "\x00" in text:
        reader.say(
            "encoding",
            where,
            "글자가 아닌 값이 들어 있습니다.",
            "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요.",
        )
        return None
    if not text.strip():
        spare = path.name in TABLES and path.name != "sources.csv"
        tip = "적을 것이 없으면 파일째 지우세요." if spare else "내용을 적거나, 지워졌다면 되살리세요."
        reader.say("file-empty", where, "파일이 비어 있습니다.", tip)
        return None
    forms = [
        name
        for name, there in (
            ("CP949로 저장됨", written == "cp949"),
            ("BOM이 붙음", written == "utf-8-sig"),
            ("줄바꿈이 LF가 아님", "\r" in text),
        )
        if there
    ]
    if forms:
        message = f"저장 방식이 저장소와 다르지만 읽었습니다: {', '.join(forms)}."
        reader.say(
            "file-form", Where(where.path, 1), message, f"다음 명령이 고쳐 적습니다: {command}", "notice"
        )
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────


def _table(reader: _Reader, path: Path, row: type[_Model], required: bool = False) -> tuple[_Model, ...]:
    """The rows of one CSV file, each with its line; wrong rows are told and left out."""
    if not path.exists() and not required:
        return ()
    text = _text(reader, path)
    if text is None:
        return ()
    shown = reader.shown(path)
    lines = _lines(reader, shown, text)
    header_line, header = next(lines, (0, []))
    if not header_line:
        return ()
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    names = [name.strip() for name in header[:width]]
    if not _header_is_right(reader, shown, header_line, names, columns(row)):
        return ()
    found: list[_Model] = []
    spare = len(header) > width
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            spare = spare or bool(cells)
            continue
        spare = spare or (len(cells) > width and not any(cell.strip() for cell in cells[width:]))
        made = _row(reader, Where(shown, line), row, names, cells)
        if made is not None:
            found.append(made)
    if spare:
        tip = f"다음 명령이 지웁니다: python3 scripts/normalize.py {shown}"
        reader.say(
            "file-form",
            Where(shown, 1),
            "값이 없는 칸이나 줄이 더 있습니다. 읽을 때 뺐습니다.",
            tip,
            "notice",
        )
    return tuple(found)


def _lines(reader: _Reader, shown: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on. A quote that never closes ends the reading."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as wrong:
            if "field larger" in str(wrong):
                tip = "따옴표가 닫히지 않았는지 보고, 긴 글은 나누어 적으세요."
                reader.say("csv-quote", Where(shown, start), "한 칸의 글이 13만 자를 넘습니다.", tip)
                return
            tip = '따옴표로 시작한 칸은 따옴표로 닫고, 칸 안의 따옴표는 두 번("") 적으세요.'
            reader.say(
                "csv-quote", Where(shown, start), "따옴표의 짝이 맞지 않아 여기서부터 읽을 수 없습니다.", tip
            )
            return
        yield start, cells
        start = records.line_num + 1


def _header_is_right(
    reader: _Reader, shown: str, line: int, names: Sequence[str], wanted: Sequence[str]
) -> bool:
    if names == list(wanted):
        return True
    tip = f"첫 줄을 이렇게 적으세요: {','.join(wanted)}"
    if sorted(names) == sorted(wanted):
        at = next(n for n, (name, right) in enumerate(zip(names, wanted, strict=True), 1) if name != right)
        command = f"python3 scripts/normalize.py {shown}"
        message = f"열의 순서가 다릅니다: ‘{wanted[at - 1]}’ 자리에 ‘{names[at - 1]}’."
        reader.say("csv-header", Where(shown, line, at), message, f"다음 명령이 순서를 맞춥니다: {command}")
        return False
    if len(names) == 1 and re.search(r"[;\t]", names[0]):
        reader.say(
            "csv-header",
            Where(shown, line),
            "칸이 쉼표로 나뉘어 있지 않습니다.",
            f"칸은 쉼표로 나누세요. {tip}",
        )
        return False
    for number, name in enumerate(names, 1):
        if name not in wanted:
            near = did_you_mean(name, [w for w in wanted if w not in names])
            hint = f" 혹시 {near}인가요?" if near else ""
            reader.say("csv-header", Where(shown, line, number), f"모르는 열입니다: ‘{name}’.{hint}", tip)
        elif names.index(name) != number - 1:
            reader.say("csv-header", Where(shown, line, number), f"같은 열이 두 번 있습니다: ‘{name}’.", tip)
    missing = [name for name in wanted if name not in names]
    if missing:
        reader.say("csv-header", Where(shown, line), f"열이 없습니다: {', '.join(missing)}.", tip)
    return False


def _row(
    reader: _Reader, where: Where, row: type[_Model], names: Sequence[str], cells: Sequence[str]
) -> _Model | None:
    extra = [number for number, cell in enumerate(cells[len(names) :], len(names) + 1) if cell.strip()]
    if extra:
        tip = '쉼표가 든 글은 따옴표(")로 묶고, 한 칸씩 밀린 값이 없는지 보세요.'
        message = f"칸이 {len(names)}개여야 하는데 {extra[-1]}개입니다."
        reader.say("csv-cells", Where(where.path, where.line, extra[0]), message, tip)
        return None
    if len(cells) < len(names):
        tip = f"빈칸도 쉼표로 자리를 지키세요. 열: {','.join(names)}"
        message = f"칸이 {len(names)}개여야 하는데 {len(cells)}개입니다."
        reader.say("csv-cells", Where(where.path, where.line, len(cells)), message, tip)
        return None
    values: dict[str, Any] = {}
    sound = True
    for number, (name, cell) in enumerate(zip(names, cells, strict=False), 1):
        value = cell.strip()
        if not value:
            continue
        if _runs_in_a_spreadsheet(value):
            tip = "앞의 기호를 지우거나, 글이라면 다른 글자로 시작하게 고치세요."
            message = f"{_named(row, name)}: 엑셀이 계산식으로 여기는 글자(‘{value[0]}’)로 시작합니다."
            reader.say("formula-text", Where(where.path, where.line, number), message, tip)
            sound = False
        values[name] = value
    try:
        made = row.model_validate({"where": where, **values})
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            name = str(error["loc"][0])
            column = names.index(name) + 1 if name in names else 0
            message, tip = _explained(error)
            at = Where(where.path, where.line, column)
            reader.say(_rule(error["type"]), at, f"{_named(row, name)}: {message}", tip)
        return None
    return made if sound else None


def _runs_in_a_spreadsheet(value: str) -> bool:
    """= + @ always; - only before something that is no number (a lone dash is a printed value)."""
    if value[0] in "=+@＝＋＠":
        return True
    return len(value) > 1 and value[0] in "-－" and not re.fullmatch(r"-[\d.,]+%?", value)


# ── YAML ────────────────────────────────────────────────────────────────────────────────────


def _sheet(reader: _Reader, path: Path, model: type[_Model]) -> _Model | None:
    """One YAML file as its frozen type; every problem in it is told at its line."""
    text = _text(reader, path)
    if text is None:
        return None
    shown = reader.shown(path)
    root = _composed(reader, shown, text)
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode):
        tip = "‘이름: 값’ 꼴의 줄로 적으세요."
        reader.say("yaml-shape", _at(shown, root), "맨 위는 ‘이름: 값’의 모음이어야 합니다.", tip)
        return None
    before = len(reader.problems)
    reader.lines[shown] = {key.value: key.start_mark.line + 1 for key, _ in root.value if key.id == "scalar"}
    data = _plain(reader, shown, root)
    try:
        made = model.model_validate(data)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            message, tip = _explained(error, model)
            where, name = _found(shown, root, error["loc"])
            label = _label(model, error["loc"])
            named = f"{name}({label})" if label else name
            reader.say(_rule(error["type"]), where, f"{named}: {message}" if named else message, tip)
        return None
    return made if len(reader.problems) == before else None


def _at(shown: str, node: Any) -> Where:
    return Where(shown, node.start_mark.line + 1, node.start_mark.column + 1)


def _composed(reader: _Reader, shown: str, text: str) -> Any | None:
    try:
        if _too_deep(text):
            reader.say(
                "yaml-syntax", Where(shown, 1), "겹이 너무 깊습니다.", "data/README.md의 꼴에 맞추세요."
            )
            return None
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = min(mark.line if mark else 0, text.count("\n"))
        written = text.split("\n")[line]
        where = Where(shown, line + 1, (mark.column if mark else 0) + 1)
        if re.match(r" *\t", written) or "\t" in str(wrong.problem):
            reader.say("yaml-tab", where, "탭으로 들여 썼습니다.", "탭 대신 빈칸 두 개씩으로 들여 쓰세요.")
        elif "alias" in str(wrong.problem):
            reader.say(
                "yaml-alias", where, "별표(*)로 시작하는 값은 쓸 수 없습니다.", "글이라면 따옴표로 묶으세요."
            )
        else:
            tip = (
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요."
            )
            reader.say("yaml-syntax", where, "YAML 문법에 맞지 않아 읽을 수 없습니다.", tip)
        return None
    except yaml.YAMLError:
        # the parser refuses these letters wherever they stand
        found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        before = text[: found.start()] if found else ""
        where = Where(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        reader.say(
            "text-control",
            where,
            "YAML에 쓸 수 없는 제어 문자가 있습니다.",
            "그 글자를 지우고 다시 적으세요.",
        )
        return None
    if len(nodes) > 1:
        reader.say(
            "yaml-shape", _at(shown, nodes[1]), "한 파일에 문서가 둘 이상입니다.", "--- 줄을 지우세요."
        )
        return None
    if not nodes:
        reader.say(
            "file-empty", Where(shown, 1), "내용이 없습니다.", "data/README.md의 꼴에 맞추어 적으세요."
        )
        return None
    pointed = _aliased(nodes[0]) if "&" in text and "*" in text else None
    if pointed is not None:
        tip = "별표(*)로 가리키지 말고 값을 다시 적으세요."
        reader.say("yaml-alias", _at(shown, pointed), "다른 곳에서 이 값을 별표(*)로 가리킵니다.", tip)
        return None
    return nodes[0]


def _too_deep(text: str) -> bool:
    """Whether collections nest deeper than any data of ours, told without the recursion that it would overflow."""
    if text.count("[") + text.count("{") < DEEPEST and not re.search(rf"^[ \-?]{{{DEEPEST},}}", text, re.M):
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _aliased(root: Any) -> Any | None:
    """A node that an alias (*) points to. Refused, because a few of them can stand for billions of values."""
    met: set[int] = set()
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if id(node) in met:
            return node
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            ahead += node.value
        elif isinstance(node, yaml.MappingNode):
            ahead += [part for pair in node.value for part in pair]
    return None


def _plain(reader: _Reader, shown: str, node: Any) -> Any:
    """Every scalar as text: pydantic decides what it is, so `no` stays no and a wrong date has a place."""
    if isinstance(node, yaml.ScalarNode):
        empty = not node.style and node.value in ("", "~", "null", "Null", "NULL")
        return None if empty else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(reader, shown, child) for child in node.value]
    read = Node()
    read.where = _at(shown, node)
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        where = _at(shown, key_node)
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key in ("", "where", "<<"):
            message = (
                f"쓸 수 없는 이름입니다: ‘{key}’." if key else "이름이 올 자리에 이름이 아닌 것이 있습니다."
            )
            reader.say("yaml-key", where, message, "data/README.md에 있는 이름만 쓰세요.")
            continue
        if key in seen:
            tip = f"{seen[key]}행과 이 줄 가운데 하나를 지우세요."
            reader.say("yaml-duplicate", where, f"같은 이름이 두 번 있습니다: ‘{key}’.", tip)
            continue
        seen[key] = where.line
        value = _plain(reader, shown, value_node)
        if value is not None:
            read[key] = value
    return read


def _found(shown: str, root: Any, loc: Sequence[Any]) -> tuple[Where, str]:
    """Where an error of pydantic stands in the file, and the name it has there."""
    node, where, name = root, _at(shown, root), ""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            name = f"{name}.{step}" if name and step != "[key]" else (name or str(step))
            if pair is None:
                return where, name
            where, node = _at(shown, pair[0]), pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            name = f"{name}[{step + 1}]"
            node = node.value[step]
            where = _at(shown, node)
    return where, name


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _rule(kind: str) -> str:
    return _RULES.get(kind, kind.replace("_", "-"))


_RULES = {
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-code",
    "string_type": "yaml-shape",
    "tuple_type": "yaml-shape",
    "dict_type": "yaml-shape",
    "model_type": "yaml-shape",
    "model_attributes_type": "yaml-shape",
    "bool_parsing": "yaml-shape",
    "bool_type": "yaml-shape",
    "string_too_short": "missing",
}


def _named(row: type[BaseModel], name: str) -> str:
    label = label_of(row.model_fields[name].description) if name in row.model_fields else ""
    return f"{name}({label})" if label else name


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info for name, info in model.model_fields.items() if name != "where"}


def _step(model: Any, step: Any) -> tuple[Any, Any]:
    """The type and field that one step of an error's place leads to."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        info = _fields(model).get(str(step))
        return (info.annotation, info) if info else (None, None)
    inner = [a for a in get_args(model) if a is not type(None) and a is not Ellipsis]
    return (inner[-1] if inner else None), None


def _label(model: type[BaseModel], loc: Sequence[Any]) -> str:
    here: Any = model
    label = ""
    for step in loc:
        while get_args(here) and type(None) in get_args(here):
            here = next(a for a in get_args(here) if a is not type(None))
        known = isinstance(here, type) and issubclass(here, BaseModel)
        here, info = _step(here, step)
        if info is not None:
            label = label_of(info.description)
        elif known:
            return ""
    return label


def _model_at(model: type[BaseModel], loc: Sequence[Any]) -> type[BaseModel] | None:
    here: Any = model
    for step in loc:
        while get_args(here) and type(None) in get_args(here):
            here = next(a for a in get_args(here) if a is not type(None))
        here, _ = _step(here, step)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _short(text: str) -> str:
    """A value as a message quotes it: one line, not longer than a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _explained(error: Mapping[str, Any], model: type[BaseModel] | None = None) -> tuple[str, str]:
    """A Korean sentence and a tip for one error of pydantic."""
    kind, context = error["type"], error.get("ctx") or {}
    value = error.get("input")
    shown = _short(value) if isinstance(value, str) else ""
    if "tip" in context:
        written = context.get("value", "")
        return f"{error['msg'].replace(written, _short(written)) if written else error['msg']}.", context[
            "tip"
        ]
    match kind:
        case "missing":
            tip = "값을 적으세요. 모르는 값이면 이 줄을 싣지 마세요."
            if model is not None:
                tip = f"‘{error['loc'][-1]}: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다."
            return "꼭 적어야 하는 값이 없습니다.", tip
        case "string_too_short":
            return "빈 글입니다.", "값을 적거나, 적을 것이 없으면 이 줄을 지우세요."
        case "extra_forbidden":
            owner = _model_at(model, error["loc"][:-1]) if model else None
            if owner is Contact:
                tip = "이 줄을 지우세요. 사람 이름과 개인 연락처는 싣지 않습니다."
                return "담당에는 역할(role)과 사무실 전화(phone)만 적습니다.", tip
            known = list(_fields(owner)) if owner else []
            near = did_you_mean(str(error["loc"][-1]), known)
            hint = f" 혹시 {near}인가요?" if near else ""
            return f"모르는 이름입니다.{hint}", f"쓸 수 있는 이름: {', '.join(known)}"
        case "literal_error":
            known = re.findall(r"'([^']*)'", context["expected"])
            near = did_you_mean(shown, known)
            hint = f" 혹시 {near}인가요?" if near else ""
            return f"모르는 코드입니다: ‘{shown}’.{hint}", f"쓸 수 있는 코드: {', '.join(known)}"
        case "tuple_type":
            return "목록이어야 합니다.", "줄마다 ‘- ’로 시작하는 목록으로 적으세요."
        case "dict_type" | "model_type" | "model_attributes_type":
            return "‘이름: 값’의 모음이어야 합니다.", "data/README.md의 꼴에 맞추어 들여 쓰세요."
        case "string_type":
            return (
                "글이 올 자리에 목록이나 모음 또는 빈 값이 있습니다.",
                "글 하나를 적으세요. 콜론이 든 글은 따옴표로 묶으세요.",
            )
        case "bool_parsing" | "bool_type":
            return f"true나 false여야 합니다: ‘{shown}’.", "true 또는 false로 적으세요."
        case _:
            return (
                f"값이 바르지 않습니다: ‘{shown}’.",
                "data/README.md에서 이 자리에 올 수 있는 값을 확인하세요.",
            )
