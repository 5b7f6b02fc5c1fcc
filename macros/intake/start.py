"""A new commitment, with its place and source where they are new: files in which every other name is a comment.

The comments are the model's own words, so that they say what the checks ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from macros.intake.ledger import with_rows
from macros.intake.refused import Refused
from macros.intake.source import source_row
from macros.intake.yaml_text import as_yaml
from macros.language import josa, nearest
from macros.load import Files
from macros.model import FUND_PARTS, ID, Book, Fund, Place, PlaceFile, Sheet, Source, Term, When, word

FOLDERS: Mapping[str, str] = {"pledge": "pledges", "programme": "programmes"}
_WIDTH = 2


@dataclass(frozen=True)
class Begun:
    """What a person gives to begin a commitment, "" where nothing was given.

    `source_…` tell of a source and `name`, `name_en`, `level`, `code` of a place that are not there yet. `read`: when
    whoever begins the commitment looked at that source.
    """

    place: str
    id: str
    title: str
    kind: str
    field: str
    source: str
    source_title: str
    source_publisher: str
    source_url: str
    source_published: str
    source_kind: str
    name: str
    name_en: str
    level: str
    code: str
    read: date


def started(asked: Begun, book: Book, files: Files) -> dict[str, bytes]:
    """The new files, and sources.csv where a source is added. Raises Refused with everything that is wrong.

    Each line of it names an option of scripts/new_pledge.py.
    """
    place = book.places.get(asked.place)
    wrong = list(_wrong_id(asked, book, files))
    field = _code(asked.field, book.terms.fields, "--field", "분야", wrong)
    made: dict[str, bytes] = {}
    if place is None and f"data/{asked.place}/place.yml" in files:
        wrong.append(
            f"PLACE: data/{asked.place}/place.yml을 읽을 수 없습니다. 먼저 python3 scripts/check.py로 바로잡으세요."
        )
    elif place is None:
        made |= _new_place(asked, book, wrong)
    made |= _source(asked, place, files, wrong)
    if not asked.title.strip():
        wrong.append("--title: 제목이 비어 있습니다. 기관이 쓰는 제목을 그대로 적으세요.")
    if wrong:
        raise Refused("\n".join(wrong))
    given = {"title": asked.title.strip(), "field": field, "source": asked.source}
    path = f"data/{asked.place}/{FOLDERS[asked.kind]}/{asked.id}.yml"
    return {**made, path: sheet_text(book, asked.place, given).encode()}


def notes(asked: Begun, book: Book) -> Iterator[str]:
    """What a person should know: a commitment that could be the same one, the day that a new source is said to be read."""
    place = book.places.get(asked.place)
    known = {each.id: each.sheet.title for each in place.commitments} if place else {}
    for id in near_ids(asked.id, known, asked.title):
        yield f"비슷한 것이 이미 있습니다: {id} ‘{known[id]}’. 같은 공약이면 그 파일을 고치세요."
    if place is None or asked.source not in place.sources:
        yield f"새 출처 {asked.source}의 읽은 날은 {josa(str(asked.read), '으로/로')} 적습니다. 다르면 고치세요."


def _wrong_id(asked: Begun, book: Book, files: Files) -> Iterator[str]:
    for what, id in (("PLACE", asked.place), ("ID", asked.id)):
        if not re.fullmatch(ID, id) or (what == "PLACE" and id == "schema"):
            right = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")
            hint = f" 혹시 {right}인가요?" if right and right not in (id, "schema") else ""
            yield f"{what}: 이름으로 쓸 수 없습니다: ‘{id}’.{hint} 영문 소문자, 숫자, 붙임표로 지으세요. 예: small-parks"
    for folder in FOLDERS.values():
        path = f"data/{asked.place}/{folder}/{asked.id}.yml"
        if path in files:
            taken = book.commitments.get(f"{asked.place}/{asked.id}")
            yield (
                f"ID: 이미 있는 이름입니다: {path}{f' ‘{taken.sheet.title}’' if taken else ''}. "
                "그 파일을 고치거나 다른 이름을 지으세요. 한 지역에서는 공약과 지원사업이 이름을 함께 씁니다."
            )


def _code(said: str, known: Mapping[str, Term], option: str, what: str, wrong: list[str]) -> str:
    """A code by itself or by its Korean word; tells what is wrong and gives "" where it is neither."""
    words = {code: term.ko for code, term in known.items()}
    for code, ko in words.items():
        if said in (code, ko):
            return code
    unknown = f"모르는 {what}입니다: ‘{said}’.{nearest(said, known, words).ko}"
    message = unknown if said else f"{josa(what, '이/가')} 없습니다."
    listed = ", ".join(f"{code}({ko})" for code, ko in words.items())
    wrong.append(f"{option}: {message} 이 가운데 하나를 적으세요: {listed}")
    return ""


def _new_place(asked: Begun, book: Book, wrong: list[str]) -> dict[str, bytes]:
    """place.yml of a place that is not there yet, where its name and level are given."""
    if not asked.name:
        near = nearest(asked.place, book.places, {id: each.name for id, each in book.places.items()})
        wrong.append(
            f"PLACE: 없는 지역입니다: ‘{asked.place}’.{near.ko} 새 지역이면 --name과 --level을 함께 적으세요. "
            "예: --name 가온시 --level city"
        )
        return {}
    level = _code(asked.level, book.terms.levels, "--level", "지역의 종류", wrong)
    given = {"name": asked.name, "name_en": asked.name_en, "level": level, "code": asked.code}
    text = place_text(book, {name: value for name, value in given.items() if value})
    return {f"data/{asked.place}/place.yml": text.encode()}


def _source(asked: Begun, place: Place | None, files: Files, wrong: list[str]) -> dict[str, bytes]:
    """sources.csv with the source that is added, nothing where it is there already."""
    known = place.sources if place else {}
    listed = ", ".join(f"{id}({source.title})" for id, source in known.items()) or "없음"
    if asked.source in known:
        if asked.source_title or asked.source_publisher or asked.source_url or asked.source_published:
            wrong.append(
                f"--source: 이미 있는 출처입니다: {asked.source}({known[asked.source].title}). "
                "--source-… 옵션을 빼거나 다른 id를 적으세요."
            )
        return {}
    if not asked.source or not asked.source_title or not asked.source_publisher:
        missing = f"없는 출처입니다: ‘{asked.source}’.{nearest(asked.source, known).ko}"
        wrong.append(
            f"--source: {missing if asked.source else '출처가 없습니다.'} 이 지역의 출처: {listed}. 새 출처이면 "
            "--source-title과 --source-publisher를 함께 적으세요(있으면 --source-url, --source-published도)."
        )
        return {}
    row = source_row(
        asked.source,
        asked.source_publisher,
        asked.source_title,
        asked.read,
        asked.source_kind,
        url=asked.source_url,
        published=asked.source_published,
    )
    path = f"data/{asked.place}/sources.csv"
    try:
        return {path: with_rows(files.get(path), Source, [row])}
    except Refused as why:
        wrong.append(f"{path}: {why}")
        return {}


# ── the texts ───────────────────────────────────────────────────────────────────────────────


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
