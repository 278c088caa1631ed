"""Dialogs: over the screen until they are answered; lists to choose from, questions, the help."""
