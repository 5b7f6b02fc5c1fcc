"""The one way in which reading ends without a Document."""

from __future__ import annotations

from macros.intake.refused import Refused


class Unreadable(Refused):
    """A file that is not read: why, and what to do about it, in Korean."""


def too_large(what: str) -> Unreadable:
    """For files that no plan sheet of one commitment can be."""
    return Unreadable(f"{what} 공약 하나의 계획서만 담긴 파일인지 확인하세요.")


def damaged(form: str) -> Unreadable:
    """For files whose format is known and whose inside cannot be read."""
    return Unreadable(
        f"{form} 파일이 손상되어 읽을 수 없습니다. 원래 프로그램에서 열어 다시 저장하거나 새로 내려받으세요."
    )


def locked(form: str) -> Unreadable:
    """For files that ask for a password."""
    return Unreadable(f"암호가 걸린 {form} 파일은 읽을 수 없습니다. 암호를 풀고 다시 저장하세요.")


def wordless(form: str) -> Unreadable:
    """For files that hold no text."""
    return Unreadable(f"{form} 파일에 글자가 없습니다. 내용이 든 파일인지 확인하세요.")
