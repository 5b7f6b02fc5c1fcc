"""What travels from the site: the words of a link, and a light card of each commitment for other sites to embed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros import compute
from macros.compute import Money
from macros.language import COMMITMENT_KINDS, NO_DATA, amount
from macros.model import MEASURES, Commitment
from macros.pages import sentences
from macros.pages.frame import Marks, View, marks, render
from macros.pages.overview import KEYS

ROOM = 80  # letters that a search result or a link preview shows
SHOWN_SOURCES = 2


def description(view: View, commitment: Commitment) -> str:
    """A commitment in a line or two: what it is, its reported status, and its money, else what was reached."""
    place, sheet = view.place(commitment), commitment.sheet
    status = compute.status(commitment, place)
    label = f"기관이 밝힌 상태: {view.book.terms.statuses[status.status].ko}" if status else f"상태 {NO_DATA}"
    told = f"{place.short} {COMMITMENT_KINDS[commitment.kind]} ‘{sheet.title}’. {label}. "
    money = compute.money(commitment, place)
    fact = sentences.plain(sentences.money_told(commitment, money))
    if fact and len(told + fact) > ROOM:
        amounts = zip(MEASURES, (money.planned, money.secured, money.executed), strict=True)
        fact = ", ".join(f"{sentences.MEASURE_WORDS[m]} {amount(f.value)}" for m, f in amounts if f) + "."
    return told + (fact or _reached(commitment, money, compute.reached(commitment, place)))


def _reached(commitment: Commitment, money: Money, found: compute.Reached | None) -> str:
    if found is None and money.unstated:
        return "금액이 연도 없이 적혀 있고, 실적은 확인한 출처에 없습니다."
    if found is None:
        # a change may tell parts of the money in words
        told = any(row.field == "planned" for row in commitment.changes_made)
        return f"{'사업비 총액' if told else '금액'}과 실적은 확인한 출처에 없습니다."
    if found.unit == "가지":
        return f"지표 {found.value}{found.unit}의 실적이 적혀 있습니다."
    return f"실적은 {found.what} {found.text}입니다."


def embed_path(commitment: Commitment) -> str:
    """Where the card of a commitment stands."""
    return f"embed/{commitment.key}/"


def embed_files(view: View) -> Iterator[tuple[str, bytes]]:
    """The card of every commitment by site path, one after the other: there may be very many."""
    for commitment in view.book.commitments.values():
        yield f"{embed_path(commitment)}index.html", embed_card(view, commitment).encode("utf-8")


def embed_card(view: View, commitment: Commitment) -> str:
    """A whole page in one file: no script, no other file, light and dark."""
    place, sheet = view.place(commitment), commitment.sheet
    status = compute.status(commitment, place)
    money = compute.money(commitment, place)
    reached = compute.reached(commitment, place)
    signals = compute.signals(commitment, place, view.book, view.as_of)
    html = render(
        "embed.html",
        view,
        root="../../../",
        c=commitment,
        sheet=sheet,
        place=place,
        kind=COMMITMENT_KINDS[commitment.kind],
        status=status,
        said_by=view.source(place.id, status.source) if status else None,
        # said already, as the reported status
        signals=[each for each in signals if each.code != "no-status"],
        amounts=list(_amounts(view, commitment, money)),
        reached=reached,
        marks=_marks(view, commitment, money, reached),
        shown_sources=SHOWN_SOURCES,
    )
    return str(html)


def _amounts(view: View, commitment: Commitment, money: Money) -> Iterator[dict[str, object]]:
    """Planned, secured, executed; of an amount without a year that it has none, and whose it is."""
    for measure in MEASURES:
        figure = getattr(money, measure)
        value: Decimal | None = figure.value if figure else None
        loose = [
            (view.book.fund_label(commitment.place, row.fund), row.amount_million_krw)
            for row in money.unstated
            if row.measure == measure and row.amount_million_krw is not None
        ]
        if value is None and len(loose) == 1:
            label, value = loose[0]
            note = f"{label}만, 연도 없이 적힘"
        else:
            note = ", ".join(f"{label} {amount(each)}(연도 없이 적힘)" for label, each in loose)
        yield {
            "key": KEYS[measure] if value is not None else "none",
            "name": sentences.MEASURE_WORDS[measure],
            "value": value,
            "note": note,
        }


def _marks(view: View, commitment: Commitment, money: Money, reached: compute.Reached | None) -> Marks:
    """Where the four figures are from; without figures, where the status or the commitment itself is from."""
    rows = [row for f in (money.planned, money.secured, money.executed) if f is not None for row in f.rows]
    rows = [*rows, *money.unstated, *(reached.rows if reached else ())]
    said = compute.status(commitment, view.place(commitment))
    return marks(view, rows or [said or commitment.sheet])
