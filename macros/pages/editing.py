"""“이 자료 고치기”: from a page to the files behind it in the editor of GitHub, or to how it is done.

Without a known repository the files are named and nothing is a link that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.language import LEDGERS
from macros.model import TABLES, Commitment, Place, columns
from macros.pages.frame import Fragment, View, fragment

OF_COMMITMENT = tuple(name for name in LEDGERS if name != "published_rates.csv")
SITE_FILES: Mapping[str, str] = {
    "site.yml": "사이트의 이름과 펴낸이, 임기",
    "terms.yml": "코드의 이름과 말 풀이",
    "editions.yml": "자료의 판",
}
FOLDERS: Mapping[str, str] = {"pledges": "공약 파일", "programmes": "지원사업 파일"}
# what an author may name: a file of the site, a ledger, a folder of a place
NAMES: Mapping[str, str] = {**SITE_FILES, **LEDGERS, **FOLDERS, "place.yml": "지역 파일"}


@dataclass(frozen=True)
class Edit:
    """A file to open in the editor: what it is called, its path, its address. `new`: it is not there yet."""

    label: str
    path: str
    href: str | None
    new: bool = False

    @property
    def name(self) -> str:
        """The path inside the folder of its place."""
        return self.path.split("/", 2)[-1]


def commitment_edits(view: View, commitment: Commitment) -> tuple[Edit, ...]:
    """The file of a commitment and the ledgers of its place; one that is not there begins with its header."""
    sheet = FOLDERS["pledges" if commitment.kind == "pledge" else "programmes"]
    own = Edit(sheet, commitment.path, view.edit_address(commitment.path))
    return (own, *(_ledger(view, commitment.place, name) for name in OF_COMMITMENT))


def place_edits(view: View, place: Place) -> tuple[Edit, ...]:
    """The file of a place and all its ledgers."""
    path = place.about.where.path
    return (
        Edit(NAMES["place.yml"], path, view.edit_address(path)),
        *(_ledger(view, place.id, name) for name in LEDGERS),
    )


def _ledger(view: View, place: str, name: str) -> Edit:
    path = f"data/{place}/{name}"
    if path in view.typed:
        return Edit(LEDGERS[name], path, view.edit_address(path))
    header = ",".join(columns(TABLES[name])) + "\n"
    return Edit(LEDGERS[name], path, view.new_address(path, header), new=True)


def edit_part(view: View, path: str, *files: str) -> Fragment:
    """The files that a list page is made of: one of the site alone, else those of every place that has one."""
    return fragment("edit_files.html", view, path, groups=file_groups(view, files))


def file_groups(view: View, files: Iterable[str]) -> list[tuple[str, list[Edit]]]:
    """Each name of NAMES with the files it stands for, in the order of the Book; without those that nobody has."""
    found = [(NAMES[name], list(_files(view, name))) for name in files]
    return [(label, edits) for label, edits in found if edits]


def _files(view: View, name: str) -> Iterable[Edit]:
    if name in SITE_FILES:
        path = f"data/{name}"
        if path in view.typed:
            yield Edit(SITE_FILES[name], path, view.edit_address(path))
        return
    for place in view.book.places.values():
        path = f"data/{place.id}/{name}"
        if name in FOLDERS:
            if any(f"{place.id}/{name}/" in each.path for each in place.commitments):
                yield Edit(place.name, f"{path}/", view.folder_address(path))
        elif path in view.typed:
            yield Edit(place.name, path, view.edit_address(path))


def problem_edits(view: View) -> list[tuple[Edit, int]]:
    """Each file in which something was found, with how much: in the order of the files."""
    counted: dict[str, int] = {}
    for each in view.problems:
        if each.path and each.line:
            counted[each.path] = counted.get(each.path, 0) + 1
    return [(Edit(path, path, view.edit_address(path)), number) for path, number in counted.items()]
