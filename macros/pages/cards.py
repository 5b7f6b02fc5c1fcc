"""Link pictures: what a link to the site or to a place shows where it is shared. Laid out here, drawn by the door."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros import compute
from macros.charts import card, look
from macros.compute import PlaceMoney
from macros.language import COMMITMENT_KINDS, NO_DATA, amount, date_text, percent_printed
from macros.model import MEASURES, Kind, Place
from macros.pages.frame import View, render
from macros.pages.overview import KEYS, partial_list
from macros.pages.place import counted, place_lead
from macros.pages.sentences import MEASURE_WORDS

SITE_CARD = "assets/card.png"
PARTIAL = "목록 일부"
WIDE = 1072  # between the margins
SQUARES = 24  # as many pledges stand side by side, one square each; more are told as one bar
RATES = 3
SIZE = 42  # of the letters of the counts
# what the site shows of every pledge: said, secured, spent, reached
FOUR = (
    ("said", "계획", "약속한 돈"),
    ("secured", "확보", "마련한 돈"),
    ("spent", "집행", "쓴 돈"),
    ("reached", "실적", "이룬 것"),
)


@dataclass(frozen=True)
class Card:
    """A link picture as SVG of 1200 × 630, and what it shows in words."""

    svg: str
    alt: str


def place_card_path(place: str) -> str:
    """Where the link picture of a place stands."""
    return f"{place}/card.png"


def link_cards(view: View, known: Collection[str]) -> dict[str, Card]:
    """The link pictures of the site and of every place by site path, in the characters that are known."""
    places = view.book.places.values()
    return {
        SITE_CARD: site_card(view, known),
        **{place_card_path(place.id): place_card(view, place, known) for place in places},
    }


def site_card(view: View, known: Collection[str]) -> Card:
    """What the site holds: the four things told of every pledge, and how many there are."""
    places = view.book.places.values()
    counts = [f"지방정부 {len(places)}곳"]
    for kind, label in COMMITMENT_KINDS.items():
        number = sum(c.kind == kind for c in view.book.commitments.values())
        counts += [f"{label} {number:,}건"] if number else []
    counts += [PARTIAL] if any(partial_list(place) for place in places) else []
    names = ("약속한 것, 확보한 것,", "쓴 것, 이룬 것")
    return _card(view, known, names, " · ".join(counts), {"four": FOUR}, "")


def place_card(view: View, place: Place, known: Collection[str]) -> Card:
    """What is listed of a place, and how far it is: statuses and money as far as they are known."""
    counts = [
        f"{COMMITMENT_KINDS[kind]} {len(listed):,}건"
        for kind, listed in (("pledge", place.pledges), ("programme", place.programmes))
        if listed
    ]
    if place.published_rates:
        counts.append(f"발표 이행률 {len(place.published_rates):,}개")
    counts += [PARTIAL] if partial_list(place) else []
    statuses = _statuses(view, place)
    money = [] if statuses else _money(place, known)
    rates = [] if money or statuses else list(_rates(place, known))
    note = "기관이 밝힌 상태입니다." if statuses else "기관이 밝힌 값입니다." if rates else ""
    block: dict[str, object] = {"statuses": statuses, "money": money, "rates": rates, "note": note}
    said = [f"{each['label']} {each['number']}" for each in statuses.get("counts", ())]
    said += [f"{each['name']} {each['text']}" for each in rates]
    said += [f"{each['name']} {each['text']}{each['told']}" for each in money]
    if not said:
        lead = place_lead(place)
        block["lines"] = card.broken(card.drawable(lead, known), WIDE, 50, 3)
        said.append(lead)
    return _card(view, known, (place.name,), " · ".join(counts), block, ", ".join(said))


def _money(place: Place, known: Collection[str]) -> list[dict[str, object]]:
    """Said, secured and spent of the pledges, else of the programmes; nothing where no amount was read."""
    kinds: tuple[Kind, ...] = ("pledge", "programme")
    for kind in kinds:
        sums = compute.place_money(place, kind)
        if sums.planned.figure or sums.secured.figure or sums.executed.figure:
            return list(_measures(sums, known))
    return []


def _measures(sums: PlaceMoney, known: Collection[str]) -> Iterator[dict[str, object]]:
    for measure in MEASURES:
        each = getattr(sums, measure)
        missing = f", {each.without:,}건 {NO_DATA}" if each.without else ""
        used = f"{each.used:,}건 합계" if sums.kind == "pledge" else f"지원사업 {each.used:,}건"
        note = f"{used}{missing}" if each.figure else ""
        text = amount(each.figure.value) if each.figure else NO_DATA
        yield {
            "key": KEYS[measure] if each.figure else "none",
            "name": MEASURE_WORDS[measure],
            "text": text,
            "row": card.fitted(text, 520, 58, 36),
            "note": card.fitted(note, 340, 34, 22),
            "told": f" ({note})" if note else "",
            "known": each.figure is not None,
        }


def _rates(place: Place, known: Collection[str]) -> Iterator[dict[str, object]]:
    """The first rates that the body published, as it printed them."""
    for row in place.published_rates[:RATES]:
        name = card.drawable(row.label, known)
        day = f"{date_text(row.as_of.text)} 기준" if row.as_of else f"기준일 {NO_DATA}"
        yield {
            "name": row.label,
            "label": card.fitted(name, 450, 46, 28),
            "text": percent_printed(row.published_pct),
            "day": card.fitted(day, 290, 34, 24),
        }


def _statuses(view: View, place: Place) -> dict[str, Any]:
    """One square a pledge, or one bar of them all, and how many of each; nothing where no status was read."""
    if not any(compute.reported(pledge, place) for pledge in place.pledges):
        return {}
    counts = counted(view, place)
    total = sum(number for *_, number in counts)
    side = min(64, (WIDE + 9) // total - 9) if total <= SQUARES else 48
    blocks: list[dict[str, object]] = []
    x = 64.0
    for code, _, number in counts:
        letter, colour = look.STATUSES[code]
        ink = {"colour": None if code == "unknown" else colour, "letter": letter}
        if total <= SQUARES:
            blocks += [{"x": x + (side + 9) * each, "wide": side, **ink} for each in range(number)]
            x += (side + 9) * number
        else:
            wide = WIDE * number / total
            blocks.append({"x": round(x, 1), "wide": round(max(wide - 3, 1), 1), **ink, "letter": ""})
            x += wide
    return {"blocks": blocks, "side": side, "size": SIZE, "counts": list(_keys(counts))}


def _keys(counts: list[tuple[str, str, int]]) -> Iterator[dict[str, object]]:
    """Each status with its number, side by side in as many lines as they need."""
    x, line = 64.0, 0
    for code, label, number in counts:
        text = f"{number:,}건"
        wide = 1.2 * SIZE + card.room(f"{label} {text}", SIZE)
        if x > 64 and x + wide > 64 + WIDE:
            x, line = 64.0, line + 1
        colour = None if code == "unknown" else look.STATUSES[code][1]
        yield {"x": round(x), "line": line, "label": label, "number": text, "colour": colour}
        x += wide + SIZE


def _card(
    view: View,
    known: Collection[str],
    names: tuple[str, ...],
    counts: str,
    block: Mapping[str, object],
    said: str,
) -> Card:
    day = f"{date_text(view.as_of.isoformat())} 기준"
    title = view.book.site.title
    svg = render(
        "link_card.svg",
        view,
        family=card.FAMILY,
        size=(card.WIDTH, card.HEIGHT),
        site=card.fitted(card.drawable(title, known), 600, 42, 28),
        day=day,
        names=list(_names(names, known)),
        counts=card.fitted(counts, WIDE, 46, 30),
        block={"four": (), "statuses": {}, "money": (), "rates": (), "lines": (), "note": "", **block},
    )
    alt = ". ".join(each.rstrip(".") for each in (f"{title}: {' '.join(names)}", counts, said, day) if each)
    return Card(str(svg), look.clean(alt))


def _names(names: tuple[str, ...], known: Collection[str]) -> Iterator[dict[str, object]]:
    """The large words: one line as large as fits, two smaller lines where it is long."""
    shown = tuple(card.drawable(each, known) for each in names)
    if len(shown) == 1 and card.room(shown[0], 72) > WIDE:
        shown = card.broken(shown[0], 0.9 * WIDE, 66, 2)
    if len(shown) == 1:
        text, size = card.fitted(shown[0], WIDE, 104, 72)
        yield {"y": 222, "text": text, "size": size}
        return
    for y, line in zip((180, 258), shown, strict=True):
        text, size = card.fitted(line, WIDE, 72, 48)
        yield {"y": y, "text": text, "size": size}
