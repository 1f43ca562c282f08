"""Plain data into the criteria: one module for each level, every fault with its path."""
