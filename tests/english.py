"""What every English message and tip has to be: no Hangul but in quotation, and no empty word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.problem import LONGEST_MESSAGE, Problem

_QUOTED = re.compile(r"‘[^‘’]*’|\"[^\"]*\"")


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks, those inside others too."""
    while (shorter := _QUOTED.sub("", text)) != text:
        text = shorter
    return text


def not_english(problems: Iterable[Problem]) -> list[str]:
    """Messages and tips in English that are missing, are Korean, or do not end as a sentence ends."""
    wrong = []
    for each in problems:
        cut_short = len(each.message_en) == LONGEST_MESSAGE
        ends = cut_short or re.search(r"[.?’:]$", each.message_en)
        hangul = re.search("[가-힣ㄱ-ㅎ]", unquoted(each.message_en) + unquoted(each.tip_en))
        if not ends or not each.tip_en or (hangul and not cut_short):
            wrong.append(f"{each.rule}: {each.message_en} → {each.tip_en}")
    return wrong
