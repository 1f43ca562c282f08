"""Somebody with one browser profile, into whose form is typed, and who leaves in a hurry."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, TimeoutError, expect  # noqa: A004 - as the library calls it

from tests.conftest import CHROMIUM_FLAGS
from tests.patience import PATIENCE
from tests.processes import processes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from playwright.sync_api import BrowserContext, Page, Playwright

    type Way = Callable[[Reader, Page], None]

TYPIST = Path(__file__).with_name("typist.js")
MOST_TYPED = 10_000
"""More than can be typed into one page before it is left."""

Values = dict[str, int]
"""By the name of a field, the number in it."""


@dataclass(kw_only=True, slots=True)
class Told:
    """What one page told of itself: the last number typed into each field, and those that it showed as kept.

    What was ``cleared`` behind its back it cannot hold before it has noticed, and then it no longer shows it as kept.
    """

    typed: Values = field(default_factory=dict)
    kept: Values = field(default_factory=dict)
    cleared: Values = field(default_factory=dict)

    def take(self, words: Mapping[str, object]) -> None:
        """Take in one message of the typist."""
        typed = words["typed"]
        assert isinstance(typed, dict)
        self.typed = typed
        if not words["kept"]:
            self.cleared = {}
        elif not self.cleared:
            self.kept = typed

    def lose(self) -> None:
        """Count as promised nothing that was typed up to now."""
        self.kept, self.cleared = {}, self.typed

    @property
    def safe(self) -> Values:
        """What was typed and has to be there."""
        return {
            name: value for name, value in self.typed.items() if self.cleared.get(name) != value
        }


class Reader:
    """Uses one site with one profile, which outlives every browser."""

    def __init__(self, playwright: Playwright, chromium: Path, address: str, profile: Path) -> None:
        """Open the browser on the site at ``address``."""
        self._playwright = playwright
        self._chromium = chromium
        self._profile = profile
        self.root = address.removesuffix("/")
        self.address = f"{address}self-check/"
        self.pages: dict[Page, Told] = {}
        self.context = self._browser()

    def _browser(self) -> BrowserContext:
        context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=self._chromium,
            args=CHROMIUM_FLAGS,
            handle_sigint=False,
        )
        context.expose_binding(
            "told", lambda source, words: self.pages.setdefault(source["page"], Told()).take(words)
        )
        context.add_init_script(path=TYPIST)
        context.set_default_timeout(PATIENCE)
        return context

    def _opened(self, address: str) -> Page:
        page = self.context.new_page()
        try:
            page.goto(address, wait_until="commit")
        except TimeoutError:
            self.kill(page)
            return self._opened(address)
        return page

    def typing(self, sort: str, start: int) -> Page:
        """Return a page into which is typed as ``sort`` says, from the number ``start`` on."""
        page = self._opened(f"{self.address}?typist={sort}&from={start}")
        expect(page.locator("html[data-typing]")).to_have_count(1, timeout=PATIENCE)
        return page

    @property
    def typed(self) -> Values:
        """What was typed into the pages since the last look, but for what was cleared unnoticed."""
        return {name: value for told in self.pages.values() for name, value in told.safe.items()}

    @property
    def kept(self) -> Values:
        """What these pages showed as kept."""
        return {name: value for told in self.pages.values() for name, value in told.kept.items()}

    def lose(self) -> None:
        """Count as promised nothing that was typed up to now."""
        for told in self.pages.values():
            told.lose()

    def close_others(self, page: Page) -> None:
        """Close the other pages that were typed into, if they are still open."""
        for other in self.pages:
            if other is not page and not other.is_closed():
                other.close()

    def found(self, names: Iterable[str]) -> Values:
        """Return what stands in the fields called ``names`` when the page is opened again; 0 where nothing does."""
        page = self._opened(self.address)
        expect(page.locator("[data-self-check][data-working]")).to_have_count(1, timeout=PATIENCE)
        values = {name: int(page.locator(f'[name="{name}"]').input_value() or 0) for name in names}
        page.close()
        self.pages.clear()
        return values

    def leave(self, way: Way, page: Page) -> Values:
        """Leave ``page`` one ``way``; return what has to be there: what was typed, or shown as kept where all is killed.

        Developer tools, which watch service workers here, let a page wait for minutes while a release takes over;
        without them it does not. Such a browser is killed.
        """
        try:
            way(self, page)
            self.close_others(page)
        except TimeoutError:
            print("» 一分钟没有打开，浏览器强行结束", flush=True)
            self.kill(page)
            return self.kept
        return self.kept if way is Reader.kill else self.typed

    def kill(self, _page: Page) -> None:
        """Kill every process of the browser."""
        with self.context.expect_event("close", timeout=PATIENCE):
            for process in processes_of(self._profile):
                # 主进程一死，其余的可能先走了
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        self.context = self._browser()

    def close(self, page: Page) -> None:
        """Close the page."""
        page.close()

    def reload(self, page: Page) -> None:
        """Load the page again."""
        page.goto(self.address)
        page.close()

    def follow(self, page: Page) -> None:
        """Follow a link to another page."""
        page.goto(f"{self.root}/glossary/")
        page.close()

    def crash(self, page: Page) -> None:
        """Let the process of the page crash; it may not close before its browser does, and is left."""
        with page.expect_event("crash", timeout=PATIENCE), suppress(Error):
            page.goto("chrome://crash")
