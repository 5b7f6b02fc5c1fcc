"""Lines that read the published tables: one question, asked in each tool of its own. Pure text, no HTML.

Every one sums the planned totals of each place and each kind; places are never added, a blank is never 0.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from macros.downloads import headers
from macros.downloads.package import SUMS
from macros.pages.package import ZIP

TABLE: Final = "commitments"
BY: Final = ("place", "place_name", "kind_label")
VALUE: Final = "planned_million_krw"
FOLDER: Final = "pledges"  # where the package is unzipped


@dataclass(frozen=True)
class Recipe:
    """How one tool reads the data: what to know before, lines to copy (blank: there is nothing to copy).

    In `told` what is typed stands between backticks.
    `lines` name the whole address of a file where the site knows its own, else the file in the unzipped package.
    """

    id: str
    title: str
    told: tuple[str, ...]
    lines: str = ""


def recipes(address: str | None, files: Container[str]) -> tuple[Recipe, ...]:
    """A recipe for each tool. `files` are the site paths that there are; `address` is the site's own, ending in a slash."""
    found = (_excel(address), _sheets(address), _pandas(address), _r(address), _duckdb(address, files))
    fetched = _curl(address) if address and ZIP in files and SUMS in files else None
    return (*found, fetched) if fetched else found


def _at(address: str | None, path: str) -> str:
    return f"{address or ''}{path}"


def _excel(address: str | None) -> Recipe:
    told = (
        "받아서 쓰기만 한다면 위의 엑셀 파일이 가장 쉽습니다. 머리글이 우리말이고 숫자는 숫자로 들어 있습니다.",
        "CSV는 두 번 눌러 열어도 한글이 깨지지 않습니다. 다만 엑셀이 `2024-12` 같은 날짜를 제 방식으로 바꿉니다. "
        "그대로 두려면 데이터 탭의 ‘텍스트/CSV에서’로 불러오고, ‘데이터 형식 검색’에서 검색하지 않는 페이지를 고르세요.",
    )
    if not address:
        return Recipe("excel", "엑셀", told)
    by = ", ".join(f'"{name}"' for name in BY)
    return Recipe(
        "excel",
        "엑셀",
        (
            *told,
            "새 자료가 나올 때마다 ‘모두 새로 고침’으로 따라가려면, 데이터 탭에서 데이터 가져오기 → 기타 원본에서 → "
            "빈 쿼리를 고르고 ‘고급 편집기’에 아래 줄을 붙여 넣으세요.",
        ),
        f"""let
    원본 = Csv.Document(Web.Contents("{address}tables/{TABLE}.csv"), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    머리글 = Table.PromoteHeaders(원본, [PromoteAllScalars = true]),
    있는것 = Table.SelectRows(머리글, each [{VALUE}] <> ""),
    숫자로 = Table.TransformColumnTypes(있는것, {{{{"{VALUE}", type number}}}}, "en-US"),
    합계 = Table.Group(숫자로, {{{by}}}, {{{{"계획 합계 (백만 원)", each List.Sum([{VALUE}]), type number}}, {{"건수", each Table.RowCount(_), Int64.Type}}}})
in
    합계""",
    )


def _sheets(address: str | None) -> Recipe:
    if not address:
        told = "파일 → 가져오기 → 업로드에서 CSV를 고르고, ‘텍스트를 숫자, 날짜, 수식으로 변환’을 끄면 적힌 그대로 들어옵니다."
        return Recipe("sheets", "구글 스프레드시트", (told,))
    at = {name: f"Col{number}" for number, name in enumerate(headers(TABLE), 1)}
    by = ", ".join(at[name] for name in BY)
    value = at[VALUE]
    asked = f"select {by}, sum({value}), count({value}) where {value} is not null group by {by}"
    return Recipe(
        "sheets",
        "구글 스프레드시트",
        ("빈 시트의 첫 칸에 붙여 넣으세요. 표를 통째로 가져오려면 `QUERY`를 떼고 `IMPORTDATA`만 남깁니다.",),
        f'=QUERY(IMPORTDATA("{address}tables/{TABLE}.csv", ",", "en_US"), "{asked}", 1)',
    )


def _pandas(address: str | None) -> Recipe:
    by = ", ".join(f'"{name}"' for name in BY)
    return Recipe(
        "pandas",
        "파이썬 (pandas)",
        ("코드와 날짜는 글자로 두고, 빈칸만 빈 값으로 읽습니다. 금액만 숫자로 바꿉니다.",),
        f"""import pandas as pd

rows = pd.read_csv(
    "{_at(address, f"tables/{TABLE}.csv")}",
    dtype=str,
    keep_default_na=False,
    na_values=[""],
)
rows["{VALUE}"] = pd.to_numeric(rows["{VALUE}"])
known = rows.dropna(subset=["{VALUE}"])
planned = known.groupby([{by}])["{VALUE}"].agg(["sum", "count"])
print(planned)""",
    )


def _r(address: str | None) -> Recipe:
    return Recipe(
        "r",
        "R",
        ("다른 꾸러미가 필요 없습니다. `aggregate`는 금액이 빈칸인 행을 뺍니다.",),
        f"""rows <- read.csv(
  "{_at(address, f"tables/{TABLE}.csv")}",
  fileEncoding = "UTF-8-BOM",
  colClasses = "character",
  na.strings = ""
)
rows${VALUE} <- as.numeric(rows${VALUE})
planned <- aggregate(
  {VALUE} ~ {" + ".join(BY)},
  data = rows,
  FUN = function(v) c(sum = sum(v), count = length(v))
)
print(planned)""",
    )


def _duckdb(address: str | None, files: Container[str]) -> Recipe:
    """The typed table where there is one: places and codes are text in it. Amounts are summed as decimals in both."""
    typed = f"tables/{TABLE}.parquet"
    if typed not in files:
        read, file = "read_csv('{}', all_varchar = true)", f"tables/{TABLE}.csv"
    else:
        read, file = "'{}'", typed
    name = file.rpartition("/")[2]
    fetch = f"""import urllib.request

import duckdb

urllib.request.urlretrieve("{address}{file}", "{name}")"""
    start = fetch if address else "import duckdb\n"
    value = f"{VALUE}::DECIMAL(18, 6)"
    by = ", ".join(BY)
    return Recipe(
        "duckdb",
        "DuckDB",
        (
            "명령줄의 `duckdb`에서는 따옴표 안의 질의만 쓰면 됩니다. `httpfs` 확장이 있으면 `FROM`에 파일의 주소를 바로 적어도 됩니다.",
        ),
        f'''{start}
planned = duckdb.sql("""
    SELECT {by}, sum({value}) AS sum, count(*) AS count
    FROM {read.format(name if address else file)}
    WHERE {VALUE} IS NOT NULL
    GROUP BY {by}
    ORDER BY place, kind_label
""")
print(planned)''',
    )


def _curl(address: str) -> Recipe:
    return Recipe(
        "curl",
        "명령줄 (curl)",
        (
            "전체를 받아 풀고, 모든 파일이 그대로 왔는지 SHA-256으로 확인합니다. 맥에서는 `sha256sum` 대신 `shasum -a 256`을 쓰세요.",
        ),
        f"""curl --fail --location --silent --show-error --output package.zip {address}{ZIP}
unzip -q package.zip -d {FOLDER}
cd {FOLDER} && sha256sum --check --quiet {SUMS} && echo OK""",
    )
