"""Rows of a body's own matter, each with a text that nobody else may ever see."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from xieqiao.acts.matter import OwnModel
from xieqiao.bodies.models import Body

MARK = "不外传"
# Texts that the program reads itself, so that a mark would make no sense in them.
READ_BY_PROGRAM = {
    "acts.Draft.kind": "topic.confirm",
    "acts.File.media_type": "text/plain",
    "acts.File.sha256": "0" * 64,
    "acts.Notice.what": "seal",
}


def own_models() -> list[type[OwnModel]]:
    """Return every table of bodies' own matter."""
    return [m for m in apps.get_models() if issubclass(m, OwnModel)]


def secret_of(body: Body) -> str:
    """Return the text that stands in every row planted for a body."""
    return f"{MARK}{body.slug}"


def plant(body: Body) -> dict[str, Any]:
    """Put a row into every own table of a body, its texts marked. Return the rows by label."""
    planted: dict[str, Any] = {}
    waiting = own_models()
    while waiting:
        model = waiting.pop(0)
        label = model._meta.label
        needs = [f.related_model._meta.label for f in _needed(model)]
        later = [n for n in needs if n in {m._meta.label for m in waiting}]
        if later:
            waiting.append(model)
            continue
        planted[label] = _row(model, body, planted)
    return planted


def _needed(model: type[models.Model]) -> list[Any]:
    fields = [f for f in model._meta.concrete_fields if f.is_relation]
    return [f for f in fields if f.name != "body" and not f.null]


def _row(model: type[OwnModel], body: Body, planted: dict[str, Any]) -> Any:
    values: dict[str, Any] = {"body": body}
    for field in model._meta.concrete_fields:
        if field.name in {"id", "body"}:
            continue
        if field.is_relation:
            if not field.null:
                values[field.name] = _other(field.related_model, body, planted)
        elif isinstance(field, models.CharField | models.TextField):
            if type(field).__module__.startswith("django."):
                values[field.name] = _text(field, body)
        elif isinstance(field, models.FileField):
            values[field.name] = ContentFile(secret_of(body).encode(), name="secret.txt")
        elif _must_be_given(field):
            values[field.name] = _value(field)
    return model.objects.create(**values)  # type: ignore[attr-defined]


def _must_be_given(field: Any) -> bool:
    by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return not (field.null or field.has_default() or by_itself)


def _text(field: Any, body: Body) -> str:
    label = f"{field.model._meta.label}.{field.name}"
    if label in READ_BY_PROGRAM:
        return READ_BY_PROGRAM[label]
    if field.choices:
        return str(field.choices[0][0])
    secret = f"{secret_of(body)}{uuid4().hex[:8] if field.unique else ''}"
    return secret[: field.max_length] if field.max_length else secret


def _other(model: Any, body: Body, planted: dict[str, Any]) -> Any:
    if model._meta.label in planted:
        return planted[model._meta.label]
    row = model._default_manager.first()
    assert row is not None, f"no {model._meta.label} to point to"
    return row


def _value(field: Any) -> Any:
    match field:
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.UUIDField():
            return uuid4()
        case models.JSONField():
            return {}
        case models.BooleanField():
            return False
        case models.IntegerField():
            return 1
    raise AssertionError(f"how does one fill in {field}?")
