"""Is this address wise? Usable without the rest of the program."""
