"""A site that was made in a browser, made once more here: of the criteria that lie in it, by the same program."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from macros.loading.folders import RUBRIC
from macros.offline.groups import WORKBENCH
from macros.runtime.manifest import digest_of

from . import AuditError, BuildError
from .building import build_steps
from .checksums import digests_of, read_checksums
from .origin import criteria_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .origin import Origin

    Report = Callable[[str], None]

_GZIP = 47
"""What zlib is told to find out by itself whether data have a head of gzip or its own."""
_NOT_LENT = frozenset((RUBRIC, "site", "dist", ".git"))
_MOST_NAMED = 5


def build_as_in_browser(  # noqa: PLR0913 - from where, to where, and of what
    root: Path, site: Path, project: Path, *, out: Path, origin: Origin, report: Report
) -> None:
    """Build into ``out`` the site that a browser made as ``site``, by the program in ``root``, set up in ``project``.

    Raises ``AuditError`` where that program is another, or the criteria in the site are no longer those it says.
    """
    from macros.site.ownproducts import OwnProducts  # noqa: PLC0415 - a browser has none

    report(
        "这个网站是在浏览器里生成的，没有提交可说：写明的是程序包和细则的校验值，"
        f"两样都在它的 {WORKBENCH}/ 里；{_listed_words(site)}"
    )
    files = packed_criteria(site)
    if criteria_digest(files) != origin.sources:
        raise AuditError(
            "网站里带着的细则与它写明的校验值不符，生成以后改动过，不能由它重新生成；"
            f"请从生成的人那里要当时的压缩包\n细则的校验值应当是 {origin.sources}"
        )
    _set_up(root, project, files)
    products = OwnProducts(root=project, report=report, rehearsed=False)
    if digest_of(products.workbench().program) != origin.program:
        raise AuditError(
            "生成它的程序和这里的不同，不能重新生成来逐字节核对；"
            "请换到生成时那个网站的程序（它的提交写在那个网站的 bom.json 里），再核对一次\n"
            f"程序包的校验值应当是 {origin.program}"
        )
    report("这里的程序和生成它的相同，由网站里带着的细则重新生成")
    try:
        for _ in build_steps(project, out, products, origin=origin):
            pass
    except BuildError as error:
        raise AuditError(str(error)) from error


def packed_criteria(site: Path) -> dict[str, str]:
    """Return the criteria that a site carries to begin a revision with; raise ``AuditError``."""
    try:
        (packed,) = (site / WORKBENCH).glob("sources-*")
        files: dict[str, str] = json.loads(zlib.decompress(packed.read_bytes(), _GZIP))
    except (ValueError, zlib.error):
        raise AuditError(
            f"{site / WORKBENCH} 里没有细则，或者读不出来：网站不完整，或者改动过"
        ) from None
    return files


def _listed_words(site: Path) -> str:
    """Return how a site stands with its own list of files (Chinese)."""
    listed, found = read_checksums(site), digests_of(site)
    wrong = [path for path, digest in listed.items() if found.get(path) != digest]
    if not wrong:
        return f"按它的清单核对了 {len(listed)} 个文件，都没有改动过"
    named = "、".join(wrong[:_MOST_NAMED])
    return f"按它的清单核对了 {len(listed)} 个文件，{len(wrong)} 个改动过或缺少：{named}"


def _set_up(root: Path, project: Path, files: Mapping[str, str]) -> None:
    """Lay out a project with these criteria, that borrows everything else from the one in ``root``."""
    project.mkdir()
    for path in root.iterdir():
        if path.name not in _NOT_LENT:
            (project / path.name).symlink_to(path.resolve())
    for name, text in files.items():
        place = project / name
        if not place.resolve().is_relative_to((project / RUBRIC).resolve()):
            raise AuditError(f"网站里带着的细则有不该有的路径“{name}”：改动过")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
