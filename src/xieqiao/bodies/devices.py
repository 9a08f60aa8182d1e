"""Browser and system out of a User-Agent, in the few words by which one knows one's own device."""

from __future__ import annotations

# The first that occurs decides: most browsers also name those they descend from.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Return e.g. `Firefox · Windows`; nothing for what is unknown."""
    found = (
        next((name for sign, name in signs if sign in agent), "") for signs in (BROWSERS, SYSTEMS)
    )
    return " · ".join(part for part in found if part)
