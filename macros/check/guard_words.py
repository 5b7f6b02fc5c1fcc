"""What the guard says of a difference that no row tells of, and the row to add; what nobody but a person knows is left blank in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import BaseModel

from macros.check.rule import Found
from macros.compute.correcting import as_cell, value_cell
from macros.compute.differences import Difference, file_in_place, place_in
from macros.compute.naming import old_words, path_words, value_words
from macros.compute.silent import NewAim, Silent
from macros.compute.telling import BLANK, NO_CHANGE, UNTOLD, told_difference
from macros.language import CHANGE_FIELDS, NO_DATA, NOTHING_SAID, Said, amount, count, exact, year_text
from macros.model import ROW_KEYS, SHEETS, TABLES, Book, Change, Commitment, Correction, columns, csv_line
from macros.problem import Where, cut

_QUOTED: Final = 90  # letters of a value in a message; the row to add holds it whole
_REASON: Final = Said(
    "빈칸으로 둔 reason에 실제 까닭을 적으세요.", "write the real reason in reason, left blank here."
)
_STATED: Final = Said(
    "빈칸으로 둔 date, reason, source를 출처에서 옮겨 적으세요. 이유가 출처에 없으면 reason에 ‘출처에 이유 없음’이라고 적으세요.",
    "write date, reason and source, left blank here, as the source says. Write ‘출처에 이유 없음’ as reason if it gives none.",
)


@dataclass(frozen=True)
class Words:
    """Both sides, the day that a correction bears, and the files of `after` that could not be read whole."""

    before: Book
    after: Book
    as_of: date
    unread: frozenset[str]

    # what was not read is not missing

    def was_read(self, each: Silent) -> bool:
        """Whether a difference is one, and no error of reading."""
        was = each.difference
        if was.what == "place":
            return not any(path.startswith(f"data/{was.place}/") for path in self.unread)
        if was.kind == "removed" and was.before_row and was.before_row.path in self.unread:
            return False
        return each.rule == "commitment-gone" or self._rows_were_read(was.place)

    def aim_was_read(self, each: NewAim) -> bool:
        """Whether the rows beside a new figure, and those that could tell of it, were read."""
        return each.row.where.path not in self.unread and self._rows_were_read(each.place)

    def _rows_were_read(self, place: str) -> bool:
        return not {f"data/{place}/{name}" for name in ("changes.csv", "corrections.csv")} & self.unread

    # differences

    def difference(self, each: Silent, listed: Sequence[Difference]) -> Found:
        """A difference that asks for a row and has none. `listed`: all of them."""
        untold = _sentence(UNTOLD[each.rule])
        return Found(
            self._where(each.difference), self._moved(each.difference) + untold, self._tip(each, listed)
        )

    def _moved(self, was: Difference) -> Said:
        """Whose value it is, what it was and what it is."""
        owner, gone = was.commitment or was.place, Said("없음", "gone")
        if was.what == "place":
            return _arrow(Said("지역", "place"), quoted(was.before), gone)
        if was.what == "commitment" and was.kind == "removed":
            return _arrow(Said("공약 파일", owner), quoted(was.before), gone)
        if was.what == "commitment":
            kind, now = was.column == "kind", self.after.commitments[was.commitment]
            what = Said(
                f"{self.after.places[was.place].short} {now.sheet.title}, 공약 파일의 {'종류' if kind else '이름'}",
                f"{owner} {'kind' if kind else 'file name'}",
            )
            return _arrow(what, quoted(was.before), quoted(was.after))
        told = told_difference(self.before, self.after, was)
        table = f"{was.what}.csv" if f"{was.what}.csv" in TABLES else "sheet"
        named = " ".join((owner, table, *(f"‘{part}’" for part in (was.key, was.column) if part)))
        if was.kind == "removed":
            return Said(
                f"{told.of}, {_short(told.what)} → {gone.ko}. ",
                f"{named}: {quoted(was.before).en} → {gone.en}. ",
            )
        values = (_value(told.before, was.before), _value(told.after, was.after))
        return _arrow(Said(f"{told.of}, {told.what}", named), *values)

    def _where(self, was: Difference) -> Where:
        """Where the value stands now; of what is gone the line that it stood on, as far as the file goes."""
        if was.what in ("place", "commitment"):
            row = was.after_row or was.before_row
            return Where(row.path if row else "", 0)
        if was.what == "sheet":
            if was.after_row:
                return was.after_row
            return place_in(self.after.commitments[was.commitment].sheet, was.column)
        name = f"{was.what}.csv"
        if was.after_row:
            names = columns(TABLES[name])
            return Where(was.after_row.path, was.after_row.line, names.index(was.column) + 1)
        last = max((row.where.line for row in self.after.places[was.place].tables.get(name, ())), default=1)
        return Where(f"data/{was.place}/{name}", min(was.before_row.line if was.before_row else 1, last))

    # what to do

    def _tip(self, each: Silent, listed: Sequence[Difference]) -> Said:
        was = each.difference
        if each.rule == "place-gone":
            return Said(
                f"data/{was.place}/ 폴더를 되살리세요. 폴더 이름은 페이지의 주소라 바꾸지 않습니다.",
                f"Bring the folder data/{was.place}/ back. Its name is an address of pages and does not change.",
            )
        if each.rule == "commitment-gone":
            return self._bring_back(was, listed)
        into, row = self._into(was.place, Correction), self._correction(was)
        if each.rule == "commitment-moved":
            return Said(
                "되돌리세요. 파일과 폴더의 이름은 페이지의 주소라, 바꾸면 걸어 둔 링크가 끊깁니다. 잘못 지은 이름이라 꼭 바꿔야 하면 "
                f"{into.ko} 맨 아래에 다음 줄을 더하고 {_REASON.ko}\n{row}",
                "Undo it: the names of file and folder are the address of a page, and links to it would break. If the name "
                f"was wrong and has to change, add this line at the end of {into.en} and {_REASON.en}\n{row}",
            )
        if each.rule == "name-changed":
            return Said(
                "되돌리세요. 이름(id)은 장부의 행과 내려받는 자료가 서로 가리키는 데 쓰입니다. 잘못 지은 이름이라 꼭 바꿔야 하면 "
                f"{into.ko} 맨 아래에 다음 줄을 더하고 {_REASON.ko}\n{row}",
                "Undo it: rows of the ledgers and what is downloaded point to each other by it. If the name was wrong and "
                f"has to change, add this line at the end of {into.en} and {_REASON.en}\n{row}",
            )
        if not each.field and was.kind == "removed" and f"{was.what}.csv" in TABLES:
            which, path = self._which(was), f"data/{was.place}/{was.what}.csv"
            return Said(
                f"실수로 지웠으면 {path}에 이 줄을 제자리에 되살리세요.\n{was.before}\n잘못 옮긴 줄이라 뺐으면 그 대신 {into.ko} 맨 아래에 다음 줄을 "
                f"더하고 {_REASON.ko} {which.ko}".rstrip()
                + f"\n{row}",
                f"If it went by mistake, bring this line of {path} back to its place.\n{was.before}\nIf it was copied wrong "
                f"and had to go, add this line at the end of {into.en} instead and {_REASON.en} {which.en}".rstrip()
                + f"\n{row}",
            )
        if not each.field:
            which = self._which(was)
            return Said(
                f"잘못 옮긴 것을 바로잡았으면 {into.ko} 맨 아래에 다음 줄을 더하고 {_REASON.ko} {which.ko}"
                f"아니면 되돌리세요. 새로 나온 값은 지난 행을 두고 새 행으로 더합니다.\n{row}",
                f"If a mistake of copying was put right, add this line at the end of {into.en} and {_REASON.en} {which.en}"
                f"Otherwise undo it; a new figure is a new row beside the old one.\n{row}",
            )
        changes, change = self._into(was.place, Change), self._change(each)
        return Said(
            f"기관이 바꾼 것이면 {changes.ko} 맨 아래에 다음 줄을 더하고 {_STATED.ko}\n{change}\n"
            f"잘못 옮긴 것을 바로잡았으면 그 대신 {into.ko} 맨 아래에 다음 줄을 더하고 {_REASON.ko}\n{row}",
            f"If the authority changed it, add this line at the end of {changes.en} and {_STATED.en}\n{change}\n"
            f"If a mistake of copying was put right, add this line at the end of {into.en} instead and {_REASON.en}\n{row}",
        )

    def _bring_back(self, was: Difference, listed: Sequence[Difference]) -> Said:
        old = next(each for each in self.before.places[was.place].commitments if each.id == was.key)
        rows = sum(1 for each in listed if each.commitment == was.commitment and each.kind == "removed") - 1
        also = Said(
            f" 함께 지운 장부의 행 {rows}개도 되살리세요.",
            f" Bring its rows of the ledgers back too ({rows}).",
        )
        into = self._into(was.place, Change)
        row = _change_row(old, "dropped", "", old.sheet.title, CHANGE_FIELDS["dropped"])
        back = Said(f"{old.path} 파일을 되살리세요.", f"Bring the file {old.path} back.")
        dropped = Said(
            f" 폐기하거나 합친 공약이면 파일을 두고 {into.ko} 맨 아래에 다음 줄을 더하세요. 합쳤으면 field는 merged입니다. "
            f"{_STATED.ko}\n{row}",
            f" If it was given up or merged, keep the file and add this line at the end of {into.en}, with the field merged "
            f"where it was merged, and {_STATED.en}\n{row}",
        )
        return back + (also if rows else NOTHING_SAID) + dropped

    def _into(self, place: str, row: type[BaseModel]) -> Said:
        """A ledger that a row goes into, with its header where it may not be there yet."""
        name = next(file for file, kind in TABLES.items() if kind is row)
        path = f"data/{place}/{name}"
        if place in self.after.places and self.after.places[place].tables.get(name):
            return Said(path, path)
        header = ",".join(columns(row))
        return Said(
            f"{path}(없으면 첫 줄이 {header}인 새 파일)",
            f"{path} (if there is none, a new file that begins with {header})",
        )

    def _correction(self, was: Difference) -> str:
        """The row of corrections.csv that tells of a difference, its reason left blank."""
        cells = {
            "date": self.as_of.isoformat(),
            "file": f"{was.what}.csv",
            "key": was.key,
            "column": was.column,
        }
        cells |= {"before": was.before, "after": was.after}
        if was.what in ("sheet", "commitment"):
            commitment = self.after.commitments[was.commitment]
            cells |= {"file": file_in_place(commitment), "key": commitment.id}
        elif was.kind == "removed":
            row = TABLES[cells["file"]]
            held = dict(zip(columns(row), next(csv.reader([was.before])), strict=True))
            cells["column"], cells["before"] = value_cell(was.what, held)
        return _line(Correction, cells)

    def _change(self, each: Silent) -> str:
        """The row of changes.csv that holds the old value of a sheet; date, reason and source left blank."""
        was = each.difference
        commitment = self.after.commitments[was.commitment]
        raw = path_words(SHEETS["commitment"], was.column)
        after = value_words(was.column, was.after) or "없앰"
        return _change_row(commitment, each.field, raw, old_words(was), after)

    def _which(self, was: Difference) -> Said:
        """That the reason has to tell rows of one key apart."""
        place, name = self.before.places.get(was.place), f"{was.what}.csv"
        rows = place.tables.get(name, ()) if place and name in TABLES else ()
        keys = ["/".join(str(getattr(row, part) or "") for part in ROW_KEYS[type(row)]) for row in rows]
        if keys.count(was.key) < 2:
            return NOTHING_SAID
        return Said(
            "코드 열이 같은 행이 여럿이니 reason에 어느 행인지(기준일) 함께 적으세요. ",
            "Say in reason which row is meant (its as_of), for several have these codes. ",
        )

    # plans and targets

    def new_aim(self, each: NewAim) -> Found:
        """Planned money or a target that a new row replaced, and no row of changes.csv tells of."""
        commitment, place = self.after.commitments[each.commitment], self.after.places[each.place]
        if each.field == "planned":
            raw, column = CHANGE_FIELDS["planned"], "amount_million_krw"
            name = "계획 총계" if each.whole else "계획 총계는 같은데 나눈 금액이 다름"
        else:
            about = commitment.sheet.indicators.get(each.indicator)
            raw = about.name if about else each.indicator
            column = "target" if isinstance(each.cells[0][2], Decimal) else "target_text"
            name = f"‘{raw}’ 목표"
        pairs = [
            (self._at(each, at), self._said(each, old), self._said(each, new)) for at, old, new in each.cells
        ]
        plain = ", ".join(f"{at} from {_plain(old)} to {_plain(new)}" for at, old, new in each.cells)
        message = Said(
            f"{place.short} {commitment.sheet.title}, {name}: {_joined(f'{at} {old} → {new}' for at, old, new in pairs)}. ",
            f"{each.commitment}, {each.field} ({each.indicator or 'million won'}): {plain}. ",
        )
        row = _change_row(
            commitment,
            each.field,
            raw,
            _joined(f"{at} {old}" for at, old, _ in pairs),
            _joined(f"{at} {new}" for at, _, new in pairs),
        )
        into = self._into(each.place, Change)
        tip = Said(
            f"{into.ko} 맨 아래에 다음 줄을 더하고 {_STATED.ko} "
            f"바뀐 것이 아니면 새로 옮긴 값을 출처와 다시 견주세요.\n{row}",
            f"Add this line at the end of {into.en} and {_STATED.en} "
            f"If nothing changed, compare the new figure with its source again.\n{row}",
        )
        if each.rule == "plan-unexplained" and each.cells[0][2] is None:
            tip = _WHOLE_TABLE + tip
        where = Where(each.row.where.path, each.row.where.line, columns(type(each.row)).index(column) + 1)
        return Found(where, message + _sentence(NO_CHANGE), tip)

    def _at(self, each: NewAim, at: str) -> str:
        """A cell of a plan or the year of a target, in words; nothing for the total."""
        year, _, fund = at.partition("/")
        parts = [year_text(year)] if year != "total" else []
        parts += [self.after.fund_label(each.place, fund)] if fund not in ("", "total") else []
        return " ".join(parts)

    def _said(self, each: NewAim, value: Decimal | str | None) -> str:
        if value is None:
            return NO_DATA if each.field == "planned" else BLANK
        if isinstance(value, str):
            return value
        if each.field == "planned":
            return amount(value)
        about = self.after.commitments[each.commitment].sheet.indicators.get(each.indicator)
        return count(value, (about.unit if about else None) or "")


_WHOLE_TABLE: Final = Said(
    "바뀐 칸만이 아니라 투자계획표 전체를 새 기준일로 적으세요. ",
    "Write the whole table of the plan under the new as_of, not only the cells that changed. ",
)


def _line(row: type[BaseModel], cells: Mapping[str, str]) -> str:
    """A row of a ledger as it is typed."""
    return csv_line(as_cell(cells.get(name, "")) for name in columns(row))


def _change_row(commitment: Commitment, field: str, raw: str, before: str, after: str) -> str:
    cells = {"commitment": commitment.id, "field": field, "field_raw": raw, "before": before, "after": after}
    return _line(Change, cells)


def _short(text: str) -> str:
    return cut(" ".join(text.split()), _QUOTED)


def quoted(text: str) -> Said:
    """A value in ‘…’, cut short."""
    return Said(f"‘{_short(text)}’", f"‘{_short(text)}’")


def _value(said: str, typed: str) -> Said:
    """A value in words and as it is typed, nothing but the word for it where there is none."""
    return Said(quoted(said).ko, quoted(typed).en) if typed else Said(said, "nothing")


def _arrow(what: Said, before: Said, after: Said) -> Said:
    return Said(
        f"{what.ko}: {before.ko} → {after.ko}. ",
        f"{what.en}: {before.en} → {after.en}. ",
    )


def _sentence(untold: Said) -> Said:
    return Said(f"{untold.ko}.", f"{untold.en[0].upper()}{untold.en[1:]}.")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part.strip() for part in parts)


def _plain(value: Decimal | str | None) -> str:
    if value is None:
        return "nothing"
    return f"‘{value}’" if isinstance(value, str) else exact(value)
