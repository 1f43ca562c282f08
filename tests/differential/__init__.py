"""Proof that scores are the same on every Python: on many random self-checks, fair and hostile, to the letter."""
