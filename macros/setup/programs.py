"""The programs that the tests drive: the one table that both the installer and the tests read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

SYSTEM_PLACES = "/usr/sbin:/sbin"
"""Where Debian keeps servers; not on the PATH of every user."""


class Need(NamedTuple):
    """What the tests need, and the Debian package that brings it.

    ``program`` is what the tests call it, ``names`` are what it may be called on the disk (any one will do).
    ``file`` must exist: absolute, or beside the program (a component of LibreOffice).
    """

    package: str
    program: str = ""
    names: tuple[str, ...] = ()
    file: str = ""


NEEDED = (
    Need(
        "chromium",
        "chromium",
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    ),
    Need("firefox-esr", "firefox", ("firefox-esr", "firefox")),
    Need("nginx-light", "nginx", ("nginx",)),
    Need("libreoffice-writer-nogui", "soffice", ("soffice",), "libswlo.so"),
    Need("libreoffice-calc-nogui", "soffice", ("soffice",), "libsclo.so"),
    Need("poppler-utils", "pdftotext", ("pdftotext",)),
    Need("poppler-utils", "pdftoppm", ("pdftoppm",)),
    Need("make", "make", ("make",)),
    Need("git", "git", ("git",)),
    Need("faketime", "faketime", ("faketime",)),
    Need("fonts-noto-cjk", file="/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)

MEASURING = (Need("wrk", "wrk", ("wrk",)),)
"""What only a measurement drives: nothing is installed for it; without, it says what is missing."""


def find_program(name: str) -> str | None:
    """Return the path of a program of the table, or None if the machine lacks it."""
    if name == "chromium" and os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), SYSTEM_PLACES))
    called = next(need.names for need in (*NEEDED, *MEASURING) if need.program == name)
    return next(filter(None, (shutil.which(each, path=places) for each in called)), None)


def is_present(need: Need) -> bool:
    """Whether the machine already has it."""
    if not need.program:
        return Path(need.file).exists()
    found = find_program(need.program)
    return found is not None and (Path(found).resolve().parent / need.file).exists()


def missing_packages() -> list[str]:
    """Return the Debian packages that are still to be installed, each once, in the table's order."""
    return list(dict.fromkeys(need.package for need in NEEDED if not is_present(need)))
