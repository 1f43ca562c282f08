"""Tests of the core, the build, the site and the pages in a real browser."""
