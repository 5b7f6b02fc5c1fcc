"""Dated editions: what data/ held at the commits that editions.yml lists, and whether that is still the same."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from macros.language import date_text
from macros.load.archive import zip_bytes
from macros.load.folder import Loaded, load_files
from macros.load.repository import Repository, RepositoryError, repository_of
from macros.load.stored import PastData
from macros.model import Edition
from macros.problem import Problem, problem

# live reload builds again and again, and an edition never changes
_read: dict[str, Loaded] = {}


def load_editions(
    data: Path, editions: Sequence[Edition]
) -> tuple[tuple[PastData, ...], tuple[Problem, ...]]:
    """What each edition held, from the git repository of the data folder, and what is wrong with the others."""
    if not editions:
        return (), ()
    try:
        repository = repository_of(data)
    except RepositoryError as why:
        return (), (problem("error", "edition-commit", editions[0].where, str(why), why.tip),)
    found = [_past(repository, edition) for edition in editions]
    return (
        tuple(each for each in found if isinstance(each, PastData)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def load_past(past: PastData) -> Loaded:
    """What an edition held, read by the contract of today: it may be older than a rule that it now breaks."""
    key = past.edition.sha256
    if key not in _read:
        _read[key] = load_files(past.files)
    return _read[key]


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
    if repository.outside:
        message = f"커밋이 저장소에 없습니다: {edition.commit}. 자료 폴더가 git 저장소 밖에 있어 이 프로그램의 저장소에서 찾았습니다."
        tip = "그 자료의 저장소를 git clone으로 받아 그 안에서 실행하세요. 판이 필요 없는 자료라면 editions.yml에서 판을 지우세요."
        return message, tip
    until = f"{edition.date.text}T23:59:59+09:00"
    tip = (
        "다른 곳에서 만든 커밋이면 git fetch로 받으세요. 잘못 적었으면 commit을 고치세요. "
        f"그날의 커밋은 다음 명령이 알려 줍니다: git log -1 --format=%H --before={until} -- data"
    )
    return f"커밋이 저장소에 없습니다: {edition.commit}.", tip
