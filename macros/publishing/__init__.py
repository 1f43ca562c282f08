"""Building the whole site, and serving a preview of it."""
