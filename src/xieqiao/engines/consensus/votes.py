"""The votes of a consultation: people × statements, and what of the input did not go in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Flags, Signs
from xieqiao.engines.consensus.crossing import Crossing

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True)
class Dropped:
    """Something of the input that does not count, and why; `examples` names a few."""

    what: str
    why: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ballot:
    """One vote as it was given: at `time`, seconds since 1970."""

    participant: str
    statement: str
    vote: int
    time: float = 0.0


@dataclass(frozen=True)
class Votes:
    """N votes that count, sorted by person and statement; the ids are in natural order.

    person, statement: shape (N,), places in `participants` and `statements`. vote: shape (N,),
    −1 disagree, 0 pass, 1 agree; what is not there was not seen. party, section: one text for
    each participant, empty where unknown. text, status: one for each statement. hidden: shape
    (m,), statements that moderators took out; their votes still say something of the voters.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    person: Codes
    statement: Codes
    vote: Signs
    party: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    published_group: tuple[str, ...] = field(default=(), repr=False)

    @property
    def hidden(self) -> Flags:
        """Return which statements were moderated out, shape (m,)."""
        gone = [s in HIDDEN_STATUS for s in self.status] or [False] * len(self.statements)
        return np.array(gone, dtype=bool)

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the names of the parties that have participants, in order."""
        return tuple(sorted({p for p in self.party if p}))

    def crossing(self) -> Crossing:
        """Return the bare arrays."""
        return Crossing(
            self.person, self.statement, self.vote, len(self.participants), len(self.statements)
        )

    def texts(self) -> Mapping[str, str]:
        """Return the text of each statement that has one."""
        return dict(zip(self.statements, self.text, strict=False))


# Polis writes −1; our own statements.csv says it in a word.
HIDDEN_STATUS = frozenset({"-1", "hidden", "merged", "rejected"})


def natural(value: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key under which p2 comes before p10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", value)
    return tuple((0, int(p), p) if p.isdecimal() else (1, 0, p) for p in parts)


def of_ballots(
    ballots: Iterable[Ballot],
    participants: Sequence[str] = (),
    statements: Sequence[str] = (),
    dropped: Sequence[Dropped] = (),
    **more: Mapping[str, str],
) -> Votes:
    """Return the votes that count: a person's last on each statement.

    Of last votes at the very same time the higher counts, so that the order of the input never
    matters; the summary says how often that was. `participants` and `statements` name more ids
    than those that voted or were voted on. `more`: party, section by participant; text, status
    by statement; published_group by participant.
    """
    last: dict[tuple[str, str], tuple[float, int]] = {}
    earlier: list[str] = []
    ties: set[tuple[str, str]] = set()
    for ballot in ballots:
        pair, now = (ballot.participant, ballot.statement), (ballot.time, ballot.vote)
        before = last.get(pair)
        if before is not None:
            earlier.append(f"{pair[0]} on {pair[1]}")
            if now[0] > before[0]:
                ties.discard(pair)
            elif now[0] == before[0] and now[1] != before[1]:
                ties.add(pair)
        if before is None or now > before:
            last[pair] = now
    people = sorted({*participants, *(p for p, _ in last)}, key=lambda v: (natural(v), v))
    matters = sorted({*statements, *(s for _, s in last)}, key=lambda v: (natural(v), v))
    person_place = {value: place for place, value in enumerate(people)}
    statement_place = {value: place for place, value in enumerate(matters)}
    person = np.fromiter((person_place[p] for p, _ in last), np.int32, len(last))
    statement = np.fromiter((statement_place[s] for _, s in last), np.int32, len(last))
    vote = np.fromiter((v for _, v in last.values()), np.int8, len(last))
    sequence = np.lexsort((statement, person))
    gone = [*dropped, *_changed(earlier, ties)]
    return Votes(
        participants=tuple(people),
        statements=tuple(matters),
        person=person[sequence],
        statement=statement[sequence],
        vote=vote[sequence],
        party=tuple(more.get("party", {}).get(p, "") for p in people),
        section=tuple(more.get("section", {}).get(p, "") for p in people),
        text=tuple(more.get("text", {}).get(s, "") for s in matters),
        status=tuple(more.get("status", {}).get(s, "") for s in matters),
        dropped=tuple(d for d in gone if d.count),
        published_group=tuple(more.get("published_group", {}).get(p, "") for p in people),
    )


def _changed(earlier: list[str], ties: set[tuple[str, str]]) -> list[Dropped]:
    tied = sorted(f"{p} on {s}" for p, s in ties)
    return [
        Dropped(
            "earlier votes",
            "the last vote of a person on a statement counts",
            len(earlier),
            tuple(sorted(set(earlier), key=natural)[:5]),
        ),
        Dropped(
            "votes at the same time",
            "of votes at the same time on the same statement the higher counts",
            len(ties),
            tuple(tied[:5]),
        ),
    ]


def of_arrays(person: Codes, statement: Codes, vote: Signs, people: int, statements: int) -> Votes:
    """Return votes given as arrays (N,), each pair once, with numbers as ids."""
    key = np.asarray(person, np.int64) * statements + statement
    if len(key) > 1 and not bool((key[1:] > key[:-1]).all()):
        sequence = np.argsort(key, kind="stable")
        person, statement, vote = person[sequence], statement[sequence], vote[sequence]
        if bool((np.diff(key[sequence]) == 0).any()):
            raise ValueError("each pair of person and statement may come once only")
    return Votes(
        tuple(map(str, range(people))),
        tuple(map(str, range(statements))),
        np.asarray(person, np.int32),
        np.asarray(statement, np.int32),
        np.asarray(vote, np.int8),
    )
