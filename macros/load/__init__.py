"""data/ → Book and problems. The only reader of data files; a wrong file gives problems, never a traceback."""

from macros.load.archive import zip_bytes
from macros.load.editions import load_editions, load_past, read_editions
from macros.load.folder import Loaded, load_book, load_files
from macros.load.present import load_present
from macros.load.repository import Repository, RepositoryError, changed_files, commit_of, repository_of
from macros.load.stored import Files, PastData
from macros.load.table import cut_number, untabbed
from macros.load.text import decoded
from macros.load.values import with_values
from macros.load.words import READING

__all__ = [
    "READING",
    "Files",
    "Loaded",
    "PastData",
    "Repository",
    "RepositoryError",
    "changed_files",
    "commit_of",
    "cut_number",
    "decoded",
    "load_book",
    "load_editions",
    "load_files",
    "load_past",
    "load_present",
    "read_editions",
    "repository_of",
    "untabbed",
    "with_values",
    "zip_bytes",
]
