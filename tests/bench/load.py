"""How many readers a stock nginx serves with the real files: wrk, on this machine's loopback, some seconds each.

Three kinds of visit: the home page, an item, and the set of files that a browser fetches at its first visit to the
self-check. Besides what the machine does, it is told how many readers a minute a line of 100 Mbit/s has room for, as
that is what limits a province.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.setup.programs import find_program
from tests.offline.nginx import sample, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS, CONNECTIONS, THREADS = 10, 64, 1
LINE = 100_000_000
"""Bits a second."""
MISSING = "没有测：这台机器没有 wrk（Debian：apt-get install wrk）"
SCRIPT = """\
local paths = PATHS
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"requests": %d, "bytes": %d, "seconds": %f, "failed": %d, "median": %f, "late": %f}\\n',
    summary.requests, summary.bytes, summary.duration / 1e6, failed,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What wrk counted; times in milliseconds. ``visit`` is the number of requests of one reader."""

    requests: int
    bytes: int
    seconds: float
    failed: int
    median: float
    late: float
    visit: int

    def told(self) -> str:
        """Return the figures in words."""
        assert self.failed == 0, f"{self.failed} 个请求没有成功"
        size = self.bytes / self.requests * self.visit
        return (
            f"每秒 {self.requests / self.seconds:,.0f} 个请求、{self.bytes / self.seconds / 1e6:,.0f} MB，"
            f"p50 {self.median:.1f} ms，p99 {self.late:.1f} ms；每人 {self.visit} 个请求、{_size(size)}；"
            f"100 Mbit/s 的线路每分钟 {LINE / 8 * 60 / size:,.0f} 人"
        )


def _size(size: float) -> str:
    return f"{size / 1e6:.2f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def rows(site: Path, root: Path) -> Iterator[tuple[str, str]]:
    """Yield what is measured and its figures."""
    wrk = find_program("wrk")
    if wrk is None:
        yield "负载", MISSING
        return
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        with serving(site, scratch / "nginx", sample(root)) as port:
            for title, paths in _visits(site):
                load = _measured(wrk, port, paths, scratch)
                yield f"负载｜{title}（{CONNECTIONS} 个连接，{SECONDS} 秒）", load.told()


def _visits(site: Path) -> Iterator[tuple[str, Sequence[str]]]:
    item = sorted(path.name for path in (site / "criteria").iterdir() if path.name[0].isdigit())[-2]
    for title, page in (("首页", ""), ("一项", f"criteria/{item}/"), ("自查页", "self-check/")):
        yield f"{title}，只有网页", (f"/{page}",)
        yield f"{title}，第一次打开要的全部文件", _first_visit(site, page)


def _first_visit(site: Path, page: str) -> Sequence[str]:
    """Return the page, what its head names, and for the self-check what Python starts from."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"#]+)"', html)
    base = Path("/", page)
    paths = [
        f"/{page}",
        *(_resolved(base, one) for one in named if not one.startswith(("data:", "http"))),
    ]
    made = re.search(r"<script[^>]*data-made-with[^>]*>(.*?)</script>", html)
    if made:
        current = json.loads(made[1])["runtime"]["current"]["files"]
        roles = current.keys() - {"data", "stdlib", "wheel"}
        paths += [f"/assets/runtime/{current[role]['name']}" for role in sorted(roles)]
    return list(dict.fromkeys(paths))


def _resolved(base: Path, address: str) -> str:
    path, mark, query = address.partition("?")
    parts: list[str] = []
    for part in (base / path).parts[1:]:
        parts = parts[:-1] if part == ".." else [*parts, part]
    ending = "/" if path.endswith("/") and parts else ""
    return f"/{'/'.join(parts)}{ending}{mark}{query}"


def _measured(wrk: str, port: int, paths: Sequence[str], scratch: Path) -> Load:
    script = scratch / "visit.lua"
    listed = ", ".join(json.dumps(path) for path in paths)
    script.write_text(SCRIPT.replace("PATHS", f"{{{listed}}}"), encoding="utf-8")
    command = [
        *(wrk, f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s"),
        *("-s", str(script), f"http://127.0.0.1:{port}/"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    counted = json.loads(done.stdout.strip().rpartition("\n")[2])
    return Load(**counted, visit=len(paths))
