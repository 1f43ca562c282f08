"""The service worker of a built site: our script and Workbox in one file, with the list of all files."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from .bundling import bundle_script, run_node
from .groups import plan_of

NODE_SCRIPT = Path(__file__).parent / "node" / "serviceworker.mjs"


def write_service_worker(root: Path, site: Path, release: str) -> None:
    """Write ``site``/sw.js, which keeps exactly the files that now lie in ``site``."""
    with tempfile.TemporaryDirectory() as name:
        bundle = Path(name) / "sw.js"
        bundle_script(
            root,
            "worker.js",
            bundle,
            f"--define:RELEASE={json.dumps(release)}",
            '--define:process.env.NODE_ENV="production"',
        )
        plan = Path(name) / "plan.json"
        plan.write_text(json.dumps(plan_of(site).to_plain()), encoding="utf-8")
        run_node(root, str(NODE_SCRIPT), str(site), str(bundle), str(plan))
