"""Why something did not happen in a round, in words for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xieqiao.acts.errors import ActError


class RoundClosed(ActError):
    """It is over."""

    message = _("This round is closed, so nothing was changed. Its results stay readable.")


class BeingAdopted(ActError):
    """All parties are deciding on a result; what it was made of stays as it is."""

    message = _(
        "A result of this round has been proposed for adoption, so nothing is put in or changed "
        "now. Wait for the answer of all parties, or withdraw the proposal."
    )


class NotOurs(ActError):
    """It is another body's, or of another round."""

    message = _("Choose among your own people, and among the needs of this round.")


class OwnNeed(ActError):
    """People are matched with needs of others."""

    message = _("This is a need of your own side; the round looks for people of the other parties.")


class Excluded(ActError):
    """An exclusion and a lock contradict each other."""

    message = _("This person is excluded from this need. Take the exclusion back first.")


class Locked(ActError):
    """An exclusion and a lock contradict each other."""

    message = _("This person is set for this need by hand. Take that back first.")


class NoConsent(ActError):
    """Whoever is put in has agreed before."""

    message = _("Record first when and how this person agreed to be put in.")


class NothingWhole(ActError):
    """Raising the worst served need is for people who go one by one."""

    message = _(
        "This round raises the worst served need first. In such a round everybody goes "
        "independently: no teams, and no needs for “all or nobody”."
    )


class NotAdopted(ActError):
    """Only what all parties adopted is told."""

    message = _("This is not part of the adopted result. Open the page of the round again.")


class Refilled(ActError):
    """A later result rests on what somebody said."""

    message = _("A later result already rests on this answer, so it stays as it is.")


class HasAnswered(ActError):
    """What somebody answered is not forgotten by taking back that he or she was told."""

    message = _("An answer is recorded, so this person has been told. Change the answer instead.")


class ToldAlready(ActError):
    """Whoever was told stays until he or she refuses."""

    message = _(
        "This person has been told where to go. Record first that he or she cannot, then take him "
        "or her out."
    )


class LimitsCross(ActError):
    """At least more than at most."""

    message = _("This is more at least than at most.")


class NotNow(ActError):
    """A run is not possible now; the message says why."""
