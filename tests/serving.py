"""A folder on a web server of this machine, for as long as a test needs it."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, AnyStr, override

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import SupportsRead, SupportsWrite


class QuietHandler(SimpleHTTPRequestHandler):
    """Sends files and says nothing among the results."""

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    @override
    def handle(self) -> None:
        """Send what is asked for; a reader who leaves in the middle is no fault."""
        with suppress(ConnectionError):
            super().handle()


class TricklingHandler(QuietHandler):
    """Sends a page as a slow line does: piece by piece, with time in between to draw what has come."""

    pieces = 40
    pause = 0.025

    @override
    def copyfile(self, source: SupportsRead[AnyStr], outputfile: SupportsWrite[AnyStr]) -> None:
        """Send a page slowly, anything else at once."""
        data = source.read()
        size = len(data) // self.pieces + 1 if self.path.endswith("/") else len(data)
        for start in range(0, len(data), size):
            outputfile.write(data[start : start + size])
            time.sleep(self.pause)


@contextmanager
def serving(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve ``folder``; yield its address, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
