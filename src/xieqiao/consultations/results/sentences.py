"""The result in plain words, to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.consultations.results.found import Verdict
from xieqiao.consultations.results.page import ResultPage, side_counts

_UNSURE = 70


def opening(page: ResultPage) -> list[str]:
    """Return the sentences with which the result begins."""
    result = page.result
    if not page.telling:
        if page.consultation.ended is not None:
            return [_("Fewer than five people voted, so nothing of it is shown.")]
        return [_("Fewer than five people have voted so far, so nothing of it is shown yet.")]
    who = {"count": result.people, "sides": side_counts(result, page.sides)}
    if len(page.sides) > 1:
        took_part = ngettext(
            "%(count)d person took part: %(sides)s.",
            "%(count)d people took part: %(sides)s.",
            result.people,
        )
    else:
        took_part = ngettext(
            "%(count)d person took part.", "%(count)d people took part.", result.people
        )
    told = [took_part % who, *_absent(page), _found(page)]
    return [" ".join(told), *_clearest(page), *_groups(page)]


def _absent(page: ResultPage) -> Iterator[str]:
    if page.absent:
        names = _(", ").join(str(body) for body in page.absent)
        yield _("Nobody of %(sides)s has voted.") % {"sides": names}


def _found(page: ResultPage) -> str:
    count = len(page.findings)
    whole = ngettext("Of %(count)d statement", "Of %(count)d statements", count) % {"count": count}
    return _("%(whole)s: %(parts)s.") % {"whole": whole, "parts": _("; ").join(_parts(page))}


def _parts(page: ResultPage) -> Iterator[str]:
    several = len(page.sides) > 1
    words = {
        Verdict.AGREED: _("all sides hold %(n)d in common")
        if several
        else _("more than half hold %(n)d"),
        Verdict.REJECTED: _("all sides reject %(n)d in common")
        if several
        else _("more than half reject %(n)d"),
        Verdict.DIFFERENT: _("on %(n)d the sides differ"),
        Verdict.DIVIDED: _("on %(n)d opinions are divided within the sides"),
        Verdict.UNDECIDED: _("on %(n)d too few have voted to tell"),
    }
    for verdict, said in words.items():
        n = len(page.of(verdict))
        if n or (verdict is Verdict.AGREED):
            yield said % {"n": n}


def _clearest(page: ResultPage) -> Iterator[str]:
    """Yield the statements that stand first of what is common, and of what differs."""
    words = {
        Verdict.AGREED: _("Most clearly held in common: “%(text)s”."),
        Verdict.DIFFERENT: _("The sides differ most on: “%(text)s”."),
    }
    first = [page.of(verdict)[0] for verdict in words if page.of(verdict)]
    for told in page.told(first):
        yield words[told.finding.verdict] % {"text": told.text}


def _groups(page: ResultPage) -> Iterator[str]:
    result = page.result
    if result.groups > 1:
        said = ngettext(
            "The votes fall into %(count)d group that stands apart.",
            "The votes fall into %(count)d groups that stand apart.",
            result.groups,
        )
        yield said % {"count": result.groups}
        if result.group_again is not None and result.group_again < _UNSURE:
            yield _("That is not certain: it came again in %(again)d of 100 trials.") % {
                "again": result.group_again
            }
    else:
        yield _("There are no opposed groups.")
