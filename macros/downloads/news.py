"""Everything on /changes/ as one CSV, a line a piece of news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from macros import language
from macros.compute.news import NEWS_KINDS, NEWS_WORDS, News
from macros.downloads.columns import About, Column
from macros.downloads.csv_file import Value, csv_bytes
from macros.downloads.records import Record, row_address, source_record
from macros.model import Book, Row
from macros.problem import Where

# fmt: off
NEWS: Final = About(
    "changes", "바뀐 것과 새 소식", "News", "한 행이 소식 하나. 수치와 상태는 공약, 출처, 기준일이 같은 것을 한 행으로 묶음",
    (
        Column("kind", "종류 코드", "code", "change 계획 변경, correction 정정, figures 수치, status 이행 상태", filled=True, codes=NEWS_KINDS),
        Column("kind_label", "종류", "text", "kind의 우리말", filled=True),
        Column("place", "지역 id", "code", "data/ 안의 폴더 이름", filled=True),
        Column("place_name", "지역", "text", "지방정부의 이름", filled=True),
        Column("commitment", "공약 id", "code", "공약이나 지원사업의 파일 이름. 지역 전체의 소식이면 빈칸"),
        Column("commitment_title", "공약", "text", "공약이나 지원사업의 제목"),
        Column("date", "날짜", "when", "언제의 것인지. 적힌 그대로. 빈칸은 기준일도 출처를 펴낸 날도 자료 없음"),
        Column("date_of", "무슨 날짜인지", "text", "바뀐 날, 고친 날, 기준일, 펴낸 날 가운데 하나. 빈칸은 날짜 없음"),
        Column("read", "실린 날", "day", "이 사이트가 출처를 읽은 날. 정정은 고친 날. 지난번에 본 뒤의 새것은 이 열로 고름", filled=True),
        Column("what", "바뀐 것", "text", "무엇에 관한 소식인지", filled=True),
        Column("text", "내용", "text", "수치와 상태. 뒤에 바뀐 것에는 ‘당초’나 ‘앞선’이 붙음. 계획 변경과 정정은 빈칸"),
        Column("before", "당초", "text", "계획 변경의 당초, 정정의 고치기 전"),
        Column("after", "변경", "text", "계획 변경의 변경, 정정의 고친 뒤"),
        Column("reason", "이유", "text", "계획 변경과 정정의 이유"),
        Column("decided_by", "정한 곳", "text", "계획 변경을 정한 곳"),
        Column("decision", "결정 코드", "code", "approved 승인, rejected 미승인", codes=("approved", "rejected")),
        Column("decision_label", "결정", "text", "decision의 우리말"),
        Column("source", "출처 id", "code", "출처의 이름. 정정은 빈칸"),
        Column("source_publisher", "펴낸 곳", "text", "출처를 펴낸 곳"),
        Column("source_title", "출처", "text", "출처의 제목"),
        Column("source_url", "출처 주소", "url", "출처의 주소"),
        Column("rows", "자료의 자리", "text", "소식이 적힌 파일과 행. 이어진 행은 2-9처럼, 여럿이면 빈칸으로 띄움", filled=True),
        Column("page", "페이지", "text", "이 사이트에서 보는 주소", filled=True),
    ),
)
# fmt: on


def news_csv(book: Book, found: Iterable[News], site_url: str | None) -> bytes:
    """All news in the order given: UTF-8 with BOM, CRLF; columns as in NEWS. Without `site_url` pages are site paths."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    names = [column.name for column in NEWS.columns]
    return csv_bytes(names, ([record[name] for name in names] for record in _records(book, found, base)))


def _runs(rows: Iterable[Row]) -> Iterator[str]:
    """Rows of data/ with those that follow each other drawn together: data/ansan/spending.csv:2-9."""
    runs: list[list[Where]] = []
    for where in (row.where for row in rows):
        if runs and runs[-1][-1][:2] == (where.path, where.line - 1):
            runs[-1].append(where)
        else:
            runs.append([where])
    for run in runs:
        yield row_address(run[0]) + (f"-{run[-1].line}" if len(run) > 1 else "")


def _records(book: Book, found: Iterable[News], base: str) -> Iterator[Record]:
    for each in found:
        change, correction, listed = each.change, each.correction, each.commitment
        decision = change.decision if change else None
        row: dict[str, Value] = {
            "kind": each.kind,
            "kind_label": NEWS_WORDS[each.kind],
            "place": each.place.id,
            "place_name": each.place.name,
            "commitment": listed.id if listed else None,
            "commitment_title": listed.sheet.title if listed else None,
            "date": each.when.text if each.when else None,
            "date_of": each.dated or None,
            "read": each.read.isoformat(),
            "what": each.what,
            "text": None if change or correction else each.text,
            "before": change.before if change else correction.before if correction else None,
            "after": change.after if change else correction.after if correction else None,
            "reason": each.text if change or correction else None,
            "decided_by": change.decided_by if change else None,
            "decision": decision,
            "decision_label": language.DECISIONS[decision] if decision else None,
            **source_record(book, each.place.id, each.source.id if each.source else None),
            "rows": " ".join(_runs(each.rows)),
            "page": base + (f"{listed.key}/" if listed else f"{each.place.id}/"),
        }
        yield row
