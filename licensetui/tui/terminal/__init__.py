"""The terminal: what it is, what it sends, and what is sent to it, which is only what changes."""
