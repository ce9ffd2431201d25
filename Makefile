# The front door. Everything here works from a checkout alone: whatever a target needs, it installs (but for Docker).
# STACK=production has demo, run and status use PostgreSQL and RabbitMQ; T=path narrows a test target
# (`make test T=tests/unit/chassis`), A=... hands pytest more arguments.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export BUF_CACHE_DIR = $(CURDIR)/.state/buf

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
STACK ?= embedded

# Keyed on what is to be installed, not on a date: a checkout of another revision installs again, a `touch` does not.
INSTALLED := .state/installed-$(shell cksum <requirements.lock | cut -d ' ' -f 1)

# The first Python of at least 3.11 that can make a virtual environment; nothing when there is none.
find_python = for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
    if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
    then echo $$python; break; fi; done

# Debian and its kin are helped; elsewhere the reader is told what is missing.
install_python = \
  if command -v apt-get >/dev/null; then \
    echo "There is no Python 3.11 with venv here: installing python3, python3-venv and ca-certificates with apt-get."; \
    root=; if [ "$$(id -u)" -ne 0 ]; then root=sudo; fi; \
    $$root apt-get -qq update && \
    $$root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
      python3 python3-venv ca-certificates >/dev/null; \
  fi

.PHONY: help
help: ## Print this list
	@awk 'BEGIN { FS = ":[^#]*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

##@ Use

.PHONY: setup servers run demo status compose-up
setup: $(INSTALLED) ## Install all that is needed: Python where it is missing, then the locked packages into .venv

servers: ## Install PostgreSQL and RabbitMQ where they are missing; nothing is started, nothing that runs is touched
	@sh stacks/servers/install.sh

# What a stack needs of the system beyond Python.
needs_of_production := servers

demo: setup $(needs_of_$(STACK)) ## Play one case from the desk to the indicator sheet, on data of its own
	$(BIN)/python -m stacks.demo --stack $(STACK)

run: setup $(needs_of_$(STACK)) ## Start a stack and stay up until Ctrl-C; its data survives
	$(BIN)/python -m stacks.run --stack $(STACK)

status: setup ## Say whether every process of the running stack answers
	$(BIN)/somicis --stack $(STACK) status

# Containers run as whoever owns the folder, and never as root.
compose-up: ## Start it all in containers, with Docker; stop it with `docker compose -f deploy/compose.yaml down`
	@docker compose version >/dev/null 2>&1 || { \
	  echo "This needs Docker with Compose 2.24 or newer, and \`docker compose version\` does not answer."; \
	  echo "Install both (https://docs.docker.com/engine/install), or use make run STACK=production, without containers."; \
	  exit 1; }
	docker build --tag somicis:local .
	@mkdir -p -m 700 var/compose && { [ "$$(id -u)" -ne 0 ] || chown 10001:10001 var/compose; }
	@ls -nd var/compose | awk '{ print "SOMICIS_USER=" $$3 ":" $$4 }' >deploy/.env
	. deploy/.env && docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges \
	  --user $$SOMICIS_USER --volume "$(CURDIR)/var/compose:/stack:z" somicis:local -m stacks.compose /stack
	docker compose -f deploy/compose.yaml up --detach --wait

$(INSTALLED): .venv/pyvenv.cfg
	@echo "Installing the locked packages into .venv; the first time takes a minute or two."
	@mkdir -p .state && rm -f .state/installed-*
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

# The program itself is a link as old as the system, so its date says nothing; this file is made with the environment.
.venv/pyvenv.cfg:
	@python=$$($(find_python)); \
	if [ -z "$$python" ]; then $(install_python); python=$$($(find_python)); fi; \
	if [ -z "$$python" ]; then \
	  echo "Somicis needs Python 3.11 or newer with its venv module, and there is none on this machine."; \
	  echo "Install one (Debian: python3-venv; Fedora: python3; macOS: brew install python) and run make again,"; \
	  echo "or say where it is: make setup PYTHON=/path/to/python3"; exit 1; fi; \
	echo "Making .venv with $$($$python --version)."; \
	$$python -m venv --clear .venv

##@ Check

# The longest files come first (tests/conftest.py). What cuts connections and kills processes has the machine for
# itself, so that nothing else looks slow.
EVERYDAY := $(filter-out tests/chaos,$(patsubst %/,%,$(wildcard tests/*/)))

.PHONY: test test-unit test-contract test-integration test-end-to-end test-chaos test-bare lint
test: setup servers ## Run every test (T=path to narrow)
ifdef T
	$(PYTEST) $(T) $(A)
else
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder $(EVERYDAY) $(A)
	$(PYTEST) tests/chaos $(A)
endif

test-unit: setup ## Run the tests that take seconds
	$(PYTEST) -n 2 -m "not slow" $(or $(T),$(wildcard tests/unit tests/property tests/architecture)) $(A)

test-contract: setup servers ## Run the suites that every adapter of a port must pass
	$(PYTEST) $(or $(T),tests/contract) $(A)

test-integration: setup servers ## Run the tests of several parts together, in one process
	$(PYTEST) $(or $(T),tests/integration) $(A)

test-end-to-end: setup ## Run the tests that start a whole stack and speak to its front doors
	$(PYTEST) $(or $(T),tests/end_to_end) $(A)

test-chaos: setup servers ## Run the tests that kill processes, stop servers and lose messages
	$(PYTEST) $(or $(T),tests/chaos) $(A)

test-bare: ## Play the demo on a Debian 12 made anew, with git and make only (needs root; installs debootstrap)
	@command -v debootstrap >/dev/null || { apt-get -qq update && apt-get -qq install --yes debootstrap >/dev/null; }
	tests/bare/demo_on_bare_debian.sh

lint: setup ## Check style, types, import contracts, and the published language against its baseline
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/buf lint
	$(BIN)/buf breaking --against proto/baseline.binpb
	$(BIN)/python proto/generate.py --check
	$(BIN)/python -m proto.papers --check
	$(BIN)/python -m services.catalogue.papers --check

.PHONY: bench
bench: setup servers ## Measure beside floors and peers, some five minutes, into var/bench.json (T="command messages" to narrow)
	$(BIN)/python -m benchmarks $(T) $(A)

.PHONY: mutants
mutants: setup ## Break the matching engine in one place at a time and say what no test notices (T="rules/*.py" to narrow)
	PYTHONHASHSEED=0 $(BIN)/python -m tests.support.mutants $(T)

##@ Change

.PHONY: format contracts baseline stored-events saved-records lock clean
format: setup ## Lay out the code and mend what can be mended safely
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/buf format --write

contracts: setup ## Generate contracts/ from proto/, and what docs/ tells of events, facts and measures
	$(BIN)/python proto/generate.py
	$(BIN)/python -m proto.papers
	$(BIN)/python -m services.catalogue.papers

baseline: setup ## Accept proto/ as published: from now on nothing in it may break its readers
	$(BIN)/buf build --exclude-source-info --output proto/baseline.binpb

stored-events: setup ## Pin the names and fields of stored events as they are, for review
	$(BIN)/python -m tests.support.stored_events

saved-records: setup ## Keep decision records of the present engine version, which later ones are held against
	$(BIN)/python -m tests.support.saved_records

lock: setup ## Pin what pyproject.toml asks for, with hashes (A=--upgrade for newer releases of what is below it)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev \
	  --custom-compile-command "make lock" --output-file requirements.lock $(A) pyproject.toml
	@# What the container image holds: the same releases without the tools.
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --constraint requirements.lock \
	  --custom-compile-command "make lock" --output-file deploy/runtime.lock pyproject.toml

clean: ## Remove .venv and every cache; the data of your stacks (var/) stays
	rm -rf .venv .state .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
