"""/contribute/: each task with its clicks, its rows to copy and its pictures, drawn from what `tasks` holds.

The pictures are ours, of the places to press and the lines to type: they grow no older than the data they are made of.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from macros.language import LEDGERS, josa
from macros.model import FUNDS, STATUSES, TABLES, columns, word
from macros.pages.editing import FOLDERS, OF_COMMITMENT
from macros.pages.frame import BRANCH, Fragment, View, fragment
from macros.pages.tasks import GRID, TASKS, Mistake, Paper, Task

MENU: Final = (FOLDERS["pledges"], *(LEDGERS[name] for name in OF_COMMITMENT))
# after the first file: what is pressed to send it, and to put a second file into the same proposal
SEND: Final = (
    "오른쪽 위의 [[Commit changes...]]를 누릅니다.",
    "무엇을 왜 고쳤는지 한 줄 적고 [[Propose changes]]를 누릅니다.",
    "다음 화면에서 [[Create pull request]]를 누릅니다. 제안을 보냈습니다.",
)
# what stands in each ledger of a place, in the order in which they are asked for
HELD: Final[Mapping[str, str]] = {
    "outcomes.csv": "실적",
    "spending.csv": "계획한 돈, 확보한 돈, 쓴 돈",
    "targets.csv": "목표",
    "statuses.csv": "이행 상태",
    "changes.csv": "계획이 바뀐 까닭",
    "corrections.csv": "잘못 옮긴 값을 고친 까닭",
    "sources.csv": "출처",
}
_MARKED: Final = re.compile(r"(`[^`]+`|\[\[[^\]]+\]\])")
_CODED: Final = re.compile(r"((?<![A-Za-z])(?!id\b)[A-Za-z][\w./-]*)", re.ASCII)


@dataclass(frozen=True)
class Line:
    """A line of a file in a picture. `kind`: "" as it is, new, gone; `number` 0 where lines are left out."""

    number: int
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Sheet:
    """A picture of the editor: the file, its lines, the numbers of the step that types and the one that presses."""

    path: str
    lines: tuple[Line, ...]
    typed: int
    pressed: int


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its column, what the column means in (text, code, text, …), what stands in it."""

    column: str
    meaning: tuple[str, ...]
    value: str


@dataclass(frozen=True)
class Answer:
    """What the check says, taken apart: where, how grave, what is wrong, how to put it right, the row to add."""

    where: str
    level: str
    message: str
    tip: str
    row: str


def task_part(view: View, path: str, task: str) -> Fragment:
    """One task of TASKS: its pictures, its steps, the rows to copy, its cells, its mistake."""
    found, terms = TASKS[task], view.book.terms
    return fragment(
        "task.html",
        view,
        path,
        id=task,
        task=found,
        menu=MENU,
        sheets=sheets(found),
        told=told(found),
        steps=[marked(each) for each in steps(found)],
        rows=[(paper.path, rows_of(paper)) for paper in found.papers],
        cells=[(paper.path, tuple(cells(paper))) for paper in found.papers],
        codes={
            "fund": [(code, word(terms.funds, code)) for code in FUNDS],
            "status": [(code, word(terms.statuses, code)) for code in STATUSES if code != "unknown"],
        },
        mistake=marked(found.mistake.told),
        typed=found.mistake.typed,
        answer=answer_of(found.mistake),
    )


def sending_part(view: View, path: str, second: bool = False) -> Fragment:
    """The screens after the editor: naming the change and sending it; or those that lead to a second file."""
    return fragment("sending.html", view, path, second=second, title=TASKS["change"].title)


def answer_part(view: View, path: str) -> Fragment:
    """The line that was typed wrong with what the check writes below it, as a pull request shows it."""
    task = TASKS["outcome"]
    (paper,) = task.papers
    wrong = Line(paper.before[-1][0] + 1, task.mistake.typed, "new")
    lines = (*_before(paper)[-1:], wrong)
    return fragment("answer.html", view, path, file=paper.path, lines=lines, answer=answer_of(task.mistake))


def workbook_part(view: View, path: str) -> Fragment:
    """A sheet of the workbook that a department fills in."""
    return fragment(
        "sheet.html", view, path, tabs=GRID.tabs, open=GRID.open, heads=GRID.heads, locked=GRID.locked, filled=GRID.filled
    )  # fmt: skip


def ways_part(view: View, path: str) -> Fragment:
    """The ways of changing the data, those that there are: without an address nobody can be told anything."""
    return fragment("ways.html", view, path, told=_can_be_told(view))


def ledgers_part(view: View, path: str) -> Fragment:
    """The ledgers of a place, each with its first line to copy into a file that is not there yet."""
    heads = [(name, held, ",".join(columns(TABLES[name]))) for name, held in HELD.items()]
    return fragment("ledgers.html", view, path, heads=heads)


def guides_part(view: View, path: str) -> Fragment:
    """The guides of the repository that say more than this page."""
    addresses = {
        name: f"{view.repository}/blob/{BRANCH}/{name}" if view.repository else None
        for name in ("data/README.md", "CONTRIBUTING.md")
    }
    return fragment("guides.html", view, path, addresses=addresses)


def report_to_part(view: View, path: str) -> Fragment:
    """Where to tell of an error, and what: as far as the publisher has said it."""
    site = view.book.site
    return fragment(
        "report_to.html", view, path, address=site.report, contact=site.contact, told=_can_be_told(view)
    )


def _can_be_told(view: View) -> bool:
    return bool(view.repository or view.book.site.report or view.book.site.contact)


def rows_of(paper: Paper) -> str:
    """The lines to copy."""
    return "\n".join((paper.exchanged[1],) if paper.exchanged else paper.new)


def steps(task: Task) -> Iterator[str]:
    """What is done, in order; each is a number in the pictures."""
    first, *others = task.papers
    yield (
        f"고칠 공약의 페이지 맨 아래에서 [[이 자료 고치기]]를 열고 [[{first.menu}]]{_object(first.menu)} 누릅니다. 편집 화면이 "
        "열립니다. 처음 적는 파일이면 첫 줄(열 이름)만 있는 새 파일이 열립니다."
    )
    yield first.typing
    yield from SEND
    for each in others:
        yield (
            f"제목 아래의 파란 이름표(보기에서는 `patch-1`)를 누르고, `{each.path}`{_object(each.path)} 연 다음 "
            "연필 단추를 누릅니다."
        )
        yield each.typing
        yield "[[Commit changes...]]를, 이어서 [[Commit changes]]를 누릅니다. 앞서 보낸 제안에 함께 담깁니다."


def _object(word: str) -> str:
    return josa(word, "을/를")[len(word) :]


def sheets(task: Task) -> list[Sheet]:
    """A picture of the editor for each paper, with the numbers of its steps."""
    return [Sheet(paper.path, _lines(paper), 2 + 5 * n, 3 + 5 * n) for n, paper in enumerate(task.papers)]


def _before(paper: Paper) -> list[Line]:
    shown = [Line(1, ",".join(columns(TABLES[paper.name])))]
    for number, text in paper.before:
        if number > shown[-1].number + 1:
            shown.append(Line(0, ""))
        shown.append(Line(number, text))
    return shown


def _lines(paper: Paper) -> tuple[Line, ...]:
    shown = _before(paper)
    if paper.exchanged:
        number, text = paper.exchanged
        at = [line.number for line in shown].index(number)
        gone = Line(number, shown[at].text, "gone")
        return (*shown[:at], gone, Line(number, text, "new"), *shown[at + 1 :], Line(0, ""))
    last = shown[-1].number
    return (*shown, *(Line(last + n, text, "new") for n, text in enumerate(paper.new, 1)))


def told(task: Task) -> str:
    """The pictures of a task in words, for who does not see them."""
    parts = [f"1번은 ‘이 자료 고치기’ 아래의 ‘{task.papers[0].menu}’"]
    for sheet in sheets(task):
        new = [line.number for line in sheet.lines if line.kind == "new"]
        rows = f"{new[0]}행" if len(new) == 1 else f"{new[0]}행부터 {new[-1]}행까지"
        parts.append(f"{sheet.typed}번은 {sheet.path} {rows}에 적는 것")
        parts.append(f"{sheet.pressed}번은 편집 화면 오른쪽 위의 단추")
    return f"그림: {', '.join(parts)}입니다."


def cells(paper: Paper) -> Iterator[Cell]:
    """Each cell of the first row to type, with the meaning of its column."""
    (values,) = csv.reader([paper.exchanged[1] if paper.exchanged else paper.new[0]])
    row = TABLES[paper.name]
    for name, value in zip(columns(row), values, strict=True):
        meaning = row.model_fields[name].description or name
        yield Cell(name, tuple(_CODED.split(meaning)), value)


def marked(text: str) -> list[tuple[str, str]]:
    """A text in pieces: (kind, words), the kind "" of plain words, code as in a file, key of what is pressed."""
    return [_piece(each) for each in _MARKED.split(text) if each]


def _piece(text: str) -> tuple[str, str]:
    if text[0] == "`":
        return "code", text[1:-1]
    return ("key", text[2:-2]) if text.startswith("[[") else ("", text)


def answer_of(mistake: Mistake) -> Answer:
    """The answer to a mistake: `data/x/y.csv 7행 4열 [오류] message → tip`, below it a row to add."""
    line, _, row = mistake.answer.partition("\n")
    found = re.fullmatch(r"(.+?) \[(.+?)\] (.+) → (.+)", line)
    if found is None:
        raise ValueError(f"not a line of check.py: {mistake.answer!r}")
    return Answer(found[1], found[2], found[3], found[4], row)
