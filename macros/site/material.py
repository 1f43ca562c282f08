"""What is known of the inside of Material, which promises neither name nor place of what it brings.

We take its style sheet for running text and nothing else; the name of that changes with every release of Material.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHEET = "assets/stylesheets/main.*.min.css"


def text_sheet(theme: Iterable[str], report: Callable[[str], None]) -> str:
    """Return where Material's style sheet lies in the site, given the folders of the theme; "" where it has none."""
    found = [(Path(folder), path) for folder in theme for path in Path(folder).glob(SHEET)]
    if len(found) == 1:
        folder, path = found[0]
        return path.relative_to(folder).as_posix()
    report(
        f"Material 变了样，没有找到预期的一份 {SHEET}：网站照常生成，"
        "只是正文、表格用浏览器自带的样式（见 macros/site/material.py）"
    )
    return ""
