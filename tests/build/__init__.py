"""Tests of the build side: reading and checking YAML, the command line, schemas, documents."""
