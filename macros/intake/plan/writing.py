"""A plan → the YAML text of its commitment and the rows of its ledgers, as the contract wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from macros.intake.ledger import with_rows
from macros.intake.plan.shape import Indicator, Plan
from macros.intake.plan.words import CLASSES
from macros.intake.source import source_row
from macros.intake.start import FOLDERS
from macros.intake.yaml_text import Note, Word, lines
from macros.load import Files
from macros.model import TABLES, Place

_CLASS_LABELS = dict(zip(CLASSES, ("사업구분", "예산구분", "완료시기", "사업권한", "사업시기"), strict=True))


@dataclass(frozen=True)
class Identity:
    """What a person decides: the id of the commitment, its field, its source, the ids of its indicators in order."""

    id: str
    field: str
    source: str
    indicators: tuple[str, ...] = ()

    def indicator(self, number: int) -> str:
        """The id of an indicator by its place in the sheet, from 0."""
        return self.indicators[number] if number < len(self.indicators) else f"indicator-{number + 1}"


def plan_yaml(plan: Plan, identity: Identity) -> str:
    """The YAML file. What the sheet does not say is not there; `# 확인:` stands where a person must look."""
    source = Word(identity.source)
    body: Mapping[str, object] = {
        "title": plan.title,
        "no": plan.no,
        "field": Word(identity.field),
        "department": plan.department,
        "look": Note(_to_fill(plan)),
        "source": source,
        "classification": dict(_classification(plan)),
        "pledged": {"text": plan.pledged, "goals": plan.goals, "source": source} if plan.pledged else {},
        "stated": dict(_stated(plan, source)),
        **_period(plan, source),
        "participants": [{"name": each.name, "role": each.role} for each in plan.participants],
        "actions": [{"text": each.text, "parts": each.parts} for each in plan.actions],
        **_indicators(plan, identity),
        "roadmap": [
            {"task": bar.task, "from": Word(bar.start), "to": Word(bar.end), "note": bar.note}
            for bar in plan.roadmap
        ],
        "milestones": [
            {
                "id": Word(f"step-{n}"),
                "title": step.title,
                "under": step.under,
                "parts": step.parts,
                "due": Word(step.due) if step.due else Note("이 일의 기한이 계획서에 없습니다."),
            }
            for n, step in enumerate(plan.steps, 1)
        ],
        "contacts": [{"role": each.role, "phone": each.phone} for each in plan.contacts],
        "remarks": [{"text": text, "source": source} for text in (*plan.remarks, *_goals_without_text(plan))],
    }
    head = "# yaml-language-server: $schema=../../schema/commitment.json"
    return "\n".join([head, *lines(body)]) + "\n"


def _to_fill(plan: Plan) -> str:
    names = (
        ["공약 번호(no)"] if not plan.no else [],
        ["담당 부서(department)"] if not plan.department else [],
        ["임기(term)", "찾는 말(keywords)", "쉬운 요약(summary)"],
    )
    return ", ".join(name for group in names for name in group) + " 줄을 더한 뒤 이 줄을 지우세요."


def _classification(plan: Plan) -> Iterator[tuple[str, object]]:
    for name in CLASSES:
        codes = [Word(code) for code in plan.classes.get(name, ())]
        if name in plan.raw and not codes:
            yield (
                f"look-{name}",
                Note(f"{_CLASS_LABELS[name]} ‘{plan.raw[name]}’의 코드를 정할 수 없어 raw에만 옮겼습니다."),
            )
        elif codes:
            yield name, codes if name == "authority" else codes[0]
    yield "raw", {name: plan.raw[name] for name in CLASSES if name in plan.raw}


def _goals_without_text(plan: Plan) -> Iterator[str]:
    """`pledged` needs its text; goals of a sheet without one are told in a remark rather than lost."""
    if plan.goals and not plan.pledged:
        yield f"정책목표: {' / '.join(plan.goals)}"


def _stated(plan: Plan, source: Word) -> Iterator[tuple[str, object]]:
    said = {
        "project": plan.project,
        "period_text": plan.period_text,
        "cost_million_krw": plan.cost,
        "per_year_million_krw": plan.per_year,
        "shares": plan.shares,
        "content": plan.content,
        "partners": plan.partners,
        "method": plan.method,
    }
    if any(value not in ("", None, {}) for value in said.values()):
        yield from said.items()
        yield "source", source


def _period(plan: Plan, source: Word) -> Mapping[str, object]:
    if plan.start:
        start, end = Word(plan.start), Word(plan.end)
        return {"period": {"start": start, "end": end, "source": source}}
    if plan.period_text:
        return {"look-period": Note("사업기간을 날짜로 읽지 못했습니다. period를 적으세요.")}
    return {}


def _indicators(plan: Plan, identity: Identity) -> Mapping[str, object]:
    found: dict[str, object] = {}
    notes: dict[str, object] = {}
    for number, each in enumerate(plan.indicators):
        name = identity.indicator(number)
        if not each.kind:
            notes["look-indicators"] = Note("지표마다 셈하는 법(kind)과 방향(direction)을 적으세요.")
        found[name] = {"name": each.name, "unit": each.unit, "kind": Word(each.kind)}
    return {**notes, "indicators": found}


Rows = Sequence[Mapping[str, str]]


def spending_rows(plan: Plan, identity: Identity) -> Rows:
    """Rows of spending.csv in printed order, in million won."""
    return [
        {
            "commitment": identity.id,
            "measure": "planned",
            "year": each.year,
            "fund": each.fund,
            "amount_million_krw": "" if each.million is None else f"{each.million:f}",
            "source": identity.source,
            "note": each.note,
        }
        for each in plan.amounts
    ]


def target_rows(plan: Plan, identity: Identity) -> Rows:
    """Rows of targets.csv in printed order."""
    return [
        row
        for n, each in enumerate(plan.indicators)
        for row in _targets(each, identity, identity.indicator(n))
    ]


def _targets(indicator: Indicator, identity: Identity, name: str) -> Iterator[Mapping[str, str]]:
    for goal in indicator.goals:
        yield {
            "commitment": identity.id,
            "indicator": name,
            "year": goal.year,
            "target": "" if goal.number is None else f"{goal.number:f}",
            "target_text": goal.words,
            "source": identity.source,
        }


def plan_files(
    plan: Plan, identity: Identity, kind: str, place: Place, files: Files, read: date
) -> dict[str, bytes]:
    """The whole files that a sheet gives: its YAML, the ledgers of `files` with its rows, a new source where its id is new.

    The source counts as read on the day `read`; its address and its date are for a person to fill in. Raises Refused.
    """
    rows = {"spending.csv": spending_rows(plan, identity), "targets.csv": target_rows(plan, identity)}
    if identity.source not in place.sources:
        title, note = f"공약 실천계획서: {plan.title}", "공개 주소·작성일·이용조건 미확인"
        rows["sources.csv"] = [source_row(identity.source, place.about.name, title, read, note=note)]
    base = f"data/{place.id}"
    new = {f"{base}/{FOLDERS[kind]}/{identity.id}.yml": plan_yaml(plan, identity).encode()}
    for name, more in rows.items():
        if more:
            new[f"{base}/{name}"] = with_rows(files.get(f"{base}/{name}"), TABLES[name], more)
    return new
