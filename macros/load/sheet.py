"""Text of a YAML file → its frozen type, each mapping with its line. Knows nothing of YAML’s own types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from macros.language import Said, nearest
from macros.load.reader import Reader
from macros.load.stored import Folder
from macros.load.text import load_text
from macros.load.words import explained, named, rule_of
from macros.model.scalars import DELETE_SIGN
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
    root = composed(reader, shown, text)
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode):
        tip = Said("‘이름: 값’ 꼴의 줄로 적으세요.", "Write lines of ‘name: value’.")
        message = Said(
            "맨 위는 ‘이름: 값’의 모음이어야 합니다.",
            "The top level must be a mapping: lines of ‘name: value’.",
        )
        reader.say("yaml-shape", _at(shown, root), message, tip)
        return None
    before = len(reader.problems)
    reader.lines[shown] = {key.value: key.start_mark.line + 1 for key, _ in root.value if key.id == "scalar"}
    data = _plain(reader, shown, root)
    try:
        made = model.model_validate(data)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            message, tip = explained(error, model, reader.called)
            names = [each for each in error["loc"] if isinstance(each, str)]
            if error["type"] == "code-form" and names and names[-1] in reader.words:
                message += nearest(str(error["input"]), (), reader.words[names[-1]])
            where, name = found_at(shown, root, error["loc"])
            reader.say(rule_of(error["type"]), where, named(model, name, error["loc"]) + message, tip)
        return None
    return made if len(reader.problems) == before else None


def _at(shown: str, node: Any) -> Where:
    return Where(shown, node.start_mark.line + 1, node.start_mark.column + 1)


def composed(reader: Reader, shown: str, text: str) -> Any | None:
    """The nodes of a YAML text, each with its mark; tells what is wrong and gives None where there are none."""
    try:
        if _too_deep(text):
            tip = Said("data/README.md의 꼴에 맞추세요.", "Follow the form that data/README.md shows.")
            message = Said("겹이 너무 깊습니다.", "Too many levels stand inside each other.")
            reader.say("yaml-syntax", Where(shown, 1), message, tip)
            return None
        nodes = _nodes(text)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        if wrong.context_mark and "flow" in (wrong.context or ""):
            mark = wrong.context_mark  # a [ that is not closed is noticed lines later
        line = min(mark.line if mark else 0, text.count("\n"))
        written = text.split("\n")[line]
        where = Where(shown, line + 1, (mark.column if mark else 0) + 1)
        blamed = _blamed(shown, text, line)
        if re.match(r" *\t", written) or "\t" in str(wrong.problem):
            tip = Said("탭 대신 빈칸 두 개씩으로 들여 쓰세요.", "Indent with two spaces instead of a tab.")
            reader.say("yaml-tab", where, Said("탭으로 들여 썼습니다.", "A tab indents this line."), tip)
        elif "alias" in str(wrong.problem):
            tip = Said("글이라면 따옴표로 묶으세요.", "Put it in quotation marks if it is a text.")
            message = Said(
                "별표(*)로 시작하는 값은 쓸 수 없습니다.", "A value may not begin with an asterisk (*)."
            )
            reader.say("yaml-alias", where, message, tip)
        elif blamed:
            reader.say(*blamed)
        else:
            tip = Said(
                "들여쓰기, 콜론 뒤의 빈칸, 따옴표의 짝을 확인하세요. 콜론이나 #이 든 글은 따옴표로 묶으세요.",
                "Check the indentation, the space after a colon and the pairs of quotation marks."
                " Put a text with a colon or # in quotation marks.",
            )
            message = Said(
                "YAML 문법에 맞지 않아 읽을 수 없습니다.", "This is not valid YAML and cannot be read."
            )
            reader.say("yaml-syntax", where, message, tip)
        return None
    except yaml.YAMLError:
        # the parser refuses these letters wherever they stand
        found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        before = text[: found.start()] if found else ""
        where = Where(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = Said(
            "YAML에 쓸 수 없는 제어 문자가 있습니다.", "A control character that YAML does not allow."
        )
        reader.say("text-control", where, message, DELETE_SIGN)
        return None
    if len(nodes) > 1:
        line = nodes[1].start_mark.line
        begun = _blamed(shown, text, line) or ("yaml-shape", _at(shown, nodes[1]), *_TWO_DOCUMENTS)
        reader.say(*begun)
        return None
    if not nodes:
        tip = Said(
            "data/README.md의 꼴에 맞추어 적으세요.",
            "Write its content in the form that data/README.md shows.",
        )
        reader.say("file-empty", Where(shown, 1), Said("내용이 없습니다.", "There is nothing in it."), tip)
        return None
    pointed = _aliased(nodes[0]) if "&" in text and "*" in text else None
    if pointed is not None:
        tip = Said(
            "별표(*)로 가리키지 말고 값을 다시 적으세요.", "Write the value again instead of referring to it."
        )
        message = Said(
            "다른 곳에서 이 값을 별표(*)로 가리킵니다.",
            "Another place refers to this value with an asterisk (*).",
        )
        reader.say("yaml-alias", _at(shown, pointed), message, tip)
        return None
    cut = _cut_short(shown, text, nodes[0])
    if cut is not None:
        message = Said(
            f"빈칸 뒤의 #부터는 값으로 읽지 않습니다: ‘{cut[1]}’.",
            f"What follows a # after a space is not read as a value: ‘{cut[1]}’.",
        )
        tip = Said(
            "값의 일부이면 값을 따옴표로 묶으세요. 설명이면 # 뒤를 한 칸 띄우세요.",
            "If it belongs to the value, put the value in quotation marks. If it is a comment, put a space after #.",
        )
        reader.say("yaml-comment", cut[0], message, tip)
        return None
    return nodes[0]


_TWO_DOCUMENTS = (
    Said("한 파일에 문서가 둘 이상입니다.", "The file holds more than one document."),
    Said("--- 줄을 지우세요.", "Delete the line ---."),
)
_OPENED = re.compile(r"""(?:\A *|: +|- +|[,\[{] *)(["'])""")
_COLON = re.compile(r"\s*(?:- +)*[\w-]+(?::(?=[^\s/])|：)")


@lru_cache(maxsize=512)
def _nodes(text: str) -> tuple[Any, ...]:
    """The documents of a text. Kept, because the value of a problem is looked up in what was read a moment ago."""
    return tuple(yaml.compose_all(text, Loader=_Loader))


def _blamed(shown: str, text: str, until: int) -> tuple[str, Where, Said, Said] | None:
    """What spoils a file before the line where a parser stumbles: slips that it notices too late."""
    lines = text.split("\n")[: until + 1]
    first = next((n for n, each in enumerate(lines, 1) if re.match(r"\s*[^#\s]", each)), 0)
    if first and lines[first - 1].startswith(" "):
        message = Said("첫 이름이 들여 써져 있습니다.", "The first name is indented.")
        tip = Said(
            "맨 위의 이름은 줄의 처음부터 적으세요.", "Begin the outermost names at the start of the line."
        )
        return "yaml-syntax", Where(shown, first, 1), message, tip
    for number, written in enumerate(lines, 1):
        opened, colon = _opened(written), _COLON.match(written)
        if re.match(r"(---|\.\.\.)\s*$", written) and any(
            re.match(r"[^#\s]", each) for each in lines[: number - 1]
        ):
            return "yaml-shape", Where(shown, number, 1), *_TWO_DOCUMENTS
        bullet = re.match(r"\s*([•·▪■●○◦‣□▶※])", written)
        if bullet:
            message = Said(
                f"줄이 글머리표(‘{bullet[1]}’)로 시작합니다.",
                f"The line begins with a bullet (‘{bullet[1]}’).",
            )
            tip = Said(
                "글머리표를 지우세요. 목록이면 ‘- ’로 시작하세요.",
                "Delete the bullet. Begin the line with ‘- ’ if it is an entry of a list.",
            )
            return "yaml-syntax", Where(shown, number, bullet.start(1) + 1), message, tip
        if opened and not _closes("\n".join((written[opened.end(1) :], *lines[number:])), opened[1]):
            message = Said(
                "따옴표로 시작한 값이 닫히지 않았습니다.",
                "A value begins with a quotation mark and is not closed.",
            )
            tip = Said("값의 끝에도 따옴표를 적으세요.", "End the value with a quotation mark as well.")
            return "yaml-syntax", Where(shown, number, opened.start(1) + 1), message, tip
        if colon and (written[colon.end() - 1] == "：" or not re.search(r":(\s|$)", written)):
            message = Said("이름 뒤의 콜론이 바르지 않습니다.", "The colon after the name is wrong.")
            tip = Said(
                "‘이름: 값’처럼 반각 콜론(:)과 빈칸을 적으세요.",
                "Write an ASCII colon and a space, as in ‘name: value’.",
            )
            return "yaml-syntax", Where(shown, number, colon.end()), message, tip
    return None


def _opened(written: str) -> re.Match[str] | None:
    """The quotation mark that begins a value on a line and has no pair there."""
    found = None if re.match(r" *#", written) else _OPENED.search(written)
    while found:
        pair = re.compile(r'(?:\\.|[^"\\])*"' if found[1] == '"' else r"(?:''|[^'])*'").match(
            written, found.end()
        )
        if pair is None:
            return found
        found = _OPENED.search(written, pair.end())
    return None


def _closes(rest: str, quote: str) -> bool:
    """Whether a quotation is closed before another value begins with the same mark."""
    rest = re.sub(r"\\.", "", rest, flags=re.S) if quote == '"' else rest.replace("''", "")
    before, found, after = rest.partition(quote)
    return (
        bool(found)
        and not re.search(r"(?:: +|- +|\[|, *)\Z", before)
        and re.match(r"\s|[,\]}#]|\Z", after) is not None
    )


def _cut_short(shown: str, text: str, root: Any) -> tuple[Where, str] | None:
    """Where a # after a blank ends a value though no blank follows it, as in `title: Park #3`; and what is lost."""
    if not re.search(r" #[^\s#]", text):
        return None
    lines, ahead = text.split("\n"), [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, yaml.SequenceNode):
            ahead += node.value
        elif isinstance(node, yaml.MappingNode):
            ahead += [part for pair in node.value for part in pair]
        elif node.style not in ("|", ">"):
            line, column = node.end_mark.line, node.end_mark.column
            lost = re.match(r" +(#[^\s#].*)", lines[line][column:])
            if lost:
                return Where(shown, line + 1, column + lost.start(1) + 1), lost[1]
    return None


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
            message = Said(
                "이름이 올 자리에 이름이 아닌 것이 있습니다.", "Something else stands where a name belongs."
            )
            if key:
                message = Said(f"쓸 수 없는 이름입니다: ‘{key}’.", f"This name cannot be used: ‘{key}’.")
            tip = Said("data/README.md에 있는 이름만 쓰세요.", "Use only names that are in data/README.md.")
            reader.say("yaml-key", where, message, tip)
            continue
        if key in seen:
            tip = Said(
                f"{seen[key]}행과 이 줄 가운데 하나를 지우세요.",
                f"Delete either line {seen[key]} or this line.",
            )
            message = Said(f"같은 이름이 두 번 있습니다: ‘{key}’.", f"The same name is there twice: ‘{key}’.")
            reader.say("yaml-duplicate", where, message, tip)
            continue
        seen[key] = where.line
        value = _plain(reader, shown, value_node)
        if value is not None:
            read[key] = value
    return read


def found_at(shown: str, root: Any, loc: Sequence[Any]) -> tuple[Where, str]:
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
            if step >= len(node.value):
                return where, name
            name = f"{name}[{step + 1}]"
            node = node.value[step]
            where = _at(shown, node)
    return where, name
