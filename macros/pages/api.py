"""The JSON API as the site publishes it, and the piece of a page that shows its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros import downloads
from macros.model import Commitment
from macros.pages.editions import edition_path
from macros.pages.frame import Fragment, View, fragment

API = "api/v1/"
SHOWN = ("measure", "year", "fund", "amount_million_krw", "as_of", "source", "row")


@dataclass(frozen=True)
class Address:
    """One kind of document: its name, its address with <names> to fill in, what it holds, one to open, its schema."""

    name: str
    form: str
    what: str
    example: str
    schema: str


def api_files(view: View, files: Iterable[str]) -> dict[str, bytes]:
    """Index, schemas, tables and places of the API; `files` are the site paths that the index may name."""
    elsewhere = ("changes/changes.csv", *(f"{edition_path(past)}data.zip" for past in view.editions))
    return downloads.api_files(_api(view, frozenset((*files, *elsewhere))))


def commitment_files(view: View) -> Iterator[tuple[str, bytes]]:
    """The document of every commitment by site path, one after the other: there may be very many."""
    return downloads.commitment_files(_api(view, frozenset()))


def _api(view: View, files: frozenset[str]) -> downloads.Api:
    return downloads.Api(view.tables, view.commit, view.repository, view.address, files)


def api_part(view: View, path: str) -> Fragment:
    """Where each kind of document stands, with one of it to open, and an amount as the API tells it."""
    book = view.book
    place = next(iter(book.places), None)
    shown = next((c for c in book.commitments.values() if c.spending), None)
    first = shown or next(iter(book.commitments.values()), None)
    listed = [Address("차례", "index.json", "모든 지역, 공약, 표, 파일의 차례", "index.json", "index")]
    if place:
        what = "한 지역: 목록을 어디까지 실었는지, 상태의 수, 돈, 비율, 출처"
        listed.append(Address("지역", "places/<지역>.json", what, f"places/{place}.json", "place"))
    if first:
        what = "공약이나 지원사업 하나: 적힌 것 모두와 계산한 것"
        form = "commitments/<지역>/<이름>.json"
        listed.append(Address("공약이나 지원사업", form, what, f"commitments/{first.key}.json", "commitment"))
    what = "표 하나: 열의 뜻과 모든 행"
    listed.append(Address("표", "tables/<표>.json", what, "tables/commitments.json", "table"))
    example = (shown.sheet.title, _amount(view, shown)) if shown else None
    return fragment("api.html", view, path, api=API, listed=listed, example=example)


def _amount(view: View, commitment: Commitment) -> str:
    """The first amount of a commitment's document, without the columns that say nothing more here."""
    document = downloads.commitment_document(_api(view, frozenset()), commitment)
    row = document["spending"][0]
    return downloads.json_text({name: row[name] for name in SHOWN})
