"""Judges what is said of a broken file: caught at its line, provably harmless, missed, or a crash."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from unittest.mock import patch

from pydantic import BaseModel

import macros.check
import macros.load.folder
from macros.check import check_loaded
from macros.check.guard import check_guard
from macros.compute.differences import differences
from macros.load import Files, Loaded, load_files, with_values
from macros.load.stored import Stored, stored_folder
from macros.model import Book
from macros.problem import Problem, in_order
from tests.breaking import Break

Verdict = Literal["check", "guard", "told", "harmless", "missed", "crash"]
VERDICTS: tuple[Verdict, ...] = ("check", "guard", "told", "harmless", "missed", "crash")


@dataclass(frozen=True)
class Judged:
    """What came of one break, and the words that decided it."""

    broken: Break
    verdict: Verdict
    why: str = ""


# ── reading and checking quickly: what did not change is not read or checked again ──────────


@contextmanager
def remembering() -> Iterator[None]:
    """Files of the same path and bytes are read once, Books of the same rows checked once. All of it is pure."""
    folder, check = macros.load.folder, macros.check
    with (
        patch.object(folder, "load_sheet", _reading(folder.load_sheet)),
        patch.object(folder, "load_table", _reading(folder.load_table)),
        # the lines of nested values are looked up for what is new alone: see Baseline
        patch.object(check, "with_values", lambda problems, folder: in_order(problems)),
        patch.object(folder, "stored_folder", _storing()),
        patch.object(check, "_found", _finding(check._found)),
    ):
        yield


def _reading(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, tuple[Any, list[Problem], Any]] = {}

    def reading(reader: Any, path: Any, *more: Any, **named: Any) -> Any:
        shown = str(path.path)
        key = (shown, path.files.get(shown))
        if key not in known:
            before = len(reader.problems)
            made = read(reader, path, *more, **named)
            if len(known) > _MOST:
                known.clear()
            known[key] = (made, reader.problems[before:], reader.lines.get(shown))
            return made
        made, problems, lines = known[key]
        reader.problems += problems
        if lines is not None:
            reader.lines[shown] = lines
        return made

    return reading


def _storing() -> Callable[[Files], Stored]:
    known: dict[tuple[str, ...], Stored] = {}

    def storing(files: Files) -> Stored:
        paths = tuple(files)
        if paths not in known:
            known[paths] = stored_folder(files)
        return replace(known[paths], files=files)

    return storing


def _finding(find: Callable[..., Iterable[Problem]]) -> Callable[..., Iterable[Problem]]:
    known: dict[Any, tuple[tuple[Problem, ...], Book | None]] = {}  # the Book so that no id is given away

    def finding(loaded: Loaded, as_of: date) -> Iterable[Problem]:
        broken = frozenset(each.path.rpartition("/")[0] for each in loaded.problems if each.level == "error")
        key = (as_of, broken, tuple(_key(name, part) for name, part in parts(loaded.book).items()))
        if key not in known:
            if len(known) > _MOST:
                known.clear()
            known[key] = (tuple(find(loaded, as_of)), loaded.book)
        return known[key][0]

    return finding


def _key(name: str, part: Any) -> Any:
    """Rows are told apart by what they hold and their lines, sheets by being the same thing read once."""
    return (name, part) if isinstance(part, tuple) else (name, id(part))


_MOST = 3000


# ── comparing ───────────────────────────────────────────────────────────────────────────────


def parts(book: Book | None) -> dict[str, Any]:
    """Every file of a Book as it was read, by its path."""
    if book is None:
        return {}
    found: dict[str, Any] = {"site": book.site, "terms": book.terms, "editions": book.editions}
    found["sources"] = tuple(book.sources.values())
    for place in book.places.values():
        found[f"{place.id}/about"] = place.about
        found |= {f"{place.id}/{name}": rows for name, rows in place.tables.items()}
        found |= {f"{c.key}:{c.kind}": c.sheet for c in place.commitments}
    return found


def _plain(value: Any) -> Any:
    """A value as it is written, without its lines: 50.0 is not 50."""
    if isinstance(value, BaseModel):
        return {name: _plain(each) for name, each in value.__dict__.items() if name != "where"}
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value if value is None else str(value)


def _leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, (*at, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, (*at, number))
    else:
        yield at, value


def changed_values(before: Book, after: Book | None) -> list[tuple[str, tuple[Any, ...], Any, Any]] | None:
    """File, place, old and new of each value that is another; None where the files themselves are others."""
    old, new = parts(before), parts(after)
    if list(old) != list(new):
        return None
    found = []
    for name, was in old.items():
        now = new[name]
        if was is now:
            continue
        one, two = dict(_leaves(_plain(was))), dict(_leaves(_plain(now)))
        if list(one) != list(two):
            found += [
                (name, at, one.get(at), two.get(at)) for at in {**one, **two} if one.get(at) != two.get(at)
            ]
            if not found:
                return None
        else:
            found += [(name, at, one[at], two[at]) for at in one if one[at] != two[at]]
    return found


def _worth(text: str | None) -> Any:
    """What a value is worth: 300.0 is 300."""
    return Decimal(text) if text and re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]+)?", text) else text


def as_read(text: str) -> str:
    """A text as reading leaves it: NFC, no blanks around it, LF."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def context(files: Files, path: str) -> Files:
    """The files that what is said of one file may depend on: of its place, of the site, and what they lead to."""
    first = path.split("/")[1] if path.count("/") > 1 else max(_places(files), key=lambda p: _size(files, p))
    wanted, waiting = {name for name in files if name.count("/") == 1}, [f"data/{first}/"]
    while waiting:
        start = waiting.pop()
        for name in files:
            if name.startswith(start) and name not in wanted:
                wanted.add(name)
                if name.endswith(".yml") and name.count("/") == 3:
                    waiting += _led_to(files[name].decode())
    return {name: data for name, data in files.items() if name in wanted}


def _places(files: Files) -> set[str]:
    return {name.split("/")[1] for name in files if name.count("/") > 1}


def _size(files: Files, place: str) -> int:
    return sum(len(data) for name, data in files.items() if name.startswith(f"data/{place}/"))


def _led_to(text: str) -> list[str]:
    """The files of the commitments that a sheet is related to, and of their places."""
    found = re.findall(r"([a-z0-9-]+)/([a-z0-9-]+)", text.partition("related:")[2])
    kinds = ("pledges", "programmes")
    return [
        f"data/{p}/{n}"
        for p, id in found
        for n in ("place.yml", "sources.csv", *(f"{k}/{id}.yml" for k in kinds))
    ]


def _in_order(book: Book | None) -> Any:
    """All values, the lists of YAML files sorted but for the ladder, whose order is its meaning."""
    return {
        name: part if isinstance(part, tuple) else _sorted(_plain(part)) for name, part in parts(book).items()
    }


def _sorted(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _sorted(each, key) for key, each in value.items()}
    if isinstance(value, list):
        found = [_sorted(each) for each in value]
        return found if name == "ladder" else sorted(found, key=repr)
    return value


# ── judging ─────────────────────────────────────────────────────────────────────────────────


def _said(each: Problem) -> tuple[str, str, str, str]:
    return each.level, each.rule, each.path, re.sub(r"[0-9]+행", "행", each.message)


def placed(problems: Iterable[Problem], loaded: Loaded) -> tuple[Problem, ...]:
    """Problems as check.py shows them: each at the line of its very value."""
    assert loaded.folder is not None
    return with_values(problems, loaded.folder)


def _spot(each: Problem) -> Any:
    return each.rule, each.path, each.line, each.steps


@dataclass
class Baseline:
    """The sound files of a place with what is common, and what is said of them."""

    files: Files = field(repr=False)
    as_of: date
    loaded: Loaded = field(init=False, repr=False)
    counted: Counter[Any] = field(init=False, repr=False)
    spots: set[Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.loaded = check_loaded(load_files(self.files), self.as_of)
        self.counted = Counter(_said(each) for each in self.loaded.problems)
        self.spots = {_spot(each) for each in self.loaded.problems if each.level != "error"}

    def judged(self, broken: Break) -> Judged:
        """The verdict on one break of these files."""
        files = {path: data for path, data in {**self.files, **broken.files}.items() if data is not None}
        try:
            loaded = check_loaded(load_files(files), self.as_of)
            return self._verdict(broken, loaded)
        except Exception as wrong:
            return Judged(broken, "crash", f"{type(wrong).__name__}: {wrong}"[:200])

    def _verdict(self, broken: Break, loaded: Loaded) -> Judged:
        new = placed(self._new(loaded.problems), loaded)
        told = next((each for each in new if self._points(each, broken)), None)
        if told:
            return Judged(broken, "check", f"{told.rule}: {told.message}"[:160])
        assert self.loaded.book is not None
        changed = changed_values(self.loaded.book, loaded.book)
        if changed is not None and all(_worth(old) == _worth(new) for _, _, old, new in changed):
            return Judged(broken, "harmless", "same values")
        if changed is not None and _in_order(self.loaded.book) == _in_order(loaded.book):
            return Judged(broken, "harmless", "same entries of a list in another order")
        text = as_read(broken.written or "")
        if text and changed is not None and [new for _, _, _, new in changed] == [text]:
            return Judged(broken, "harmless", "text as written")
        if loaded.book is not None:
            guard = next(iter(self._guarded(broken, loaded)), None)
            if guard:
                return Judged(broken, "guard", guard)
            if self._new_row(broken, loaded.book):
                return Judged(broken, "told", "a new row")
        return Judged(broken, "missed", f"{[(p.rule, p.path, p.line) for p in new][:3]} {str(changed)[:200]}")

    def _new(self, problems: Iterable[Problem]) -> list[Problem]:
        """What is said more often than before; a warning or notice only where its rule had not spoken already."""
        now = Counter(_said(each) for each in problems)
        return [
            each
            for each in problems
            if now[_said(each)] > self.counted[_said(each)]
            and (each.level == "error" or _spot(each) not in self.spots)
        ]

    def _points(self, each: Problem, broken: Break) -> bool:
        if each.path == broken.path and (not broken.lines and not broken.field):
            return True
        if each.path in broken.files and each.path == broken.path and each.line in broken.lines:
            return True
        if each.path == broken.path and any(
            int(line) in broken.lines for line in re.findall(r"([0-9]+)행", each.message)
        ):
            return True
        # what is gone has no line: then it must be named
        said = f"{each.message} {each.message_en}"
        return any(
            f"‘{name}’" in said
            or f"[{name}]" in said
            or (len(name) > 1 and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said))
            for name in broken.names
        )

    def _guarded(self, broken: Break, loaded: Loaded) -> Iterator[str]:
        assert self.loaded.book is not None
        assert loaded.book is not None
        told = check_guard(self.loaded.book, loaded.book, self.as_of, loaded.problems)
        for each in placed(told, loaded):
            if self._points(each, broken):
                yield f"{each.rule}: {each.message}"[:160]

    def _new_row(self, broken: Break, after: Book) -> bool:
        """Whether what this change does is told as one new, well-formed row on a line of the break."""
        assert self.loaded.book is not None
        found = differences(self.loaded.book, after)
        return [each.kind for each in found] == ["added"] and any(
            each.after_row and (each.after_row.path, each.after_row.line) == (broken.path, line)
            for each in found
            for line in broken.lines
        )


# ── the table ───────────────────────────────────────────────────────────────────────────────

Tally = Counter[tuple[str, str, str]]  # way, kind of file, verdict → how many

_HEADINGS = (
    "해 봄 · tried",
    "check.py",
    "check.py --base",
    "changes.py",
    "해 없음 · harmless",
    "놓침 · missed",
)
_INTRODUCTION = """# 망가뜨린 자료와 찾아낸 것 · Broken data, and what is said of it

자료의 모든 파일, 모든 칸을 사람과 엑셀과 편집기가 저지르는 여러 가지 방식으로 한 번에 하나씩 망가뜨리고, 무엇이 알려 주는지 봅니다.
`tests/breaking.py`가 망가뜨리고 `tests/corruption.py`가 판정합니다.

- **check.py**: 자료만 보고 그 파일, 그 줄을 가리켜 알립니다. 없어진 것은 이름으로 알립니다.
- **check.py --base**: 올바른 꼴의 다른 값이라 앞의 자료와 견주어야 아는 것을, 그 줄을 가리켜 알립니다.
- **changes.py**: 장부에 새로 더해진 올바른 꼴의 행으로, 무엇이 바뀌는지 보일 때 새 행으로 알립니다.
- **해 없음**: 읽은 값이 앞과 모두 같거나(줄바꿈, BOM, 값이 같은 수, 목록의 차례), 글이 올 자리에 적은 글 그대로입니다. 글은 페이지에 코드가 아니라 글자로 나옵니다.
- **놓침**: 값이 달라졌는데 아무것도 알리지 않았습니다. 오류로 멈춘 것도 여기에 셉니다. 0이어야 합니다.

Every field of every file is broken in one way at a time. Caught: by the checks at its line, by the comparison with the data before it, or told as a new row.
Harmless: the values read are the same, or a text is exactly what was written. Missed: a different value of which nobody speaks, or a traceback; it must be 0.
"""


def table(counted: Tally) -> str:
    """The results as Markdown: by kind of file, by way, and each way in each kind of file."""
    kinds = sorted({kind for _, kind, _ in counted}, key=lambda kind: (kind.endswith(".csv"), kind))
    ways = list(dict.fromkeys(sorted(way for way, _, _ in counted)))
    lines = [_INTRODUCTION, "## 파일의 종류마다 · By kind of file", "", *_head("파일 · file")]
    lines += [_line(f"`{kind}`", Counter(_select(counted, kind=kind))) for kind in kinds]
    lines += [_line("**모두 · all**", Counter(_select(counted)))]
    lines += ["", "## 방식마다 · By way", "", *_head("방식 · way")]
    lines += [_line(way, Counter(_select(counted, way=way))) for way in ways]
    lines += ["", "## 방식과 파일의 종류마다 · By way and kind of file", ""]
    lines += ["칸마다 알린 것/해 없는 것. In each cell: told / harmless.", ""]
    lines += [f"| 방식 · way | {' | '.join(kinds)} |", f"| --- |{' ---: |' * len(kinds)}"]
    for way in ways:
        cells = [_cell(Counter(_select(counted, way=way, kind=kind))) for kind in kinds]
        lines.append(f"| {way} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _select(counted: Tally, way: str = "", kind: str = "") -> dict[str, int]:
    found: Counter[str] = Counter()
    for (one, other, verdict), number in counted.items():
        if way in ("", one) and kind in ("", other):
            found[verdict] += number
    return found


def _head(first: str) -> list[str]:
    return [f"| {first} | {' | '.join(_HEADINGS)} |", f"| --- |{' ---: |' * len(_HEADINGS)}"]


def _line(name: str, found: Counter[str]) -> str:
    shown = (found.total(), *(found[v] for v in VERDICTS[:4]), found["missed"] + found["crash"])
    return f"| {name} | {' | '.join(f'{number:,}' for number in shown)} |"


def _cell(found: Counter[str]) -> str:
    if not found.total():
        return ""
    bad = found["missed"] + found["crash"]
    return f"{found['check'] + found['guard'] + found['told']}/{found['harmless']}" + (
        f" **{bad}**" if bad else ""
    )
