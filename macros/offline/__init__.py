"""The site beyond its server: kept by the browser for use without network, and as a folder to double-click."""


class OfflineError(Exception):
    """The service worker or the folder copy cannot be made; the text (Chinese) says why."""
