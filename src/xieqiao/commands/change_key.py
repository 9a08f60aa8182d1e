"""`xieqiao register change-key BODY`: another key for a body, signed for by the present one.

Every chain of the body gets an entry that names the new key and is signed with the old one. The
old key is put aside in the folder of keys; `--destroy-old` overwrites and removes it, and those
before it, once the new one is in use. Then no database from before the change can be signed on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from xieqiao.acts import keys
from xieqiao.acts.chain import PLATFORM
from xieqiao.acts.errors import ActError, KeyMissing
from xieqiao.acts.statements import spaces_of
from xieqiao.bodies.models import Body


def main(argv: Sequence[str]) -> int:
    """Run the command. Return 1 when nothing was changed."""
    parser = argparse.ArgumentParser(prog="xieqiao register change-key", description=__doc__)
    parser.add_argument("body", help="the body's short address, or its id")
    parser.add_argument("--destroy-old", action="store_true", help="keep no earlier key")
    options = parser.parse_args(argv)
    body = Body.objects.filter(_named(options.body)).first()
    if body is None:
        print(f"xieqiao: there is no body {options.body}", file=sys.stderr)
        return 1
    try:
        new = keys.change_key(body.id, PLATFORM)
    except KeyMissing as error:
        print(
            f"xieqiao: the key of {body} is not in {error.path}, so it cannot sign for another. "
            "Nothing was changed. Put the file back from a copy.",
            file=sys.stderr,
        )
        return 1
    except ActError as error:
        print(f"xieqiao: {error.message}", file=sys.stderr)
        return 1
    print(f"{body} signs with {new} from now on, in {len(spaces_of(body.id))} registers")
    _tell_of_old(body.id, destroy=options.destroy_old)
    return 0


def _named(word: str) -> Q:
    try:
        return Q(id=UUID(word))
    except ValueError:
        return Q(slug=word)


def _tell_of_old(body_id: UUID, *, destroy: bool) -> None:
    if destroy:
        for path in keys.destroy_old(body_id):
            print(f"destroyed: {path}")
        return
    for path in keys.put_aside(body_id):
        print(f"put aside: {path}")
