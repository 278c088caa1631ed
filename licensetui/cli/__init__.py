"""The command line: every screen has a printed twin."""
