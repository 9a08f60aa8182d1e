# What this project can do, each a line. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
PARTS = $(shell find src -name '*.po' -o -path '*/static/*' -type f)

.PHONY: help setup run test check lint types arrows messages migrations docs lock bench shots
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: .venv/prepared ## make .venv with everything in it, out of the hashed lock

.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make setup PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; install it (on Debian: apt-get install python3-venv)"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Installing what requirements.txt names ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/prepared: .venv/installed $(PARTS)
	@$(BIN)/xieqiao prepare --no-database
	@touch $@

run: setup ## serve the demonstration on 127.0.0.1:8000 (the next free port if taken)
	@XIEQIAO_DEMO=true exec $(BIN)/xieqiao serve --demo

test: setup ## run all tests on SQLite with the browser journeys, then those of the database on PostgreSQL
	@$(BIN)/python scripts/test.py

check: lint types arrows messages migrations docs ## lint, format, types, import rules, translations, migrations, docs

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

arrows: setup
	@$(BIN)/lint-imports

messages: setup
	@$(BIN)/xieqiao messages check

migrations: setup
	@$(BIN)/xieqiao manage makemigrations --check --dry-run

docs: setup
	@$(BIN)/python -m pytest -q -m docs

lock: setup ## write requirements.txt anew, with hashes and without any host's address
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q -o requirements.txt

bench: setup ## compare with peers and with bare code (minutes)
	@$(BIN)/python -m benchmarks

shots: setup ## make the README's pictures anew
	@$(BIN)/python scripts/shots.py
