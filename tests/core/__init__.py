"""Tests of the core: no mocks, whole messages."""
