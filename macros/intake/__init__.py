"""What officials hand in → rows and files of data/: plan sheets, filled workbooks, issue forms. Writes nothing.

The opposite of `downloads`. Everything ends in a Proposal, which the checks look at before anybody writes it.
"""

from macros.intake.document import Block, Cell, Document, Line, Row, Table
from macros.intake.proposal import Proposal, RowsRefused, proposed, with_rows

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Line",
    "Proposal",
    "Row",
    "RowsRefused",
    "Table",
    "proposed",
    "with_rows",
]
