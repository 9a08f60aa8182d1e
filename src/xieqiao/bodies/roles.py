"""What each role at a body includes: the one matrix that the code enforces and a page shows."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
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

# Who may give which role: the office its members and handlers, the administrator every one.
GIVEN_BY: dict[C, frozenset[str]] = {
    C.MANAGE_MEMBERS: frozenset({Role.MEMBER, Role.UNIT_HANDLER}),
    C.ADMINISTER: frozenset(Role),
}

CAPABILITY_WORDS: dict[C, Promise] = {
    C.READ_SHARED: _("Read what the body shares with its partners"),
    C.READ_OWN: _("Read the body's own matter: directory, needs, drafts"),
    C.EDIT_OWN: _("Edit the body's own needs, strengths and drafts"),
    C.MANAGE_MEMBERS: _("Keep the directory: people, sections, units, terms"),
    C.COMMENT: _("Comment on acts and shared matter"),
    C.PREPARE_ACT: _("Prepare acts for release"),
    C.RELEASE_ACT: _("Release acts to the partners"),
    C.CONSENT: _("Consent to acts, or decline them, for the body"),
    C.REPORT: _("Report what the body did: submissions, answers, attendance"),
    C.ANSWER_FOR_UNIT: _("Answer for a unit on what is addressed to it"),
    C.OWN_INITIATIVE: _("Enter initiatives of one's own"),
    C.ADMINISTER: _("Give roles, invite, and change the body's entry"),
}


def capabilities_of(roles: frozenset[str]) -> frozenset[C]:
    """Return what several roles include together; unknown roles include nothing."""
    return frozenset().union(*(MATRIX.get(role, frozenset()) for role in roles))


def givable(acting: Acting) -> list[Role]:
    """Return the roles that somebody may give, end, and invite to, in the order of the matrix."""
    given = frozenset().union(
        *(roles for capability, roles in GIVEN_BY.items() if acting.can(capability))
    )
    return [role for role in Role if role in given]


def role_label(role: str) -> str:
    """Return a role in the reader's language; one that is unknown as it is stored."""
    return str(Role(role).label) if role in Role.values else role
