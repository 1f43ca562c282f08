"""Serving the site while somebody edits the YAML."""

from __future__ import annotations

import logging
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.exceptions import MkDocsException

from . import BuildError
from .complaints import in_chinese

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

FIRST_PORT = 8000
LAST_PORT = 8099
SAID = {
    "Serving on": "生成好了，可以打开上面的网址",
    "Detected file changes": "文件有改动，正在重新生成",
    "Reloading browsers": "已重新生成，打开着的网页会自动刷新",
    "An error happened": "改好并保存以前，网页不会应答；改好以后自动恢复",
}
"""What we say where MkDocs says, in English, something with these words."""


def serve_site(root: pathlib.Path, port: int | None) -> None:
    """Build, serve on 127.0.0.1 and rebuild on changes until interrupted."""
    if port and not _is_free(port):
        raise BuildError(f"端口 {port} 用不了：已被占用，或者没有权限；请用 --port 另指定一个")
    address = f"127.0.0.1:{port or _free_port()}"
    print(f"» 网站地址：http://{address}/   （按 Ctrl+C 停止）", flush=True)  # noqa: T201
    try:
        with (
            _heard("mkdocs", _Complaining(logging.WARNING)),
            _heard("mkdocs.livereload", _InOurWords()),
        ):
            mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=address, livereload=True)
    except MkDocsException as error:
        raise BuildError("网站没有生成；请改好上面的问题，再运行一次") from error


@contextmanager
def _heard(name: str, handler: logging.Handler) -> Iterator[None]:
    """Let ``handler``, and nothing else, tell what the logger of that name is told."""
    logger = logging.getLogger(name)
    level, propagated = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
        logger.setLevel(level)


class _Complaining(logging.Handler):
    """Tells what is wrong with what is being built."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it on stderr, in Chinese."""
        print(in_chinese(record.getMessage()), file=sys.stderr, flush=True)  # noqa: T201


class _InOurWords(logging.Handler):
    """Tells what the preview is doing."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it in Chinese, or nothing where the reader need not know."""
        for part, words in SAID.items():
            if part in record.getMessage():
                print(f"» {words}", flush=True)  # noqa: T201


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # 与服务器一样：刚停下的预览留下的连接不算占用
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if _is_free(port):
            return port
    raise BuildError(f"{FIRST_PORT} 到 {LAST_PORT} 的端口都被占用了；请用 --port 另指定一个")
