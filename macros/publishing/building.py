"""Building the site with MkDocs, and serving it while somebody edits the YAML."""

from __future__ import annotations

import fcntl
import logging
import pathlib
import shutil
import socket
import sys
from contextlib import contextmanager
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from macros.offline import OfflineError
from macros.offline.archive import readme, write_archive
from macros.offline.release import seal_site
from macros.tools.toolbox import ToolError

from .checksums import write_checksums
from .complaints import complaints_kept, in_chinese, template_words
from .components import write_bill
from .mark import mark_site, refuse_precious_folder
from .origin import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .origin import Origin

FIRST_PORT = 8000
LAST_PORT = 8099
READABLE = 0o755
"""For a web server that runs as somebody else; a temporary folder is its owner's alone."""
SAID = {
    "Serving on": "生成好了，可以打开上面的网址",
    "Detected file changes": "文件有改动，正在重新生成",
    "Reloading browsers": "已重新生成，打开着的网页会自动刷新",
    "An error happened": "改好并保存以前，网页不会应答；改好以后自动恢复",
}
"""What we say where MkDocs says, in English, something with these words."""


_FAILURES = (MkDocsException, OfflineError, ToolError, UnicodeDecodeError)


class BuildError(Exception):
    """The site cannot be built; the text (Chinese) says why, a line a reason."""


def build_site(
    root: pathlib.Path, out: pathlib.Path, *, older: bool = False, origin: Origin | None = None
) -> None:
    """Build the site into ``out``; when the build fails, whatever was in ``out`` stays as it was.

    The copy to take along that it offers holds ``older`` editions only where asked for. ``origin`` is what the site
    says that it was made of, where that is known better than by looking at ``root``.
    Raises ``PlaceError`` when ``out`` holds anything but a site that we built.
    """
    out = out.resolve()
    refuse_precious_folder(root, out)
    with _alone(root), _beside(out, "new") as fresh, _told():
        origin = origin or origin_of(root)
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        config.extra["release"] = True
        # 网站不知道自己的网址，站点地图里什么也没有，却带着日期
        config.theme.static_templates.discard("sitemap.xml")
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        promised = config.extra["promised"]
        release = seal_site(root, fresh, promised)
        words = readme(config.site_name, release)
        write_archive(root, fresh, fresh / promised, words, older=older)
        write_bill(root, fresh, release, origin)
        write_checksums(fresh)
        mark_site(fresh)
        # 生成要一会儿，这期间可能有人放进了东西
        refuse_precious_folder(root, out)
        _put_in_place(fresh, out)


@contextmanager
def _told() -> Iterator[None]:
    """Raise ``BuildError`` for what MkDocs, its hook or a program of ours cannot do, with the reasons it logged."""
    with complaints_kept() as complaints:
        try:
            yield
        except _FAILURES as error:
            raise BuildError("\n".join(complaints.lines) or str(error)) from error
        except TemplateError as error:
            raise BuildError(template_words(error)) from error


@contextmanager
def _alone(root: pathlib.Path) -> Iterator[None]:
    """Wait until no other build of the project is under way: they share its cache."""
    lock = root / ".cache" / "build.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say_waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _say_waiting() -> None:
    print("» 另一个命令正在生成网站，等它完成……", flush=True)  # noqa: T201


@contextmanager
def _beside(out: pathlib.Path, what: str) -> Iterator[pathlib.Path]:
    """Give a new folder on the same disk as ``out``, and take away what is left of it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = pathlib.Path(mkdtemp(prefix=f"{out.name}.{what}-", dir=out.parent))
    except OSError as error:
        # 说出要写的文件夹，而不是临时的那个
        raise OSError(error.errno, error.strerror, str(out)) from error
    folder.chmod(READABLE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(fresh: pathlib.Path, out: pathlib.Path) -> None:
    """Let ``fresh`` take the place of ``out``, or change nothing."""
    with _beside(out, "old") as old:
        if out.exists():
            out.replace(old)
        try:
            fresh.replace(out)
        except OSError:
            if not out.exists():
                old.replace(out)
            raise


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
