"""What Git knows of a folder, where there is Git and the folder is its."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Return what Git prints in ``folder``; nothing where it is not installed, or cannot say."""
    program = shutil.which("git")
    if program is None:
        return ""
    # 在提交钩子里运行时，这些变量指着别处
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - our own words
        [program, "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
    )
    return done.stdout.strip() if done.returncode == 0 else ""
