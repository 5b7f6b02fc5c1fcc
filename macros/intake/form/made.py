"""What a filled form makes: the files that it would change, a summary, and which field each cell came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from macros.intake.form.filled import Filled
from macros.language import PROBLEM_LEVELS
from macros.load import Files
from macros.problem import Problem, as_line, what_is_wrong


@dataclass(frozen=True)
class Made:
    """`files`: path from `data/` on → new bytes. `cells`: path, line, column → the id of the field it came from.

    Column 0 stands for all columns of a line that are not named.
    """

    files: Files = field(default_factory=dict, repr=False)
    summary: tuple[str, ...] = ()
    cells: Mapping[tuple[str, int, int], str] = field(default_factory=dict)


def told(each: Problem, filled: Filled, made: Made) -> str:
    """A problem as the person who filled the form knows it: by the field that its cell came from."""
    id = made.cells.get((each.path, each.line, each.column)) or made.cells.get((each.path, each.line, 0))
    if id is None:
        return as_line(each)
    wrong = re.sub(r"^[\w.\[\]]+(\([^)]*\))?: ", "", what_is_wrong(each), count=1)
    where = f"{each.path} {each.line}행"
    return f"‘{filled.label(id)}’ 칸 [{PROBLEM_LEVELS[each.level]}] {wrong} ({where})"
