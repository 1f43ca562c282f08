"""A bare machine as a test: a minimal Debian made anew, into which the project is cloned, served and tested."""
