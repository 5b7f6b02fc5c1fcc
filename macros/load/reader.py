"""What is handed from file to file while a folder is read: where it lies and what was found wrong so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.language import (
    CHANGE_FIELDS,
    DECISIONS,
    DIRECTIONS,
    INDICATOR_KINDS,
    RATE_METHODS,
    SOURCE_KINDS,
    Said,
)
from macros.load.stored import Folder
from macros.problem import Level, Problem, Where, problem


@dataclass
class Reader:
    """The folder being read, its problems, and for each YAML file the lines of its first names.

    `called` has the Korean words of codes, one mapping for the codes of one kind; `words` those of the codes that
    terms.yml alone knows, by the name they stand behind. `ids` has what the rows of the place being read may name, by
    column, and `indicators` those of each commitment; id → title. `unread` are the rows left out: their cells as written,
    "" for those that were refused.
    """

    root: Folder
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, Mapping[str, int]] = field(default_factory=dict)
    words: dict[str, Mapping[str, str]] = field(default_factory=dict)
    ids: dict[str, Mapping[str, str]] = field(default_factory=dict)
    indicators: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unread: list[Any] = field(default_factory=list)
    called: tuple[Mapping[str, str], ...] = (
        CHANGE_FIELDS,
        DECISIONS,
        DIRECTIONS,
        INDICATOR_KINDS,
        RATE_METHODS,
        SOURCE_KINDS,
    )

    def shown(self, path: Folder) -> str:
        """A path as people see it: it starts at `data/`."""
        return "/".join(("data", *path.relative_to(self.root).parts))

    def whole(self, path: Folder) -> Where:
        """The place of a file or folder as a whole: no line."""
        return Where(self.shown(path), 0)

    def say(self, rule: str, where: Where, message: Said, tip: Said, level: Level = "error") -> None:
        """Keep one problem; reading goes on."""
        self.problems.append(problem(level, rule, where, message, tip))
