"""Bytes → text: the encodings and line ends that spreadsheets and editors leave, in NFC."""

from __future__ import annotations

import unicodedata

from macros.language import josa
from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.model import TABLES
from macros.problem import Where

LONGEST_FILE = 20_000_000
_FORMS = {"cp949": "CP949로 저장됨", "utf-8-sig": "BOM이 붙음"}


def decoded(data: bytes) -> tuple[str, str]:
    """Text and how it was written: "utf-8", "utf-8-sig" or "cp949". UnicodeDecodeError if none of them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8"), "utf-8-sig"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp949"), "cp949"


def load_text(reader: Reader, path: Folder) -> str | None:
    """The text of a file in NFC; tells what is wrong and gives None where there is none to read."""
    where = reader.whole(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        tip = "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다."
        reader.say("file-missing", where, f"{path.name} 파일이 없습니다.", tip)
        return None
    except OSError:
        tip = "파일이 맞는지, 읽기 권한이 있는지 확인하세요."
        reader.say("file-unread", where, f"{josa(path.name, '을/를')} 읽을 수 없습니다.", tip)
        return None
    if len(data) > LONGEST_FILE:
        reader.say("file-long", where, "파일이 20MB보다 큽니다.", "자료 파일이 맞는지 확인하세요.")
        return None
    try:
        text, written = decoded(data)
    except UnicodeDecodeError:
        how = "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로" if path.suffix == ".csv" else "UTF-8로"
        tip = f"{how} 다시 저장하세요."
        reader.say("encoding", where, "글자 저장 방식(인코딩)을 알 수 없습니다.", tip)
        return None
    if "\x00" in text:
        tip = "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요."
        reader.say("encoding", where, "글자가 아닌 값이 들어 있습니다.", tip)
        return None
    if not text.strip():
        spare = path.name in TABLES and path.name != "sources.csv"
        tip = "적을 것이 없으면 파일째 지우세요." if spare else "내용을 적거나, 지워졌다면 되살리세요."
        reader.say("file-empty", where, "파일이 비어 있습니다.", tip)
        return None
    forms = [_FORMS[written]] if written in _FORMS else []
    if "\r" in text:
        forms.append("줄바꿈이 LF가 아님")
    if forms:
        message = f"저장 방식이 저장소와 다르지만 읽었습니다: {', '.join(forms)}."
        tip = f"다음 명령이 고쳐 적습니다: python3 scripts/normalize.py {where.path}"
        reader.say("file-form", Where(where.path, 1), message, tip, "notice")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
