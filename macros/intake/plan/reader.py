"""A document → a Reading: part by part, each line and cell once, or the reasons why it cannot be read safely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from macros.intake.document import Document, Table
from macros.intake.plan.account import Account, Refusal, Spot
from macros.intake.plan.form import is_form, read_codes, read_pairs
from macros.intake.plan.goals import has_indicators, read_goals
from macros.intake.plan.grid import Grid, grid_of
from macros.intake.plan.lines import Item, item, nested
from macros.intake.plan.money import money_grid, read_money
from macros.intake.plan.names import HIDDEN, without_names
from macros.intake.plan.numbers import UNITS, figure, grouped, units_in
from macros.intake.plan.overview import Given, kind_of, read_said, told
from macros.intake.plan.people import is_people, phone_of, read_line, read_people
from macros.intake.plan.schedule import is_roadmap, read_roadmap, read_steps
from macros.intake.plan.shape import Asked, Plan, Reading
from macros.intake.plan.words import DOCUMENT_TITLE, LABELS, heading_of
from macros.intake.refused import Refused
from macros.language import squash

_HEADING_SIGNS = frozenset({"", "#", "I", "1", "가", "□", "■", "◇", "◆", "○", "●", "◎", "▶", "▷"})
_STRONG_SIGNS = frozenset({"#", "I", "□", "■"})
_UNIT_BEHIND = re.compile(r"(?<=\S)\s*[(\[【<〔]\s*단위.*?[)\]】>〕]\s*$")
_BRACKETED = re.compile(r"[【\[<〈《〔][^:：]{1,25}[】\]>〉》〕]")
_FULL_LINE = 30  # letters; a shorter line ends because it is whole
_NUMBER_SIGNS = frozenset({"I", "1", "가"})
_COUNT_UNIT = re.compile(r"\(?단위[:：]?([^()]{1,6})\)?")


class SheetRefused(Refused):
    """The sheet cannot be read safely; `refusals` say why and where, in Korean."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        end = f"안전하게 읽을 수 없는 곳이 {len(refusals)}곳이라 아무것도 쓰지 않았습니다."
        super().__init__("\n".join([*map(str, refusals), end]))
        self.refusals = tuple(refusals)


@dataclass
class _Part:
    """What stands under one heading: lines that hang together, and tables with the units stated above them."""

    kind: str
    titles: list[str] = field(default_factory=list)
    mark: tuple[str, int] = ("", 0)  # the sign of its heading, and how deep that stands
    items: list[Item] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    units: list[tuple[Spot, str]] = field(default_factory=list)


def read_plan(document: Document, asked: Asked, title: str = "") -> Reading:
    """Everything a plan sheet says, with an account of every line and cell. Raises SheetRefused.

    `title` is what a person gives where the sheet has none.
    """
    masked = without_names(document, asked.own, asked.no_names)
    account = Account(masked.document, masked.spots)
    if not account.texts:
        raise SheetRefused(
            [Refusal("", "문서에 글자가 없습니다", "공약 실천계획서를 담은 파일인지 확인하세요.")]
        )
    plan = Plan(title=title)
    parts = list(_parts(masked.document, account))
    tables = [(part, number, table) for part in parts for number, table in part.tables]
    for _, number, table in tables:
        grid = money_grid(number, table, asked) or grid_of(number, table)
        if grid is None and (not is_people(table) or is_form(table)):
            read_codes(number, table, plan, asked, account)
            read_pairs(number, table, range(len(table.rows)), plan, asked, account)
        elif grid and grid.turned_at < 0 and table.exact:  # a whole sheet in one table
            read_pairs(number, table, range(grid.head.start), plan, asked, account)
    for part in parts:
        _read_lines(part, plan, asked, account)
    _read_tables(tables, plan, asked, account)
    _settle(plan, account)
    _refuse_names(account)
    bare = not account.refusals
    if not plan.title:
        tip = "문서의 ‘공약사항’ 아래에 제목을 적거나 --title로 알려 주세요."
        account.refuse("", "공약의 제목을 찾지 못했습니다", tip)
    if bare and not (plan.amounts or plan.indicators or plan.pledged or plan.period_text or plan.actions):
        tip = "공약 하나의 실천계획서인지 확인하세요. 표와 제목(정책목표, 사업개요, 투자계획 …)이 글자로 있어야 합니다."
        account.refuse("", "공약 실천계획서로 읽을 수 있는 내용이 없습니다", tip)
    if account.refusals:
        raise SheetRefused(account.refusals)
    assert account.closed()
    return Reading(plan, tuple(account.sums), tuple(account.notices), account.left(), masked.hidden)


def _parts(document: Document, account: Account) -> Iterator[_Part]:
    """The document cut at its headings."""
    part = _Part("document")
    named = False
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            part.tables.append((number, block))
            continue
        line = item(Spot(number), block)
        if units := units_in(block.text):
            part.units += [(line.spot, unit) for unit in units]
        kind = None if line.label and line.value and not _only_unit(line) else heading_of(_bare(line.text))
        if part.kind == "pledge" and not part.items and not named and kind != "pledge":
            kind = None  # the title of the pledge, whatever its words
        elif kind and line.sign in _HEADING_SIGNS:
            if kind != "other":
                account.take(line.spot, "제목")
                if not units and (unit := _UNIT_BEHIND.search(line.text)):
                    account.rest(line.spot, unit[0].strip())
            if kind == part.kind:
                part.titles.append(line.text)
                continue
            yield part
            part, named = _Part(kind, [line.text], (line.sign, line.depth)), False
            part.units += [(line.spot, unit) for unit in units]
            continue
        elif part.items and _goes_on(line, part.items[-1]) and not _short_title(part):
            part.items[-1].text += f" {line.text}"
            account.join(line.spot, part.items[-1].spot)
            account.notices.append(f"{line.at}: 앞줄에 이어지는 줄로 읽었습니다.")
            continue
        elif _cuts(line, part):
            yield part
            part = _Part("unknown")
            part.units += [(line.spot, unit) for unit in units]
        if part.kind == "pledge":
            named = True
        part.items.append(line)
    yield part


def _goes_on(line: Item, before: Item) -> bool:
    """Whether a line without a mark is the rest of the marked line right above it, as in a PDF or a typed letter."""
    first, second = (re.fullmatch(r"(.*?)([0-9]+)행", each.at) for each in (before, line))
    if not (first and second) or line.sign or before.sign in ("", "#") or line.depth < before.depth:
        return False
    if line.label or _is_unit(line) or HIDDEN in line.text or phone_of(line.text):
        return False
    return first[1] == second[1] and int(second[2]) == int(first[2]) + 1


def _short_title(part: _Part) -> bool:
    """Whether the line above is a title too short to go on in the next line."""
    return part.kind == "pledge" and len(part.items) == 1 and len(part.items[0].text) < _FULL_LINE


def _only_unit(line: Item) -> bool:
    """A heading with its unit in brackets, which is no label with a value."""
    return _UNIT_BEHIND.search(line.text) is not None


def _bare(text: str) -> str:
    return _UNIT_BEHIND.sub("", text).strip()


def _cuts(line: Item, part: _Part) -> bool:
    """Whether a line without a known word begins a part of its own, so that nothing under it is misread."""
    short = len(line.text) <= 30 and not line.label
    same = part.mark == (line.sign, line.depth) and line.sign in _NUMBER_SIGNS
    if same and (not line.label or _only_unit(line)) and squash(line.text) not in LABELS:
        return True  # the next number after the heading of this part
    if _BRACKETED.fullmatch(line.text) and not _is_unit(line):
        return True
    return line.sign == "#" or (
        line.sign in _STRONG_SIGNS and line.depth == 0 and short and squash(line.text) not in LABELS
    )


def _read_lines(part: _Part, plan: Plan, asked: Asked, account: Account) -> None:
    """The lines of a part: labelled ones by their label, others as the heading says."""
    if part.kind in ("pledge", "promise"):
        _read_pledge(part, plan, asked, account)
        return
    if part.kind == "document":
        _read_title(part, plan, account)
    top = nested(part.items)
    if part.kind == "document":  # what a browser prints above a page hangs nothing under it
        top = [
            one
            for each in top
            for one in ([each, *each.parts] if not (each.sign or kind_of(each)) else [each])
        ]
        for each in top:
            if not (each.sign or kind_of(each)):
                each.parts = []
    labelled = {id(each) for each in top if kind_of(each)}
    if part.kind == "steps":
        plan.steps += read_steps(
            [each for each in top if id(each) not in labelled and not _is_unit(each)], account
        )
    loose: list[Item] = []
    for each in top:
        if _is_unit(each) or (part.kind in ("steps", "unknown", "other") and id(each) not in labelled):
            continue
        if not _read_item(each, part, plan, asked, account):
            loose.append(each)
    rest = [each for each in loose if not kind_of(each) and not each.label]
    if part.kind == "goals":
        _use(loose, "정책목표", account)
        plan.goals += [one.text for each in loose for one in each.all()]
    elif part.kind == "plan" and rest and not plan.actions:
        _use(rest, "주요내용", account)
        plan.actions += told(rest)


def _use(items: Sequence[Item], what: str, account: Account) -> None:
    for each in items:
        for one in each.all():
            account.take(one.spot, what)


def _is_unit(each: Item) -> bool:
    return re.fullmatch(r"[(\[【<〔]?단위.*", squash(each.text)) is not None


def _read_item(each: Item, part: _Part, plan: Plan, asked: Asked, account: Account) -> bool:
    people = part.kind in ("people", "document")
    if (people or phone_of(each.text)) and read_line(each.spot, each.text, plan, account):
        return all(_read_item(one, part, plan, asked, account) for one in each.parts)
    kind = kind_of(each)
    if kind is None:
        return False
    value = each.value if each.label else ""
    if kind == "content" and not value and any(one.label and kind_of(one) for one in each.parts):
        # a heading over labelled lines, which are read by their own labels
        account.take(each.spot, kind)
        done = [_read_item(one, part, plan, asked, account) for one in each.parts]
        return all(done)
    return read_said(Given(kind, value, (each.spot,), each.parts), plan, asked, account)


def _read_pledge(part: _Part, plan: Plan, asked: Asked, account: Account) -> None:
    """The title in the first line, the promise in the lines under it."""
    texts = []
    for number, each in enumerate(part.items):
        kind = kind_of(each) if each.label else None
        if kind and read_said(Given(kind, each.value, (each.spot,)), plan, asked, account):
            continue
        if (
            not number
            and part.kind == "pledge"
            and (not plan.title or squash(plan.title) == squash(each.text))
        ):
            plan.title = each.text
        elif squash(each.text) != squash(plan.title):
            texts.append(each.text)
        account.take(each.spot, "공약사항")
    plan.pledged = "\n".join([*([plan.pledged] if plan.pledged else []), *texts])


_NUMBERED = re.compile(r"(?:공약\s*([0-9]+(?:-[0-9]+)*)|([0-9]+(?:-[0-9]+)+))[.)]?\s+(.+)")


def _read_title(part: _Part, plan: Plan, account: Account) -> None:
    """The head of the document: `공약 7. …`, `4-1-2 …`, or the one line under the name of the sheet."""
    for title in part.titles:
        found = DOCUMENT_TITLE.fullmatch(squash(title))
        if found and found[1] and not plan.no:
            plan.no = found[1]
    lines = [each for each in part.items if not each.label and not _is_unit(each)]
    for each in lines:
        found = _NUMBERED.fullmatch(each.text)
        if found and (not plan.title or squash(plan.title) == squash(found[3])):
            plan.no, plan.title = plan.no or found[1] or found[2], plan.title or found[3]
            account.take(each.spot, "제목")
            return
    if len(lines) == 1 and part.titles and (not plan.title or squash(plan.title) == squash(lines[0].text)):
        plan.title = plan.title or lines[0].text
        account.take(lines[0].spot, "제목")


def _read_tables(
    grids: Sequence[tuple[_Part, int, Table]], plan: Plan, asked: Asked, account: Account
) -> None:
    money: list[tuple[_Part, int, Table, Grid]] = []
    others: list[Table] = []
    for part, number, table in grids:
        grid = grid_of(number, table)
        if grid and has_indicators(grid):
            plan.indicators += read_goals(grid, plan.title, _count_unit(part, account), account)
        elif grid and is_roadmap(grid):
            plan.roadmap += read_roadmap(grid, account)
        elif found := money_grid(number, table, asked):
            money.append((part, number, table, found))
        elif grid and part.kind == "targets":
            plan.indicators += read_goals(grid, plan.title, _count_unit(part, account), account)
        elif is_people(table):
            read_people(number, table, plan, account)
        elif part.kind == "money" and any(
            figure(text).kind == "number" for row in table.rows for text in row.texts
        ):
            others.append(table)
    if len(money) > 1:
        where = ", ".join(table.rows[0].at for _, _, table, _ in money)
        tip = "이 공약의 연차별 투자계획표 하나만 남긴 뒤 다시 실행하세요."
        account.refuse(money[1][2].rows[0].at, f"금액 표가 {len(money)}개입니다({where})", tip)
        return
    for table in () if money else others:
        tip = "첫 줄에 구분과 2024년 같은 연도를, 첫 칸에 국비 같은 재원을 적은 표인지 확인하세요."
        account.refuse(table.rows[0].at, "투자계획표로 읽을 수 없는 표입니다", tip)
    for part, number, table, grid in money:
        unit = _unit(part, number, table, asked, account)
        if unit:
            plan.unit = unit
            plan.amounts = read_money(
                grid, table, unit, asked, account, (plan.title, plan.project, asked.field_words)
            )


def _unit(part: _Part, number: int, table: Table, asked: Asked, account: Account) -> str:
    """The one unit stated in or above the table, or given by hand; refuses where there is none or more than one."""
    inside = [
        (Spot(number, r, c), unit)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if not cell.spanned
        for unit in units_in(cell.text)
    ]
    above = [(spot, unit) for spot, unit in part.units if spot.block < number]
    stated = inside or above or part.units
    units = list(dict.fromkeys(unit for _, unit in stated))
    if asked.unit and asked.unit not in units:
        units.append(asked.unit)
    at = table.rows[0].at
    codes = ", ".join(UNITS)
    if not units:
        account.refuse(
            at, "금액의 단위가 적혀 있지 않습니다", f"원본에서 확인해 --unit으로 알려 주세요: {codes}"
        )
        return ""
    if len(units) > 1:
        tip = "원본에서 확인해 문서의 단위를 하나로 맞춘 뒤 다시 실행하세요."
        account.refuse(at, f"금액의 단위가 여럿입니다: {', '.join(units)}", tip)
        return ""
    for spot, _ in stated:
        account.take(spot, "단위")
    return units[0]


def _count_unit(part: _Part, account: Account) -> str:
    """The one unit stated above a table of targets."""
    found = []
    for each in part.items:
        if unit := _COUNT_UNIT.fullmatch(squash(each.text)):
            found.append((each.spot, unit[1].strip()))
    if len(found) != 1:
        return ""
    account.take(found[0][0], "단위")
    return str(found[0][1])


def _settle(plan: Plan, account: Account) -> None:
    """Where the overview and the table differ, both are told and neither is chosen."""
    totals = {each.fund: each.million for each in plan.amounts if each.year == "total"}
    whole = totals.get("total")
    if whole is not None and plan.cost == whole:
        account.sums.append(f"사업개요의 사업비와 투자계획표의 총계가 같음: {grouped(whole)}백만원")
    elif whole is not None and plan.cost is not None:
        said = f"사업개요의 사업비는 {plan.cost_text}이고, 투자계획표의 총계는 {grouped(whole)}백만원입니다."
        plan.remarks.append(said)
        account.notices.append(f"{said} 사업비(stated)는 비우고 remarks에 적었습니다.")
        plan.cost, plan.per_year, plan.shares = None, None, {}
    if plan.cost_funds and all(totals.get(fund) == value for fund, value in plan.cost_funds.items()):
        said = " + ".join(grouped(value) for value in plan.cost_funds.values())
        account.sums.append(f"사업개요의 재원별 금액이 투자계획표와 같음: {said}백만원")
    elif plan.cost_funds and plan.cost is not None:
        plan.remarks.append(f"사업개요의 사업비는 {plan.cost_text}입니다.")
        account.notices.append("사업개요의 재원별 금액을 투자계획표에서 확인하지 못해 remarks에 적었습니다.")


def _refuse_names(account: Account) -> None:
    """A name in a text that would be written: nobody can say what else the text would then be."""
    for spot in sorted(account.masked & set(account.used)):
        if account.used[spot] != "담당":
            shown = " ".join(account.texts[spot].text.split())
            tip = "이름이면 문서에서 지우고, 이름이 아니면 --not-a-name ‘낱말’로 알려 준 뒤 다시 실행하세요."
            message = f"내용 안에 사람 이름이나 개인 번호로 보이는 글자가 있습니다({HIDDEN}): {shown}"
            account.refuse(account.at(spot), message, tip)
