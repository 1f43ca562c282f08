"""Tests of the site without a server, without network, and under its policy."""
