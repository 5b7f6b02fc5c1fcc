"""Numbers to charts: Altair specs of one look, drawn as SVG for pages and files, and made to move in the browser.

A chart function takes plain rows whose words are Korean already and gives a Vega-Lite spec; it reads no Book.
"""

from macros.charts.draw import Request, render, render_all, request, svg
from macros.charts.goals import (
    LevelPoint,
    TargetYear,
    TermPart,
    levels_chart,
    targets_chart,
    term_target_chart,
)
from macros.charts.live import interactive, interactive_json, vega_bundle, vega_key
from macros.charts.look import Amount, Spec
from macros.charts.money import (
    FundMoney,
    Measures,
    YearMoney,
    change_chart,
    measures_chart,
    money_by_year_chart,
    places_chart,
)
from macros.charts.picture import inline, standalone_svg
from macros.charts.standing import PlaceStatuses, Rate, StatusCount, rates_chart, statuses_chart
from macros.charts.times import Milestone, Period, Programme, RoadmapBar, programmes_chart, roadmap_chart

__all__ = [
    "Amount",
    "FundMoney",
    "LevelPoint",
    "Measures",
    "Milestone",
    "Period",
    "PlaceStatuses",
    "Programme",
    "Rate",
    "Request",
    "RoadmapBar",
    "Spec",
    "StatusCount",
    "TargetYear",
    "TermPart",
    "YearMoney",
    "change_chart",
    "inline",
    "interactive",
    "interactive_json",
    "levels_chart",
    "measures_chart",
    "money_by_year_chart",
    "places_chart",
    "programmes_chart",
    "rates_chart",
    "render",
    "render_all",
    "request",
    "roadmap_chart",
    "standalone_svg",
    "statuses_chart",
    "svg",
    "targets_chart",
    "term_target_chart",
    "vega_bundle",
    "vega_key",
]
