"""What may go wrong while somebody is typing."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import Error

from tests.offline.conftest import deploy

from .reader import MOST_TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import CDPSession, Page

    from .reader import Reader

UPDATE = (
    "navigator.serviceWorker.getRegistration().then((one) => void one?.update().catch(() => {}))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """Who types, where, and from which number on."""

    reader: Reader
    page: Page
    start: int

    @property
    def tools(self) -> CDPSession:
        """The developer tools of the page that the browser opened by itself: it stays when the others go."""
        context = self.reader.context
        return context.new_cdp_session(context.pages[0])


class Publisher:
    """Publishes one release in place of the other below ``www``, whole or half."""

    def __init__(self, www: Path, older: Path, newer: Path) -> None:
        """Publish the older one first."""
        self._www = www
        self._half = www / "half"
        self._other, self._present = newer, older
        deploy(www, older)

    def whole(self) -> None:
        """Publish the other release in one step."""
        self._other, self._present = self._present, self._other
        deploy(self._www, self._present)

    def half(self, seed: int) -> None:
        """Publish a folder in which each file, by chance, is of the other release already, or not yet."""
        chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
        shutil.rmtree(self._half, ignore_errors=True)
        sites = (self._present, self._other)
        paths = {
            path.relative_to(site) for site in sites for path in site.rglob("*") if path.is_file()
        }
        for path in sorted(paths):
            source = chance.choice(sites) / path
            if source.is_file():
                (self._half / path).parent.mkdir(parents=True, exist_ok=True)
                os.link(source, self._half / path)
        deploy(self._www, self._half)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What goes wrong: from the beginning, by how is typed, or at some moment, until it is over."""

    typist: str = "type"
    strike: Callable[[Scene], AbstractContextManager[None]] = lambda _: nullcontext()


@contextmanager
def no_room(scene: Scene) -> Iterator[None]:
    """Set the quota of the browser so low that nothing goes in, and lift it."""
    tools, origin = scene.tools, {"origin": scene.reader.root}
    tools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 1})
    yield
    with suppress(Error):  # 浏览器被强行结束了，限额也就没有了
        tools.send("Storage.overrideQuotaForOrigin", origin)


@contextmanager
def cleared(scene: Scene) -> Iterator[None]:
    """Clear the databases, as the browser or somebody else may.

    What was kept in them is nobody's promise any more until the page has noticed, and keeps it anew.
    """
    wanted = {"origin": scene.reader.root, "storageTypes": "indexeddb"}
    scene.tools.send("Storage.clearDataForOrigin", wanted)
    scene.reader.lose()
    yield


@contextmanager
def second_tab(scene: Scene) -> Iterator[None]:
    """Type into the other half of the fields in another tab."""
    scene.reader.typing("odd", scene.start + MOST_TYPED // 2)
    yield


ANYWHERE = {
    "一切如常": Trouble(),
    "数据库不回应": Trouble(typist="hang"),
    "数据库时好时坏": Trouble(typist="fail"),
    "时钟乱跳": Trouble(typist="clock"),
    "存储空间满了": Trouble(strike=no_room),
    "数据库被清除": Trouble(strike=cleared),
    "两个标签页同时填": Trouble(typist="even", strike=second_tab),
}
"""What needs no service worker, by what it is called; the site is at the root of its server."""


def releases(publisher: Publisher) -> dict[str, Trouble]:
    """Return what happens where a release takes the place of another under a page that a service worker answers."""

    @contextmanager
    def whole(scene: Scene) -> Iterator[None]:
        publisher.whole()
        scene.page.evaluate(UPDATE)
        yield

    @contextmanager
    def half(scene: Scene) -> Iterator[None]:
        publisher.half(scene.start)
        scene.page.evaluate(UPDATE)
        yield
        publisher.whole()

    return {"网站换了新版": Trouble(strike=whole), "新版只传了一半": Trouble(strike=half)}
