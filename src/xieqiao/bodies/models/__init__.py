"""What the room of bodies stores."""

from xieqiao.bodies.models.accounts import Account
from xieqiao.bodies.models.bodies import Body, BodyKind, Level, Region
from xieqiao.bodies.models.people import (
    Assignment,
    Membership,
    Outside,
    Person,
    Section,
    SectionKind,
    Term,
    Unit,
)

__all__ = [
    "Account",
    "Assignment",
    "Body",
    "BodyKind",
    "Level",
    "Membership",
    "Outside",
    "Person",
    "Region",
    "Section",
    "SectionKind",
    "Term",
    "Unit",
]
