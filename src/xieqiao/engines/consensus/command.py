"""`xieqiao consensus DIR --json OUT [--predict PAIRS.csv] [--html REPORT.html]`."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from xieqiao.engines.consensus.analysis import Analysis, analyse
from xieqiao.engines.consensus.arrays import Codes
from xieqiao.engines.consensus.pairs import predict_pairs
from xieqiao.engines.consensus.reading import read, read_pairs
from xieqiao.engines.consensus.report import LANGUAGES, as_html
from xieqiao.engines.consensus.result import as_json
from xieqiao.engines.files.errors import BadFile
from xieqiao.engines.files.writing import check_writable, write_all

BAD_INPUT = 2


def main(args: Sequence[str] | None = None) -> int:
    """Run the command. Return 0, or 2 when a file is not as it should be; then none is written."""
    options = _options(args)
    try:
        _run(options)
    except BadFile as error:
        sys.stderr.write(f"xieqiao consensus: {error}\n")
        return BAD_INPUT
    return 0


def _options(args: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="xieqiao consensus",
        description="What everybody holds in common, out of the votes in a folder: a Polis export, "
        "or votes.csv with participant,statement,vote,time and, where there are any, "
        "participants.csv and statements.csv.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the votes")
    parser.add_argument("--json", type=Path, required=True, metavar="OUT", help="write all figures")
    parser.add_argument(
        "--predict",
        type=Path,
        metavar="PAIRS.csv",
        help="participant,statement: what they would vote, as CSV on standard output",
    )
    parser.add_argument("--html", type=Path, metavar="REPORT.html", help="write a report to read")
    parser.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the report (%(default)s)"
    )
    parser.add_argument(
        "--resamples",
        type=int,
        default=20,
        metavar="N",
        help="how often people and votes are drawn anew to see what comes again (%(default)s)",
    )
    return parser.parse_args(args)


def _run(options: argparse.Namespace) -> None:
    votes = read(options.folder)
    pairs = read_pairs(options.predict, votes) if options.predict else None
    outputs = [path for path in (options.json, options.html) if path is not None]
    for path in outputs:
        check_writable(path)
    found = analyse(votes, resamples=max(options.resamples, 0))
    texts = [(options.json, as_json(found))]
    if options.html is not None:
        texts.append((options.html, as_html(found, options.language)))
    predictions = _predictions(found, *pairs) if pairs else ""
    write_all(texts)
    sys.stdout.write(predictions)


def _predictions(
    found: Analysis, pairs: list[tuple[str, str]], person: Codes, statement: Codes
) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["participant", "statement", "p_disagree", "p_pass", "p_agree"])
    for names, expected in zip(pairs, predict_pairs(found, person, statement), strict=True):
        writer.writerow([*names, *(f"{p:.6f}" for p in expected)])
    return text.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
