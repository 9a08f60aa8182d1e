"""Comments on topics: live matter, written here alone.

They are open until closing the topic is proposed, whose payload holds their mark; once the topic
is closed, they are frozen. If the proposal ends otherwise, or the topic is taken up again, they
open again, and those that were frozen before are still checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.chain import lock_space
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.queries import is_proposed
from xieqiao.acts.sight import is_party
from xieqiao.acts.texts import clean_text
from xieqiao.topics.models import Topic, TopicComment

LONGEST = 2000
_CHUNK = 500


class Frozen(ActError):
    """The comments belong to a topic that is closed, or whose closing waits for consent."""

    message = _(
        "The comments are frozen with the topic, so nothing was added. Remarks on its closing "
        "belong on the page of that proposal."
    )


@writes_live
def comment(acting: Acting, topic: Topic, text: str) -> TopicComment:
    """Put a comment on a topic.

    Raises ActError when the role does not include it, the comments are frozen or nothing was
    said, and ValidationError for what cannot be written.
    """
    if not acting.can(Capability.COMMENT):
        raise NotAllowed
    said = clean_text(text, limit=LONGEST)
    if not said:
        raise BadPayload([("text", _("Please write something."))])
    assert topic.partnership_id is not None
    with transaction.atomic():
        lock_space(topic.partnership_id)
        if not is_party(acting, topic.partnership_id):
            raise NotAllowed
        if is_frozen(topic.id):
            raise Frozen
        return TopicComment.objects.create(
            topic=topic,
            body_id=acting.body_id,
            person_id=acting.person_id,
            shown_as=acting.shown_as,
            text=said,
            at=timezone.now(),
        )


def is_frozen(topic_id: UUID) -> bool:
    """Say whether the topic is closed, or closing it waits for consent."""
    if Topic.objects.filter(id=topic_id, closed=True).exists():
        return True
    return is_proposed("topic.close", topic_id)


def count_of(topic_id: UUID) -> int:
    """Return how many comments a topic has."""
    return TopicComment.objects.filter(topic=topic_id).count()


def comments_mark(topic_id: UUID) -> str:
    """Return what a closing says of the comments: how many there are, and their digest."""
    return f"{count_of(topic_id)}-{live_digest(topic_id)}"


def live_digest(topic_id: UUID, using: str = "default", first: int | None = None) -> str:
    """Return the SHA-256 over the canonical JSON (RFC 8785) of a topic's (first) comments."""
    rows = TopicComment.objects.using(using).filter(topic=topic_id).order_by("at", "id")
    return _digest(_plain(row) for row in rows[:first])


def check_digests(using: str) -> Iterator[str]:
    """Name the topics whose frozen comments do not give the digest they were closed with."""
    rows = Topic.objects.using(using).exclude(comments_digest="").order_by("id")
    for topic in rows.iterator(chunk_size=_CHUNK):
        if live_digest(topic.id, using, topic.comments_count) != topic.comments_digest:
            yield f"topic {topic.id}: the comments do not give their digest"


def _digest(comments: Iterable[dict[str, Any]]) -> str:
    return hashlib.sha256(rfc8785.dumps(list(comments))).hexdigest()


def _plain(row: TopicComment) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "body": str(row.body_id),
        "person": str(row.person_id) if row.person_id else None,
        "shown_as": row.shown_as,
        "text": row.text,
        "at": _moment(row.at),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
