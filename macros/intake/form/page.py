"""The address of a page → the commitment that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from macros.intake.form.filled import Complaint, Filled, FormRefused
from macros.language import nearest
from macros.model import Book, Commitment


def commitment_of(filled: Filled, book: Book) -> Commitment:
    """The commitment whose page is named. Raises FormRefused."""
    found = commitment_at(filled["page"], book)
    if found is None:
        raise FormRefused(*_no_commitment(filled, book))
    return found


def commitment_at(address: str, book: Book) -> Commitment | None:
    """The commitment that an address leads to, whatever its host, its base path, or what stands after the page."""
    steps = _steps(address)
    pairs = (f"{steps[at]}/{steps[at + 1]}" for at in reversed(range(len(steps) - 1)))
    return next((book.commitments[key] for key in pairs if key in book.commitments), None)


def _steps(address: str) -> list[str]:
    try:
        path = urlsplit(address).path if "://" in address else re.split(r"[?#]", address, maxsplit=1)[0]
    except ValueError:
        path = address
    return [step for each in path.strip("<> ").split("/") if (step := unquote(each).strip())]


def _no_commitment(filled: Filled, book: Book) -> Iterator[Complaint]:
    steps = _steps(filled["page"])
    tip = "공약 페이지를 열고 주소를 그대로 붙여 넣으세요. 예: https://…/지역/공약/"
    if not filled["page"]:
        yield filled.complaint("page", "비어 있습니다.", tip)
        return
    near = nearest("/".join(steps[-2:]), book.commitments).ko
    if not near and steps and steps[-1] in book.places:
        message = f"{book.places[steps[-1]].name} 전체의 페이지라 어느 공약인지 알 수 없습니다."
    else:
        message = f"자료에 없는 공약의 주소입니다: ‘{filled['page'][:100]}’."
    yield filled.complaint("page", message + near, tip)
