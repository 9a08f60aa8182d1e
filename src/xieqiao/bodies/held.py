"""What somebody typed is not lost when the session had ended: it is held until after sign-in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "held_form"
LARGEST = 200_000  # characters; more than two full texts of the largest length
EXPIRES_SECONDS = 2 * 3600
# Marks of the old page, and secrets: neither is of use afterwards.
DROPPED = ("csrfmiddlewaretoken", "acting")


@dataclass(frozen=True)
class HeldForm:
    """A form that was sent and not taken: where to, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def size(self) -> int:
        """How many characters it has."""
        return sum(len(name) + len(value) for name, value in self.fields)

    @property
    def texts(self) -> list[str]:
        """What a person typed, longest first: everything that is not an id, a choice or a mark."""
        typed = [value for _name, value in self.fields if _looks_typed(value)]
        return sorted(typed, key=len, reverse=True)


def _looks_typed(value: str) -> bool:
    """Ids, dates and choices are plain ASCII without blanks; what people write is not."""
    return not value.isascii() or " " in value.strip() or len(value) > 60


def read(request: HttpRequest) -> HeldForm:
    """Return the form that this request sent, without secrets and files."""
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in DROPPED and "password" not in name
        for value in values
    )
    return HeldForm(request.get_full_path(), fields, bool(request.FILES))


def hold(request: HttpRequest, form: HeldForm) -> bool:
    """Keep a form in the visitor's session. False, and nothing kept, when it is too large."""
    if form.size > LARGEST:
        return False
    request.session[KEY] = asdict(form)
    request.session.set_expiry(EXPIRES_SECONDS)
    return True


def held_in(request: HttpRequest) -> HeldForm | None:
    """Return the form that is held for this visitor, if any."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or not url_has_allowed_host_and_scheme(kept["path"], None):
        return None
    fields = tuple((name, value) for name, value in kept["fields"])
    return HeldForm(kept["path"], fields, kept["had_files"])


def let_go(request: HttpRequest) -> None:
    """Forget the form that was held."""
    request.session.pop(KEY, None)
