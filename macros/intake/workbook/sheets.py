"""The sheets of the workbook: a ledger each, its columns in the order of the contract, in the words of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from macros.language import LEDGERS
from macros.model import ROW_KEYS, TABLES, When, columns, label_of

GUIDE: Final = "안내"
LISTS: Final = "_목록"
MEMORY: Final = "_이 파일"
FORM: Final = "1"  # of the workbook: what this room writes and reads
EXAMPLE: Final = "예시"
MARK, CODE_MARK, KEY_HEAD = "구분", "코드", "행 이름 (정정에 쓰임)"
FIRST: Final = 2  # the spreadsheet column of a ledger's first column; before it stands the mark
HEAD_ROW, CODE_ROW, EXAMPLE_ROW, FIRST_ROW = 3, 4, 5, 6
ROOM: Final = 60  # rows made ready to be filled in

Kind = Literal["word", "number", "date", "text"]


@dataclass(frozen=True)
class Column:
    """One column. `words` names its list of codes; `free`: other texts than those of the list may stand there.

    `within`: the column whose value the list depends on. `note` says what goes there, `hint` only how.
    """

    name: str
    head: str
    note: str
    kind: Kind
    width: int
    required: bool
    words: str = ""
    free: bool = False
    within: str = ""
    hint: str = ""


@dataclass(frozen=True)
class LedgerSheet:
    """One sheet: its file, its title, what a row is, its columns, and an example of a row as it is shown."""

    file: str
    title: str
    what: str
    columns: tuple[Column, ...]
    example: tuple[str, ...]

    @property
    def row(self) -> type[BaseModel]:
        return TABLES[self.file]

    @property
    def shows_keys(self) -> bool:
        """Whether what corrections.csv calls a row stands beside it: where its cells do not tell."""
        return self.file not in ("corrections.csv", "sources.csv")

    def key(self, cells: Mapping[str, str]) -> str:
        """What corrections.csv calls a row: its code columns joined by /."""
        return "/".join(cells[name] for name in ROW_KEYS[self.row])


_LISTS: Final[Mapping[str, str]] = {
    "commitment": "commitments",
    "indicator": "indicators",
    "measure": "measures",
    "fund": "funds",
    "status": "statuses",
    "field": "change_fields",
    "decision": "decisions",
    "method": "methods",
    "kind": "source_kinds",
    "source": "sources",
    "term": "terms",
    "file": "files",
    "column": "columns",
}
_FREE: Final = frozenset({"years", "target_years", "columns"})
_WITHIN: Final[Mapping[str, str]] = {"indicator": "commitment", "column": "file"}
_HEADS: Final[Mapping[str, str]] = {
    "commitment": "공약",
    "year": "연도",
    "measure": "금액의 종류",
    "fund": "재원",
    "key": "행 이름",
    "term": "임기",
    "id": "출처 이름(id)",
}
_NOTES: Final[Mapping[str, str]] = {
    "commitment": "목록에서 고르세요. 공약이 목록에 없으면 먼저 공약 파일을 만들어야 합니다.",
    "source": "목록에서 고르세요. 새 출처는 ‘출처’ 시트에 먼저 적으면 목록에 나타납니다.",
    "indicator": "공약을 먼저 고르면 그 공약의 지표만 목록에 나옵니다. 목록이 비어 있으면 아직 지표가 없는 공약이라, 공약 파일에 지표부터 적어야 합니다.",
    "as_of": "값이 언제의 것인지. 출처에 적힌 만큼만 적으세요. 예: 2025, 2025-Q3, 2025-09, 2025-09-30",
    "period": "출처에 적힌 만큼만. 예: 2025, 2025-Q3, 2025-09",
    "published": "출처에 적힌 만큼만. 예: 2025-10-15",
    "read": "예: 2025-11-01",
    "date": "예: 2025-11-01. 달만 알면 2025-11, 해만 알면 2025",
    "id": "영문 소문자, 숫자, 붙임표. 한 지역 안에서 하나뿐이어야 합니다. 예: report-2025-q3",
    "key": "고칠 행의 오른쪽 끝 칸에 있는 ‘행 이름’을 그대로 옮기세요(출처는 출처 이름). 예: small-parks/planned/2023/total",
    "raw": "출처에 적힌 말 그대로 옮기세요. 예: 정상추진",
    "column": "파일을 먼저 고르면 그 장부의 열이 목록에 나옵니다.",
    "amount_million_krw": "쉼표와 ‘원’ 없이 수만 적으세요. 1억 5천만 원은 150, 50만 원은 0.5",
}
_WIDTHS: Final[Mapping[str, int]] = {
    "commitment": 40,
    "indicator": 28,
    "source": 48,
    "file": 30,
    "column": 26,
    "key": 34,
    "id": 22,
    "title": 38,
    "publisher": 18,
    "url": 32,
    "archived_url": 26,
    "note": 30,
    "reason": 30,
    "label": 24,
    "raw": 16,
    "method": 14,
}
_TITLES: Final[Mapping[str, str]] = {"spending.csv": "지출", "corrections.csv": "정정"}  # else as on a page
_BY_KIND: Final[Mapping[Kind, int]] = {"word": 14, "number": 13, "date": 13, "text": 22}


def _types(annotation: Any) -> set[Any]:
    if get_origin(annotation) is Literal:
        return {Literal}
    parts = get_args(annotation)
    return {annotation}.union(*(_types(part) for part in parts)) if parts else {annotation}


def _column(row: type[BaseModel], name: str) -> Column:
    info = row.model_fields[name]
    said = info.description or ""
    types = _types(info.annotation)
    words = _LISTS.get(name, "")
    if name == "year":
        words = "target_years" if "indicator" in row.model_fields else "years"
    kind: Kind = "word" if words else "number" if Decimal in types else "date" if When in types else "text"
    head = _HEADS.get(name, label_of(said))
    unit = re.search(r" \(([^)]*)\)", said)
    if kind == "number" and unit:
        head += f" ({unit[1]})"
    if info.is_required():
        head += " *"
    note = ". ".join(each for each in (said.rstrip("."), _NOTES.get(name, "")) if each)
    return Column(
        name,
        head,
        note,
        kind,
        _WIDTHS.get(name, _BY_KIND[kind]),
        info.is_required(),
        words,
        words in _FREE,
        _WITHIN.get(name, ""),
        _NOTES.get(name, ""),
    )


def _sheet(file: str, what: str, *example: str) -> LedgerSheet:
    made = tuple(_column(TABLES[file], name) for name in columns(TABLES[file]))
    return LedgerSheet(file, _TITLES.get(file, LEDGERS[file]), what, made, example)


_PARK, _REPORT = "작은 공원 만들기 (small-parks)", "○○시, 공약 이행현황 (report-2025-q3)"
_PARKS = "새로 연 공원, 곳 (parks)"

SHEETS: Final = (
    _sheet(
        "spending.csv",
        "한 행에 금액 하나. 단위는 백만 원이고, 계획한 돈·확보한 돈·집행한 돈을 종류로 나누어 적습니다.",
        _PARK, "집행", "2025", "국비", "150.5", "2025-09-30", _REPORT, "",
    ),
    _sheet(
        "targets.csv",
        "한 행에 한 지표의 한 해 목표. 단위는 지표 이름 뒤에 있습니다.",
        _PARK, _PARKS, "2025", "10", "", "2025-01-31", _REPORT, "",
    ),
    _sheet(
        "outcomes.csv",
        "한 행에 한 지표의 한 때 실적. 단위는 지표 이름 뒤에 있습니다.",
        _PARK, _PARKS, "2024-12", "7", "", "2025-09-30", _REPORT, "",
    ),
    _sheet(
        "statuses.csv",
        "한 행에 공약 하나의 상태. 상태가 바뀌면 새 행을 더합니다.",
        _PARK, "정상추진", "정상 추진 중", "2025-09-30", "", "", _REPORT, "",
    ),
    _sheet(
        "changes.csv",
        "한 행에 바뀐 것 하나. 바뀐 금액과 목표는 ‘지출’, ‘목표’ 시트에도 새 행으로 적습니다.",
        _PARK, "2025-03-20", "사업비", "총사업비", "10억 원", "12억 원", "땅값이 오름", "주민배심원단", "승인", _REPORT,
    ),
    _sheet(
        "published_rates.csv",
        "한 행에 발표한 비율 하나. 비율과 건수는 발표한 그대로 적고 셈하지 않습니다.",
        "민선 8기 (8)", "2025-09-30", "공약 이행률", "68.5", "건수", "60", "24", "", "35", "", "1", "", "", _REPORT, "",
    ),
    _sheet(
        "corrections.csv",
        "이 자료에 잘못 옮겨 적은 것을 바로잡은 기록. 계획이 바뀐 것은 여기가 아니라 ‘계획 변경’에 적습니다.",
        "2025-11-01", "지출 (spending.csv)", "small-parks/planned/2023/total", "금액 (amount_million_krw)", "400", "410",
        "옆 칸의 값을 옮겨 적었음",
    ),
    _sheet(
        "sources.csv",
        "한 행에 읽은 문서나 기사 하나. 여기에 적은 출처는 다른 시트의 목록에 바로 나타납니다.",
        "report-2025-q3", "○○시", "공약 이행현황 (2025년 9월 말)", "https://www.example.org/report", "2025-10-15",
        "2025-11-01", "기관 자료", "공공누리 제1유형", "", "",
    ),
)  # fmt: skip
TITLES: Final[Mapping[str, str]] = {each.file: each.title for each in SHEETS}


def letters(column: int) -> str:
    """The name of a spreadsheet's column, counted from 0: A, Z, AA."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)
