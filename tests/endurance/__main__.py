"""Leave the page at random moments of typing, in every way there is, and count what is lost: ``python -m tests.endurance [TIMES [SEED]]``.

Lost is what had been typed (or, where the whole browser is killed, what the page had told as kept) and is not there
when the page is opened again. Values are numbers that only grow, so that an older one in a field is told from a newer.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, override

from playwright.sync_api import Error, expect, sync_playwright

from macros.publishing.building import build_site
from tests.conftest import CHROMIUM_FLAGS
from tests.patience import PATIENCE
from tests.processes import processes_of
from tests.programs import program
from tests.serving import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent.parent
TYPIST = Path(__file__).with_name("typist.js")
MOST_TYPED = 10_000
"""More than can be typed into one page before it is left."""
LONGEST = 600
"""Milliseconds of typing after which a page is left at the latest."""
TOLD_EVERY = 50

Values = dict[str, str]


class WithoutPython(QuietHandler):
    """Sends a site without its runtime: pages open sooner, and what they keep has nothing to do with it."""

    @override
    def do_GET(self) -> None:
        """Send what is asked for, but for the runtime."""
        if "/runtime/" in self.path:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()


@dataclass(kw_only=True, slots=True)
class Told:
    """What one page told of itself: the last value typed into each field, and those that it showed as kept."""

    typed: Values = field(default_factory=dict)
    kept: Values = field(default_factory=dict)

    def take(self, words: Mapping[str, object]) -> None:
        """Take in one message of the typist."""
        typed = words["typed"]
        assert isinstance(typed, dict)
        self.typed = typed
        if words["kept"]:
            self.kept = typed


class Reader:
    """Somebody with one browser profile, who leaves in a hurry."""

    def __init__(self, playwright: Playwright, address: str, profile: Path) -> None:
        """Use the site at ``address``; the profile outlives every browser."""
        self._playwright = playwright
        self._profile = profile
        self.address = f"{address}self-check/"
        self.told = Told()
        self.context = self._browser()

    def _browser(self) -> BrowserContext:
        context = self._playwright.chromium.launch_persistent_context(
            str(self._profile), executable_path=program("chromium"), args=CHROMIUM_FLAGS
        )
        context.expose_binding("told", lambda _, words: self.told.take(words))
        context.add_init_script(path=TYPIST)
        return context

    def typing(self, way: str, start: int) -> Page:
        """Return a page into which is typed, from the number ``start`` on."""
        self.told = Told()
        page = self.context.new_page()
        page.goto(f"{self.address}?typist={way}&from={start}", wait_until="commit")
        expect(page.locator("html[data-typing]")).to_have_count(1, timeout=PATIENCE)
        return page

    def found(self, names: Mapping[str, str]) -> Values:
        """Return what stands in the fields called ``names`` when the page is opened again."""
        page = self.context.new_page()
        page.goto(self.address)
        expect(page.locator("[data-self-check][data-working]")).to_have_count(1, timeout=PATIENCE)
        values = {name: page.locator(f'[name="{name}"]').input_value() for name in names}
        page.close()
        return values

    def kill(self, _page: Page) -> Values:
        """Kill every process of the browser; what was shown as kept has to be there."""
        promised = self.told.kept
        with self.context.expect_event("close", timeout=PATIENCE):
            for process in processes_of(self._profile):
                # 主进程一死，其余的可能先走了
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        self.context = self._browser()
        return promised

    def close(self, page: Page) -> Values:
        """Close the page."""
        page.close()
        return self.told.typed

    def reload(self, page: Page) -> Values:
        """Load the page again."""
        promised = self.told.typed
        page.goto(self.address)
        page.close()
        return promised

    def follow(self, page: Page) -> Values:
        """Follow a link to another page."""
        page.goto(f"{self.address}../glossary/")
        promised = self.told.typed
        page.close()
        return promised

    def crash(self, page: Page) -> Values:
        """Let the process of the page crash."""
        with page.expect_event("crash", timeout=PATIENCE), suppress(Error):
            page.goto("chrome://crash")
        return self.told.typed  # 崩溃了的网页有时关不掉，留到浏览器结束


WAYS: dict[str, tuple[str, Callable[[Reader, Page], Values]]] = {
    "关闭网页": ("type", Reader.close),
    "点链接离开": ("type", Reader.follow),
    "刷新": ("type", Reader.reload),
    "网页崩溃": ("type", Reader.crash),
    "浏览器被强行结束（显示已存的）": ("type", Reader.kill),
    "数据库不回应时关闭": ("hang", Reader.close),
}
"""How a page is left, by what it is called: how it is typed into, and what then has to be there."""


def leave(reader: Reader, times: int, seed: int) -> Iterator[tuple[str, Values, Values]]:
    """Leave so many times; give the way, what was promised and what was found."""
    chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
    for turn in range(times):
        faulthandler.dump_traceback_later(PATIENCE / 1000 * 3, exit=True)
        name = chance.choice([*WAYS])
        typing, going = WAYS[name]
        page = reader.typing(typing, turn * MOST_TYPED)
        page.wait_for_timeout(chance.uniform(0, LONGEST))
        promised = dict(going(reader, page))
        yield name, promised, reader.found(promised)
    faulthandler.cancel_dump_traceback_later()


def main(times: str = "1000", seed: str = "1") -> int:
    """Print what was lost, by the way the page was left; fail if anything was."""
    turns: Counter[str] = Counter()
    values: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    # 浏览器被结束时 Playwright 还有话没有说完，它逐个报告
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build_site(ROOT, site)
        with serving(site, WithoutPython) as address:
            reader = Reader(playwright, address, Path(scratch) / "profile")
            for name, promised, found in leave(reader, int(times), int(seed)):
                turns[name] += 1
                values[name] += len(promised)
                gone = [one for one, value in promised.items() if int(found[one] or 0) < int(value)]
                lost[name] += len(gone)
                for one in gone:
                    print(f"丢了：{name}，{one}：应有{promised[one]}，只有{found[one] or '空'}")
                if turns.total() % TOLD_EVERY == 0:
                    print(f"» {turns.total()}／{times} 次，丢了 {lost.total()} 处", flush=True)
            reader.context.close()
    for name in WAYS:
        print(f"{name}：{turns[name]} 次，{values[name]} 处，丢了 {lost[name]} 处")
    print(f"» 随机种子 {seed}：{turns.total()} 次，{values.total()} 处，丢了 {lost.total()} 处")
    return int(lost.total() > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
