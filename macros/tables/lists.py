"""Tables of many commitments: the list to find one, statuses and published rates by place, programmes compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from macros.compute import (
    Coverage,
    Figure,
    Money,
    Reached,
    Reconciliation,
    Trial,
    attainments,
    coverages,
    money,
    reached,
    reconcile,
    signals,
    status,
)
from macros.downloads.csv_file import plain
from macros.language import (
    COMMITMENT_KINDS,
    NO_DATA,
    PARTIAL_LIST,
    RATE_METHODS,
    amount,
    count,
    date_text,
    exact,
    half_up,
    join_and,
    percent,
    period_text,
    squash,
    year_text,
)
from macros.model import (
    MEASURES,
    STATUSES,
    Book,
    Commitment,
    Measure,
    Outcome,
    Place,
    Sheet,
    Source,
    Spending,
    Status,
    StatusCode,
    Target,
)
from macros.problem import Where
from macros.tables.money import UNIT, figure_cell, loose_text, rate_cell, with_loose
from macros.tables.ref import Rows, wheres
from macros.tables.sources import SOURCE_COLUMNS, source_cells
from macros.tables.table import BLANK, NOTHING, Cell, Column, Link, Row, Table, day, number, text

STATUS_WORD: Final = "상태"  # the short name of 기관이 밝힌 상태, for a card and a chip
NO_YEAR: Final = "연도 없음"
_COUNTS: Final[tuple[StatusCode, ...]] = STATUSES[
    :-1
]  # all that a published rate prints; unknown is no count


def status_cell(row: Status | None, book: Book) -> Cell:
    """The reported status as a pill. Not reported and reported as not known are both 자료 없음."""
    if row is None or row.status == "unknown":
        return Cell(shape="status", code="unknown", where=row.where if row else None, label=STATUS_WORD)
    return Cell(book.terms.statuses[row.status].ko, "status", code=row.status, where=row.where)


# ── the list ────────────────────────────────────────────────────────────────────────────────


def pledges_table(
    book: Book, as_of: date, link: Link, commitments: Iterable[Commitment] | None = None
) -> Table:
    """The list of commitments (default: all), each row with what find.js filters and sorts by.

    data-place, -field, -kind, -status, -signals (codes, but for no-status: the status says it), -money (executed,
    secured, planned or none), -dept, -programme, -no, -keywords (with | between), -planned, -secured and -executed
    (million won), -reached (the attainment in %, or "told" where there is none), -tags (how many signals the row
    shows), -asof, -text (squashed, lower case); those without a value are left out.
    """
    listed = tuple(book.commitments.values() if commitments is None else commitments)
    labels = [book.terms.measures[measure].ko for measure in MEASURES]
    columns = (
        Column("제목", head="공약", sort="title"),
        Column("지역", only="file"),
        Column("구분", only="file"),
        Column("번호", only="file"),
        Column("분야", only="file"),
        Column("담당 부서", only="file"),
        Column("기관이 밝힌 상태", wide=True, card="", sort="status"),
        *(
            Column(label, UNIT, number=True, head=f"{label} (원)", sort=measure)
            for measure, label in zip(MEASURES, labels, strict=True)
        ),
        Column("계획에 견준 막대", wide=True, card="", quiet=True, only="page"),
        Column("실적", wide=True, sort="reached"),
        Column("계산한 신호", wide=True, card="", sort="tags"),
        Column("연도 없는 금액", only="file"),
        Column("가장 새로운 기준일", only="file"),
        Column("페이지", only="file"),
    )
    rows = tuple(_listed(each, book.places[each.place], book, as_of, link) for each in listed)
    kinds = [label for kind, label in COMMITMENT_KINDS.items() if any(each.kind == kind for each in listed)]
    names = join_and(kinds or list(COMMITMENT_KINDS.values()))
    caption = f"{names} {len(rows):,}건의 상태, 계획, 확보, 집행, 실적, 신호"
    return Table("pledges", caption, columns, rows, cards=True, classes="list gaps", quiet=True)


def _listed(commitment: Commitment, place: Place, book: Book, as_of: date, link: Link) -> Row:
    sheet, terms = commitment.sheet, book.terms
    said, found = status(commitment, place), money(commitment, place)
    shown = signals(commitment, place, book, as_of)
    field, kind = terms.fields[sheet.field].ko, COMMITMENT_KINDS[commitment.kind]
    newest, reach = _newest(commitment), reached(commitment, place)
    loose = loose_text(found.unstated, place, book)
    meta = (place.name, f"{kind} {sheet.no}" if sheet.no else kind, field, loose)
    codes = tuple((each.code, terms.signals[each.code].ko) for each in shown)
    # what the row's own column says as 자료 없음 is not said again as a signal
    said_already = {"no-status", "" if reach else "no-outcome"}
    tags = tuple(pair for pair in codes if pair[0] not in said_already)
    cells = (
        Cell(sheet.title, note=" · ".join(filter(None, meta)), href=link(f"{commitment.key}/")),
        text(place.name),
        text(kind),
        text(sheet.no),
        text(field),
        text(sheet.department),
        status_cell(said, book),
        *(_amount(found, measure) for measure in MEASURES),
        _bar(found),
        _reached_cell(reach),
        Cell("; ".join(label for _, label in codes), "signals", pairs=tags) if codes else BLANK,
        text(loose),
        day(newest),
        text(f"{commitment.key}/"),
    )
    words = [
        sheet.title,
        sheet.title_en,
        sheet.no,
        sheet.department,
        *sheet.keywords,
        place.name,
        place.short,
    ]
    data = (
        ("place", place.id),
        ("field", sheet.field),
        ("kind", commitment.kind),
        ("status", said.status if said else "unknown"),
        ("signals", " ".join(code for code, _ in codes if code != "no-status")),
        ("money", _money_level(found)),
        ("dept", sheet.department or ""),
        ("programme", sheet.programme or ""),
        ("no", sheet.no or ""),
        ("keywords", "|".join(sheet.keywords)),
        *((name, plain(figure.value) if figure else "") for name, figure in _figures(found).items()),
        ("reached", _reached_order(reach)),
        ("tags", str(len(tags)) if tags else ""),
        ("asof", newest or ""),
        ("text", squash(" ".join(dict.fromkeys(word for word in words if word))).lower()),
    )
    return Row(cells, data=tuple(pair for pair in data if pair[1]))


def _reached_cell(found: Reached | None) -> Cell:
    """What was reached with its attainment; of what and when under it, unless it only counts the indicators."""
    if found is None:
        return NOTHING
    words = " · ".join(filter(None, (found.text, found.rate)))
    printed = len(found.rows) == 1
    note = found.what if found.text.startswith(found.value) else ""
    return Cell(words, note=note, where=found.rows[0].where if printed else None)


def _figures(found: Money) -> dict[Measure, Figure | None]:
    return {"planned": found.planned, "secured": found.secured, "executed": found.executed}


def _money_level(found: Money) -> str:
    """How far the money is told: executed, secured, planned or none. An amount without a year tells too."""
    told = {measure for measure, figure in _figures(found).items() if figure}
    told |= {row.measure for row in found.unstated}
    return next((measure for measure in reversed(MEASURES) if measure in told), "none")


def _reached_order(found: Reached | None) -> str:
    """By what find.js sorts the outcomes: the attainment as printed, told where there is none, empty for no outcome."""
    if found is None:
        return ""
    return found.rate.rpartition(" ")[2].rstrip("%").replace(",", "") or "told"


def _amount(found: Money, measure: Measure) -> Cell:
    """A total in 억 and 만. An amount without a year is no total: the note of the row tells it in full."""
    figure = _figures(found)[measure]
    if figure is None and any(row.measure == measure for row in found.unstated):
        return Cell(shape="blank", note=NO_YEAR)
    if figure is None:
        return Cell(shape="won")
    return Cell(
        figure.value, "won", computed=figure.computed, where=None if figure.computed else figure.rows[0].where
    )


def _newest(commitment: Commitment) -> str | None:
    """The newest as-of date written in any row, its last day; None where none is written."""
    rows: tuple[Spending | Target | Outcome | Status, ...] = (
        *commitment.spending,
        *commitment.targets,
        *commitment.outcomes,
        *commitment.statuses,
    )
    return max((row.as_of.last.isoformat() for row in rows if row.as_of), default=None)


def _bar(found: Money) -> Cell:
    """The plan as outline, secured as tint, executed as solid, on the scale of the largest. A plan alone draws none."""
    if not found.planned or found.planned.value <= 0:
        return BLANK
    whole = max(figure.value for figure in _figures(found).values() if figure)
    told = [
        (word, mark, figure.value, rate)
        for word, mark, figure, rate in (
            ("확보", "secured", found.secured, found.secured_rate),
            ("집행", "spent", found.executed, found.executed_of_planned),
        )
        if figure and rate
    ]
    if not told:
        return BLANK
    pairs = [(mark, f"{half_up(value * 100 / whole, 2)}") for _, mark, value, _ in told]
    pairs.append(("said", f"{half_up(found.planned.value * 100 / whole, 2)}"))
    spoken = ", ".join(f"{word} {percent(rate.percent)}" for word, _, _, rate in told)
    return Cell(f"계획 가운데 {spoken}", "bar", pairs=tuple(pairs))


# ── place beside place ──────────────────────────────────────────────────────────────────────


def statuses_table(book: Book, link: Link) -> Table:
    """Reported statuses of the pledges listed, one row a place and term, with how complete the list is.

    Counts of a list, no rates: most lists are partial. Statuses that occur nowhere have no column.
    """
    counted = [
        (place, cover, _by_status(place, cover.term))
        for place in book.places.values()
        for cover in coverages(place)
        if cover.listed or cover.total is not None
    ]
    used = [code for code in STATUSES if any(code in found for _, _, found in counted)]
    columns = (
        Column("지역"),
        Column("임기", only="file"),
        *(Column(book.terms.statuses[code].ko, "건", number=True) for code in used),
        Column("실은 공약", "건", number=True),
        Column("전체 공약", "건", number=True),
        Column("목록", wide=True, card=""),
    )
    rows = tuple(_status_row(place, cover, found, used, book, link) for place, cover, found in counted)
    return Table("statuses", "기관이 밝힌 상태별 공약 수", columns, rows, lede="단위 건", cards=True)


def _by_status(place: Place, term: str | None) -> dict[StatusCode, list[Status | Sheet]]:
    """The rows behind each count: the newest status of a pledge, its sheet where there is none."""
    found: dict[StatusCode, list[Status | Sheet]] = {}
    for pledge in place.pledges:
        if pledge.sheet.term == term:
            row = status(pledge, place)
            found.setdefault(row.status if row else "unknown", []).append(row or pledge.sheet)
    return found


def _status_row(
    place: Place,
    cover: Coverage,
    found: Mapping[StatusCode, Sequence[Status | Sheet]],
    used: Sequence[StatusCode],
    book: Book,
    link: Link,
) -> Row:
    term = book.electoral_terms.get(cover.term) if cover.term else None
    label = term.label if term else cover.term
    stated = [row for row in place.about.coverage if row.term == cover.term]
    return Row(
        (
            Cell(place.name, note=label or f"임기 {NO_DATA}", href=link(f"{place.id}/")),
            text(label),
            *(
                _count_cell(found.get(code, ()), f"‘{book.terms.statuses[code].ko}’인 공약의 수")
                for code in used
            ),
            _count_cell([row for rows in found.values() for row in rows], "실은 공약의 수"),
            number(cover.total, next((row.where for row in stated if row.pledges_total is not None), None)),
            text("전체" if cover.complete else PARTIAL_LIST),
        )
    )


def _count_cell(rows: Sequence[Status | Sheet], what: str) -> Cell:
    return Cell(Decimal(len(rows)), "number", rows=wheres(rows), formula=f"{what} = {len(rows)}")


def rates_table(book: Book, link: Link) -> Table:
    """Rates as published beside what their own counts give; order of places and rows, no ranking."""
    labels = {code: book.terms.statuses[code].ko for code in _COUNTS}
    columns = (
        Column("기관", head="기관과 지표 이름"),
        Column("지표 이름", only="file"),
        Column("임기", only="file"),
        Column("기준일", only="file"),
        Column("발표값", "%", number=True),
        Column("완료율", "%", number=True, note="완료 ÷ 전체"),
        Column("정상추진율", "%", number=True, note="(완료 + 추진) ÷ 전체"),
        Column("함께 발표된 건수", wide=True, only="page"),
        Column("결과", wide=True, card=""),
        *SOURCE_COLUMNS,
        Column("셈법", only="file"),
        Column("전체", "건", number=True, only="file"),
        *(Column(label, "건", number=True, only="file") for label in labels.values()),
        Column("비고", only="file"),
    )
    rows = tuple(
        _rate_row(place, reconcile(row), labels, book, link)
        for place in book.places.values()
        for row in place.published_rates
    )
    return Table("rates", "발표한 비율과 건수로 다시 셈한 비율", columns, rows, cards=True)


def _rate_row(
    place: Place, found: Reconciliation, labels: Mapping[StatusCode, str], book: Book, link: Link
) -> Row:
    row = found.row
    about = book.electoral_terms.get(row.term) if row.term else None
    term = about.label if about else row.term
    when = (date_text(row.as_of.text),) if row.as_of else (term, f"기준일 {NO_DATA}")
    why = " ".join(found.notes) or ("" if found.tried else f"셈법: {RATE_METHODS[row.method]}")
    counts: dict[StatusCode, Decimal | None] = {code: getattr(row, code) for code in _COUNTS}
    return Row(
        (
            Cell(place.name, note=" · ".join(filter(None, (row.label, *when))), href=link(f"{place.id}/")),
            text(row.label),
            text(term),
            day(row.as_of),
            Cell(row.published_pct, "percent", where=row.where, strong=True),
            _trial_cell(found.tried_by("completion"), "완료율"),
            _trial_cell(found.tried_by("on_track"), "정상추진율"),
            text(_counts_text(row.total, counts, labels), note=row.note or "", where=row.where),
            Cell(found.says, note=why, strong=found.verdict == "match"),
            *source_cells(book, place.id, row.source),
            text(RATE_METHODS[row.method]),
            number(row.total),
            *(number(each) for each in counts.values()),
            text(row.note) if row.note else BLANK,
        )
    )


def _counts_text(
    total: Decimal | None, counts: Mapping[StatusCode, Decimal | None], labels: Mapping[StatusCode, str]
) -> str:
    """Every published count in words: 전체 79 · 완료 54 · 정상추진/추진 중 25. What was not published is left out."""
    # Bodies mean by 추진 중 what runs well or everything unfinished, and the counts alone do not tell which.
    named = {**labels, "on_track": f"{labels['on_track']}/추진 중"}
    told = [("전체", total), *((named[code], each) for code, each in counts.items())]
    return " · ".join(f"{label} {exact(each)}" for label, each in told if each is not None)


def _trial_cell(trial: Trial | None, name: str) -> Cell:
    """A recomputed rate with its numbers; its own name where a body's words make it another."""
    if trial is None:
        return NOTHING
    numbers = f"{exact(trial.rate.numerator)} ÷ {exact(trial.rate.denominator)}"
    return rate_cell(trial.rate, numbers if trial.name == name else f"{trial.name} {numbers}")


def differences_table(book: Book, programmes: Sequence[str]) -> Table:
    """Programmes as columns: what each is, who takes part, when, how much a place plans, where outcomes are told.

    Every line says only what a sheet or row says, with the places that say it. Raises KeyError for a programme that
    terms.yml does not have.
    """
    names = [book.terms.programmes[code].ko for code in programmes]
    groups = [[c for c in book.commitments.values() if c.sheet.programme == code] for code in programmes]
    meant = Row((Cell("무엇인가"), *(_meaning(book, code) for code in programmes)))
    told = (
        ("실은 곳", lambda c: ("", ())),
        (
            "함께하는 곳",
            lambda c: (", ".join(each.name for each in c.sheet.participants), c.sheet.participants),
        ),
        ("사업기간", lambda c: (_spoken_period(c), ())),
        ("계획 총액", lambda c: _planned_words(c, book.places[c.place])),
        ("실적이 적힌 지표", lambda c: (_kinds_told(c, book.places[c.place]), c.outcomes)),
    )
    rows = [
        Row((Cell(label), *(_by_place(group, book, words, bare=at == 0) for group in groups)))
        for at, (label, words) in enumerate(told)
    ]
    columns = (Column("견줄 것"), *(Column(name, wide=True) for name in names))
    return Table(
        "differences", f"{join_and(names)}의 다른 점", columns, (meant, *rows), cards=True, classes="compare"
    )


def _meaning(book: Book, code: str) -> Cell:
    """The definition of terms.yml and who says so."""
    term = book.terms.programmes[code]
    source = book.sources.get(term.source) if term.source else None
    return Cell(term.definition, note=f"출처: {source.publisher}" if source else "")


def _by_place(
    group: Sequence[Commitment], book: Book, words: Callable[[Commitment], tuple[str, Rows]], bare: bool
) -> Cell:
    """One line for each place that says something, then how many say nothing; `bare` names the places alone."""
    named = [(book.places[c.place].name + (" (공약)" if c.kind == "pledge" else ""), c) for c in group]
    if bare:
        return text(", ".join(name for name, _ in named))
    told = [(name, c, *words(c)) for name, c in named]
    lines = [(f"{name}: {each}", (wheres(rows), "")) for name, _, each, rows in told if each]
    silent = [c.sheet for _, c, each, _ in told if not each]
    if lines and silent:
        count_ = len(silent)
        lines.append((f"나머지 {count_}곳: {NO_DATA}", (wheres(silent), f"적지 않은 곳의 수 = {count_}")))
    return _lines_cell(lines)


def _lines_cell(lines: Sequence[tuple[str, tuple[tuple[Where, ...], str]]]) -> Cell:
    """Lines of text, each with the rows and the formula of its figures."""
    if not lines:
        return NOTHING
    words = [line for line, _ in lines]
    return Cell(
        "; ".join(words),
        "links",
        pairs=tuple(("", line) for line in words),
        pair_refs=tuple(refs for _, refs in lines),
    )


def _spoken_period(commitment: Commitment) -> str:
    period = commitment.sheet.period
    start, end = (period.start, period.end) if period else (None, None)
    return period_text(start.text if start else None, end.text if end else None) or ""


def _planned_words(commitment: Commitment, place: Place) -> tuple[str, Rows]:
    planned = money(commitment, place).planned
    return (amount(planned.value), planned.rows) if planned else ("", ())


def _kinds_told(commitment: Commitment, place: Place) -> str:
    """The indicators that have an outcome, each once."""
    about = commitment.sheet.indicators
    told = [
        about[each.indicator].name for each in attainments(commitment, place) if each.value or each.outcome
    ]
    return ", ".join(dict.fromkeys(told))


def programmes_table(book: Book, programmes: Sequence[str], link: Link) -> Table:
    """What is known of each commitment under these programmes, side by side; what is not is 자료 없음.

    Ordered by programme, then place. Raises KeyError for a programme that terms.yml does not have.
    """
    columns = (
        Column("지역"),
        Column("지원사업", only="file"),
        Column("제목", only="file"),
        Column("구분", only="file"),
        Column("기간", wide=True),
        Column(
            "계획 총액", UNIT, number=True, wide=True, head=f"계획 총액 ({UNIT})", card=f"계획 총액 ({UNIT})"
        ),
        Column("연도별 계획", wide=True, note=UNIT, card=f"연도별 계획 ({UNIT})"),
        Column("함께하는 곳", wide=True),
        Column("실적", wide=True),
        Column("기관이 밝힌 상태", wide=True),
        Column("출처", wide=True),
        Column("출처 제목", only="file"),
        Column("출처 주소", only="file"),
        Column("연도 없는 금액", only="file"),
    )
    rows = tuple(
        _programme_row(each, book.places[each.place], book, link)
        for code in programmes
        for each in book.commitments.values()
        if each.sheet.programme == code
    )
    names = join_and([book.terms.programmes[code].ko for code in programmes])
    return Table("programmes", names, columns, rows, cards=True, classes="gaps")


def _programme_row(commitment: Commitment, place: Place, book: Book, link: Link) -> Row:
    sheet = commitment.sheet
    programme = book.terms.programmes[sheet.programme].ko if sheet.programme else ""
    kind = COMMITMENT_KINDS[commitment.kind]
    found = money(commitment, place)
    told, loose = _outcomes(commitment, place), loose_text(found.unstated, place, book)
    sources = _sources_shown(commitment, found, place, book)
    publishers = Counter(each.publisher for each in sources)
    named = tuple(
        (
            each.url or "",
            each.publisher if publishers[each.publisher] == 1 else f"{each.publisher}, {each.title}",
        )
        for each in sources
    )
    years = [(year_text(line.code), line.planned) for line in found.by_year if line.planned]
    return Row(
        (
            Cell(place.name, note=f"{programme} · {kind}", href=link(f"{commitment.key}/")),
            text(programme),
            text(sheet.title),
            text(kind),
            text(_spoken_period(commitment)),
            with_loose(figure_cell(found.planned), found.unstated, place, book),
            Cell(
                ", ".join(f"{year} {exact(figure.value)}" for year, figure in years) or None,
                rows=wheres(row for _, figure in years for row in figure.rows),
            ),
            Cell(
                ", ".join(each.name for each in sheet.participants) or None,
                rows=wheres(sheet.participants),
            ),
            _lines_cell(told),
            status_cell(status(commitment, place), book),
            Cell("; ".join(name for _, name in named) or None, "links", pairs=named),
            text("; ".join(each.title for each in sources)),
            text("; ".join(each.url for each in sources if each.url)),
            text(loose),
        )
    )


def _sources_shown(commitment: Commitment, found: Money, place: Place, book: Book) -> list[Source]:
    """The sources of the figures of a row, each once; that of the sheet only where there is no figure."""
    planned = [found.planned, *(line.planned for line in found.by_year)]
    judged = attainments(commitment, place)
    rows = [
        *(row for figure in planned if figure for row in figure.rows),
        *found.unstated,
        *(row for each in judged if each.value for row in each.value.rows),
        *(each.outcome for each in judged if each.outcome),
    ]
    ids = [row.source for row in rows if isinstance(row, Spending | Outcome)] or [commitment.sheet.source]
    sources = (book.source(place.id, id) for id in dict.fromkeys(ids))
    return [each for each in sources if each]


def _outcomes(commitment: Commitment, place: Place) -> list[tuple[str, tuple[tuple[Where, ...], str]]]:
    """Each outcome that counts, in words: 교육 이수 831명(2023년); with its rows and how it was added."""
    told: list[tuple[str, tuple[tuple[Where, ...], str]]] = []
    for each in attainments(commitment, place):
        about = commitment.sheet.indicators[each.indicator]
        value: Decimal | None = each.value.value if each.value else None
        row = each.outcome
        if row is None or (value is None and not row.value_text):
            continue
        words = count(value, about.unit or "") if value is not None else row.value_text
        behind = (wheres(each.value.rows), each.value.told) if each.value else (wheres([row]), "")
        told.append((f"{about.name} {words}({date_text(row.period.text)})", behind))
    return told
