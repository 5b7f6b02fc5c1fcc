"""The guard of the past: what a change of the data took away or wrote over without the row that says so.

`check_guard` holds two states of the data together. Which difference asks for what row is `compute.silent`; the words,
and the very row to add, are in `guard_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from macros.check.guard_rows import told_claim, told_order
from macros.check.guard_words import Words
from macros.check.rewritten import rewritten
from macros.check.rule import Found
from macros.compute.claims import untrue
from macros.compute.differences import differences
from macros.compute.ordering import reordered
from macros.compute.silent import new_aims, renames, silent
from macros.language import NOTHING_SAID, Said
from macros.load import READING
from macros.model import Book
from macros.problem import Level, Problem, Where, in_order, problem


@dataclass(frozen=True)
class GuardRule:
    """A line of the table of what the guard looks for."""

    id: str
    level: Level
    title: Said


def _rules(level: Level, **titles: tuple[str, str]) -> tuple[GuardRule, ...]:
    return tuple(GuardRule(id.replace("_", "-"), level, Said(*title)) for id, title in titles.items())


GUARD: tuple[GuardRule, ...] = (
    *_rules(
        "error",
        place_gone=("실은 지역이 없어지지 않았는지", "Whether every place that was listed is still there"),
        commitment_gone=(
            "실은 공약이 없어지지 않았는지",
            "Whether every commitment that was listed is still there",
        ),
        commitment_moved=(
            "공약 파일의 이름과 종류가 정정 없이 바뀌지 않았는지",
            "Whether the file of a commitment was renamed or moved only with a correction",
        ),
        name_changed=(
            "출처와 지표의 이름(id)이 정정 없이 바뀌지 않았는지",
            "Whether the id of a source or an indicator changed only with a correction",
        ),
        ledger_removed=(
            "장부의 지난 행이 정정 없이 없어지지 않았는지",
            "Whether a row of a ledger went only with a correction",
        ),
        ledger_changed=(
            "장부의 지난 값이 정정 없이 바뀌지 않았는지",
            "Whether a value of a ledger was written over only with a correction",
        ),
        order_changed=(
            "같은 날을 말하는 행의 차례가 바뀌어 실리는 값이 달라지지 않았는지",
            "Whether rows of one day kept their order where the order decides what is published",
        ),
        correction_untrue=(
            "새 정정이 말하는 고침이 자료에 있고 고친 날이 맞는지",
            "Whether each new correction tells of a value that was put right, on a day when it could be",
        ),
        pledged_changed=(
            "약속한 글이 정정 없이 바뀌지 않았는지",
            "Whether what was pledged was written over only with a correction",
        ),
        title_changed=(
            "제목이 변경이나 정정의 기록 없이 바뀌지 않았는지",
            "Whether a title changed only with a row that says so",
        ),
        period_changed=(
            "사업기간이 변경이나 정정의 기록 없이 바뀌지 않았는지",
            "Whether a period changed only with a row that says so",
        ),
        indicator_changed=(
            "지표가 변경이나 정정의 기록 없이 바뀌지 않았는지",
            "Whether an indicator changed only with a row that says so",
        ),
        stated_changed=(
            "기관이 적은 사업개요, 일정, 있었던 일이 기록 없이 바뀌지 않았는지",
            "Whether the stated overview, dates and events changed only with a row that says so",
        ),
        plan_unexplained=(
            "새로 적은 계획의 총계가 앞의 것과 다르면 변경 기록이 있는지",
            "Whether a new planned total that differs has a row in changes.csv",
        ),
        target_unexplained=(
            "새로 적은 목표가 앞의 것과 다르면 변경 기록이 있는지",
            "Whether a new target that differs has a row in changes.csv",
        ),
        edition_gone=(
            "펴낸 판이 목록에서 없어지거나 다른 것이 되지 않았는지",
            "Whether every published edition is still listed as it was",
        ),
    ),
    *_rules(
        "warning",
        plan_shifted=(
            "계획의 총계는 같은데 해나 재원의 금액이 다르면 변경 기록이 있는지",
            "Whether a plan of the same total that is split in another way has a row in changes.csv",
        ),
        fact_rewritten=(
            "다른 수가 기대는 값(출처의 발행일, 공약의 수, 임기, 상태의 뜻)이 뜻하지 않게 바뀌지 않았는지",
            "Whether what other figures stand on (the day of a source, how many pledges there are, terms of office, "
            "the meaning of a status) changed unmeant",
        ),
        base_unread=(
            "견준 커밋의 자료를 모두 읽을 수 있었는지",
            "Whether all the data of the commit compared with could be read",
        ),
    ),
    *_rules(
        "notice",
        value_rewritten=(
            "기록 없이 고칠 수 있는 값이 뜻하지 않게 바뀌거나 없어지지 않았는지",
            "Whether a value that may change without a row changed or went unmeant",
        ),
    ),
)
_LEVELS: Final[Mapping[str, Level]] = {rule.id: rule.level for rule in GUARD}


def check_guard(
    before: Book, after: Book, as_of: date, problems: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """What `after` lost or wrote over of `before` without a row that says so, each with the row to add, in file order.

    `as_of` is the day that a suggested correction bears. `problems` are those of `after`: what seems to be missing in
    a file with errors was only not read, so nothing is said of it until it can be.
    """
    unread = frozenset(each.path for each in problems if _hides(each))
    listed = differences(before, after)
    words = Words(before, after, as_of, unread)
    found: list[tuple[str, Found]] = [
        (each.rule, words.difference(each, listed))
        for each in silent(before, after, listed)
        if words.was_read(each)
    ]
    found += [
        (each.rule, words.new_aim(each))
        for each in new_aims(before, after, listed)
        if words.aim_was_read(each)
    ]
    found += [
        ("order-changed", told_order(before, after, each))
        for each in reordered(before, after)
        if each.now.where.path not in unread
    ]
    found += [
        ("correction-untrue", told_claim(each))
        for each in untrue(before, after, listed)
        if not unread & {f"data/{each.place}/{name}" for name in (each.row.file, "corrections.csv")}
    ]
    found += rewritten(before, after, [each for each in listed if not renames(each)], unread)
    return in_order(problem(_LEVELS[rule], rule, *told) for rule, told in found)


def unread_in_base(
    problems: Iterable[Problem], name: str, earlier: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """A warning for each file of the base `name` in which something could not be read, so that it was not compared.

    `earlier`: path → name of the commit before it that was compared with instead.
    """
    found: dict[str, list[Problem]] = {}
    for each in problems:
        if _hides(each):
            found.setdefault(each.path, []).append(each)
    return tuple(_unread(path, those, name, (earlier or {}).get(path, "")) for path, those in found.items())


def _hides(each: Problem) -> bool:
    """Whether something of its file could not be read because of it."""
    return each.level == "error" and each.rule in READING


def _unread(path: str, those: Sequence[Problem], name: str, earlier: str) -> Problem:
    first = those[0]
    whole = path.endswith("/place.yml")
    line = Said(f"{first.line}행 ", f"line {first.line}, ") if first.line else NOTHING_SAID
    part = Said("그 지역을 통째로", "the whole place") if whole else Said("그 부분은", "that part")
    message = Said(
        f"견준 커밋 {name}에서는 이 파일에 오류가 {len(those)}건 있어 {part.ko} 견주지 못했습니다: {line.ko}{first.message}",
        f"At the commit {name} this file has errors ({len(those)}), so {part.en} was not compared: {line.en}{first.message_en}",
    )
    if earlier:
        tip = Said(
            f"대신 이 파일을 읽을 수 있던 앞선 커밋 {earlier}의 자료와도 견주었습니다. "
            "그 뒤에 더한 값이 그대로인지는 눈으로 확인하세요.",
            f"The data of the earlier commit {earlier}, where it could be read, was compared with as well. "
            "Look whether what was added since still stands.",
        )
    else:
        tip = Said(
            "이 파일을 읽을 수 있던 앞선 커밋이 없습니다. 그 커밋에 있던 값이 그대로인지 눈으로 확인하세요.",
            "There is no earlier commit where it could be read. Look whether what stood there still stands.",
        )
    return problem(_LEVELS["base-unread"], "base-unread", Where(path, 0), message, tip)
