"""Builds the site into a folder of its own and puts it in place only when all of it is sound."""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import environment

MADE_BY_US = ("404.html", "sitemap.xml")  # what every built site has and no other folder of ours


def prepare() -> None:
    """Settle what a build takes from the process: one date a commit, no banner, messages on the terminal."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if "SOURCE_DATE_EPOCH" not in os.environ and (moment := _commit_moment()):
        os.environ["SOURCE_DATE_EPOCH"] = moment  # the sitemap's dates and gzip headers
    logging.basicConfig(level=logging.WARNING, format="%(message)s")


def succeeded(act: Callable[[], None]) -> bool:
    """Whether `act` ended well. What an author did wrong is told on the terminal; other exceptions pass."""
    from mkdocs.exceptions import MkDocsException

    try:
        act()
    except (MkDocsException, SystemExit) as error:
        if isinstance(error, MkDocsException):  # mkdocs-macros tells its error, then leaves by sys.exit
            print(error, file=sys.stderr, flush=True)
        return False
    return True


def build_site(target: Path) -> bool:
    """Build strictly and swap the result in for `target`. False, and `target` untouched, if anything is wrong."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        new, old = Path(folder, "new"), Path(folder, "old")

        def act() -> None:
            config = load_config(str(environment.ROOT / "mkdocs.yml"), site_dir=str(new), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()

        if not succeeded(act):
            return False
        if target.exists():
            target.rename(old)
        new.rename(target)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description="사이트를 만듭니다 · builds the site.")
    parser.add_argument("--data", type=Path, help="자료 폴더 · data folder (data)")
    site = environment.ROOT / "site"
    parser.add_argument("--site-dir", type=Path, default=site, help="만들 곳 · target folder (site)")
    options = parser.parse_args()
    if options.data and not options.data.is_dir():
        parser.error(f"자료 폴더가 없습니다 · no such data folder: {options.data}")
    target = options.site_dir.resolve()
    if _is_foreign(target):
        parser.error(
            f"사이트가 아닌 것이 들어 있어 덮어쓰지 않습니다 · not a built site, left alone: {target}"
        )
    environment.ensure("run")
    prepare()
    if options.data:
        os.environ["PLEDGE_DATA"] = str(options.data.resolve())
    begin = time.monotonic()
    if not build_site(target):
        print("사이트를 바꾸지 않았습니다 · not built; what was there before stays.", file=sys.stderr)
        return 1
    print(f"사이트를 만들었습니다 · built: {os.path.relpath(target)} ({time.monotonic() - begin:.1f} s)")
    return 0


def _is_foreign(target: Path) -> bool:
    if not target.exists():
        return False
    if not target.is_dir():
        return True
    return any(target.iterdir()) and not all((target / name).is_file() for name in MADE_BY_US)


def _commit_moment() -> str:
    if shutil.which("git") is None:
        return ""
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
