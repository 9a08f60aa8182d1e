"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsultationMode(models.TextChoices):
    """Where and by whom a consultation is answered."""

    SURVEY = "survey", _("Survey, at home before the meeting")
    LIVE = "live", _("Live, in the room and from afar")
    CLOSED = "closed", _("Closed, only who is present")


class Stage(models.TextChoices):
    """How far a consultation has come."""

    COMING = "coming", pgettext_lazy("consultation", "Not open yet")
    OPEN = "open", pgettext_lazy("consultation", "Open")
    CLOSED = "closed", pgettext_lazy("consultation", "Closed")


class TakesPartAs(models.TextChoices):
    """In which quality somebody takes part."""

    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    DEPARTMENT = "department", _("Department")
    GUEST = "guest", _("Guest")


class StatementState(models.TextChoices):
    """Whether a statement is voted on."""

    SHOWN = "shown", pgettext_lazy("statement", "Shown")
    HIDDEN = "hidden", pgettext_lazy("statement", "Hidden")
    MERGED = "merged", pgettext_lazy("statement", "Merged into another")


class ModerationAction(models.TextChoices):
    """What moderators do with a statement."""

    HIDE = "hide", _("Hide")
    SHOW = "show", _("Show again")
    MERGE = "merge", _("Merge into another")


class Choice(models.IntegerChoices):
    """What a vote says."""

    AGREE = 1, pgettext_lazy("vote", "Agree")
    PASS = 0, pgettext_lazy("vote", "Pass")
    DISAGREE = -1, pgettext_lazy("vote", "Disagree")


class VoteOutcome(models.TextChoices):
    """What became of a vote that was sent."""

    ACCEPTED = "accepted", _("Your vote is with the server.")
    ALREADY = "already", _("Your vote had arrived before; it counts once.")
    OLDER = "older", _("You had voted on this statement again since; the newer vote counts.")
    CLOSED = "refused-closed", _("The consultation is closed, so this vote does not count.")
    NOT_OPEN = "refused-not-open", _("The consultation is not open yet.")
    HIDDEN = "refused-hidden", _("The moderators have hidden this statement; it takes no votes.")
    MERGED = (
        "refused-merged",
        _("The moderators have merged this statement into another. Vote on that one."),
    )
    UNKNOWN = "refused-unknown", _("There is no such statement in this consultation.")
    KEY_TAKEN = (
        "refused-key",
        _("This vote carries the mark of another vote, so it was not counted. Please vote again."),
    )
    NONSENSE = "refused-nonsense", _("This is no vote that can be read. Please vote again.")

    @property
    def refused(self) -> bool:
        """Whether nothing of it counts, so that the device need not send it again."""
        return self.value.startswith("refused")


LANGUAGE_NAMES = {
    "zh-hans": "中文",
    "en": "English",
    "bo": "བོད་ཡིག",
    "ug": "ئۇيغۇرچە",
    "mn": "ᠮᠣᠩᠭᠣᠯ",
    "za": "Vahcuengh",
    "ii": "ꆈꌠꉙ",
    "ko": "조선말",
    "ja": "日本語",
    "de": "Deutsch",
    "fr": "français",
    "es": "español",
    "ru": "русский",
}
