"""Small groups are folded, so that nobody can be picked out, not even by subtraction.

Whatever is shown apart has at least `FEWEST` people, and so has whatever remains when all that is
shown apart is taken from the whole (complementary suppression; Willenborg & de Waal 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FEWEST = 5


def blocks(sizes: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the sides that are shown: each alone, or small ones together as the last.

    Nothing is shown of fewer than `FEWEST` people in all.
    """
    order = sorted((size, side) for side, size in sizes.items() if size)
    small = [side for size, side in order if size < FEWEST]
    total = sum(sizes[side] for side in small)
    large = [side for size, side in order if size >= FEWEST]
    while small and total < FEWEST and large:
        small.append(large.pop(0))
        total += sizes[small[-1]]
    alone = tuple((side,) for side in sorted(large))
    if not small:
        return alone
    return (*alone, tuple(sorted(small))) if total >= FEWEST else ()


def shown(voted: Sequence[int]) -> tuple[bool, ...]:
    """Say of which blocks the votes on one statement may be shown, given how many voted there.

    Together with the sum over all blocks, where that is at least `FEWEST`.
    """
    kept = [not 0 < count < FEWEST for count in voted]
    while 0 < sum(count for count, yes in zip(voted, kept, strict=True) if not yes) < FEWEST:
        left = [(count, n) for n, count in enumerate(voted) if kept[n] and count]
        if not left:
            break
        kept[min(left)[1]] = False
    return tuple(kept)
