"""Book → records: what a row of each table holds, column by column, as `columns` describes them.

Codes stand beside their Korean words, units in the header, sources with their address, and the row of data/ in which
each value was typed. A commitment's rows are taken from it: nothing is filtered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from macros import compute, language, model
from macros.downloads.columns import CLASSIFIED, COUNTS
from macros.downloads.csv_file import Value
from macros.model import Book, Commitment, Place, Source, When
from macros.problem import Problem, Where

Record = dict[str, Value]


def table_records(book: Book, commitment: Commitment, name: str, as_of: date) -> Iterator[Record]:
    """The rows of one commitment in a table that has rows of commitments, as name → value."""
    return OF_COMMITMENT[name](book, commitment, as_of)


def row_address(where: Where) -> str:
    """A row of data/ as people write it: data/ansan/spending.csv:12."""
    return f"{where.path}:{where.line}" if where.line else where.path


def _text(when: When | None) -> str | None:
    return when.text if when else None


def _place(place: Place) -> Record:
    return {"place": place.id, "place_name": place.name}


def _of(book: Book, commitment: Commitment) -> Record:
    about = _place(book.places[commitment.place])
    return {**about, "commitment": commitment.id, "commitment_title": commitment.sheet.title}


def source_record(book: Book, place: str, id: str | None) -> Record:
    """A source by its id, with publisher, title and address."""
    source = book.source(place, id)
    return {
        "source": id,
        "source_publisher": source.publisher if source else None,
        "source_title": source.title if source else None,
        "source_url": source.url if source else None,
    }


def _term(book: Book, term: str | None) -> Record:
    known = book.electoral_terms.get(term) if term else None
    return {"term": term, "term_label": known.label if known else None}


def _commitments(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    sheet, place, terms = commitment.sheet, book.places[commitment.place], book.terms
    said = compute.status(commitment, place)
    money = compute.money(commitment, place)
    signals = compute.signals(commitment, place, book, as_of)
    disclosed = compute.disclosure(commitment, place, as_of)
    classified: Record = {}
    for code in CLASSIFIED:
        given = getattr(sheet.classification, code) if sheet.classification else None
        values = (given or ()) if code == "authority" else ((given,) if given else ())
        classified[code] = " ".join(values) or None
        words = sheet.classification.raw.get(code) if sheet.classification else None
        classified[f"{code}_label"] = (
            words or ", ".join(terms.classifications[code][v].ko for v in values) or None
        )
    yield {
        **_place(place),
        "commitment": commitment.id,
        "kind": commitment.kind,
        "kind_label": language.COMMITMENT_KINDS[commitment.kind],
        "no": sheet.no,
        "title": sheet.title,
        "title_en": sheet.title_en,
        **_term(book, sheet.term),
        "field": sheet.field,
        "field_label": terms.fields[sheet.field].ko,
        "keywords": "; ".join(sheet.keywords) or None,
        "department": sheet.department,
        "programme": sheet.programme,
        "programme_label": terms.programmes[sheet.programme].ko if sheet.programme else None,
        **classified,
        "period_start": _text(sheet.period.start) if sheet.period else None,
        "period_end": _text(sheet.period.end) if sheet.period else None,
        "status": said.status if said else None,
        "status_label": terms.statuses[said.status].ko if said else None,
        "status_raw": said.raw if said else None,
        "status_as_of": _text(said.as_of) if said else None,
        "planned_million_krw": money.planned.value if money.planned else None,
        "secured_million_krw": money.secured.value if money.secured else None,
        "executed_million_krw": money.executed.value if money.executed else None,
        "signals": " ".join(each.code for each in signals) or None,
        "signals_label": "; ".join(terms.signals[each.code].ko for each in signals) or None,
        "measurability_points": measured.score if (measured := compute.measurability(commitment)) else None,
        "disclosed_count": len(disclosed.present),
        "disclosure_due_count": len(disclosed.due),
        "computed_on": as_of.isoformat(),
        "summary": sheet.summary,
        "pledged_text": sheet.pledged.text if sheet.pledged else None,
        **source_record(book, commitment.place, sheet.source),
        "row": commitment.path,
    }


def _spending(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    place, of = book.places[commitment.place], _of(book, commitment)
    newest = {
        row.where
        for measure in model.MEASURES
        if (statement := compute.latest(commitment, measure, place))
        for row in statement.rows
    }
    for row in commitment.spending:
        yield {
            **of,
            "measure": row.measure,
            "measure_label": book.terms.measures[row.measure].ko,
            "year": row.year,
            "year_label": language.year_text(row.year),
            "fund": row.fund,
            "fund_label": book.fund_label(place.id, row.fund),
            "amount_million_krw": row.amount_million_krw,
            "as_of": _text(row.as_of),
            "latest": row.where in newest,
            **source_record(book, place.id, row.source),
            "note": row.note,
            "row": row_address(row.where),
        }


def _indicator(commitment: Commitment, id: str) -> Record:
    about = commitment.sheet.indicators.get(id)
    return {
        "indicator": id,
        "indicator_name": about.name if about else None,
        "unit": about.unit if about else None,
    }


def _indicators(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for id, about in commitment.sheet.indicators.items():
        yield {
            **of,
            **_indicator(commitment, id),
            "kind": about.kind,
            "kind_label": language.INDICATOR_KINDS[about.kind] if about.kind else None,
            "direction": about.direction,
            "direction_label": language.DIRECTIONS[about.direction] if about.direction else None,
            "baseline": about.baseline,
            "baseline_period": _text(about.baseline_period),
            **source_record(book, commitment.place, about.baseline_source or commitment.sheet.source),
            "row": row_address(about.where),
        }


def _targets(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    place, of = book.places[commitment.place], _of(book, commitment)
    newest = compute.newest(commitment.targets, place, lambda row: (row.indicator, row.year))
    for row in commitment.targets:
        yield {
            **of,
            **_indicator(commitment, row.indicator),
            "year": row.year,
            "year_label": language.year_text(row.year),
            "target": row.target,
            "target_text": row.target_text,
            "as_of": _text(row.as_of),
            "latest": newest[row.indicator, row.year] is row,
            **source_record(book, place.id, row.source),
            "note": row.note,
            "row": row_address(row.where),
        }


def _outcomes(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    place, of = book.places[commitment.place], _of(book, commitment)
    newest = compute.newest(commitment.outcomes, place, lambda row: (row.indicator, row.period.text))
    for row in commitment.outcomes:
        yield {
            **of,
            **_indicator(commitment, row.indicator),
            "period": row.period.text,
            "period_label": language.date_text(row.period.text),
            "value": row.value,
            "value_text": row.value_text,
            "as_of": _text(row.as_of),
            "latest": newest[row.indicator, row.period.text] is row,
            **source_record(book, place.id, row.source),
            "note": row.note,
            "row": row_address(row.where),
        }


def _statuses(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    place, of = book.places[commitment.place], _of(book, commitment)
    newest = compute.status(commitment, place)
    for row in commitment.statuses:
        yield {
            **of,
            "status": row.status,
            "status_label": book.terms.statuses[row.status].ko,
            "raw": row.raw,
            "as_of": _text(row.as_of),
            "latest": row is newest,
            "reason": row.reason,
            "decided_by": row.decided_by,
            **source_record(book, place.id, row.source),
            "note": row.note,
            "row": row_address(row.where),
        }


def _changes(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for row in commitment.changes:
        yield {
            **of,
            "date": row.date.text,
            "field": row.field,
            "field_label": language.CHANGE_FIELDS[row.field],
            "field_raw": row.field_raw,
            "before": row.before,
            "after": row.after,
            "reason": row.reason,
            "decided_by": row.decided_by,
            "decision": row.decision,
            "decision_label": language.DECISIONS[row.decision] if row.decision else None,
            **source_record(book, commitment.place, row.source),
            "row": row_address(row.where),
        }


def _events(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for event in commitment.sheet.events:
        yield {
            **of,
            "date": event.date.text,
            "date_label": language.date_text(event.date.text),
            "what": event.what,
            **source_record(book, commitment.place, event.source),
            "row": row_address(event.where),
        }


def _milestones(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for step in commitment.sheet.milestones:
        yield {
            **of,
            "milestone": step.id,
            "title": step.title,
            "parts": "; ".join(step.parts) or None,
            "under": step.under,
            "due": _text(step.due),
            "done": _text(step.done),
            **source_record(book, commitment.place, step.source or commitment.sheet.source),
            "row": row_address(step.where),
        }


def _roadmap(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for bar in commitment.sheet.roadmap:
        yield {
            **of,
            "task": bar.task,
            "from": bar.start.text,
            "to": bar.end.text,
            "note": bar.note,
            **source_record(book, commitment.place, commitment.sheet.source),
            "row": row_address(bar.where),
        }


def _signals(book: Book, commitment: Commitment, as_of: date) -> Iterator[Record]:
    of = _of(book, commitment)
    for signal in compute.signals(commitment, book.places[commitment.place], book, as_of):
        yield {
            **of,
            "signal": signal.code,
            "signal_label": book.terms.signals[signal.code].ko,
            "because": signal.because,
            "computed_on": as_of.isoformat(),
            "rows": " ".join(row_address(row.where) for row in signal.rows) or None,
        }


def _corrections(book: Book, place: Place) -> Iterator[Record]:
    for row in place.corrections:
        yield {
            **_place(place),
            "date": row.date.text,
            "file": row.file,
            "key": row.key,
            "column": row.column,
            "before": row.before,
            "after": row.after,
            "reason": row.reason,
            "row": row_address(row.where),
        }


def _published_rates(book: Book, place: Place) -> Iterator[Record]:
    for row in place.published_rates:
        found = compute.reconcile(row)
        done, running = found.tried_by("completion"), found.tried_by("on_track")
        counts: Record = {f"{name}_count": getattr(row, name) for name in COUNTS}
        yield {
            **_place(place),
            **_term(book, row.term),
            "as_of": _text(row.as_of),
            "label": row.label,
            "published_pct": row.published_pct,
            "method": row.method,
            "method_label": language.RATE_METHODS[row.method],
            **counts,
            "completion_pct": done.rate.shown if done else None,
            "on_track_pct": running.rate.shown if running else None,
            "on_track_formula": running.name if running else None,
            "verdict": found.verdict,
            "verdict_label": found.says,
            **source_record(book, place.id, row.source),
            "note": row.note,
            "row": row_address(row.where),
        }


def _sources(book: Book, place: Place) -> Iterator[Record]:
    for source in place.sources.values():
        yield {**_place(place), **_source_row(source)}


def site_source_record(source: Source) -> Record:
    """A source of the site itself: it belongs to no place."""
    return {"place": None, "place_name": None, **_source_row(source)}


def _source_row(source: Source) -> Record:
    return {
        "source": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": _text(source.published),
        "read": source.read.text,
        "kind": source.kind,
        "kind_label": language.SOURCE_KINDS[source.kind],
        "licence": source.licence,
        "archived_url": source.archived_url,
        "note": source.note,
        "row": row_address(source.where),
    }


def sources_of(book: Book, commitment: Commitment) -> tuple[Source, ...]:
    """Every source that a commitment's sheet or rows name, in the order of the place's sources.csv."""
    named = set(_named(commitment.sheet))
    rows = (
        commitment.spending,
        commitment.targets,
        commitment.outcomes,
        commitment.statuses,
        commitment.changes,
    )
    named |= {row.source for group in rows for row in group}
    return tuple(each for id, each in book.places[commitment.place].sources.items() if id in named)


def _named(value: Any) -> Iterator[str]:
    """The source ids in a sheet, wherever they stand."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name in ("source", "baseline_source") and inner:
                yield inner
            else:
                yield from _named(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, tuple) and not isinstance(value, Where):
        for inner in value:
            yield from _named(inner)


def _places(book: Book, place: Place) -> Iterator[Record]:
    about = place.about
    said = {row.term: row for row in about.coverage}
    for cover in compute.coverages(place) or (compute.coverage(place),):
        row = said.get(cover.term)
        yield {
            **_place(place),
            "short_name": about.short_name,
            "name_en": about.name_en,
            "level": about.level,
            "level_label": book.terms.levels[about.level].ko,
            "code": about.code,
            "report_every_months": int(about.report_every) if about.report_every is not None else None,
            **_term(book, cover.term),
            "pledges_listed_count": cover.listed,
            "pledges_total_count": cover.total,
            "list_complete": cover.complete,
            "programmes_listed_count": len(place.programmes),
            **source_record(book, place.id, row.source if row else None),
            "note": row.note if row else None,
            "row": row_address(about.where),
        }


def notice_record(problem: Problem, as_of: date) -> Record:
    """What a rule found, as a row."""
    return {
        "level": problem.level,
        "level_label": language.PROBLEM_LEVELS[problem.level],
        "rule": problem.rule,
        "message": problem.message,
        "tip": problem.tip,
        "computed_on": as_of.isoformat(),
        "row": row_address(Where(problem.path, problem.line)),
    }


OF_COMMITMENT: Final[Mapping[str, Callable[[Book, Commitment, date], Iterator[Record]]]] = {
    "commitments": _commitments,
    "spending": _spending,
    "indicators": _indicators,
    "targets": _targets,
    "outcomes": _outcomes,
    "statuses": _statuses,
    "changes": _changes,
    "events": _events,
    "milestones": _milestones,
    "roadmap": _roadmap,
    "signals": _signals,
}
OF_PLACE: Final[Mapping[str, Callable[[Book, Place], Iterator[Record]]]] = {
    "corrections": _corrections,
    "published_rates": _published_rates,
    "sources": _sources,
    "places": _places,
}
