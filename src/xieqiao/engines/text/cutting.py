"""Terms of a text: words of Chinese (rjieba) and of others (stems), characters one and two at once.

Words alone miss what is said in other words: 农产品 and 产品 share no word, but characters. So the
index holds both; which of them tell much is left to how often they occur. Words are those of the
dictionary, none are guessed: their number stays bounded, and pairs of characters cover the rest.
"""

from __future__ import annotations

import re
import threading

import rjieba
import tantivy

from xieqiao.engines.text.folding import fold

# Scripts written without blanks, whose characters mean something in pairs: Han, kana, bopomofo.
_CHARACTERS = r"\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u3400-\u9fff\U00020000-\U0003ffff"
HAN = re.compile(f"[{_CHARACTERS}]+")
OTHER = re.compile(rf"[^\W_{_CHARACTERS}]+")
_LONGEST = 40
# Nouns, verbs, adjectives, idioms, abbreviations, phrases, places, states.
_NAMING = "nvaijlsz"

_analyzers = threading.local()


def cut(text: str) -> list[str]:
    """Return the terms of a text, as often as they occur, for recall: words and characters."""
    return terms(fold(text))


def terms(folded: str) -> list[str]:
    """Return the terms of a text that is folded already."""
    found = []
    for run in HAN.findall(folded):
        found += [word for word in rjieba.cut(run, hmm=False) if len(word) > 2]
        found += run
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    rest = OTHER.findall(folded)
    if rest:
        found += stems(rest)
    return found


def naming(folded: str) -> list[str]:
    """Return the words that name something, each once: no particles, no single characters.

    Chinese ones by their part of speech (rjieba), others unless they are stop words (tantivy).
    """
    found: dict[str, None] = {}
    for run in HAN.findall(folded):
        for word, kind in rjieba.tag(run, hmm=False):
            if len(word) > 1 and kind[0] in _NAMING:
                found[word] = None
    for word in OTHER.findall(folded):
        if len(word) > 1 and not word.isdigit() and stems([word]):
            found[word[:_LONGEST]] = None
    return list(found)


def stems(found: list[str]) -> list[str]:
    """Return English words without their endings (Snowball); others stay as they are."""
    made: list[str] = _analyzer().analyze(" ".join(word[:_LONGEST] for word in found))
    return made


def _analyzer() -> tantivy.TextAnalyzer:
    """Return this thread's analyzer."""
    if not hasattr(_analyzers, "english"):
        _analyzers.english = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
            .filter(tantivy.Filter.stopword("english"))
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
    made: tantivy.TextAnalyzer = _analyzers.english
    return made
