"""``qinglian pages``, ``build`` and ``serve``: from YAML to the site."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publishing import BuildError
from macros.publishing.mark import PlaceError, refuse_precious_folder

from . import CommandError
from .shared.outputs import Output, add_overwrite, refuse_place, write_files
from .shared.project import check_settings, kept
from .shared.terminal import report
from .shared.workshop import workshop

if TYPE_CHECKING:
    from . import Commands

LAST_PORT = 65535


def add(commands: Commands) -> None:
    """Add the commands."""
    pages = commands.add_parser(
        "pages", help="把整个网站的源文件写到一个文件夹，给别的网站生成器用"
    )
    pages.add_argument("folder", type=Path, help="写到哪里")
    add_overwrite(pages)
    pages.set_defaults(run=run_pages)

    build = commands.add_parser("build", help="生成网站到 site/；失败时保留上一次的结果")
    build.add_argument("--out", type=Path, default=Path("site"), help="生成到哪里（默认 site）")
    build.set_defaults(run=run_build)

    serve = commands.add_parser("serve", help="在本机预览，改动 YAML 后自动刷新")
    serve.add_argument("--port", type=_port, help="端口（默认从 8000 起找空闲的）")
    serve.set_defaults(run=run_serve)


def run_pages(options: argparse.Namespace) -> int:
    """Write what any generator makes the site of into a folder."""
    from macros.site.sourcefolder import source_folder  # noqa: PLC0415 - a check need not wait for Jinja2
    from macros.tools.toolbox import ToolError  # noqa: PLC0415 - likewise

    refuse_place(options.root, options.folder)
    try:
        root = workshop(options.root)
        made = source_folder(root, check_settings(root), report)
    except ToolError as error:
        raise CommandError(str(error)) from error
    files = [
        Output(path=options.folder / path, data=data, kind=Path(path).suffix)
        for path, data in made.items()
    ]
    write_files(files, options)
    print(f"写了 {len(files)} 个文件到 {options.folder}。")
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Check, then build; the last good site stays when something is wrong."""
    kept(options.root)
    build(options.root, options.root / options.out)
    print(f"» 网站已生成到 {options.out}/")
    return 0


def build(root: Path, out: Path, *, older: bool = False) -> None:
    """Build the site into ``out``, see ``build_site``; what the author can mend is raised as ``CommandError``."""
    from macros.publishing.building import build_site  # noqa: PLC0415 - nor for MkDocs

    try:
        refuse_precious_folder(root, out)
        build_site(workshop(root), out, older=older)
    except (BuildError, PlaceError) as error:
        raise CommandError(str(error)) from error


def run_serve(options: argparse.Namespace) -> int:
    """Check, then serve and rebuild on changes."""
    from macros.publishing.serving import serve_site  # noqa: PLC0415 - likewise

    kept(options.root, drafts=True)
    try:
        serve_site(workshop(options.root), options.port)
    except BuildError as error:
        raise CommandError(str(error)) from error
    return 0


def _port(text: str) -> int:
    """Return a port that can be listened on."""
    if not text.isdecimal() or not 0 < int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"端口要写 1 到 {LAST_PORT} 的整数，写成了“{text}”")
    return int(text)
