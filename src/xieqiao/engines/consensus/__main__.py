"""`python -m xieqiao.engines.consensus`, the command without the rest of Xieqiao."""

from __future__ import annotations

from xieqiao.engines.consensus.command import main

if __name__ == "__main__":
    raise SystemExit(main())
