"""Pages of rounds of matching."""
