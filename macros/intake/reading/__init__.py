"""Bytes of a plan sheet → Document. One file a format; understands no word of what it reads, fetches and writes nothing.

What holds for every format:

- NFC; every kind of blank becomes a plain one; zero-width signs and control characters go; private-use signs stay.
- A break inside a cell is a line feed. In a PDF this may be no more than a narrow column's end of line.
- Merged cells stand in every place that they cover; a row that ends early stays short: nothing is filled.
- A table of one cell is a frame: what is in it is read as if it stood outside. A table inside a cell of a larger one
  comes right after that one.
- Bullets and numbers that a program puts before list items are no text; `depth` is 1 for the outermost list.
"""

from macros.intake.reading.choose import read_document
from macros.intake.reading.refusal import Unreadable

__all__ = ["Unreadable", "read_document"]
