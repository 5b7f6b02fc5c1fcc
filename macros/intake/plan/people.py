"""Who answers: departments, roles and office phones. Names are gone before this reads anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.check.privacy import ROLES
from macros.intake.document import Table
from macros.intake.plan.account import Account, Spot
from macros.intake.plan.names import HIDDEN
from macros.intake.plan.shape import Contact, Plan
from macros.intake.plan.words import LABELS, NAME_HEADS, PHONE_HEADS, ROLE_HEADS
from macros.language import squash

_ROLE = "|".join(sorted(ROLES, key=len, reverse=True))
_PHONE = re.compile(r"\(?(0[0-9]{1,2})?\)?[-.\s]?([0-9]{3,4})[-.]([0-9]{4})(?![0-9])")
_SHORT_PHONE = re.compile(r"(?:내선)?[0-9]{4}")
_AROUND = re.compile(rf"[☎☏()\s,:：/|·-]|[Tt][Ee][Ll]\.?|전화(?:번호)?|연락처|{HIDDEN}|내선")
_IN_LINE = re.compile(rf"((?:[가-힣A-Za-z0-9·]+\s)*?[가-힣A-Za-z0-9·]*(?:{_ROLE}))(?![가-힣])")


def is_role(text: str) -> bool:
    """Whether a cell names a role and nothing else."""
    return len(squash(text)) <= 20 and squash(text).endswith(tuple(ROLES))


def _role(text: str) -> str:
    return squash(text).replace(HIDDEN, "")


def phone_of(text: str) -> str:
    """The office phone in a text with hyphens, as printed otherwise; nothing if there is none."""
    if found := _PHONE.search(text):
        return "-".join(part for part in found.groups() if part)
    plain = _AROUND.sub("", text)
    return plain if _SHORT_PHONE.fullmatch(plain) else ""


def is_people(table: Table) -> bool:
    """Whether a table says who answers."""
    texts = [text for row in table.rows for text in row.texts]
    return any(is_role(text) or squash(text) in NAME_HEADS for text in texts) and any(
        phone_of(text) or text == HIDDEN or "☎" in text for text in texts
    )


def read_people(block: int, table: Table, plan: Plan, account: Account) -> None:
    """Departments and contacts of a table: roles with the phone behind them, or under headers such as 직위."""
    head: dict[int, str] = {}
    columns: dict[int, list[str]] = {}
    for r, row in enumerate(table.rows):
        texts = [("" if cell.spanned else cell.text) for cell in row.cells]
        words = [squash(text).lower() for text in texts]
        roles = [c for c, text in enumerate(texts) if is_role(text)]
        if sum(word in NAME_HEADS | PHONE_HEADS | ROLE_HEADS for word in words) > 1 and not any(
            map(phone_of, texts)
        ):
            head = {c: word for c, word in enumerate(words) if word}
            columns = {}
            known = NAME_HEADS | PHONE_HEADS | ROLE_HEADS | {"부서"}
            said = [
                c
                for c, word in head.items()
                if word in known or LABELS.get(word) == "department" or is_role(word)
            ]
            _take(block, r, said, account)
        elif len(roles) > 1 and not any(phone_of(text) or text == HIDDEN for text in texts):
            columns = {c: [_role(texts[c]), ""] for c in roles}
            _take(block, r, [*roles, *([0] if words[0] in ROLE_HEADS else [])], account)
        elif columns and words[0] in NAME_HEADS | PHONE_HEADS:
            for c, pair in columns.items():
                if c < len(texts) and phone_of(texts[c]):
                    pair[1] = phone_of(texts[c])
                    _take(block, r, [c], account)
            _take(block, r, [0, *(c for c, text in enumerate(texts) if text == HIDDEN)], account)
            if words[0] in PHONE_HEADS:
                plan.contacts += [Contact(role, phone) for role, phone in columns.values()]
                columns = {}
        elif head:
            _headed(block, r, texts, head, plan, account)
        else:
            _row(block, r, texts, plan, account)
    plan.contacts += [Contact(role, phone) for role, phone in columns.values()]


def _take(block: int, row: int, cells: Sequence[int] | range, account: Account) -> None:
    for c in cells:
        account.take(Spot(block, row, c), "담당")


def _department(text: str, plan: Plan) -> bool:
    if plan.department and plan.department != squash(text):
        return False
    plan.department = squash(text)
    return True


def _headed(
    block: int, r: int, texts: Sequence[str], head: dict[int, str], plan: Plan, account: Account
) -> None:
    """A row under headers."""
    role = phone = ""
    for c, text in enumerate(texts):
        word = head.get(c, "")
        if not squash(text):
            continue
        if LABELS.get(word) == "department" or word == "부서":
            if not _department(text, plan):
                continue
        elif word in ROLE_HEADS or is_role(text):
            role = _role(text)
        elif phone_of(text):
            phone = phone_of(text)
        elif text != HIDDEN:
            continue
        _take(block, r, [c], account)
    if role or phone:
        plan.contacts.append(Contact(role or "담당자", phone))


def _row(block: int, r: int, texts: Sequence[str], plan: Plan, account: Account) -> None:
    """A row of roles, each with what follows it."""
    role, phone, last = "", "", ""
    for c, text in enumerate(texts):
        if not squash(text):
            continue
        label = LABELS.get(squash(text))
        if last == "department":
            if _department(text, plan):
                _take(block, r, [c], account)
            last = ""
        elif label == "department":
            last = label
            _take(block, r, [c], account)
        elif is_role(text):
            if role:
                plan.contacts.append(Contact(role, phone))
            role, phone = _role(text), ""
            _take(block, r, [c], account)
        elif role and phone_of(text) and not phone:
            phone = phone_of(text)
            _take(block, r, [c], account)
            if rest := _AROUND.sub("", _PHONE.sub("", text, count=1)) if _PHONE.search(text) else "":
                account.rest(Spot(block, r, c), rest)
        elif text == HIDDEN or squash(text) in PHONE_HEADS:
            _take(block, r, [c], account)
    if role:
        plan.contacts.append(Contact(role, phone))


def read_line(spot: Spot, text: str, plan: Plan, account: Account) -> bool:
    """A line such as `교통과장 ○○○ (☎ 02-000-0000)`; False where it names no role with a name or a phone."""
    found = list(_contacts(text))
    if not found or not (phone_of(text) or HIDDEN in text):
        return False
    plan.contacts += [contact for contact, _, _ in found]
    account.take(spot, "담당")
    rest = text
    for _, begin, end in reversed(found):
        rest = rest[:begin] + rest[end:]
    if _AROUND.sub("", rest):
        account.rest(spot, " ".join(rest.split()).strip(" ,/|·:()☎☏-"))
    return True


def _contacts(text: str) -> Iterator[tuple[Contact, int, int]]:
    roles = list(_IN_LINE.finditer(text))
    for n, each in enumerate(roles):
        stop = roles[n + 1].start() if n + 1 < len(roles) else len(text)
        phone = _PHONE.search(text, each.end(), stop)
        written = "-".join(part for part in phone.groups() if part) if phone else ""
        yield Contact(squash(each[1]), written), each.start(), phone.end() if phone else each.end()
