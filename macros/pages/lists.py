"""Pages that look across the Book: the list, money, outcomes, rates, programmes, checks, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from macros import charts, compute, language, tables
from macros.check import RULES
from macros.compute import Reconciliation
from macros.language import (
    COMMITMENT_KINDS,
    NO_DATA,
    PROBLEM_LEVELS,
    join_and,
    josa,
    percent,
)
from macros.model import MEASURES, Commitment, Place, PublishedRate
from macros.pages.editing import problem_edits
from macros.pages.figures import goal_figures, won
from macros.pages.frame import ROOT, Figure, Fragment, View, fragment, marks
from macros.pages.overview import list_words
from macros.pages.sentences import MEASURE_WORDS

MONEY_WORDS = {"executed": "집행까지", "secured": "확보까지", "planned": "계획만", "none": NO_DATA}
SILENT = ("unknown", "no-outcome")  # choices that ask for what is 자료 없음
# what find.js sorts by (numbers and dates from the top, words from the beginning), and the other way round
ORDERS = (
    ("title", "제목 가나다순", "제목 가나다 거꾸로"),
    ("status", "상태 순", "상태 거꾸로"),
    ("planned", "계획 금액 큰 순", "계획 금액 작은 순"),
    ("secured", "확보 금액 큰 순", "확보 금액 작은 순"),
    ("executed", "집행 금액 큰 순", "집행 금액 작은 순"),
    ("reached", "목표 달성률 높은 순", "목표 달성률 낮은 순"),
    ("tags", "신호 많은 순", "신호 적은 순"),
    ("asof", "기준일 최근 순", "기준일 오래된 순"),
)


def link(path: str) -> str:
    """An address below the site's root."""
    return f"{ROOT}{path}"


# ── the list ────────────────────────────────────────────────────────────────────────────────


def pledges_part(view: View, path: str, place: str | None = None) -> Fragment:
    """The list of all commitments, or of one place: a whole table, and a form that a script puts over it."""
    listed = [c for c in view.book.commitments.values() if place is None or c.place == place]
    table = tables.pledges_table(view.book, view.as_of, link, listed)
    data = [dict(row.data) for row in table.rows]
    terms = view.book.terms
    status = Counter(d["status"] for d in data)
    signals = Counter(code for d in data for code in d.get("signals", "").split())
    selects = [
        ("place", "지역", _options(data, "place", {p.id: p.name for p in view.book.places.values()})),
        ("field", "분야", _options(data, "field", {code: t.ko for code, t in terms.fields.items()})),
        ("kind", "종류", _options(data, "kind", COMMITMENT_KINDS)),
        ("dept", "부서", _options(data, "dept", {d["dept"]: d["dept"] for d in data if d.get("dept")})),
        ("money", "돈", _options(data, "money", MONEY_WORDS)),
        (
            "programme",
            "지원사업",
            _options(data, "programme", {code: t.ko for code, t in terms.programmes.items()}),
        ),
    ]
    return fragment(
        "pledges.html",
        view,
        path,
        table=table,
        total=len(listed),
        statuses=[(code, t.ko, status[code]) for code, t in terms.statuses.items() if status[code]],
        signals=[(code, t.ko, signals[code]) for code, t in terms.signals.items() if signals[code]],
        silent=SILENT,
        orders=ORDERS,
        status_word=tables.STATUS_WORD,
        selects=selects,
    )


def _options(
    data: Iterable[Mapping[str, str]], name: str, words: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    found = Counter(d.get(name, "") for d in data)
    return [(code, words[code], found[code]) for code in words if found[code]]


# ── money and outcomes ──────────────────────────────────────────────────────────────────────


def spending_part(view: View, path: str) -> Fragment:
    """Planned, secured and executed place by place, never added, and each place's own commitments."""
    figures = []
    for kind, id, title in (("pledge", "pledges", "공약의 돈"), ("programme", "programmes", "지원사업의 돈")):
        sums = {p.id: compute.place_money(p, kind) for p in view.book.places.values()}  # type: ignore[arg-type]
        known = {k: s for k, s in sums.items() if any(getattr(s, m).figure for m in MEASURES)}
        if not known:
            continue
        rows = [
            charts.Measures(
                view.book.places[key].name,
                won(s.planned.figure),
                won(s.secured.figure),
                won(s.executed.figure),
                f"{s.planned.used + s.planned.without}건",
            )
            for key, s in known.items()
        ]
        behind = [
            row for s in known.values() for m in MEASURES if (f := getattr(s, m).figure) for row in f.rows
        ]
        whole = [
            view.book.places[key].short
            for key, s in known.items()
            if all(getattr(s, m).figure for m in MEASURES)
        ]
        says = (
            f"계획, 확보, 집행을 모두 밝힌 곳은 {join_and(whole)}입니다."
            if whole
            else "계획, 확보, 집행을 모두 밝힌 곳이 확인한 출처에 없습니다."
        )
        figures.append(
            Figure(
                id,
                title,
                f"{says} 지역끼리는 더하지 않습니다.",
                tables.places_table(view.book, link, kind),  # type: ignore[arg-type]
                charts.places_chart(rows),
                marks(view, behind),
                notes=(
                    "금액은 수록한 것만 더한 값입니다. 목록이 일부인 지역은 그 지역 전체의 금액이 아닙니다.",
                ),
            )
        )
    groups = [("", "", [f.id for f in figures])]
    return fragment("figures.html", view, path, figures, groups=groups, links={})


def outcomes_part(view: View, path: str) -> Fragment:
    """Every commitment with a target or outcome in numbers, its figures under its name."""
    figures: list[Figure] = []
    groups, links = [], {}
    for commitment in view.book.commitments.values():
        found = compute.attainments(commitment, view.place(commitment))
        own = list(goal_figures(view, commitment, found))
        if not own:
            continue
        slug = commitment.key.replace("/", "-")
        renamed = [replace(f, id=f"{slug}-{f.id}", of=commitment.key) for f in own]
        figures += renamed
        groups.append(
            (f"{view.place(commitment).name} {commitment.sheet.title}", slug, [f.id for f in renamed])
        )
        links[slug] = f"{commitment.key}/#goal"
    return fragment("figures.html", view, path, figures, groups=groups, links=links)


# ── published rates ─────────────────────────────────────────────────────────────────────────

GROUPS = {
    "match": "발표값이 건수에서 그대로 나옴",
    "none": language.NO_FORMULA,
    "not_countable": language.NOT_COUNTABLE,
}


def rates_figure(view: View, places: Iterable[Place], id: str = "rates") -> Figure | None:
    """Published rates beside the rates that the body's own counts give; None where none was published."""
    rows = [(place, row) for place in places for row in place.published_rates]
    if not rows:
        return None
    checked = [(place, row, compute.reconcile(row)) for place, row in rows]
    order = list(GROUPS)
    checked.sort(key=lambda each: order.index(each[2].verdict))
    spec = charts.rates_chart(
        [
            charts.Rate(
                GROUPS[found.verdict],
                place.short,
                _label(view, row),
                charts.Amount(row.published_pct, language.percent_printed(row.published_pct)),
                _tried(found, "completion"),
                _tried(found, "on_track"),
            )
            for place, row, found in checked
        ]
    )
    verdicts: Counter[str] = Counter(found.verdict for _, _, found in checked)
    says = (
        ("match", "함께 발표된 건수에서 그대로 나옵니다"),
        ("none", "함께 발표된 건수로 셈한 어느 비율과도 같지 않습니다"),
        ("not_countable", "건수로 검산할 수 없습니다"),
    )
    if len(rows) == 1:
        told = f"발표 이행률은 {next(words for code, words in says if verdicts[code])}."
    else:
        parts = [f"{verdicts[code]}개는 {words}" for code, words in says if verdicts[code]]
        told = f"발표 이행률 {len(rows)}개 가운데 {'. '.join(parts)}."
    return Figure(
        id,
        "발표값과 다시 계산한 값",
        told,
        tables.rates_table(view.only(place for place, _ in rows), link),
        spec,
        marks(view, [row for _, row in rows]),
        notes=(
            f"점선은 {NO_DATA}입니다. 추진 중인 건수가 함께 발표되지 않았거나, 건수로 셈할 수 없는 지표입니다.",
        ),
        stacked=True,
    )


def _label(view: View, row: PublishedRate) -> str:
    term = view.book.electoral_terms.get(row.term or "")
    return f"{row.label} ({term.label})" if term and row.as_of is None else row.label


def _tried(found: Reconciliation, formula: str) -> charts.Amount:
    trial = found.tried_by(formula)  # type: ignore[arg-type]
    return (
        charts.Amount()
        if trial is None or found.verdict == "not_countable"
        else charts.Amount(trial.rate.shown, percent(trial.rate.percent))
    )


def rates_part(view: View, path: str, place: str | None = None) -> Fragment:
    """The reconciliation of every published rate, or of one place's."""
    places = [p for p in view.book.places.values() if place is None or p.id == place]
    figure = rates_figure(view, places)
    figures = [figure] if figure else []
    return fragment("figures.html", view, path, figures, groups=[("", "", [f.id for f in figures])], links={})


# ── programmes ──────────────────────────────────────────────────────────────────────────────


def programmes_part(view: View, path: str, *codes: str) -> Fragment:
    """Programmes side by side: who, when, how much, what came of it. Figures are never mixed between them."""
    words = view.book.terms.programmes
    listed = [c for code in codes for c in view.book.commitments.values() if c.sheet.programme == code]
    rows = []
    behind: list[object] = []
    for commitment in listed:
        place = view.place(commitment)
        money = compute.money(commitment, place)
        period = commitment.sheet.period
        start, end = (period.start, period.end) if period else (None, None)
        text = language.period_text(start.text if start else None, end.text if end else None)
        rows.append(
            charts.Programme(
                words[commitment.sheet.programme or ""].ko,
                place.name if commitment.kind == "programme" else f"{place.name} (공약)",
                start.first if start else None,
                end.last if end else None,
                text or NO_DATA,
                won(money.planned),
                won(money.secured),
                won(money.executed),
            )
        )
        behind += [r for f in (money.planned, money.secured, money.executed) if f for r in f.rows] or [
            commitment.sheet
        ]
    counted = ", ".join(
        f"{words[code].ko} {sum(1 for c in listed if c.sheet.programme == code)}건" for code in codes
    )
    figure = Figure(
        "programmes",
        "기간과 금액",
        _programmes_says(view, listed, counted),
        tables.programmes_table(view.book, codes, link),
        charts.programmes_chart(rows),
        marks(view, behind),
        stacked=True,
    )
    different = Figure(
        "differences",
        "두 사업은 무엇이 다른가" if len(codes) == 2 else "무엇이 다른가",
        f"{josa(join_and([words[code].ko for code in codes]), '은/는')} 서로 다른 사업입니다. "
        "아래는 읽은 출처에 적힌 것만 나란히 놓은 것입니다.",
        tables.differences_table(view.book, codes),
        marks=marks(view, [c.sheet for c in listed]),
    )
    figures = [different, figure]
    return fragment("figures.html", view, path, figures, groups=[("", "", [f.id for f in figures])], links={})


def _programmes_says(view: View, listed: Sequence[Commitment], counted: str) -> str:
    """How many there are, and whose amounts have no year: they cannot be drawn."""
    loose = [view.place(c).name for c in listed if compute.money(c, view.place(c)).unstated]
    rest = (
        f" {josa(join_and(loose), '은/는')} 연도가 적히지 않은 금액만 있어 금액 막대를 그리지 않았습니다."
        if loose
        else ""
    )
    return f"{josa(counted, '을/를')} 실었습니다. 금액 막대의 길이는 연도와 상관없습니다.{rest}"


# ── checks ──────────────────────────────────────────────────────────────────────────────────


def checks_part(view: View, path: str) -> Fragment:
    """What the rules found, rule by rule, with the row; and every rule."""
    found: dict[str, list[dict[str, object]]] = {}
    owner = _owners(view)
    for each in view.problems:
        commitment = owner.get((each.path, each.line)) or owner.get((each.path, 0))
        found.setdefault(each.rule, []).append(
            {
                "message": each.message,
                "tip": each.tip,
                "address": f"{each.path} {each.line}행" if each.line else each.path,
                "href": view.row_address(each),
                "key": commitment.key if commitment else None,
                "title": f"{view.place(commitment).short} {commitment.sheet.title}" if commitment else "",
            }
        )
    rules = {rule.id: rule for rule in RULES}
    levels = {each.rule: each.level for each in view.problems}
    order = sorted(found, key=lambda id: (("error", "warning", "notice").index(levels[id]), -len(found[id])))
    groups = [
        {
            "id": id,
            "title": rules[id].title.ko if id in rules else id,
            "code": levels[id],
            "level": PROBLEM_LEVELS[levels[id]],
            "number": len(found[id]),
            "rows": found[id],
        }
        for id in order
    ]
    listed = [{"title": r.title.ko, "level": r.level, "number": len(found.get(r.id, ()))} for r in RULES]
    counts = Counter(each.level for each in view.problems)
    part = fragment(
        "checks.html", view, path, groups=groups, rules=listed, levels=PROBLEM_LEVELS, files=problem_edits(view),
        counts={level: counts[level] for level in ("error", "warning", "notice")},
    )  # fmt: skip
    files = {f"{path}notices.csv": tables.table_csv(tables.problems_table(view.problems))}
    return Fragment(part.html, part.charts, {**part.files, **files})


def _owners(view: View) -> dict[tuple[str, int], Commitment]:
    """Whose row or sheet a line of a file is; line 0 stands for the whole sheet."""
    found: dict[tuple[str, int], Commitment] = {}
    for c in view.book.commitments.values():
        found[c.path, 0] = c
        for rows in (c.spending, c.targets, c.outcomes, c.statuses, c.changes):
            for row in rows:
                found[row.where.path, row.where.line] = c
    return found


# ── places ──────────────────────────────────────────────────────────────────────────────────


def places_part(view: View, path: str) -> Fragment:
    """Every place: how much of its list is here, and what its sources say."""
    rows = []
    for place in view.book.places.values():
        found = [compute.money(c, place) for c in place.commitments]
        said = [
            name
            for m, name in MEASURE_WORDS.items()
            if any(getattr(each, m) or any(row.measure == m for row in each.unstated) for each in found)
        ]
        rows.append(
            {
                "place": place,
                "level": view.book.terms.levels[place.about.level].ko,
                "pledges": list_words(place) if place.pledges else "",
                "programmes": len(place.programmes),
                "statuses": sum(1 for c in place.pledges if compute.reported(c, place)),
                "money": ", ".join(said),
                "rates": len(place.published_rates),
                "notes": [cover.note for cover in place.about.coverage if cover.note],
            }
        )
    return fragment("places.html", view, path, rows=rows)
