"""The names of the array types that this engine passes around."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
Singles: TypeAlias = NDArray[np.float32]
Codes: TypeAlias = NDArray[np.int8]
Steps: TypeAlias = NDArray[np.uint8]
Rows: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.integer[Any]]
