"""Languages by their codes (ISO 639), and what people write for them in a list."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

NAMES = {
    "zh": _("Chinese"),
    "en": _("English"),
    "fr": _("French"),
    "de": _("German"),
    "ru": _("Russian"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "ar": _("Arabic"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "vi": _("Vietnamese"),
    "th": _("Thai"),
    "bo": _("Tibetan"),
    "ug": _("Uyghur"),
    "mn": _("Mongolian"),
    "za": _("Zhuang"),
    "yue": _("Cantonese"),
}
CHOICES = list(NAMES.items())
_WRITTEN = {
    "zh": "中文 汉语 漢語 国语 國語 普通话 普通話 华语 mandarin chinese",
    "en": "英文 英语 英語 english",
    "fr": "法文 法语 法語 french",
    "de": "德文 德语 德語 german",
    "ru": "俄文 俄语 俄語 russian",
    "es": "西班牙文 西班牙语 西语 spanish",
    "pt": "葡萄牙文 葡萄牙语 葡语 portuguese",
    "ar": "阿拉伯文 阿拉伯语 arabic",
    "ja": "日文 日语 日語 日本语 japanese",
    "ko": "韩文 韩语 韓語 朝鲜语 朝文 korean",
    "vi": "越南文 越南语 越语 vietnamese",
    "th": "泰文 泰语 thai",
    "bo": "藏文 藏语 藏語 tibetan",
    "ug": "维吾尔文 维吾尔语 维语 uyghur",
    "mn": "蒙文 蒙古文 蒙语 蒙古语 mongolian",
    "za": "壮文 壮语 zhuang",
    "yue": "粤语 粵語 广东话 白话 cantonese",
}
_CODES = {word: code for code, words in _WRITTEN.items() for word in words.split()}
_CODES |= {code: code for code in NAMES}
_BETWEEN = re.compile(r"[,，、;；/和\s]+")


def codes_of(text: str) -> str:
    """Return the codes of the languages that a list names, each once, parted by commas.

    What is no known language is left out.
    """
    words = (_CODES.get(word.lower(), "") for word in _BETWEEN.split(text))
    return ",".join(sorted({word for word in words if word}))


def names_of(codes: str) -> list[str]:
    """Return the names of languages in the reader's language."""
    return [str(NAMES.get(code, code)) for code in codes.split(",") if code]


def lacks(wanted: str, spoken: str) -> bool:
    """Say whether somebody lacks one of the wanted languages.

    Whoever says nothing of languages speaks Chinese, as all who are put in here.
    """
    return not set(filter(None, wanted.split(","))) <= {*spoken.split(","), "zh"}
