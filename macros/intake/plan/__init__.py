"""A 공약 실천계획서 → the YAML file and the rows of one commitment. Pure; guesses nothing, loses nothing.

Names are taken out before anything is read. Each line and cell is used or told as not understood.
"""

from macros.intake.plan.account import Refusal, Unread
from macros.intake.plan.names import HIDDEN, without_names
from macros.intake.plan.numbers import UNITS
from macros.intake.plan.reader import SheetRefused, read_plan
from macros.intake.plan.report import compared, reading_lines
from macros.intake.plan.shape import Asked, Plan, Reading
from macros.intake.plan.writing import Identity, plan_files, plan_yaml, spending_rows, target_rows

__all__ = [
    "HIDDEN",
    "UNITS",
    "Asked",
    "Identity",
    "Plan",
    "Reading",
    "Refusal",
    "SheetRefused",
    "Unread",
    "compared",
    "plan_files",
    "plan_yaml",
    "read_plan",
    "reading_lines",
    "spending_rows",
    "target_rows",
    "without_names",
]
