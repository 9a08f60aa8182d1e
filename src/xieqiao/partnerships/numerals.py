"""Numbers of clauses as official documents write them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

_DIGITS = "零一二三四五六七八九"
_TEN, _HUNDRED, _TWENTY = 10, 100, 20


def hanzi(number: int) -> str:
    """Return a number from 1 to 999 in Chinese: 十二, 一百零三."""
    hundreds, rest = divmod(number, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if number < _TWENTY else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def article_label(number: int) -> str:
    """Return the label of a clause in the reader's language."""
    chinese = (get_language() or "").startswith("zh")
    return _("Article %s") % (hanzi(number) if chinese else number)
