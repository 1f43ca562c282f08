"""What is inside a Word or Excel file."""

import io
import zipfile


def parts(data: bytes) -> dict[str, bytes]:
    """Return what is in a package; how it was compressed is the library's business."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
