"""The speakers' list: who asks, is called, speaks and has spoken."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_line
from xieqiao.meetings.channels import SPEAKERS, tell
from xieqiao.meetings.live.gates import held_running, may_run, may_speak
from xieqiao.meetings.models import Activity, RunningItem, Speaker
from xieqiao.meetings.words import SpeakerState

_OPEN = (SpeakerState.WAITING, SpeakerState.SPEAKING)
MOST_WAITING = 500


class NotWaiting(ActError):
    """Somebody else was quicker, or it was withdrawn."""

    message = _("This person is not waiting to speak any more. Nothing was changed.")


class ListFull(ActError):
    """Nobody will come to speak from so far back."""

    message = _("The list of speakers is full. Please try again once some have spoken.")


@writes_live
def ask(acting: Acting, activity: Activity) -> Speaker:
    """Put somebody on the list; who is on it keeps the place."""
    if not may_speak(acting):
        raise NotAllowed
    with held_running(acting, activity):
        rows = Speaker.objects.filter(activity=activity.id)
        known: Speaker | None = rows.filter(account_id=acting.account_id, state__in=_OPEN).first()
        if known is not None:
            return known
        return _put_on(activity, acting.body_id, acting.shown_as, acting)


@writes_live
def add_guest(
    acting: Acting, activity: Activity, name: str, body_id: UUID | None = None
) -> Speaker:
    """Put somebody without a phone on the list: of a party, or a guest who belongs to none."""
    if not may_run(acting, activity):
        raise NotAllowed
    words = clean_line(name)
    if not words:
        raise BadPayload([("name", _("Say who wishes to speak."))])
    with held_running(acting, activity):
        return _put_on(activity, body_id, words, None)


@writes_live
def withdraw(acting: Acting, activity: Activity) -> None:
    """Take one's own wish back."""
    with held_running(acting, activity):
        rows = Speaker.objects.filter(activity=activity.id, account_id=acting.account_id)
        if rows.filter(state=SpeakerState.WAITING).update(state=SpeakerState.WITHDRAWN):
            tell(activity.id, SPEAKERS)


@writes_live
def take_off(acting: Acting, activity: Activity, speaker_id: UUID) -> None:
    """Take somebody off the list who is not there or does not wish to speak any more."""
    _waiting(acting, activity, speaker_id, state=SpeakerState.WITHDRAWN)


@writes_live
def call(acting: Acting, activity: Activity, speaker_id: UUID) -> None:
    """Give somebody who waits the floor; who was speaking has finished."""
    if not may_run(acting, activity):
        raise NotAllowed
    with held_running(acting, activity):
        now = timezone.now()
        waiting = Speaker.objects.filter(
            activity=activity.id, id=speaker_id, state=SpeakerState.WAITING
        )
        if not waiting.exists():
            raise NotWaiting
        _finish(activity)
        item = RunningItem.objects.filter(activity=activity.id, ended_at=None).first()
        waiting.update(state=SpeakerState.SPEAKING, started_at=now, item=item)
        tell(activity.id, SPEAKERS)


@writes_live
def finish(acting: Acting, activity: Activity) -> None:
    """Note that the speaker has finished: the host's office does, or whoever speaks."""
    speaking = Speaker.objects.filter(activity=activity.id, state=SpeakerState.SPEAKING)
    own = speaking.filter(account_id=acting.account_id).exists() and acting.account_id is not None
    if not own and not may_run(acting, activity):
        raise NotAllowed
    with held_running(acting, activity):
        if _finish(activity):
            tell(activity.id, SPEAKERS)


def _finish(activity: Activity) -> int:
    speaking = Speaker.objects.filter(activity=activity.id, state=SpeakerState.SPEAKING)
    return speaking.update(state=SpeakerState.FINISHED, ended_at=timezone.now())


def _waiting(acting: Acting, activity: Activity, speaker_id: UUID, *, state: SpeakerState) -> None:
    if not may_run(acting, activity):
        raise NotAllowed
    with held_running(acting, activity):
        rows = Speaker.objects.filter(activity=activity.id, id=speaker_id)
        if not rows.filter(state=SpeakerState.WAITING).update(state=state):
            raise NotWaiting
        tell(activity.id, SPEAKERS)


def _put_on(
    activity: Activity, body_id: UUID | None, shown_as: str, acting: Acting | None
) -> Speaker:
    waiting = Speaker.objects.filter(activity=activity.id, state=SpeakerState.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise ListFull
    made: Speaker = Speaker.objects.create(
        activity=activity,
        body_id=body_id,
        person_id=acting.person_id if acting else None,
        account_id=acting.account_id if acting else None,
        shown_as=shown_as,
        state=SpeakerState.WAITING,
        asked_at=timezone.now(),
    )
    tell(activity.id, SPEAKERS)
    return made
