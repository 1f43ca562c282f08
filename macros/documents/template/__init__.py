"""The Word template: the official table laid out page by page, made at build with python-docx."""
