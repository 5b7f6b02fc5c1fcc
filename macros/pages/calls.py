"""Are the macro calls of a page right? Found before anything is rendered, with page, line and the nearest name."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.language import Said, did_you_mean
from macros.problem import Problem, Where, problem

WHAT = {
    "key": Said("공약", "commitment"),
    "place": Said("지역", "place"),
    "codes": Said("지원사업", "programme"),
    "section": Said("말 풀이", "section of the glossary"),
    "what": Said("셀 것", "thing to count"),
    "word": Said("말", "word"),
    "only": Said("말", "word"),
    "files": Said("파일", "file"),
    "task": Said("할 일", "task"),
}


def check_calls(
    path: str,
    markdown: str,
    first_line: int,
    macros: Mapping[str, inspect.Signature],
    known: Mapping[str, Mapping[str, str]],
) -> Iterator[Problem]:
    """Problems of the calls in one page.

    `first_line` is the line of the file on which `markdown` begins. `known` holds, for a parameter's name
    (key, place, codes, section, what, word, only, files, task), every value it may have and what that is called.
    """
    try:
        tree = Environment(autoescape=True).parse(markdown)
    except TemplateSyntaxError as wrong:
        line = first_line + wrong.lineno - 1
        tip = Said(
            "중괄호와 따옴표의 짝을 확인하세요. 글자 그대로의 {{ }}는 {% raw %} … {% endraw %}로 묶으세요.",
            "Check the pairs of braces and quotation marks. Put a literal {{ }} inside {% raw %} … {% endraw %}.",
        )
        message = Said("매크로 문법에 맞지 않습니다.", "The call of a macro is not well formed.")
        yield problem("error", "macro-syntax", Where(path, line), message, tip)
        return
    calls = list(tree.find_all(nodes.Call))
    for call in calls:
        if isinstance(call.node, nodes.Name):
            yield from _check_call(
                Where(path, first_line + call.lineno - 1), call.node.name, call, macros, known
            )
    called = {id(call.node) for call in calls}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and id(name) not in called:
            yield _unknown(Where(path, first_line + name.lineno - 1), name.name, macros)


def _unknown(where: Where, name: str, macros: Mapping[str, object]) -> Problem:
    if name in macros:
        message = Said(f"{name} 뒤에 괄호가 없습니다.", f"There are no brackets after {name}.")
        tip = Said(f"{name}()처럼 적으세요.", f"Write {name}().")
        return problem("error", "macro-syntax", where, message, tip)
    near = did_you_mean(name, macros)
    listed = ", ".join(macros)
    tip = Said(f"쓸 수 있는 매크로: {listed}", f"Known macros: {listed}")
    if near:
        tip = Said(f"혹시 {near}인가요?", f"Did you mean {near}?")
    message = Said(f"‘{name}’ 매크로는 없습니다.", f"There is no macro ‘{name}’.")
    return problem("error", "macro-unknown", where, message, tip)


def _check_call(
    where: Where,
    name: str,
    call: nodes.Call,
    macros: Mapping[str, inspect.Signature],
    known: Mapping[str, Mapping[str, str]],
) -> Iterator[Problem]:
    if name not in macros:
        yield _unknown(where, name, macros)
        return
    named = {each.key: each.value for each in call.kwargs}
    try:
        bound = macros[name].bind(*call.args, **named)
    except TypeError:
        usage = str(macros[name]).replace("'", "").partition(" ->")[0]
        message = Said(
            f"{name}에 준 값의 수나 이름이 맞지 않습니다.",
            f"The number or the names of the values given to {name} do not fit.",
        )
        tip = Said(f"이렇게 쓰세요: {name}{usage}", f"Write it like this: {name}{usage}")
        yield problem("error", "macro-arguments", where, message, tip)
        return
    for parameter, given in bound.arguments.items():
        for value in given if isinstance(given, tuple) else (given,):
            if isinstance(value, nodes.Const) and value.value is not None and parameter in known:
                yield from _check_value(where, name, parameter, str(value.value), known[parameter])


def _check_value(
    where: Where, name: str, parameter: str, given: str, allowed: Mapping[str, str]
) -> Iterator[Problem]:
    if given in allowed:
        return
    near = did_you_mean(given, allowed)
    if parameter in ("word", "only") and not near:
        tip = Said(
            "data/terms.yml에 이 말과 뜻을 적거나, 이 부름을 지우세요.",
            "Write the word and its meaning in data/terms.yml, or delete this call.",
        )
        message = Said(
            f"{name}: 말 풀이에 없는 말입니다: ‘{given}’", f"{name}: The glossary has no such word: ‘{given}’"
        )
        yield problem("error", "macro-value", where, message, tip)
        return
    listed = ", ".join(list(allowed)[:12])
    tip = Said(f"쓸 수 있는 값: {listed}", f"Known values: {listed}")
    if near:
        tip = Said(f"혹시 {near}({allowed[near]})인가요?", f"Did you mean {near} (‘{allowed[near]}’)?")
    what = WHAT[parameter]
    message = Said(
        f"{name}: 모르는 {what.ko}입니다: ‘{given}’", f"{name}: This {what.en} is not known: ‘{given}’"
    )
    yield problem("error", "macro-value", where, message, tip)
