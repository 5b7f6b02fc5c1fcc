"""Dated editions: what data/ held at the commits that editions.yml lists, and whether that is still the same."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from macros.language import Said, date_text
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
        message = Said("판을 확인할 수 없습니다: ", "The editions cannot be checked: ") + why.said
        tip = Said(
            "판을 두지 않을 자료라면 editions.yml에서 지우세요. 두려면: ",
            "If this data keeps no editions, delete them from editions.yml. If it does: ",
        )
        where = editions[0].where.to("commit")
        return (), (problem("error", "edition-commit", where, message, tip + why.tip),)
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
    name = Said(f"{date_text(edition.date.text)} 판: ", f"Edition {edition.date}: ")
    commit = edition.commit

    def wrong(rule: str, message: Said, tip: Said) -> Problem:
        key = {"edition-sha": "sha256", "edition-before-commit": "date"}.get(rule, "commit")
        return problem("error", rule, edition.where.to(key), name + message, tip)

    if repository.commit(commit) is None:
        return wrong("edition-commit", *_missing(repository, edition))
    try:
        files = repository.files(commit)
    except RepositoryError as why:
        return wrong("edition-commit", why.said, why.tip)
    if files is None:
        tip = Said(
            "data/가 있던 커밋을 적으세요. 다음 명령이 그런 커밋을 보여 줍니다: git log --oneline -- data",
            "Write a commit that had data/. This command shows such commits: git log --oneline -- data",
        )
        message = Said(
            f"이 커밋에는 data/ 폴더가 없습니다: {commit}.", f"This commit has no data/ folder: {commit}."
        )
        return wrong("edition-commit", message, tip)
    made_on = repository.day(commit).isoformat()
    if edition.date.text < made_on:
        message = Said(
            f"커밋({commit[:7]})을 만든 날({date_text(made_on)})보다 앞선 판입니다.",
            f"It is dated before the day on which its commit {commit[:7]} was made ({made_on}).",
        )
        tip = Said(
            "판을 펴낸 날을 date에 적거나, 그날까지 만든 커밋을 적으세요. ",
            "Write the day of publication as date, or a commit made by that day. ",
        )
        return wrong("edition-before-commit", message, tip + _commit_of_the_day(edition))
    archive = zip_bytes(files)
    made = sha256(archive).hexdigest()
    if made != edition.sha256:
        message = Said(
            f"적힌 SHA-256({edition.sha256})이 커밋 {commit[:7]}의 자료를 묶은 값({made})과 다릅니다.",
            f"The SHA-256 on record ({edition.sha256}) is not that of the data of commit {commit[:7]} ({made}).",
        )
        tip = Said(
            f"commit이 맞으면 이렇게 고치세요: sha256: {made} 아니면 commit을 고치세요.",
            f"If commit is right, write sha256: {made} Otherwise put commit right.",
        )
        return wrong("edition-sha", message, tip)
    return PastData(edition, files, archive)


def _missing(repository: Repository, edition: Edition) -> tuple[Said, Said]:
    """Why a commit is not there, and what to do."""
    if repository.shallow:
        message = Said(
            f"커밋이 이 컴퓨터에 없습니다: {edition.commit}. 저장소를 최근 것만 받았습니다(shallow clone).",
            f"The commit is not on this machine: {edition.commit}. This is a shallow clone.",
        )
        return message, Said(
            "git fetch --unshallow로 나머지를 받고 다시 실행하세요. GitHub Actions에서는 checkout에 fetch-depth: 0을 적으세요.",
            "Run git fetch --unshallow and try again. In GitHub Actions give checkout fetch-depth: 0.",
        )
    message = Said(
        f"커밋이 저장소에 없습니다: {edition.commit}.",
        f"The commit is not in the repository: {edition.commit}.",
    )
    tip = Said(
        "다른 곳에서 만든 커밋이면 git fetch로 받으세요. 잘못 적었으면 commit을 고치세요. ",
        "If it was made elsewhere, run git fetch. If it was mistyped, put commit right. ",
    )
    return message, tip + _commit_of_the_day(edition)


def _commit_of_the_day(edition: Edition) -> Said:
    command = f"git log -1 --format=%H --before={edition.date.text}T23:59:59+09:00 -- data"
    return Said(
        f"그날의 커밋은 다음 명령이 알려 줍니다: {command}",
        f"This command tells the commit of that day: {command}",
    )
