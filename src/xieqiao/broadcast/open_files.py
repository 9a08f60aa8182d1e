"""Every stream is an open file; many systems give a process a thousand unless it asks for more."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def allow_many() -> int:
    """Raise the number of files that this process may have open as far as it may; return it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= hard and hard != resource.RLIM_INFINITY:
        return int(soft)
    wanted = 65536 if hard == resource.RLIM_INFINITY else hard
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError) as error:
        log.warning("no more than %s open files: %s", soft, error)
        return int(soft)
    return int(wanted)
