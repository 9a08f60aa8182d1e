"""What the tests of this room do again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act
from xieqiao.bodies.models import Account
from xieqiao.meetings.live import live_digest
from xieqiao.meetings.models import Activity, Minutes


def payload(kind: str, /, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def in_days(days: int, hour: int = 6) -> str:
    """Return a moment so many days from now, at that hour in UTC (14:00 in Shanghai)."""
    day = (timezone.now() + timedelta(days=days)).date()
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).isoformat()


def plan_words(**fields: Any) -> dict[str, Any]:
    """Return the words of a plan: a consultation meeting in ten days, at 14:00 in Shanghai."""
    words: dict[str, Any] = {"kind": "consultation", "title": "老品牌协商会", "place": "黄浦"}
    if not fields.keys() & {"starts", "expected", "happened"}:
        words |= {"starts": in_days(10), "ends": in_days(10, 9)}
    return words | fields


def plan(there: list[Acting], partnership: Any, **fields: Any) -> Activity:
    """Return an activity that all parties planned."""
    act = pass_act(there, "activity.plan", plan_words(**fields), partnership=partnership.id)
    found: Activity = Activity.objects.select_related("schedule", "papers").get(id=act.subject_id)
    return found


def held(there: list[Acting], partnership: Any, days_ago: int = 5, **fields: Any) -> Activity:
    """Return an activity that lies so many days behind us."""
    times = {"starts": in_days(-days_ago), "ends": in_days(-days_ago, 9)}
    return plan(there, partnership, **{**times, **fields})


def minutes_words(activity: Activity, **fields: Any) -> dict[str, Any]:
    """Return the words of minutes with one point, all of it held by everybody."""
    return {
        "activity": str(activity.id),
        "title": "会议纪要",
        "text": "双方就议题协商。",
        "points": [{"kind": "consensus", "text": "共兴老品牌。"}],
        "digest": live_digest(activity.id),
        **fields,
    }


def pass_minutes(there: list[Acting], activity: Activity, **fields: Any) -> Minutes:
    """Return minutes that all parties passed."""
    words = minutes_words(activity, **fields)
    act = pass_act(there, "minutes.pass", words, partnership=activity.partnership_id)
    found: Minutes = Minutes.objects.get(id=act.subject_id)
    return found


def report(who: Acting, kind: str, activity: Activity, **fields: Any) -> Act:
    """Return what a party reported of its own side."""
    words = payload(kind, activity=str(activity.id), **fields)
    return gate.propose(who, kind, words, partnership=activity.partnership_id)


def person(name: str, office: str = "", person_id: UUID | None = None) -> dict[str, Any]:
    """Return somebody as a payload shows them."""
    return {"shown_as": name, "office": office, "person_id": person_id}


def client_of(who: Acting, language: str = "zh-hans") -> Client:
    """Return a browser that somebody is signed in with."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(id=str(who.account_id)))
    return client


def page(who: Acting, name: str, query: str = "", language: str = "zh-hans", **kw: Any) -> Any:
    """Return the answer that somebody gets for a page of this room."""
    path = reverse(f"meetings:{name}", kwargs={"body": who.slug, **kw})
    return client_of(who, language).get(path + query)


def text(answer: Any) -> str:
    """Return the page's text; it must be there."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def token(answer: Any) -> str:
    """Return the acting token that a page's form carries."""
    return str(text(answer).split('name="acting" value="')[1].split('"')[0])


def post(who: Acting, path: str, **fields: Any) -> Any:
    """Return the answer to a form that somebody sends."""
    return client_of(who).post(path, {"acting": who.token, **fields})
