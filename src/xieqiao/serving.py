"""`xieqiao serve`: the web server, with the work in the background inside."""

from __future__ import annotations

import signal
import socket
from types import FrameType

import uvicorn
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from xieqiao.assets import collect_if_changed
from xieqiao.background import Background
from xieqiao.config import stop
from xieqiao.database import bring_up_to_date

_TRIES = 50
_GRACE = 3


def serve(host: str, port: int, *, background: bool = True, demo: bool = False) -> int:
    """Serve until interrupted; return the exit status.

    Makes the database and the collected files first if need be. When the port is taken, the next
    free one is used, except in production, where a proxy expects exactly this one.
    """
    listening = listen(host, port, tries=1 if settings.PRODUCTION else _TRIES)
    bring_up_to_date()
    if demo:
        _load_demo_into_empty()
    collect_if_changed()
    server = _server()
    worker = Background()
    if background:
        worker.start()
    print(welcome(host, listening.getsockname()[1]), flush=True)
    server.run(sockets=[listening])
    worker.stop()
    print("Xieqiao has stopped. 协桥已停止。", flush=True)
    return 0


def _server() -> uvicorn.Server:
    """Return the web server; a signal makes it end in good order, also before it runs."""
    from xieqiao.asgi import application
    from xieqiao.broadcast.wire import StreamProtocol

    config = uvicorn.Config(
        application,
        http=StreamProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    server = uvicorn.Server(config)

    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    return server


def listen(host: str, port: int, *, tries: int = _TRIES) -> socket.socket:
    """Return a listening socket on the first free port from `port` on; ends the program if none."""
    last = min(port + tries, 65536) - 1
    problem = ""
    for candidate in range(port, last + 1):
        try:
            return _listening(host, candidate)
        except socket.gaierror:
            stop(f"XIEQIAO_HOST: there is no address {host!r} on this machine")
        except OSError as error:
            problem = error.strerror or ""
    where = f"port {port}" if tries == 1 else f"any port from {port} to {last}"
    stop(f"XIEQIAO_PORT: cannot listen on {where} of {host} ({problem}); name another")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(2048)
    except OSError:
        made.close()
        raise
    return made


def welcome(host: str, port: int) -> str:
    """Return what to open, and how to sign in."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    address = settings.CONFIG.public_url or f"http://{shown}:{port}"
    lines = [f"协桥 Xieqiao: {address}/", *_how_to_sign_in(address)]
    return "\n".join([*lines, "Ctrl-C 停止 / stops the server."])


def _how_to_sign_in(address: str) -> list[str]:
    if settings.XIEQIAO_DEMO:
        demo = _address_of("bodies_root:demo", address)
        return [
            f"演示：打开 {demo} ，点一个人即可登录。",
            f"Demonstration: open {demo} and click on a person to sign in as.",
        ]
    return [
        "请用您的登录名和密码登录；还没有单位时：xieqiao body create --help",
        "Sign in with your name and password; no body yet? xieqiao body create --help",
    ]


def _address_of(view: str, address: str) -> str:
    try:
        return address + reverse(view)
    except NoReverseMatch:
        return f"{address}/"


def _load_demo_into_empty() -> None:
    from xieqiao.bodies.models import Body

    if Body.objects.exists():
        return
    from xieqiao.demo.load import main as load

    print("正在载入演示内容… / Loading the demonstration …", flush=True)
    load([])
