"""What changed without a row that says so: the rule of “the past is kept”, for the guard and for what a change tells.

Ledgers and `pledged` change only with a row in corrections.csv. Title, period, indicators and what else a body said of
its plan are edited in place with a row in changes.csv that holds the old value, or with a correction. Planned money and
targets change by a new dated row with a row in changes.csv. A commitment never leaves. Pure; knows no messages.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

from macros.compute.correcting import added_rows, worth
from macros.compute.dated import dated_on, in_statements, newest
from macros.compute.differences import Difference, renamed
from macros.compute.money import Statement, latest, statements
from macros.compute.naming import old_words, path_words
from macros.compute.printed import says_amount, says_number
from macros.language import exact
from macros.model import SHEETS, Book, Change, ChangeField, Commitment, Place, Spending, Target
from macros.problem import Where

SilentRule = Literal[
    "place-gone",
    "commitment-gone",
    "commitment-moved",
    "name-changed",
    "ledger-removed",
    "ledger-changed",
    "pledged-changed",
    "title-changed",
    "period-changed",
    "indicator-changed",
    "stated-changed",
]
# tables whose rows are only ever added
KEPT_TABLES: Final = frozenset(
    {"spending", "targets", "outcomes", "statuses", "changes", "published_rates", "corrections"}
)
# what a body said of its plan beside title, period and indicators
STATED: Final = frozenset(
    {
        "no", "term", "classification", "stated", "participants", "actions", "roadmap", "milestones", "events",
    }
)  # fmt: skip
# first name of a path in a sheet → the rule, and the field of the row of changes.csv that may tell of it
IN_PLACE: Final[Mapping[str, tuple[SilentRule, ChangeField]]] = {
    "title": ("title-changed", "title"),
    "period": ("period-changed", "period"),
    "indicators": ("indicator-changed", "indicator"),
    **dict.fromkeys(STATED, ("stated-changed", "other")),
}
# letters below which a value may be a piece of anything
_SHORT: Final = 4
# changes that also explain another plan or target
_EXPLAINING: Final[Mapping[str, frozenset[str]]] = {
    "planned": frozenset({"planned", "merged", "dropped"}),
    "target": frozenset({"target", "indicator", "merged", "dropped"}),
}


@dataclass(frozen=True)
class Silent:
    """A difference that no row tells of. `field` is that of the row of changes.csv that could, "" where none can."""

    rule: SilentRule
    difference: Difference
    field: ChangeField | Literal[""] = ""


@dataclass(frozen=True)
class NewAim:
    """Figures of a plan that a new dated row replaced without a row in changes.csv.

    `field` planned: `cells` are `(year/fund, million won before, after)`, the total first and alone where it differs.
    `field` target: `cells` are `(year, target before, after)` of one `indicator`. None is a blank or no figure.
    `row` is the first of the new rows. `whole`: the total or a target is another one; else the same total is split
    in another way.
    """

    field: Literal["planned", "target"]
    place: str
    commitment: str
    indicator: str
    cells: tuple[tuple[str, Decimal | str | None, Decimal | str | None], ...]
    row: Spending | Target
    whole: bool = True

    @property
    def rule(self) -> Literal["plan-unexplained", "plan-shifted", "target-unexplained"]:
        """Under which name the guard tells of it."""
        if self.field == "target":
            return "target-unexplained"
        return "plan-unexplained" if self.whole else "plan-shifted"


# ── differences that no row tells of ────────────────────────────────────────────────────────


def silent(before: Book, after: Book, listed: Iterable[Difference]) -> tuple[Silent, ...]:
    """The differences among `listed` that ask for a row and have none; only rows that `before` did not have count.

    Printed digits are no change (300.0 is 300) but for published rates. What fills a gap of a sheet is news; a blank
    cell of a ledger was printed blank, so to fill it is a change. Rows that went with a place or a commitment are
    told with it.
    """
    found = []
    changes = _ChangeRows(before, after)
    all_of = tuple(listed)
    gone = {each.place for each in all_of if each.what == "place" and each.kind == "removed"}
    left = {each.commitment for each in all_of if each.what == "commitment" and each.kind == "removed"}
    for each in all_of:
        if each.kind == "added" or each.correction:
            continue
        if each.what == "place" and each.kind == "removed":
            found.append(Silent("place-gone", each))
        elif each.place in gone:
            continue
        elif each.what == "commitment":
            found.append(Silent("commitment-gone" if each.kind == "removed" else "commitment-moved", each))
        elif each.commitment in left:
            continue
        elif renames(each):
            found.append(Silent("name-changed", each))
        elif each.what in KEPT_TABLES:
            if each.kind == "removed":
                found.append(Silent("ledger-removed", each))
            elif worth(each.before) != worth(each.after) or each.column == "published_pct":
                found.append(Silent("ledger-changed", each))
        elif each.what == "sheet":
            found += _in_sheet(before, each, changes)
    return tuple(found)


def renames(each: Difference) -> bool:
    """Whether a difference is another id of a source or of an indicator."""
    if each.kind != "changed":
        return False
    source = each.what == "sources" and each.column == "id"
    return source or (each.what == "sheet" and re.fullmatch(r"indicators\.[^.]+", each.column) is not None)


def _in_sheet(before: Book, each: Difference, changes: _ChangeRows) -> Iterator[Silent]:
    first = re.split(r"[.\[]", each.column, maxsplit=1)[0]
    if each.kind == "changed" and worth(each.before) == worth(each.after):
        return
    if first == "pledged":
        old = changes.before(each.commitment)
        if old is not None and old.sheet.pledged is not None:
            yield Silent("pledged-changed", each)
    elif first in IN_PLACE and each.before and each.column.split(".")[-1] != "name_en":
        rule, field = IN_PLACE[first]
        if not changes.tell(each, field):
            yield Silent(rule, each, field)


class _ChangeRows:
    """The rows of changes.csv that are new, by commitment; those of a rejected change tell of nothing."""

    def __init__(self, before: Book, after: Book) -> None:
        self._after = after
        self._old: dict[str, Commitment] = {}
        for id, place in before.places.items():
            names = renamed(place, after.places.get(id))
            self._old |= {f"{id}/{names.get(each.id, each.id)}": each for each in place.commitments}

    def before(self, key: str) -> Commitment | None:
        """A commitment as it was, by the name that it has now."""
        return self._old.get(key)

    def added(self, key: str) -> tuple[Change, ...]:
        """The new rows of a commitment."""
        now, old = self._after.commitments.get(key), self._old.get(key)
        if now is None:
            return ()
        was = [row.model_copy(update={"commitment": now.id}) for row in old.changes] if old else []
        return tuple(row for row in added_rows(was, now.changes) if row.decision != "rejected")

    def tell(self, each: Difference, field: ChangeField) -> bool:
        """Whether a row holds the old value; an older row only where it names the new title as well."""
        forms = (old_words(each), *_forms(each))
        for row in self.added(each.commitment):
            if row.field == field and any(_tells(row, form, each.column) for form in forms):
                return True
        now = self._after.commitments.get(each.commitment)
        made = now.changes_made if now and field == "title" else ()
        return any(
            row.field == "title"
            and (worth(row.before), worth(row.after)) == (worth(each.before), worth(each.after))
            for row in made
        )


def _forms(each: Difference) -> Iterator[str]:
    """Other ways to write what was there."""
    if each.kind == "removed":
        named = re.search(r"\[(.+)\]$", each.column)
        yield each.before
        if named:
            yield named[1]
    else:
        yield each.before
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", each.before):
            yield exact(Decimal(each.before))


def _tells(row: Change, form: str, column: str) -> bool:
    """Whether a row says an old value. A short one or a bare number is in any text: its item has to be named."""
    if worth(row.before) == worth(form):
        return True
    plain = worth(form)
    if len(plain) < _SHORT or (re.fullmatch(r"[0-9.,-]+", plain) and not re.fullmatch(r"[0-9]{4}-.+", plain)):
        named = worth(row.field_raw or "")
        path = path_words(SHEETS["commitment"], column)
        label = path_words(SHEETS["commitment"], column, last=True).strip("‘’")
        if not named or (named != worth(path) and label not in named):
            return False
    return _holds(row.before, form)


def _holds(text: str, part: str) -> bool:
    """Whether a text says a part, and not as a piece of a longer number or word in Latin letters."""
    wanted = worth(part)
    if not wanted:
        return False
    if worth(text) == wanted:
        return True
    there = rf"(?<![0-9A-Za-z.,-]){re.escape(wanted)}(?![0-9A-Za-z]|[.,-][0-9])"
    return re.search(there, " ".join(text.split())) is not None


# ── plans and targets replaced by new rows ──────────────────────────────────────────────────


def new_aims(before: Book, after: Book, listed: Iterable[Difference]) -> Iterator[NewAim]:
    """Plans and targets that a new dated row replaced, where no row of changes.csv tells why.

    A row tells of it where it is new, or dated after the figure that was replaced: the change may have been known
    before its figures were. A first plan or target, and one older than the newest, replaces nothing.
    """
    new: dict[str, set[Where]] = {}
    for each in listed:
        if each.kind == "added" and each.what in ("spending", "targets") and each.after_row:
            new.setdefault(each.commitment, set()).add(each.after_row)
    changes = _ChangeRows(before, after)
    for key, rows in new.items():
        commitment, old = after.commitments.get(key), changes.before(key)
        if commitment is None or old is None:
            continue
        place = after.places[commitment.place]
        kept = replace(
            commitment,
            spending=tuple(row for row in commitment.spending if row.where not in rows),
            targets=tuple(row for row in commitment.targets if row.where not in rows),
        )
        added = changes.added(key)
        yield from _new_plan(commitment, kept, place, added)
        yield from _new_targets(commitment, kept, place, added)


class _Explaining:
    """The rows of changes.csv that may tell why figures of a commitment were replaced by new ones.

    A row that is new tells of them; an older one, of a change that was known before its figures, where it is dated
    after what they replace. The figure that a row gives has to be among the new ones. An older row without a figure
    tells of one replacement: as many as `replaced` are told of already.
    """

    def __init__(
        self,
        commitment: Commitment,
        field: Literal["planned", "target"],
        added: Sequence[Change],
        replaced: int,
    ) -> None:
        own = [row for row in commitment.changes_made if row.field in _EXPLAINING[field]]
        new = {id(row) for row in added}
        old = [row for row in own if id(row) not in new]
        self._field, self._spare = field, len(old) > replaced
        self._added, self._old = [row for row in added if row.field in _EXPLAINING[field]], old

    def explained(self, day: date, figures: Sequence[Decimal | None]) -> bool:
        """Whether one tells why `figures` replaced what was dated `day`."""
        for row in self._added:
            if self._says(row, figures) is not False:
                return True
        for row in self._old:
            said = self._says(row, figures)
            if said and row.date.last > day:
                return True
            if said is None and self._spare and row.date.first > day:
                return True
        return False

    def _says(self, row: Change, figures: Sequence[Decimal | None]) -> bool | None:
        """Whether the figure that a row gives is one of these; None where it gives none."""
        if row.field != self._field:
            return None  # merged, dropped, another indicator
        says = says_amount if self._field == "planned" else says_number
        return says(row.after, [each for each in figures if each is not None])


def _new_plan(
    commitment: Commitment, kept: Commitment, place: Place, added: Sequence[Change]
) -> Iterator[NewAim]:
    was, now = latest(kept, "planned", place), latest(commitment, "planned", place)
    old = {row.where for row in kept.spending}
    if was is None or now is None:
        return
    come = [row for row in now.rows if row.where not in old]
    printed = [each.total() for each in statements(kept, "planned", place)]
    replaced = sum(1 for one, other in pairwise(printed) if one != other)
    told = _Explaining(commitment, "planned", added, replaced)
    if not come or told.explained(dated_on(was.rows[0], place), _amounts(was, now)):
        return
    same = all(now.cell(row.year, row.fund) is was.cell(row.year, row.fund) for row in was.rows)
    if same and was.cell("total", "total") is None:
        return  # the rest of a statement that was not whole
    totals = (was.total(), now.total())
    values = [each.value if each else None for each in totals]
    row = next((each for each in come if (each.year, each.fund) == ("total", "total")), come[0])
    if values[0] is not None and values[0] != values[1]:
        yield NewAim("planned", place.id, commitment.key, "", (("total/total", values[0], values[1]),), row)
    elif cells := tuple(_other_cells(was, now)):
        yield NewAim("planned", place.id, commitment.key, "", cells, row, whole=False)


def _amounts(was: Statement, now: Statement) -> list[Decimal | None]:
    """What a row may give as the amount after a change: the new total or by how much it moved, else a cell."""
    totals = [each.value if (each := found.total()) else None for found in (was, now)]
    if totals[1] is None:
        return []
    if totals[0] is not None and totals[0] != totals[1]:
        return [totals[1], abs(totals[1] - totals[0])]
    return [totals[1], *(row.amount_million_krw for row in now.rows)]


def _other_cells(was: Statement, now: Statement) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """Cells that both statements have an amount in, another one each."""
    for row in was.rows:
        other = now.cell(row.year, row.fund)
        if other is None or was.cell(row.year, row.fund) is not row:
            continue
        old, new = row.amount_million_krw, other.amount_million_krw
        if old is not None and new is not None and old != new:
            yield f"{row.year}/{row.fund}", old, new


def _new_targets(
    commitment: Commitment, kept: Commitment, place: Place, added: Sequence[Change]
) -> Iterator[NewAim]:
    def by(row: Target) -> Hashable:
        return row.indicator, row.year

    was, now = newest(kept.targets, place, by), newest(commitment.targets, place, by)
    old = {row.where for row in kept.targets}
    found: dict[str, list[tuple[Target, Target]]] = {}
    told = _Explaining(commitment, "target", added, len(in_statements(kept.targets, place)) - 1)
    for key, row in now.items():
        other = was.get(key)
        if other is None or row.where in old or _aimed(other) == _aimed(row):
            continue
        if not told.explained(dated_on(other, place), [row.target]):
            found.setdefault(row.indicator, []).append((other, row))
    for indicator, pairs in found.items():
        cells = tuple((one.year, _aim(one), _aim(other)) for one, other in pairs)
        yield NewAim("target", place.id, commitment.key, indicator, cells, pairs[0][1])


def _aimed(row: Target) -> tuple[Decimal | None, str]:
    return row.target, worth(row.target_text or "")


def _aim(row: Target) -> Decimal | str | None:
    return row.target if row.target is not None else row.target_text
