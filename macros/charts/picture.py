"""What vl-convert draws, made clean: for a page (follows light and dark), and as a file that stands alone."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from xml.etree import ElementTree as ET

from macros.charts import look

# Element, attributes, text.
Mark: TypeAlias = tuple[str, dict[str, str], str]

_SVG: Final = "{http://www.w3.org/2000/svg}"
_INK: Final = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray")
_TYPE: Final = ("text-anchor", "font-weight", "fill")
_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "text": _TYPE,
    "line": _INK,
    "path": ("transform", "d", *_INK),
}
_NEUTRAL: Final = frozenset(
    {
        ("text-anchor", "start"),
        ("font-weight", "400"),
        ("fill", "none"),
        ("fill-opacity", "1"),
        ("stroke-opacity", "1"),
        ("stroke-width", "1"),
        ("stroke-dasharray", ""),
    }
)
_CLASSES: Final[Mapping[str, str]] = {
    str(look.NAME.weight): "name",
    str(look.STRONG.weight): "strong",
    str(look.CALC.weight): "computed",
}
_NUMBER: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_MOVED: Final = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
# Braces too: the text may pass through Jinja on its way into a page.
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;", "}": "&#125;"}
)

# Inks of a file on white paper, where no style sheet helps.
_WHITE: Final = "#ffffff"
_ON_WHITE: Final[Mapping[str, str]] = {
    "": "#434d5a",
    "name": "#1b222c",
    "strong": "#1b222c",
    "computed": "#a8430c",
}
_MARGIN: Final = 12
_FOOT: Final = 12


def cleaned(drawn: str) -> str:
    """The drawing of vl-convert without wrappers, sizes, fonts and ARIA; numbers to two decimals, text escaped.

    Words take the classes name, strong and computed for the style sheet of the page, and keep colours without it.
    """
    root = ET.fromstring(drawn)
    box = root.get("viewBox", "")
    body = "".join(_group([_mark(each) for each in layer]) for layer in _layers(root))
    return f'<svg class="chart" viewBox="{box}" font-size="{look.SIZE}" fill="none">{body}</svg>'


def inline(drawing: str, title: str, desc: str) -> str:
    """A cleaned drawing named for a page: role, and title and sentence as its label."""
    label = ": ".join(each for each in (look.clean(title), look.clean(desc)) if each)
    return drawing.replace(
        '<svg class="chart"', f'<svg class="chart" role="img" aria-label="{_escaped(label)}"', 1
    )


def standalone_svg(drawing: str, title: str, desc: str, source: str) -> bytes:
    """A cleaned drawing as a file: its own title above and source below, dark ink on white paper, fixed colours."""
    root = ET.fromstring(drawing)
    wide, high = (float(each) for each in root.get("viewBox", "").split()[2:])
    head = look.wrap(title, wide, look.STRONG)
    foot = look.wrap(source, wide * look.SIZE / _FOOT, lines=6)
    top = _MARGIN + len(head) * look.LINE + (8 if head else 0)
    base = top + high + 10
    full = (wide + 2 * _MARGIN, base + len(foot) * 16 + _MARGIN)
    size = " ".join(f"{each:g}" for each in full)
    parts = [
        f'<rect width="{full[0]:g}" height="{full[1]:g}" fill="{_WHITE}"/>',
        *_lines(head, _MARGIN + look.SIZE, look.LINE, f'font-weight="700" fill="{_ON_WHITE["strong"]}"'),
        f'<g transform="translate({_MARGIN},{top:g})">{"".join(_coloured(each) for each in root)}</g>',
        *_lines(foot, base + _FOOT, 16, f'font-size="{_FOOT}" fill="{_ON_WHITE[""]}"'),
    ]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * full[0]:g}" height="{2 * full[1]:g}" '
        f'viewBox="0 0 {size}" role="img" font-family="{_escaped(look.FONT)}" font-size="{look.SIZE}" fill="none">'
        f"<title>{_escaped(look.clean(title))}</title><desc>{_escaped(look.clean(desc))}</desc>"
        f"{''.join(parts)}</svg>\n"
    )
    return text.encode()


def _lines(lines: Sequence[str], y: float, step: int, style: str) -> Iterator[str]:
    for i, line in enumerate(lines):
        yield f'<text x="{_MARGIN}" y="{y + i * step:g}" {style}>{_escaped(line)}</text>'


def _coloured(element: ET.Element) -> str:
    """An element of a cleaned drawing with the ink of white paper."""
    given = dict(element.attrib)
    tone = given.pop("class", "")
    if element.tag == "text" and tone:
        given["fill"] = _ON_WHITE[tone]
    for name in ("fill", "stroke"):
        if given.get(name) == look.TEXT:
            given[name] = _ON_WHITE[""]
    inner = _escaped(element.text or "") + "".join(_coloured(each) for each in element)
    return _written((element.tag, given, ""), inner)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _layers(root: ET.Element) -> Iterator[ET.Element]:
    """The groups of marks, in drawing order."""
    for group in root.iter(f"{_SVG}g"):
        if "role-mark" in group.get("class", "").split():
            yield group


def _rounded(text: str) -> str:
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 2) + 0:g}", text)


def _mark(element: ET.Element) -> Mark:
    name = element.tag.removeprefix(_SVG)
    given = {key: element.attrib[key] for key in _KEPT[name] if key in element.attrib}
    moved = _MOVED.fullmatch(element.get("transform", "translate(0,0)"))
    x, y = (float(each) for each in moved.groups()) if moved else (0.0, 0.0)
    if name == "text":
        weight = given.get("font-weight", "")
        given = {"x": f"{x:.6g}", "y": f"{y:.6g}", **given}
        if weight in _CLASSES:
            given["class"] = _CLASSES[weight]
        if weight == str(look.NAME.weight):
            del given["font-weight"]
    elif name == "line":
        ends = {
            "x1": x,
            "y1": y,
            "x2": x + float(element.get("x2", 0)),
            "y2": y + float(element.get("y2", 0)),
        }
        given = {**{key: f"{value:.6g}" for key, value in ends.items()}, **given}
    if given.get("fill-opacity") == "0":
        del given["fill"], given["fill-opacity"]
    written = {key: _rounded(value) for key, value in given.items()}
    return name, {k: v for k, v in written.items() if (k, v) not in _NEUTRAL}, element.text or ""


def _group(marks: Sequence[Mark]) -> str:
    """Marks of a layer; what most of them share, and all of them have, is said once on a group."""
    shared: dict[str, str] = {}
    for name in (*_INK, "text-anchor"):
        values = [given.get(name) for _, given, _ in marks]
        if len(marks) > 1 and None not in values:
            shared[name] = Counter(value for value in values if value).most_common(1)[0][0]
    if shared.get("fill") == look.COMPUTED and marks[0][0] == "text":
        # a word in the computed colour says so itself: the style sheet colours words that name no colour
        del shared["fill"]
    inner = "".join(
        _written((tag, {k: v for k, v in given.items() if shared.get(k) != v}, ""), _escaped(text))
        for tag, given, text in marks
    )
    return _written(("g", shared, ""), inner) if shared else inner


def _written(mark: Mark, inner: str) -> str:
    tag, given, _ = mark
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in given.items())
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"
