"""The commands of ``qinglian``: each module adds its own parser and runs its own command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no public name


class CommandError(Exception):
    """Something the person at the terminal can mend; the text (Chinese) says what."""
