"""Bytes of a file → its sheets as openpyxl sees them; says what a file is that is no .xlsx."""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from openpyxl import load_workbook  # type: ignore[import-untyped]

from macros.intake.reading.packed import unpacked
from macros.intake.refused import Refused

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST: Final = 20_000_000  # bytes of the file
_AGAIN: Final = "엑셀에서 ‘Excel 통합 문서(.xlsx)’로 다시 저장하세요."


def opened(data: bytes) -> Any:
    """The workbook, formulas as formulas. Raises Refused for whatever is no readable .xlsx."""
    if not data:
        raise Refused("파일이 비어 있습니다.", "저장된 파일이 맞는지 확인하세요.")
    if len(data) > _LARGEST:
        raise Refused("파일이 20MB보다 큽니다.", "그림이나 다른 시트를 뺐는지 확인하세요.")
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(
                "암호가 걸린 파일입니다.",
                "엑셀에서 암호를 풀고(파일 › 정보 › 통합 문서 보호) 다시 저장하세요.",
            )
        raise Refused("옛 엑셀 형식(.xls)이거나 다른 오피스 파일입니다.", _AGAIN)
    if not data.startswith(b"PK"):
        if data.lstrip()[:1] == b"<":
            raise Refused("엑셀 파일이 아니라 웹 문서나 XML입니다.", _AGAIN)
        if b"," in data[:2000] or b"\t" in data[:2000]:
            raise Refused(
                "엑셀 파일이 아니라 CSV로 보입니다.",
                "받은 .xlsx 파일에 적어 저장하세요. data/의 CSV라면 바로 고쳐 check.py로 확인하면 됩니다.",
            )
        raise Refused("엑셀 파일(.xlsx)이 아닙니다.", _AGAIN)
    try:
        parts = unpacked(data)
        if b"opendocument" in parts.get("mimetype", b""):
            raise Refused(
                "LibreOffice 형식(.ods)입니다.",
                "‘다른 이름으로 저장’에서 ‘Excel 2007-365(.xlsx)’를 고르세요.",
            )
        if "xl/workbook.bin" in parts:
            raise Refused("엑셀 바이너리 형식(.xlsb)입니다.", _AGAIN)
        if "xl/workbook.xml" not in parts:
            raise Refused("압축 파일이지만 엑셀 파일이 아닙니다.", _AGAIN)
        if b"purl.oclc.org/ooxml" in parts["xl/workbook.xml"]:
            raise Refused("‘Strict Open XML’ 형식입니다.", _AGAIN)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it cannot keep; we only read
            return load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except Refused:
        raise
    except MemoryError:
        raise Refused(
            "파일 안의 내용이 너무 큽니다.", "빈 행과 열에 준 서식을 지우고 다시 저장하세요."
        ) from None
    except Exception as why:  # openpyxl lets whatever its parsers raise through
        raise Refused(
            "파일이 깨져 읽을 수 없습니다.", "엑셀에서 열어 다시 저장하거나, 다시 받아 보내세요."
        ) from why
