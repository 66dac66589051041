# Everything a newcomer types. `make` alone lists the commands.

PYTHON ?= python3
PORT ?= 8000
# Extra words for pytest, as in: make test ARGS="-k receipt"; only on PostgreSQL then
ARGS ?=

# One process a core, each with a database of its own; a few chosen tests start faster in one process
AT_ONCE ?= --numprocesses auto --maxprocesses 4

BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
MADE := .venv/made
RUNNING := .venv/requirements.stamp
DEVELOPING := .venv/requirements-dev.stamp
HTML_CHECKER := .venv/html-checker/node_modules
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run reset test check fmt messages lock bench

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

# --- what is installed -------------------------------------------------------------------------

$(MADE):
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, but $(PYTHON) is older: say make PYTHON=python3.11 or install it." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

$(RUNNING): requirements.txt | $(MADE)
	@echo "Installing what the site needs; the first time takes a minute or two."
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPING): requirements-dev.txt | $(MADE)
	@echo "Installing what testing and checking need; the first time takes a minute or two."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUNNING)

$(HTML_CHECKER): tests/tools/nu/package.json tests/tools/nu/package-lock.json | $(DEVELOPING)
	@$(PY) -m tests.tools.machine java npm
	@mkdir -p $(@D) && cp $^ $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# --- running -----------------------------------------------------------------------------------

run: $(RUNNING) $(TRANSLATIONS) ## serve the site with example content at http://localhost:8000 (PORT=8001 for another port)
	@DJANGO_SETTINGS_MODULE=amal_intl_site.settings.demo PORT=$(PORT) $(PY) manage.py run_demo

reset: ## forget everything the running site has saved: the next `make run` starts from nothing
	rm -rf var

# --- testing and checking ----------------------------------------------------------------------

test: $(DEVELOPING) $(HTML_CHECKER) $(TRANSLATIONS) ## run every test: on PostgreSQL, in a real browser, then the marked ones on SQLite
	@$(PY) -m tests.tools.machine chromium clamd libatomic postgresql
	$(PY) -m tests.tools.postgres -- $(PY) -m pytest $(if $(ARGS),,$(AT_ONCE)) $(ARGS)
	$(if $(ARGS),,$(PY) -m tests.tools.sqlite -- $(PY) -m pytest -m sqlite)

check: $(DEVELOPING) $(TRANSLATIONS) ## check format, style, templates, imports, migrations, settings and translations
	@$(PY) -m tests.tools.machine gettext
	@$(PY) -m tests.tools.check

fmt: $(DEVELOPING) ## format the Python code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEVELOPING) $(TRANSLATIONS) ## measure speed against a bare view; writes bench/results.json
	@$(PY) -m tests.tools.machine postgresql
	$(PY) -m tests.tools.postgres -- $(PY) -m bench

# --- keeping files up to date ------------------------------------------------------------------

# Babel compiles the translations; GNU gettext is needed only to collect new strings.
%.mo: %.po | $(RUNNING)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --use-fuzzy --locale $(word 2,$(subst /, ,$<))

messages: $(DEVELOPING) ## collect the strings of templates and code into locale/
	@$(PY) -m tests.tools.machine gettext
	$(PY) -m tests.tools.messages

lock: ## pin the newest allowed versions of the requirements, with hashes
	@command -v uv >/dev/null || { echo "Install uv first (pip install uv)." >&2; exit 1; }
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-find-links --upgrade \
	  --custom-compile-command "make lock" --output-file requirements.txt
	uv pip compile pyproject.toml --extra dev --constraint requirements.txt --universal \
	  --generate-hashes --no-emit-find-links --upgrade --custom-compile-command "make lock" \
	  --output-file requirements-dev.txt
