"""A real nginx as Debian sets it up: its stock configuration, only moved to a free port and a folder of its own."""

from __future__ import annotations

import contextlib
import getpass
import re
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tests.patience import awaited
from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import Iterator

STOCK = Path("/etc/nginx/nginx.conf")
# 与 Debian 的 sites-available/default 相同，只少了注释
SITE = """\
server {
    listen 127.0.0.1:PORT default_server;
    root FOLDER;
    index index.html index.htm index.nginx-debian.html;
    server_name _;
    location / {
        try_files $uri $uri/ =404;
    }
}
"""


def stock_configuration(server: str, scratch: Path) -> str:
    """Return Debian's nginx.conf with one ``server`` block instead of its enabled sites."""
    text = STOCK.read_text(encoding="utf-8")
    for pattern, line in (
        (r"^user .*;", f"user {getpass.getuser()};"),
        (r"^pid .*;", f"pid {scratch}/nginx.pid;"),
        (r"^error_log .*;", f"error_log {scratch}/error.log;"),
        (r"^include /etc/nginx/modules-enabled/.*;", "daemon off;"),
        (r"access_log .*;", f"access_log {scratch}/access.log;"),
        (r"include /etc/nginx/conf\.d/.*;", _temporary_folders(scratch)),
        (r"include /etc/nginx/sites-enabled/.*;", server),
    ):
        text, count = re.subn(pattern, lambda _, line=line: line, text, flags=re.MULTILINE)  # type: ignore[misc]
        assert count == 1, f"{STOCK} 里没有 {pattern}"
    return text


def _temporary_folders(scratch: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(f"{kind}_temp_path {scratch}/{kind};" for kind in kinds)


def sample(root: Path) -> str:
    """Return the sample configuration of nginx, moved to where a test can run it."""
    text = (root / "docs" / "server" / "nginx.conf").read_text(encoding="utf-8")
    for line, ours in (
        (r"listen +80;", "listen 127.0.0.1:PORT;"),
        (r"root +/srv/www/qinglian;", "root FOLDER;"),
    ):
        text, count = re.subn(line, ours, text)
        assert count == 1
    return text


def bytes_sent(log: Path) -> dict[str, int]:
    """Return how many bytes nginx sent for each path."""
    sent: dict[str, int] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        found = re.search(r'"GET (\S+) HTTP/1\.1" \d+ (\d+) ', line)
        assert found, line
        sent[found[1]] = sent.get(found[1], 0) + int(found[2])
    return sent


@contextlib.contextmanager
def serving(folder: Path, scratch: Path, server: str = SITE) -> Iterator[int]:
    """Serve ``folder`` on 127.0.0.1; yield the port. ``server`` says PORT and FOLDER where they belong."""
    scratch.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    configuration = scratch / "nginx.conf"
    own = server.replace("PORT", str(port)).replace("FOLDER", str(folder))
    configuration.write_text(stock_configuration(own, scratch), encoding="utf-8")
    process = subprocess.Popen([program("nginx"), "-c", configuration, "-p", scratch])
    try:
        _wait_for(port, process, scratch)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], scratch: Path) -> None:
    def answers() -> bool:
        assert process.poll() is None, told()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def told() -> str:
        log = scratch / "error.log"
        return f"nginx 没有启动：{log.read_text() if log.exists() else '没有日志'}"

    awaited(answers, told)
