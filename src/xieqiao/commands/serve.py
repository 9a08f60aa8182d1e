"""`xieqiao serve`."""

from __future__ import annotations

from django.conf import settings

from xieqiao.cli import parser
from xieqiao.serving import serve


def main(args: list[str]) -> int:
    """Serve until Ctrl-C."""
    config = settings.CONFIG
    options = parser("serve")
    options.add_argument("--host", default=config.host, help=f"address ({config.host})")
    options.add_argument("--port", type=port, default=config.port, help=f"port ({config.port})")
    options.add_argument(
        "--demo", action="store_true", help="load the demonstration first if there is no body yet"
    )
    options.add_argument(
        "--no-background", action="store_true", help="leave that work to `xieqiao worker`"
    )
    chosen = options.parse_args(args)
    return serve(chosen.host, chosen.port, background=not chosen.no_background, demo=chosen.demo)


def port(text: str) -> int:
    """Return the number of a port. Raises ValueError, which argparse tells by this name."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(text)
    return int(text)
