"""MkDocs events: read data/, refuse to publish what is wrong, put in the generated pages, write the files.

With `macros/__init__.py` one of the two doors to MkDocs; the only room that writes and reads the clock.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pylopdf_fonts_ko
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

import macros
from macros import charts, language
from macros.charts import card
from macros.check import check_data, looked_at
from macros.load import commit_of, load_present
from macros.pages import generated_pages, site_files
from macros.pages.api import commitment_files
from macros.pages.calls import check_calls
from macros.pages.cards import SITE_CARD, Card, link_cards, place_card_path
from macros.pages.changes import feed_of
from macros.pages.dataset import dataset_script, page_dataset
from macros.pages.frame import Figure, Fragment, Page, View, filled
from macros.pages.parts import signatures, values
from macros.pages.provenance import noted
from macros.pages.sentences import plain
from macros.pages.sharing import embed_files
from macros.problem import as_line

log = logging.getLogger("mkdocs.macros")
ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "charts"
CARDS = ROOT / ".cache" / "cards"


def today() -> date:
    """The day the site is read on: AS_OF=YYYY-MM-DD, else today in Seoul."""
    given = os.environ.get("AS_OF")
    try:
        return looked_at(given, datetime.now(UTC))
    except ValueError:
        raise PluginError(f"AS_OF가 날짜가 아닙니다: {given}. 2026-11-22처럼 적으세요.") from None


class Site:
    """One build: its desk, its generated pages, the drawings and the files it will write."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.desk = macros.open_desk(view)
        self.pages: dict[str, Page] = {}
        self.figures: dict[str, Figure] = {}
        self.files: dict[str, bytes] = {}
        self.drawn: dict[str, str] = {}
        self.font = pylopdf_fonts_ko.sans_path().read_bytes()
        self.cards = link_cards(view, card.letters(self.font))

    def card_of(self, address: str) -> tuple[str, Card]:
        """The link picture of a page: its place's, else the site's, with its site path."""
        own = place_card_path(address.split("/")[0])
        path = own if own in self.cards else SITE_CARD
        return path, self.cards[path]

    def keep(self, part: Fragment) -> None:
        """Remember what a part brings along."""
        self.figures.update(part.charts)
        self.files.update(part.files)

    def noted(self, html: str) -> str:
        """A page with the way back of its figures."""
        return noted(self.view, html)

    def chart(self, key: str) -> str:
        """The drawing of a figure, named for a page: its sentence and its table stand beside it, said once."""
        return charts.inline(self.drawing(key), self.figures[key].title, "")

    def drawing(self, key: str) -> str:
        """The bare drawing of a figure, drawn now if it was not drawn with the others."""
        if key not in self.drawn:
            self.draw([key])
        return self.drawn[key]

    def draw(self, keys: Sequence[str]) -> None:
        """Draw figures; a drawing whose spec is in the cache is read from it."""
        asked = {key: charts.request(spec) for key in keys if (spec := self.figures[key].spec) is not None}
        known = {each.digest: CACHE / f"{each.digest}.svg" for each in asked.values()}
        found = {digest: path.read_text("utf-8") for digest, path in known.items() if path.is_file()}
        for digest, svg in charts.render_all(asked.values(), found).items():
            _write(known[digest], svg.encode("utf-8"))
            found[digest] = svg
        self.drawn.update({key: found[each.digest] for key, each in asked.items()})


_site: list[Site] = []


def _write(path: Path, data: bytes) -> None:
    """A whole file or none: an interrupted build leaves no half-written drawing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


def _repository(given: str | None) -> str | None:
    """The address of the repository: as data/site.yml says, else where the workflow runs."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    return (given or (f"{server}/{name}" if server and name else None) or "").rstrip("/") or None


def _address() -> str | None:
    """The site's own address: SITE_URL, else the Pages address of the repository the workflow runs in."""
    given, name = os.environ.get("SITE_URL"), os.environ.get("GITHUB_REPOSITORY", "")
    owner, _, repository = name.partition("/")
    pages = f"https://{owner.lower()}.github.io/{repository}/" if repository else None
    if repository.lower() == f"{owner.lower()}.github.io":
        pages = f"https://{repository.lower()}/"
    return f"{given.rstrip('/')}/" if given else pages


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the data. An error stops here, before anything of the last good site is touched."""
    as_of = today()
    data = Path(os.environ.get("PLEDGE_DATA") or ROOT / "data")
    loaded = check_data(data, as_of)
    errors = [p for p in loaded.problems if p.level == "error"]
    if errors or loaded.book is None:
        for each in errors:
            log.error("%s", as_line(each))
        raise PluginError(f"자료에 오류가 {len(errors)}건 있어 사이트를 만들지 않았습니다.")
    book = loaded.book
    view = View(
        book,
        as_of,
        loaded.problems,
        commit_of(data),
        _repository(book.site.repository),
        _address(),
        loaded.editions,
        load_present(data),
    )
    _site[:] = [Site(view)]
    config.site_name = book.site.title
    if view.address and not config.site_url:
        config.site_url = view.address
    config.extra.update(
        operator=book.site.operator,
        licence=book.site.licence,
        official_banner=book.site.official_banner,
        as_of=as_of.isoformat(),
        as_of_text=language.date_text(as_of.isoformat()),
        commit=view.commit,
        repository=view.repository,
        report=view.report_address,
    )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, empty: their HTML never passes through Markdown."""
    site = _site[0]
    for page in generated_pages(site.view):
        source = f"{page.path.rstrip('/')}.md" if page.path.count("/") > 1 else f"{page.path}index.md"
        site.pages[source] = page
        site.keep(page.body)
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    site.draw(list(site.figures))
    return files


@event_priority(100)
def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Before the macros run: give a generated page its words, and check the calls of a written one."""
    site = _site[0]
    path, picture = site.card_of(page.file.url)
    page.meta.update(picture=path, picture_alt=picture.alt, feed=feed_of(site.view, page.file.url))
    described = page_dataset(site.view, page.file.url)
    if described is not None:
        page.meta["jsonld"] = dataset_script(described)
    made = site.pages.get(page.file.src_uri)
    if made is not None:
        page.meta.update(
            title=made.title,
            description=made.description,
            tags=list(made.tags),
            render_macros=False,
            contents=made.contents,
        )
        return ""
    site.desk.path = page.file.url if page.file.url != "./" else ""
    first_line = page.file.content_string.count("\n") - markdown.count("\n") + 1
    path = f"docs/{page.file.src_uri}"
    problems = list(check_calls(path, markdown, first_line, signatures(), values(site.view)))
    for each in problems:
        log.error("%s", as_line(each))
    if problems:
        raise PluginError(f"매크로를 잘못 부른 곳이 {len(problems)}곳 있어 사이트를 만들지 않았습니다.")
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Put the parts, the drawings and the real addresses in their places."""
    site = _site[0]
    made = site.pages.get(page.file.src_uri)
    root = get_relative_url(".", page.url)
    root = "" if root == "." else f"{root.rstrip('/')}/"
    if made is not None:
        page.toc = get_toc([_heading(id, title) for id, title in made.body.headings])
        return filled(made.body.html, {}, site.noted, site.chart, root or "./")
    for part in site.desk.parts.values():
        site.keep(part)
    return filled(html, site.desk.parts, site.noted, site.chart, root or "./")


def _heading(id: str, title: str) -> Any:
    """A heading as the table of contents of Markdown would give it."""
    return {"level": 2, "id": id, "name": title, "html": title, "data-toc-label": "", "children": []}


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is not a page: figure files, downloads, the feed, the chart player, link pictures, cards to embed."""
    site = _site[0]
    target = Path(config.site_dir)
    written = {**site.files, **_chart_files(site), **site_files(site.view), **_card_files(site)}
    for path, data in sorted(written.items()):
        _write(target / path, data)
    for path, data in chain(embed_files(site.view), commitment_files(site.view)):
        _write(target / path, data)


def _card_files(site: Site) -> dict[str, bytes]:
    """The link pictures; one whose drawing is in the cache is read from it."""
    made_of = hashlib.sha256(site.font + card.drawn_by().encode()).hexdigest()
    known = {
        path: CARDS / f"{hashlib.sha256(f'{made_of} {each.svg}'.encode()).hexdigest()}.png"
        for path, each in site.cards.items()
    }
    missing = [path for path, drawn in known.items() if not drawn.is_file()]
    if missing:
        fonts = CARDS / made_of
        _write(fonts / "card.otf", card.renamed(site.font))
        card.use_fonts(str(fonts))
    for path in missing:
        _write(known[path], card.card_png(site.cards[path].svg))
    return {path: drawn.read_bytes() for path, drawn in known.items()}


def _chart_files(site: Site) -> dict[str, bytes]:
    """Each figure as a picture that stands alone and as a spec to play with, and the player itself."""
    player = CACHE / f"{charts.vega_key()}.js"
    if not player.is_file():
        _write(player, charts.vega_bundle().encode("utf-8"))
    found: dict[str, bytes] = {"assets/vega.js": player.read_bytes()}
    for key, figure in site.figures.items():
        if figure.spec is None:
            continue
        source = (
            " · ".join(f"{each.publisher}, {each.title}" for each in figure.marks.sources)
            if figure.marks
            else ""
        )
        found[f"{key}.json"] = charts.interactive_json(figure.spec)
        found[f"{key}.svg"] = charts.standalone_svg(
            site.drawing(key), figure.title, plain(figure.sentence), source
        )
    return found
