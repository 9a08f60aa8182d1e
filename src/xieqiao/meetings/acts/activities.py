"""Planning an activity, changing what it is about, calling it off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, Move, Scene
from xieqiao.acts.payloads import Text
from xieqiao.acts.step import Step
from xieqiao.meetings import choices
from xieqiao.meetings.acts.terms import (
    About,
    AgendaLine,
    Invitation,
    OnActivity,
    PaperText,
    TimeAndPlace,
    about_refers,
    check_about,
    check_link,
    check_still_expected,
    check_time,
    check_title,
    put_agenda,
    put_papers,
    put_schedule,
)
from xieqiao.meetings.models import Activity, Papers, Schedule
from xieqiao.meetings.words import ActivityKind, InvitedAs
from xieqiao.partnerships.queries import standing_for

MOST_POINTS, MOST_GUESTS, MOST_PAPERS = 80, 80, 60


class ActivityPlan(TimeAndPlace, About):
    """A new activity: what, when, where, who, and what is read for it."""

    agenda: list[AgendaLine] = Field(
        default_factory=list, title=_("Agenda"), max_length=MOST_POINTS
    )
    invited: list[Invitation] = Field(
        default_factory=list,
        title=_("Invited from outside"),
        description=_("Experts, departments and leaders; each party names its own people itself."),
        max_length=MOST_GUESTS,
    )
    papers: list[PaperText] = Field(default_factory=list, title=_("Papers"), max_length=MOST_PAPERS)


class ActivityChange(About):
    """An activity as it should read now, and why."""

    agenda: list[AgendaLine] = Field(
        default_factory=list, title=_("Agenda"), max_length=MOST_POINTS
    )
    invited: list[Invitation] = Field(
        default_factory=list, title=_("Invited from outside"), max_length=MOST_GUESTS
    )
    why: Text = Field(default=Text(""), title=_("Why it is changed"))


class CallingOff(OnActivity):
    """Why an activity is called off."""

    why: Text = Field(title=_("Why it is called off"), min_length=1)


def _choices(field: str, scene: Scene) -> list[tuple[str, str]] | None:
    match field:
        case "kind":
            return choosing.listed(ActivityKind)
        case "invited.quality":
            return choosing.listed(InvitedAs)
        case "topic":
            return choices.topics(scene)
        case "mechanism":
            return choices.mechanisms(scene)
        case "host":
            return choosing.parties(scene)
        case "zone":
            return choices.zones(scene)
    return None


def _put_about(payload: About, step: Step, **fields: Any) -> None:
    step.put(
        Activity,
        kind=payload.kind.value,
        title=str(payload.title),
        purpose=str(payload.purpose),
        topic_id=payload.topic,
        mechanism_id=payload.mechanism,
        host_id=payload.host,
        **fields,
    )


class PlanActivity(Kind[ActivityPlan]):
    """Plan an activity; its schedule and its papers become subjects of their own."""

    name = "activity.plan"
    title = _("Plan an activity")
    go = _("Propose the activity")
    subject = "activity"
    creates = True
    payload = ActivityPlan

    def summary(self, payload: ActivityPlan) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"kind": str(payload.kind.label).lower(), "title": payload.title}
        if payload.happened or payload.source:
            return str(_now("Enter the %(kind)s “%(title)s”") % words)
        return str(_now("Hold the %(kind)s “%(title)s”") % words)

    def effect(self, payload: ActivityPlan) -> str:
        """Return what will be so once the act is in force."""
        if payload.happened or payload.source:
            return str(_now("It stands in the calendar of all parties as something that was."))
        return str(
            _now("It stands in the calendar of all parties; each then names its delegation.")
        )

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer topics, mechanisms, hosts and zones."""
        return _choices(field, scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the own body's zone, and the body itself as host."""
        return {"zone": scene.acting.body.timezone, "host": scene.acting.body_id}

    def check(self, payload: ActivityPlan, scene: Scene) -> None:
        """Refuse what belongs elsewhere, and times that cannot be."""
        check_about(payload, scene)
        check_time(payload, past=payload.happened)
        check_still_expected(payload, scene.acting.body.today())
        check_link(payload.link)

    def refers(self, payload: ActivityPlan) -> list[UUID]:
        """Return the topic and the mechanism."""
        return about_refers(payload)

    def moves(self, payload: ActivityPlan, scene: Scene) -> list[Move]:
        """Return the activity, its schedule and its papers; standing consents apply to both."""
        assert scene.partnership_id is not None
        return [
            Move("activity", label="activity"),
            *(
                Move(sort, label=sort, standing=standing_for(scene.partnership_id, sort))
                for sort in ("schedule", "papers")
            ),
        ]

    def apply(self, payload: ActivityPlan, step: Step) -> None:
        """Write whichever of the three the step is about."""
        match step.subject.type:
            case "activity":
                _put_about(payload, step, planned_at=step.at)
                put_agenda(payload, step)
            case "schedule":
                of = {"activity_id": step.made["activity"]}
                put_schedule(payload, step, past=payload.happened, **of)
            case "papers":
                put_papers(payload, step, activity_id=step.made["activity"])


class ChangeActivity(Kind[ActivityChange]):
    """Change what an activity is about, its host, agenda or guests."""

    name = "activity.change"
    title = _("Change the activity")
    go = _("Propose the change")
    subject = "activity"
    payload = ActivityChange

    def summary(self, payload: ActivityChange) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Change the activity “%s”") % payload.title)

    def effect(self, payload: ActivityChange) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new agenda holds. Time, place and papers stay as they are."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer topics, mechanisms and hosts, the present ones among them."""
        found = _choices(field, scene)
        if field in {"topic", "mechanism"} and found is not None:
            row = Activity.objects.select_related(field).get(id=scene.on)
            now = getattr(row, field)
            if now is not None and str(now.pk) not in dict(found):
                found = [(str(now.pk), str(now)), *found]
        return found

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the activity as it is."""
        row = Activity.objects.get(id=scene.on)
        return {
            "kind": row.kind,
            "title": row.title,
            "purpose": row.purpose,
            "topic": row.topic_id,
            "mechanism": row.mechanism_id,
            "host": row.host_id,
            "agenda": list(row.agenda.values("title", "speaker", "minutes")),
            "invited": list(row.invited.values("name", "quality", "note")),
        }

    def check(self, payload: ActivityChange, scene: Scene) -> None:
        """Refuse what belongs elsewhere."""
        check_about(payload, scene)

    def refers(self, payload: ActivityChange) -> list[UUID]:
        """Return the topic and the mechanism."""
        return about_refers(payload)

    def apply(self, payload: ActivityChange, step: Step) -> None:
        """Write what it is about now."""
        _put_about(payload, step)
        put_agenda(payload, step)


class CancelActivity(Kind[CallingOff]):
    """Call an activity off."""

    name = "activity.cancel"
    title = _("Call the activity off")
    go = _("Propose to call it off")
    subject = "activity"
    payload = CallingOff

    def summary(self, payload: CallingOff) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.activity_title:
            return str(_now("Call “%s” off") % payload.activity_title)
        return str(_now("Call an activity off"))

    def effect(self, payload: CallingOff) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("Every calendar marks it as called off; nothing more is due for it."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the name of the activity."""
        return {"activity_title": Activity.objects.get(id=scene.on).title}

    def check(self, payload: CallingOff, scene: Scene) -> None:
        """Refuse the name of another activity."""
        check_title(payload, Activity.objects.get(id=scene.on))

    def moves(self, payload: CallingOff, scene: Scene) -> list[Move]:
        """Return the activity with its schedule and papers, all closing."""
        of = {"activity": scene.subject_id}
        rest: list[tuple[str, Any]] = [("schedule", Schedule), ("papers", Papers)]
        return [
            Move("activity", scene.subject_id, closes=True),
            *(
                Move(sort, model.objects.values_list("id", flat=True).get(**of), closes=True)
                for sort, model in rest
            ),
        ]

    def apply(self, payload: CallingOff, step: Step) -> None:
        """Mark the activity, and close what belongs to it."""
        match step.subject.type:
            case "activity":
                step.put(Activity, cancelled=True, cancelled_because=str(payload.why))
            case "schedule":
                step.carry(Schedule)
            case "papers":
                step.carry(Papers)
