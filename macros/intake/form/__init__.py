"""A filled issue form → rows: a new outcome, a corrected cell, or the rows that a report of an error means.

What people type is text and nothing more: a heading inside a value forges no other field.
"""

from datetime import date

from macros.intake.form.correction import correction
from macros.intake.form.error import meant
from macros.intake.form.filled import Complaint, Filled, Form, FormRefused, form_of, read_form
from macros.intake.form.made import Made, told
from macros.intake.form.outcome import outcome
from macros.load import Files
from macros.model import Book

__all__ = [
    "Complaint",
    "Filled",
    "Form",
    "FormRefused",
    "Made",
    "form_of",
    "made_of",
    "read_form",
    "told",
]


def made_of(filled: Filled, book: Book, files: Files, day: date, read: date | None = None) -> Made:
    """What a filled form asks for in the data `files` that make `book`; `day` is when the form is looked at.

    `read`: when the one who looks at it opened the source, which a source that is new needs. A report of an error makes no file, only a summary. Raises FormRefused.
    """
    match filled.form.name:
        case "outcome":
            return outcome(filled, book, files, read)
        case "correction":
            return correction(filled, book, files, day)
        case _:
            return Made(summary=tuple(meant(filled, book)))
