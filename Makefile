# What this project can do, each a line. `make` alone lists it.
PYTHON ?= python3
V := .venv/bin
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help setup run test check lock bench shots
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: .venv/ready ## make .venv with everything in it, out of the hashed lock

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; install it (on Debian: apt install python3-venv) and run make again"; exit 1; }
	@test -x $(V)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the lock names ..."
	@$(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(V)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(V)/xieqiao messages compile
	@touch $@

run: setup ## serve the demonstration on http://127.0.0.1:8000/
	@XIEQIAO_DEMO=1 $(V)/xieqiao serve --demo

test: setup ## run the tests on SQLite and on PostgreSQL, and the browser journeys
	@$(V)/xieqiao messages compile
	@$(V)/python scripts/test.py

check: setup ## lint, format, types, import rules, translations, migrations, docs
	@$(V)/ruff check .
	@$(V)/ruff format --check .
	@$(V)/mypy
	@$(V)/lint-imports
	@$(V)/xieqiao messages check
	@$(V)/xieqiao manage makemigrations --check --dry-run

lock: setup ## write requirements.txt anew
	@$(V)/python -m pip install -q uv
	@$(V)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -U -o requirements.txt

bench: setup ## compare with peers (minutes)
	@$(V)/python -m benchmarks

shots: setup ## draw the README's pictures anew
	@$(V)/python scripts/shots.py
