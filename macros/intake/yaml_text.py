"""A text as one value of a YAML file."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml


def as_yaml(value: str) -> str:
    """Plain where YAML reads the same text back, on a line of its own or within [ ]; else in double quotes."""
    if re.search(r"[,\[\]{}\n]", value) is None:
        try:
            read: Any = yaml.compose(f"key: {value} # end\n", Loader=yaml.SafeLoader)
            (_, only), *more = read.value
            told_otherwise = only.style or only.tag.endswith((":null", ":bool"))
            if not more and only.value == value and not told_otherwise:
                return value
        except (yaml.YAMLError, AttributeError):
            pass
    return json.dumps(value, ensure_ascii=False)
