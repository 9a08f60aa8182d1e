"""Keeping the search table in step: with each act in force, and with each own thing saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from xieqiao.acts.matter import Matter, OwnModel
from xieqiao.acts.models import Act
from xieqiao.acts.signals import in_force
from xieqiao.portal.grams import index_grams
from xieqiao.portal.models import Findable

# Of a long text its beginning is found by; PostgreSQL's search index takes about a megabyte.
MOST_INDEXED, MOST_SHOWN = 30_000, 4_000


def searchable_models() -> list[type[Model]]:
    """Return the models whose rows can be found: they say what is worth finding."""
    return [m for m in apps.get_models() if hasattr(m, "searchable")]


def listen() -> None:
    """Follow acts and own things from now on."""
    in_force.connect(_acted, sender=Act, dispatch_uid="portal")
    for model in searchable_models():
        if getattr(model, "matter", None) is Matter.OWN:
            post_save.connect(_saved, sender=model, dispatch_uid=f"portal {model.__name__}")
            post_delete.connect(_deleted, sender=model, dispatch_uid=f"portal- {model.__name__}")


def _acted(sender: Any, act: Act, rows: list[tuple[type[Model], UUID]], **more: Any) -> None:
    found: dict[type[Model], list[UUID]] = {}
    for model, id_ in rows:
        if hasattr(model, "searchable"):
            found.setdefault(model, []).append(id_)
    for model, ids in found.items():
        for row in model._default_manager.filter(pk__in=ids):
            put(row, space=act.space_id)


def _saved(sender: Any, instance: Any, raw: bool = False, **more: Any) -> None:
    if getattr(instance, "deleted_at", None) is not None:
        Findable.objects.filter(thing=instance.id).delete()
    else:
        put(instance, body=instance.body_id)


def _deleted(sender: Any, instance: OwnModel, **more: Any) -> None:
    Findable.objects.filter(thing=instance.id).delete()


def put_many(rows: list[Any], *, body: UUID) -> None:
    """Write the search rows of a body's own things that came at once, past the signals."""
    Findable.objects.filter(body=body, thing__in=[row.id for row in rows]).delete()
    Findable.objects.bulk_create(
        [Findable(thing=row.id, **_fields(row, None, body)) for row in rows], batch_size=500
    )


def put(row: Any, *, space: UUID | None = None, body: UUID | None = None) -> None:
    """Write the search row of a thing."""
    fields = _fields(row, space, body)
    if not Findable.objects.filter(thing=row.id).update(**fields):
        Findable.objects.create(thing=row.id, **fields)


def _fields(row: Any, space: UUID | None, body: UUID | None) -> dict[str, Any]:
    text = str(row.searchable())
    return {
        "model": row._meta.label_lower,
        "space": space,
        "body": body,
        "title": str(row)[:300],
        "text": text[:MOST_SHOWN],
        "grams": index_grams(f"{row} {text[:MOST_INDEXED]}"),
        "at": getattr(row, "in_force_at", None) or timezone.now(),
        "demonstration": bool(getattr(row, "demonstration", False)),
    }
