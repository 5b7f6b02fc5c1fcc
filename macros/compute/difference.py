"""One difference between two Books, and how what differs is put together in pairs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from macros.model import Correction
from macros.problem import Where

DifferenceKind = Literal["added", "removed", "changed"]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Difference:
    """One difference.

    `added` and `removed` are whole things: a row, a file (no `column`), an entry of a YAML file (`column` is its path,
    milestones[sites]). `changed` names the column, in a YAML file the path of the value (period.end); another name of
    a source is its id, of an indicator its path alone (indicators.parks). `what` is the table (spending, statuses, …),
    or commitment, sheet, place, site, terms, editions. `commitment` is place/id (after a rename the new one), "" where
    there is none. `key` holds the code columns of a row joined by “/”, as corrections.csv writes them. `before` and
    `after` are the text as the data writes it, a whole row as its CSV line, an entry as `name: text; name: text`, "" =
    a blank or nothing. `told` are the rows of corrections.csv that tell of this difference and that `before` did not
    have, step by step: an old one tells of nothing later, and each row tells of one difference.
    """

    kind: DifferenceKind
    what: str
    place: str = ""
    commitment: str = ""
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    before_row: Where | None = None
    after_row: Where | None = None
    told: tuple[Correction, ...] = ()

    @property
    def correction(self) -> Correction | None:
        """The last row that tells of it."""
        return self.told[-1] if self.told else None


def matched(
    before: Sequence[_T], after: Sequence[_T], keys: Sequence[Callable[[_T], Hashable]]
) -> tuple[list[tuple[_T, _T]], list[_T], list[_T]]:
    """Pairs, and what is left on both sides: by the first key as far as it goes, then by the next; in order."""
    pairs: list[tuple[_T, _T]] = []
    old, new = list(before), list(after)
    for key in keys:
        waiting: dict[Hashable, list[_T]] = {}
        for each in reversed(new):
            waiting.setdefault(key(each), []).append(each)
        left: list[_T] = []
        for each in old:
            same = waiting.get(key(each))
            if same:
                pairs.append((each, same.pop()))
            else:
                left.append(each)
        taken = {id(other) for _, other in pairs}
        old, new = left, [each for each in new if id(each) not in taken]
    return pairs, old, new


def alike(was: Any, now: Any) -> bool:
    """Whether two values say the same in the same digits, wherever they stand. Quick where they do."""
    if was is now:
        return True
    kind = type(was)
    if kind is not type(now):
        return False
    if kind is Decimal:
        return bool(was.as_tuple() == now.as_tuple())  # 6 is not 6.0
    if kind is tuple:
        return len(was) == len(now) and all(map(alike, was, now))
    if kind is dict:
        return list(was) == list(now) and all(map(alike, was.values(), now.values()))
    if isinstance(was, BaseModel):
        return all(name == "where" or alike(said, now.__dict__[name]) for name, said in was.__dict__.items())
    return bool(was == now)


def as_text(value: Any) -> str:
    """A value as the data writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
