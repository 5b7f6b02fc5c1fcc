"""실적 알리기 → a row of outcomes.csv, and of sources.csv where the source is new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count

from pydantic import BaseModel

from macros.intake.form.filled import Complaint, Filled, FormRefused
from macros.intake.form.made import Made
from macros.intake.form.page import commitment_of
from macros.intake.ledger import with_rows
from macros.intake.refused import Refused
from macros.intake.source import source_row
from macros.language import josa, nearest, squash
from macros.load import Files
from macros.model import Book, Commitment, Outcome, Place, Source, columns

# column → the field that it is told by
_OUTCOME = {"commitment": "page", "source": "source_url"}
_SOURCE = {
    "id": "source_url",
    "publisher": "source_publisher",
    "title": "source_title",
    "url": "source_url",
    "published": "source_published",
    "read": "source_url",
    "kind": "source_kind",
    "licence": "source_url",
}
_NOT_READ = Complaint(
    "",
    "처음 쓰이는 출처라, 검토하는 사람이 열어 본 날을 함께 적어야 합니다.",
    "출처를 열어 값과 맞추어 보고, 그 날을 --read 2026-01-31처럼 붙여 다시 실행하세요.",
)


def outcome(filled: Filled, book: Book, files: Files, read: date | None) -> Made:
    """The row of a new outcome; a new source needs the day on which one of us has `read` it. Raises FormRefused."""
    commitment = commitment_of(filled, book)
    place = book.places[commitment.place]
    complaints: list[Complaint] = []
    indicator = _taken(_indicator(filled, commitment), complaints)
    complaints += _values_missing(filled, commitment, indicator)
    source = _known_source(filled, place)
    row = None
    if not source:
        complaints += _source_missing(filled, place)
        if read is None and not complaints:
            complaints.append(_NOT_READ)
        elif read is not None:
            row = _new_source(filled, place, read)
            source = row["id"]
    if complaints:
        raise FormRefused(*complaints)
    folder = f"data/{place.id}"
    made = {"commitment": commitment.id, "indicator": indicator, "source": source}
    made |= {name: filled[name] for name in ("period", "value", "value_text", "as_of", "note")}
    new: dict[str, bytes] = {}
    cells: dict[tuple[str, int, int], str] = {}
    names = {name: name for name in made} | _OUTCOME
    tables: list[tuple[str, type[BaseModel], Mapping[str, str], Mapping[str, str]]]
    tables = [] if row is None else [(f"{folder}/sources.csv", Source, row, _SOURCE)]
    tables.append((f"{folder}/outcomes.csv", Outcome, made, names))
    for path, kind, values, told_by in tables:
        try:
            new[path] = with_rows(files.get(path), kind, [values])
        except Refused as why:
            raise FormRefused(Complaint("", f"{path}에 행을 더할 수 없습니다.", str(why))) from None
        line = new[path].count(b"\n")
        cells |= {(path, line, at): told_by.get(name, "page") for at, name in enumerate(columns(kind), 1)}
        cells[path, line, 0] = "page"
    return Made(new, tuple(_summary(commitment, indicator, place, source, row)), cells)


def _taken(found: str | Complaint, complaints: list[Complaint]) -> str:
    if isinstance(found, Complaint):
        complaints.append(found)
        return ""
    return found


def _indicator(filled: Filled, commitment: Commitment) -> str | Complaint:
    """The code of the indicator that is named by its code or its name; blank where there is only one."""
    known = {id: each.name for id, each in commitment.sheet.indicators.items()}
    said = filled["indicator"]
    if not known:
        tip = f"{commitment.path}의 indicators에 지표를 먼저 적으세요."
        return filled.complaint("indicator", "이 공약에는 아직 지표가 없습니다.", tip)
    found = [id for id, name in known.items() if squash(said) in (squash(id), squash(name))]
    if not said and len(known) == 1:
        found = list(known)
    if len(found) == 1:
        return found[0]
    tip = "이 가운데 하나를 적으세요: " + ", ".join(f"{name}({id})" for id, name in known.items())
    if not said:
        return filled.complaint("indicator", "지표가 여럿이라 어느 지표인지 적어야 합니다.", tip)
    hint = nearest(said, [*known, *known.values()]).ko
    return filled.complaint("indicator", f"이 공약에 없는 지표입니다: ‘{said}’.{hint}", tip)


def _values_missing(filled: Filled, commitment: Commitment, indicator: str) -> Iterator[Complaint]:
    if not filled["period"]:
        yield filled.complaint("period", "비어 있습니다.", "2024, 2024-Q1, 2024-03 가운데 한 꼴로 적으세요.")
    value = filled["value"]
    if not value and not filled["value_text"]:
        tip = f"숫자이면 여기에, 아니면 ‘{filled.label('value_text')}’ 칸에 적으세요."
        yield filled.complaint("value", "비어 있습니다.", tip)
    unit = commitment.sheet.indicators[indicator].unit if indicator else None
    if unit and value.endswith(unit) and re.fullmatch(r"-?[0-9][0-9,]*(\.[0-9]+)?", _before(value, unit)):
        tip = f"{josa(_before(value, unit).replace(',', ''), '으로/로')} 적으세요."
        yield filled.complaint("value", f"숫자만 적는 칸입니다: ‘{value}’.", tip)


def _before(value: str, unit: str) -> str:
    return value.removesuffix(unit).rstrip()


def _known_source(filled: Filled, place: Place) -> str:
    """The id of the source of the place that has the id or the address given; "" where none has."""
    said = filled["source_url"]
    for id, known in place.sources.items():
        if said == id or (known.url and said.rstrip("/") == known.url.rstrip("/")):
            return id
    return ""


def _new_source(filled: Filled, place: Place, read: date) -> Mapping[str, str]:
    published = filled["source_published"]
    stem = f"{place.id}-{published if re.fullmatch(r'[0-9]{4}(-[0-9]{2}){0,2}', published) else read}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    id = next(name for name in names if name not in place.sources)
    kind = re.search(r"\((\w+)\)$", filled["source_kind"])
    told = {"url": filled["source_url"], "published": published, "kind": kind[1] if kind else ""}
    return source_row(id, filled["source_publisher"], filled["source_title"], read, **told)


def _source_missing(filled: Filled, place: Place) -> Iterator[Complaint]:
    if not filled["source_url"]:
        tip = "값이 적힌 공개 자료의 주소를 적으세요. 출처가 없는 값은 싣지 않습니다."
        yield filled.complaint("source_url", "비어 있습니다.", tip)
        return
    if "://" not in filled["source_url"]:
        hint = nearest(filled["source_url"], place.sources).ko
        message = f"주소도 아니고 이미 실린 출처의 id도 아닙니다: ‘{filled['source_url']}’.{hint}"
        yield filled.complaint("source_url", message, "https://로 시작하는 온전한 주소를 적으세요.")
        return
    for id in ("source_title", "source_publisher", "source_kind"):
        if not filled[id]:
            here = filled.label("source_url")
            tip = f"값을 적으세요. 이미 실린 출처라면 그 주소나 id를 ‘{here}’ 칸에 적으세요."
            yield filled.complaint(id, "처음 쓰이는 출처인데 비어 있습니다.", tip)


def _summary(
    commitment: Commitment, indicator: str, place: Place, source: str, row: Mapping[str, str] | None
) -> Iterator[str]:
    name = commitment.sheet.indicators[indicator].name
    yield f"{place.name} ‘{commitment.sheet.title}’의 지표 ‘{name}’에 실적 한 행을 더합니다."
    if row is None:
        yield f"출처는 이미 실린 {source}입니다."
    else:
        yield (
            f"출처 {josa(source, '을/를')} 새로 더합니다. 읽은 날은 알려 주신 {row['read']}입니다. "
            "출처에 이용조건이 적혀 있으면 licence 칸에 적으세요."
        )
