"""The schedule in lines: headings with dated lines under them → milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.intake.plan.account import Account
from macros.intake.plan.lines import Item
from macros.intake.plan.plan import Step
from macros.intake.plan.times import Printed, dated


def read_steps(items: Sequence[Item], account: Account) -> Iterator[Step]:
    """Each line with its date; a line without one has that of its heading, if the heading ends in a date.

    `2023년 …` at the beginning of a heading is no date of what stands under it.
    """
    for top in items:
        for each in top.all():
            account.take(each.spot, "추진일정")
        _, when = dated(top.text)
        if not top.parts:
            yield _step(top, "", None)
        for part in top.parts:
            yield _step(part, top.text, when)


def _step(item: Item, under: str, inherited: Printed | None) -> Step:
    title, when = dated(item.text)
    if when is None:
        due = inherited.end if inherited else ""
        return Step(item.text, under, _under(item), due)
    return Step(title if when.exact else item.text, under, _under(item), when.end)


def _under(item: Item) -> tuple[str, ...]:
    return tuple(part.text for top in item.parts for part in top.all())
