"""How well the consensus engine predicts hidden votes, and how quick it is, beside others.

python -m benchmarks.consensus prediction [SET …]
python -m benchmarks.consensus speed [--peers PYTHON]
python -m benchmarks.consensus scale [--plot SVG]
python -m benchmarks.consensus            all three

Nothing else should run meanwhile. red-dwarf is not in the lock: without --peers a Python of its own
is made with venv and pip for the run, and it is said aloud where that cannot be done.
"""
