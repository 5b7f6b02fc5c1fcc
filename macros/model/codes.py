"""The codes that the program itself knows. Those of fields, levels and the like stand in data/terms.yml."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["pledge", "programme"]
Measure = Literal["planned", "secured", "executed"]
Fund = Literal["national", "province_or_metro", "own", "lower", "private", "other", "total"]
StatusCode = Literal[
    "completed", "completed_ongoing", "on_track", "partial", "on_hold", "dropped", "other", "unknown"
]
ChangeField = Literal["planned", "target", "indicator", "title", "period", "merged", "dropped", "other"]
Decision = Literal["approved", "rejected"]
RateMethod = Literal["count", "mean", "money", "unstated"]
SourceKind = Literal["official", "press", "secondary"]
IndicatorKind = Literal["annual", "cumulative", "level", "milestone"]
Direction = Literal["up", "down"]

MEASURES: tuple[Measure, ...] = get_args(Measure)
FUNDS: tuple[Fund, ...] = get_args(Fund)
FUND_PARTS: tuple[Fund, ...] = tuple(f for f in FUNDS if f != "total")
STATUSES: tuple[StatusCode, ...] = get_args(StatusCode)
YEAR_WORDS = ("before", "after_term", "total", "unstated")
