"""Acting for a body: who somebody is here, what the role includes, and the guard of every view.

The body one acts for is in the address and in every signed form, never in the session alone, so
two tabs for two bodies are safe.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

_SALT = "xieqiao.acting"


class Capability(StrEnum):
    """What a role may include; the matrix of roles lies with the bodies."""

    READ_SHARED = "read.shared"
    READ_OWN = "read.own"
    EDIT_OWN = "edit.own"
    MANAGE_MEMBERS = "manage.members"
    COMMENT = "comment"
    PREPARE_ACT = "act.prepare"
    RELEASE_ACT = "act.release"
    CONSENT = "act.consent"
    REPORT = "report"
    ANSWER_FOR_UNIT = "answer.for.unit"
    OWN_INITIATIVE = "own.initiative"
    ADMINISTER = "administer"


class BodyLike(Protocol):
    """What the acts know of a body."""

    id: UUID
    slug: str
    name: str
    short_name: str


@dataclass(frozen=True)
class Acting:
    """A person acting for one body, with what the roles there include."""

    body: Any
    person_id: UUID | None
    account_id: UUID | None
    roles: frozenset[str]
    capabilities: frozenset[Capability]
    unit_id: UUID | None = None
    shown_as: str = ""
    demonstration: bool = False
    other_bodies: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def body_id(self) -> UUID:
        """The id of the body."""
        id_: UUID = self.body.id
        return id_

    @property
    def slug(self) -> str:
        """The body's part of the address."""
        return str(self.body.slug)

    def can(self, capability: Capability) -> bool:
        """Say whether one of the roles includes it."""
        return capability in self.capabilities

    @property
    def is_office(self) -> bool:
        """Whether the roles include keeping the body's own matter."""
        return self.can(Capability.EDIT_OWN)

    @property
    def writes_acts(self) -> bool:
        """Whether the roles include preparing acts, or releasing them."""
        return self.can(Capability.PREPARE_ACT) or self.can(Capability.RELEASE_ACT)

    @property
    def token(self) -> str:
        """The signed sentence that every form carries: this account, for this body."""
        return signing.dumps(f"{self.account_id} {self.body_id}", salt=_SALT)

    def holds(self, token: str) -> bool:
        """Say whether a form was made for this account and body."""
        try:
            said = signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            return False
        return bool(said == f"{self.account_id} {self.body_id}")


class ActingRequest(HttpRequest):
    """A request whose address names a body, and whose account acts for it."""

    acting: Acting


class FormOfAnother(Exception):
    """A form was made while its reader acted for another body, or as another account.

    The middleware of the bodies answers it with what was typed, so that nothing is lost.
    """


def sign_in_path(next_path: str) -> str:
    """Return where to sign in, and be led on to `next_path` afterwards."""
    return f"{reverse('bodies_root:sign-in')}?next={quote(next_path, safe='/')}"


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def _token(request: Any) -> str:
    """Return for whom a form was made; a page's program says it in a header beside its JSON."""
    return str(request.POST.get("acting") or request.headers.get("X-Acting") or "")


def requires(*capabilities: Capability) -> Callable[[View], View]:
    """Let a view be reached only by who has one of these capabilities at the address's body.

    Nobody signed in: sign in first. No role at that body: 404, without a hint. A role that does
    not include it: 403. A form made for another body or account: 409, with the text kept.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect(sign_in_path(request.get_full_path()))
            acting: Acting | None = getattr(request, "acting", None)
            if acting is None:
                raise Http404
            if not any(acting.can(c) for c in capabilities):
                raise PermissionDenied
            if request.method == "POST" and not acting.holds(_token(request)):
                raise FormOfAnother
            return view(request, *args, **kwargs)

        guarded.requires = capabilities  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate
