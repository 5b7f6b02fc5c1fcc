"""An archive → its parts: what asks for a password, or would fill the memory, stops here."""

from __future__ import annotations

import io
import zipfile
import zlib

from macros.intake.reading.refusal import damaged, locked, too_large

MOST_PARTS = 2_000
LARGEST_INSIDE = 150_000_000
_STEP = 1 << 16


def parts_of(data: bytes, form: str) -> dict[str, bytes]:
    """Its parts by name. Raises Unreadable; `form` is what the message calls it."""
    try:
        return unpacked(data)
    except MemoryError:
        raise too_large("압축을 풀면 파일이 지나치게 큽니다.") from None
    except PermissionError:
        raise locked(form) from None
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError):
        raise damaged(form) from None


def unpacked(data: bytes) -> dict[str, bytes]:
    """The same, unpacked within bounds: what an archive says of its own sizes may be a lie.

    Raises MemoryError where it is too large, PermissionError where it asks for a password, else what zipfile raises.
    """
    left = LARGEST_INSIDE
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.infolist()) > MOST_PARTS:
            raise MemoryError
        for part in archive.infolist():
            if part.flag_bits & 1:
                raise PermissionError
            # the other methods unpack without a bound
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise NotImplementedError
            with archive.open(part) as stream:
                steps = []
                while step := stream.read(min(_STEP, left + 1)):
                    steps.append(step)
                    left -= len(step)
                    if left < 0:
                        raise MemoryError
            parts[part.filename] = b"".join(steps)
    return parts
