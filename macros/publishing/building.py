"""Building the site with MkDocs, and serving it while somebody edits the YAML."""

from __future__ import annotations

import logging
import shutil
import socket
from typing import TYPE_CHECKING

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config

from macros.offline.archive import readme, write_archive
from macros.offline.release import seal_site

if TYPE_CHECKING:
    import pathlib

FIRST_PORT = 8000
LAST_PORT = 8099
SAID = {
    "Serving on": "生成好了，可以打开上面的网址",
    "Detected file changes": "文件有改动，正在重新生成",
    "Reloading browsers": "已重新生成，打开着的网页会自动刷新",
    "An error happened": "改好并保存以前，网页不会应答；改好以后自动恢复",
}
"""What we say where MkDocs says, in English, something with these words."""


def build_site(root: pathlib.Path, out: pathlib.Path) -> None:
    """Build the site into ``out``; when the build fails, whatever was in ``out`` stays as it was."""
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        config.extra["release"] = True
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        words = readme(config.site_name, seal_site(root, fresh))
        write_archive(root, fresh, fresh / config.extra["promised"], words)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def serve_site(root: pathlib.Path, port: int | None) -> None:
    """Build, serve on 127.0.0.1 and rebuild on changes until interrupted."""
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    # 没有它，重新生成时的错误只剩一句“Aborted”。
    logging.getLogger("mkdocs.commands.build").addHandler(_terminal())
    reloading = logging.getLogger("mkdocs.livereload")
    reloading.addHandler(_InOurWords())
    reloading.propagate = False
    address = f"127.0.0.1:{port or _free_port()}"
    print(f"» 网站地址：http://{address}/   （按 Ctrl+C 停止）", flush=True)  # noqa: T201
    mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=address, livereload=True)


class _InOurWords(logging.Handler):
    """Tells what the preview is doing."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it in Chinese, or nothing where the reader need not know."""
        for part, words in SAID.items():
            if part in record.getMessage():
                print(f"» {words}", flush=True)  # noqa: T201


def _terminal() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    return handler


def _free_port() -> int:
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = f"{FIRST_PORT} 到 {LAST_PORT} 的端口都被占用了；请用 --port 另指定一个"
    raise OSError(message)
