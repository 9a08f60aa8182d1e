"""The names of the array types that this engine passes around.

Floats are double unless a docstring says otherwise; Singles hold one number for each vote and are
single, because there are very many of them. Codes are 32 bits, Signs 8, Keys 64 without sign.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Singles: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]
Codes: TypeAlias = NDArray[np.integer[Any]]
Signs: TypeAlias = NDArray[np.integer[Any]]
Keys: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]
