"""JSON that a person can read and that loses no digit: the same value gives the same text every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any


def json_text(value: Any) -> str:
    """JSON with its keys in the order given, two spaces a step, Decimals as numbers with every digit they have.

    A list of plain values stands on one line, and so does an object of a list that holds nothing but plain values and
    such lists: a row of a table is a line. TypeError for a float, which has lost its digits, and for what JSON has not.

    >>> print(json_text({"rows": [{"won": Decimal("80.50"), "as_of": None}]}))
    {
      "rows": [
        {"won": 80.50, "as_of": null}
      ]
    }
    """
    return _text(value, "\n")


def json_bytes(value: Any) -> bytes:
    """`json_text` as a file: UTF-8 without BOM, one line end at the end."""
    return f"{json_text(value)}\n".encode()


def _plain(value: Any) -> str | None:
    """A value that holds no other as JSON; None for one that does."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping | list | tuple):
        return None
    if isinstance(value, float):
        raise TypeError(f"a float has lost its digits: {value}")
    return json.dumps(value)


def _short(value: Any) -> str | None:
    """A plain value, or a list of plain values; None for anything else."""
    if not isinstance(value, list | tuple):
        return _plain(value)
    told = [_plain(each) for each in value]
    return None if None in told else f"[{', '.join(map(str, told))}]"


def _text(value: Any, line: str) -> str:
    """`line` is the line end and the indent of what holds the value."""
    told = _short(value)
    if told is not None:
        return told
    inner = f"{line}  "
    if isinstance(value, Mapping):
        parts = (f"{_plain(str(key))}: {_text(each, inner)}" for key, each in value.items())
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}" if value else "{}"
    return f"[{inner}{f',{inner}'.join(_row(each, inner) for each in value)}{line}]"


def _row(value: Any, line: str) -> str:
    """An entry of a list: an object of short values on one line."""
    if not isinstance(value, Mapping):
        return _text(value, line)
    cells = [(key, _short(each)) for key, each in value.items()]
    if any(cell is None for _, cell in cells):
        return _text(value, line)
    return f"{{{', '.join(f'{_plain(str(key))}: {cell}' for key, cell in cells)}}}"
