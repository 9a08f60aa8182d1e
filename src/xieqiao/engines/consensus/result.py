"""An analysis as plain data: the same votes give the same bytes, in whatever order they came."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from xieqiao.engines.consensus.analysis import Analysis
from xieqiao.engines.consensus.bases import Basis
from xieqiao.engines.consensus.shares import LEVEL
from xieqiao.engines.consensus.verdicts import votes_wanted

FORMAT = "xieqiao-consensus/1"
_DIGITS = 6
_WORDS = ("disagree", "pass", "agree")


def as_json(found: Analysis) -> str:
    """Return the analysis as JSON text that ends with a newline."""
    return json.dumps(as_data(found), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_data(found: Analysis) -> dict[str, Any]:
    """Return the analysis as dictionaries, lists, text and numbers of six significant digits."""
    data = {
        "format": FORMAT,
        "interval_level": LEVEL,
        "summary": _summary(found),
        "model": _model(found),
        "groups": _groups(found),
        "statements": [_statement(found, j) for j in range(len(found.votes.statements))],
        "participants": [_participant(found, i) for i in range(len(found.votes.participants))],
        "suspicious": _suspicious(found),
    }
    rounded: dict[str, Any] = _rounded(data)
    return rounded


def _summary(found: Analysis) -> dict[str, Any]:
    votes = found.votes
    return {
        "participants": len(votes.participants),
        "participants_placed": int(found.positions.placed.sum()),
        "statements": len(votes.statements),
        "statements_hidden": [s for s, h in zip(votes.statements, votes.hidden, strict=True) if h],
        "votes": len(votes.vote),
        "parties": {p: votes.party.count(p) for p in votes.parties},
        "dropped": [
            {"what": d.what, "why": d.why, "count": d.count, "examples": list(d.examples)}
            for d in votes.dropped
        ],
    }


def _model(found: Analysis) -> dict[str, Any]:
    choice = found.choice
    return {
        "rank": choice.rank,
        "shrinkage": choice.shrinkage,
        "moderation": choice.moderation,
        "held_out_votes": choice.hidden,
        "log_loss": choice.loss,
        "log_loss_by_rank": list(choice.losses),
        "gain": choice.gain,
        "gain_error": choice.gain_error,
        "axis_weights": found.positions.weight.tolist(),
    }


def _groups(found: Analysis) -> dict[str, Any]:
    groups, stability = found.groups, found.stability
    return {
        "count": groups.count,
        "why": groups.why,
        "silhouettes": list(groups.silhouette),
        "clearer_than_cloud": list(groups.clearer),
        "again": stability.count if stability else None,
        "counts_in_runs": {str(k): n for k, n in stability.counts.items()} if stability else None,
        "list": [
            {
                "name": str(k + 1),
                "people": int((groups.label == k).sum()),
                "again": float(stability.group[k]) if stability else None,
            }
            for k in range(groups.count)
        ],
    }


def _participant(found: Analysis, i: int) -> dict[str, Any]:
    spots, label = found.positions, int(found.groups.label[i])
    again = found.stability.member[i] if found.stability else math.nan
    return {
        "id": found.votes.participants[i],
        "party": found.votes.party[i] if found.votes.party else "",
        "position": spots.place[i].tolist(),
        "position_error": np.sqrt(spots.variance[i]).tolist(),
        "known": float(spots.known[i]),
        "group": str(label + 1) if label >= 0 else None,
        "membership": found.groups.membership[i].tolist(),
        "again": float(again),
    }


def _statement(found: Analysis, j: int) -> dict[str, Any]:
    votes, everyone = found.votes, found.bases[0].shares
    return {
        "id": votes.statements[j],
        "text": votes.text[j] if votes.text else "",
        "status": votes.status[j] if votes.status else "",
        "hidden": bool(votes.hidden[j]),
        "votes": dict(zip(_WORDS, everyone.counts[0, j].tolist(), strict=True)),
        "polis_consensus": {
            "agree": float(found.polis_consensus[0, j]),
            "disagree": float(found.polis_consensus[1, j]),
        },
        "by": {basis.kind: _judged(found, basis, j) for basis in found.bases},
    }


def _judged(found: Analysis, basis: Basis, j: int) -> dict[str, Any]:
    says, shares = basis.verdicts, basis.shares
    again = found.stability.verdict[basis.kind][j] if found.stability else None
    wanted = votes_wanted(shares)
    more = len(shares.names) > 1
    pair = [shares.names[d] for d in says.gap_pair[j]]
    return {
        "verdict": says.verdict[j],
        "again": None if again is None else float(again),
        "bridging": float(says.bridging[j]),
        "bridging_against": float(says.bridging_against[j]),
        "common": {
            word: [float(a[j, c]) for a in (says.common, says.common_low, says.common_high)]
            for c, word in enumerate(_WORDS)
        },
        "gap": [float(says.gap[j]), float(says.gap_error[j]), *pair] if more else None,
        "delegations": [
            {
                "name": name,
                "people": int(shares.people[d]),
                "voted": int(shares.counts[d, j].sum()),
                "votes": dict(zip(_WORDS, shares.counts[d, j].tolist(), strict=True)),
                "votes_wanted": int(wanted[d, j]),
                **{
                    word: [float(a[d, j, c]) for a in (shares.share, shares.low, shares.high)]
                    for c, word in enumerate(_WORDS)
                },
            }
            for d, name in enumerate(shares.names)
        ],
    }


def _suspicious(found: Analysis) -> dict[str, Any]:
    people, statements = found.votes.participants, found.votes.statements
    return {
        "near_duplicates": [
            {
                "statements": [statements[d.first], statements[d.second]],
                "text_alike": d.text_alike,
                "voted_on_both": d.both,
                "votes_alike": d.votes_alike,
            }
            for d in found.duplicates
        ],
        "equal_voters": [
            {
                "participants": [people[p] for p in b.people],
                "statements_in_common": b.common,
                "log10_chance": b.log10_chance,
            }
            for b in found.equal_blocks
        ],
    }


def _rounded(value: Any) -> Any:
    """Return the value with numbers of six significant digits and None for what is no number."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return 0.0 if abs(value) < 1e-9 else float(f"{value:.{_DIGITS}g}")
    return value
