"""How many bytes a first visit to the self-check transfers, counted by a real nginx."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.offline.nginx import SITE, bytes_sent, sample, serving
from tests.offline.pages import expect_scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# http 而且不是 localhost：没有 service worker 在后台另外取文件
HOST = "qinglian.intranet"


def rows(root: Path, site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what is measured and its figures."""
    flags = [*CHROMIUM_FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for name, server in (("示例配置，压缩", sample(root)), ("原样的 nginx，不压缩脚本", SITE)):
            size = _first_visit(browser, site, server)
            yield f"自查页首次打开的传输（{name}）", f"{size / 1_000_000:.2f} MB"
        browser.close()
    archive = next(site.glob("*-portable.zip"))
    yield "离线压缩包", f"{archive.stat().st_size / 1_000_000:.1f} MB"


def _first_visit(browser: Browser, site: Path, server: str) -> int:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        context = browser.new_context()
        with serving(site, scratch, server) as port:
            page = context.new_page()
            page.goto(f"http://{HOST}:{port}/self-check/")
            expect_scored(page, "1", "99")
            context.close()
        return sum(bytes_sent(scratch / "access.log").values())
