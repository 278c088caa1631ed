"""Dialogs over the screen until they are answered: lists to choose from, one question, the help."""
