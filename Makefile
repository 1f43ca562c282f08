# 常用命令见 `make help`。各命令自己完成安装，重复运行只做需要做的事。

VENV := .venv
RUN := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
# 安装程序只求能运行：先试系统自带的，pyenv 的转接程序既慢又可能启动不了。
SETUP_PYTHON = $(or $(shell for p in /usr/bin/python3 python3 python; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null && echo "$$p" && break; \
  done),$(error 没有找到能运行的 python3（3.9 以上），请先安装；最好是 3.12 或更新的版本))

# 浏览器测试多半在等，所以比两个处理器多跑一份；同一个文件里的测试共用一个页面，不拆开；先后由 tests/conftest.py 定。
IN_PARALLEL := --numprocesses=3 --dist=loadfile --no-loadscope-reorder

# 生成网站和跑测试的包；只有个别测试用的，各自另锁，另装一处
LOCKED := requirements tests/generators/requirements tests/mutation/requirements tests/fuzz/requirements

export NO_MKDOCS_2_WARNING := 1
# 编译过的模块要留着，每个命令才启动得快；有的环境设了不留
unexport PYTHONDONTWRITEBYTECODE
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help serve build portable test thorough fresh repeat differential steady endurance mutation fuzz lint format bench load lock setup setup-tests clean

help: ## 列出可用的命令
	@echo '用法：make 命令'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

serve: setup ## 生成网站并在本机预览，改动 rubric/ 后自动刷新
	@$(RUN) qinglian serve

build: setup ## 生成网站到 site/；有错时保留上一次成功的结果
	@$(RUN) qinglian build

portable: setup ## 生成可以双击打开的离线压缩包
	@$(RUN) qinglian portable

test: lint ## 安装测试环境，运行检查和测试（含真实的 Chromium）
	@echo '» 测试计分核心（分支覆盖率须为 100%）'
	@$(RUN) python -m pytest tests/core --cov $(IN_PARALLEL)
	@echo '» 测试其余部分（含真实的 Chromium）'
	@$(RUN) python -m pytest --ignore=tests/core -m "not thorough" --durations=20 $(IN_PARALLEL)

thorough: setup-tests ## 运行平时只抽几个、这里一个不漏的测试（发布前用）
	@$(RUN) python -m pytest -m hypothesis --hypothesis-profile=thorough $(IN_PARALLEL)
	@$(RUN) python -m pytest --ignore=tests/core -m thorough --durations=20 $(IN_PARALLEL)

fresh: setup ## 做一个最小的 Debian，在里面从头装起，运行 make serve 和 make test（发布前用）
	@$(RUN) python -m tests.fresh

repeat: setup-tests ## 由同一次提交在很不相同的环境里从头生成两遍，逐字节比较，再核对（发布前用）
	@$(RUN) python -m tests.repeat

differential: setup-tests ## 随机的自查（TIMES=100000）在三种 Python 里各算一遍，逐字节比较；Ctrl-C 就说比到哪里
	@$(RUN) python -m tests.differential $(or $(TIMES),100000) $(or $(SEED),1) $(or $(FROM),0)

steady: setup-tests ## 处理器全忙时，把浏览器测试连跑几遍（TIMES=5）
	@$(RUN) python -m tests.steady $(or $(TIMES),5) -m "browser and not thorough" $(IN_PARALLEL)

endurance: setup-tests ## 在打字的任意时刻关掉、刷新、杀掉浏览器（TIMES=1000），当中还让各样东西出错，数丢了什么；随时可以停
	@$(RUN) python -m tests.endurance $(or $(TIMES),1000) $(SEED)

mutation: ## 把程序逐处改错，看测试发现不发现；可以随时停下，再运行就接着试（WHAT="scoring answers"，WORKERS=2）
	@$(SETUP_PYTHON) -m macros.setup.install mutation
	@$(RUN) nice -n 19 python -m tests.mutation $(WHAT)

fuzz: ## 把弄坏的文件从每个入口交进来，数出了什么错（TIMES=个数 SECONDS=秒 SEED=种子，DOORS="save word" 只试几处）
	@$(SETUP_PYTHON) -m macros.setup.install fuzz
	@$(RUN) env TIMES='$(TIMES)' SECONDS='$(SECONDS)' SEED='$(SEED)' python -m tests.fuzz $(DOORS)

lint: setup-tests ## 只做静态检查：ruff、mypy、tsc
	@echo '» 静态检查：ruff、mypy、tsc'
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(RUN) node_modules/.bin/tsc --project tsconfig.json

format: setup ## 统一 Python 代码的格式
	@$(RUN) ruff check --fix-only --quiet
	@$(RUN) ruff format

bench: setup-tests ## 测量并打印各项性能
	@$(RUN) python -m tests.bench

load: setup-tests ## 用 wrk 测 nginx 发出网站的速度（另要 wrk）
	@$(RUN) python -m tests.bench load

lock: setup ## 改过 requirements.in 或 package.json 后，重新生成锁文件；UPGRADE=1 时升级版本
	@$(foreach each,$(LOCKED),echo '» 生成 $(each).lock' && $(RUN) \
	  env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS uv pip compile --no-config --quiet \
	  --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  $(if $(UPGRADE),--upgrade) --output-file $(each).lock $(each).in && ) true
	@echo '» 生成 package-lock.json'
	@$(RUN) npm install --package-lock-only --loglevel=error
	@! grep -nE '"resolved"|https?://[^"]*\.tgz' package-lock.json || { echo '锁文件里不应有下载地址' >&2; exit 1; }

setup: ## 只安装生成网站所需的一切
	@$(SETUP_PYTHON) -m macros.setup.install build

setup-tests: ## 另外安装测试所需的一切
	@$(SETUP_PYTHON) -m macros.setup.install test

clean: ## 删除生成物和缓存（保留 .venv、.python 与 node_modules）
	rm -rf site site.* dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
