"""Kinds for the time of a test: on subjects whose own rooms have nothing to do with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from xieqiao.acts.kinds import Kind, Move, Scene, forget_kinds
from xieqiao.acts.payloads import ActPayload
from xieqiao.acts.step import Step
from xieqiao.partnerships import queries


class Nothing(ActPayload):
    """A payload without fields of its own."""


@contextmanager
def trial_kinds(sort: str) -> Iterator[None]:
    """Define `trial.plan`, which creates a subject of this sort, and `trial.shift`, on one."""

    class Plan(Kind[Nothing]):
        name = "trial.plan"
        title = "Plan"
        subject = sort
        creates = True
        payload = Nothing

        def moves(self, payload: Nothing, scene: Scene) -> list[Move]:
            assert scene.partnership_id is not None
            return [Move(sort, standing=queries.standing_for(scene.partnership_id, sort))]

        def apply(self, payload: Nothing, step: Step) -> None:
            """Write nothing."""

    class Shift(Kind[Nothing]):
        name = "trial.shift"
        title = "Shift"
        subject = sort
        payload = Nothing

        def binds(self, payload: Nothing, scene: Scene) -> list[UUID]:
            return queries.standing_used(scene)

        def apply(self, payload: Nothing, step: Step) -> None:
            """Write nothing."""

    forget_kinds()
    try:
        yield
    finally:
        forget_kinds()
        del Plan, Shift
        gc.collect()
