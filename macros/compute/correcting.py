"""Which row of corrections.csv tells of a difference. Pure; knows nothing of what may change and what may not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from pydantic import BaseModel

from macros.compute.renaming import Names
from macros.model import ROW_KEYS, TABLES, Change, Correction, columns

_PRINTED: Final = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?")
_KEPT_AS_TEXT: Final = re.compile(r"'(?=[=+@＝＋＠－-])")
_Cells = tuple[str, ...]
_Names = Callable[[type[BaseModel]], _Cells]
_Row = TypeVar("_Row", Change, Correction)

# the cells that a row of a ledger is for, and one that is never blank: what a correction quotes to take a row back
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": ("title",),
    "spending": ("amount_million_krw", "source"),
    "targets": ("target", "target_text", "source"),
    "outcomes": ("value", "value_text", "source"),
    "statuses": ("status",),
    "changes": ("after",),
    "published_rates": ("published_pct",),
    "corrections": ("after", "before", "reason"),
}


def value_cell(what: str, cells: Mapping[str, str]) -> tuple[str, str]:
    """The column and the text by which a correction takes a whole row of the ledger `what` back."""
    return next((name, cells[name]) for name in _VALUES[what] if cells[name])


def worth(text: str) -> str:
    """What texts are compared by: a number without the form it is printed in, a text without its line breaks.

    300.0 and 300 and 1,000 and 1000 are one; so are `- 하나` and `'- 하나`, as a CSV file has to hold it.
    """
    if not _PRINTED.fullmatch(text):
        return _KEPT_AS_TEXT.sub("", " ".join(text.split()), count=1)
    return f"{Decimal(text.replace(',', '')).normalize() + 0:f}"


def added_rows(before: Iterable[_Row], after: Iterable[_Row]) -> tuple[_Row, ...]:
    """The rows that are there now and were not, as often as they stand there. One that was written over is no new one."""
    old, new = list(before), list(after)
    for names in (columns, ROW_KEYS.__getitem__):
        spare = Counter(_cells(row, names(type(row))) for row in old)
        same = Counter(_cells(row, names(type(row))) for row in new) & spare
        old, new = _without(old, same, names), _without(new, same, names)
    return tuple(new)


def _without(rows: Iterable[_Row], same: Counter[_Cells], names: _Names) -> list[_Row]:
    spare, found = same.copy(), []
    for row in rows:
        cells = _cells(row, names(type(row)))
        if spare[cells]:
            spare[cells] -= 1
        else:
            found.append(row)
    return found


def _cells(row: Change | Correction, names: Iterable[str]) -> _Cells:
    return tuple(str(getattr(row, name) or "") for name in names)


class Corrections:
    """Rows of corrections.csv of a place. Each tells of one difference: what told of one is used up.

    `names`: what the place calls by another name now; rows may use either.
    """

    def __init__(self, rows: Sequence[Correction] = (), names: Names | None = None) -> None:
        self._spare: dict[tuple[str, str, str], list[Correction]] = {}
        for row in reversed(rows):  # of several the newest first
            self._spare.setdefault(named_now(row, names or Names()), []).append(row)

    def telling(self, file: str, key: str, column: str, before: str, after: str) -> tuple[Correction, ...]:
        """The rows that tell how a cell came from one value to the other, step by step; none where none do."""
        spare = self._spare.get((file, key, column), [])
        ways: dict[str, tuple[Correction, ...]] = {worth(before): ()}
        waiting = [worth(before)]
        for value in waiting:
            for row in spare:
                if worth(row.before or "") != value:
                    continue
                to, way = worth(row.after or ""), (*ways[value], row)
                if to == worth(after):
                    self._use(spare, way)
                    return way
                if to not in ways:
                    ways[to] = way
                    waiting.append(to)
        return ()

    def removing(self, file: str, entry: str, quotes: Iterable[str]) -> tuple[Correction, ...]:
        """The row that tells that an entry of a YAML file was taken out: it quotes one of the texts `quotes`."""
        spare, said = self._spare.get((file, "", entry), []), {worth(text) for text in quotes} - {""}
        for row in spare:
            if row.after is None and worth(row.before or "") in said:
                self._use(spare, (row,))
                return (row,)
        return ()

    @staticmethod
    def _use(spare: list[Correction], way: Sequence[Correction]) -> None:
        used = {id(row) for row in way}
        spare[:] = [row for row in spare if id(row) not in used]


def named_now(row: Correction, names: Names) -> tuple[str, str, str]:
    """The file, the key (of a YAML file none) and the column of a correction under the names of now."""
    if row.file.endswith(".yml"):
        folder, slash, name = row.file.rpartition("/")
        id = names.commitment(name.removesuffix(".yml"))
        if not folder:
            return row.file, "", row.column
        return f"{folder}{slash}{id}.yml", "", names.path(id, row.column)
    kind = TABLES.get(row.file)
    if kind is None:
        return row.file, row.key, row.column
    codes = ROW_KEYS[kind]
    cells = names.cells(kind, dict(zip(codes, row.key.split("/"), strict=False)))
    rest = row.key.split("/")[len(codes) :]  # 2023/2024 is one period
    return row.file, "/".join((*cells.values(), *rest)), row.column


def as_cell(text: str) -> str:
    """A text as a cell of corrections.csv or changes.csv holds it: one line, and never the start of a formula.

    `worth` takes the apostrophe off again.
    """
    line = " ".join(text.split())
    runs = _KEPT_AS_TEXT.match(f"'{line}") and not re.fullmatch(r"-([\d.,]+%?)?|－", line)
    return f"'{line}" if runs else line
