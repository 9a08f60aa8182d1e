"""What each role at a body includes: the one matrix that the code enforces and a page shows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Capability as C


class Role(models.TextChoices):
    """A role that a person holds at a body."""

    CHAIR = "chair", _("Chair")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
    CLERK = "clerk", _("Office clerk")
    MEMBER = "member", _("Member")
    UNIT_HANDLER = "unit_handler", _("Unit handler")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


MATRIX: dict[str, frozenset[C]] = {
    Role.CHAIR: frozenset({C.READ_SHARED, C.READ_OWN, C.COMMENT, C.RELEASE_ACT, C.CONSENT}),
    Role.SECRETARY_GENERAL: frozenset(
        {C.READ_SHARED, C.READ_OWN, C.EDIT_OWN, C.MANAGE_MEMBERS, C.COMMENT, C.PREPARE_ACT,
         C.RELEASE_ACT, C.CONSENT, C.REPORT}
    ),
    Role.CLERK: frozenset(
        {C.READ_SHARED, C.READ_OWN, C.EDIT_OWN, C.MANAGE_MEMBERS, C.COMMENT, C.PREPARE_ACT,
         C.REPORT}
    ),
    Role.MEMBER: frozenset({C.READ_SHARED, C.COMMENT, C.OWN_INITIATIVE}),
    Role.UNIT_HANDLER: frozenset({C.ANSWER_FOR_UNIT}),
    Role.OBSERVER: frozenset({C.READ_SHARED}),
    Role.ADMINISTRATOR: frozenset({C.READ_SHARED, C.READ_OWN, C.MANAGE_MEMBERS, C.ADMINISTER}),
}  # fmt: skip


def capabilities_of(roles: frozenset[str]) -> frozenset[C]:
    """Return what several roles include together; unknown roles include nothing."""
    return frozenset().union(*(MATRIX.get(role, frozenset()) for role in roles))
