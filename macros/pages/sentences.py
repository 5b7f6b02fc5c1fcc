"""One plain Korean sentence for a commitment and for each figure, made from the numbers. Neutral, no adjective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from macros import compute
from macros.compute import Attainment, Figure, Money, MoneyLine, Rate
from macros.language import (
    CHANGE_FIELDS,
    NO_DATA,
    amount,
    count,
    count_words,
    date_text,
    join_and,
    josa,
    particle,
    percent,
    year_text,
)
from macros.model import Commitment, Indicator, Outcome, Place, Spending, Status, Target, When
from macros.tables import ref

MEASURE_WORDS = {"planned": "계획", "secured": "확보", "executed": "집행"}


def strong(text: str | Markup) -> Markup:
    """A word that carries the sentence."""
    return Markup("<b>{}</b>").format(text)


def told(shown: str, figure: Figure) -> Markup:
    """A figure that carries the sentence, with its way back."""
    return strong(ref(shown, figure.rows, figure.told))


def _won(figure: Figure) -> Markup:
    return told(amount(figure.value), figure)


def _share(rate: Rate) -> Markup:
    return ref(percent(rate.percent), rate.rows, rate.told)


def _row(row: Spending | Target | Outcome, value: Decimal | None, unit: str) -> Markup:
    """The number of one row in words, with its way back."""
    return ref(count_words(_of(value), unit), [row])


def sentence(template: str, *values: object) -> Markup:
    """A sentence with escaped values in it; what is already Markup stays."""
    return Markup(template).format(*values)


def until(day: When | None) -> str:
    """“2025년 9월 30일까지 ”, or nothing where the day is not known."""
    return f"{date_text(day.text)}까지 " if day else ""


@dataclass(frozen=True)
class Clause:
    """A statement without its ending: a verb's past stem (계획했), or a `noun`, which takes 이다."""

    stem: Markup
    noun: bool = False


def one_sentence(clauses: Sequence[Clause]) -> Markup:
    """Clauses as one sentence, “…고, …며, …습니다.”; nothing for none."""
    made = Markup()
    for left, each in zip(range(len(clauses) - 1, -1, -1), clauses, strict=True):
        if not left:
            made += each.stem + ("입니다." if each.noun else "습니다.")
        elif left == 1 and len(clauses) > 2:
            made += each.stem + ("이며, " if each.noun else "으며, ")
        else:
            made += each.stem + ("이고, " if each.noun else "고, ")
    return made


def lead(
    commitment: Commitment, place: Place, money: Money, found: Sequence[Attainment], status: Status | None
) -> Markup:
    """The one sentence of the page: reported status, change, money, outcome, and last what is not known."""
    clauses: list[Clause] = []
    if (
        status is not None
        and status.status != "unknown"
        and money.planned is None
        and not commitment.outcomes
    ):
        *rest, last = status.raw.split(" ")
        said = sentence("<span class=keep>{}’{}고</span>", last, particle(status.raw, "이라/라"))
        words = sentence("{} ", " ".join(rest)) if rest else ""
        stem = sentence("{} 이행 상태를 ‘{}{} 밝혔", josa(place.name, "은/는"), words, said)
        clauses.append(Clause(stem))
    elif money.planned is None and not money.unstated and not commitment.outcomes:
        clauses += _changed(commitment)
    clauses += _money(commitment, money)
    clauses += _unstated(money)
    clauses += _reached(commitment, place, found) or _aimed(commitment)
    missing = [*_missing_money(commitment, money), *([] if commitment.outcomes else ["실적"])]
    if missing:
        clauses.append(Clause(sentence("{} 확인한 출처에 없", josa(_listed(missing), "은/는"))))
    return one_sentence(clauses)


def _listed(words: Sequence[str]) -> str:
    """“금액과 실적”, “확보한 금액과 집행한 금액, 실적”: the first two are joined, what follows stands behind a comma."""
    return ", ".join([join_and(words[:2]), *words[2:]])


def _changed(commitment: Commitment) -> list[Clause]:
    """What was changed last, by the names in the source. A rejected change is none; an end is told by its status."""
    rows = [row for row in commitment.changes_made if row.field not in ("merged", "dropped")]
    if not rows:
        return []
    last = max(row.date.last for row in rows)
    newest = [row for row in rows if row.date.last == last]
    names = list(dict.fromkeys(row.field_raw or CHANGE_FIELDS[row.field] for row in newest))
    when = date_text(newest[0].date.text)
    return [Clause(sentence("{}에 {} 바뀌었", when, josa(join_and(names), "이/가")))]


def _aimed(commitment: Commitment) -> list[Clause]:
    """That there are targets in numbers, where nothing that was reached is known."""
    aims = dict.fromkeys(row.indicator for row in commitment.targets if row.target is not None)
    names = [f"‘{commitment.sheet.indicators[id].name}’" for id in aims]
    if not names or commitment.outcomes:
        return []
    if len(names) <= 2:
        return [Clause(sentence("{}의 목표가 숫자로 적혀 있", join_and(names)))]
    rows = [row for row in commitment.targets if row.target is not None]
    number = ref(f"{len(names)}가지", rows, f"숫자로 된 목표가 있는 지표의 수 = {len(names)}")
    return [Clause(sentence("지표 {}의 목표가 숫자로 적혀 있", number))]


def _missing_money(commitment: Commitment, money: Money) -> list[str]:
    if money.planned is None and money.secured is None and money.executed is None and not money.unstated:
        # a change may tell parts of the money in words
        return ["사업비 총액" if any(row.field == "planned" for row in commitment.changes_made) else "금액"]
    loose = {row.measure for row in money.unstated}
    names = (("planned", "계획한 금액"), ("secured", "확보한 금액"), ("executed", "집행한 금액"))
    return [name for measure, name in names if getattr(money, measure) is None and measure not in loose]


def money_told(commitment: Commitment, money: Money) -> Markup:
    """What was planned, secured and spent in all; nothing where no amount is printed."""
    return one_sentence(_money(commitment, money))


def _money(commitment: Commitment, money: Money) -> list[Clause]:
    """A programme does not promise: its plan is an amount that somebody wrote down."""
    planned, secured, executed = money.planned, money.secured, money.executed
    first = money.original
    if planned is not None and first is not None and first.value != planned.value:
        way = "늘렸" if planned.value > first.value else "줄였"
        stem = sentence(
            "사업비 계획을 당초 {}에서 {}으로 {}",
            _won(first),
            _won(planned),
            way,
        )
        return [Clause(stem), *_secured(money), *_executed(money)]
    if planned is not None and secured is not None:
        if secured.value == planned.value:
            stem = sentence("{}을 계획해 모두 확보했", _won(planned))
        else:
            amounts = (_won(planned), _won(secured))
            stem = sentence("{}을 계획해 {}을 확보했", *amounts)
        return [Clause(stem), *_executed(money)]
    if planned is not None and executed is None:
        name = "계획한 금액은" if commitment.kind == "pledge" else "계획으로 적힌 금액은"
        return [Clause(sentence("{} {}", name, _won(planned)), noun=True)]
    if planned is not None:
        return [Clause(sentence("{}을 계획했", _won(planned))), *_executed(money)]
    return [*_secured(money), *_executed(money)]


def _secured(money: Money) -> list[Clause]:
    if money.secured is None:
        return []
    return [Clause(sentence("{}을 확보했", _won(money.secured)))]


def _executed(money: Money) -> list[Clause]:
    if money.executed is None:
        return []
    statement = money.latest("executed")
    by = until(statement.as_of if statement else None)
    return [Clause(sentence("{}{}을 집행했", by, _won(money.executed)))]


def unstated(money: Money) -> Markup:
    """The amounts that are printed without a year; nothing where there are none."""
    return one_sentence(_unstated(money))


def _unstated(money: Money) -> list[Clause]:
    return [
        Clause(
            sentence(
                "{}을 {}했다고 적혀 있으나 어느 해의 돈인지는 적혀 있지 않",
                strong(ref(amount(_of(row.amount_million_krw)), [row])),
                MEASURE_WORDS[row.measure],
            )
        )
        for row in money.unstated
    ]


def _of(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def plan_change(first: Figure, now: Figure) -> Markup:
    """당초 → 변경 in one sentence, with the difference."""
    difference = abs(now.value - first.value)
    way = "늘었습니다" if now.value > first.value else "줄었습니다"
    if not difference:
        return sentence("당초와 변경 뒤의 사업비 계획이 {}으로 같습니다.", _won(now))
    return sentence(
        "사업비 계획이 당초 {}에서 {}으로 {} {}.",
        _won(first),
        _won(now),
        strong(_more(first, now, amount(difference))),
        way,
    )


def _more(first: Figure, now: Figure, shown: str) -> Markup:
    up = now.value > first.value
    more, less = (now, first) if up else (first, now)
    formula = compute.difference_text("변경 − 당초" if up else "당초 − 변경", more.value, less.value)
    return ref(shown, (*now.rows, *first.rows), formula)


def _reached(commitment: Commitment, place: Place, found: Sequence[Attainment]) -> list[Clause]:
    years = [each for each in found if each.met is not None and each.year != "term"]
    term = next((each for each in found if each.year == "term" and each.rate and each.value), None)
    clauses: list[Clause] = []
    if years:
        # a year is met when every indicator that has a target and an outcome in it is
        met: dict[int, bool] = {}
        for each in years:
            year = int(each.year[:4])
            met[year] = met.get(year, True) and bool(each.met)
        first, last = min(met), max(met)
        whole = last - first + 1 == len(met) > 1  # no year between is left out
        if all(met.values()) and whole:
            clauses.append(Clause(sentence("{}에는 해마다 목표에 이르렀", date_text(f"{first}/{last}"))))
        else:
            counts = _met(years, met)
            clauses.append(
                Clause(sentence("목표와 실적이 모두 있는 {}개 해 가운데 {}개 해에 목표에 이르렀", *counts))
            )
    if term is not None and term.rate and term.value and term.target and term.target.target is not None:
        unit = commitment.sheet.indicators[term.indicator].unit or ""
        stem = sentence(
            "실적을 더한 {} 임기 목표 {}의 {}",
            josa_told(count_words(term.value.value, unit), term.value, "은/는"),
            _row(term.target, term.target.target, unit),
            strong(_share(term.rate)),
        )
        clauses.append(Clause(stem, noun=True))
    if clauses:
        return clauses
    reached = compute.reached(commitment, place)
    if reached is None:
        return []
    if reached.unit == "가지":
        how = f"실적이 적힌 지표의 수 = {reached.value}"
        number = strong(ref(f"{reached.value}{reached.unit}", reached.rows, how))
        return [Clause(sentence("지표 {}의 실적이 적혀 있", number))]
    how = reached.figure.told if reached.figure else ""
    shown = strong(ref(reached.text, reached.rows, how))
    return [Clause(sentence("실적은 {} {}", reached.what, shown), noun=True)]


def _met(years: Sequence[Attainment], met: Mapping[int, bool]) -> tuple[Markup, Markup]:
    """How many years have a target and an outcome, and in how many of them it was reached."""
    rows = [row for each in years if each.target and each.value for row in (each.target, *each.value.rows)]
    reached = sum(met.values())
    return (
        ref(str(len(met)), rows, f"목표와 실적이 모두 있는 해의 수 = {len(met)}"),
        ref(str(reached), rows, f"목표에 이른 해의 수 = {reached}"),
    )


def josa_told(text: str, figure: Figure, pair: str) -> Markup:
    """A figure that carries the sentence with its particle beside it."""
    return told(text, figure) + particle(text, pair)


def by_fund(lines: Sequence[MoneyLine], labels: Sequence[str]) -> Markup:
    """What of each fund was planned, secured and spent; what is missing in all of them is told once."""
    gaps = [_gaps(line) for line in lines]
    common = [name for name in gaps[0] if all(name in each for each in gaps)]
    parts = [
        _fund(line, label, [name for name in own if name not in common])
        for line, label, own in zip(lines, labels, gaps, strict=True)
    ]
    if common:
        parts.append(sentence("{} 확인한 출처에 없습니다.", josa(join_and(common), "은/는")))
    return Markup(" ").join(parts)


def _gaps(line: MoneyLine) -> list[str]:
    names = (("계획한 금액", line.planned), ("확보한 금액", line.secured), ("집행한 금액", line.executed))
    return [name for name, each in names if each is None]


def _fund(line: MoneyLine, label: str, missing: Sequence[str]) -> Markup:
    planned, secured, executed = line.planned, line.secured, line.executed
    done: list[Markup] = []
    if planned is not None:
        done.append(sentence("{}을 계획", _won(planned)))
    if secured is not None:
        whole = planned is not None and secured.value == planned.value
        done.append(sentence("모두 확보" if whole else "{}을 확보", _won(secured)))
    if executed is not None:
        before = secured or planned
        whole = before is not None and executed.value == before.value
        done.append(sentence("모두 집행" if whole else "{}을 집행", _won(executed)))
    before_last = [done[0] + "해", *(each + "하고" for each in done[1:-1])] if len(done) > 1 else []
    clauses = [
        Clause(sentence("{} ", josa(label, "은/는")) + Markup(" ").join([*before_last, done[-1]]) + "했")
    ]
    if missing:
        clauses.append(Clause(sentence("{} 확인한 출처에 없", josa(join_and(missing), "은/는"))))
    return one_sentence(clauses)


def by_year(lines: Sequence[MoneyLine], total: Figure | None) -> Markup:
    """How the plan is spread over the years."""
    there = [(line.code, line.planned) for line in lines if line.planned is not None]
    if not there:
        return sentence("연도별 계획은 확인한 출처에 없습니다.")
    values = [each.value for _, each in there]
    if len(set(values)) == 1 and len(values) > 1:
        codes = [code for code, _ in there]
        when = _span(codes) or f"{join_and([year_text(code) for code in codes])}에"
        return sentence(
            "{} 해마다 {}씩 계획했습니다.",
            when,
            strong(ref(amount(values[0]), [row for _, each in there for row in each.rows])),
        )
    before = next((each for code, each in there if code == "before"), None)
    if before is not None:
        share = Markup()
        if total is not None and total.value:
            how = compute.share_text("기투자 ÷ 계획", before.value, total.value)
            shown = percent(before.value * 100 / total.value)
            share = sentence("({})", ref(shown, (*before.rows, *total.rows), how))
        return sentence(
            "계획 가운데 {}{}은 표의 첫 연도보다 앞선 몫(기투자)으로 적혀 있습니다. 집행 금액과는 따로 적힌 값입니다.",
            _won(before),
            share,
        )
    if len(there) == 1:
        return sentence("{}에 {}을 계획했습니다.", year_text(there[0][0]), _won(there[0][1]))
    code, most = max(there, key=lambda each: each[1].value)
    when = josa(year_text(code), "으로/로")
    return sentence("계획한 돈이 가장 많은 때는 {}, {}입니다.", when, _won(most))


def _span(codes: Sequence[str]) -> str:
    """“2023년부터 2025년까지” where no year between is left out; else nothing."""
    years = [int(code) for code in codes if code.isdecimal()]
    if len(years) < len(codes) or years != list(range(years[0], years[-1] + 1)):
        return ""
    return f"{years[0]}년부터 {years[-1]}년까지"


def targets(indicator: Indicator, found: Sequence[Attainment]) -> Markup:
    """What the yearly targets and outcomes of one indicator say together."""
    unit = indicator.unit or ""
    years = [each for each in found if each.year != "term"]
    numeric = [each for each in years if each.target is not None and each.target.target is not None]
    texts = [each for each in years if each.target is not None and each.target.target is None]
    reached = [each for each in years if each.outcome is not None and each.outcome.value is not None]
    if texts and not numeric:
        silent = all(each.outcome is None for each in years)
        rest = " 실적은 확인한 출처에 없습니다." if silent else ""
        return sentence("목표는 글로만 적혀 있고, 숫자로 된 목표는 없습니다.{}", rest)
    rated = [each for each in years if each.rate is not None]
    if rated:
        best = max(rated, key=lambda each: _of(each.rate.percent if each.rate else None))
        target, outcome, rate = best.target, best.outcome, best.rate
        if target is not None and outcome is not None and rate is not None:
            when = f"목표에 견준 실적이 가장 높은 해는 {year_text(best.year)}으로"
            return sentence(
                "{}, 목표 {}에 실적 {}({})입니다.",
                when if len(rated) > 1 else f"{year_text(best.year)}을 보면",
                strong(_row(target, target.target, unit)),
                strong(_row(outcome, outcome.value, unit)),
                _share(rate),
            )
    if numeric and not reached:
        words = joined(
            [
                sentence("{} {}", year_text(e.year), _row(e.target, e.target.target, unit))
                for e in numeric
                if e.target
            ]
        )
        return sentence("목표는 {}입니다. 실적은 확인한 출처에 없습니다.", words)
    if reached and not numeric:
        words = joined(
            [
                sentence("{} {}", date_text(e.outcome.period.text), _row(e.outcome, e.outcome.value, unit))
                for e in reached
                if e.outcome
            ]
        )
        return sentence("실적은 {}입니다. 목표는 확인한 출처에 없습니다.", words)
    return sentence("목표와 실적을 함께 견줄 수 있는 해가 없습니다.")


def outcomes(found: Sequence[tuple[Indicator, Outcome]]) -> Markup:
    """Values without a target, one after the other."""
    values = [
        sentence("{} {} {}", date_text(row.period.text), each.name, _outcome(row, each.unit or ""))
        for each, row in found
    ]
    return sentence("실적은 {}입니다. 목표는 확인한 출처에 없습니다.", joined(values))


def _outcome(row: Outcome, unit: str) -> Markup:
    return ref(count(row.value, unit) if row.value is not None else row.value_text or NO_DATA, [row])


def joined(parts: Sequence[Markup]) -> Markup:
    """Parts of a sentence with 과/와 before the last, as `join_and` does with words."""
    if len(parts) == 2:
        return parts[0] + particle(plain(parts[0]), "과/와") + " " + parts[1]
    return Markup(", ").join(parts)


def term_target(indicator: Indicator, found: Attainment) -> Markup:
    """The outcomes added up against the target of the whole term."""
    unit = indicator.unit or ""
    if found.value is None or found.target is None or found.target.target is None or found.difference is None:
        return sentence("{}", found.why_not or "임기 목표와 견줄 실적이 확인한 출처에 없습니다.")
    total = josa_told(count_words(found.value.value, unit), found.value, "은/는")
    aim = _row(found.target, found.target.target, unit)
    if not found.difference:
        return sentence("더한 실적 {} 임기 목표 {}과 같습니다.", total, aim)
    way = "적습니다" if found.difference < 0 else "많습니다"
    rest = sentence(" {}", found.why_not) if found.why_not else Markup("")
    return (
        sentence(
            "더한 실적 {} 임기 목표 {}보다 {} {}.",
            total,
            aim,
            strong(_gap(found.value, found.target, count_words(abs(found.difference), unit))),
            way,
        )
        + rest
    )


def _gap(value: Figure, target: Target, shown: str) -> Markup:
    aim = _of(target.target)
    if value.value < aim:
        formula = compute.difference_text("목표 − 실적", aim, value.value)
    else:
        formula = compute.difference_text("실적 − 목표", value.value, aim)
    return ref(shown, (*value.rows, target), formula)


def roadmap(commitment: Commitment) -> Markup:
    """From when to when the roadmap is marked, and that marks are plans."""
    bars = commitment.sheet.roadmap
    first = min((bar.start for bar in bars), key=lambda when: when.first)
    last = max((bar.end for bar in bars), key=lambda when: when.last)
    return sentence(
        "{}부터 {}까지 추진하기로 했습니다. 막대는 계획이며, 실제로 추진했는지는 확인한 출처에 없습니다.",
        date_text(first.text),
        date_text(last.text),
    )


def listed(number: int, total: int | None) -> str:
    """“전체 100건 가운데 9건” or “8건 · 전체 수 자료 없음”."""
    return f"{number}건 · 전체 수 {NO_DATA}" if total is None else f"전체 {total}건 가운데 {number}건"


def plain(text: str | Markup) -> str:
    """Without tags, for labels and descriptions."""
    return text.striptags() if isinstance(text, Markup) else str(escape(text).striptags())
