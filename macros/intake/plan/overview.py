"""Labelled values: 사업명, 사업기간, 사업비, 참여주체별 역할 … in lines or in pairs of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from macros.intake.plan.account import Account, Spot
from macros.intake.plan.lines import Item
from macros.intake.plan.numbers import UNITS
from macros.intake.plan.schedule import read_steps
from macros.intake.plan.shape import Asked, Partner, Plan, Told
from macros.intake.plan.times import printed_time
from macros.intake.plan.words import CLASSES, LABELS, fund_of
from macros.language import squash
from macros.model import Sum, plain_decimal, sums_in

_TEXTS = {"project": "project", "method": "method", "partners": "partners", "content": "content"}
_ROLE = re.compile(r"\(([^()]+)\)\s*(.+)|([^:：]{1,30}?)\s*[:：]\s*(.+)")
_SHARE = re.compile(r"([가-힣·/]+(?:\([^()]*\))?)\s*([0-9]+(?:\.[0-9]+)?)\s*%")
_FUND = re.compile(
    r"([가-힣·/]+(?:\([^()]*\))?)\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([조억천백십만]*원)?(?=[\s,)]|$)"
)
_WHOLE = re.compile(r"[\s(]*(?:총\s*사업비|총액|총계|합계|총|계)?\s*[:：]?\s*금?\s*")
_NAMED_WHOLE = re.compile(r"(?:총\s*사업비|총액|총계|합계|총|계)\s*[:：]?\s*$")
_NOT_EXACT = re.compile(r"\s*(?:내외|안팎|가량|정도|이상|이하|미만|수준|규모|[~∼×xX]|[*]\s*[0-9])")
_PER_YEAR = re.compile(r"(?:매년|해마다|연간|연|매해)\s*$")
_CLASS_WORDS = {"도": "시·도", "시도": "시·도", "광역": "시·도", "임기중": "임기 내", "임기이후": "임기 후"}


@dataclass
class Given:
    """A label with its value in one place and the lines under it. `spots` are all texts that it stands in."""

    kind: str
    value: str
    spots: tuple[Spot, ...]
    parts: list[Item] = field(default_factory=list)


def kind_of(each: Item) -> str | None:
    """What a label says its value is."""
    return LABELS.get(squash(each.label).split("(")[0] if each.label else squash(each.text))


def read_said(said: Given, plan: Plan, asked: Asked, account: Account) -> bool:
    """Put a labelled value where it belongs; False where there is no place for it, or it is taken already."""
    kind, value = said.kind, " ".join(said.value.split())
    if kind in CLASSES:
        done = bool(value) and kind not in plan.raw
        if done:
            read_class(kind, value, plan, asked, account)
    elif kind == "actions":
        done = _actions(said, value, plan)
    elif kind == "goals":
        new = [text for text in (value, *_texts(said.parts)) if text]
        plan.goals += new
        done = bool(new)
    elif kind == "roles":
        done = not value and bool(said.parts) and _roles(said, plan, asked, account)
    elif kind == "steps":
        done = not value and bool(said.parts)
        if done:
            plan.steps += read_steps(said.parts, account)
    elif kind == "period":
        done = bool(value) and not plan.period_text
        if done:
            _period(value, plan)
    elif kind == "cost":
        done = bool(value) and read_cost(value, said.spots[-1], plan, asked, account)
    elif kind == "field":
        done = bool(asked.field_words) and squash(value) == squash(asked.field_words)
    elif kind in ("title", "no", "department"):
        done = _once(kind, squash(value) if kind == "department" else value, plan)
    else:
        text = value or ", ".join(_texts(said.parts))
        done = bool(text) and _once(_TEXTS[kind], text, plan)
        if done and value and said.parts:
            done = kind == "content" and _actions(Given(kind, "", said.spots, said.parts), "", plan)
    if not done:
        return False
    for spot in said.spots:
        account.take(spot, kind)
    if kind in ("actions", "goals", "steps", "content") or (kind in _TEXTS and not value):
        for part in said.parts:
            for each in part.all():
                account.take(each.spot, kind)
    return True


def _once(name: str, value: str, plan: Plan) -> bool:
    """Set a text that is not there yet; the same text again is fine."""
    there = getattr(plan, name)
    if not value or (there and squash(there) != squash(value)):
        return False
    setattr(plan, name, there or value)
    return True


def _texts(parts: Sequence[Item]) -> list[str]:
    return [each.text for part in parts for each in part.all()]


def _actions(said: Given, value: str, plan: Plan) -> bool:
    if value and not _once("content", value, plan):
        return False
    plan.actions += told(said.parts)
    return bool(value or said.parts)


def told(items: Sequence[Item]) -> list[Told]:
    """Lines with all that stands under each."""
    return [Told(item.text, tuple(_texts(item.parts))) for item in items]


def _roles(said: Given, plan: Plan, asked: Asked, account: Account) -> bool:
    for item in said.parts:
        found = _ROLE.fullmatch(item.text)
        name = (found[1] or found[3]).strip() if found else item.text
        role = (found[2] or found[4]) if found else ", ".join(_texts(item.parts))
        if not found and not role:
            continue
        plan.participants.append(
            Partner(squash(name) if squash(name) in asked.own.split() else name, role.strip())
        )
        for each in item.all() if not found else (item,):
            account.take(each.spot, "참여주체별 역할")
    return True


def _period(value: str, plan: Plan) -> None:
    plan.period_text = value
    if when := printed_time(value):
        plan.start, plan.end = when.start, when.end


def read_class(kind: str, value: str, plan: Plan, asked: Asked, account: Account) -> None:
    """A code of the head of the sheet: the printed words always, the codes where every word of it is known."""
    plan.raw[kind] = value
    known = {squash(ko).replace("·", ""): code for code, ko in asked.classes.get(kind, {}).items()}
    joined = value.replace("시·도", "시도")
    if asked.level == "district":
        joined = re.sub(r"(?<![가-힣])시(?![가-힣])", "시도", joined)
    several = [word for word in re.split(r"[,/·、+]", joined) if squash(word)]
    words = several if kind == "authority" else [value]
    words = [_CLASS_WORDS.get(squash(word), squash(word)).replace("·", "") for word in words]
    codes = [known.get(squash(word)) for word in words]
    found = tuple(code for code in codes if code)
    if len(found) == len(codes):
        plan.classes[kind] = found


def _whole(value: str, amounts: Sequence[Sum]) -> Sum | None:
    """The amount that stands for the whole: the first words of the text, or the one that is called 총 or 계."""
    exact = [each for each in amounts if not _NOT_EXACT.match(value, each.end)]
    first = [each for each in exact if each is amounts[0] and _WHOLE.fullmatch(value[: each.start])]
    named = [each for each in exact if _NAMED_WHOLE.search(value[: each.start])]
    found = first or (named if len(named) == 1 else [])
    return found[0] if found else None


def read_cost(value: str, spot: Spot, plan: Plan, asked: Asked, account: Account) -> bool:
    """`45억원(국비 90%, 시비 10%) * 매년 15억원`: the whole, the shares, what is spent each year. The rest is told."""
    amounts = sums_in(value)
    if not amounts:
        return False
    if plan.cost is not None:
        return (
            len(amounts) == 1
            and amounts[0].million == plan.cost
            and amounts[0].end - amounts[0].start >= len(value.strip())
        )
    rest = list(value)

    def used(start: int, end: int) -> None:
        rest[start:end] = " " * (end - start)

    whole = _whole(value, amounts)
    if whole is None:
        return False
    unit = re.search(rf"({'|'.join(UNITS)})\s*$", value[: whole.end])
    for found in _FUND.finditer(value, whole.end if whole is amounts[0] else 0):
        fund = fund_of(found[1], asked)
        factor = UNITS.get(found[3] or (unit[1] if unit else ""))
        if fund and fund != "total" and factor is not None and fund not in plan.cost_funds:
            plan.cost_funds[fund] = plain_decimal(Decimal(found[2].replace(",", "")) * factor)
            used(found.start(), found.end())
    for amount in amounts:
        before = _PER_YEAR.search(value[: amount.start])
        if before and plan.per_year is None:
            plan.per_year = amount.million
            used(before.start(), amount.end)
        elif amount is whole:
            plan.cost = amount.million
            named = _NAMED_WHOLE.search(value[: amount.start])
            used(named.start() if named else amount.start, amount.end)
    for found in _SHARE.finditer(value):
        fund = fund_of(found[1], asked)
        if fund and fund != "total" and fund not in plan.shares:
            plan.shares[fund] = Decimal(found[2])
            used(found.start(), found.end())
    plan.cost_text = value
    left = " ".join(part for part in re.split(r"(?:[\s()*※:：]|,(?![0-9]{3}))+", "".join(rest)) if part)
    if left:
        account.rest(spot, left)
    return True
