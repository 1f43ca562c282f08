"""Two builds of the same sources are the same, byte for byte."""
