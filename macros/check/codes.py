"""Does every id and code lead somewhere?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from macros.check.rule import LEDGERS, Found, cell, few_hints, named, rows
from macros.compute import SIGNALS
from macros.language import Said, did_you_mean, name_en, nearest, year_text
from macros.model import (
    FUNDS,
    MEASURES,
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
    Term,
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
                tip = Said(
                    f"data/{place.id}/pledges/ 또는 programmes/에 있는 파일 이름(.yml 앞부분)을 적으세요.",
                    f"Write the name of a file in data/{place.id}/pledges/ or programmes/, without .yml.",
                )
                message = named(row, "commitment") + Said(
                    f"{place.name} 자료에 없는 공약입니다: ‘{row.commitment}’.",
                    f"The data of ‘{place.name}’ has no such commitment: ‘{row.commitment}’.",
                )
                yield Found(cell(row, "commitment"), message + hint(row.commitment, known), tip)


def check_indicators_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Targets and outcomes whose indicator is not in the commitment's sheet."""
    for commitment in book.commitments.values():
        known = commitment.sheet.indicators
        found: tuple[Target | Outcome, ...] = (*commitment.targets, *commitment.outcomes)
        for row in found:
            if row.indicator not in known:
                tip = Said(
                    f"{commitment.path}의 indicators에 있는 이름을 적거나, 거기에 지표를 먼저 적으세요.",
                    f"Write a name from indicators in {commitment.path}, or add the indicator there first.",
                )
                message = named(row, "indicator") + Said(
                    f"공약 파일에 없는 지표입니다: ‘{row.indicator}’.",
                    f"The commitment’s file has no such indicator: ‘{row.indicator}’.",
                )
                called = {id: each.name for id, each in known.items()}
                yield Found(cell(row, "indicator"), message + nearest(row.indicator, known, called), tip)


def check_sources_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Sources named in a sheet, a row, site.yml or terms.yml that no sources.csv beside them holds."""
    yield from _no_source(_root_sources(book), "data/sources.csv", book.sources)
    for place in book.places.values():
        yield from _no_source(_place_sources(book, place), f"data/{place.id}/sources.csv", place.sources)


def _no_source(
    given: Iterable[tuple[Where, Said, str]], path: str, known: Mapping[str, Any]
) -> Iterator[Found]:
    hint = few_hints()
    tip = Said(
        f"{path}에 있는 id를 적거나, 거기에 출처를 먼저 적으세요.",
        f"Write an id from {path}, or add the source there first.",
    )
    for where, name, id in given:
        if id not in known:
            message = name + Said(f"없는 출처입니다: ‘{id}’.", f"There is no such source: ‘{id}’.")
            yield Found(where, message + hint(id, known), tip)


def _of(name: str, label: str = "출처") -> Said:
    return Said(f"{name}({label}): ", f"{name_en(name)}: ")


def _root_sources(book: Book) -> Iterator[tuple[Where, Said, str]]:
    for term in book.site.terms:
        yield term.where.to("source"), _of(f"terms.{term.id}.source"), term.source
    for group, words in vocabularies(book):
        for code, word in words.items():
            if word.source:
                yield word.where.to("source"), _of(f"{group}.{code}.source"), word.source


def _place_sources(book: Book, place: Place) -> Iterator[tuple[Where, Said, str]]:
    for each in place.about.coverage:
        if each.source:
            yield each.where.to("source"), _of("coverage.source", "전체 수의 출처"), each.source
    for row in rows(place, *(name for name in TABLES if name not in ("sources.csv", "corrections.csv"))):
        yield cell(row, "source"), _of("source"), row.source
    for commitment in place.commitments:
        sheet = commitment.sheet
        yield book.where(sheet, "source"), _of("source"), sheet.source
        for name, part in (("pledged", sheet.pledged), ("stated", sheet.stated), ("period", sheet.period)):
            if part and part.source:
                yield part.where.to("source"), _of(f"{name}.source"), part.source
        lists: tuple[tuple[str, tuple[Milestone | Event | Remark, ...]], ...] = (
            ("milestones", sheet.milestones),
            ("events", sheet.events),
            ("remarks", sheet.remarks),
        )
        for name, entries in lists:
            for number, entry in enumerate(entries, 1):
                if entry.source:
                    yield entry.where.to("source"), _of(f"{name}[{number}].source"), entry.source
        for id, indicator in sheet.indicators.items():
            if indicator.baseline_source:
                label = _of(f"indicators.{id}.baseline_source", "출발값의 출처")
                yield indicator.where.to("baseline_source"), label, indicator.baseline_source


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


def _no_word(where: Where, name: Said, code: str, group: str, known: Mapping[str, Term]) -> Found:
    worded = ", ".join(f"{each} {known[each].ko}" for each in known)
    tip = Said(
        f"data/terms.yml의 {group}에 있는 코드: {worded}",
        f"Codes in {group} of data/terms.yml: {', '.join(known)}",
    )
    message = name + Said(f"모르는 코드입니다: ‘{code}’.", f"This code is not known: ‘{code}’.")
    return Found(where, message + nearest(code, known, {each: known[each].ko for each in known}), tip)


CLASSES = tuple(name for name in columns(Classification) if name != "raw")


def _classified(book: Book, given: Classification) -> Iterator[Found]:
    for name in CLASSES:
        value = getattr(given, name)
        words = book.terms.classifications.get(name, {})
        alone = isinstance(value, str)
        for number, code in enumerate((value,) if alone else value or ()):
            if code not in words:
                where = given.where.to(name) if alone else given.where.to(name, number)
                label = Said("classification.", "classification.") + named(given, name)
                yield _no_word(where, label, code, f"classifications.{name}", words)
    for name in given.raw:
        if name not in CLASSES:
            listed = ", ".join(CLASSES)
            tip = Said(f"쓸 수 있는 이름: {listed}", f"Known names: {listed}")
            message = Said(
                f"classification.raw: 모르는 이름입니다: ‘{name}’.",
                f"classification.raw: This name is not known: ‘{name}’.",
            )
            yield Found(given.where.to("raw", name), message + nearest(name, CLASSES), tip)


def check_words_are_complete(book: Book, as_of: date) -> Iterator[Found]:
    """Codes the site itself uses that have no words in terms.yml."""
    wanted = {"statuses": STATUSES, "funds": FUNDS, "measures": MEASURES, "signals": SIGNALS}
    for group, codes in wanted.items():
        words = getattr(book.terms, group)
        missing = [code for code in codes if code not in words]
        if missing:
            tip = Said(
                "빠진 코드마다 ko와 en을 적으세요. 화면이 이 낱말을 씁니다.",
                "Write ko and en for each of them. The pages use these words.",
            )
            listed = ", ".join(missing)
            message = Said(
                f"{group}에 낱말이 없는 코드가 있습니다: {listed}.",
                f"Codes of {group} without words: {listed}.",
            )
            where = book.where(book.terms, group)
            slip = next((code for code in words if code not in codes and did_you_mean(code, missing)), "")
            if slip:
                where = book.terms.where.to(group, slip)
                message += Said(f" ‘{slip}’:", f" ‘{slip}’:") + nearest(slip, missing)
            yield Found(where, message, tip)


def check_electoral_terms_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Terms of office that site.yml does not list."""
    known = book.electoral_terms
    for place in book.places.values():
        given = [(each.where.to("term"), each.term) for each in place.about.coverage]
        given += [(book.where(c.sheet, "term"), c.sheet.term) for c in place.commitments]
        given += [(cell(row, "term"), row.term) for row in place.published_rates]
        for where, id in given:
            if id is not None and id not in known:
                listed = ", ".join(known)
                tip = Said(
                    f"data/site.yml의 terms에 있는 임기: {listed or '없음'}",
                    f"Terms of office in terms of data/site.yml: {listed or 'none'}",
                )
                message = Said(
                    f"term(임기 번호): 없는 임기입니다: ‘{id}’.",
                    f"term: There is no such term of office: ‘{id}’.",
                )
                called = {each: term.label for each, term in known.items()}
                yield Found(where, message + nearest(id, known, called), tip)


def check_related_exist(book: Book, as_of: date) -> Iterator[Found]:
    """Related commitments that are not there, or the commitment itself."""
    hint = few_hints()
    for key, commitment in book.commitments.items():
        for number, other in enumerate(commitment.sheet.related):
            where = commitment.sheet.where.to("related", number)
            if other == key:
                message = Said(
                    f"related(함께 볼 공약): 자기 자신을 가리킵니다: ‘{other}’.",
                    f"related: This is the commitment itself: ‘{other}’.",
                )
                yield Found(where, message, Said("이 줄을 지우세요.", "Delete this line."))
            elif other not in book.commitments:
                tip = Said(
                    "지역 폴더 이름과 파일 이름을 /로 이어 적으세요. 예: ansan/higher-vocational-hub",
                    "Join the names of the place’s folder and of the file by /, as in ansan/higher-vocational-hub",
                )
                message = Said(
                    f"related(함께 볼 공약): 없는 공약입니다: ‘{other}’.",
                    f"related: There is no such commitment: ‘{other}’.",
                )
                yield Found(where, message + hint(other, _of_its_place(book, other)), tip)


def _of_its_place(book: Book, key: str) -> Iterator[str]:
    """The commitments of the place that a key names, or of the place it is nearest to; nothing is looked at before asked."""
    id = key.partition("/")[0]
    near = id if id in book.places else did_you_mean(id, book.places)
    for commitment in book.places[near].commitments if near else ():
        yield commitment.key


def check_corrections_point_somewhere(book: Book, as_of: date) -> Iterator[Found]:
    """Corrections of a file or a column that does not exist."""
    for place in book.places.values():
        paths = {c.path.split("/", 2)[2] for c in place.commitments}
        # a file is also meant by the name that it had before a correction of its name
        paths |= {
            f"{row.file.rpartition('/')[0]}/{row.before}.yml"
            for row in place.corrections
            if row.column == "id"
        }
        hint = few_hints()
        for row in place.corrections:
            yield from _corrected(row, paths, hint)


def _corrected(
    row: Correction, paths: set[str], hint: Callable[[str, Iterable[str]], Said]
) -> Iterator[Found]:
    kind: type[BaseModel] | None = TABLES.get(row.file)
    if kind is None and row.file == "place.yml":
        kind = SHEETS["place"]
    if kind is None and row.file in paths:
        kind = Sheet
    if kind is None:
        tip = Said(
            "지역 폴더 안의 파일 이름을 적으세요. 예: spending.csv, pledges/flood-prevention.yml",
            "Write the name of a file in the place’s folder, such as spending.csv or pledges/flood-prevention.yml",
        )
        message = named(row, "file") + Said(
            f"없는 파일입니다: ‘{row.file}’.", f"There is no such file: ‘{row.file}’."
        )
        yield Found(cell(row, "file"), message + hint(row.file, (*TABLES, "place.yml", *paths)), tip)
        return
    names = [info.alias or name for name, info in kind.model_fields.items() if name != "where"]
    if kind is Sheet:
        names += ["id", "kind"]  # the name of the file and its folder
    first = re.split(r"[.\[]", row.column)[0]
    if first not in names:
        listed = ", ".join(names)
        tip = Said(f"{row.file}에 있는 이름: {listed}", f"Names in {row.file}: {listed}")
        message = named(row, "column") + Said(
            f"{row.file}에 없는 이름입니다: ‘{row.column}’.", f"{row.file} has no such name: ‘{row.column}’."
        )
        yield Found(cell(row, "column"), message + nearest(first, names), tip)


def check_figures_name_their_source(book: Book, as_of: date) -> Iterator[Found]:
    """Figures of a sheet that may stand without a source: totals of lists, baselines."""
    tip = Said(
        "그 수를 읽은 출처의 id를 적으세요. 출처가 없는 수는 싣지 않습니다.",
        "Write the id of the source it was read in. A figure without a source is not published.",
    )
    for place in book.places.values():
        for each in place.about.coverage:
            if each.pledges_total is not None and each.source is None:
                message = Said(
                    f"{place.name}의 전체 공약 수 {each.pledges_total}건의 출처(source)가 없습니다.",
                    f"The number of all pledges of ‘{place.name}’, {each.pledges_total}, has no source.",
                )
                yield Found(each.where.to("pledges_total"), message, tip)
        for commitment in place.commitments:
            for id, indicator in commitment.sheet.indicators.items():
                if indicator.baseline is not None and indicator.baseline_source is None:
                    when = indicator.baseline_period
                    at = f" ({year_text(when.text)})" if when else ""
                    of = f" ({when})" if when else ""
                    message = Said(
                        f"indicators.{id}: 출발값 {indicator.baseline}{at}의 출처(baseline_source)가 없습니다.",
                        f"indicators.{id}: The baseline {indicator.baseline}{of} has no baseline_source.",
                    )
                    yield Found(indicator.where.to("baseline"), message, tip)
