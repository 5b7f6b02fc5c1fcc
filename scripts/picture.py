"""Makes the picture of the README: the home page and a commitment's page side by side, always the same size."""

from __future__ import annotations

import argparse
import base64
import http.server
import os
import struct
import sys
import tempfile
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import build
import environment
from programs import find_chromium, find_korean_font

PAGES = ("", "daejeon-junggu/flood-prevention/")
WIDTH, HEIGHT, GAP = 1600, 900, 16  # pixels
SHOWN = 1000  # CSS pixels of a page's width: narrow enough to be read in half a picture
COLOURS = 256

# Chromium decodes its own PNG, so that no imaging library is needed here.
PIXELS_OF = """async png => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let i = 0; i < pixels.length; i += 32768) text += String.fromCharCode(...pixels.subarray(i, i + 32768));
  return btoa(text);
}"""


def last_read(data: Path) -> date:
    """The latest day on which a source in `data` was read. ValueError if the data cannot be read."""
    from macros.load import load_book

    book = load_book(data).book
    if book is None:
        raise ValueError(f"not readable: {data}")
    sources = [*book.sources.values(), *(s for place in book.places.values() for s in place.sources.values())]
    return max(source.read.last for source in sources)


def side_by_side(addresses: tuple[str, ...]) -> str:
    """HTML that shows the top of each page in a frame of its own, scaled to fit."""
    width = (WIDTH - GAP * (len(addresses) + 1)) / len(addresses)
    scale = width / SHOWN
    frames = "".join(f'<div><iframe src="{address}" scrolling="no"></iframe></div>' for address in addresses)
    return (
        f"<!doctype html><style>body {{margin: 0; display: flex; gap: {GAP}px; padding: {GAP}px; background: #dfe4ea}}"
        f"div {{width: {width}px; height: {HEIGHT - 2 * GAP}px; overflow: hidden; border-radius: 4px}}"
        f"iframe {{border: 0; width: {SHOWN}px; height: {(HEIGHT - 2 * GAP) / scale}px;"
        f" transform: scale({scale}); transform-origin: 0 0}}</style>{frames}"
    )


def indexed(width: int, height: int, rgba: bytes) -> bytes:
    """The pixels as a PNG with a palette: the most frequent colours, the others take the nearest of them.

    Pages hold few colours beside the greys of letters; the file is a third of one in true colour.
    """
    pixels = [rgba[i : i + 3] for i in range(0, 4 * width * height, 4)]
    palette = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]

    def nearest(colour: bytes) -> int:
        return min(
            range(len(palette)),
            key=lambda i: sum((a - b) ** 2 for a, b in zip(palette[i], colour, strict=True)),
        )

    place = {colour: nearest(colour) for colour in dict.fromkeys(pixels)}
    rows = b"".join(
        b"\0" + bytes(place[pixel] for pixel in pixels[y * width : (y + 1) * width]) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # 8 bits, palette, not interlaced
    parts = (
        (b"IHDR", header),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def photograph(site: Path, chromium: str) -> bytes:
    """A PNG of both pages as the built `site` shows them in light colours."""
    from playwright.sync_api import sync_playwright

    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(f"{address}404.html")  # frames of the same origin behave as they do alone
        page.set_content(side_by_side(tuple(address + path for path in PAGES)), wait_until="networkidle")
        seen = base64.b64encode(page.screenshot()).decode()
        rgba = base64.b64decode(page.evaluate(PIXELS_OF, seen))
        browser.close()
    return indexed(WIDTH, HEIGHT, rgba)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="README의 그림을 만듭니다 · makes the picture of the README."
    )
    parser.add_argument("--site", type=Path, help="만들어 둔 사이트 · a built site (builds one if not given)")
    target = environment.ROOT / ".github" / "picture.png"
    parser.add_argument("--out", type=Path, default=target, help="그림 파일 · PNG file (.github/picture.png)")
    options = parser.parse_args()
    if options.site and not all((options.site / path / "index.html").is_file() for path in PAGES):
        parser.error(
            f"처음과 {PAGES[1]} 페이지가 없습니다 · not a built site with home and {PAGES[1]}: {options.site}"
        )
    environment.ensure("test")
    chromium = find_chromium()
    if chromium is None:
        print(
            "Chromium이 없습니다. CHROMIUM=경로를 주세요 · no Chromium, set CHROMIUM=path.", file=sys.stderr
        )
        return 2
    find_korean_font()
    with tempfile.TemporaryDirectory(prefix="pledge-picture-") as folder:
        site = options.site or Path(folder, "site")
        if options.site is None:
            build.prepare()
            # Signals depend on the day: the picture changes with the data only.
            os.environ["AS_OF"] = last_read(environment.ROOT / "data").isoformat()
            if not build.build_site(site):
                return 1
        picture = photograph(site, chromium)
    options.out.write_bytes(picture)
    print(f"그림을 만들었습니다 · made: {os.path.relpath(options.out)} ({len(picture) // 1000} kB)")
    return 0


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    sys.exit(main())
