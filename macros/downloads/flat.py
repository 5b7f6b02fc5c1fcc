"""The tables for readers: every table of a Book, of all places or of one, made once and shared by every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from macros.downloads.columns import TABLES, headers
from macros.downloads.csv_file import csv_bytes
from macros.downloads.rates import commitment_rates, place_rates
from macros.downloads.records import (
    OF_COMMITMENT,
    OF_PLACE,
    Record,
    notice_record,
    site_source_record,
    table_records,
)
from macros.model import Book
from macros.problem import Problem, Where

_SITE = ""  # the key of what belongs to no place


def _nowhere(where: Where) -> str | None:
    return None


@dataclass(frozen=True)
class Tables:
    """Every table of a Book as it is read on the day `as_of`, computed once.

    `address` gives the address of a row of data/, or None. `problems` are what `notices` holds. Rows of a place keep
    the order of data/, those of all follow place by place.
    """

    book: Book
    as_of: date
    problems: Sequence[Problem] = ()
    address: Callable[[Where], str | None] = field(default=_nowhere, compare=False)

    def records(self, name: str, place: str | None = None) -> tuple[Record, ...]:
        """The rows of a table, of all or of one place: header → value, None is blank.

        Raises KeyError for a table or a place that is none.
        """
        if place is not None:
            self.book.places[place]
            return self._by_place[name].get(place, ())
        return tuple(record for rows in self._by_place[name].values() for record in rows)

    def frame(self, name: str, place: str | None = None) -> pd.DataFrame:
        """`records` as a frame of objects: exact Decimals, dates as ISO text, None for a blank.

        Raises KeyError for a table or a place that is none.
        """
        columns = headers(name)
        rows = [[record[column] for column in columns] for record in self.records(name, place)]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def csv(self, name: str, place: str | None = None) -> bytes:
        """A table as CSV: UTF-8 with BOM, CRLF, blank = 자료 없음, text that a spreadsheet would run made harmless."""
        columns = headers(name)
        rows = ([record[column] for column in columns] for record in self.records(name, place))
        return csv_bytes(columns, rows)

    @cached_property
    def _by_place(self) -> Mapping[str, Mapping[str, tuple[Record, ...]]]:
        """Table → place id → rows; the site's own sources and notices stand under no place, first and last."""
        found: dict[str, dict[str, list[Record]]] = {
            name: ({_SITE: []} if name == "sources" else {}) for name in TABLES
        }
        for place in self.book.places.values():
            for name in TABLES:
                found[name][place.id] = []
            for commitment in place.commitments:
                for name in OF_COMMITMENT:
                    found[name][place.id] += table_records(self.book, commitment, name, self.as_of)
                found["rates"][place.id] += commitment_rates(self.book, commitment, self.as_of)
            for name, make in OF_PLACE.items():
                found[name][place.id] += make(self.book, place)
            found["rates"][place.id] += place_rates(self.book, place, self.as_of)
        found["sources"][_SITE] += (site_source_record(each) for each in self.book.sources.values())
        for each in self.problems:
            parts = each.path.split("/")
            own = parts[1] if len(parts) > 2 and parts[1] in self.book.places else _SITE
            found["notices"].setdefault(own, []).append(notice_record(each, self.as_of))
        return {
            name: {place: tuple(self._addressed(rows)) for place, rows in places.items()}
            for name, places in found.items()
        }

    def _addressed(self, rows: Sequence[Record]) -> Iterator[Record]:
        """Each row with the address of its place in data/."""
        for record in rows:
            if "row" in record:
                path, _, line = str(record["row"]).partition(":")
                yield {**record, "row_url": self.address(Where(path, int(line or 0), 1))}
            else:
                yield record
