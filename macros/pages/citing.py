"""How a page, a figure or the whole data is cited: a line in Korean, one in English, BibTeX. Pure text, no HTML.

A name the data has no English for stands in its own script: nothing is translated here but this site's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from macros import language
from macros.language import date_text
from macros.model import Commitment

if TYPE_CHECKING:  # a figure's template cites, so frame imports this room
    from macros.downloads import About
    from macros.pages.frame import Figure, View

DATA_PATH: Final = "data/"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# the titles this site itself gives its figures; those of the data keep their own names
FIGURES_EN: Final[Mapping[str, str]] = {
    "목표 없이 실적만 적힌 것": "Outcomes without a target",
    "재원별 계획·확보·집행": "Planned, secured and executed by fund",
    "계획·확보·집행": "Planned, secured and executed",
    "연도가 적혀 있지 않은 금액": "Amounts without a year",
    "연도별 계획": "Planned by year",
    "사업비 계획의 변경": "Change of the planned cost",
    "로드맵": "Roadmap",
    "기관이 밝힌 이행 상태": "Status as reported",
    "공약마다 계획·확보·집행": "Planned, secured and executed, pledge by pledge",
    "공약의 돈": "Money of pledges",
    "지원사업의 돈": "Money of programmes",
    "발표값과 다시 계산한 값": "Published and recomputed rates",
    "기간과 금액": "Periods and amounts",
    "두 사업은 무엇이 다른가": "How the two programmes differ",
    "무엇이 다른가": "How the programmes differ",
}
# what TeX reads as a command; braces by name, because BibTeX counts even escaped ones
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """What is cited: a work (title, place), or a part of it, as computed on a day at a version (a short commit id).

    `figures` is the date of the figures themselves where all have the same one (기준일); an `edition` is named by its
    day instead. `key` names the work in a BibTeX file. Blank: not known, or none. English names only where there are any.
    """

    site: str
    computed: date
    key: str
    title: str = ""
    title_en: str = ""
    place: str = ""
    place_en: str = ""
    part: str = ""
    part_en: str = ""
    drawn: bool = False  # the part is a drawing with its table, else a table alone
    figures: str = ""
    edition: bool = False
    version: str = ""
    url: str = ""

    @property
    def korean(self) -> str:
        """One line: site, title (place), part and its date, day and version, address."""
        day = date_text(self.computed.isoformat())
        version = f"(버전 {self.version})" if self.version else ""
        title = f"「{self.title}」" if self.title else ""
        parts = (
            self.site,
            f"{title}({self.place})" if self.place else title,
            f"{'그림' if self.drawn else '표'} ‘{self.part}’" if self.part else "",
            f"수치 기준일 {date_text(self.figures)}" if self.figures else "",
            f"{day} 판{version}" if self.edition else f"{day}에 계산한 자료{version}",
            self.url,
        )
        return ", ".join(part for part in parts if part)

    @property
    def english(self) -> str:
        """The same line in English; the Korean title stands beside its translation, or alone."""
        title = f"“{self.title_en}” ({self.title})" if self.title_en else f"“{self.title}”"
        place = self.place_en or self.place
        parts = (
            f"{self.site} (in Korean).",
            f"{title}{f', {place}' if place else ''}." if self.title else "",
            f"{'Figure' if self.drawn else 'Table'} “{self.part_en or self.part}”." if self.part else "",
            f"Figures as of {_date_en(self.figures)}." if self.figures else "",
            f"{self._told(_date_en(self.computed.isoformat()))}.",
            self.url,
        )
        return " ".join(part for part in parts if part)

    def _told(self, day: str) -> str:
        """What the day is, and the version, in English."""
        known = f", version {self.version}" if self.version else ""
        return f"{'Edition of' if self.edition else 'Computed'} {day}{known}"

    @property
    def bibtex(self) -> str:
        """An entry that old BibTeX and biblatex both read; `date` is the day of computing, or of the edition."""
        title = f"{self.title} ({self.place})" if self.place else self.title
        kind = f"{'그림' if self.drawn else '표'}: {self.part}" if self.part else ""
        english = ", ".join(filter(None, (self.title_en or self.title, self.place_en or self.place)))
        english = ". ".join(filter(None, (english, self.part_en or self.part)))
        known = self.title_en or self.part_en
        day = self.computed.isoformat()
        dated = f"Figures as of {self.figures}" if self.figures else ""
        note = ". ".join(filter(None, (english if known else "", dated, self._told(day))))
        fields = {
            "author": f"{{{tex(self.site)}}}",
            "title": f"{{{tex(', '.join(filter(None, (title, kind))))}}}",
            "year": str(self.computed.year),
            "date": day,
            "version": self.version,
            "url": quote(self.url, safe=":/?#[]@!$&'()*+,;=%~"),
            "urldate": day if self.url else "",
            "language": "Korean",
            "note": tex(note),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return ",\n".join((f"@misc{{{self.key}", *lines)) + "\n}"


def _date_en(text: str) -> str:
    """A date of the data in English, as precise as it is: 30 September 2025, Q3 2025, 2014–2017."""
    if "/" in text:
        return "–".join(map(_date_en, text.split("/")))
    year, *rest = text.split("-")
    if rest and not rest[0].isdigit():
        return f"{rest[0]} {year}"
    month = [MONTHS[int(each) - 1] for each in rest[:1]]
    return " ".join((*(str(int(each)) for each in rest[1:]), *month, year))


def tex(text: str) -> str:
    """Text as TeX prints it again, on one line and with balanced braces."""
    return " ".join(text.split()).translate(_TEX)


def _of(view: View, path: str, anchor: str = "") -> Citation:
    """What every citation has: whose it is, the day, the version, the address."""
    version = language.sha_short(view.commit) if view.commit else ""
    names = (*path.strip("/").split("/"), anchor.removeprefix("#fig-"), view.as_of.isoformat(), version)
    return Citation(
        view.book.site.title,
        view.as_of,
        ":".join(name for name in names if name),
        version=version,
        url=f"{view.address}{path}{anchor}" if view.address else "",
    )


def cite_commitment(view: View, commitment: Commitment) -> Citation:
    """The page of one commitment."""
    place = view.place(commitment)
    return replace(
        _of(view, f"{commitment.key}/"),
        title=commitment.sheet.title,
        title_en=commitment.sheet.title_en or "",
        place=place.name,
        place_en=place.about.name_en or "",
    )


def cite_data(view: View) -> Citation:
    """The whole data of the site, by its page."""
    return replace(
        _of(view, DATA_PATH), title="공약과 지원사업 자료", title_en="Data on pledges and programmes"
    )


def cite_table(view: View, about: About) -> Citation:
    """One table of the data, by its own page."""
    whole = cite_data(view)
    return replace(
        _of(view, f"{DATA_PATH}{about.name}/"),
        title=whole.title,
        title_en=whole.title_en,
        part=about.title,
        part_en=about.title_en,
    )


def cite_figure(view: View, path: str, figure: Figure) -> Citation:
    """A figure where it stands: on a page of its commitment or place, or on one that looks across them."""
    key = figure.of or path.strip("/")
    part_en = FIGURES_EN.get(figure.title, "")
    title = title_en = place = place_en = ""
    if commitment := view.book.commitments.get(key):
        whole = cite_commitment(view, commitment)
        title, title_en, place, place_en = whole.title, whole.title_en, whole.place, whole.place_en
        part_en = part_en or _goal_en(commitment, figure.title)
    elif there := view.book.places.get(key):
        title, title_en = there.name, there.about.name_en or ""
    return replace(
        _of(view, path, f"#fig-{figure.id}"),
        title=title,
        title_en=title_en,
        place=place,
        place_en=place_en,
        part=figure.title,
        part_en=part_en,
        drawn=figure.spec is not None,
        figures=_only_date(figure),
    )


def _only_date(figure: Figure) -> str:
    """The as-of date of every value of a figure; "" where they have several, or one has none."""
    said = figure.marks.said if figure.marks else ()
    days = {day for _, given in said for day in given}
    return days.pop() if len(days) == 1 else ""


def _goal_en(commitment: Commitment, title: str) -> str:
    """The English name of the indicator whose figure has this title, if the data gives one."""
    named = {each.name: each.name_en for each in commitment.sheet.indicators.values()}
    return named.get(title) or ""
