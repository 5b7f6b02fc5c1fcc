"""Book → bytes that people take away: CSV in two families, XLSX, JSON, the feed. Pure: no file is read or written here.

`ledger_files` are the files of data/ as they are read, and go back in; `Tables` adds words, units, sources and addresses, as
`columns` describes them. `package_files` is all of it in one folder.
"""

from macros.downloads.api import Api, api_files, commitment_document, commitment_files
from macros.downloads.columns import BLANK, TABLES, TYPES, About, Column, headers
from macros.downloads.csv_file import Value, csv_bytes, harmless, plain
from macros.downloads.feed import feed_path, news_feed
from macros.downloads.flat import Tables
from macros.downloads.json_file import json_bytes, json_text
from macros.downloads.news import NEWS, news_csv
from macros.downloads.one import LONG_COLUMNS, commitment_csv
from macros.downloads.package import ledger_files, package_files, package_zip
from macros.downloads.readme import Release
from macros.downloads.records import Record, row_address, sources_of
from macros.downloads.workbook import workbook_bytes, workbook_header

__all__ = [
    "BLANK",
    "LONG_COLUMNS",
    "NEWS",
    "TABLES",
    "TYPES",
    "About",
    "Api",
    "Column",
    "Record",
    "Release",
    "Tables",
    "Value",
    "api_files",
    "commitment_csv",
    "commitment_document",
    "commitment_files",
    "csv_bytes",
    "feed_path",
    "harmless",
    "headers",
    "json_bytes",
    "json_text",
    "ledger_files",
    "news_csv",
    "news_feed",
    "package_files",
    "package_zip",
    "plain",
    "row_address",
    "sources_of",
    "workbook_bytes",
    "workbook_header",
]
