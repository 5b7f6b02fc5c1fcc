"""Tables of targets and outcomes, each in the unit of its indicator. A term target is never set against years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from macros.compute import Attainment, attainments, difference_text, newest
from macros.language import date_text
from macros.model import Book, Commitment, Indicator, Outcome, Place, Target
from macros.tables.money import rate_cell
from macros.tables.ref import wheres
from macros.tables.sources import SOURCE_COLUMNS, source_cells
from macros.tables.table import BLANK, NOTHING, Cell, Column, Row, Table, day, number, text

DASH: Final = "출처에 줄표만 적혀 있음"
_LONGEST: Final = 15  # years that are filled in where a period names them


def targets_table(commitment: Commitment, place: Place, indicator: str) -> Table:
    """Year by year: target, outcome, difference, attainment; a baseline first, targets in words as they are.

    Years of the stated period without a row are there as 자료 없음, if the indicator is a yearly one.
    Raises KeyError for an indicator the commitment does not have.
    """
    about = commitment.sheet.indicators[indicator]
    found = [
        each for each in attainments(commitment, place) if each.indicator == indicator and each.year != "term"
    ]
    name = f"targets-{indicator}"
    aims = [each.target for each in found if each.target]
    if aims and all(aim.target is None for aim in aims) and not any(each.value for each in found):
        return _in_words(name, about, found)
    rows = [_baseline(about)] if about.baseline is not None else []
    rows += [_year(each) for each in found]
    rows += [
        Row((Cell(str(year), "date"), NOTHING, NOTHING, NOTHING, NOTHING, BLANK))
        for year in silent_years(commitment, about, found)
    ]
    return Table(name, about.name, _columns(about, found), tuple(sorted(rows, key=_when)), about.unit or "")


def _columns(about: Indicator, found: list[Attainment]) -> tuple[Column, ...]:
    formula = next((each.rate.formula for each in found if each.rate), "")
    points = "%p" if about.unit == "%" else ""
    return (
        Column("기간" if any("-" in each.year or "/" in each.year for each in found) else "연도"),
        Column("목표", number=True),
        Column("실적", number=True),
        Column("차이", points, number=True, head=f"차이 ({points})" if points else ""),
        Column("달성률", "%", number=True, note=formula),
        Column("비고", only="file"),
    )


def _when(row: Row) -> tuple[bool, str]:
    """The baseline first, then by date."""
    first = row.cells[0]
    return first.shape == "date", str(first.value)


def _baseline(about: Indicator) -> Row:
    period = f"출발값({date_text(about.baseline_period.text)})" if about.baseline_period else "출발값"
    return Row((Cell(period), BLANK, number(about.baseline, about.where), BLANK, BLANK, BLANK))


def _year(each: Attainment) -> Row:
    cells = (
        Cell(each.year, "date"),
        target_cell(each.target),
        outcome_cell(each),
        _difference(each),
        rate_cell(each.rate),
    )
    return Row((*cells, _remark(each)))


def _difference(each: Attainment) -> Cell:
    aim = each.target.target if each.target else None
    if each.difference is None or each.value is None or each.target is None or aim is None:
        return NOTHING
    formula = difference_text("실적 − 목표", each.value.value, aim)
    behind = wheres((*each.value.rows, each.target))
    return Cell(each.difference, "signed", rows=behind, formula=formula, computed=True)


def _remark(each: Attainment) -> Cell:
    """For the file: the notes of the rows, which the page has under the values, and why there is no rate."""
    aim = each.target.note if each.target else None
    words = dict.fromkeys(filter(None, (aim, *_notes(each), each.why_not)))
    return text("; ".join(words)) if words else BLANK


def _notes(each: Attainment) -> tuple[str, ...]:
    """The notes of the outcome rows that count, each once."""
    rows = each.value.rows if each.value else (each.outcome,)
    return tuple(dict.fromkeys(row.note for row in rows if isinstance(row, Outcome) and row.note))


def silent_years(commitment: Commitment, about: Indicator, found: Sequence[Attainment]) -> Iterator[int]:
    """Years of the stated period of which nothing is said, between years of which something is."""
    period = commitment.sheet.period
    if about.kind != "annual" or not period or not period.start or not period.end:
        return
    first, last = period.start.first.year, period.end.last.year
    said = {each.year[:4] for each in found}
    if any(each.target for each in found) and last - first < _LONGEST:
        yield from (year for year in range(first, last + 1) if str(year) not in said)


def _in_words(name: str, about: Indicator, found: list[Attainment]) -> Table:
    silent = all(outcome_cell(each) == NOTHING for each in found)  # told once, in the sentence above
    columns = (
        Column("연도"),
        Column("목표", head="목표 (적힌 대로)", wide=True),
        Column("실적", wide=True, only="file" if silent else ""),
        Column("비고", only="file"),
    )
    rows = tuple(
        Row(
            (
                Cell(each.year, "year" if each.target else "date"),
                target_cell(each.target),
                outcome_cell(each),
                _remark(each),
            )
        )
        for each in found
    )
    return Table(name, about.name, columns, rows, lede="연도별 목표", cards=True, quiet=True)


def target_cell(target: Target | None) -> Cell:
    """A target as printed: a number, words, a lone dash with what it is, or nothing; with the note of its row."""
    if target is None:
        return NOTHING
    note = target.note or ""
    if target.target is not None:
        return replace(number(target.target, target.where), note=note)
    if target.target_text and not target.target_text.strip("-–—−"):
        return Cell(target.target_text, note=" · ".join(filter(None, (DASH, note))), where=target.where)
    return Cell(target.target_text, note=note, where=target.where)


def outcome_cell(each: Attainment) -> Cell:
    """The value that counts: printed, or added from several rows with the sum in digits, or words; with its notes."""
    note = " · ".join(_notes(each))
    if each.value and each.value.computed:
        note = " · ".join(filter(None, (each.value.formula, note)))
        behind, formula = wheres(each.value.rows), each.value.told
        return Cell(each.value.value, "number", note, rows=behind, formula=formula, computed=True)
    if each.value:
        return replace(number(each.value.value, each.value.rows[0].where), note=note)
    if each.outcome:
        return Cell(each.outcome.value_text, note=note, where=each.outcome.where)
    return NOTHING


def term_table(commitment: Commitment, place: Place, indicator: str) -> Table:
    """The target of the whole term beside the outcomes of the term. No rows without such a target.

    Raises KeyError for an indicator the commitment does not have.
    """
    about = commitment.sheet.indicators[indicator]
    found = [
        each for each in attainments(commitment, place) if each.indicator == indicator and each.year == "term"
    ]
    columns = (
        Column("기간"),
        Column("실적 시점", only="file"),
        *_columns(about, found)[1:],
    )
    rows = []
    for each in found:
        cells = _year(each).cells
        spoken = _spoken_of(each)
        head = Cell("term", "year", note=f"실적은 {date_text(spoken)}" if spoken else "")
        rows.append(Row((head, text(spoken), *cells[1:])))
    return Table(
        f"term-{indicator}", f"임기 전체 {about.name}", columns, tuple(rows), about.unit or "", cards=True
    )


def _spoken_of(each: Attainment) -> str:
    """The time the outcomes of a term target cover, as the data writes a period."""
    periods = [row.period for row in each.value.rows if isinstance(row, Outcome)] if each.value else []
    if len(periods) == 1:
        return periods[0].text
    years = [(period.first.year, period.last.year) for period in periods]
    return f"{min(first for first, _ in years)}/{max(last for _, last in years)}" if years else ""


def outcomes_table(commitment: Commitment, place: Place, book: Book) -> Table:
    """Every outcome that counts, and every baseline: indicator, period, value, unit, as of, source."""
    columns = (
        Column("지표"),
        Column("때", card="때"),
        Column("실적", number=True),
        Column("단위"),
        Column("기준일"),
        *SOURCE_COLUMNS,
        Column("비고", only="file"),
    )
    rows = newest(commitment.outcomes, place, lambda row: (row.indicator, row.period.text)).values()
    made: list[Row] = []
    for id, about in commitment.sheet.indicators.items():
        if about.baseline is not None:
            made.append(_baseline_row(commitment, about, place, book))
        own = sorted(
            (row for row in rows if row.indicator == id), key=lambda row: (row.period.first, row.period.last)
        )
        made += [_outcome_row(row, about, place, book) for row in own]
    return Table("outcomes", "지표와 실적", columns, tuple(made), cards=True)


def _outcome_row(row: Outcome, about: Indicator, place: Place, book: Book) -> Row:
    value = number(row.value, row.where) if row.value is not None else Cell(row.value_text, where=row.where)
    value = replace(value, note=row.note or "")
    return Row(
        (
            Cell(about.name, where=about.where),
            day(row.period),
            value,
            text(about.unit),
            day(row.as_of),
            *source_cells(book, place.id, row.source),
            text(row.note) if row.note else BLANK,
        )
    )


def _baseline_row(commitment: Commitment, about: Indicator, place: Place, book: Book) -> Row:
    source = about.baseline_source or commitment.sheet.source
    value: Decimal | None = about.baseline
    return Row(
        (
            Cell(about.name, note="출발값"),
            day(about.baseline_period),
            number(value, about.where),
            text(about.unit),
            NOTHING,
            *source_cells(book, place.id, source),
            Cell("출발값"),
        )
    )
