"""A copy of the small data folder with one thing changed: how the tests of reading and checking make their cases."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

SMALL = Path(__file__).resolve().parent / "small" / "data"
# the real data of one day: what tests say of it stays true when somebody corrects data/
RECORDS = Path(__file__).resolve().parent / "records" / "data"
Change = Callable[[Path], object]


def copied(folder: Path) -> Path:
    """The small data folder again, under `folder`, to be spoiled."""
    return shutil.copytree(SMALL, folder / "data")


def copied_records(folder: Path) -> Path:
    """The real data of that day under `folder`, outside any repository, where no edition can be looked up."""
    data = shutil.copytree(RECORDS, folder / "data")
    (data / "editions.yml").write_text("editions: []\n", "utf-8")
    return data


def committed(data: Path, day: str) -> str:
    """The data in a repository whose only commit has the same name on every machine; its name."""
    folder = data.parent
    who = {"NAME": "nobody", "EMAIL": "nobody@example.org", "DATE": f"{day} 00:00:00 +0000"}
    fixed = {f"GIT_{one}_{what}": value for one in ("AUTHOR", "COMMITTER") for what, value in who.items()}
    fixed |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | fixed
    for command in (["init", "--quiet"], ["add", data.name], ["commit", "--quiet", "--message=fixed"]):
        subprocess.run(["git", "-C", str(folder), *command], env=clean, check=True)
    command = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    return subprocess.run(command, env=clean, capture_output=True, text=True, check=True).stdout.strip()


def exchanged(data: Path, name: str, old: str, new: str) -> Path:
    """`data` with the one `old` in the file `name` written as `new`."""
    path = data / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8", newline="")
    return data


def exchange(name: str, old: str, new: str) -> Change:
    """The change that writes the one `old` in the file `name` as `new`."""
    return lambda data: exchanged(data, name, old, new)


def added(name: str, *lines: str) -> Change:
    """The change that puts lines at the end of the file `name`."""

    def change(data: Path) -> None:
        with (data / name).open("a", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in lines)

    return change


def written(name: str, content: str | bytes) -> Change:
    """The change that makes the file `name`, or makes it anew."""

    def change(data: Path) -> None:
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def removed(name: str) -> Change:
    """The change that takes the file `name` away."""
    return lambda data: (data / name).unlink()
