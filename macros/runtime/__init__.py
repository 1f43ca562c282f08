"""The browser runtime: Pyodide, the core and the worker that joins them, as files a static server can give away."""

from .assembly import NOTHING, build_runtime
from .manifest import PyodideBuild, RuntimeFile, RuntimeManifest
from .snapshot import Rehearsal

__all__ = [
    "NOTHING",
    "PyodideBuild",
    "Rehearsal",
    "RuntimeFile",
    "RuntimeManifest",
    "build_runtime",
]
