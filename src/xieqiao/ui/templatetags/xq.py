"""The tags that all rooms' templates use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import template
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xieqiao.ui.days import partial_words

register = template.Library()
_MOST_SEALS = 6


def _colour(body: Any) -> str:
    return f"p-{UUID(str(body.id)).int % 8 + 1}"


@register.simple_tag
def party(body: Any) -> SafeString:
    """The body's name beside its colour, which it keeps on every page."""
    if body is None:
        return SafeString("")
    return format_html('<span class="party {}"><span>{}</span></span>', _colour(body), body)


@register.simple_tag
def party_short(body: Any) -> SafeString:
    """The body's short name beside its colour, where there is little room."""
    return format_html('<span class="party {}"><span>{}</span></span>', _colour(body), body.short)


@register.simple_tag
def party_class(body: Any) -> str:
    """The class of the body's colour, for pictures."""
    return _colour(body)


@register.simple_tag
def seal(body: Any, state: str = "") -> SafeString:
    """The seal: `on` once consented, `no` when declined, empty while awaited. Decoration only."""
    size = "four" if len(body.short_name) > 2 else ""
    look = " ".join(filter(None, ("seal", state, size)))
    return format_html(
        '<span class="{}" lang="zh-Hans" aria-hidden="true">{}</span>', look, body.short_name
    )


@register.inclusion_tag("ui/parts/seal_row.html")
def seal_row(seals: Any) -> dict[str, Any]:
    """The seals of an act in a line of a list, and in words for who does not see them."""
    given = sum(1 for one in seals if one.state == "on")
    return {"seals": seals, "given": given, "all": len(seals), "drawn": len(seals) <= _MOST_SEALS}


@register.simple_tag
def day(value: date | datetime | None) -> SafeString:
    """A day in the reader's language."""
    if not value:
        return SafeString("")
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    words = date_format(value, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def weekday(value: date) -> SafeString:
    """A day with its weekday, as a letter is dated."""
    form = "l, j F Y" if get_language() == "en" else "Y年n月j日，l"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, form))


@register.simple_tag
def when(value: datetime | None) -> SafeString:
    """A moment in the reader's language and zone."""
    if not value:
        return SafeString("")
    local = timezone.localtime(value)
    words = date_format(local, "DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.simple_tag
def partial(value: Any) -> SafeString:
    """A year, month or day, as exactly as it is known."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', str(value), partial_words(str(value)))


@register.simple_tag
def ago(value: date | datetime | None) -> str:
    """How many days something has been waiting."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    days = (timezone.localdate() - value).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}


@register.simple_tag
def until(value: date | datetime | None) -> SafeString:
    """A due day as a tag: days left, today, or overdue (the only cinnabar beside consent)."""
    if not value:
        return SafeString("")
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    days = (value - timezone.localdate()).days
    if days < 0:
        words = ngettext("overdue by %(days)d day", "overdue by %(days)d days", -days)
        return tag(words % {"days": -days}, "late")
    if days == 0:
        return tag(_("due today"), "due")
    words = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return tag(words, "due" if days <= 7 else "plain")


@register.simple_tag
def tag(text: Any, kind: str = "plain") -> SafeString:
    """A short word about a state: plain, due, late or done."""
    return format_html('<span class="tag {}">{}</span>', kind, text)


@register.simple_tag
def demo(thing: Any) -> SafeString:
    """The demonstration mark, on what is invented."""
    marked = getattr(thing, "demonstration", False) if thing is not True else True
    if not marked:
        return SafeString("")
    return format_html('<span class="demo">{}</span>', _("demonstration"))


@register.simple_tag
def source(thing: Any) -> SafeString:
    """Where something entered later was reported."""
    said = getattr(thing, "source", "")
    if not said:
        return SafeString("")
    words = _("Entered later, from %(source)s") % {"source": said}
    return format_html('<span class="small muted">{}</span>', words)


@register.simple_tag(takes_context=True)
def acting_form(context: Any) -> SafeString:
    """What every form carries: the safety mark, and for which body it was made."""
    request = context["request"]
    acting = getattr(request, "acting", None)
    token = acting.token if acting else ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="acting" value="{}">',
        get_token(request),
        token,
    )


@register.simple_tag
def crumbs(*parts: Any) -> SafeString:
    """Breadcrumbs: label and path in turn; the last label needs no path."""
    pairs = [
        (parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)
    ]
    items = format_html_join(
        "",
        "<li>{}</li>",
        ((format_html('<a href="{}">{}</a>', p, n) if p else n,) for n, p in pairs),
    )
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), items
    )


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """A heading, and every error as a link to its field."""
    found = []
    if form is not None and form.is_bound:
        found += [("", e) for e in form.non_field_errors()]
        found += [(f.id_for_label or f.auto_id, e) for f in form for e in f.errors]
    return {"found": found}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field with its label, help and errors."""
    widget = bound.field.widget
    many = getattr(widget, "input_type", "") in {"radio", "checkbox"} and hasattr(widget, "choices")
    single = getattr(widget, "input_type", "") == "checkbox" and not many
    return {"field": bound, "many": many, "single": single, "multiline": widget.is_hidden}


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Any, page: Any) -> dict[str, Any]:
    """Links to the pages of a list, keeping order and filters."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": f"{query.urlencode()}&" if query else ""}


@register.simple_tag(takes_context=True)
def sort(context: Any, key: str, label: str) -> SafeString:
    """A column heading that orders the list by it; a second click turns the order."""
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    sign = {key: " ↑", f"-{key}": " ↓"}.get(now, "")
    return format_html('<a href="?{}">{}{}</a>', query.urlencode(), label, sign)


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, how: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """What stands where nothing is yet: what comes here, and how."""
    return {"title": title, "how": how, "url": url, "label": label}


@register.simple_tag(takes_context=True)
def file(context: Any, ref: Any) -> SafeString:
    """A link to a file, with its size."""
    if not ref:
        return SafeString("")
    get = (
        ref.get if isinstance(ref, dict) else lambda name, default=None: getattr(ref, name, default)
    )
    size = int(get("size") or 0)
    shown = f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"
    acting = context["request"].acting
    try:
        path = reverse("acts:file", kwargs={"body": acting.slug, "file": get("file_id")})
    except NoReverseMatch:
        return format_html("{} ({})", get("name"), shown)
    return format_html(
        '<a href="{}">{}</a> <span class="muted small">{}</span>', path, get("name"), shown
    )


@register.simple_tag(takes_context=True)
def home_path(context: Any) -> str:
    """Where the brand leads: the desk of the body one acts for."""
    acting = getattr(context.get("request"), "acting", None)
    if acting is None:
        return "/"
    try:
        return reverse("portal:desk", kwargs={"body": acting.slug})
    except NoReverseMatch:
        return "/"


@register.simple_tag(takes_context=True)
def path_to(context: Any, row: Any) -> str:
    """The page of a body or a shared record, as the reader's body reaches it; empty for none."""
    if row is None or not hasattr(row, "path"):
        return ""
    return str(row.path(context["request"].acting.slug))
