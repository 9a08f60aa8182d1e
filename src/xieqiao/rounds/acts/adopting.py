"""Adopting a result: which run, and how many people of which party go to each need; no names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Part
from xieqiao.acts.step import Step
from xieqiao.exchange.acts.rows import RowKind, Within
from xieqiao.rounds.models import Round, RoundShare, Run, RunAssignment
from xieqiao.rounds.reckoning import inputs_of

_FIXED: Any = {"fixed": True}
_SHA256 = "^[0-9a-f]{64}$"
_MOST = 20_000


class Share(Part):
    """How many people of a party go to a need."""

    need: UUID = Field(title=_("Need"), json_schema_extra=_FIXED)
    body: UUID = Field(title=_("Party"), json_schema_extra=_FIXED)
    number: int = Field(title=_("People"), ge=1, json_schema_extra=_FIXED)


class Adoption(ActPayload):
    """A run's result: enough to know it again, and what all parties may read of it."""

    round_title: Line = Field(default=Line(""), title=_("Round"), json_schema_extra=_FIXED)
    run: UUID = Field(title=_("Run"), json_schema_extra=_FIXED)
    number: int = Field(title=_("Number of the run"), ge=1, json_schema_extra=_FIXED)
    digest: str = Field(title=_("Digest of the result"), pattern=_SHA256, json_schema_extra=_FIXED)
    shares: list[Share] = Field(
        default_factory=list,
        title=_("Who sends how many where"),
        json_schema_extra=_FIXED,
        max_length=_MOST,
    )


def newest_of(round_id: UUID) -> Run | None:
    """Return the newest run, whatever came of it."""
    found: Run | None = Run.objects.filter(round=round_id).order_by("-number").first()
    return found


def shares_of(run: Run) -> list[dict[str, Any]]:
    """Return how many people of which party a run sends to each need, in an order of its own."""
    rows: Any = RunAssignment.objects.filter(run=run.id).order_by("need__need_id", "body_id")
    counted = rows.values("need__need_id", "body_id").annotate(n=Count("id"))
    return [
        {"need": row["need__need_id"], "body": row["body_id"], "number": row["n"]}
        for row in counted
    ]


def payload_of(run: Run) -> Adoption:
    """Return what an act says that adopts this run."""
    return Adoption.model_validate(_fields(run))


def _fields(run: Run) -> dict[str, Any]:
    return {
        "round_title": run.round.title,
        "run": run.id,
        "number": run.number,
        "digest": run.digest,
        "shares": shares_of(run),
    }


def propose(acting: Acting, run: Run) -> Any:
    """Propose to all parties that this run's result is adopted; return the act."""
    return gate.propose(acting, "round.adopt", payload_of(run), subject=run.round_id)


class AdoptResult(RowKind[Adoption]):
    """Adopt the result of a run, or of a refill."""

    name = "round.adopt"
    title = _("Adopt the result of a round")
    go = _("Propose the result")
    subject = "round"
    payload = Adoption
    model, began = Round, "opened_at"
    within = Within("shares", RoundShare, "round_id")

    def summary(self, payload: Adoption) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.round_title, "number": payload.number}
        return str(_now("Adopt run %(number)s of the round “%(title)s”") % words)

    def effect(self, payload: Adoption) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "Every party tells its own people where they go. All parties read how many people "
                "of which party go to each need; names pass only with a dispatch."
            )
        )

    def allowed(self, scene: Scene) -> bool:
        """There is a newest run, it can be kept, and it is not adopted already."""
        run = newest_of(scene.on)
        if run is None or not run.usable or not super().allowed(scene):
            return False
        return not Round.objects.filter(id=scene.on, run_id=run.id).exists()

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the newest run."""
        run = newest_of(scene.on)
        return _fields(run) if run is not None else {}

    def check(self, payload: Adoption, scene: Scene) -> None:
        """Refuse what is no result of this round, or not of what is put in now."""
        run = newest_of(scene.on)
        if run is None or run.id != payload.run or run.number != payload.number:
            raise PayloadError("run", _("There is a newer run. Look at its result."))
        if not run.usable:
            raise PayloadError("run", _("This run has no result that could be adopted."))
        said = [share.model_dump() for share in payload.shares]
        if run.digest != payload.digest or said != shares_of(run):
            raise PayloadError("digest", _("This is not what the run found. Open the form anew."))
        if inputs_of(run.round).digest() != run.inputs:
            raise PayloadError(
                "run", _("Something was put in or changed since this run. Let it be matched anew.")
            )

    def fields(self, payload: Adoption) -> dict[str, Any]:
        """Return which run holds."""
        said = {"run_number": payload.number, "run_digest": payload.digest}
        return {"run_id": payload.run, **said}

    def rows(self, payload: Adoption) -> list[dict[str, Any]]:
        """Return its numbers."""
        return [
            {"need_id": share.need, "body_id": share.body, "number": share.number}
            for share in payload.shares
        ]

    def apply(self, payload: Adoption, step: Step) -> None:
        """Write both, and when it was adopted."""
        super().apply(payload, step)
        step.put(Round, adopted_at=step.at)
