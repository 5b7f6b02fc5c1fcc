"""Tables → one Parquet file each for people who query: real types, what each column means in the file itself."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from macros.downloads.columns import TABLES, Type
from macros.downloads.database import nearest
from macros.downloads.flat import Tables
from macros.downloads.json_file import json_text

# pandas makes slow objects of decimals and R doubles anyway, so numbers are doubles: `nearest` says what they keep
_TYPES: Final[Mapping[Type, str]] = {
    "number": "double",
    "integer": "int64",
    "boolean": "bool",
    "day": "date32",
}


def parquet_bytes(tables: Tables, name: str, *, commit: str = "") -> bytes:
    """A table of all places as Parquet: blank is null, numbers are the doubles of `nearest`.

    Full days are dates; dates that may be a year or a quarter are text. The schema carries `title`, `title_en`, `what`,
    `as_of`, `commit` and `columns`: name, Korean name, type, unit and meaning of each as JSON. The same tables give the
    same bytes with the same pyarrow. Raises KeyError for a table that is none.
    """
    import pyarrow as pa  # type: ignore[import-untyped]  # a fifth of a second, for those who ask for Parquet
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    about = TABLES[name]
    records = tables.records(name)
    kinds = [
        pa.field(c.name, pa.type_for_alias(_TYPES.get(c.type, "string")), nullable=not c.filled)
        for c in about.columns
    ]
    arrays = [
        pa.array([_value(record[column.name], column.type) for record in records], type=field.type)
        for column, field in zip(about.columns, kinds, strict=True)
    ]
    columns = [
        {"name": c.name, "ko": c.ko, "type": c.type, "unit": c.unit, "meaning": c.meaning}
        for c in about.columns
    ]
    told = {
        "title": about.title,
        "title_en": about.title_en,
        "what": about.what,
        "as_of": tables.as_of.isoformat(),
        "commit": commit,
        "columns": json_text(columns),
    }
    out = io.BytesIO()
    table = pa.table(arrays, schema=pa.schema(kinds, metadata=told))
    pq.write_table(table, out, compression="snappy")  # what every reader of Parquet knows
    return out.getvalue()


def _value(value: Any, type: Type) -> Any:
    """A record's value as pyarrow takes it into a column of this type."""
    if value is None:
        return None
    match type:
        case "number":
            return nearest(Decimal(value))
        case "integer":
            return int(value)
        case "day":
            return date.fromisoformat(value)
        case _:
            return value
