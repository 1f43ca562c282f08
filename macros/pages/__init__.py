"""The pages of an edition: a pure function from what is published to Markdown files.

Nothing here reads a file of the rubric or knows MkDocs; the hook, and the command ``qinglian pages``, only carry
the result to where it is wanted.
"""

from .allpages import render_pages
from .home import Download
from .replacement import replacement_of
from .successions import Kin, PairLink, Succession, changes_path

__all__ = [
    "Download",
    "Kin",
    "PairLink",
    "Succession",
    "changes_path",
    "render_pages",
    "replacement_of",
]
