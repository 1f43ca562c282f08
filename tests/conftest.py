"""What all tests share: where the project lies, the browser, and when golden files may change."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# 共用的机器时快时慢：不设时限；持续集成中固定随机数，失败才能重现。
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the only way to rewrite golden files."""
    parser.addoption("--renew-golden", action="store_true", help="用现在的结果改写标准答案文件")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def renew_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be rewritten instead of compared."""
    return bool(pytestconfig.getoption("--renew-golden"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the real Chromium that tests drive."""
    named = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM_NAMES)), None
    )
    assert named, "没有找到 Chromium：请运行 make setup-tests，或用环境变量 CHROMIUM 指出它的位置"
    return named
