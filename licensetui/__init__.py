"""licensetui: a renewal calendar in the terminal that knows who reads the next reminder."""

__version__ = "0.2.0"
