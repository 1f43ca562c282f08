"""Lighthouse's four scores for one page of every kind, with the mobile preset, and what a reader has to fetch."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, override

from bs4 import BeautifulSoup

from tests.serving import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = {"首页": "", "细则总表": "criteria/", "一项": "criteria/13/", "自查": "self-check/"}
SCORES = {
    "performance": "性能",
    "accessibility": "无障碍",
    "best-practices": "最佳做法",
    "seo": "SEO",
}
PACKED = (".html", ".css", ".js", ".json", ".svg")


def rows(root: Path, site: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what is measured and its figures."""
    with serving(site, _Compressing) as address:
        for name, path in PAGES.items():
            scores = lighthouse(root, address + path, chromium)
            told = "，".join(f"{SCORES[key]} {value:.0f}" for key, value in scores.items())
            yield f"Lighthouse（手机）：{name}", told
    for name, path in PAGES.items():
        yield f"打开即取的字节（压缩后）：{name}", f"{weight(site, path) / 1000:.0f} KB"


def lighthouse(root: Path, address: str, chromium: str) -> dict[str, float]:
    """Return Lighthouse's scores of a page, out of 100."""
    venv = str(Path(sys.executable).parent)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                str(root / "node_modules/.bin/lighthouse"),
                address,
                "--quiet",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(SCORES)}",
            ],
            check=True,
            env={
                **os.environ,
                "CHROME_PATH": chromium,
                "PATH": os.pathsep.join((venv, os.environ["PATH"])),
            },
        )
        found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {key: found[key]["score"] * 100 for key in SCORES}


def weight(site: Path, path: str) -> int:
    """Return the compressed bytes of a page with its style sheets, scripts and icon, before anything is done."""
    page = site / path / "index.html"
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    names = [link["href"] for link in html.select("link[rel=stylesheet], link[rel=icon]")]
    names += [script["src"] for script in html.select("script[src]")]
    files = [page, *((page.parent / str(name).split("?")[0]).resolve() for name in names)]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


class _Compressing(QuietHandler):
    """Serves as any configured server would: text compressed, and kept by the browser."""

    protocol_version = "HTTP/1.1"

    @override
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        if path.suffix in PACKED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)
