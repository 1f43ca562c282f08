"""A self-check over time: its save file, older versions and editions of it, and what to do next."""
