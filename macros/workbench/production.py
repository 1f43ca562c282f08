"""The site made of the criteria in the workbench: step by step, and what comes of it as files to hand out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.loading.folders import RUBRIC
from macros.loading.published import published_sources
from macros.offline.zipping import pack, write_zip
from macros.pages.successions import CHANGES
from macros.publishing.building import STEPS, build_steps
from macros.publishing.origin import Origin, criteria_digest
from macros.runtime.manifest import digest_of
from macros.tools.cache import package_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .takenover import TakenProducts

ARCHIVE = "qinglian-site.zip"
SOURCES = "qinglian-rubric.zip"
_PACKING = "打成压缩包"


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """A file to hand out; ``words`` (Chinese) say what it is for."""

    path: Path
    words: str


class Production:
    """One build of the project in ``root``, into the folder ``out``."""

    def __init__(self, root: Path, out: Path, products: TakenProducts) -> None:
        """Begin; nothing is done yet."""
        self.out = out
        self.products: tuple[Product, ...] = ()
        self.words = (*STEPS, _PACKING)
        self.step = 0
        self._root = root
        self._steps = self._run(products)

    def advance(self) -> bool:
        """Do the next step; return whether that was the last."""
        if next(self._steps, None) is None:
            return True
        self.step += 1
        return False

    def _run(self, products: TakenProducts) -> Iterator[str]:
        shutil.rmtree(self.out, ignore_errors=True)
        site = self.out / "site"
        # 由哪一次提交生成，在这里无从知道；细则和程序包说明它由什么生成，两样都在网站里
        origin = Origin(
            commit="",
            sources=criteria_digest(published_sources(self._root)),
            program=digest_of(products.workbench().program),
        )
        yield from build_steps(self._root, site, products, origin=origin)
        yield _PACKING
        self.products = tuple(self._handed_out(site))

    def _handed_out(self, site: Path) -> Iterator[Product]:
        whole = self.out / ARCHIVE
        _pack(site, whole, "site/")
        yield Product(path=whole, words="整个网站：解压以后把 site 文件夹放到网页服务器上")
        for copy in sorted(site.glob("*-portable.zip")):
            yield Product(path=copy, words="双击打开的离线副本：解压以后双击 index.html")
        rubric = self.out / SOURCES
        _pack(self._root / RUBRIC, rubric, f"{RUBRIC}/")
        yield Product(path=rubric, words="细则的源文件：存档，或者放进项目的 rubric 文件夹")
        for table in sorted(site.glob(f"{CHANGES}revision.*")):
            yield Product(path=table, words="修订对照表")


def _pack(folder: Path, out: Path, inside: str) -> None:
    """Write everything below ``folder`` as an archive, the same bytes for the same files."""
    members = (
        (inside + path.relative_to(folder).as_posix(), pack(path.read_bytes()))
        for path in package_files(folder)
    )
    with out.open("wb") as archive:
        write_zip(archive, members)
