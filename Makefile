# Everything a developer does here. Needs Python 3.11 or later, git and make; `make test` also a
# Chromium. The rest comes from requirements.lock into .venv.

PYTHON ?= $(shell for one in python3.13 python3.12 python3.11 python3 python; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
BIN := .venv/bin
STAMP := .venv/.installed
CATALOGUES := $(wildcard widgets/overblik/locale/*/LC_MESSAGES/overblik.po)
COMPILED := $(CATALOGUES:.po=.mo)
SHARED := $(shell find widgets/overblik/share -type f)
LOCALE := widgets/overblik/locale
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check fix fuzz audit bench lab locale schema charts chart-runtime screenshots \
	wheel lock clean python
.DEFAULT_GOAL := run

run: $(STAMP) $(COMPILED)          ## start the server
	$(BIN)/overblik serve $(ARGS)

test: $(STAMP) $(COMPILED) check   ## everything CI runs
	@chromium=$$(sh tools/chromium.sh) && \
	OVERBLIK_CHROMIUM="$$chromium" $(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

check: $(STAMP)                    ## lint, format, types, floors; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	PYTHONPATH=widgets $(BIN)/lint-imports

fix: $(STAMP)                      ## what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

FUZZ ?= 25
fuzz: $(STAMP) $(COMPILED)         ## the random tests with FUZZ times as many examples as CI's
	OVERBLIK_FUZZ=$(FUZZ) $(BIN)/pytest -n 2 tests/hostile/test_fuzz_cases.py \
		tests/hostile/test_fuzz_saves.py tests/knowledge/test_any_slip.py \
		tests/state/test_sequences.py tests/apps/test_junk.py $(ARGS)

# pip-audit brings thirty packages that the project needs for nothing else: they go again.
audit: python                      ## published holes in what is locked; needs the network
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(PYTHON) -m venv "$$folder" && "$$folder/bin/pip" install --quiet pip-audit && \
	"$$folder/bin/pip-audit" --vulnerability-service osv --require-hashes --disable-pip \
		--progress-spinner off --requirement requirements.lock $(ARGS)

bench: $(STAMP) $(COMPILED)        ## ratios to stock Voilà in the same run; quickly: ARGS=--quick
	@chromium=$$(sh tools/chromium.sh) && \
	OVERBLIK_CHROMIUM="$$chromium" $(BIN)/python -m tools.bench $(ARGS)

lab: $(STAMP) $(COMPILED)          ## the notebooks in JupyterLab
	JUPYTER_PATH=widgets/overblik/share/jupyter $(BIN)/jupyter lab --notebook-dir=notebooks $(ARGS)

locale: $(STAMP)                   ## collect texts, update and compile the catalogues
	$(BIN)/pybabel extract --mapping=babel.cfg --keyword=N_ --keyword=Message --no-location \
		--sort-output --omit-header --output=$(LOCALE)/overblik.pot widgets
	$(BIN)/pybabel update --domain=overblik --input-file=$(LOCALE)/overblik.pot \
		--output-dir=$(LOCALE) --no-fuzzy-matching --omit-header --ignore-obsolete --no-wrap
	$(BIN)/python hatch_build.py

screenshots: $(STAMP) $(COMPILED)  ## the pictures in docs/
	PYTHONPATH=.:widgets $(BIN)/python tools/screenshots.py

schema: $(STAMP)                   ## the JSON Schema of case files, from the types
	$(BIN)/python -m overblik.knowledge.schema

charts: $(STAMP)                   ## the drawings of the charts, from widgets/overblik/charts
	PYTHONPATH=.:widgets $(BIN)/python -m tools.charts

# Bundled where nothing is kept: the project itself needs no npm.
chart-runtime: $(STAMP)            ## what draws them in the browser, from tools/charts; needs npm
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	cp tools/charts/*.js tools/charts/*.mjs tools/charts/*.json "$$folder" && \
	vendor=$$PWD/widgets/overblik/ui/static/vendor && cd "$$folder" && \
	npm ci --no-audit --no-fund --silent && node build.mjs "$$vendor"

wheel: $(STAMP)                    ## dist/*.whl
	$(BIN)/hatchling build --target wheel

lock:                              ## requirements.lock anew from pyproject.toml; needs uv
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
		--output-file requirements.lock

clean:                             ## remove what can be made again
	rm -rf .venv dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(LOCALE)/*/LC_MESSAGES/*.mo $(LOCALE)/*.pot

python:
	@test -n "$(PYTHON)" || { echo "Overblik kræver Python 3.11 eller nyere, og den findes ikke her." \
		"Installér den, eller peg på den: make run PYTHON=/sti/til/python3.12" >&2; exit 1; }

# Editable installs copy the template and kernelspec, so a change in share/ installs anew.
$(STAMP): requirements.lock pyproject.toml $(SHARED) | python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The stamp first: Babel comes with it.
$(LOCALE)/%.mo: $(LOCALE)/%.po | $(STAMP)
	$(BIN)/python hatch_build.py
