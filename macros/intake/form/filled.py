"""The text that GitHub makes of a filled form → the value of each field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from macros.language import did_you_mean, josa

LONGEST_LINE = 1_000
_HEADING = re.compile(r"### +(.*\S)\s*")
_NOTHING = "_No response_"
_CHECKBOX = re.compile(r"- \[([ xX])\] ")


class Complaint(NamedTuple):
    """What is wrong with a form: the label of the field ("" = the form as a whole), and how to put it right."""

    label: str
    message: str
    tip: str

    def __str__(self) -> str:
        field = f"‘{self.label}’ 칸: " if self.label else ""
        return f"{field}{self.message} → {self.tip}"


class FormRefused(Exception):
    """A form that no row can be made of; `complaints` holds everything that was found wrong."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


@dataclass(frozen=True)
class Field:
    """One field of a form; `kind` is GitHub's: input, textarea, dropdown, checkboxes."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True)
class Form:
    """A form by the name of its file without `.yml`: outcome, correction, error."""

    name: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Filled:
    """A form with what was typed: the value of each field by its id, "" where nothing was."""

    form: Form
    values: Mapping[str, str]

    def __getitem__(self, id: str) -> str:
        return self.values[id]

    def label(self, id: str) -> str:
        """What people read above a field."""
        return next(each.label for each in self.form.fields if each.id == id)

    def complaint(self, id: str, message: str, tip: str) -> Complaint:
        """A complaint about one field."""
        return Complaint(self.label(id), message, tip)


def form_of(name: str, template: Mapping[str, Any]) -> Form:
    """A form as its template (the YAML of .github/ISSUE_TEMPLATE) describes it."""
    fields = tuple(
        Field(part["id"], unicodedata.normalize("NFC", part["attributes"]["label"]), part["type"])
        for part in template["body"]
        if part["type"] != "markdown"
    )
    return Form(name, template["name"], fields)


def read_form(text: str, forms: Sequence[Form]) -> Filled:
    """The form that a text was made with, and its values. Raises FormRefused.

    Each heading of the form must stand there once, in its order, and no other heading of that depth.
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    found = [(at, match[1]) for at, line in enumerate(lines) if (match := _HEADING.fullmatch(line))]
    said = {heading for _, heading in found}
    form = max(forms, key=lambda each: len(said & {field.label for field in each.fields}))
    wanted = [field.label for field in form.fields]
    if not said & set(wanted):
        titles = ", ".join(f"‘{each.title}’" for each in forms)
        tip = f"{titles} 양식으로 보낸 글을 처음부터 끝까지 그대로 넣으세요."
        raise FormRefused(Complaint("", "양식으로 보낸 글이 아닙니다.", tip))
    complaints = list(_wrong_headings(found, wanted))
    before = [line for line in lines[: found[0][0]] if line.strip()]
    if before:
        tip = "양식이 만든 글만 남기세요."
        complaints.append(Complaint("", f"첫 칸의 앞에 다른 글이 {len(before)}줄 있습니다.", tip))
    if complaints:
        raise FormRefused(*complaints)
    ends = [at for at, _ in found[1:]] + [len(lines)]
    values: dict[str, str] = {}
    for field, (start, _), end in zip(form.fields, found, ends, strict=True):
        value = "\n".join(lines[start + 1 : end]).strip()
        values[field.id] = "" if value == _NOTHING else value
        complaints += _wrong_value(field, values[field.id])
    if complaints:
        raise FormRefused(*complaints)
    return Filled(form, values)


def _wrong_headings(found: Sequence[tuple[int, str]], wanted: Sequence[str]) -> Iterator[Complaint]:
    seen: set[str] = set()
    last = ""
    for at, heading in found:
        if heading in seen:
            tip = "###으로 시작하는 줄은 칸을 나누는 줄입니다. 되풀이된 줄에서 ###을 지우세요."
            yield Complaint(last, f"‘{heading}’ 제목이 두 번 있습니다({at + 1}행).", tip)
        elif heading not in wanted:
            near = did_you_mean(heading, [each for each in wanted if each not in {h for _, h in found}])
            hint = f" 혹시 ‘{near}’인가요?" if near else ""
            tip = "###으로 시작하는 줄은 칸을 나누는 줄입니다. 글이라면 그 줄에서 ###을 지우세요."
            yield Complaint(last, f"양식에 없는 제목이 있습니다({at + 1}행): ‘{_short(heading)}’.{hint}", tip)
        else:
            last = heading
        seen.add(heading)
    missing = [heading for heading in wanted if heading not in seen]
    for heading in missing:
        yield Complaint("", f"‘{heading}’ 칸이 없습니다.", "지워진 칸을 되살리거나 양식을 다시 쓰세요.")
    order = [heading for _, heading in found if heading in wanted]
    if not missing and len(order) == len(wanted) and order != list(wanted):
        at = next(n for n, (here, right) in enumerate(zip(order, wanted, strict=True)) if here != right)
        message = f"칸의 순서가 다릅니다: ‘{wanted[at]}’ 자리에 ‘{order[at]}’."
        yield Complaint("", message, "양식이 만든 순서대로 두세요.")


def _wrong_value(field: Field, value: str) -> Iterator[Complaint]:
    if field.kind == "checkboxes":
        for line in value.splitlines():
            if (box := _CHECKBOX.match(line)) is None or box[1] == " ":
                text = _short(line[box.end() :] if box else line)
                yield Complaint(field.label, f"확인하지 않은 것이 있습니다: ‘{text}’", "확인하고 표시하세요.")
        return
    if field.kind == "textarea":
        return
    if "\n" in value:
        yield Complaint(field.label, "한 줄로 적는 칸에 여러 줄이 있습니다.", "한 줄로 줄여 적으세요.")
    elif len(value) > LONGEST_LINE:
        message = f"글이 {len(value):,}자로 너무 깁니다."
        yield Complaint(field.label, message, f"{josa(f'{LONGEST_LINE:,}자', '으로/로')} 줄여 적으세요.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
