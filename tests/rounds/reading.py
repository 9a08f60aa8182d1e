"""Everything that one body reads of a round, as one text, for comparing two worlds.

Ids of runs and moments are masked: they are new in every run.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from typing import Any

from django.db.models import Model
from django.forms.models import model_to_dict

from xieqiao.acts.access import Acting
from xieqiao.rounds import queries
from xieqiao.rounds.models import Round

_MASKED = {"id", "run", "refills", "asked_at", "begun_at", "finished_at", "run_id", "adopted_at"}


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, Model):
        fields = model_to_dict(value)
        return {k: str(v) for k, v in fields.items() if k not in _MASKED} | {"is": str(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)


def put_in_seen(who: Acting, round_: Round) -> str:
    """Return all that a body reads of what is put in."""
    return _text(
        {
            "rounds": list(queries.rounds_seen_by(who)),
            "parties": queries.parties_of(round_),
            "needs": list(queries.needs_in(who, round_)),
            "entrants": list(queries.entrants_of(who, round_, state="")),
            "strengths": list(queries.strengths_to_put_in(who, round_)),
            "people": list(queries.people_to_put_in(who, round_)),
            "rules": [
                list(queries.exclusions_of(who, round_)),
                list(queries.locks_of(who, round_)),
                list(queries.teams_of(who, round_)),
                queries.limit_of(who, round_),
            ],
            "may run": queries.may_run(who, round_),
        }
    )


def results_seen(who: Acting, round_: Round) -> str:
    """Return all that a body reads of the runs and of what was adopted."""
    runs = list(queries.runs_of(who, round_))
    return _text(
        {
            "runs": runs,
            "ours": [queries.named(queries.assignments_of(who, run)) for run in runs],
            "fills": [queries.fills_of(who, run) for run in runs],
            "clash": [queries.clash_of(who, run) for run in runs],
            "fresh": [queries.is_fresh(run) for run in runs],
            "adopted": queries.adopted_ours(who, round_),
            "shares": queries.shares_of(who, round_),
            "holes": queries.holes_of(who, round_),
        }
    )


def _text(seen: dict[str, Any]) -> str:
    return json.dumps({k: plain(v) for k, v in seen.items()}, ensure_ascii=False, indent=1)
