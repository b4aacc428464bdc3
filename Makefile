# Soft Start. Each target sets up what it needs, says so, and is quick the second time.

PYTHON ?= python3
VENV   := .venv
TIMES  ?= 10
BIN    := $(VENV)/bin
RUN    := $(VENV)/.run-ready
DEV    := $(VENV)/.dev-ready

.DEFAULT_GOAL := help
.PHONY: help try run doctor manifest test explore check format phrasebook picture lock clean

help:  ## this list
	@echo "Soft Start"
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 20

try: $(RUN)  ## the bot in a Slack on this machine, in your browser; no account needed
	@$(BIN)/python -m bot try

run: $(RUN)  ## the bot in a real workspace, with the tokens in .env
	@$(BIN)/python -m bot run

doctor: $(RUN)  ## what is missing before it can run
	@$(BIN)/python -m bot doctor

manifest: $(RUN)  ## the Slack app, to paste where Slack asks for it (HTTP: make manifest URL=https://…)
	@$(BIN)/python -m bot manifest --url "$(URL)" --browsers "$(BROWSERS)"

test: $(DEV)  ## every test, in a few minutes
	@echo "Every test. Those that need a browser are skipped where there is none."
	@$(BIN)/python -m pytest -n auto --dist worksteal

explore: $(DEV)  ## the searching tests on new histories, and ten times as many (for more: make explore TIMES=100)
	@echo "The tests that search, $(TIMES) times as far."
	@SOFTSTART_EXPLORE=$(TIMES) $(BIN)/python -m pytest -n auto --dist worksteal -m "explores or hypothesis"

check: $(DEV)  ## style, types, import contracts, phrasebook, migrations
	@echo "ruff"         && $(BIN)/ruff check .
	@echo "ruff format"  && $(BIN)/ruff format --check .
	@echo "mypy"         && $(BIN)/mypy
	@echo "import-linter" && $(BIN)/lint-imports
	@echo "phrasebook"   && $(BIN)/python -m bot phrasebook --check tests/phrasebook.md
	@echo "migrations"   && $(BIN)/python -m bot migrate --check

format: $(DEV)  ## put the code in its usual shape
	@echo "ruff, to put it in shape"
	@$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .

phrasebook: $(DEV)  ## write down again everything the bot can say
	@$(BIN)/python -m bot phrasebook > tests/phrasebook.md && echo "tests/phrasebook.md"

picture: $(DEV)  ## take the README's pictures again
	@echo "Taking the pictures (half a minute) ..."
	@$(BIN)/python -m scripts.picture

lock: $(DEV)  ## resolve the dependencies again, with hashes
	@echo "Resolving requirements.lock and requirements-dev.lock ..."
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --extra dev --output-file requirements-dev.lock

clean:  ## remove what the other targets set up (never your data or .env)
	@echo "Removing $(VENV) and the caches. Data and .env stay."
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || \
	    { echo "Soft Start runs on Python 3.11 to 3.14, and '$(PYTHON)' is not one of them, or not here." >&2; \
	      echo "Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >&2 || { rm -rf $(VENV); \
	    echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(RUN): requirements.lock | $(VENV)/bin/python
	@echo "Setting up (about half a minute, the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(VENV)/bin/python
	@echo "Setting up what the tests need (about a minute, the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(RUN)
