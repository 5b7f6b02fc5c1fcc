"""Charts of money: by year and fund, planned beside secured beside executed, place beside place, before and after."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from macros.charts.level import Group, Line, level, level_spec
from macros.charts.look import SAID, SECURED, SOLID, Amount, Spec
from macros.charts.upright import Column, fits, upright, upright_spec

_HUNDRED_MILLION: Final = 100
_TRILLION: Final = 1_000_000
_BY_YEAR: Final = (("year", "연도"), ("name", "재원"), ("text", "금액"))
_BY_YEAR_LYING: Final = (("name", "연도"), ("text", "금액"))


class FundMoney(NamedTuple):
    """The part of one fund (국비, 시비, …) in million won."""

    fund: str
    amount: Amount


class YearMoney(NamedTuple):
    """Planned money of a year (2024년, 기투자, 임기 후) in million won; parts in the order of the table."""

    year: str
    total: Amount
    parts: tuple[FundMoney, ...] = ()


class Measures(NamedTuple):
    """Planned, secured and executed in million won, of a fund, a commitment or a place.

    `note` stands at the right of the label (how many rows, a list in part), `computed` there in the computed colour.
    """

    label: str
    planned: Amount
    secured: Amount
    executed: Amount
    note: str = ""
    computed: str = ""


def money_tick(million: Decimal) -> str:
    """A round amount in million won, short: 0, 5,000만, 100억, 1.2조.

    >>> [money_tick(Decimal(n)) for n in (0, 50, 10000, 1200000)]
    ['0', '5,000만', '100억', '1.2조']
    """
    for size, unit in ((_TRILLION, "조"), (_HUNDRED_MILLION, "억")):
        if million >= size:
            return f"{(million / size).normalize():,f}{unit}"
    return f"{million * 100:,.0f}만" if million else "0"


def money_by_year_chart(rows: Sequence[YearMoney]) -> Spec:
    """Planned money by year, stacked by fund, the total on top; lying where standing columns lack room."""
    columns = [Column(row.year, row.total, row.parts) for row in rows]
    if fits(columns, money_tick):
        return upright(upright_spec("money-by-year", _BY_YEAR), columns, money_tick)
    lines = tuple(Line(row.year, row.total, SAID, row.parts) for row in rows)
    return level(level_spec("money-by-year-lying", _BY_YEAR_LYING), [Group("", lines)])


def measures_chart(groups: Sequence[Measures]) -> Spec:
    """Planned, secured and executed of each group on one scale."""
    return _measures("measures", "재원", groups)


def places_chart(rows: Sequence[Measures]) -> Spec:
    """Planned, secured and executed place by place, on one scale and never added."""
    return _measures("places", "곳", rows)


def _measures(kind: str, what: str, groups: Sequence[Measures]) -> Spec:
    titles = (("group", what), ("name", "구분"), ("text", "금액"))
    return level(
        level_spec(kind, titles),
        [
            Group(
                each.label,
                (
                    Line("계획", each.planned, SAID),
                    Line("확보", each.secured, SECURED),
                    Line("집행", each.executed, SOLID),
                ),
                each.note,
                each.computed,
            )
            for each in groups
        ],
    )


def change_chart(before: Amount, after: Amount, difference: str = "") -> Spec:
    """Planned money as first said (당초) and as changed (변경); the difference in the computed colour."""
    lines = (Line("당초", before, SAID), Line("변경", after, SAID))
    return level(
        level_spec("change", (("name", "구분"), ("text", "금액"))), [Group("", lines, foot=difference)]
    )
