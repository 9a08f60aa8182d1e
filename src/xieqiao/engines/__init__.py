"""Engines: pure Python and NumPy, usable alone. They import nothing of the rest of Xieqiao."""
