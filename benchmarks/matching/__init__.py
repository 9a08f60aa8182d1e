"""How quick and how good assignments are, beside others, and how time grows.

python -m benchmarks.matching peer       1,000 × 2,000 beside openreview-matcher 2.0.7, taken from
                                         the folder OPENREVIEW_MATCHER; without it, SciPy's HiGHS
python -m benchmarks.matching national   100,000 × 600,000 with 3 million pairs
python -m benchmarks.matching growth     time over sizes
python -m benchmarks.matching whole      teams, by mixed-integer programming
python -m benchmarks.matching            all four
"""
