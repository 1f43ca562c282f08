"""What the commands share: the project they run in, the files they are given, the words they print."""
