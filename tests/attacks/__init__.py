"""Attacks: what somebody might try, each one tried (docs/attacks.md lists them)."""
