"""What the acts keep: registers, the content beside them, and what follows from both."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import msgspec
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy as _state

from xieqiao.acts.deciders import Deciders
from xieqiao.acts.matter import LiveModel, OwnModel, RecordModel


class Space(RecordModel):
    """The registers of one partnership together; its row is locked while one of them grows."""

    id = models.UUIDField(primary_key=True)


class Seat(RecordModel):
    """A body that is, or was, a party in a space."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="seats")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "body"], name="one_seat")]


class Register(RecordModel):
    """The chain of one body in one space, with its signed head kept apart from the entries.

    `public_key` is the present key: of the genesis, or of the last key-change. It signs the head.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="registers")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=64)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, default="")
    head_signature = models.CharField(max_length=128, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "body"], name="one_register")]


class Entry(RecordModel):
    """One signed entry: `canonical` is the exact text that was signed, the rest is an index."""

    hash = models.CharField(max_length=64, primary_key=True)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=10)
    act = models.UUIDField(null=True)
    version = models.PositiveIntegerField(null=True)
    time = models.DateTimeField()
    canonical = models.TextField()
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "seq"], name="one_entry")]
        indexes = [
            models.Index(fields=["act"]),
            models.Index(fields=["space", "time"]),
            models.Index(
                fields=["register", "seq"], name="key_changes", condition=Q(type="key-change")
            ),
        ]


class Content(RecordModel):
    """What an entry's digest stands for: one part of a payload, or a reason.

    The digest is SHA-256 over the nonce and the canonical text. `text` is null once erased.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    nonce = models.CharField(max_length=64)
    text = models.TextField(null=True)
    erased_by = models.UUIDField(null=True)


class Subject(RecordModel):
    """The present revision of a subject, and who decides about the next one."""

    id = models.UUIDField(primary_key=True)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="subjects")
    type = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    deciders_json = models.JSONField()
    seal = models.CharField(max_length=64)
    label = models.CharField(max_length=80, blank=True, default="")
    closed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["space", "type"])]

    @property
    def deciders(self) -> Deciders:
        """Return who decides about the next revision."""
        return msgspec.convert(self.deciders_json, Deciders)


class ActState(models.TextChoices):
    """Where an act stands."""

    OPEN = "open", _state("act", "under way")
    SEALED = "sealed", _state("act", "in force")
    WITHDRAWN = "withdrawn", _state("act", "withdrawn")
    LAPSED = "lapsed", _state("act", "lapsed")
    STALE = "stale", _state("act", "overtaken")


class Act(RecordModel):
    """An act as the registers have it now."""

    id = models.UUIDField(primary_key=True)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=60)
    proposer = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ActState.choices, default=ActState.OPEN)
    proposed_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")
    demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["space", "state", "proposed_at"]),
            models.Index(fields=["subject_id"]),
            models.Index(fields=["state", "deadline"]),
        ]


class ActSeat(RecordModel):
    """A body that has a say in an act, or proposed it."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="seats")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "body"], name="one_act_seat")]


class Version(RecordModel):
    """One wording of an act. Its digest is the hash of the entry that proposed it."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    structural = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    erasable = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    moves_json = models.JSONField()
    closed = models.BooleanField(default=False)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="one_version")]

    @property
    def digest(self) -> str:
        """Return the hash that a consent to this version binds to."""
        return self.entry_id

    def payload(self) -> Any:
        """Return the payload; what was erased shows the mark."""
        from xieqiao.acts.contents import read_payload
        from xieqiao.acts.kinds import kind_named

        return read_payload(kind_named(self.act.kind), self.structural, self.erasable)


class Touch(RecordModel):
    """A revision that a version moves, or relies on without moving it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="touches")
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="touches")
    subject_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    moves = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["subject_id", "revision"])]


class Stance(RecordModel):
    """A party's consent to a version, or its refusal with a reason."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="stances")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    consent = models.BooleanField()
    reason = models.ForeignKey(Content, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "body"], name="one_stance")]


class Outbox(RecordModel):
    """What happened, for notices, mail and search; written with the act, done afterwards."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["done_at", "id"])]


class Draft(OwnModel):
    """A proposal that is being prepared: own matter until it is released."""

    act_id = models.UUIDField(default=uuid4, unique=True)
    kind = models.CharField(max_length=60)
    space = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    payload = models.JSONField()
    extra = models.JSONField(default=dict)
    deadline = models.DateTimeField(null=True)
    title = models.CharField(max_length=300, blank=True, default="")
    prepared_by = models.UUIDField(null=True)
    prepared_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    released_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)


class Notice(OwnModel):
    """Told to a body: something happened to an act. Its words are derived when it is read."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)


class Comment(LiveModel):
    """A remark on an act, perhaps with a wording that the proposer can take over."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="comments")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    shown_as = models.CharField(max_length=200)
    text = models.TextField()
    field = models.CharField(max_length=200, blank=True, default="")
    wording = models.TextField(blank=True, default="")
    taken_in = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class File(OwnModel):
    """A file that a body put in; partners reach it through an act that names it."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    stored = models.FileField(max_length=300)
    put_in_at = models.DateTimeField(auto_now_add=True)
    put_in_by = models.UUIDField(null=True)
    deleted_at = models.DateTimeField(null=True)


class FileRelease(RecordModel):
    """A partnership whose parties may have a file, because an act there names it."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="releases")
    space = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "space"], name="one_release")]
