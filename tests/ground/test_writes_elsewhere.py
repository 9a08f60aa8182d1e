"""Nothing but acts writes shared and reported tables, nothing but a room's `live` live ones.

This is found in the text of the code, without running it, for every module of `xieqiao`. Its reach:
writes by the ORM whose model follows from imports, annotations, assignments, loops, foreign keys
and reverse names, forms that save a model, and SQL written as text. What it cannot tell (a model
that comes out of a mapping, `getattr`, SQL put together from several texts) is refused when it is
tried: every such model derives from one whose writes need their gate to be open (`acts/matter.py`).
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.forms import ModelForm

import xieqiao
from tests.ground.writes import Write, modules_under, writes_in
from xieqiao.acts.matter import GatedModel, Matter

ROOT = Path(xieqiao.__file__).parent
BY_ACTS = {Matter.SHARED, Matter.REPORTED}
# What may write any table at all, and why.
ANY_TABLE = {
    "xieqiao.acts.replay": "empties and fills the database of its own that a replay goes into",
    "xieqiao.acts.matter": "is the lock itself",
}


def guarded_tables() -> dict[str, Matter]:
    """Return the tables of shared, reported and live matter, out of Django's registry."""
    wanted = {*BY_ACTS, Matter.LIVE}
    kept: dict[str, Any] = {m._meta.db_table: getattr(m, "matter", None) for m in apps.get_models()}
    return {table: matter for table, matter in kept.items() if matter in wanted}


def _matters(write: Write) -> set[Matter]:
    """Return what sorts of guarded matter a write may touch."""
    if write.how == "SQL":
        tables = guarded_tables()
        if write.table == "any_table":
            return set(tables.values())
        return {tables[write.table]} if write.table in tables else set()
    model = write.model
    if model is None:
        return set()
    own: Any = getattr(model, "matter", None)
    if own is None and (model is models.Model or issubclass(model, GatedModel)):
        return {*BY_ACTS} if getattr(model, "gate", "acts") == "acts" else {Matter.LIVE}
    return {own} & {*BY_ACTS, Matter.LIVE}


def _allowed(write: Write, matters: set[Matter]) -> bool:
    parts = write.module.split(".")
    if write.module in ANY_TABLE:
        return True
    if matters & BY_ACTS:
        by_an_act = write.in_step and len(parts) > 2 and parts[2] in {"acts", "own_kinds"}
        return by_an_act or write.module == "xieqiao.acts.step"
    return len(parts) > 2 and parts[2] == "live"


def elsewhere(found: list[Write]) -> list[str]:
    """Return the writes past the gates."""
    looked = ((write, _matters(write)) for write in found)
    return [str(write) for write, matters in looked if matters and not _allowed(write, matters)]


@cache
def everywhere() -> tuple[Write, ...]:
    """Return every write of the package."""
    found: list[Write] = []
    for name, path in modules_under(ROOT, "xieqiao"):
        if not name.startswith("xieqiao.engines"):
            found += writes_in(name, path)
    return tuple(found)


def test_there_is_something_to_guard() -> None:
    matters = list(guarded_tables().values())
    assert min(matters.count(m) for m in (Matter.SHARED, Matter.REPORTED, Matter.LIVE)) >= 2
    assert all(
        issubclass(model, GatedModel)
        for model in apps.get_models()
        if model._meta.db_table in guarded_tables()
    )


def test_nothing_writes_past_the_gates() -> None:
    assert elsewhere(list(everywhere())) == []


def test_no_form_saves_what_only_acts_may_write() -> None:
    for name, _ in modules_under(ROOT, "xieqiao"):
        if ".forms" in name or ".views" in name:
            importlib.import_module(name)
    forms = list(_heirs(ModelForm))
    assert len(forms) >= 5
    assert [f for f in forms if f._meta.model and issubclass(f._meta.model, GatedModel)] == []


def _heirs(cls: Any) -> Iterator[Any]:
    for heir in cls.__subclasses__():
        yield heir
        yield from _heirs(heir)


def test_the_search_can_tell_what_most_writes_are_about() -> None:
    """So that its reach does not shrink unseen: the acts' own writes are known, and most others."""
    found = [write for write in everywhere() if write.how != "SQL"]
    known = [write for write in found if write.model is not None]
    assert len(known) >= 60
    assert len(known) / len(found) > 0.75, [str(w) for w in found if w.model is None]
    by_acts = [w for w in known if _matters(w) & BY_ACTS]
    assert any(w.module == "xieqiao.acts.step" for w in by_acts)
    assert {w.module for w in known if _matters(w) == {Matter.LIVE}} >= {
        "xieqiao.acts.live",
        "xieqiao.topics.live",
        "xieqiao.meetings.live.comments",
    }


IMPORTS = """
from __future__ import annotations
from django.apps import apps
from django.db import connection, models
from xieqiao.acts.matter import SharedModel
from xieqiao.acts.models import Act, Comment
from xieqiao.acts.step import Step
from xieqiao.bodies.models import Body
from xieqiao.meetings import models as meetings
from xieqiao.topics.models import Topic, TopicComment
from xieqiao.topics.queries import *
"""
PAST_THE_GATES = [
    "def f(): Topic.objects.filter(closed=True).update(title='')",
    "def f(): Topic.objects.create(title='')",
    "def f(): Topic._default_manager.using('default').all().delete()",
    "def f(row: Topic): row.save()",
    "def f(row: Topic | None): row.delete()",
    "def f():\n  for row in Topic.objects.all():\n    row.save(update_fields=['title'])",
    "def f(): [row.delete() for row in Topic.objects.filter(closed=True)]",
    "def f():\n  row = Topic(title='')\n  row.save()",
    "def f():\n  row, made = Topic.objects.get_or_create(id=1)\n  row.save()",
    "def f():\n  if row := Topic.objects.first():\n    row.save()",
    "def f(row: TopicComment): row.topic.save()",
    "def f(model: type[SharedModel]): model.objects.bulk_create([])",
    "def f(model: type[models.Model]): model._default_manager.all().delete()",
    "def f(rows: models.QuerySet[Topic]): rows.update(title='')",
    "def f(): apps.get_model('topics', 'Topic').objects.update(title='')",
    "def f(): meetings.Activity.objects.all().delete()",
    "class C:\n  row: Topic\n  def f(self): self.row.save()",
    "class C:\n  model = Topic\n  def f(self): self.model.objects.all().delete()",
    "def f(): connection.cursor().execute('UPDATE topics_topic SET title = %s', [''])",
    "def f(): connection.cursor().execute('INSERT OR REPLACE INTO \"topics_topic\" VALUES (1)')",
    "def f(t: str): connection.cursor().execute(f'DELETE FROM {t}')",
    "def f(): TopicComment.objects.create(text='')",
    "def f(act: Act): act.comments.update(text='')",
    "def f(act: Act): act.comments.create(text='')",
    "def f(): Comment.objects.first().save()",
]
WITHIN = [
    "def f(step: Step): Topic.objects.filter(id=step.subject.id).update(title='')",
    "class K:\n  def apply(self, payload, step: Step):\n    Topic.objects.create(title='')",
    "def f(row: Body): row.save()",
    "def f(): Act.objects.all().delete()",
    "def f(): return {'update the topics_topic': 1}.update({})",
    "def f(): Topic.objects.filter(closed=True).count()",
]


@pytest.mark.parametrize("code", PAST_THE_GATES)
def test_a_planted_write_is_found(tmp_path: Path, code: str) -> None:
    assert elsewhere(_planted(tmp_path, "xieqiao.planted.views", code))


@pytest.mark.parametrize("code", WITHIN)
def test_what_an_act_does_is_no_such_write(tmp_path: Path, code: str) -> None:
    assert elsewhere(_planted(tmp_path, "xieqiao.planted.acts", code)) == []


def test_a_step_outside_acts_and_a_live_write_within_acts_are_found(tmp_path: Path) -> None:
    step = "def f(step: Step): Topic.objects.update(title='')"
    live = "def f(step: Step): TopicComment.objects.create(text='')"
    assert len(elsewhere(_planted(tmp_path, "xieqiao.planted.views", step))) == 1
    assert len(elsewhere(_planted(tmp_path, "xieqiao.planted.acts", live))) == 1
    assert elsewhere(_planted(tmp_path, "xieqiao.planted.live.votes", live)) == []


def test_a_module_that_really_lies_in_the_package_is_looked_at(tmp_path: Path) -> None:
    """A violation in a file of a package is found by the same walk that looks at ours."""
    package = tmp_path / "planted"
    (package / "deep").mkdir(parents=True)
    (package / "deep" / "views.py").write_text(IMPORTS + PAST_THE_GATES[0])
    walked = [w for name, path in modules_under(package, "planted") for w in writes_in(name, path)]
    line = IMPORTS.count("\n") + 1
    assert elsewhere(walked) == [f"planted.deep.views:{line} update topics.topic"]


def _planted(folder: Path, module: str, code: str) -> list[Write]:
    path = folder / f"{module.rsplit('.', 1)[-1]}.py"
    path.write_text(IMPORTS + code)
    assert module not in sys.modules
    return writes_in(module, path)
