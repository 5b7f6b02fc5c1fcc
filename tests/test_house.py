"""The house itself: what may stand where, who may touch files and the clock, and what no file may say."""

from __future__ import annotations

import ast
import hashlib
import html
import io
import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".vscode",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.ko.md",
    "README.md",
    "data",
    "docs",
    "macros",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements-intake.txt",
    "requirements-judge.in",
    "requirements-judge.txt",
    "requirements-test.txt",
    "requirements.txt",
    "scripts",
    "tests",
}
LOCKS = ("requirements.txt", "requirements-intake.txt", "requirements-test.txt")
JUDGE = "requirements-judge.txt"

# SHA-256 of the persons' names that the two original documents print, in NFC and without spaces.
NAMES = {
    "70f1c9e642d227cdabeed7de6eefb0c78c83b01f3e30b584a498d46da7b20e1b",
    "ce45bbaae5ded38fafe0e57ab2572c69b357de6a79901a6ab70a270a8aeb623d",
    "d65dfb7f0e257e7ccf97099c47842d6e9e19b2f460f990cf7c2617e23d565b89",
    "093e111d487a55139b0178f17c28761699b5dd286c79f87fa81f301962666afe",
}

# A path of somebody's machine; an address such as https://example.org/home/ is none.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:work|farm|root|tmp|home|Users)/[\w.]|\b[A-Z]:\\Users\\")
# Put together here, so that this file does not say them itself.
INDEX_ADDRESSES = (
    "files." + "pythonhosted",
    "registry." + "npmjs",
    "/sim" + "ple/",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links",
)

READING = {"open", "read_bytes", "read_text"}
WRITING = {"mkdir", "rmdir", "symlink_to", "touch", "unlink", "write_bytes", "write_text"}
CLOCK = {"now", "today", "utcnow", "monotonic", "perf_counter", "time"}


def kept() -> list[Path]:
    """Every file that is or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return _text(path.name, path.read_bytes())


def _text(name: str, data: bytes) -> str:
    """All that can be read in a file; packed ones are opened."""
    if name.endswith((".zip", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(_text(each, archive.read(each)) for each in archive.namelist())
    if name.endswith(".parquet"):
        return str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pydict())
    return data.decode("utf-8", errors="ignore")


def triples(text: str) -> set[str]:
    """All runs of three Hangul syllables, spaces between syllables left out; HTML and JSON escapes read."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), html.unescape(text))
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<=[가-힣])\s+(?=[가-힣])", "", text)
    runs = re.findall(r"[가-힣]{3,}", text)
    return {run[at : at + 3] for run in runs for at in range(len(run) - 2)}


def with_a_name(paths: Iterable[Path], base: Path) -> list[str]:
    """The files, as seen from `base`, that hold one of the names."""
    known: dict[str, bool] = {}
    found = []
    for path in paths:
        for triple in triples(text_of(path)):
            if triple not in known:
                known[triple] = hashlib.sha256(triple.encode()).hexdigest() in NAMES
            if known[triple]:
                found.append(path.relative_to(base).as_posix())
                break
    return found


def locked(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a lock and its hashes."""
    lines = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    for line in filter(None, lines):
        stated, *hashes = re.split(r"\s+--hash=", line)
        yield Requirement(stated), [each.strip() for each in hashes]


def rooms() -> list[tuple[str, ast.Module]]:
    paths = sorted((ROOT / "macros").rglob("*.py"))
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]


def calls(tree: ast.Module, names: set[str]) -> list[str]:
    """Calls of a method or built-in named so, as `line name`; a file beside the room, by `__file__`, is its own."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names and "__file__" not in ast.unparse(called):
                found.append(f"{node.lineno} {name}")
    return found


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions of the module and methods of its public classes whose names do not begin with `_`.

    Not properties: a class tells of its values in its own docstring.
    """
    bodies = [tree.body]
    bodies += [n.body for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
            if not marks & {"property", "cached_property"}:
                yield node


def test_the_top_level_holds_only_what_the_design_names() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in kept()} - TOP_LEVEL == set()


@pytest.mark.parametrize("name", [*LOCKS, JUDGE])
def test_every_locked_requirement_is_pinned_and_has_hashes(name: str) -> None:
    for requirement, hashes in locked(name):
        assert re.fullmatch(r"==[\w.!+]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement
    assert "://" not in (ROOT / name).read_text("utf-8")


def test_each_lock_holds_the_one_before_it_unchanged() -> None:
    held = [{str(requirement): hashes for requirement, hashes in locked(name)} for name in LOCKS]
    for less, more in pairwise(held):
        assert less.items() <= more.items()


def test_the_locks_are_made_from_pyproject_as_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "requirements.txt": [],
        "requirements-intake.txt": extras["intake"],
        "requirements-test.txt": [*extras["intake"], *extras["test"]],
    }
    assert list(wanted) == list(LOCKS)
    for name, more in wanted.items():
        versions: dict[str, list[str]] = {}
        for requirement, _ in locked(name):
            pin = str(requirement.specifier).removeprefix("==")
            versions.setdefault(canonicalize_name(requirement.name), []).append(pin)
        for stated in map(Requirement, (*project["dependencies"], *extras["setup"], *more)):
            pins = versions[canonicalize_name(stated.name)]
            assert all(stated.specifier.contains(pin, prereleases=True) for pin in pins), stated


def test_the_lock_of_the_judge_is_made_from_what_it_needs() -> None:
    asked = [
        line for line in (ROOT / "requirements-judge.in").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    pins = {
        requirement.name: str(requirement.specifier).removeprefix("==") for requirement, _ in locked(JUDGE)
    }
    for stated in map(Requirement, asked):
        assert stated.specifier.contains(pins[stated.name]), stated


def test_no_file_names_a_path_of_a_machine() -> None:
    found = {path.name: MACHINE_PATH.search(text_of(path)) for path in kept()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_no_file_names_a_package_index() -> None:
    found = [(path.name, each) for path in kept() for each in INDEX_ADDRESSES if each in text_of(path)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["과장 가 나 다 ☎", "가나다", "&#44032; 나&nbsp;다", r"\uac00\ub098\ub2e4", "가\n나\n다"]
)
def test_a_name_is_found_however_it_is_spaced_or_escaped(text: str) -> None:
    assert "가나다" in triples(unicodedata.normalize("NFD", text))


def test_packed_files_are_read_for_names_too(site: Path) -> None:
    for name in ("tables/all.xlsx", "tables/spending.parquet", "tables/all.sqlite", "data/package.zip"):
        assert {"안산시", "침수예"} <= triples(text_of(site / name)), name


def test_no_file_holds_a_persons_name_of_the_original_documents() -> None:
    assert with_a_name(kept(), ROOT) == []


def test_no_file_of_the_built_site_holds_a_persons_name_of_the_original_documents(site: Path) -> None:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    assert files
    assert with_a_name(files, site) == []


def test_every_room_says_what_it_is_for() -> None:
    assert [path for path, tree in rooms() if not ast.get_docstring(tree)] == []


def test_every_public_function_says_what_it_gives() -> None:
    silent = [
        f"{path}:{function.lineno} {function.name}"
        for path, tree in rooms()
        for function in public_functions(tree)
        if not ast.get_docstring(function)
    ]
    assert silent == []


def test_only_load_reads_data_and_only_the_hooks_read_what_they_wrote() -> None:
    allowed = {"macros/hooks.py", "macros/load/present.py", "macros/load/text.py"}
    allowed.add(
        "macros/intake/reading/packed.py"
    )  # opens the parts of an archive that it was handed as bytes
    found = {path: calls(tree, READING) for path, tree in rooms() if path not in allowed}
    assert {path: where for path, where in found.items() if where} == {}


def test_only_the_hooks_write_and_read_the_clock() -> None:
    found = {path: calls(tree, WRITING | CLOCK) for path, tree in rooms() if path != "macros/hooks.py"}
    assert {path: where for path, where in found.items() if where} == {}


def test_the_words_of_the_domain_are_imported_without_opening_the_rooms_above() -> None:
    heavy = "{'altair', 'mkdocs', 'pandas', 'vl_convert', 'macros.pages'}"
    program = f"import sys, macros.model; print({heavy} & set(sys.modules))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
