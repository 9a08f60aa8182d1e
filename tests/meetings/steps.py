"""What the tests of this room do again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.parties import consent, pass_act
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.files import store_upload
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
    day = timezone.localdate() + timedelta(days=days)
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


def form_path(who: Acting, kind: str, /, **query: Any) -> str:
    """Return the address of an act's form."""
    page_ = reverse("acts:new", kwargs={"body": who.slug, "kind": kind})
    return f"{page_}?{urlencode({name: str(value) for name, value in query.items()})}"


def send(who: Acting, path: str, **fields: Any) -> Any:
    """Return the answer to an act's form that somebody fills in and proposes."""
    typed = {name.replace("__", "-"): value for name, value in fields.items()}
    return post(who, path, action="propose", **typed)


def local(days: int, hour: int) -> str:
    """Return what somebody types for a time so many days from now."""
    return f"{in_days(days)[:10]}T{hour:02d}:00"


def grant_schedules(there: list[Acting], holder: Acting, partnership: Any, days: int = 3) -> None:
    """Let a party move times and places alone, up to so many days before."""
    words = {"holder": str(holder.body_id), "sorts": ["schedule"], "days_of_notice": days}
    pass_act(there, "delegation.grant", words, partnership=partnership.id)


def move(who: Acting, activity: Activity, **fields: Any) -> Act:
    """Return the act by which somebody moves an activity, by default to twelve days from now."""
    schedule = Activity.objects.select_related("schedule").get(id=activity.id).schedule
    words = {"starts": in_days(12), "ends": in_days(12, 9), "place": schedule.place, **fields}
    wanted = payload("activity.reschedule", **words)
    return gate.propose(who, "activity.reschedule", wanted, subject=schedule.id)


def upload(who: Acting, name: str = "材料.txt", content: bytes = b"text") -> dict[str, Any]:
    """Return a reference to a file that somebody put in."""
    ref = store_upload(who, SimpleUploadedFile(name, content))
    found: dict[str, Any] = ref.model_dump(mode="json")
    return found


def sections(html: str) -> dict[str, str]:
    """Return the parts of a page by their ids, each up to where the next begins."""
    found = {}
    for part in html.split('<section class="card" id="')[1:]:
        name, _sep, rest = part.partition('"')
        found[name] = rest.split("</section>")[0]
    return found


def consent_all(others: list[Acting], act: Act) -> None:
    """Let all of them consent."""
    for other in others:
        consent(other, act)
