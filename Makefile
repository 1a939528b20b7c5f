# Everything a person does with Broadside begins here; `make help` lists it.
# PORT, DATA_DIR and every other setting of docs/reference/settings.md are honoured.

PYTHON ?= python3
LAUNCHER = @exec $(PYTHON) -m launcher
.DEFAULT_GOAL := help
.PHONY: help run setup test test-services lint format bench pictures messages clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

run: ## Install what is needed and serve the site on http://127.0.0.1:8000/ until Ctrl-C
	$(LAUNCHER) run

setup: ## Do all that without serving: for a server, where systemd starts the programs
	$(LAUNCHER) setup

test: ## Run every test, on SQLite or on DATABASE_URL and CACHE_URL (PYTEST_ARGS="-k footnote -x")
	$(LAUNCHER) test

test-services: ## Run every test on a PostgreSQL and a Redis that are started for it
	$(LAUNCHER) test-services

lint: ## Check code, format, templates, types, imports, migrations, deployment
	$(LAUNCHER) lint

format: ## Put Python code into the one format
	@$(PYTHON) -c "from launcher import environment as e; e.ensure('requirements-dev.txt')"
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format .

bench: ## Measure what must stay fast, or some of it (PARTS="pages nginx")
	$(LAUNCHER) bench $(PARTS)

pictures: ## Take the pictures of the demo archive in README.md anew
	$(LAUNCHER) pictures

messages: ## Bring the catalogues of translators up to date, or begin one (LANGUAGES="de")
	$(LAUNCHER) messages $(LANGUAGES)

clean: ## Remove the virtual environment and what tools left behind; data/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
