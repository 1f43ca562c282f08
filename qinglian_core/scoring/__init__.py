"""From answers to a score: what is possible, the points of it, the ledger, and the result as plain data."""
