"""The installer: what it finds, what it installs, and what it says when it cannot go on."""
