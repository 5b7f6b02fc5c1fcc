"""What every page is made of: the View it looks at, Fragments of HTML with their figures, and Pages.

Pure: a fragment holds chart specs and file contents; the doors draw the charts and write the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from macros import downloads, language, tables
from macros.load import Files, PastData
from macros.model import Book, Commitment, Place, Source, Term, Terms
from macros.pages.citing import cite_figure
from macros.problem import Problem, Where

Made = TypeVar("Made")
ROOT = "~/"  # stands for the site's root in an address until the page's own depth is known
BRANCH = "main"  # what publish.yml publishes, and people edit
_ROOTED = re.compile(r'(?<==")~/')
_PART = re.compile(r'<(div|span) data-part="(\d+)"></\1>')
_CHART = re.compile(r"<!--chart:([a-z0-9/_-]+)-->")


# what the glossary page explains, in its order
EXPLAINED = (
    "statuses", "measures", "funds", "money", "goals", "signals", "rates", "glossary", "horizon", "programmes",
)  # fmt: skip


def vocabulary(terms: Terms, section: str) -> Mapping[str, Term]:
    """The words of one part of terms.yml, or of one of its classifications."""
    found: Mapping[str, Term] | None = getattr(terms, section, None)
    return terms.classifications.get(section, {}) if found is None else found


@dataclass(frozen=True)
class View:
    """What pages may look at: the Book, the day it is read on, what was found in it, the commit it is from."""

    book: Book
    as_of: date
    problems: tuple[Problem, ...] = ()
    commit: str = ""
    repository: str | None = None
    address: str | None = None
    editions: tuple[PastData, ...] = ()
    typed: Files = field(default_factory=dict, repr=False, compare=False)  # data/ as it lies on the disk
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[View], Made]) -> Made:
        """What `make` gives for this View: made on the first call, kept for the others."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Made = self._made[make]
        return found

    def place(self, commitment: Commitment) -> Place:
        """The place a commitment belongs to."""
        return self.book.places[commitment.place]

    def source(self, place: str, id: str | None) -> Source | None:
        """A source of a place by its id; None where there is none."""
        return self.book.source(place, id)

    def only(self, places: Iterable[Place]) -> Book:
        """The Book with these places alone."""
        kept = {place.id for place in places}
        return replace(self.book, places={id: p for id, p in self.book.places.items() if id in kept})

    @cached_property
    def _problems_by_row(self) -> Mapping[tuple[str, int], tuple[Problem, ...]]:
        found: dict[tuple[str, int], list[Problem]] = {}
        for each in self.problems:
            found.setdefault((each.path, each.line), []).append(each)
        return {row: tuple(group) for row, group in found.items()}

    @cached_property
    def _problems_by_file(self) -> Mapping[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for each in self.problems:
            found.setdefault(each.path, []).append(each)
        return {path: tuple(group) for path, group in found.items()}

    def problems_of(self, commitment: Commitment) -> tuple[Problem, ...]:
        """What was found in a commitment's sheet and in its rows of the ledgers."""
        found = list(self._problems_by_file.get(commitment.path, ()))
        ledgers = (
            commitment.spending,
            commitment.targets,
            commitment.outcomes,
            commitment.statuses,
            commitment.changes,
        )
        for row in (row for rows in ledgers for row in rows):
            found += self._problems_by_row.get((row.where.path, row.where.line), ())
        return tuple(dict.fromkeys(found))

    def row_address(self, where: Where | Problem) -> str | None:
        """Where the repository shows a row at the commit of this site; None without a repository or a commit."""
        if not self.repository or not self.commit or not where.path:
            return None
        line = f"#L{where.line}" if where.line else ""
        return f"{self.repository}/blob/{self.commit}/{where.path}{line}"

    @cached_property
    def tables(self) -> downloads.Tables:
        """Every table for readers, made once a build; each row with its address."""
        return downloads.Tables(self.book, self.as_of, self.problems, self._row_url)

    def _row_url(self, where: Where) -> str | None:
        """The whole address of a row: in the repository, else of the file as this site publishes it."""
        if href := self.row_address(where):
            return href
        published = where.path.removeprefix("data/")
        return f"{self.address}ledger/{published}" if self.address else None

    def edit_address(self, path: str) -> str | None:
        """Where a person edits a file of the data in the browser; None without a repository."""
        return f"{self.repository}/edit/{BRANCH}/{quote(path)}" if self.repository else None

    def new_address(self, path: str, text: str) -> str | None:
        """Where a person begins a file that is not there yet, with this text in it."""
        folder, _, name = path.rpartition("/")
        given = urlencode({"filename": name, "value": text})
        return f"{self.repository}/new/{BRANCH}/{quote(folder)}?{given}" if self.repository else None

    def folder_address(self, path: str) -> str | None:
        """Where the repository lists a folder."""
        return f"{self.repository}/tree/{BRANCH}/{quote(path)}" if self.repository else None

    def form_address(self, form: str, path: str = "") -> str | None:
        """A form of .github/ISSUE_TEMPLATE, told of which page it is: a path below the site's root."""
        page = {"page": f"{self.address or ''}{path}"} if path else {}
        given = urlencode({"template": f"{form}.yml", **page})
        return f"{self.repository}/issues/new?{given}" if self.repository else None

    @cached_property
    def explained(self) -> Mapping[str, tuple[str, Term]]:
        """Every word of the glossary page: its entry's id there, and the entry. Of two alike the one with a meaning."""
        found: dict[str, tuple[str, Term]] = {}
        for section in EXPLAINED:
            for code, term in vocabulary(self.book.terms, section).items():
                known = found.get(term.ko)
                if known is None or (term.definition and not known[1].definition):
                    found[term.ko] = (f"{section}-{code}", term)
        return found

    @property
    def report_address(self) -> str:
        """Where an error is told: the site's own address for it, else the page that explains how."""
        return self.book.site.report or f"{ROOT}contribute/#report"

    def report_of(self, path: str) -> str:
        """Where an error on one page is told: as `report_address`, but the form of the repository knows the page."""
        return self.book.site.report or self.form_address("error", path) or self.report_address


@dataclass(frozen=True)
class Marks:
    """The way back of some values: their sources with the as-of dates each gives, and their rows in data/.

    A blank date: the source writes none. No date at all: the values are not of a kind that has one.
    """

    said: tuple[tuple[Source, tuple[str, ...]], ...]
    rows: tuple[Where, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources alone."""
        return tuple(source for source, _ in self.said)


def marks(view: View, rows: Iterable[Any]) -> Marks:
    """The way back of rows or sheets of any place, in their order, each once."""
    found = list(rows)
    said: dict[tuple[str, str], tuple[Source, list[str]]] = {}
    for row in found:
        place = row.where.path.split("/")[1]
        source = view.source(place, row.source)
        if source is not None:
            days = said.setdefault((place, source.id), (source, []))[1]
            if hasattr(row, "as_of"):
                days.append(row.as_of.text if row.as_of else "")
    return Marks(
        tuple((source, tuple(dict.fromkeys(days))) for source, days in said.values()),
        tuple(dict.fromkeys(row.where for row in found)),
    )


def source_id(source: Source) -> str:
    """The id of a source where a page lists it: two places may give two documents the same."""
    folder, _, name = source.where.path.removeprefix("data/").rpartition("/")
    return "-".join(filter(None, ("source", folder, name and source.id)))


@dataclass(frozen=True)
class Figure:
    """A chart with its sentence and its twin table; without a spec the table stands alone.

    `id` is unique on its page.
    """

    id: str
    title: str
    sentence: str | Markup
    table: tables.Table
    spec: Mapping[str, Any] | None = None
    marks: Marks | None = None
    notes: tuple[str, ...] = ()
    stacked: bool = False  # the table below the drawing, for one that is wide
    of: str = ""  # the commitment it is of, on a page that is not its own
    twin: bool = False  # the drawing tells every number of the table, which on a phone unfolds


@dataclass(frozen=True)
class Fragment:
    """A piece of a page. Charts and files are named by site path, addresses start at ROOT."""

    html: Markup
    charts: Mapping[str, Figure] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A generated page: `path` is its address below the root, ending in a slash.

    `tags` go to the search index alone: the kind, a sentence, of a commitment its reported status, then words.
    """

    path: str
    title: str
    description: str
    body: Fragment
    edit: str
    tags: tuple[str, ...] = ()
    contents: bool = False


@cache
def templates() -> Environment:
    """The one place where HTML is made: autoescaped, and an unknown name is an error."""
    env = Environment(
        loader=PackageLoader("macros.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        root=ROOT,
        cite_figure=cite_figure,
        icon=tables.icon,
        status_icons=tables.STATUS_ICONS,
        status_pill=tables.status_pill,
        ref=tables.ref,
        ref_figures=tables.ref_figures,
        signal_tag=tables.signal_tag,
        source_id=source_id,
        table_html=tables.table_html,
        term=_term,
        no_definition=language.NO_DEFINITION,
        no_data=NO_DATA_BOX,
        nil=NO_DATA_CELL,
        none_text=language.NO_DATA,
        partial_list=language.PARTIAL_LIST,
        licence_unknown=language.LICENCE_UNKNOWN,
        source_kinds=language.SOURCE_KINDS,
        change_fields=language.CHANGE_FIELDS,
        decisions=language.DECISIONS,
    )
    env.filters.update(
        amount=language.amount,
        amount_parts=language.amount_parts,
        exact=language.exact,
        percent=language.percent,
        date=language.date_text,
        year=language.year_text,
        josa=language.josa,
    )
    return env


NO_DATA_BOX = Markup('<span class="none">{}</span>').format(language.NO_DATA)
NO_DATA_CELL = Markup('<span class="nil"></span><span class="vh">{}</span>').format(language.NO_DATA)


def term(view: View, word: str, shown: str | Markup | None = None, section: str | None = None) -> Markup:
    """A word that leads to its entry in the glossary and carries its meaning for terms.js; `shown` stands in its place.

    A `section` of terms.yml tells words apart that look alike: 기타 of statuses and of funds.
    Raises ValueError for a word without an entry: an author learns of it, and no term dangles.
    """
    found = _entry(view, word, section)
    if found is None:
        near = language.did_you_mean(word, view.explained)
        tip = f" 혹시 ‘{near}’인가요?" if near else ""
        raise ValueError(f"용어 풀이에 없는 말입니다: ‘{word}’.{tip} data/terms.yml에 뜻을 적으세요.")
    id, entry = found
    meaning = entry.definition or language.NO_DEFINITION
    return Markup('<a class="term" href="{}glossary/#{}" data-term="{}">{}</a>').format(
        ROOT, id, meaning, shown or word
    )


def _entry(view: View, word: str, section: str | None) -> tuple[str, Term] | None:
    if not section:
        return view.explained.get(word)
    own = vocabulary(view.book.terms, section).items()
    return next(((f"{section}-{code}", each) for code, each in own if each.ko == word), None)


@pass_context
def _term(
    context: Context, word: str, shown: str | Markup | None = None, section: str | None = None
) -> str | Markup:
    """In our own templates a word that a terms.yml leaves unexplained stays plain text."""
    view: View = context["view"]
    return term(view, word, shown, section) if _entry(view, word, section) else shown or word


def render(template: str, view: View, **values: object) -> Markup:
    """One template with the View and these values."""
    return Markup(templates().get_template(template).render(view=view, **values))


def fragment(
    template: str, view: View, path: str, figures: Iterable[Figure] = (), **values: object
) -> Fragment:
    """A template with its figures: in it `figure_html("id")` puts one in its place."""
    charts = {f"{path}{each.id}": each for each in figures}
    files: dict[str, bytes] = {}
    for each in charts.values():
        files[f"{path}{each.id}.csv"] = tables.table_csv(each.table)
    by_id = {each.id: each for each in charts.values()}

    def draw(id: str) -> Markup:
        if id not in by_id:
            return Markup()
        return render("figure.html", view, figure=by_id[id], path=path)

    html = render(template, view, figure_html=draw, path=path, **values)
    return Fragment(html, {k: f for k, f in charts.items() if f.spec is not None}, files)


def filled(
    html: str,
    parts: Mapping[str, Fragment],
    noted: Callable[[str], str],
    chart: Callable[[str], str],
    root: str,
) -> str:
    """Finished HTML: parts for their marks, links and notes for figures, drawings for charts, addresses for ROOT."""
    html = noted(_PART.sub(lambda m: parts[m.group(2)].html, html))
    html = _CHART.sub(lambda m: chart(m.group(1)), html)
    return _ROOTED.sub(root, html)
