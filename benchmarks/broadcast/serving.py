"""Web servers as processes: ours, and the bare one on the same web server."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

OURS = ("-c", "from xieqiao.cli import main; raise SystemExit(main())", "serve", "--no-background")
BARE = ("-m", "uvicorn", "benchmarks.broadcast.bare:application", "--lifespan", "off",
        "--no-access-log", "--log-level", "error")  # fmt: skip


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """One web process."""

    command: Sequence[str]
    port: int = field(default_factory=free_port)
    own: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start it, and wait until it answers."""
        call = [sys.executable, *self.command, "--port", str(self.port)]
        self.process = subprocess.Popen(call, stdout=subprocess.DEVNULL, env=os.environ | self.own)
        atexit.register(self.process.kill)
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("the server did not start")

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self.process is not None
        return self.process.pid

    def memory(self) -> int:
        """Return its resident memory in KiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        return 0

    def cpu(self) -> float:
        """Return the seconds of computing so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End it in the midst of what it does, as a power failure would."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def stop(self) -> float:
        """Ask it to end; return how long that took."""
        before = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        self.wait()
        return time.monotonic() - before

    def wait(self) -> None:
        """Wait for its end."""
        assert self.process is not None
        self.process.wait(timeout=60)
