"""Files → a zip whose bytes depend on the files alone: no clock, no machine, no order of a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def zip_bytes(files: Mapping[str, bytes], *, compressed: bool = False) -> bytes:
    """A zip of {path inside: bytes}, sorted by path; the same files always give the same bytes.

    Stored unless `compressed`: builds of zlib differ in the bytes they give, and the SHA-256 of an edition is kept
    for years. Compressed bytes are equal only where zlib is the same build.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            archive.writestr(entry, data, kind, 9 if compressed else None)
    return made.getvalue()
