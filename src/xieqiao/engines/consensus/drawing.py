"""Figures of the report, as SVG that needs nothing outside itself."""

from __future__ import annotations

from html import escape

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints

COLOURS = ("#17566b", "#8a4b12", "#5a3f8c", "#2f6b2a", "#8a2a5b", "#2b4f9e", "#6b5a10", "#454f57")
_WIDTH, _HEIGHT, _EDGE = 640, 400, 20


def scatter(place: Floats, label: Ints, names: tuple[str, ...], title: str) -> str:
    """Return the map, both axes to one scale.

    place: shape (n, 2), in logits. label: shape (n,), which name each dot has, −1 for none.
    """
    if not len(place):
        return ""
    reach = np.maximum(np.abs(place).max(axis=0), 1e-9)
    scale = min((_WIDTH / 2 - _EDGE) / reach[0], (_HEIGHT / 2 - _EDGE) / reach[1])
    x, y = _WIDTH / 2 + place[:, 0] * scale, _HEIGHT / 2 - place[:, 1] * scale
    dots = "".join(
        f'<circle class="{_class(k)}" cx="{a:.1f}" cy="{b:.1f}" r="4"/>'
        for a, b, k in zip(x, y, label, strict=True)
    )
    legend = "".join(
        f'<li><span class="key {_class(k)}"></span>{escape(name)}</li>'
        for k, name in enumerate(names)
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f'<path class="line" d="M{_WIDTH / 2} 0V{_HEIGHT}M0 {_HEIGHT / 2}H{_WIDTH}"/>{dots}</svg>'
        f'<ul class="legend">{legend}</ul></figure>'
    )


def _class(number: int) -> str:
    return "nobody" if number < 0 else f"c{number % len(COLOURS)}"


def bar(share: float, low: float, high: float, colour: int) -> str:
    """Return a share from 0 to 1 with its interval, the middle marked."""
    return (
        '<svg class="bar" viewBox="0 0 200 16" aria-hidden="true">'
        '<rect class="ground" x="0" y="4" width="200" height="8"/>'
        f'<rect class="{_class(colour)}" x="0" y="4" width="{share * 200:.1f}" height="8"/>'
        f'<path class="interval" d="M{low * 200:.1f} 2v12M{low * 200:.1f} 8H{high * 200:.1f}'
        f'M{high * 200:.1f} 2v12"/><path class="half" d="M100 0v16"/></svg>'
    )


def styles() -> str:
    """Return the classes of the colours."""
    fills = "".join(
        f".c{k}{{fill:{colour};background:{colour}}}" for k, colour in enumerate(COLOURS)
    )
    return fills + ".nobody{fill:#9aa5ab;background:#9aa5ab}"
