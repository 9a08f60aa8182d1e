"""Why something did not happen in a consultation, in words for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xieqiao.acts.errors import ActError


class NotOpen(ActError):
    """It has not begun."""

    message = _("This consultation is not open yet; its page says when it opens.")


class Closed(ActError):
    """It is over, and frozen."""

    message = _("This consultation is closed, so nothing was changed. Its result stays readable.")


class NotPresent(ActError):
    """A closed consultation is for those who are there."""

    message = _(
        "This consultation is closed to all but those present at the meeting, and you are not on "
        "your side's list. Ask your office to enter you."
    )


class LinkEnded(ActError):
    """An invitation is no longer good, or guests may not take part."""

    message = _("This invitation no longer works. Ask the office that gave it to you for another.")


class Full(ActError):
    """As many as an invitation is for have come."""

    message = _(
        "As many people as this invitation is for have joined by it. Ask the office that gave it "
        "to you for another."
    )


class TooMany(ActError):
    """Somebody has put as many statements as one person may."""

    message = _(
        "You have put as many statements as one person may in a consultation. Vote on those of "
        "the others, or ask your office to put yours."
    )


class Same(ActError):
    """Nearly the same words are there."""

    message = _("This statement is there already, word for word. You can vote on it.")


class Answered(ActError):
    """A step of moderation has been answered, or is one's own side's."""

    message = _("This has been answered already, so nothing was changed.")


class OwnStep(ActError):
    """The party that proposed a step cannot agree to it alone."""

    message = _("Your side proposed this itself. It takes effect when another party agrees.")


class Waits(ActError):
    """Of one statement only one step waits at a time."""

    message = _("Another proposal about this statement waits for an answer. Answer that one first.")


class Follows(ActError):
    """Its first statements are those of another, which people still vote on."""

    message = _(
        "This consultation takes over the statements of an earlier one once that is closed. Put "
        "others after that."
    )
