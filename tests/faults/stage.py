"""Two bodies with a partnership in the data folder of a server, and who is signed in.

Run as a program of its own, before the server is started: it prints what a visitor needs.
"""

from __future__ import annotations

import json
import os


def main() -> None:
    """Make everything, and print it as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from tests.parties import found, parties
    from xieqiao.acts.signer import key_path
    from xieqiao.bodies.models import Account

    there = parties(2)
    partnership = found(there)
    people = []
    for who in there:
        client = Client()
        client.force_login(Account.objects.get(id=str(who.account_id)))
        session = client.cookies["sessionid"].value
        people.append({
            "slug": who.slug, "acting": who.token, "session": session,
            "key": str(key_path(who.body_id)),
        })  # fmt: skip
    print(json.dumps({"partnership": str(partnership.id), "people": people}))


if __name__ == "__main__":
    main()
