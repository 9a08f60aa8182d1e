"""What the forms of this room's acts let one choose from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.exchange.models import OfferedNeed
from xieqiao.partnerships.queries import focus_areas_of
from xieqiao.topics.models import JointReport, PartText, ResearchPart, ResearchPlan, Topic


def focus_areas(scene: Scene) -> Choices:
    """Return the focus areas of the agreements in force."""
    if scene.partnership_id is None:
        return []
    return [(str(area.id), area.name) for area in focus_areas_of(scene.partnership_id)]


def needs(scene: Scene) -> Choices:
    """Return the needs that are open in the partnership, the newest first."""
    rows = OfferedNeed.objects.filter(partnership=scene.partnership_id, closed=False)
    shown = rows.select_related("owner").order_by("-in_force_at", "id")[:MOST]
    return [(str(row.id), f"{row.owner} · {row.title}") for row in shown]


def topics(scene: Scene, *, closed: bool = False) -> Choices:
    """Return the partnership's topics, the newest first; closed ones only if asked for.

    If the form's address names one, it is the only choice.
    """
    one = topic_in_hand(scene)
    if one is not None and (closed or not one.closed):
        return [(str(one.id), str(one))]
    rows = Topic.objects.filter(partnership=scene.partnership_id)
    rows = rows if closed else rows.filter(closed=False)
    return [(str(row.id), str(row)) for row in rows.order_by("-confirmed_at", "id")[:MOST]]


def plans(scene: Scene) -> Choices:
    """Return the plan that the form's address names, otherwise all that are open."""
    one = plan_in_hand(scene)
    if one is not None:
        return [(str(one.id), str(one))]
    rows = ResearchPlan.objects.filter(partnership=scene.partnership_id, closed=False)
    rows = rows.select_related("topic").order_by("-planned_at", "id")[:MOST]
    return [(str(row.id), str(row)) for row in rows]


def part_texts(scene: Scene, plan: ResearchPlan | None) -> Choices:
    """Return the newest wording of each part, of one plan or of all in the partnership."""
    rows = ResearchPart.objects.filter(partnership=scene.partnership_id)
    if plan is not None:
        rows = rows.filter(plan=plan)
    rows = rows.select_related("owner").prefetch_related("texts")
    return [
        (str(newest_text(row).id), f"{row.owner} · {row.title}")
        for row in rows.order_by("contributed_at", "id")[:MOST]
    ]


def newest_text(part: ResearchPart) -> PartText:
    """Return the wording that a part has now."""
    return max(part.texts.all(), key=lambda text: text.position)


def _in_hand(rows: QuerySet[Any], scene: Scene, name: str) -> Any:
    """Return the row of the partnership that the form's address names, or None."""
    wanted = scene.named(name)
    if wanted is None:
        return None
    return rows.filter(id=wanted, partnership=scene.partnership_id).first()


def topic_in_hand(scene: Scene) -> Topic | None:
    """Return the topic that the form's address names."""
    found: Topic | None = _in_hand(Topic.objects.all(), scene, "topic")
    return found


def plan_in_hand(scene: Scene) -> ResearchPlan | None:
    """Return the research plan that the form's address names."""
    plans = ResearchPlan.objects.select_related("topic")
    found: ResearchPlan | None = _in_hand(plans, scene, "plan")
    return found


def need_in_hand(scene: Scene) -> dict[str, Any]:
    """Return what a topic starts from: the offered need that its address names."""
    needs = OfferedNeed.objects.select_related("owner")
    need: OfferedNeed | None = _in_hand(needs, scene, "need")
    if need is None:
        return {}
    areas = {name: id_ for id_, name in focus_areas(scene)}
    return {
        "need": need.id,
        "title": need.title,
        "why": need.text,
        "focus_area": areas.get(need.focus_area),
    }


def with_present(found: Choices, field: str, now: UUID | None) -> Choices:
    """Add what a topic names now, when it is not offered any more."""
    if now is None or str(now) in dict(found):
        return found
    model = {"focus_area": "partnerships.FocusArea", "need": "exchange.OfferedNeed"}[field]
    row = apps.get_model(model)._default_manager.filter(id=now).first()
    return found if row is None else [(str(now), str(row)), *found]


def with_earlier(found: Choices, report: JointReport) -> Choices:
    """Add the wordings that stand in a report and have been revised since."""
    offered = dict(found)
    rows = report.parts.select_related("text__part__owner")
    texts = [row.text for row in rows if str(row.text_id) not in offered]
    label = _("%(body)s · %(title)s (wording %(number)d, as in the report)")
    return found + [
        (str(t.id), label % {"body": t.part.owner, "title": t.title, "number": t.number})
        for t in texts
    ]
