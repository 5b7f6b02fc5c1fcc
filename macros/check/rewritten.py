"""What was written over or taken away where no row is asked for: told, so that a slip does not pass unseen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from macros.check.rule import Found
from macros.compute.differences import Difference, place_in
from macros.compute.silent import IN_PLACE, KEPT_TABLES
from macros.compute.telling import told_difference
from macros.language import Said
from macros.model import TABLES, Book, columns
from macros.problem import Where, cut

_QUOTED: Final = 90
# what other figures stand on, by table: the column of a source, the path of a value of a YAML file
_FACTS: Final = {
    "sources": re.compile(r"published|kind"),
    "place": re.compile(r"level|code|coverage\[.*\](\.(term|pledges_total))?"),
    "site": re.compile(r"terms\[.*\](\.(start|end))?"),
    "terms": re.compile(r"(statuses|measures|funds)\.[^.]+(\.(ko|definition))?"),
}
_PUBLISHED: Final = Said(
    "펴낸 판은 인용한 사람이 다시 찾도록 그대로 남깁니다. 되돌리고, 고친 자료는 새 판으로 펴내세요.",
    "A published edition stays, for those who cite it. Take this back and publish what was put right as a new edition.",
)
_LOOK: Final = Said(
    "뜻한 대로 고쳤으면 그대로 두세요. 아니면 되돌리세요.",
    "Leave it as it is if it was meant. Otherwise undo it.",
)


def rewritten(
    before: Book, after: Book, listed: Iterable[Difference], unread: Collection[str]
) -> Iterator[tuple[str, Found]]:
    """Values of the site, its words, places, sources and sheets that are others or gone, where no row has to say so.

    Each with its rule: `edition-gone`, `fact-rewritten` where other figures stand on it, else `value-rewritten`.
    `listed` are all differences of the two. Nothing is said of the files `unread`, nor of what only filled a gap.
    """
    for each in listed:
        if each.kind == "added" or each.correction or each.what in KEPT_TABLES | {"commitment"}:
            continue
        whole_place = each.what == "place" and not each.column
        first = re.split(r"[.\[]", each.column, maxsplit=1)[0]
        kept = each.what == "sheet" and (first == "pledged" or first in IN_PLACE)
        if whole_place or not each.before or (kept and not each.column.endswith(".name_en")):
            continue
        where = _where(after, each)
        if where.path not in unread:
            rule = _rule(each)
            tip = _PUBLISHED if rule == "edition-gone" else _LOOK
            yield rule, Found(where, _moved(before, after, each), tip)
    steps = [tuple(rung.code for rung in book.terms.ladder) for book in (before, after)]
    if steps[0] != steps[1] and set(steps[0]) == set(steps[1]):
        old, new = (", ".join(codes) for codes in steps)
        message = Said(f"목표의 세기의 차례: ‘{old}’ → ‘{new}’.", f"The order of ladder: ‘{old}’ → ‘{new}’.")
        yield "fact-rewritten", Found(after.where(after.terms, "ladder"), message, _LOOK)


def _rule(each: Difference) -> str:
    if each.what == "editions" and each.column != "note":
        return "edition-gone"
    fact = _FACTS.get(each.what)
    return "fact-rewritten" if fact and fact.fullmatch(each.column) else "value-rewritten"


def _moved(before: Book, after: Book, each: Difference) -> Said:
    """Whose value it is, what it was and what it is."""
    told = told_difference(before, after, each)
    table = f"{each.what}.csv" if f"{each.what}.csv" in TABLES else each.what
    owner = " ".join(part for part in (each.commitment or each.place, table) if part)
    named = " ".join((owner, *(f"‘{part}’" for part in (each.key, each.column) if part)))
    label = ", ".join(part for part in (told.of, told.what if each.kind == "changed" else "") if part)
    was = cut(each.before, _QUOTED)
    now = Said(f"‘{cut(each.after, _QUOTED)}’", f"‘{cut(each.after, _QUOTED)}’") if each.after else _GONE
    return Said(f"{label}: ‘{was}’ → {now.ko}.", f"{named}: ‘{was}’ → {now.en}.")


_GONE: Final = Said("없음", "gone")


def _where(after: Book, each: Difference) -> Where:
    """Where the value stands now; of what is gone the line that it stood on, as far as the file goes."""
    if each.after_row is None and each.column and (sheet := _sheet(after, each)) is not None:
        return place_in(sheet, each.column)
    row = each.after_row or each.before_row
    if row is not None and each.what == "sources" and each.column:
        return Where(row.path, row.line, columns(TABLES["sources.csv"]).index(each.column) + 1)
    return row or Where("", 0)


def _sheet(after: Book, each: Difference) -> BaseModel | None:
    """The YAML file that a difference is in, as it is now."""
    if each.what == "sheet":
        return after.commitments[each.commitment].sheet
    if each.what == "place":
        return after.places[each.place].about
    return {"site": after.site, "terms": after.terms}.get(each.what)
