# Every target builds the environment that it needs in .venv and reuses it until pyproject.toml changes.

PORT ?= 3000
VENV := .venv
PYTHON := $(VENV)/bin/python
# The newest pip is not needed, but one that knows dependency groups (25.1).
PIP_VERSION := 26.3
# Modules are compiled when they are first imported: most never are, and compiling all takes longer than the rest.
INSTALL := pip install --quiet --disable-pip-version-check --no-compile
# sam pins its own boto3, so it lives apart.
VENV_SAM := .venv-sam
# checkov pins a hundred packages.
VENV_AUDIT := .venv-audit
# ministack pins its own botocore.
VENV_MINISTACK := .venv-ministack
PYTEST := $(PYTHON) -m pytest --numprocesses 2 --dist loadfile --ignore tests/console
STAGE ?= development
# The commands about a deployed stack: which one, and what is to be otherwise.
DEPLOYMENT = $(PYTHON) -m local.deployment
TARGET = $(STAGE) $(if $(REGION),--region $(REGION)) $(if $(STACK),--stack-name $(STACK))
WISHES = $(if $(EMAIL),--email $(EMAIL)) $(foreach each,$(PARAMETERS),--parameter '$(each)')

# Tests and commands start processes, and each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

# An environment whose Python has gone, by an upgrade for example, is built anew.
$(shell test -x $(PYTHON) || rm -rf $(VENV))

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check console clients browser figures pictures bench graphs faults agree judges import house format
.PHONY: sam-local e2e ministack audit
.PHONY: deploy deploy-guided republish redrive destroy clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Serve the product on http://127.0.0.1:3000 (PORT=...; state in .exeoflow/)
	@$(PYTHON) -m local --port $(PORT) $(ARGS)

# Which branches a drawn input takes can hang on the order of a set, and with it whether all were taken.
test: export PYTHONHASHSEED ?= 0
test: test-environments ## Run the tests, with the branch coverage of the core
	$(PYTEST) -m "not slow" --cov --cov-report term $(ARGS)

test-slow: test-environments ## Run the tests that take minutes: real and drawn graphs, faults, kills, limits of the API, every right of every function
	$(PYTEST) -m slow $(ARGS)

check: $(VENV)/dev.stamp ## Check format, lint rules, types, imports and template, and that API document, console and clients are as built
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/cfn-lint template.yaml
	$(PYTHON) -m exeoflow.api.openapi | diff - docs/openapi.json
	$(PYTHON) layers/console/build.py --check
	$(PYTHON) clients/generate.py --check

console: $(VENV)/dev.stamp ## Build the console's site from its sources
	$(PYTHON) layers/console/build.py

clients: $(VENV)/dev.stamp ## Write the clients from the API document
	$(PYTHON) clients/generate.py

browser: $(VENV)/dev.stamp ## Test the console in Chromium (installed by apt-get where it is missing)
	@$(PYTHON) layers/console/build.py --install
	@./.ci/with-chromium $(PYTHON) -m pytest tests/console $(ARGS)

figures: $(VENV)/dev.stamp ## Print the console's numbers in Chromium: the first drawing, panning, a change on the screen
	@./.ci/with-chromium $(PYTHON) -m tests.console.figures

pictures: $(VENV)/dev.stamp ## Take the pictures of README and docs anew; look at them before you commit them
	@./.ci/with-chromium $(PYTHON) -m tests.console.pictures
	@$(PYTHON) -m tests.integration.command.picture docs/images/command.svg

bench: $(VENV)/dev.stamp ## Print the product's numbers
	$(PYTHON) -m tests.bench $(ARGS)

graphs: $(VENV)/dev.stamp ## Print how real graphs compile: classes, waiting, states, speed
	$(PYTHON) -m tests.oracle.figures $(ARGS)

import: $(VENV)/dev.stamp ## Print how far exports of n8n are imported, and whether they mean the same
	$(PYTHON) -m tests.n8n $(ARGS)

house: $(VENV)/dev.stamp ## Print the structure of the code: rooms, floors, arrows, lengths
	@$(PYTHON) -m tests.house

faults: $(VENV)/dev.stamp ## Inject faults at every call of every operation, and print what was wrong after them
	$(PYTHON) -m tests.faults $(ARGS)

agree: $(VENV)/dev.stamp ## Run every real graph and every hard one in simulator, moto and engine, and print what differs
	$(PYTHON) -m tests.oracle.agreement $(ARGS)

judges: $(VENV)/dev.stamp ## Hold machines and stores against Amazon's own: its editor's service, DynamoDB Local (needs Java)
	$(PYTHON) -m tests.oracle.language_service
	.ci/with-java $(PYTHON) -m pytest -p tests.dynamodb_local.plugin tests/contract tests/integration/handlers $(ARGS)

format: $(VENV)/dev.stamp ## Format the code and fix what ruff can fix
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

sam-local: $(VENV)/run.stamp $(VENV_SAM)/sam.stamp ## Serve the product from Lambda containers (needs Docker; PORT=...)
	@$(PYTHON) -m local.sam --port $(PORT) $(ARGS)

e2e: test-environments ## Test the product in Lambda containers (needs Docker)
	@$(PYTHON) -m local.sam --port 0 --allow-hosts host.docker.internal -- $(PYTHON) -m pytest -m "not slow" tests/e2e $(ARGS)

ministack: $(VENV)/dev.stamp $(VENV_MINISTACK)/ministack.stamp ## Deploy the template into ministack by CloudFormation, and test the product there
	@$(PYTHON) -m tests.ministack $(VENV_MINISTACK)/bin/python $(ARGS)

audit: $(VENV_AUDIT)/audit.stamp ## Look for what is unsafe in the template
	@$(VENV_AUDIT)/bin/checkov --config-file .checkov.yaml

deploy: $(VENV)/run.stamp $(VENV_SAM)/sam.stamp ## Deploy to AWS, without questions (STAGE, REGION, STACK, EMAIL, PARAMETERS="Name=value ...")
	@$(DEPLOYMENT) deploy $(TARGET) $(WISHES)

deploy-guided: $(VENV)/run.stamp $(VENV_SAM)/sam.stamp ## Deploy to AWS, and ask for region and e-mail address first
	@$(DEPLOYMENT) deploy $(TARGET) $(WISHES) --guided

republish: $(VENV)/run.stamp ## Publish all workflows of a stack anew, one a second (AFTER=... goes on)
	@$(DEPLOYMENT) republish $(TARGET) $(if $(AFTER),--after $(AFTER))

redrive: $(VENV)/run.stamp ## Bring dead letters and undelivered notifications of a stack back
	@$(DEPLOYMENT) redrive $(TARGET)

destroy: $(VENV)/run.stamp $(VENV_SAM)/sam.stamp ## Delete a deployed stack; its tables remain (CONFIRM=yes does not ask)
	@$(DEPLOYMENT) destroy $(TARGET) $(if $(filter yes,$(CONFIRM)),--yes)

clean: ## Remove the environment and everything built, but not the state in .exeoflow/
	rm -rf $(VENV) $(VENV_SAM) $(VENV_AUDIT) $(VENV_MINISTACK) .aws-sam .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# Side by side: neither environment is made of the other. No file has this name, so that it is always looked at.
test-environments:
	@$(MAKE) --no-print-directory --jobs 2 $(VENV)/dev.stamp $(VENV_SAM)/sam.stamp

$(VENV)/bin/python:
	@./.ci/make-venv $(VENV)

# Smaller: nothing needs the setuptools that venv brings before Python 3.12.
$(VENV)/run.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what running needs into $(VENV) ..."
	@$(PYTHON) -m $(INSTALL) "pip==$(PIP_VERSION)"
	@$(PYTHON) -m $(INSTALL) --editable ".[cli]" --group local
	@$(PYTHON) -m pip uninstall --quiet --disable-pip-version-check --yes setuptools
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what developing needs into $(VENV) ..."
	@$(PYTHON) -m $(INSTALL) "pip==$(PIP_VERSION)"
	@$(PYTHON) -m $(INSTALL) --editable ".[cli]" --group dev
	@touch $@ $(VENV)/run.stamp

$(VENV_SAM)/sam.stamp: pyproject.toml
	@echo "Installing the SAM CLI into $(VENV_SAM) ..."
	@test -x $(VENV_SAM)/bin/python || ./.ci/make-venv $(VENV_SAM)
	@$(VENV_SAM)/bin/python -m $(INSTALL) "pip==$(PIP_VERSION)"
	@$(VENV_SAM)/bin/python -m $(INSTALL) --group sam
	@touch $@

$(VENV_AUDIT)/audit.stamp: pyproject.toml
	@echo "Installing checkov into $(VENV_AUDIT) ..."
	@test -x $(VENV_AUDIT)/bin/python || ./.ci/make-venv $(VENV_AUDIT)
	@$(VENV_AUDIT)/bin/python -m $(INSTALL) "pip==$(PIP_VERSION)"
	@$(VENV_AUDIT)/bin/python -m $(INSTALL) --group audit
	@touch $@

$(VENV_MINISTACK)/ministack.stamp: pyproject.toml
	@echo "Installing ministack into $(VENV_MINISTACK) ..."
	@test -x $(VENV_MINISTACK)/bin/python || ./.ci/make-venv $(VENV_MINISTACK)
	@$(VENV_MINISTACK)/bin/python -m $(INSTALL) "pip==$(PIP_VERSION)"
	@$(VENV_MINISTACK)/bin/python -m $(INSTALL) --group ministack
	@touch $@
