"""A static server for tests that can be told to serve badly: each fault of a network or a server, for real."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from socket import socket
    from types import TracebackType
    from typing import Self

CHUNK = 16 * 1024
# 与旧版 nginx 自带的 mime.types 一样：不认识 .mjs 和 .wasm
OLD_TYPES = {
    ".html": "text/html",
    ".js": "application/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
NEW_TYPES = {**OLD_TYPES, ".mjs": "application/javascript", ".wasm": "application/wasm"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment:
    """How a path is served. ``cut`` bytes are sent of what was announced; ``speed`` is in bytes a second."""

    status: int = 200
    body: bytes | None = None
    kind: str | None = None
    cut: int | None = None
    speed: float | None = None
    stall_after: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One request that was answered."""

    path: str
    status: int


class StaticServer:
    """Serves folders under paths of 127.0.0.1; ``treat`` changes how a file is served."""

    def __init__(
        self,
        folders: Mapping[str, Path],
        headers: Mapping[str, str] | None = None,
        types: Mapping[str, str] = OLD_TYPES,
    ) -> None:
        """Serve ``folders`` by the first part of the path, "" for all others; ``headers`` go with every reply."""
        self.folders = dict(folders)
        self.types = types
        self.headers = dict(headers or {})
        self.treatments: dict[str, Treatment] = {}
        self.exchanges: list[Exchange] = []
        self.closing = threading.Event()
        handler = type("Handler", (_Handler,), {"owner": self})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """The origin, without a slash at its end."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def treat(self, name: str, treatment: Treatment | None) -> None:
        """Serve the file called ``name`` like this from now on; None: as it is."""
        if treatment is None:
            self.treatments.pop(name, None)
        else:
            self.treatments[name] = treatment

    def treatment_of(self, path: str) -> Treatment:
        """Return how ``path`` is served."""
        given = self.treatments.get(path.rsplit("/", 1)[-1], Treatment())
        return replace(given, headers={**self.headers, **given.headers})

    def body_of(self, path: str) -> bytes | None:
        """Return the file behind ``path``."""
        first, _, rest = path.lstrip("/").partition("/")
        folder, rest = (
            (self.folders[first], rest)
            if first in self.folders
            else (self.folders.get(""), path.lstrip("/"))
        )
        if folder is None or ".." in rest:
            return None
        file = folder / rest
        file = file / "index.html" if file.is_dir() else file
        return file.read_bytes() if file.is_file() else None

    def __enter__(self) -> Self:
        """Start serving."""
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving, also what is stalled."""
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(
        self, request: socket | tuple[bytes, socket], client_address: tuple[str, int]
    ) -> None:
        """A browser that hangs up is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: ClassVar[StaticServer]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 name given by http.server
        """Tests look at ``exchanges``."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        treatment = self.owner.treatment_of(path)
        body = treatment.body if treatment.body is not None else self.owner.body_of(path)
        status = treatment.status if body is not None else 404
        self.owner.exchanges.append(Exchange(path=path, status=status))
        body = body or b""
        self.send_response(status)
        ending = path[path.rfind(".") :] if "." in path.rsplit("/", 1)[-1] else ".html"
        kind = treatment.kind or self.owner.types.get(ending, "application/octet-stream")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in treatment.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self._send(body[: treatment.cut], treatment)
        except OSError:
            self.close_connection = True
        if treatment.cut is not None:
            self.close_connection = True

    def _send(self, body: bytes, treatment: Treatment) -> None:
        for start in range(0, len(body), CHUNK):
            if treatment.stall_after is not None and start >= treatment.stall_after:
                self.owner.closing.wait()
                return
            self.wfile.write(body[start : start + CHUNK])
            if treatment.speed:
                self.owner.closing.wait(CHUNK / treatment.speed)
