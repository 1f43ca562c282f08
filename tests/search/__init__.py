"""Whether readers find what they look for: lists of queries, and the search run on them."""
