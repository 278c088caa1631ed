"""Readers of what people write: days, absences and amounts, in lists, forms and commands alike."""
