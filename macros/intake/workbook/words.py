"""Codes ↔ what a person sees of them in a place's workbook, list by list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from macros.intake.refused import Refused
from macros.intake.workbook.sheets import SHEETS, Column
from macros.language import (
    CHANGE_FIELDS,
    DECISIONS,
    RATE_METHODS,
    SOURCE_KINDS,
    YEAR_CODES,
    did_you_mean,
    ledger_named,
    squash,
)
from macros.model import FUNDS, MEASURES, STATUSES, YEAR_WORDS, Book, Place, word

Words = Mapping[str, Mapping[str, str]]  # list → code → label; codes of a list within another as `outer/code`

_LONGEST: Final = 120
_WILD: Final = str.maketrans("*?~", "＊？～")  # a look-up of a spreadsheet would take these for patterns
_SHOWN: Final = 12
_LOWEST: Final = frozenset({"city", "county", "district"})  # levels of terms.yml without another below
_LONGEST_CHOICE: Final = 80  # letters


def words_of(book: Book, place: Place) -> Words:
    """Every list of a place's workbook, in the order in which a person looks for something."""
    commitments = {each.id: each for each in place.commitments}
    years = [str(year) for year in _years(book, place)]
    found: dict[str, dict[str, str]] = {
        "commitments": {
            id: _named(" ".join(filter(None, (each.sheet.no, each.sheet.title))), id)
            for id, each in commitments.items()
        },
        "indicators": {
            f"{id}/{name}": _named(", ".join(filter(None, (one.name, one.unit))), name)
            for id, each in commitments.items()
            for name, one in each.sheet.indicators.items()
        },
        "measures": {code: word(book.terms.measures, code) for code in MEASURES},
        "funds": {code: book.fund_label(place.id, code) for code in FUNDS if _has_fund(place, code)},
        "statuses": {code: word(book.terms.statuses, code) for code in STATUSES},
        "change_fields": dict(CHANGE_FIELDS),
        "decisions": dict(DECISIONS),
        "methods": dict(RATE_METHODS),
        "source_kinds": dict(SOURCE_KINDS),
        "sources": {id: _named(f"{one.publisher}, {one.title}", id) for id, one in place.sources.items()},
        "terms": {one.id: _named(one.label, one.id) for one in book.site.terms},
        "files": {
            **{each.file: _named(each.title, each.file) for each in SHEETS},
            "place.yml": _named("지역 정보", "place.yml"),
            **{
                file: _named(each.sheet.title, file)
                for each in place.commitments
                for file in (each.path.split("/", 2)[2],)
            },
        },
        "columns": {
            f"{each.file}/{column.name}": _named(column.head.removesuffix(" *"), column.name)
            for each in SHEETS
            for column in each.columns
        },
        "years": {**{year: year for year in years}, **{code: YEAR_CODES[code] for code in YEAR_WORDS}},
        "target_years": {**{year: year for year in years}, "term": YEAR_CODES["term"]},
    }
    return {name: _distinct(labels) for name, labels in found.items()}


def _has_fund(place: Place, code: str) -> bool:
    """Whether a place may have money of a fund: below a city, a county and a district there is nobody."""
    about = place.about
    used = any(row.fund == code for row in place.tables.get("spending.csv", ()))
    return code != "lower" or about.level not in _LOWEST or code in about.fund_labels or used


def _years(book: Book, place: Place) -> range:
    """From the first year of any term or row to five years after the last."""
    known = [when.first.year for term in book.site.terms for when in (term.start, term.end)] + [
        int(row.year)
        for file in ("spending.csv", "targets.csv")
        for row in place.tables.get(file, ())
        if row.year.isdecimal()
    ]
    return range(min(known, default=2014), max(known, default=2026) + 6)


def _named(text: str, code: str) -> str:
    """A label that ends with its code, so that it can be read back whatever became of the text."""
    room = _LONGEST - len(code) - 3
    short = " ".join(text.split())
    short = short if len(short) <= room else f"{short[: room - 1]}…"
    return f"{short.translate(_WILD)} ({code})"


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels of which no two are the same within their outer code: a place may call two funds alike."""
    count = Counter((code.rpartition("/")[0], squash(label)) for code, label in labels.items())
    return {
        code: f"{label} ({code})" if count[code.rpartition("/")[0], squash(label)] > 1 else label
        for code, label in labels.items()
    }


def known_in(words: Words, column: Column, outer: str) -> dict[str, str]:
    """The codes and labels that a cell may hold; `outer`: the code of the cell on which its list depends."""
    labels = words.get(column.words, {})
    if not column.within:
        return dict(labels)
    start = f"{outer}/"
    return {code.removeprefix(start): label for code, label in labels.items() if code.startswith(start)}


def label(words: Words, column: Column, code: str, outer: str) -> str:
    """What is shown of a code; the code itself where the list does not have it."""
    return known_in(words, column, outer).get(code, code)


def code_of(text: str, known: Mapping[str, str], *, free: bool, hint: str) -> str:
    """The code that a text means: a label, a code, or a label whose end in brackets is a code. Raises Refused."""
    if text in known:
        return text
    plain = squash(text)
    for code, shown in known.items():
        if squash(shown) == plain:
            return code
    ending = re.search(r"\(([^()\s]+)\)$", text)
    if ending and ending[1] in known:
        return ending[1]
    bare = [code for code, shown in known.items() if squash(shown.removesuffix(f" ({code})")) == plain]
    if len(bare) == 1:
        return bare[0]
    if (ledger := ledger_named(text)) in known:
        return ledger
    if free:
        return text
    near = did_you_mean(text, (*known.values(), *known))
    perhaps = f" 혹시 ‘{near}’인가요?" if near else ""
    raise Refused(f"목록에 없는 말입니다: ‘{_short(text)}’.{perhaps}", _choices(known.values(), hint))


def _choices(labels: Iterable[str], hint: str) -> str:
    listed = list(labels)
    if not listed or len(listed) > _SHOWN or sum(map(len, listed)) > _LONGEST_CHOICE:
        return hint or "칸의 목록에서 고르세요."
    return f"이 가운데에서 고르세요: {', '.join(listed)}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
