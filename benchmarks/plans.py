"""The queries of a page, the slowest first, each with what the database does for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from django.db import connection
from django.test.utils import CaptureQueriesContext

SHOWN, WORTH_SHOWING = 6, 0.001


def show(open_page: Callable[[], object]) -> None:
    """Open a page twice, and print its slowest queries with their plans."""
    open_page()
    with CaptureQueriesContext(connection) as caught:
        taken = open_page()
    queries = sorted(caught.captured_queries, key=lambda q: -float(q["time"]))
    print(f"{len(queries)} queries, {taken} s")
    for query in queries[:SHOWN]:
        if float(query["time"]) >= WORTH_SHOWING:
            print(f"\n-- {query['time']} s\n{query['sql']}\n{_plan(query['sql'])}")


def _plan(sql: str) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE) "
    with closing(connection.connection.cursor()) as cursor:  # Django would look for parameters
        cursor.execute(explain + sql)
        return "\n".join(f"   {' '.join(str(c) for c in row)}" for row in cursor.fetchall())
