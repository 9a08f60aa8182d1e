"""The meeting that is being held: what has been taken up, who has spoken, who waits to speak."""

from __future__ import annotations

from uuid import UUID

from xieqiao.bodies.roles import Role
from xieqiao.demo.references import made
from xieqiao.demo.stage import Stage
from xieqiao.meetings import live
from xieqiao.meetings.models import Activity, RunningItem, Speaker
from xieqiao.meetings.words import SpeakerState

_HOST, _SPOKE, _WAIT = "nanting", ("dongling", "xicen"), ("dongling", "xicen", "beiqi")


def hold(stage: Stage, label: str) -> None:
    """Take up the agenda up to its third point, as the host's office does, unless it has begun."""
    activity = Activity.objects.get(id=made(label))
    if RunningItem.objects.filter(activity=activity.id).exists():
        return
    host = stage.acting(_HOST, Role.CLERK)
    live.start_item(host, activity, 1)
    for slug in _SPOKE:
        live.ask(stage.acting(slug, Role.MEMBER), activity)
        live.call(host, activity, _first(activity))
        live.finish(host, activity)
    live.start_item(host, activity, 2)
    live.add_guest(host, activity, "演示护理专家")
    live.call(host, activity, _first(activity))
    for slug in _WAIT:
        live.ask(stage.acting(slug, Role.SECRETARY_GENERAL), activity)


def _first(activity: Activity) -> UUID:
    waiting = Speaker.objects.filter(activity=activity.id, state=SpeakerState.WAITING)
    first: Speaker = waiting.order_by("asked_at", "id")[0]
    return first.id
