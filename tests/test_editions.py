"""Dated editions: the zip of data/ at a commit, its errors in Korean, its pages, and the script that makes the entry."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import weakref
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

import check
import edition as script
from macros.check import check_data
from macros.load import (
    Loaded,
    PastData,
    changed_files,
    commit_of,
    load_book,
    load_files,
    load_past,
    repository_of,
    zip_bytes,
)
from macros.pages import editions as pages
from macros.pages.editions import edition_pages, editions_part
from macros.pages.frame import View
from tests.changed import SMALL, added, exchanged

AS_OF = date(2026, 11, 22)
MISSING = "c0ffee" + "0" * 34
FILES = {"data/나.csv": b"\xef\xbb\xbfa\r\n", "data/a.yml": b"a: 1\n"}
TINY = "af6eebbbfaeb5b650011512acc7601603451ad5381f4a9ef8d19e1caedfbb180"


def git(folder: Path, *command: str) -> str:
    """What git says in a folder, without anybody's own settings."""
    own = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(folder), *own, *command],
        env={**os.environ, "GIT_COMMITTER_DATE": "2025-10-01T15:00:00Z"},  # the second of October in Seoul
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def committed(top: Path, message: str = "자료") -> str:
    """Everything in the folder as a commit; its id."""
    if not (top / ".git").exists():
        git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "--allow-empty", "-m", message)
    return git(top, "rev-parse", "HEAD")


def sha(data: Path, commit: str) -> str:
    files = repository_of(data).files(commit)
    assert files is not None
    return hashlib.sha256(zip_bytes(files)).hexdigest()


def listed(data: Path, *editions: tuple[str, str, str]) -> Path:
    """The data folder with these editions (date, commit, SHA-256) in editions.yml."""
    lines = [
        f'  - date: {day}\n    commit: "{commit}"\n    sha256: "{value}"\n    note: {day}의 자료\n'
        for day, commit, value in editions
    ]
    (data / "editions.yml").write_text(f"editions:\n{''.join(lines)}", "utf-8")
    return data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with the small data, and its one commit."""
    top = tmp_path_factory.mktemp("made")
    shutil.copytree(SMALL, top / "data")
    return top, committed(top)


@pytest.fixture
def top(made: tuple[Path, str], tmp_path: Path) -> Path:
    """The same repository again, to be changed."""
    return shutil.copytree(made[0], tmp_path / "copy")


@pytest.fixture
def commit(made: tuple[Path, str]) -> str:
    return made[1]


def told(data: Path) -> list[tuple[str, str, str]]:
    """What is wrong with the editions: place, message, tip."""
    found = [p for p in check_data(data, AS_OF).problems if p.path == "data/editions.yml"]
    assert all(p.level == "error" for p in found)
    return [(f"{p.rule} {p.line}:{p.column}", p.message, p.tip) for p in found]


def looked(data: Path, repository: str | None = None, address: str | None = None) -> View:
    """The site of a data folder."""
    loaded = check_data(data, AS_OF)
    assert loaded.book is not None
    assert told(data) == []
    return View(
        loaded.book,
        AS_OF,
        loaded.problems,
        repository=repository,
        address=address,
        editions=loaded.editions,
    )


def words(html: str) -> str:
    """The text of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# ── the zip ─────────────────────────────────────────────────────────────────────────────────


def test_the_zip_of_the_same_files_is_the_same_on_every_machine() -> None:
    made = zip_bytes(FILES)
    assert made == zip_bytes(dict(reversed(FILES.items())))
    assert hashlib.sha256(made).hexdigest() == TINY
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each.filename: archive.read(each) for each in archive.infolist()} == FILES
        assert archive.namelist() == sorted(FILES)
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}


def test_a_compressed_zip_holds_the_same_and_is_smaller() -> None:
    files = {"data/a.csv": b"1,2,3\n" * 999}
    packed = zip_bytes(files, compressed=True)
    assert len(packed) < len(zip_bytes(files)) / 9
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("data/a.csv") == files["data/a.csv"]
        assert archive.testzip() is None


# ── out of git ──────────────────────────────────────────────────────────────────────────────


def test_files_come_as_they_were_committed(tmp_path: Path) -> None:
    (tmp_path / "data" / "gaon").mkdir(parents=True)
    (tmp_path / ".gitattributes").write_text("*.csv text eol=crlf diff=x\n*.md export-ignore\n")
    held = {"data/gaon/a.csv": b"a\nb\n", "data/README.md": "# 글\n".encode(), "data/빈 칸.txt": b""}
    for path, content in held.items():
        (tmp_path / path).write_bytes(content)
    commit = committed(tmp_path)
    (tmp_path / "data" / "README.md").write_text("나중")
    found = repository_of(tmp_path / "data")
    assert found.files(commit) == held
    assert found.commit("HEAD") == found.commit(commit[:9]) == commit
    assert found.commit("none") is None


def test_a_mapping_of_files_reads_like_the_folder() -> None:
    files = {
        f"data/{path.relative_to(SMALL).as_posix()}": path.read_bytes()
        for path in SMALL.rglob("*")
        if path.is_file()
    }
    assert load_files(files) == load_book(SMALL)
    assert load_files({}) == Loaded(
        None, load_book(SMALL / "none").problems
    )  # both say that there is no data folder


def test_a_sound_edition_is_read_and_checked(top: Path, commit: str) -> None:
    data = listed(top / "data", ("2026-10-31", commit, sha(top / "data", commit)))
    loaded = check_data(data, AS_OF)
    assert told(data) == []
    assert [each.edition.date.text for each in loaded.editions] == ["2026-10-31"]
    assert hashlib.sha256(loaded.editions[0].archive).hexdigest() == loaded.editions[0].edition.sha256
    assert load_past(loaded.editions[0]).book == load_book(SMALL).book


def test_a_renamed_or_deeper_data_folder_still_finds_its_editions(top: Path, commit: str) -> None:
    value = sha(top / "data", commit)
    moved = (top / "data").rename(top / "mydata")
    assert told(listed(moved, ("2026-10-31", commit, value))) == []
    deeper = shutil.copytree(moved, top / "site" / "data")
    later = committed(top)
    assert told(listed(deeper, ("2026-10-31", commit, value), ("2026-11-01", later, "0" * 64)))[0][0] == (
        "edition-sha 8:5"
    )
    assert {path.split("/")[0] for path in repository_of(deeper).files(later) or ()} == {"data"}


# ── what is wrong ───────────────────────────────────────────────────────────────────────────


def test_a_commit_that_is_not_there_is_told_with_its_line(top: Path, commit: str) -> None:
    data = listed(
        top / "data", ("2026-10-31", commit, sha(top / "data", commit)), ("2026-11-01", MISSING, "0" * 64)
    )
    assert told(data) == [
        (
            "edition-commit 7:5",
            f"2026년 11월 1일 판: 커밋이 저장소에 없습니다: {MISSING}.",
            "다른 곳에서 만든 커밋이면 git fetch로 받으세요. 잘못 적었으면 commit을 고치세요. 그날의 커밋은 다음 명령이 "
            "알려 줍니다: git log -1 --format=%H --before=2026-11-01T23:59:59+09:00 -- data",
        )
    ]


def test_a_shallow_clone_is_told_how_to_become_whole(top: Path, commit: str, tmp_path: Path) -> None:
    value = sha(top / "data", commit)
    listed(top / "data", ("2026-10-31", commit, value))
    committed(top, "판")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", top.as_uri(), str(clone))
    assert told(clone / "data") == [
        (
            "edition-commit 3:5",
            f"2026년 10월 31일 판: 커밋이 이 컴퓨터에 없습니다: {commit}. 저장소를 최근 것만 받았습니다(shallow clone).",
            "git fetch --unshallow로 나머지를 받고 다시 실행하세요. "
            "GitHub Actions에서는 checkout에 fetch-depth: 0을 적으세요.",
        )
    ]
    git(clone, "fetch", "-q", "--unshallow")
    assert told(clone / "data") == []


def test_a_commit_without_a_data_folder_is_told(top: Path) -> None:
    (top / "data").rename(top / "elsewhere")
    (top / "README").write_text("글")
    commit = committed(top)
    (top / "elsewhere").rename(top / "data")
    assert told(listed(top / "data", ("2026-10-31", commit, "0" * 64))) == [
        (
            "edition-commit 3:5",
            f"2026년 10월 31일 판: 이 커밋에는 data/ 폴더가 없습니다: {commit}.",
            "data/가 있던 커밋을 적으세요. 다음 명령이 그런 커밋을 보여 줍니다: git log --oneline -- data",
        )
    ]


def test_another_sha_is_told_with_both_values(top: Path, commit: str) -> None:
    right = sha(top / "data", commit)
    assert told(listed(top / "data", ("2026-10-31", commit, "0" * 64))) == [
        (
            "edition-sha 4:5",
            f"2026년 10월 31일 판: 적힌 SHA-256({'0' * 64})이 커밋 {commit[:7]}의 자료를 묶은 값({right})과 다릅니다.",
            f"commit이 맞으면 이렇게 고치세요: sha256: {right} 아니면 commit을 고치세요.",
        )
    ]


def test_data_outside_a_repository_has_no_editions_until_it_lies_in_one(
    top: Path, commit: str, tmp_path: Path
) -> None:
    value = sha(top / "data", commit)
    outside = listed(shutil.copytree(SMALL, tmp_path / "outside" / "data"), ("2026-10-31", commit, value))
    assert told(outside) == [
        (
            "edition-commit 3:5",
            "판을 확인할 수 없습니다: 자료 폴더가 git 저장소 안에 있지 않습니다.",
            "판을 두지 않을 자료라면 editions.yml에서 지우세요. 두려면: git clone으로 받은 폴더에서 실행하세요. "
            "내려받은 ledger/라면 그 저장소의 data/ 자리에 넣고 실행하세요.",
        )
    ]
    (tmp_path / "outside" / ".git").write_text(f"gitdir: {top / '.git'}\n", "utf-8")
    assert told(outside) == []


def test_an_edition_is_not_older_than_its_commit(top: Path, commit: str) -> None:
    value = sha(top / "data", commit)
    assert told(listed(top / "data", ("2025-10-02", commit, value))) == []
    assert told(listed(top / "data", ("2025-10-01", commit, value))) == [
        (
            "edition-before-commit 2:5",
            f"2025년 10월 1일 판: 커밋({commit[:7]})을 만든 날(2025년 10월 2일)보다 앞선 판입니다.",
            "판을 펴낸 날을 date에 적거나, 그날까지 만든 커밋을 적으세요. 그날의 커밋은 다음 명령이 알려 줍니다: "
            "git log -1 --format=%H --before=2025-10-01T23:59:59+09:00 -- data",
        )
    ]


def test_the_commit_of_the_data_is_that_of_its_own_repository_and_none_once_it_was_changed(
    top: Path, commit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = top / "data"
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert commit_of(data) == commit
    (data / "~$spending.csv").write_text("열려 있음")
    (data / ".DS_Store").write_text("")
    (top / "README").write_text("자료 밖")
    assert commit_of(data) == commit
    (top / ".git" / "info" / "exclude").write_text("가려진*\n", "utf-8")
    (data / "가려진 곳").write_text("")
    assert commit_of(data) == ""
    assert changed_files(data) == ("!! data/가려진 곳",)
    (data / "가려진 곳").unlink()
    added("gaon/statuses.csv", "night-bus,on_track,정상추진,2025-10-31,,,gaon-report,")(data)
    assert commit_of(data) == ""
    assert commit_of(shutil.copytree(SMALL, tmp_path / "outside")) == ""


def test_a_machine_without_git_and_a_repository_of_somebody_else_are_told(
    top: Path, commit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = listed(top / "data", ("2026-10-31", commit, "0" * 64))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "none")
    assert told(data) == [
        (
            "edition-commit 3:5",
            "판을 확인할 수 없습니다: 저장소의 주인이 다른 사용자여서 git이 읽지 않습니다.",
            "판을 두지 않을 자료라면 editions.yml에서 지우세요. 두려면: "
            f"믿는 저장소라면 이 명령을 먼저 실행하세요: git config --global --add safe.directory {top}",
        )
    ]
    monkeypatch.setenv("PATH", "")
    assert told(data) == [
        (
            "edition-commit 3:5",
            "판을 확인할 수 없습니다: git을 찾을 수 없습니다.",
            "판을 두지 않을 자료라면 editions.yml에서 지우세요. 두려면: git을 설치한 뒤 다시 실행하세요.",
        )
    ]


def test_a_repository_that_lost_a_file_is_told(top: Path, commit: str) -> None:
    lost = git(top, "rev-parse", f"{commit}:data/site.yml")
    (top / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert told(listed(top / "data", ("2026-10-31", commit, "0" * 64))) == [
        (
            "edition-commit 3:5",
            "2026년 10월 31일 판: 저장소에서 판의 파일을 읽을 수 없습니다.",
            "저장소를 다시 복사해(clone) 그 안에서 실행하세요.",
        )
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("date: 2026-10-31", "date: 2026-10"),
            (
                "date-form 2:5",
                "editions[1].date(펴낸 날): 날까지 적힌 날짜가 아닙니다: ‘2026-10’.",
                "해, 달, 날을 모두 적으세요. 예: 2026-11-22",
            ),
        ),
        (
            (MISSING, MISSING[:7]),
            (
                "commit-form 3:5",
                "editions[1].commit(커밋): 커밋 이름은 0~9와 a~f로 된 40자여야 합니다: ‘c0ffee0’.",
                "git rev-parse가 알려 주는 온전한 이름을 소문자로 적으세요.",
            ),
        ),
        (
            ("0" * 64, "F" * 40),
            (
                "sha-form 4:5",
                f"editions[1].sha256(SHA-256): SHA-256 값은 0~9와 a~f로 된 64자여야 합니다: ‘{'F' * 40}’.",
                "scripts/edition.py가 알려 주는 값을 그대로 적으세요.",
            ),
        ),
    ],
)
def test_a_wrong_form_is_told_at_its_value(
    tmp_path: Path, change: tuple[str, str], expected: tuple[str, str, str]
) -> None:
    data = listed(shutil.copytree(SMALL, tmp_path / "data"), ("2026-10-31", MISSING, "0" * 64))
    assert told(exchanged(data, "editions.yml", *change)) == [expected]


def test_the_command_that_checks_the_data_tells_it_too(
    top: Path, commit: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = listed(top / "data", ("2026-10-31", MISSING, "0" * 64))
    monkeypatch.setattr("sys.argv", ["check.py", "--data", str(data), "--json", "--as-of", AS_OF.isoformat()])
    assert check.main() == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [(p["rule"], p["line"]) for p in found if p["level"] == "error"] == [("edition-commit", 3)]


# ── the pages ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(top: Path, commit: str) -> Path:
    """Data with two editions, the second with a row more, and today a row more again."""
    data = top / "data"
    added("gaon/outcomes.csv", "small-parks,parks,2024,4,,2025-09-30,gaon-report,")(data)
    second = committed(top)
    added("gaon/statuses.csv", "night-bus,on_track,정상추진,2025-10-31,,,gaon-report,")(data)
    return listed(data, ("2025-10-31", commit, sha(data, commit)), ("2026-10-31", second, sha(data, second)))


def test_the_page_of_an_edition_says_what_is_in_it_and_how_to_check_it(two: Path) -> None:
    view = looked(two, repository="https://example.org/r", address="https://example.test/")
    first, second = edition_pages(view)
    past = view.editions[0]
    assert (first.path, first.title, first.edit) == (
        "editions/2025-10-31/", "2025년 10월 31일 판", "data/editions.yml",
    )  # fmt: skip
    assert first.body.files["editions/2025-10-31/data.zip"] == past.archive
    text = words(first.body.html)
    assert f'echo "{past.edition.sha256} data.zip" | sha256sum --check' in text
    assert f"파일 {len(past.files)}개가 그대로 들어 있습니다." in text
    assert "지역 2곳 공약 2건 지원사업 1건" in text
    assert "2026년 10월 31일 판에서 달라진 것" in text
    assert "지금 자료에서 달라진 것" in words(second.body.html)
    assert f'href="https://example.org/r/tree/{past.edition.commit}/data"' in first.body.html
    assert "https://example.test/editions/2025-10-31/" in text


def test_never_more_than_two_editions_are_read_and_finished_pairs_only_once(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = committed(two.parent)
    past = [each.edition for each in looked(two).editions]
    listed(
        two,
        *((each.date.text, each.commit, each.sha256) for each in past),
        ("2026-11-01", third, sha(two, third)),
    )
    view, most = looked(two), 0
    read: list[weakref.ref[Loaded]] = []

    def counted(past: PastData) -> Loaded:
        nonlocal most
        found = load_past(past)
        read.append(weakref.ref(found))
        most = max(most, sum(each() is not None for each in read))
        return found

    monkeypatch.setattr(pages, "load_past", counted)
    monkeypatch.setattr(pages, "_told", {})
    first = [page.body.html for page in edition_pages(view)]
    assert (most, len(read)) == (2, 3)
    later = replace(view, as_of=date(2027, 6, 1))
    assert [page.body.html for page in edition_pages(later)][:2] == first[:2]
    assert (most, len(read)) == (2, 4)
    monkeypatch.setattr(pages, "_told", {})
    assert [page.body.html for page in edition_pages(later)][:2] == first[:2]


def test_the_list_of_editions_has_the_newest_first(two: Path) -> None:
    text = words(editions_part(looked(two), "editions/").html)
    assert text.index("2026년 10월 31일 판") < text.index("2025년 10월 31일 판")
    assert "2025-10-31의 자료" in text


def test_without_an_edition_one_sentence_says_so() -> None:
    view = looked(SMALL)
    assert list(edition_pages(view)) == []
    assert words(editions_part(view, "editions/").html) == "아직 펴낸 판이 없습니다."


def test_an_edition_that_breaks_a_rule_of_today_is_published_and_not_compared(top: Path) -> None:
    data = top / "data"
    whole = (data / "site.yml").read_text("utf-8")
    (data / "site.yml").write_text(f"{whole}motto: 옛 이름\n", "utf-8")
    old = committed(top)
    (data / "site.yml").write_text(whole, "utf-8")
    [page] = edition_pages(looked(listed(data, ("2025-10-31", old, sha(data, old)))))
    text = words(page.body.html)
    assert zipfile.ZipFile(io.BytesIO(page.body.files["editions/2025-10-31/data.zip"])).testzip() is None
    assert "지금의 자료 규칙에 맞지 않는 곳이 있어 건수를 세지 않았습니다." in text
    assert "지금 자료와 견주지 못했습니다." in text
    assert "2025년 10월 31일 판에서 맞지 않는 곳 1곳: data/site.yml" in text
    assert "[오류] motto: 모르는 이름입니다." in text


# ── the script ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(
    top: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`run("2026-11-01", "--write")`: the script on the data folder; its exit code and what it says."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("AS_OF", AS_OF.isoformat())
        monkeypatch.setattr("sys.argv", ["edition.py", "--data", str(top / "data"), *arguments])
        try:
            code = script.main()
        except SystemExit as stop:
            code = int(str(stop.code))
        return code, *capsys.readouterr()

    return call


def test_the_script_prints_an_entry_and_writes_it_only_when_asked(
    top: Path, commit: str, run: Callable[..., tuple[int, str, str]]
) -> None:
    file = top / "data" / "editions.yml"
    before = file.read_text("utf-8")
    value = sha(top / "data", commit)
    first = f'  - date: 2026-10-31\n    commit: "{commit}"\n    sha256: "{value}"\n    note: "처음: \\"판\\" #1"\n'
    assert run("2026-10-31", "--note", '처음: "판" #1') == (0, first, "")
    assert file.read_text("utf-8") == before
    assert run("2026-10-31", "--note", '처음: "판" #1', "--write")[:2] == (0, first)
    modeline = before.splitlines()[0]
    assert file.read_text("utf-8") == f"{modeline}\neditions:\n{first}"
    file.write_text(file.read_text("utf-8") + "# 끝\n", "utf-8")
    later = committed(top)
    second = f'  - date: 2026-11-22\n    commit: "{later}"\n    sha256: "{sha(top / "data", later)}"\n'
    assert run("2026-11-22", "--write")[:2] == (0, second)
    assert file.read_text("utf-8") == f"{modeline}\neditions:\n{first}# 끝\n{second}"
    assert [each.edition.note for each in looked(top / "data").editions] == ['처음: "판" #1', None]


def test_the_script_refuses_what_is_no_edition(
    top: Path, commit: str, run: Callable[..., tuple[int, str, str]]
) -> None:
    assert run("2026-11-23") == (1, "", "앞날의 판은 만들지 않습니다 · this date has not come: 2026-11-23\n")
    code, out, err = run("2026-11")
    assert (code, out) == (2, "")
    assert err.endswith("error: 날짜는 YYYY-MM-DD로 적습니다 · a date is YYYY-MM-DD: 2026-11\n")
    assert run("2026-11-01", "--commit", "none") == (
        1, "", "저장소에 없는 커밋입니다 · no such commit: none\n",
    )  # fmt: skip
    listed(top / "data", ("2026-10-31", commit, sha(top / "data", commit)))
    dirty = (
        "자료에 커밋하지 않은 변경이 있습니다. 먼저 커밋하세요 · the data folder has uncommitted changes:\n"
    )
    assert run("2026-11-01") == (1, "", f"{dirty} M data/editions.yml\n")
    committed(top)
    assert run("2026-10-31") == (
        1,
        "",
        "2026년 10월 31일 판은 이미 있습니다 · already listed: data/editions.yml 2행\n",
    )
    assert run("2026-10-30") == (
        1, "", "마지막 판보다 앞선 날짜입니다 · older than the last edition: 2026-10-31\n",
    )  # fmt: skip
    git(top, "rm", "-rq", "--cached", "data")
    git(top, "commit", "-qm", "비움")
    empty = git(top, "rev-parse", "HEAD")
    git(top, "reset", "-q", "HEAD~1")
    assert run("2026-11-01", "--commit", empty) == (
        1, "", f"이 커밋에는 자료 폴더가 없습니다 · no data folder at this commit: {empty}\n",
    )  # fmt: skip
    assert run("2025-10-01", "--commit", commit) == (
        1, "", "마지막 판보다 앞선 날짜입니다 · older than the last edition: 2026-10-31\n",
    )  # fmt: skip
    (top / "data" / "editions.yml").unlink()
    committed(top)
    assert run("2025-10-01", "--commit", commit) == (
        1, "", "2025년 10월 1일은 커밋을 만든 날(2025년 10월 2일)보다 앞섭니다"
        f" · older than its commit, of 2025-10-02: {commit}\n",
    )  # fmt: skip


def test_the_script_makes_no_edition_of_data_that_git_does_not_keep(
    top: Path, run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / ".git" / "info" / "exclude").write_text("other\n")
    other = shutil.copytree(SMALL, top / "other" / "data")
    code, out, err = run("2026-11-01", "--write", "--data", str(other))
    assert (code, out) == (1, "")
    assert err.startswith("자료에 커밋하지 않은 변경이 있습니다.")
    (top / ".git").rename(top / "none")
    assert run("2026-11-01", "--write") == (
        1, "", "자료 폴더가 git 저장소 안에 있지 않습니다. → git clone으로 받은 폴더에서 실행하세요. "
        "내려받은 ledger/라면 그 저장소의 data/ 자리에 넣고 실행하세요.\n",
    )  # fmt: skip
    assert (top / "data" / "editions.yml").read_bytes() == (SMALL / "editions.yml").read_bytes()


OLD = {"date": "2026-10-31", "commit": MISSING, "sha256": "0" * 64}
NEW = script.Entry(date(2026, 11, 22), MISSING, "1" * 64, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"editions:\n{NEW.lines()}"),
        ("# 판\neditions: null", f"# 판\neditions:\n{NEW.lines()}"),
        ("editions: [ ] # 아직\n# 끝\n", f"editions:  # 아직\n{NEW.lines()}# 끝\n"),
        ("# 처음에는 editions: []\neditions: []\n", f"# 처음에는 editions: []\neditions:\n{NEW.lines()}"),
        ("\ufeffeditions: []\r\n", f"\ufeffeditions:\n{NEW.lines()}".replace("\n", "\r\n")),
        *(
            (f"editions:\n{(old := script.Entry(date(2026, 10, 31), MISSING, '0' * 64, None).lines(indent))}",
             f"editions:\n{old}{NEW.lines(indent)}")
            for indent in ("", "  ", "    ")
        ),
    ],
)  # fmt: skip
def test_an_entry_goes_to_the_end_of_any_list(text: str, expected: str) -> None:
    assert script.written(text, NEW) == expected


@pytest.mark.parametrize(
    "text", [f"editions: [{json.dumps(OLD)}]\n", '"editions": []\n', "editions: []\n...\n# 끝\n---\n"]
)
def test_a_list_of_another_form_is_left_alone_and_the_lines_are_told(text: str) -> None:
    with pytest.raises(script.RefusedError) as refused:
        script.written(text, NEW)
    assert str(refused.value) == (
        "editions.yml을 고치지 않았습니다. 다른 꼴로 적혀 있으니 이 줄을 판 목록 끝에 손으로 적으세요"
        f" · not written; add these lines yourself:\n{NEW.lines().rstrip()}"
    )


@pytest.mark.parametrize("letter", ["\u0007", "\u200b"])
def test_a_note_that_the_contract_refuses_is_not_written(
    top: Path, run: Callable[..., tuple[int, str, str]], letter: str
) -> None:
    before = (top / "data" / "editions.yml").read_bytes()
    code, out, err = run("2026-11-01", "--write", "--note", f"보이지 않는{letter} 글자")
    assert (code, out) == (1, "")
    assert err.startswith(
        "이대로는 적을 수 없습니다 · this cannot be written:\ndata/editions.yml 5행 5열 [오류] "
    )
    assert (top / "data" / "editions.yml").read_bytes() == before
