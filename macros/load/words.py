"""What is said of a value or a name that its type refuses: the rules of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.language import Said, josa, name_en, nearest
from macros.model import TABLES, Contact, label_of, sums_in

# what is looked at while reading, by rule: every message of this room carries one of these
READING: Mapping[str, Said] = {
    "file-missing": Said("있어야 하는 파일과 폴더가 있는지", "Files and folders that must exist do exist"),
    "file-unread": Said("파일과 폴더를 읽을 수 있는지", "Files and folders can be read"),
    "file-long": Said("파일이 20MB보다 작은지", "Files are smaller than 20 MB"),
    "file-empty": Said("파일에 내용이 있는지", "Files are not empty"),
    "file-unknown": Said("모르는 파일이 섞이지 않았는지", "There is no unknown file"),
    "file-name": Said("파일과 폴더의 이름이 바른지", "Files and folders have right names"),
    "file-link": Said(
        "파일과 폴더가 링크나 다른 저장소가 아닌지", "Files and folders are no links or other repositories"
    ),
    "file-form": Said("저장 방식이 저장소와 같은지", "Files are saved as the repository saves them"),
    "encoding": Said("글자를 읽을 수 있는지", "Characters can be read"),
    "text-control": Said("보이지 않는 제어 문자가 없는지", "There are no invisible control characters"),
    "csv-header": Said("첫 줄의 열 이름이 맞는지", "The first line has the right column names"),
    "csv-cells": Said("행마다 칸의 수가 맞는지", "Every row has the right number of cells"),
    "csv-quote": Said("따옴표의 짝이 맞는지", "Quotation marks are paired"),
    "same-source": Said("출처의 id가 한 번씩만 쓰였는지", "The id of a source is used once"),
    "formula-text": Said("엑셀 계산식으로 시작하는 글이 없는지", "No text begins like a spreadsheet formula"),
    "yaml-syntax": Said("YAML 문법에 맞는지", "The file is valid YAML"),
    "yaml-tab": Said("탭으로 들여 쓰지 않았는지", "No line is indented with tabs"),
    "yaml-shape": Said(
        "글, 목록, 모음이 제자리에 있는지", "Texts, lists and mappings stand where they belong"
    ),
    "yaml-key": Said("이름 자리에 쓸 수 있는 이름이 있는지", "Keys are names that may be used"),
    "yaml-duplicate": Said("같은 이름이 두 번 적히지 않았는지", "No key is written twice"),
    "yaml-comment": Said("값이 #에서 끊기지 않는지", "No value is cut short by a #"),
    "yaml-alias": Said("별표(*)로 다른 값을 가리키지 않는지", "No value is referred to with an asterisk (*)"),
    "unknown-key": Said("이름이 정해진 것 가운데 하나인지", "Names are among the known ones"),
    "unknown-code": Said("코드가 정해진 것 가운데 하나인지", "Codes are among the known ones"),
    "missing": Said("꼭 적어야 하는 값이 있는지", "Required values are there"),
    "code-form": Said(
        "이름(id)과 코드에 쓸 수 있는 글자만 있는지",
        "Ids and codes have only the characters that they may have",
    ),
    "number-form": Said("수가 올 자리에 수가 있는지", "Numbers stand where numbers belong"),
    "number-comma": Said("수에 쉼표가 없는지", "Numbers have no commas"),
    "number-percent": Said("수에 % 표시가 없는지", "Numbers have no percent sign"),
    "number-wide": Said("전각 숫자가 없는지", "Numbers have no full-width digits"),
    "number-long": Said("수의 길이가 알맞은지", "Numbers are not too long"),
    "count-form": Said("건수가 0 이상의 정수인지", "Counts are whole numbers, 0 or more"),
    "year-form": Said("연도가 정해진 꼴인지", "Years have their form"),
    "date-form": Said("날짜가 정해진 꼴인지", "Dates have one of their forms"),
    "date-unknown": Said("달력에 있는 날짜인지", "Dates exist"),
    "commit-form": Said("커밋 이름이 온전한지", "The id of a commit is whole"),
    "sha-form": Said("SHA-256 값이 온전한지", "A SHA-256 value is whole"),
    "excel-date": Said("엑셀이 날짜로 바꾼 글자가 없는지", "Excel has turned no text into a date"),
    "span-order": Said("기간의 끝이 시작보다 앞서지 않는지", "A span does not end before it starts"),
    "url-form": Said("주소가 온전한지", "Addresses are well formed"),
    "phone-form": Said("사무실 전화번호인지", "Phone numbers are those of offices"),
    "edition-commit": Said("판의 커밋이 저장소에 있는지", "The commit of an edition is in the repository"),
    "edition-before-commit": Said(
        "판의 날짜가 커밋을 만든 날보다 앞서지 않는지", "An edition is not dated before its commit"
    ),
    "edition-sha": Said(
        "판의 자료가 적어 둔 SHA-256과 같은지", "The data of an edition has the SHA-256 on record"
    ),
}

# what pydantic calls its own errors → our rule; those of the model are rules already
_RULES: Mapping[str, str] = {
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-code",
    "string_type": "yaml-shape",
    "tuple_type": "yaml-shape",
    "dict_type": "yaml-shape",
    "model_type": "yaml-shape",
    "bool_parsing": "yaml-shape",
    "bool_type": "yaml-shape",
    "string_too_short": "missing",
}


def rule_of(kind: str) -> str:
    """The rule that an error of pydantic breaks."""
    return _RULES.get(kind, kind)


def named(model: type[BaseModel], name: str, loc: Sequence[int | str]) -> Said:
    """A name as the file has it before what is said of it, in Korean with the label of the field that `loc` leads to."""
    _, label = _reached(model, loc)
    return Said(f"{name}({label}): " if label else f"{name}: ", f"{name_en(name)}: ")


def kind_of(model: type[BaseModel], loc: Sequence[int | str]) -> Any:
    """The type of the value that the place of an error leads to."""
    return _reached(model, loc)[0]


def _reached(model: type[BaseModel], loc: Sequence[int | str]) -> tuple[Any, str]:
    """The type that the place of an error leads to, and the label of the last field on the way."""
    here: Any = model
    label = ""
    for step in loc:
        if _is_model(here):
            info = _fields(here).get(str(step))
            here, label = (info.annotation, label_of(info.description)) if info else (None, "")
        else:
            # of a list or a mapping the type of its values stands last
            inner = [each for each in get_args(here) if each is not Ellipsis]
            here = inner[-1] if inner else None
        while get_origin(here) is Annotated or type(None) in get_args(here):
            here = next(each for each in get_args(here) if each is not type(None))
    return here, label


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items() if name != "where"}


def labels(model: type[BaseModel]) -> Mapping[str, str]:
    """The Korean label of each name that a mapping or a row may have."""
    return {name: label for name, info in _fields(model).items() if (label := label_of(info.description))}


def _short(text: str) -> str:
    """A value as a message quotes it: one line, not longer than a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


NO_WORDS: Mapping[str, str] = {}
_DICTIONARY = Said(
    "data/README.md의 꼴에 맞추어 들여 쓰세요.", "Indent it in the form that data/README.md shows."
)


def explained(
    error: ErrorDetails, model: type[BaseModel], called: Iterable[Mapping[str, str]]
) -> tuple[Said, Said]:
    """A sentence and a tip for one error of pydantic in a file of `model`; `called` has the words of codes by kind."""
    loc, context = error["loc"], error.get("ctx", {})
    shown = _short(error["input"]) if isinstance(error["input"], str) else ""
    if "said" in context:
        said, written = context["said"], context["value"]
        short, tip = _short(written), context["tip"]
        if error["type"] == "number-form" and str(loc[-1]).endswith("_million_krw"):
            tip = _in_millions(written) or tip
        if short == written:
            return said, tip
        return Said(said.ko.replace(written, short), said.en.replace(written, short)), tip
    match error["type"]:
        case "missing":
            tip = Said(
                f"‘{loc[-1]}: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다.",
                f"Write it as ‘{loc[-1]}: value’. data/README.md says what belongs there.",
            )
            if model in TABLES.values():
                tip = Said(
                    "값을 적으세요. 모르는 값이면 이 줄을 싣지 마세요.",
                    "Write the value. If it is not known, leave this row out.",
                )
            return Said("꼭 적어야 하는 값이 없습니다.", "A required value is missing."), tip
        case "string_too_short":
            return Said("빈 글입니다.", "The text is empty."), Said(
                "값을 적거나, 적을 것이 없으면 이 줄을 지우세요.",
                "Write a value, or delete this line if there is nothing to write.",
            )
        case "extra_forbidden":
            owner, _ = _reached(model, loc[:-1])
            if owner is Contact:
                return Said(
                    "담당에는 역할(role)과 사무실 전화(phone)만 적습니다.",
                    "A contact has a role and an office phone and nothing else.",
                ), Said(
                    "이 줄을 지우세요. 사람 이름과 개인 연락처는 싣지 않습니다.",
                    "Delete this line. Names of people and private numbers are not recorded.",
                )
            known = list(_fields(owner))
            message = Said("모르는 이름입니다.", "This name is not known.")
            return message + nearest(str(loc[-1]), known, labels(owner)), usable("이름", "names", known)
        case "literal_error":
            known = re.findall(r"'([^']*)'", context["expected"])
            message = Said(f"모르는 코드입니다: ‘{shown}’.", f"This code is not known: ‘{shown}’.")
            words = next((each for each in called if set(known) <= set(each)), {})
            called_so = {code: words[code] for code in known if code in words}
            return message + nearest(shown, known, called_so), usable("코드", "codes", known, called_so)
        case "tuple_type":
            return Said("목록이어야 합니다.", "This must be a list."), Said(
                "줄마다 ‘- ’로 시작하는 목록으로 적으세요.", "Write a list whose lines begin with ‘- ’."
            )
        case "dict_type" | "model_type":
            return Said(
                "‘이름: 값’의 모음이어야 합니다.", "This must be a mapping: lines of ‘name: value’."
            ), _DICTIONARY
        case "string_type":
            return Said(
                "글이 올 자리에 목록이나 모음 또는 빈 값이 있습니다.",
                "A list, a mapping or an empty value stands where a text belongs.",
            ), Said(
                "글 하나를 적으세요. 콜론이 든 글은 따옴표로 묶으세요.",
                "Write one text. Put a text with a colon in quotation marks.",
            )
        case "bool_parsing" | "bool_type":
            return Said(
                f"true나 false여야 합니다: ‘{shown}’.", f"This must be true or false: ‘{shown}’."
            ) + nearest(shown, ("true", "false")), Said("true 또는 false로 적으세요.", "Write true or false.")
        case _:
            return Said(f"값이 바르지 않습니다: ‘{shown}’.", f"The value is not right: ‘{shown}’."), Said(
                "data/README.md에서 이 자리에 올 수 있는 값을 확인하세요.",
                "Look up in data/README.md what may stand here.",
            )


def _in_millions(written: str) -> Said | None:
    """How an amount in words is written in a column of million won; None of anything else."""
    whole = written if written.endswith("원") else f"{written}원"
    sums = sums_in(whole)
    if len(sums) != 1 or (sums[0].start, sums[0].end) != (0, len(whole)):
        return None
    plain = f"{sums[0].million:f}"
    return Said(f"백만 원 단위로 {josa(plain, '을/를')} 적으세요.", f"Write it in million won: {plain}")


def usable(what: str, what_en: str, known: Iterable[str], called: Mapping[str, str] = NO_WORDS) -> Said:
    """A tip that lists the known ones, in Korean with the words of those that have one: `own 시비, total 총계`."""
    listed = tuple(known)
    worded = ", ".join(f"{code} {called[code]}" if code in called else code for code in listed)
    return Said(f"쓸 수 있는 {what}: {worded}", f"Known {what_en}: {', '.join(listed)}")
