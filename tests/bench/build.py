"""How long a build takes, relative to MkDocs on the same Markdown without anything of ours."""

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config

from macros.commands.shared.project import publications
from macros.pages import render_pages
from macros.publishing.building import build_site

RUNS = 3

_PLAIN = """site_name: plain
docs_dir: docs
site_dir: site
theme:
  name: material
  language: zh
  font: false
plugins: []
markdown_extensions: [attr_list, md_in_html, tables]
"""


def rows(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the ratio of medians, with everything cached, as when one sentence has changed."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _write_markdown(root, folder)
        build_site(root, folder / "warm")
        ours = _median(lambda: build_site(root, folder / "ours"))
        plain = _median(lambda: _build_plain(folder))
    yield (
        f"生成网站（缓存已有）／MkDocs 生成同样的 Markdown，{RUNS} 次的中位数",
        f"{ours / plain:.2f}",
    )


def _write_markdown(root: Path, folder: Path) -> None:
    for publication in publications(root):
        for name, text in render_pages(publication).items():
            path = folder / "docs" / publication.prefix / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")


def _build_plain(folder: Path) -> None:
    build(load_config(str(folder / "mkdocs.yml")))


def _median(run: Callable[[], None]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
