"""What a unit hands in: the official table with its scores, as Word, Excel, CSV, JSON and for print.

The modules of this package run in two worlds, on the command line and in the browser's Python, and import the
standard library, XlsxWriter and the core only. What makes the Word template and the archive for the browser
needs more, runs at build, and lies in ``macros.documents.template`` and ``macros.documents.shared.archive``.
"""
