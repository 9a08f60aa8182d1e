"""Xieqiao 协桥: cross-regional thematic consultation, every shared step by consent."""

from __future__ import annotations

__version__ = "0.1.0"
