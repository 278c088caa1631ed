"""The store in a file: what knows of paths, modes, locks and lines."""
