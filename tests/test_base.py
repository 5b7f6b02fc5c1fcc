"""What the data is held against: a commit, and where it cannot be read the last one before it where it can."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from changes import answer
from comparing import Refused, guarded, load_sides, outside_data
from macros.load import load_book, repository_of
from macros.problem import Problem
from tests.changed import Change, copied, exchanged, written
from tests.test_changes import git

AS_OF = date(2026, 11, 22)
OUTCOMES = "gaon/outcomes.csv"


def away(name: str) -> Change:
    """The change that moves a file or folder out of the data and leaves a link to it."""

    def change(data: Path) -> None:
        other = data.parent / "other"
        (data / name).rename(other)
        (data / name).symlink_to(other)

    return change


def submodule(data: Path) -> None:
    shutil.rmtree(data / "gaon")
    commit = git(data.parent, "rev-parse", "HEAD").strip()
    git(data.parent, "rm", "-rq", "--cached", "data/gaon")
    git(data.parent, "update-index", "--add", "--cacheinfo", f"160000,{commit},data/gaon")


def commit(data: Path) -> None:
    git(data.parent, "add", "-A", "data")
    git(data.parent, "commit", "-qam", "more")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small data folder in a repository of one commit."""
    git(tmp_path, "init", "-q")
    made = copied(tmp_path)
    commit(made)
    return made


def held(data: Path, base: str) -> tuple[Problem, ...]:
    return guarded(data, load_book(data), base, AS_OF)[0]


def of_rules(problems: tuple[Problem, ...], *rules: str) -> list[str]:
    return [each.rule for each in problems if each.rule in rules]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (away(OUTCOMES), [f"data/{OUTCOMES}"]),
        (away(""), []),
        (shutil.rmtree, []),
        (submodule, ["data/gaon"]),
        (written("site.yml", "title: [\n"), ["data/site.yml"]),
        (lambda data: exchanged(data, OUTCOMES, "parks,2023,4,", "parks,2023,4곳,"), [f"data/{OUTCOMES}"]),
    ],
    ids=["a link", "all data a link", "no data", "a submodule", "a broken site", "a broken row"],
)
def test_what_cannot_be_read_at_the_base_is_held_against_the_commit_before(
    data: Path, spoil: Callable[[Path], object], told: list[str]
) -> None:
    first = git(data.parent, "rev-parse", "--short=7", "HEAD").strip()
    spoil(data)
    if spoil is not submodule:
        git(data.parent, "add", "-A")
    git(data.parent, "commit", "-qm", "more")
    if data.is_symlink():
        data.unlink()
    elif data.exists():
        shutil.rmtree(data)
    exchanged(copied(data.parent), OUTCOMES, "parks,2024,6,", "parks,2024,7,")
    problems = held(data, "HEAD")
    assert of_rules(problems, "ledger-changed", "place-gone", "commitment-gone") == ["ledger-changed"]
    unread = [each for each in problems if each.rule == "base-unread"]
    assert [each.path for each in unread] == told
    for each in unread:
        assert f"앞선 커밋 {first}의 자료와도 견주었습니다." in each.tip
        assert f"the earlier commit {first}, where" in each.tip_en


def test_a_link_at_a_commit_is_its_text_and_a_submodule_the_line_of_git(data: Path) -> None:
    away("naru")(data)
    commit(data)
    one = git(data.parent, "rev-parse", "HEAD").strip()
    submodule(data)
    git(data.parent, "commit", "-qm", "more")
    files = repository_of(data).files("HEAD")
    assert files is not None
    assert files["data/naru"] == str(data.parent / "other").encode()
    assert files["data/gaon"] == f"Subproject commit {one}\n".encode()


def test_a_file_that_was_never_sound_is_told_and_a_shallow_clone_asks_for_the_rest(
    data: Path, tmp_path: Path
) -> None:
    broken = exchanged(data, OUTCOMES, "parks,2023,4,", "parks,2023,4곳,")
    git(data.parent, "commit", "-qa", "--amend", "-m", "first")
    exchanged(broken, OUTCOMES, "parks,2023,4곳,", "parks,2023,4,")
    [told] = [each for each in held(data, "HEAD") if each.rule == "base-unread"]
    assert told.tip.startswith("이 파일을 읽을 수 있던 앞선 커밋이 없습니다. ")
    git(data.parent, "commit", "-q", "--allow-empty", "-m", "second")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", tmp_path.as_uri(), str(shallow))
    exchanged(shallow / "data", OUTCOMES, "parks,2023,4곳,", "parks,2023,4,")
    with pytest.raises(Refused, match="shallow clone"):
        held(shallow / "data", "HEAD")


def test_what_others_merged_is_one_step_back(data: Path) -> None:
    top = data.parent
    first = git(top, "rev-parse", "HEAD").strip()
    git(top, "checkout", "-qb", "work")
    for number in ("4곳", "4 곳"):
        (data / OUTCOMES).write_bytes(
            git_bytes(data).replace(b"parks,2023,4,", f"parks,2023,{number},".encode())
        )
        commit(data)
    git(top, "checkout", "-q", "main")
    git(top, "merge", "-q", "--no-ff", "-m", "merged", "work")
    assert list(repository_of(data).before("HEAD", f"data/{OUTCOMES}")) == [first]


def git_bytes(data: Path) -> bytes:
    return git(data.parent, "show", f"main:data/{OUTCOMES}").encode()


def test_a_change_of_data_says_that_the_program_changes_with_it(data: Path) -> None:
    top = data.parent
    for number in range(7):
        (top / f"{number}.py").write_text("print()\n")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "code alone")
    before, after = load_sides(data, "HEAD~1", "HEAD", AS_OF)
    outside = outside_data(data, before, after)
    assert outside == tuple(f"{number}.py" for number in range(7))
    assert "자료가 아닌" not in answer(before, after, AS_OF, json=False, outside=outside)
    exchanged(data, OUTCOMES, "parks,2024,6,", "parks,2024,7,")
    before, after = load_sides(data, "HEAD~1", None, AS_OF)
    said = answer(before, after, AS_OF, json=False, outside=outside_data(data, before, after))
    line = "**자료와 함께 자료가 아닌 파일 7개도 바뀝니다: 0.py, 1.py, 2.py, 3.py, 4.py 그 밖에 2개.** "
    assert f"\n\n{line}" in said
    before, after = load_sides(data, "HEAD", None, AS_OF)
    assert outside_data(data, before, after) == ()
