"""How well the consensus engine predicts hidden votes, and how quick it is, beside others.

python -m benchmarks.consensus prediction [SET …]
python -m benchmarks.consensus speed [--peers PYTHON]
python -m benchmarks.consensus scale
python -m benchmarks.consensus            all three
"""
