"""Building the whole site, and serving a preview of it."""


class BuildError(Exception):
    """The site cannot be built; the text (Chinese) says why, a line a reason."""
