"""JSON Schema (2020-12) of every document of the API, made from the model, from `columns`, and from what is computed.

Each schema stands alone: it points at no other file. Where the contract is closed no other key may stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from macros import model
from macros.compute import SIGNALS
from macros.compute.progress import ItemCode
from macros.downloads.columns import TABLES, Column, Type

Schema = dict[str, Any]

VERSION: Final = "1"
ROOT: Final = f"api/v{VERSION}/"
# columns of a table that the document already says for all its rows
IN_PLACE: Final = ("place", "place_name", "commitment", "commitment_title")
IN_COMMITMENT: Final = (*IN_PLACE, "kind", "kind_label", "term", "term_label", "computed_on")

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DATE: Final = r"[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?"
_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_CODE: Final[Schema] = {"type": "string", "minLength": 1}
_ID: Final[Schema] = {"type": "string", "pattern": f"^{model.ID}$"}
_KEY: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}
_NUMBER: Final[Schema] = {"type": "number"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_TRUTH: Final[Schema] = {"type": "boolean"}
_WHEN: Final[Schema] = {"type": "string", "pattern": f"^{_DATE}(/{_DATE})?$"}
_DAY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_URL: Final[Schema] = {"type": "string", "pattern": r"^https?://\S+$"}
_PATH: Final[Schema] = {"type": "string", "pattern": r"^[A-Za-z0-9][\w./-]*$"}
_ROW: Final[Schema] = {"type": "string", "pattern": r"^data/[\w./-]+(:[0-9]+)?$"}
_HASHES: Final[Mapping[int, Schema]] = {
    length: {"type": "string", "pattern": f"^[0-9a-f]{{{length}}}$"} for length in (40, 64)
}
_TYPES: Final[Mapping[Type, Schema]] = {
    "text": _TEXT,
    "code": _CODE,
    "number": _NUMBER,
    "integer": {"type": "integer"},
    "boolean": _TRUTH,
    "when": _WHEN,
    "day": _DAY,
    "url": _URL,
}


def schemas(address: str | None = None) -> dict[str, Schema]:
    """Site path → schema: index, place, commitment, table (any table), and tables/<name> of each table.

    With the site's `address` each names itself by its whole address.
    """
    found = {}
    for name, schema in _schemas().items():
        path = f"{ROOT}schema/{name}.json"
        own = {"$id": f"{address}{path}"} if address else {}
        found[path] = {"$schema": _DIALECT, **own, **schema}
    return found


def without(table: str, left_out: Collection[str]) -> tuple[Column, ...]:
    """The columns of a table but for those named."""
    return tuple(column for column in TABLES[table].columns if column.name not in left_out)


@cache
def _schemas() -> Mapping[str, Schema]:
    tables = {f"tables/{name}": _table(name) for name in TABLES}
    return {
        "index": _index(),
        "place": _place(),
        "commitment": _commitment(),
        "table": _any_table(),
        **tables,
    }


# ── how a schema is put together ────────────────────────────────────────────────────────────


def _object(fields: Mapping[str, Schema], said: str = "") -> Schema:
    """An object that has all of these keys and no other."""
    told = {"description": said} if said else {}
    return {
        **told,
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def _list(items: Schema, said: str = "") -> Schema:
    return {**({"description": said} if said else {}), "type": "array", "items": items}


def _said(schema: Schema, said: str) -> Schema:
    return {"description": said, **schema}


def _codes(words: Collection[str]) -> Schema:
    return {"type": "string", "enum": list(words)}


def _or_null(schema: Schema) -> Schema:
    """Unknown is null."""
    told = {key: schema[key] for key in ("description",) if key in schema}
    core = {key: value for key, value in schema.items() if key != "description"}
    if "$ref" in core:
        return {**told, "anyOf": [core, {"type": "null"}]}
    words = {"enum": [*core["enum"], None]} if "enum" in core else {}
    return {**told, **core, "type": [core["type"], "null"], **words}


def _link() -> Mapping[str, Schema]:
    return {
        "path": _said(_PATH, "사이트의 맨 위에서부터 적은 주소"),
        "url": _or_null(_said(_URL, "온전한 주소. 사이트의 주소를 모르면 null")),
    }


def _file() -> Mapping[str, Schema]:
    return {"format": _said(_CODE, "파일의 꼴: csv, json, xlsx, zip 등"), **_link()}


def _labelled(name: str, codes: Schema, said: str) -> Mapping[str, Schema]:
    return {name: _said(codes, f"{said} 코드"), f"{name}_label": _said(_TEXT, said)}


_KIND: Final = _codes(get_args(model.Kind))
_STATUS: Final = _codes(model.STATUSES)


def _document(
    title: str, said: str, fields: Mapping[str, Schema], defs: Mapping[str, Schema] | None = None
) -> Schema:
    """A whole document: the envelope, then its own fields."""
    envelope: Mapping[str, Schema] = {
        "schema": {
            "description": "이 문서의 스키마 주소",
            "type": "string",
            "pattern": r"schema/[\w/]+\.json$",
        },
        "version": {"description": "약속의 번호", "type": "string", "const": VERSION},
        "site": _object(
            {
                "title": _said(_TEXT, "사이트 이름"),
                "operator": _or_null(_said(_TEXT, "펴내는 곳")),
                "url": _or_null(_said(_URL, "사이트의 주소")),
            },
            "이 자료를 펴낸 사이트",
        ),
        "as_of": _said(_DAY, "자료를 읽고 계산한 날"),
        "commit": _or_null(_said(_HASHES[40], "자료의 커밋")),
        "licence": _or_null(
            _said(_TEXT, "이 사이트가 엮은 자료의 이용조건. 원문의 이용조건은 출처마다 다름")
        ),
        "generated_from": _object(
            {
                "path": _said({"type": "string", "pattern": r"^data(/[\w./-]+)?$"}, "저장소 안의 자리"),
                "url": _or_null(_said(_URL, "이 커밋의 그 자리. 저장소를 모르면 null")),
                "repository": _or_null(_said(_URL, "저장소의 주소")),
            },
            "이 문서를 만든 자료",
        ),
    }
    return {
        "title": title,
        **_object({**envelope, **fields}, said),
        **({"$defs": dict(defs)} if defs else {}),
    }


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def _cell(column: Column) -> Schema:
    """One column: its type and what it means; null unless the column is always filled."""
    unit = f" ({column.unit})" if column.unit else ""
    core = _codes(column.codes) if column.codes else _TYPES[column.type]
    schema = _said(core, f"{column.ko}{unit}: {column.meaning}")
    return schema if column.filled else _or_null(schema)


def _rows(table: str, left_out: Collection[str] = ()) -> Schema:
    row = _object({column.name: _cell(column) for column in without(table, left_out)})
    return _list(row, TABLES[table].what)


def _columns() -> Schema:
    column = _object(
        {
            "name": _said(_CODE, "행에 쓰이는 이름"),
            "ko": _said(_TEXT, "우리말 이름"),
            "type": _said(_codes(get_args(Type)), "값의 꼴"),
            "unit": _or_null(_said(_TEXT, "단위")),
            "meaning": _said(_TEXT, "뜻"),
            "filled": _said(_TRUTH, "true이면 null이 없음"),
            "codes": _list(_CODE, "정해진 코드. 정해지지 않았으면 빈 목록"),
        }
    )
    return _list(column, "열의 뜻")


def _table_fields(name: Schema, rows: Schema) -> Mapping[str, Schema]:
    return {
        "name": _said(name, "표의 이름"),
        "title": _said(_TEXT, "표의 제목"),
        "title_en": _said(_TEXT, "영어 제목"),
        "what": _said(_TEXT, "한 행이 무엇인지"),
        "columns": _columns(),
        "rows": rows,
    }


def _table(name: str) -> Schema:
    about = TABLES[name]
    return _document(
        f"표: {about.title}", about.what, _table_fields({"type": "string", "const": name}, _rows(name))
    )


def _any_table() -> Schema:
    cell = {"type": ["string", "number", "boolean", "null"]}
    rows = _list({"type": "object", "additionalProperties": cell}, "행. 열은 표마다 다름")
    return _document("표", "어느 표에나 맞는 스키마", _table_fields(_codes(tuple(TABLES)), rows))


# ── index and places ────────────────────────────────────────────────────────────────────────


def _listed() -> Schema:
    return _object(
        {
            "key": _said(_KEY, "지역/이름. 바뀌지 않음"),
            "place": _said(_ID, "지역 id"),
            "id": _said(_ID, "공약이나 지원사업의 이름"),
            **_labelled("kind", _KIND, "종류"),
            "title": _said(_TEXT, "제목"),
            **_labelled("field", _CODE, "분야"),
            "status": _or_null(_said(_STATUS, "기관이 밝힌 이행 상태 코드")),
            "status_label": _or_null(_said(_TEXT, "기관이 밝힌 이행 상태")),
            **_link(),
            "page": _said(_PATH, "사람이 읽는 페이지"),
        }
    )


def _feed() -> Schema:
    return _object({"place": _or_null(_said(_ID, "지역 id. null은 전체")), **_file()})


def _index() -> Schema:
    place = {
        "id": _said(_ID, "지역 id"),
        "name": _said(_TEXT, "지역의 이름"),
        **_labelled("level", _CODE, "지방정부의 종류"),
        "pledges_count": _said(_COUNT, "실은 공약의 수"),
        "programmes_count": _said(_COUNT, "실은 지원사업의 수"),
        **_link(),
        "page": _said(_PATH, "사람이 읽는 페이지"),
    }
    table = {
        "name": _said(_codes(tuple(TABLES)), "표의 이름"),
        "title": _said(_TEXT, "표의 제목"),
        "title_en": _said(_TEXT, "영어 제목"),
        "what": _said(_TEXT, "한 행이 무엇인지"),
        "rows_count": _said(_COUNT, "행의 수"),
        **_link(),
        "formats": _list(_object(_file()), "같은 표의 파일들"),
    }
    edition = {
        "date": _said(_DAY, "펴낸 날"),
        "commit": _said(_HASHES[40], "커밋"),
        "sha256": _said(_HASHES[64], "묶음의 SHA-256"),
        "note": _or_null(_said(_TEXT, "설명")),
        "page": _said(_PATH, "사람이 읽는 페이지"),
        "files": _list(_object(_file()), "이 버전의 파일들"),
    }
    file = {"name": _said(_CODE, "파일의 쓰임"), "title": _said(_TEXT, "무엇인지"), **_file()}
    return _document(
        "차례",
        "이 사이트가 싣는 모든 것과 그 주소",
        {
            "places": _list(_object(place), "지역"),
            "commitments": _list(_listed(), "공약과 지원사업"),
            "tables": _list(_object(table), "표"),
            "files": _list(_object(file), "모든 자료를 담은 파일"),
            "feeds": _list(_feed(), "바뀐 것을 알리는 피드"),
            "editions": _list(_object(edition), "날짜를 붙여 펴낸 자료의 판"),
            "schemas": _list(_object({"name": _said(_CODE, "스키마의 이름"), **_link()}), "스키마"),
        },
    )


def _place() -> Schema:
    part = {
        "value_million_krw": _said(_NUMBER, "금액 (백만 원)"),
        "formula": _or_null(_said(_TEXT, "더한 셈")),
    }
    money = _object(
        {
            "value_million_krw": _or_null(_said(_NUMBER, "합계 (백만 원). null은 자료 없음")),
            "formula": _or_null(_said(_TEXT, "더한 셈. 하나뿐이면 null")),
            "used_count": _said(_COUNT, "셈에 든 공약의 수"),
            "without_count": _said(_COUNT, "금액이 없어 빠진 공약의 수"),
            "by_fund": _list(
                _object({**_labelled("fund", _codes(model.FUND_PARTS), "재원"), **part}),
                "재원마다의 합계. 재원의 합이 총계와 다르면 빈 목록",
            ),
        }
    )
    coverage = {
        "term": _or_null(_said(_CODE, "임기 번호")),
        "term_label": _or_null(_said(_TEXT, "임기")),
        "pledges_listed_count": _said(_COUNT, "실은 공약의 수"),
        "pledges_total_count": _or_null(_said(_COUNT, "그 임기의 전체 공약 수. 출처에 적힌 것")),
        "list_complete": _said(_TRUTH, "전체 수를 알고 그만큼 실었으면 true"),
        "source": _or_null(_said(_ID, "전체 수의 출처")),
        "note": _or_null(_said(_TEXT, "어디까지 읽었는지")),
    }
    status = {
        **_labelled("kind", _KIND, "종류"),
        "status": _or_null(_said(_STATUS, "이행 상태 코드. null은 상태가 적혀 있지 않음")),
        "status_label": _said(_TEXT, "이행 상태"),
        "count": _said(_COUNT, "공약이나 지원사업의 수"),
    }
    about = {
        "id": _said(_ID, "지역 id. 바뀌지 않음"),
        "name": _said(_TEXT, "이름"),
        "short_name": _or_null(_said(_TEXT, "짧은 이름. null은 이름과 같음")),
        "name_en": _or_null(_said(_TEXT, "영어 이름")),
        **_labelled("level", _CODE, "지방정부의 종류"),
        "code": _or_null(_said(_CODE, "법정동코드 앞자리")),
        "report_every_months": _or_null(_said(_COUNT, "이행 상황을 밝히는 간격 (달)")),
        "fund_labels": {
            "description": "이 지역 문서의 재원 이름",
            "type": "object",
            "propertyNames": {"enum": list(model.FUNDS)},
            "additionalProperties": _TEXT,
        },
        "page": _said(_PATH, "사람이 읽는 페이지"),
        "file": _said(_ROW, "자료의 자리"),
    }
    return _document(
        "지역",
        "한 지역: 목록을 어디까지 실었는지, 상태의 수, 돈, 비율, 공약, 출처",
        {
            "place": _object(about, "지역"),
            "coverage": _list(_object(coverage), "임기마다 목록을 어디까지 실었는지"),
            "statuses": _list(_object(status), "기관이 밝힌 상태마다의 수"),
            "money": _list(
                _object(
                    {
                        **_labelled("kind", _KIND, "종류"),
                        **{each: _said(money, f"{said}한 돈") for each, said in _MEASURES.items()},
                    }
                ),
                "공약과 지원사업 각각의 돈. 지역끼리 더하지 않음",
            ),
            "rates": _rows("rates", IN_PLACE),
            "published_rates": _rows("published_rates", IN_PLACE),
            "commitments": _list(_listed(), "공약과 지원사업"),
            "sources": _rows("sources", IN_PLACE),
            "feeds": _list(_feed(), "바뀐 것을 알리는 피드"),
            "files": _list(_object(_file()), "이 지역의 파일들"),
        },
    )


_MEASURES: Final[Mapping[model.Measure, str]] = {"planned": "계획", "secured": "확보", "executed": "집행"}


# ── commitments ─────────────────────────────────────────────────────────────────────────────


def _commitment() -> Schema:
    defs: dict[str, Schema] = {}
    sheet = _of_model(model.Sheet, defs)
    rows: Mapping[str, tuple[type[BaseModel], str]] = {
        "spending": (model.Spending, "금액"),
        "targets": (model.Target, "목표"),
        "outcomes": (model.Outcome, "실적"),
        "statuses": (model.Status, "기관이 밝힌 상태"),
        "changes": (model.Change, "계획 변경"),
    }
    ledgers = {
        name: _list(_of_row(row, defs), f"{said}: data/의 열 그대로") for name, (row, said) in rows.items()
    }
    place = {
        "id": _said(_ID, "지역 id"),
        "name": _said(_TEXT, "지역의 이름"),
        **_labelled("level", _CODE, "지방정부의 종류"),
    }
    about = {
        "key": _said(_KEY, "지역/이름. 바뀌지 않음"),
        "place": _said(_ID, "지역 id"),
        "id": _said(_ID, "공약이나 지원사업의 이름"),
        **_labelled("kind", _KIND, "종류"),
        "title": _said(_TEXT, "제목"),
        "page": _said(_PATH, "사람이 읽는 페이지"),
        "file": _said(_ROW, "자료의 자리"),
    }
    sources = {
        "description": "이 문서가 쓰는 출처: id마다 하나",
        "type": "object",
        "propertyNames": _ID,
        "additionalProperties": _of_row(model.Source, defs, "id"),
    }
    return _document(
        "공약이나 지원사업",
        "하나의 공약이나 지원사업에 관해 아는 모든 것과, 이 사이트가 계산한 것",
        {
            "place": _object(place, "지역"),
            "commitment": _object(about, "이 공약이나 지원사업"),
            "sheet": _said(sheet, "공약 파일에 적힌 것"),
            "computed": _computed(),
            **ledgers,
            "sources": sources,
        },
        dict(sorted(defs.items())),
    )


def _computed() -> Schema:
    rows = _list(_ROW, "바탕이 된 파일과 행")
    figure = _object(
        {
            "value_million_krw": _said(_NUMBER, "금액 (백만 원)"),
            "formula": _or_null(_said(_TEXT, "더한 셈. 출처에 적힌 값이면 null")),
            "rows": rows,
        }
    )
    status = _object(
        {
            "code": _said(_STATUS, "이행 상태 코드"),
            "label": _said(_TEXT, "이행 상태"),
            "raw": _said(_TEXT, "출처에 적힌 말"),
            "as_of": _or_null(_said(_WHEN, "기준일")),
            "source": _said(_ID, "출처"),
            "row": _said(_ROW, "자료의 자리"),
        },
        "가장 새로운, 기관이 밝힌 상태",
    )
    money: Mapping[str, Schema] = {
        **{each: _or_null(_said(figure, f"{said}의 총액")) for each, said in _MEASURES.items()},
        "original": _or_null(_said(figure, "처음 계획의 총액. 계획이 바뀌지 않았으면 null")),
    }
    attainment = {
        "indicator": _said(_ID, "지표"),
        "year": _said(_CODE, "목표의 해, term은 임기 전체. 목표가 없으면 실적 시점"),
        "target": _or_null(_said(_NUMBER, "목표 (지표의 단위)")),
        "value": _or_null(_said(_NUMBER, "그 목표와 견줄 실적 (지표의 단위)")),
        "rate_pct": _or_null(_said(_NUMBER, "목표 달성률 (%). 소수 첫째 자리로 반올림")),
        "difference": _or_null(_said(_NUMBER, "실적에서 목표를 뺀 것 (지표의 단위)")),
        "met": _or_null(_said(_TRUTH, "목표를 이루었는지")),
        "why_not": _or_null(_said(_TEXT, "셈하지 않은 까닭")),
        "rows": rows,
    }
    signal = {
        "code": _said(_codes(SIGNALS), "신호 코드"),
        "label": _said(_TEXT, "신호"),
        "because": _said(_TEXT, "왜 이 신호가 났는지"),
        "rows": rows,
    }
    items = get_args(ItemCode)
    measurability = {
        "points": _said({"type": "integer", "minimum": 0, "maximum": len(items)}, "점수"),
        "of": _said({"type": "integer", "const": len(items)}, "만점"),
        "indicator": _or_null(_said(_ID, "점수가 가장 높은 지표")),
        "items": _list(
            _object(
                {
                    "code": _said(_codes(items), "볼 것의 코드"),
                    "name": _said(_TEXT, "볼 것"),
                    "there": _said(_TRUTH, "적혀 있는지"),
                }
            ),
            "본 것",
        ),
    }
    return _object(
        {
            "status": _or_null(status),
            "money": _object(money, "가장 새로운 금액"),
            "rates": _rows("rates", IN_COMMITMENT),
            "attainments": _list(_object(attainment), "목표마다 실적과 견준 것"),
            "signals": _list(_object(signal), "이 사이트가 계산한 신호"),
            "disclosure": _object(
                {
                    "present": _list(_TEXT, "있어야 하고 출처에 있는 수치"),
                    "absent": _list(_TEXT, "있어야 하는데 출처에 없는 수치"),
                },
                "지금까지 밝혀야 할 수치",
            ),
            "measurability": _or_null(_object(measurability, "측정 가능성")),
        },
        "이 사이트가 계산한 것",
    )


# ── what the model says ─────────────────────────────────────────────────────────────────────


def _of_row(row: type[BaseModel], defs: dict[str, Schema], left_out: str = "") -> Schema:
    """A row of a CSV file of data/ and where it stands."""
    schema = _of_model(row, defs)
    own = defs[schema["$ref"].rpartition("/")[2]]
    fields = {name: part for name, part in own["properties"].items() if name != left_out}
    defs[row.__name__] = _object({**fields, "row": _said(_ROW, "자료의 자리")})
    return schema


def _of_model(kind: type[BaseModel], defs: dict[str, Schema]) -> Schema:
    """A type of the model as it is written out: every key is there, numbers are numbers, dates are text."""
    found = kind.model_json_schema(by_alias=True, mode="serialization")
    for name, part in {**found.pop("$defs", {}), kind.__name__: found}.items():
        defs[name] = _written(part)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _written(schema: Schema) -> Schema:
    if "properties" in schema:
        return _object({name: _written(part) for name, part in schema["properties"].items()})
    told = {key: schema[key] for key in ("description",) if key in schema}
    if "anyOf" in schema:
        parts = list(_alternatives(schema["anyOf"]))
        core = _written(parts[0])
        return {**told, **(_or_null(core) if {"type": "null"} in schema["anyOf"] else core)}
    core = {key: value for key, value in schema.items() if key not in ("title", "default", "description")}
    if "items" in core:
        core["items"] = _written(core["items"])
    if "patternProperties" in core:
        (pattern, part), *_ = core.pop("patternProperties").items()
        core |= {"propertyNames": {"pattern": pattern}, "additionalProperties": _written(part)}
    elif "propertyNames" in core:
        core["additionalProperties"] = _written(core["additionalProperties"])
    return {**told, **core}


def _alternatives(parts: Collection[Schema]) -> Iterator[Schema]:
    """What is written out of what may be typed: of a number typed as text the number, of a year typed bare the text."""
    is_number = any(part.get("type") == "number" or "minimum" in part for part in parts)
    for part in parts:
        if part.get("type") != "null" and not (
            (is_number and part.get("type") == "string") or (not is_number and part.get("type") == "integer")
        ):
            yield part
