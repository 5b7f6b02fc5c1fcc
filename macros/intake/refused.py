"""The one way in which something handed in is not taken."""

from __future__ import annotations


class Refused(Exception):
    """A file, a row or a cell that is not taken: why, in Korean, and `tip` what to do where that is no part of it."""

    def __init__(self, message: str, tip: str = "") -> None:
        super().__init__(message)
        self.tip = tip
