"""The nation's rows, made of the demonstration's by the database itself, so within a minute or two.

A copy of the demonstration is everything that it put into the tables (bodies with their people,
partnerships, topics, meetings, outcomes, acts with seats and words, rows for the search), its ids
and moments moved by a number. Beside the copies stand bare topics: what a topic in force leaves
behind, ten to a partnership. Left out is what no page reads by the thousand: register entries and
their contents, votes, accounts and sessions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from xieqiao.acts.matter import OwnModel
from xieqiao.acts.models import Act, ActSeat, Seat, Space, Subject, Version
from xieqiao.bodies.models import Body
from xieqiao.partnerships.models import Partnership, Party
from xieqiao.portal.grams import index_grams
from xieqiao.portal.models import Findable
from xieqiao.topics.models import Topic

TOPICS_PER_COPY, EACH, OURS, OWN = 250, 10, 10, 20
BARE = 1_000_000  # where the numbers of bare rows begin
STEP = 1_000_000  # how far whole numbers are moved from copy to copy
TITLE = "第{}号演示议题：清洁河道与乡村旅游"
PARTNERSHIP = "第{}号演示合作"
SAMPLE = 987_654_321
LEFT_OUT = {
    *("acts.Content", "acts.Draft", "acts.Entry", "acts.File", "acts.FileRelease"),
    *("acts.Outbox", "acts.Register", "bodies.Account", "bodies.Invitation", "bodies.Region"),
    *("bodies.Session", "bodies.TableImport", "broadcast.Channel", "broadcast.Event"),
    *("consultations.GuestLink", "consultations.Participant", "consultations.Vote"),
    *("consultations.VoteReceipt", "meetings.CalendarLink"),
}

Column = Callable[[Any], str | None]


def copied() -> list[type[models.Model]]:
    """Return the tables whose rows are copied: all of the rooms' but those left out."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("xieqiao.")]
    return [m for m in ours if m._meta.label not in LEFT_OUT]


# SQL that both databases understand


def sqlite() -> bool:
    """Say whether this is SQLite."""
    return connection.vendor == "sqlite"


def moved_id(column: str, number: str) -> str:
    """Return an id moved by a number; nothing stays nothing."""
    if sqlite():
        return f"substr({column}, 1, 24) || printf('%08x', {number})"
    text = f"substr(replace(({column})::text, '-', ''), 1, 24)"
    return f"({text} || lpad(to_hex({number}), 8, '0'))::uuid"


def earlier(column: str, number: str) -> str:
    """Return a moment moved back by so many minutes."""
    if sqlite():
        return f"datetime({column}, '-' || ({number}) || ' minutes')"
    return f"{column} - ({number}) * interval '1 minute'"


def numbered(text: str, number: str) -> str:
    """Return a text with a number where its sample stands."""
    before, after = text.split(str(SAMPLE))
    return f"'{before}' || {number} || '{after}'"


def literal(key: Any) -> str:
    """Return an id as SQL."""
    return f"'{key.hex}'" if sqlite() else f"'{key}'::uuid"


def named(field: Any) -> str:
    """Return a column of the row that is copied."""
    return f't."{field.column}"'


def insert(model: type[models.Model], where: str, source: str, column: Column) -> None:
    """Write a row for each row found and each number; `column` says what stands in a field."""
    fields = [f for f in model._meta.concrete_fields if not _by_itself(f) or column(f)]
    into = ", ".join(f'"{f.column}"' for f in fields)
    values = ", ".join(column(f) or named(f) for f in fields)
    name = model._meta.db_table
    with connection.cursor() as cursor:
        # A query that reads the table that it writes works on a copy of what was there.
        cursor.execute(
            f'INSERT INTO "{name}" ({into}) SELECT {values} FROM "{name}" t '
            f"CROSS JOIN ({source}) c WHERE {where}"
        )


def numbers(most: int) -> str:
    """Return a query for the numbers below this one."""
    return (
        f"WITH RECURSIVE up(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < {most - 1}) "
        "SELECT n FROM up"
    )


def _by_itself(field: Any) -> bool:
    return isinstance(field, models.AutoField)


class Nation:
    """The rows of so many topics, the reader's body in ten partnerships of each sort."""

    def __init__(self, topics: int, slug: str) -> None:
        self.copies = max(1, topics // TOPICS_PER_COPY)
        self.reader = Body.objects.get(slug=slug)
        self.other = Body.objects.exclude(id=self.reader.id).filter(participates=True)[0]
        self.bare = topics - self.copies * Topic.objects.count()
        self.tables = set(copied())

    def write(self) -> None:
        """Write everything."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "PRAGMA defer_foreign_keys=ON"
                    if sqlite()
                    else "SET LOCAL session_replication_role = replica"
                )
            bare = _Bare(self)
            for model in copied():
                insert(model, bare.not_yet(model), numbers(self.copies), self._copied(model))
            bare.write()
        _settle()

    def _copied(self, model: type[models.Model]) -> Column:
        def column(field: Any) -> str | None:
            number, name = "(c.n + 1)", named(field)
            match field:
                case models.ForeignKey() if field.related_model is Body:
                    return self._body(model, name)
                case models.ForeignKey():
                    return self._pointer(field, number)
                case models.UUIDField():
                    return moved_id(name, number)
                case models.BigAutoField():
                    return f"{name} + {number} * {STEP}"
                case models.SlugField() | models.CharField() if field.unique:
                    return f"{name} || '-' || c.n"
                case models.DateTimeField():
                    return earlier(name, "c.n")
            return None

        return column

    def _body(self, model: type[models.Model], name: str) -> str:
        moved = moved_id(name, "(c.n + 1)")
        if issubclass(model, OwnModel):
            return moved
        ours = f"{name} = {literal(self.reader.id)} AND c.n < {OURS}"
        return f"CASE WHEN {ours} THEN {name} ELSE {moved} END"

    def _pointer(self, field: Any, number: str) -> str | None:
        name, target = named(field), field.related_model
        if target in self.tables:
            whole = isinstance(target._meta.pk, models.AutoField)
            return f"{name} + {number} * {STEP}" if whole else moved_id(name, number)
        return "NULL" if field.null and target._meta.label == "bodies.Account" else None

    def all_ours(self) -> None:
        """Seat the reader's body in every copy, and put all bare topics into one partnership.

        Of its own matter it gets that of twenty copies.
        """
        copies = f"SELECT id FROM bodies_body WHERE slug LIKE '{self.reader.slug}-%%'"
        some = ", ".join(f"'{self.reader.slug}-{n}'" for n in range(OWN))
        few = f"SELECT id FROM bodies_body WHERE slug IN ({some})"
        with transaction.atomic(), connection.cursor() as cursor:
            for model in self.tables:
                own = issubclass(model, OwnModel)
                for field in model._meta.concrete_fields:
                    if field.is_relation and field.related_model is Body:
                        cursor.execute(
                            f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s '
                            f'WHERE "{field.column}" IN ({few if own else copies})',
                            [_parameter(self.reader.id)],
                        )
            _into_one(cursor)
        _settle()


def _parameter(key: Any) -> Any:
    return key.hex if sqlite() else key


class _Bare:
    """Topics with nothing but what being in force leaves behind, and their partnerships."""

    def __init__(self, nation: Nation) -> None:
        self.nation = nation
        topic = Topic.objects.filter(closed=False).first()
        partnership = Partnership.objects.filter(closed=False).first()
        act = Act.objects.filter(kind="topic.confirm", state="sealed").first()
        assert topic
        assert partnership
        assert act
        self.topic, self.partnership, self.act = topic, partnership, act

    def not_yet(self, model: type[models.Model]) -> str:
        """Return the condition for what is copied: everything."""
        return "true" if not sqlite() else "1"

    def write(self) -> None:
        """Write all of them."""
        rows = self.nation.bare
        many, each = numbers(rows), numbers(-(-rows // EACH))
        space, topic, act = (literal(row.id) for row in (self.partnership, self.topic, self.act))
        n, place = f"({BARE} + c.n)", f"({BARE} + c.n / {EACH})"
        there, here = moved_id(space, n), moved_id(space, place)
        moved_topic, moved_act = moved_id(topic, n), moved_id(act, n)
        at = f"t.id = {space}"
        _rows(Space, at, each, id=there)
        _rows(Subject, at, each, id=there, space_id=there)
        title = numbered(PARTNERSHIP.format(SAMPLE), "c.n")
        _rows(Partnership, at, each, id=there, title=title, sort_key=title, carrier_id="NULL")
        for number in (0, 1):
            body, seated = self._side(number, "c.n"), self._one(Seat)
            _rows(Seat, seated, each, space_id=there, body_id=body)
            row = moved_id(there, f"({STEP} * {number} + c.n + {BARE})")
            party = {"id": f"{_flipped(row, number)}", "partnership_id": there, "body_id": body}
            _rows(Party, self._one(Party), each, **party)
        _rows(Subject, f"t.id = {topic}", many, id=moved_topic, space_id=here)
        words = numbered(TITLE.format(SAMPLE), "c.n")
        _rows(
            Topic, f"t.id = {topic}", many,
            id=moved_topic, partnership_id=here, title=words, sort_key=words,
            focus_area_id="NULL", lead_id="NULL", confirmed_at=earlier("t.confirmed_at", "c.n * 7"),
            in_force_at=earlier("t.in_force_at", "c.n * 7"),
        )  # fmt: skip
        proposer = self._side(0, f"(c.n / {EACH})")
        _rows(
            Act, f"t.id = {act}", many,
            id=moved_act, space_id=here, subject_id=moved_topic, proposer_id=proposer,
            proposed_at=earlier("t.proposed_at", "c.n * 7"),
            ended_at=earlier("t.ended_at", "c.n * 7"),
        )  # fmt: skip
        for number in (0, 1):
            body = self._side(number, f"(c.n / {EACH})")
            _rows(ActSeat, self._one(ActSeat), many, act_id=moved_act, body_id=body)
        _rows(Version, f"t.act_id = {act}", many, act_id=moved_act)
        grams = numbered(index_grams(TITLE.format(SAMPLE)), "c.n")
        _rows(
            Findable, f"t.thing = {topic}", many,
            thing=moved_topic, space=here, title=words, text=words, grams=grams,
            at=earlier("t.at", "c.n * 7"),
        )  # fmt: skip

    def _side(self, number: int, place: str) -> str:
        """Return one of the two bodies in the partnership of this number."""
        copies = self.nation.copies
        if number:
            return moved_id(literal(self.nation.other.id), f"({place} * 7 % {copies} + 1)")
        reader = literal(self.nation.reader.id)
        moved = moved_id(reader, f"({place} % {copies} + 1)")
        return f"CASE WHEN {place} < {OURS} THEN {reader} ELSE {moved} END"

    def _one(self, model: type[models.Model]) -> str:
        row = model._default_manager.order_by("pk").first()
        assert row is not None
        key = row.pk if isinstance(row.pk, int) else literal(row.pk)
        return f"t.id = {key}"


def _flipped(key: str, number: int) -> str:
    """Return an id that differs from the other side's in its first letters."""
    first = f"{number:08x}"
    if sqlite():
        return f"'{first}' || substr({key}, 9)"
    return f"('{first}' || substr(replace(({key})::text, '-', ''), 9))::uuid"


def _rows(model: type[models.Model], where: str, source: str, **columns: str) -> None:
    insert(model, where, source, lambda field: columns.get(field.attname))


def _into_one(cursor: Any) -> None:
    """Move all bare topics into the first bare partnership."""
    bare = f"title LIKE '{PARTNERSHIP.format('%')}'"
    one = PARTNERSHIP.format(0)
    cursor.execute("SELECT id FROM partnerships_partnership WHERE title = %s", [one])
    (key,) = cursor.fetchone()
    there = f"SELECT id FROM partnerships_partnership WHERE {bare}"
    for model, column, more in (
        (Findable, "space", ""),
        (Act, "space_id", ""),
        (Subject, "space_id", " AND type = 'topic'"),
        (Topic, "partnership_id", ""),
    ):
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" SET {column} = %s WHERE {column} IN ({there}){more}',
            [key],
        )


def _settle() -> None:
    """Let the database count on after the highest number, and look at what there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
        cursor.execute("ANALYZE" if sqlite() else "VACUUM ANALYZE")
