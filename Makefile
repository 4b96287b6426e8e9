# Everything that one does here; `make` alone lists it.
# It needs Python 3.11 or later. The rest goes into .venv by itself, when it is first needed.

VENV := .venv
BIN := $(VENV)/bin
# What is ready: a stamp is written when everything before it has worked, so that an interrupted set-up starts again.
RUN := $(VENV)/.ready-to-run
DEV := $(VENV)/.ready-to-develop
BENCH := .venv-bench/.ready
LOADS := .venv-loads/.ready
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input -qq

# What the caller's shell has set for another project must not leak into this one.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format crawl bench pins clean
.PHONY: said-what

help: ## this list
	@echo 'Usage: make TARGET'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUN) ## crawl the small blog that comes with the project, and show what it got
	@$(BIN)/wellread demo

test: $(DEV) ## run the tests; ARGS='-k dates' chooses some, ARGS='-m crawls' those that take minutes
	@$(BIN)/python -m pytest -n auto --dist worksteal -m 'not crawls' $(ARGS)

lint: $(DEV) ## check style, types and the direction of imports
	@echo 'Checking style ...' && $(BIN)/ruff check -q --output-format concise . && $(BIN)/ruff format -q --check .
	@echo 'Checking types ...' && $(BIN)/mypy
	@echo 'Checking imports ...' && $(BIN)/lint-imports --no-logo

format: $(DEV) ## put the code into the common style
	@$(BIN)/ruff check -q --fix-only . && $(BIN)/ruff format -q .

crawl: said-what $(RUN) ## crawl a blog: URL=https://example.org/blog CONTACT=you@example.org; ARGS='--max-pages 50' adds options
	@$(BIN)/wellread crawl "$$URL" --contact "$${CONTACT:-$$WELLREAD_CONTACT}" -o articles.jsonl $(ARGS)

bench: $(BENCH) ## measure quality beside other extractors; ARGS='speed' measures something else
	@$(<D)/bin/python -m benchmarks $(or $(ARGS),quality)

pins: $(DEV) ## choose the newest versions that pyproject.toml and requirements/*.in allow
	@sh requirements/pins.sh

clean: ## remove what can be made again; articles and crawl state stay
	@rm -rf .venv .venv-* build dist wellread-demo .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

said-what:
	@[ -n "$$URL" ] && [ -n "$${CONTACT:-$$WELLREAD_CONTACT}" ] || { \
	    echo 'Say what to crawl and who you are: make crawl URL=https://example.org/blog CONTACT=you@example.org' >&2; exit 2; }

# An environment that was moved here from elsewhere, or whose Python is gone, is made anew.
ifneq ($(shell $(BIN)/python -c pass 2>/dev/null && cat $(RUN) 2>/dev/null),$(CURDIR))
.PHONY: $(RUN)
endif

$(RUN): requirements/run.txt requirements/setup.sh
	@sh requirements/setup.sh $(VENV) requirements/run.txt
	@echo '$(CURDIR)' > $@

$(DEV): requirements/dev.txt $(RUN)
	@echo 'Adding what tests and checks ...'
	@rm $(RUN) && $(PIP_INSTALL) --require-hashes --no-deps -r requirements/dev.txt && echo '$(CURDIR)' > $(RUN) && touch $@

$(BENCH): requirements/bench.txt requirements/setup.sh
	@sh requirements/setup.sh $(@D) requirements/bench.txt
	@touch $@

# The tools that the scripts in examples/ load into: data teams bring them themselves.
$(LOADS): requirements/loads.txt requirements/setup.sh
	@sh requirements/setup.sh $(@D) requirements/loads.txt
	@touch $@
