"""The Word forms, laid out page by page at build: XML written as text, with the standard library alone."""
