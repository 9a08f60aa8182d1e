"""Hidden votes: 10 % hidden with five seeds, everybody on the same splits."""

from __future__ import annotations

import numpy as np

from benchmarks.consensus import baselines, sets
from xieqiao.engines.consensus import analyse, of_arrays
from xieqiao.engines.consensus.predicting import log_loss, predict

SEEDS, HIDDEN, BINS = 5, 0.1, 15
MOST_CALIBRATION_ERROR, LARGE = 0.05, 10_000
NAMES = ("statement", "groups", "rank 2", "ours")


def run(wanted: list[str]) -> bool:
    print("Three-class log loss of hidden votes (10 % hidden, five seeds), nats; lower is better")
    print(f"{'set':<28}" + "".join(f"{n:>11}" for n in NAMES) + "   gain   ECE  ranks")
    good, gains = True, []
    for name in sets.names(wanted):
        losses, error, ranks, total = _measured(name)
        mean = losses.mean(axis=0)
        gain = 1 - mean[3] / mean[1]
        gains.append(gain)
        fine = mean[3] < mean[1] and mean[3] <= mean[2]
        fine &= total < LARGE or error <= MOST_CALIBRATION_ERROR
        good &= fine
        figures = "".join(f"{loss:>11.4f}" for loss in mean)
        told = "" if fine else "   NOT REACHED"
        print(f"{name[:27]:<28}{figures} {gain:6.1%} {error:5.3f}  {ranks}{told}", flush=True)
    if gains:
        average = float(np.mean(gains))
        print(f"Below Polis' groups by {average:.1%} on average (wanted: 10 %)")
        good &= average >= 0.1
    return good


def _measured(name):
    votes = sets.load(name)
    people, statements = len(votes.participants), len(votes.statements)
    group = np.array([int(g) if g else -1 for g in votes.published_group])
    losses, ranks, chances, hits = [], [], [], []
    for seed in range(SEEDS):
        out = np.random.default_rng(seed).random(len(votes.vote)) < HIDDEN
        kept = ~out
        training = votes.person[kept], votes.statement[kept], votes.vote[kept]
        person, statement, vote = votes.person[out], votes.statement[out], votes.vote[out]
        found = analyse(of_arrays(*training, people, statements), resamples=0, suspicions=False)
        mine = predict(found.model, person, statement, found.choice.moderation)
        share = baselines.statement_share(training[1], training[2], statements)
        groups = baselines.group_shares(*training, group, statements)
        rank2 = baselines.factorised(training, people, statements, person, statement)
        expected = (share[statement], groups[group[person], statement], rank2, mine)
        losses.append([float(log_loss(p, vote).mean()) for p in expected])
        ranks.append(found.choice.rank)
        chances.append(mine.max(axis=1))
        hits.append(mine.argmax(axis=1) == vote + 1)
    error = calibration_error(np.concatenate(chances), np.concatenate(hits))
    return np.array(losses), error, ranks, len(votes.vote)


def calibration_error(chance, hit):
    """Expected calibration error (Guo et al. 2017): |confidence − frequency|, weighted by bin."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    off = np.abs(
        np.bincount(place, chance, minlength=BINS) - np.bincount(place, hit, minlength=BINS)
    )
    return float(off.sum() / count.sum())
