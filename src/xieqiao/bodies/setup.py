"""Setting up bodies, and the command `xieqiao body create`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from xieqiao.acts.signer import ensure_key
from xieqiao.bodies.ensure import (
    ensure_demo_account,
    ensure_member,
    ensure_person,
    ensure_section,
    ensure_term,
    ensure_unit,
)
from xieqiao.bodies.invitations import invite, link_path
from xieqiao.bodies.models import Body, BodyKind, Level
from xieqiao.bodies.regions import load_regions, region_at
from xieqiao.bodies.roles import Role

__all__ = [
    "create_body",
    "ensure_demo_account",
    "ensure_member",
    "ensure_person",
    "ensure_section",
    "ensure_term",
    "ensure_unit",
    "first_invitation",
    "load_regions",
    "main",
]


def create_body(
    slug: str,
    name: str,
    short_name: str,
    *,
    region_code: str = "",
    region_year: int | None = None,
    **fields: Any,
) -> Body:
    """Return a new body, with a key when it takes part.

    Other `fields` are columns of Body. Raises ValidationError, its messages by field, when
    something does not fit: a short name of one character, an unknown region, a slug in use.
    """
    body = Body(slug=slug, name=name, short_name=short_name, **fields)
    if region_code:
        load_regions()
        body.region = region_at(region_code, region_year)
        body.region_year = region_year
        if body.region is None:
            raise ValidationError(
                {"region": f"There was no region {region_code} in {region_year or 'this year'}."}
            )
    body.full_clean()
    with transaction.atomic():
        body.save()
        if body.participates:
            ensure_key(body.id)
    return body


def first_invitation(body: Body, name: str) -> str:
    """Invite a first administrator, who is entered in the directory; return the link's path."""
    person = ensure_person(body, name)
    return link_path(invite(person, Role.ADMINISTRATOR))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xieqiao body create",
        description="Set up a body, make its key, and print the link for its first administrator.",
    )
    parser.add_argument("slug", help="its part of every address, such as deqing")
    parser.add_argument("--name", required=True, help="the full name")
    parser.add_argument("--short", required=True, help="2 to 4 characters for the seal")
    parser.add_argument("--name-en", default="", help="the English name")
    parser.add_argument("--short-en", default="", help="the English short name")
    parser.add_argument("--kind", default=BodyKind.CPPCC, choices=BodyKind.values)
    parser.add_argument("--level", default=Level.COUNTY, choices=Level.values)
    parser.add_argument("--region", default="", help="GB/T 2260 code, such as 330521")
    parser.add_argument("--region-year", type=int, help="the year of the code; default: the latest")
    parser.add_argument("--region-text", default="", help="a region abroad, in words")
    parser.add_argument("--time-zone", default="Asia/Shanghai", help="IANA name")
    parser.add_argument("--listed-only", action="store_true", help="no party: no key, no people")
    parser.add_argument("--administrator", default="", help="the first administrator's name")
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="the server's address")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Set up a body. Return 0, or 1 after a line for each thing that does not fit."""
    given = _parser().parse_args(list(arguments))
    try:
        body = _create(given)
    except ValidationError as error:
        for field, said in error.message_dict.items():
            print(f"{field}: {' '.join(said)}", file=sys.stderr)
        return 1
    print(f"{body.name} is set up: {given.address}/b/{body.slug}/")
    if body.participates:
        name = given.administrator or body.name
        link = given.address.rstrip("/") + first_invitation(body, name)
        print(f"Its first administrator opens this link within 14 days:\n  {link}")
    return 0


def _create(given: argparse.Namespace) -> Body:
    return create_body(
        given.slug,
        given.name,
        given.short,
        name_en=given.name_en,
        short_name_en=given.short_en,
        kind=given.kind,
        level=given.level,
        region_code=given.region,
        region_year=given.region_year,
        region_text=given.region_text,
        timezone=given.time_zone,
        participates=not given.listed_only,
    )
