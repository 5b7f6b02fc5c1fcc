"""Differences and effects in plain Korean, the same for a page and for a pull request. Knows no HTML, no Markdown."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel

from macros.compute.differences import Difference
from macros.compute.effects import Effects, MoneyMove, RateMove, TargetMove
from macros.compute.naming import OF_A_FILE, path_words
from macros.compute.silent import SilentRule, new_aims, silent
from macros.language import (
    CHANGE_FIELDS,
    COMMITMENT_KINDS,
    DECISIONS,
    LEDGERS,
    NO_DATA,
    PROBLEM_LEVELS,
    Said,
    amount,
    count,
    date_text,
    exact,
    percent,
    percent_printed,
    year_text,
)
from macros.model import SHEETS, TABLES, Book, Correction, Status, columns, word
from macros.problem import Where

Sign = Literal["", "new", "gone", "back"]
SIGNS: Final[Mapping[Sign, str]] = {"new": "새로 생김", "gone": "없어짐", "back": "뒤로 감"}
BLANK: Final = "빈칸"
NOTHING_NEW: Final = "자료에 달라진 것이 없습니다."
NO_CORRECTION: Final = Said(
    "corrections.csv에 이 고침을 적은 행이 없습니다", "no row of corrections.csv tells of this"
)
NO_RECORD: Final = Said(
    "changes.csv에도 corrections.csv에도 이것을 적은 행이 없습니다",
    "no row of changes.csv or corrections.csv tells of this",
)
NO_CHANGE: Final = Said(
    "changes.csv에 이 변경을 적은 행이 없습니다", "no row of changes.csv tells of this change"
)
NEVER_GONE: Final = Said(
    "실은 것은 그만두었어도 지우지 않습니다", "what was listed stays, even when it was given up"
)
# what is said of a difference that asks for a row and has none: here and by the guard of the data
UNTOLD: Final[Mapping[SilentRule, Said]] = {
    "place-gone": NEVER_GONE,
    "commitment-gone": NEVER_GONE,
    "commitment-moved": NO_CORRECTION,
    "name-changed": NO_CORRECTION,
    "ledger-removed": NO_CORRECTION,
    "ledger-changed": NO_CORRECTION,
    "pledged-changed": NO_CORRECTION,
    "title-changed": NO_RECORD,
    "period-changed": NO_RECORD,
    "indicator-changed": NO_RECORD,
    "stated-changed": NO_RECORD,
}

_WHAT: Final[Mapping[str, str]] = {
    "site": "사이트",
    "terms": "낱말",
    "editions": "판",
    "place": "지역",
    "sheet": "공약 파일",
    **{name.removesuffix(".csv"): word for name, word in LEDGERS.items()},
}
_FILES: Final[Mapping[str, type[BaseModel]]] = {
    **{name.removesuffix(".csv"): row for name, row in TABLES.items()},
    "site": SHEETS["site"],
    "terms": SHEETS["terms"],
    "place": SHEETS["place"],
    "sheet": SHEETS["commitment"],
}
_DATED: Final = frozenset({"spending", "targets", "outcomes", "statuses", "changes", "published_rates"})


@dataclass(frozen=True)
class Line:
    """One thing that differs. `of` is whose (place and title), `page` its site path, "" where there is none now.

    `before` → `after` as a person reads them, both "" where only `what` is told. `row` is where it stands now. `beside`
    is what else a new row says: its text, its source with the address, for who compares them.
    """

    of: str
    page: str
    what: str
    before: str = ""
    after: str = ""
    sign: Sign = ""
    note: str = ""
    row: Where | None = None
    beside: str = ""


@dataclass(frozen=True)
class Section:
    """Lines of one kind under a heading."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Telling:
    """All that differs: one sentence, then sections, none of them empty."""

    summary: str
    sections: tuple[Section, ...]


def telling(before: Book, after: Book, listed: Sequence[Difference], moved: Effects) -> Telling:
    """The differences and their effects in Korean. Without any the summary says so and there is no section."""
    untold = {id(each.difference): UNTOLD[each.rule].ko for each in silent(before, after, listed)}
    aims = {each.row.where: NO_CHANGE.ko for each in new_aims(before, after, listed)}
    untold |= {
        id(each): aims[each.after_row] for each in listed if each.after_row in aims and each.kind == "added"
    }
    books = _Books(before, after, untold)
    told = [each for each in listed if id(each) not in untold]
    made: tuple[tuple[str, str, Iterator[Line]], ...] = (
        ("untold", "기록 없이 바뀐 것", _lines(books, [each for each in listed if id(each) in untold])),
        (
            "commitments",
            "공약과 지원사업",
            _lines(books, [each for each in told if each.what == "commitment"]),
        ),
        ("statuses", "이행 상태", _statuses(books, moved)),
        ("money", "돈", (_money(books, each) for each in moved.money)),
        ("rates", "비율", (_rate(books, each) for each in moved.rates)),
        ("targets", "목표와 실적", (_target(books, each) for each in moved.targets)),
        ("signals", "신호", _signals(books, moved)),
        ("checks", "점검", _checks(moved)),
        ("rows", "자료의 행과 값", _lines(books, [each for each in told if each.what != "commitment"])),
        ("pages", "달라지는 페이지", (_page(books, path) for path in moved.pages)),
    )
    sections = tuple(Section(id, title, tuple(lines)) for id, title, lines in made)
    return Telling(_summary(listed, moved, len(untold)), tuple(each for each in sections if each.lines))


def _summary(listed: Sequence[Difference], moved: Effects, untold: int) -> str:
    if not listed and not (moved.new or moved.gone):
        return NOTHING_NEW
    found = Counter(f"{'file' if each.what == 'commitment' else 'row'} {each.kind}" for each in listed)
    counted = (
        ("file added", "공약·지원사업", "건", "더함"),
        ("file removed", "공약·지원사업", "건", "뺌"),
        ("file changed", "공약·지원사업 파일", "개", "옮김"),
        ("row added", "행·항목", "개", "더함"),
        ("row changed", "값", "개", "고침"),
        ("row removed", "행·항목", "개", "뺌"),
    )
    said = [f"{what} {found[key]}{unit} {how}" for key, what, unit, how in counted if found[key]]
    if untold:
        said.append(f"기록 없이 바뀐 것 {untold}개")
    back = sum(1 for each in moved.statuses if each.backward)
    if back:
        said.append(f"뒤로 간 상태 {back}건")
    said += [
        f"{word} 점검 {len(those)}건" for word, those in (("새", moved.new), ("없어진", moved.gone)) if those
    ]
    return f"{', '.join(said)}."


@dataclass(frozen=True)
class _Books:
    """Both sides, and of the differences that ask for a row and have none what is said of them."""

    before: Book
    after: Book
    untold: Mapping[int, str] = field(default_factory=dict)  # by the identity of the difference

    def note(self, each: Difference) -> str:
        """The correction that tells of a difference, else that none does where one should."""
        return f"정정: {each.correction.reason}" if each.correction else self.untold.get(id(each), "")

    def name(self, place: str, commitment: str = "") -> str:
        """A place and a title as they are called now, else as they were."""
        own = self.after.places.get(place) or self.before.places.get(place)
        listed = self.after.commitments.get(commitment) or self.before.commitments.get(commitment)
        return " ".join(
            part for part in (own.short if own else place, listed.sheet.title if listed else "") if part
        )

    def page(self, place: str, commitment: str = "") -> str:
        """The site path of a commitment, else of its place; "" where it is no longer there."""
        if commitment:
            return f"{commitment}/" if commitment in self.after.commitments else ""
        return f"{place}/" if place in self.after.places else ""

    def source(self, place: str, id: str) -> str:
        """A source by its id, with its address."""
        for book in (self.after, self.before):
            if place in book.places and (found := book.places[place].sources.get(id)):
                return f"{id} {found.url}" if found.url else f"{id} ({found.title})"
        return id

    def indicator(self, commitment: str, id: str) -> tuple[str, str]:
        """The name and the unit of an indicator."""
        for book in (self.after, self.before):
            listed = book.commitments.get(commitment)
            about = listed.sheet.indicators.get(id) if listed else None
            if about:
                return about.name, about.unit or ""
        return id, ""

    def fund(self, place: str, fund: str) -> str:
        return (self.after if place in self.after.places else self.before).fund_label(place, fund)


# ── effects ─────────────────────────────────────────────────────────────────────────────────


def _lines(books: _Books, listed: Sequence[Difference]) -> Iterator[Line]:
    for each in listed:
        if each.what != "commitment":
            yield _row(books, each)
            continue
        of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
        if each.kind == "changed":
            what = OF_A_FILE[each.column]
            said = (each.before, each.after)
            if each.column == "kind":
                said = (COMMITMENT_KINDS[each.before], COMMITMENT_KINDS[each.after])
            yield Line(of, page, what, *said, note=books.note(each), row=each.after_row)
        else:
            row = each.after_row or each.before_row
            folder = row.path.split("/")[2] if row else ""
            kind = COMMITMENT_KINDS["programme" if folder == "programmes" else "pledge"]
            sign: Sign = "new" if each.kind == "added" else "gone"
            yield Line(of, page, kind, sign=sign, note=books.note(each), row=each.after_row)


def _statuses(books: _Books, moved: Effects) -> Iterator[Line]:
    for each in moved.statuses:
        before, after = _status(books.before, each.before), _status(books.after, each.after)
        of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
        row = each.after.where if each.after else None
        yield Line(of, page, "이행 상태", before, after, "back" if each.backward else "", row=row)


def _status(book: Book, row: Status | None) -> str:
    return word(book.terms.statuses, row.status) if row else NO_DATA


def _money(books: _Books, each: MoneyMove) -> Line:
    measure = word(books.after.terms.measures, each.measure)
    part = ""
    if each.fund != "total":
        part = books.fund(each.place, each.fund)
    elif each.year != "total":
        part = year_text(each.year)
    whole = f"{COMMITMENT_KINDS[each.kind]} 합계" if not each.commitment else ""
    what = " ".join(word for word in (whole, measure, part or ("" if whole else "총계")) if word)
    note = ""
    if each.before is not None and each.after is not None:
        by = each.after - each.before
        note = f"{amount(abs(by))} {'늘어남' if by > 0 else '줄어듦'}"
    of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
    return Line(of, page, what, _or_none(each.before, amount), _or_none(each.after, amount), note=note)


def _or_none(value: Decimal | None, words: Callable[[Decimal], str]) -> str:
    return NO_DATA if value is None else words(value)


def _rate(books: _Books, each: RateMove) -> Line:
    note = each.why_not
    if each.before is not None and each.after is not None:
        by = each.after - each.before
        note = f"{exact(abs(by))}%포인트 {'오름' if by > 0 else '내림'}"
    of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
    term = books.after.electoral_terms.get(each.term or "")
    own = (f"{COMMITMENT_KINDS[each.kind]} 합계",) if not each.commitment and each.name not in _LISTED else ()
    what = " ".join((*own, *((term.label,) if term else ()), each.name))
    return Line(of, page, what, _or_none(each.before, percent), _or_none(each.after, percent), note=note)


_LISTED: Final = frozenset({"이행완료율", "정상추진율"})


def _target(books: _Books, each: TargetMove) -> Line:
    name, unit = books.indicator(each.commitment, each.indicator)
    of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
    row = each.after.target.where if each.after and each.after.target else None
    said = [_attained(one, unit) for one in (each.before, each.after)]
    return Line(of, page, f"‘{name}’ {year_text(each.year)}", said[0], said[1], row=row)


def _attained(each: Any, unit: str) -> str:
    if each is None or each.target is None:
        return NO_DATA
    aim = each.target
    asked = count(aim.target, unit) if aim.target is not None else aim.target_text or BLANK
    reached = count(each.value.value, unit) if each.value else NO_DATA
    share = f", 달성률 {percent(each.rate.shown)}" if each.rate else ""
    met = {True: ", 달성", False: ", 미달", None: ""}[each.met]
    return f"목표 {asked}, 실적 {reached}{share}{met}"


def _signals(books: _Books, moved: Effects) -> Iterator[Line]:
    for each in moved.signals:
        of, page = books.name(each.place, each.commitment), books.page(each.place, each.commitment)
        what = word((books.before if each.gone else books.after).terms.signals, each.signal.code)
        yield Line(of, page, what, sign="gone" if each.gone else "new", note=each.signal.because)


def _checks(moved: Effects) -> Iterator[Line]:
    signed: tuple[tuple[Sign, tuple[Any, ...]], ...] = (("new", moved.new), ("gone", moved.gone))
    for sign, those in signed:
        for each in those:
            row = Where(each.path, each.line) if sign == "new" else None
            note = "" if row else each.path
            yield Line("", "", f"{PROBLEM_LEVELS[each.level]}: {each.message}", sign=sign, note=note, row=row)


def _page(books: _Books, path: str) -> Line:
    key = path.removesuffix("/")
    was, now = ({*book.places, *book.commitments} for book in (books.before, books.after))
    sign: Sign = "gone" if key in was - now else "new" if key in now - was else ""
    return Line("", "" if sign == "gone" else path, f"/{path}", sign=sign)


# ── rows and values ─────────────────────────────────────────────────────────────────────────


def told_difference(before: Book, after: Book, each: Difference) -> Line:
    """One difference in words, whatever tells of it."""
    return _row(_Books(before, after), each)


def _row(books: _Books, each: Difference) -> Line:
    of = books.name(each.place, each.commitment) if each.place else ""
    page = books.page(each.place, each.commitment) if each.place else ""
    about = f"{_WHAT[each.what]} {_named(books, each)}".rstrip()
    note = books.note(each)
    if each.column:
        if each.kind != "changed":
            model = _FILES.get(each.what)
            said = re.sub(
                r"(^|; )([a-z_]+): ",
                lambda found: f"{found[1]}{path_words(model, f'{each.column}.{found[2]}', last=True)} ",
                each.after or each.before,
            )
            what = f"{about}, {path_words(model, each.column)} ({said})"
            entry: Sign = "new" if each.kind == "added" else "gone"
            return Line(of, page, what, sign=entry, note=note, row=each.after_row)
        label = path_words(_FILES.get(each.what), each.column)
        what = about if label == _WHAT[each.what] else f"{about}, {label}"
        blank = BLANK if each.what in _DATED | {"sources", "corrections"} else NO_DATA
        was, now = (_cell(books, each, text) or blank for text in (each.before, each.after))
        return Line(of, page, what, was, now, note=note, row=each.after_row)
    said = _value(books, each)
    sign: Sign = "new" if each.kind == "added" else "gone"
    what = f"{about}: {said}" if said else about
    beside = _beside(books, each, said) if sign == "new" else ""
    return Line(of, page, what, sign=sign, note=note, row=each.after_row, beside=beside)


def corrected(book: Book, place: str, commitment: str, row: Correction) -> tuple[str, str, str]:
    """What a correction put right, in words, and the value before and after: as typed where they fit no column."""
    yaml = row.file.endswith(".yml")
    what = (
        row.file.removesuffix(".csv")
        if row.file in TABLES
        else "place"
        if row.file == "place.yml"
        else "sheet"
    )
    key, texts = "" if yaml else row.key, (row.before or "", row.after or "")
    books, each = _Books(book, book), Difference("changed", what, place, commitment, key, row.column, *texts)
    try:
        line = _row(books, each)
    except (ArithmeticError, IndexError, ValueError):  # people type keys and values here as they like
        said = (_WHAT[what], key, path_words(_FILES[what], row.column))
        return " ".join(part for part in said if part), texts[0] or BLANK, texts[1] or BLANK
    return line.what, line.before, line.after


def _cell(books: _Books, each: Difference, text: str) -> str:
    """A cell as a person reads it: amounts and numbers with their unit, a status by its name."""
    if not text or each.what not in _DATED:
        return text
    match each.column:
        case "amount_million_krw":
            return amount(Decimal(text))
        case "target" | "value":
            return count(Decimal(text), books.indicator(each.commitment, each.key.split("/")[1])[1])
        case "published_pct":
            return percent_printed(text)
        case "status":
            return word(books.after.terms.statuses, text)
        case "as_of" | "date":
            return date_text(text)
        case _:
            return text


def _named(books: _Books, each: Difference) -> str:
    """A row by its code columns, in words."""
    parts = each.key.split("/")
    terms = books.after.terms
    if each.what == "spending" and len(parts) == 4:
        fund = books.fund(each.place, parts[3])
        return " ".join(
            (word(terms.measures, parts[1]), year_text(parts[2]), *((fund,) if parts[3] != "total" else ()))
        )
    if each.what in ("targets", "outcomes") and len(parts) >= 3:
        when = "/".join(parts[2:])  # 2014/2017 is one period
        return f"‘{books.indicator(each.commitment, parts[1])[0]}’ {year_text(when)}"
    if each.what == "changes" and len(parts) >= 3:
        return f"{date_text(parts[1])} {'/'.join(parts[3:]) or CHANGE_FIELDS.get(parts[2], parts[2])}"
    if each.what == "published_rates":
        return "/".join(parts[1:])
    if each.what in ("sources", "editions", "corrections"):
        return each.key
    return ""


def _value(books: _Books, each: Difference) -> str:
    """What a whole row says."""
    row = _FILES.get(each.what)
    if row is None or each.what not in _WHAT or row not in TABLES.values():
        return each.after or each.before
    cells = dict(zip(columns(row), next(csv.reader([each.after or each.before])), strict=False))
    unit = books.indicator(each.commitment, cells.get("indicator", ""))[1]
    match each.what:
        case "spending":
            written = cells["amount_million_krw"]
            said = amount(Decimal(written)) if written else BLANK
        case "targets":
            said = count(Decimal(cells["target"]), unit) if cells["target"] else cells["target_text"] or BLANK
        case "outcomes":
            said = count(Decimal(cells["value"]), unit) if cells["value"] else cells["value_text"] or BLANK
        case "statuses":
            said = f"{word(books.after.terms.statuses, cells['status'])} (적힌 말 ‘{cells['raw']}’)"
        case "changes" | "corrections":
            said = f"{cells['before'] or BLANK} → {cells['after'] or BLANK}"
        case "published_rates":
            said = f"{cells['published_pct']}%"
        case _:
            said = f"{cells['publisher']}, {cells['title']}"
    dated = cells.get("as_of")
    return f"{said} (기준일 {date_text(dated)})" if dated else said


def _beside(books: _Books, each: Difference, said: str) -> str:
    """What a new row says beside its value: its texts and its source."""
    row = _FILES.get(each.what)
    if row is None or row not in TABLES.values():
        return ""
    cells = dict(zip(columns(row), next(csv.reader([each.after])), strict=False))
    cells["decision"] = DECISIONS.get(cells.get("decision", ""), "")
    texts = [
        f"{path_words(row, name)} ‘{cells[name]}’"
        for name in _TEXTS
        if cells.get(name) and cells[name] not in said
    ]
    if cells.get("source"):
        texts.append(f"출처 {books.source(each.place, cells['source'])}")
    return " · ".join(texts)


_TEXTS: Final = (
    *("value_text", "target_text", "reason", "decided_by", "decision"),
    *("url", "published", "read", "licence", "note"),
)
