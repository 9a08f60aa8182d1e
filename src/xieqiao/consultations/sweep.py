"""What consultations do by themselves: they close at their time, and take statements over."""

from __future__ import annotations

from xieqiao.consultations import queries
from xieqiao.consultations.live import carry_statements, close_due


def run() -> int:
    """Close what is due; give those that follow others their statements. Return how many."""
    closed = close_due()
    for consultation in queries.without_their_statements():
        carry_statements(consultation)
    return closed
