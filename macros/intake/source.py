"""A new row of sources.csv, whoever hands the source in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def source_row(
    id: str, publisher: str, title: str, read: date, kind: str = "official", **more: str
) -> Mapping[str, str]:
    """The row of a source that somebody of ours opened on the day `read`. `more`: url, published, note."""
    return {
        "id": id, "publisher": publisher, "title": title, "read": read.isoformat(), "kind": kind, **more,
    }  # fmt: skip
