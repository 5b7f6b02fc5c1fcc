"""Bytes → text: the encodings and line ends that spreadsheets and editors leave, in NFC."""

from __future__ import annotations

import unicodedata

from macros.language import Said, josa
from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.model import TABLES
from macros.problem import Where

LONGEST_FILE = 20_000_000
_FORMS = {
    "cp949": Said("CP949로 저장됨", "saved as CP949"),
    "utf-8-sig": Said("BOM이 붙음", "begins with a BOM"),
}


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
        tip = Said(
            "파일을 만들거나, 지웠다면 되살리세요. 어떤 파일이 있어야 하는지는 data/README.md에 있습니다.",
            "Make the file, or restore it if it was deleted. data/README.md tells which files there must be.",
        )
        message = Said(f"{path.name} 파일이 없습니다.", f"There is no file {path.name}.")
        reader.say("file-missing", where, message, tip)
        return None
    except OSError:
        tip = Said(
            "파일이 맞는지, 읽기 권한이 있는지 확인하세요.", "Check that it is a file and may be read."
        )
        message = Said(f"{josa(path.name, '을/를')} 읽을 수 없습니다.", f"{path.name} cannot be read.")
        reader.say("file-unread", where, message, tip)
        return None
    if len(data) > LONGEST_FILE:
        message = Said("파일이 20MB보다 큽니다.", "The file is larger than 20 MB.")
        tip = Said("자료 파일이 맞는지 확인하세요.", "Check that it is a data file.")
        reader.say("file-long", where, message, tip)
        return None
    try:
        text, written = decoded(data)
    except UnicodeDecodeError:
        tip = Said("UTF-8로 다시 저장하세요.", "Save it again as UTF-8.")
        if path.suffix == ".csv":
            tip = Said(
                "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장하세요.",
                "Save it again in Excel as CSV UTF-8 (comma delimited).",
            )
        message = Said("글자 저장 방식(인코딩)을 알 수 없습니다.", "The character encoding is not known.")
        reader.say("encoding", where, message, tip)
        return None
    if "\x00" in text:
        tip = Said(
            "텍스트 파일이 맞는지 확인하세요. 엑셀 파일(.xlsx)은 CSV로 저장하세요.",
            "Check that it is a text file. Save an Excel file (.xlsx) as CSV.",
        )
        message = Said("글자가 아닌 값이 들어 있습니다.", "There are bytes in it that are no text.")
        line = settled(text[: text.index("\x00")]).count("\n") + 1
        reader.say("encoding", Where(where.path, line), message, tip)
        return None
    if not text.strip():
        spare = path.name in TABLES and path.name != "sources.csv"
        tip = Said("내용을 적거나, 지워졌다면 되살리세요.", "Write its content, or restore what was deleted.")
        if spare:
            tip = Said("적을 것이 없으면 파일째 지우세요.", "Delete the file if there is nothing to write.")
        reader.say("file-empty", where, Said("파일이 비어 있습니다.", "The file is empty."), tip)
        return None
    forms = [_FORMS[written]] if written in _FORMS else []
    if "\r" in text:
        forms.append(Said("줄바꿈이 LF가 아님", "line ends other than LF"))
    if forms:
        message = Said(
            f"저장 방식이 저장소와 다르지만 읽었습니다: {', '.join(form.ko for form in forms)}.",
            f"It is not saved as the repository saves files, but was read: {', '.join(form.en for form in forms)}.",
        )
        command = f"python3 scripts/normalize.py {where.path}"
        tip = Said(f"다음 명령이 고쳐 적습니다: {command}", f"This command rewrites it: {command}")
        reader.say("file-form", Where(where.path, 1), message, tip, "notice")
    return settled(text)


def settled(text: str) -> str:
    """Text with the line ends and the composed characters that everything after works on."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
