"""Many self-checks at once: of one unit over time, or of many units."""
