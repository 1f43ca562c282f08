"""Leave the page at random moments of typing, in every way there is, whatever goes wrong meanwhile, and count what is lost.

``python -m tests.endurance [TIMES [SEED]]``. Lost is what had been typed (or, where the whole browser is killed, what
the page had shown as kept) and is not there when the page is opened again. Values are numbers that only grow, so that
an older one in a field is told from a newer.
"""

from __future__ import annotations

import faulthandler
import logging
import random
import signal
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, override

from playwright.sync_api import sync_playwright

from macros.publishing.building import build_site
from tests.conftest import quiet_chromium
from tests.offline.conftest import build_later
from tests.offline.nginx import serving as nginx
from tests.offline.pages import wait_until_kept
from tests.patience import PATIENCE
from tests.serving import QuietHandler, serving

from .reader import MOST_TYPED, Reader
from .troubles import ANYWHERE, Publisher, Scene, releases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Playwright

    from .reader import Values, Way
    from .troubles import Trouble

    type Choice = tuple[str, Trouble, Reader]

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 300
"""Milliseconds of typing before something goes wrong at the latest, and once more before the page is left."""
LONGEST_OF_ALL = 1500
"""The same before the browser is killed: what is typed has to be shown as kept first, or nothing is promised."""
TOLD_EVERY = 50

WAYS: dict[str, Way] = {
    "关闭网页": Reader.close,
    "点链接离开": Reader.follow,
    "刷新": Reader.reload,
    "网页崩溃": Reader.crash,
    "浏览器被强行结束（只数显示已存的）": Reader.kill,
}
"""How a page is left, by what it is called."""


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
class Count:
    """How often, how many values had to be there again, and how many of them were lost."""

    times: int = 0
    values: int = 0
    lost: int = 0

    def add(self, promised: Values, gone: list[str]) -> None:
        """Count one time."""
        self.times += 1
        self.values += len(promised)
        self.lost += len(gone)

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.times} 次，{self.values} 处，丢了 {self.lost} 处"


@dataclass(kw_only=True, slots=True)
class Tally:
    """What came of all the times, and of those of each way and of each trouble."""

    all: Count = field(default_factory=Count)
    ways: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in WAYS})
    troubles: dict[str, Count] = field(default_factory=dict)

    def add(self, way: str, trouble: str, promised: Values, found: Values) -> None:
        """Count one time, and print what it lost."""
        gone = [name for name, value in promised.items() if found[name] < value]
        of_trouble = self.troubles.setdefault(trouble, Count())
        for count in (self.all, self.ways[way], of_trouble):
            count.add(promised, gone)
        for name in gone:
            there = found[name] or "空"
            print(f"丢了：{trouble}，{way}，{name}：应有{promised[name]}，只有{there}", flush=True)


def leave(way: str, trouble: Trouble, scene: Scene, chance: random.Random) -> tuple[Values, Values]:
    """Leave the page somewhat later, with the trouble in between; return what was promised, and what was found."""
    reader = scene.reader
    longest = LONGEST_OF_ALL if WAYS[way] is Reader.kill else LONGEST
    scene.page.wait_for_timeout(chance.uniform(0, longest))
    with trouble.strike(scene):
        scene.page.wait_for_timeout(chance.uniform(0, longest))
        promised = reader.leave(WAYS[way], scene.page)
    return promised, reader.found(promised)


def try_all(choices: Sequence[Choice], times: int, seed: int, tally: Tally) -> None:
    """Leave so many times, or until somebody stops it."""
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: stopped.append(number))
    chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
    for turn in range(times):
        if stopped:
            print("» 停下了")
            break
        faulthandler.dump_traceback_later(PATIENCE / 1000 * 10, exit=True)
        way, (name, trouble, reader) = chance.choice([*WAYS]), chance.choice(choices)
        start = (turn + 1) * MOST_TYPED
        scene = Scene(reader=reader, page=reader.typing(trouble.typist, start), start=start)
        tally.add(way, name, *leave(way, trouble, scene, chance))
        if tally.all.times % TOLD_EVERY == 0:
            print(f"» {tally.all.times}／{times} 次，丢了 {tally.all.lost} 处", flush=True)
    faulthandler.cancel_dump_traceback_later()


@contextmanager
def staged(playwright: Playwright, scratch: Path) -> Iterator[list[Choice]]:
    """Build the site and its next release, publish them, open a browser for each server; yield what may go wrong for whom."""
    chromium = quiet_chromium(scratch)
    site, www = scratch / "site", scratch / "www"
    print("» 生成网站，再改一句话，生成下一版", flush=True)
    build_site(ROOT, site)
    later = build_later(ROOT, scratch / "later")
    www.mkdir()
    publisher = Publisher(www, site, later)
    with serving(site, WithoutPython) as address, nginx(www, scratch / "nginx") as port:
        anywhere = Reader(playwright, chromium, address, scratch / "anywhere")
        installed = Reader(
            playwright, chromium, f"http://127.0.0.1:{port}/qinglian/", scratch / "installed"
        )
        page = installed.context.new_page()
        page.goto(installed.address)
        wait_until_kept(page)
        page.close()
        yield [
            *((name, trouble, anywhere) for name, trouble in ANYWHERE.items()),
            *((name, trouble, installed) for name, trouble in releases(publisher).items()),
        ]
        for reader in (anywhere, installed):
            reader.context.close()


def main(times: str = "1000", seed: str = "1") -> int:
    """Print what was lost, by the way the page was left and by what went wrong; fail if anything was."""
    # 浏览器被结束时 Playwright 还有话没有说完，它逐个报告
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as scratch,
        sync_playwright() as playwright,
        staged(playwright, Path(scratch)) as choices,
    ):
        try_all(choices, int(times), int(seed), tally)
    for name, count in [*tally.ways.items(), *sorted(tally.troubles.items())]:
        print(f"{name}：{count}")
    print(f"» 随机种子 {seed}：{tally.all}")
    return int(tally.all.lost > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
