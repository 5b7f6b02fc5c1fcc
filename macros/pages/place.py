"""One place, one page: how much of its list is here, status, money, published rates, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros import charts, compute, tables
from macros.language import COMMITMENT_KINDS, join_and, josa
from macros.model import Commitment, Place
from macros.pages.data import place_offers
from macros.pages.editing import place_edits
from macros.pages.figures import won
from macros.pages.frame import Figure, Fragment, Page, View, fragment, marks
from macros.pages.glance import place_glance
from macros.pages.lists import link, rates_figure
from macros.pages.overview import changes_part, list_words, place_row, whole_list
from macros.pages.sentences import MEASURE_WORDS
from macros.tables import ref_figures

HEADINGS = (
    ("glance", "한눈에"),
    ("pledges", "공약"),
    ("programmes", "지원사업"),
    ("statuses", "이행 상태"),
    ("money", "돈"),
    ("rates", "발표 이행률"),
    ("changes", "바뀐 계획"),
    ("files", "출처와 내려받기"),
)
CHANGES_SHOWN = 3


def place_page(view: View, place: Place) -> Page:
    """The page of one place."""
    path = f"{place.id}/"
    statuses = statuses_figure(view, place)
    money = money_figure(view, place)
    rates = rates_figure(view, [place])
    row = place_row(view, place)
    changes = changes_part(view, path, place.id, shown=CHANGES_SHOWN)
    has_changes = any(c.changes for c in place.commitments)
    more_money = money is not None or bool(row["rates"])
    glance = place_glance(view, place, more_money)
    lead = place_lead(place)
    body = fragment(
        "place.html",
        view,
        path,
        [f for f in (statuses, money, rates) if f is not None],
        place=place,
        level=view.book.terms.levels[place.about.level].ko,
        glance=glance.html,
        partial=_partial(place),
        notes=[ref_figures(cover.note, [cover]) for cover in place.about.coverage if cover.note],
        statuses=statuses,
        more_money=more_money,
        shares=row["rates"],
        money=money,
        lists=[
            (id, title, *own_list(view, place, listed))
            for id, title, listed in (
                ("pledges", "공약", place.pledges),
                ("programmes", "지원사업", place.programmes),
            )
            if listed
        ],
        rates=rates,
        changes=changes.html if has_changes else None,
        sources=tuple(place.sources.values()),
        offers=place_offers(view, place),
        edits=place_edits(view, place),
    )
    shown = {
        "glance": True,
        "pledges": bool(place.pledges),
        "programmes": bool(place.programmes),
        "statuses": statuses is not None,
        "money": more_money,
        "rates": rates is not None,
        "changes": has_changes,
        "files": True,
    }
    headings = tuple((id, title) for id, title in HEADINGS if shown[id])
    return Page(
        path,
        place.name,
        lead,
        Fragment(body.html, body.charts, body.files, headings),
        place.about.where.path,
        tags=("지역", lead, *place.known_as),
    )


def own_list(view: View, place: Place, listed: Sequence[Commitment]) -> tuple[tables.Table, str]:
    """A place's own list without what is the same in every row, and one sentence that says what was left out.

    A column that is 자료 없음 in every row is told once, and a missing outcome once in a row, not as a signal too.
    """
    table = tables.pledges_table(view.book, view.as_of, link, listed)
    outcome = next(at for at, column in enumerate(table.columns) if column.label == "실적")
    own = [
        replace(row, cells=tuple(_own(cell, place, row.cells[outcome].value is None) for cell in row.cells))
        for row in table.rows
    ]
    silent = [
        at
        for at, column in enumerate(table.columns)
        if column.only != "file" and all(_silent(row.cells[at]) for row in own)
    ]
    # an amount without a year stands in no column, but it is there
    loose = {MEASURE_WORDS[row.measure] for c in listed for row in compute.money(c, place).unstated}
    names = [
        column.label
        for at in silent
        if not (column := table.columns[at]).quiet
        and column.label not in loose
        and table.rows[0].cells[at].shape != "signals"
    ]
    # where no amount is left no row needs to say so
    no_money = all(
        column.label not in MEASURE_WORDS.values()
        for at, column in enumerate(table.columns)
        if at not in silent
    )
    rows = tuple(
        replace(
            row,
            cells=tuple(cell for at, cell in enumerate(row.cells) if at not in silent),
            kind="" if no_money else row.kind,
        )
        for row in own
    )
    named = replace(table.columns[0], head=COMMITMENT_KINDS[listed[0].kind])
    columns = (named, *(column for at, column in enumerate(table.columns) if at and at not in silent))
    told = f"{josa(join_and(names), '은/는')} 모두 확인한 출처에 없어 칸을 줄였습니다." if names else ""
    return replace(table, columns=columns, rows=rows), told


def _silent(cell: tables.Cell) -> bool:
    """Whether the page shows 자료 없음, or no signal at all."""
    return (
        (cell.value is None and not (cell.note or cell.also))
        or cell.code == "unknown"
        or (cell.shape == "signals" and not cell.pairs)
    )


def _own(cell: tables.Cell, place: Place, no_outcome: bool) -> tables.Cell:
    """A cell as the place's own page needs it: no name of the place, no signal that the outcome's cell says."""
    if cell.shape == "signals":
        said = "no-outcome" if no_outcome else ""
        return replace(cell, pairs=tuple(pair for pair in cell.pairs if pair[0] != said))
    return replace(cell, note=cell.note.removeprefix(f"{place.name} · "))


def of_all(part: int, whole: int) -> str:
    """“9건 모두” or “9건 가운데 4건은”."""
    return f"{whole}건 모두" if part == whole else f"{whole}건 가운데 {part}건은"


def place_lead(place: Place) -> str:
    """What was read of a place, in one sentence."""
    parts = [
        f"{COMMITMENT_KINDS[kind]} {len(listed)}건"
        for kind, listed in (("pledge", place.pledges), ("programme", place.programmes))
        if listed
    ]
    if place.published_rates:
        parts.append(f"발표 이행률 {len(place.published_rates)}개")
    return (
        f"{_where_from(place)}에서 {josa(', '.join(parts), '을/를')} 옮겼습니다."
        if parts
        else f"{place.name}의 자료는 아직 옮기지 않았습니다."
    )


def _where_from(place: Place) -> str:
    """What was read of a place: its own documents, the press, or both."""
    own = any(source.kind == "official" for source in place.sources.values())
    others = any(source.kind != "official" for source in place.sources.values())
    read = [f"{josa(place.name, '이/가')} 공개한 자료"] if own else []
    return join_and([*read, *(["언론 보도"] if others else [])]) if own else f"{place.name}에 관한 언론 보도"


def _partial(place: Place) -> str:
    if not place.pledges or whole_list(place):
        return ""
    return "목록이 일부라서 이행완료율과 정상추진율을 계산하지 않습니다."


def counted(view: View, place: Place) -> list[tuple[str, str, int]]:
    """How many pledges have each status, those without one last: code, word, number."""
    found = compute.status_counts(place)
    words = view.book.terms.statuses
    listed = [(code, words[code].ko, found.get(code, 0)) for code in words if code != "unknown"]  # type: ignore[call-overload]
    silent = found.get(None, 0) + found.get("unknown", 0)
    return [each for each in (*listed, ("unknown", words["unknown"].ko, silent)) if each[2]]


def statuses_figure(view: View, place: Place) -> Figure | None:
    """One square a pledge; None where no status was read."""
    rows = [row for c in place.pledges if (row := compute.reported(c, place))]
    if not rows:
        return None
    counts = tuple(charts.StatusCount(*each) for each in counted(view, place))
    known = sum(each.pledges for each in counts if each.status != "unknown")
    return Figure(
        "statuses",
        "기관이 밝힌 이행 상태",
        f"수록한 공약 {of_all(known, len(place.pledges))} 상태가 확인한 출처에 있습니다.",
        tables.statuses_table(view.only([place]), link),
        charts.statuses_chart([charts.PlaceStatuses(place.name, counts, list_words(place))]),
        marks(view, rows),
    )


def money_figure(view: View, place: Place) -> Figure | None:
    """Planned, secured and executed of each pledge of a place; None where no amount was read."""
    lines = [(c, compute.money(c, place)) for c in place.pledges]
    known = [(c, m) for c, m in lines if m.planned or m.secured or m.executed]
    if len(known) < 2:  # one pledge beside none compares nothing; its own page has the figure
        return None
    rows = [charts.Measures(c.sheet.title, won(m.planned), won(m.secured), won(m.executed)) for c, m in known]
    behind = [row for _, m in known for f in (m.planned, m.secured, m.executed) if f for row in f.rows]
    return Figure(
        "money",
        "공약마다 계획·확보·집행",
        f"수록한 공약 {of_all(len(known), len(place.pledges))} 금액이 적혀 있습니다.",
        tables.pledges_money_table(place, view.book, link),
        charts.measures_chart(rows),
        marks(view, behind),
    )
