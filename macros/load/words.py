"""What is said of a value or a name that its type refuses: the rules of reading, in Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.language import did_you_mean
from macros.model import TABLES, Contact, label_of

# what is looked at while reading, by rule: every message of this room carries one of these
READING: Mapping[str, str] = {
    "file-missing": "있어야 하는 파일과 폴더가 있는지",
    "file-unread": "파일과 폴더를 읽을 수 있는지",
    "file-long": "파일이 20MB보다 작은지",
    "file-empty": "파일에 내용이 있는지",
    "file-unknown": "모르는 파일이 섞이지 않았는지",
    "file-name": "파일과 폴더의 이름이 바른지",
    "file-form": "저장 방식이 저장소와 같은지",
    "encoding": "글자를 읽을 수 있는지",
    "text-control": "보이지 않는 제어 문자가 없는지",
    "csv-header": "첫 줄의 열 이름이 맞는지",
    "csv-cells": "행마다 칸의 수가 맞는지",
    "csv-quote": "따옴표의 짝이 맞는지",
    "same-source": "출처의 id가 한 번씩만 쓰였는지",
    "formula-text": "엑셀 계산식으로 시작하는 글이 없는지",
    "yaml-syntax": "YAML 문법에 맞는지",
    "yaml-tab": "탭으로 들여 쓰지 않았는지",
    "yaml-shape": "글, 목록, 모음이 제자리에 있는지",
    "yaml-key": "이름 자리에 쓸 수 있는 이름이 있는지",
    "yaml-duplicate": "같은 이름이 두 번 적히지 않았는지",
    "yaml-alias": "별표(*)로 다른 값을 가리키지 않는지",
    "unknown-key": "이름이 정해진 것 가운데 하나인지",
    "unknown-code": "코드가 정해진 것 가운데 하나인지",
    "missing": "꼭 적어야 하는 값이 있는지",
    "code-form": "이름(id)과 코드에 쓸 수 있는 글자만 있는지",
    "number-form": "수가 올 자리에 수가 있는지",
    "number-comma": "수에 쉼표가 없는지",
    "number-percent": "수에 % 표시가 없는지",
    "number-wide": "전각 숫자가 없는지",
    "number-long": "수의 길이가 알맞은지",
    "count-form": "건수가 0 이상의 정수인지",
    "year-form": "연도가 정해진 꼴인지",
    "date-form": "날짜가 정해진 꼴인지",
    "date-unknown": "달력에 있는 날짜인지",
    "commit-form": "커밋 이름이 온전한지",
    "sha-form": "SHA-256 값이 온전한지",
    "excel-date": "엑셀이 날짜로 바꾼 글자가 없는지",
    "span-order": "기간의 끝이 시작보다 앞서지 않는지",
    "url-form": "주소가 온전한지",
    "phone-form": "사무실 전화번호인지",
    "edition-commit": "판의 커밋이 저장소에 있는지",
    "edition-before-commit": "판의 날짜가 커밋을 만든 날보다 앞서지 않는지",
    "edition-sha": "판의 자료가 적어 둔 SHA-256과 같은지",
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


def named(model: type[BaseModel], name: str, loc: Sequence[int | str]) -> str:
    """A name as the file has it, with the Korean label of the field that `loc` leads to beside it."""
    _, label = _reached(model, loc)
    return f"{name}({label})" if label else name


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


def _short(text: str) -> str:
    """A value as a message quotes it: one line, not longer than a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def perhaps(written: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, as a question to follow a sentence; "" where none is near."""
    near = did_you_mean(written, known)
    return f" 혹시 {near}인가요?" if near else ""


def explained(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """A Korean sentence and a tip for one error of pydantic in a file of `model`."""
    loc, context = error["loc"], error.get("ctx", {})
    shown = _short(error["input"]) if isinstance(error["input"], str) else ""
    if "tip" in context:
        written = context.get("value", "")
        message = error["msg"].replace(written, _short(written)) if written else error["msg"]
        return f"{message}.", context["tip"]
    match error["type"]:
        case "missing" if model in TABLES.values():
            return "꼭 적어야 하는 값이 없습니다.", "값을 적으세요. 모르는 값이면 이 줄을 싣지 마세요."
        case "missing":
            tip = f"‘{loc[-1]}: 값’ 꼴로 적으세요. 무엇을 적는지는 data/README.md에 있습니다."
            return "꼭 적어야 하는 값이 없습니다.", tip
        case "string_too_short":
            return "빈 글입니다.", "값을 적거나, 적을 것이 없으면 이 줄을 지우세요."
        case "extra_forbidden":
            owner, _ = _reached(model, loc[:-1])
            if owner is Contact:
                tip = "이 줄을 지우세요. 사람 이름과 개인 연락처는 싣지 않습니다."
                return "담당에는 역할(role)과 사무실 전화(phone)만 적습니다.", tip
            known = list(_fields(owner))
            return (
                f"모르는 이름입니다.{perhaps(str(loc[-1]), known)}",
                f"쓸 수 있는 이름: {', '.join(known)}",
            )
        case "literal_error":
            known = re.findall(r"'([^']*)'", context["expected"])
            return (
                f"모르는 코드입니다: ‘{shown}’.{perhaps(shown, known)}",
                f"쓸 수 있는 코드: {', '.join(known)}",
            )
        case "tuple_type":
            return "목록이어야 합니다.", "줄마다 ‘- ’로 시작하는 목록으로 적으세요."
        case "dict_type" | "model_type":
            return "‘이름: 값’의 모음이어야 합니다.", "data/README.md의 꼴에 맞추어 들여 쓰세요."
        case "string_type":
            return (
                "글이 올 자리에 목록이나 모음 또는 빈 값이 있습니다.",
                "글 하나를 적으세요. 콜론이 든 글은 따옴표로 묶으세요.",
            )
        case "bool_parsing" | "bool_type":
            return f"true나 false여야 합니다: ‘{shown}’.", "true 또는 false로 적으세요."
        case _:
            return (
                f"값이 바르지 않습니다: ‘{shown}’.",
                "data/README.md에서 이 자리에 올 수 있는 값을 확인하세요.",
            )
