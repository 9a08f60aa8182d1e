"""Chinese sorts by a stored key, never by the database's collation."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

# Family names that are read otherwise than the same character in a sentence.
SURNAMES = {
    "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2",
    "单于": "chan2 yu2", "单": "shan4", "仇": "qiu2", "解": "xie4", "区": "ou1", "任": "ren2",
    "朴": "piao2", "查": "zha1", "曾": "zeng1", "盖": "ge3", "翟": "zhai2", "员": "yun4",
    "冼": "xian3", "缪": "miao4", "乐": "yue4", "覃": "qin2", "华": "hua4", "宁": "ning4",
    "燕": "yan1", "那": "na1", "种": "chong2", "秘": "bi4", "应": "ying1", "柏": "bai3",
    "谌": "chen2", "葛": "ge3", "哈": "ha3", "过": "guo1", "纪": "ji3", "褚": "chu3",
    "黑": "he4", "郗": "xi1", "逄": "pang2", "繁": "po2", "折": "she2", "召": "shao4",
}  # fmt: skip


def sort_key(name: str) -> str:
    """Return the pinyin of a name, with tone numbers, in lower case; at most 200 characters."""
    return " ".join(lazy_pinyin(name, style=Style.TONE3)).lower()[:200]


def person_key(name: str) -> str:
    """Return the sort key of a person's name, minding how family names are read."""
    for length in (2, 1):
        read = SURNAMES.get(name[:length])
        if read:
            return f"{read} {sort_key(name[length:])}".strip()[:200]
    return sort_key(name)
