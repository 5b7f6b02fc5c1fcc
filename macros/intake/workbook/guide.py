"""What the first sheet says: what the workbook is, how to fill it in, what not to touch, where to send it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from macros.intake.workbook.sheets import EXAMPLE, SHEETS
from macros.language import date_text
from macros.model import Book, Place


def guide_rows(
    book: Book, place: Place, counts: Mapping[str, int], as_of: date, commit: str
) -> Iterator[tuple[str, str]]:
    """Pairs of a word and what is said of it; a word alone is a heading. The first is the title."""
    site = book.site
    yield f"{place.name} 자료 적는 파일", ""
    yield (
        "무엇인가",
        f"‘{site.title}’에 실린 {place.name}의 장부입니다. 새 행을 적어 보내면 자료에 더해집니다.",
    )
    of = f", 버전(커밋) {commit[:12]}" if commit else ""
    yield "만든 때", f"{date_text(as_of.isoformat())}의 자료{of}"
    yield "", ""
    yield "적는 법", ""
    yield "1", "적을 것의 시트를 엽니다. 새로 읽은 문서나 기사가 있으면 ‘출처’ 시트에 먼저 적습니다."
    yield "2", "노란 칸에 한 행씩 적습니다. 공약, 지표, 재원, 출처처럼 목록이 있는 칸은 목록에서 고릅니다."
    yield "3", "머리글에 마우스를 올리면 그 칸에 무엇을 적는지 나옵니다."
    yield "4", "출처에 적힌 값만 적습니다. 모르는 값은 비워 두세요. 0은 출처에 0이라고 적혔을 때만 적습니다."
    yield "5", "엑셀 통합 문서(.xlsx)로 저장합니다. 파일 이름은 바꾸어도 됩니다."
    yield "", ""
    yield "칸의 빛깔", ""
    yield "꼭 적는 칸", "진한 노란색. 머리글에 * 가 붙어 있습니다."
    yield "적어도 되는 칸", "옅은 노란색. 적을 것이 없으면 비워 둡니다."
    yield (
        "잠긴 칸",
        f"회색. 이미 실린 행과 ‘{EXAMPLE}’ 행입니다. ‘{EXAMPLE}’ 행은 지어낸 것이고 싣지 않습니다.",
    )
    yield "", ""
    yield "단위와 꼴", ""
    yield "돈", "백만 원. 1억 5천만 원은 150으로 적습니다. 쉼표와 ‘원’은 적지 않습니다."
    yield "비율", "68.5%는 68.5로 적습니다. % 표시는 적지 않습니다."
    yield "날짜", "2025, 2025-Q3, 2025-09, 2025-09-30 가운데 출처에 적힌 만큼만 적습니다."
    yield "", ""
    yield "지킬 것", ""
    yield (
        "사람 이름",
        "사람 이름, 주민등록번호, 휴대전화 번호는 어느 칸에도 적지 않습니다. 부서와 직책만 적습니다.",
    )
    yield "실린 행", "고치거나 지우지 않습니다. 계획이 바뀌었으면 새 행을 더하고 ‘계획 변경’에 적습니다."
    yield (
        "잘못 실린 값",
        "‘정정’ 시트에 한 행을 적고, [검토] › [시트 보호 해제](비밀번호 없음)를 누르고 그 칸을 고칩니다.",
    )
    yield (
        "시트와 머리글",
        "이름과 순서를 바꾸지 않습니다. 열을 끼우거나 칸을 병합하지 않고, 계산식을 쓰지 않습니다.",
    )
    yield "", ""
    yield "보내는 곳", ""
    yield "받는 곳", _where_to(book)
    yield "받은 사람은", "python3 scripts/workbook.py import 파일.xlsx — 달라지는 것과 고칠 칸을 보여 줍니다."
    yield "", ""
    yield "시트", ""
    for sheet in SHEETS:
        number = counts[sheet.file]
        yield (
            sheet.title,
            f"{sheet.what} (실린 행 {number:,}개)" if number else f"{sheet.what} (실린 행 없음)",
        )


def _where_to(book: Book) -> str:
    site = book.site
    places = [each for each in (site.contact, site.report) if each]
    if places:
        return ", ".join(places)
    return "이 파일을 보내 준 곳으로 다시 보내세요."
