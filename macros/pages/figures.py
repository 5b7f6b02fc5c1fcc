"""The figures of a commitment: goals, money, roadmap. Each a chart with its sentence, twin table and way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from macros import charts, compute, language, tables
from macros.compute import Attainment, Money
from macros.language import amount, count, date_text, josa, percent, year_text
from macros.model import MEASURES, Commitment, Indicator, Outcome
from macros.pages import sentences
from macros.pages.frame import Figure, Marks, View, marks

Spec = Mapping[str, Any]


def _figure(
    view: View,
    id: str,
    title: str,
    says: str | Markup,
    table: tables.Table,
    rows: Iterable[object],
    spec: Spec | None = None,
    notes: tuple[str, ...] = (),
) -> Figure:
    return Figure(id, title, says, table, spec, marks(view, rows), notes, twin=spec is not None)


def won(figure: compute.Figure | None) -> charts.Amount:
    """An amount for a chart, in 억 and 만; None stays not known."""
    return charts.Amount() if figure is None else charts.Amount(figure.value, amount(figure.value, won=False))


def counted(number: Decimal | None, unit: str) -> charts.Amount:
    """A number for a chart with its unit; None stays not known."""
    return charts.Amount() if number is None else charts.Amount(number, count(number, unit))


# ── goals ───────────────────────────────────────────────────────────────────────────────────


def goal_figures(view: View, commitment: Commitment, found: Sequence[Attainment]) -> Iterator[Figure]:
    """Targets and outcomes, a figure an indicator; the target of the term apart.

    Indicators with one value and nothing to hold it against need no chart: they share one table.
    """
    place = view.place(commitment)
    alone = _alone(commitment)
    for id, indicator in commitment.sheet.indicators.items():
        own = [each for each in found if each.indicator == id]
        years = [each for each in own if each.year != "term"]
        rows = [
            *(row for row in commitment.targets if row.indicator == id),
            *(row for row in commitment.outcomes if row.indicator == id),
        ]
        if id in alone or not rows:
            continue
        if years:
            silent = [str(year) for year in tables.silent_years(commitment, indicator, years)]
            yield _figure(
                view,
                f"goal-{id}",
                indicator.name,
                sentences.targets(indicator, own),
                tables.targets_table(commitment, place, id),
                rows,
                _targets_spec(indicator, years, silent),
            )
        for term in (each for each in own if each.year == "term"):
            yield _figure(
                view,
                f"term-{id}",
                f"{indicator.name}: 임기 전체 목표까지",
                sentences.term_target(indicator, term),
                tables.term_table(commitment, place, id),
                [*([term.target] if term.target else []), *(term.value.rows if term.value else ())],
                _term_spec(indicator, term),
            )
    if alone:
        yield _figure(
            view,
            "outcomes",
            "목표 없이 실적만 적힌 것",
            sentences.outcomes([(commitment.sheet.indicators[id], row) for id, row in alone.items()]),
            tables.outcomes_table(_only(commitment, alone), place, view.book),
            alone.values(),
        )


def _alone(commitment: Commitment) -> dict[str, Outcome]:
    """Indicators without target and baseline that have one outcome, with it."""
    aimed = {row.indicator for row in commitment.targets}
    found: dict[str, list[Outcome]] = {}
    for row in commitment.outcomes:
        found.setdefault(row.indicator, []).append(row)
    indicators = commitment.sheet.indicators
    return {
        id: rows[0]
        for id, rows in found.items()
        if len(rows) == 1 and id not in aimed and indicators[id].baseline is None
    }


def _only(commitment: Commitment, alone: Mapping[str, Outcome]) -> Commitment:
    """The commitment with these indicators and outcomes alone."""
    kept = {id: each for id, each in commitment.sheet.indicators.items() if id in alone}
    sheet = commitment.sheet.model_copy(update={"indicators": kept})
    return replace(commitment, sheet=sheet, outcomes=tuple(alone.values()))


def _target(each: Attainment) -> Decimal | None:
    return each.target.target if each.target is not None else None


def _reached(each: Attainment) -> Decimal | None:
    return each.outcome.value if each.outcome is not None else None


def _targets_spec(indicator: Indicator, years: Sequence[Attainment], silent: Sequence[str]) -> Spec | None:
    """The chart of an indicator's years; None where nothing is a number. `silent` are years without a row."""
    if all(_target(each) is None and _reached(each) is None for each in years):
        return None
    if indicator.kind == "level":
        return charts.levels_chart(list(_levels(indicator, years)))
    # many columns leave no room for the unit, which the table tells
    unit = (indicator.unit or "") if len(years) <= 2 else ""
    rows = {
        each.year: charts.TargetYear(
            year_text(each.year),
            counted(_target(each), unit),
            counted(_reached(each), unit),
            percent(each.rate.percent) if each.rate else "",
        )
        for each in years
    }
    rows |= {year: charts.TargetYear(year_text(year), charts.Amount(), charts.Amount()) for year in silent}
    return charts.targets_chart([rows[year] for year in sorted(rows)])


def _levels(indicator: Indicator, years: Sequence[Attainment]) -> Iterator[charts.LevelPoint]:
    unit = indicator.unit or ""
    if indicator.baseline is not None:
        when = date_text(indicator.baseline_period.text) if indicator.baseline_period else ""
        yield charts.LevelPoint(when, "baseline", counted(indicator.baseline, unit))
    for each in years:
        if _target(each) is not None:
            yield charts.LevelPoint(year_text(each.year), "target", counted(_target(each), unit))
        when = date_text(each.outcome.period.text) if each.outcome is not None else ""
        yield charts.LevelPoint(when, "outcome", counted(_reached(each), unit))


def _term_spec(indicator: Indicator, term: Attainment) -> Spec | None:
    if term.value is None or _target(term) is None:
        return None
    unit = indicator.unit or ""
    rows = [row for row in term.value.rows if isinstance(row, Outcome)]
    parts = [charts.TermPart(date_text(row.period.text), counted(row.value, unit)) for row in rows]
    share = percent(term.rate.percent) if term.rate else ""
    return charts.term_target_chart(
        parts, counted(_target(term), unit), counted(term.value.value, unit), share
    )


# ── money ───────────────────────────────────────────────────────────────────────────────────


def money_figures(view: View, commitment: Commitment, money: Money) -> Iterator[Figure]:
    """Money as far as the sources print it: the change of the plan, by fund or in all, by year."""
    place = view.place(commitment)
    change = change_figure(view, money)
    if change is not None:
        yield change
    funds = [line for line in money.by_fund if line.planned or line.secured or line.executed]
    more = money.secured is not None or money.executed is not None
    plan = money.latest("planned")
    stacked = plan is not None and any(plan.figure(year, fund) for year in plan.years for fund in plan.funds)
    rows = [row for measure in MEASURES if (said := money.latest(measure)) for row in said.rows]
    if funds and (more or not stacked):
        labels = [view.book.fund_label(commitment.place, line.code) for line in funds]
        groups = [
            charts.Measures(label, won(line.planned), won(line.secured), won(line.executed))
            for label, line in zip(labels, funds, strict=True)
        ]
        yield _figure(
            view,
            "funds",
            "재원별 계획·확보·집행",
            sentences.by_fund(funds, labels),
            tables.measures_table(commitment, place, view.book),
            rows,
            charts.measures_chart(groups),
            _fund_notes(view, commitment, [line.code for line in funds]),
        )
    elif more or (money.planned is not None and not money.by_year and change is None):
        whole = charts.Measures("총계", won(money.planned), won(money.secured), won(money.executed))
        yield _figure(
            view,
            "total",
            "계획·확보·집행",
            sentences.money_told(commitment, money) or "",
            tables.measures_table(commitment, place, view.book),
            rows,
            charts.measures_chart([whole]),
        )
    if money.unstated:
        yield _figure(
            view,
            "unstated",
            "연도가 적혀 있지 않은 금액",
            sentences.unstated(money),
            tables.year_measures_table(commitment, place, view.book),
            money.unstated,
        )
    if plan is not None and any(line.planned for line in money.by_year):
        yield _years_figure(view, commitment, money, rows, stacked)


def _years_figure(
    view: View, commitment: Commitment, money: Money, rows: Sequence[object], stacked: bool
) -> Figure:
    """The plan by year; `stacked` where its funds are known year by year. A year that is blank in the plan is drawn."""
    place, plan = view.place(commitment), money.latest("planned")
    years = [
        charts.YearMoney(
            year_text(line.code),
            won(line.planned),
            tuple(
                charts.FundMoney(view.book.fund_label(commitment.place, fund), won(part))
                for fund in (plan.funds if plan else ())
                if (part := plan.figure(line.code, fund) if plan else None)
            ),
        )
        for line in money.by_year
    ]
    table = tables.years_table if stacked else tables.year_measures_table
    return _figure(
        view,
        "years",
        "연도별 계획",
        sentences.by_year(money.by_year, money.planned),
        table(commitment, place, view.book),
        rows,
        charts.money_by_year_chart(years),
    )


def _fund_notes(view: View, commitment: Commitment, codes: Sequence[str]) -> tuple[str, ...]:
    """Whose money a label means, where the same word means another's elsewhere."""
    label = view.book.fund_label(commitment.place, "province_or_metro")
    own = view.book.fund_label(commitment.place, "own")
    level = view.place(commitment).about.level
    if level == "district" and "province_or_metro" in codes and label == "시비":
        return (f"{josa(label, '은/는')} 광역시가 내는 돈, {josa(own, '은/는')} 구가 내는 돈입니다.",)
    return ()


def change_figure(view: View, money: Money) -> Figure | None:
    """당초 → 변경 of the planned total; None where it did not change."""
    first, now = money.original, money.planned
    if first is None or now is None or first.value == now.value:
        return None
    return _figure(
        view,
        "change",
        "사업비 계획의 변경",
        sentences.plan_change(first, now),
        tables.plan_change_table(money),
        [*first.rows, *now.rows],
        charts.change_chart(won(first), won(now)),
    )


# ── time ────────────────────────────────────────────────────────────────────────────────────


def roadmap_figure(view: View, commitment: Commitment) -> Figure | None:
    """The roadmap with the end of the period and today; None without one."""
    sheet = commitment.sheet
    if not sheet.roadmap:
        return None
    start, end = (sheet.period.start, sheet.period.end) if sheet.period else (None, None)
    bars = [
        charts.RoadmapBar(
            bar.task, bar.start.first, bar.end.last, language.period_text(bar.start.text, bar.end.text) or ""
        )
        for bar in sheet.roadmap
    ]
    steps = [
        charts.Milestone(step.title, step.due.last, date_text(step.due.text), True if step.done else None)
        for step in sheet.milestones
        if step.due
    ]
    period = charts.Period(
        start.first if start else None, end.last if end else None, date_text(end.text) if end else ""
    )
    said = tuple((source, ("",)) for source in marks(view, [sheet]).sources)
    behind = Marks(said, tuple(bar.where for bar in sheet.roadmap))
    return Figure(
        "roadmap",
        "로드맵",
        sentences.roadmap(commitment),
        tables.roadmap_table(commitment, view.as_of),
        charts.roadmap_chart(bars, steps, period, view.as_of),
        behind,
    )
