"""The report: one HTML file with everything in it, to read, to print, to send."""

from __future__ import annotations

from html import escape

import numpy as np

from xieqiao.engines.consensus.analysis import Analysis
from xieqiao.engines.consensus.arrays import Floats, Ints
from xieqiao.engines.consensus.bases import Basis
from xieqiao.engines.consensus.drawing import bar, scatter, styles
from xieqiao.engines.consensus.shares import LEVEL
from xieqiao.engines.consensus.wording import LANGUAGES, words

__all__ = ["LANGUAGES", "as_html"]

# Delegations with fewer people are not shown, so that nobody can be picked out.
FEWEST_SHOWN = 5
_SECTIONS = ("agreed", "rejected", "different", "undecided", "divided")
_AGREE = 2
_STYLE = """
:root{color-scheme:light;--ink:#15212a;--muted:#50606a;--line:#d9e0e2}
body{font:1rem/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;
color:var(--ink);background:#fff;margin:0 auto;max-width:60rem;padding:1.5rem 1rem}
h1{font-size:1.75rem;line-height:1.3}h2{margin-top:2.25rem;border-top:1px solid var(--line);
padding-top:1rem}.about{color:var(--muted)}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;
border-bottom:1px solid var(--line)}td.figure{font-variant-numeric:tabular-nums;white-space:nowrap}
td.text{width:24rem;overflow-wrap:anywhere}figure{margin:1rem 0}svg{max-width:100%}
figure svg{border:1px solid var(--line);width:100%;height:auto}.line,.half,.interval{fill:none;
stroke:var(--muted)}.line{stroke:var(--line)}.interval{stroke:var(--ink);stroke-width:1.5}
.half{stroke-dasharray:2 2}.ground{fill:#e9eef0}.bar{width:100%;height:1rem;align-self:center}
.line-of{display:grid;grid-template-columns:4rem 11rem 8.5rem auto;gap:.6rem;
font-variant-numeric:tabular-nums}circle{opacity:.7}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;padding:0}
.key{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin-right:.4em}
@media (max-width:40rem){thead{display:none}tr,td{display:block}tr{padding:.5rem 0}
td{border:0;padding:.1rem 0}.line-of{grid-template-columns:3rem minmax(0,1fr) auto}
.line-of span:nth-of-type(3){display:none}}
@media print{body{max-width:none;padding:0}tr{break-inside:avoid}}
"""


def as_html(found: Analysis, language: str = LANGUAGES[0]) -> str:
    """Return the report as a whole HTML document."""
    say = words(language)
    body = "\n".join(
        [
            f"<h1>{escape(say['title'])}</h1>",
            _opening(found, say),
            _map(found, say),
            *(_section(found, verdict, say) for verdict in _SECTIONS),
            _moderators(found, say),
            _method(found, say),
        ]
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(say['title'])}</title>\n<style>{_STYLE}{styles()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _opening(found: Analysis, say: dict[str, str]) -> str:
    votes, groups = found.votes, found.groups
    lines = [
        say["took_part"].format(
            people=len(votes.participants), votes=len(votes.vote), statements=len(votes.statements)
        ),
        say[groups.why].format(count=groups.count),
    ]
    if found.stability is not None and groups.why != "none":
        again = f"{found.stability.count:.0%}"
        lines.append(say["again"].format(runs=found.stability.runs, again=again))
    return f"<p>{escape(' '.join(lines))}</p>"


def _map(found: Analysis, say: dict[str, str]) -> str:
    spots, basis = found.positions, found.main
    if spots.place.shape[1] == 0 or not spots.placed.any():
        return ""
    place: Floats = np.zeros((int(spots.placed.sum()), 2))
    columns = min(spots.place.shape[1], 2)
    place[:, :columns] = spots.place[spots.placed][:, :columns]
    label = basis.label[spots.placed]
    return f"<h2>{escape(say['map'])}</h2><p class=about>{escape(say['map_about'])}</p>" + scatter(
        place, label, _names(basis, say), say["map"]
    )


def _names(basis: Basis, say: dict[str, str]) -> tuple[str, ...]:
    return tuple(say["all"] if basis.kind == "everyone" else name for name in basis.shares.names)


def _section(found: Analysis, verdict: str, say: dict[str, str]) -> str:
    basis = found.main
    places = listed(found, basis, verdict)
    head = (
        f"<h2>{escape(say[verdict])}（{len(places)}）</h2>"
        f"<p class=about>{escape(say[verdict + '_about'])}</p>"
    )
    if not len(places):
        return f"{head}<p>{escape(say['nothing'])}</p>"
    share = f"{say['share'].format(level=f'{LEVEL:.0%}')} · {say['voted']}"
    titles = (say["statement"], share, say["came"])
    rows = "\n".join(_row(found, basis, int(j), say) for j in places)
    columns = "".join(f"<th scope=col>{escape(title)}</th>" for title in titles)
    return f"{head}<table><thead><tr>{columns}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def listed(found: Analysis, basis: Basis, verdict: str) -> Ints:
    """Return the places of the statements with a verdict, the clearest first, hidden ones out."""
    says = basis.verdicts
    order = {
        "agreed": -says.bridging,
        "rejected": -says.bridging_against,
        "different": -says.gap,
    }.get(verdict, -basis.shares.counts.sum(axis=(0, 2)).astype(float))
    inside = np.array([v == verdict for v in says.verdict], dtype=bool) & ~found.votes.hidden
    places = np.flatnonzero(inside)
    return places[np.argsort(np.round(order[places], 9), kind="stable")]


def _row(found: Analysis, basis: Basis, j: int, say: dict[str, str]) -> str:
    text = found.votes.text[j] if found.votes.text and found.votes.text[j] else ""
    again = found.stability.verdict[basis.kind][j] if found.stability else None
    lines = "".join(_delegation(basis, d, j, say) for d in range(len(basis.shares.names)))
    cells = [
        f"<td class=text>{escape(found.votes.statements[j])}　{escape(text)}</td>",
        f"<td>{lines}</td>",
        f"<td class=figure>{'' if again is None else f'{again:.0%}'}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _delegation(basis: Basis, d: int, j: int, say: dict[str, str]) -> str:
    shares, name = basis.shares, escape(_names(basis, say)[d])
    if shares.people[d] < FEWEST_SHOWN and len(shares.names) > 1:
        return f"<div class=line-of><span>{name}</span><span>{escape(say['folded'])}</span></div>"
    share, low, high = (float(a[d, j, _AGREE]) for a in (shares.share, shares.low, shares.high))
    voted = f"{int(shares.counts[d, j].sum())}/{int(shares.people[d])}"
    return (
        f"<div class=line-of><span>{name}</span>{bar(share, low, high, d)}"
        f"<span>{share:.0%} ({low:.0%}–{high:.0%})</span><span>{voted}</span></div>"
    )


def _moderators(found: Analysis, say: dict[str, str]) -> str:
    votes = found.votes
    pairs = [
        f"{votes.statements[d.first]} – {votes.statements[d.second]}（{d.text_alike:.0%}）："
        f"{votes.text[d.first]} / {votes.text[d.second]}"
        for d in found.duplicates
    ]
    blocks = [
        say["equal_line"].format(count=len(b.people), common=b.common) for b in found.equal_blocks
    ]
    dropped = [f"{d.what}: {d.count}. {d.why}" for d in votes.dropped]
    parts = [f"<h2>{escape(say['suspicious'])}</h2>"]
    for title, lines in (("duplicates", pairs), ("equal", blocks), ("dropped", dropped)):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        told = f"<ul>{items}</ul>" if lines else f"<p>{escape(say['nothing'])}</p>"
        parts.append(f"<h3>{escape(say[title])}</h3>{told}")
    return "\n".join(parts)


def _method(found: Analysis, say: dict[str, str]) -> str:
    choice = found.choice
    loss = f"{choice.loss:.3f}" if choice.hidden else "–"
    told = say["method_about"].format(rank=choice.rank, hidden=choice.hidden, loss=loss)
    return f"<h2>{escape(say['method'])}</h2><p>{escape(told)}</p>"
