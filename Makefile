# Soft Start. Each target sets up what it needs, says so, and is quick the second time.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(VENV)/.run-ready
DEV    := $(VENV)/.dev-ready

.DEFAULT_GOAL := help
.PHONY: help try run test check format lock phrasebook picture clean

help:  ## this list
	@echo "Soft Start"
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 18

try: $(RUN)  ## the bot in a Slack on this machine, in your browser; no account needed
	@$(BIN)/python -m bot try

run: $(RUN)  ## the bot in a real workspace, with the tokens in .env
	@$(BIN)/python -m bot run

test: $(DEV)  ## every test
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(DEV)  ## style, types, import contracts, phrasebook, migrations
	@echo "ruff"         && $(BIN)/ruff check .
	@echo "ruff format"  && $(BIN)/ruff format --check .
	@echo "mypy"         && $(BIN)/mypy
	@echo "import-linter" && $(BIN)/lint-imports
	@echo "phrasebook"   && $(BIN)/python -m bot phrasebook --check tests/phrasebook.md
	@echo "migrations"   && $(BIN)/python -m bot migrate --check

format: $(DEV)  ## put the code in its usual shape
	@$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .

phrasebook: $(DEV)  ## write down again everything the bot can say
	@$(BIN)/python -m bot phrasebook > tests/phrasebook.md

picture: $(DEV)  ## take the README's pictures again
	@$(BIN)/python -m scripts.picture

lock: $(DEV)  ## resolve the dependencies again, with hashes
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --extra dev --output-file requirements-dev.lock

clean:  ## remove what the other targets set up (never your data or .env)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || \
	    { echo "Soft Start runs on Python 3.11 to 3.14, and '$(PYTHON)' is not one of them. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(RUN): requirements.lock | $(VENV)/bin/python
	@echo "Setting up (about half a minute, the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(VENV)/bin/python
	@echo "Setting up what the tests need (about a minute, the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(RUN)
