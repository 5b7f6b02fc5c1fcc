"""Takes the names of people out of a document before anything else reads it.

A name stands beside a role, a telephone or a heading that says so. What is taken out is shown as ○○○.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from macros.check.privacy import MOBILE, RESIDENT, ROLES, SPACED, SURNAMES, is_spaced_name
from macros.intake.document import Cell, Document, Line, Row, Table
from macros.intake.plan.account import Spot, texts_of
from macros.intake.plan.words import KNOWN, NAME_HEADS, PHONE_HEADS
from macros.language import squash

HIDDEN = "○○○"
_PHONE = r"(?:☎|☏|📞|[Tt][Ee][Ll]\.?|전화|\(?0[0-9]{1,2}[-)]|[0-9]{3,4}-[0-9]{4})"
_ROLE = "|".join(sorted(ROLES, key=len, reverse=True))
_DOUBLE = "남궁|황보|제갈|사공|선우|서문|독고|동방"
_ONE = f"[{''.join(sorted(SURNAMES))}]"
_NAME = rf"(?:{_ONE}\s?[가-힣]\s?[가-힣]|(?:{_DOUBLE})\s?[가-힣](?:\s?[가-힣])?)"
_SHORT = rf"(?:{_NAME}|{_ONE}\s?[가-힣])"
_AFTER = r"(?=(?:님|외|께서|에게|이?라고|[이가은는와과을를의도])?(?![가-힣]))"
_BEFORE = r"(?<![가-힣])"
# titles that also stand in sentences without a person; before them only words that do not end as bodies do
_TITLES = "제안자|제안인|이장|통장|반장|대표|교수|회장|의원|박사|간사|총무|자문위원|씨"
_NO_BODY = r"(?<![회단체인부자가업사장원합계층별])"
_PATTERNS = (
    rf"(?:{_ROLE})\s*[:：(]\s*({_SHORT}){_AFTER}",
    rf"(?:{_ROLE})\s+({_NAME}){_AFTER}",
    rf"{_BEFORE}({_NAME})\s*\(?\s*(?:{_ROLE}){_AFTER}",
    rf"(?:{_TITLES})\s+({_NAME}){_AFTER}",
    rf"{_BEFORE}({_NAME}){_NO_BODY}\s*(?:{_TITLES}){_AFTER}",
    rf"{_BEFORE}({_NAME})\s*[(,:/]?\s*{_PHONE}",
    rf"{_BEFORE}(?:담당|작성|확인|검토|결재|문의|책임|총괄|실무|정|부)\s*[:：]\s*({_NAME}){_AFTER}",
    rf"(?:성명|이름|성함)\s*[:：]?\s*({_SHORT}){_AFTER}",
)
_BESIDE = tuple(re.compile(pattern) for pattern in _PATTERNS)
_NO_NAME = frozenset(("연락처", "전화번", "문의처", "담당자", "주무관", "사무실", "안내처"))
_NO_NAME_ENDS = ("과", "팀", "처", "는", "를")
# names side by side: 참여자: 홍길동, 성춘향; what people are called together (이용자, 주민들) is no name
_ROLL = re.compile(
    rf"(?:참여자|참석자|참가자|위원|구성원|명단|팀원|실무자|담당자?|작성자?|확인자?)\s*[:：]\s*((?:{_NAME}\s*[,·ㆍ/、]\s*)+{_NAME})(?![가-힣])"
)
_BETWEEN = r"\s*(?:\([^()]*\))?\s*[,·ㆍ/、]\s*"
_GENERIC_ENDS = tuple("자들민체회관실국소청단과팀처생층")
_ENDS = r"(?=\s*(?:[,·ㆍ/、()☎☏]|[0-9]|$))"
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONG_UNIT = re.compile(r"[가-힣A-Za-z0-9·]{4,}(?:과|팀|실|국|소|센터|담당관|본부|관|단|청|부)")


class Masked(NamedTuple):
    """A document without names: how many were taken out, and from where."""

    document: Document
    spots: frozenset[Spot]
    hidden: int


def without_names(document: Document, own: str, no_names: Iterable[str] = ()) -> Masked:
    """The document with ○○○ for each name, mobile phone and resident number.

    `own` are the names of the place, each without spaces (안 산 시 is no name); `no_names` are words that a person
    said are none.
    """
    allowed = {*(squash(word) for word in no_names), *_NO_NAME}
    # the head of the place: 가온시장
    head = re.compile(
        rf"(?:{'|'.join(re.escape(f'{name}장') for name in own.split() if name)})\s+({_NAME}){_AFTER}"
    )

    def is_word(text: str) -> bool:
        joined = squash(text)
        return (
            joined in allowed
            or joined in KNOWN
            or joined in squash(own)
            or joined.endswith((*_NO_NAME_ENDS, *ROLES))
        )

    found = {
        squash(name)
        for block in document.blocks
        for name in (_in_line(block, is_word) if isinstance(block, Line) else _in_table(block, is_word))
    } | {
        squash(name)
        for text in texts_of(document).values()
        for name in head.findall(text.text)
        if own and not is_word(name)
    }
    found |= _neighbours([text.text for text in texts_of(document).values()], found, is_word)
    cells = {
        (n, r, c)
        for n, block in enumerate(document.blocks)
        if isinstance(block, Table)
        for r, c in _name_cells(block, is_word)
    }
    spots: set[Spot] = set()

    def masked(text: str, spot: Spot) -> str:
        new = HIDDEN if spot in cells and squash(text) else _hide(text, found, own, is_word)
        if new != text:
            spots.add(spot)
        return new

    blocks: list[Line | Table] = []
    for n, block in enumerate(document.blocks):
        if isinstance(block, Line):
            blocks.append(replace(block, text=masked(block.text, Spot(n))))
            continue
        rows = tuple(
            Row(
                row.at,
                tuple(
                    Cell(masked(cell.text, Spot(n, r, c)), cell.spanned) for c, cell in enumerate(row.cells)
                ),
            )
            for r, row in enumerate(block.rows)
        )
        blocks.append(Table(rows, block.exact))
    return Masked(Document(document.name, tuple(blocks)), frozenset(spots), len(spots))


def _in_line(line: Line, is_word: Callable[[str], bool]) -> Iterator[str]:
    yield from _beside(line.text, is_word)


def _in_table(table: Table, is_word: Callable[[str], bool]) -> Iterator[str]:
    for r, c in _name_cells(table, is_word):
        text = table.rows[r].cells[c].text
        for each in re.split(r"[,·ㆍ/、\n]|\([^()]*\)", text):
            if re.fullmatch(r"[가-힣\s]+", each) and len(squash(each)) > 2 and not is_word(each):
                yield each
    for row in table.rows:
        for cell in row.cells:
            yield from _beside(cell.text, is_word)
        yield from _beside(" ".join(row.texts), is_word)


def _beside(text: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    for pattern in _BESIDE:
        for each in pattern.finditer(text):
            if not is_word(each[1]):
                yield each[1]
    for roll in _ROLL.finditer(text):
        names = re.split(r"\s*[,·ㆍ/、]\s*", roll[1])
        if not any(is_word(name) or squash(name).endswith(_GENERIC_ENDS) for name in names):
            yield from names


def _neighbours(texts: Iterable[str], names: Iterable[str], is_word: Callable[[str], bool]) -> set[str]:
    """The names that stand in a row with names already found."""
    found = {name for name in names if len(name) > 2}
    texts, new = tuple(texts), set(found)
    while new:
        known = "|".join(r"\s*".join(name) for name in sorted(new))
        beside = re.compile(
            rf"(?:{known}){_BETWEEN}({_NAME}){_ENDS}|{_BEFORE}({_NAME}){_BETWEEN}(?:{known})(?![가-힣])"
        )
        hits = {squash(hit[1] or hit[2]) for text in texts for hit in beside.finditer(text)}
        new = {name for name in hits if not is_word(name) and not name.endswith(_GENERIC_ENDS)} - found
        found |= new
    return found


def _hide(text: str, names: Iterable[str], own: str, is_word: Callable[[str], bool]) -> str:
    for name in sorted(names, key=len, reverse=True):
        spaced = r"\s*".join(name)
        bound = (_BEFORE, _AFTER) if len(name) < 3 else ("", "")
        text = re.sub(f"{bound[0]}{spaced}{bound[1]}", HIDDEN, text)
    for pattern in (RESIDENT, MOBILE, _MAIL):
        text = pattern.sub(HIDDEN, text)
    return SPACED.sub(
        lambda run: HIDDEN if is_spaced_name(run[0], squash(own)) and not is_word(run[0]) else run[0], text
    )


def _is_role(text: str) -> bool:
    joined = squash(text)
    return len(joined) <= 20 and joined.endswith(tuple(ROLES))


def _has_phone(text: str) -> bool:
    return re.search(_PHONE, text) is not None


def _name_cells(table: Table, is_word: Callable[[str], bool]) -> set[tuple[int, int]]:
    """The cells that hold names by where they stand: beside a role, under or beside 성명."""
    found: set[tuple[int, int]] = set()
    people = any(_has_phone(text) for row in table.rows for text in row.texts)

    def is_name(text: str) -> bool:
        joined = squash(text)
        if not joined or is_word(text) or re.search(r"[0-9]", joined) or _LONG_UNIT.fullmatch(joined):
            return False
        return people or re.fullmatch(_NAME, text.strip()) is not None

    for r, row in enumerate(table.rows):
        words = [squash(text) for text in row.texts]
        roles = [c for c, text in enumerate(row.texts) if _is_role(text)]
        for c in roles:
            follow = next(
                (k for k in range(c + 1, len(words)) if words[k] and not row.cells[k].spanned), None
            )
            if follow is not None and is_name(row.texts[follow]):
                found.add((r, follow))
        below = range(r + 1, len(table.rows))
        if words and words[0] in NAME_HEADS:
            found |= {(r, c) for c in range(1, len(words)) if is_name(row.texts[c])}
        for c, word in enumerate(words):
            header = word in NAME_HEADS or (
                word == "담당자" and any(other.lower() in PHONE_HEADS for other in words)
            )
            if header or (len(roles) > 1 and c in roles):
                found |= {
                    (k, c)
                    for k in below
                    if c < len(table.rows[k].cells)
                    and (is_name(t := table.rows[k].texts[c]))
                    and (header or re.fullmatch(_SHORT, t.strip()))
                }
    return found
