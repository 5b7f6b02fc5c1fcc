"""data/ → Book and problems. The only reader of data files; a wrong file gives problems, never a traceback."""

from macros.load.folder import Loaded, load_book
from macros.load.text import read_text
from macros.load.words import READING

__all__ = ["READING", "Loaded", "load_book", "read_text"]
