"""Hostile input: whatever somebody hands in is answered in plain words, soon, and in little memory."""
