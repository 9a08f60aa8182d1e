"""Plays a chapter: each act goes through the same gate as from a page, and is done once."""

from __future__ import annotations

from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.live import comment
from xieqiao.acts.models import Act, ActState, Comment, Draft, Stance
from xieqiao.bodies.middleware import acting_for
from xieqiao.bodies.models import Account, Body
from xieqiao.bodies.roles import Role
from xieqiao.demo.forms import Filled, filled, tree
from xieqiao.demo.names import id_of
from xieqiao.demo.references import resolved
from xieqiao.demo.script import Chapter, Remark, Step


class Stage:
    """The demonstration's people, and what they do.

    Whoever goes on working in the demonstration finds it as he or she left it: what was done
    before is not done again, and what came of it since is not touched.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Acting] = {}
        self._slugs = dict(Body.objects.values_list("id", "slug"))

    def play(self, chapter: Chapter) -> list[str]:
        """Play a chapter; return the labels of the acts and drafts that were new."""
        return [step.label for step in chapter.act if self._guarded(chapter, step)]

    def acting(self, slug: str, role: str) -> Acting:
        """Return the demonstration's first person in a role at a body."""
        if (slug, role) not in self._known:
            account = Account.objects.get(sign_in_name=f"{slug}-{role.replace('_', '-')}-1")
            found = acting_for(account, slug)
            assert found is not None, f"{account} has no role at {slug}"
            self._known[slug, role] = found
        return self._known[slug, role]

    def _guarded(self, chapter: Chapter, step: Step) -> bool:
        try:
            return self._draft(chapter, step) if step.draft else self._act(chapter, step)
        except Exception as error:
            wrong = getattr(error, "errors", "")
            error.add_note(f"in the act “{step.label}” ({step.kind}): {wrong}")
            raise

    def _act(self, chapter: Chapter, step: Step) -> bool:
        act = Act.objects.filter(id=id_of(f"act:{step.label}")).first()
        if act is not None and (act.state != ActState.OPEN or act.version > 1):
            return False
        new = act is None
        who = self.acting(step.by, Role.SECRETARY_GENERAL)
        if act is None:
            form = filled(who, step, step.payload, step.within or chapter.within)
            act = _propose(who, step, form)
        for remark in step.remarks:
            self._remark(act, remark)
        for refusal in step.declines:
            if not _has_spoken(act, refusal.by):
                chair = self.acting(refusal.by, Role.CHAIR)
                act = gate.decline(chair, act.id, _digest(act), refusal.reason)
        if step.amended is not None:
            form = filled(who, step, step.amended, step.within or chapter.within)
            act = gate.amend(who, act.id, form.payload)
        self._consents(act, step.consents)
        return new

    def _consents(self, act: Act, slugs: list[str] | None) -> None:
        others = act.seats.exclude(body=act.proposer_id).order_by("id")
        names = [self._slugs[id_] for id_ in others.values_list("body_id", flat=True)]
        for slug in names if slugs is None else slugs:
            if act.state == ActState.OPEN and not _has_spoken(act, slug):
                act = gate.consent(self.acting(slug, Role.CHAIR), act.id, _digest(act))

    def _remark(self, act: Act, remark: Remark) -> None:
        if not Comment.objects.filter(act=act, text=remark.text).exists():
            who = self.acting(remark.by, Role.CLERK)
            comment(who, act, remark.text, remark.field, remark.wording)

    def _draft(self, chapter: Chapter, step: Step) -> bool:
        act_id = id_of(f"act:{step.label}")
        if Draft.objects.filter(act_id=act_id).exists():
            return False
        who = self.acting(step.by, Role.CLERK)
        form = filled(who, step, step.payload, step.within or chapter.within)
        Draft.objects.create(
            id=id_of(f"draft:{step.label}"),
            act_id=act_id,
            body=who.body,
            kind=step.kind,
            space=form.space,
            subject_id=form.subject,
            payload=tree(form),
            extra=form.scene.extra,
            title=kind_named(step.kind).summary(form.payload)[:300],
            prepared_by=who.person_id,
            demonstration=True,
        )
        return True


def _propose(who: Acting, step: Step, form: Filled) -> Act:
    return gate.propose(
        who,
        step.kind,
        form.payload,
        partnership=form.space,
        subject=form.subject,
        act_id=id_of(f"act:{step.label}"),
        deadline=resolved(step.deadline) or None,
        extra=form.scene.extra,
    )


def _digest(act: Act) -> str:
    return str(act.versions.get(number=act.version).digest)


def _has_spoken(act: Act, slug: str) -> bool:
    said = Stance.objects.filter(version__act=act, version__number=act.version)
    return said.filter(body__slug=slug).exists()
