"""Taking rows out of a directory: thirty days to put them back, then they are gone for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.bodies.models import Assignment, Membership, Person, Section, Term, Unit

UNDO = timedelta(days=30)
# In the order of deletion: what points comes before what it points to.
REMOVABLE: dict[str, type[Any]] = {
    "assignment": Assignment,
    "membership": Membership,
    "person": Person,
    "term": Term,
    "section": Section,
    "unit": Unit,
}


class CannotRemove(Exception):
    """Something still hangs on it; `message` says what and what to do."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(str(message))


def remove(row: Any) -> None:
    """Take a row out. Raises CannotRemove when others hang on it."""
    if isinstance(row, Term) and row.memberships.filter(deleted_at=None).exists():
        raise CannotRemove(
            _("Members belong to this term. Take their memberships out first, or let it end.")
        )
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])


def restore(row: Any) -> None:
    """Put a row back. Raises CannotRemove when another has taken its place meanwhile."""
    row.deleted_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=["deleted_at"])
    except IntegrityError:
        raise CannotRemove(_("The same has been entered again meanwhile; look there.")) from None


def purge(now: datetime | None = None) -> int:
    """Delete for good what was taken out thirty days ago; return how many rows that were."""
    before = (now or timezone.now()) - UNDO
    gone = 0
    for model in REMOVABLE.values():
        for row in model.objects.filter(deleted_at__lte=before):
            gone += _delete(row)
    return gone


def _delete(row: Any) -> int:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return 0
    return 1
