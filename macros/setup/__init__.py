"""The installer: sets up Python, Node and what the tests need; standard library only."""
