"""`xieqiao register export`: the registers as a file that anybody can verify without us."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from uuid import UUID

from xieqiao.acts.entries import canonical
from xieqiao.acts.models import Content, Entry, Register, Stance, Version


def lines(space: UUID | None = None) -> Iterator[str]:
    """Yield one JSON line for each register, entry and piece of content.

    An entry's `canonical` is the exact text that was signed.
    """
    registers = Register.objects.order_by("space_id", "body_id")
    entries = Entry.objects.order_by("space_id", "body_id", "seq")
    contents = Content.objects.order_by("digest")
    if space is not None:
        registers, entries = registers.filter(space=space), entries.filter(space=space)
        of_space = Version.objects.filter(act__space=space)
        digests = {d for pair in of_space.values_list("structural", "erasable") for d in pair}
        reasons = Stance.objects.filter(version__act__space=space).exclude(reason=None)
        digests |= set(reasons.values_list("reason", flat=True))
        contents = contents.filter(digest__in=digests)
    for register in registers.iterator():
        yield canonical(
            {
                "register": {
                    "body": str(register.body_id),
                    "head": register.head,
                    "head_signature": register.head_signature,
                    "length": register.length,
                    "partnership": str(register.space_id),
                    "public_key": register.public_key,
                }
            }
        )
    for entry in entries.iterator():
        yield canonical({"entry": {"canonical": entry.canonical, "signature": entry.signature}})
    for content in contents.iterator():
        yield canonical(
            {"content": {"digest": content.digest, "nonce": content.nonce, "text": content.text}}
        )


def main(argv: Sequence[str]) -> int:
    """Write the export to a file or to standard output."""
    parser = argparse.ArgumentParser(prog="xieqiao register export", description=__doc__)
    parser.add_argument("--partnership", type=UUID)
    parser.add_argument("--out")
    options = parser.parse_args(argv)
    if options.out:
        with Path(options.out).open("w", encoding="utf-8") as file:
            _write(file, options.partnership)
    else:
        _write(sys.stdout, options.partnership)
    return 0


def _write(file: IO[str], space: UUID | None) -> None:
    for line in lines(space):
        file.write(line + "\n")
