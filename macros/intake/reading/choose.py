"""Which reader a file needs: its content says, its name only where the content does not."""

from __future__ import annotations

import re
from pathlib import PurePath

from macros.intake.document import Block, Document
from macros.intake.reading import encoding
from macros.intake.reading.packed import parts_of
from macros.intake.reading.refusal import Unreadable, locked, too_large, wordless
from macros.intake.reading.text import text_blocks

LARGEST = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_BEFORE = r"(?>(?:<\?xml[^>]*>|<!--.*?-->|\s+)*)"
_PAGE = re.compile(_BEFORE + r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_PIECE = re.compile(_BEFORE + r"<(?:table|div|p|h[1-6]|ul|ol)\b", re.I | re.S)
_HEAD = 8_000  # letters that are looked at
_WEB = (".html", ".htm", ".xhtml")
_PLAIN = (".txt", ".text", ".md", ".markdown")  # Markdown may start with a tag


def read_document(name: str, data: bytes) -> Document:
    """The text and tables of a file; of `name` only the last part counts. Raises Unreadable, and nothing else."""
    name = PurePath(name).name
    if len(data) > LARGEST:
        raise too_large(f"파일이 {LARGEST // 1_000_000}MB보다 큽니다.")
    form, blocks = _read(PurePath(name).suffix.lower(), data)
    if not blocks:
        raise wordless(form)
    return Document(name, blocks)


def _read(suffix: str, data: bytes) -> tuple[str, tuple[Block, ...]]:
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise Unreadable("빈 파일입니다. 내용이 든 파일을 고르세요.")
    # the libraries are loaded only when their format comes
    if b"%PDF-" in data[:1024]:
        from macros.intake.reading.pdf import pdf_blocks

        return "PDF", pdf_blocks(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(suffix, data)
    _refuse_others(suffix, data)
    text = encoding.characters(data)
    _refuse_other_markup(text[:_HEAD])
    if suffix in _WEB or _PAGE.match(text[:_HEAD]) or (suffix not in _PLAIN and _PIECE.match(text[:_HEAD])):
        from macros.intake.reading.html import html_blocks

        return "HTML", html_blocks(text)
    return "텍스트", text_blocks(text)


def _packed(suffix: str, data: bytes) -> tuple[str, tuple[Block, ...]]:
    """Formats that are a ZIP archive inside."""
    parts = parts_of(data, {".docx": "DOCX", ".hwpx": "HWPX"}.get(suffix, "압축"))
    if "word/vbaProject.bin" in parts:
        raise _save_as(".docm", "Word에서 파일 → 다른 이름으로 저장 → DOCX")
    if "word/document.xml" in parts:
        from macros.intake.reading.docx import docx_blocks

        return "DOCX", docx_blocks(data)
    if any(each.startswith("Contents/") for each in parts):
        from macros.intake.reading.hwpx import hwpx_blocks

        return "HWPX", hwpx_blocks(parts)
    if any(each.startswith("xl/") for each in parts):
        raise _workbook()
    if "content.xml" in parts:
        raise _save_as("ODF", "DOCX")
    raise _unknown()


def _refuse_others(suffix: str, data: bytes) -> None:
    """Formats that are known and not read."""
    if data.startswith(b"HWP Document File"):
        raise _old_hwp()
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked("DOCX")
        if b"HWP Document File" in data or suffix == ".hwp":
            raise _old_hwp()
        if "WordDocument".encode("utf-16-le") in data or suffix == ".doc":
            raise _save_as(".doc", "Word에서 파일 → 다른 이름으로 저장 → DOCX")
        if "Workbook".encode("utf-16-le") in data or suffix == ".xls":
            raise _workbook()
        raise _unknown()
    if data.startswith(b"{\\rtf"):
        raise _save_as("RTF", "DOCX")
    if data.startswith(_PICTURES):
        raise Unreadable(
            "그림 파일은 읽을 수 없습니다(글자 인식을 하지 않습니다). 글자가 든 원본(HWPX, DOCX, PDF)을 쓰세요."
        )


def _refuse_other_markup(text: str) -> None:
    if re.match(r"\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE[^>]*>\s*)?<HWPML\b", text):
        raise _save_as("HML", "한글에서 파일 → 다른 이름으로 저장 → HWPX")
    if re.match(r"MIME-Version:", text, re.I):
        raise _save_as("MHTML", "브라우저에서 HTML")


def _old_hwp() -> Unreadable:
    return Unreadable(
        "옛 한글 파일(.hwp)은 읽을 수 없습니다. 한글에서 파일 → 다른 이름으로 저장 → HWPX로 저장한 뒤 그 파일을 쓰세요."
    )


def _workbook() -> Unreadable:
    return Unreadable(
        "엑셀 파일은 계획서로 읽을 수 없습니다. 내보낸 입력 양식이면 python3 scripts/workbook.py import로 읽으세요."
    )


def _save_as(form: str, how: str) -> Unreadable:
    return Unreadable(f"{form} 파일은 읽을 수 없습니다. {how}로 저장한 뒤 그 파일을 쓰세요.")


def _unknown() -> Unreadable:
    return Unreadable(
        "알 수 없는 형식입니다. 텍스트, Markdown, HTML, DOCX, HWPX, PDF 가운데 하나로 저장하세요."
    )
