# One door for people and CI. `make` alone lists what there is.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help spark setup demo test check bench docs lock clean
help: ## list these words
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 12

# The stamp makes every target set up what it needs, once per lock file and pyproject.
$(READY): lock/dev.txt pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'needs python 3.11 or newer: set PY=/path/to/python3' >&2; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { echo 'needs the venv module: apt-get install python3-venv' >&2; exit 1; }
	$(PY) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

spark: $(READY) ## add what the tests of Spark need (Java apart)
	@$(BIN)/python -c 'import pyspark' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock/spark.txt

setup: $(READY) ## make .venv with aigaq and what the tests need

demo: $(READY) ## build the example case and its report; the last line is the page to open
	@$(BIN)/aigaq demo --force -o demo

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

check: $(READY) ## lint, types, layers, docs against the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/make.py --check

bench: $(READY) ## measure, beside peers and physical limits
	@for b in bench/[a-z]*.py; do echo "== $$b"; $(BIN)/python $$b || exit 1; done

docs: $(READY) ## write the generated parts of the docs again
	$(BIN)/python docs/make.py

lock: ## pin every dependency by hash, without addresses (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o lock/dev.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o lock/core.txt
	uv pip compile pyproject.toml --group dev --extra spark --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o lock/spark.txt

clean: ## remove what can be made again
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
