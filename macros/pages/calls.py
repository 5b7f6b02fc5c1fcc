"""Are the macro calls of a page right? Found before anything is rendered, with page, line and the nearest name."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.language import did_you_mean, josa
from macros.problem import Problem, Where, problem


def check_calls(
    path: str,
    markdown: str,
    first_line: int,
    macros: Mapping[str, inspect.Signature],
    known: Mapping[str, str],
) -> Iterator[Problem]:
    """Problems of the calls in one page.

    `first_line` is the line of the file on which `markdown` begins. `known` maps every value that a
    macro takes as its `key` or `place` (a commitment or a place) to what it is called.
    """
    try:
        tree = Environment(autoescape=True).parse(markdown)
    except TemplateSyntaxError as wrong:
        line = first_line + wrong.lineno - 1
        tip = "중괄호와 따옴표의 짝을 확인하세요. 글자 그대로의 {{ }}는 {% raw %} … {% endraw %}로 묶으세요."
        yield problem("error", "macro-syntax", Where(path, line), "매크로 문법에 맞지 않습니다.", tip)
        return
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield from _check_call(Where(path, first_line + call.lineno - 1), call, macros, known)
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in macros and not _is_called(tree, name):
            where = Where(path, first_line + name.lineno - 1)
            yield _unknown(where, name.name, macros)


def _is_called(tree: nodes.Template, name: nodes.Name) -> bool:
    return any(call.node is name for call in tree.find_all(nodes.Call))


def _unknown(where: Where, name: str, macros: Mapping[str, object]) -> Problem:
    near = did_you_mean(name, macros)
    tip = f"혹시 {near}인가요?" if near else f"쓸 수 있는 매크로: {', '.join(macros)}"
    return problem("error", "macro-unknown", where, f"{josa(name, '이라는/라는')} 매크로는 없습니다.", tip)


def _check_call(
    where: Where, call: nodes.Call, macros: Mapping[str, inspect.Signature], known: Mapping[str, str]
) -> Iterator[Problem]:
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    if name not in macros:
        yield _unknown(where, name, macros)
        return
    signature = macros[name]
    positional = [None] * len(call.args)
    named = {each.key: None for each in call.kwargs}
    try:
        bound = signature.bind(*positional, **named)
    except TypeError:
        usage = f"{name}{_shown(signature)}"
        yield problem(
            "error",
            "macro-arguments",
            where,
            f"{name}에 준 값의 수나 이름이 맞지 않습니다.",
            f"이렇게 쓰세요: {usage}",
        )
        return
    values = [*call.args, *(each.value for each in call.kwargs)]
    names = [
        n for n in bound.arguments if signature.parameters[n].kind is not inspect.Parameter.VAR_POSITIONAL
    ]
    for parameter, value in zip(names, values, strict=False):
        if parameter in ("key", "place") and isinstance(value, nodes.Const) and value.value is not None:
            given = str(value.value)
            if given not in known or ("/" in given) != (parameter == "key"):
                wanted = [k for k in known if ("/" in k) == (parameter == "key")]
                near = did_you_mean(given, wanted)
                what = "공약" if parameter == "key" else "지역"
                tip = (
                    f"혹시 {near}({known[near]})인가요?" if near else "data/의 폴더와 파일 이름을 확인하세요."
                )
                yield problem("error", "macro-value", where, f"{name}: 모르는 {what}입니다: ‘{given}’", tip)


def _shown(signature: inspect.Signature) -> str:
    return str(signature).replace("'", "").partition(" ->")[0]
