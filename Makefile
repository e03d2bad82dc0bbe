# Everything sets itself up: python3 >= 3.11, make and a network are enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
SANDBOX_PORT ?= 8010
export PORT SANDBOX_PORT

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check lint kill bench screenshots words lock clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/run ## The whole product, clickable, with a pretend Saleor around it
	@$(BIN)/saleor-returns demo

demo-reset: $(VENV)/run ## Forget what the demo has kept
	@$(BIN)/saleor-returns demo-reset

test: $(VENV)/dev ## Every test
	@$(BIN)/python -m pytest

lint: $(VENV)/dev ## Style, types and the walls between the parts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## All that must be true of a change

kill: $(VENV)/dev ## Kill a hundred settlements at each step of every kind; takes half an hour
	@RETURNS_KILLS=all $(BIN)/python -m pytest tests/guards/test_killed_settlements.py

bench: $(VENV)/dev ## Measure, side by side, and print tables
	@$(BIN)/python -m bench

screenshots: $(VENV)/dev ## Take the README's pictures anew
	@$(BIN)/python docs/screenshots.py

words: $(VENV)/dev ## Collect the words to translate and compile the catalogs
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F saleor_returns_app/translations/babel.cfg --add-location=file --sort-by-file \
	  --project=saleor-returns --copyright-holder='the authors of Saleor Returns' -o build/messages.pot .
	@$(BIN)/pybabel -q update --no-fuzzy-matching -i build/messages.pot -d saleor_returns_app/translations
	@$(BIN)/pybabel -q compile -d saleor_returns_app/translations

lock: $(VENV)/dev ## Choose the newest versions that fit and pin them by their digests
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate --upgrade -q --group build -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate --upgrade -q --group build --group dev -c requirements.lock \
	  -o requirements-dev.lock pyproject.toml

clean: ## Remove what was set up here
	rm -rf $(VENV) build dist

$(VENV)/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  (echo "This needs Python 3.11 or newer; try: make PYTHON=python3.12 …" && false)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (a minute, once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/run
	@echo "Adding what the tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
