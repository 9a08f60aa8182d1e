"""Every address of the program, read out of its URL configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from xieqiao.acts.access import Capability


@dataclass(frozen=True)
class Address:
    """A named address, what it takes, and whom its view lets in."""

    name: str
    takes: tuple[str, ...]
    capabilities: tuple[Capability, ...] | None

    @property
    def room(self) -> str:
        """The room that serves it."""
        return self.name.split(":")[0]

    def path(self, **given: Any) -> str:
        """Return the address with these values in it."""
        return reverse(self.name, kwargs={name: given[name] for name in self.takes})


def _walk(
    resolver: URLResolver, names: tuple[str, ...], takes: tuple[str, ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = (*takes, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from _walk(entry, inner, here)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"an address of {'/'.join(names)} has no name: {entry.pattern}"
            may = getattr(entry.callback, "requires", None)
            yield Address(":".join([*names, entry.name]), here, may)


def every_address() -> list[Address]:
    """Return all addresses."""
    return list(_walk(get_resolver(), (), ()))


def of_a_body() -> list[Address]:
    """Return the addresses under the body that one acts for."""
    return [address for address in every_address() if "body" in address.takes]
