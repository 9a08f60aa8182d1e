"""Somebody on the pages of a consultation: by an account at a body, or by an invitation."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from xieqiao.acts.access import Acting, Capability
from xieqiao.consultations.live.joining import admits_guests
from xieqiao.consultations.models import Consultation, GuestLink, Participant


@dataclass(frozen=True)
class Here:
    """Which consultation, as whom, and where its pages lie for this reader."""

    consultation: Consultation
    participant: Participant | None
    acting: Acting | None = None
    link: GuestLink | None = None
    token: str = ""

    def path(self, name: str) -> str:
        """Return the address of a page of the consultation as this reader reaches it."""
        if self.acting is not None:
            kwargs = {"body": self.acting.slug, "consultation": self.consultation.id}
            return reverse(f"consultations:{name}", kwargs=kwargs)
        return reverse(f"consultations_root:{name}", kwargs={"token": self.token})

    @property
    def page(self) -> str:
        """The page that says what the consultation is."""
        return self.path("consultation")

    @property
    def join(self) -> str:
        """Where one says that one takes part."""
        return self.path("join")

    @property
    def vote(self) -> str:
        """Where one votes."""
        return self.path("vote")

    @property
    def votes(self) -> str:
        """Where a device sends votes, and reads what is to be voted on."""
        return self.path("votes")

    @property
    def mine(self) -> str:
        """One's own votes and statements."""
        return self.path("mine")

    @property
    def put(self) -> str:
        """Where one puts a statement."""
        return self.path("put")

    @property
    def result(self) -> str:
        """Where it stands what everybody holds."""
        return self.path("result")

    @property
    def may_join(self) -> bool:
        """Whether this reader could take part, and does not yet."""
        if self.participant is not None or not self.consultation.is_open:
            return False
        if self.acting is not None:
            return self.acting.can(Capability.COMMENT)
        return self.link is not None and self.link.works and admits_guests(self.consultation)
