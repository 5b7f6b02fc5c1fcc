"""What the guard says of rows that changed places, and of corrections that tell of nothing."""

from __future__ import annotations

from macros.check.guard_words import quoted
from macros.check.rule import Found, cell
from macros.compute.claims import Claim
from macros.compute.difference import Difference, as_text
from macros.compute.ordering import Reordered
from macros.compute.telling import told_difference
from macros.language import Said, date_text
from macros.model import ROW_KEYS, Book, Row, columns, csv_line
from macros.problem import Where

_BLANK = Said("빈칸", "blank")


def told_order(before: Book, after: Book, each: Reordered) -> Found:
    """A row that counts only because of where it stands."""
    was = _row(before, after, each, each.was) if each.was else _BLANK
    now, owner = _row(before, after, each, each.now), after.commitments[each.commitment]
    of = f"{after.places[each.place].short} {owner.sheet.title}"
    message = Said(
        f"{of}: 같은 날을 말하는 행의 차례가 바뀌어 실리는 값이 달라집니다: {was.ko} → {now.ko}.",
        f"{each.commitment} {each.what}.csv: rows of one day changed places, and with them what is published: "
        f"{was.en} → {now.en}.",
    )
    tip = Said(
        "지난 행은 있던 차례대로 두고, 새 행은 맨 아래에 적으세요. 나중 값이면 기준일(as_of)을 출처에 적힌 대로 적었는지 보세요.",
        "Leave the rows that were there in their order and write new rows at the end. Look whether the as_of of a later "
        "value is what its source says.",
    )
    return Found(Where(each.now.where.path, each.now.where.line), message, tip)


def _row(before: Book, after: Book, each: Reordered, row: Row) -> Said:
    texts = {name: as_text(getattr(row, name)) for name in columns(type(row))}
    key, line = "/".join(texts[name] for name in ROW_KEYS[type(row)]), csv_line(texts.values())
    whole = Difference("added", each.what, each.place, each.commitment, key, after=line)
    return Said(quoted(told_difference(before, after, whole).what).ko, quoted(line).en)


def told_claim(each: Claim) -> Found:
    """A new correction that tells of nothing, or of a day on which it was not made."""
    row = each.row
    if each.since is not None:
        day = each.since.isoformat()
        message = Said(
            f"date(고친 날)가 이릅니다: ‘{row.date}’. {date_text(day)}의 자료에는 고치기 전의 값이 있었습니다.",
            f"date is too early: ‘{row.date}’. The data of {day} still had the value before.",
        )
        tip = Said("값을 고친 날을 적으세요.", "Write the day on which the value was put right.")
        return Found(cell(row, "date"), message, tip)
    at = f"{row.file} {row.key} {row.column}"
    was, told, now = (quoted(text) if text else _BLANK for text in (row.before, row.after, each.now))
    message = Said(
        f"이 정정이 말하는 고침이 자료에 없습니다: {at} {was.ko} → {told.ko}. 지금 자료의 값: {now.ko}.",
        f"The data has no such change: ‘{at}’ {was.en} → {told.en}. What stands there now: {now.en}.",
    )
    tip = Said(
        "고친 값을 자료에도 적었는지, key와 before와 after가 맞는지 보세요. 고친 것이 없으면 이 줄을 지우세요.",
        "Look whether the value was put right in the data too, and whether key, before and after are right. "
        "Delete the line if nothing was put right.",
    )
    return Found(cell(row, "after"), message, tip)
