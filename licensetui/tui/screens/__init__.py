"""Screens: what fills the terminal, the main screen and the forms."""
