"""The runtime as it is published, and a page that hosts the engine."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from macros.runtime import build_runtime
from macros.tools.toolbox import find_toolbox
from tests.runtime.serving import StaticServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from macros.runtime import RuntimeManifest

# 与页面和示例服务器配置相同的限制：没有 unsafe-eval，没有 unsafe-inline
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:"


@pytest.fixture(scope="session")
def runtime(root: Path) -> RuntimeManifest:
    """Return the runtime of the project, assembled or from the cache."""
    return build_runtime(root, print)


@pytest.fixture(scope="session")
def rubric(root: Path) -> dict[str, object]:
    """Return the published model of the root edition."""
    return load_publications(root)[0].plain


@pytest.fixture(scope="session")
def served(
    root: Path,
    runtime: RuntimeManifest,
    rubric: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """Return the folders that a server of the host page needs."""
    data = tmp_path_factory.mktemp("data")
    (data / "rubric.json").write_text(json.dumps(rubric, ensure_ascii=False), encoding="utf-8")
    host = tmp_path_factory.mktemp("host")
    source = root / "tests" / "runtime" / "host"
    shutil.copyfile(source / "index.html", host / "index.html")
    find_toolbox(root).run_esbuild(
        source / "host.js",
        *("--bundle", "--format=esm"),
        f"--outfile={host / 'host.js'}",
    )
    return {
        "host": host,
        "runtime": runtime.folder,
        "data": data,
    }


@pytest.fixture
def server(served: dict[str, Path]) -> Iterator[StaticServer]:
    """Serve the host page under the site's policy."""
    with StaticServer(served, {"Content-Security-Policy": POLICY}) as server:
        yield server


@pytest.fixture
def host(browser: Browser, server: StaticServer) -> Iterator[Page]:
    """Return the host page, freshly opened, with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/host/index.html")
    yield page
    context.close()
