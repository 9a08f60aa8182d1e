"""What stands for the references in a chapter's payloads when it is played."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from xieqiao.acts.models import Act
from xieqiao.bodies.models import Person
from xieqiao.demo.names import id_of
from xieqiao.topics.models import PartText

ZONE = ZoneInfo("Asia/Shanghai")
_REFERENCE = re.compile(
    r"(body|person|member|unit|own|made|part|day|month|hour|clock|soon):(\S+(?: \d\d:\d\d)?)"
)


def resolved(value: Any) -> Any:
    """Return plain values with all references resolved."""
    if isinstance(value, dict):
        return {name: resolved(item) for name, item in value.items()}
    if isinstance(value, list):
        return [resolved(item) for item in value]
    if isinstance(value, str) and (match := _REFERENCE.fullmatch(value)):
        return _FOUND_BY[match[1]](match[2])
    return value


def made(label: str) -> str:
    """Return the id of the subject that the act of this label made."""
    return str(Act.objects.values_list("subject_id", flat=True).get(id=id_of(f"act:{label}")))


def member(label: str) -> Person:
    """Return an invented member with an account, named as `huangpu/1`."""
    slug, number = label.split("/")
    found: Person = Person.objects.get(
        body__slug=slug, account__sign_in_name=f"{slug}-member-{number}"
    )
    return found


def part(label: str) -> str:
    """Return the id of the newest wording of the part of a research that an act contributed."""
    texts = PartText.objects.filter(part=UUID(made(label))).order_by("position")
    return str(texts.values_list("id", flat=True).last())


def day(text: str) -> date:
    """Return the day that lies so many days from today."""
    return timezone.localdate(timezone=ZONE) + timedelta(days=int(text))


def month(text: str) -> str:
    """Return the month that lies so many months from the present one."""
    return f"{day('0') + relativedelta(months=int(text)):%Y-%m}"


def hour(text: str) -> datetime:
    """Return the moment on such a day, on the clocks of Shanghai."""
    days, clock = text.split()
    return datetime.combine(day(days), time.fromisoformat(clock), ZONE)


def clock(text: str) -> datetime:
    """Return the full hour so many hours from the present one."""
    now = timezone.now().astimezone(ZONE)
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=int(text))


def soon(text: str) -> datetime:
    """Return the moment so many seconds from now."""
    return timezone.now() + timedelta(seconds=float(text))


_FOUND_BY: dict[str, Callable[[str], Any]] = {
    "body": lambda slug: str(id_of(f"body:{slug}")),
    "person": lambda name: str(id_of(f"person:{name}")),
    "member": lambda label: str(member(label).id),
    "unit": lambda label: str(id_of(f"unit:{label}")),
    "own": lambda label: str(id_of(f"own:{label}")),
    "made": made,
    "part": part,
    "day": lambda text: day(text).isoformat(),
    "month": month,
    "hour": hour,
    "clock": clock,
    "soon": soon,
}
