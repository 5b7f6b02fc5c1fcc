"""What officials hand in → rows and files of data/: plan sheets, filled workbooks, issue forms. Writes nothing.

The opposite of `downloads`. Everything ends in a Proposal, which the checks look at before anybody writes it.
"""

from macros.intake.document import Block, Cell, Document, Line, Row, Table
from macros.intake.ledger import with_rows
from macros.intake.proposal import Proposal, proposed
from macros.intake.refused import Refused

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Line",
    "Proposal",
    "Refused",
    "Row",
    "Table",
    "proposed",
    "with_rows",
]
