"""Who drafted a document that came into force, and who reported how an action went."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.apps import apps
from django.db.models import F, Q
from django.urls import reverse

from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Draft, Version
from xieqiao.acts.projection import version_payload
from xieqiao.acts.sight import acts_seen_by
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose

# Acts that bring a document which somebody has written.
DOCUMENTS = frozenset(
    {
        "agreement.adopt", "agreement.amend", "outcome.agree", "outcome.revise", "report.compose",
        "report.revise", "research.plan", "minutes.pass", "finding.agree",
    }
)  # fmt: skip
PROGRESS = "action.report_progress"


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the body's acts in force tell of who wrote them; three queries."""
    drafts = Draft.objects.filter(body=whose.body_id, prepared_by__in=whose.ids)
    prepared: dict[UUID, UUID] = {
        act: person
        for act, person in drafts.exclude(released_at=None).values_list("act_id", "prepared_by")
        if person is not None
    }
    acts = acts_seen_by(acting).filter(
        proposer=whose.body_id, state=ActState.SEALED, kind__in=[*DOCUMENTS, PROGRESS]
    )
    rows = Version.objects.filter(
        Q(person_id__in=whose.ids) | Q(act__in=list(prepared)),
        act__in=acts,
        number=F("act__version"),
    )
    rows = rows.select_related("act", "structural", "erasable")
    versions = list(rows.order_by("act__proposed_at", "act_id"))
    partnerships = apps.get_model("partnerships.Partnership")._default_manager.in_bulk(
        {version.act.space_id for version in versions}
    )
    found = []
    for version in versions:
        person = prepared.get(version.act_id) or version.person_id
        if person is not None and person in whose.ids:
            entry = _entry(acting, version, person)
            found.append(replace(entry, partnership=partnerships.get(version.act.space_id)))
    return found


def _entry(acting: Acting, version: Version, person: UUID) -> Entry:
    act: Act = version.act
    payload = version_payload(act, version)
    kind = kind_named(act.kind)
    happened = getattr(payload, "happened", None)
    source = str(getattr(payload, "source", ""))
    return Entry(
        Deed.CARRIED_OUT if act.kind == PROGRESS else Deed.DRAFTED,
        person,
        act.id,
        kind.summary(payload),
        str(happened) if happened else ("" if source else act.proposed_at),
        reverse("acts:act", args=[acting.slug, act.id]),
        None,
        str(kind.title),
        False,
        act.demonstration,
        source,
    )
