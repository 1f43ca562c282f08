"""A small page with the search on it, on a server and in a folder."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, override

from macros.search.documents import search_script
from tests.serving import QuietHandler, serving

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

SCRIPT = "assets/search-data.js"
POLICY = "default-src 'self'; img-src 'self' data:"

PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>检索示例</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{base}page.css">
<link rel="stylesheet" href="{base}search.css">
<script defer src="{base}page.js"></script>
</head>
<body data-words='{{"criteria": "考评细则", "clause": "条"}}'>
<header><div data-search-mount data-search-root="{base}" data-search-data="{base}{script}"></div></header>
<main>
<h1>检索示例</h1>
<label>备注 <input id="note"></label>
<p id="c13-4">第13.4条</p>
</main>
</body>
</html>
"""

ENTRY = """\
import {{ startSearch }} from "{search}/start.js";
startSearch();
"""

STYLE = """\
html { font-size: 125%; }
header { padding: 0.4rem; background: #7a1f1d; color: #fff; }
@media (prefers-color-scheme: dark) {
  :root {
    --md-default-bg-color: #1e2129;
    --md-default-fg-color: rgba(226, 228, 233, 0.9);
    --md-default-fg-color--light: rgba(226, 228, 233, 0.7);
    --md-default-fg-color--lighter: rgba(226, 228, 233, 0.4);
    --md-default-fg-color--lightest: rgba(226, 228, 233, 0.14);
    --md-typeset-a-color: #90b8ff;
    --md-accent-fg-color: #90b8ff;
  }
}
"""


def write_page(root: Path, folder: Path, data: dict[str, object]) -> None:
    """Write the page at the root and at ``criteria/13/``."""
    search = root / "site_src" / "assets" / "js" / "search"
    style = root / "site_src" / "assets" / "css" / "search.css"
    for place, base in (("", "./"), ("criteria/13/", "../../")):
        page = folder / place / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE.format(base=base, script=SCRIPT), encoding="utf-8")
    (folder / SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    (folder / SCRIPT).write_text(search_script(data), encoding="utf-8")
    (folder / "page.css").write_text(STYLE, encoding="utf-8")
    (folder / "search.css").write_bytes(style.read_bytes())
    entry = folder / "entry.js"
    entry.write_text(ENTRY.format(search=search.as_posix()), encoding="utf-8")
    bundle = root / "node_modules" / ".bin" / "esbuild"
    subprocess.run(
        [
            bundle,
            entry,
            "--bundle",
            "--target=chrome86",
            f"--outfile={folder / 'page.js'}",
            "--log-level=error",
        ],
        check=True,
    )


class _Strict(QuietHandler):
    @override
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def served(folder: Path) -> AbstractContextManager[str]:
    """Serve ``folder`` under a strict policy; the value is its address."""
    return serving(folder, _Strict)
