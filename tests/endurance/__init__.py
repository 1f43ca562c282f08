"""Proof that nothing is lost: ``make endurance``."""
