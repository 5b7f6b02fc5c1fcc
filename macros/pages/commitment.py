"""One commitment, one page: what was promised, where it stands, by whose word, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from macros import compute, downloads, language, tables
from macros.compute import Money
from macros.compute.news import corrected_commitment
from macros.compute.telling import corrected
from macros.language import NO_DATA, amount, count, date_text, exact, josa, percent
from macros.model import MEASURES, Commitment, Event, Place, Row, Sheet, Spending, Status, When
from macros.pages import sentences
from macros.pages.citing import cite_commitment
from macros.pages.editing import commitment_edits
from macros.pages.figures import goal_figures, money_figures, roadmap_figure
from macros.pages.frame import Fragment, Marks, Page, View, fragment, marks
from macros.problem import Where
from macros.tables import ref, ref_figures
from macros.tables.ref import Placed

CLASSIFIED = {
    "project_type": "사업구분",
    "budget_type": "예산구분",
    "completion_timing": "완료시기",
    "authority": "사업권한",
    "horizon": "사업시기",
}
HEADINGS = (
    ("goal", "목표와 성과"),
    ("money", "돈"),
    ("time", "일정"),
    ("pledged", "약속한 내용"),
    ("history", "변경·이행 이력"),
    ("checks", "점검"),
    ("contact", "담당"),
    ("files", "출처와 내려받기"),
    ("related", "함께 볼 것"),
)


@dataclass(frozen=True)
class Moment:
    """A point of the timeline. `kind`: "" planned, happened, silent (not known), now."""

    day: date
    date: str
    datetime: str
    text: str | Markup
    kind: str = ""
    when: str = ""
    under: str = ""
    step: bool = False
    done: bool = False


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
    timeline = tuple(sorted(_moments(view, commitment, money), key=lambda m: m.day))
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
        told_more=_tells_more(sheet),
        plan_changes=[row for row in commitment.changes_made if row.field == "planned"],
        indicator_changed=any(row.field == "indicator" for row in commitment.changes_made),
        money=money,
        notes=_notes(view, commitment, money),
        loose=_loose(money),
        reached=reached,
        ledger=_ledger(money),
        top=_top(view, commitment, money, reached),
        disclosure=disclosure,
        disclosure_formula=_disclosure_formula(disclosure),
        disclosure_rows=_disclosure_rows(disclosure),
        reached_formula=_reached_formula(reached),
        where=lambda each: Where(each.path, each.line),
        uncounted=tuple(_uncounted(commitment, money, disclosure)),
        goal_ids=[f.id for f in goal],
        measurability=compute.measurability(commitment)
        if commitment.kind == "pledge" or sheet.indicators
        else None,
        money_ids=[f.id for f in funds],
        has_roadmap=roadmap is not None,
        timeline=timeline,
        steps=len([step for step in sheet.milestones if step.due]),
        no_step_done=not any(step.done for step in sheet.milestones),
        classification=tuple(_classification(view, commitment)),
        stated=tuple(_stated(view, commitment)),
        sums=tuple(_sums(view, commitment, money)),
        warnings=[each for each in problems if each.level != "notice"],
        notices=[each for each in problems if each.level == "notice"],
        contacts=tables.contacts_table(commitment, place) if sheet.contacts else None,
        related=related,
        history=tuple(_history(commitment, place)),
        corrections=tuple(
            (row, *corrected(view.book, place.id, commitment.key, row))
            for row in place.corrections
            if corrected_commitment(view.book, place, row) is commitment
        ),
        sources=downloads.sources_of(view.book, commitment),
        cite=cite_commitment(view, commitment),
        edits=commitment_edits(view, commitment),
    )
    shown = {"related": bool(related)}
    words = {"pledged": "사업 내용"} if commitment.kind == "programme" else {}
    headings = tuple((id, words.get(id, title)) for id, title in HEADINGS if shown.get(id, True))
    files = {
        **body.files,
        f"{path}data.csv": downloads.commitment_csv(view.book, commitment),
    }
    return Page(
        path,
        f"{sheet.title}, {place.name}",
        sentences.plain(lead),
        Fragment(body.html, body.charts, files, headings),
        commitment.path,
        tags=_tags(view, commitment, status, sentences.plain(lead)),
        contents=True,
    )


def _tags(view: View, commitment: Commitment, status: Status | None, lead: str) -> tuple[str, ...]:
    """What the search shows beside the title (kind, a sentence, status), then words it finds the page by."""
    sheet, terms = commitment.sheet, view.book.terms
    words = (
        sheet.no,
        sheet.department,
        sheet.title_en,
        terms.fields[sheet.field].ko,
        terms.programmes[sheet.programme].ko if sheet.programme else None,
        *view.place(commitment).known_as,
        *sheet.keywords,
    )
    told = terms.statuses[status.status].ko if status else f"상태 {NO_DATA}"
    kind = language.COMMITMENT_KINDS[commitment.kind]
    return (kind, sheet.summary or lead, told, *(each for each in words if each))


def _history(commitment: Commitment, place: Place) -> Iterator[tuple[When | None, Event | Status]]:
    """What happened and, where a body said more than one status, each of them, by date: an undated one on the day its source came out.

    A single status stands at the head of the page already.
    """
    said = [row for rows in compute.in_statements(commitment.statuses, place) for row in rows]
    found: list[tuple[date, When | None, Event | Status]] = [
        (each.date.last, each.date, each) for each in commitment.sheet.events
    ]
    found += [(compute.dated_on(row, place), row.as_of, row) for row in said if len(said) > 1]
    for _, day, each in sorted(found, key=lambda one: one[0]):
        yield day, each


# ── the first screen ────────────────────────────────────────────────────────────────────────


def _period(commitment: Commitment) -> str | None:
    period = commitment.sheet.period
    if period is None:
        return None
    return language.period_text(
        period.start.text if period.start else None, period.end.text if period.end else None
    )


_NEW_WORDS = 8  # fewer are the title said again


def _tells_more(sheet: Sheet) -> bool:
    """Whether the summary says more than the title: some words of it begin as no word of the title does."""
    title = language.squash(sheet.title)
    new = [word for word in (sheet.summary or "").split() if word[:2] not in title]
    return len(new) > _NEW_WORDS


def _notes(view: View, commitment: Commitment, money: Money) -> dict[str, list[str | Markup]]:
    """Under the three amounts: the shares as the document states them, and amounts without a year."""
    notes: dict[str, list[str | Markup]] = {measure: [] for measure in MEASURES}
    stated = commitment.sheet.stated
    if stated is not None and stated.shares:
        notes["planned"].append(ref_figures(_shares(view, commitment), [stated]))
    loose = _loose(money)
    for row in money.unstated:
        label = view.book.fund_label(commitment.place, row.fund)
        # a lone amount stands above in large
        told = "" if loose[row.measure] is not None else f": {amount(_number(row.amount_million_krw))}"
        notes[row.measure].append(ref_figures(f"{label}만, 연도 없이 적힘{told}", [row]))
    return notes


def _loose(money: Money) -> dict[str, Spending | None]:
    """Of each measure the amount without a year, if it is the only one; several are told as notes."""
    return {
        measure: rows[0] if len(rows) == 1 else None
        for measure in MEASURES
        for rows in [[row for row in money.unstated if row.measure == measure]]
    }


def _ledger(money: Money) -> dict[str, object] | None:
    """Planned, secured and executed as one bar on the scale of the largest; a plan alone needs none."""
    if money.planned is None or not money.planned.value or not (money.secured or money.executed):
        return None
    whole = max(f.value for f in (money.planned, money.secured, money.executed) if f is not None)
    width = {
        name: None if f is None else f"{f.value * 100 / whole:.2f}"
        for name, f in (("planned", money.planned), ("secured", money.secured), ("executed", money.executed))
    }
    words = [f"계획 {amount(money.planned.value)}"]
    for name, figure in (("확보", money.secured), ("집행", money.executed)):
        if figure is not None:
            words.append(f"{josa(name, '은/는')} 계획의 {percent(figure.value * 100 / money.planned.value)}")
    rest: list[Markup] = []  # what the four do not say
    if money.secured is not None and money.executed is not None:
        share = money.executed_of_planned
        if share is not None:
            shown = ref(percent(share.percent), share.rows, share.told)
            rest.append(Markup("집행은 계획의 {}").format(shown))
        if money.secured.value > money.executed.value:
            left = amount(money.secured.value - money.executed.value)
            how = compute.difference_text("확보 − 집행", money.secured.value, money.executed.value)
            behind = (*money.secured.rows, *money.executed.rows)
            rest.append(Markup("확보하고 집행하지 않은 돈 {}").format(ref(left, behind, how)))
    return {**width, "words": " · ".join(words), "rest": Markup(" · ").join(rest)}


def _top(view: View, commitment: Commitment, money: Money, reached: compute.Reached | None) -> Marks:
    """The source line of the row of four."""
    rows = [row for f in (money.planned, money.secured, money.executed) if f is not None for row in f.rows]
    rows = [*rows, *money.unstated, *(reached.rows if reached else ())]
    said = compute.status(commitment, view.place(commitment))
    return marks(view, rows or ([said] if said else []))


def _uncounted(commitment: Commitment, money: Money, found: compute.Disclosure) -> Iterator[str]:
    """What the page shows although 보고율 does not count it, so that the rate misleads nobody."""
    if money.planned is None and any(row.field == "planned" for row in commitment.changes_made):
        yield "변경 이력에 말로 적힌 금액은 총액이 아니어서 세지 않았습니다."
    if money.unstated:
        yield "어느 해의 것인지 적혀 있지 않은 금액은 세지 않았습니다."
    if commitment.outcomes and not any(each.code == "outcome" for each in found.due):
        yield "목표 없이 적힌 실적은 세지 않았습니다."


# ── the rest of the page ────────────────────────────────────────────────────────────────────


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
            yield Moment(
                day.last,
                date_text(day.text),
                _machine(day),
                ref_figures(milestone.title, [milestone]),
                "happened" if milestone.done else "",
                under=heading,
                done=bool(milestone.done),
                step=True,
            )
    for measure, name in (("executed", "집행"), ("secured", "확보")):
        statement = money.latest(measure)  # type: ignore[arg-type]
        total = statement.total() if statement else None
        if statement and statement.as_of and total:
            day = statement.as_of
            shown = ref(amount(total.value), total.rows, total.told)
            text = Markup("{} {}. 마지막으로 확인된 {} 금액의 기준일입니다.").format(name, shown, name)
            yield Moment(day.last, date_text(day.text), _machine(day), text, "happened")
            break
    outcomes = [row for row in commitment.outcomes if row.value is not None and "/" not in row.period.text]
    if outcomes:
        last = max(outcomes, key=lambda row: row.period.last)
        indicator = sheet.indicators[last.indicator]
        shown = ref(count(_number(last.value), indicator.unit or ""), [last])
        text = Markup("{} {}. 마지막으로 확인된 실적입니다.").format(indicator.name, shown)
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
    for name, words in (
        ("사업명", stated.project),
        ("사업기간", stated.period_text),
        ("사업비", _money_words(stated.cost_million_krw)),
        ("해마다", _money_words(stated.per_year_million_krw)),
        ("재원 비율", _shares(view, commitment)),
        ("주요내용", stated.content),
        ("참여기관", stated.partners),
        ("추진방법", stated.method),
    ):
        if words:
            yield name, words


def _shares(view: View, commitment: Commitment) -> str:
    """The funds' shares as the document states them: 국비 90%, 시비 10%."""
    stated = commitment.sheet.stated
    shares = stated.shares if stated else {}
    return ", ".join(f"{view.book.fund_label(commitment.place, f)} {exact(s)}%" for f, s in shares.items())


def _money_words(million: Decimal | None) -> str:
    return "" if million is None else f"{amount(million)} ({exact(million)}백만 원)"


@dataclass(frozen=True)
class Sum:
    """A printed total that its parts give: the sum in digits, all its rows, what it is."""

    text: str
    rows: tuple[Row, ...]
    formula: str


def _sums(view: View, commitment: Commitment, money: Money) -> Iterator[dict[str, object]]:
    """The printed totals that their parts give."""
    lines = [line for m in MEASURES if (s := money.latest(m)) for line in compute.line_sums(s)]
    equal = {
        name: [
            Sum(line.text, (*line.parts, line.printed), f"{name} 금액의 합 = {line.text}")
            for line in lines
            if line.what == what and not line.difference and len(line.parts) > 1
        ]
        for what, name in (("years", "연도별"), ("funds", "재원별"))
    }
    if named := [name for name, sums in equal.items() if sums]:
        told = _by_text(each for sums in equal.values() for each in sums)
        yield {"what": f"{'·'.join(named)} 금액의 합이 총계와 같습니다.", "sums": told}
    same = [
        Sum(r.text, (*r.parts, r.printed), f"해마다의 실적의 합 = {r.text}")
        for r in compute.range_sums(commitment, view.place(commitment))
        if not r.difference
    ]
    if same:
        yield {"what": "해마다의 실적을 더하면 출처의 합계와 같습니다.", "sums": _by_text(same)}


def _by_text(found: Iterable[Sum]) -> list[Sum]:
    """Sums that look alike told once, with the rows of all."""
    kept: dict[str, Sum] = {}
    for each in found:
        first = kept.get(each.text)
        rows = (*first.rows, *each.rows) if first else each.rows
        kept[each.text] = replace(first or each, rows=rows)
    return list(kept.values())


def _disclosure_formula(found: compute.Disclosure) -> str:
    """보고율 in words and digits, with what has to be there and why, and what is there."""
    if found.rate is None:
        return ""
    due = ", ".join(
        f"{', '.join(each.name for each in group)}({since})"
        for since, group in groupby(found.due, key=lambda each: each.since)
    )
    there = ", ".join(each.name for each in found.present) or "없음"
    return f"{found.rate.told}. 있어야 할 것: {due}. 있는 것: {there}"


def _disclosure_rows(found: compute.Disclosure) -> list[Placed]:
    """What makes each figure due, and the rows of those that are there."""
    return [*(each.by for each in found.due), *(row for each in found.present for row in each.rows)]


def _reached_formula(found: compute.Reached | None) -> str:
    """How the outcome that stands for the commitment was added or counted; nothing where it is printed."""
    if found is None:
        return ""
    if found.unit == "가지":
        return f"실적이 적힌 지표의 수 = {found.value}"
    return found.figure.told if found.figure else ""


def _related(view: View, commitment: Commitment) -> Iterator[dict[str, str]]:
    for key in commitment.sheet.related:
        other = view.book.commitments.get(key)
        if other is None:
            continue
        place = view.place(other)
        own, theirs = commitment.sheet.programme, other.sheet.programme
        kind = language.COMMITMENT_KINDS[other.kind]
        if theirs is not None:
            name = view.book.terms.programmes[theirs].ko
            why = "같은 지원사업" if theirs == own else f"다른 지원사업 ‘{name}’"
        else:
            why = f"{'같은' if other.place == commitment.place else '다른'} 지역의 {kind}"
        period = _period(other)
        yield {
            "key": key,
            "title": f"{place.name} {other.sheet.title}",
            "why": " · ".join(filter(None, (why, period))),
            "same": "yes" if theirs is not None and theirs == own else "",
        }
