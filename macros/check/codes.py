"""Does every id and code lead somewhere, and is each said only once?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from macros.check.rule import LEDGERS, Found, cell, few_hints, named, nearest, rows
from macros.compute import SIGNALS
from macros.language import did_you_mean, year_text
from macros.model import (
    FUNDS,
    MEASURES,
    ROW_KEYS,
    SHEETS,
    STATUSES,
    TABLES,
    Book,
    Classification,
    Correction,
    Event,
    Milestone,
    Outcome,
    Place,
    Remark,
    Sheet,
    Target,
    columns,
)
from macros.problem import Where


def check_commitments_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Rows of a ledger that name a commitment the place does not have."""
    for place in book.places.values():
        known = {commitment.id for commitment in place.commitments}
        hint = few_hints()
        for row in rows(place, *LEDGERS):
            if row.commitment not in known:
                tip = f"data/{place.id}/pledges/ 또는 programmes/에 있는 파일 이름(.yml 앞부분)을 적으세요."
                message = (
                    f"{named(row, 'commitment')}: {place.name} 자료에 없는 공약입니다: ‘{row.commitment}’."
                )
                yield Found(cell(row, "commitment"), message + hint(row.commitment, known), tip)


def check_indicators_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Targets and outcomes whose indicator is not in the commitment's sheet."""
    for commitment in book.commitments.values():
        known = commitment.sheet.indicators
        found: tuple[Target | Outcome, ...] = (*commitment.targets, *commitment.outcomes)
        for row in found:
            if row.indicator not in known:
                tip = f"{commitment.path}의 indicators에 있는 이름을 적거나, 거기에 지표를 먼저 적으세요."
                message = f"{named(row, 'indicator')}: 공약 파일에 없는 지표입니다: ‘{row.indicator}’."
                yield Found(cell(row, "indicator"), message + nearest(row.indicator, known), tip)


def check_sources_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Sources named in a sheet, a row, site.yml or terms.yml that no sources.csv beside them holds."""
    yield from _no_source(_root_sources(book), "data/sources.csv", book.sources)
    for place in book.places.values():
        yield from _no_source(_place_sources(book, place), f"data/{place.id}/sources.csv", place.sources)


def _no_source(
    given: Iterable[tuple[Where, str, str]], path: str, known: Mapping[str, Any]
) -> Iterator[Found]:
    hint = few_hints()
    tip = f"{path}에 있는 id를 적거나, 거기에 출처를 먼저 적으세요."
    for where, name, id in given:
        if id not in known:
            yield Found(where, f"{name}: 없는 출처입니다: ‘{id}’.{hint(id, known)}", tip)


def _root_sources(book: Book) -> Iterator[tuple[Where, str, str]]:
    for term in book.site.terms:
        yield term.where, f"terms.{term.id}.source(출처)", term.source
    for group, words in vocabularies(book):
        for code, word in words.items():
            if word.source:
                yield word.where, f"{group}.{code}.source(출처)", word.source


def _place_sources(book: Book, place: Place) -> Iterator[tuple[Where, str, str]]:
    for each in place.about.coverage:
        if each.source:
            yield each.where, "coverage.source(전체 수의 출처)", each.source
    for row in rows(place, *(name for name in TABLES if name not in ("sources.csv", "corrections.csv"))):
        yield cell(row, "source"), "source(출처)", row.source
    for commitment in place.commitments:
        sheet = commitment.sheet
        yield book.where(sheet, "source"), "source(출처)", sheet.source
        for name, part in (("pledged", sheet.pledged), ("stated", sheet.stated), ("period", sheet.period)):
            if part and part.source:
                yield part.where, f"{name}.source(출처)", part.source
        lists: tuple[tuple[str, tuple[Milestone | Event | Remark, ...]], ...] = (
            ("milestones", sheet.milestones),
            ("events", sheet.events),
            ("remarks", sheet.remarks),
        )
        for name, entries in lists:
            for number, entry in enumerate(entries, 1):
                if entry.source:
                    yield entry.where, f"{name}[{number}].source(출처)", entry.source
        for id, indicator in sheet.indicators.items():
            if indicator.baseline_source:
                name = f"indicators.{id}.baseline_source(출발값의 출처)"
                yield indicator.where, name, indicator.baseline_source


def vocabularies(book: Book) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each group of codes of terms.yml with its name."""
    for group in (
        "fields",
        "statuses",
        "funds",
        "measures",
        "levels",
        "programmes",
        "signals",
        "money",
        "goals",
        "rates",
        "glossary",
    ):
        yield group, getattr(book.terms, group)
    for group, words in book.terms.classifications.items():
        yield f"classifications.{group}", words


def check_codes_have_words(book: Book, as_of: date) -> Iterator[Found]:
    """Levels, fields, programmes and classifications that terms.yml does not know."""
    terms = book.terms
    for place in book.places.values():
        about = place.about
        if about.level not in terms.levels:
            yield _no_word(
                book.where(about, "level"), named(about, "level"), about.level, "levels", terms.levels
            )
        for commitment in place.commitments:
            sheet = commitment.sheet
            if sheet.field not in terms.fields:
                yield _no_word(
                    book.where(sheet, "field"), named(sheet, "field"), sheet.field, "fields", terms.fields
                )
            if sheet.programme and sheet.programme not in terms.programmes:
                where = book.where(sheet, "programme")
                yield _no_word(
                    where, named(sheet, "programme"), sheet.programme, "programmes", terms.programmes
                )
            if sheet.classification:
                yield from _classified(book, sheet.classification)


def _no_word(where: Where, name: str, code: str, group: str, known: Iterable[str]) -> Found:
    tip = f"data/terms.yml의 {group}에 있는 코드: {', '.join(known)}"
    return Found(where, f"{name}: 모르는 코드입니다: ‘{code}’.{nearest(code, known)}", tip)


CLASSES = tuple(name for name in columns(Classification) if name != "raw")


def _classified(book: Book, given: Classification) -> Iterator[Found]:
    for name in CLASSES:
        value = getattr(given, name)
        words = book.terms.classifications.get(name, {})
        for code in (value,) if isinstance(value, str) else value or ():
            if code not in words:
                group = f"classifications.{name}"
                label = named(given, name)
                yield _no_word(given.where, f"classification.{label}", code, group, words)
    for name in given.raw:
        if name not in CLASSES:
            tip = f"쓸 수 있는 이름: {', '.join(CLASSES)}"
            message = f"classification.raw: 모르는 이름입니다: ‘{name}’.{nearest(name, CLASSES)}"
            yield Found(given.where, message, tip)


def check_words_are_complete(book: Book, as_of: date) -> Iterator[Found]:
    """Codes the site itself uses that have no words in terms.yml."""
    wanted = {"statuses": STATUSES, "funds": FUNDS, "measures": MEASURES, "signals": SIGNALS}
    for group, codes in wanted.items():
        missing = [code for code in codes if code not in getattr(book.terms, group)]
        if missing:
            tip = "빠진 코드마다 ko와 en을 적으세요. 화면이 이 낱말을 씁니다."
            message = f"{group}에 낱말이 없는 코드가 있습니다: {', '.join(missing)}."
            yield Found(book.where(book.terms, group), message, tip)


def check_electoral_terms_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Terms of office that site.yml does not list."""
    known = book.electoral_terms
    for place in book.places.values():
        given = [(each.where, each.term) for each in place.about.coverage]
        given += [(book.where(c.sheet, "term"), c.sheet.term) for c in place.commitments]
        given += [(cell(row, "term"), row.term) for row in place.published_rates]
        for where, id in given:
            if id is not None and id not in known:
                tip = f"data/site.yml의 terms에 있는 임기: {', '.join(known) or '없음'}"
                yield Found(where, f"term(임기 번호): 없는 임기입니다: ‘{id}’.", tip)


def check_related_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Related commitments that are not there, or the commitment itself."""
    hint = few_hints()
    for key, commitment in book.commitments.items():
        where = book.where(commitment.sheet, "related")
        for other in commitment.sheet.related:
            if other == key:
                tip = "이 줄을 지우세요."
                yield Found(where, f"related(함께 볼 공약): 자기 자신을 가리킵니다: ‘{other}’.", tip)
            elif other not in book.commitments:
                tip = "지역 폴더 이름과 파일 이름을 /로 이어 적으세요. 예: ansan/higher-vocational-hub"
                known = _of_its_place(book, other)
                yield Found(
                    where, f"related(함께 볼 공약): 없는 공약입니다: ‘{other}’.{hint(other, known)}", tip
                )


def _of_its_place(book: Book, key: str) -> Iterator[str]:
    """The commitments of the place that a key names, or of the place it is nearest to; nothing is looked at before asked."""
    id = key.partition("/")[0]
    near = id if id in book.places else did_you_mean(id, book.places)
    for commitment in book.places[near].commitments if near else ():
        yield commitment.key


def check_ids_are_unique(book: Book, as_of: date) -> Iterator[Found]:
    """An id used by a pledge and a programme of one place, or twice within one list."""
    for place in book.places.values():
        first: dict[str, str] = {}
        for commitment in place.commitments:
            other = first.setdefault(commitment.id, commitment.path)
            if other != commitment.path:
                tip = "둘 가운데 하나의 파일 이름을 바꾸고, 장부의 commitment도 맞추세요."
                message = f"같은 이름(id)이 공약과 지원사업에 함께 쓰였습니다: {other}에도 있습니다."
                yield Found(Where(commitment.path, 1), message, tip)
    for what, entries in _entries(book):
        seen: set[str] = set()
        for where, id in entries:
            if id in seen:
                tip = "둘 가운데 하나를 지우거나 이름을 바꾸세요."
                yield Found(where, f"{what} 안에 같은 이름이 두 번 있습니다: ‘{id}’.", tip)
            seen.add(id)


def _entries(book: Book) -> Iterator[tuple[str, list[tuple[Where, str]]]]:
    """Lists of a YAML file whose entries are told apart by a name."""
    yield "terms(임기 목록)", [(term.where, term.id) for term in book.site.terms]
    yield "ladder(목표의 세기)", [(rung.where, rung.code) for rung in book.terms.ladder]
    for place in book.places.values():
        covered = [(each.where, each.term) for each in place.about.coverage]
        yield "coverage", [(where, term) for where, term in covered if term]
        for commitment in place.commitments:
            yield "milestones", [(step.where, step.id) for step in commitment.sheet.milestones]


def check_rows_are_unique(book: Book, as_of: date) -> Iterator[Found]:
    """Rows with the key, date and source of an earlier row, unless notes tell 당초 from 변경 by date."""
    for place in book.places.values():
        for name in TABLES:
            if name != "sources.csv":  # told when read: a Book holds each source once
                yield from _repeated(place.tables.get(name, ()))


def _repeated(table: Iterable[Any]) -> Iterator[Found]:
    """Rows with the key of an earlier row. Two rows may share one when their notes tell 당초 from 변경 by date."""
    seen: dict[tuple[str, ...], list[Any]] = {}
    for row in table:
        names = ROW_KEYS[type(row)]
        also = tuple(name for name in ("as_of", "source") if name in type(row).model_fields)
        key = tuple(str(getattr(row, name) or "") for name in (*names, *also))
        earlier = seen.setdefault(key, [])
        if earlier and not _told_apart([*earlier, row]):
            tip = "둘 가운데 하나를 지우세요. 당초와 변경이면 as_of에 날짜를 적거나, note에 ‘당초’와 ‘변경(날짜)’을 적으세요."
            shown = ", ".join(part for part in key if part)
            message = f"{earlier[0].where.line}행과 같은 행입니다: {shown}."
            yield Found(Where(row.where.path, row.where.line), message, tip)
        earlier.append(row)


def _told_apart(same: list[Any]) -> bool:
    notes = [getattr(row, "note", None) or "" for row in same]
    told = all("당초" in note or ("변경" in note and re.search(r"[0-9]{4}", note)) for note in notes)
    return bool(told) and len(set(notes)) == len(notes)


def check_corrections_point_somewhere(book: Book, as_of: date) -> Iterator[Found]:
    """Corrections of a file or a column that does not exist."""
    for place in book.places.values():
        paths = {c.path.split("/", 2)[2] for c in place.commitments}
        hint = few_hints()
        for row in place.corrections:
            yield from _corrected(row, paths, hint)


def _corrected(
    row: Correction, paths: set[str], hint: Callable[[str, Iterable[str]], str]
) -> Iterator[Found]:
    kind: type[BaseModel] | None = TABLES.get(row.file)
    if kind is None and row.file == "place.yml":
        kind = SHEETS["place"]
    if kind is None and row.file in paths:
        kind = Sheet
    if kind is None:
        tip = "지역 폴더 안의 파일 이름을 적으세요. 예: spending.csv, pledges/flood-prevention.yml"
        message = f"{named(row, 'file')}: 없는 파일입니다: ‘{row.file}’.{hint(row.file, (*TABLES, 'place.yml', *paths))}"
        yield Found(cell(row, "file"), message, tip)
        return
    names = [info.alias or name for name, info in kind.model_fields.items() if name != "where"]
    first = re.split(r"[.\[]", row.column)[0]
    if first not in names:
        tip = f"{row.file}에 있는 이름: {', '.join(names)}"
        message = (
            f"{named(row, 'column')}: {row.file}에 없는 이름입니다: ‘{row.column}’.{nearest(first, names)}"
        )
        yield Found(cell(row, "column"), message, tip)


def check_figures_name_their_source(book: Book, as_of: date) -> Iterator[Found]:
    """Figures of a sheet that may stand without a source: totals of lists, baselines."""
    tip = "그 수를 읽은 출처의 id를 적으세요. 출처가 없는 수는 싣지 않습니다."
    for place in book.places.values():
        for each in place.about.coverage:
            if each.pledges_total is not None and each.source is None:
                message = f"{place.name}의 전체 공약 수 {each.pledges_total}건의 출처(source)가 없습니다."
                yield Found(each.where, message, tip)
        for commitment in place.commitments:
            for id, indicator in commitment.sheet.indicators.items():
                if indicator.baseline is not None and indicator.baseline_source is None:
                    when = indicator.baseline_period
                    at = f" ({year_text(when.text)})" if when else ""
                    message = f"indicators.{id}: 출발값 {indicator.baseline}{at}의 출처(baseline_source)가 없습니다."
                    yield Found(indicator.where, message, tip)
