"""Programs that the tests drive, taken from Debian where the machine lacks them."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .interpreter import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Debian 的包 → 装好后应有的程序（任一即可）或文件
NEEDED: dict[str, tuple[str, ...]] = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "fonts-noto-cjk": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",),
    "nginx-light": ("nginx",),
    "firefox-esr": ("firefox-esr", "firefox"),
}
POLICY = Path("/usr/sbin/policy-rc.d")


def is_present(package: str) -> bool:
    """Whether the machine already has what this package brings."""
    if package == "chromium" and os.environ.get("CHROMIUM"):
        return True
    places = os.environ["PATH"] + ":/usr/sbin:/sbin"
    return any(shutil.which(name, path=places) for name in NEEDED[package]) or any(
        name.startswith("/") and Path(name).exists() for name in NEEDED[package]
    )


@contextmanager
def no_service_starts() -> Iterator[None]:
    """Keep apt from starting nginx as a service: the tests start their own on a free port."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)


def install_debian_packages(say: Callable[[str], None]) -> None:
    """Install the missing packages as root; otherwise say which command to run."""
    missing = [package for package in NEEDED if not is_present(package)]
    if not missing:
        return
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupError(
            f"测试还需要这些程序：{'、'.join(missing)}。\n"
            f"当前用户不能安装，请以管理员身份运行：sudo {command}\n"
            "已有 Chromium 而不在 PATH 中的，可用环境变量 CHROMIUM 指出它的位置。"
        )
    say(f"安装测试用的 Debian 软件包：{'、'.join(missing)}（首次需要几分钟）")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with no_service_starts():
        for step in (
            ["update", "-qq"],
            ["install", "-qq", "-y", "--no-install-recommends", *missing],
        ):
            done = subprocess.run(
                ["apt-get", *step], env=env, check=False, stdout=subprocess.DEVNULL
            )
            if done.returncode:
                raise SetupError(f"apt-get {step[0]} 失败，请看上面的提示，或手动运行：{command}")
