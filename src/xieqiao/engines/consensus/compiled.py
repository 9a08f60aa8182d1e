"""Loops over votes as machine code: compiled at the first call, then kept on disk for later runs.

No fast-math: every sum runs in the order in which it is written, so that results do not depend on
the width of the processor's registers, nor on how many threads there are (there is one).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Return the function compiled for whatever types it is called with."""
    try:
        made = numba.njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # there is nowhere to keep it
        made = numba.njit(function, nogil=True, error_model="numpy")
    return cast("_Function", made)
