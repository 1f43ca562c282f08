"""A real browser of any age, driven over the DevTools protocol through a pipe.

Playwright speaks to no Chromium as old as those that offices still run; the few commands needed here have been the
same since Chromium 70.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

from tests.patience import awaited

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

FLAGS = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-zygote",
    "--no-first-run",
    "--disable-background-networking",
    "--remote-debugging-pipe",
    "--js-flags=--no-wasm-tier-up --liftoff-only",  # 编译两遍 WebAssembly 占一半的事；两个名称，因为版本不同
)
# Chromium 从 3 号读命令，向 4 号写回答；先把自己的两端挪到远处，免得相互覆盖
CHROMIUM_READS, CHROMIUM_WRITES, FAR = 3, 4, 100
COMPLAINTS = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"}

Message = dict[str, Any]


class DevtoolsError(Exception):
    """The browser refused a command, or a script in the page threw."""


class OldBrowser:
    """One browser process with a profile of its own."""

    def __init__(self, executable: Path, *flags: str) -> None:
        """Start ``executable``; every page is opened by ``open_page``."""
        self.profile = tempfile.mkdtemp()
        commands, self._send = os.pipe()
        self._receive, answers = os.pipe()
        child_ends = [fcntl.fcntl(end, fcntl.F_DUPFD, FAR) for end in (commands, answers)]
        self.process = os.posix_spawn(
            executable,
            [str(executable), *FLAGS, f"--user-data-dir={self.profile}", *flags],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, child_ends[0], CHROMIUM_READS),
                (os.POSIX_SPAWN_DUP2, child_ends[1], CHROMIUM_WRITES),
            ],
        )
        for end in (commands, answers, *child_ends):
            os.close(end)
        self._unread = b""
        self._count = 0
        self.events: list[Message] = []

    def __enter__(self) -> Self:
        """Return the running browser."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process and forget the profile."""
        with contextlib.suppress(OSError, EOFError):
            self.command("Browser.close")
        os.waitpid(self.process, 0)
        os.close(self._send)
        os.close(self._receive)
        shutil.rmtree(self.profile, ignore_errors=True)

    @property
    def version(self) -> int:
        """The major version that the browser itself gives."""
        product: str = self.command("Browser.getVersion")["product"]
        return int(product.split("/")[1].split(".", maxsplit=1)[0])

    def command(self, method: str, session: str = "", **parameters: object) -> Message:
        """Send one command and return its result; events that come meanwhile are kept."""
        self._count += 1
        number = self._count
        message: Message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise DevtoolsError(f"{method}: {answer['error']}")
        result: Message = answer["result"]
        return result

    def open_page(self, address: str) -> OldPage:
        """Open a page and wait until it has loaded."""
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Page"):
            self.command(f"{domain}.enable", session)
        page = OldPage(self, target, session)
        page.go(address)
        return page

    def _next(self) -> Message:
        while b"\0" not in self._unread:
            data = os.read(self._receive, 1 << 16)
            if not data:
                raise EOFError("the browser has ended")
            self._unread += data
        text, _, self._unread = self._unread.partition(b"\0")
        message: Message = json.loads(text)
        return message


class OldPage:
    """One page; scripts run in it may return promises."""

    def __init__(self, browser: OldBrowser, target: str, session: str) -> None:
        """Drive the page that ``session`` is attached to."""
        self.browser = browser
        self.target = target
        self.session = session

    def __enter__(self) -> Self:
        """Return the open page."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the page; the browser serves further tests."""
        self.browser.command("Target.closeTarget", targetId=self.target)

    def go(self, address: str) -> None:
        """Open an address and wait until the page has loaded."""
        self.browser.command("Page.navigate", self.session, url=address)
        state = "document.readyState + ' ' + location.href"
        awaited(lambda: self.evaluate(state) == f"complete {address}", lambda: self.evaluate(state))

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 whatever the page returns
        """Return the value of an expression, once its promise is settled."""
        answer = self.browser.command(
            "Runtime.evaluate",
            self.session,
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise DevtoolsError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Return what the console was told so far, errors and warnings alike."""
        return [
            str(event["params"].get("entry", {}).get("text") or event["params"])
            for event in self.browser.events
            if event["method"] in COMPLAINTS and event["sessionId"] == self.session
        ]
