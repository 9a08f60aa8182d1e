"""What the tests of members' initiatives do again and again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.exchange.steps import payload
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.duty.models import Initiative, SharedInitiative

TITLE = "把农产品卖到对方"


def member_at(who: Acting, number: int = 12) -> Person:
    """Return a member without an account."""
    found: Person = Person.objects.create(body=who.body, name=f"演示委员 {number:03}")
    return found


def initiative(who: Acting, *, confirmed: bool = True, **fields: Any) -> Initiative:
    """Return an initiative on the own list."""
    fields.setdefault("member", member_at(who))
    at = timezone.now() if confirmed else None
    return Initiative.objects.create(
        body_id=who.body_id, confirmed_at=at, **{"title": TITLE, **fields}
    )


def share(who: Acting, partnership: UUID, **fields: Any) -> SharedInitiative:
    """Return an initiative that partners were shown."""
    words = {"title": TITLE, "member": {"shown_as": "演示委员 012"}, **fields}
    act = gate.propose(
        who, "initiative.share", payload("initiative.share", **words), partnership=partnership
    )
    return SharedInitiative.objects.get(id=act.subject_id)


def paper(name: str = "照片说明.txt", content: bytes = "照片说明".encode()) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)
