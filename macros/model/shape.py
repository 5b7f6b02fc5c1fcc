"""What every type of a file shares: frozen, strict about names, and it knows where it was read."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from macros.language import Said
from macros.problem import NOWHERE, Where

FROZEN = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
At = Annotated[Where, SkipJsonSchema(), Field(default=NOWHERE, repr=False, exclude=True)]

_K = TypeVar("_K")
_V = TypeVar("_V")


def _without_where(read: Any) -> Any:
    return (
        {name: value for name, value in read.items() if name != "where"} if isinstance(read, dict) else read
    )


# a mapping of free names: load gives every mapping its place, and these have no field for it
Named = Annotated[dict[_K, _V], BeforeValidator(_without_where)]


def wrong(rule: str, message: Said, tip: Said, value: str = "") -> PydanticCustomError:
    """What a value is refused with: a rule, a sentence that quotes the value where it is given, what to do."""
    return PydanticCustomError(rule, message.ko, {"said": message, "tip": tip, "value": value})


def label_of(description: str | None) -> str:
    """The short Korean name that a description begins with: 금액 of “금액 (백만 원). 빈칸은 …”."""
    return re.split(r"[,.:]| \(", description or "", maxsplit=1)[0]
