"""Which row of corrections.csv tells of a difference. Pure; knows nothing of what may change and what may not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, TypeVar

from pydantic import BaseModel

from macros.model import ROW_KEYS, TABLES, Change, Correction, columns

_PRINTED: Final = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?")
_KEPT_AS_TEXT: Final = re.compile(r"'(?=[=+@＝＋＠－-])")
_Cells = tuple[str, ...]
_Names = Callable[[type[BaseModel]], _Cells]
_Row = TypeVar("_Row", Change, Correction)


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


@dataclass(frozen=True)
class Corrections:
    """Rows of corrections.csv of a place; `names`: old id → new id of its renamed commitments."""

    rows: Sequence[Correction] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _steps(self) -> Mapping[tuple[str, str, str], Mapping[str, Sequence[tuple[str, Correction]]]]:
        """File, key (of a YAML file none) and column → a value → the values it was corrected to, newest row first."""
        found: dict[tuple[str, str, str], dict[str, list[tuple[str, Correction]]]] = {}
        for row in reversed(self.rows):
            file, key = self._now(row)
            cell = found.setdefault((file, key, row.column), {})
            cell.setdefault(worth(row.before or ""), []).append((worth(row.after or ""), row))
        return found

    def _now(self, row: Correction) -> tuple[str, str]:
        """The file and the key under the names that commitments have now."""
        if row.file.endswith(".yml"):
            folder, slash, name = row.file.rpartition("/")
            id = name.removesuffix(".yml")
            return f"{folder}{slash}{self.names.get(id, id)}.yml" if folder else row.file, ""
        if row.file in TABLES and "commitment" in TABLES[row.file].model_fields:
            id, slash, rest = row.key.partition("/")
            return row.file, f"{self.names.get(id, id)}{slash}{rest}"
        return row.file, row.key

    def telling(self, file: str, key: str, column: str, before: str, after: str) -> Correction | None:
        """The row that tells how a cell came from one value to the other; of several in a chain the last one."""
        steps = self._steps.get((file, key, column), {})
        seen, waiting = {worth(before)}, [worth(before)]
        for value in waiting:
            for to, row in steps.get(value, ()):
                if to == worth(after):
                    return row
                if to not in seen:
                    seen.add(to)
                    waiting.append(to)
        return None

    def removing(self, file: str, entry: str) -> Correction | None:
        """The row that tells that an entry of a YAML file was taken out, whatever of it it quotes."""
        steps = self._steps.get((file, "", entry), {})
        return next((row for ends in steps.values() for to, row in ends if not to), None)


def as_cell(text: str) -> str:
    """A text as a cell of corrections.csv or changes.csv holds it: one line, and never the start of a formula.

    `worth` takes the apostrophe off again.
    """
    line = " ".join(text.split())
    runs = _KEPT_AS_TEXT.match(f"'{line}") and not re.fullmatch(r"-([\d.,]+%?)?|－", line)
    return f"'{line}" if runs else line
