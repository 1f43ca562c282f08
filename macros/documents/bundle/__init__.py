"""The exports as a file for the browser: compiled modules for each Pyodide, loaded when a reader asks for a document."""
