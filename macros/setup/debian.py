"""Programs that the tests drive, taken from Debian where the machine lacks them."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .interpreter import SetupError
from .programs import missing_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

POLICY = Path("/usr/sbin/policy-rc.d")
ELSEWHERE = "已有 Chromium 而不在 PATH 中的，可用环境变量 CHROMIUM 指出它的位置。"


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
    missing = missing_packages()
    if not missing:
        return
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"测试还需要 Debian 的这些软件包，或者其中的程序：{'、'.join(missing)}。\n"
            f"这台机器没有 apt-get，请自行安装同样的程序。{ELSEWHERE}"
        )
    if os.geteuid() != 0:
        raise SetupError(
            f"测试还需要这些软件包：{'、'.join(missing)}。\n"
            f"当前用户不能安装，请以管理员身份运行：sudo apt-get update && sudo {command}\n{ELSEWHERE}"
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
