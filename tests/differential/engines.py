"""The Pythons that are asked the same: this one, and the two published ones under Node, with one start each."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import tempfile
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, override

from macros.tools.toolbox import find_toolbox
from qinglian_core.browser import Service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any, Self

    from macros.runtime import RuntimeManifest

    from .selfchecks import Talk

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = Path(__file__).with_name("pyodide.mjs")
BUILDS = ("current", "legacy")


class Engine(Protocol):
    """One Python; a talk begins where the one before has ended."""

    name: str

    def digests(self, talks: Sequence[Talk]) -> Future[list[str]]:
        """Begin to answer; what comes of it is a digest for each talk."""
        ...

    def replies(self, talks: Sequence[Talk]) -> list[list[str]]:
        """Return all that is said, to the letter."""
        ...


class Here:
    """The Python that runs this."""

    def __init__(self, service: Service | None = None) -> None:
        """Ask ``service``, which is the core's own unless a test has changed it."""
        self._service = service or Service()
        self.name = f"{platform.python_implementation()} {platform.python_version()}"

    def digests(self, talks: Sequence[Talk]) -> Future[list[str]]:
        """Answer at once."""
        answered: Future[list[str]] = Future()
        answered.set_result([digest(replies) for replies in self.replies(talks)])
        return answered

    def replies(self, talks: Sequence[Talk]) -> list[list[str]]:
        """Return all that is said, to the letter."""
        return [[self._said(text) for text in talk] for talk in talks]

    def _said(self, text: str) -> str:
        try:
            return self._service.handle(text)
        except Exception as error:  # noqa: BLE001 - what a bug says is compared too
            return "".join(traceback.format_exception_only(error)).rstrip().rpartition("\n")[2]


class Published:
    """One of the two Pyodides of a runtime, as browsers start it."""

    def __init__(self, runtime: RuntimeManifest, build: str, root: Path = ROOT) -> None:
        """Start it; it ends with the block that it is used in."""
        self._scratch = tempfile.TemporaryDirectory()
        self._node = subprocess.Popen(
            [find_toolbox(root).node, SCRIPT, runtime.folder, build, self._scratch.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            process_group=0,  # 按 Ctrl-C 时由这里来结束它
        )
        self._line = ThreadPoolExecutor(max_workers=1)
        self.name = str(self._read())

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, in whatever it is doing."""
        self._node.kill()
        self._line.shutdown(cancel_futures=True)
        with self._node:
            self._scratch.cleanup()

    def digests(self, talks: Sequence[Talk]) -> Future[list[str]]:
        """Begin to answer, after all that was asked before."""
        return self._line.submit(self._ask, talks, whole=False)

    def replies(self, talks: Sequence[Talk]) -> list[list[str]]:
        """Return all that is said, to the letter."""
        found: list[list[str]] = self._line.submit(self._ask, talks, whole=True).result()
        return found

    def _ask(self, talks: Sequence[Talk], *, whole: bool) -> Any:  # noqa: ANN401 - plain data
        assert self._node.stdin
        self._node.stdin.write(json.dumps({"talks": talks, "whole": whole}) + "\n")
        self._node.stdin.flush()
        return self._read()

    def _read(self) -> Any:  # noqa: ANN401 - plain data
        assert self._node.stdout
        line = self._node.stdout.readline()
        if not line:
            raise EngineStoppedError
        return json.loads(line)


class EngineStoppedError(Exception):
    """A Pyodide has ended by itself; why stands above, in its own words."""

    @override
    def __str__(self) -> str:
        return "Pyodide 自己停了，原因见上面"


def digest(replies: Sequence[str]) -> str:
    """Return the digest of all that was said; ``pyodide.mjs`` works out the same."""
    whole = hashlib.sha256()
    for reply in replies:
        whole.update(f"{reply}\0".encode("utf-16-le", "surrogatepass"))
    return whole.hexdigest()
