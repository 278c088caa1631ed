"""What lies over the screen until it is answered: lists to choose from, one question, the help."""
