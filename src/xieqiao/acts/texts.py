"""What people may type: cleaned where nobody would notice, refused with a reason elsewhere."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINE_LENGTH = 200
TEXT_LENGTH = 20_000

# Marks that reorder or hide text on the page while another text is signed (Unicode TR36, TR39).
HIDDEN = {
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x061C,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
}


def clean_text(value: str, *, limit: int = TEXT_LENGTH) -> str:
    """Return `value` normalised (NFC, Unix line ends, no trailing blanks).

    Raises ValidationError for control characters, hidden direction marks and too long texts.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    _refuse_hidden(text, allowed="\n\t")
    if len(text) > limit:
        raise ValidationError(
            _("This text has %(length)d characters; at most %(limit)d are possible here."),
            code="too_long",
            params={"length": len(text), "limit": limit},
        )
    return text


def clean_line(value: str, *, limit: int = LINE_LENGTH) -> str:
    """Return `value` as one line, normalised. Raises ValidationError like `clean_text`."""
    text = unicodedata.normalize("NFC", value).strip()
    _refuse_hidden(text, allowed="")
    if len(text) > limit:
        raise ValidationError(
            _("This line has %(length)d characters; at most %(limit)d are possible here."),
            code="too_long",
            params={"length": len(text), "limit": limit},
        )
    return text


def _refuse_hidden(text: str, *, allowed: str) -> None:
    for position, character in enumerate(text, start=1):
        if character in allowed:
            continue
        if unicodedata.category(character) in {"Cc", "Cs"} or ord(character) in HIDDEN:
            raise ValidationError(
                _(
                    "Character %(position)d (U+%(code)s) cannot be seen and would change how the "
                    "text reads. Please delete it, or type the line again."
                ),
                code="hidden",
                params={"position": position, "code": f"{ord(character):04X}"},
            )
