"""Live voting under load: thousands who watch, hundreds of votes a second, and a `kill -9`.

    python -m benchmarks.broadcast                                   what a busy machine can take
    python -m benchmarks.broadcast --clients 5000 --votes 200 --seconds 120
    python -m benchmarks.broadcast --postgresql --processes 2        several web processes

The same number of clients then watches a bare ASGI application that does nothing but fan out, at
the same rate of events, on the same web server, in as many processes. Nobody votes meanwhile, so
the comparison favours the bare one. `--bare-seconds`, `--no-kill` and `--only-kill` divide a long
run. The PostgreSQL writes to the disk at each commit, as it would in earnest.
"""
