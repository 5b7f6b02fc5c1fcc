"""The words of terms.yml with their meaning and an example from the data; the list of all words by their first letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from macros import compute
from macros.language import amount, count, exact, percent, percent_printed, year_text
from macros.pages.frame import Fragment, View, fragment, vocabulary

SECTIONS = {
    "fields": "분야",
    "statuses": "이행 상태",
    "measures": "금액의 종류",
    "funds": "재원",
    "levels": "지방정부의 종류",
    "programmes": "지원사업",
    "signals": "신호",
    "money": "돈에 관한 말",
    "goals": "목표와 일정에 관한 말",
    "rates": "비율에 관한 말",
    "glossary": "그 밖의 말",
    "horizon": "사업시기",
}
# these have an order of their own: from planned to spent, from done to dropped
IN_ORDER = ("statuses", "measures", "funds", "horizon")


def glossary_part(view: View, path: str, section: str, *only: str) -> Fragment:
    """The words of one part of terms.yml with their meaning, or `only` some of them: statuses, funds, measures …"""
    words = vocabulary(view.book.terms, section).items()
    terms = [(code, term) for code, term in words if not only or code in only]
    if section not in IN_ORDER:
        terms.sort(key=lambda each: each[1].ko)
    return fragment(
        "glossary.html",
        view,
        path,
        section=section,
        terms=terms,
        examples={code: each for code, *each in _examples(view)} if path == "glossary/" else {},
    )


def glossary_index_part(view: View, path: str) -> Fragment:
    """Every word of the glossary page by its first letter, ㄱ to ㅎ."""
    letters: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(view.explained):
        letters.setdefault(_first_letter(word), []).append((word, view.explained[word][0]))
    return fragment("glossary_index.html", view, path, letters=letters, total=len(view.explained))


def _first_letter(word: str) -> str:
    """The first consonant of a Hangul word as a letter of its own, tense ones with their plain one: ㄲ under ㄱ."""
    jamo = unicodedata.normalize("NFD", word)[0]
    return (
        "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"[ord(jamo) - 0x1100] if "\u1100" <= jamo <= "\u1112" else jamo
    )


# ── examples: the first of the data that shows it ───────────────────────────────────────────

# code of the word, path and name of the page it is from, what it says there
Example = tuple[str, str, str, str]


def _examples(view: View) -> Iterator[Example]:
    yield from _of_money(view)
    yield from _of_goals(view)
    yield from _of_published(view)
    yield from _of_reports(view)


def _of_money(view: View) -> Iterator[Example]:
    for c in view.book.commitments.values():
        money = compute.money(c, view.place(c))
        rate, of_secured, of_planned = (
            money.secured_rate,
            money.executed_of_secured,
            money.executed_of_planned,
        )
        if (
            not (rate and of_secured and of_planned)
            or len({rate.numerator, rate.denominator, of_planned.numerator}) < 3
        ):
            continue  # three amounts that differ show best that they are three things
        said = (f"{c.key}/", f"{view.place(c).short} {c.sheet.title}")
        yield "planned", *said, amount(rate.denominator)
        yield "secured", *said, amount(rate.numerator)
        yield "executed", *said, amount(of_planned.numerator)
        yield "secured-rate", *said, _divided(rate)
        yield "execution-rate", *said, f"{_divided(of_secured)}, {_divided(of_planned)}"
        return


def _divided(rate: compute.Rate) -> str:
    above, below = rate.formula.split(" ÷ ")
    return f"{above} {amount(rate.numerator)} ÷ {below} {amount(rate.denominator)} = {percent(rate.percent)}"


def _of_goals(view: View) -> Iterator[Example]:
    for c in view.book.commitments.values():
        for each in compute.attainments(c, view.place(c)):
            if each.rate is None or not each.met:
                continue
            said = (f"{c.key}/", f"{view.place(c).short} {c.sheet.title}")
            about = c.sheet.indicators[each.indicator]
            when, unit = year_text(each.year), about.unit or ""
            target, outcome = count(each.rate.denominator, unit), count(each.rate.numerator, unit)
            yield "indicator", *said, about.name
            yield "target", *said, f"{when} {target}"
            yield "outcome", *said, f"{when} {outcome}"
            rate = percent(each.rate.percent)
            yield "attainment-rate", *said, f"{when} 실적 {outcome} ÷ 목표 {target} = {rate}"
            return


def _of_published(view: View) -> Iterator[Example]:
    published = [
        (place, row, compute.reconcile(row))
        for place in view.book.places.values()
        for row in place.published_rates
    ]
    for place, row, _ in published[:1]:
        yield "published-rate", "rates/", f"{place.name} {row.label}", percent_printed(row.published_pct)
    # where a body says only 추진 중, the second formula has another name
    for code, name in (("completion-rate", "완료율"), ("on-track-rate", "정상추진율")):
        for place, row, found in published:
            trial = next((t for t in found.tried if t.name == name and t.code in found.gives), None)
            if trial:
                shown = f"{_count(trial.rate.numerator)} ÷ {_count(trial.rate.denominator)} = {percent(trial.rate.percent)}"
                yield code, "rates/", f"{place.name} {row.label}", shown
                break


def _count(value: Decimal) -> str:
    return f"{exact(value)}건"


def _of_reports(view: View) -> Iterator[Example]:
    for c in view.book.commitments.values():
        found = compute.disclosure(c, view.place(c), view.as_of)
        if found.rate and found.absent and found.present:
            shown = f"{len(found.present)}개 ÷ {len(found.due)}개 = {percent(found.rate.percent)}"
            yield "disclosure-rate", f"{c.key}/", f"{view.place(c).short} {c.sheet.title}", shown
            break
    for c in view.book.commitments.values():
        measured = compute.measurability(c)
        if measured and measured.score:
            shown = f"5점 가운데 {measured.score}점"
            yield "measurability", f"{c.key}/", f"{view.place(c).short} {c.sheet.title}", shown
            break
