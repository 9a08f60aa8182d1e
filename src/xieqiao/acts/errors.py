"""Why an act did not happen: each error says what is wrong and what to do next."""

from __future__ import annotations

from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ActError(Exception):
    """An act was refused; nothing changed. `message` is for the person who tried."""

    message: str | Promise = _("This is not possible now.")

    def __init__(self, message: str | Promise | None = None) -> None:
        self.message = message or self.message
        super().__init__(str(self.message))


class NotAllowed(ActError):
    """The role does not include it, or the body is not among those who decide."""

    message = _("Your role at this body does not include this. Ask your office.")


class Stale(ActError):
    """The subject has moved on since the act was made."""

    message = _(
        "Meanwhile something else came into force here, so this proposal has been overtaken. "
        "Nothing was changed. Look at the present text and propose again."
    )


class VersionChanged(ActError):
    """What was read is no longer the present version."""

    message = _(
        "The proposer has changed the wording since you opened the page. "
        "Nothing was consented to. Please read the new version."
    )


class Ended(ActError):
    """The act has been withdrawn, has lapsed, or is in force already."""

    message = _("This proposal has ended. Nothing was changed.")


class StanceTaken(ActError):
    """The party has consented to, or declined, this version before."""

    message = _("Your side has already said its word on this version; it cannot be taken back.")


class Occupied(ActError):
    """The party has an open consent that stands in the way (rules 3 and 5)."""

    message = _(
        "Your side has consented to another open proposal on the same text. "
        "That one must end first: ask its proposer to withdraw it, or withdraw yours."
    )

    def __init__(self, act_ids: list[str]) -> None:
        super().__init__()
        self.act_ids = act_ids


class KeyMissing(ActError):
    """The body's key file is not there: reading works, signing does not."""

    message = _(
        "The key of this body is not in its place, so nothing can be signed. Reading goes on "
        "working. Ask whoever runs the server to put the key file back from the safe copy; "
        "the command “xieqiao doctor” names the file."
    )

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class ClockBehind(ActError):
    """The server's clock is before the last entry of the register."""

    message = _(
        "The server's clock is behind the last signed entry, so nothing can be signed. "
        "Ask whoever runs the server to set its clock."
    )


class KeyBusy(ActError):
    """A register was opened while the key was being changed."""

    message = _(
        "Meanwhile this body has joined a partnership. Nothing was changed. Please try again."
    )


class BadPayload(ActError):
    """The payload does not fit; `errors` names fields and what is wrong with them."""

    message = _("Something in the form does not fit yet.")

    def __init__(self, errors: list[tuple[str, str | Promise]]) -> None:
        super().__init__(errors[0][1] if errors else None)
        self.errors = errors
