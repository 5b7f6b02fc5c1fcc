"""Bytes of a file → its sheets as openpyxl sees them; says what a file is that is no .xlsx."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any, Final

from openpyxl import load_workbook  # type: ignore[import-untyped]

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST: Final = 20_000_000  # bytes of the file
_UNPACKED: Final = 200_000_000  # bytes of what it holds
_AGAIN: Final = "엑셀에서 ‘Excel 통합 문서(.xlsx)’로 다시 저장하세요."


class FileRefused(Exception):
    """A file that is no workbook of ours: what it is instead, and `tip` what to do."""

    def __init__(self, message: str, tip: str) -> None:
        super().__init__(message)
        self.tip = tip


def opened(data: bytes) -> Any:
    """The workbook, formulas as formulas. Raises FileRefused for whatever is no readable .xlsx."""
    if not data:
        raise FileRefused("파일이 비어 있습니다.", "저장된 파일이 맞는지 확인하세요.")
    if len(data) > _LARGEST:
        raise FileRefused("파일이 20MB보다 큽니다.", "그림이나 다른 시트를 뺐는지 확인하세요.")
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileRefused(
                "암호가 걸린 파일입니다.",
                "엑셀에서 암호를 풀고(파일 › 정보 › 통합 문서 보호) 다시 저장하세요.",
            )
        raise FileRefused("옛 엑셀 형식(.xls)이거나 다른 오피스 파일입니다.", _AGAIN)
    if not data.startswith(b"PK"):
        if data.lstrip()[:1] == b"<":
            raise FileRefused("엑셀 파일이 아니라 웹 문서나 XML입니다.", _AGAIN)
        if b"," in data[:2000] or b"\t" in data[:2000]:
            raise FileRefused(
                "엑셀 파일이 아니라 CSV로 보입니다.",
                "받은 .xlsx 파일에 적어 저장하세요. data/의 CSV라면 바로 고쳐 check.py로 확인하면 됩니다.",
            )
        raise FileRefused("엑셀 파일(.xlsx)이 아닙니다.", _AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            if "mimetype" in names and b"opendocument" in parts.read("mimetype"):
                raise FileRefused(
                    "LibreOffice 형식(.ods)입니다.",
                    "‘다른 이름으로 저장’에서 ‘Excel 2007-365(.xlsx)’를 고르세요.",
                )
            if "xl/workbook.bin" in names:
                raise FileRefused("엑셀 바이너리 형식(.xlsb)입니다.", _AGAIN)
            if "xl/workbook.xml" not in names:
                raise FileRefused("압축 파일이지만 엑셀 파일이 아닙니다.", _AGAIN)
            if b"purl.oclc.org/ooxml" in parts.read("xl/workbook.xml"):
                raise FileRefused("‘Strict Open XML’ 형식입니다.", _AGAIN)
            if sum(each.file_size for each in parts.infolist()) > _UNPACKED:
                raise FileRefused(
                    "파일 안의 내용이 너무 큽니다.", "빈 행과 열에 준 서식을 지우고 다시 저장하세요."
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it cannot keep; we only read
            return load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except FileRefused:
        raise
    except Exception as why:  # openpyxl lets whatever its parsers raise through
        raise FileRefused(
            "파일이 깨져 읽을 수 없습니다.", "엑셀에서 열어 다시 저장하거나, 다시 받아 보내세요."
        ) from why
