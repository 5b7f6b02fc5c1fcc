"""Bytes of a text or HTML file → its characters, in the encodings that Korean offices use. Never replaces a character."""

from __future__ import annotations

import codecs
import re

from macros.intake.reading.refusal import Unreadable

# what pages call it; the WHATWG list maps each of them to Windows' code page 949
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "cp949", "uhc", "ms949", "x-windows-949"}  # fmt: skip
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def characters(data: bytes) -> str:
    """UTF-8, UTF-16 or CP949, as BOM, page or bytes tell. Raises Unreadable where it is none of them, or no text."""
    try:
        text = _characters(data)
    except UnicodeDecodeError:
        raise _not_text() from None
    if _CONTROL.search(text):
        raise _not_text()
    return text


def _characters(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    declared = _DECLARED.search(data[:4096])
    if declared and declared[1].decode("ascii").lower() in _KOREAN:
        try:
            return data.decode("cp949")
        except UnicodeDecodeError:
            pass  # pages that say EUC-KR and are UTF-8 exist
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp949")


def _not_text() -> Unreadable:
    return Unreadable(
        "알 수 없는 형식이거나 글자 저장 방식(인코딩)을 알 수 없습니다."
        " 텍스트(UTF-8), Markdown, HTML, DOCX, HWPX, PDF 가운데 하나로 저장하세요."
    )
