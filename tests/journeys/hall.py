"""A hall with a meeting in it: two parties, three people of each, and a consultation that is open.

Run as a program of its own, before the server is started: it prints who is signed in, and where.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

AGENDA = [
    {"title": "What the research found", "minutes": 20},
    {"title": "Consultation", "minutes": 40},
    {"title": "Closing words", "minutes": 5},
]
PEOPLE = ("secretary_general", "member", "member")


def main() -> None:
    """Make everything, and print it as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.consultations.steps import in_the_room
    from tests.meetings.steps import plan
    from tests.parties import acting, body, found

    bodies = [
        body(1, name_en="East Ridge committee", short_name_en="East"),
        body(2, name_en="West Peak committee", short_name_en="West"),
    ]
    there = [[acting(at, role, n) for n, role in enumerate(PEOPLE, 1)] for at in bodies]
    offices = [people[0] for people in there]
    partnership = found(offices)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    activity = plan(
        offices, partnership, title="Old brands, new life", host=str(bodies[0].id), agenda=AGENDA,
        starts=(now - timedelta(minutes=10)).isoformat(),
        ends=(now + timedelta(hours=2)).isoformat(),
    )  # fmt: skip
    consultation = in_the_room(
        offices, partnership, title="Old brands: views in the room", activity=str(activity.id),
        question="What makes old brands live again?", guests=True,
    )  # fmt: skip
    told = {
        "activity": str(activity.id),
        "consultation": str(consultation.id),
        "people": [[_session(one) for one in people] for people in there],
    }
    print(json.dumps(told))


def _session(who: Any) -> dict[str, str]:
    from django.test import Client

    from xieqiao.bodies.models import Account

    client = Client()
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return {
        "slug": who.slug,
        "shown_as": who.shown_as,
        "session": client.cookies["sessionid"].value,
    }


if __name__ == "__main__":
    main()
