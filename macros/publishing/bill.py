"""The bill of materials of a site.

Written as CycloneDX by hand: a flat list in JSON, for which the library would bring seven packages of its own into
every installation, and a time and a random number that would have to be taken out again.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from macros.offline import BILL

if TYPE_CHECKING:
    from pathlib import Path

    from macros.site.components import Parts

    from .origin import Origin

SPECIFICATION = "1.6"


def write_bill(site: Path, release: str, origin: Origin, parts: Parts) -> None:
    """Write the bill of materials of the finished ``site``, the same for the same site made by the same tools."""
    bill = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "tools": {"components": parts.tools},
            "component": {
                "type": "application",
                "bom-ref": "site",
                "name": "qinglian",
                "version": release,
                "licenses": [{"expression": "MIT"}],
            },
            "properties": [
                {"name": f"qinglian:{name}", "value": value}
                for name, value in asdict(origin).items()
                if value
            ],
        },
        "components": parts.components,
    }
    text = json.dumps(bill, ensure_ascii=False, indent=1)
    (site / BILL).write_text(f"{text}\n", encoding="utf-8", newline="")
