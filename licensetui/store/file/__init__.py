"""The store in a file: all that knows of paths, modes, locks, blocks and lines."""
