"""The folder in which a room is changed: a copy of the project, so that work on the project goes on meanwhile.

What mutmut has found out stays in it, below ``mutants``: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.mutation.rooms import Room

PLUGINS = (
    "tests.mutation.plugin",
    "no:cacheprovider",
    "no:xdist",
    "no:pytest_cov",
    "no:unraisableexception",  # mutmut 自己留着没有关的文件，不是测试发现的
)
WAIT = 300
"""Seconds by the clock that a mutant is granted, and more where its tests take longer; the plugin counts the processor's."""
_MUTMUT = "import sys; from mutmut.__main__ import cli; sys.exit(cli())"
_RELEVANT = (
    "qinglian_core/",
    "macros/",
    "rubric/",
    "tests/",
    "pyproject.toml",
    "requirements.lock",
)
_OURS = "tests/mutation/"
_NOTICED = 1
"""What mutmut writes for a mutant that a test noticed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """A copy of the project in which one room is changed."""

    root: Path
    folder: Path
    room: Room

    @property
    def mutants(self) -> Path:
        """The folder that mutmut makes: the project once more, with all mutants in it."""
        return self.folder / "mutants"

    @property
    def log(self) -> Path:
        """What mutmut said."""
        return self.folder / "mutmut.log"

    def sources(self) -> Iterator[str]:
        """Yield the modules of the room."""
        for source in self.room.sources:
            path = self.root / source
            for each in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                yield each.relative_to(self.root).as_posix()

    def records(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each module of which mutants were made, with what mutmut has written down about them."""
        for source in self.sources():
            path = self.mutants / f"{source}.meta"
            if path.is_file():
                yield source, json.loads(path.read_bytes())

    def renew(self) -> None:
        """Copy the project anew; if more than the room changed, what no test had noticed is to be tried again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        names = project_files(self.root)
        beside = sorted(beside_sources(names, self.room.sources))
        for old in (*self.folder.iterdir(), *(self.mutants / each for each in beside)):
            if old not in {self.mutants, self.log}:
                remove(old)
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.root / name, self.folder / name)
        self._write_settings(beside)
        digest = digest_of(self.folder, (name for name in names if not self._is_source(name)))
        stamp = self.mutants / "beside"
        if self.mutants.is_dir() and (not stamp.is_file() or stamp.read_text("utf-8") != digest):
            self._try_again()
        self.mutants.mkdir(exist_ok=True)
        stamp.write_text(digest, encoding="utf-8")

    def run(self, workers: int) -> subprocess.Popen[bytes]:
        """Start mutmut, which tries all mutants that have not been tried, and puts its work away when interrupted."""
        apart = next((self.root / ".venv" / "mutation" / "lib").glob("python3*/site-packages"))
        env = {**os.environ, "PYTHONPATH": str(apart), "CI": "1"}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-c", _MUTMUT, "run", "--max-children", str(workers)],
                cwd=self.folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _is_source(self, name: str) -> bool:
        return any(name == source or name.startswith(f"{source}/") for source in self.room.sources)

    def _write_settings(self, beside: Iterable[str]) -> None:
        several = {
            "source_paths": self.room.sources,
            "do_not_mutate": self.room.spared,
            "also_copy": beside,
            "pytest_add_cli_args": ("--assert=plain", *(f"-p{name}" for name in PLUGINS)),
            "pytest_add_cli_args_test_selection": self.room.tests,
        }
        settings = configparser.ConfigParser()
        settings["mutmut"] = {
            # 由 fork 出来、只收集过测试的进程再 fork：没有跑过测试，核心里的 lru_cache 就没有改错以前的结果
            "process_isolation": "forkserver",
            "timeout_constant": str(WAIT),
            "timeout_multiplier": "1",
            "track_dependencies": "False",
            "use_git_change_detection": "False",
            "on_dependency_change": "ignore",  # renew 自己看
            **{key: "\n" + "\n".join(values) for key, values in several.items() if values},
        }
        with (self.folder / "setup.cfg").open("w", encoding="utf-8") as file:
            settings.write(file)

    def _try_again(self) -> None:
        for source, record in self.records():
            codes = record["exit_code_by_key"]
            record["exit_code_by_key"] = {
                key: code if code == _NOTICED else None for key, code in codes.items()
            }
            path = self.mutants / f"{source}.meta"
            path.write_text(json.dumps(record, indent=4), encoding="utf-8")


def project_files(root: Path) -> list[str]:
    """Return the files of the project as they lie there, but for what git ignores."""
    asked = [program("git"), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=root, check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listed.split("\0"))) if name and (root / name).is_file()]


def beside_sources(names: Iterable[str], sources: Iterable[str]) -> set[str]:
    """Return the folders and files of the project that hold no source, as far up as may be."""
    known = set(sources)
    above = {
        "/".join(one.split("/")[:depth]) for one in known for depth in range(one.count("/") + 1)
    }
    found = set()
    for name in names:
        parts = name.split("/")
        tops = ("/".join(parts[: depth + 1]) for depth in range(len(parts)))
        top = next((each for each in tops if each not in above), name)
        if top not in known:
            found.add(top)
    return found


def digest_of(folder: Path, names: Iterable[str]) -> str:
    """Return what changes with the content of any of the files that tests could depend on."""
    total = hashlib.sha256()
    for name in names:
        if name.startswith(_RELEVANT) and not name.startswith(_OURS):
            content = hashlib.sha256((folder / name).read_bytes())
            total.update(name.encode() + b"\0" + content.digest())
    return total.hexdigest()


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
