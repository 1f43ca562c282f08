"""The modules of the engine that need no browser."""

from pathlib import Path

from tests.nodetests import expect_passed


def test_modules_under_node() -> None:
    expect_passed(Path(__file__).with_name("modules.test.mjs"), 11)
