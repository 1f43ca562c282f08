"""Building the site with MkDocs."""

from __future__ import annotations

import fcntl
import pathlib
import shutil
from contextlib import contextmanager
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from macros.offline import OfflineError
from macros.offline.archive import readme, write_archive
from macros.offline.release import seal_site
from macros.tools.cache import build_cache
from macros.tools.toolbox import ToolError

from . import BuildError
from .bill import write_bill
from .checksums import write_checksums
from .complaints import complaints_kept, template_words
from .mark import mark_site, refuse_precious_folder
from .origin import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.site.products import Products

    from .origin import Origin

READABLE = 0o755
"""For a web server that runs as somebody else; a temporary folder is its owner's alone."""

_FAILURES = (MkDocsException, OfflineError, ToolError, UnicodeDecodeError)


STEPS = (
    "读细则，写各页",
    "给每一页写上安全策略，列出离线可用的文件",
    "做双击打开的离线副本",
    "列出文件和它们的校验值",
)
"""What ``build_steps`` does, in this order."""


def build_site(
    root: pathlib.Path, out: pathlib.Path, *, older: bool = False, origin: Origin | None = None
) -> None:
    """Build the site into ``out``; when the build fails, whatever was in ``out`` stays as it was.

    The copy to take along that it offers holds ``older`` editions only where asked for. ``origin`` is what the site
    says that it was made of, where that is known better than by looking at ``root``.
    Raises ``PlaceError`` when ``out`` holds anything but a site that we built.
    """
    from macros.site.ownproducts import OwnProducts  # noqa: PLC0415 - a browser has none

    products = OwnProducts(root=root, report=_report)
    for _ in build_steps(root, out, products, older=older, origin=origin or origin_of(root)):
        pass


def build_steps(
    root: pathlib.Path,
    out: pathlib.Path,
    products: Products,
    *,
    older: bool = False,
    origin: Origin,
) -> Iterator[str]:
    """Do what ``build_site`` does, and yield before each step what it is (Chinese), for whoever waits."""
    out = out.resolve()
    refuse_precious_folder(root, out)
    with _alone(root), _beside(out, "new") as fresh, _told():
        yield STEPS[0]
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        config.extra |= {"release": True, "products": products}
        # 网站不知道自己的网址，站点地图里什么也没有，却带着日期
        config.theme.static_templates.discard("sitemap.xml")
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        version, promised = config.extra["assets_version"], config.extra["promised"]
        yield STEPS[1]
        release = seal_site(products.worker_script(), fresh, version, promised)
        yield STEPS[2]
        write_archive(
            build_cache(root),
            products.classic_scripts(),
            fresh,
            fresh / promised,
            readme(config.site_name, release),
            older=older,
        )
        yield STEPS[3]
        write_bill(fresh, release, origin, products.parts())
        write_checksums(fresh)
        mark_site(fresh)
        # 生成要一会儿，这期间可能有人放进了东西
        refuse_precious_folder(root, out)
        _put_in_place(fresh, out)


def _report(text: str) -> None:
    print(f"» {text}", flush=True)  # noqa: T201 - the person at the terminal is waiting


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
