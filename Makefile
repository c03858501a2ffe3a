# Every target builds the environment that it needs in .venv and reuses it until pyproject.toml changes.

PORT ?= 3000
VENV := .venv
PYTHON := $(VENV)/bin/python
# The newest pip is not needed, but one that knows dependency groups (25.1).
PIP_VERSION := 26.3

.DEFAULT_GOAL := help
.PHONY: help run test check bench format openapi build clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Serve the product on http://127.0.0.1:3000 (PORT=...; state in .exeoflow/)
	@$(PYTHON) -m local --port $(PORT) $(ARGS)

test: $(VENV)/dev.stamp ## Run all tests with the branch coverage of the core
	$(PYTHON) -m pytest --numprocesses 2 --dist worksteal --cov --cov-report term $(ARGS)

check: $(VENV)/dev.stamp ## Check format, lint rules, types, imports, template and API document
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/cfn-lint template.yaml

bench: $(VENV)/dev.stamp ## Print the product's numbers
	$(PYTHON) -m tests.bench $(ARGS)

format: $(VENV)/dev.stamp ## Format the code and fix what ruff can fix
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

clean: ## Remove the environment and everything built, but not the state in .exeoflow/
	rm -rf $(VENV) .aws-sam .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@./.ci/make-venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what running needs into $(VENV) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check "pip==$(PIP_VERSION)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable . --group local
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what developing needs into $(VENV) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check "pip==$(PIP_VERSION)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@ $(VENV)/run.stamp
