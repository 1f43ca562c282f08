"""What the search on the site knows, as data made at build."""
