"""Checks, builds and serves the site on this machine, and builds again when a file changes.

A change that cannot be built is told on the terminal; the last good site goes on being served.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import build
import environment

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

HOST = "127.0.0.1"
FIRST_PORT = 8000
MACROS = environment.ROOT / "macros"


def serve(port: int, folder: Path) -> None:
    """Serve on `port` until interrupted, building into `folder`. Raises what MkDocs does if the first build fails."""
    from mkdocs.commands.build import build as build_into
    from mkdocs.config import load_config
    from mkdocs.livereload import LiveReloadServer

    code, numbers = _code(), itertools.count()

    def configuration() -> MkDocsConfig:
        site_dir = str(folder / str(next(numbers)))
        return load_config(str(environment.ROOT / "mkdocs.yml"), site_dir=site_dir)

    def build_now(config: MkDocsConfig) -> None:
        for stale in folder.iterdir():
            if str(stale) != server.root:
                shutil.rmtree(stale, ignore_errors=True)
        config.site_url = server.url
        build_into(config, serve_url=server.url)
        server.root = config.site_dir

    def build_again() -> None:
        # MkDocs holds back every page after a builder that raised, so this one never does.
        nonlocal code
        print("바뀐 파일이 있어 다시 만듭니다 · building again …", flush=True)
        try:
            if code != (code := _code()):
                _forget_macros()
            if build.succeeded(lambda: build_now(configuration())):
                print("다시 만들었습니다 · built again.", flush=True)
                return
        except Exception:
            traceback.print_exc()
        print(
            "고칠 때까지 바로 앞의 사이트를 보여 줍니다 · the last good site stays.",
            file=sys.stderr,
            flush=True,
        )

    config = configuration()
    mount_path = urlsplit(config.site_url or "/").path
    server = LiveReloadServer(build_again, HOST, port, root=str(folder / "none"), mount_path=mount_path)
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build_now(config)
        for place in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(place)
        config.plugins.on_serve(server, config=config, builder=build_again)
        print(f"\n  {server.url}\n\n끝내려면 Ctrl+C · Ctrl+C stops", flush=True)
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        finally:
            server.shutdown()
    finally:
        config.plugins.on_shutdown()


def main() -> int:
    parser = argparse.ArgumentParser(
        description="사이트를 이 컴퓨터에서 봅니다 · serves the site on this machine."
    )
    parser.add_argument("--port", type=int, help=f"포트 · port (first free one from {FIRST_PORT})")
    options = parser.parse_args()
    if options.port is not None and not 0 < options.port < 65536:
        parser.error("포트는 1–65535입니다 · a port is 1–65535")
    environment.ensure("run")
    ports = [options.port] if options.port is not None else range(FIRST_PORT, FIRST_PORT + 100)
    port = next((port for port in ports if _is_free(port)), None)
    if port is None:
        parser.error(f"쓸 수 있는 포트가 없습니다 · no free port among {ports[0]}–{ports[-1]}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Compiled files in macros/ would look like changes and start another build.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    build.prepare()
    print("자료를 검사하고 사이트를 만듭니다 · checking the data, building the site …", flush=True)
    with tempfile.TemporaryDirectory(prefix="pledge-site-", ignore_cleanup_errors=True) as folder:
        try:
            sound = build.succeeded(lambda: serve(port, Path(folder)))
        except KeyboardInterrupt:
            return 0
    if not sound:
        print("고친 다음 다시 실행하세요 · put this right and run again.", file=sys.stderr)
    return 0 if sound else 1


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # as the server does, so that a port just left counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _code() -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in MACROS.rglob("*.py")}


def _forget_macros() -> None:
    """Make the next build import macros/ anew."""
    from mkdocs.config.config_options import Hooks

    for name in [name for name in sys.modules if name.partition(".")[0] == MACROS.name]:
        del sys.modules[name]
    Hooks._load_hook.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
