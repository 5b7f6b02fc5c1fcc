"""Text of a YAML file → its frozen type, each mapping with its line. Knows nothing of YAML’s own types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.load.text import load_text
from macros.load.words import explained, named, rule_of
from macros.problem import Where

# Every scalar is taken as text, so nothing is spent on finding out what YAML would make of it.
_Loader: Any = type(
    "_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {"yaml_implicit_resolvers": {}}
)
_DEEPEST = 30
_Model = TypeVar("_Model", bound=BaseModel)


def load_sheet(reader: Reader, path: Folder, model: type[_Model]) -> _Model | None:
    """One YAML file as its frozen type; every problem in it is told at its line."""
    text = load_text(reader, path)
    if text is None:
        return None
    shown = reader.shown(path)
    root = _composed(reader, shown, text)
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode):
        tip = "‘이름: 값’ 꼴의 줄로 적으세요."
        reader.say("yaml-shape", _at(shown, root), "맨 위는 ‘이름: 값’의 모음이어야 합니다.", tip)
        return None
    before = len(reader.problems)
    reader.lines[shown] = {key.value: key.start_mark.line + 1 for key, _ in root.value if key.id == "scalar"}
    data = _plain(reader, shown, root)
    try:
        made = model.model_validate(data)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            message, tip = explained(error, model)
            where, name = _found(shown, root, error["loc"])
            reader.say(rule_of(error["type"]), where, f"{named(model, name, error['loc'])}: {message}", tip)
        return None
    return made if len(reader.problems) == before else None


def _at(shown: str, node: Any) -> Where:
    return Where(shown, node.start_mark.line + 1, node.start_mark.column + 1)


def _composed(reader: Reader, shown: str, text: str) -> Any | None:
    try:
        if _too_deep(text):
            tip = "data/README.md의 꼴에 맞추세요."
            reader.say("yaml-syntax", Where(shown, 1), "겹이 너무 깊습니다.", tip)
            return None
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = min(mark.line if mark else 0, text.count("\n"))
        written = text.split("\n")[line]
        where = Where(shown, line + 1, (mark.column if mark else 0) + 1)
        if re.match(r" *\t", written) or "\t" in str(wrong.problem):
            reader.say("yaml-tab", where, "탭으로 들여 썼습니다.", "탭 대신 빈칸 두 개씩으로 들여 쓰세요.")
        elif "alias" in str(wrong.problem):
            tip = "글이라면 따옴표로 묶으세요."
            reader.say("yaml-alias", where, "별표(*)로 시작하는 값은 쓸 수 없습니다.", tip)
        else:
            tip = (
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요."
            )
            reader.say("yaml-syntax", where, "YAML 문법에 맞지 않아 읽을 수 없습니다.", tip)
        return None
    except yaml.YAMLError:
        # the parser refuses these letters wherever they stand
        found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        before = text[: found.start()] if found else ""
        where = Where(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        tip = "그 글자를 지우고 다시 적으세요."
        reader.say("text-control", where, "YAML에 쓸 수 없는 제어 문자가 있습니다.", tip)
        return None
    if len(nodes) > 1:
        tip = "--- 줄을 지우세요."
        reader.say("yaml-shape", _at(shown, nodes[1]), "한 파일에 문서가 둘 이상입니다.", tip)
        return None
    if not nodes:
        tip = "data/README.md의 꼴에 맞추어 적으세요."
        reader.say("file-empty", Where(shown, 1), "내용이 없습니다.", tip)
        return None
    pointed = _aliased(nodes[0]) if "&" in text and "*" in text else None
    if pointed is not None:
        tip = "별표(*)로 가리키지 말고 값을 다시 적으세요."
        reader.say("yaml-alias", _at(shown, pointed), "다른 곳에서 이 값을 별표(*)로 가리킵니다.", tip)
        return None
    return nodes[0]


def _too_deep(text: str) -> bool:
    """Whether collections nest deeper than any data of ours, told without the recursion that it would overflow."""
    if text.count("[") + text.count("{") < _DEEPEST and not re.search(rf"^[ \-?]{{{_DEEPEST},}}", text, re.M):
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def _aliased(root: Any) -> Any | None:
    """A node that an alias (*) points to. Refused, because a few of them can stand for billions of values."""
    met: set[int] = set()
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if id(node) in met:
            return node
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            ahead += node.value
        elif isinstance(node, yaml.MappingNode):
            ahead += [part for pair in node.value for part in pair]
    return None


def _plain(reader: Reader, shown: str, node: Any) -> Any:
    """Every scalar as text: pydantic decides what it is, so `no` stays no and a wrong date has a place."""
    if isinstance(node, yaml.ScalarNode):
        empty = not node.style and node.value in ("", "~", "null", "Null", "NULL")
        return None if empty else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(reader, shown, child) for child in node.value]
    read: dict[str, Any] = {"where": _at(shown, node)}
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        where = _at(shown, key_node)
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key in ("", "where", "<<"):
            message = (
                f"쓸 수 없는 이름입니다: ‘{key}’." if key else "이름이 올 자리에 이름이 아닌 것이 있습니다."
            )
            reader.say("yaml-key", where, message, "data/README.md에 있는 이름만 쓰세요.")
            continue
        if key in seen:
            tip = f"{seen[key]}행과 이 줄 가운데 하나를 지우세요."
            reader.say("yaml-duplicate", where, f"같은 이름이 두 번 있습니다: ‘{key}’.", tip)
            continue
        seen[key] = where.line
        value = _plain(reader, shown, value_node)
        if value is not None:
            read[key] = value
    return read


def _found(shown: str, root: Any, loc: Sequence[Any]) -> tuple[Where, str]:
    """Where an error of pydantic stands in the file, and the name it has there."""
    node, where, name = root, _at(shown, root), ""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            name = f"{name}.{step}" if name and step != "[key]" else (name or str(step))
            if pair is None:
                return where, name
            where, node = _at(shown, pair[0]), pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            name = f"{name}[{step + 1}]"
            node = node.value[step]
            where = _at(shown, node)
    return where, name
