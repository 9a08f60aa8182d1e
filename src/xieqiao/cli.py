"""The command `xieqiao`. What belongs to a room is done by that room's `main(args)`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xieqiao import __version__

Run = Callable[[list[str]], int]
# Their requests share the cores already; threads of the algebra beside them only fight.
ONE_THREAD = ("serve", "worker")


@dataclass(frozen=True)
class Command:
    """A command: its words, a line on what it does, and the module whose `main` does it."""

    words: str
    use: str
    module: str
    migrates: bool = False


COMMANDS = (
    Command("serve", "serve the pages, with the work in the background", "xieqiao.commands.serve"),
    Command("worker", "only the work in the background", "xieqiao.commands.worker"),
    Command("prepare", "compile texts, collect files, migrate", "xieqiao.commands.prepare"),
    Command("doctor", "is everything in order? a line each, with advice", "xieqiao.doctor"),
    Command("body create", "found a body with its first person", "xieqiao.bodies.setup", True),
    Command(
        "demo load", "load the demonstration; twice changes nothing", "xieqiao.demo.load", True
    ),
    Command("demo reset", "throw everything away and load it anew", "xieqiao.commands.reset"),
    Command(
        "consensus",
        "what everybody holds in common, out of a folder of votes",
        "xieqiao.engines.consensus.command",
    ),
    Command(
        "match",
        "the best assignment of people to needs, proven",
        "xieqiao.engines.matching.command",
    ),
    Command("register verify", "is all as the parties signed it?", "xieqiao.acts.verify"),
    Command("register replay", "all state again from the registers alone", "xieqiao.acts.replay"),
    Command("register export", "a partnership as a dossier", "xieqiao.acts.export"),
    Command("register check", "does an exported file hold, by itself?", "xieqiao.acts.exported"),
    Command("register change-key", "another key for a body", "xieqiao.commands.change_key"),
    Command("messages", "check or compile the translations", "xieqiao.ui.messages"),
    Command("dumpdata", "everything as JSON, for a move or a copy", "xieqiao.commands.dumpdata"),
    Command("manage", "Django's own commands", "xieqiao.commands.manage"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    args = list(sys.argv[1:] if argv is None else argv)
    if not args or args[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    if args[0] in ("-V", "--version"):
        print(f"xieqiao {__version__}")
        return 0
    found = find(args)
    if found is None:
        return _unknown(args)
    command, rest = found
    return _guarded(lambda: _dispatch(command, rest))


def overview() -> str:
    """Return the list of commands."""
    width = max(len(c.words) for c in COMMANDS) + 2
    lines = [f"  {c.words:<{width}}{c.use}" for c in COMMANDS]
    return "\n".join(
        [
            "Usage: xieqiao COMMAND …    (COMMAND --help says more)",
            "",
            *lines,
            "",
            "Settings are environment variables; docs/reference/settings.md lists them.",
        ]
    )


def find(args: list[str]) -> tuple[Command, list[str]] | None:
    """Return the command that the words name, and the words after it."""
    for command in COMMANDS:
        words = command.words.split()
        if args[: len(words)] == words:
            return command, args[len(words) :]
    return None


def _unknown(args: list[str]) -> int:
    group = [c.words for c in COMMANDS if c.words.split()[0] == args[0]]
    if group:
        print(f"xieqiao {args[0]}: one of: {', '.join(group)}", file=sys.stderr)
        return 0 if args[1:] in (["-h"], ["--help"]) else 2
    print(f"xieqiao: there is no command {args[0]!r}; `xieqiao` lists them", file=sys.stderr)
    return 2


def _dispatch(command: Command, rest: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")
    if command.words in ONE_THREAD:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import django

    django.setup()
    if command.migrates:
        from xieqiao.database import bring_up_to_date

        bring_up_to_date()
    run: Run = importlib.import_module(command.module).main
    return run(rest) or 0


def _guarded(work: Callable[[], int]) -> int:
    try:
        return work()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from xieqiao.mishaps import tell

        return tell(error)


def parser(words: str) -> argparse.ArgumentParser:
    """Return an argument parser for the command of these words."""
    command = next(c for c in COMMANDS if c.words == words)
    return argparse.ArgumentParser(prog=f"xieqiao {words}", description=f"{command.use}.")


if __name__ == "__main__":
    raise SystemExit(main())
