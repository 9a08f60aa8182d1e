"""The site that these tests look at."""

from tests.ui.site import site

__all__ = ["site"]
