"""How well texts are found, how quickly, and what the score's figures are fitted to.

python -m benchmarks.text recall               the 60 needs that the engine was fitted to
python -m benchmarks.text recall --held-out    20 others
python -m benchmarks.text calibrate            fit the score; writes calibration.json
python -m benchmarks.text scale [--texts 600000] [--needs 100000]
"""
