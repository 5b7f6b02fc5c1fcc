"""The chart that moves: its spec with tooltips and zoom, and the player that the site serves itself."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, Final

import altair as alt
import vl_convert

from macros.charts.look import Spec


@cache
def _zoom() -> Mapping[str, Any]:
    """Zoom with the wheel and Ctrl, so that the wheel alone still moves the page."""
    chosen = alt.selection_interval(
        name="zoom", bind="scales", encodings=["x"], zoom="wheel![event.ctrlKey || event.metaKey]"
    )
    given: dict[str, Any] = alt.Chart().mark_point().add_params(chosen).to_dict()
    return dict(given["params"][0])


def interactive(spec: Mapping[str, Any]) -> Spec:
    """The same spec for the browser; where its kind has a scale worth it, x can be dragged and zoomed."""
    if not spec["usermeta"]["zoom"]:
        return dict(spec)
    first, *rest = (_clipped(layer) for layer in spec["layer"])
    return {**spec, "layer": [{**first, "params": [_zoom()]}, *rest]}


def _clipped(layer: Mapping[str, Any]) -> dict[str, Any]:
    """Marks that move with the scale stay inside the chart."""
    moving = layer["encoding"]["x"].get("scale") is not None
    return {**layer, "mark": {**layer["mark"], "clip": True}} if moving else dict(layer)


def interactive_json(spec: Mapping[str, Any]) -> bytes:
    """The interactive spec as a file."""
    return json.dumps(interactive(spec), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"


def vega_key() -> str:
    """What names the bundle in a cache: making it costs 2 s, and only a new vl-convert changes it."""
    return hashlib.sha256(f"{version('vl-convert-python')}\n{_SNIPPET}".encode()).hexdigest()


def vega_bundle() -> str:
    """Vega, Vega-Lite and vega-embed as one script that only adds `vegaEmbed` to the window.

    vega-embed brings the interpreter of expressions: with `ast: true` no code is made from text (`unsafe-eval`).
    """
    bundle = vl_convert.javascript_bundle(snippet=_SNIPPET)
    return f"(() => {{\n{bundle}\n}})();\n"
