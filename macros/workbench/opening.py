"""What a browser loads first of the workbench: lays out the package in Python's own files, and opens its door.

Once a browser's Python is restored from its snapshot it has no files to import from; here it gets some.
"""

from __future__ import annotations

import base64
import io
import sys
import zipfile
from importlib import import_module, invalidate_caches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qinglian_core.browser import Service

PROGRAM = "/program"


def install(service: Service, data: dict[str, Any]) -> None:
    """Make everything in ``data["program"]`` importable, and let the workbench offer its operations."""
    if PROGRAM not in sys.path:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(data["program"]))) as archive:
            archive.extractall(PROGRAM)
        sys.path.append(PROGRAM)
        # 快照里已经有的包，也从这里找它还没有导入的模块
        for name, module in list(sys.modules.items()):
            if getattr(module, "__path__", None) is not None:
                module.__path__ = [*module.__path__, f"{PROGRAM}/{name.replace('.', '/')}"]
        invalidate_caches()
    import_module("macros.workbench.service").install(service, data["site"], PROGRAM)
