"""One commitment whole: everything that is known of it as one long CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from macros import language
from macros.downloads.csv_file import Value, csv_bytes
from macros.downloads.records import Record, row_address, source_record, table_records
from macros.model import Book, Commitment, When

LONG_COLUMNS: Final = (
    "place",
    "place_name",
    "commitment",
    "commitment_title",
    "kind",
    "kind_label",
    "item",
    "item_label",
    "period",
    "period_label",
    "fund",
    "fund_label",
    "value",
    "unit",
    "text",
    "before",
    "as_of",
    "latest",
    "source",
    "source_publisher",
    "source_title",
    "source_url",
    "note",
    "row",
)
KINDS: Final[Mapping[str, str]] = {
    "sheet": "공약 내용",
    "spending": "돈",
    "baseline": "출발값",
    "target": "목표",
    "outcome": "실적",
    "status": "상태",
    "change": "계획 변경",
    "event": "있었던 일",
    "milestone": "날짜가 정해진 일의 기한",
    "milestone_done": "날짜가 정해진 일을 마친 날",
    "roadmap": "로드맵",
    "signal": "계산한 신호",
}
# what this site itself says of a commitment, whatever document the rest is from
_OWN: Final = frozenset({"title_en", "field", "keywords", "summary", "gaps", "remarks", "related"})
OWN_WORDS: Final = "이 사이트가 적음"
# what has rows of its own, and what only points elsewhere
_APART: Final = frozenset(
    {"where", "source", "baseline_source", "indicators", "roadmap", "milestones", "events"}
)


def commitment_csv(book: Book, commitment: Commitment, as_of: date | None = None) -> bytes:
    """All that is known of a commitment, one value a row, with its source and its row of data/: LONG_COLUMNS.

    `kind` says what a row is (KINDS), `item` which measure, indicator, status, field or step, `period` its year or
    date. A number stands in `value` with its `unit`, words in `text`. Blank is 자료 없음. Signals only with `as_of`.
    """
    of: Record = {
        "place": commitment.place,
        "place_name": book.places[commitment.place].name,
        "commitment": commitment.id,
        "commitment_title": commitment.sheet.title,
    }
    rows = ({**of, "kind_label": KINDS[str(each["kind"])], **each} for each in _long(book, commitment, as_of))
    return csv_bytes(LONG_COLUMNS, ([row.get(name) for name in LONG_COLUMNS] for row in rows))


def _long(book: Book, commitment: Commitment, as_of: date | None) -> Iterator[Record]:
    for path, label, value, source, row in _facts(
        commitment.sheet, "", commitment.sheet.source, commitment.path
    ):
        words = None if isinstance(value, Decimal) else _words(book, path, value)
        if isinstance(value, Decimal):
            told: Record = {"value": value, "unit": _unit(path)}
        else:
            told = {"text": words or value}
        notes = [OWN_WORDS] if source is None else []
        notes += [f"코드 {value}"] if words else []
        yield {
            "kind": "sheet",
            "item": path,
            "item_label": label,
            **told,
            **source_record(book, commitment.place, source),
            "note": "; ".join(notes) or None,
            "row": row,
        }
    today = as_of or date.min
    for name, make in _LONG.items():
        if name != "signals" or as_of:
            for record in table_records(book, commitment, name, today):
                yield from make(record)


def _words(book: Book, path: str, value: str) -> str | None:
    """What a code of a sheet means; None where the value is no code."""
    group, _, code = path.partition("[")[0].partition(".")
    terms, term = book.terms, book.electoral_terms.get(value)
    if group == "term":
        return term.label if term else None
    if group == "classification" and code in terms.classifications:
        return terms.classifications[code][value].ko
    vocabulary = {"field": terms.fields, "programme": terms.programmes}.get(group, {})
    return vocabulary[value].ko if value in vocabulary else None


def _unit(path: str) -> str:
    """The unit of a number in a sheet, which its name says."""
    return "백만 원" if path.endswith("million_krw") else "%"


def _spending(record: Record) -> Iterator[Record]:
    yield {
        **record,
        "kind": "spending",
        "item": record["measure"],
        "item_label": record["measure_label"],
        "period": record["year"],
        "period_label": record["year_label"],
        "value": record["amount_million_krw"],
        "unit": "백만 원",
    }


def _baseline(record: Record) -> Iterator[Record]:
    if record["baseline"] is not None:
        period = record["baseline_period"]
        label = language.date_text(str(period)) if period else None
        yield {
            **_measured("baseline", record, record["baseline"], None),
            "period": period,
            "period_label": label,
        }


def _target(record: Record) -> Iterator[Record]:
    told = _measured("target", record, record["target"], record["target_text"])
    yield {**told, "period": record["year"], "period_label": record["year_label"]}


def _outcome(record: Record) -> Iterator[Record]:
    yield _measured("outcome", record, record["value"], record["value_text"])


def _measured(kind: str, record: Record, value: Value, text: Value) -> Record:
    return {
        **record,
        "kind": kind,
        "kind_label": KINDS[kind],
        "item": record["indicator"],
        "item_label": record["indicator_name"],
        "value": value,
        "text": text,
    }


def _status(record: Record) -> Iterator[Record]:
    notes = [record["note"], record["reason"], record["decided_by"]]
    yield {
        **record,
        "kind": "status",
        "item": record["status"],
        "item_label": record["status_label"],
        "text": record["raw"],
        "note": "; ".join(str(each) for each in notes if each) or None,
    }


def _change(record: Record) -> Iterator[Record]:
    notes = [record["field_raw"], record["reason"], record["decided_by"], record["decision_label"]]
    yield {
        **record,
        "kind": "change",
        "item": record["field"],
        "item_label": record["field_label"],
        "period": record["date"],
        "period_label": language.date_text(str(record["date"])),
        "text": record["after"],
        "note": "; ".join(str(each) for each in notes if each) or None,
    }


def _event(record: Record) -> Iterator[Record]:
    yield {
        **record,
        "kind": "event",
        "period": record["date"],
        "period_label": record["date_label"],
        "text": record["what"],
    }


def _milestone(record: Record) -> Iterator[Record]:
    told = {**record, "item": record["milestone"], "text": record["title"], "note": record["parts"]}
    for kind, column in (("milestone", "due"), ("milestone_done", "done")):
        when = record[column]
        if when or kind == "milestone":
            label = language.date_text(str(when)) if when else None
            yield {
                **told,
                "kind": kind,
                "kind_label": KINDS[kind],
                "item_label": record["under"],
                "period": when,
                "period_label": label,
            }


def _roadmap(record: Record) -> Iterator[Record]:
    start, end = str(record["from"]), str(record["to"])
    label = language.period_text(start, end)
    yield {
        **record,
        "kind": "roadmap",
        "period": f"{start}/{end}",
        "period_label": label,
        "text": record["task"],
    }


def _signal(record: Record) -> Iterator[Record]:
    yield {
        **record,
        "kind": "signal",
        "item": record["signal"],
        "item_label": record["signal_label"],
        "text": record["because"],
        "as_of": record["computed_on"],
        "row": record["rows"],
    }


_LONG: Final = {
    "spending": _spending,
    "indicators": _baseline,
    "targets": _target,
    "outcomes": _outcome,
    "statuses": _status,
    "changes": _change,
    "events": _event,
    "milestones": _milestone,
    "roadmap": _roadmap,
    "signals": _signal,
}


def _facts(
    value: Any, path: str, source: str | None, row: str, label: str = ""
) -> Iterator[tuple[str, str, Any, str | None, str]]:
    """Every filled field of a sheet: path, its Korean name, value, the source and the row nearest to it.

    What this site itself says has no source, unless it names one.
    """
    if isinstance(value, BaseModel):
        source = getattr(value, "source", None) or source
        where = getattr(value, "where", None)
        row = row_address(where) if where and where.path else row
        for name, field in type(value).model_fields.items():
            if name not in _APART:
                inner = f"{path}.{name}" if path else name
                nearest = None if inner in _OWN else source
                yield from _facts(getattr(value, name), inner, nearest, row, _named(field.description))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _facts(inner, f"{path}.{key}", source, row, label)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, 1):
            yield from _facts(inner, f"{path}[{number}]", source, row, label)
    elif isinstance(value, When):
        yield path, label, value.text, source, row
    elif value is not None:
        yield path, label, value, source, row


def _named(description: str | None) -> str:
    """The name in a field's description, without what stands in brackets: 분야 (terms.yml fields)."""
    return (description or "").partition(" (")[0]
