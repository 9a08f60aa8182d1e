"""Whether what a payload names belongs where the act does; for the `check` of kinds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.models import Subject


def check_subject(scene: Scene, field: str, subject_id: UUID | None, sort: str) -> None:
    """Refuse an id that is no subject of that sort in the act's partnership."""
    if subject_id is None:
        return
    rows = Subject.objects.filter(id=subject_id, space=scene.partnership_id, type=sort)
    if not rows.exists():
        raise PayloadError(field, _("Choose one of this partnership."))


def check_party(scene: Scene, field: str, body_id: UUID | None) -> None:
    """Refuse a body that is no party of the act's partnership."""
    if body_id is not None and body_id not in scene.parties:
        raise PayloadError(field, _("Choose a party of this partnership."))


def check_past(field: str, day: PartialDate | None) -> None:
    """Refuse a date that has not come yet."""
    if day and day.first_day > timezone.localdate():
        raise PayloadError(field, _("This date has not come yet."))


def check_to_come(field: str, day: date | None, happened: PartialDate | None) -> None:
    """Refuse a due date that is over, unless the act is entered later."""
    if day is not None and not happened and day < timezone.localdate():
        raise PayloadError(field, _("This date is over. Choose today or a later day."))


def check_order(
    field: str, first: PartialDate | str | None, then: PartialDate | str | None
) -> None:
    """Refuse a second date that is certainly before the first; at `field` stands the second."""
    if not first or not then:
        return
    known = min(len(first), len(then))
    if then[:known] < first[:known]:
        raise PayloadError(field, _("This is before %(first)s, when it began.") % {"first": first})
