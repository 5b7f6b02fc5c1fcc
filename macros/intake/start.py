"""A new commitment or place as a file to fill in: what is needed is there, every other name as a comment.

The comments are the model's own words, so that they say what the checks ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from macros.intake.yaml_text import as_yaml
from macros.model import FUND_PARTS, Book, Fund, PlaceFile, Sheet, When, word

_WIDTH = 2


def codes_of(book: Book) -> dict[str, dict[str, str]]:
    """What may be written where the data itself says it: path of a name (classification.horizon) → code → Korean."""
    terms = book.terms
    served = {each.id: each.label for each in book.site.terms}
    vocabularies = {"field": terms.fields, "programme": terms.programmes, "level": terms.levels}
    vocabularies |= {f"classification.{name}": known for name, known in terms.classifications.items()}
    found = {path: {code: term.ko for code, term in known.items()} for path, known in vocabularies.items()}
    return {**found, "term": served, "coverage.term": served}


def sheet_text(book: Book, place: str, given: Mapping[str, str]) -> str:
    """data/<place>/pledges/<id>.yml with the names of `given`, which hold at least title, field and source."""
    labels = _funds(book)
    if book.places.get(place):
        labels |= {fund: book.fund_label(place, fund) for fund in FUND_PARTS}
    return _text("../../schema/commitment.json", Sheet, given, _said(book), labels)


def place_text(book: Book, given: Mapping[str, str]) -> str:
    """data/<place>/place.yml with the names of `given`, which hold at least name and level."""
    return _text("../schema/place.json", PlaceFile, given, _said(book), _funds(book))


def _said(book: Book) -> dict[str, str]:
    """The codes of each path as a comment lists them."""
    return {
        path: ", ".join(f"{code} {ko}" for code, ko in known.items())
        for path, known in codes_of(book).items()
    }


def _funds(book: Book) -> dict[str, str]:
    return {fund: word(book.terms.funds, fund) for fund in FUND_PARTS}


def _text(
    schema: str,
    model: type[BaseModel],
    given: Mapping[str, str],
    codes: Mapping[str, str],
    funds: Mapping[str, str],
) -> str:
    lines = [
        f"# yaml-language-server: $schema={schema}",
        "# 적을 것이 있는 줄만 맨 앞의 ‘# ’을 지우고 콜론 뒤에 값을 적습니다. 위아래로 딸린 줄도 함께 지웁니다.",
        "# 모르는 것은 그대로 두거나 줄째 지웁니다. 사람의 이름은 적지 않습니다.",
        "",
    ]
    for name, info in _fields(model):
        comment = _comment(info, codes.get(name, ""))
        if name in given:
            lines.append(f"{name}: {as_yaml(given[name])} # {comment}")
        else:
            lines += [
                f"# {line}" for line in _entry(name, info.annotation, comment, f"{name}.", 0, codes, funds)
            ]
    return "\n".join(lines) + "\n"


def _entry(
    name: str,
    kind: Any,
    comment: str,
    path: str,
    depth: int,
    codes: Mapping[str, str],
    funds: Mapping[str, str],
) -> Iterator[str]:
    """The lines of one name and of what it is made of."""
    pad = " " * depth
    yield f"{pad}{name}: # {comment}"
    inner, how = _inside(kind)
    if how == "map" and _is_model(inner):
        depth += _WIDTH
        yield f"{' ' * depth}name-of-mine: # 내가 짓는 이름. 영문 소문자, 숫자, 붙임표"
    elif how == "map":
        free = get_args(_plain(kind))[0] is not Fund
        known = {"code": "코드마다 한 줄"} if free else funds
        yield from (f"{pad}{' ' * _WIDTH}{code}: # {label}" for code, label in known.items())
    elif how == "list" and not _is_model(inner):
        yield f"{pad}{' ' * _WIDTH}- # 하나에 한 줄"
    if _is_model(inner):
        mark = "- " if how == "list" else ""
        for sub, info in _fields(inner):
            said = _comment(info, codes.get(f"{path}{sub}", ""))
            first, *rest = _entry(sub, info.annotation, said, f"{path}{sub}.", 0, codes, funds)
            begin = " " * (depth + _WIDTH)
            yield f"{begin}{mark}{first}"
            mark = " " * len(mark)
            yield from (f"{begin}{mark}{line}" for line in rest)


def _comment(info: FieldInfo, codes: str) -> str:
    """What a name means, whether it is needed where it stands, and what may be written."""
    said = f"{'꼭. ' if info.is_required() else ''}{info.description}"
    if codes:
        return f"{said}: {codes}"
    return f"{said}. 2024, 2024-Q1, 2024-03, 2024-03-07 꼴" if _inside(info.annotation)[0] is When else said


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((info.alias or name, info) for name, info in model.model_fields.items() if name != "where")


def _plain(kind: Any) -> Any:
    """A type without what may be absent and without what is noted beside it."""
    while get_origin(kind) is Annotated or type(None) in get_args(kind):
        kind = next(each for each in get_args(kind) if each is not type(None))
    return kind


def _inside(kind: Any) -> tuple[Any, str]:
    """What a field is made of, and whether it is a list or a map of it."""
    kind = _plain(kind)
    if get_origin(kind) is tuple:
        return _plain(get_args(kind)[0]), "list"
    if get_origin(kind) is dict:
        return _plain(get_args(kind)[1]), "map"
    return kind, ""


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def near_ids(id: str, known: Mapping[str, str], title: str) -> Iterator[str]:
    """The ids that could be the same commitment: spelled nearly alike, or with the same title."""
    plain = re.sub(r"[-_]|s\b", "", id)
    for other, its in known.items():
        same_title = re.sub(r"\s", "", its) == re.sub(r"\s", "", title)
        if other != id and (same_title or re.sub(r"[-_]|s\b", "", other) == plain or _one_apart(id, other)):
            yield other


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter (no digit: those number things) is exchanged, left out or added, or two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if re.search(r"[0-9]", first + second) or min(len(one), len(other)) < 4:
        return False
    return (len(first) <= 1 and len(second) <= 1) or (len(first) == 2 and first == second[::-1])
