"""`python -m xieqiao.engines.matching`, the command without the rest of Xieqiao."""

from __future__ import annotations

from xieqiao.engines.matching.command import main

if __name__ == "__main__":
    raise SystemExit(main())
