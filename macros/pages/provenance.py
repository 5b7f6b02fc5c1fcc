"""The way back of every figure on a page: what it is, how it was computed, its rows in data/, its sources.

A figure is marked where it is made (`tables.ref`); here the marks of a whole page become links to one list of notes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from macros import compute
from macros.language import (
    CHANGE_FIELDS,
    COMMITMENT_KINDS,
    NO_DATA,
    count,
    date_text,
    exact,
    percent_printed,
    year_text,
)
from macros.model import MEASURES, Commitment, Place, Source
from macros.model.rows import Change, Outcome, PublishedRate, Spending, Status, Target
from macros.model.sheet import Indicator, Milestone, Period, Sheet, Stated
from macros.pages.frame import ROOT, View, render, source_id
from macros.problem import Where

NOTES = "<!--notes-->"  # where a page wants its list; without it the list stands at the end
_REF = re.compile(r'<a class="ref" data-ref="([^"]*)">')
_PARTS = {
    "Pledged": "약속한 글",
    "Participant": "참여 주체",
    "Action": "주요내용",
    "Event": "있었던 일",
    "Remark": "출처를 읽을 때 알아 둘 것",
}
# words of this site in a sheet: no source says them
_OWN = {
    "summary": "쉬운 말 요약: 이 사이트가 쉬운 말로 적음",
    "gaps": "확인하지 못한 것: 이 사이트가 적음",
}


@dataclass(frozen=True)
class Line:
    """What one row says, or some rows that say the same, with the lines and their address."""

    words: str
    lines: str
    href: str


@dataclass(frozen=True)
class Group:
    """Rows of one file about one thing, which `head` names."""

    head: str
    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Note:
    """The way back of one figure. `formula` is empty where it is printed in its row."""

    formula: str
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class _Found:
    """A thing read from data/: what it is about, what it says of that, and whose word it is."""

    head: str
    words: str
    source: Source | None


def row_href(view: View, where: Where, last: int = 0) -> str:
    """Where a line of data/ is shown: in the repository at this commit, else the file as this site publishes it."""
    href = view.row_address(where)
    if href is None:
        return f"{ROOT}ledger/{where.path.removeprefix('data/')}"
    return f"{href}-L{last}" if last > where.line else href


def noted(view: View, page: str) -> str:
    """A page with a link for every mark and the list of notes; one without marks as it is."""
    numbers: dict[str, int] = {}
    page = _REF.sub(
        lambda m: (
            f'<a class="ref" href="#n{(n := numbers.setdefault(m[1], len(numbers) + 1))}" data-n="{n}">'
        ),
        page,
    )
    if not numbers:
        return page.replace(NOTES, "")
    marks = [json.loads(html.unescape(each)) for each in numbers]
    folders = {
        path.rpartition("/")[0].removesuffix("/pledges").removesuffix("/programmes")
        for rows, _ in marks
        for path, _ in rows
    }
    folder = f"{folders.pop()}/" if len(folders) == 1 else "data/"
    notes = [_note(view, folder, [Where(*row) for row in rows], formula) for rows, formula in marks]
    listed = {source_id(each): each for note in notes for each in note.sources}
    missing = [each for id, each in listed.items() if f'id="{id}"' not in page]
    made = str(render("notes.html", view, notes=notes, missing=missing, folder=folder))
    return page.replace(NOTES, made) if NOTES in page else page + made


def _note(view: View, folder: str, wheres: list[Where], formula: str) -> Note:
    known = view.once(_everything)
    found = [(each, known.get((each.path, each.line)) or known[each.path, 0]) for each in wheres]
    grouped: dict[tuple[str, str], list[tuple[Where, _Found]]] = {}
    for where, each in found:
        grouped.setdefault((each.head, where.path), []).append((where, each))
    groups = (
        Group(head, path.removeprefix(folder), tuple(_lines(view, rows)))
        for (head, path), rows in grouped.items()
    )
    sources = {source_id(each.source): each.source for _, each in found if each.source}
    return Note(formula, tuple(groups), tuple(sources.values()))


def _lines(view: View, rows: Iterable[tuple[Where, _Found]]) -> Iterator[Line]:
    """Row by row; lines that follow each other and say the same stand together: 2~10행."""
    runs: list[tuple[str, Where, int]] = []
    for where, each in rows:
        if runs and each.words == runs[-1][0] and where.line == runs[-1][2] + 1:
            runs[-1] = (*runs[-1][:2], where.line)
        else:
            runs.append((each.words, where, where.line))
    for words, first, last in runs:
        told = f"{first.line}~{last}행" if last > first.line else f"{first.line}행"
        yield Line(words, told, row_href(view, first, last))


# ── what the rows say ───────────────────────────────────────────────────────────────────────


def _everything(view: View) -> Mapping[tuple[str, int], _Found]:
    """Every row and part of a sheet by file and line, each told once; a line of two things says the outer one."""
    found: dict[tuple[str, int], _Found] = {}
    for place in view.book.places.values():

        def add(
            thing: BaseModel,
            words: str,
            source: str | None,
            at: Where | None = None,
            place: str = place.id,
            head: str = "",
        ) -> None:
            where: Where = at or thing.where  # type: ignore[attr-defined]
            found.setdefault((where.path, where.line), _Found(head, words, view.source(place, source)))

        for commitment in place.commitments:
            sheet = commitment.sheet
            for name, words in _OWN.items():
                if getattr(sheet, name):
                    add(sheet, words, None, view.book.where(sheet, name))
            other = f"{COMMITMENT_KINDS[commitment.kind]} 파일"
            add(sheet, other, sheet.source, Where(commitment.path, 0))  # any other line of the sheet
            statements = _statements(commitment, place)
            for thing, words, source in _parts(sheet):
                add(thing, words, source)
            for money in commitment.spending:
                head = _money_head(view, money, statements.get(money.where, ""))
                add(money, _money_words(money), money.source, head=head)
            ledgers: tuple[Target | Outcome | Status | Change, ...] = (
                *commitment.targets,
                *commitment.outcomes,
                *commitment.statuses,
                *commitment.changes,
            )
            for row in ledgers:
                add(row, _row_words(view, row, sheet.indicators), row.source)
            add(sheet, sheet.title, sheet.source)
        for rate in place.published_rates:
            add(rate, _row_words(view, rate, {}), rate.source)
        for correction in place.corrections:
            told = f"자료 정정: {correction.before or '빈칸'} → {correction.after or '빈칸'}"
            add(correction, told, None)
        add(place.about, "지역 파일", None)
        add(place.about, "지역 파일", None, Where(place.about.where.path, 0))
        for cover in place.about.coverage:
            total = f"전체 공약 수 {exact(cover.pledges_total)}건" if cover.pledges_total is not None else ""
            add(cover, total or "실은 공약 목록", cover.source)
    return found


def _parts(sheet: Sheet) -> Iterator[tuple[BaseModel, str, str]]:
    """The parts of a sheet that have a line of their own: what each says and the id of its source."""
    own = sheet.pledged.source if sheet.pledged else sheet.source
    for each in (sheet.pledged, *sheet.participants, *sheet.actions, *sheet.events, *sheet.remarks):
        if each is not None:
            yield each, _PARTS[type(each).__name__], getattr(each, "source", None) or own
    if sheet.stated:
        yield sheet.stated, _stated_words(sheet.stated), sheet.stated.source
    if sheet.period:
        yield sheet.period, _period_words(sheet.period), sheet.period.source or sheet.source
    for indicator in sheet.indicators.values():
        yield indicator, _baseline_words(indicator), indicator.baseline_source or sheet.source
    for bar in sheet.roadmap:
        yield bar, f"로드맵 ‘{bar.task}’", own
    for step in sheet.milestones:
        yield step, _step_words(step), step.source or own


def _stated_words(stated: Stated) -> str:
    told = ["사업개요"]
    if stated.cost_million_krw is not None:
        told.append(f"사업비 {exact(stated.cost_million_krw)}백만 원")
    if stated.per_year_million_krw is not None:
        told.append(f"해마다 {exact(stated.per_year_million_krw)}백만 원")
    told += [f"{exact(share)}%" for share in stated.shares.values()]
    return " · ".join(told)


def _period_words(period: Period) -> str:
    ends = (
        f"{date_text(day.text)} {word}" for day, word in ((period.start, "시작"), (period.end, "끝")) if day
    )
    return f"사업기간 {', '.join(ends)}"


def _baseline_words(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return f"지표 ‘{indicator.name}’"
    return f"지표 ‘{indicator.name}’의 출발값 {count(indicator.baseline, indicator.unit or '')}"


def _step_words(step: Milestone) -> str:
    return f"날짜가 정해진 일{f' ({date_text(step.due.text)})' if step.due else ''}"


def _statements(commitment: Commitment, place: Place) -> dict[Where, str]:
    """Which statement a row of money is from, where a measure has more than one: 당초, 변경, and the day."""
    told: dict[Where, str] = {}
    for measure in MEASURES:
        found = compute.statements(commitment, measure, place)
        for number, each in enumerate(found if len(found) > 1 else ()):
            day = f"{date_text(each.as_of.text)} 기준" if each.as_of else f"기준일 {NO_DATA}"
            name = ("변경" if number else "당초") if measure == "planned" else ""
            told |= {row.where: ", ".join(filter(None, (name, day))) for row in each.rows}
    return told


def _money_head(view: View, row: Spending, statement: str) -> str:
    """What amounts of one statement and fund are: 계획, 확보 국비, 계획(변경, 2023년 기준)."""
    measure = view.book.terms.measures[row.measure].ko
    fund = "" if row.fund == "total" else view.book.fund_label(row.where.path.split("/")[1], row.fund)
    return " ".join(filter(None, (f"{measure}({statement})" if statement else measure, fund)))


def _money_words(row: Spending) -> str:
    value = "빈칸" if row.amount_million_krw is None else f"{exact(row.amount_million_krw)}백만 원"
    return f"{year_text(row.year)} {value}"


def _row_words(view: View, row: Any, indicators: Mapping[str, Indicator]) -> str:
    if isinstance(row, Target | Outcome):
        about = indicators.get(row.indicator)
        name, unit = (about.name, about.unit or "") if about else (row.indicator, "")
        if isinstance(row, Target):
            kind, when, number, words = "목표", year_text(row.year), row.target, row.target_text
        else:
            kind, when, number, words = "실적", date_text(row.period.text), row.value, row.value_text
        said = count(number, unit) if number is not None else f"‘{words}’" if words else "빈칸"
        return f"{name} {when} {kind} {said}"
    if isinstance(row, Status):
        return f"기관이 밝힌 상태 ‘{row.raw}’"
    if isinstance(row, Change):
        return f"{row.field_raw or CHANGE_FIELDS[row.field]} {row.before} → {row.after}"
    if isinstance(row, PublishedRate):
        return " ".join([row.label, percent_printed(row.published_pct), _counts_words(view, row)]).rstrip()
    raise TypeError(f"no words for {type(row).__name__}")


def _counts_words(view: View, row: PublishedRate) -> str:
    words = view.book.terms.statuses
    codes = ("completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other")
    # bodies mean by 추진 중 what runs well or everything unfinished, and the counts alone do not tell which
    named = {code: f"{words[code].ko}/추진 중" if code == "on_track" else words[code].ko for code in codes}
    told = [("전체", row.total), *((named[code], getattr(row, code)) for code in codes)]
    counts = ", ".join(f"{name} {exact(number)}건" for name, number in told if number is not None)
    return f"({counts})" if counts else ""
