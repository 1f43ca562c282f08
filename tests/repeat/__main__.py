"""`make repeat`: the whole site of the last commit from nothing, twice, under circumstances as different as can be had.

The first is built as anybody would. The second is an audit of it: another folder, another user, another time and
language, folders read backwards. Then a file of the site is changed, and the audit has to find it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from macros.publishing.checksums import digests_of
from tests.programs import ROOT, program
from tests.repeat.circumstances import ANOTHER_USER, Circumstances, quite_different, usual

PLACES = ("one", "another/ 甚 远 的/文件夹")


def clone(folder: Path) -> Path:
    """Return a clone of the last commit in ``folder``, with what is installed here."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([program("git"), "clone", "--quiet", str(ROOT), str(folder)], check=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def built(folder: Path, circumstances: Circumstances) -> Path:
    """Return the site that is built in ``folder``."""
    started = time.monotonic()
    circumstances.run(folder, "build")
    print(f"» 第一遍生成好了，{time.monotonic() - started:.0f} 秒", flush=True)
    return folder / "site"


def stranger(base: Path) -> Circumstances:
    """Return somebody else's circumstances; another user's, where this machine allows it."""
    allowed = subprocess.run([*ANOTHER_USER, "true"], check=False, capture_output=True)
    if allowed.returncode:
        print("» 这台机器不许换一个用户来运行，只换用户的名字")
    return quite_different(base / "nowhere", () if allowed.returncode else ANOTHER_USER)


def main() -> int:
    """Build, build again, compare; exit status 1 where a byte differs or a changed file is not found."""
    with tempfile.TemporaryDirectory(prefix="qinglian-repeat-") as name:
        base = Path(name)
        one, another = (clone(base / place) for place in PLACES)
        site = built(one, usual(base))
        different = stranger(base)
        started = time.monotonic()
        print(different.run(another, "audit", site), end="")
        print(f"» 第二遍，在很不相同的环境里，{time.monotonic() - started:.0f} 秒", flush=True)
        count, size = len(digests_of(site)), sum(path.stat().st_size for path in site.rglob("*"))
        print(f"» 两遍相同：{count} 个文件，{size / 1e6:.1f} MB")
        changed = site / "assets" / "js" / "site.js"
        changed.write_bytes(changed.read_bytes() + b"\n")
        told = different.run(another, "audit", site, status=1)
        print(told, end="")
        return int(f"{changed}：与重新生成的不同" not in told)


if __name__ == "__main__":
    sys.exit(main())
