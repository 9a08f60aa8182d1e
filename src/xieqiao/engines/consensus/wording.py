"""What the report says, in its two languages."""

from __future__ import annotations

LANGUAGES = ("zh-hans", "en")

_ENGLISH = {
    "title": "What everybody holds in common",
    "took_part": "{people} took part and gave {votes} votes on {statements} statements.",
    "camps": "They stand in {count} groups of opinion.",
    "spectrum": "Opinions differ, but nowhere is there a gap: there are no separate groups. "
    "A and B are the thirds of the people at either end.",
    "none": "No groups: what somebody says of one statement tells nothing of the next.",
    "again": "Drawn anew from the same people {runs} times, the same number came {again}.",
    "map": "Map of opinions",
    "map_about": "Each dot is a person; near means that they vote alike. Whoever gave too few "
    "votes has no place yet.",
    "agreed": "Held in common",
    "agreed_about": "In every delegation more than half agree, the whole interval.",
    "rejected": "Rejected in common",
    "rejected_about": "In every delegation more than half disagree, the whole interval.",
    "different": "Where they differ",
    "different_about": "The delegations' shares differ beyond chance.",
    "divided": "Divided within",
    "divided_about": "Enough have voted, and opinions are divided in each delegation.",
    "undecided": "Too few voted to tell",
    "undecided_about": "The interval is still too wide. More votes are needed.",
    "statement": "Statement",
    "share": "Share that agrees, by delegation ({level} interval)",
    "voted": "Voted",
    "came": "Came again",
    "nothing": "None.",
    "folded": "fewer than five people, not shown",
    "all": "All",
    "suspicious": "For the moderators",
    "duplicates": "Statements that say nearly the same",
    "equal": "People who vote as one beyond chance",
    "equal_line": "{count} people, equal on all of at least {common} statements",
    "dropped": "Not counted",
    "method": "How it is reckoned",
    "method_about": "Rank {rank}, chosen with {hidden} hidden votes; {loss} nats a hidden vote. "
    "Shares are corrected for who was shown a statement; every delegation counts alike. Hidden "
    "statements are left out of the lists.",
}

_CHINESE = {
    "title": "各方共同认可的意见",
    "took_part": "{people} 人参加，对 {statements} 条意见表态 {votes} 次。",
    "camps": "看法分为 {count} 个群体。",
    "spectrum": "看法有别，但处处相连，没有彼此分开的群体。A、B 为两端各三分之一的人。",
    "none": "没有群体：对一条意见的表态，说明不了对另一条的看法。",
    "again": "在同样的人中重新抽取 {runs} 次，群体数目相同的占 {again}。",
    "map": "意见分布图",
    "map_about": "每一点是一个人，离得近表示表态相近。表态太少的人暂未标出。",
    "agreed": "共识",
    "agreed_about": "每一方都有半数以上赞成，且整个区间都在半数以上。",
    "rejected": "共同不赞成",
    "rejected_about": "每一方都有半数以上不赞成，且整个区间都在半数以上。",
    "different": "分歧",
    "different_about": "各方赞成比例的差别不是偶然。",
    "divided": "各方内部看法不一",
    "divided_about": "表态的人已经足够，但每一方内部看法不一。",
    "undecided": "表态人数不足，尚难判断",
    "undecided_about": "区间还太宽，需要更多人表态。",
    "statement": "意见",
    "share": "各方赞成比例（{level} 区间）",
    "voted": "已表态",
    "came": "重现",
    "nothing": "无。",
    "folded": "不足五人，不予显示",
    "all": "全体",
    "suspicious": "请主持人留意",
    "duplicates": "内容几乎相同的意见",
    "equal": "表态完全一致、难以用偶然解释的参加者",
    "equal_line": "{count} 人，共同表态的至少 {common} 条意见全部一致",
    "dropped": "未计入",
    "method": "计算方法",
    "method_about": "秩 {rank}，以 {hidden} 个隐藏的表态选定，每个隐藏表态的对数损失为 {loss}。"
    "各方比例已按意见给谁看过作了校正，各方同等看待。已隐藏的意见不列入。",
}

_WORDS = {"zh-hans": _CHINESE, "en": _ENGLISH}


def words(language: str) -> dict[str, str]:
    """Return the words of a language."""
    return _WORDS[language]
