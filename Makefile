# make demo     build the example graph and say what is in it
# make test     lint, types and all tests
# make example  write output/example/graph.ttl anew, after a change of behaviour
# make clean    remove what the two have made
#
# PYTHON chooses the interpreter (3.11 to 3.13): make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := output/demo
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
# No look-up of newer versions and no question: only what requirements/ says, down to the last bit.
LOCKED := $(PIP) install --no-deps --require-hashes

.PHONY: demo example test clean

demo: $(VENV)/installed
	$(BIN)/kg build examples/*.txt -o $(DEMO)

example: demo
	$(BIN)/kg export $(DEMO) --format turtle -o output/example/graph.ttl

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST)

# The stamps say that the packages are those of these files; a second run installs nothing.
$(VENV)/installed: pyproject.toml requirements/demo.txt requirements/torch.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV), once; torch is large."
	$(LOCKED) -r requirements/demo.txt
	$(LOCKED) -r requirements/torch-cpu.txt 2>/dev/null || $(LOCKED) -r requirements/torch.txt
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	touch $@

$(VENV)/installed-test: $(VENV)/installed requirements/test.txt
	$(LOCKED) -r requirements/test.txt
	touch $@

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
