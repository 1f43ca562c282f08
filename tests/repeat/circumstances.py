"""Under which circumstances a site is built: who, when, in which language, and in which order folders are read."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.programs import program

BACKWARDS = Path(__file__).parent / "backwards"
"""Python imports the module in it when it starts, and reads every folder backwards."""
ANOTHER_USER = ("unshare", "--user", "--map-user=1234", "--map-group=1234")
"""Runs a program as a user without a name, to whom what is ours belongs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """``clock`` is what ``faketime`` adds to the time; ``runner`` the words that come before the program."""

    environment: dict[str, str]
    paths: tuple[Path, ...] = ()
    clock: str = "+0"
    umask: int = 0o022
    runner: tuple[str, ...] = ()

    def run(self, folder: Path, *arguments: str | Path, status: int = 0) -> str:
        """Run the program of the project in ``folder``, which must end with ``status``; return all it said."""
        paths = os.pathsep.join(map(str, (*self.paths, folder)))
        words = [
            *self.runner,
            program("faketime"),
            "-f",
            self.clock,
            sys.executable,
            "-m",
            "macros.commands.cli",
        ]
        done = subprocess.run(
            [*words, *map(str, arguments)],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, **self.environment},
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == status, said
        return said


def usual(home: Path) -> Circumstances:
    """Return the circumstances of somebody in Henan, today."""
    return Circumstances(
        environment={
            "HOME": str(home),
            "USER": "wang",
            "LANG": "zh_CN.UTF-8",
            "TZ": "Asia/Shanghai",
            "PYTHONHASHSEED": "0",
        }
    )


def quite_different(home: Path, runner: tuple[str, ...] = ()) -> Circumstances:
    """Return the circumstances of somebody else in Nepal, two years ago, who writes no Chinese."""
    return Circumstances(
        environment={
            "HOME": str(home),
            "USER": "somebody-else",
            "LOGNAME": "somebody-else",
            "LC_ALL": "C",
            "TZ": "Asia/Kathmandu",
            "PYTHONHASHSEED": "7",
            "COLUMNS": "40",
            "SOURCE_DATE_EPOCH": "1000000000",
        },
        paths=(BACKWARDS,),
        clock="-700d",
        umask=0o077,
        runner=runner,
    )
