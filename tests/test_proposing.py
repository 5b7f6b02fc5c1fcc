"""What is proposed for data/: what is said of it, how it is written, and texts of which all else stays as it was."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import proposing
from macros.intake import Refused, proposed, with_rows
from macros.intake.ledger import records, rows_of, with_cell
from macros.intake.reading import packed
from macros.intake.workbook.opening import opened
from macros.intake.yaml_text import Note, Word, as_yaml, lines, scalar_at, with_scalar
from macros.load import Files, Loaded, load_files, load_present
from macros.model import Outcome, csv_line
from tests.changed import SMALL, copied
from tests.conftest import AS_OF

OUTCOMES, CORRECTIONS = "data/gaon/outcomes.csv", "data/gaon/corrections.csv"
FIXED = b"2026-11-22,outcomes.csv,small-parks/parks/2023,value,4,5,\xed\x8b\x80\xeb\xa6\xbc\n"
# what no YAML file may hold as it is, or nobody would see
UNSEEN = ["\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\x07", "\x1b[31m", "\U000e0041"]


@pytest.fixture
def files() -> Files:
    return load_present(SMALL)


# ── what is said of a proposal ──────────────────────────────────────────────────────────────


def test_a_figure_written_over_is_refused_at_once_unless_its_correction_comes_with_it(files: Files) -> None:
    over = {OUTCOMES: files[OUTCOMES].replace(b"parks,2023,4,", b"parks,2023,5,")}
    (found,) = proposed(files, over, AS_OF).errors
    assert (found.rule, found.path, found.line, found.column) == ("ledger-changed", OUTCOMES, 2, 4)
    assert found.value == "5"
    told = over | {CORRECTIONS: files[CORRECTIONS] + FIXED}
    assert proposed(files, told, AS_OF).problems == ()


def test_a_second_mistake_of_the_same_words_is_a_new_one(files: Files) -> None:
    wrong = b"small-parks,parks,2025,x,,2025-12-31,gaon-report,\n"
    once = {**files, OUTCOMES: files[OUTCOMES] + wrong}
    twice = {OUTCOMES: once[OUTCOMES] + wrong}
    assert [each.rule for each in proposed(once, twice, AS_OF).errors] == ["number-form"]
    assert proposed(once, {OUTCOMES: b"\n".join([*once[OUTCOMES].splitlines(), b""])}, AS_OF).problems == ()


def test_what_was_loaded_is_not_loaded_again(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, seen = load_files(files), list[Files]()

    def loading(these: Files) -> Loaded:
        seen.append(these)
        return loaded

    monkeypatch.setattr("macros.intake.proposal.load_files", loading)
    new = {OUTCOMES: files[OUTCOMES] + b"small-parks,parks,2025,9,,2025-12-31,gaon-report,\n"}
    assert proposed(files, {OUTCOMES: files[OUTCOMES]}, AS_OF).files == {}
    assert seen == []
    assert proposed(files, new, AS_OF, loaded).files == new
    assert seen == [{**files, **new}]


def test_the_lines_of_a_proposal_are_those_of_the_file(files: Files) -> None:
    old = files[OUTCOMES].replace(
        b",,2025-09-30,gaon-report,\n", ",,2025-09-30,gaon-report,앞\u2028뒤\n".encode(), 1
    )
    before = {**files, OUTCOMES: old.rstrip(b"\n")}
    new = {OUTCOMES: old + b"x\n", "data/gaon/new.csv": b"a\n\nb\n"}
    assert list(proposed(before, new, AS_OF).lines()) == [
        "data/gaon/new.csv: 새 파일", "     1 + a", "     2 + ", "     3 + b", OUTCOMES, "     7 + x",
    ]  # fmt: skip


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def test_all_files_are_written_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    (tmp_path / "z.csv").mkdir()  # as good as a file that Excel holds open
    before = sorted(tmp_path.rglob("*"))
    named = ("b.csv", "new/inner/c.csv", "z.csv")
    assert not proposing.written({tmp_path / name: b"new" for name in named})
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "b.csv").read_bytes() == b"old"
    said = capsys.readouterr().err
    assert said.startswith(f"{tmp_path / 'z.csv'}: 쓸 수 없어 아무것도 바꾸지 않았습니다(")
    assert said.endswith("엑셀에서 열어 두었으면 파일을 닫고 다시 실행하세요.\n")
    assert proposing.written({tmp_path / name: b"new" for name in named[:2]})
    assert (tmp_path / "new/inner/c.csv").read_bytes() == (tmp_path / "b.csv").read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.rglob("*.*")) == ["b.csv", "c.csv", "z.csv"]


def test_nothing_is_written_through_a_link_that_leads_out_of_the_data(tmp_path: Path) -> None:
    data = copied(tmp_path)
    outside = (data / "gaon").rename(tmp_path / "elsewhere")
    (data / "gaon").symlink_to(outside)
    before = (outside / "outcomes.csv").read_bytes()
    out = io.StringIO()
    assert proposing.propose(data, {OUTCOMES: before + b"\n"}, AS_OF, write=True, stream=out) == 1
    said = out.getvalue()
    assert (
        f"{data / 'gaon/outcomes.csv'}: 자료 폴더 밖을 가리키는 링크입니다. 링크를 지우고 파일을 두세요.\n"
        in said
    )
    assert (outside / "outcomes.csv").read_bytes() == before


# ── a ledger as text ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\v", "\f", '"\n"', ","])
def test_a_cell_is_found_whatever_signs_stand_before_it(sign: str) -> None:
    header = "commitment,indicator,period,value,value_text,as_of,source,note\n"
    first = csv_line(["a", "b", "2023", "1", "", "2024", "c", f"앞{sign}뒤"])
    text = f"{header}{first}\nd,e,2024,2,,2025,f,\n"
    *_, last = records(text)
    assert with_cell(text, last, 3, "7") == f"{header}{first}\nd,e,2024,7,,2025,f,\n"
    assert list(rows_of(text.encode(), Outcome))[-1] == last.line
    assert next(csv.reader([first]))[-1] == f"앞{sign}뒤"
    (row,) = list(csv.reader(io.StringIO(with_rows(None, Outcome, [{"note": sign}]).decode(), newline="")))[
        1:
    ]
    assert row[-1] == sign


# ── YAML as text ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_would_see_is_written_by_its_number_and_read_back(sign: str) -> None:
    text = f"가{sign}나"
    assert as_yaml(text).isascii() is False
    assert as_yaml(text).isprintable()
    assert yaml.safe_load(f"k: {as_yaml(text)}") == {"k": text}
    assert yaml.safe_load("\n".join(lines({"a": text, "b": [text]}))) == {"a": text, "b": [text]}
    for old in ('k: "one" # 뒤\n', "k: one # 뒤\n"):
        node: Any = scalar_at(old, "k", "one")
        assert yaml.safe_load(with_scalar(old, node, text)) == {"k": text}


@pytest.mark.parametrize("sign", ["\n", "\r", *UNSEEN])
def test_a_comment_stays_one_line(sign: str) -> None:
    made = "\n".join(
        lines({"look": Note(f"볼 것{sign}summary: 끼움"), "list": [{"a": Note(sign), "b": Word("c")}]})
    )
    assert yaml.safe_load(made) == {"list": [{"b": "c"}]}
    assert made.startswith("# 확인: 볼 것")


# ── an archive ──────────────────────────────────────────────────────────────────────────────


def _bomb(name: str) -> Callable[[], bytes]:
    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, bytes(3_000))
        return out.getvalue()

    return made


@pytest.mark.parametrize("made", [_bomb("mimetype"), _bomb("xl/workbook.xml"), _bomb("xl/media/a.png")])
def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(
    made: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "LARGEST_INSIDE", 2_000)
    with pytest.raises(Refused, match=r"^파일 안의 내용이 너무 큽니다\.$"):
        opened(made())
