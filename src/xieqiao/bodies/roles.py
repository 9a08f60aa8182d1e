"""What each role at a body includes: the one matrix that the code enforces and a page shows."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability

May = Capability  # shorter, so that the matrix reads like a table


class Role(models.TextChoices):
    """A role that a person holds at a body."""

    CHAIR = "chair", _("Chair")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
    CLERK = "clerk", _("Office clerk")
    MEMBER = "member", _("Member")
    UNIT_HANDLER = "unit_handler", _("Unit handler")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


MATRIX: dict[str, frozenset[Capability]] = {
    Role.CHAIR: frozenset(
        {May.READ_SHARED, May.READ_OWN, May.COMMENT, May.RELEASE_ACT, May.CONSENT}
    ),
    Role.SECRETARY_GENERAL: frozenset(
        {May.READ_SHARED, May.READ_OWN, May.EDIT_OWN, May.MANAGE_MEMBERS, May.COMMENT,
         May.PREPARE_ACT, May.RELEASE_ACT, May.CONSENT, May.REPORT}
    ),
    Role.CLERK: frozenset(
        {May.READ_SHARED, May.READ_OWN, May.EDIT_OWN, May.MANAGE_MEMBERS, May.COMMENT,
         May.PREPARE_ACT, May.REPORT}
    ),
    Role.MEMBER: frozenset({May.READ_SHARED, May.COMMENT, May.OWN_INITIATIVE}),
    Role.UNIT_HANDLER: frozenset({May.ANSWER_FOR_UNIT}),
    Role.OBSERVER: frozenset({May.READ_SHARED}),
    Role.ADMINISTRATOR: frozenset(
        {May.READ_SHARED, May.READ_OWN, May.MANAGE_MEMBERS, May.ADMINISTER}
    ),
}  # fmt: skip

# Who may give which role: the office its members and handlers, the administrator every one.
GIVEN_BY: dict[Capability, frozenset[str]] = {
    May.MANAGE_MEMBERS: frozenset({Role.MEMBER, Role.UNIT_HANDLER}),
    May.ADMINISTER: frozenset(Role),
}

CAPABILITY_WORDS: dict[Capability, Promise] = {
    May.READ_SHARED: _("Read what the body shares with its partners"),
    May.READ_OWN: _("Read the body's own matter: directory, needs, drafts"),
    May.EDIT_OWN: _("Edit the body's own needs, strengths and drafts"),
    May.MANAGE_MEMBERS: _("Keep the directory: people, sections, units, terms"),
    May.COMMENT: _("Comment on acts and shared matter"),
    May.PREPARE_ACT: _("Prepare acts for release"),
    May.RELEASE_ACT: _("Release acts to the partners"),
    May.CONSENT: _("Consent to acts, or decline them, for the body"),
    May.REPORT: _("Report what the body did: submissions, answers, attendance"),
    May.ANSWER_FOR_UNIT: _("Answer for a unit on what is addressed to it"),
    May.OWN_INITIATIVE: _("Enter initiatives of one's own"),
    May.ADMINISTER: _("Give roles, invite, and change the body's entry"),
}


def capabilities_of(roles: frozenset[str]) -> frozenset[Capability]:
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
