"""licensetui: a renewal calendar in the terminal that knows who reads the vendor's next mail."""

__version__ = "0.1.0"
