"""Registers are append-only."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from xieqiao.acts import triggers


def create(apps: Any, editor: Any) -> None:
    triggers.create(editor.connection)


def drop(apps: Any, editor: Any) -> None:
    triggers.drop(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
