"""The processes that a browser runs in, found by the profile that they use."""

from __future__ import annotations

from pathlib import Path


def processes_of(profile: Path) -> list[int]:
    """Return the processes of the browser that uses ``profile``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if f"--user-data-dir={profile}" in command:
            found.append(int(folder.name))
    assert found
    return found
