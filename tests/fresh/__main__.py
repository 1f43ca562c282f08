"""`make fresh`: in a minimal Debian, clone the project, have `make serve` answer, and run `make test`."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fresh.bareroot import bare_root, entered, hand_in, hand_in_project
from tests.fresh.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fresh.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = ROOT / ".cache" / "fresh.log"
NEEDED = ("debootstrap", "unshare", "chroot", "git", "apt-config")
_COUNTS = re.compile(r"=+ (.*\b(?:passed|failed|error)\b.*) =+\n?")


def obstacle() -> str:
    """Return why this machine cannot do it, or nothing."""
    if os.geteuid() != 0:
        return "要用 chroot 和挂载，请以管理员身份运行：sudo make fresh"
    places = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/sbin"))
    missing = [name for name in NEEDED if shutil.which(name, path=places) is None]
    if missing:
        return (
            f"这台机器没有 {'、'.join(missing)}；在 Debian 上安装：apt-get install debootstrap git"
        )
    return ""


def follow(lines: Iterable[str]) -> list[str]:
    """Show the lines as they come and keep them in the log; return pytest's counts among them."""
    counts = []
    with LOG.open("w", encoding="utf-8") as log:
        for line in lines:
            print(line, end="", flush=True)
            log.write(line)
            log.flush()
            found = _COUNTS.fullmatch(line)
            counts += [found[1]] if found else []
    return counts


def run(suite: str, settings: Settings) -> int:
    """Make the root, run everything in it, and say how it ended."""
    print(f"» 用 {settings.mirror} 做一个最小的 Debian（{suite}）", flush=True)
    with bare_root(suite, settings.mirror) as root:
        folders = hand_in(root, settings)
        hand_in_project(root, ROOT)
        with entered(root, folders) as process:
            counts = follow(process.stdout or ())
            status = process.wait()
    print(f"» {'通过' if status == 0 else f'没有通过（状态 {status}）'}，全文在 {LOG}")
    for count in counts:
        print(f"» {count}")
    return status


def main() -> int:
    """Run in the Debian named by SUITE; by default the stable one that the project is made for."""
    hindered = obstacle()
    if hindered:
        print(f"make fresh 不能运行：{hindered}", file=sys.stderr)
        return 1
    settings = read_settings(dict(os.environ))
    if not settings.mirror:
        print("apt 的配置里没有 Debian 的镜像，请用环境变量 MIRROR 写明它的网址", file=sys.stderr)
        return 1
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    if changed:
        print("» 有没有提交的改动；裸机里测的是已经提交的")
    # 被终止时也照常收拾：进程、挂载和文件夹都不留下。
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    LOG.parent.mkdir(exist_ok=True)
    return run(os.environ.get("SUITE", "trixie"), settings)


if __name__ == "__main__":
    sys.exit(main())
