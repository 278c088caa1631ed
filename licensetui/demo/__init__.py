"""A portfolio to try the program with, relative to today."""
