"""One commitment, one page: what was promised, where it stands, by whose word, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros import compute, downloads, language, tables
from macros.compute import Money
from macros.language import (
    NO_DATA,
    amount,
    count,
    date_text,
    exact,
    josa,
    percent,
)
from macros.model import MEASURES, Commitment, Place, When
from macros.pages import sentences
from macros.pages.figures import goal_figures, money_figures, roadmap_figure
from macros.pages.frame import Fragment, Marks, Page, View, fragment, marks

CLASSIFIED = {
    "project_type": "사업구분",
    "budget_type": "예산구분",
    "completion_timing": "완료시기",
    "authority": "사업권한",
    "horizon": "사업시기",
}
HEADINGS = (
    ("known", "아는 것과 모르는 것"),
    ("goal", "목표와 성과"),
    ("money", "돈"),
    ("time", "일정"),
    ("pledged", "약속한 내용"),
    ("history", "변경·이행 이력"),
    ("checks", "점검"),
    ("contact", "담당"),
    ("related", "함께 볼 것"),
    ("files", "출처와 내려받기"),
)


@dataclass(frozen=True)
class Moment:
    """A point of the timeline. `kind`: "" planned, happened, silent (not known), now."""

    day: date
    date: str
    datetime: str
    text: str
    kind: str = ""
    unknown: str = ""
    when: str = ""
    under: str = ""


def commitment_page(view: View, commitment: Commitment) -> Page:
    """The page of one commitment, sections in the order of the design."""
    place, sheet = view.place(commitment), commitment.sheet
    path = f"{commitment.key}/"
    money = compute.money(commitment, place)
    found = compute.attainments(commitment, place)
    status = compute.status(commitment, place)
    reached = compute.reached(commitment, place)
    goal = tuple(goal_figures(view, commitment, found))
    funds = tuple(money_figures(view, commitment, money))
    roadmap = roadmap_figure(view, commitment)
    figures = [f for f in (*goal, *funds, roadmap) if f is not None]
    lead = sentences.lead(commitment, place, money, found, status)
    signals = [
        each
        for each in compute.signals(commitment, place, view.book, view.as_of)
        if each.code != "no-status"  # said beside it already, as the reported status
    ]
    disclosure = compute.disclosure(commitment, place, view.as_of)
    problems = view.problems_of(commitment)
    related = tuple(_related(view, commitment))
    known = _known(commitment)
    body = fragment(
        "commitment.html",
        view,
        path,
        figures,
        c=commitment,
        sheet=sheet,
        place=place,
        field=view.book.terms.fields[sheet.field].ko,
        programme=view.book.terms.programmes[sheet.programme].ko if sheet.programme else None,
        period=_period(commitment),
        status=status,
        signals=signals,
        lead=lead,
        changed={
            name: any(row.field == name for row in commitment.changes) for name in ("planned", "indicator")
        },
        money=money,
        notes=_notes(view, commitment, money),
        loose=_loose(money),
        reached=reached,
        ledger=_ledger(money),
        top=_top(view, commitment, money, reached),
        known=known,
        disclosure=disclosure,
        goal_ids=[f.id for f in goal],
        measurability=compute.measurability(commitment)
        if commitment.kind == "pledge" or sheet.indicators
        else None,
        money_ids=[f.id for f in funds],
        timeline=tuple(_timeline(view, commitment, money, status)),
        classification=tuple(_classification(view, commitment)),
        stated=tuple(_stated(view, commitment)),
        sums=tuple(_sums(view, commitment, money)),
        problems=problems,
        contacts=tables.contacts_table(commitment, place) if sheet.contacts else None,
        related=related,
        sources=downloads.sources_of(view.book, commitment),
        cite=_cite(view, commitment, place),
    )
    shown = {"known": bool(known or sheet.gaps), "related": bool(related)}
    words = {"pledged": "사업 내용"} if commitment.kind == "programme" else {}
    headings = tuple((id, words.get(id, title)) for id, title in HEADINGS if shown.get(id, True))
    files = {
        **body.files,
        f"{path}data.csv": downloads.commitment_csv(view.book, commitment),
        f"{path}data.json": downloads.commitment_json(view.book, commitment, view.as_of),
    }
    return Page(
        path,
        f"{sheet.title}, {place.name}",
        sentences.plain(lead),
        Fragment(body.html, body.charts, files, headings),
        commitment.path,
        tags=sheet.keywords,
        contents=True,
    )


# ── the first screen ────────────────────────────────────────────────────────────────────────


def _period(commitment: Commitment) -> str | None:
    period = commitment.sheet.period
    if period is None:
        return None
    return language.period_text(
        period.start.text if period.start else None, period.end.text if period.end else None
    )


def _notes(view: View, commitment: Commitment, money: Money) -> dict[str, list[str]]:
    """Under the three amounts: the shares as the document states them, and amounts without a year."""
    notes: dict[str, list[str]] = {measure: [] for measure in MEASURES}
    stated = commitment.sheet.stated
    if stated is not None and stated.shares:
        words = [f"{view.book.fund_label(commitment.place, f)} {exact(s)}%" for f, s in stated.shares.items()]
        notes["planned"].append(", ".join(words))
    for row in money.unstated:
        label = view.book.fund_label(commitment.place, row.fund)
        notes[row.measure].append(
            f"{label}만, 연도 없이 적힘: {exact(_number(row.amount_million_krw))}백만 원"
        )
    return notes


def _loose(money: Money) -> dict[str, Decimal | None]:
    """Of each measure the amount without a year, if it is the only one; several are told as notes."""
    return {
        measure: next((row.amount_million_krw for row in rows), None) if len(rows) == 1 else None
        for measure in MEASURES
        for rows in [[row for row in money.unstated if row.measure == measure]]
    }


def _ledger(money: Money) -> dict[str, object] | None:
    """Planned, secured and executed as one bar on the scale of the largest."""
    if money.planned is None or not money.planned.value:
        return None
    whole = max(f.value for f in (money.planned, money.secured, money.executed) if f is not None)
    width = {
        name: None if f is None else f"{f.value * 100 / whole:.2f}"
        for name, f in (("planned", money.planned), ("secured", money.secured), ("executed", money.executed))
    }
    words = [f"계획 {amount(money.planned.value)}"]
    if money.secured is None and money.executed is None:
        words.append(f"확보와 집행은 {NO_DATA}")
    for name, figure in (("확보", money.secured), ("집행", money.executed)):
        if figure is not None:
            words.append(f"{josa(name, '은/는')} 계획의 {percent(figure.value * 100 / money.planned.value)}")
    if (
        money.secured is not None
        and money.executed is not None
        and money.secured.value > money.executed.value
    ):
        words.append(f"확보와 집행의 차이 {amount(money.secured.value - money.executed.value)}")
    return {**width, "words": " · ".join(words)}


def _top(view: View, commitment: Commitment, money: Money, reached: compute.Reached | None) -> Marks:
    """The source line of the row of four."""
    rows = [row for f in (money.planned, money.secured, money.executed) if f is not None for row in f.rows]
    rows = [*rows, *money.unstated, *(reached.rows if reached else ())]
    return marks(view, rows or commitment.statuses)


def _known(commitment: Commitment) -> list[tuple[str, str]]:
    """What the sources say, a line each, for the list beside the gaps."""
    sheet = commitment.sheet
    return [(f"{date_text(e.date.text)}, {e.what}", e.source) for e in sheet.events] if sheet.gaps else []


# ── the rest of the page ────────────────────────────────────────────────────────────────────


def _timeline(view: View, commitment: Commitment, money: Money, status: object) -> Iterator[Moment]:
    yield from sorted(_moments(view, commitment, money), key=lambda m: m.day)


def _moments(view: View, commitment: Commitment, money: Money) -> Iterator[Moment]:
    sheet = commitment.sheet
    period, term = sheet.period, view.book.electoral_terms.get(sheet.term or "")
    if period and period.start:
        yield Moment(
            period.start.first,
            date_text(period.start.text),
            period.start.first.isoformat(),
            "사업기간이 시작되는 때",
        )
    elif period and period.end:
        yield Moment(date.min, "", "", f"시작하는 때 {NO_DATA}", "silent", when="시작")
    under = ""
    for milestone in sheet.milestones:
        if milestone.due:
            day = milestone.due
            heading = milestone.under if milestone.under and milestone.under != under else ""
            under = milestone.under or ""
            unknown = "" if milestone.done else f"완료 여부 {NO_DATA}"
            yield Moment(
                day.last,
                date_text(day.text),
                _machine(day),
                milestone.title,
                "happened" if milestone.done else "",
                unknown,
                under=heading,
            )
    for measure, name in (("executed", "집행"), ("secured", "확보")):
        statement = money.latest(measure)  # type: ignore[arg-type]
        total = statement.total() if statement else None
        if statement and statement.as_of and total:
            day = statement.as_of
            text = f"{name} {amount(total.value)}. 마지막으로 확인된 {name} 금액의 기준일입니다."
            yield Moment(day.last, date_text(day.text), _machine(day), text, "happened")
            break
    outcomes = [row for row in commitment.outcomes if row.value is not None and "/" not in row.period.text]
    if outcomes:
        last = max(outcomes, key=lambda row: row.period.last)
        indicator = sheet.indicators[last.indicator]
        text = f"{indicator.name} {count(_number(last.value), indicator.unit or '')}. 마지막으로 확인된 실적입니다."
        yield Moment(last.period.last, date_text(last.period.text), _machine(last.period), text, "happened")
    if period and period.end:
        yield Moment(
            period.end.last, date_text(period.end.text), _machine(period.end), "사업기간이 끝나는 때"
        )
    if term:
        yield Moment(
            term.end.last, date_text(term.end.text), _machine(term.end), f"{term.label} 임기가 끝나는 날"
        )
    today = view.as_of
    yield Moment(
        today, date_text(today.isoformat()), today.isoformat(), "오늘 (이 사이트가 계산한 날)", "now"
    )


def _number(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def _machine(when: When) -> str:
    return when.text if "Q" not in when.text and "/" not in when.text else when.first.isoformat()


def _classification(view: View, commitment: Commitment) -> Iterator[tuple[str, str]]:
    found = commitment.sheet.classification
    if found is None:
        return
    for code, name in CLASSIFIED.items():
        given = getattr(found, code)
        values = given if isinstance(given, tuple) else (given,) if given else ()
        if values:
            words = view.book.terms.classifications[code]
            yield name, found.raw.get(code) or ", ".join(words[v].ko for v in values)


def _stated(view: View, commitment: Commitment) -> Iterator[tuple[str, str]]:
    stated = commitment.sheet.stated
    if stated is None:
        return
    shares = ", ".join(
        f"{view.book.fund_label(commitment.place, f)} {exact(s)}%" for f, s in stated.shares.items()
    )
    for name, words in (
        ("사업명", stated.project),
        ("사업기간", stated.period_text),
        ("사업비", _money_words(stated.cost_million_krw)),
        ("해마다", _money_words(stated.per_year_million_krw)),
        ("재원 비율", shares),
        ("주요내용", stated.content),
        ("참여기관", stated.partners),
        ("추진방법", stated.method),
    ):
        if words:
            yield name, words


def _money_words(million: Decimal | None) -> str:
    return "" if million is None else f"{amount(million)} ({exact(million)}백만 원)"


def _sums(view: View, commitment: Commitment, money: Money) -> Iterator[dict[str, str]]:
    """The printed totals that their parts give."""
    lines = [line for m in MEASURES if (s := money.latest(m)) for line in compute.line_sums(s)]
    for what, words in (
        ("years", "연도별 금액의 합이 총계와 같습니다."),
        ("funds", "재원별 금액의 합이 총계와 같습니다."),
    ):
        same = dict.fromkeys(
            line.text for line in lines if line.what == what and not line.difference and len(line.parts) > 1
        )
        if same:
            yield {"what": words, "sum": " · ".join(same)}
    same = dict.fromkeys(
        r.text for r in compute.range_sums(commitment, view.place(commitment)) if not r.difference
    )
    if same:
        yield {"what": "해마다의 실적을 더하면 출처의 합계와 같습니다.", "sum": " · ".join(same)}


def _related(view: View, commitment: Commitment) -> Iterator[dict[str, str]]:
    for key in commitment.sheet.related:
        other = view.book.commitments.get(key)
        if other is None:
            continue
        place = view.place(other)
        same = other.sheet.programme is not None and other.sheet.programme == commitment.sheet.programme
        why = "같은 지원사업입니다." if same else "다른 사업입니다."
        period = _period(other)
        yield {
            "key": key,
            "title": f"{place.name} {other.sheet.title}",
            "why": f"{language.COMMITMENT_KINDS[other.kind]}. {why}" + (f" {period}" if period else ""),
        }


def _cite(view: View, commitment: Commitment, place: Place) -> str:
    address = f"{view.address or '/'}{commitment.key}/"
    edition = f"{view.as_of.isoformat()} 판" + (f"({view.commit[:7]})" if view.commit else "")
    return f"{view.book.site.title}, 「{commitment.sheet.title}」({place.name}), {edition}, {address}"
