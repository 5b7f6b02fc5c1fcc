"""One place, one page: how much of its list is here, status, money, published rates, sources."""

from __future__ import annotations

from macros import charts, compute, tables
from macros.language import COMMITMENT_KINDS, NO_DATA, join_and, josa
from macros.model import Place
from macros.pages.figures import won
from macros.pages.frame import Figure, Fragment, Page, View, fragment, marks, render
from macros.pages.lists import link, rates_figure
from macros.pages.overview import changes_part, list_words, place_row

HEADINGS = (
    ("statuses", "어디까지 왔나"),
    ("money", "돈"),
    ("pledges", "공약"),
    ("programmes", "지원사업"),
    ("rates", "발표 이행률"),
    ("changes", "바뀐 계획"),
    ("files", "출처와 내려받기"),
)


def place_page(view: View, place: Place) -> Page:
    """The page of one place."""
    path = f"{place.id}/"
    statuses = statuses_figure(view, place)
    money = money_figure(view, place)
    rates = rates_figure(view, [place])
    sums = compute.place_money(place, "pledge")
    totals = (
        render("place_totals.html", view, rows=[place_row(view, place, sums)], others="", named=False)
        if sums.planned.figure or sums.secured.figure or sums.executed.figure
        else None
    )
    changes = changes_part(view, path, place.id)
    has_changes = any(c.changes for c in place.commitments)
    lead = _lead(place)
    body = fragment(
        "place.html",
        view,
        path,
        [f for f in (statuses, money, rates) if f is not None],
        place=place,
        level=view.book.terms.levels[place.about.level].ko,
        lead=lead,
        partial=_partial(place),
        notes=[cover.note for cover in place.about.coverage if cover.note],
        statuses=statuses,
        money=totals,
        pledges=tables.pledges_table(view.book, view.as_of, link, place.pledges) if place.pledges else None,
        programmes=tables.pledges_table(view.book, view.as_of, link, place.programmes)
        if place.programmes
        else None,
        rates=rates,
        changes=changes.html if has_changes else None,
        sources=tuple(place.sources.values()),
    )
    shown = {
        "statuses": statuses is not None,
        "money": totals is not None,
        "pledges": bool(place.pledges),
        "programmes": bool(place.programmes),
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
        tags=(place.short,),
    )


def of_all(part: int, whole: int) -> str:
    """“9건 모두” or “9건 가운데 4건은”."""
    return f"{whole}건 모두" if part == whole else f"{whole}건 가운데 {part}건은"


def _lead(place: Place) -> str:
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
    if not place.pledges or all(cover.complete for cover in compute.coverages(place)):
        return ""
    why = "이행완료율과 정상추진율을 계산하지 않습니다."
    known = any(cover.total is not None for cover in compute.coverages(place))
    if known:
        return f"{list_words(place)}입니다. 그래서 {why}"
    return f"공약 {len(place.pledges)}건을 실었습니다. 전체 공약 수는 {NO_DATA}입니다. 그래서 {why}"


def _counts(view: View, place: Place) -> list[tuple[str, str, int]]:
    found = compute.status_counts(place)
    words = view.book.terms.statuses
    counted = [(code, words[code].ko, found.get(code, 0)) for code in words if code != "unknown"]  # type: ignore[call-overload]
    silent = found.get(None, 0) + found.get("unknown", 0)
    return [each for each in (*counted, ("unknown", words["unknown"].ko, silent)) if each[2]]


def statuses_figure(view: View, place: Place) -> Figure | None:
    """One square a pledge; None where no status was read."""
    rows = [row for c in place.pledges if (row := compute.status(c, place))]
    if not rows:
        return None
    counts = tuple(charts.StatusCount(*each) for each in _counts(view, place))
    known = sum(each.pledges for each in counts if each.status != "unknown")
    return Figure(
        "statuses",
        "기관이 밝힌 이행 상태",
        f"수록한 공약 {of_all(known, len(place.pledges))} 기관이 상태를 밝혔습니다.",
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
