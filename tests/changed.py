"""A copy of the small data folder with one thing changed: how the tests of reading and checking make their cases."""

from __future__ import annotations

import shutil
from pathlib import Path

SMALL = Path(__file__).resolve().parent / "small" / "data"


def copied(folder: Path) -> Path:
    """The small data folder again, under `folder`, to be spoiled."""
    return shutil.copytree(SMALL, folder / "data")


def exchanged(data: Path, name: str, old: str, new: str) -> Path:
    """`data` with the one `old` in the file `name` written as `new`."""
    path = data / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8", newline="")
    return data


def with_row(data: Path, name: str, row: str) -> Path:
    """`data` with one more row at the end of the CSV file `name`."""
    with (data / name).open("a", encoding="utf-8", newline="") as file:
        file.write(f"{row}\n")
    return data
