"""Mutation testing: change the program in one place, see whether a test notices, thousands of times."""
