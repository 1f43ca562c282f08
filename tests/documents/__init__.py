"""Tests of what is handed in: every document is opened by a reader that had no part in making it."""
