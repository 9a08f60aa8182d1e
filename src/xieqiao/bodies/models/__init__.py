"""What the room of bodies stores."""

from xieqiao.bodies.models.accounts import Account
from xieqiao.bodies.models.bodies import Body, BodyKind, Level, Region
from xieqiao.bodies.models.directory import Section, SectionKind, Unit
from xieqiao.bodies.models.imports import TableImport
from xieqiao.bodies.models.people import Assignment, Membership, Outside, Person, Sex, Term
from xieqiao.bodies.models.sign_in import Invitation, Session

__all__ = [
    "Account",
    "Assignment",
    "Body",
    "BodyKind",
    "Invitation",
    "Level",
    "Membership",
    "Outside",
    "Person",
    "Region",
    "Section",
    "SectionKind",
    "Session",
    "Sex",
    "TableImport",
    "Term",
    "Unit",
]
