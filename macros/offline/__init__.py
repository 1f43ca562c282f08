"""The site beyond its server: kept by the browser for use without network, and as a folder to double-click."""


class OfflineError(Exception):
    """The service worker or the folder copy cannot be made; the text (Chinese) says why."""


BILL = "bom.json"
"""The components of a site, for those who check it: no part of a release. CycloneDX' own tools know this name."""
CHECKSUMS = "sha256sums.txt"
"""The digests of all its files, likewise."""
