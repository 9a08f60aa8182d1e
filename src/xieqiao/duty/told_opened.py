"""How far a member opened the duty record, in words."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xieqiao.duty.deeds import Deed
from xieqiao.duty.opened import Choice


def how_far_words(choice: Choice) -> str:
    """Return what one partnership's parties read."""
    if choice.nothing:
        return _("nothing")
    if choice.everything:
        return _("everything of this partnership, also what comes later")
    said = [str(deed.label) for deed in Deed if deed.value in choice.sorts]
    if choice.entries:
        n = len(choice.entries)
        said.append(ngettext("%(n)d single entry", "%(n)d single entries", n) % {"n": n})
    return (", " if get_language() == "en" else "、").join(said)
