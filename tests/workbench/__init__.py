"""The workbench: criteria revised and a site made of them in the Python of a browser."""
