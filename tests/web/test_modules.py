"""The modules of the self-check that need no page."""

from pathlib import Path

from tests.nodetests import expect_passed


def test_modules_under_node() -> None:
    expect_passed(Path(__file__).with_name("modules.test.mjs"), 3)
