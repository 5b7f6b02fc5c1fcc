"""Every field of every file, broken in every way: caught at its line or provably harmless, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from lxml import html

from macros.check import check_guard
from macros.load import Files, load_files, load_present, with_values
from macros.problem import Problem
from tests.breaking import Break, every_break, first_of_each, kind_of, thinned, with_prose
from tests.changed import RECORDS, SMALL
from tests.corruption import Baseline, Judged, Tally, context, remembering, table

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)


def read(root: Path) -> Files:
    """The data folder as bytes, without editions: they are of a repository that is not here."""
    files = {path: data for path, data in load_present(root).items() if path.endswith((".csv", ".yml"))}
    return {**files, "data/editions.yml": b"editions: []\n"} if root == RECORDS else files


def judge(files: Files, breaks: Sequence[Break]) -> list[Judged]:
    """The verdicts, place by place; what was missed beside its own place is asked again beside all places."""
    found: list[Judged] = []
    known: dict[frozenset[str], Baseline] = {}
    with remembering():
        for each in breaks:
            for near in (context(files, each.path), files):
                base = known.setdefault(frozenset(near), Baseline(near, AS_OF))
                verdict = base.judged(each)
                if verdict.verdict != "missed":
                    break
            found.append(verdict)
    return found


def judge_file(root: str, path: str, most: int) -> tuple[Tally, list[str]]:
    """What came of one file, counted, and what was missed or crashed in words."""
    files = read(Path(root))
    found = judge(files, list(thinned(every_break(files, path), most)))
    return tally(found), wrong(found)


def tally(found: Sequence[Judged]) -> Tally:
    return Counter((each.broken.way, each.broken.kind, each.verdict) for each in found)


def wrong(found: Sequence[Judged]) -> list[str]:
    return [
        f"{each.verdict}: {each.broken.path} {each.broken.field} · {each.broken.way} · {each.why}"
        for each in found
        if each.verdict in ("missed", "crash")
    ]


ALL_WAYS = 1000
THIS_MANY = 14  # of about fifty, by turns: more than a dozen for each field


def judge_all(root: Path, most: int) -> tuple[Tally, list[str]]:
    """Every field of every file under `root`, each in at most `most` ways, in as many processes as there are cores."""
    files = read(root)
    paths = sorted(files, key=lambda path: -len(files[path]))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        done = [pool.submit(judge_file, str(root), path, most) for path in paths]
        results = [each.result() for each in done]
    return sum((counted for counted, _ in results), Counter()), [
        line for _, lines in results for line in lines
    ]


def test_every_field_of_every_kind_of_file_is_guarded_against_every_slip() -> None:
    files = read(SMALL)
    biggest: dict[str, str] = {}
    for path in sorted(files, key=lambda path: len(files[path])):
        biggest[kind_of(path)] = path
    breaks = [
        each for path in biggest.values() for each in thinned(first_of_each(every_break(files, path)), 4)
    ]
    found = judge(files, breaks)
    assert wrong(found) == []
    ways = Counter((each.broken.kind, each.broken.field) for each in found if each.broken.field)
    assert len(ways) > 150


@pytest.mark.judged
def test_the_published_table_is_what_comes_of_the_small_data(expected: Callable[[str, str], None]) -> None:
    counted, missed = judge_all(SMALL, ALL_WAYS)
    assert missed == []
    expected("corruption.md", table(counted))


@pytest.mark.judged
def test_no_slip_in_the_real_data_passes_unseen() -> None:
    counted, missed = judge_all(RECORDS, THIS_MANY)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(table(counted))
    print(table(counted))
    assert missed == []


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }}{% raw %} [글](javascript:alert(3)) **굵게**"


@pytest.mark.judged
def test_a_page_holds_whatever_text_was_written_as_letters(tmp_path: Path) -> None:
    """What the table calls harmless in a text: one build with all of it in every text of the records."""
    data, site = tmp_path / "data", tmp_path / "site"
    for path, content in read(RECORDS).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(with_prose(path, content, HOSTILE))
    command = [sys.executable, "scripts/build.py", "--data", str(data), "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    commitments = [
        site / "ansan" / "higher-vocational-hub" / "index.html",
        site / "songpa" / "cctv" / "index.html",
    ]
    for path, page in pages.items():
        seen = html.fromstring(page.encode())
        assert not [each for each in seen.iter("script") if (each.text or "").strip().startswith("alert(")], (
            path
        )
        assert not seen.xpath("//img[@onerror] | //*[starts-with(@href, 'javascript:')]"), path
        assert "<strong>굵게</strong>" not in page, path
        assert "49{% raw %}" not in page, path
    for path in commitments:
        assert HOSTILE in html.fromstring(pages[path].encode()).text_content()


PARKS, PLACE, TERMS = "data/gaon/pledges/small-parks.yml", "data/gaon/place.yml", "data/terms.yml"
APPLY = "  - code: apply\n    ko: 신청·참여\n    en: Apply or take part\n    words: [신청, 참여, 응모]\n"
SELECT = "  - code: select\n    ko: 선정\n    en: Be selected\n    words: [선정, 지정]\n"


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "message", "english"),
    [
        (
            PARKS,
            "department: 공원과",
            "department: 녹지과",
            8,
            "가온시 작은 공원 열 곳 만들기, 공약 파일, 담당 부서: ‘공원과’ → ‘녹지과’.",
            "gaon/small-parks sheet ‘department’: ‘공원과’ → ‘녹지과’.",
        ),
        (
            PLACE,
            "  own: 시비\n",
            "",
            6,
            "가온시, 지역, 이 지역 문서의 재원 이름 ‘own’: ‘시비’ → 없음.",
            "gaon place ‘fund_labels.own’: ‘시비’ → gone.",
        ),
        (
            "data/gaon/sources.csv",
            "가온신문",
            "가온일보",
            5,
            "가온시, 출처 gaon-paper, 펴낸 곳: ‘가온신문’ → ‘가온일보’.",
            "gaon sources.csv ‘gaon-paper’ ‘publisher’: ‘가온신문’ → ‘가온일보’.",
        ),
    ],
)
def test_a_value_that_asks_for_no_row_is_told_when_it_is_written_over(
    path: str, old: str, new: str, line: int, message: str, english: str
) -> None:
    found = [each for each in rewritten(path, old, new) if each.rule == "value-rewritten"]
    assert [(p.path, p.line, p.message, p.message_en, p.level) for p in found] == [
        (path, line, message, english, "notice")
    ]


EDITION = "editions:\n  - date: 2026-11-22\n    commit: '{}'\n    sha256: '{}'\n    note: 첫 판\n".format(
    "a" * 40, "b" * 64
)


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "message", "english"),
    [
        (
            TERMS,
            f"{APPLY}{SELECT}",
            f"{SELECT}{APPLY}",
            160,
            "목표의 세기의 차례: ‘apply, select, start, complete’ → ‘select, apply, start, complete’.",
            "The order of ladder: ‘apply, select, start, complete’ → ‘select, apply, start, complete’.",
        ),
        (
            "data/gaon/sources.csv",
            "2023-01-31,2025-11-01",
            "2023-01-30,2025-11-01",
            3,
            "가온시, 출처 gaon-plan, 펴낸 날: ‘2023-01-31’ → ‘2023-01-30’.",
            "gaon sources.csv ‘gaon-plan’ ‘published’: ‘2023-01-31’ → ‘2023-01-30’.",
        ),
        (PLACE, "pledges_total: 2\n", "pledges_total: 3\n", 13, "", ""),
        (PLACE, "level: city\n", "level: county\n", 4, "", ""),
        ("data/site.yml", "end: 2026-06-30\n", "end: 2026-07-30\n", 11, "", ""),
        (TERMS, "  completed:\n    ko: 완료\n", "  completed:\n    ko: 마침\n", 15, "", ""),
    ],
)
def test_a_fact_that_other_figures_stand_on_is_a_warning(
    path: str, old: str, new: str, line: int, message: str, english: str
) -> None:
    found = [each for each in rewritten(path, old, new) if each.rule == "fact-rewritten"]
    assert [(p.path, p.line, p.level) for p in found] == [(path, line, "warning")]
    assert not message or (found[0].message, found[0].message_en) == (message, english)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (EDITION, "editions: []\n", ["error"]),
        ("b" * 64, "c" * 64, ["error"]),
        ("2026-11-22", "2026-11-23", ["error"]),
        ("첫 판", "처음 펴낸 판", []),
    ],
    ids=["gone", "other data", "another day", "another note"],
)
def test_a_published_edition_stays(old: str, new: str, told: list[str]) -> None:
    found = [each for each in rewritten("data/editions.yml", old, new) if each.rule == "edition-gone"]
    assert [each.level for each in found] == told


def rewritten(path: str, old: str, new: str) -> tuple[Problem, ...]:
    """What the guard says of the small data, an edition in it, with one text written as another."""
    files = {**read(SMALL), "data/editions.yml": EDITION.encode()}
    before = load_files(files)
    after = load_files({**files, path: files[path].decode().replace(old, new, 1).encode()})
    assert before.book is not None
    assert after.book is not None
    assert after.folder is not None
    return with_values(check_guard(before.book, after.book, AS_OF, after.problems), after.folder)
