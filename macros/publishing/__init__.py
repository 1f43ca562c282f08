"""Building the whole site, and serving a preview of it."""


class BuildError(Exception):
    """The site cannot be built; the text (Chinese) says why, a line a reason."""


class AuditError(Exception):
    """A site cannot be held against its sources; the text (Chinese) says why."""
