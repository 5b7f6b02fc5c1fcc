"""What the data package says of itself to a person: README.ko.md and README.md, the same in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from macros import language
from macros.downloads.columns import TABLES
from macros.downloads.flat import Tables

KOREAN: Final = "ko"
ENGLISH: Final = "en"


@dataclass(frozen=True)
class Release:
    """Where a package comes from, as far as it is known, and how it is cited in both languages."""

    commit: str = ""
    repository: str | None = None
    address: str | None = None
    cite: str = ""
    cite_en: str = ""


def readme(tongue: str, tables: Tables, rows: Mapping[str, int], release: Release, licensed: bool) -> str:
    """The readme in Korean or in English. `rows`: how many each table has; `licensed`: there is a LICENSE.md."""
    korean = tongue == KOREAN
    files = [
        f"| `tables/{name}.csv` | {about.title if korean else about.title_en} | {rows[name]:,} |"
        for name, about in TABLES.items()
    ]
    write: Callable[[Tables, str, Release, bool], str] = _korean if korean else _english
    return write(tables, "\n".join(files), release, licensed)


def _inline(text: str | None) -> str:
    """Text of the data on one line of Markdown, where it stays text."""
    plain = " ".join((text or "").split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{sign}" if sign in "\\`*_[]|" else sign for sign in plain)


def _listed(*lines: str) -> str:
    return "\n".join(f"- {line}" for line in lines if line)


def _korean(tables: Tables, files: str, release: Release, licensed: bool) -> str:
    site = tables.book.site
    origin = _listed(
        f"계산한 날: {language.date_text(tables.as_of.isoformat())}",
        f"버전(커밋): `{release.commit}`" if release.commit else "",
        f"사이트: <{release.address}>" if release.address else "",
        f"저장소: <{release.repository}>" if release.repository else "",
        f"펴낸 곳: {_inline(site.operator)}" if site.operator else "",
    )
    licence = f"새로 쓴 글과 자료의 엮음은 {_inline(site.licence)}입니다. " if site.licence else ""
    more = " 자세한 것은 [LICENSE.md](LICENSE.md)에 있습니다." if licensed else ""
    return f"""# {_inline(site.title)}: 자료 묶음

[English](README.md)

지방정부의 공약과 지원사업에서 무엇을 약속했고, 돈을 얼마나 계획·확보·집행했고, 무엇을 이루었는지를 공개된 자료에서 옮겨 모았습니다. 옮긴 값마다 출처가 있습니다. 감사를 거친 값이 아닙니다.

{origin}

## 파일

| 파일 | 내용 | 행 |
| --- | --- | ---: |
{files}

- `tables/all.xlsx`: 위의 모든 표와 자료 사전. 머리글이 우리말인 엑셀 파일
- `tables/all.sqlite`: 위의 모든 표를 담은 SQLite 파일. `columns` 표에 열마다의 뜻이 있습니다
- `tables/<표>.parquet`: 표마다의 Parquet 파일. 열마다의 뜻이 파일 안에 있습니다
- `ledger/`: 사람이 적은 자료 폴더 그대로(YAML과 CSV). 저장소의 `data/` 자리에 넣으면 `check.py`가 그대로 받아들입니다
- `datapackage.json`: 파일과 열의 뜻, 크기, SHA-256 (Data Package v2)
- `SHA256SUMS`: 파일마다의 SHA-256

CSV는 UTF-8(BOM)이고 줄 끝은 CRLF여서 엑셀에서 한글이 깨지지 않습니다. `tables/`와 `ledger/`의 열이 무슨 뜻인지는 `datapackage.json`과 `tables/all.xlsx`의 자료 사전에 있습니다.

## 읽는 법

- 빈칸은 {language.NO_DATA}, 곧 읽은 출처에 없다는 뜻입니다. 0으로 바꾸지 마세요. 0은 출처에 0이라고 적힌 것입니다.
- 금액의 단위는 백만 원입니다. 단위는 열 이름이나 `unit` 열에 있습니다.
- `total` 행은 출처에 인쇄된 총계입니다. 나머지 행과 더하지 마세요.
- `latest`가 true인 행이 지금 쓰이는 값이고, false인 행은 앞서 적힌 값(당초)입니다.
- 지역마다 읽은 범위가 다릅니다. 지역끼리 더하거나 순위를 매기지 마세요. `places` 표의 `list_complete`가 false인 지역의 건수로 이행률을 계산하지 마세요.
- 공약은 `place`와 `commitment`, 출처는 `place`와 `source`를 함께 써서 잇습니다. `row`는 값을 적은 파일과 행이며, `ledger/`의 같은 파일 같은 행에 있습니다.
- 날짜는 출처에 적힌 만큼만 있습니다: 2024, 2024-Q1, 2024-03, 2024-03-07.
- `tables/`의 CSV에서 = + - @로 시작하는 글 앞에는 작은따옴표가 붙습니다. 표 계산 프로그램이 계산식으로 실행하지 못하게 하려는 것입니다. 수와 ‘-’ 하나는 그대로이고, 엑셀 파일과 SQLite, Parquet에는 글도 적힌 그대로 있습니다.
- SQLite와 Parquet에는 수가 double(배정밀도 실수)로 들어 있고 값은 CSV와 같습니다(15자리를 넘는 합계만 가장 가까운 값). 소수 끝의 0은 CSV에만 있습니다.

## 그대로 왔는지 확인하기

```sh
sha256sum --check SHA256SUMS
frictionless validate datapackage.json
```

## 이용조건

{licence}옮긴 수치와 공식 제목, 계획서의 문장은 각 출처의 조건을 따르며 `sources` 표의 `licence` 열에 있습니다. 빈칸은 이용조건을 찾지 못했다는 뜻입니다.{more}

## 인용하기

> {_inline(release.cite)}
"""


def _english(tables: Tables, files: str, release: Release, licensed: bool) -> str:
    site = tables.book.site
    origin = _listed(
        f"Computed: {tables.as_of.isoformat()}",
        f"Version (commit): `{release.commit}`" if release.commit else "",
        f"Site: <{release.address}>" if release.address else "",
        f"Repository: <{release.repository}>" if release.repository else "",
        f"Publisher: {_inline(site.operator)}" if site.operator else "",
    )
    licence = f"New texts and the compilation are under {_inline(site.licence)}. " if site.licence else ""
    more = " [LICENSE.md](LICENSE.md) tells more." if licensed else ""
    return f"""# {_inline(site.title)}: data package

[한국어](README.ko.md)

What Korean local governments pledged, what money they planned, secured and spent, and what came of it, transcribed from published documents. Every transcribed value names its source. Nothing here has been audited. The data is in Korean; codes and column names are English.

{origin}

## Files

| file | holds | rows |
| --- | --- | ---: |
{files}

- `tables/all.xlsx`: all these tables and the dictionary of their columns as a workbook with Korean headers
- `tables/all.sqlite`: all these tables as one SQLite file; its table `columns` says what each column means
- `tables/<table>.parquet`: each table as Parquet; what each column means is in the file
- `ledger/`: the data folder as people typed it, YAML and CSV; put in place of `data/` of the repository, `check.py` accepts it as it is
- `datapackage.json`: files, columns, sizes, SHA-256 (Data Package v2)
- `SHA256SUMS`: the SHA-256 of each file

CSV files are UTF-8 with a byte order mark and CRLF, so that Excel shows the Korean text. `datapackage.json` and the dictionary in `tables/all.xlsx` say what each column of `tables/` and `ledger/` means.

## How to read it

- A blank cell means *not in the sources that were read*. It is never zero: 0 is a zero that the source states.
- Money is in millions of won. Units are in the column's name or in the column `unit`.
- A `total` row is the total as printed in the source. Do not add it to the other rows.
- Rows whose `latest` is true hold what counts now; false marks what was said before (the original plan).
- Places were read to different depths. Do not add or rank them, and compute no rate from the counts of a place whose `list_complete` in the table `places` is false.
- A commitment is named by `place` and `commitment`, a source by `place` and `source`. `row` is the file and line where a value was typed: the same file and line in `ledger/`.
- Dates are as precise as the source: 2024, 2024-Q1, 2024-03, 2024-03-07.
- In the CSV files of `tables/`, text that begins with = + - @ has an apostrophe before it, so that no spreadsheet runs it; numbers and a lone “-” have none. The workbook, SQLite and Parquet hold the text as written.
- Numbers in SQLite and Parquet are doubles with the values of the CSV (a sum of more than 15 digits is the nearest value); zeros at the end of a fraction are in the CSV alone.

## Check that it came unharmed

```sh
sha256sum --check SHA256SUMS
frictionless validate datapackage.json
```

## Licence

{licence}Transcribed figures, official titles and plan lines have the terms of their source, in the column `licence` of the table `sources`; blank means that no terms were found.{more}

## How to cite

> {_inline(release.cite_en)}
"""
