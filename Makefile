# The two commands that do all the set-up: make demo, make test.
# They need Python 3.11 or later and nothing else; PYTHON=python3.12 picks another one.
PYTHON ?= python3
VENV ?= .venv
# How many processes run the tests.
JOBS ?= 2
BIN := $(VENV)/bin

.PHONY: demo test floors lint types pictures notebooks bench validate torture clean

# The diary of an invented person, what goes together with the cramps, two pictures.
demo: $(VENV)/.run
	rm -rf demo
	$(BIN)/cramp demo demo

test: lint types
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal --cov --cov-report=term

# The main job with the lowest versions that pyproject.toml allows, in an environment of its own.
# They have wheels for the lowest Python, 3.11, not for every later one.
floors: $(VENV)/.dev
	$(PYTHON) -m venv --clear $(VENV)-floors
	$(BIN)/python -m tests.floors --pins >$(VENV)-floors/pins.txt
	$(VENV)-floors/bin/python -m pip install --quiet --requirement $(VENV)-floors/pins.txt
	$(BIN)/python -m tests.floors --against $(VENV)-floors/bin/python

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.dev
	$(BIN)/mypy

# What README.md shows; a test says when it is out of date. Look at them.
pictures: $(VENV)/.dev
	$(BIN)/python sample_data/draw_pictures.py

# The notebooks with what they print and draw; a test says when that is out of date.
notebooks: $(VENV)/.dev
	$(BIN)/python -m tests.notebooks

# Whole processes against each other, in one run; the limits are those of tests/README.md.
bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.processes
	$(BIN)/python -m tests.bench.associations

# Judges invented diaries and trials whose truth is known, and writes notebooks/validation.csv and
# notebooks/trials.csv.
validate: $(VENV)/.dev
	$(BIN)/python -m tests.validate
	$(BIN)/python -m tests.validate_trials

# Kills, faults at every step, full disks, many at once, harm to the file; minutes long.
torture: $(VENV)/.dev
	$(BIN)/python -m tests.torture

clean:
	rm -rf $(VENV) $(VENV)-floors demo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'cramp-diary needs Python 3.11 or later: say make PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
