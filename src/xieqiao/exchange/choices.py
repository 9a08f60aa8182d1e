"""What the forms of this room let one choose from, and what they start from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.access import Capability
from xieqiao.acts.choosing import MOST, Choices
from xieqiao.acts.kinds import Scene
from xieqiao.acts.matter import SubjectModel
from xieqiao.exchange.consents import usable
from xieqiao.exchange.models import (
    Dispatch,
    Need,
    OfferedNeed,
    OfferedStrength,
    OwnEntry,
    Strength,
)
from xieqiao.exchange.sectors import DIVISIONS, SECTIONS, division_name

SNAPSHOT = ("title", "text", "sector", "division", "focus_area", "wanted_number")
MOST_CHOSEN = 200
OF_NEEDS = ("at_least", "by_when", "where", "how")
OF_STRENGTHS = ("languages", "times_a_year", "proof", "proof_where", "proof_when")


# Lists


def sectors() -> Choices:
    """Return the sections of GB/T 4754 with their letters."""
    empty = [("", str(_("Not said")))]
    return empty + [(letter, f"{letter} {name}") for letter, name in SECTIONS.items()]


def divisions() -> Choices:
    """Return the divisions of GB/T 4754 with their codes."""
    empty = [("", str(_("Not said")))]
    return empty + [(d.code, f"{d.section}{d.code} {division_name(d.code)}") for d in DIVISIONS]


def own_entries(model: type[OwnEntry], scene: Scene) -> Choices:
    """Return the own body's entries that are not deleted, the one in hand first."""
    found = list(_own(model, scene).order_by("-changed_at")[:MOST])
    in_hand = _in_hand(model, scene)
    if in_hand is not None and in_hand not in found:
        found.insert(0, in_hand)
    return [(str(row.pk), str(row)) for row in found]


def topics(scene: Scene) -> Choices:
    """Return the partnership's topics, the newest first."""
    rows = apps.get_model("topics.Topic")._default_manager
    mine = rows.filter(partnership=scene.partnership_id).order_by("-in_force_at")
    return [(str(row.pk), str(row)) for row in mine[:MOST]]


def offered_needs(scene: Scene) -> Choices:
    """Return the needs that are open in the partnership, and the one in hand."""
    rows = OfferedNeed.objects.filter(partnership=scene.partnership_id).select_related("owner")
    found = list(rows.filter(closed=False).order_by("-in_force_at")[:MOST])
    wanted = scene.named("need") or _need_of_dispatch(scene)
    if wanted and wanted not in {row.id for row in found}:
        found += rows.filter(id=wanted)
    return [(str(row.id), f"{row.owner} · {row.title}") for row in found]


def needs_of_others(scene: Scene, only: UUID | None = None) -> Choices:
    """Return the open needs of the other parties, or of them one alone."""
    rows = OfferedNeed.objects.filter(partnership=scene.partnership_id, closed=False)
    rows = rows.exclude(owner=scene.acting.body_id).select_related("owner")
    named = only or scene.named("need")
    found = list(rows.filter(id=named) if named else rows.order_by("-in_force_at")[:MOST])
    return [(str(row.id), f"{row.owner} · {row.title}") for row in found]


def our_offered_strengths(scene: Scene) -> Choices:
    """Return the strengths that the own body offers in the partnership."""
    rows = OfferedStrength.objects.filter(partnership=scene.partnership_id, closed=False)
    rows = rows.filter(owner=scene.acting.body_id).order_by("-in_force_at")
    return [(str(row.id), row.title) for row in rows[:MOST]]


def _need_of_dispatch(scene: Scene) -> UUID | None:
    if scene.subject is None:
        return None
    return Dispatch.objects.filter(id=scene.on).values_list("need_id", flat=True).first()


def dispatch_in_hand(scene: Scene) -> Choices:
    """Return the dispatch that the address names, or the partnership's newest ones."""
    rows = Dispatch.objects.filter(partnership=scene.partnership_id, called_off=False)
    named = scene.named("dispatch")
    found = rows.filter(id=named) if named else rows.order_by("-agreed_at")[:MOST]
    return [(str(row.id), row.title) for row in found]


def dispatch_titles(id_: UUID) -> list[str]:
    """Return what a dispatch is called, if there is such a one."""
    return list(Dispatch.objects.filter(id=id_).values_list("title", flat=True))


# Whose they are


def _own(model: type[OwnEntry], scene: Scene) -> Any:
    return model._default_manager.filter(body=scene.acting.body_id, deleted_at=None)


def is_own_entry(model: type[OwnEntry], scene: Scene, id_: UUID) -> bool:
    """Say whether it is an entry of the own body that is not deleted."""
    found: bool = _own(model, scene).filter(id=id_).exists()
    return found


def may_be_used(model: type[OwnEntry], id_: UUID) -> bool:
    """Say whether whoever must consent to an entry's being used has done so."""
    if model is not Strength:
        return True
    return bool(usable(Strength.objects.filter(id=id_)).exists())


def is_ours(model: type[SubjectModel], scene: Scene) -> bool:
    """Say whether the own body offered the subject of the scene."""
    if scene.subject is None:
        return False
    rows: QuerySet[Any] = model._default_manager.filter(id=scene.on)
    return bool(rows.filter(owner=scene.acting.body_id).exists())


# What forms start from


def _in_hand(model: type[OwnEntry], scene: Scene) -> Any:
    own = scene.named("own")
    return _own(model, scene).filter(id=own).first() if own else None


def entry_in_hand(model: type[OwnEntry], scene: Scene) -> dict[str, Any]:
    """Return the text of the own entry that the address names."""
    row = _in_hand(model, scene)
    if row is None:
        return {}
    more = OF_NEEDS if isinstance(row, Need) else OF_STRENGTHS
    return {"own": row.pk, **{name: getattr(row, name) for name in (*SNAPSHOT, *more)}}


def offer_at_hand(model: type[SubjectModel], scene: Scene) -> dict[str, Any]:
    """Return the text that partners read of the scene's subject now."""
    row: Any = model._default_manager.get(id=scene.on)
    more = OF_NEEDS if isinstance(row, OfferedNeed) else OF_STRENGTHS
    names = (*SNAPSHOT, "shown_for", "announced", *more)
    fields = {name: getattr(row, name) for name in names}
    return {"own": row.own_id, "topic": row.topic_id, **fields}


def title_at_hand(model: type[SubjectModel], scene: Scene) -> str:
    """Return what the scene's subject is called."""
    return str(model._default_manager.get(id=scene.on))


def dispatch_at_hand(scene: Scene) -> dict[str, Any]:
    """Return the scene's dispatch as it is agreed on."""
    row = Dispatch.objects.get(id=scene.on)
    names = ("title", "number", "profile", "purpose", "begins", "ends", "costs")
    persons = [
        {"person_id": p.person_id, "shown_as": p.shown_as, "office": p.office}
        for p in row.persons.all()
    ]
    return {
        "need": row.need_id,
        "topic": row.topic_id,
        "sender": row.sender_id,
        "receiver": row.receiver_id,
        "persons": persons,
        **{name: getattr(row, name) for name in names},
    }


def need_in_hand(scene: Scene) -> dict[str, Any]:
    """Return what a dispatch starts from: the offered need that its address names."""
    need = scene.named("need")
    rows = OfferedNeed.objects.filter(partnership=scene.partnership_id)
    row = rows.filter(id=need).first() if need else None
    if row is None:
        return {"sender": scene.acting.body_id}
    ours = row.owner_id == scene.acting.body_id
    others = [party for party in scene.parties if party != row.owner_id]
    sender = scene.acting.body_id if not ours else others[0] if len(others) == 1 else None
    persons = persons_of(scene, ids_in(scene, "own_strengths")) or _own_person(scene)
    return {
        "persons": persons,
        "title": row.title,
        "need": row.id,
        "topic": row.topic_id or _raised_from(row.id),
        "receiver": row.owner_id,
        "sender": sender,
        "number": len(persons) or row.wanted_number or row.at_least,
        "purpose": row.text or row.title,
    }


def _raised_from(need: UUID) -> Any:
    topics = apps.get_model("topics.Topic")._default_manager
    return topics.filter(need_id=need, closed=False).values_list("id", flat=True).first()


# People and strengths that the own office has chosen on its own pages


def ids_in(scene: Scene, name: str) -> list[UUID]:
    """Return the ids that the address gives under a name, parted by commas."""
    found = []
    for part in scene.extra.get(name, "").split(",")[:MOST_CHOSEN]:
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found


def offered_of(scene: Scene, own_ids: list[UUID]) -> list[UUID]:
    """Return where these own strengths are offered in the partnership."""
    rows = OfferedStrength.objects.filter(partnership=scene.partnership_id, closed=False)
    rows = rows.filter(owner=scene.acting.body_id, own_id__in=own_ids)
    return list(rows.order_by("offered_at", "id").values_list("id", flat=True))


def persons_of(scene: Scene, own_ids: list[UUID]) -> list[dict[str, Any]]:
    """Return whose these own strengths are, each person once, as a dispatch names them."""
    if not own_ids or not scene.acting.can(Capability.EDIT_OWN):
        return []
    rows = usable(_own(Strength, scene).filter(id__in=own_ids)).select_related("person")
    persons = {row.person_id: row.person for row in rows if row.person is not None}
    return [_as_named(person) for person in persons.values()]


def _own_person(scene: Scene) -> list[dict[str, Any]]:
    """Return the one of the own directory whom the address names, as a dispatch names people."""
    named = scene.named("own_person")
    if named is None or not scene.acting.can(Capability.EDIT_OWN):
        return []
    rows = apps.get_model("bodies.Person")._default_manager
    found = rows.filter(id=named, body=scene.acting.body_id)
    return [_as_named(person) for person in found]


def _as_named(person: Any) -> dict[str, Any]:
    return {
        "person_id": person.pk,
        "shown_as": person.name,
        "office": person.work or person.office,
    }
