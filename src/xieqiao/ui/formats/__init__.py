"""How dates and times are written: one way in all places (settings.FORMAT_MODULE_PATH)."""
