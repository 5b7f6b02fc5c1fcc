"""A figure that knows its rows: the mark that pages/provenance.py turns into a link to its note. Knows no page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, Protocol

from markupsafe import Markup, escape

from macros.problem import Where


class Placed(Protocol):
    """Anything read from data/: a row, a sheet or a part of one."""

    @property
    def where(self) -> Where: ...


Rows = Iterable[Placed | Where]
# no figure: dates, times of a year, ordinals, lines of a file, numbers of notices and telephones
_NO_FIGURE: Final = (
    r"\d+(?:-\d+)+|[A-Za-z][\w.-]*\d[\w.-]*|제\s*\d+|민선\s*\d+|[’']\d\d|"
    r"\d+(?:\s*[~∼–./-]\s*\d+)*\.?(?=차년|분기|월|일(?!자리)|차(?!로)|기(?!관|업|가)|호|행|번째|단계)|"
    r"\d{4}(?:\s*[~∼–./-]\s*\d+)*\.?(?=년)|(?:19|20)\d\d(?:\s*[~∼–./-]\s*\d+)*\.?(?![\d,]*\s*[가-힣%])"
)
_DIGITS: Final = r"\d+(?:[,.]\d+)*"
_AMOUNT: Final = (
    rf"(?:{_DIGITS}\s?[조억만천](?=[\s\d])\s?)*{_DIGITS}(?:\s?(?:[조억만천]|백만)+)?(?:\s?(?:원|%p|%))?"
)
_RUN: Final = re.compile(f"(?P<no>{_NO_FIGURE})|(?P<figure>{_AMOUNT})")


def wheres(rows: Rows) -> tuple[Where, ...]:
    """Where rows stand, each once."""
    return tuple(dict.fromkeys(each if isinstance(each, Where) else each.where for each in rows))


def ref(shown: object, rows: Rows, formula: str = "") -> Markup:
    """What is shown of a figure, marked with the rows it is from and, where it was computed, how."""
    found = wheres(rows)
    if not found and not formula:
        return escape(shown)
    behind = json.dumps([[each[:2] for each in found], formula], ensure_ascii=False)
    return Markup('<a class="ref" data-ref="{}">{}</a>').format(behind, shown)


def ref_figures(text: str | None, rows: Rows, formula: str = "") -> Markup:
    """A text of the data with every figure in it marked; dates, ordinals and telephones are none."""
    rows, made, at = tuple(rows), Markup(), 0
    for found in _RUN.finditer(text or ""):
        if found["figure"]:
            made += escape((text or "")[at : found.start()]) + ref(found["figure"], rows, formula)
            at = found.end()
    return made + escape((text or "")[at:])
