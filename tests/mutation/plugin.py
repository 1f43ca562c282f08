"""A plugin for pytest that makes the tests fit to be run thousands of times: ``-p tests.mutation.plugin``.

Whatever it leaves out makes the tests notice less, never more: what they notice here, they notice in `make test`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Generator

EXAMPLES = 8
"""Of each property: what they miss here, `make test` may find all the same."""
HEAVY = 2.0
"""Seconds of the processor; tests that take longer are left out."""
PATIENCE = 5
"""Seconds of the processor for a test, and as many times what it took before; what takes longer hangs."""
MEMORY = 3 * 1024**3
"""Bytes; a loop that has lost its end is to take no more."""
TIMES = Path("processor-times.json")
"""What each test took of the processor while nothing was changed: the clock tells more of what else the machine does."""


def pytest_configure(config: pytest.Config) -> None:
    """Measure the tests, or put them to use on a change of the program."""
    now = os.environ.get("MUTANT_UNDER_TEST", "")
    took: dict[str, float] = json.loads(TIMES.read_bytes()) if TIMES.is_file() else {}
    if now == "stats":
        config.pluginmanager.register(Measuring(took))
    elif "__mutmut_" in now:
        config.pluginmanager.register(Trial(took))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try properties with few examples."""
    for item in items:
        if isinstance(item, pytest.Function):
            draw_few(item)


def draw_few(item: pytest.Function) -> None:
    """Let a property be tried with few examples, the same each time, and be done when one fails."""
    test = getattr(item.obj, "__func__", item.obj)
    if not hasattr(test, "hypothesis"):
        return
    # Hypothesis 没有公开的办法改写测试自己定的例数；版本锁定，tests/mutation/test_mutation.py 守着
    own = settings(getattr(test, "_hypothesis_internal_use_settings", None))
    test._hypothesis_internal_use_settings = settings(  # noqa: SLF001
        own,
        max_examples=min(EXAMPLES, own.max_examples),
        phases=(Phase.explicit, Phase.generate),
        derandomize=True,
        database=None,
        deadline=None,
    )


class Measuring:
    """Measures how long each test keeps the processor busy."""

    def __init__(self, took: dict[str, float]) -> None:
        self._took = took

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Measure one test."""
        begun = process_time()
        yield
        self._took[item.nodeid] = process_time() - begun

    def pytest_sessionfinish(self) -> None:
        """Keep what was measured."""
        TIMES.write_text(json.dumps(self._took), encoding="utf-8")


class Trial:
    """Runs the tests on a program that is changed in one place."""

    def __init__(self, took: dict[str, float]) -> None:
        self._took = took

    def pytest_sessionstart(self) -> None:
        """Forget what the program, not yet changed, worked out while the tests were imported."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for name, module in tuple(sys.modules.items()):
            if name.startswith(("qinglian_core", "macros.loading")):
                for value in tuple(vars(module).values()):
                    if hasattr(value, "cache_clear"):
                        value.cache_clear()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run what is done soonest first."""
        items[:] = sorted(
            (item for item in items if self._took_by(item) <= HEAVY), key=self._took_by
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        """End the process, as one that hangs, where a test takes many times as long as it did."""
        end = int(process_time() + PATIENCE * (1 + self._took_by(item))) + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = end if hard == resource.RLIM_INFINITY else min(end, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
        return (yield)

    def _took_by(self, item: pytest.Item) -> float:
        return self._took.get(item.nodeid, HEAVY)
