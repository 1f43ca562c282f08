"""Borders between the layers, read off the source: what each may import, name and contain."""
