"""Pages at a hundred thousand topics, against the same pages with the demonstration alone.

Three states of one database: the demonstration; with the nation's rows beside it (3,200 bodies,
10,000 partnerships with ten topics each, of which the reader's body is in ten); and, as nothing
worse can happen to a list, with all hundred thousand topics in one partnership of the reader's.
The added rows are those that a topic in force leaves behind: its row and subject, the act with its
seats, and its row for the search. `python -m benchmarks.pages 10000` takes fewer topics.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from benchmarks.measure import table
from benchmarks.stage import set_up

os.environ["XIEQIAO_DEMO"] = "true"  # its people may sign in
DATABASE = set_up()

from django.db import connection, models, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from xieqiao.acts.matter import gate_open  # noqa: E402
from xieqiao.acts.models import Act, ActSeat, Seat, Space, Subject  # noqa: E402
from xieqiao.bodies.models import Account, Body  # noqa: E402
from xieqiao.demo.load import load  # noqa: E402
from xieqiao.partnerships.models import Partnership, Party  # noqa: E402
from xieqiao.portal.grams import index_grams  # noqa: E402
from xieqiao.portal.models import Findable  # noqa: E402
from xieqiao.topics.models import Topic  # noqa: E402

BODIES, EACH, OURS, ROUNDS = 3_200, 10, 10, 15
WHO, SLUG = "deqing-secretary-general-1", "deqing"
TITLE = "第{}号演示议题：清洁河道与乡村旅游"


def like(row: models.Model, **other: Any) -> dict[str, Any]:
    """Return the columns of a row, with others than its key."""
    names = [f.attname for f in row._meta.concrete_fields if not f.primary_key]
    return {name: getattr(row, name) for name in names} | other


def write(rows: Iterable[models.Model]) -> None:
    """Write rows of one table, many at a time."""
    rows = iter(rows)
    while some := list(islice(rows, 2_000)):
        with gate_open("acts"):
            type(some[0])._default_manager.bulk_create(some)


class Nation:
    """The rows of so many topics."""

    def __init__(self, topics: int) -> None:
        self.topics = [uuid4() for _ in range(topics)]
        self.spaces = [uuid4() for _ in range(topics // EACH)]
        self.reader = Body.objects.get(slug=SLUG)
        self.topic = Topic.objects.filter(closed=False).first()
        self.partnership = Partnership.objects.filter(closed=False).first()
        self.act = Act.objects.filter(kind="topic.confirm", state="sealed").first()
        self.sides: dict[UUID, list[UUID]] = {}
        assert self.topic
        assert self.partnership
        assert self.act

    def write(self) -> None:
        """Write everything."""
        sample = Body.objects.exclude(id=self.reader.id).first()
        assert sample is not None
        names = (f"演示{n}号县政协" for n in range(BODIES))
        write(
            Body(id=uuid4(), **like(sample, slug=f"county-{n}", name=name, short_name=f"县{n}"))
            for n, name in enumerate(names)
        )
        with transaction.atomic():
            self._partnerships()
            self._topics()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _sides(self) -> Iterator[tuple[UUID, UUID]]:
        bodies = list(Body.objects.filter(slug__startswith="county-").values_list("id", flat=True))
        for number, space in enumerate(self.spaces):
            yield space, self.reader.id if number < OURS else bodies[number % len(bodies)]
            yield space, bodies[(number * 7 + 1) % len(bodies)]

    def _partnerships(self) -> None:
        now = timezone.now()
        write(Space(id=space) for space in self.spaces)
        subject = Subject.objects.get(id=self.partnership.id)
        write(Subject(id=s, **like(subject, space_id=s)) for s in self.spaces)
        write(
            Partnership(id=s, **like(self.partnership, title=f"演示合作{n}", carrier_id=None))
            for n, s in enumerate(self.spaces)
        )
        sides = list(dict.fromkeys(self._sides()))
        write(Seat(space_id=s, body_id=b, joined_at=now) for s, b in sides)
        write(Party(id=uuid4(), partnership_id=s, body_id=b, joined_at=now) for s, b in sides)
        for space, body in sides:
            self.sides.setdefault(space, []).append(body)

    def _topics(self) -> None:
        subject = Subject.objects.get(id=self.topic.id)
        placed = [(t, self.spaces[n // EACH], n) for n, t in enumerate(self.topics)]
        write(Subject(id=t, **like(subject, space_id=s)) for t, s, _ in placed)
        words = {"focus_area_id": None, "lead_id": None}
        write(
            Topic(id=t, **like(self.topic, partnership_id=s, title=TITLE.format(n), **words))
            for t, s, n in placed
        )
        acts = [(uuid4(), t, s) for t, s, _ in placed]
        write(
            Act(id=a, **like(self.act, space_id=s, subject_id=t, proposer_id=self.sides[s][0]))
            for a, t, s in acts
        )
        write(ActSeat(act_id=a, body_id=b) for a, _, s in acts for b in self.sides[s])
        write(
            Findable(
                thing=t, model="topics.topic", space=s, title=TITLE.format(n),
                text=TITLE.format(n), grams=index_grams(TITLE.format(n)), at=timezone.now(),
            )
            for t, s, n in placed
        )  # fmt: skip

    def into_one(self) -> None:
        """Move all topics into one partnership of the reader's."""
        one = self.spaces[0]
        for some in batches(self.topics):
            with gate_open("acts"):
                Topic.objects.filter(id__in=some).update(partnership=one)
            Subject.objects.filter(id__in=some).update(space=one)
            Findable.objects.filter(thing__in=some).update(space=one)
            Act.objects.filter(subject_id__in=some).update(space=one)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def batches(rows: list[UUID]) -> Iterator[list[UUID]]:
    """Yield the rows in parts that one statement can name."""
    for start in range(0, len(rows), 900):
        yield rows[start : start + 900]


def pages() -> dict[str, str]:
    """Return the addresses that are measured, by what they are."""
    from xieqiao.demo.references import made

    at = f"/b/{SLUG}"
    return {
        "desk": f"{at}/",
        "topics": f"{at}/topics/",
        "topics, page 3": f"{at}/topics/?page=3",
        "topics, by words and title": f"{at}/topics/?q=老品牌&sort=title",
        "a topic": f"{at}/topics/{made('old-brands/topic')}/",
        "partnerships": f"{at}/partnerships/",
        "acts": f"{at}/acts/",
        "search, few hits": f"{at}/search/?q=老品牌",
        "search, many hits": f"{at}/search/?q=议题",
    }


def measured(client: Client, path: str) -> float:
    """Return the median of what a page takes, in seconds of this process's work."""
    taken = []
    for _ in range(ROUNDS + 2):
        began = time.process_time()
        answer = client.get(path)
        taken.append(time.process_time() - began)
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(taken[2:])


def main() -> None:
    """Measure in all three states, and print the table."""
    topics = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    load()
    client = Client(headers={"accept-language": "zh-hans", "host": "localhost"})
    client.force_login(Account.objects.get(sign_in_name=WHO))
    found: dict[str, list[float]] = {name: [] for name in pages()}

    def look(step: Callable[[], object] | None) -> None:
        if step is not None:
            step()
        for name, path in pages().items():
            found[name].append(measured(client, path))

    look(None)
    nation = Nation(topics)
    look(nation.write)
    look(nation.into_one)
    rows = [
        [name, *(f"{one * 1e3:.1f}" for one in taken), *(f"{t / taken[0]:.2f}" for t in taken[1:])]
        for name, taken in found.items()
    ]
    print(f"{DATABASE}, {topics:,} topics in {len(nation.spaces):,} partnerships; processor time")
    heads = ["page", "demo, ms", "nation, ms", "all ours, ms", "nation / demo", "all ours / demo"]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
