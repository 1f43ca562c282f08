"""What is known of the inside of Material, which promises neither name nor place of what it brings.

We take its style sheet for running text and nothing else; the name of that changes with every release of Material.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHEET = "assets/stylesheets/main.*.min.css"


def text_sheet(theme: Iterable[str], report: Callable[[str], None]) -> dict[str, Path]:
    """Return Material's style sheet by where it lies in a site, given the folders of the theme; nothing where it has none."""
    found = [(Path(folder), path) for folder in theme for path in Path(folder).glob(SHEET)]
    if len(found) == 1:
        folder, path = found[0]
        return {path.relative_to(folder).as_posix(): path}
    report(
        f"Material 变了样，没有找到预期的一份 {SHEET}：网站照常生成，"
        "只是正文、表格用浏览器自带的样式（见 macros/site/material.py）"
    )
    return {}


def material_folders() -> list[str]:
    """Return the folders with what Material brings to a site; none where it is not found."""
    found = find_spec("material")
    packages = (found and found.submodule_search_locations) or ()
    return [str(Path(folder) / "templates") for folder in packages]
