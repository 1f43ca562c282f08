"""The site beyond its server: kept by the browser for use without network, and as a folder to double-click."""
