"""How well texts are found, how quickly, and what the score's figures are fitted to.

python -m benchmarks.text recall                    60 needs that the score was fitted to
python -m benchmarks.text recall --set tuning       40 that it was chosen by and fitted to
python -m benchmarks.text recall --set held_out     20 that it was not fitted to
python -m benchmarks.text recall --set untouched    40 that nothing was chosen by
python -m benchmarks.text calibrate                 fit the score; writes calibration.json
python -m benchmarks.text scale [--texts 600000] [--needs 100000]
"""
