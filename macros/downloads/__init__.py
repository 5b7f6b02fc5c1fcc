"""Book → bytes that people take away: CSV in two families, JSON, the feed. Pure: no file is read or written here.

`ledger_csv` holds the contract's own columns and goes back in unchanged; `Tables` adds words, units, sources and
addresses, as `columns` describes them.
"""

from macros.downloads.columns import BLANK, TABLES, About, Column, headers
from macros.downloads.csv_file import Value, csv_bytes, harmless, ledger_csv, plain
from macros.downloads.feed import changes_feed
from macros.downloads.flat import Tables
from macros.downloads.one import LONG_COLUMNS, commitment_csv, commitment_json, json_text
from macros.downloads.records import Record, row_address, sources_of

__all__ = [
    "BLANK",
    "LONG_COLUMNS",
    "TABLES",
    "About",
    "Column",
    "Record",
    "Tables",
    "Value",
    "changes_feed",
    "commitment_csv",
    "commitment_json",
    "csv_bytes",
    "harmless",
    "headers",
    "json_text",
    "ledger_csv",
    "plain",
    "row_address",
    "sources_of",
]
