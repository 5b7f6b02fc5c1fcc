"""Numbers that carry the rows behind them: a figure, a rate, a sum in words. Knows no rule of any subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros.language import exact, half_up, percent
from macros.model import Row


@dataclass(frozen=True)
class Figure:
    """A number in the unit of its rows.

    `computed` is False where it is printed in one row, True where several rows were added; then `formula` holds
    the sum in digits: 24,394 + 6,548 + 14,543 = 45,485.
    """

    value: Decimal
    rows: tuple[Row, ...]
    computed: bool = False
    formula: str = ""

    @property
    def told(self) -> str:
        """How it was added, in words and in digits; nothing where it is printed."""
        return f"부분의 합 = {self.formula}" if self.computed else ""


@dataclass(frozen=True)
class Rate:
    """A share of two figures of one kind.

    `formula` is in Korean words (확보 ÷ 계획). `used` counts what went in, `left_out` what could not, for want of a
    figure; `rows` are the rows of both figures, `parts` what was added for each.
    """

    name: str
    numerator: Decimal
    denominator: Decimal
    used: int
    left_out: int
    rows: tuple[Row, ...]
    formula: str
    parts: tuple[tuple[Decimal, ...], tuple[Decimal, ...]] = ((), ())

    @property
    def percent(self) -> Decimal:
        """Per cent, unrounded."""
        return self.numerator * 100 / self.denominator

    @property
    def told(self) -> str:
        """The formula in words and in digits: 집행 ÷ 확보 = 20,609 ÷ 45,485 = 45.3%.

        Where figures were added first, their sums follow by name: 집행 = 20,600 + 9 = 20,609.
        """
        share = share_text(self.formula, self.numerator, self.denominator)
        names = self.formula.split(" ÷ ")
        sums = [f"{n} = {sum_text(p)}" for n, p in zip(names, self.parts, strict=False) if len(p) > 1]
        left = f", 나머지 {self.left_out}건은 뺌" if self.left_out else ""
        return ". ".join([share, *sums, *([f"두 금액이 있는 {self.used}건만 셈{left}"] if sums else [])])

    @property
    def shown(self) -> Decimal:
        """Per cent, half-up to one decimal: the only rounding of this site."""
        return half_up(self.percent)


def rate(
    name: str,
    numerator: Decimal | int,
    denominator: Decimal | int,
    rows: Iterable[Row],
    formula: str,
    used: int = 1,
    left_out: int = 0,
    parts: tuple[tuple[Decimal, ...], tuple[Decimal, ...]] = ((), ()),
) -> Rate | None:
    """numerator ÷ denominator; None where the denominator is zero or less: a share of nothing says nothing."""
    if denominator <= 0:
        return None
    return Rate(name, Decimal(numerator), Decimal(denominator), used, left_out, tuple(rows), formula, parts)


def share_text(words: str, numerator: Decimal, denominator: Decimal) -> str:
    """A share in words and in digits, half-up to one decimal."""
    share = percent(numerator * 100 / denominator)
    return f"{words} = {exact(numerator)} ÷ {exact(denominator)} = {share}"


def difference_text(words: str, more: Decimal, less: Decimal) -> str:
    """A difference in words and in digits: 확보 − 집행 = 45,485 − 20,609 = 24,876."""
    return f"{words} = {exact(more)} − {exact(less)} = {exact(more - less)}"


def sum_text(values: Sequence[Decimal]) -> str:
    """The sum in digits: `24,394 + 6,548 + 14,543 = 45,485`."""
    return f"{' + '.join(exact(value) for value in values)} = {exact(sum(values, Decimal(0)))}"


def added(parts: Sequence[Figure]) -> Figure:
    """The sum of figures of one unit, with all their rows; one part stays as it is. Raises ValueError for none."""
    if not parts:
        raise ValueError("nothing to add")
    if len(parts) == 1:
        return parts[0]
    values = [part.value for part in parts]
    rows = tuple(row for part in parts for row in part.rows)
    return Figure(sum(values, Decimal(0)), rows, computed=True, formula=sum_text(values))


def rounding(values: Iterable[Decimal]) -> Decimal:
    """How far a sum may be off because its numbers were rounded when printed: half a unit of the last digit of each.

    Three whole numbers, two parts and a total, give 1.5.
    """
    return sum((Decimal((0, (5,), int(value.as_tuple().exponent) - 1)) for value in values), Decimal(0))
