"""Plan sheets in five formats → Document: every cell in its place, no letter lost, a plain sentence for what cannot be read."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from html import unescape
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from hwpx import HwpxDocument

from macros.intake import Cell, Document, Line, Row, Table
from macros.intake.reading import Unreadable, packed, pdf, read_document

PLANS = Path(__file__).parent / "plans"
FIXTURES = (
    "naru-village-bus.hwpx",
    "dasol-alley-parking.docx",
    "gaon-library-nights.html",
    "maru-stream-path.pdf",
)
Rows = Sequence[Sequence[str]]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


# --- small files, made here ---------------------------------------------------------------------


def docx_of(rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(number, place).text = text
    for first, left, last, right in merges:
        table.cell(first, left).merge(table.cell(last, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_with(body: str) -> bytes:
    """A document whose body is this WordprocessingML."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.append(element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def hwpx_of(rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    document = HwpxDocument.new()
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.set_cell_text(number, place, text)
    for merge in merges:
        table.merge_cells(*merge)
    return document.to_bytes()


def html_of(rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    starts = {(merge[0], merge[1]): merge for merge in merges}
    covered = {(r, c) for a, b, d, e in merges for r in range(a, d + 1) for c in range(b, e + 1)} - set(
        starts
    )
    out = "<meta charset=utf-8><table>"
    for number, row in enumerate(rows):
        out += "<tr>"
        for place, text in enumerate(row):
            first, left, last, right = starts.get((number, place), (0, 0, 0, 0))
            if (number, place) not in covered:
                out += f'<td rowspan="{last - first + 1}" colspan="{right - left + 1}">{text}</td>'
        out += "</tr>"
    return f"{out}</table>".encode()


def pdf_table(rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """The grid ruled cell by cell: 100 points wide, 20 high."""
    boxes = list(merges)
    inside = {(r, c) for a, b, d, e in merges for r in range(a, d + 1) for c in range(b, e + 1)}
    for row in range(len(rows)):
        boxes += [(row, column, row, column) for column in range(len(rows[0])) if (row, column) not in inside]
    texts, rules = [], []
    for first, left, last, right in boxes:
        x0, y0, x1, y1 = 50 + 100 * left, 100 + 20 * first, 150 + 100 * right, 120 + 20 * last
        rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        if rows[first][left]:
            texts.append((x0 + 5, (y0 + y1) // 2 + 4, rows[first][left]))
    return pdf_of((texts, rules))


def pdf_of(
    *pages: tuple[Sequence[tuple[int, int, str]], Sequence[tuple[int, int, int, int]]], trailer: str = ""
) -> bytes:
    """Pages of texts (x, y, text) and rules (x0, y0, x1, y1), in points from the top left, in 10 points.

    The Korean font is only named, which PDF allows.
    """
    font = "HYSMyeongJo-Medium"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{5 + 2 * each} 0 R' for each in range(len(pages)))}]/Count {len(pages)}>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/{font}/Encoding/UniKS-UCS2-H/DescendantFonts[4 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{font}/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/FontDescriptor<</Type/FontDescriptor"
        f"/FontName/{font}/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 1000 800]>>>>",
    ]
    for number, (texts, rules) in enumerate(pages):
        drawn = "".join(f"{x0} {800 - y0} m {x1} {800 - y1} l S\n" for x0, y0, x1, y1 in rules)
        for x, y, text in texts:
            drawn += f"BT /F 10 Tf {x} {800 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
        parts.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {6 + 2 * number} 0 R>>"
        )
        parts.append(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
    return _pdf_file(parts, trailer)


def scanned_pdf() -> bytes:
    """One page that is a picture of one dot."""
    picture = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    )
    drawn = "600 0 0 800 0 0 cm /P Do"
    page = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>"
    )
    return _pdf_file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
            f"{picture}\nstream\nA\nendstream",
        ]
    )


def _pdf_file(parts: Sequence[str], trailer: str = "") -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(f"{len(out):010} 00000 n \n")
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    size = len(parts) + 1
    table = (
        f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer<</Root 1 0 R/Size {size}{trailer}>>\n"
    )
    return out + f"{table}startxref\n{len(out)}\n%%EOF".encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(fixture: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A fixture with one part of its archive changed."""
    with zipfile.ZipFile(PLANS / fixture) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: change(parts[part])})


@cache
def plan_sheet(fixture: str) -> Document:
    return read_document(fixture, (PLANS / fixture).read_bytes())


def grid(table: object) -> list[list[str]]:
    """Texts row by row, covered cells marked."""
    assert isinstance(table, Table)
    return [[each.text + ("^" if each.spanned else "") for each in row.cells] for row in table.rows]


def only_table(document: Document) -> Table:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table


def row(at: str, *texts: str) -> Row:
    return Row(at, tuple(Cell(text) for text in texts))


# --- text and Markdown --------------------------------------------------------------------------


def test_a_text_becomes_lines_and_tables_at_the_line_numbers_of_an_editor() -> None:
    text = (
        "\n신규\t예산\t\n\n## Ⅰ. 목표\r\n- 가 \\* 나 &amp; 다\n  - 라\n\t- 마\n- 바\n\n"
        "구분\t2023년\t\t2024년\n\t1\t2\t1\t\n계\t1,500\n도비\t\t\t\t\n끝"
    )
    assert read_document("계획/sheet.txt", text.encode()) == Document(
        "sheet.txt",
        (
            Table((row("2행", "신규", "예산", ""),), exact=False),
            Line("4행", "## Ⅰ. 목표"),
            Line("5행", "- 가 * 나 & 다"),
            Line("6행", "- 라", 1),
            Line("7행", "- 마", 2),
            Line("8행", "- 바"),
            Table(
                (
                    row("10행", "구분", "2023년", "", "2024년"),
                    row("11행", "", "1", "2", "1", ""),
                    row("12행", "계", "1,500"),
                    row("13행", "도비", "", "", "", ""),
                ),
                exact=False,
            ),
            Line("14행", "끝"),
        ),
    )


def test_tabs_that_indent_or_follow_a_bullet_make_no_table() -> None:
    assert read_document("a.txt", "○ 개요\n\t- 하나\n\t\t· 둘\n1.\t셋\n○\t넷".encode()).blocks == (
        Line("1행", "○ 개요"),
        Line("2행", "- 하나", 1),
        Line("3행", "· 둘", 2),
        Line("4행", "1. 셋"),
        Line("5행", "○ 넷"),
    )


def test_a_markdown_table_keeps_escaped_pipes_and_short_rows() -> None:
    text = "글 | 글\n\n| 구분 | **합계** | 비고 |\n|:---|---:|:-:|\n| 국비 | 1,500 | 가\\|나<br>다 |\n| 시비 | - |\n끝"
    assert read_document("a.md", text.encode()).blocks == (
        Line("1행", "글 | 글"),
        Table(
            (
                row("3행", "구분", "합계", "비고"),
                row("5행", "국비", "1,500", "가|나\n다"),
                row("6행", "시비", "-"),
            ),
            exact=False,
        ),
        Line("7행", "끝"),
    )


def test_an_html_table_inside_markdown_is_expanded() -> None:
    text = '앞\n<table>\n<tr><td rowspan="2">가</td><td>나</td></tr>\n<tr><td>다</td></tr>\n</table>\n뒤'
    assert read_document("a.md", text.encode()).blocks == (
        Line("1행", "앞"),
        Table(
            (
                row("2행부터의 표 1의 1행", "가", "나"),
                Row("2행부터의 표 1의 2행", (Cell("가", spanned=True), Cell("다"))),
            ),
            exact=True,
        ),
        Line("6행", "뒤"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_text_is_read_in_the_encodings_of_korean_offices(encoding: str) -> None:
    assert read_document("a.txt", "똠방각하 1,500\n".encode(encoding)).blocks == (
        Line("1행", "똠방각하 1,500"),
    )


def test_text_is_composed_and_blanks_are_plain_while_private_signs_stay() -> None:
    text = unicodedata.normalize("NFD", "각") + "\u00a0\u3000나\u200b다\ufeff \uf0a7 -\u00ad"
    assert read_document("a.txt", text.encode()).blocks == (Line("1행", "각  나다 \uf0a7 -"),)


# --- HTML ---------------------------------------------------------------------------------------


def test_a_page_becomes_what_a_browser_shows() -> None:
    page = """<!doctype html><title>제목</title><style>p{}</style><script>x</script>
    <h2>공약&nbsp;사항</h2><p>가<br>나 <b>다</b>라 &lt;b&gt;
    <ul><li>하나<ul><li>둘</ul><li>셋</ul>
    <table><caption>(단위: 백만원)</caption>
    <tfoot><tr><td>끝<td><td><td></tfoot>
    <thead><tr><th rowspan=2>구분<th colspan=2>임기내<th rowspan=2>임기후<tr><th>'23<th>'24
    <tbody><tr><td>계<td>1,<br>500<td><td>-
    <tr><td rowspan=0>밑<td colspan=2><table><tr><td>속<td>표</table>밖<td>0<tr><td>1<td>2<td>3</table>
    <table><tr><td><p>틀</p><p>안</p></table>끝"""
    blocks = read_document("a.html", page.encode()).blocks
    assert [block for block in blocks if isinstance(block, Line)] == [
        Line("1번째 문단", "공약 사항"),
        Line("2번째 문단", "가"),
        Line("3번째 문단", "나 다라 <b>"),
        Line("4번째 문단", "하나", 1),
        Line("5번째 문단", "둘", 2),
        Line("6번째 문단", "셋", 1),
        Line("7번째 문단", "(단위: 백만원)"),
        Line("8번째 문단", "틀"),
        Line("9번째 문단", "안"),
        Line("10번째 문단", "끝"),
    ]
    outer, inner = (block for block in blocks if isinstance(block, Table))
    assert grid(outer) == [
        ["구분", "임기내", "임기내^", "임기후"],
        ["구분^", "'23", "'24", "임기후^"],
        ["계", "1,\n500", "", "-"],
        ["밑", "밖", "밖^", "0"],
        ["밑^", "1", "2", "3"],
        ["끝", "", "", ""],
    ]
    assert outer.exact
    assert inner == Table((row("표 2의 1행", "속", "표"),), exact=True)


def test_a_page_in_euc_kr_is_read_as_it_says_or_as_it_is() -> None:
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>똠방각하</p></html>'
    for encoding in ("cp949", "utf-8"):
        assert read_document("a.htm", page.encode(encoding)).blocks == (Line("1번째 문단", "똠방각하"),)


def test_a_page_whose_rows_differ_in_length_is_not_exact() -> None:
    table = only_table(read_document("a.html", b"<table><tr><td>a<td>b<td>c<tr><td>d<td>e</table>"))
    assert (grid(table), table.exact) == ([["a", "b", "c"], ["d", "e"]], False)


def test_the_content_decides_before_the_name() -> None:
    assert read_document("a.xls", b"<table><tr><td>a<td>b</table>") == Document(
        "a.xls", (Table((row("표 1의 1행", "a", "b"),), exact=True),)
    )
    assert read_document("a.txt", docx_of([["a", "b"]])).blocks == (
        Table((row("표 1의 1행", "a", "b"),), exact=True),
    )


# --- DOCX, HWPX, PDF ----------------------------------------------------------------------------


def test_tracked_changes_are_taken_as_accepted_and_nothing_else_is_lost() -> None:
    body = """
    <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>
      <w:r><w:t xml:space="preserve">사업비 </w:t></w:r><w:del><w:r><w:delText>1,400</w:delText></w:r></w:del>
      <w:ins><w:r><w:t>1,500</w:t></w:r></w:ins><w:r><w:br/><w:t>백만</w:t><w:noBreakHyphen/><w:t>원</w:t>
      <w:pict><w:txbxContent><w:p><w:r><w:t>글상자</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>
    <w:sdt><w:sdtContent><w:p><w:r><w:t>  - 안쪽</w:t></w:r></w:p></w:sdtContent></w:sdt>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc><w:tc><w:p/><w:tbl><w:tr>
      <w:tc><w:p><w:r><w:t>속</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>표</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:r><w:t>나</w:t></w:r></w:p></w:tc></w:tr>
      <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>지움</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
    assert read_document("a.docx", docx_with(body)).blocks == (
        Line("1번째 문단", "사업비 1,500", 2),
        Line("2번째 문단", "백만-원", 2),
        Line("3번째 문단", "글상자"),
        Line("4번째 문단", "- 안쪽", 1),
        Table((row("표 1의 1행", "가", "나"),), exact=True),
        Table((row("표 2의 1행", "속", "표"),), exact=True),
    )


def test_a_hwpx_is_read_with_its_boxes_notes_and_tracked_changes() -> None:
    def change(section: bytes) -> bytes:
        first = section.index(b"<hp:p ", section.index(b"</hp:p>"))
        run = (
            "<hp:p><hp:run><hp:t>사업비 <hp:deleteBegin/>1,400<hp:deleteEnd/><hp:insertBegin/>1,500<hp:insertEnd/>"
            "<hp:lineBreak/>백만<hp:hyphen/>원<hp:tab/>끝</hp:t>"
            "<hp:ctrl><hp:footNote><hp:subList><hp:p><hp:run><hp:t>각주</hp:t></hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl>"
            "<hp:rect><hp:drawText><hp:subList><hp:p><hp:run><hp:t>글상자</hp:t></hp:run></hp:p></hp:subList></hp:drawText></hp:rect>"
            "</hp:run></hp:p>"
        )
        return section[:first] + run.encode() + b"</hs:sec>"

    data = with_part("naru-village-bus.hwpx", "Contents/section0.xml", change)
    assert read_document("a.hwpx", data).blocks == (
        Line("1번째 문단", "사업비 1,500"),
        Line("2번째 문단", "백만-원 끝"),
        Line("3번째 문단", "각주"),
        Line("4번째 문단", "글상자"),
    )


def test_a_pdf_is_read_page_by_page_with_its_tables_where_they_stand() -> None:
    rules = [(50, y, 250, y) for y in (100, 120, 140)] + [(x, 100, x, 140) for x in (50, 150, 250)]
    first = [
        (50, 60, "마루시"),
        (60, 80, "- 가 나"),
        (55, 114, "합계"),
        (155, 114, "△1.5"),
        (55, 134, "국비"),
        (50, 180, "끝"),
    ]
    assert read_document("a.pdf", pdf_of((first, rules), ([(50, 60, "2쪽")], ()))).blocks == (
        Line("1쪽 1행", "마루시"),
        Line("1쪽 2행", "- 가 나", 1),
        Table((row("1쪽 표 1의 1행", "합계", "△1.5"), row("1쪽 표 1의 2행", "국비", "")), exact=True),
        Line("1쪽 3행", "끝"),
        Line("2쪽 1행", "2쪽"),
    )


def test_a_pdf_table_with_a_missing_rule_is_not_exact() -> None:
    whole = [(50, y, 350, y) for y in (100, 120, 140)] + [(x, 100, x, 140) for x in (50, 350)]
    half = [*whole, (150, 100, 150, 140), (250, 100, 250, 120)]
    texts = [
        (55, 114, "가"),
        (155, 114, "나"),
        (255, 114, "다"),
        (55, 134, "라"),
        (155, 134, "마"),
        (300, 134, "바"),
    ]
    table = only_table(read_document("a.pdf", pdf_of((texts, half))))
    assert (grid(table), table.exact) == ([["가", "나", "다"], ["라", "마 바", "마 바^"]], False)


def test_a_pdf_table_without_rules_at_its_sides_keeps_its_outer_columns() -> None:
    rules = [(50, y, 350, y) for y in (100, 120, 140, 300, 320)]
    rules += [(x, *ends) for x in (150, 250) for ends in ((100, x, 140), (300, x, 320))]
    texts = [
        (55, 114, "가"),
        (155, 114, "나"),
        (255, 114, "다"),
        (55, 134, "라"),
        (55, 314, "마"),
        (255, 314, "바"),
    ]
    first, between, second = read_document("a.pdf", pdf_of(([*texts, (55, 200, "사이")], rules))).blocks
    assert (grid(first), grid(second)) == ([["가", "나", "다"], ["라", "", ""]], [["마", "", "바"]])
    assert between == Line("1쪽 1행", "사이")


FLAT = [["구분", "합계", "2023", "2024"], ["국비", "1,500", "", "-"], ["시비", "0", "△2.5", ""]]
HEADED = [
    ["재원", "", "임기내", ""],
    ["", "", "'23", "'24"],
    ["재원별", "국비", "1", ""],
    ["", "시비", "-", "2"],
]
MERGES: list[Merge] = [(0, 0, 1, 1), (0, 2, 0, 3), (2, 0, 3, 0)]
MERGED = [
    ["재원", "재원^", "임기내", "임기내^"],
    ["재원^", "재원^", "'23", "'24"],
    ["재원별", "국비", "1", ""],
    ["재원별^", "시비", "-", "2"],
]
MAKERS = {"a.html": html_of, "a.docx": docx_of, "a.hwpx": hwpx_of, "a.pdf": pdf_table}


def test_the_same_table_gives_the_same_grid_in_every_format() -> None:
    typed = "\n".join("\t".join(each) for each in FLAT)
    piped = "\n".join("| " + " | ".join(each) + " |" for each in [FLAT[0], ["---"] * 4, *FLAT[1:]])
    files = {
        "a.txt": typed.encode(),
        "a.md": piped.encode(),
        **{name: make(FLAT) for name, make in MAKERS.items()},
    }
    for name, data in files.items():
        table = only_table(read_document(name, data))
        assert (name, grid(table), table.exact) == (name, FLAT, name in MAKERS)


@pytest.mark.parametrize("name", MAKERS)
def test_merged_cells_stand_in_every_place_that_they_cover(name: str) -> None:
    table = only_table(read_document(name, MAKERS[name](HEADED, MERGES)))
    assert (grid(table), table.exact) == (MERGED, True)


# --- what is not read ---------------------------------------------------------------------------

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
_DEPTH = "표나 목록이 너무 깊이 겹쳐 있습니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요."
_PARSER = "표나 목록이 너무 깊이 겹쳐 있거나 글이 너무 깁니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요."
_UNPACKED = "압축을 풀면 파일이 지나치게 큽니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요."
_CELLS = "표의 칸이 20,000개보다 많습니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요."
_FORMAT = "알 수 없는 형식입니다. 텍스트, Markdown, HTML, DOCX, HWPX, PDF 가운데 하나로 저장하세요."
_EMPTY = "빈 파일입니다. 내용이 든 파일을 고르세요."
_TEXT = (
    "알 수 없는 형식이거나 글자 저장 방식(인코딩)을 알 수 없습니다."
    " 텍스트(UTF-8), Markdown, HTML, DOCX, HWPX, PDF 가운데 하나로 저장하세요."
)
_EXCEL = "엑셀 파일은 계획서로 읽을 수 없습니다. 내보낸 입력 양식이면 python3 scripts/workbook.py import로 읽으세요."
_SCAN = "PDF 1쪽은 스캔한 그림이라 글자가 없습니다(글자 인식을 하지 않습니다). 글자가 든 원본(HWPX, DOCX, PDF)을 쓰세요."
_HWP = "옛 한글 파일(.hwp)은 읽을 수 없습니다. 한글에서 파일 → 다른 이름으로 저장 → HWPX로 저장한 뒤 그 파일을 쓰세요."


def _damaged(form: str) -> str:
    return (
        f"{form} 파일이 손상되어 읽을 수 없습니다. 원래 프로그램에서 열어 다시 저장하거나 새로 내려받으세요."
    )


def _no_text(form: str) -> str:
    return f"{form} 파일에 글자가 없습니다. 내용이 든 파일인지 확인하세요."


def _locked(form: str) -> str:
    return f"암호가 걸린 {form} 파일은 읽을 수 없습니다. 암호를 풀고 다시 저장하세요."


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _locked_zip() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"x"}))
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    return bytes(data)


def _locked_hwpx() -> bytes:
    return with_part(
        "naru-village-bus.hwpx",
        "META-INF/manifest.xml",
        lambda _: (
            b'<m xmlns:o="o"><o:file-entry o:full-path="Contents/section0.xml"><o:encryption-data/></o:file-entry></m>'
        ),
    )


def _locked_pdf() -> bytes:
    key = "00" * 32
    return pdf_of(
        ([(50, 60, "가")], ()),
        trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>",
    )


def _entity(data: bytes) -> bytes:
    return data.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1)


def _same_place(data: bytes) -> bytes:
    return data.replace(b'colAddr="3"', b'colAddr="2"')


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", _EMPTY),
    "only blanks": ("a.docx", lambda: b"\xef\xbb\xbf \r\n", _EMPTY),
    "page without text": ("a.html", lambda: b"<html><p> </p></html>", _no_text("HTML")),
    "no text at all": ("a.bin", lambda: bytes(range(256)), _TEXT),
    "text with NUL": ("a.txt", lambda: b"a\x00b", _TEXT),
    "cut UTF-16": ("a.txt", lambda: b"\xff\xfea", _TEXT),
    "old 한글": ("a.hwp", lambda: _OLE, _HWP),
    "old 한글 under a wrong name": ("a.hwpx", lambda: _OLE + b"HWP Document File", _HWP),
    "very old 한글": ("a.hwp", lambda: b"HWP Document File V3.00", _HWP),
    "한글 in XML": (
        "a.hml",
        lambda: b'<?xml version="1.0"?><HWPML/>',
        "HML 파일은 읽을 수 없습니다. 한글에서 파일 → 다른 이름으로 저장 → HWPX로 저장한 뒤 그 파일을 쓰세요.",
    ),
    ".doc": (
        "a.doc",
        lambda: _OLE + _utf16("WordDocument"),
        ".doc 파일은 읽을 수 없습니다. Word에서 파일 → 다른 이름으로 저장 → DOCX로 저장한 뒤 그 파일을 쓰세요.",
    ),
    ".xls": ("a.xls", lambda: _OLE + _utf16("Workbook"), _EXCEL),
    ".xlsx": ("a.xlsx", lambda: zipped({"xl/workbook.xml": b"<a/>"}), _EXCEL),
    ".docm": (
        "a.docm",
        lambda: zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"a"}),
        ".docm 파일은 읽을 수 없습니다. Word에서 파일 → 다른 이름으로 저장 → DOCX로 저장한 뒤 그 파일을 쓰세요.",
    ),
    "some archive": ("a.zip", lambda: zipped({"a.txt": b"a"}), _FORMAT),
    "picture": (
        "a.png",
        lambda: b"\x89PNG\r\n\x1a\n",
        "그림 파일은 읽을 수 없습니다(글자 인식을 하지 않습니다). 글자가 든 원본(HWPX, DOCX, PDF)을 쓰세요.",
    ),
    "locked Office": ("a.docx", lambda: _OLE + _utf16("EncryptedPackage"), _locked("DOCX")),
    "locked archive": ("a.docx", _locked_zip, _locked("DOCX")),
    "locked HWPX": ("a.hwpx", _locked_hwpx, _locked("HWPX")),
    "locked PDF": ("a.pdf", _locked_pdf, _locked("PDF")),
    "scan": ("a.pdf", scanned_pdf, _SCAN),
    "PDF without text": ("a.pdf", lambda: pdf_of(((), ())), _no_text("PDF")),
    "cut PDF": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF", _damaged("PDF")),
    "long PDF": (
        "a.pdf",
        lambda: pdf_of(*[((), ())] * 41),
        "PDF가 40쪽보다 깁니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요.",
    ),
    "cut DOCX": ("a.docx", lambda: docx_of([["a"]])[:-200], _damaged("DOCX")),
    "cut HWPX": ("a.hwpx", lambda: (PLANS / FIXTURES[0]).read_bytes()[:5000], _damaged("HWPX")),
    "broken DOCX": (
        "a.docx",
        lambda: with_part(FIXTURES[1], "word/document.xml", lambda each: each[:-99]),
        _damaged("DOCX"),
    ),
    "broken HWPX": (
        "a.hwpx",
        lambda: with_part(FIXTURES[0], "Contents/section0.xml", lambda each: each[:-99]),
        _damaged("HWPX"),
    ),
    "entity in DOCX": (
        "a.docx",
        lambda: with_part(FIXTURES[1], "word/document.xml", _entity),
        _damaged("DOCX"),
    ),
    "entity in HWPX": (
        "a.hwpx",
        lambda: with_part(FIXTURES[0], "Contents/section0.xml", _entity),
        _damaged("HWPX"),
    ),
    "bomb in DOCX": ("a.docx", lambda: zipped({"word/document.xml": bytes(2_000_001)}), _UNPACKED),
    "bomb in PDF": (
        "a.pdf",
        lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + zlib.compress(bytes(2_000_001)) + b"\nendstream",
        _UNPACKED,
    ),
    "too many parts": (
        "a.hwpx",
        lambda: zipped({f"Contents/{each}": b"" for each in range(2_001)}),
        _UNPACKED,
    ),
    "two cells in one place": (
        "a.hwpx",
        lambda: with_part(FIXTURES[0], "Contents/section0.xml", _same_place),
        "표의 두 칸이 같은 자리를 차지해 읽을 수 없습니다. 원래 프로그램에서 표를 확인하고 다시 저장하세요.",
    ),
    "wide cells": ("a.html", lambda: b"<table>" + b"<tr><td colspan=1000>a<td>b" * 21, _CELLS),
    "deep page": ("a.html", lambda: b"<div>" * 200 + b"a", _DEPTH),
    "deep tables": ("a.html", lambda: b"<table><tr><td>" * 90 + b"a", _PARSER),
    "long text": (
        "a.txt",
        lambda: b"a" * 1_000_001,
        "글이나 표가 너무 깁니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요.",
    ),
    "large file": (
        "a.pdf",
        lambda: bytes(20_000_001),
        "파일이 20MB보다 큽니다. 공약 하나의 계획서만 담긴 파일인지 확인하세요.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_said_in_one_sentence(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (packed, pdf):
        monkeypatch.setattr(module, "LARGEST_INSIDE", 2_000_000)
    name, data, message = REFUSED[case]
    with pytest.raises(Unreadable) as found:
        read_document(name, data())
    assert str(found.value) == message


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_file_that_breaks_off_anywhere_gives_no_traceback(fixture: str) -> None:
    whole = (PLANS / fixture).read_bytes()
    for part in range(1, 12):
        try:
            read_document(fixture, whole[: len(whole) * part // 12])
        except Unreadable:
            continue


# --- whole plan sheets --------------------------------------------------------------------------


def _letters(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFC", text).split()))


def _said_in_xml(fixture: str, parts: Sequence[str], tag: str) -> str:
    with zipfile.ZipFile(PLANS / fixture) as archive:
        xml = "".join(archive.read(part).decode() for part in parts)
    return "".join(re.findall(rf"<{tag}(?: [^>]*)?>([^<]*)</{tag}>", xml))


def _said_in_html(fixture: str) -> str:
    page = (PLANS / fixture).read_text(encoding="utf-8")
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<head>.*</head>", "", page)))


def _said_in_pdf(fixture: str) -> str:
    with pypdfium2.PdfDocument(PLANS / fixture) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


ANOTHER_WAY: dict[str, Callable[[str], str]] = {
    "naru-village-bus.hwpx": lambda each: _said_in_xml(each, ["Contents/section0.xml"], "hp:t"),
    "dasol-alley-parking.docx": lambda each: _said_in_xml(
        each, ["word/header1.xml", "word/document.xml"], "w:t"
    ),
    "gaon-library-nights.html": _said_in_html,
    "maru-stream-path.pdf": _said_in_pdf,
}


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_plan_sheet_loses_no_letter_and_gains_none(fixture: str) -> None:
    document = plan_sheet(fixture)
    read = ""
    for block in document.blocks:
        if isinstance(block, Line):
            read += block.text
        else:
            assert block.exact
            read += "".join(cell.text for row in block.rows for cell in row.cells if not cell.spanned)
    assert _letters(read) == _letters(ANOTHER_WAY[fixture](fixture))


MONEY = {
    "naru-village-bus.hwpx": [
        ["구분", "총계", "2022년", "2023년", "2024년", "2025년", "2026년", "임기후"],
        ["총계", "18,424", "350", "2,625", "4,860", "5,440", "3,150", "2,000"],
        ["국비", "-", "-", "-", "-", "-", "-", "-"],
        ["시비", "7,000", "-", "1,200", "1,850", "2,100", "1,050", "800"],
        ["군비", "9,325", "350", "1,425", "2,310", "2,640", "1,400", "1,200"],
        ["기타(민자 등)", "2,100", "-", "-", "700", "700", "700", "-"],
    ],
    "dasol-alley-parking.docx": [
        ["구분", "구분^", "합계", "기투자", "2022년", "2023년", "2024년", "2025년", "2026년", "임기후"],
        [
            "계",
            "계^",
            "82,187.9",
            "10,245.5",
            "5,000.5",
            "18,640.9",
            "22,299.5",
            "14,900.8",
            "7,100.7",
            "4,000",
        ],
        ["재원별", "국비", "41,250.5", "5,000", "2,500.5", "10,000", "12,000", "8,000", "3,750", ""],
        ["재원별^", "시비", "19,616.4", "2,145.2", "1,000", "4,320.4", "5,150", "3,400.8", "1,600", "2,000"],
        [
            "재원별^",
            "구비",
            "21,321.0",
            "3,100.3",
            "1,500",
            "4,320.5",
            "5,149.5",
            "3,500",
            "1,750.7",
            "2,000",
        ],
        ["재원별^", "기타", "", "", "", "", "", "", "", ""],
    ],
    "gaon-library-nights.html": [
        ["구분", "합계", "임기내", *["임기내^"] * 5, "임기후"],
        ["구분^", "합계^", "소계", "'22", "'23", "'24", "'25", "'26", "임기후^"],
        ["계", "896,500", "756,500", "35,500", "202,000", "235,250", "213,750", "70,000", "140,000"],
        ["국비", "", "", "", "", "", "", "", ""],
        ["도비", "165,000", "165,000", "", "60,000", "60,000", "45,000", "", "0"],
        ["시비", "691,500", "551,500", "35,500", "142,000", "155,250", "148,750", "70,000", "140,000"],
        ["기타", "40,000", "40,000", "", "", "20,000", "20,000", "", "-"],
    ],
    "maru-stream-path.pdf": [
        ["재원", "합계", "2022", "2023", "2024", "2025", "2026"],
        ["합계", "84.25", "1.3", "22.0", "44.4", "8.55", "8.0"],
        ["국비", "35.0", "-", "12.5", "20.0", "△1.5", "4.0"],
        ["도비", "12.0", "-", "3.2", "5.0", "2.8", "1.0"],
        ["시비", "27.25", "1.3", "6.3", "9.4", "7.25", "3.0"],
        ["민자", "10.0", "-", "-", "10.0", "-", "-"],
    ],
}


@pytest.mark.parametrize("fixture", FIXTURES)
def test_the_money_of_a_plan_sheet_stands_where_it_is_printed(fixture: str) -> None:
    document = plan_sheet(fixture)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert grid(tables[-2]) == MONEY[fixture]
