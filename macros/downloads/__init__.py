"""Book → bytes that people take away: CSV in two families, JSON, the feed. Pure: no file is read or written here.

`ledger_csv` holds the contract's own columns and goes back in unchanged; `table_frame` adds words, units, sources
and addresses.
"""

from macros.downloads.csv_file import Value, csv_bytes, harmless, ledger_csv, plain
from macros.downloads.feed import changes_feed
from macros.downloads.flat import COLUMNS, TABLES, frame_csv, row_address, sources_of, table_frame
from macros.downloads.one import LONG_COLUMNS, commitment_csv, commitment_json, json_text

__all__ = [
    "COLUMNS",
    "LONG_COLUMNS",
    "TABLES",
    "Value",
    "changes_feed",
    "commitment_csv",
    "commitment_json",
    "csv_bytes",
    "frame_csv",
    "harmless",
    "json_text",
    "ledger_csv",
    "plain",
    "row_address",
    "sources_of",
    "table_frame",
]
