"""QR codes, drawn on our own server; no address leaves it."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules of white around it, as ISO/IEC 18004 wants


def as_svg(text: str, look: str = "qr", quiet: int = QUIET) -> SafeString:
    """Return a QR code as SVG for the middle of a page, without any style attribute."""
    made = segno.make_qr(text, error="m")
    drawn = made.svg_inline(
        border=quiet, svgclass=look, lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - it holds shapes alone


def as_png(text: str) -> bytes:
    """Return a QR code as a picture for print, of about 1,000 pixels."""
    out = io.BytesIO()
    made = segno.make_qr(text, error="m")
    made.save(out, kind="png", scale=24, border=QUIET)
    return out.getvalue()
