"""What is handed from file to file while a folder is read: where it lies and what was found wrong so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from macros.load.stored import Folder
from macros.problem import Level, Problem, Where, problem


@dataclass
class Reader:
    """The folder being read, its problems, and for each YAML file the lines of its first names."""

    root: Folder
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def shown(self, path: Folder) -> str:
        """A path as people see it: it starts at `data/`."""
        return "/".join(("data", *path.relative_to(self.root).parts))

    def whole(self, path: Folder) -> Where:
        """The place of a file or folder as a whole: no line."""
        return Where(self.shown(path), 0)

    def say(self, rule: str, where: Where, message: str, tip: str, level: Level = "error") -> None:
        """Keep one problem; reading goes on."""
        self.problems.append(problem(level, rule, where, message, tip))
