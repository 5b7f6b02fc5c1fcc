"""What Excel makes of what people type into a cell: a day, as it shows it or as the number by which it counts it."""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY_ZERO = date(1899, 12, 30)
_COUNTED = range(
    30_000, 60_000
)  # 1982 to 2064: the years of which this data can tell, and no year is as large
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"([A-Za-z]{3})-([0-9]{2})|([0-9]{1,2})-([A-Za-z]{3})")
_SHOWN = re.compile(r"[0-9]{1,2}월 ?[0-9]{1,2}일|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?")


def month_and_number(text: str) -> tuple[int, int] | None:
    """Dec-24 and 24-Dec are (12, 24): the number is a year or a day. None for other texts."""
    found = _NAMED.fullmatch(text)
    month, number = (found[1] or found[4], found[2] or found[3]) if found else ("", "")
    return (_MONTHS.index(month.lower()) + 1, int(number)) if month.lower() in _MONTHS else None


def shown_as_day(text: str) -> bool:
    """Whether Excel shows a day so, though nobody types one like this: Dec-24, 7월 1일, 7/1, 7/1/2024."""
    return month_and_number(text) is not None or _SHOWN.fullmatch(text) is not None


def counted_day(text: str) -> date | None:
    """The day that Excel keeps as a whole number: 45292 is 2024-01-01. None for other texts, a year among them."""
    counted = int(text) if re.fullmatch(r"[0-9]{5}", text) else 0
    return DAY_ZERO + timedelta(counted) if counted in _COUNTED else None
