"""Importing a revised document."""
