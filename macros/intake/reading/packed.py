"""An archive → its parts: what asks for a password, or would fill the memory, stops here."""

from __future__ import annotations

import io
import zipfile
import zlib

from macros.intake.reading.refusal import Unreadable, damaged, locked, too_large

MOST_PARTS = 2_000
LARGEST_INSIDE = 150_000_000
_STEP = 1 << 16


def parts_of(data: bytes, form: str) -> dict[str, bytes]:
    """Its parts by name, unpacked within bounds: what an archive says of its own sizes may be a lie.

    Raises Unreadable; `form` is what the message calls it.
    """
    left = LARGEST_INSIDE
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise _bomb()
            for part in archive.infolist():
                if part.flag_bits & 1:
                    raise locked(form)
                # the other methods unpack without a bound
                if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise damaged(form)
                with archive.open(part) as stream:
                    steps = []
                    while step := stream.read(min(_STEP, left + 1)):
                        steps.append(step)
                        left -= len(step)
                        if left < 0:
                            raise _bomb()
                parts[part.filename] = b"".join(steps)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError):
        raise damaged(form) from None
    return parts


def _bomb() -> Unreadable:
    return too_large("압축을 풀면 파일이 지나치게 큽니다.", "The file is far too large once it is unpacked.")
