"""For a person, in Korean: what was read from a sheet, what is left to do, and how a record of it differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pydantic import BaseModel

from macros.intake.plan.shape import Plan, Reading
from macros.intake.plan.writing import Identity, plan_files
from macros.language import exact, josa
from macros.load import Files, load_files
from macros.model import Commitment, Place, Sheet, Spending, Target

_FROM_SHEET = (
    "title",
    "no",
    "department",
    "classification",
    "pledged",
    "stated",
    "period",
    "participants",
    "actions",
    "indicators",
    "roadmap",
    "milestones",
    "contacts",
)
_CHOSEN = frozenset({"where", "source", "id", "name_en"})  # by people, not by the sheet


def reading_lines(reading: Reading) -> Iterator[str]:
    """The whole report. Names are gone from it."""
    plan = reading.plan
    yield f"제목: {plan.title}"
    yield ""
    yield "읽은 것"
    yield from (f"  {name}: {said}" for name, said in _read(plan) if said)
    yield ""
    if plan.amounts:
        yield f"금액(단위: {plan.unit})"
        yield from (f"  맞음: {each}" for each in reading.sums)
        if not reading.sums:
            yield "  문서에 합계가 없어 맞추어 보지 못했습니다."
        yield ""
    if reading.notices or reading.names:
        yield "알아 둘 것"
        if reading.names:
            yield f"  사람 이름이나 개인 번호 {reading.names}곳을 빼고 읽었습니다."
        yield from (f"  {each}" for each in reading.notices)
        yield ""
    if reading.left:
        yield f"이해하지 못한 것 {len(reading.left)}건 (자료에 옮기지 않았습니다. 필요하면 손으로 적으세요)"
        yield from (f"  {each.at}: {' '.join(each.text.split())}" for each in reading.left)
    else:
        yield "이해하지 못한 것이 없습니다."
    yield ""
    yield "사람이 채울 것"
    yield from (f"  {each}" for each in _to_fill(plan))


def _read(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "공약 번호", plan.no
    yield "담당 부서", plan.department
    yield "사업구분 등", ", ".join(plan.raw.values())
    yield "약속한 글", _some(1 if plan.pledged else 0, "건")
    yield "정책목표", _some(len(plan.goals), "줄")
    yield "사업명", plan.project
    yield "사업기간", plan.period_text
    yield "사업비", plan.cost_text
    yield "참여 주체", ", ".join(each.name for each in plan.participants)
    yield "주요내용", _some(len(plan.actions), "줄")
    yield "지표", ", ".join(each.name for each in plan.indicators)
    yield "목표", _some(sum(len(each.goals) for each in plan.indicators), "칸")
    yield "로드맵", _some(len(plan.roadmap), "줄")
    yield "날짜가 정해진 일", _some(len(plan.steps), "건")
    yield "담당", ", ".join(each.role for each in plan.contacts)
    blank = sum(each.million is None for each in plan.amounts)
    yield "금액", _some(len(plan.amounts), "칸") + (f" (빈칸 {blank}칸)" if blank else "")
    whole = [each.million for each in plan.amounts if each.year == each.fund == "total"]
    yield "총계", f"{exact(whole[0])}백만원" if whole and whole[0] is not None else ""


def _some(number: int, unit: str) -> str:
    return f"{number}{unit}" if number else ""


def _to_fill(plan: Plan) -> Iterator[str]:
    missing = [
        *([] if plan.no else ["공약 번호(no)"]),
        *([] if plan.department else ["담당 부서(department)"]),
    ]
    yield f"공약 파일: {', '.join([*missing, '임기(term)', '찾는 말(keywords)', '쉬운 요약(summary)'])}"
    yield "출처(sources.csv): 공개 주소(url), 펴낸 날(published), 이용조건(licence)"
    if any(not each.kind for each in plan.indicators):
        yield "지표: 셈하는 법(kind), 방향(direction), 출발값(baseline)"
    if plan.indicators:
        yield "지표의 이름(id)은 따로 정하지 않으면 indicator-1처럼 붙습니다. --indicator로 차례대로 정할 수 있습니다."
    if plan.period_text and not plan.start:
        yield f"사업기간: {josa(f'‘{plan.period_text}’', '을/를')} 날짜로 읽지 못했습니다."
    for each in plan.steps:
        if not each.due:
            yield f"기한이 없는 일: {each.title}"


def compared(old: Commitment, plan: Plan, identity: Identity, place: Place, files: Files) -> Iterator[str]:
    """A sheet beside the record of the same commitment: how much is the same, what differs, what only the record has."""
    ledgers = [f"data/{place.id}/{name}" for name in ("spending.csv", "targets.csv")]
    rest = {name: data for name, data in files.items() if name not in ledgers}
    ours = plan_files(plan, replace(identity, source=old.sheet.source), old.kind, place, {}, date.min)
    read = load_files({**rest, **ours}).book
    assert read is not None
    same, differing, more = _differences(read.commitments[old.key], old)
    yield f"이미 있는 공약입니다: {old.path}"
    yield f"계획서에서 온 값 가운데 같은 것 {same}개, 다른 것 {len(differing)}개"
    yield from (f"  {line}" for line in differing)
    if more:
        yield f"자료에만 있는 항목: {', '.join(more)}"


def _differences(new: Commitment, old: Commitment) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many values are the same, a line for each that differs, and the keys that only the record has.

    Ids of indicators and milestones are chosen by people: these are compared in their order.
    """
    ours, theirs = dict(_flat(new.sheet)), dict(_flat(old.sheet))
    ours |= dict(_rows("spending.csv", new.spending)) | dict(_rows("targets.csv", new.targets))
    theirs |= dict(_rows("spending.csv", _same_kind(old.spending, new.spending)))
    theirs |= dict(_rows("targets.csv", old.targets))
    lines = [
        f"{key}: 계획서 {_shown(ours.get(key))}, 자료 {_shown(theirs.get(key))}"
        for key in (*ours, *(key for key in theirs if key not in ours))
        if ours.get(key) != theirs.get(key)
    ]
    same = sum(theirs.get(key) == value for key, value in ours.items())
    more = [
        name
        for name in Sheet.model_fields
        if name not in (*_FROM_SHEET, "where", "source", "field") and getattr(old.sheet, name)
    ]
    return same, tuple(lines), tuple(more)


def _shown(value: str | None) -> str:
    return "없음" if value is None else f"‘{value}’" if value else "빈칸"


def _flat(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for name in _FROM_SHEET:
        yield from _values(name, getattr(sheet, name))


def _values(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _CHOSEN:
                yield from _values(f"{path}.{name}", getattr(value, name))
    elif isinstance(value, Mapping):
        chosen = path == "indicators"
        for n, (key, each) in enumerate(value.items(), 1):
            yield from _values(f"{path}[{n}]" if chosen else f"{path}.{key}", each)
    elif isinstance(value, tuple):
        for n, each in enumerate(value, 1):
            yield from _values(f"{path}[{n}]", each)
    elif value is not None:
        yield path, str(value)


def _same_kind(old: Sequence[Spending], new: Sequence[Spending]) -> Sequence[Spending]:
    measures = {row.measure for row in new} or {"planned"}
    return [row for row in old if row.measure in measures]


def _rows(name: str, rows: Sequence[Spending] | Sequence[Target]) -> Iterator[tuple[str, str]]:
    for n, row in enumerate(rows, 1):
        if isinstance(row, Spending):
            amount = "" if row.amount_million_krw is None else f"{row.amount_million_krw:f}"
            yield f"{name}[{n}] {row.year}/{row.fund}", " ".join(filter(None, (amount, row.note)))
        elif isinstance(row, Target):
            target = "" if row.target is None else f"{row.target:f}"
            yield f"{name}[{n}] {row.year}", " ".join(filter(None, (target, row.target_text, row.note)))
