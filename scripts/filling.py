"""A real LibreOffice fills in a workbook as a person would: what it typed must come back as the rows that were meant."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import environment
from office import Desk, OfficeError
from programs import find_office

SMALL = environment.ROOT / "tests" / "small" / "data"
PLACE, DAY = "gaon", date(2026, 11, 22)
# what is typed into rows that the workbook of the small data has ready, cell by cell as at a keyboard
TYPED: Mapping[tuple[str, str], str] = {
    ("출처", "B10"): "gaon-december",
    ("출처", "C10"): "가온시",
    ("출처", "D10"): "공약 이행현황 (2024년 12월)",
    ("출처", "F10"): "2025-01",
    ("출처", "G10"): "2026-11-22",
    ("출처", "H10"): "기관 자료",
    ("실적", "B11"): "1-1 작은 공원 열 곳 만들기 (small-parks)",
    ("실적", "C11"): "새로 연 공원(누계), 곳 (parks)",
    ("실적", "D11"): "2024-12",
    ("실적", "E11"): "7.25",
    ("실적", "G11"): "2024-12",
    ("실적", "H11"): "가온시, 공약 이행현황 (2024년 12월) (gaon-december)",
    ("실적", "I11"): "7-1 구역까지",
}
# a cell that is locked, and the offer of the new source to the other sheets
LOCKED, OFFERED = ("실적", "E6"), "가온시, 공약 이행현황 (2024년 12월) (gaon-december)"
ROWS: Mapping[str, str] = {
    "data/gaon/sources.csv": "gaon-december,가온시,공약 이행현황 (2024년 12월),,2025-01,2026-11-22,official,,,\n",
    "data/gaon/outcomes.csv": "small-parks,parks,2024-12,7.25,,2024-12,gaon-december,7-1 구역까지\n",
}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" script:language="StarBasic">
{}
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Filling"/>
</library:library>
"""


def judge_filling() -> list[str]:
    """What is wrong with a workbook of the small data after LibreOffice saved it, by way of .ods too, and filled it in.

    Needs `find_office`. Raises OfficeError.
    """
    from macros.intake.workbook import workbook_to_fill
    from macros.load import load_present

    office = find_office()
    if office is None:
        raise OfficeError("LibreOffice가 없습니다 · no LibreOffice here")
    files = load_present(SMALL)
    with tempfile.TemporaryDirectory(prefix="pledge-filling-") as folder:
        given = Path(folder, "given.xlsx")
        given.write_bytes(workbook_to_fill(files, PLACE, DAY))
        desk = Desk(office, Path(folder))
        saved = desk.converted("saved", [given], "xlsx") / given.name
        ods = desk.converted("ods", [given], "ods") / "given.ods"
        back = desk.converted("back", [ods], "xlsx") / given.name
        typed = _typed(desk, given)
        found = [f"{path.parent.name}: {line}" for path in (saved, back) for line in _wrong(path, {})]
        return [*found, *_wrong(typed, ROWS), *_offers(typed)]


def _typed(desk: Desk, given: Path) -> Path:
    """The workbook as LibreOffice saves it after TYPED; it has made its profile by now."""
    target = desk.folder / "typed.xlsx"
    library = desk.folder / "profile" / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Filling.xba").write_text(_MODULE.format(escape("\n".join(_basic(given, target)))), "utf-8")
    desk.run("macro:///Standard.Filling.Fill()")
    if not target.is_file():
        raise OfficeError("LibreOffice가 매크로로 적지 못했습니다 · its macro wrote nothing")
    return target


def _basic(given: Path, target: Path) -> Sequence[str]:
    def text(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    cells = [*TYPED.items(), (LOCKED, "999")]
    return [
        "Sub Fill()",
        "  Dim how(0) As New com.sun.star.beans.PropertyValue",
        '  how(0).Name = "Hidden" : how(0).Value = True',
        f'  doc = StarDesktop.loadComponentFromURL({text(given.as_uri())}, "_blank", 0, how())',
        *(f"  Enter(doc, {text(sheet)}, {text(cell)}, {text(value)})" for (sheet, cell), value in cells),
        '  how(0).Name = "FilterName" : how(0).Value = "Calc MS Excel 2007 XML"',
        f"  doc.storeToURL({text(target.as_uri())}, how())",
        "  doc.close(True)",
        "End Sub",
        "Sub Enter(doc, sheet, cell, value)",  # as at a keyboard: the form and the lock of the cell count
        "  Dim what(0) As New com.sun.star.beans.PropertyValue",
        '  keys = createUnoService("com.sun.star.frame.DispatchHelper")',
        "  doc.CurrentController.setActiveSheet(doc.Sheets.getByName(sheet))",
        '  what(0).Name = "ToPoint" : what(0).Value = cell',
        '  keys.executeDispatch(doc.CurrentController.Frame, ".uno:GoToCell", "", 0, what())',
        '  what(0).Name = "StringName" : what(0).Value = value',
        '  keys.executeDispatch(doc.CurrentController.Frame, ".uno:EnterString", "", 0, what())',
        "End Sub",
    ]


def _wrong(path: Path, rows: Mapping[str, str]) -> list[str]:
    """How what comes back from a workbook differs from the small data with `rows` at the end of its files."""
    from macros.intake import Refused, proposed
    from macros.intake.workbook import files_of, filled
    from macros.load import load_present

    files = load_present(SMALL)
    try:
        read = filled(path.read_bytes(), files, PLACE)
    except Refused as why:
        return [str(why)]
    new = files_of(files, read)
    expected = {name: files[name] + text.encode() for name, text in rows.items()}
    errors = [each.message for each in proposed(files, new, DAY).errors]
    other = [
        f"{name}: {new.get(name, b'').decode()}"
        for name in {*new, *expected}
        if new.get(name) != expected.get(name)
    ]
    return [*map(str, read.refusals), *other, *errors]


def _offers(path: Path) -> list[str]:
    """Whether the lists of the cells are there still, and the new source is among what they offer."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    book = load_workbook(path, data_only=True)
    lists = sum(each.type == "list" for each in book["실적"].data_validations.dataValidation)
    offered = {value for row in book["_목록"].iter_rows(values_only=True) for value in row}
    wrong = (
        [] if lists == 3 else [f"목록이 있는 칸이 3개가 아니라 {lists}개입니다 · lists of cells were lost"]
    )
    return (
        wrong if OFFERED in offered else [*wrong, "새 출처가 목록에 없습니다 · the new source is not offered"]
    )
