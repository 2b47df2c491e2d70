# On a fresh clone nothing but Python (3.12 or newer) and make is needed. 只需 Python ≥ 3.12 与 make。
VENV := .venv
BIN := $(VENV)/bin
BQW := $(BIN)/bqw
STAMP := $(VENV)/.stamp
WORKERS ?= 2
CANDIDATES := $(PYTHON) python3.13 python3.12 python3 python

.DEFAULT_GOAL := help
.PHONY: run test test-all check docs lock bench clean help

help: ## this list / 本列表
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(STAMP) ## a first comparison, in results/first / 第一个对比
	$(BQW) compare none balance_fund firms_per_agent=10 replicates=6 out=results/first

test: $(STAMP) ## the tests, a few minutes / 测试
	$(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist loadfile

test-all: $(STAMP) ## slow tests too, and Python 3.12 where present / 全部测试
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
	@if older=$$(sh .ci/find_python exactly 12 python3.12 $(PYTHON) python3 python); then \
		$(MAKE) --no-print-directory VENV=.venv312 PYTHON="$$older" CANDIDATES="$$older" test; \
	else \
		echo "Python 3.12 is not on this machine; its run is left out."; \
	fi

check: $(STAMP) ## style, types and the arrows between rooms / 代码检查
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP) ## write the pages that come from the code / 由代码生成的文档
	$(BIN)/python -m experiments.documents

bench: $(STAMP) ## speed on this machine / 本机速度
	$(BQW) bench

lock: ## write requirements.lock anew; UPGRADE=--upgrade takes newer versions / 更新依赖锁
	@if command -v uv >/dev/null 2>&1; then uv=uv; else \
		python=$$(sh .ci/find_python at-least 12 $(CANDIDATES)) && "$$python" -m venv build/lock && \
		build/lock/bin/python -m pip install --quiet uv && uv=build/lock/bin/uv; \
	fi && "$$uv" pip compile pyproject.toml --extra dev --universal --python-version 3.12 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE) \
		--quiet --output-file requirements.lock

clean: ## remove what can be made again, results excepted / 清理
	rm -rf .venv .venv312 build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The packages exactly as locked, then this one in place. uv is quicker where there is one.
$(STAMP): requirements.lock pyproject.toml
	@python=$$(sh .ci/find_python at-least 12 $(CANDIDATES)) || { \
		echo "baiqianwan needs Python 3.12 or newer and found none that runs; install one, or name it with PYTHON=…" \
			"未找到可运行的 Python 3.12 或更新版本：请安装，或用 PYTHON=… 指明。" >&2; \
		exit 2; }; \
	$(BIN)/python -c "" 2>/dev/null || "$$python" -m venv --clear $(VENV)
	@echo "Setting up $(VENV) (once, about a minute) …" >&2
	@{ command -v uv >/dev/null 2>&1 && uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock 2>/dev/null; } \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@