"""/contribute/ and “이 자료 고치기”: what an official is told to type and press is true and leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from macros.check import check_data, check_guard
from macros.intake.workbook.sheets import GUIDE, SHEETS
from macros.language import LEDGERS
from macros.load import load_present
from macros.model import TABLES, Book, columns
from macros.pages.commitment import commitment_page
from macros.pages.contributing import HELD, MENU, answer_of, cells, marked, rows_of, sheets, steps, told
from macros.pages.editing import NAMES, SITE_FILES, commitment_edits, edit_part, problem_edits
from macros.pages.frame import BRANCH, View
from macros.pages.parts import PARTS
from macros.pages.place import place_page
from macros.pages.tasks import GRID, TASKS, Paper, Task
from macros.problem import Problem, as_line
from tests.changed import SMALL, added, copied, exchanged
from tests.conftest import AS_OF, ROOT

PAGE = ROOT / "docs" / "contribute.md"
REPOSITORY = "https://github.com/example/pledges"
each_task = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def links(html: str) -> list[str]:
    reader = _Links()
    reader.feed(html)
    return reader.found


@pytest.fixture(scope="module")
def view(small: Book) -> View:
    """The small data in a repository, published somewhere; no address for errors is given."""
    book = replace(small, site=small.site.model_copy(update={"report": None}))
    return View(
        book, AS_OF, address="https://example.test/", repository=REPOSITORY, typed=load_present(SMALL)
    )


# ── the five tasks ──────────────────────────────────────────────────────────────────────────


def name_of(paper: Paper) -> str:
    return paper.path.removeprefix("data/")


def write(data: Path, paper: Paper) -> None:
    """What the page tells to type into one file."""
    if paper.exchanged:
        number, text = paper.exchanged
        old = dict(paper.before)[number]
        exchanged(data, name_of(paper), f"{old}\n", f"{text}\n")
    else:
        added(name_of(paper), *paper.new)(data)


def answers(data: Path) -> set[str]:
    return {as_line(each) for each in check_data(data, AS_OF).problems}


def guarded(data: Path, small: Book) -> tuple[Problem, ...]:
    after = check_data(data, AS_OF).book
    assert after is not None
    return check_guard(small, after, AS_OF)


@each_task
def test_the_pictures_show_the_lines_that_stand_in_the_file(task: Task) -> None:
    for paper in task.papers:
        lines = (SMALL / name_of(paper)).read_text("utf-8").splitlines()
        assert {number: lines[number - 1] for number, _ in paper.before} == dict(paper.before)
        if paper.new:
            assert paper.before[-1][0] == len(lines)  # new rows go below the last


@each_task
def test_a_row_of_the_page_pasted_into_the_data_is_right(task: Task, small: Book, tmp_path: Path) -> None:
    data = copied(tmp_path)
    for paper in task.papers:
        write(data, paper)
    new = answers(data) - answers(SMALL)
    assert [line for line in new if "[오류]" in line] == []
    assert [line for line in new if "[경고]" in line and "place.yml" not in line] == []
    assert [as_line(each) for each in guarded(data, small) if each.level == "error"] == []


@each_task
def test_the_mistake_of_the_page_gets_the_answer_that_it_shows(
    task: Task, small: Book, tmp_path: Path
) -> None:
    data, wrong = copied(tmp_path), task.mistake
    if wrong.typed:
        for paper in task.papers:
            write(data, paper)
        (path,) = [name_of(paper) for paper in task.papers if wrong.instead in rows_of(paper)]
        exchanged(data, path, wrong.instead, wrong.typed)
        found = check_data(data, AS_OF).problems
    else:
        (paper,) = [each for each in task.papers if each.exchanged]
        write(data, paper)
        found = guarded(data, small)
    assert [as_line(each) for each in found if each.level == "error"] == [wrong.answer]


@each_task
def test_each_number_of_a_picture_is_a_step_and_every_cell_is_explained(task: Task) -> None:
    said = list(steps(task))
    numbers = [number for sheet in sheets(task) for number in (sheet.typed, sheet.pressed)]
    for sheet, paper in zip(sheets(task), task.papers, strict=True):
        assert said[sheet.typed - 1] == paper.typing
        assert "[[Commit changes...]]" in said[sheet.pressed - 1]
        assert [cell.column for cell in cells(paper)] == list(columns(TABLES[paper.name]))
    assert len(said) == max(numbers[-1], 5)
    assert all(f"{number}번은 " in told(task) for number in (1, *numbers))
    assert {paper.menu for paper in task.papers} <= set(MENU)


def test_the_picture_of_the_workbook_shows_its_sheets_and_its_columns() -> None:
    assert GRID.tabs == (GUIDE, *(sheet.title for sheet in SHEETS))
    (sheet,) = [each for each in SHEETS if each.title == GRID.open]
    assert tuple(column.head for column in sheet.columns)[: len(GRID.heads)] == GRID.heads
    assert len(GRID.locked) == len(GRID.filled) == len(GRID.heads)


def test_a_text_is_taken_apart_into_words_codes_and_keys() -> None:
    assert marked("`a`를 [[b c]]로") == [("code", "a"), ("", "를 "), ("key", "b c"), ("", "로")]
    answer = answer_of(TASKS["outcome"].mistake)
    assert (answer.where, answer.level) == ("data/gaon/outcomes.csv 7행 4열", "오류")


def test_the_page_has_every_task_and_says_no_row_twice() -> None:
    text = PAGE.read_text("utf-8")
    for id in TASKS:
        assert text.count(f'{{{{ task("{id}") }}}}') == 1
        assert f"{{ #{id} }}" in text
    assert "gaon-report" not in text  # rows stand in macros/pages/tasks.py alone


def test_every_command_on_the_page_exists_with_its_options() -> None:
    named = re.findall(r"python3 scripts/(\w+\.py)([^`\n]*)", PAGE.read_text("utf-8"))
    assert {script for script, _ in named} >= {"check.py", "normalize.py", "serve.py", "workbook.py"}
    for script, arguments in named:
        source = (ROOT / "scripts" / script).read_text("utf-8")
        for word in re.findall(r"--[a-z-]+|(?<=workbook\.py )\w+", f"{script}{arguments}"):
            assert f'"{word}"' in source, f"{script} {word}"


def test_every_link_inside_the_page_leads_to_a_heading_of_it() -> None:
    view = View(_book(), AS_OF)
    made = "".join(str(PARTS[name](view, "contribute/", *given).html) for name, *given in _parts())
    text = PAGE.read_text("utf-8") + made
    wanted = set(re.findall(r'(?:\]\(|a href=")#([\w-]+)', text))
    assert wanted - set(re.findall(r"\{ #([\w-]+) \}", text)) == set()
    assert {"report", "files", "rules", "check"} <= set(re.findall(r"\{ #([\w-]+) \}", text))


def test_the_page_begins_only_files_that_may_be_missing_and_shows_how_each_begins(view: View) -> None:
    for task in TASKS.values():
        assert all(each.name in ("outcomes.csv", "spending.csv") for each in task.papers[1:])
    made = unescape(str(PARTS["ledgers"](view, "contribute/").html))
    assert re.findall(r"<pre[^>]*><code>(.*?)</code>", made) == [",".join(columns(TABLES[n])) for n in HELD]


def test_the_indicator_of_the_page_may_stand_in_a_file_as_it_is(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    data = copied(tmp_path)
    exchanged(data, "naru/programmes/field-school.yml", "indicators:\n", block)
    assert answers(data) == answers(SMALL)


def test_what_cannot_be_told_to_anybody_is_not_offered(view: View) -> None:
    alone = replace(view, repository=None)
    for part in ("ways", "report_to"):
        assert "양식" in str(PARTS[part](view, "contribute/").html)
        assert not re.search(r"양식|알리기만|github", str(PARTS[part](alone, "contribute/").html))
    assert links(str(PARTS["guides"](alone, "contribute/").html)) == []
    guides = links(str(PARTS["guides"](view, "contribute/").html))
    assert guides == [f"{REPOSITORY}/blob/main/{name}" for name in ("data/README.md", "CONTRIBUTING.md")]
    assert all((ROOT / each.partition("/blob/main/")[2]).is_file() for each in guides)


def _parts() -> Iterator[tuple[str, ...]]:
    yield from (("task", id) for id in TASKS)
    yield from (("sending",), ("answer",), ("ways",), ("ledgers",), ("guides",))


def _book() -> Book:
    book = check_data(SMALL, AS_OF).book
    assert book is not None
    return book


# ── 이 자료 고치기 ───────────────────────────────────────────────────────────────────────────


def test_the_menu_of_a_page_opens_what_is_there_and_begins_what_is_not(view: View) -> None:
    school = view.book.commitments["naru/field-school"]
    edits = {each.name: each for each in commitment_edits(view, school)}
    assert edits["programmes/field-school.yml"].href == (
        f"{REPOSITORY}/edit/main/data/naru/programmes/field-school.yml"
    )
    assert edits["spending.csv"].href == f"{REPOSITORY}/edit/main/data/naru/spending.csv"
    assert [name for name, each in edits.items() if each.new] == [
        "targets.csv", "statuses.csv", "changes.csv", "corrections.csv",
    ]  # fmt: skip
    begun = urlsplit(edits["changes.csv"].href or "")
    assert begun.path == "/example/pledges/new/main/data/naru"
    assert parse_qs(begun.query) == {
        "filename": ["changes.csv"],
        "value": ["commitment,date,field,field_raw,before,after,reason,decided_by,decision,source\n"],
    }


def test_the_pages_of_a_commitment_and_a_place_carry_their_menu_and_the_forms(view: View) -> None:
    parks = view.book.commitments["gaon/small-parks"]
    found = links(commitment_page(view, parks).body.html)
    assert {each.href for each in commitment_edits(view, parks)} <= set(found)
    forms = [parse_qs(urlsplit(each).query) for each in found if "/issues/new?" in each]
    page = ["https://example.test/gaon/small-parks/"]
    assert forms == [
        {"template": ["error.yml"], "page": page},
        {"template": ["outcome.yml"], "page": page},
        {"template": ["correction.yml"], "page": page},
    ]
    place = links(place_page(view, view.book.places["gaon"]).body.html)
    assert f"{REPOSITORY}/edit/main/data/gaon/place.yml" in place
    assert {f"{REPOSITORY}/edit/main/data/gaon/{name}" for name in LEDGERS} <= set(place)


def test_the_forms_and_the_fields_that_are_filled_in_beforehand_exist(view: View) -> None:
    reported = links(str(PARTS["report_to"](view, "contribute/").html))
    forms = [parse_qs(urlsplit(each).query)["template"][0] for each in reported if "/issues/new?" in each]
    assert forms == ["error.yml", "outcome.yml", "correction.yml"]
    for name in forms:
        form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text("utf-8"))
        # GitHub fills in what can be typed, nothing else
        assert "page" in [each.get("id") for each in form["body"] if each["type"] in ("input", "textarea")]


def test_an_address_for_telling_of_errors_comes_before_the_form(view: View) -> None:
    own = view.book.site.model_copy(update={"report": "https://gaon.example.org/report"})
    other = View(replace(view.book, site=own), AS_OF, repository=REPOSITORY)
    assert other.report_of("gaon/") == "https://gaon.example.org/report"
    assert view.report_of("gaon/").startswith(f"{REPOSITORY}/issues/new?template=error.yml&page=")


def test_without_a_repository_files_are_named_and_no_link_leads_nowhere(small: Book) -> None:
    alone = View(small, AS_OF, typed=load_present(SMALL))
    parks = small.commitments["gaon/small-parks"]
    for html in (
        commitment_page(alone, parks).body.html,
        place_page(alone, small.places["gaon"]).body.html,
        edit_part(alone, "spending/", "spending.csv").html,
        edit_part(alone, "glossary/", "terms.yml").html,
    ):
        menu = html[html.index("이 자료 고치기") :]
        assert [each for each in links(menu) if "github" in each or each in ("", "None")] == []
        assert "contribute/" in "".join(links(html))
    assert "data/gaon/pledges/small-parks.yml" in commitment_page(alone, parks).body.html
    assert "data/naru/spending.csv" in edit_part(alone, "spending/", "spending.csv").html


def test_a_list_page_opens_the_file_of_every_place_that_has_it(view: View) -> None:
    assert [each for each in links(edit_part(view, "", "statuses.csv").html) if "~/" not in each] == [
        f"{REPOSITORY}/edit/main/data/gaon/statuses.csv"
    ]
    both = links(edit_part(view, "", "outcomes.csv", "targets.csv").html)
    assert [unquote(each.partition("/data/")[2]) for each in both if "/edit/" in each] == [
        "gaon/outcomes.csv", "naru/outcomes.csv", "gaon/targets.csv",
    ]  # fmt: skip
    assert f"{REPOSITORY}/tree/main/data/gaon/pledges" in links(
        edit_part(view, "", "pledges", "place.yml").html
    )
    nobody = View(replace(view.book, places={}), AS_OF, repository=REPOSITORY)
    assert edit_part(nobody, "", "spending.csv").html.strip() == ""


def test_what_was_found_on_the_page_of_checks_leads_to_its_file() -> None:
    problems = tuple(
        Problem("notice", "x", path, line, 1, "", "")
        for path, line in (("data/a/b.csv", 2), ("data/a/b.csv", 3), ("", 0), ("data/a/c.yml", 1))
    )
    found = problem_edits(View(_book(), AS_OF, problems, repository=REPOSITORY))
    assert [(each.href, number) for each, number in found] == [
        (f"{REPOSITORY}/edit/main/data/a/b.csv", 2),
        (f"{REPOSITORY}/edit/main/data/a/c.yml", 1),
    ]


SHOWS: Mapping[str, tuple[str, ...]] = {
    "about": ("site.yml",), "changes": ("changes.csv", "corrections.csv"), "editions": ("editions.yml",),
    "glossary": ("terms.yml",), "outcomes": ("outcomes.csv", "targets.csv"), "places": ("place.yml",),
    "pledges": ("pledges",), "programmes": ("programmes",), "rates": ("published_rates.csv",),
    "spending": ("spending.csv",),
}  # fmt: skip


def test_every_list_page_says_what_it_is_made_of() -> None:
    for page, names in SHOWS.items():
        call = ", ".join(f'"{name}"' for name in names)
        assert f"{{{{ edit({call}) }}}}" in (ROOT / "docs" / f"{page}.md").read_text("utf-8"), page
        assert set(names) <= set(NAMES)
    assert all((ROOT / "data" / name).is_file() for name in SITE_FILES)


def test_people_edit_the_branch_that_is_published() -> None:
    publish = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    assert f"branches: [{BRANCH}]" in publish
