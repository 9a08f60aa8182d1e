"""Kinds for the tests of the gate: notes that the parties share, and one that reports."""

from __future__ import annotations

from uuid import UUID

from xieqiao.acts.deciders import Deciders
from xieqiao.acts.kinds import Kind, Move, Scene, forget_kinds
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.step import Step


class NoteText(ActPayload):
    """What a note says, and which other notes move with it."""

    text: Text = Text("")
    heading: Line = Line("")
    others: list[UUID] = []
    routine: bool = False


class MakeNote(Kind[NoteText]):
    """Make a note together."""

    name = "test.make"
    title = "Make a note"
    subject = "note"
    creates = True
    payload = NoteText

    def decides_next(self, payload: NoteText, move: Move, present: Deciders) -> Deciders:
        return present.but(routine=("test.change",)) if payload.routine else present

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing: the subject itself is what the tests look at."""


class ChangeNote(Kind[NoteText]):
    """Change one or several notes."""

    name = "test.change"
    title = "Change notes"
    subject = "note"
    payload = NoteText

    def moves(self, payload: NoteText, scene: Scene) -> list[Move]:
        return [Move("note", scene.subject_id), *(Move("note", other) for other in payload.others)]

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


class SayNote(Kind[NoteText]):
    """Say something alone."""

    name = "test.say"
    title = "Say"
    subject = "saying"
    creates = True
    matter = Matter.REPORTED
    payload = NoteText

    def apply(self, payload: NoteText, step: Step) -> None:
        """Write nothing."""


forget_kinds()
