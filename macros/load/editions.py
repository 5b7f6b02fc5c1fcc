"""Dated editions: what data/ held at the commits that editions.yml lists, and whether that is still the same."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from macros.language import date_text
from macros.load.archive import zip_bytes
from macros.load.folder import Loaded, load_files
from macros.load.reader import Reader
from macros.load.repository import Repository, RepositoryError, repository_of
from macros.load.sheet import load_sheet
from macros.load.stored import PastData, stored_folder
from macros.model import Edition, Editions
from macros.problem import Problem, problem


def load_editions(
    data: Path, editions: Sequence[Edition]
) -> tuple[tuple[PastData, ...], tuple[Problem, ...]]:
    """What each edition held, from the git repository of the data folder, and what is wrong with the others."""
    if not editions:
        return (), ()
    try:
        repository = repository_of(data)
    except RepositoryError as why:
        message = f"판을 확인할 수 없습니다: {why}"
        tip = f"판을 두지 않을 자료라면 editions.yml에서 지우세요. 두려면: {why.tip}"
        return (), (problem("error", "edition-commit", editions[0].where, message, tip),)
    found = [_past(repository, edition) for edition in editions]
    return (
        tuple(each for each in found if isinstance(each, PastData)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def load_past(past: PastData) -> Loaded:
    """What an edition held, read by the contract of today: it may be older than a rule that it now breaks."""
    return load_files(past.files)


def read_editions(data: bytes) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """The editions that these bytes of an editions.yml list, and what is wrong with them."""
    folder = stored_folder({"data/editions.yml": data})
    reader = Reader(folder)
    read = load_sheet(reader, folder / "editions.yml", Editions)
    return read.editions if read else (), tuple(reader.problems)


def _past(repository: Repository, edition: Edition) -> PastData | Problem:
    name, commit = f"{date_text(edition.date.text)} 판", edition.commit

    def wrong(rule: str, message: str, tip: str) -> Problem:
        return problem("error", rule, edition.where, f"{name}: {message}", tip)

    if repository.commit(commit) is None:
        return wrong("edition-commit", *_missing(repository, edition))
    try:
        files = repository.files(commit)
    except RepositoryError as why:
        return wrong("edition-commit", str(why), why.tip)
    if files is None:
        tip = "data/가 있던 커밋을 적으세요. 다음 명령이 그런 커밋을 보여 줍니다: git log --oneline -- data"
        return wrong("edition-commit", f"이 커밋에는 data/ 폴더가 없습니다: {commit}.", tip)
    made_on = repository.day(commit).isoformat()
    if edition.date.text < made_on:
        message = f"커밋({commit[:7]})을 만든 날({date_text(made_on)})보다 앞선 판입니다."
        tip = f"판을 펴낸 날을 date에 적거나, 그날까지 만든 커밋을 적으세요. {_commit_of_the_day(edition)}"
        return wrong("edition-before-commit", message, tip)
    archive = zip_bytes(files)
    made = sha256(archive).hexdigest()
    if made != edition.sha256:
        message = f"적힌 SHA-256({edition.sha256})이 커밋 {commit[:7]}의 자료를 묶은 값({made})과 다릅니다."
        tip = f"commit이 맞으면 이렇게 고치세요: sha256: {made} 아니면 commit을 고치세요."
        return wrong("edition-sha", message, tip)
    return PastData(edition, files, archive)


def _missing(repository: Repository, edition: Edition) -> tuple[str, str]:
    """Why a commit is not there, and what to do."""
    if repository.shallow:
        message = (
            f"커밋이 이 컴퓨터에 없습니다: {edition.commit}. 저장소를 최근 것만 받았습니다(shallow clone)."
        )
        tip = "git fetch --unshallow로 나머지를 받고 다시 실행하세요. GitHub Actions에서는 checkout에 fetch-depth: 0을 적으세요."
        return message, tip
    tip = "다른 곳에서 만든 커밋이면 git fetch로 받으세요. 잘못 적었으면 commit을 고치세요."
    return f"커밋이 저장소에 없습니다: {edition.commit}.", f"{tip} {_commit_of_the_day(edition)}"


def _commit_of_the_day(edition: Edition) -> str:
    until = f"{edition.date.text}T23:59:59+09:00"
    return f"그날의 커밋은 다음 명령이 알려 줍니다: git log -1 --format=%H --before={until} -- data"
