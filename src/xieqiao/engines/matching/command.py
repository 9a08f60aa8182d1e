"""`xieqiao match --needs … --people … [--edges …] --out assignments.csv --report report.json`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from xieqiao.engines.files.errors import BadFile
from xieqiao.engines.files.writing import check_writable, write_all
from xieqiao.engines.matching.explaining import why
from xieqiao.engines.matching.flow import TooLarge
from xieqiao.engines.matching.instance import Scores
from xieqiao.engines.matching.outputs import candidates, choices, in_order, table
from xieqiao.engines.matching.reading import Files, Given, read
from xieqiao.engines.matching.report import as_json
from xieqiao.engines.matching.result import Match
from xieqiao.engines.matching.solving import SECONDS, match
from xieqiao.engines.matching.wording import of_assigned

if TYPE_CHECKING:
    from xieqiao.engines.matching.texts import Said

BAD_INPUT = 2
NOTHING_FOUND = 1
_QUOTED = 1000
_CHOICE = "choice {}"


def main(args: Sequence[str] | None = None) -> int:
    """Run the command.

    Return 0, or 2 when a file is not as it should be, or 1 when time ran out before anything was
    found; then none is written.
    """
    options = _options(args)
    try:
        _run(options)
    except BadFile as error:
        sys.stderr.write(f"xieqiao match: {error}\n")
        return BAD_INPUT
    except TooLarge as error:
        sys.stderr.write(f"xieqiao match: {options.edges or options.needs}: {error}\n")
        return BAD_INPUT
    except TimeoutError as error:
        sys.stderr.write(f"xieqiao match: {error}; --seconds gives it more\n")
        return NOTHING_FOUND
    return 0


def _options(args: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="xieqiao match",
        description="The best assignment of people to needs, with proof that nobody could have "
        "been assigned better. Scores come from edges, or from the texts where there are none.",
    )
    needed = (
        ("--needs", "need,text,sector,min,max, and all_or_none where there is such a need"),
        ("--people", "person,body,text,sector,capacity, and team where people go together"),
        ("--out", "write who is assigned: need,person,score,reason"),
        ("--report", "write the report as JSON"),
    )
    other = (
        ("--edges", "need,person,score; whoever is not named there does not fit"),
        ("--locks", "need,person: set by hand"),
        ("--told", "need,person: told already, so never moved"),
        ("--conflicts", "need,person: not allowed"),
        ("--body-limits", "body,floor,cap: assignments of a body's people in all"),
        ("--candidates", "write the 30 best of each need: need,person,score,reason"),
    )
    for name, use in needed:
        parser.add_argument(name, type=Path, required=True, metavar="FILE", help=use)
    for name, use in other:
        parser.add_argument(name, type=Path, metavar="FILE", help=use)
    parser.add_argument(
        "--hard", action="store_true", help="every need reaches its min, or nothing is possible"
    )
    parser.add_argument(
        "--fair", action="store_true", help="raise the worst served needs; the price is reported"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        metavar="S",
        help="how long to look on where teams or needs are all or none (%(default)s)",
    )
    return parser.parse_args(args)


def _run(options: argparse.Namespace) -> None:
    outputs = [path for path in (options.out, options.report, options.candidates) if path]
    for path in outputs:
        check_writable(path)
    begun = time.perf_counter()
    given = read(
        Files(options.needs, options.people, options.edges, options.locks, options.conflicts,
              options.told, options.body_limits)
    )  # fmt: skip
    if options.fair and given.problem.whole:
        raise BadFile(options.people, "expected no teams, and no needs all or none, with --fair")
    spent = {"read": time.perf_counter() - begun}
    begun = time.perf_counter()
    scores = _scores(given)
    spent["score"] = time.perf_counter() - begun
    found = match(
        given.problem,
        scores,
        hard=options.hard,
        fair=options.fair,
        seconds=max(options.seconds, 0),
    )
    spent |= found.seconds
    begun = time.perf_counter()
    said = _said(given)
    texts = [(options.out, _assignments(found, said))]
    if options.candidates:
        texts.append((options.candidates, _candidates(found, said)))
    spent["explain"] = time.perf_counter() - begun
    write_all([*texts, (options.report, as_json(found, spent))])


def _scores(given: Given) -> Scores:
    if given.scores is not None:
        return given.scores
    from xieqiao.engines.matching.texts import scores_of  # loads the encoder

    return scores_of(given)


def _said(given: Given) -> Said | None:
    if given.scores is not None:
        return None
    from xieqiao.engines.matching.texts import Said

    return Said(given)


def _assignments(found: Match, said: Said | None) -> str:
    order = in_order(found, found.assigned).tolist()
    words = of_assigned(found, why(found))
    places = list(zip(found.assigned.need.tolist(), found.assigned.person.tolist(), strict=True))
    lines = [words[place] for place in order]
    if said is not None:
        tell = said.quoted if len(order) <= _QUOTED else said.terms
        lines = [f"{tell(*places[p])}; {line}" for p, line in zip(order, lines, strict=True)]
    return table(found, found.assigned.only(np.array(order, dtype=np.int64)), lines)


def _candidates(found: Match, said: Said | None) -> str:
    pairs = candidates(found)
    places = zip(pairs.need.tolist(), pairs.person.tolist(), strict=True)
    told = (said.terms(i, j) if said else _CHOICE.format(rank) for (i, j), rank in
            zip(places, choices(pairs).tolist(), strict=True))  # fmt: skip
    return table(found, pairs, told)


if __name__ == "__main__":
    raise SystemExit(main())
