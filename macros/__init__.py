"""The door for authors: the macros that a page in docs/ may call. The other door is `hooks`.

Importing this package is cheap: the rooms are opened only when the site is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.pages.frame import Fragment, View


class Desk:
    """The site being made: what is looked at, and the parts that macros have laid on the page so far."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.parts: dict[str, Fragment] = {}
        self.path = ""

    def lay(self, part: Fragment, tag: str = "div") -> str:
        """Keep a part and give the mark that stands for it, so that no Markdown or Jinja reads its text."""
        number = str(len(self.parts))
        self.parts[number] = part
        return f'<{tag} data-part="{number}"></{tag}>'


_desk: list[Desk] = []


def open_desk(view: View) -> Desk:
    """Start a site; `hooks` does it for each build."""
    _desk[:] = [Desk(view)]
    return _desk[0]


def define_env(env: Any) -> None:
    """Called by mkdocs-macros: every part of `macros.pages.parts` under its own name."""
    from markupsafe import Markup

    from macros.pages.frame import Fragment
    from macros.pages.parts import INLINE, PARTS

    def block(make: Callable[..., Fragment]) -> Callable[..., str]:
        def call(*args: object, **named: object) -> str:
            desk = _desk[0]
            return desk.lay(make(desk.view, desk.path, *args, **named))

        return call

    def inline(make: Callable[..., str]) -> Callable[..., str]:
        def call(*args: object, **named: object) -> str:
            desk = _desk[0]
            made = make(desk.view, *args, **named)
            return desk.lay(Fragment(made), "span") if isinstance(made, Markup) else made

        return call

    for name, make in PARTS.items():
        env.macro(block(make), name)
    for name, text in INLINE.items():
        env.macro(inline(text), name)
