"""The workbench: criteria revised and a site made of them where nothing is installed, in the Python of a browser.

What it does is done by the very modules of the command line; here is only the door to them (``service.py``).
"""
