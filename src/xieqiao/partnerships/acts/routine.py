"""Routine matters: kinds of acts for which an agreement says that more than half suffices."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.kinds import Move, PayloadError, Scene, all_kinds
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Subject
from xieqiao.partnerships.acts.carried import moves_for, open_subjects
from xieqiao.partnerships.models import Agreement

# What makes the rules themselves, or takes texts out, always needs everybody.
_NEVER = {"partnership", "agreement", "delegation", "content"}


def routine_choices() -> list[tuple[str, str]]:
    """Return the kinds that an agreement may declare routine."""
    kinds = (k for k in all_kinds() if k.matter is Matter.SHARED and not k.founds)
    return [(k.name, str(k.title)) for k in kinds if k.name.split(".")[0] not in _NEVER]


def check_routine(routine: Iterable[str], scene: Scene) -> None:
    """Refuse kinds that cannot be routine, and rules beside those of another agreement."""
    possible = {name for name, _title in routine_choices()}
    unknown = sorted(set(routine) - possible)
    if unknown:
        raise PayloadError("routine", _now("%s cannot be a routine matter.") % unknown[0])
    ruling = _ruling(scene)
    if routine and ruling not in {None, scene.subject_id}:
        title = Agreement.objects.filter(id=ruling).values_list("title", flat=True).first()
        raise PayloadError(
            "routine",
            _("Routine matters are laid down in “%s” already. Amend that one.") % (title or ""),
        )


def _partnership(scene: Scene) -> Subject:
    assert scene.partnership_id is not None
    return Subject.objects.get(id=scene.partnership_id)


def _ruling(scene: Scene) -> UUID | None:
    basis = _partnership(scene).deciders.basis
    return UUID(basis.id) if basis else None


def _under_rules(scene: Scene) -> list[Subject]:
    """Return the partnership and what is open in it, agreements aside: they always need all."""
    assert scene.partnership_id is not None
    rows = [_partnership(scene), *open_subjects(scene.partnership_id)]
    return [row for row in rows if row.type != "agreement"]


def rule_moves(routine: Iterable[str], scene: Scene) -> list[Move]:
    """Return the moves of all whose routine matters differ from `routine`."""
    wanted = tuple(sorted(set(routine)))
    rows = [r for r in _under_rules(scene) if r.deciders.standing is None]
    if not wanted and _ruling(scene) != scene.subject_id:
        return []
    return moves_for(row for row in rows if row.deciders.routine != wanted)


def unruled_moves(scene: Scene) -> list[Move]:
    """Return the moves of all whose routine matters come from the agreement of the scene."""
    if _ruling(scene) != scene.subject_id:
        return []
    return moves_for(row for row in _under_rules(scene) if row.deciders.routine)
