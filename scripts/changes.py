"""What a change of the data does: differences of two commits and their effects, as Markdown in Korean or JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from comparing import Refused, Side, data_options, load_sides, outside_data, set_up
from summary import LONGEST_SUMMARY, in_table

if TYPE_CHECKING:
    from macros.compute.differences import Difference
    from macros.compute.effects import Effects, TargetMove
    from macros.compute.telling import Line, Telling
    from macros.model import Book
    from macros.problem import Problem, Where

MOST_OUTSIDE = 5  # files by name

# ── Markdown ────────────────────────────────────────────────────────────────────────────────


def as_markdown(before: Side, after: Side, told: Telling | None, outside: Sequence[str] = ()) -> str:
    """The whole in Korean, as far as GitHub takes it for a step summary. Text of the data is text only.

    `outside`: files that are not data and changed as well.
    """
    lines = [f"### 자료가 달라진 것: {before.name} → {after.name}", ""]
    if before.empty:
        lines += [f"{before.name}에는 data/ 폴더가 없어 모두 새 자료로 봅니다.", ""]
    for side in (before, after):
        lines += _errors(side)
    if told is None:
        broken = " · ".join(side.name for side in (before, after) if side.loaded.book is None)
        lines += [f"{broken}의 site.yml이나 terms.yml을 읽을 수 없어 견주지 못했습니다."]
    else:
        lines.append(f"**{in_table(told.summary)}**" if told.sections else told.summary)
        if told.sections and outside:
            lines += ["", _beside(outside)]
        for section in told.sections:
            lines += ["", f"#### {section.title} ({len(section.lines)}가지)", ""]
            lines += [_line(each) for each in section.lines]
    return _cut(lines)


def _beside(outside: Sequence[str]) -> str:
    """That the program changes with the data: then it is no longer the reviewed one that judges them."""
    shown = ", ".join(map(in_table, outside[:MOST_OUTSIDE]))
    more = f" 그 밖에 {len(outside) - MOST_OUTSIDE}개" if len(outside) > MOST_OUTSIDE else ""
    return (
        f"**자료와 함께 자료가 아닌 파일 {len(outside)}개도 바뀝니다: {shown}{more}.** 검사하는 프로그램까지 바뀌면 "
        "그 검사만 믿고 자료를 받을 수 없습니다. 자료와 나머지를 따로 올리는 것이 좋습니다."
    )


def _errors(side: Side) -> list[str]:
    if not side.errors:
        return []
    from macros.problem import as_line

    head = f"{side.name}의 자료에 오류가 {len(side.errors)}건 있습니다. 오류가 있는 행과 파일은 빼고 견주었습니다."
    return [head, "", *(f"- {in_table(as_line(each))}" for each in side.errors), ""]


def _line(each: Line) -> str:
    from macros.compute.telling import SIGNS

    said = in_table(" · ".join(part for part in (each.of, each.what) if part))
    if each.before or each.after:
        said += f": {in_table(each.before)} → **{in_table(each.after)}**"
    notes = [SIGNS[each.sign]] if each.sign else []
    notes += [each.note] if each.note else []
    notes += [each.beside] if each.beside else []
    notes += [f"{each.row.path} {each.row.line}행" if each.row.line else each.row.path] if each.row else []
    return f"- {said}" + (f" ({in_table(' · '.join(notes))})" if notes else "")


def _cut(lines: Sequence[str]) -> str:
    size, kept = 0, []
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > LONGEST_SUMMARY:
            kept += ["", f"너무 길어 나머지 {len(lines) - number}줄은 뺐습니다. --json에는 모두 있습니다."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


# ── JSON ────────────────────────────────────────────────────────────────────────────────────


def as_json(
    before: Side,
    after: Side,
    found: Sequence[Difference],
    moved: Effects | None,
    summary: str,
    outside: Sequence[str] = (),
) -> dict[str, Any]:
    """The same for a program. Amounts in million won, rates in per cent; null is 자료 없음; without effects null."""
    return {
        "base": _side(before),
        "head": _side(after),
        "summary": summary,
        "outside": list(outside),
        "differences": [_difference(each) for each in found],
        "effects": _effects(moved) if moved else None,
    }


def _side(side: Side) -> dict[str, Any]:
    errors = [asdict(each) for each in side.errors]
    return {"name": side.name, "commit": side.commit or None, "has_data": not side.empty, "errors": errors}


def _where(row: Where | None) -> dict[str, Any] | None:
    return {"path": row.path, "line": row.line} if row else None


def _difference(each: Difference) -> dict[str, Any]:
    rows = {"before_row": _where(each.before_row), "after_row": _where(each.after_row)}
    told = each.correction.reason if each.correction else None
    names = ("kind", "what", "place", "commitment", "key", "column", "before", "after")
    return {**{name: getattr(each, name) for name in names}, **rows, "correction": told}


def _effects(moved: Effects) -> dict[str, Any]:
    return {
        "money": [vars(each) for each in moved.money],
        "rates": [vars(each) for each in moved.rates],
        "targets": list(_targets(moved.targets)),
        "statuses": [
            {
                **vars(each),
                "before": each.before.status if each.before else None,
                "after": each.after.status if each.after else None,
            }
            for each in moved.statuses
        ],
        "signals": [
            {
                "place": each.place,
                "commitment": each.commitment,
                "signal": each.signal.code,
                "because": each.signal.because,
                "gone": each.gone,
            }
            for each in moved.signals
        ],
        "new_problems": [asdict(each) for each in moved.new],
        "gone_problems": [asdict(each) for each in moved.gone],
        "pages": list(moved.pages),
    }


def _targets(moved: Sequence[TargetMove]) -> Iterator[dict[str, Any]]:
    for each in moved:
        row: dict[str, Any] = {
            name: getattr(each, name) for name in ("place", "commitment", "indicator", "year")
        }
        for side, found in (("before", each.before), ("after", each.after)):
            target = found.target if found else None
            row[side] = found and {
                "target": target.target if target else None,
                "target_text": target.target_text if target else None,
                "value": found.value.value if found.value else None,
                "rate_pct": found.rate.shown if found.rate else None,
                "met": found.met,
            }
        yield row


# ── the command ─────────────────────────────────────────────────────────────────────────────


def compared(
    before: Book, after: Book, problems: Mapping[str, Sequence[Problem]], as_of: date
) -> tuple[tuple[Difference, ...], Effects, Telling]:
    """Differences, their effects, and both in Korean."""
    from macros.compute.differences import differences
    from macros.compute.effects import effects
    from macros.compute.telling import telling

    found = differences(before, after)
    moved = effects(before, after, as_of, problems["before"], problems["after"], found)
    return found, moved, telling(before, after, found, moved)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="두 커밋의 자료를 견줍니다 · compares the data of two commits."
    )
    parser.add_argument("base", nargs="?", metavar="BASE", help="앞의 커밋 · base (main에서 갈라진 곳)")
    parser.add_argument("head", nargs="?", metavar="HEAD", help="뒤의 커밋 · head (작업 폴더 · work tree)")
    data_options(parser)
    parser.add_argument("--json", action="store_true", help="프로그램이 읽는 꼴 · for a program")
    options = parser.parse_args()
    as_of = set_up(parser, options)
    try:
        before, after = load_sides(options.data, options.base, options.head, as_of)
    except Refused as why:
        print(why, file=sys.stderr)
        return 2
    outside = outside_data(options.data, before, after)
    print(answer(before, after, as_of, json=options.json, outside=outside), end="")
    broken = after.errors or before.loaded.book is None
    return 1 if broken else 0


def answer(before: Side, after: Side, as_of: date, json: bool, outside: Sequence[str] = ()) -> str:
    """What is printed. Where a side could not be read at all, what is wrong with it and nothing more."""
    found: tuple[Difference, ...] = ()
    moved = told = None
    if before.loaded.book is not None and after.loaded.book is not None:
        problems = {"before": before.loaded.problems, "after": after.loaded.problems}
        found, moved, told = compared(before.loaded.book, after.loaded.book, problems, as_of)
    if not json:
        return as_markdown(before, after, told, outside)
    from macros.downloads import json_text

    summary = told.summary if told else ""
    return json_text(as_json(before, after, found, moved, summary, outside)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
