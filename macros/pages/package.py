"""The data package as this site publishes it: each file at its path, and all of them in one zip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from macros import downloads
from macros.pages.citing import cite_data
from macros.pages.frame import View

ZIP: Final = "data/package.zip"


def package_files(view: View) -> Mapping[str, bytes]:
    """Site path → bytes of each file of the package, and the zip that holds them."""
    cited = cite_data(view)
    release = downloads.Release(view.commit, view.repository, view.address, cited.korean, cited.english)
    files = downloads.package_files(view.tables, view.typed, release)
    return {**files, ZIP: downloads.package_zip(files)}
